"""Exercises of lesson 01 on one unit: by hand, in code, and a bug hunt."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, hunt


def step(z):
    return np.where(z > 0, 1.0, 0.0)


def table(products=(3, -4, 2), total=1, z=-1, a=(0, 0, 0.2689)):
    """Return the trace of w = (3, -2, 0.5), x = (1, 2, 4), b = -2."""
    names = "step", "ReLU", "sigmoid"
    first = {"products": list(products), "weighted sum": total, "z": z}
    return first | dict(zip(names, a, strict=True))


BY_HAND = Exercise(
    "ex01-by-hand",
    reference=table(),
    misconceptions={
        "signs": table((3, 4, 2), 9, 7, (1, 7, 0.9991)),
        "added": table((4, 0, 4.5), 8.5, 6.5, (1, 6.5, 0.9985)),
        "average": table(total=1 / 3, z=-5 / 3, a=(0, 0, 0.1589)),
        "no bias": table(z=1, a=(1, 1, 0.7311)),  # C2
        "minus bias": table(z=3, a=(1, 3, 0.9526)),  # C3
        "bias each": table(z=-5, a=(0, 0, 0.0067)),  # C4
        "times bias": table(z=-2, a=(0, 0, 0.1192)),
        "bias forgotten later": table(a=(1, 1, 0.7311)),  # C3
        "minus one": table(a=(-1, 0, 0.2689)),
        "z itself": table(a=(0, -1, 0.2689)),  # C5
        "size": table(a=(0, 1, 0.2689)),
        "other exponent": table(a=(0, 0, 0.7311)),  # C6
        "brackets": table(a=(0, 0, 3.7183)),  # C6
    },
    right={
        "arrays": table(np.array([3, -4, 2]), np.float64(1), -1.0, (0.0, 0, 0.2689)),
        "rounded": table((3.0, -4.0, 2.0), 1.0, -1, (0, 0, 0.27)),
    },
    atol=0.004,
)


def samples(rng):
    """Yield x, w, b and f, with one sample or a batch, and once with corners."""
    for shape, f in (
        ((5,), nn.identity),
        ((7, 3), nn.sigmoid),
        ((3, 3), nn.relu),
        ((2,), nn.sigmoid),
        ((11, 2), step),
    ):
        x, w = rng.normal(size=shape), rng.normal(size=shape[-1])
        yield x, w, round(rng.choice([-1, 1]) * rng.uniform(0.3, 1), 2), f
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    yield corners, rng.normal(size=2), 0.25, nn.identity


def by_rows(x, w, b, f):
    z = b
    for j in range(len(x)):  # the rows, if x is a batch
        z = z + w[j] * x[j]
    return f(z)


def by_loop(x, w, b, f):
    z = b
    for j in range(len(w)):
        z = z + w[j] * x[..., j]
    return f(z)


def with_a_one(x, w, b, f):
    ones = np.ones((*x.shape[:-1], 1))
    return f(np.concatenate([x, ones], axis=-1) @ np.append(w, b))


def float32(x, w, b, f):
    return f(np.float32(x) @ np.float32(w) + np.float32(b))


UNIT = Exercise(
    "ex01-unit",
    reference=lambda x, w, b, f: f(x @ w + b),
    inputs=samples,
    returns=("a",),
    misconceptions={
        "bias inside": lambda x, w, b, f: f(np.sum(x * w + b, axis=-1)),  # C4
        "no bias": lambda x, w, b, f: f(x @ w),  # C2
        "minus bias": lambda x, w, b, f: f(x @ w - b),  # C3
        "bias as threshold": lambda x, w, b, f: step(x @ w - b),  # C3
        "no activation": lambda x, w, b, f: x @ w + b,  # C5
        "activated twice": lambda x, w, b, f: f(f(x @ w + b)),  # C5
        "always a step": lambda x, w, b, f: step(x @ w + b),
        "bias last": lambda x, w, b, f: f(x @ w) + b,
        "inputs activated": lambda x, w, b, f: f(x) @ w + b,
        "products activated": lambda x, w, b, f: np.sum(f(x * w), axis=-1) + b,
        "products": lambda x, w, b, f: f(x * w + b),  # B1
        "average": lambda x, w, b, f: f(np.mean(x * w, axis=-1) + b),
        "whole batch": lambda x, w, b, f: f(np.sum(x * w) + b),
        "down the columns": lambda x, w, b, f: f(np.sum(x * w, axis=0) + b),
        "loop over rows": by_rows,
        "w first": lambda x, w, b, f: f(w @ x + b),  # B9
        "w first in dot": lambda x, w, b, f: f(np.dot(w, x) + b),  # B9
    },
    right={"loop": by_loop, "float32": float32, "bias as a weight": with_a_one},
    tell={
        "bias inside": lambda a, x, w, b, f: {"d": len(w)},
        "average": lambda a, x, w, b, f: {"d": len(w)},
    },
)


def batches(rng):
    """Yield X, w and b with at least two inputs, and a bias far from 0."""
    for shape in ((7, 4), (3, 3), (5, 2)):
        yield rng.normal(size=shape), rng.normal(size=shape[1]), -rng.uniform(2, 7)


def bias_in_the_loop(X, w, b):
    """The program of the hunt: the bias comes in once for each input."""
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j] + b
    return z


def bias_after(X, w, b):
    return bias_in_the_loop(X, w, 0) + b


def bias_first(X, w, b):
    z = np.full(len(X), b)
    for j in range(len(w)):
        z = z + w[j] * X[:, j]
    return z


def repaired_as(function):
    return ("zeros", function)


HUNT = Exercise(
    "ex01-hunt",
    reference=("zeros", bias_after),
    inputs=batches,
    use=hunt(lambda f, X, w, b: {"z": f(X, w, b)}),
    stub=(..., bias_in_the_loop),
    misconceptions={
        "weight": ("weight", bias_after),
        "double": ("double", bias_after),
        "alone": ("alone", bias_after),
        "unrepaired": repaired_as(bias_in_the_loop),  # C4
        "no bias": repaired_as(lambda X, w, b: X @ w),  # C2
        "minus bias": repaired_as(lambda X, w, b: X @ w - b),  # C3
        "bias twice": repaired_as(lambda X, w, b: b + bias_in_the_loop(X, w, b)),
        "last product": repaired_as(lambda X, w, b: w[-1] * X[:, -1] + b),
        "first product": repaired_as(lambda X, w, b: w[0] * X[:, 0] + b),
        "whole batch": repaired_as(lambda X, w, b: np.sum(X * w) + b),
        "products": repaired_as(lambda X, w, b: X * w + b),  # B1
    },
    right={
        "product": repaired_as(lambda X, w, b: X @ w + b),
        "bias first": repaired_as(bias_first),
        "in shares": ("Zeros", lambda X, w, b: bias_in_the_loop(X, w, b / len(w))),
    },
    tell={
        "unrepaired": lambda got, X, w, b: {"d": len(w)},
        "bias twice": lambda got, X, w, b: {"d": len(w)},
    },
)

EXERCISES = (BY_HAND, UNIT, HUNT)
