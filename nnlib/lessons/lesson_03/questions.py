"""Numbers for the questions of lesson 03: activations and their slopes."""

import numpy as np

import nnlib as nn


def recall():
    return {"slope": (5.03 - 5) / 0.01}


def puzzle():
    x = np.linspace(0, 1, 1025)
    y = _fold(_fold(_fold(x)))
    corners = np.sum(np.diff(np.sign(np.diff(y))) != 0)
    return {"peak": _fold(0.5), "pieces": corners + 1}


def predict():
    s0, s2, s6 = nn.sigmoid_slope(nn.sigmoid(np.array([0.0, 2.0, 6.0])))
    return {"s0": s0, "s2": s2, "s6": s6, "ratio": s0 / s6}


def depth():
    rng = np.random.default_rng(0)  # as in the panel, which draws 16 layers
    W = rng.normal(size=(16, 32, 32))[:8] / np.sqrt(32)
    A, dA = rng.normal(size=(2, 64, 32))
    outputs, sizes = [], []
    for k in range(8):
        A = nn.sigmoid(A @ W[k])
        outputs.append(A)
    for k in reversed(range(8)):
        dZ = dA * nn.sigmoid_slope(outputs[k])
        sizes.append(np.sqrt(np.mean(dZ**2)))
        dA = dZ @ W[k].T
    ratio = sizes[-1] / sizes[0]
    return {"ratio": ratio, "layer": ratio ** (1 / 7), "eight": 0.25**8}


def by_hand():
    s, t, z = nn.sigmoid(np.array(2.0)), nn.tanh(1.0), -3.0
    table = [
        [s, nn.sigmoid_slope(s)],
        [t, nn.tanh_slope(t)],
        [nn.relu(3.0), nn.relu_slope(3.0)],
        [nn.relu(z), nn.relu_slope(nn.relu(z))],
        [nn.leaky_relu(z, 0.1), nn.leaky_relu_slope(nn.leaky_relu(z, 0.1), 0.1)],
    ]
    slips = {
        "sign": {(0, 0): 1 - s},
        "from_z": {(0, 1): nn.sigmoid_slope(2.0)},
        "twice": {(0, 1): nn.sigmoid_slope(nn.sigmoid(s))},
        "tanh_from_z": {(1, 1): nn.tanh_slope(1.0)},
        "sigmoid_slope": {(k, 1): nn.sigmoid_slope(table[k][0]) for k in (1, 2, 4)},
        "value": {(2, 1): 3.0},
    }
    return {
        "table": [[float(value) for value in row] for row in table],
        "slips": {name: _at(cells) for name, cells in slips.items()},
        "e2": np.exp(-2),
    }


def exit():
    return {"seven": 0.25**7}


def _fold(x):
    return 2 * nn.relu(x) - 4 * nn.relu(x - 0.5)


def _at(cells):
    """Return a table of None but for the given (row, column): value."""
    rows = [[None, None] for _ in range(5)]
    for (i, j), value in cells.items():
        rows[i][j] = float(value)
    return rows
