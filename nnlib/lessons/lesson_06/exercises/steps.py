"""Lesson 06: two steps by hand, and one step in code."""

import numpy as np

from nnlib.check.spec import Exercise, forms


def slopes(theta):
    """The gradient of θ₁² + 3 θ₂²."""
    return [2 * theta[0], 6 * theta[1]]


def downhill(theta, g):
    return [t - 0.25 * s for t, s in zip(theta, g, strict=True)]


def two_steps(gradient=slopes, step=downhill, loss=None, second=None):
    """Return the table of two steps from (2, 1) at the rate 0.25."""
    g = gradient([2.0, 1.0])
    theta = step([2.0, 1.0], g)
    again = second(theta) if second else gradient(theta)
    end = step(theta, again)
    L = end[0] ** 2 + 3 * end[1] ** 2 if loss is None else loss
    return {
        "gradient at the start": g,
        "θ after step 1": theta,
        "gradient there": again,
        "θ after step 2": end,
        "loss there": L,
    }


def moved(change):
    return lambda theta, g: [change(t, s) for t, s in zip(theta, g, strict=True)]


TRACE = Exercise(
    "ex06-trace",
    reference=two_steps(),
    misconceptions={
        "uphill": two_steps(step=moved(lambda t, s: t + 0.25 * s)),  # G1
        "no rate": two_steps(step=moved(lambda t, s: t - s)),  # Q49
        "rate alone": two_steps(step=moved(lambda t, s: t - 0.25 * np.sign(s))),  # Q47
        "no factor 2": two_steps(lambda t: [t[0], 3 * t[1]]),  # Q50
        "value": two_steps(lambda t: [t[0] ** 2, 3 * t[1] ** 2]),  # G2
        "old gradient": two_steps(second=lambda theta: [4.0, 6.0]),
        "sign lost": two_steps(second=lambda theta: [2.0, 3.0]),
        "loss of the start": two_steps(loss=7.0),
        "loss of step 1": two_steps(loss=1.75),
        "loss without the 3": two_steps(loss=0.3125),
    },
    right={
        "arrays": {k: np.array(v, "float32") for k, v in two_steps().items()},
        "rounded": two_steps(loss=0.44),
        "whole numbers": two_steps() | {"gradient at the start": [4, 6]},
    },
    atol=0.006,
)


def points(rng):
    """Yield a place, a gradient and a rate; one place holds whole numbers (A9)."""
    yield rng.normal(size=5), 3 * rng.normal(size=5), 0.1
    yield np.array([4, -3, 7]), rng.normal(size=3), 0.5
    yield rng.normal(size=1), rng.normal(size=1), 0.3


def step(theta, g, lr):
    return theta - lr * g


def step_in_place(theta, g, lr):
    theta -= lr * g
    return theta


def step_into_itself(theta, g, lr):
    theta[:] = theta - lr * g
    return theta


def whole_numbers(theta, g, lr):
    new = np.zeros_like(theta)
    new[:] = theta - lr * g
    return new


def whole_numbers_minus(theta, g, lr):
    new = theta.copy()
    new -= lr * g
    return new


STEP = Exercise(
    "ex06-step",
    reference=step,
    inputs=points,
    returns=("new",),
    misconceptions={
        "uphill": lambda theta, g, lr: theta + lr * g,  # G1
        "no rate": lambda theta, g, lr: theta - g,  # Q49
        "rate alone": lambda theta, g, lr: theta - lr * np.sign(g),  # Q47
        "one length": lambda theta, g, lr: theta - lr * g / np.linalg.norm(g),
        "step alone": lambda theta, g, lr: -lr * g,
        "slope times place": lambda theta, g, lr: theta - lr * g * theta,  # G3
        "difference": lambda theta, g, lr: lr * (theta - g),
        "mean slope": lambda theta, g, lr: theta - lr * np.mean(g),
        "divided": lambda theta, g, lr: theta - g / lr,
        "in place": forms(step_in_place, step_into_itself),  # A7
        "whole numbers": forms(whole_numbers, whole_numbers_minus),  # A9
        "old": lambda theta, g, lr: theta,  # A8
    },
    right={
        "loop": lambda theta, g, lr: np.array(
            [t - lr * s for t, s in zip(theta, g, strict=True)]
        ),
        "plus minus": lambda theta, g, lr: np.add(-lr * g, theta),
        "float32": lambda theta, g, lr: theta.astype("f4") - lr * g.astype("f4"),
    },
    tell={
        "uphill": lambda got, theta, g, lr: {"slope": g[0], "moved": (got - theta)[0]},
        "one length": lambda got, theta, g, lr: {
            "length": np.linalg.norm(got - theta),
            "lr": lr,
        },
    },
)

EXERCISES = (TRACE, STEP)
