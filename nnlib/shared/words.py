"""What learners read, as data: one folder for each language, numbers filled in.

Words lie beside what says them: `words/en/check.json` in the folder of the checker,
`words/en/questions.json` in the folder of a lesson. One language is chosen for all of
them, here. What it has not yet translated is shown in English.

    say = Words(__file__, "check")               # words/en/check.json beside this file
    say("head", "crashed", id="ex04-mse", title="Mean squared error")
"""

import contextlib
import json
import pathlib
import re
import reprlib

NNLIB = pathlib.Path(__file__).parents[1]
NAMED = re.compile(r"\{(\w+(?:\[\w+\])*)(?::([^{}]*))?\}")  # {a}, {b[0]:.2f}
MINUS = re.compile(r"(?<![\w)])-(?=[\d.])")  # but not that of 1e-05
ZERO = re.compile(r"−(0(\.0+)?)(?![\d.e])")
VERBATIM = {"code", "given", "kind"}  # program text is shown as it stands
_chosen = {"language": "en"}


class Words:
    """The sentences of one file of words, in the language that is spoken.

    A call with the keys that lead to a sentence fills in its fields. It raises KeyError
    for a sentence that is not there, and for a field that was not given.
    """

    def __init__(self, file, name):
        self.folder, self.name = pathlib.Path(file).parent, name

    def __call__(self, *keys, **fields):
        return filled(text_of(self.read(*keys)), fields)

    def read(self, *keys):
        """Return what stands there: a sentence with its fields, or all below a key."""
        found = entries(self.folder, self.name)
        for key in keys:
            found = found[key]
        return found

    def in_every_language(self, *keys):
        """Return the sentence as each language has it, with its fields."""
        found = []
        for name in languages():
            with in_language(name):
                found.append(text_of(self.read(*keys)))
        return list(dict.fromkeys(found))


error = Words(__file__, "errors")


def language():
    """Return the language that is spoken, as a word: "en"."""
    return _chosen["language"]


def set_language(name="en"):
    """Choose the language of all that the course says from now on.

    Raises ValueError for a language that is not there.
    """
    known = languages()
    if not isinstance(name, str) or name not in known:
        listed = ", ".join(f'"{word}"' for word in known)
        got = " ".join(reprlib.repr(name).split())
        raise ValueError(error("no such language", known=listed, got=got))
    _chosen["language"] = str(name)


@contextlib.contextmanager
def in_language(name):
    """Choose a language for a `with` block, and the one before it afterwards."""
    before = language()
    set_language(name)
    try:
        yield
    finally:
        _chosen["language"] = before


def folders():
    """Return all folders of words, one beside each part that speaks."""
    return sorted(path for path in NNLIB.rglob("words") if path.is_dir())


def languages():
    """Return the languages that some part of the course speaks: "en", …"""
    inside = (path for words in folders() for path in words.iterdir() if path.is_dir())
    return sorted({path.name for path in inside if path.name[0] not in "._"})


def entries(folder, name):
    """Return what `words/en/name.json` in a folder holds, translated where known."""
    found = {}
    for spoken in dict.fromkeys(("en", language())):
        path = folder / "words" / spoken / f"{name}.json"
        if path.exists():
            found = _merged(found, json.loads(path.read_text(encoding="utf-8")))
    return found


def filled(part, numbers):
    """Return texts, lists and dicts with {name:format} replaced by its number.

    Raises KeyError for a name that is not given: no brace is left to be read.
    """
    if isinstance(part, str):
        return NAMED.sub(lambda found: _number(found, numbers), part)
    if isinstance(part, list):
        return [filled(item, numbers) for item in part]
    if isinstance(part, dict):
        return {
            key: item if key in VERBATIM else filled(item, numbers)
            for key, item in part.items()
        }
    return part


def text_of(lines):
    """Return a text that the file gives as one string or as a list of lines."""
    return lines if isinstance(lines, str) else "\n".join(lines)


def number_text(value, form=""):
    """Return a number as a learner reads it: true minus, no minus before zero."""
    return signed(format(value, form))


def signed(text):
    """Return a text with a true minus before its numbers, and none before zero."""
    return ZERO.sub(r"\1", MINUS.sub("−", text))


def _merged(english, translated):
    """Return the dict with each entry that was translated in its place."""
    both = isinstance(english, dict) and isinstance(translated, dict)
    if not both:
        return translated
    merged = {key: _merged(english.get(key), part) for key, part in translated.items()}
    return english | merged


def _number(found, numbers):
    name, form = found.groups()
    name, *places = re.findall(r"\w+", name)
    value = numbers[name]
    for place in places:
        value = value[int(place)]
    if isinstance(value, str):
        return value
    plain = "g" if isinstance(value, float) else ""
    return number_text(value, plain if form is None else form)
