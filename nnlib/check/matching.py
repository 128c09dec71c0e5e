"""Which named mistake gives exactly what this attempt gave?"""

from functools import lru_cache

import numpy as np

from . import trial
from .compare import differences
from .spec import forms

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


@lru_cache(maxsize=64)
def wrong_ones(exercise, seed=SEED):
    """(id, what that misconception does with each of the inputs), form by form."""
    inputs = cases(exercise, seed)
    return [
        (name, trial.observe(exercise, wrong, inputs, seconds=120))
        for name, wrong in each_form(exercise.misconceptions)
    ]


def each_form(wrong_ones):
    """Yield (name, attempt) for each form of each wrong attempt in a dict."""
    for name, wrong in wrong_ones.items():
        for form in wrong if isinstance(wrong, forms) else (wrong,):
            yield name, form


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


def explanations(exercise, seen, wrong_parts, seed=SEED):
    """Return the ids of the misconceptions that explain what was seen.

    Those that agree in everything; failing that, those that agree wherever they are
    wrong themselves, such as a wrong gradient beside a loss with another mistake.
    """
    bank = wrong_ones(exercise, seed)
    whole = [name for name, other in bank if alike(exercise, seen, other)]
    if whole:
        return tuple(dict.fromkeys(whole))
    right = right_ones(exercise, seed)
    held = {}  # first wrong part -> ids of the misconceptions that the attempt holds
    for name, other in bank:
        own = [p for p in wrong_parts if not alike(exercise, right, other, p)]
        parts = _parts(exercise, right)
        elsewhere = [p for p in parts if p not in wrong_parts]
        same = all(alike(exercise, seen, other, part) for part in (*own, *elsewhere))
        if own and same:
            held.setdefault(own[0], {})[name] = None
    first = next((part for part in wrong_parts if part in held), None)
    return tuple(held.get(first, ()))


def _parts(exercise, right):
    """The names of the parts of a result."""
    value = right[0].value if right else None
    return list(map(str, value)) if isinstance(value, dict) else exercise.returns
