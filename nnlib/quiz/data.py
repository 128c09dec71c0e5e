"""The questions: words in a file of each lesson and language, numbers in Python.

The question "06-steps" is the entry "steps" of `lesson_06/words/en/questions.json`; its
entry "kind" is the name of the function that shows it. Where a text says {loss:.3f},
the number comes from the function `steps` in `lesson_06/questions.py`.

Such a function returns a dict: numbers for the texts, and for a table to fill in
"table" and "slips", rows of true values and of those that a known slip gives (None
where the slip makes no difference). For typed numbers these are "answer" and "slips".
"""

import difflib

from nnlib import lessons
from nnlib.shared.lines import wrapped
from nnlib.shared.words import Words, entries, filled
from nnlib.shared.words import number_text as number_text
from nnlib.shared.words import text_of as text_of

say = Words(__file__, "quiz")
error = Words(__file__, "errors")  # for a wrong call
WIDTH = 84  # characters of a line in a saved notebook


def questions(lesson):
    """Return the dict id -> question of a lesson such as "07", before numbers."""
    folder = lessons.folders().get(lesson)
    found = entries(folder, "questions") if folder else {}
    return {f"{lesson}-{name}": entry for name, entry in found.items()}


def find(call, name):
    """Return the question that `call(name)` shows, its numbers filled in.

    Raises TypeError if the name is no string, ValueError if there is no such question.
    """
    if not isinstance(name, str):
        came, first = type(name).__name__, _names(call)[0]
        raise TypeError(error("no string", call=call, came=came, first=first))
    entry = questions(lessons.split(name)[0]).get(name)
    if entry is None:
        raise ValueError(_unknown(call, name))
    if entry["kind"] != call:
        kind = entry["kind"]
        raise ValueError(error("other kind", call=call, name=name, kind=kind))
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


def _unknown(call, name):
    """Say which questions there are in the lesson of the one that is nearest."""
    names = _names(call)
    near = (difflib.get_close_matches(name, names, 1, 0) or names)[0]
    lesson = questions(lessons.split(near)[0])
    around = [other for other in names if other in lesson]
    more = ", …" if len(around) < len(names) else ""
    listed = ", ".join(f'"{other}"' for other in around) + more
    return error("unknown", call=call, listed=listed, name=name, near=near)


def in_lines(text, indent=""):
    """Return a text in lines that fit a saved notebook."""
    return wrapped(text, WIDTH, indent)
