"""Kernel, JupyterLab and sliders: of one environment, and do they talk?"""

import contextlib
import functools
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from .finding import Finding, install, python
from .packages import requirements, unmet, within_range

KERNEL = "python3"  # the kernel that every notebook of the course names
PATIENCE = 60  # seconds
EXTENSIONS = {  # JupyterLab's name of an extension -> the package that brings it
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets",
    "anywidget": "anywidget",
}
SERVERS = {
    "jupyter", "jupyter-lab", "jupyterlab", "jupyter-labhub", "jupyter-server",
    "jupyter_server", "jupyter-notebook", "notebook", "jupyterhub-singleuser",
}  # fmt: skip
# Runs in the kernel: a slider, and all that we want to know about the kernel.
SLIDER = """
import json as _json, sys as _sys, ipywidgets as _widgets
_slider = _widgets.IntSlider(value=3, max=10)
print(_json.dumps([_sys.prefix, _slider.model_id]))
"""


# The kernel


def kernel():
    """Start the kernel that a notebook gets, and see which environment it is of."""
    about = "kernel"
    trip = round_trip()
    if not trip.prefix:
        says, detail = f"the kernel {KERNEL} does not start", trip.error
        yield Finding("stop", about, says, detail, _register())
    elif not _same(trip.prefix, sys.prefix):
        says, detail = f"the kernel {KERNEL} is of another Python", trip.prefix
        yield Finding("stop", about, says, detail, _register())
    else:
        yield Finding("ok", about, "of the same environment as this Python", sys.prefix)


def _same(one, other):
    return os.path.realpath(one) == os.path.realpath(other)


def _register():
    """The command after which `python3` is this Python, wherever the wrong one lies."""
    if find_spec("ipykernel") is None:
        return install("ipykernel")
    specs = importlib.import_module("jupyter_client.kernelspec")
    register = python("-m", "ipykernel", "install", "--sys-prefix")
    try:
        found = Path(specs.get_kernel_spec(KERNEL).resource_dir).resolve()
    except specs.NoSuchKernel:
        return register
    own = found.is_relative_to(Path(sys.prefix).resolve())
    if own or found == Path(specs.__file__).parent:
        return register
    return python("-m", "jupyter", "kernelspec", "remove", "-f", KERNEL)


def slider():
    """Move a slider in a kernel as a browser would, and see it move."""
    about, trip = "slider", round_trip()
    if not trip.prefix:  # there is no kernel, as was said before
        return
    if trip.moved:
        yield Finding("ok", about, "a move reaches the kernel, and it answers")
    else:
        says = "a move does not reach the kernel"
        remedy = install("-U", within_range("ipywidgets"))
        yield Finding("stop", about, says, trip.error, remedy)


class Trip:
    """What came of starting a kernel and moving a slider in it."""

    def __init__(self):
        self.prefix, self.moved, self.error = "", False, ""


@functools.lru_cache(maxsize=1)
def round_trip():
    """Start the kernel once, for all who ask, and say how far it came."""
    trip = Trip()
    with tempfile.TemporaryFile() as said:
        try:
            with _running(said) as client:
                _travel(client, trip)
        except ModuleNotFoundError:
            raise
        except Exception as error:  # whatever it is, it is a finding
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            died = lines and not trip.prefix
            trip.error = lines[-1] if died else f"{type(error).__name__}: {error}"
    return trip


@contextlib.contextmanager
def _running(said):
    manager = importlib.import_module("jupyter_client").KernelManager(
        kernel_name=KERNEL
    )
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=said)
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _travel(client, trip):
    messages = _run(client, "import sys; print(sys.prefix)")
    trip.prefix = _printed(messages).strip()
    messages = _run(client, SLIDER)
    _, model = json.loads(_printed(messages))
    opened = [m["content"]["comm_id"] for m in messages if m["msg_type"] == "comm_open"]
    if model not in opened:
        raise RuntimeError("the kernel made a slider and did not tell the browser")
    data = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
    content = {"comm_id": model, "data": data}
    client.shell_channel.send(client.session.msg("comm_msg", content))
    trip.moved = _printed(_run(client, "print(_slider.value)")).strip() == "7"


def _run(client, code):
    """Run code in the kernel; return what it sent to the browser meanwhile."""
    messages = []
    client.execute_interactive(
        code, store_history=False, timeout=PATIENCE, output_hook=messages.append
    )
    return messages


def _printed(messages):
    for message in messages:
        if message["msg_type"] == "error":
            content = message["content"]
            raise RuntimeError(f"{content['ename']}: {content['evalue']}")
    streams = [m["content"] for m in messages if m["msg_type"] == "stream"]
    return "".join(s["text"] for s in streams if s["name"] == "stdout")


# JupyterLab


def lab():
    """Is the JupyterLab that serves this notebook, or would start, of this Python?"""
    about = "JupyterLab"
    server = _serving() if in_notebook() else shutil.which("jupyter-lab")
    if server and not _same(Path(server).parent, Path(sys.executable).parent):
        says = "runs" if in_notebook() else "the one that your shell finds is"
        says += " in another environment than this Python"
        yield Finding("look", about, says, server, python("-m", "jupyterlab"))
    else:
        says = "of the same environment as this Python"
        yield Finding("ok", about, says, metadata.version("jupyterlab"))


def in_notebook():
    """Does this run in a kernel, and not in a terminal?"""
    ipython = sys.modules.get("IPython")
    return hasattr(ipython.get_ipython() if ipython else None, "kernel")


def _serving():
    """The Python of the server that started this kernel; None if there is no telling.

    The kernel's own variables do not name it, so look at the processes above.
    """
    psutil = importlib.import_module("psutil")  # comes with ipykernel
    with contextlib.suppress(psutil.Error, OSError):
        for process in psutil.Process().parents():
            if served := server_python(process.cmdline()):
                return shutil.which(served, path=process.environ().get("PATH"))
    return None


def server_python(words):
    """The Python in a command line that runs a Jupyter server, else None."""
    names = [Path(word).name.removesuffix(".exe") for word in words[:4]]
    python_first = bool(names) and names[0].lower().startswith("python")
    return words[0] if python_first and SERVERS & set(names[1:]) else None


def extensions():
    """Are the parts of the sliders that run in the browser there, on and matching?"""
    about, bad = "sliders in JupyterLab", []
    config = importlib.import_module("jupyterlab_server.config")
    folders = importlib.import_module("jupyter_core.paths").jupyter_path(
        "labextensions"
    )
    found = config.get_federated_extensions(folders)
    off = config.get_page_config(folders)["disabledExtensions"]
    for name, package in EXTENSIONS.items():
        bad += _broken(name, package, found.get(name), off)
    for wanted in requirements("ipywidgets"):
        if wanted.name.replace("-", "_") == "jupyterlab_widgets":
            bad += unmet(wanted)
    for says, remedy in dict(bad).items():
        yield Finding("stop", about, says, "", remedy)
    if not bad:
        listed = ", ".join(f"{name} {found[name]['version']}" for name in EXTENSIONS)
        yield Finding("ok", about, "the extensions are there, and match", listed)


def _broken(name, package, extension, off):
    again = install("--force-reinstall", "--no-deps", within_range(package))
    if extension is None:
        yield f"the extension {name} is missing", again
        return
    if {name, f"{name}:plugin"} & set(off):
        enable = python("-m", "jupyter", "labextension", "enable", name)
        yield f"the extension {name} is switched off", enable
    place = Path(extension["ext_path"]) / "package.json"
    files = metadata.files(package) or []
    if place.resolve() not in {Path(f.locate()).resolve() for f in files}:
        remove = f"remove the folder {extension['ext_path']}"
        yield f"another copy of {name} hides that of {package}", remove
