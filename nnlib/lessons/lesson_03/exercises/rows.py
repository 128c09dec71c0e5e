"""A bug hunt of lesson 03: a softmax whose rows are not left alone."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, hunt
from nnlib.lessons.lesson_03.exercises.softmax import softmax, softmax_loop


def scores(rng):
    """Yield scores: ordinary ones, all high, and one row far above another."""
    for shape in SIZES:
        yield (rng.normal(size=shape),)
    yield (rng.normal(size=(3, 2)) + 1000,)
    yield (rng.normal(size=(2, 3)) + np.array([[0.0], [2000.0]]),)


PROGRAM = softmax(lambda Z: Z.max())


HUNT = Exercise(
    "ex03-hunt-rows",
    reference=("alone", nn.softmax),
    inputs=scores,
    use=hunt(),
    stub=(..., PROGRAM),
    misconceptions={
        "sums": ("sums", nn.softmax),
        "shift": ("shift", nn.softmax),
        "largest": ("largest", nn.softmax),
        "unrepaired": ("alone", PROGRAM),
        "no maximum": ("alone", softmax(lambda Z: 0)),
        "columns": ("alone", softmax(lambda Z: Z.max(axis=0))),
        "no keepdims": ("alone", softmax(lambda Z: Z.max(axis=1))),  # B6
        "zero for nan": ("alone", lambda Z: np.nan_to_num(PROGRAM(Z))),  # F5
        "mean": ("alone", softmax(lambda Z: Z.mean())),
    },
    right={
        "last axis": ("Alone", softmax(lambda Z: Z.max(axis=-1)[:, None])),
        "row by row": ("alone", softmax_loop),
        "by logarithms": ("alone", lambda Z: np.exp(nn.log_softmax(Z))),
    },
)

EXERCISES = (HUNT,)
