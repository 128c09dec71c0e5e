"""A language that no code speaks: the words' own letters, as wide as Chinese ones."""

import json
import re
import unicodedata

from nnlib.check import wording
from nnlib.explore import speech
from nnlib.quiz import data
from nnlib.shared import words

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(65, 123))
        if letter.isalpha()}  # fmt: skip
OBEYED = {*words.VERBATIM, "at"}  # no words: program text, a cell
FIELD_OR_LETTER = re.compile(f"{words.NAMED.pattern}|[A-Za-z]")
SPEAKERS = (words, wording, data, speech)  # those that read words by `entries`


def speak(monkeypatch):
    """From now on whatever comes from the words has no letter from a to z."""
    _read(monkeypatch, widened)


def learn(monkeypatch):
    """Give this process a second language, "xx", all in wide letters."""

    def chosen(found):
        return widened(found) if words.language() == "xx" else found

    _read(monkeypatch, chosen)
    monkeypatch.setattr(words, "languages", lambda: ["en", "xx"])


def _read(monkeypatch, change):
    real = words.entries
    for module in SPEAKERS:
        monkeypatch.setattr(module, "entries", lambda *where: change(real(*where)))


def widened(part):
    """Texts with wide letters, but for the fields that are filled in."""
    if isinstance(part, dict):
        return {
            key: inner if _is_obeyed(key, inner) else widened(inner)
            for key, inner in part.items()
        }
    if isinstance(part, list):
        return [widened(inner) for inner in part]
    if not isinstance(part, str):
        return part  # a number, such as the minutes of a plan
    return FIELD_OR_LETTER.sub(_wide, part)


def _is_obeyed(key, part):
    """Is it no words? What has parts does, such as those of a control named "code"."""
    return key in OBEYED and not isinstance(part, dict)


def _wide(found):
    return found[0] if found[1] else found[0].translate(WIDE)


def translate(course):
    """Give a copy of the course a second language on disk, "xx", in wide letters."""
    for folder in words.folders():
        inside = course / folder.relative_to(words.NNLIB.parent)
        (inside / "xx").mkdir()
        for path in (inside / "en").glob("*.json"):
            text = json.dumps(widened(json.loads(path.read_text(encoding="utf-8"))))
            (inside / "xx" / path.name).write_text(text, encoding="utf-8")


def narrow(text):
    """A text in wide letters as it was before, all on one line."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
