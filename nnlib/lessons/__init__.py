"""What each lesson brings: one folder `lesson_NN`, and nothing of it elsewhere.

    exercises/      the specs of its exercises, each file ending in EXERCISES
    __init__.py     PANELS, the names of its panels; NAMES, what of nnlib it writes
    panel.py        its panel of sliders
    questions.py    the numbers of its questions, one function for each
    words/en/       every word of these that a learner reads

The engines (`nnlib.check`, `quiz`, `explore`) find all of it here. To add a lesson is
to add a folder; nothing lists the folders. Begin with lesson_00, the shortest of them.
`misconceptions.json` says in a line what the codes mean that stand beside wrong answers
of exercises and questions, such as F4.
"""

import importlib
import pathlib
import re

HERE = pathlib.Path(__file__).parent
ID = re.compile(r"(?:ex)?(\d\d)-([a-z0-9-]+)")  # of an exercise, or of a question


def folders():
    """Return the dict number -> folder of the lessons, in order: "00", …"""
    every = sorted(path for path in HERE.glob("lesson_*") if path.is_dir())
    return {path.name.removeprefix("lesson_"): path for path in every}


def content(number, part):
    """Import what a lesson brings of one part, such as content("04", "questions").

    Returns a list: the module, all modules of a folder ("exercises"), or nothing. The
    part "" is the lesson's own `__init__`, which imports nothing.
    """
    folder = folders().get(number)
    if folder is None:
        return []
    package = f"{__name__}.{folder.name}"
    if not part:
        return [importlib.import_module(package)]
    if (folder / part).is_dir():
        names = sorted(path.stem for path in (folder / part).glob("[!_]*.py"))
        return [importlib.import_module(f"{package}.{part}.{name}") for name in names]
    there = (folder / f"{part}.py").exists()
    return [importlib.import_module(f"{package}.{part}")] if there else []


def split(name):
    """Return (number, rest) of an id such as "ex04-mse" or "07-recall", or Nones."""
    found = ID.fullmatch(name) if isinstance(name, str) else None
    return found.groups() if found else (None, None)
