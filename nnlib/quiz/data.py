"""The questions: words in a file of each lesson and language, numbers in Python.

The question "07-loop" is the entry "loop" of `lesson_07/words/en/questions.json`; its
entry "kind" is the name of the function that shows it. Where a text says {loss:.3f},
the number comes from the function `loop` in `lesson_07/questions.py`.

Such a function returns a dict: numbers for the texts, and for a table to fill in
"table" and "slips", rows of true values and of those that a known slip gives (None
where the slip makes no difference). For typed numbers these are "answer" and "slips".
"""

import difflib
import pathlib
import textwrap

from nnlib import lessons
from nnlib.shared.words import VERBATIM as VERBATIM
from nnlib.shared.words import entries, filled
from nnlib.shared.words import number_text as number_text
from nnlib.shared.words import text_of as text_of

HERE = pathlib.Path(__file__).parent
WIDTH = 84  # characters of a line in a saved notebook


def words():
    """Return what the widgets themselves say: buttons, hints, marks."""
    return entries(HERE, "quiz")


def questions(lesson):
    """Return the dict id -> question of a lesson such as "07", before numbers."""
    folder = lessons.folders().get(lesson)
    found = entries(folder, "questions") if folder else {}
    return {f"{lesson}-{name}": entry for name, entry in found.items()}


def wrapped(text, indent=""):
    """Break lines between words, since a saved notebook breaks them anywhere."""
    form = {"subsequent_indent": indent, "break_long_words": False}
    return "\n".join(
        textwrap.fill(line, WIDTH, break_on_hyphens=False, **form)
        for line in text.splitlines()
    )


def find(call, name):
    """Return the question that `call(name)` shows, its numbers filled in.

    Raises TypeError if the name is no string, ValueError if there is no such question.
    """
    if not isinstance(name, str):
        raise TypeError(
            f"{call} expects the name of a question as a string, got "
            f'{type(name).__name__}; try {call}("{_names(call)[0]}")'
        )
    entry = questions(lessons.split(name)[0]).get(name)
    if entry is None or entry["kind"] != call:
        raise ValueError(_unknown(call, name, entry))
    return {"id": name, **filled(entry, values(name))}


def values(name):
    """Return the dict of numbers that belong to a question; empty if it has none."""
    lesson, entry = lessons.split(name)
    for module in lessons.content(lesson, "questions"):
        if compute := getattr(module, entry.replace("-", "_"), None):
            return compute()
    return {}


def _names(call):
    every = [pair for lesson in lessons.folders() for pair in questions(lesson).items()]
    return [name for name, entry in every if entry["kind"] == call]


def _unknown(call, name, entry):
    """Say which questions there are, or which function shows the one that was meant."""
    if entry is not None:
        kind = entry["kind"]
        return f'{call} does not show "{name}"; try {kind}("{name}")'
    names = _names(call)
    near = (difflib.get_close_matches(name, names, 1, 0) or names)[0]
    around = [other for other in names if other[:2] == near[:2]]
    more = ", …" if len(around) < len(names) else ""
    listed = ", ".join(f'"{other}"' for other in around) + more
    return f'{call} expects one of {listed}, got "{name}"; try {call}("{near}")'
