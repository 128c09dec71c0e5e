"""A language that no code speaks: the words' own letters, as wide as Chinese ones."""

import re

from nnlib.shared import words

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, range(65, 123))
        if letter.isalpha()}  # fmt: skip


def speak(monkeypatch):
    """From now on whatever comes from the words has no letter from a to z."""
    real = words.entries
    monkeypatch.setattr(words, "entries", lambda *where: widened(real(*where)))


def widened(part):
    """Texts with wide letters, but for the fields that are filled in."""
    if isinstance(part, dict):
        return {key: widened(inner) for key, inner in part.items()}
    if isinstance(part, list):
        return [widened(inner) for inner in part]
    pieces = re.split(r"(\{\w+(?::[^{}]*)?\})", part)
    return "".join(p if k % 2 else p.translate(WIDE) for k, p in enumerate(pieces))
