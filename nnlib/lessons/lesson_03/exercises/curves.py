"""Exercises of lesson 03 on sigmoid and tanh, safe where plain forms overflow."""

import math

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms
from nnlib.lessons.lesson_03.exercises._shapes import ANY
from nnlib.lessons.lesson_03.exercises._watched import without

PROBE = np.array([[-1.0, 0.0, 1.0]])  # a right formula is right here, however plain


def careful(right, *forbidden):
    """Return a `use` that calls f(z) as the lesson does: an overflow stops it.

    While the formula itself is wrong, that is what a learner should hear of first. A
    call of a function of NumPy that the task is to do without stops it too.
    """
    watched = without(*forbidden)

    def use(f, z):
        with np.errstate(all="ignore"):
            got = f(PROBE.copy())
        near = isinstance(got, np.ndarray) and got.shape == PROBE.shape
        ready = near and np.allclose(got, right(PROBE), atol=1e-3)
        how = "raise" if ready else "ignore"
        with np.errstate(over=how, invalid=how, divide=how):
            return f(z.view(watched) if ready else z)

    return use


def sums(rng):
    """Yield sums z: ordinary ones, whole numbers, and far out on either side."""
    for shape in ANY:
        yield (np.asarray(2 * rng.normal(size=shape)),)
    yield (PROBE,)
    yield (np.array([[-3, 0, 2]]),)
    yield (np.array([-800.0, -50.0, -20.0]),)
    yield (np.array([20.0, 50.0, 800.0, 90.0]),)


def one_question(z):
    """An `if` asks one question of a whole array."""
    return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))


def both_computed(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def falling(z):
    return 1 / (1 + np.exp(z))


def sigmoid_whole(z):
    a = np.zeros_like(z)
    a[...] = nn.sigmoid(z)
    return a


def clipped(far):
    return lambda z: nn.sigmoid(np.clip(z, -far, far))


def sigmoid_masks(z):
    a, left = np.empty(z.shape), z < 0
    a[left] = np.exp(z[left]) / (1 + np.exp(z[left]))
    a[~left] = 1 / (1 + np.exp(-z[~left]))
    return a


def sigmoid_loop(z):
    a = np.empty(z.shape)
    for place, value in np.ndenumerate(z):
        e = math.exp(-abs(value))
        a[place] = 1 / (1 + e) if value >= 0 else e / (1 + e)
    return a


SIGMOID = Exercise(
    "ex03-sigmoid",
    reference=nn.sigmoid,
    use=careful(nn.sigmoid),
    inputs=sums,
    returns=("a",),
    misconceptions={
        "plain": lambda z: 1 / (1 + np.exp(-z)),
        "other form": lambda z: np.exp(z) / (1 + np.exp(z)),
        "both computed": both_computed,
        "one question": one_question,
        "one number": lambda z: 1 / (1 + math.exp(-z)),
        "brackets": lambda z: 1 / 1 + np.exp(-z),  # C6
        "sign": falling,  # C6
        "right half": lambda z: 1 / (1 + np.exp(-np.abs(z))),
        "left half": lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))),
        "twice": lambda z: nn.sigmoid(nn.sigmoid(z)),  # C5
        "nothing": lambda z: z,  # C5
        "clipped": forms(*map(clipped, (10, 12, 15, 20))),  # F6
        "whole numbers": sigmoid_whole,  # A9
        "slope": lambda z: nn.sigmoid_slope(nn.sigmoid(z)),  # G2
    },
    right={
        "masks": sigmoid_masks,
        "loop": sigmoid_loop,
        "by tanh": lambda z: (1 + np.tanh(z / 2)) / 2,
        "logaddexp": lambda z: np.exp(-np.logaddexp(0, -z)),
        "float32": lambda z: nn.sigmoid(z.astype("float32")),
    },
    tell={
        "clipped": lambda a, z: {"floor": a.min()},
        "sign": lambda a, z: {"at1": falling(1.0), "atm1": falling(-1.0)},
        "whole numbers": lambda a, z: {"got": ", ".join(map(str, a.ravel()))},
    },
)


def plain_tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh_by_size(z):
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - e) / (1 + e)


def tanh_loop(z):
    a = np.empty(z.shape)
    for place, value in np.ndenumerate(z):
        e = math.exp(-2 * abs(value))
        a[place] = math.copysign((1 - e) / (1 + e), value)
    return a


def tanh_by_sigmoid(z):
    return 2 * nn.sigmoid(2 * z) - 1


TANH = Exercise(
    "ex03-tanh",
    reference=tanh_by_sigmoid,
    use=careful(nn.tanh, np.tanh),
    inputs=sums,
    returns=("a",),
    misconceptions={
        "plain": plain_tanh,
        "overflow right": lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1),
        "overflow left": lambda z: (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z)),
        "not stretched": lambda z: 2 * nn.sigmoid(z) - 1,
        "not centred": lambda z: 2 * nn.sigmoid(2 * z),
        "half as high": lambda z: nn.sigmoid(2 * z) - 0.5,
        "not doubled": lambda z: nn.sigmoid(2 * z) - 1,
        "sign": lambda z: 1 - 2 * nn.sigmoid(2 * z),
        "no denominator": lambda z: (np.exp(z) - np.exp(-z)) / 2,
        "sigmoid": nn.sigmoid,
        "clipped": lambda z: np.clip(z, -1, 1),
        "slope": lambda z: 1 - tanh_by_sigmoid(z) ** 2,  # G2
        "np.tanh": np.tanh,
    },
    right={
        "shifted": lambda z: 1 - 2 * nn.sigmoid(-2 * z),
        "by size": tanh_by_size,
        "loop": tanh_loop,
        "float32": lambda z: tanh_by_sigmoid(z.astype("float32")),
    },
)

EXERCISES = (SIGMOID, TANH)
