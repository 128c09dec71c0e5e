"""What learners read, as data: one folder for each language, numbers filled in."""

import json
import re

NAMED = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
MINUS = re.compile(r"^-(?=[\d.])")
VERBATIM = {"code", "given", "kind"}  # program text is shown as it stands
spoken = {"language": "en"}  # of questions and checks alike


def languages(root):
    """Return the languages that the folder `root` holds, as words: "en", …"""
    return sorted(path.parent.name for path in root.glob("*/words.json"))


def translated(root, file):
    """Return a file's entries in English, replaced by those that are translated."""
    entries = {}
    for language in dict.fromkeys(("en", spoken["language"])):
        path = root / language / file
        if path.exists():
            entries.update(json.loads(path.read_text(encoding="utf-8")))
    return entries


def filled(part, numbers):
    """Return texts, lists and dicts with {name:format} replaced by its number."""
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
    text = format(value, form)
    if text.startswith("-") and not re.search(r"[1-9a-z]", text):
        return text[1:]
    return MINUS.sub("−", text)


def _number(found, numbers):
    name, form = found.groups()
    if name not in numbers:  # a brace of the text itself
        return found[0]
    value = numbers[name]
    return value if isinstance(value, str) else number_text(value, form or "g")
