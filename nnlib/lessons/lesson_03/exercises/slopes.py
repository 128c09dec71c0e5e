"""Exercises of lesson 03 on smooth slopes: one from the output a, one from z."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise
from nnlib.lessons.lesson_03.exercises._shapes import ANY
from nnlib.lessons.lesson_03.exercises.curves import careful


def sigmoid_outputs(rng):
    """Yield outputs of a sigmoid, saturated ones among them."""
    for shape in ANY:
        yield (np.asarray(nn.sigmoid(2 * rng.normal(size=shape))),)
    yield (np.array([[0.0, 0.5, 0.982, 1.0]]),)


def by_loop(slope):
    """Return a right variant: the slope of each entry, one by one."""

    def loop(a, *rest):
        found = np.empty(a.shape)
        for place, value in np.ndenumerate(a):
            found[place] = slope(value, *rest)
        return found

    return loop


SIGMOID = Exercise(
    "ex03-sigmoid-slope",
    reference=nn.sigmoid_slope,
    inputs=sigmoid_outputs,
    returns=("slope",),
    misconceptions={
        "twice": lambda a: nn.sigmoid_slope(nn.sigmoid(a)),  # D2
        "value": lambda a: a,  # G2
        "sign": lambda a: a * (a - 1),
        "brackets": lambda a: a * 1 - a,
        "rest": lambda a: 1 - a,
        "plus": lambda a: a * (1 + a),
        "tanh": lambda a: 1 - a * a,
        "matrix": lambda a: a @ (1 - a),  # B2
        "averaged": lambda a: np.mean(a * (1 - a)),
        "best case": lambda a: np.full_like(a, 0.25),
        "squared": lambda a: (a * (1 - a)) ** 2,
    },
    right={
        "expanded": lambda a: a - a**2,
        "loop": by_loop(lambda a: a * (1 - a)),
        "around a half": lambda a: 0.25 - (a - 0.5) ** 2,
        "float32": lambda a: nn.sigmoid_slope(a.astype("float32")),
    },
)


def sums(rng):
    """Yield sums z: ordinary ones, by hand, and far out on both sides."""
    for shape in ANY:
        yield (np.asarray(1.5 * rng.normal(size=shape)),)
    yield (np.array([[-2.0, 0.0, 1.0, 3.0]]),)
    yield (np.array([-800.0, -0.5, 0.5, 800.0, 2.0]),)


def by_output(z):
    return nn.tanh_slope(nn.tanh(z))


def half(z):
    a = nn.sigmoid(2 * z)
    return 2 * a * (1 - a)


TANH = Exercise(
    "ex03-tanh-slope",
    reference=by_output,
    use=careful(by_output),
    inputs=sums,
    returns=("slope",),
    misconceptions={
        "from z": lambda z: 1 - z**2,  # D3
        "twice": lambda z: nn.tanh_slope(nn.tanh(nn.tanh(z))),  # D2
        "value": nn.tanh,  # G2
        "no square": lambda z: 1 - nn.tanh(z),
        "sigmoid": lambda z: nn.sigmoid_slope(nn.tanh(z)),
        "of sigmoid": lambda z: nn.sigmoid_slope(nn.sigmoid(z)),
        "brackets": lambda z: (1 - nn.tanh(z)) ** 2,
        "plus": lambda z: 1 + nn.tanh(z) ** 2,
        "sign": lambda z: nn.tanh(z) ** 2 - 1,
        "half": half,
        "quarter": lambda z: half(z) / 2,
        "cosh": lambda z: 1 / np.cosh(z) ** 2,
        "exponentials": lambda z: 4 / (np.exp(z) + np.exp(-z)) ** 2,
    },
    right={
        "by sigmoid": lambda z: 2 * half(z),
        "product": lambda z: (1 - nn.tanh(z)) * (1 + nn.tanh(z)),
        "loop": by_loop(lambda z: 1 - np.tanh(z) ** 2),
        "float32": lambda z: nn.tanh_slope(nn.tanh(z.astype("float32"))),
    },
    tell={
        "twice": lambda slope, z: {"at3": nn.tanh_slope(nn.tanh(nn.tanh(3.0)))},
        "value": lambda a, z: {"at3": nn.tanh(3.0)},
    },
)

EXERCISES = (SIGMOID, TANH)
