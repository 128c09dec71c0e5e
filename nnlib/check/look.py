"""All that was seen of one attempt: where it is wrong, in which part, by how much."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import wording
from .compare import differences, is_number


@dataclass
class Look:
    """An attempt beside the reference, on the same inputs."""

    exercise: object
    answer: object
    cases: list
    seen: list
    right: list
    seconds: float | None = None

    @cached_property
    def differences(self):
        """For each input, the parts that differ."""
        exercise, pairs = self.exercise, zip(self.seen, self.right, strict=False)
        return [
            []
            if seen.error is not None
            else differences(seen.value, want.value, exercise.returns, exercise.within)
            for seen, want in pairs
        ]

    def changed(self, at):
        """The names of the arguments that were changed and should not be."""
        names = wording.numbered(self.exercise.arguments)
        places = [names[place] for place in self.seen[at].changed]
        return [name for name in places if name not in self.exercise.may_change]

    @cached_property
    def wrong(self):
        """The inputs on which something is not as it should be."""
        return [
            at
            for at, seen in enumerate(self.seen)
            if seen.error is not None
            or self.differences[at]
            or self.changed(at)
            or seen.warned
        ]

    @cached_property
    def good(self):
        """The inputs on which nothing is wrong."""
        return [at for at in range(len(self.seen)) if at not in self.wrong]

    @cached_property
    def smallest(self):
        """The wrong input with the fewest numbers in it."""
        return min(self.wrong, key=self._size)

    @cached_property
    def crash(self):
        """The first input on which the attempt raised an error, or None."""
        errors = (at for at, seen in enumerate(self.seen) if seen.error is not None)
        return next(errors, None)

    @cached_property
    def wrong_parts(self):
        """The names of the wrong parts, in the order of the results."""
        return list(dict.fromkeys(d.part for _, d in self.each_difference()))

    def each_difference(self, part=None):
        """Yield (input, Difference), of one part or of all."""
        for at, differing in enumerate(self.differences):
            for difference in differing:
                if part in (None, difference.part):
                    yield at, difference

    @cached_property
    def misshapen(self):
        """(input, Difference) of the first part whose form is wrong, or None."""
        pairs = self.each_difference()
        return next((pair for pair in pairs if pair[1].problem != "value"), None)

    @property
    def outcome(self):
        if self.crash is not None:
            return "crashed"
        values = any(self.differences) and self.misshapen is None
        return "wrong_value" if values else "wrong_form"

    @cached_property
    def example(self):
        """(input, Difference) of the smallest input with a wrong part, or None."""
        pairs = list(self.each_difference())
        return min(pairs, key=lambda pair: self._size(pair[0]), default=None)

    def _size(self, at):
        case = self.cases[at]
        return sum(np.size(value) for value in case if isinstance(value, np.ndarray))

    def arguments(self, at):
        """The arguments of one call, as a message writes them."""
        return wording.arguments(self.exercise.arguments, self.cases[at])

    def part_name(self, part):
        """The name of a part, or of all parts together, as a message writes it."""
        returns = self.exercise.returns
        parts = returns if part == ", ".join(returns) else [part]
        return ", ".join(map(self.in_words, parts))

    def in_words(self, key):
        """What a message writes for one key, or for a value that may be a key."""
        return wording.in_words(self.exercise, key)

    def right_lines(self):
        """The line that names the parts that are right, if there are such parts."""
        want, returns = self.right[0].value, self.exercise.returns
        if not isinstance(want, dict) and len(returns) == 1:
            return []
        every = [str(part) for part in (want if isinstance(want, dict) else returns)]
        right = [self.part_name(part) for part in every if part not in self.wrong_parts]
        known = right and set(self.wrong_parts) <= set(every)  # else nothing is known
        return [wording.say("right", parts=", ".join(right))] if known else []

    def ratio(self, part):
        """got/right of a part where that is one number on each input, else None."""
        ratios = [_ratio(d.got, d.want) for _, d in self.each_difference(part)]
        return None if not ratios or None in ratios else ratios

    def numbers(self, name, known):
        """The numbers that the sentence of a misconception may use.

        known : what the misconception itself does, where `tell` can't read the attempt
        """
        at, difference = self.example or (self.smallest, None)
        numbers = {"n": _rows(self.cases[at]), "arguments": self.arguments(at)}
        if difference is not None:
            got, want = difference.got, difference.want
            numbers |= {"part": self.part_name(difference.part), "shape": _shape(got)}
            numbers |= {"expected": _shape(want)}
            numbers |= {"got": float(got)} if is_number(got) else {}
            ratio = _ratio(got, want)
            numbers |= {} if ratio is None else {"ratio": ratio}
        for seen in (known, self.seen):
            numbers |= self._numbers_of_spec(name, seen[at], at)
        return numbers

    def _numbers_of_spec(self, name, seen, at):
        """What `tell` says; nothing where the attempt has another form elsewhere."""
        if name not in self.exercise.tell or seen.error:
            return {}
        try:
            told = self.exercise.tell[name](seen.value, *self.cases[at])
        except Exception:
            return {}
        return {key: self.in_words(value) for key, value in told.items()}


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


def _rows(case):
    shapes = [value.shape for value in case if isinstance(value, np.ndarray)]
    return shapes[0][0] if shapes and shapes[0] else 1
