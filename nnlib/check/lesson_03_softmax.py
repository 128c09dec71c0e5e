"""Exercises of lesson 03 on softmax: by hand, safe from overflow, and its Jacobian."""

import numpy as np

import nnlib as nn

from .lesson_03_curves import careful
from .spec import SIZES, Exercise


def rows(a, b, c, d):
    return {"A": a, "B": b, "C": c, "D": d}


QUARTERS, SAME = [0.25, 0.75], [0.25] * 4

BY_HAND = Exercise(
    "ex03-softmax-by-hand",
    reference=rows(QUARTERS, QUARTERS, [0.1, 0.9], SAME),
    misconceptions={
        "maximum": rows([0, 1], [0, 1], [0, 1], SAME),  # F9
        "scores": rows([0, 1], [0.45, 0.55], [0, 1], SAME),
        "shift": rows(QUARTERS, [0.45, 0.55], [0.1, 0.9], SAME),  # F9
        "one by one": rows([0.5, 0.75], [0.993, 0.998], [0.5, 0.9], [0.999] * 4),  # F9
        "scale": rows(QUARTERS, QUARTERS, QUARTERS, SAME),  # F9
        "doubled": rows(QUARTERS, QUARTERS, [1 / 7, 6 / 7], SAME),
        "not shared": rows([1, 3], [148.4, 445.2], [1, 9], [1096.6] * 4),
        "zero of one": rows([0, 1], [0, 1], [0, 1], [0.5] * 4),
        "over the largest": rows([1 / 3, 1], [1 / 3, 1], [1 / 9, 1], [1] * 4),
        "exchanged": rows([0.75, 0.25], [0.75, 0.25], [0.9, 0.1], SAME),
        "halves": rows(QUARTERS, QUARTERS, [0.1, 0.9], [0.5] * 4),
    },
    right={
        "arrays": rows(*map(np.array, (QUARTERS, QUARTERS, [0.1, 0.9], SAME))),
        "rounded": rows([0.25, 0.75], [0.2502, 0.7498], [0.1, 0.9], [0.25] * 4),
    },
    atol=0.005,
)


def scores(rng):
    """Yield scores: ordinary ones, all high, all low, and rows far apart."""
    for shape in SIZES:
        yield (2 * rng.normal(size=shape),)
    yield (rng.integers(-16, 17, size=(3, 2)) / 8 + 1000,)  # exact in float32 too
    yield (rng.integers(-16, 17, size=(2, 3)) / 8 - 1000,)
    yield (np.array([[2.0, 1.0, 0.0], [1002.0, 1001.0, 1000.0]]),)
    yield (np.array([[1600.0, 0.0, 0.0]]),)


def softmax(top=lambda Z: Z.max(axis=1, keepdims=True), total=None):
    """Return a softmax that subtracts `top` and divides by `total`, right or wrong."""
    total = total or (lambda E: E.sum(axis=1, keepdims=True))

    def wrong(Z):
        E = np.exp(Z - top(Z))
        return E / total(E)

    return wrong


def softmax_in_place(Z):
    Z -= Z.max(axis=1, keepdims=True)
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)


def softmax_loop(Z):
    P = np.empty(Z.shape)
    for i, z in enumerate(Z):
        e = np.exp(z - max(z))
        P[i] = e / sum(e)
    return P


def sums_of_rows(P, Z):
    return {"rowsums": ", ".join(f"{total:.2f}" for total in P.sum(axis=-1))}


SOFTMAX = Exercise(
    "ex03-softmax",
    reference=nn.softmax,
    use=careful(nn.softmax),
    inputs=scores,
    returns=("P",),
    misconceptions={
        "overflow": softmax(lambda Z: 0),
        "mean": softmax(lambda Z: Z.mean(axis=1, keepdims=True)),
        "batch maximum": softmax(lambda Z: Z.max()),
        "column maximum": softmax(lambda Z: Z.max(axis=0)),
        "no keepdims": softmax(total=lambda E: E.sum(axis=1)),  # B6
        "no keepdims above": softmax(lambda Z: Z.max(axis=1)),  # B6
        "no keepdims twice": softmax(  # B6
            lambda Z: Z.max(axis=1), lambda E: E.sum(axis=1)
        ),
        "columns": softmax(lambda Z: Z.max(axis=0), lambda E: E.sum(axis=0)),
        "whole batch": softmax(total=lambda E: E.sum()),
        "not shared": softmax(total=lambda E: 1),
        "no exponential": lambda Z: Z / Z.sum(axis=1, keepdims=True),
        "one by one": nn.sigmoid,  # F9, E3
        "maximum": lambda Z: (Z.max(axis=1, keepdims=True) == Z) * 1.0,  # F9
        "logarithm": nn.log_softmax,
        "minus": lambda Z: nn.softmax(-Z),
        "twice": lambda Z: nn.softmax(nn.softmax(Z)),  # C5
        "in place": softmax_in_place,  # A7
    },
    right={
        "loop": softmax_loop,
        "by logarithms": lambda Z: np.exp(nn.log_softmax(Z)),
        "float32": lambda Z: nn.softmax(Z.astype("float32")),
    },
    tell={
        "no keepdims": sums_of_rows,
        "no keepdims twice": sums_of_rows,
        "whole batch": sums_of_rows,
        "columns": sums_of_rows,
        "one by one": sums_of_rows,
    },
)


def shares_and_slopes(rng):
    """Yield shares P, rows that sum to 1, and upstream slopes dP."""
    for shape in SIZES:
        yield nn.softmax(rng.normal(size=shape)), rng.normal(size=shape)


def backward_loop(P, dP):
    dZ = np.empty(P.shape)
    for i, (p, dp) in enumerate(zip(P, dP, strict=True)):
        dZ[i] = (np.diag(p) - np.outer(p, p)) @ dp
    return dZ


def common_part(P, dP):
    """The sum over k of dp_k p_k, one number per row."""
    return np.sum(dP * P, axis=1, keepdims=True)


def backward_float32(P, dP):
    return nn.softmax_backward(P.astype("float32"), dP.astype("float32"))


BACKWARD = Exercise(
    "ex03-softmax-backward",
    reference=nn.softmax_backward,
    inputs=shares_and_slopes,
    returns=("dZ",),
    misconceptions={
        "diagonal": lambda P, dP: dP * P * (1 - P),  # H10
        "own share only": lambda P, dP: P * dP,
        "others only": lambda P, dP: -P * common_part(P, dP),
        "not times p": lambda P, dP: dP - common_part(P, dP),
        "not weighted": lambda P, dP: P * (dP - dP.sum(axis=1, keepdims=True)),
        "mean": lambda P, dP: P * (dP - np.mean(dP * P, axis=1, keepdims=True)),
        "columns": lambda P, dP: P * (dP - np.sum(dP * P, axis=0)),
        "whole batch": lambda P, dP: P * (dP - np.sum(dP * P)),
        "no keepdims": lambda P, dP: P * (dP - np.sum(dP * P, axis=1)),  # B6
        "sign": lambda P, dP: P * (common_part(P, dP) - dP),
        "plus": lambda P, dP: P * (dP + common_part(P, dP)),
        "softmax again": lambda P, dP: nn.softmax_backward(nn.softmax(P), dP),  # D2
        "difference": lambda P, dP: P - dP,
        "matrix": lambda P, dP: (np.diag(P) - P @ P.T) @ dP,  # B5
    },
    right={
        "loop": backward_loop,
        "expanded": lambda P, dP: P * dP - P * common_part(P, dP),
        "einsum": lambda P, dP: P * (dP - np.einsum("ij,ij->i", P, dP)[:, None]),
        "float32": backward_float32,
    },
)

EXERCISES = (BY_HAND, SOFTMAX, BACKWARD)
