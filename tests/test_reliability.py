"""What goes wrong on a learner's machine: nothing is lost, and a sentence says what."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import lab
import nbformat
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from permissions import as_nobody

import nnlib as nn

ROOT = pathlib.Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="no such limits or permissions")
COURSE = "我的 课程/a folder, déjà"  # a name that people give
BROWSER = [pytest.mark.browser, lab.requires_browser]


def run(folder, *words, **environment):
    """Run Python as a learner's terminal in a folder would; give what came out."""
    return subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, encoding="utf-8",
        check=False, env={**os.environ, "PYTHONPATH": str(folder), **environment},
    )  # fmt: skip


# Disk and folders

SAVE = """
import resource, signal, sys
import numpy as np, nnlib as nn
net = nn.Network(nn.Dense(2, 9, init=nn.zeros))
net.save(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails, as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
net.theta = np.ones(net.theta.size)
try:
    net.save(sys.argv[1])
except OSError as error:
    print(error)
"""


@POSIX
def test_a_disk_that_fills_up_while_a_network_is_saved(tmp_path):
    path = tmp_path / "我的 net.npz"
    done = run(ROOT, "-c", SAVE, str(path))
    assert done.stdout.startswith("net.save expects a place that can be written, got ")
    assert f"{path}': File too large; a file of that name is as it was" in done.stdout
    assert list(tmp_path.iterdir()) == [path], "nothing half-written is left"
    net = nn.Network(nn.Dense(2, 9, init=nn.zeros))
    net.theta = np.ones(net.theta.size)
    net.load(path)
    assert np.all(net.theta == 0), "the whole network of before"


RESET = """
import resource, signal, sys
from nnlib.__main__ import main
from nnlib.course.notebooks import lesson
import pathlib
lesson.ROOT = pathlib.Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
sys.exit(main(["reset", "00"]))
"""


@POSIX
def test_a_disk_that_fills_up_while_an_exercise_is_set_aside(tmp_path):
    for name in ("solutions", "exercises"):
        (tmp_path / name).mkdir()
        shutil.copy(ROOT / "solutions" / "00_start_here.ipynb", tmp_path / name)
    path = tmp_path / "exercises" / "00_start_here.ipynb"
    work = path.read_bytes()
    done = run(ROOT, "-c", RESET, str(tmp_path))
    assert done.returncode == 2
    assert "python -m nnlib reset: " in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == work
    assert list(path.parent.iterdir()) == [path], "no part of a copy is left"


@POSIX
def test_a_folder_that_is_read_only(open_folder):
    path = open_folder / "net.npz"
    net = nn.Network(nn.Dense(2, 1, init=nn.zeros))
    net.save(path)
    before = path.read_bytes()
    net.theta = np.ones(3)
    denied = r"^net\.save expects .*/net\.npz': Permission denied; .* is as it was"
    open_folder.chmod(0o555)
    with as_nobody(), pytest.raises(PermissionError, match=denied):
        net.save(path)
    open_folder.chmod(0o755)
    assert path.read_bytes() == before
    assert list(open_folder.iterdir()) == [path]


# The kernel

TRAIN = """
import numpy as np, nnlib as nn
rng = np.random.default_rng(0)
X, y = nn.spirals(600, rng=rng)
net = nn.Network(nn.Dense(2, 32, rng=rng), nn.ReLU(), nn.Dense(32, 3, rng=rng))
opt = nn.Adam(net.theta, lr=0.01)
history = []
for epoch in nn.train(net, nn.cross_entropy, opt, X, y, epochs=10**7):
    history.append(epoch)
    if epoch.number == 3:
        print("under way", flush=True)
"""
AFTER = """
net.check()
assert np.all(np.isfinite(net.theta)) and len(history) >= 4
n = len(history)
more = nn.fit(net, nn.cross_entropy, opt, X, y, epochs=50)
assert more[-1].train_loss < history[0].train_loss
"""


class Cell:
    """What a kernel answered to one cell."""

    def __init__(self, client, code, when=None):
        self.error, self.text, self.waits = "", "", when

        def keep(message):
            content = message["content"]
            if message["msg_type"] == "error":
                self.error = f"{content['ename']}: {content['evalue']}"
            self.text += content.get("text", "")
            if self.waits and self.waits[0] in self.text:
                _, act = self.waits
                self.waits = None  # once, as a person presses ■ once
                act()

        client.execute_interactive(code, timeout=120, output_hook=keep)


@pytest.fixture
def kernel(tmp_path):
    """A kernel and its client, as JupyterLab starts one."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    manager, client = start_new_kernel(
        kernel_name="python3", cwd=str(tmp_path), env={**os.environ, "PYTHONPATH": path}
    )
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_training_that_is_interrupted_can_go_on(kernel):
    manager, client = kernel
    stopped = Cell(client, TRAIN, when=("under way", manager.interrupt_kernel))
    assert stopped.error.startswith("KeyboardInterrupt")
    assert Cell(client, AFTER).error == ""


@pytest.mark.parametrize("place", range(12))
def test_an_interrupt_anywhere_in_a_step_leaves_a_network_that_works(place):
    """The interrupt comes at the k-th call of anything in the step."""
    rng = np.random.default_rng(0)
    X, y = nn.spirals(30, rng=rng)
    net = nn.Network(nn.Dense(2, 8, rng=rng), nn.ReLU(), nn.Dense(8, 3, rng=rng))
    opt, calls = nn.Adam(net.theta, lr=0.01), 0

    def stop(frame, event, _):
        nonlocal calls
        if event == "call" and frame.f_code.co_filename.startswith(str(ROOT / "nnlib")):
            calls += 1
            if calls == 100 + place:
                raise KeyboardInterrupt

    sys.settrace(stop)
    try:
        with pytest.raises(KeyboardInterrupt):
            nn.fit(net, nn.cross_entropy, opt, X, y, epochs=100)
    finally:
        sys.settrace(None)
    net.check()
    assert np.all(np.isfinite(net.theta))
    losses = [e.train_loss for e in nn.fit(net, nn.cross_entropy, opt, X, y, epochs=50)]
    assert losses[-1] < losses[0]


def code_cells(lesson):
    (path,) = ROOT.glob(f"lessons/{lesson}_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {c["id"]: "".join(c["source"]) for c in cells if c["cell_type"] == "code"}


LESSONS = sorted(path.name[:2] for path in ROOT.glob("lessons/*.ipynb"))


@pytest.mark.thorough
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_cell_may_be_run_twice(lesson, kernel):
    _, client = kernel
    failed = {}
    for name, code in code_cells(lesson).items():
        for time in ("once", "twice"):
            if error := Cell(client, code).error:
                failed[name, time] = error
    assert failed == {}


@pytest.mark.thorough
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_cell_that_runs_too_early_names_what_is_missing(lesson, kernel):
    """No cell of a fresh kernel fails with anything but Python's NameError."""
    _, client = kernel
    _, *others = code_cells(lesson).items()
    for name, code in reversed(others):
        error = Cell(client, code + "\n").error
        assert error == "" or error.startswith("NameError: name "), (name, error)
        Cell(client, "%reset -f")


# JupyterLab

KILL = (
    "import os, signal\nos.kill(os.getpid(), signal.SIGTERM if os.name == 'nt' else 9)"
)
CELLS = ["x = 1", "from sample_explorers import unit\nunit()", "x += 1"]
TYPE = """text => { const book = window.jupyterapp.shell.currentWidget.content;
    book.widgets[0].model.sharedModel.setSource(text) }"""
SOURCES = """() => window.jupyterapp.shell.currentWidget.content.widgets.map(
    cell => cell.model.sharedModel.getSource())"""
DIED = """() => document.querySelector('.jp-Dialog')?.textContent ?? ''"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """JupyterLab on a folder with a name that people give."""
    folder = tmp_path_factory.mktemp("lab") / COURSE
    folder.mkdir(parents=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    for name in ("dies", "tabs"):
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
        book = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(book, folder / f"{name} 网络.ipynb")
    with lab.jupyterlab(folder, paths=[ROOT, ROOT / "tests"]) as url:
        yield url, folder


@pytest.mark.thorough
@pytest.mark.browser
@lab.requires_browser
def test_a_kernel_that_dies_is_named_and_the_notebook_goes_on(server, browser):
    url, _ = server
    with lab.new_page(browser) as page:
        lab.open_notebook(page, url, "dies 网络.ipynb")
        lab.run_all(page)
        page.evaluate(TYPE, "x = 1  # mine")
        code = f"code => {lab_kernel()}.requestExecute({{ code }}) && null"
        page.evaluate(code, KILL)
        page.wait_for_function(f"({DIED})() !== ''", timeout=60_000)
        assert "restart" in page.evaluate(DIED).lower()
        page.keyboard.press("Enter")
        assert page.evaluate(SOURCES)[0] == "x = 1  # mine"
        page.wait_for_function(lab.CONNECTED, timeout=60_000)
        lab.run_all(page)
        slider = page.get_by_role("slider").first
        panel = page.locator(".jp-OutputArea-output:has(.nn-status)").first
        before = panel.locator(".nn-status").text_content()
        slider.press("ArrowRight")
        page.wait_for_function(
            "([panel, old]) => panel.querySelector('.nn-status').textContent !== old",
            arg=[panel.element_handle(), before],
        )


def lab_kernel():
    return "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"


@pytest.mark.thorough
@pytest.mark.browser
@lab.requires_browser
def test_two_tabs_cannot_overwrite_each_other_unasked(server, browser):
    url, folder = server
    path = folder / "tabs 网络.ipynb"
    with lab.new_page(browser) as first, lab.new_page(browser) as second:
        for page in (first, second):
            lab.open_notebook(page, url, path.name)
        first.evaluate(TYPE, "x = 1  # first tab")
        lab.run_command(first, "docmanager:save")
        second.evaluate(TYPE, "x = 1  # second tab")
        second.evaluate(
            "() => { window.jupyterapp.commands.execute('docmanager:save') }"
        )
        dialog = second.locator(".jp-Dialog")
        dialog.wait_for()
        assert "changed on disk" in dialog.text_content()
        assert nbformat.read(path, 4).cells[0].source == "x = 1  # first tab"
        assert second.evaluate(SOURCES)[0] == "x = 1  # second tab"
