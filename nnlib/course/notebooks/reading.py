"""The cells of a learner's file, whichever program wrote it and however it was hurt.

Read are all formats from 3 on, the forms of JupyterLab, VS Code and Colab, and texts in
other encodings where the title of the lesson shows that they are read rightly.
"""

import codecs
import json
import re
from typing import NamedTuple

from nnlib.shared.words import Words

say = Words(__file__, "notebooks")
RESET = "python -m nnlib reset NN"
HALF = re.compile("[\ud800-\udfff]")  # of a character: no file or Python can hold it
BYTE = re.compile("[\udc80-\udcff]")  # what stands for a byte that is no text
TITLE = re.compile(r"# \d\d · ")  # its dot is another byte in each encoding
OTHERS = ("gb18030", "cp1252", "big5", "euc_jp")  # than UTF-8


class Cell(NamedTuple):
    """A cell as it stands in the file; the id is None if there is none."""

    kind: str
    id: str | None
    source: str


def cells_of(path):
    """The cells of the file. Raises ValueError, in words for the learner."""
    try:
        raw = path.read_bytes()
        return _cells(json.loads(_text(raw)), path.name)
    except OSError as error:
        said = say("not there", path=str(path), error=error.strerror or "")
        raise ValueError(said) from None
    except (KeyError, TypeError, AttributeError, UnicodeError, json.JSONDecodeError,
            RecursionError) as error:  # fmt: skip
        came, error = say("no notebook" if raw else "empty"), type(error).__name__
        again = say("again", command=RESET)
        said = say("broken", came=came, name=path.name, error=error, again=again)
        raise ValueError(said) from None


def _text(raw):
    """The text of a file; bytes that are none are kept apart, as half characters."""
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
    try:
        return raw.decode(json.detect_encoding(raw))
    except UnicodeDecodeError as error:
        for name in OTHERS:
            text = raw.decode(name, "replace")
            if "\ufffd" not in text and TITLE.search(text):
                return text
        text = raw.decode("utf-8", "surrogateescape")
        if TITLE.search(text):
            return text
        raise error from None


def _cells(nb, name):
    if nb["nbformat"] not in (3, 4):
        raise ValueError(say("old", format=str(nb["nbformat"]), name=name))
    sheets = nb["worksheets"] if nb["nbformat"] == 3 else [nb]
    return [_cell(cell) for sheet in sheets for cell in sheet["cells"]]


def _cell(cell):
    kind = cell["cell_type"]
    source = cell["input"] if "input" in cell else cell["source"]
    return Cell(str(kind), _id(cell), "".join(source))


def _id(cell):
    """The id of a cell, or None: older files have none, a damaged one has anything.

    Colab keeps it among the metadata.
    """
    held = cell.get("metadata")
    for name in (cell.get("id"), held.get("id") if isinstance(held, dict) else None):
        if isinstance(name, str) and name and not HALF.search(name):
            return name
    return None


def problem_in(source):
    """What Python can't read in a cell, in words; None where it can."""
    half = HALF.search(source)
    if half is None:
        return None
    line = source.count("\n", 0, half.start()) + 1
    if BYTE.match(half[0]):
        return say("byte", byte=f"0x{ord(half[0]) - 0xDC00:X}", line=line)
    return say("half", code=ascii(half[0])[1:-1], line=line)
