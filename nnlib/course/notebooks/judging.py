"""A learner's notebook with the checks put back: what `check` and pytest run.

The checks come from the solution of the same lesson, whatever the learner's file says:
edited ones are replaced, deleted ones put back, tags dropped. The learner's own cells
stay as they are and only have to run.
"""

import copy
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from nnlib.shared.words import Words

from . import notebook
from .lesson import CALL, ID, checked, find, is_check

say = Words(__file__, "notebooks")
RESET = "python -m nnlib reset NN"
HALF = re.compile("[\ud800-\udfff]")  # of a character: no file or Python can hold it


@dataclass
class Step:
    """One code cell to run; `check` is the id of the exercise that it checks."""

    id: str
    source: str
    check: str | None = None
    outputs: tuple = ()  # of the solution; only for checks


def steps(path):
    """The code cells to run for the learner's notebook at `path`, in order.

    Raises ValueError, in words for the learner, if the file can't be judged.
    """
    path = Path(path)
    cells = code_cells(path)
    lesson = find(lesson_of(path, cells), "solutions")
    reference = notebook.read(lesson.notebook("solutions"))
    checks = {cell["id"]: cell for cell in reference["cells"] if is_check(cell)}
    return _arranged(cells, checks)


def code_cells(path):
    """(id or None, source) of each code cell, from a file of any editor."""
    try:
        raw = path.read_bytes()
        return _code_cells(json.loads(raw.decode("utf-8-sig")), path.name)
    except OSError as error:
        said = say("not there", path=str(path), error=error.strerror or "")
        raise ValueError(said) from None
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError,
            json.JSONDecodeError, RecursionError) as error:  # fmt: skip
        came, error = say("no notebook" if raw else "empty"), type(error).__name__
        again = say("again", command=RESET)
        said = say("broken", came=came, name=path.name, error=error, again=again)
        raise ValueError(said) from None


def _code_cells(nb, name):
    if nb["nbformat"] != 4:
        raise ValueError(say("old", format=str(nb["nbformat"]), name=name))
    cells = [cell for cell in nb["cells"] if cell["cell_type"] == "code"]
    return [(_id(cell), "".join(cell["source"])) for cell in cells]


def _id(cell):
    """The id of a cell, or None: older files have none, a damaged one has anything."""
    name = cell.get("id")
    return name if isinstance(name, str) and not HALF.search(name) else None


def lesson_of(path, cells):
    """The number of the lesson that a notebook belongs to: by its cells, then its name.

    So a renamed copy is judged by what is in it.
    """
    votes = Counter()
    for name, source in cells:
        known = ID.fullmatch(name or "")
        votes.update([known[1]] if known else [])
        votes.update(call[1] for call in CALL.findall(source))
    named = re.match(r"(\d\d)_", path.name)
    number = votes.most_common(1)[0][0] if votes else named and named[1]
    if number is None:
        again = say("again", command=RESET)
        raise ValueError(say("unknown", name=path.name, again=again))
    return number


def failure(name, cell, said):
    """What pytest shows of a cell that failed."""
    return say("failed", name=name, cell=cell, said=said)


def _arranged(cells, checks):
    """The learner's cells with each check once, after the cell of its answer."""
    by_source = {
        _squeezed(notebook.source(cell)): name for name, cell in checks.items()
    }
    order, placed = [], set()
    for name, source in cells:
        check = name if name in checks else by_source.get(_squeezed(source))
        if check is None:
            order.append(Step(name or say("no id"), _readable(source)))
        elif check not in placed:
            placed.add(check)
            order.append(_check(checks[check]))
    order += [_check(cell) for name, cell in checks.items() if name not in placed]
    missing = set(checks) - placed
    for name in checks:
        _move_behind_answer(order, name, name in missing)
    return [step for step in order if step.source.strip()]


def _readable(source):
    """The source; where Python can't read it, what says so in the same cell's place."""
    half = HALF.search(source)
    if half is None:
        return source
    line = source.count("\n", 0, half.start()) + 1
    said = say("half", code=ascii(half[0])[1:-1], line=line)
    return f"raise {SyntaxError(said)!r}"


def _squeezed(source):
    return re.sub(r"\s+", "", source)


def _check(cell):
    outputs = copy.deepcopy(cell["outputs"])
    return Step(cell["id"], notebook.source(cell), checked(cell), outputs)


def _move_behind_answer(order, name, missing):
    """Put a check behind its answer if it stands before it, or if it was deleted."""
    ids = [step.id for step in order]
    answer, at = name.removesuffix("-check"), ids.index(name)
    if answer in ids and (missing or at < ids.index(answer)):
        step = order.pop(at)
        order.insert([step.id for step in order].index(answer) + 1, step)
