"""Right for some inputs and not for others: is it their shapes, or their numbers?"""

import numpy as np

from . import matching, trial
from .compare import differences
from .evidence import extremes
from .values import example_line
from .wording import say

SEEDS = (1, 2, 3)  # of numbers that the attempt has not met


def some_inputs(look):
    """An attempt that is right for some inputs."""
    if not look.good or look.crash is not None:
        return None
    bad = look.smallest
    other = [at for at in look.good if shape_of(look.cases[at]) != _shape(look, bad)]
    for good in other if look.exercise.kind.called else ():
        if key := _what_matters(look, good, bad):
            return _told(look, good, bad, key)
    return _told(look, (other or look.good)[0], bad, "some inputs")


def _told(look, good, bad, key):
    right, wrong = look.arguments(good), look.arguments(bad)
    lines = [] if right == wrong else [say("only some", key, right=right, wrong=wrong)]
    if key != "sizes":
        lines.append(example_line(look))
    return key.replace(" ", "-") if lines[1:] or key == "sizes" else None, lines


def _what_matters(look, good, bad):
    """Return "sizes" or "numbers" where that is shown, else "".

    "Sizes" has to show three things. Numbers drawn anew: each input of the failing
    shapes fails, and each of the passing shapes passes. The numbers of the passing
    input, laid out in the failing shapes, fail. Those of the failing input, laid out in
    the passing shapes, pass. One input of the failing shapes that passes shows the
    opposite: the numbers matter. And where round numbers pass in the failing shapes,
    nothing is shown: an answer rounded to two digits is right for some n only.
    """
    shapes = shape_of(look.cases[good]), shape_of(look.cases[bad])
    if any(0 in shape for shape in flat(shapes[0])):
        return ""  # of nothing, anything is right
    fits, fails = [], []  # of the passing shapes, of the failing ones: is it right?
    for seed in (look.seed, *SEEDS):
        cases = matching.cases(look.exercise, seed)
        every = [at for at, case in enumerate(cases) if shape_of(case) in shapes]
        cases = [cases[at] for at in every]
        want = [matching.right_ones(look.exercise, seed)[at] for at in every]
        for case, right in zip(cases, _right(look, cases, want), strict=True):
            (fits if shape_of(case) == shapes[0] else fails).append(right)
    in_failing = _crossed(look, cases=(look.cases[bad], look.cases[good]))
    in_passing = _crossed(look, cases=(look.cases[good], look.cases[bad]))
    if in_failing is False and in_passing and fits and all(fits) and not any(fails):
        return "sizes" if _fails_always(look, bad) else ""
    return "numbers" if any(fails) or in_failing else ""


def _fails_always(look, bad):
    """Does it fail with round numbers too? Zeros are left out: of them all is right."""
    case = [look.cases[bad]]
    round_ones = extremes(case, (np.round, np.ones_like))
    want = trial.observe(look.exercise, look.exercise.reference, round_ones)
    known = [k for k, one in enumerate(want) if one.error is None and not one.warned]
    cases, want = [round_ones[k] for k in known], [want[k] for k in known]
    return not any(_right(look, cases, want))


def _crossed(look, cases):
    """Is it right with the numbers of one case in the shapes of another?

    None where the reference has no answer to that, or a warning beside it.
    """
    shapes, numbers = cases
    case = laid_out(numbers, shapes)
    if case is None:
        return None
    want = trial.observe(look.exercise, look.exercise.reference, [case])
    if want[0].error is not None or want[0].warned:
        return None
    return _right(look, [case], want)[0]


def _right(look, cases, want):
    """Is the attempt right, with each of some inputs?"""
    exercise = look.exercise
    seen = look.answer.observe(cases, look.seconds)
    seen += [None] * (len(cases) - len(seen))
    rest = exercise.returns, exercise.within
    return [
        s is not None
        and s.error is None
        and not s.warned
        and not differences(s.value, w.value, *rest)
        for s, w in zip(seen, want, strict=True)
    ]


def _shape(look, at):
    return shape_of(look.cases[at])


def shape_of(value):
    """The shapes of all arrays in an argument or a case, nested as they are.

    With functions in them, such as a bend: another one is no other number.
    """
    if isinstance(value, np.ndarray):
        return value.shape
    if callable(value):
        return (value,)
    if isinstance(value, (list, tuple)):
        return [shape_of(item) for item in value]
    return None


def flat(shapes):
    """Yield each shape in a nested list of shapes."""
    for shape in shapes:
        if isinstance(shape, list):
            yield from flat(shape)
        elif shape is not None:
            yield shape


def laid_out(numbers, shapes):
    """Return the numbers of one case in the shapes of another; None if impossible."""
    if isinstance(shapes, np.ndarray) and isinstance(numbers, np.ndarray):
        return np.resize(numbers, shapes.shape) if numbers.size else None
    if isinstance(shapes, (list, tuple)) and isinstance(numbers, (list, tuple)):
        pairs = list(zip(numbers, shapes, strict=False))
        items = [laid_out(*pair) for pair in pairs]
        lost = len(numbers) != len(shapes) or any(item is None for item in items)
        return None if lost else type(shapes)(items)
    plain = isinstance(numbers, (bool, int, float, str, type(None)))
    same = numbers is shapes or (plain and numbers == shapes)
    return numbers if same else None  # neither a number nor a shape
