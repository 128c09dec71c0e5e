"""Lesson 04: a loss that forgives outliers."""

import numpy as np

from nnlib.check.spec import SIZES, Exercise


def with_outliers(rng):
    """Yield outputs, targets and the border between square and line."""
    for shape, delta in zip((*SIZES, (5, 1)), (1.0, 0.5, 2.0, 1.0), strict=True):
        yield 2 * rng.normal(size=shape), 2 * rng.normal(size=shape), delta


def huber(A, Y, delta):
    D = A - Y
    size = np.abs(D)
    line = delta * (size - delta / 2)
    L = np.where(size <= delta, D**2 / 2, line).mean()
    return L, np.clip(D, -delta, delta) / D.size


def bent(inner=None, outer=None, dA=None, inside=None):
    """Return a Huber loss with a wrong part."""

    def wrong(A, Y, delta):
        D, size = A - Y, np.abs(A - Y)
        low = inner(D) if inner else D**2 / 2
        high = outer(size, delta) if outer else delta * (size - delta / 2)
        where = inside(D, delta) if inside else size <= delta
        gradient = dA(D, delta) if dA else np.clip(D, -delta, delta) / D.size
        return np.where(where, low, high).mean(), gradient

    return wrong


def huber_loop(A, Y, delta):
    L, dA = 0.0, np.zeros(A.shape)
    for place in np.ndindex(A.shape):
        d = A[place] - Y[place]
        if abs(d) <= delta:
            L, dA[place] = L + d * d / 2, d
        else:
            L, dA[place] = L + delta * (abs(d) - delta / 2), delta * np.sign(d)
    return L / A.size, dA / A.size


def huber_by_clip(A, Y, delta):
    D = A - Y
    C = np.clip(D, -delta, delta)
    return np.mean(C * (D - C / 2)), C / D.size


HUBER = Exercise(
    "ex04-huber",
    reference=huber,
    inputs=with_outliers,
    returns=("L", "dA"),
    misconceptions={
        "a jump": bent(outer=lambda size, delta: delta * size),
        "slope 1": bent(outer=lambda size, delta: size - delta / 2),
        "half of delta": bent(outer=lambda size, delta: delta * size - delta / 2),
        "all of delta": bent(outer=lambda size, delta: delta * (size - delta)),
        "no half": bent(inner=lambda D: D**2),
        "one side": bent(inside=lambda D, delta: delta >= D),
        "square only": lambda A, Y, delta: (
            np.mean((A - Y) ** 2) / 2,
            (A - Y) / A.size,
        ),
        "line only": bent(inside=lambda D, delta: np.zeros(D.shape, bool)),
        "other way round": bent(inside=lambda D, delta: np.abs(D) > delta),
        "sign only": bent(
            dA=lambda D, delta: np.where(np.abs(D) <= delta, D, np.sign(D)) / D.size
        ),
        "no sign": bent(
            dA=lambda D, delta: np.where(np.abs(D) <= delta, D, delta) / D.size
        ),
        "zero outside": bent(
            dA=lambda D, delta: np.where(np.abs(D) <= delta, D, 0) / D.size
        ),
        "doubled": bent(dA=lambda D, delta: 2 * np.clip(D, -delta, delta) / D.size),
        "sum in the gradient": bent(dA=lambda D, delta: np.clip(D, -delta, delta)),
    },
    right={"loop": huber_loop, "clip": huber_by_clip},
)

EXERCISES = (HUBER,)
