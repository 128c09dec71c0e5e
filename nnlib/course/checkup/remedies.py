"""Commands that mend, as they are typed in the shell of this system."""

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

NNLIB = Path(__file__).resolve().parents[2]
COURSE = NNLIB.parent


def quoted(*words):
    """Words as one command, quoted for the shell that this system comes with."""
    if os.name != "nt":
        return shlex.join(map(str, words))
    line = " ".join(map(_quoted_for_windows, words))
    return f"& {line}" if line.startswith('"') else line  # PowerShell needs the &


def _quoted_for_windows(word):
    """One word; what Windows leaves bare, PowerShell reads: `<`, `,` in a range."""
    text = subprocess.list2cmdline([str(word)])
    special = set(text) & set("<>|&;,(){}@#") and not text.startswith('"')
    return f'"{text}"' if special else text


def python(*arguments, folder=None):
    """A command for the Python that runs this: `.venv/bin/python` and its arguments."""
    here, folder = Path(sys.executable), folder or Path.cwd()
    short = here.relative_to(folder) if here.is_relative_to(folder) else here
    return quoted(short, *arguments)


def install(*what, folder=None):
    """The command that installs packages into the Python that runs this."""
    if find_spec("pip") is None:  # as in an environment made by uv
        return quoted("uv", "pip", "install", "--python", sys.executable, *what)
    return python("-m", "pip", "install", *what, folder=folder)


def install_course():
    """The command that gives the course a Python with all that it needs."""
    own = Path("Scripts" if os.name == "nt" else "bin") / "python"
    there = quoted("cd", COURSE)
    if _in_environment():
        return f"{there}; {install('-r', 'requirements.txt', folder=COURSE)}"
    theirs = quoted(Path(".venv") / own)
    if (COURSE / ".venv" / own).exists():  # made before, and not used now
        return f"{there}; {theirs} -m nnlib doctor"
    make = quoted(sys.executable, "-m", "venv", ".venv")
    return f"{there}; {make}; {theirs} -m pip install -r requirements.txt"


def _in_environment():
    """Is this Python's folder of packages one that pip may write to?"""
    conda = Path(sys.prefix, "conda-meta").is_dir()
    return sys.prefix != sys.base_prefix or conda
