"""JupyterLab: is it of this Python, and has it what draws the sliders?"""

import contextlib
import importlib
import shutil
import sys
from importlib import metadata
from pathlib import Path

from .finding import Finding, say
from .kernel import same_place
from .packages import requirements, unmet, within_range
from .remedies import install, python

EXTENSIONS = {  # JupyterLab's name of an extension -> the package that brings it
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets",
    "anywidget": "anywidget",
}
SERVERS = {
    "jupyter", "jupyter-lab", "jupyterlab", "jupyter-labhub", "jupyter-server",
    "jupyter_server", "jupyter-notebook", "notebook", "jupyterhub-singleuser",
}  # fmt: skip


def lab():
    """Is the JupyterLab that serves this notebook, or would start, of this Python?"""
    serves = in_notebook()
    server = _serving() if serves else shutil.which("jupyter-lab")
    if server and not same_place(Path(server).parent, Path(sys.executable).parent):
        says = say("lab", "serves" if serves else "would start")
        yield Finding("look", "lab", says, server, python("-m", "jupyterlab"))
    else:
        yield Finding("ok", "lab", say("lab", "ours"), metadata.version("jupyterlab"))


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
    config = importlib.import_module("jupyterlab_server.config")
    folders = importlib.import_module("jupyter_core.paths").jupyter_path(
        "labextensions"
    )
    found = config.get_federated_extensions(folders)
    off = config.get_page_config(folders)["disabledExtensions"]
    faults = [fault for name in EXTENSIONS for fault in _faults(name, found, off)]
    for wanted in requirements("ipywidgets"):
        if wanted.name.replace("-", "_") == "jupyterlab_widgets":
            faults += unmet(wanted)
    for says, remedy in faults:
        yield Finding("stop", "extensions", says, "", remedy)
    if not faults:
        listed = ", ".join(f"{name} {found[name]['version']}" for name in EXTENSIONS)
        yield Finding("ok", "extensions", say("extensions", "matching"), listed)


def _faults(name, found, off):
    """Yield (what is wrong with an extension, the command that mends it)."""
    package = EXTENSIONS[name]
    if name not in found:
        again = install("--force-reinstall", "--no-deps", within_range(package))
        yield say("extensions", "missing", name=name), again
        return
    if {name, f"{name}:plugin"} & set(off):
        enable = python("-m", "jupyter", "labextension", "enable", name)
        yield say("extensions", "off", name=name), enable
    folder = found[name]["ext_path"]
    files = {Path(f.locate()).resolve() for f in metadata.files(package) or []}
    if (Path(folder) / "package.json").resolve() not in files:
        remove = say("extensions", "remove", folder=folder)
        yield say("extensions", "hidden", name=name, package=package), remove
