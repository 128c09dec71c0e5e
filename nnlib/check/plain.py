"""Results in plain types, and arguments compared with what they were."""

from fractions import Fraction
from types import GeneratorType

import numpy as np

from .compare import Aliased, Alien

PLAIN = (bool, int, float, complex, str)
DEEP = 20  # lists within lists


def aliased(items):
    """Do two arrays of a list live in the same memory?"""
    arrays = [item for item in items if isinstance(item, np.ndarray) and item.size]
    first = arrays[:1]
    return any(np.shares_memory(first[0], other) for other in arrays[1:])


def in_plain_types(value, depth=0):
    """The value as it is now, in plain types: arrays, numbers, texts, lists, dicts.

    What is nested deeper than any answer, such as a list that holds itself, is an
    Alien; so is whatever has a type of its own, which may fail in whatever it is asked.
    """
    if value is None or value is ... or type(value) in PLAIN:
        return value
    if isinstance(value, np.ndarray):
        return np.array(value)
    if depth > DEEP:
        return Alien(value)
    if isinstance(value, (list, tuple)):
        items = [in_plain_types(item, depth + 1) for item in value]
        if aliased(value):
            return Aliased(items, type(value).__name__)
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, dict):
        return {_key(key): in_plain_types(value[key], depth + 1) for key in value}
    if isinstance(value, Fraction):
        return float(value)
    for plain in (int, float, complex, str):  # and their heirs, NumPy's among them
        if isinstance(value, plain) and not isinstance(value, np.generic):
            return plain.__new__(plain, plain.__str__(value) if plain is str else value)
    known = isinstance(value, (np.generic, GeneratorType)) or callable(value)
    return value if known else Alien(value)


def _key(key):
    """The key of a dict, or the name of its type where it is no word or number."""
    return key if type(key) in (*PLAIN, tuple) else type(key).__name__


def unchanged(now, before):
    """Are two arguments the same? A generator of random numbers may move on."""
    if isinstance(before, np.random.Generator) or callable(before):
        return True
    if isinstance(before, np.ndarray):
        same = isinstance(now, np.ndarray) and now.shape == before.shape
        if same and before.dtype.kind == "f":  # nudged and put back, up to rounding
            return np.allclose(now, before, rtol=1e-9, atol=1e-12, equal_nan=True)
        return same and np.array_equal(now, before)
    if isinstance(before, (list, tuple)):
        return len(now) == len(before) and all(map(unchanged, now, before))
    if isinstance(before, dict):
        return now.keys() == before.keys() and all(
            unchanged(now[key], before[key]) for key in before
        )
    plain = isinstance(before, (int, float, str, bool, type(None)))
    return now == before if plain else True
