"""Numbers for the questions of lesson 04: losses and their gradients."""

import numpy as np

import nnlib as nn


def recall():
    a = 0.98
    twice = nn.sigmoid_slope(nn.sigmoid(a))
    return {"slope": nn.sigmoid_slope(a), "twice": twice, "tanh": nn.tanh_slope(a)}


def puzzle():
    rained = np.array([1, 0, 1, 1, 0])
    said = {
        "careful": np.array([0.80, 0.30, 0.70, 0.40, 0.20]),
        "certain": np.array([0.97, 0.02, 0.95, 0.01, 0.05]),
    }
    return {name: nn.log_loss(p[:, None], rained) for name, p in said.items()}


def predict():
    z, y = np.array([[5.0]]), np.array([[0.0]])
    a = nn.sigmoid(z)
    cross = nn.binary_cross_entropy(z, y)[1].item()
    factor = nn.sigmoid_slope(a)
    squared = (nn.mean_squared_error(a, y)[1] * factor).item()
    return {
        "a": a.item(),
        "factor": factor.item(),
        "cross": cross,
        "squared": squared,
        "ratio": cross / squared,
    }


def softmax():
    z, true = np.array([2.0, 1.0, -1.0]), 1
    e, p = np.exp(z), nn.softmax(z)
    L, dZ = nn.cross_entropy(z[None], np.array([true]))
    y = np.eye(3)[true]
    none = np.full(3, np.nan)
    slips = {
        "share_of_z": (none, none, z / z.sum(), none, none),
        "share_of_maximum": (none, none, e / e.max(), none, none),
        "log10": (none, none, none, -np.log10(p), none),
        "no_y": (none, none, none, none, np.where(y == 1, p, np.nan)),
        "sign": (none, none, none, none, y - p),
        "softmax_again": (none, none, none, none, (p - y) * p * (1 - p)),
    }
    return {
        "table": np.column_stack([z, e, p, -np.log(p), dZ[0]]).tolist(),
        "slips": {name: _rows(columns) for name, columns in slips.items()},
        "total": e.sum(),
        "loss": L,
    }


def exit():
    return {"start": nn.cross_entropy(np.zeros((1, 10)), np.array([3]))[0]}


def _rows(columns):
    """Return rows from columns, with None for nan."""
    return [
        [None if np.isnan(value) else value for value in row]
        for row in np.column_stack(columns).tolist()
    ]
