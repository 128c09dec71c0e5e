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

from .finding import COURSE, Finding, python, quoted

GLYPHS = "αβγδεηθλμσφΣΔ∂∇₀₁₂₃²ᵀ−×·⊙±≤≥≈→←…–“”σ′∞"
FOLDERS = ("", "lessons", "exercises", "solutions")
FEW, TOO_FEW = 200, 20  # MB
FIRST, RETRIES = 8888, 50  # JupyterLab's own port, and how many more it tries
THREADS = ("OPENBLAS", "MKL", "VECLIB_MAXIMUM", "OMP")


def letters():
    """Draw the letters of the course's figures as Matplotlib is set up here."""
    about = "letters in figures"
    figures = importlib.import_module("matplotlib.figure")
    agg = importlib.import_module("matplotlib.backends.backend_agg")
    figure = figures.Figure()
    figure.text(0, 0.5, GLYPHS)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        agg.FigureCanvasAgg(figure).draw()
    missing = [str(w.message) for w in said if "missing from font" in str(w.message)]
    if missing:
        matplotlib = importlib.import_module("matplotlib")
        says = f"{len(missing)} of {len(GLYPHS)} cannot be drawn"
        remedy = f"take the lines font.* out of {matplotlib.matplotlib_fname()}"
        yield Finding("look", about, says, missing[0], remedy)
    else:
        yield Finding("ok", about, "Greek, subscripts and signs can be drawn")


def writing():
    """Write a file, and take it away, where you are and in the course's folders."""
    about, bad = "writing", {}
    places = [Path.cwd(), *(COURSE / name for name in FOLDERS)]
    for folder in dict.fromkeys(path for path in places if path.is_dir()):
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            bad[folder] = error
    for folder, error in bad.items():
        says, detail = f"{folder} cannot be written to", error.strerror
        yield Finding("stop", about, says, detail, _make_writable(folder, error))
    if not bad:
        yield Finding("ok", about, "here and in the folders of the course")


def _make_writable(folder, error):
    mine = hasattr(os, "geteuid") and folder.stat().st_uid == os.geteuid()
    if mine and error.errno == errno.EACCES:
        return quoted("chmod", "u+rwx", folder)
    copy = "Copy-Item -Recurse" if os.name == "nt" else "cp -r"
    return f"{copy} {quoted(COURSE)} ~/course-of-mine; then work in that folder"


def disk():
    """Is there room for notebooks, pictures and saved networks?"""
    free = shutil.disk_usage(Path.cwd()).free / 1e6
    level = "ok" if free >= FEW else "look" if free >= TOO_FEW else "stop"
    says = "enough space" if level == "ok" else f"only {free:.0f} MB left"
    remedy = "Get-PSDrive" if os.name == "nt" else "du -sh ~/* | sort -h"
    remedy += "   (shows what takes the space; free some of it)"
    detail = f"{free / 1000:.0f} GB free" if level == "ok" else ""
    yield Finding(level, "disk", says, detail, "" if level == "ok" else remedy)


def port():
    """Can a server be started, at JupyterLab's usual port or at one of the next?"""
    about = "port"
    free = next((p for p in range(FIRST, FIRST + RETRIES + 1) if _opens(p)), None)
    if free == FIRST:
        yield Finding("ok", about, "a server can be started", str(free))
    elif free:
        says = f"{FIRST} is in use, perhaps by another JupyterLab; yours will be {free}"
        remedy = python("-m", "jupyter", "server", "list") + "   (shows which are open)"
        yield Finding("look", about, says, "", remedy)
    else:
        says = f"none from {FIRST} to {FIRST + RETRIES} can be opened on 127.0.0.1"
        yield Finding("stop", about, says, "", python("-m", "jupyterlab", "--port=0"))


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
    blas = config.get("Build Dependencies", {}).get("blas", {}).get("name", "unknown")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    cores = cores or os.cpu_count() or 1
    names = [f"{name}_NUM_THREADS" for name in THREADS]
    names[2] = "VECLIB_MAXIMUM_THREADS"
    given = [f"{name}={os.environ[name]}" for name in names if name in os.environ]
    threads = ", ".join(given) or "as many threads as cores"
    detail = f"cores: {cores}; BLAS: {blas}, {threads}"
    yield Finding("ok", "processor", "any will do", detail)
