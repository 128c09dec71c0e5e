"""Lesson 04: softmax cross-entropy from scores and class numbers."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, forms


def scores_and_classes(rng):
    """Yield scores (n, n_classes) and class numbers; then scores that overflow."""
    for n, k in (*SIZES, (7, 5)):
        yield rng.normal(size=(n, k)), rng.integers(k, size=n)
    big = np.array([[1000.0, 990.0, -1000.0], [-900.0, -901.0, -899.0]])
    yield big, np.array([0, 2])
    yield big, np.array([2, 1])


def quiet(f, Z, y):
    """Let the numbers decide: an answer may silence warnings, a browser has none."""
    with np.errstate(all="ignore"):
        return f(Z, y)


def softmax(Z):
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)


def cross(L=None, dZ=None):
    """Return a wrong answer that differs in the loss, the gradient or both."""

    def wrong(Z, y):
        loss, gradient = nn.cross_entropy(Z, y)
        return L(Z, y) if L else loss, dZ(Z, y) if dZ else gradient

    return wrong


def at_truth(A, y):
    return A[np.arange(len(y)), y]


def error(Z, y):
    return nn.softmax(Z) - nn.one_hot(y, Z.shape[1])


def clipped(eps):
    return cross(lambda Z, y: -np.log(at_truth(nn.softmax(Z), y).clip(eps)).mean())


def where_it_stops(got, Z, y):
    """The most that a clipped cost can be: what is left beside the small ones."""
    costs = -at_truth(nn.log_softmax(Z), y)
    small = costs[costs < 10]
    return {"stop": (got[0] * len(y) - small.sum()) / (len(y) - small.size)}


def with_softmax(softmax):
    """Return the right formulas on top of a wrong softmax."""

    def wrong(Z, y):
        P = softmax(Z)
        L = -np.mean(np.log(at_truth(P, y)))
        return L, (P - nn.one_hot(y, Z.shape[1])) / len(y)

    return wrong


def softmax_without_keepdims(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1)


def softmax_over_samples(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def softmax_below_largest_of_all(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=1, keepdims=True)


def softmax_of_all(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum()


def only_the_truth(Z, y):
    return error(Z, y) * nn.one_hot(y, Z.shape[1]) / len(y)


def by_loop(Z, y):
    L, dZ = 0.0, np.zeros(Z.shape)
    for i, (z, c) in enumerate(zip(Z, y, strict=True)):
        e = np.exp(z - z.max())
        L += (np.log(e.sum()) + z.max() - z[c]) / len(Z)
        dZ[i] = e / e.sum() / len(Z)
        dZ[i, c] -= 1 / len(Z)
    return L, dZ


def by_one_hot(Z, y):
    Y, log_P = np.eye(Z.shape[1])[y], nn.log_softmax(Z)
    return -np.sum(Y * log_P) / len(y), (np.exp(log_P) - Y) / len(y)


def in_float32(Z, y):
    return nn.cross_entropy(Z.astype("float32"), y)


CROSS_ENTROPY = Exercise(
    "ex04-cross-entropy",
    reference=nn.cross_entropy,
    inputs=scores_and_classes,
    use=quiet,
    returns=("L", "dZ"),
    misconceptions={
        "overflow": with_softmax(softmax),  # F4
        "largest of all": with_softmax(softmax_below_largest_of_all),
        "log of 0": cross(lambda Z, y: -np.log(at_truth(nn.softmax(Z), y)).mean()),
        "clip": forms(*map(clipped, (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7))),
        "no keepdims": with_softmax(softmax_without_keepdims),  # B6
        "over samples": with_softmax(softmax_over_samples),
        "over everything": with_softmax(softmax_of_all),
        "sign": cross(lambda Z, y: nn.log_softmax(Z)[np.arange(len(y)), y].mean()),
        "whole rows": cross(lambda Z, y: -nn.log_softmax(Z)[y].mean()),  # F10
        "columns": cross(lambda Z, y: -nn.log_softmax(Z)[:, y].mean()),
        "all classes": cross(lambda Z, y: -nn.log_softmax(Z).sum() / len(y)),
        "mean over entries": cross(  # F15
            lambda Z, y: nn.cross_entropy(Z, y)[0] / Z.shape[1],
            lambda Z, y: error(Z, y) / Z.size,
        ),
        "sum": cross(
            lambda Z, y: nn.cross_entropy(Z, y)[0] * len(y), lambda Z, y: error(Z, y)
        ),
        "one per sample": cross(lambda Z, y: -at_truth(nn.log_softmax(Z), y)),
        "largest": cross(lambda Z, y: -nn.log_softmax(Z).max(axis=1).mean()),
        "no logarithm": cross(lambda Z, y: 1 - at_truth(nn.softmax(Z), y).mean()),
        "score for log p": cross(lambda Z, y: -at_truth(Z, y).mean()),
        "log 10": cross(lambda Z, y: nn.cross_entropy(Z, y)[0] / np.log(10)),
        "softmax twice": lambda Z, y: nn.cross_entropy(nn.softmax(Z), y),
        "slope again": cross(  # H9, H10
            dZ=lambda Z, y: error(Z, y) * nn.softmax(Z) * (1 - nn.softmax(Z)) / len(y)
        ),
        "sum in the gradient": cross(dZ=lambda Z, y: error(Z, y)),  # H1
        "sign of the gradient": cross(dZ=lambda Z, y: -error(Z, y) / len(y)),
        "no truth": cross(dZ=lambda Z, y: nn.softmax(Z) / len(y)),
        "only the truth": cross(dZ=only_the_truth),
        "1 before the mean": cross(
            dZ=lambda Z, y: nn.softmax(Z) / len(y) - nn.one_hot(y, Z.shape[1])
        ),
    },
    tell={"clip": where_it_stops},
    right={"loop": by_loop, "one-hot": by_one_hot, "float32": in_float32},
)

EXERCISES = (CROSS_ENTROPY,)
