"""Lines that fit: a notebook breaks a longer one anywhere, inside a word too."""

import re
import textwrap

SHAPE, TIED = re.compile(r"\([\d, ]+\)"), "\u00a0"  # no line ends inside (4, 2)


def wrapped(text, width=88, indent=""):
    """Break lines between words; what goes on in a new line begins with the indent."""
    text = SHAPE.sub(lambda shape: shape[0].replace(" ", TIED), text)
    form = {"break_long_words": False, "break_on_hyphens": False}
    lines = [
        textwrap.fill(line, width, subsequent_indent=indent, **form)
        for line in text.splitlines()
    ]
    return "\n".join(lines).replace(TIED, " ")
