"""A learner's notebook with what was given put back: what `check` and pytest run.

Checks and given cells come from the solution of the same lesson, whatever the learner's
file says. Checks that were edited are replaced; a given cell that was edited runs as it
was given and then as it was edited; what was deleted, or is no code any more, is put
back at its place. The learner's own cells stay as they are and only have to run.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from nnlib.shared.words import Words

from . import derive, notebook
from .lesson import CALL, ID, checked, find, is_check
from .reading import RESET, cells_of, problem_in

say = Words(__file__, "notebooks")


@dataclass
class Step:
    """One code cell to run.

    check   : the id of the exercise that it checks
    given   : it came with the notebook, and is no answer
    edited  : it was given, and this is what the learner made of it
    problem : why an answer can't run, in words; then there is no source
    """

    id: str
    source: str
    check: str | None = None
    given: bool = False
    edited: bool = False
    problem: str | None = None
    place: int = field(default=-1, compare=False)  # among the cells of the solution


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
    known = {_squeezed(notebook.source(cell)) for cell in given["cells"]} | {""}
    return any(_squeezed(source) not in known for _, source in _code(cells))


def failure(name, cell, said):
    """What pytest shows of a cell that failed."""
    return say("failed", name=name, cell=cell, said=said)


class Given:
    """The cells of an exercise as they were given, each known by its place."""

    def __init__(self, solution):
        cells = [c for c in solution["cells"] if "solution" not in notebook.tags(c)]
        self.ids = {cell["id"]: k for k, cell in enumerate(cells)}
        self.sources, self.code, self.answers = {}, {}, set()
        for k, cell in enumerate(cells):
            source = notebook.source(cell)
            if cell["cell_type"] != "code":
                self.sources.setdefault(_squeezed(source), k)
            elif derive.ANSWER.search(source + "\n"):
                self.answers.add(k)
            else:
                self.sources.setdefault(_squeezed(source), k)
                self.code[k] = _given(cell, k)
        self.seen = set()  # places of cells that stand in the notebook

    def steps_of(self, cell):
        """The steps that a cell of the learner stands for.

        What is no code stays as a step without a source, to find places by.
        """
        same = self.sources.get(_squeezed(cell.source), -1)
        place = self.ids.get(cell.id, same)
        known = self.code.get(place)
        if cell.kind != "code":
            moved = place in self.answers and place not in self.seen
            kind = cell.kind if cell.kind in ("markdown", "raw") else "other"
            said = say("no code", kind, id=cell.id) if moved else None
            anchor = -1 if place in self.code else place
            return [Step(cell.id or "", "", problem=said, place=anchor)]
        new = place not in self.seen
        self.seen.add(place)
        if known is None:
            return [_own(cell, place)]
        own = [] if same == place else [_own(cell, -1)]
        if known.check:
            return own + [known] * new
        if not new:
            return [_own(cell, -1)]
        return [known, *(replace(one, given=True, edited=True) for one in own)]

    def settle(self, order, place, step):
        """Put a step in its place if it is missing, or a check above its answer."""
        answer = self.ids.get(step.id.removesuffix("-check")) if step.check else None
        places = [one.place for one in order]
        late = answer in places and place in places
        if late and places.index(place) < places.index(answer):
            order.remove(step)
        elif place in places:
            return
        order.insert(self._where([one.place for one in order], place, answer), step)

    def _where(self, places, place, answer):
        """Behind all that follows an answer; else before the next known cell."""
        if answer in places:
            after = places.index(answer) + 1
            while after < len(places) and places[after] < 0:
                after += 1
            return after
        if answer is None:  # given: above what the learner made of it
            before = max((p for p in places if 0 <= p < place), default=None)
            return 0 if before is None else places.index(before) + 1
        after = min((p for p in places if p > place), default=None)
        return len(places) if after is None else places.index(after)


def _given(cell, place):
    check = checked(cell) if is_check(cell) else None
    source = notebook.source(cell)
    return Step(cell["id"], source, check, given=not check, place=place)


def _own(cell, place):
    """A learner's cell; where Python can't read it, what says so in its place."""
    problem = problem_in(cell.source)
    source = f"raise {SyntaxError(problem)!r}" if problem else cell.source
    return Step(cell.id or say("no id"), source, place=place)


def _squeezed(source):
    return re.sub(r"\s+", "", source)
