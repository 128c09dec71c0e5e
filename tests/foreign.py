"""A language that no code speaks: the words' own letters, as wide as Chinese ones."""

import json
import re
import unicodedata

from nnlib.shared import words

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(65, 123))
        if letter.isalpha()}  # fmt: skip
OBEYED = {*words.VERBATIM, "at"}  # no words: program text, a cell


def speak(monkeypatch):
    """From now on whatever comes from the words has no letter from a to z."""
    real = words.entries
    monkeypatch.setattr(words, "entries", lambda *where: widened(real(*where)))


def learn(monkeypatch):
    """Give this process a second language, "xx", all in wide letters."""
    real = words.entries

    def entries(*where):
        return widened(real(*where)) if words.language() == "xx" else real(*where)

    monkeypatch.setattr(words, "entries", entries)
    monkeypatch.setattr(words, "languages", lambda: ["en", "xx"])


def widened(part):
    """Texts with wide letters, but for the fields that are filled in."""
    if isinstance(part, dict):
        return {k: v if k in OBEYED else widened(v) for k, v in part.items()}
    if isinstance(part, list):
        return [widened(inner) for inner in part]
    if not isinstance(part, str):
        return part  # a number, such as the minutes of a plan
    pieces = re.split(r"(\{\w+(?::[^{}]*)?\})", part)
    return "".join(p if k % 2 else p.translate(WIDE) for k, p in enumerate(pieces))


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
