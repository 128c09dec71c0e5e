"""The engine under the explorers, without a browser."""

import base64
import gc
import inspect
import io
import os
import re
import sys
import textwrap
import threading
import time
import tracemalloc
import weakref
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest
import sample_explorers as sample
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets import widget as ipywidgets_widget
from matplotlib.figure import Figure
from nbclient import NotebookClient
from PIL import Image

import nnlib.explore
from nnlib.explore import controls, settings
from nnlib.explore import explorer as explorer_module
from nnlib.explore.controls import choice, integer, slider, steps, toggle
from nnlib.explore.explorer import changes
from nnlib.explore.painter import Painter
from nnlib.explore.png import png
from nnlib.explore.worker import Worker
from nnlib.shared import cells
from nnlib.shared.capture import printed


@pytest.fixture
def make():
    """Make explorers that are closed after the test."""
    made = []

    def make(kind, *args, **kwargs):
        made.append(kind(*args, **kwargs))
        return made[-1]

    yield make
    for explorer in made:
        explorer.close()


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def threads():
    return [t for t in threading.enumerate() if t.name in ("Unit", "Every", "Slow")]


# Controls.


def test_every_kind_of_control_is_in_some_panel():
    files = sorted((Path(nnlib.explore.__file__).parents[1]).rglob("*.py"))
    code = [f.read_text(encoding="utf-8") for f in files if f.name != "controls.py"]
    kinds = [
        name
        for name, one in vars(controls).items()
        if inspect.isfunction(one) and one.__module__ == controls.__name__
        and not name.startswith("_")
    ]  # fmt: skip
    for kind in kinds:
        assert any(re.search(rf"\b{kind}\(", text) for text in code), kind


def test_a_slider_reaches_both_ends_exactly():
    values = slider(-5, 5, 0.1, start=0)(name="w").values
    assert (values[0], values[50], values[-1]) == (-5, 0, 5)
    assert all(value == round(value, 1) for value in values)


def test_negative_numbers_are_shown_with_a_minus_sign():
    assert slider(-2, 2, 1, start=0)(name="w").texts == ["−2", "−1", "0", "1", "2"]


@pytest.mark.parametrize(
    "recipe, value, message",
    [
        (slider(0, 3, 1, start=0), 1.2, r"w expects one of 0, 1, 2, 3.*try w=1$"),
        (steps(range(1, 101), start=1), "7000", r"up to 100, got '7000'; try w=100"),
        (integer(0, 9, start=3), "10", r"a whole number from 0 to 9.*try w=3"),
        (integer(0, 9, start=3), "²", "a whole number"),
        (choice(["a", "b"]), "c", r"one of a, b, got 'c'; try w=a"),
        (toggle(), "yes", r"one of off, on"),
        (slider(0, 3, 1, start=0), None, r"one of 0, 1, 2, 3, got None; try w=0"),
        (slider(0, 3, 1, start=0), [1], r"got \[1\]"),
        (slider(0, 3, 1, start=0), np.ones(2), r"got array"),
        (slider(0, 3, 1, start=0), np.nan, r"got nan; try w=0"),
        (slider(0, 3, 1, start=0), 1j, r"got 1j"),
        (slider(0, 3, 1, start=0), True, r"got True"),
        (integer(0, 9, start=3), 10**400, r"a whole number from 0 to 9"),
        (integer(0, 9, start=3), "9" * 5000, r"a whole number from 0 to 9"),
        (integer(0, 9, start=3), 2.5, r"got 2.5"),
    ],
)
def test_a_wrong_value_names_a_right_one(recipe, value, message):
    control = recipe(name="w")
    with pytest.raises(ValueError, match=message):
        control.value = value


def test_a_browser_cannot_choose_outside():
    control = slider(0, 3, 1, start=0)(name="w")
    control.set_state({"index": 99})
    assert control.value == 3


# Settings.

every_control = {
    name: recipe(name=name) for name, recipe in sample.Every.recipes.items()
}
indices = st.fixed_dictionaries(
    {
        name: st.integers(0, len(control.values) - 1)
        for name, control in settings.with_state(every_control).items()
    }
)


@given(indices)
def test_settings_round_trip(places):
    for name, index in places.items():
        every_control[name].index = index
    text = settings.write(every_control)
    assert settings.places(settings.read(text, every_control), every_control) == places


@given(st.text() | st.text("lrseed=0123.- '\"", max_size=12))
def test_any_text_is_understood_or_refused_in_words(text):
    try:
        settings.places(settings.read(text, every_control), every_control)
    except ValueError as error:
        words = str(error)
    else:
        words = "lr expects what came; try more"
    assert re.search("expects .*; try ", words, re.DOTALL)


@pytest.mark.parametrize(
    "text, message",
    [
        ("lr", "name=value, got 'lr'"),
        ("rate=1", "names lr, hidden, .*got 'rate'"),
        ("lr=0.31", "try lr=0.3$"),
        ("data=two moons", "name=value, got 'moons'"),
    ],
)
def test_bad_settings_change_nothing_and_say_why(make, text, message):
    every = make(sample.every, "seed=5")
    with pytest.raises(ValueError, match=message):
        every.settings = text
    assert every.values["seed"] == 5
    assert every.result["seed"] == 5
    with pytest.raises(ValueError, match=message):
        sample.every(text)


def test_settings_that_are_no_string():
    with pytest.raises(TypeError, match="settings expects a string, got int"):
        sample.every(3)


def test_settings_restore_a_state(make):
    first = make(sample.every, lr=0.3, data="two moons", bend=True)
    second = make(sample.every, first.settings)
    assert second.values == first.values == first.result == second.result
    second.settings = "seed=7"
    assert second.result["seed"] == 7
    assert second.result["lr"] == 0.3


def test_hidden_controls_keep_their_value_and_leave_the_page(make):
    every = make(sample.every, hide=["lr", "seed"], lr=1)
    shown = [c.name for row in every.children[:-1] for c in row.children]
    assert shown == ["hidden", "epoch", "data", "bend", "code"]
    assert every.result["lr"] == 1
    for wrong in (["rate"], "lr", None, 5, [["lr"]]):
        with pytest.raises(ValueError, match="hide expects a list of lr, hidden"):
            sample.every(hide=wrong)


# The picture and its words.


def test_a_move_changes_picture_and_words(make):
    unit = make(sample.unit)
    png, sentence = unit.picture.png, unit.sentence
    unit.controls["w1"].set_state({"index": 20})
    assert unit.picture.png != png
    assert unit.picture.status == unit.picture.alt == unit.sentence != sentence
    assert unit.sentence.startswith("weights 5 and 1, bias 0")


def test_several_controls_draw_once(make, monkeypatch):
    unit, drawn = make(sample.unit), []
    monkeypatch.setattr(unit.explorer, "draw", drawn.append)
    unit.set(w1=2, w2=3, b=-1)
    assert [(r.w, r.b) for r in drawn] == [((2, 3), -1)]


def drawn_whole(panel):
    """The pixels when everything is drawn, and nothing is kept."""
    for artist in panel.painter._moving:
        artist.set_animated(False)
    panel.painter._canvas.draw()
    return np.asarray(panel.painter._canvas.buffer_rgba())[..., :3]


@pytest.mark.parametrize("ratio", [1, 1.25, 2])
def test_what_moves_is_drawn_as_if_all_were_drawn(make, ratio):
    unit = make(sample.unit)
    unit.painter.scale(ratio)
    unit.set(w1=-2, b=3)
    shown, whole = pixels(unit.picture.png), drawn_whole(unit)
    assert shown.shape == whole.shape == (round(384 * ratio), round(864 * ratio), 3)
    assert np.mean(np.any(shown != whole, axis=-1)) < 0.001


def test_the_background_is_kept_until_the_axes_change():
    def stage(figure):
        axes = figure.subplots()
        axes.set_xlabel("old")
        return axes.plot([0, 1], [0, 1])

    painter = Painter((3, 2), stage)
    first = painter.png()
    painter.figure.axes[0].set_xlabel("new")
    assert painter.png() == first
    painter.restage()
    assert painter.png() != first


def test_places_on_the_picture_are_data(make):
    unit = make(sample.unit)
    unit.painter.scale(1)
    figure, plane = unit.painter.figure, unit.explorer.plane
    corner = figure.transFigure.inverted().transform(plane.transData.transform((-2, 1)))
    axes, x, y = unit.painter.locate(corner[0], 1 - corner[1])
    assert axes is plane
    assert (x, y) == pytest.approx((-2, 1))
    assert unit.painter.locate(0, 0) is None
    assert unit.painter.locate(0, 0, plane)[1] < -3


def test_the_pointer_drags_from_where_it_went_down(make):
    unit = make(sample.unit)
    middle = unit.painter.figure.transFigure.inverted().transform(
        unit.explorer.plane.transData.transform((2, 0))
    )
    send = unit.picture._handle_custom_msg
    send({"pointer": "move", "x": middle[0], "y": 0.5}, [])
    assert unit.values["w1"] == 1  # not down yet
    send({"pointer": "down", "x": middle[0], "y": 0.5}, [])
    assert unit.values["w1"] == 2
    send({"pointer": "move", "x": 0, "y": 0.5}, [])  # outside, still dragged
    assert unit.values["w1"] == -4
    send({"pointer": "up", "x": 0, "y": 0.5}, [])
    send({"pointer": "move", "x": middle[0], "y": 0.5}, [])
    assert unit.values["w1"] == -4


def test_a_button_may_set_controls(make):
    unit = make(sample.unit, w1=3, b=2)
    unit.controls["reset"].set_state({"index": 1})
    assert unit.values == {"w1": 1, "w2": 1, "b": 0}
    assert unit.settings == "w1=1 w2=1 b=0"
    assert unit.sentence.startswith("weights 1 and 1, bias 0")


def test_keys_and_buttons(make):
    every = make(sample.every)
    every.picture._handle_custom_msg({"key": "ArrowRight"}, [])
    assert every.values["spot"] == 1
    every.controls["code"].set_state({"index": 1})
    assert every.picture.code == f"settings = {every.result}"


def test_goals_are_marked_and_stay_reached(make):
    every = make(sample.every)
    assert every.reached == [False, False]
    every.set(epoch=100)
    every.set(epoch=0)
    assert every.reached == [True, False]
    assert every.picture.goals == [
        ["Reach epoch 100.", True],
        ["Move the spot to 3.", False],
    ]


def test_a_saved_notebook_keeps_a_picture_and_words(make):
    unit = make(sample.unit)
    sentence = unit.sentence
    unit.set(w1=3)
    data, metadata = unit._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"] == sentence
    assert "application/vnd.jupyter.widget-view+json" in data
    image = pixels(base64.b64decode(data["image/png"]))
    size = metadata["image/png"]["height"], metadata["image/png"]["width"]
    assert image.shape[:2] == (2 * size[0], 2 * size[1])  # sharp in print


@pytest.mark.thorough
def test_a_notebook_without_a_browser_keeps_both():
    source = "from sample_explorers import slow\nslow(size=2)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    paths = [folder for folder in sys.path if folder]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    NotebookClient(notebook, timeout=120).execute(env=env)
    (output,) = notebook.cells[0].outputs
    assert output.data["text/plain"] == "step 1 of 2"
    assert output.metadata["image/png"]["alt"] == "step 1 of 2"
    assert pixels(base64.b64decode(output.data["image/png"])).shape == (384, 768, 3)


def test_two_runs_save_the_same(make):
    first, second = (make(sample.unit)._repr_mimebundle_()[0] for _ in range(2))
    assert first["image/png"] == second["image/png"]


# Errors and prints.


def test_an_error_in_a_callback_is_shown(make, monkeypatch, capsys):
    unit = make(sample.unit)
    png, model = unit.picture.png, unit.explorer.model
    monkeypatch.setattr(unit.explorer, "model", lambda **values: 1 / 0)
    unit.controls["w1"].set_state({"index": 0})
    assert unit.picture.status == "ZeroDivisionError: division by zero"
    assert unit.picture.png == png
    monkeypatch.setattr(unit.explorer, "model", model)
    unit.set(w1=2)
    assert unit.picture.status == unit.sentence
    assert capsys.readouterr() == ("", "")


def test_prints_and_warnings_in_a_callback_are_shown(make, monkeypatch, capsys):
    unit = make(sample.unit)
    model = unit.explorer.model

    def talk(**values):
        print("hello")
        return model(**values)

    monkeypatch.setattr(unit.explorer, "model", talk)
    unit.set(w1=2)
    assert unit.picture.status == unit.sentence + " (printed: hello)"
    assert capsys.readouterr() == ("", "")


def test_an_error_in_the_first_picture_is_raised_and_leaves_nothing(monkeypatch):
    monkeypatch.setattr(sample.Unit, "model", lambda self, **values: 1 / 0)
    before = len(ipywidgets_widget._instances)
    with pytest.raises(ZeroDivisionError):
        sample.unit()
    assert len(ipywidgets_widget._instances) == before


def test_only_the_callbacks_own_thread_is_captured(capsys):
    inside, leave = threading.Event(), threading.Event()

    def callback():
        with printed() as said:
            print("mine")
            inside.set()
            leave.wait(10)
            texts.append(said.getvalue())

    texts, stream = [], sys.stdout
    thread = threading.Thread(target=callback)
    thread.start()
    assert inside.wait(10)
    print("the cell's")
    leave.set()
    thread.join(10)
    assert texts == ["mine\n"]
    assert sys.stdout is stream
    assert capsys.readouterr().out == "the cell's\n"


# Work in a thread.


def test_the_first_result_is_there_at_once_and_the_rest_follows(make, monkeypatch):
    monkeypatch.setattr(sample.Slow, "gate", threading.Semaphore(0))
    slow = make(sample.slow)
    assert slow.sentence == "step 1 of 3" == slow._repr_mimebundle_()[0]["text/plain"]
    assert not slow.wait(0.05)
    sample.Slow.gate.release(2)
    assert slow.wait()
    assert slow.sentence == slow.picture.status == "step 3 of 3"
    slow.set(size=2)
    assert not slow.wait(0.05)
    sample.Slow.gate.release()
    assert slow.wait()


def test_the_newest_value_wins_and_stale_work_is_dropped(make, monkeypatch):
    monkeypatch.setattr(sample.Slow, "gate", threading.Semaphore(0))
    sample.Slow.inside.clear()
    slow, seen = make(sample.slow), []
    assert sample.Slow.inside.wait(10)
    slow.picture.observe(lambda change: seen.append(change["new"]), "status")
    for size in (4, 5, 6, 7, 2):
        slow.controls["size"].set_state({"index": size - 1})
    sample.Slow.gate.release(20)
    assert slow.wait(ahead=True)
    assert slow.sentence == "step 2 of 2"
    assert seen == ["step 1 of 2", "step 2 of 2"]


def test_an_error_in_stale_work_is_not_shown(make, monkeypatch):
    slow, seen = make(sample.slow), []
    assert slow.wait()
    slow.picture.observe(lambda change: seen.append(change["new"]), "status")
    monkeypatch.setattr(sample.Slow, "gate", threading.Semaphore(0))
    sample.Slow.inside.clear()
    slow.set(size=9)  # its second step will raise
    assert sample.Slow.inside.wait(10)
    slow.set(size=1)
    sample.Slow.gate.release(20)
    assert slow.wait(ahead=True)
    assert seen == ["step 1 of 9", "step 1 of 1"]


def test_an_error_in_the_thread_is_shown(make):
    slow = make(sample.slow)
    slow.set(size=9)
    assert slow.wait()
    assert slow.picture.status == "ValueError: size 9 is too large"


def test_work_ahead_comes_after_the_picture_and_for_the_newest_values_only(make):
    slow = make(sample.slow)
    slow.scale(2)
    assert slow.wait()
    assert slow.explorer.later == []
    slow.set(size=5)
    assert slow.wait(ahead=True)
    assert slow.sentence == "step 5 of 5"
    assert slow.explorer.later == [6, 7, 8]


def test_there_is_no_work_ahead_until_a_page_shows_the_panel(make):
    slow = make(sample.slow)
    assert slow.wait(ahead=True)
    assert slow.explorer.later == []
    slow._answer(None, {"ratio": 2}, [])
    assert slow.wait(ahead=True)
    assert slow.explorer.later == [4, 5, 6]
    slow._answer(None, {"ratio": 1}, [])
    assert slow.wait(ahead=True)
    assert slow.explorer.later == [4, 5, 6]


def test_an_error_in_work_ahead_is_shown(make, monkeypatch):
    monkeypatch.setattr(sample.Slow, "ahead", lambda self, size: iter([1, 1 / 0]))
    slow = make(sample.slow)
    slow.scale(2)
    assert slow.wait(ahead=True)
    assert slow.sentence == "step 3 of 3"
    assert slow.picture.status == "ZeroDivisionError: division by zero"


def test_what_stands_still_is_drawn_again_when_its_name_changes(make):
    class Lit(sample.Unit):
        changed = 0

        def scene(self, r):
            return r.b > 0

        def set_scene(self, r):
            self.changed += 1
            self.plane.figure.set_facecolor("yellow" if r.b > 0 else "white")

    panel = make(nnlib.explore.Panel, Lit())
    for b in (1, 0, 1, 2):
        panel.set(b=b)
    assert panel.explorer.changed == 4
    shown = pixels(panel.picture.png)
    assert np.mean(np.any(shown != drawn_whole(panel), axis=-1)) < 0.001


def test_a_control_is_out_of_sight_or_idle_for_some_results(make):
    class Shy(sample.Unit):
        def unseen(self, r):
            return ["w1"] if r.b > 0 else []

        def disabled(self, r):
            return ["reset"] if r.b == 0 else ()

    panel, seen = make(nnlib.explore.Panel, Shy()), []
    for b in (0, 1, 0):
        panel.set(b=b)
        look = panel.controls["w1"].layout.display, panel.controls["reset"].disabled
        seen.append(look)
    assert seen == [(None, True), ("none", False), (None, True)]


def test_changes_are_what_the_controls_do_not_say_yet():
    values = {"epoch": 3, "unit": 0}
    assert changes(values, epoch=3, unit=0) is None
    assert changes(values, epoch=3, unit=2) == {"epoch": 3, "unit": 2}


def test_a_worker_that_rests_wakes_up_for_the_next_job():
    worker, began, done = Worker("Slow"), threading.Event(), []
    worker.submit(lambda: (began.set(), worker.rest(60), done.append(0)))
    assert began.wait(10)
    worker.submit(lambda: done.append(1))
    assert worker.wait(10)
    assert done == [0, 1]
    worker.submit(lambda: (worker.rest(0.01), done.append(2)))  # nobody wakes it
    assert worker.wait(10)
    worker.submit(lambda: worker.rest(60))
    worker.close()
    assert worker.wait(10)
    assert done == [0, 1, 2]


def test_a_worker_runs_the_first_and_the_last_of_many_jobs():
    worker, gate, done = Worker("Slow"), threading.Event(), []
    worker.submit(lambda: (gate.wait(10), done.append(0)))
    while worker._waiting is not None:
        time.sleep(0.001)
    for number in range(1, 50):
        worker.submit(lambda number=number: done.append(number))
    gate.set()
    assert worker.wait()
    assert done == [0, 49]
    worker.close()
    worker.submit(lambda: done.append(50))
    assert worker.wait()
    assert done == [0, 49]


def test_many_threads_end_in_one_state(make):
    unit = make(sample.unit)

    def drag(name, seed):
        for index in np.random.default_rng(seed).integers(0, 20, 15):
            unit.controls[name].set_state({"index": int(index)})

    movers = [
        threading.Thread(target=drag, args=args)
        for args in (("w1", 0), ("w2", 1), ("b", 2))
    ]
    for thread in movers:
        thread.start()
    for thread in movers:
        thread.join(60)
    values = unit.values
    assert (unit.result.w, unit.result.b) == ((values["w1"], values["w2"]), values["b"])
    assert unit.picture.status == unit.sentence == unit.explorer.describe(unit.result)
    shown = unit.picture.png
    unit.refresh()
    assert unit.picture.png == shown


# Nothing is left behind.


def test_a_closed_explorer_leaves_no_thread_widget_or_figure(monkeypatch):
    monkeypatch.setattr(sample.Slow, "gate", threading.Semaphore(0))
    before = len(ipywidgets_widget._instances)
    slow = sample.slow()
    assert threads()
    slow.close()
    sample.Slow.gate.release(20)
    assert slow.wait(ahead=True)
    assert not threads()
    assert len(ipywidgets_widget._instances) == before
    assert not slow.painter.figure.axes  # an output history may keep `slow`
    assert slow.sentence == "step 1 of 3"  # the stale step was not drawn
    parts = slow, slow.painter.figure, slow.picture, slow.controls["size"]
    gone = [weakref.ref(part) for part in parts]
    del slow, parts
    gc.collect()
    assert [ref() for ref in gone] == [None] * 4


def test_a_cell_that_runs_again_closes_its_old_explorers(monkeypatch, make):
    monkeypatch.setattr(cells, "running_cell", lambda: run)
    widgets, figures = [], []
    for number in range(4):
        run = "cell", f"run {number}"
        pair = [sample.unit(), sample.every()]  # two in one run: both live
        assert all(explorer.comm is not None for explorer in pair)
        gc.collect()
        widgets.append(len(ipywidgets_widget._instances))
        figures.append(
            sum(isinstance(o, Figure) and bool(o.axes) for o in gc.get_objects())
        )
    assert len(set(widgets[1:])) == len(set(figures[1:])) == 1
    run = "another cell", "run 9"
    make(sample.unit)
    assert pair[0].painter.figure.axes, "another cell's run closed it"
    for explorer in pair:
        explorer.close()


@pytest.mark.thorough
def test_moves_do_not_grow_memory(make):
    unit = make(sample.unit)

    def move(count):
        for k in range(count):
            unit.set(w1=k % 11 - 5, b=k % 5)

    move(20)
    tracemalloc.start()
    try:
        move(10)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        move(60)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 200_000


# How to write one.


def between(text, start, end):
    return text[text.index(start) : text.index(end)]


def test_the_example_in_the_docstring_works(tmp_path):
    text = explorer_module.__doc__
    source = textwrap.dedent(between(text, "    class Line", "\nNo word that"))
    assert len(source.splitlines()) <= 32
    words = textwrap.dedent(between(text, '    {"line"', "\n`Panel(Line()"))
    (tmp_path / "words" / "en").mkdir(parents=True)
    (tmp_path / "words" / "en" / "panel.json").write_text(words, encoding="utf-8")
    explore = nnlib.explore
    names = {
        "__file__": str(tmp_path / "panel.py"),
        "Explorer": explore.Explorer,
        "PanelWords": explore.PanelWords,
        "SimpleNamespace": SimpleNamespace,
        "slider": slider,
        "toggle": toggle,
        "np": np,
    }
    exec(source, names)
    line = explore.Panel(names["Line"](), slope=2, hide=["bend"])
    assert line.sentence == "slope 2: y goes from −6.0 to 6.0"
    line.settings = "slope=-1 bend=on"
    assert line.sentence == "slope −1: y goes from 0.0 to −3.0"
    assert line.reached == [True]
    line.close()


@pytest.mark.parametrize("depth", [3, 4])
@pytest.mark.parametrize("size", [(1, 1), (5, 7), (40, 30)])
def test_a_png_holds_the_pixels(size, depth):
    pixels = np.random.default_rng(0).integers(0, 256, (*size, depth)).astype(np.uint8)
    image = Image.open(io.BytesIO(png(pixels)))
    image.load()  # Pillow checks the checksums
    assert image.mode == "RGB"
    np.testing.assert_array_equal(np.asarray(image), pixels[:, :, :3])


def test_minus_zero_is_zero():
    turn = slider(-1, 1, 0.5, start=0)(name="turn")
    turn.value = -0.0
    assert turn.value == 0
