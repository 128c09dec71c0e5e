"""Numbers for the questions of lesson 01: one unit."""

import numpy as np

import nnlib as nn


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
