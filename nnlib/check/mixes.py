"""Two known mistakes at once: which of them does the checker name?"""

import copy
import dataclasses
import itertools

import numpy as np

from . import matching
from .evidence import parts_of
from .spec import Exercise
from .trial import observe


class Mix:
    """An attempt that stands for what several others give, put together."""

    def __init__(self, attempts, together):
        self.attempts, self.together = attempts, together

    def __call__(self, *_, **__):
        raise TypeError  # only `Mixed.result` makes something of it

    def result(self, exercise, arguments):
        """Return what the others give, each called with arguments of its own."""
        results = [
            exercise.result(one, *copy.deepcopy(arguments)) for one in self.attempts
        ]
        return self.together(*results)


class Mixed(Exercise):
    """An exercise that takes a Mix as well; its bank is that of the one it is like."""

    @classmethod
    def like(cls, exercise):
        made = cls(
            **{f.name: getattr(exercise, f.name) for f in dataclasses.fields(exercise)}
        )
        object.__setattr__(made, "original", exercise)
        return made

    def __hash__(self):
        return hash(self.original)

    def __eq__(self, other):
        return other is self.original or getattr(other, "original", 0) is self.original

    def result(self, attempt, *arguments):
        program = (
            attempt[1] if self.kind.test and isinstance(attempt, tuple) else attempt
        )
        if isinstance(program, Mix):
            return program.result(self.original, arguments)
        return super().result(attempt, *arguments)

    def mixed(self, attempts, together):
        """Return an attempt of the kind of this exercise."""
        mix = Mix(attempts, together)
        return (self.reference[0], mix) if self.kind.test else mix


@dataclasses.dataclass(eq=False)
class Pair:
    """Two misconceptions at once, and which parts come from which."""

    known: tuple  # of matching.Known
    parts: tuple  # the parts of a result that come from each; () if they are added
    exercise: Mixed
    attempt: object

    def may_be_named(self, name):
        """Is it one of the two, a piece of one, or what both together come to?"""
        if name in {one.name for one in self.known}:
            return True
        original = self.exercise.original
        named = [one for one in matching.bank(original) if one.name == name]
        seen = observe(self.exercise, self.attempt, matching.cases(original))
        return any(
            matching.alike(original, seen, one.seen) or self._holds(one)
            for one in named
        )

    def _holds(self, piece):
        """Is all that a third one does wrong in what comes from one of the two?

        Of blanks that are filled in by hand, each is an answer: there, from both.
        """
        original = self.exercise.original
        alike = [
            {p for p in parts if matching.alike(original, one.seen, piece.seen, p)}
            for one, parts in zip(self.known, self.parts, strict=False)
        ]
        alike += [] if original.kind.called else [set().union(*alike)]
        return any(set(piece.parts) <= parts for parts in alike)


def pairs(exercise):
    """Return a Pair for each two misconceptions that can be combined, in an order."""
    made, right = Mixed.like(exercise), matching.right_ones(exercise)
    known = [
        one for one in matching.bank(exercise) if _whole(exercise, one.seen, right)
    ]
    several = len(parts_of(exercise, right[0].value)) > 1
    found = []
    for both in itertools.combinations(known, 2):
        attempts = (*(one.attempt for one in both), exercise.reference)
        if both[0].name == both[1].name:
            continue
        if not several and _additive(*both, right):
            found.append(Pair(both, (), made, made.mixed(attempts, _added)))
        for parts in _shares(*both) if several else ():
            mixed = made.mixed(attempts, _by_parts(exercise, *parts))
            found.append(Pair(both, parts, made, mixed))
    return found


def _added(one, other, right):
    """Both errors in one number, or in each entry of one array."""
    return one + (other - right)


def _whole(exercise, seen, right):
    """Has each result all its parts?"""
    if any(one.error is not None for one in seen) or len(seen) < len(right):
        return False
    wanted = [parts_of(exercise, one.value).keys() for one in right]
    return wanted == [parts_of(exercise, one.value).keys() for one in seen]


def _shares(one, other):
    """Yield (parts from the one, parts from the other): both with what only they do."""
    one, other = set(one.parts), set(other.parts)
    if not one & other:
        yield one, other
    elif one == other:
        first = sorted(one)[:1]
        if len(one) > 1:
            yield {*first}, one - {*first}
    else:
        shares = (one, other - one), (one - other, other)
        yield from (share for share in shares if share[0] and share[1])


def _by_parts(exercise, first, second):
    def together(one, other, right):
        sources = [parts_of(exercise, value) for value in (one, other, right)]
        places = {part: 0 if part in first else 1 if part in second else 2
                  for part in sources[2]}  # fmt: skip
        parts = {part: sources[place][part] for part, place in places.items()}
        return parts if isinstance(right, dict) else tuple(parts.values())

    return together


def _additive(one, other, right):
    """Are all three finite numbers, or arrays of one shape?"""
    values = [[seen.value for seen in many] for many in (one.seen, other.seen, right)]
    return all(_alike(*three) for three in zip(*values, strict=True))


def _alike(*values):
    try:
        arrays = [np.asarray(value) for value in values]
    except ValueError:  # ragged
        return False
    numbers = all(a.dtype.kind in "iuf" and np.isfinite(a).all() for a in arrays)
    return numbers and len({a.shape for a in arrays}) == 1
