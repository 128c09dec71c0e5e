"""When is it evidence that two attempts agree?"""

import numpy as np

from .compare import is_number


def parts_of(exercise, value):
    """Return {name: value} of the parts of a result, {} where it has other parts."""
    returns = exercise.returns
    if isinstance(value, dict):
        return {str(key): part for key, part in value.items()}
    if len(returns) == 1:
        return {returns[0]: value}
    listed = isinstance(value, (tuple, list)) and len(value) == len(returns)
    return dict(zip(returns, value, strict=True)) if listed else {}


def telling(exercise, right, part):
    """Would the same wrong value in this part hardly come by chance?

    right : the right result, whose type tells what kind of part it is
    """
    if not exercise.use or part == exercise.kind.test:
        return True  # the learner's own numbers, not facts about them
    parts = parts_of(exercise, right)
    value = parts.get(part)
    if isinstance(value, np.ndarray):
        return value.size > 1 and value.dtype.kind in "iuf"
    facts = any(isinstance(one, (bool, np.bool_)) for one in parts.values())
    return isinstance(value, (float, np.floating)) and not facts


def by_hand(exercise):
    """Is it a dict of numbers, each of which may have been made of those before it?

    There a wrong one is the reason for others: a ReLU of 1 is right for z = 1.
    """
    blanks = exercise.reference
    return isinstance(blanks, dict) and not any(
        isinstance(value, str) for value in blanks.values()
    )


def constant(exercise, seen, right, parts):
    """Is each of these parts one number on all inputs, and the right one is not?"""
    if len(seen) < 2 or any(one.error is not None for one in (*seen, *right)):
        return False
    got, want = ([parts_of(exercise, s.value) for s in obs] for obs in (seen, right))
    found = [part for part in parts if _one_number([one.get(part) for one in got])]
    return bool(found) and all(
        part in found and not _one_number([one.get(part) for one in want])
        for part in parts
    )


def _one_number(values):
    """Do all entries of all values equal one number?"""
    if not all(is_number(v) or isinstance(v, np.ndarray) for v in values):
        return False
    arrays = [np.asarray(value) for value in values]
    if not all(a.size and a.dtype.kind in "biuf" for a in arrays):
        return False
    first = arrays[0].flat[0]
    return all(bool((a == first).all()) for a in arrays)


def extremes(cases, ways=(np.round, np.zeros_like, np.ones_like)):
    """Return the cases with all their arrays rounded, of zeros, and of ones."""
    each = ((way, case) for way in ways for case in cases)
    return [tuple(_changed(value, way) for value in case) for way, case in each]


def _changed(value, way):
    if isinstance(value, np.ndarray) and value.dtype.kind in "iuf":
        return way(value)
    if isinstance(value, (list, tuple)):
        return type(value)(_changed(item, way) for item in value)
    return value
