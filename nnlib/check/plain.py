"""Results in plain types, and arguments compared with what they were."""

from types import GeneratorType

import numpy as np

from .compare import NUMBER, Aliased, Alien


def aliased(items):
    """Do two arrays of a list live in the same memory?"""
    arrays = [item for item in items if isinstance(item, np.ndarray) and item.size]
    first = arrays[:1]
    return any(np.shares_memory(first[0], other) for other in arrays[1:])


def in_plain_types(value):
    """The value as it is now, in plain types: arrays, numbers, texts, lists, dicts."""
    if isinstance(value, np.ndarray):
        return np.array(value)
    if isinstance(value, (list, tuple)):
        items = [x if type(x) in (int, float) else in_plain_types(x) for x in value]
        if aliased(value):
            return Aliased(items, type(value).__name__)
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, dict):
        return {key: in_plain_types(item) for key, item in value.items()}
    known = isinstance(value, (*NUMBER, complex, str, GeneratorType)) or value is ...
    return value if known or value is None or callable(value) else Alien(value)


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
