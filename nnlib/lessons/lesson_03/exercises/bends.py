"""Exercises of lesson 03 on ReLU and leaky ReLU, and on which function goes where."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms
from nnlib.lessons.lesson_03.exercises._shapes import ANY, WITH_AXES

RIGHT = {
    "temperature": "identity",
    "spam": "sigmoid",
    "digit": "softmax",
    "steering": "tanh",
    "hidden": "relu",
}


def but(**places):
    """Return the right table but for some places."""
    return RIGHT | places


WHICH = Exercise(
    "ex03-which",
    reference=RIGHT,
    misconceptions={
        "softmax inside": but(hidden="softmax"),  # E3
        "sigmoid inside": but(hidden="sigmoid"),
        "tanh inside": but(hidden="tanh"),
        "no bend inside": but(hidden="identity"),  # D6
        "relu for yes or no": but(spam="relu"),  # E3
        "tanh for yes or no": but(spam="tanh"),
        "softmax for one": but(spam="softmax"),
        "any number for yes or no": but(spam="identity"),
        "shares one by one": but(digit="sigmoid"),  # F9
        "scores, not shares": forms(but(digit="relu"), but(digit="identity")),  # E3
        "below zero": but(temperature="relu"),
        "squeezed": forms(but(temperature="tanh"), but(temperature="sigmoid")),
        "never left": forms(but(steering="sigmoid"), but(steering="relu")),
        "no limit": but(steering="identity"),
    },
    right={
        "as on paper": but(hidden="ReLU", digit="Softmax", temperature="Identity"),
        "spaces": but(temperature="identity ", spam=" sigmoid", steering="TANH"),
    },
)


def sums(rng):
    """Yield sums z of several shapes, whole numbers and a zero among them.

    None without an axis: `np.max(z, 0)`, the commonest slip, would stop there.
    """
    for shape in WITH_AXES:
        z = 2 * rng.normal(size=shape)
        z.flat[0] = -abs(z.flat[0])  # where np.vectorize looks for the type
        yield (z,)
    yield (np.array([[-3, 0, 4]]),)


def one_question(z, *_):
    """An `if` asks one question of a whole array."""
    return z if z > 0 else 0 * z


def relu_in_place(z):
    z[z < 0] = 0
    return z


def relu_loop(z):
    a = np.zeros(z.shape)
    for place, value in np.ndenumerate(z):
        a[place] = max(value, 0)
    return a


RELU = Exercise(
    "ex03-relu",
    reference=nn.relu,
    inputs=sums,
    returns=("a",),
    misconceptions={
        "largest of an axis": lambda z: np.max(z, 0),  # B10
        "axis z": lambda z: np.max(0, z),  # B10
        "one question": one_question,
        "condition": lambda z: z > 0,  # D4
        "only the positive": lambda z: z[z > 0],
        "size": lambda z: np.abs(z),
        "flipped": lambda z: np.minimum(z, 0),
        "nothing": lambda z: z,  # C5
        "capped": lambda z: np.clip(z, 0, 1),  # D6
        "in place": relu_in_place,  # A7
        "type of the first": forms(  # A9
            lambda z: np.vectorize(lambda x: max(x, 0))(z),
            lambda z: np.vectorize(lambda x: max(0, x))(z),
            lambda z: np.vectorize(lambda x: x if x > 0 else 0)(z),
        ),
    },
    right={
        "loop": relu_loop,
        "where": lambda z: np.where(z > 0, z, 0.0),
        "product": lambda z: z * (z > 0),
        "half": lambda z: (z + np.abs(z)) / 2,
        "float32": lambda z: nn.relu(z.astype("float32")),
    },
)


def sums_and_alpha(rng):
    """Yield sums z and the slope on the left, not always 0.01."""
    for shape, alpha in zip(ANY, (0.1, 0.01, 0.3, 0.9, 0.2, 0.4), strict=True):
        yield np.asarray(2 * rng.normal(size=shape)), alpha
    yield np.array([[-3, 0, 4]]), 0.2


def leaky_in_place(z, alpha):
    z *= np.where(z > 0, 1, alpha)
    return z


def leaky_masked(z, alpha):
    z[z < 0] = alpha * z[z < 0]
    return z


def leaky_whole(z, alpha):
    a = np.zeros_like(z)
    a[...] = nn.leaky_relu(z, alpha)
    return a


def leaky_loop(z, alpha):
    a = np.zeros(z.shape)
    for place, value in np.ndenumerate(z):
        a[place] = value if value > 0 else alpha * value
    return a


LEAKY = Exercise(
    "ex03-leaky-relu",
    reference=nn.leaky_relu,
    inputs=sums_and_alpha,
    returns=("a",),
    misconceptions={
        "always 0.01": lambda z, alpha: np.where(z > 0, z, 0.01 * z),
        "sides exchanged": lambda z, alpha: np.where(z > 0, alpha * z, z),
        "alpha itself": lambda z, alpha: np.where(z > 0, z, alpha),
        "minus": lambda z, alpha: np.where(z > 0, z, -alpha * z),
        "alpha for zero": lambda z, alpha: np.maximum(z, alpha),
        "no leak": lambda z, alpha: np.maximum(z, 0) + 0 * alpha,
        "leak on both sides": lambda z, alpha: np.maximum(z, 0) + alpha * z,
        "slope": lambda z, alpha: np.where(z > 0, 1, alpha),  # G2
        "straight": lambda z, alpha: alpha * z,
        "whole numbers": leaky_whole,  # A9
        "in place": forms(leaky_in_place, leaky_masked),  # A7
        "one question": one_question,
    },
    right={
        "maximum": lambda z, alpha: np.maximum(z, alpha * z),
        "loop": leaky_loop,
        "two halves": lambda z, alpha: nn.relu(z) - alpha * nn.relu(-z),
        "float32": lambda z, alpha: nn.leaky_relu(z.astype("float32"), alpha),
    },
)

EXERCISES = (WHICH, RELU, LEAKY)
