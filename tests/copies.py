"""Copies of the course in folders with any name, and Python run in them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("nnlib", "lessons", "exercises", "solutions")
FILES = ("README.md", "pyproject.toml", "requirements.txt")


def course_at(folder):
    """Copy what a learner gets into a folder, and return the folder."""
    left = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=left)
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    return folder


def run(folder, *words, course=None, text=True, **environment):
    """Run Python in a folder as a terminal would; give what came out of it.

    course : the folder of the course, whose nnlib is to be imported; `folder` itself
    text : give text, and not bytes
    """
    paths = {"PYTHONPATH": str(course or folder), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, **paths, **environment},
        capture_output=True,
        encoding="utf-8" if text else None,
        check=False,
    )


def nnlib(folder, *words, **options):
    """Run `python -m nnlib …` there; fail with what it said, unless it ended well."""
    done = run(folder, "-m", "nnlib", *words, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
