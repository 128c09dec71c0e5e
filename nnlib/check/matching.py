"""Which named mistake gives exactly what this attempt gave?"""

from functools import lru_cache

import numpy as np

from . import trial
from .compare import differences

SEED = 0  # of the inputs: the same mistake gets the same message each time


@lru_cache(maxsize=64)
def cases(exercise, seed=SEED):
    """The tuples of arguments that an exercise tries, made anew from a seed."""
    return list(exercise.inputs(np.random.default_rng(seed)))


@lru_cache(maxsize=64)
def right_ones(exercise, seed=SEED):
    """What the reference does with each of them."""
    inputs = cases(exercise, seed)
    return trial.observe(exercise, exercise.reference, inputs, seconds=120)


def wrong_ones(exercise, seed=SEED):
    """id -> what that misconception does with each of the inputs."""
    return {
        name: trial.observe(exercise, wrong, cases(exercise, seed), seconds=120)
        for name, wrong in exercise.misconceptions.items()
    }


def alike(exercise, seen, other, part=None):
    """Did two attempts do the same on all inputs? With `part`, in that part."""
    if len(seen) != len(other):
        return False
    pairs = zip(seen, other, strict=True)
    return all(_alike(exercise, a, b, part) for a, b in pairs)


def _alike(exercise, seen, other, part):
    if seen.error is not None or other.error is not None:
        same = type(seen.error) is type(other.error)
        return same and str(seen.error) == str(other.error)
    if part is None and seen.changed != other.changed:
        return False
    found = differences(seen.value, other.value, exercise.returns, exercise.within)
    return not found if part is None else all(d.part != part for d in found)


def named(exercise, seen, wrong_parts, seed=SEED):
    """Return the ids of the misconceptions that explain what was seen.

    Those that agree in everything; failing that, those that agree in one wrong part,
    such as the gradient, where each part has its own mistake.
    """
    bank = wrong_ones(exercise, seed)
    whole = [name for name, other in bank.items() if alike(exercise, seen, other)]
    if whole:
        return tuple(whole)
    right = right_ones(exercise, seed)
    for part in wrong_parts:
        wrong = {n: o for n, o in bank.items() if not alike(exercise, right, o, part)}
        partly = [n for n, other in wrong.items() if alike(exercise, seen, other, part)]
        if partly:
            return tuple(partly)
    return ()
