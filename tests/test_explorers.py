"""What holds for every explorer: words whole, settings kept, goals met, all closed."""

import base64
import gc
import importlib
import io
import itertools
import pathlib
import re
import threading
import warnings

import foreign
import ipywidgets
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.text import Text
from PIL import Image

import nnlib.explore
from nnlib.shared import words as language

# Those that train in a thread, with settings that are there at once.
QUICK = {"playground": {"epoch": 0}, "start": {"epoch": 0}}
NAMES = list(nnlib.explore.panels())
TWO = ("neuron", "playground")  # one that computes at once, one that trains
two_at_least = pytest.mark.parametrize("name", [
    name if name in TWO else pytest.param(name, marks=pytest.mark.thorough)
    for name in NAMES
])  # fmt: skip
SYMBOL = r"\b(tanh|max|log|ReLU)(?=\()"
FEWEST_POINTS = 9.4  # of a letter's height


def make(name, words="", **values):
    return getattr(nnlib.explore, name)(words, **{**QUICK.get(name, {}), **values})


def solutions(name):
    """For each goal a list of settings strings, or functions of the explorer."""
    for path in sorted(pathlib.Path(__file__).parent.glob("test_explore_*.py")):
        found = getattr(importlib.import_module(path.stem), "SOLUTIONS", {})
        if name in found:
            return found[name]
    raise LookupError(f"no test_explore_*.py has solutions of {name}")


@pytest.fixture(params=NAMES)
def explorer(request):
    """A panel of a test's own."""
    explorer = make(request.param)
    explorer.name_ = request.param
    yield explorer
    explorer.close()


@pytest.fixture(scope="module", params=NAMES)
def opened(request):
    """A panel as it opens, for tests that only look at it."""
    explorer = make(request.param)
    explorer.name_ = request.param
    yield explorer
    explorer.close()


def corners(explorer):
    """All controls at their ends together, each alone, and all in the middle."""
    low = {n: c.values[0] for n, c in states(explorer)}
    high = {n: c.values[-1] for n, c in states(explorer)}
    yield low
    yield high
    yield {n: c.values[len(c.values) // 2] for n, c in states(explorer)}
    for name in low:
        yield {name: low[name]}
        yield {name: high[name]}


def states(explorer):
    return [(n, c) for n, c in explorer.controls.items() if c.has_state]


def words_of(figure):
    """The texts that are drawn."""
    hidden = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not low <= tick.get_loc() <= high:
                    hidden |= {tick.label1, tick.label2}
        if not axes.axison:
            hidden |= {*axes.xaxis.findobj(Text), *axes.yaxis.findobj(Text)}
    for text in figure.findobj(Text):
        shown = text.get_visible() and (text.axes is None or text.axes.get_visible())
        if shown and text not in hidden and text.get_text().strip():
            yield text


def cut_off(explorer):
    """The words on the picture that do not lie whole inside it."""
    figure = explorer.painter.figure
    figure.canvas.draw()
    inside = figure.bbox.padded(1)
    for text in words_of(figure):
        box = text.get_window_extent()
        if not (inside.contains(*box.min) and inside.contains(*box.max)):
            yield text.get_text()


@pytest.mark.thorough
def test_every_corner_is_drawn_with_its_words_whole(explorer):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for values in ({}, *corners(explorer)):
            explorer.set(**values)
            assert explorer.wait(240)
            assert explorer.picture.status == explorer.sentence
            assert explorer.picture.alt == explorer.sentence
            assert len(explorer.sentence) < 500
            image = Image.open(io.BytesIO(explorer.picture.png))
            assert np.ptp(np.asarray(image.convert("L"))) > 100, "an empty picture"
            assert list(cut_off(explorer)) == [], values


def test_letters_are_large_enough_and_the_picture_is_not(opened):
    words = words_of(opened.painter.figure)
    small = {t.get_text() for t in words if t.get_fontsize() < FEWEST_POINTS}
    assert small == set()
    width, height = opened.picture.size
    assert width <= 960
    assert height <= 560


@pytest.mark.thorough
def test_the_picture_does_not_depend_on_the_way_there(explorer):
    there = {n: c.values[len(c.values) // 3] for n, c in states(explorer)}
    explorer.set(**there)
    assert explorer.wait(240)
    picture, sentence = explorer.picture.png, explorer.sentence
    for values in corners(explorer):
        explorer.set(**values)
    explorer.set(**there)
    assert explorer.wait(240)
    assert explorer.sentence == sentence
    np.testing.assert_allclose(pixels(explorer.picture.png), pixels(picture), atol=8)


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=float)


def test_it_opens_with_goals_that_are_not_met_yet(opened):
    assert not any(opened.reached)
    texts = [text for text, _ in opened.picture.goals]
    assert len(set(texts)) == len(texts)
    assert 2 <= len(texts) <= 5 or opened.name_ == "line"


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
def test_goals_are_met_by_their_solution(name):
    ways = solutions(name)
    explorer = make(name)
    assert len(ways) == len(explorer.reached)
    explorer.close()
    for k, way in enumerate(ways):
        explorer = make(name)
        for step in way:
            assert not explorer.reached[k]
            step(explorer) if callable(step) else setattr(explorer, "settings", step)
            assert explorer.wait(120)
        assert explorer.reached[k], explorer.sentence
        assert explorer.picture.goals[k][1]
        explorer.close()


@two_at_least
@pytest.mark.parametrize("times", [3, pytest.param(20, marks=pytest.mark.thorough)])
def test_a_settings_string_restores_a_state(name, times):
    first, second = make(name), make(name)
    choices = {n: st.integers(0, len(c.values) - 1) for n, c in states(first)}

    @settings(max_examples=times, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(choices))
    def restores(places):
        wanted = {n: first.controls[n].values[at] for n, at in places.items()}
        first.set(**wanted)
        assert first.values == wanted
        second.settings = first.settings
        assert second.values == first.values
        assert second.settings == first.settings

    restores()
    first.close()
    second.close()


@pytest.mark.parametrize("words", ["nonsense", "nonsense=1", "{first}=nonsense", "'"])
def test_a_bad_settings_string_gets_a_sentence(opened, words):
    words, before = words.format(first=states(opened)[0][0]), opened.settings
    for attempt in (
        lambda: setattr(opened, "settings", words),
        lambda: make(opened.name_, words),
    ):
        with pytest.raises(ValueError, match=r"expects .* got .*; try "):
            attempt()
    assert opened.settings == before


@pytest.mark.thorough
def test_any_control_can_be_hidden(explorer):
    for name in explorer.controls:
        panel = make(explorer.name_, hide=[name])
        shown = [c.name for row in panel.children[:-1] for c in row.children]
        assert name not in shown
        assert name in panel.controls
        panel.close()


def test_labels_are_visible_and_their_own(opened):
    labels = [c.label for c in opened.controls.values()]
    assert all(labels)
    shown = [c.label for row in opened.children[:-1] for c in row.children]
    assert len(set(shown)) == len(shown)
    first_row = opened.children[0].children
    assert len(first_row) <= 4


def test_a_saved_notebook_has_the_picture_and_the_sentence(opened):
    data, metadata = opened._repr_mimebundle_()
    assert data["text/plain"] == metadata["image/png"]["alt"]
    assert len(data["text/plain"]) > 20
    image = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert image.width == 2 * metadata["image/png"]["width"]


def test_two_that_start_alike_say_and_show_the_same(opened):
    twin = make(opened.name_)
    assert twin.view.saved == opened.view.saved
    twin.close()


def test_it_works_in_another_thread(explorer):
    problems = []

    def move():
        try:
            name, control = states(explorer)[0]
            explorer.set(**{name: control.values[-1]})
        except BaseException as problem:
            problems.append(problem)

    thread = threading.Thread(target=move)
    thread.start()
    thread.join(30)
    assert not problems


@two_at_least
def test_closing_leaves_nothing(name):
    make(name).close()
    gc.collect()
    widgets = len(ipywidgets.widgets.widget._instances)
    explorer = make(name)
    explorer.close()
    assert explorer.wait(30, ahead=True)
    gc.collect()
    assert len(ipywidgets.widgets.widget._instances) == widgets
    assert [
        t for t in threading.enumerate() if t.name == type(explorer.explorer).__name__
    ] == []


# In another language


def said(panel):
    """All that a panel says, on the page and in its picture, as it is now."""
    picture = panel.picture
    yield from (panel.sentence, picture.alt, picture.status, picture.name)
    yield from (text for text, _ in picture.goals)
    yield from (text.get_text() for text in words_of(panel.painter.figure))
    for widget in (picture, *panel.controls.values()):
        yield from (re.sub(r"\{\w+\}", "", text) for text in widget.page.values())
    for control in panel.controls.values():
        yield from (control.label, control.unit, *control.texts)


def settings_to_read(panel):
    """Each word of each menu, and with those that are there at once the ends too."""
    menus = [c for c in panel.controls.values() if c.kind == "choice"]
    for k in range(max((len(c.values) for c in menus), default=1)):
        yield {c.name: c.values[k % len(c.values)] for c in menus}
    if panel.name_ not in QUICK:
        yield from itertools.islice(corners(panel), 3)


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")  # wide letters
@pytest.mark.parametrize("name", NAMES)
def test_in_another_language_a_panel_has_no_english_left(name, monkeypatch):
    """But for the symbols of functions in a formula, such as tanh(z)."""
    foreign.learn(monkeypatch)
    with language.in_language("xx"):
        panel = make(name)
        panel.name_ = name
        try:
            for values in settings_to_read(panel):
                panel.set(**values)
                assert panel.wait(240)
                texts = [re.sub(SYMBOL, "", text) for text in said(panel)]
                assert [x for x in texts if re.search("[A-Za-z]{2}", x)] == [], values
        finally:
            panel.close()
