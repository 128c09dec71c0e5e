"""Exercises of lesson 03 on softmax: by hand, and safe from overflow."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, forms
from nnlib.lessons.lesson_03.exercises.curves import careful


def rows(a, b, c, d):
    return {"A": a, "B": b, "C": c, "D": d}


QUARTERS, SAME = [0.25, 0.75], [0.25] * 4

BY_HAND = Exercise(
    "ex03-softmax-by-hand",
    reference=rows(QUARTERS, QUARTERS, [0.1, 0.9], SAME),
    misconceptions={
        "maximum": forms(  # F9
            rows([0, 1], [0, 1], [0, 1], SAME),
            rows([0, 1], [0, 1], [0, 1], [1, 0, 0, 0]),
            rows([0, 1], [0, 1], [0, 1], [1] * 4),
        ),
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


def unsafe(tiny):
    """Nothing is subtracted; a tiny number below the line does not help."""
    return softmax(lambda Z: 0, lambda E: E.sum(axis=1, keepdims=True) + tiny)


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
    use=lambda f, Z: careful(nn.softmax)(f, Z),  # its name is for messages
    inputs=scores,
    returns=("P",),
    misconceptions={
        "overflow": forms(*map(unsafe, (0, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7))),
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

EXERCISES = (BY_HAND, SOFTMAX)
