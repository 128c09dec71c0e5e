"""How fast the explorers answer, in JupyterLab with headless Chromium.

    python tests/bench_explorers.py [name ...]

Prints a table. Times are wall-clock times in the browser; run it on a quiet machine.

key press : from the press to the end of the frame that shows the new picture
first     : from running a cell to its picture; in a new notebook, and when run again
grid      : until the picture is final, and until nothing is left to train ahead
drag      : from the last of many events to the last picture, and whether it is right
memory    : of the kernel, after 200 moves less after 20
"""

import argparse
import contextlib
import pathlib
import statistics
import tempfile
import time

import lab
import nbformat

import nnlib.explore

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = list(nnlib.explore.panels())
MOVES, DRAG, RERUNS = 30, 50, 5
RAW = """\
import ipywidgets as w, numpy as np, matplotlib.pyplot as plt, nnlib as nn
from nnlib.plotting import plot_points
axis = np.linspace(-3, 3, 100)
X, y = nn.blobs(60, rng=np.random.default_rng(0))
slider = w.FloatSlider(value=1, min=-5, max=5, step=0.5)
out = w.Output()
def draw(change=None):
    with out:
        out.clear_output(wait=True)
        figure, axes = plt.subplots(figsize=(9, 4))
        P = nn.sigmoid(slider.value * axis + axis[:, None])
        axes.imshow(P, extent=(-3, 3, -3, 3), origin="lower")
        plot_points(X, y, axes)
        plt.show()
slider.observe(draw, "value")
draw()
w.VBox([slider, out])"""
# Watches one panel: `painted` is the time at which the last new picture was painted.
WATCH = """panel => {
    window.frames_ = 0; window.painted = 0;
    // A message sent just before a frame is painted arrives just after it.
    const after = new MessageChannel();
    after.port1.onmessage = () => {
        window.frames_ += 1; window.painted = performance.now() };
    const seen = () => requestAnimationFrame(() => after.port2.postMessage(0));
    const shown = panel.querySelector('.nn-image');
    if (shown) shown.addEventListener('load', seen);
    else { let source = [...panel.querySelectorAll('img')].at(-1)?.src;
        new MutationObserver(() => {
            const image = [...panel.querySelectorAll('img')].at(-1);
            if (!image || image.src === source) return;
            source = image.src;
            image.complete ? seen() : image.addEventListener('load', seen);
        }).observe(panel, { childList: true, subtree: true, attributes: true }) }
    const press = () => { window.pressed = performance.now() };
    panel.addEventListener('keydown', press, true);
}"""
PYTHON = """code => { const kernel = window.jupyterapp.shell.currentWidget
    .sessionContext.session.kernel; let text = '';
    const future = kernel.requestExecute({ code });
    future.onIOPub = m => { text += m.content.data?.['text/plain'] ?? '';
        text += m.content.text ?? ''; text += m.content.evalue ?? '' };
    return future.done.then(() => text) }"""
FIRST = """index => { const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = index;
    const cell = notebook.widgets[index].node, start = performance.now();

    return new Promise((resolve, reject) => {
        const look = () => { const image = cell.querySelector('.nn-image, img');
            if (image && image.complete && image.naturalWidth)
                requestAnimationFrame(() => resolve(performance.now() - start));
            else if (performance.now() - start > 60000)
                reject(new Error('no picture in a minute: ' + cell.innerText));
            else requestAnimationFrame(look) };
        window.jupyterapp.commands.execute('notebook:run-cell'); look() }) }"""
CLEAR = """index => { const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.widgets[index].model.clearExecution() }"""
DRAGGED = """([node, last, count]) => { const start = Number(node.value);
    return new Promise(resolve => { let k = 0;
        const step = () => { k += 1;
            node.value = k === count ? last : (start + k) % (Number(node.max) + 1);
            node.dispatchEvent(new Event('input', { bubbles: true }));
            if (k === count) resolve(performance.now()); else setTimeout(step, 10) };
        step() }) }"""


def cells(names):
    yield "import nnlib as nn, nnlib.lessons.lesson_07.panel, matplotlib.pyplot, psutil"
    for name in names:
        yield f"{name} = nnlib.explore.{name}()\n{name}"
    yield RAW


@contextlib.contextmanager
def notebook(names, width=1280, ratio=1):
    """Give a page that shows a notebook with a cell for each explorer, none run."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [nbformat.v4.new_code_cell(source) for source in cells(names)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        book = nbformat.v4.new_notebook(cells=sources, metadata=kernel)
        nbformat.write(book, pathlib.Path(folder) / "bench.ipynb")
        with lab.jupyterlab(folder, paths=[ROOT]) as url, lab.chromium() as browser:
            options = {"device_scale_factor": ratio}
            with lab.new_page(browser, width, 1000, **options) as page:
                lab.open_notebook(page, url, "bench.ipynb")
                yield page


def run_cell(page, index):
    """Run a cell; give the milliseconds until its picture is painted."""
    return page.evaluate(FIRST, index)


def firsts(page, index):
    """What the first run takes, and the median of those after it."""
    found = []
    for _ in range(1 + RERUNS):
        found.append(run_cell(page, index))
        page.wait_for_timeout(1500)
        page.evaluate(CLEAR, index)
    run_cell(page, index)
    return found[0], statistics.median(found[1:])


def panel(page, index):
    outputs = page.locator(".jp-Notebook .jp-Cell").nth(index)
    return outputs.locator(".jp-OutputArea-output").first


def slider(area):
    return area.locator("[role=slider], input[type=range]").first


def moves(page, area, count):
    """The milliseconds of `count` key presses, to and fro in the slider's range."""
    control, found = slider(area), []
    control.focus()
    raw = control.get_attribute("role") == "slider"
    for k in range(count):
        before = page.evaluate("window.frames_")
        page.keyboard.press("ArrowRight" if k % 2 == 0 else "ArrowLeft")
        wanted = "before => window.frames_ > before && window.painted > window.pressed"
        try:
            page.wait_for_function(wanted, arg=before, timeout=4000)
        except Exception:
            if raw:
                continue
            raise
        found.append(page.evaluate("window.painted - window.pressed"))
        page.wait_for_timeout(120)
    return found


def drag(page, area, name):
    """Milliseconds from the last of many events to the last picture; is it right?"""
    control = slider(area)
    steps = int(control.get_attribute("max")) + 1
    before_last = (int(control.input_value()) + DRAG - 1) % steps
    last = (before_last + max(1, steps // 2)) % steps  # another one than before
    released = page.evaluate(DRAGGED, [control.element_handle(), last, DRAG])
    page.wait_for_timeout(1500)
    took = page.evaluate("window.painted") - released
    status = area.locator(".nn-status").inner_text()
    check = (
        f"s = {name}.sentence, {name}.settings; t = nnlib.explore.{name}(s[1]); "
        f"t.wait(60); u = t.sentence; t.close(); print(s[0] == u and u)"
    )
    right = page.evaluate(PYTHON, check).strip() == status
    return took, right


def memory(page):
    code = "import gc; gc.collect(); print(psutil.Process().memory_info().rss)"
    return int(page.evaluate(PYTHON, code)) / 2**20


def memory_growth(page, name):
    """MiB of the kernel after 200 moves, less those after 20."""
    code = (
        "import itertools\nx = {n}\nc = [c for c in x.controls.values() "
        "if c.kind == 'range'][0]\nfor k in range({k}):\n"
        "    c.index = (c.index + 1) % len(c.values); x.wait(60)"
    )
    page.evaluate(PYTHON, code.format(n=name, k=20))
    before = memory(page)
    page.evaluate(PYTHON, code.format(n=name, k=180))
    return memory(page) - before


def grid(name):
    """Seconds until all that this panel trains is trained; the own settings first."""
    start = time.perf_counter()
    explorer = getattr(nnlib.explore, name)()
    explorer.scale(1)
    explorer.wait(120)
    settled = time.perf_counter() - start
    explorer.wait(120, ahead=True)
    whole = time.perf_counter() - start
    explorer.close()
    return settled, whole


def line(name, first, found, took, right, growth, settled, whole):
    ordered = sorted(found)
    p90 = ordered[int(0.9 * (len(ordered) - 1))]
    print(
        f"| {name:10s} | {statistics.median(found):4.0f} / {p90:4.0f} | "
        f"{first[0]:4.0f} / {first[1]:4.0f} | "
        f"{settled:5.2f} / {whole:5.2f} | {took:5.0f} {'yes' if right else 'NO':3s} | "
        f"{growth:+6.1f} |",
        flush=True,
    )


def main(names):
    print(
        "| explorer   | key press | first, ms   | grid, s       | drag, ms  | memory |"
    )
    print(
        "|            | ms 50/90% | new / again | own / all     | and right | MiB    |"
    )
    print("|---|---|---|---|---|---|")
    with notebook(names) as page:
        run_cell_without_picture(page, 0)
        for index, name in enumerate(names, start=1):
            first = firsts(page, index)
            area = panel(page, index)
            area.scroll_into_view_if_needed()
            page.evaluate(WATCH, area.element_handle())
            page.evaluate(PYTHON, f"{name}.wait(60)")
            page.wait_for_timeout(500)
            found = moves(page, area, MOVES)
            took, right = drag(page, area, name)
            growth = memory_growth(page, name)
            line(name, first, found, took, right, growth, *grid(name))
        raw(page, len(names) + 1)
        assert page.errors == [], page.errors


def raw(page, index):
    first = firsts(page, index)
    area = page.locator(".jp-Notebook .jp-Cell").nth(index)
    area.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    page.evaluate(WATCH, area.element_handle())
    found = moves(page, area, MOVES)
    p90 = sorted(found)[int(0.9 * (len(found) - 1))]
    print(
        f"| raw Output | {statistics.median(found):4.0f} / {p90:4.0f} | "
        f"{first[0]:4.0f} / {first[1]:4.0f} |"
    )


def run_cell_without_picture(page, index):
    page.evaluate(
        "i => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = i }",
        index,
    )
    lab.run_command(page, "notebook:run-cell")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    names = arguments.parse_args().names
    if unknown := set(names) - set(NAMES):
        arguments.error(f"no explorer: {', '.join(unknown)}; there are {NAMES}")
    main(names or NAMES)
