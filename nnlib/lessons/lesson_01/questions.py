"""Numbers for the questions of lesson 01: one unit."""

import numpy as np

import nnlib as nn

FRUITS = {  # colour, shape, size in cm, smell
    "apple": (0.9, 0.8, 8, 0.6),
    "cherry": (0.8, 0.9, 2, 0.2),
    "lemon": (0.2, 0.5, 7, 0.1),
    "banana": (0.1, 0.1, 18, 0.2),
    "melon": (0.3, 0.9, 22, 0.3),
}


def puzzle():
    names, w = ("colour", "shape", "size", "smell"), (4, 3, 0.2, 1)
    ranges = np.ptp(np.array(list(FRUITS.values())), axis=0)
    numbers = {}
    for name, weight, spread in zip(names, w, ranges, strict=True):
        numbers |= {f"{name}_weight": weight, f"{name}_range": spread}
        numbers[name] = weight * spread
    return numbers


def gate():
    X, w, b = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([2, 2]), -3
    s = X @ w
    z, a = s + b, nn.sigmoid(s + b)
    slips = {
        "no_bias": (None, s, nn.sigmoid(s)),
        "bias_twice": (s + 2 * b, s + 2 * b, nn.sigmoid(s + 2 * b)),
        "bias_minus": (None, s - b, nn.sigmoid(s - b)),
        "sign_of_z": (None, None, nn.sigmoid(-z)),
    }
    table = np.column_stack([s, z, a]).tolist()
    return {
        "table": table,
        "slips": {name: rows(columns, 4) for name, columns in slips.items()},
        "last": a[-1],
    }


def rows(columns, n):
    """Return n rows from columns, some of which are None."""
    full = [[None] * n if c is None else np.asarray(c, float).tolist() for c in columns]
    return [list(row) for row in zip(*full, strict=True)]
