"""What an exercise was given with, and where each of a learner's cells stands in it."""

import re
from dataclasses import dataclass, field, replace

from nnlib.shared.words import Words

from . import derive, notebook
from .lesson import checked, is_check
from .reading import problem_in

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


class Given:
    """The cells of an exercise as they were given, each known by its place."""

    def __init__(self, solution):
        cells = [c for c in solution["cells"] if "solution" not in notebook.tags(c)]
        self.ids = {cell["id"]: k for k, cell in enumerate(cells)}
        self.texts, self.code, self.answers = {}, {}, set()
        for k, cell in enumerate(cells):
            source, is_code = notebook.source(cell), cell["cell_type"] == "code"
            if is_code and derive.ANSWER.search(source + "\n"):
                self.answers.add(k)
                continue
            self.texts[k] = squeezed(source)
            if is_code:
                self.code[k] = _given(cell, k)
        self.sources = {text: k for k, text in reversed(self.texts.items())}
        self.seen = set()  # places of cells that stand in the notebook

    def steps_of(self, cell):
        """The steps that a cell of the learner stands for.

        What is no code stays as a step without a source, to find places by.
        """
        place = self._place(cell)
        if cell.kind != "code":
            return [self._no_code(cell, place)]
        known, new = self.code.get(place), place not in self.seen
        self.seen.add(place)
        if known is None:
            return [_own(cell, place)]
        edited = self.texts[place] != squeezed(cell.source)
        own = [_own(cell, -1)] * edited
        if known.check:
            return own + [known] * new
        if not new:
            return [_own(cell, -1)]
        return [known, *(replace(one, given=True, edited=True) for one in own)]

    def _place(self, cell):
        """By its text; an answer, and what was edited, by its id; -1: a new cell."""
        text, place = squeezed(cell.source), self.ids.get(cell.id, -1)
        return place if self.texts.get(place) == text else self.sources.get(text, place)

    def _no_code(self, cell, place):
        kind = cell.kind if cell.kind in ("markdown", "raw") else "other"
        moved = place in self.answers and place not in self.seen
        said = say("no code", kind, id=cell.id) if moved else None
        anchor = -1 if place in self.code else place
        return Step(cell.id or "", "", problem=said, place=anchor)

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


def squeezed(source):
    """A text without its spaces, by which it is known again."""
    return re.sub(r"\s+", "", source)
