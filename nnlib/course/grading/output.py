"""The folder that a run writes: known again by later runs, and rid of old pages."""

import unicodedata
from pathlib import Path

from nnlib.shared import files
from nnlib.shared.words import Words

from .page import GENERATOR

words = Words(__file__, "grading")
SIGN = ".nnlib-grade"  # a file that says whose folder it is
PARTS = ("results", "feedback")  # the folders in it
PART = "part.json"
FILES = ("marks.csv", "class.html", PART)  # the files in it
HEAD = 500  # bytes of a page in which its generator is named


def sign(folder):
    """Leave the file by which `is_ours` knows the folder."""
    if not is_ours(folder):
        files.write(Path(folder) / SIGN, words("sign").encode())


def is_ours(folder):
    """Did this command write into the folder? Then its name is no learner's."""
    return (Path(folder) / SIGN).is_file()


def remove_other_pages(folder, names):
    """Delete the pages of learners who have gone, and nothing that we did not write.

    names : file names of the pages that stay
    """
    stay = {_spelled(name) for name in names}
    for path in Path(folder).glob("*.html"):
        if _spelled(path.name) not in stay and _is_our_page(path):
            path.unlink()


def _spelled(name):
    """A name as systems compare it that take "Ä" and "ä" for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_our_page(path):
    if path.is_symlink() or not path.is_file():
        return False
    with open(path, "rb") as file:
        return f'content="{GENERATOR}"'.encode() in file.read(HEAD)
