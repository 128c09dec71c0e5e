"""All that was seen of one attempt: where it is wrong, in which part, by how much."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from . import trial
from .compare import differences, is_number
from .wording import arguments, say


@dataclass
class Verdict:
    """Why an attempt was turned down."""

    outcome: str  # not_attempted, crashed, wrong_form, wrong_value
    misconceptions: tuple = ()  # ids; more than one where they can't be told apart
    lines: list = field(default_factory=list)


@dataclass
class Look:
    """An attempt beside the reference, on the same inputs."""

    exercise: object
    attempt: object
    cases: list
    seen: list
    right: list
    seconds: float | None = None

    @cached_property
    def found(self):
        """For each input, the parts that differ."""
        exercise, pairs = self.exercise, zip(self.seen, self.right, strict=False)
        return [
            []
            if seen.error is not None
            else differences(seen.value, want.value, exercise.returns, exercise.within)
            for seen, want in pairs
        ]

    @cached_property
    def names(self):
        return trial.names(self.exercise)

    def changed(self, at):
        """The names of the arguments that were changed and should not be."""
        names = [*self.names, *(f"argument {k + 1}" for k in range(9))]
        places = [names[place] for place in self.seen[at].changed]
        return [name for name in places if name not in self.exercise.may_change]

    @cached_property
    def wrong(self):
        """The inputs on which something is not as it should be."""
        return [
            at
            for at, seen in enumerate(self.seen)
            if seen.error is not None
            or self.found[at]
            or self.changed(at)
            or seen.warned
        ]

    @cached_property
    def smallest(self):
        """The wrong input with the fewest numbers in it."""
        return min(self.wrong, key=lambda at: _size(self.cases[at]))

    @property
    def crashed(self):
        return any(seen.error is not None for seen in self.seen)

    @cached_property
    def wrong_parts(self):
        """The names of the wrong parts, in the order of the results."""
        every = [d.part for found in self.found for d in found]
        return list(dict.fromkeys(every))

    def right_lines(self):
        """The line that names the parts that are right, if there are such parts."""
        want, returns = self.right[0].value, self.exercise.returns
        if not isinstance(want, dict) and len(returns) == 1:
            return []
        every = [str(part) for part in (want if isinstance(want, dict) else returns)]
        right = [part for part in every if part not in self.wrong_parts]
        known = right and set(self.wrong_parts) <= set(every)  # else nothing is known
        return [say("right", {"parts": ", ".join(right)})] if known else []

    @cached_property
    def misshapen(self):
        """(input, Difference) of the first part whose form is wrong, or None."""
        for at, found in enumerate(self.found):
            for difference in found:
                if difference.problem != "value":
                    return at, difference
        return None

    @property
    def outcome(self):
        if self.crashed:
            return "crashed"
        values = any(self.found) and self.misshapen is None
        return "wrong_value" if values else "wrong_form"

    def difference(self, part=None):
        """(input, Difference) of the smallest input where `part`, or any, is wrong."""
        order = sorted(self.wrong, key=lambda at: _size(self.cases[at]))
        for at in order:
            for difference in self.found[at]:
                if part in (None, difference.part):
                    return at, difference
        return None

    def told(self, at):
        """The arguments of one call, as a message names them."""
        return arguments(self.names, self.cases[at])

    def ratio(self, part):
        """got/right of a part where that is one number on each input, else None."""
        pairs = [d for found in self.found for d in found if d.part == part]
        ratios = [_ratio(d.got, d.want) for d in pairs]
        return None if not ratios or None in ratios else ratios

    def numbers(self, name, known):
        """The numbers that the sentence of a misconception may use.

        known : what the misconception itself does, where `tell` can't read the attempt
        """
        at, difference = self.difference() or (self.smallest, None)
        numbers = {"n": _rows(self.cases[at]), "arguments": self.told(at)}
        if difference is not None:
            got, want = difference.got, difference.want
            numbers |= {"part": difference.part, "shape": _shape(got)}
            numbers |= {"expected": _shape(want)}
            numbers |= {"got": float(got)} if is_number(got) else {}
            ratio = _ratio(got, want)
            numbers |= {} if ratio is None else {"ratio": ratio}
        for seen in (known, self.seen):
            numbers |= self._told_by_spec(name, seen[at], at)
        return numbers

    def _told_by_spec(self, name, seen, at):
        """What `tell` says; nothing where the attempt has another form elsewhere."""
        if name not in self.exercise.tell or seen.error:
            return {}
        try:
            return self.exercise.tell[name](seen.value, *self.cases[at])
        except Exception:
            return {}


def _ratio(got, want):
    """The one number by which all entries of `want` were multiplied, or None."""
    if not (is_number(got) or isinstance(got, np.ndarray)):
        return None
    got, want = np.asarray(got), np.asarray(want)
    if got.shape != want.shape or got.dtype.kind not in "iuf" or want.size == 0:
        return None
    if not np.isfinite(got).all() or not np.isfinite(want).all() or not want.any():
        return None
    ratio = float(np.vdot(got, want) / np.vdot(want, want))
    scale = np.abs(want).max() * max(abs(ratio), 1e-300)
    same = np.abs(got - ratio * want).max() <= 1e-6 * scale
    return ratio if same and ratio else None


def _shape(value):
    array = isinstance(value, np.ndarray) or is_number(value)
    return str(np.shape(value)) if array else ""


def _size(case):
    return sum(np.size(value) for value in case if isinstance(value, np.ndarray))


def _rows(case):
    shapes = [value.shape for value in case if isinstance(value, np.ndarray)]
    return shapes[0][0] if shapes and shapes[0] else 1
