"""JupyterLab on a free loopback port, and Chromium to look at it."""

import contextlib
import importlib.util
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import pytest

TOKEN = "t"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)
IDLE = """() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session
    ?.kernel?.status === 'idle'"""
CONNECTED = """() => { const kernel = window.jupyterapp?.shell?.currentWidget
    ?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === 'connected' && kernel.status === 'idle' }"""

NOT_OURS = (
    "Failed to load resource",  # what the page asks of its own server and does not get
    "Could not restore the debugger state",  # Lab's debugger asked a kernel that ended
)
# anywidget gives up a widget that is not there after two seconds: too short where many
# browsers share two cores.
PATIENT = """const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = milliseconds => timeout(20 * milliseconds)"""
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
    .flatMap(cell => cell.outputs ?? [])
    .filter(output => output.output_type === 'error')
    .map(output => `${output.ename}: ${output.evalue}`)"""


def find_chromium():
    """Return the path of a Chromium or Chrome, or None."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found or importlib.util.find_spec("playwright") is None:
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if pathlib.Path(own).exists() else None


def missing():
    """Return what this machine lacks for browser tests, as words; "" if nothing."""
    for package in ("jupyterlab", "playwright"):
        if importlib.util.find_spec(package) is None:
            return f'the package {package}: pip install -e ".[test]"'
    if find_chromium() is None:
        return (
            f"a browser: none of {', '.join(NAMES)} on the PATH and none of "
            "Playwright's own (python -m playwright install chromium)"
        )
    return ""


_missing = missing()
requires_browser = pytest.mark.skipif(
    bool(_missing), reason=f"browser tests need {_missing}"
)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _environment(home, paths):
    keep = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    own = {name: str(home / folder) for name, folder in keep.items()}
    old = os.environ.get("PYTHONPATH", "")
    own["PYTHONPATH"] = os.pathsep.join(filter(None, [*map(str, paths), old]))
    return {**os.environ, **own}


def _no_news(home):
    folder = home / "settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    settings = {"fetchNews": "false", "checkForUpdates": False}
    (folder / "notification.jupyterlab-settings").write_text(json.dumps(settings))


def _start(root, home, log, paths):
    port = _free_port()
    _no_news(home)
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={TOKEN}",
        "--LabApp.news_url=",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    process = subprocess.Popen(
        command, cwd=root, env=_environment(home, paths), stdout=log, stderr=log
    )
    return process, f"http://127.0.0.1:{port}"


def _answers(url):
    try:
        with urllib.request.urlopen(f"{url}/api?token={TOKEN}", timeout=2) as answer:
            return answer.status == 200
    except OSError as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        return False


def _stop(process):
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(15)


@contextlib.contextmanager
def jupyterlab(root, paths=(), seconds=90):
    """Serve the folder `root`, with settings of its own; give the address.

    paths : folders that kernels find modules in
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = pathlib.Path(folder)
        log_file = home / "log"
        with log_file.open("w") as log:
            process, url = _start(root, home, log, paths)
            try:
                limit = time.monotonic() + seconds
                while not _answers(url):
                    if process.poll() is not None or time.monotonic() > limit:
                        raise RuntimeError(f"no JupyterLab: {log_file.read_text()}")
                    time.sleep(0.1)
                yield url
            finally:
                _stop(process)


@contextlib.contextmanager
def chromium():
    """Give a headless Chromium of Playwright's interface."""
    from playwright.sync_api import sync_playwright

    arguments = list(QUIET)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # it refuses to run as root with it
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=arguments
        )
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def new_page(browser, width=1280, height=1000, **options):
    """Give a page that collects its errors in `page.errors`."""
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, **options)
    context.set_default_timeout(60_000)
    context.add_init_script(PATIENT)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda message: _keep_error(page, message))
    try:
        yield page
    finally:
        context.close()


def _keep_error(page, message):
    if message.type == "error" and not any(part in message.text for part in NOT_OURS):
        page.errors.append(message.text)


def open_notebook(page, url, path, timeout=120_000):
    """Open a notebook in JupyterLab's simple mode, and wait for its kernel."""
    page.goto(f"{url}/doc/tree/{path}?token={TOKEN}&reset", timeout=timeout)
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=timeout)
    page.wait_for_function(CONNECTED, timeout=timeout)


def run_command(page, command, timeout=300_000, **arguments):
    """Run a command of JupyterLab, and wait for it and then for the kernel."""
    page.evaluate(
        """([command, arguments_]) => { window.done = null;
        window.jupyterapp.commands.execute(command, arguments_).then(
            () => { window.done = 'yes' }, error => { window.done = String(error) }) }
        """,
        [command, arguments],
    )
    page.wait_for_function("() => window.done !== null", timeout=timeout)
    page.wait_for_function(IDLE, timeout=timeout)
    answer = page.evaluate("() => window.done")
    assert answer == "yes", f"{command}: {answer}"


def run_all(page, timeout=300_000):
    """Run all cells, and fail if one of them raised an error."""
    run_command(page, "notebook:run-all-cells", timeout)
    errors = page.evaluate(ERRORS)
    assert errors == [], errors


def scroll_to(page, inside):
    """Scroll the notebook to the cell that holds a locator's first element.

    JupyterLab before 4.5 hides the cells that are far from what the window shows.
    """
    inside.first.evaluate("""(element) => {
        const notebook = window.jupyterapp.shell.currentWidget.content
        const holds = cell => cell.node.contains(element)
        return notebook.scrollToItem(notebook.widgets.findIndex(holds), 'center') }""")


def restart(page, timeout=120_000):
    """Restart the kernel, as the menu does, and clear the outputs."""
    page.evaluate("""() => { window.done = null;
        window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()
            .then(() => { window.done = 'yes' }, e => { window.done = String(e) }) }""")
    page.wait_for_function("() => window.done === 'yes'", timeout=timeout)
    page.wait_for_function(CONNECTED, timeout=timeout)
    run_command(page, "notebook:clear-all-cell-outputs")


def unfold(page):
    """Make the page so tall that all cells are seen, for axe too."""
    # JupyterLab's body has no height, so for axe nothing in it can be seen.
    page.add_style_tag(content="body { height: 100vh }")
    page.set_viewport_size({"width": 1280, "height": 5000})


def axe(page):
    """Return what axe finds wrong with the outputs, and how many nodes pass a rule."""
    checker = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    unfold(page)
    context = ".jp-OutputArea-output"
    seen = None
    for _ in range(20):  # until the notebook is laid out for the tall page
        page.wait_for_timeout(300)
        found = checker.run(page, context=context, options={}).response
        passes = {rule["id"]: len(rule["nodes"]) for rule in found["passes"]}
        if "color-contrast" in passes and passes == seen:
            break
        seen = passes
    wrong = [
        (rule["id"], [node["html"] for node in rule["nodes"]])
        for rule in found["violations"]
    ]
    return wrong, passes


def change_theme(page, theme):
    """Change the theme of JupyterLab, and wait until it has changed."""
    run_command(page, "apputils:change-theme", theme=theme)
    page.wait_for_selector(f"[data-jp-theme-name='{theme}']", state="attached")
