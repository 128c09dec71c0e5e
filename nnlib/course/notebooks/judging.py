"""A learner's notebook with what was given put back: what `check` and pytest run.

Checks and given cells come from the solution of the same lesson, whatever the learner's
file says. Checks that were edited are replaced; a given cell that was edited runs as it
was given and then as it was edited; what was deleted, or is no code any more, is put
back at its place. The learner's own cells stay as they are and only have to run.
"""

import re
from collections import Counter
from pathlib import Path

from nnlib.shared.words import Words

from . import derive, notebook
from .given import Given, squeezed
from .lesson import CALL, ID, find
from .reading import RESET, cells_of

say = Words(__file__, "notebooks")


def steps(path):
    """The code cells to run for the learner's notebook at `path`, in order.

    Raises ValueError, in words for the learner, if the file can't be judged.
    """
    path = Path(path)
    cells = cells_of(path)
    lesson = find(lesson_of(path, _code(cells)), "solutions")
    known = Given(notebook.read(lesson.notebook("solutions")))
    order = [step for cell in cells for step in known.steps_of(cell)]
    for place, step in known.code.items():
        if step.check or step.given:
            known.settle(order, place, step)
    return [s for s in order if s.problem or s.source.strip()]


def code_cells(path):
    """(id or None, source) of each code cell, from a file of any editor."""
    return _code(cells_of(path))


def _code(cells):
    return [(cell.id, cell.source) for cell in cells if cell.kind == "code"]


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


def begun(path):
    """Is there code in the notebook at `path` that was not given? Else ValueError."""
    cells = cells_of(Path(path))
    lesson = find(lesson_of(Path(path), _code(cells)), "solutions")
    given = derive.exercise(notebook.read(lesson.notebook("solutions")))
    known = {squeezed(notebook.source(cell)) for cell in given["cells"]} | {""}
    return any(squeezed(source) not in known for _, source in _code(cells))


def failure(name, cell, said):
    """What pytest shows of a cell that failed."""
    return say("failed", name=name, cell=cell, said=said)
