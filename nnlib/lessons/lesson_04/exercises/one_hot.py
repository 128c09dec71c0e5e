"""Lesson 04: class numbers as one-hot rows."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise


def class_numbers(rng):
    for n, k in (*SIZES, (7, 5), (4, 6)):
        yield rng.integers(k, size=n), k
    yield np.array([0, 1, 1]), 4  # the last classes do not occur


def assigned(rows=None, columns=None, value=1.0):
    """Return a one-hot function that writes to the wrong place."""

    def wrong(y, n_classes):
        Y = np.zeros((len(y), n_classes))
        i = np.arange(len(y)) if rows is None else rows(y)
        Y[i, y if columns is None else columns(y, n_classes)] = value
        return Y

    return wrong


def whole_rows(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[y] = 1  # an index past the last row stops here
    return Y


def whole_columns(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[:, y] = 1
    return Y


def as_wide_as_seen(y, n_classes):
    return nn.one_hot(y, y.max() + 1)


def labels(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = y
    return Y


def one_hot_loop(y, n_classes):
    return np.array([[1.0 if j == c else 0.0 for j in range(n_classes)] for c in y])


ONE_HOT = Exercise(
    "ex04-one-hot",
    reference=nn.one_hot,
    inputs=class_numbers,
    returns=("Y",),
    misconceptions={
        "whole rows": whole_rows,  # F11
        "whole columns": whole_columns,
        "classes as rows": lambda y, n_classes: nn.one_hot(y, n_classes).T,  # B9
        "as wide as seen": as_wide_as_seen,
        "as wide as long": lambda y, n_classes: np.eye(len(y))[y],
        "from one": assigned(columns=lambda y, k: y - 1),
        "labels": labels,
        "all but one": lambda y, n_classes: 1 - nn.one_hot(y, n_classes),
        "identity": lambda y, n_classes: np.eye(len(y), n_classes),
        "true and false": lambda y, n_classes: y[:, None] == np.arange(n_classes),
        "flat": lambda y, n_classes: nn.one_hot(y, n_classes).ravel(),
    },
    right={
        "eye": lambda y, n_classes: np.eye(n_classes)[y],
        "loop": one_hot_loop,
        "compare": lambda y, n_classes: (y[:, None] == np.arange(n_classes)) * 1.0,
        "whole numbers": lambda y, n_classes: np.eye(n_classes, dtype=int)[y],
    },
)

EXERCISES = (ONE_HOT,)
