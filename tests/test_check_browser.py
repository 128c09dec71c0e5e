"""Checks in JupyterLab: what a learner sees, and a notebook that lives on."""

import pathlib

import lab
import pytest
from test_exercises import GIVEN, handed_in, saved

pytestmark = [pytest.mark.browser, lab.requires_browser, pytest.mark.thorough]

ROOT = pathlib.Path(__file__).resolve().parent.parent
SUM = "def mean_squared_error(A, Y):\n    D = A - Y\n    return np.mean(D**2), 2 * D"
ENDLESS = "def one_hot(y, n_classes):\n    while True:\n        pass"
CRASH = "def huber(A, Y, delta):\n    D = A - Y\n    return D @ A"
CELLS = [cell["id"] for cell in GIVEN["cells"]]
ALL_CELLS = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
    w => ({id: w.model.id, locked: w.readOnly,
           outputs: w.model.outputs ? w.model.outputs.toJSON() : []}))"""


@pytest.fixture(scope="module")
def cells(browser, tmp_path_factory):
    """Run a notebook with three mistakes cell by cell; give id -> cell."""
    folder = tmp_path_factory.mktemp("exercises")
    saved(folder, handed_in(mse=SUM, one_hot=ENDLESS, huber=CRASH))
    with (
        lab.jupyterlab(folder, paths=[ROOT]) as url,
        lab.new_page(browser) as page,
    ):
        lab.open_notebook(page, url, "04_loss.ipynb")
        for place in range(len(CELLS)):
            page.evaluate(
                "k => { jupyterapp.shell.currentWidget.content.activeCellIndex = k }",
                place,
            )
            lab.run_command(page, "notebook:run-cell")
        yield {cell["id"]: cell for cell in page.evaluate(ALL_CELLS)}


def said(cells, name):
    """Return the kind of a check's one output, and its text."""
    (output,) = cells[f"{name}-check"]["outputs"]
    lines = output.get("traceback") or [output["text"]]
    return output["output_type"], "\n".join(lines)


def test_a_mistake_is_named_and_no_traceback_shown(cells):
    kind, text = said(cells, "ex04-mse")
    assert kind == "error"
    assert "Right so far: L." in text
    assert "N times too large" in text
    for part in ("Traceback", "nnlib/check", "\x1b["):
        assert part not in text
    assert all(len(line) <= 88 for line in text.splitlines())


def test_an_endless_loop_is_reported_and_the_next_checks_run(cells):
    kind, text = said(cells, "ex04-one-hot")
    assert kind == "error"
    assert "Which loop has no end?" in text
    for later in ("ex04-cross-entropy", "ex04-slope", "ex04-hunt"):
        kind, text = said(cells, later)
        assert (kind, text[:7]) == ("stream", "Passed:")


def test_a_crash_shows_the_learners_own_line(cells):
    _, text = said(cells, "ex04-huber")
    assert "return D @ A" in text
    assert "D (7, 3), A (7, 3)" in text


def test_check_cells_are_locked_and_answers_are_not(cells):
    locked = {name for name, cell in cells.items() if cell["locked"]}
    assert locked == {name for name in CELLS if name.endswith("-check")}
