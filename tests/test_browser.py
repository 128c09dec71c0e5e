"""Explorers in a real browser: JupyterLab, Chromium, keys and pointer."""

import pathlib
import shutil

import lab
import nbformat
import pytest

import nnlib.explore

pytestmark = [pytest.mark.browser, lab.requires_browser]

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = [
    "import sample_explorers as sample",
    "sample.unit()",
    "sample.every()",
    "sample.slow()",
]
PRESENT = "import nnlib.explore\nfrom nnlib.plotting import present\npresent()"
EXPLORERS = list(nnlib.explore.panels())
STATE = """panel => { const image = panel.querySelector('.nn-image');
    return { image: image.src, alt: image.alt, frame: Number(image.dataset.frame),
             status: panel.querySelector('.nn-status').textContent } }"""


def write_notebook(path, sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, path)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Give the address of JupyterLab on a copy of the lessons and a sample."""
    folder = tmp_path_factory.mktemp("course")
    if (ROOT / "lessons").is_dir():
        shutil.copytree(ROOT / "lessons", folder / "lessons")
    write_notebook(folder / "sample.ipynb", SAMPLE)
    shown = [f"nnlib.explore.{name}()" for name in EXPLORERS]
    write_notebook(folder / "projector.ipynb", [PRESENT, *shown])
    for name in EXPLORERS:
        cells = [f"import nnlib.explore\nnnlib.explore.{name}()"]
        write_notebook(folder / f"{name}.ipynb", cells)
    with lab.jupyterlab(folder, paths=[ROOT, ROOT / "tests"]) as url:
        yield url


@pytest.fixture
def page(browser):
    """Give a page; a test that uses it fails on any error in the console."""
    with lab.new_page(browser) as page:
        yield page
        assert page.errors == []


@pytest.fixture
def sample(server, page):
    lab.open_notebook(page, server, "sample.ipynb")
    lab.run_all(page)
    return page


def panel_of(page, control_name):
    """Return the output that holds a control, as a locator."""
    control = page.locator(f"[data-control={control_name}]")
    control.first.wait_for(state="attached")
    lab.scroll_to(page, control)
    return page.locator(".jp-OutputArea-output").filter(has=control).first


def wait_for_frame(page, panel, before):
    """Wait until the panel shows a picture and words other than those before."""
    page.wait_for_function(
        f"([panel, old]) => {{ const now = ({STATE})(panel); "
        "return now.frame > old.frame && now.status !== old.status }",
        arg=[panel.element_handle(), before],
    )
    return panel.evaluate(STATE)


def explorer_moves(page, control_name, key="ArrowRight"):
    """Press a key on a control; check that picture, status and alt text follow."""
    panel = panel_of(page, control_name)
    page.wait_for_function(
        f"panel => ({STATE})(panel).frame > 0", arg=panel.element_handle()
    )
    before = panel.evaluate(STATE)
    control = panel.locator(f"[data-control={control_name}]")
    control.focus()
    page.keyboard.press(key)
    after = wait_for_frame(page, panel, before)
    assert after["image"] != before["image"]
    assert after["alt"] != before["alt"]
    assert after["alt"] == after["status"]
    assert control.evaluate("node => node === document.activeElement"), "focus was lost"
    return before, after


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("w1", "ArrowRight"),
        ("b", "ArrowDown"),
        ("b", "End"),
        ("lr", "PageDown"),
        ("hidden", "Home"),
        ("bend", "Space"),
        ("data", "ArrowDown"),
        ("seed", "ArrowUp"),
    ],
)
def test_a_key_moves_picture_and_words(sample, name, key):
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    panel_of(sample, name).locator(f"[data-control={name}]").focus()
    cell = sample.evaluate(active)
    explorer_moves(sample, name, key)
    assert sample.evaluate(active) == cell, "the notebook took the key too"


@pytest.mark.thorough
def test_a_restart_and_a_second_run(sample):
    first = explorer_moves(sample, "w1")
    lab.restart(sample)
    lab.run_all(sample)
    assert explorer_moves(sample, "w1")[1]["status"] == first[1]["status"]


@pytest.mark.thorough
def test_a_cell_that_runs_again_leaves_one_explorer(sample):
    count = (
        "import ipywidgets, gc; gc.collect(); len(ipywidgets.widgets.widget._instances)"
    )

    def run(code):
        return sample.evaluate(
            """code => { const kernel = window.jupyterapp.shell
            .currentWidget.sessionContext.session.kernel; let text = '';
            const future = kernel.requestExecute({ code });
            future.onIOPub = m => { text += m.content.data?.['text/plain'] ?? '' };
            return future.done.then(() => text) }""",
            code,
        )

    before = run(count)
    lab.run_all(sample)
    assert int(before) > 20
    assert run(count) == before
    slow = "[t for t in threading.enumerate() if t.name == 'Slow']"
    ended = f"any(not {slow} or time.sleep(0.1) for _ in range(100))"
    assert run(f"import threading, time; {ended}") == "True", "no thread is left behind"
    explorer_moves(sample, "w1")


@pytest.mark.thorough
def test_the_last_of_many_events_wins(sample):
    panel = panel_of(sample, "w1")
    control = panel.locator("[data-control=w1]")
    control.evaluate("""node => { for (let k = 0; k < 50; k++) {
        node.value = k === 49 ? 16 : k % 21;
        node.dispatchEvent(new Event('input', { bubbles: true })) } }""")
    sample.wait_for_function(
        """panel => panel.querySelector('.nn-status')
        .textContent.startsWith('weights 3 and')""",
        arg=panel.element_handle(),
    )
    sample.wait_for_timeout(500)
    assert panel.evaluate(STATE)["status"].startswith("weights 3 and 1, bias 0")
    assert panel.locator(".nn-value").first.inner_text() == "3"


@pytest.mark.thorough
def test_the_thread_shows_its_results_and_errors(sample):
    panel = panel_of(sample, "size")
    panel.get_by_text("step 3 of 3").wait_for()
    explorer_moves(sample, "size")
    panel.get_by_text("step 4 of 4").wait_for()
    panel.locator("[data-control=size]").press("End")
    panel.get_by_text("ValueError: size 9 is too large").wait_for()
    panel.locator("[data-control=size]").press("Home")
    panel.get_by_text("step 1 of 1").wait_for()


def test_pointer_moves_the_picture(sample):
    panel = panel_of(sample, "w1")
    image = panel.locator(".nn-image")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    before = panel.evaluate(STATE)
    sample.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2)
    sample.mouse.down()
    for k in range(20):
        sample.mouse.move(
            box["x"] + box["width"] * (0.2 + 0.01 * k), box["y"] + box["height"] / 2
        )
    sample.mouse.up()
    after = wait_for_frame(sample, panel, before)
    assert after["alt"] != before["alt"]


@pytest.mark.thorough
def test_keys_on_the_picture(sample):
    panel = panel_of(sample, "hidden")
    before = panel.evaluate(STATE)
    cells = sample.locator(".jp-Cell").count()
    panel.get_by_role("application", name="left and right arrow").focus()
    for key in ("ArrowRight", "ArrowRight", "d", "d", "ArrowRight"):
        sample.keyboard.press(key)
    wait_for_frame(sample, panel, before)
    panel.get_by_text("reached: Move the spot to 3.").wait_for()
    assert sample.locator(".jp-Cell").count() == cells, "d d deleted a cell"


@pytest.mark.thorough
def test_play_and_pause(sample):
    panel = panel_of(sample, "epoch")
    panel.get_by_role("button", name="play epoch").click()
    panel.get_by_text("reached: Reach epoch 100.").wait_for()
    panel.get_by_role("button", name="play epoch").wait_for()


def test_every_control_has_a_name_and_a_spoken_value(sample):
    panel = panel_of(sample, "hidden")
    slider = panel.get_by_role("slider", name="hidden size", exact=True)
    assert slider.get_attribute("aria-valuetext") == "4 units"
    for role, name in [
        ("combobox", "data"),
        ("checkbox", "bend"),
        ("spinbutton", "seed"),
        ("button", "show me the code"),
    ]:
        assert panel.get_by_role(role, name=name, exact=True).count() == 1
    assert panel.get_by_role("status").count() == 1
    panel.get_by_role("button", name="show me the code").click()
    panel.locator(".nn-code").get_by_text("settings = {'lr': 0.1").wait_for()


@pytest.mark.thorough
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing(sample, theme):
    panel_of(sample, "w1").locator(".nn-image").wait_for()
    lab.change_theme(sample, theme)
    wrong, checked = lab.axe(sample)
    assert wrong == []
    assert {"label", "image-alt", "button-name"} <= set(checked)
    assert checked["color-contrast"] > 20


@pytest.mark.thorough
def test_lesson_07_runs_and_its_sliders_answer(server, page):
    lab.open_notebook(page, server, "lessons/07_training.ipynb")
    lab.run_all(page)
    kind = "application/vnd.jupyter.stderr"
    assert page.locator(f".jp-OutputArea-output[data-mime-type='{kind}']").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    panel = panel_of(page, "lr")
    assert not panel.locator("[data-control=lr]").is_visible()
    panel.get_by_role("radio").first.check()
    panel.get_by_role("button", name="commit").click()
    panel.locator("[data-control=lr]").wait_for()
    before, after = explorer_moves(page, "lr")
    assert "learning rate 0.01," in before["status"]
    assert "learning rate 0.03," in after["status"]
    explorer_moves(page, "epoch", "ArrowLeft")
    _, after = explorer_moves(page, "hidden", "ArrowLeft")
    assert "hidden size 3," in after["status"]
    panel.get_by_role("button", name="show me the code").click()
    panel.get_by_text("nn.Dense(2, 3, rng=rng, init=nn.normal)").wait_for()


def first_slider(page):
    """Give the name of the first slider on the page, once its picture is there."""
    page.locator(".nn-image").first.wait_for()
    page.wait_for_function(
        "() => Number(document.querySelector('.nn-image').dataset.frame) > 0"
    )
    return page.locator("input[type=range]").first.get_attribute("data-control")


def quiet(page, panel, milliseconds=700):
    """Wait until the picture has not changed for a while."""
    page.evaluate(
        """([panel, pause]) => new Promise(resolve => { let timer;
        const image = panel.querySelector('.nn-image');
        const wait = () => { clearTimeout(timer); timer = setTimeout(resolve, pause) };
        image.addEventListener('load', wait); wait() })""",
        [panel.element_handle(), milliseconds],
    )


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXPLORERS)
def test_every_explorer_opens_answers_and_runs_again(server, page, name):
    lab.open_notebook(page, server, f"{name}.ipynb")
    lab.run_all(page)
    control = first_slider(page)
    panel = panel_of(page, control)
    quiet(page, panel)
    opened = panel.evaluate(STATE)
    explorer_moves(page, control)
    quiet(page, panel)
    moved = panel.evaluate(STATE)
    assert page.locator(".nn-status").inner_text() != ""
    lab.restart(page)
    lab.run_all(page)
    panel = panel_of(page, first_slider(page))
    quiet(page, panel)
    assert panel.evaluate(STATE)["status"] == opened["status"]
    explorer_moves(page, control)
    quiet(page, panel)
    assert panel.evaluate(STATE)["status"] == moved["status"]


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXPLORERS)
def test_axe_finds_nothing_in_any_explorer(server, page, name):
    lab.open_notebook(page, server, f"{name}.ipynb")
    lab.run_all(page)
    first_slider(page)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab.change_theme(page, theme)
        wrong, checked = lab.axe(page)
        assert wrong == []
        assert checked["color-contrast"] >= 3


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("start", (0.8, 0.5)),
        ("neuron", (0.15, 0.7)),
        ("layers", (0.16, 0.66)),
        ("loss", (0.2, 0.2)),
        ("backprop", (0.38, 0.13)),
        ("descent", (0.15, 0.25)),
        ("playground", (0.16, 0.5)),
        ("playground", (0.85, 0.2)),
        ("digits", (0.1, 0.3)),
    ],
)
def test_the_pointer_changes_picture_and_words(server, page, name, place):
    lab.open_notebook(page, server, f"{name}.ipynb")
    lab.run_all(page)
    panel = panel_of(page, first_slider(page))
    quiet(page, panel)
    before = panel.evaluate(STATE)
    image = panel.locator(".nn-image")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    x, y = (box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12)
    page.mouse.up()
    after = wait_for_frame(page, panel, before)
    assert after["alt"] == after["status"] != before["alt"]


FRAME = [  # what INSTRUCTORS.md says to take away
    ("application:toggle-header", {}),
    ("statusbar:toggle", {}),
    ("application:toggle-side-tabbar", {"side": "left"}),
    ("application:toggle-side-tabbar", {"side": "right"}),
]


@pytest.mark.thorough
def test_every_panel_fits_a_small_projector(server, page):
    """Under `present()`, controls and picture of 1280 × 720, and drawn for that."""
    page.set_viewport_size({"width": 1280, "height": 720})
    lab.open_notebook(page, server, "projector.ipynb")
    lab.run_all(page)
    for command, arguments in FRAME:
        lab.run_command(page, command, **arguments)
    screen = page.locator(".jp-Notebook").bounding_box()
    cells = page.locator(".jp-Notebook .jp-Cell")
    for place, name in enumerate(EXPLORERS, start=1):
        panel = cells.nth(place).locator(".jp-OutputArea-output").first
        panel.scroll_into_view_if_needed()
        image = panel.locator(".nn-image")
        image.wait_for()
        slider = panel.locator("[role=slider], input[type=range]").first
        # Twice: the first move tells the page's zoom where the cell was hidden before.
        for key in ("ArrowRight", "ArrowLeft"):
            before = panel.evaluate(STATE)
            slider.press(key)
            wait_for_frame(page, panel, before)
        box, top = image.bounding_box(), panel.bounding_box()["y"]
        assert box["y"] + box["height"] - top <= screen["height"], name
        assert box["x"] >= screen["x"], name
        assert box["x"] + box["width"] <= screen["x"] + screen["width"], name
        assert image.evaluate("node => node.naturalWidth") == round(box["width"]), name
