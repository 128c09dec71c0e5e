"""Exercises of lesson 03 on the slopes of ReLU and leaky ReLU, from the output a."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise
from nnlib.lessons.lesson_03.exercises._shapes import ANY
from nnlib.lessons.lesson_03.exercises.slopes import by_loop


def relu_outputs(rng):
    """Yield outputs of a ReLU: positive numbers and zeros."""
    for shape in ANY:
        yield (np.asarray(nn.relu(2 * rng.normal(size=shape))),)
    yield (np.array([[0.0, 0.5, 5.0]]),)


def marked(a):
    a[a > 0] = 1
    return a


def one_question(a, *_):
    return 1.0 if a > 0 else 0.0


RELU = Exercise(
    "ex03-relu-slope",
    reference=nn.relu_slope,
    inputs=relu_outputs,
    returns=("slope",),
    misconceptions={
        "value": nn.relu,  # D4
        "condition": lambda a: a > 0,  # D4
        "not below": lambda a: (a >= 0) * 1.0,
        "flipped": lambda a: (a <= 0) * 1.0,
        "divided": lambda a: a / a,
        "leaky": nn.leaky_relu_slope,
        "sigmoid": nn.sigmoid_slope,
        "above one": lambda a: (a >= 1) * 1.0,
        "one question": one_question,
        "one answer": lambda a: float((a > 0).all()),
        "in place": marked,  # A7
    },
    right={
        "where": lambda a: np.where(a > 0, 1.0, 0.0),
        "sign": lambda a: np.sign(a),
        "loop": by_loop(lambda a: 1 if a > 0 else 0),
        "whole numbers": lambda a: (a > 0).astype(int),
        "float32": lambda a: nn.relu_slope(a.astype("float32")),
    },
)


def leaky_outputs(rng):
    """Yield outputs of a leaky ReLU, some between 0 and α, none exactly 0."""
    for shape, alpha in zip(ANY, (0.1, 0.01, 0.3, 0.9, 0.2, 0.4), strict=True):
        yield np.asarray(nn.leaky_relu(rng.normal(size=shape), alpha)), alpha
    yield np.array([[-0.4, 0.15, 5.0]]), 0.2


def marked_leaky(a, alpha):
    a[...] = np.where(a > 0, 1, alpha)
    return a


LEAKY = Exercise(
    "ex03-leaky-relu-slope",
    reference=nn.leaky_relu_slope,
    inputs=leaky_outputs,
    returns=("slope",),
    misconceptions={
        "value": lambda a, alpha: np.where(a > 0, a, alpha * a),  # D4
        "bent leak": lambda a, alpha: np.where(a > 0, 1, alpha * a),
        "no leak": lambda a, alpha: (a > 0) * 1.0,
        "sides exchanged": lambda a, alpha: np.where(a > 0, alpha, 1.0),  # D4
        "always 0.01": lambda a, alpha: np.where(a > 0, 1, 0.01),
        "minus": lambda a, alpha: np.where(a > 0, 1, -alpha),
        "sum": lambda a, alpha: (a > 0) + alpha,
        "corner at alpha": lambda a, alpha: np.where(a > alpha, 1, alpha),
        "inverse": lambda a, alpha: np.where(a > 0, 1, 1 / alpha),
        "difference": lambda a, alpha: np.where(a > 0, 1, 1 - alpha),
        "in place": marked_leaky,  # A7
        "one question": one_question,
    },
    right={
        "sum of two": lambda a, alpha: alpha + (1 - alpha) * (a > 0),
        "loop": by_loop(lambda a, alpha: 1 if a > 0 else alpha),
        "maximum": lambda a, alpha: np.maximum(a > 0, alpha),
        "float32": lambda a, alpha: nn.leaky_relu_slope(a.astype("float32"), alpha),
    },
    tell={"inverse": lambda got, a, alpha: {"steep": f"{1 / alpha:g}"}},
)

EXERCISES = (RELU, LEAKY)
