"""Lesson 05: from the loss back to the scores, and a hunt for one slope too many."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms, hunt

SHAPES = ((7, 3), (4, 4), (2, 5), (7, 4))  # samples, classes


def shares(rng):
    """Yield probabilities, as softmax keeps them, and class numbers."""
    for n, k in SHAPES:
        yield nn.softmax(2 * rng.normal(size=(n, k))), rng.integers(k, size=n)


def truth(P, y):
    return nn.one_hot(y, P.shape[1])


def scores(P, y):
    return (P - truth(P, y)) / len(P)


def less_one(P, place):
    D = P.copy()
    D[place] -= 1
    return D / len(P)


def in_place(P, y):
    D = P
    D[np.arange(len(y)), y] -= 1
    return D / len(y)


def scores_by_jacobian(P, y):
    dZ = np.zeros(P.shape)
    for i, (p, c) in enumerate(zip(P, y, strict=True)):
        J = np.diag(p) - np.outer(p, p)
        dZ[i] = -J[c] / p[c] / len(P)
    return dZ


def scores_by_softmax_backward(P, y):
    return nn.softmax_backward(P, -truth(P, y) / P) / len(P)


SCORES = Exercise(
    "ex05-scores",
    reference=scores,
    inputs=shares,
    returns=("dZ",),
    misconceptions={
        "sum": lambda P, y: scores(P, y) * len(P),  # H1
        "twice": lambda P, y: scores(P, y) / len(P),  # H2
        "mean over entries": lambda P, y: scores(P, y) / P.shape[1],
        "mean over classes": lambda P, y: (P - truth(P, y)) / P.shape[1],
        "sign": lambda P, y: -scores(P, y),
        "slope again": lambda P, y: scores(P, y) * P * (1 - P),  # H9
        "softmax again": lambda P, y: nn.softmax_backward(P, scores(P, y)),  # H9
        "softmax of P": lambda P, y: scores(nn.softmax(P), y),  # C5
        "diagonal": lambda P, y: scores(P, y) * truth(P, y),  # H10
        "at the probabilities": lambda P, y: -truth(P, y) / P / len(P),
        "no truth": lambda P, y: P / len(P),
        "whole rows": lambda P, y: less_one(P, y),  # F10
        "whole columns": lambda P, y: less_one(P, (slice(None), y)),
        "1 after the mean": lambda P, y: P / len(P) - truth(P, y),
        "class numbers": lambda P, y: (P - y[:, None]) / len(P),
        "squared error": forms(
            lambda P, y: 2 * scores(P, y), lambda P, y: 2 * scores(P, y) / P.shape[1]
        ),
        "largest": lambda P, y: scores(P, P.argmax(axis=1)),
        "P changed": in_place,  # A7
    },
    right={
        "Jacobian": scores_by_jacobian,
        "softmax backward": scores_by_softmax_backward,
        "copy": lambda P, y: less_one(P, (np.arange(len(y)), y)),
        "float32": lambda P, y: scores(P.astype("f4"), y),
    },
)


def scores_and_classes(rng):
    """Yield scores and class numbers."""
    for n, k in SHAPES:
        yield rng.normal(size=(n, k)), rng.integers(k, size=n)


def program(Z, y):
    """The program of the hunt: softmax's slope on top of p − y."""
    P = nn.softmax(Z)
    return scores(P, y) * P * (1 - P)


def repaired(Z, y):
    return scores(nn.softmax(Z), y)


HUNT = Exercise(
    "ex05-hunt-scores",
    reference=("nudge", repaired),
    inputs=scores_and_classes,
    use=hunt(),
    stub=(..., program),
    misconceptions={
        "shape": ("shape", repaired),
        "signs": ("signs", repaired),
        "falls": ("falls", repaired),
        "unrepaired": ("nudge", program),  # H9
        "half repaired": ("nudge", lambda Z, y: repaired(Z, y) * nn.softmax(Z)),
        "softmax again": (
            "nudge",
            lambda Z, y: nn.softmax_backward(nn.softmax(Z), repaired(Z, y)),
        ),
        "sum": ("nudge", lambda Z, y: repaired(Z, y) * len(Z)),  # H1
        "diagonal": (  # H10
            "nudge",
            lambda Z, y: repaired(Z, y) * truth(Z, y),
        ),
        "divided away": (
            "nudge",
            lambda Z, y: repaired(Z, y) / (nn.softmax(Z) * (1 - nn.softmax(Z))),
        ),
    },
    right={
        "library": ("Nudge", lambda Z, y: nn.cross_entropy(Z, y)[1]),
        "Jacobian": ("nudge", lambda Z, y: scores_by_jacobian(nn.softmax(Z), y)),
    },
)

EXERCISES = (SCORES, HUNT)
