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

from .finding import look, ok, say, stop
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
        counts = {"missing": len(missing), "all": len(GLYPHS)}
        yield look("letters", "missing", remedy, missing[0], **counts)
    else:
        yield ok("letters", "drawn")


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
        remedy = _make_writable(folder, error)
        yield stop("writing", "denied", remedy, error.strerror, folder=str(folder))
    if not denied:
        yield ok("writing", "possible")


def _denied(folder):
    """The error of writing there, or None."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error


def _make_writable(folder, error):
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
        yield ok("disk", "enough", say("disk", "detail", free=free / 1000))
        return
    command = "Get-PSDrive" if os.name == "nt" else "du -sh ~/* | sort -h"
    remedy = say("disk", "remedy", command=command)
    yield (look if free >= TOO_FEW else stop)("disk", "little", remedy, free=free)


def port():
    """Can a server be started, at JupyterLab's usual port or at one of the next?"""
    last = FIRST + RETRIES
    free = next((p for p in range(FIRST, last + 1) if _opens(p)), None)
    if free == FIRST:
        yield ok("port", "usual", str(free))
    elif free:
        command = python("-m", "jupyter", "server", "list")
        remedy = say("port", "remedy", command=command)
        yield look("port", "another", remedy, first=FIRST, free=free)
    else:
        remedy = python("-m", "jupyterlab", "--port=0")
        yield stop("port", "none", remedy, first=FIRST, last=last)


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
    seen = {
        "cores": cores or os.cpu_count() or 1,
        "blas": blas or say("processor", "unknown"),
        "threads": ", ".join(given) or say("processor", "threads"),
    }
    yield ok("processor", "any", say("processor", "detail", **seen))
