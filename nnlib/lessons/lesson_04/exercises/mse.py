"""Exercises of lesson 04 on squared error: by hand, in code, and a bug hunt."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, hunt


def pairs(rng):
    """Yield outputs and targets, (n, n_out) each."""
    for shape in (*SIZES, (5, 1)):
        yield rng.normal(size=shape), rng.normal(size=shape)


def table(d, square, L):
    return {"d": d, "d²": square, "L": L}


BY_HAND = Exercise(
    "ex04-by-hand",
    reference=table([-0.5, 0.25, 1.0], [0.25, 0.0625, 1.0], 0.4375),
    misconceptions={
        "unsquared": table([-0.5, 0.25, 1.0], [-0.5, 0.25, 1.0], 0.25),
        "absolute": table([-0.5, 0.25, 1.0], [0.5, 0.25, 1.0], 1.75 / 3),
        "sum": table([-0.5, 0.25, 1.0], [0.25, 0.0625, 1.0], 1.3125),
        "half": table([-0.5, 0.25, 1.0], [0.25, 0.0625, 1.0], 0.21875),
        "root": table([-0.5, 0.25, 1.0], [0.25, 0.0625, 1.0], 0.4375**0.5),
        "minus squared": table([-0.5, 0.25, 1.0], [-0.25, 0.0625, 1.0], 0.8125 / 3),
        "doubled": table([-0.5, 0.25, 1.0], [-1.0, 0.5, 2.0], 0.5),
        "other way round": table([0.5, -0.25, -1.0], [0.25, 0.0625, 1.0], 0.4375),
    },
    right={
        "arrays": table(np.array([-0.5, 0.25, 1]), np.array([0.25, 0.0625, 1]), 0.4375),
        "rounded": table([-0.5, 0.25, 1.0], [0.25, 0.063, 1.0], 0.438),
        "two digits": table((-0.5, 0.25, 1), (0.25, 0.06, 1), np.float32(0.44)),
    },
    atol=0.006,
)


def mse(L=None, dA=None):
    """Return a wrong answer that differs in the loss, the gradient or both."""
    losses = L or (lambda A, Y: np.mean((A - Y) ** 2))
    gradients = dA or (lambda A, Y: 2 * (A - Y) / A.size)
    return lambda A, Y: (losses(A, Y), gradients(A, Y))


def mse_loop(A, Y):
    L, dA = 0.0, np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            d = float(A[i, j] - Y[i, j])
            L += d * d / A.size
            dA[i, j] = 2 * d / A.size
    return L, dA


def mse_float32(A, Y):
    L, dA = nn.mean_squared_error(A.astype("float32"), Y.astype("float32"))
    return L, dA


def mse_expanded(A, Y):
    return (A * A - 2 * A * Y + Y * Y).mean(), (A - Y) / (A.size / 2)


MSE = Exercise(
    "ex04-mse",
    reference=nn.mean_squared_error,
    inputs=pairs,
    returns=("L", "dA"),
    misconceptions={
        "sum": mse(lambda A, Y: np.sum((A - Y) ** 2), lambda A, Y: 2 * (A - Y)),
        "sum in the gradient": mse(dA=lambda A, Y: 2 * (A - Y)),  # H1
        "rows": mse(  # F15, the other way round
            lambda A, Y: np.sum((A - Y) ** 2) / len(A),
            lambda A, Y: 2 * (A - Y) / len(A),
        ),
        "half": mse(
            lambda A, Y: np.mean((A - Y) ** 2) / 2, lambda A, Y: (A - Y) / A.size
        ),
        "no 2": mse(dA=lambda A, Y: (A - Y) / A.size),
        "twice averaged": mse(dA=lambda A, Y: 2 * (A - Y) / A.size**2),  # H2
        "sign": mse(dA=lambda A, Y: 2 * (Y - A) / A.size),
        "root": mse(lambda A, Y: np.sqrt(np.mean((A - Y) ** 2))),
        "absolute": mse(lambda A, Y: np.mean(np.abs(A - Y))),
        "unsquared": mse(lambda A, Y: np.mean(A - Y)),
        "column": mse(lambda A, Y: np.mean((A - Y) ** 2, axis=0)),
        "row": mse(lambda A, Y: np.mean((A - Y) ** 2, axis=1)),
        "averaged gradient": mse(dA=lambda A, Y: np.mean(2 * (A - Y))),
        "product": mse(lambda A, Y: np.sum((A - Y).T @ (A - Y)) / A.size),  # F14
        "difference of means": mse(lambda A, Y: (A.mean() - Y.mean()) ** 2),
        "value": mse(dA=lambda A, Y: (A - Y) ** 2 / A.size),  # G2
    },
    right={"loop": mse_loop, "float32": mse_float32, "expanded": mse_expanded},
)


def column_and_labels(rng):
    """Yield outputs (n, 1) and targets (n,), which is where the bug lives."""
    for n in (7, 5, 3):
        yield rng.normal(size=(n, 1)), rng.normal(size=n)


def broadcast(A, y):
    """The program of the hunt: (n, 1) − (n,) is (n, n)."""
    D = A - y
    return np.mean(D**2), 2 * D.mean(axis=1, keepdims=True) / len(A)


def repaired(A, y):
    D = A - y.reshape(-1, 1)
    return np.mean(D**2), 2 * D / len(A)


def repaired_by_index(A, y):
    D = A - y[:, None]
    return np.mean(D**2), 2 * D.mean(axis=1, keepdims=True) / len(A)


def flattened(A, y):
    D = A.ravel() - y
    return np.mean(D**2), 2 * D / len(A)


def flattened_and_back(A, y):
    D = (A[:, 0] - y)[:, np.newaxis]
    return np.square(D).sum() / len(D), D * (2 / len(D))


def diagonal_of_loss_only(A, y):
    D = A - y
    return np.mean(np.diag(D) ** 2), 2 * D.mean(axis=1, keepdims=True) / len(A)


HUNT = Exercise(
    "ex04-hunt",
    reference=("perfect", repaired),
    inputs=column_and_labels,
    use=hunt(lambda f, A, y: dict(zip(("L", "dA"), f(A, y), strict=True))),
    stub=(..., broadcast),
    misconceptions={
        "nudge": ("nudge", repaired),
        "number": ("number", repaired),
        "negative": ("negative", repaired),
        "unrepaired": ("perfect", broadcast),  # B3
        "flattened": ("perfect", flattened),
        "half repaired": ("perfect", diagonal_of_loss_only),
    },
    right={
        "index": ("perfect", repaired_by_index),
        "flatten and back": ("Perfect", flattened_and_back),
    },
)

EXERCISES = (BY_HAND, MSE, HUNT)
