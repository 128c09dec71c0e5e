"""Whose notebook is it, and of which lesson? Read off the name of a file or folder."""

import re
import unicodedata

from nnlib.shared.words import Words

words = Words(__file__, "grading")
COPY = re.compile(
    r"( \(\d+\)|[ _-]*-?Copy\d*)+$", re.I
)  # what browsers and Jupyter add
MOODLE = re.compile(r"_\d+_assignsubmission_\w+$")
EDGES = " _.-"
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)  # on Windows
LONGEST = 80  # characters of a learner's name in a file name


def learner_of_folder(name):
    """The learner that a folder belongs to."""
    return _plain(MOODLE.sub("", name)) or words("no name")


def split(stem, lessons):
    """(learner, number of the lesson or None) of a flat file, its ending left off.

    lessons : number -> stem of its notebook, {"04": "04_loss"}

    `anna_04_loss`, `anna-04-loss`, `04_loss anna` and `anna_04` all are anna's of 04.
    """
    stem = COPY.sub("", unicodedata.normalize("NFC", stem))
    for number, whole in lessons.items():
        spelled = re.escape(whole).replace("_", "[ _-]")
        for form in (spelled, number):
            found = re.search(rf"(?:^|[ _.-])({form})(?=$|[ _.-])", stem, re.I)
            if found:
                left, right = stem[: found.start(1)], stem[found.end(1) :]
                parts = [_plain(part) for part in (left, right)]
                return " ".join(filter(None, parts)) or words("no name"), number
    return _plain(stem) or words("no name"), None


def _plain(name):
    """A name without control characters, and without what separated it."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    return " ".join(name.split()).strip(EDGES)


def file_names(learners):
    """learner -> a file name without ending that every system can hold; all differ."""
    taken, names = set(), {}
    for learner in learners:
        base = FORBIDDEN.sub("_", learner)[:LONGEST].strip(EDGES) or words("no name")
        base = f"_{base}" if DEVICE.fullmatch(base) else base
        name, count = base, 1
        while name.casefold() in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name.casefold())
        names[learner] = name
    return names
