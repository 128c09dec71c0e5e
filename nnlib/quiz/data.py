"""The questions: words in one JSON file per lesson and language, numbers in Python.

The question "07-loop" is the entry "loop" of `en/07.json`; its entry "kind" is the name
of the function that shows it. Where a text says {loss:.3f}, the number comes from the
function `loop` in `nnlib.quiz.values.lesson_07`. What another language has not yet
translated is shown in English.
"""

import difflib
import importlib
import pathlib
import textwrap

from nnlib.shared.words import VERBATIM as VERBATIM
from nnlib.shared.words import filled, languages, translated
from nnlib.shared.words import number_text as number_text
from nnlib.shared.words import spoken as _spoken
from nnlib.shared.words import text_of as text_of

ROOT = pathlib.Path(__file__).parent
WIDTH = 84  # characters of a line in a saved notebook


def set_language(name="en"):
    """Choose the language of all questions shown from now on, a folder of nnlib.quiz.

    Raises ValueError for a language that is not there.
    """
    known = languages(ROOT)
    if name not in known:
        listed = ", ".join(f'"{language}"' for language in known)
        raise ValueError(
            f"set_language expects one of {listed}, got {name!r}; "
            f'try set_language("en")'
        )
    _spoken["language"] = name


def words():
    """Return what the widgets themselves say: buttons, hints, marks."""
    return translated(ROOT, "words.json")


def questions(lesson):
    """Return the dict id -> question of a lesson such as "07", before numbers."""
    entries = translated(ROOT, f"{lesson}.json")
    return {f"{lesson}-{name}": entry for name, entry in entries.items()}


def lessons():
    """Return the numbers of the lessons that have questions, as words: "00", …"""
    return sorted(path.stem for path in (ROOT / "en").glob("[0-9][0-9].json"))


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
    lesson = name.partition("-")[0]
    entry = questions(lesson).get(name) if lesson in lessons() else None
    if entry is None or entry["kind"] != call:
        raise ValueError(_unknown(call, name, entry))
    return {"id": name, **filled(entry, values(name))}


def values(name):
    """Return the dict of numbers that belong to a question; empty if it has none."""
    lesson, _, entry = name.partition("-")
    path = ROOT / "values" / f"lesson_{lesson}.py"
    if not path.exists():
        return {}
    module = importlib.import_module(f"{__package__}.values.{path.stem}")
    compute = getattr(module, entry.replace("-", "_"), None)
    return compute() if compute else {}


def _names(call):
    every = [item for lesson in lessons() for item in questions(lesson).items()]
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
