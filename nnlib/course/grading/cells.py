"""Texts in tables that a spreadsheet takes for texts, and never for formulas."""

import re
import unicodedata

STARTS = "=+-@"  # of a formula
SKIPPED = " \"'`‘’‚‛“”„‟«»‹›"  # what may stand before one
PARTS = re.compile(r"([;,|])")  # where another spreadsheet begins a new cell


def safe(content):
    """The content of a cell: one line, and ' before what could be a formula.

    A number stays one. Full-width forms count as what they are read as, and quotes,
    spaces and invisible characters before them for nothing.
    """
    if not isinstance(content, str):
        return content
    line = "".join(" " if _ends_a_line(letter) else letter for letter in content)
    parts = PARTS.split(line)
    return "".join(f"'{part}" if _is_formula(part) else part for part in parts)


def _ends_a_line(letter):
    return unicodedata.category(letter) in ("Cc", "Zl", "Zp")  # \r, \n, \t and others


def _is_formula(text):
    for letter in text:
        kind = unicodedata.category(letter)
        if letter not in SKIPPED and kind[0] not in "ZC":
            return unicodedata.normalize("NFKC", letter)[:1] in tuple(STARTS)
    return False
