"""All that was seen of one attempt: where it is wrong, in which part, by how much."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import calls, wording
from .compare import differences, is_number
from .evidence import parts_of, telling


@dataclass
class Look:
    """An attempt beside the reference, on the same inputs."""

    exercise: object
    answer: object
    cases: list
    seen: list
    right: list
    seconds: float | None = None
    seed: int = 0  # of the inputs
    places: tuple | None = None  # of its inputs among all, where it is some of them
    whole: object = None  # the Look at all of them

    def limited(self, places):
        """Return the same attempt, looked at on some of the inputs only."""
        every = self.cases, self.seen, self.right
        some = ([each[k] for k in places] for each in every)
        rest = self.seconds, self.seed, tuple(places), self
        return Look(self.exercise, self.answer, *some, *rest)

    @cached_property
    def finite(self):
        """The inputs with finite numbers, where some are not, and of those some wrong.

        None if there is another form to speak of, or less than two such inputs.
        """
        broken = {at for at, d in self.each_difference() if d.problem == "not finite"}
        forms = {d.problem for _, d in self.each_difference()}
        places = [at for at in range(len(self.seen)) if at not in broken]
        if not broken or not forms <= {"value", "not finite"} or len(places) < 2:
            return None
        finite = self.limited(places)
        return finite if any(finite.differences) else None

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
        ours = wording.numbered(self.exercise.arguments)
        theirs = wording.numbered(self.names)
        allowed = self.exercise.may_change
        return [theirs[k] for k in self.seen[at].changed if ours[k] not in allowed]

    @cached_property
    def names(self):
        """The names of the arguments: the learner's own, where they are known."""
        return calls.names(self)

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
        return min(self.wrong, key=self.size)

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
        return min(pairs, key=lambda pair: self.size(pair[0]), default=None)

    def size(self, at):
        """How hard an input is to follow: huge numbers in it, or many."""
        case = self.cases[at]
        return any(map(_huge, case)), sum(map(_entries, case))

    def arguments(self, at):
        """The arguments of one call, as a message writes them."""
        return wording.arguments(self.names, self.cases[at])

    def part_name(self, part):
        """The name of a part, or of all parts together, as a message writes it."""
        returns = self.exercise.returns
        parts = returns if part == ", ".join(returns) else [part]
        return ", ".join(map(self.in_words, parts))

    def in_words(self, key):
        """What a message writes for one key, or for a value that may be a key."""
        return wording.in_words(self.exercise, key)

    def right_lines(self):
        """The line that names the parts that are right, if there are such parts.

        Facts hold by themselves where there is nothing to be seen: of no rows, none is
        lost. So they are called right only where all else is of the right form.
        """
        if self.whole:
            return self.whole.right_lines()
        right = self.right[0].value
        every = list(parts_of(self.exercise, right))
        if len(every) < 2 or not set(self.wrong_parts) <= set(every):
            return []  # another form as a whole: nothing is known of its parts
        shown = {part for part in every if telling(self.exercise, right, part)}
        if shown.isdisjoint(self.wrong_parts) and self.misshapen is None:
            if not self._others_wrong(right):
                shown |= set(every)
        good = [p for p in every if p in shown and p not in self.wrong_parts]
        names = ", ".join(map(self.part_name, good))
        return [wording.say("right", parts=names)] if good else []

    def _others_wrong(self, right):
        """Is anything wrong that is no fact, such as a count?"""
        parts = parts_of(self.exercise, right)
        return any(not isinstance(parts[p], (bool, np.bool_)) for p in self.wrong_parts)

    def ratio(self, part):
        """got/right of a part where that is one number on each input, else None."""
        ratios = [_ratio(d.got, d.want) for _, d in self.each_difference(part)]
        return None if not ratios or None in ratios else ratios

    def numbers(self, name, part, known):
        """The numbers that the sentence of a misconception may use.

        part  : in which it sits: its numbers are those of this part, and of no other
        known : what the misconception itself does, where `tell` can't read the attempt
        """
        pairs = list(self.each_difference(part)) if part else []
        at, difference = min(
            pairs, key=lambda pair: self.size(pair[0]), default=(self.smallest, None)
        )
        numbers = {"n": _rows(self.cases[at]), "arguments": self.arguments(at)}
        if difference is not None:
            got, want = difference.got, difference.want
            numbers |= {"part": self.part_name(difference.part), "shape": _shape(got)}
            numbers |= {"expected": _shape(want)}
            numbers |= {"got": as_float(got)} if is_number(got) else {}
            ratio = _ratio(got, want)
            numbers |= {} if ratio is None else {"ratio": ratio}
        for seen in (known, self.seen):
            numbers |= self._numbers_of_spec(name, seen[at], at)
        return numbers

    def _numbers_of_spec(self, name, seen, at):
        """What `tell` says; nothing where the attempt has another form elsewhere."""
        if name not in self.exercise.tell or seen.error is not None:
            return {}
        try:
            told = self.exercise.tell[name](seen.value, *self.cases[at])
        except Exception:
            return {}
        return {key: self.in_words(value) for key, value in told.items()}


def _entries(value):
    """How many numbers an argument holds."""
    if isinstance(value, (list, tuple)):
        return sum(map(_entries, value))
    return np.size(value) if isinstance(value, np.ndarray) else 0


def _huge(value):
    number = isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and value.size
    return bool(number and np.abs(value).max() >= 100)


def as_float(number):
    """Return a number as a float; what is too large for one is infinite."""
    try:
        return float(number)
    except OverflowError:
        return np.inf if number > 0 else -np.inf


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
