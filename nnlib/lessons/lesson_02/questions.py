"""Numbers for the questions of lesson 02: forward passes and parameters."""

import numpy as np

import nnlib as nn

X = np.array([1.0, 2.0])
W1, B1 = np.array([[0.5, -1.0], [0.5, 1.0]]), np.array([-1.0, 0.5])
W2, B2 = np.array([2.0, -1.0]), 0.0


def recall():
    return {"height": 0.002 * 1700}


def by_hand():
    z1 = X @ W1 + B1
    a1 = nn.sigmoid(z1)
    z2 = a1 @ W2 + B2
    a2 = nn.sigmoid(z2)
    plain, turned = X @ W1, X @ W1.T + B1
    slips = {
        "no_bias": [[plain[0], _a(plain[0])], [plain[1], _a(plain[1])], [None] * 2],
        "transposed": [
            [turned[0], _a(turned[0])], [turned[1], _a(turned[1])], [None] * 2,
        ],
        "no_activation": [[None] * 2, [None] * 2, [z1 @ W2, _a(z1 @ W2)]],
        "inputs_again": [[None] * 2, [None] * 2, [X @ W2, _a(X @ W2)]],
    }  # fmt: skip
    table = [[z1[0], a1[0]], [z1[1], a1[1]], [z2, a2]]
    return {"table": table, "slips": slips, "output": a2}


def exit():
    layers = nn.Dense(3, 4, init=nn.zeros), nn.Dense(4, 1, init=nn.zeros)
    return {"count": nn.count_parameters(nn.Network(*layers))}


def _a(z):
    return float(nn.sigmoid(z))
