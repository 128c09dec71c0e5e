"""Letters in figures, folders, disk, port, processor."""

import contextlib
import errno
import importlib
import os
import shutil
import socket
import tempfile
import warnings
from pathlib import Path

from .finding import Finding, say
from .remedies import COURSE, python, quoted

GLYPHS = "αβγδεηθλμσφΣΔ∂∇₀₁₂₃²ᵀ−×·⊙±≤≥≈→←…–“”σ′∞"
FOLDERS = ("", "lessons", "exercises", "solutions")
FEW, TOO_FEW = 200, 20  # MB
FIRST, RETRIES = 8888, 50  # JupyterLab's own port, and how many more it tries
THREADS = (
    "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
    "OMP_NUM_THREADS",
)  # fmt: skip


def letters():
    """Draw the letters of the course's figures as Matplotlib is set up here."""
    missing = _undrawn(GLYPHS)
    if missing:
        matplotlib = importlib.import_module("matplotlib")
        remedy = say("letters", "remedy", file=matplotlib.matplotlib_fname())
        says = say("letters", "missing", missing=len(missing), all=len(GLYPHS))
        yield Finding("look", "letters", says, missing[0], remedy)
    else:
        yield Finding("ok", "letters", say("letters", "drawn"))


def _undrawn(text):
    """Matplotlib's warnings, one for each letter that its font lacks."""
    figures = importlib.import_module("matplotlib.figure")
    agg = importlib.import_module("matplotlib.backends.backend_agg")
    figure = figures.Figure()
    figure.text(0, 0.5, text)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        agg.FigureCanvasAgg(figure).draw()
    said = [str(warning.message) for warning in caught]
    return [one for one in said if "missing from font" in one]


def writing():
    """Write a file, and take it away, where you are and in the course's folders."""
    places = [Path.cwd(), *(COURSE / name for name in FOLDERS)]
    folders = dict.fromkeys(path for path in places if path.is_dir())
    denied = {path: error for path in folders if (error := _denied(path))}
    for folder, error in denied.items():
        says, detail = say("writing", "denied", folder=str(folder)), error.strerror
        yield Finding("stop", "writing", says, detail, _mend(folder, error))
    if not denied:
        yield Finding("ok", "writing", say("writing", "possible"))


def _denied(folder):
    """The error of writing there, or None."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error


def _mend(folder, error):
    """The command that makes a folder writable, or a course that is."""
    mine = hasattr(os, "geteuid") and folder.stat().st_uid == os.geteuid()
    if mine and error.errno == errno.EACCES:
        return quoted("chmod", "u+rwx", folder)
    copy = "Copy-Item -Recurse" if os.name == "nt" else "cp -r"
    command = f"{copy} {quoted(COURSE)} ~/course-of-mine"
    return say("writing", "remedy", command=command)


def disk():
    """Is there room for notebooks, pictures and saved networks?"""
    free = shutil.disk_usage(Path.cwd()).free / 1e6
    if free >= FEW:
        detail = say("disk", "detail", free=free / 1000)
        yield Finding("ok", "disk", say("disk", "enough"), detail)
        return
    level = "look" if free >= TOO_FEW else "stop"
    command = "Get-PSDrive" if os.name == "nt" else "du -sh ~/* | sort -h"
    remedy = say("disk", "remedy", command=command)
    yield Finding(level, "disk", say("disk", "little", free=free), "", remedy)


def port():
    """Can a server be started, at JupyterLab's usual port or at one of the next?"""
    last = FIRST + RETRIES
    free = next((p for p in range(FIRST, last + 1) if _opens(p)), None)
    if free == FIRST:
        yield Finding("ok", "port", say("port", "usual"), str(free))
    elif free:
        says = say("port", "another", first=FIRST, free=free)
        command = python("-m", "jupyter", "server", "list")
        yield Finding("look", "port", says, "", say("port", "remedy", command=command))
    else:
        says = say("port", "none", first=FIRST, last=last)
        remedy = python("-m", "jupyterlab", "--port=0")
        yield Finding("stop", "port", says, "", remedy)


def _opens(number):
    with socket.socket() as probe, contextlib.suppress(OSError):
        if os.name != "nt":  # as JupyterLab does, so that a port just left is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", number))
        return True
    return False


def processor():
    """How many cores there are, and on how many of them a matrix product may run."""
    config = importlib.import_module("numpy").show_config(mode="dicts")
    blas = config.get("Build Dependencies", {}).get("blas", {}).get("name")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    given = [f"{name}={os.environ[name]}" for name in THREADS if name in os.environ]
    detail = say(
        "processor",
        "detail",
        cores=cores or os.cpu_count() or 1,
        blas=blas or say("processor", "unknown"),
        threads=", ".join(given) or say("processor", "threads"),
    )
    yield Finding("ok", "processor", say("processor", "any"), detail)
