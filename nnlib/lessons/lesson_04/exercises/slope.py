"""Lesson 04: the slope of any function, by nudging."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def bowl(theta):
    """A number for each theta of any shape, curved differently everywhere."""
    steps = np.arange(1, theta.size + 1).reshape(theta.shape)
    return float(np.sum(np.sin(theta * steps)) + np.sum(theta) ** 3 / 9)


def saddle(theta):
    return float(np.prod(1 + theta / 3) + np.exp(theta.flat[0]))


def points(rng):
    """Yield (f, theta, h): one axis, two and three, some sizes of nudge."""
    for f, shape, h in (
        (bowl, (5,), 1e-2),
        (saddle, (2,), 1e-3),
        (bowl, (3, 2), 1e-2),
        (saddle, (2, 1, 3), 1e-3),
    ):
        yield f, rng.uniform(-1, 1, size=shape), h


def one_sided(sign):
    def wrong(f, theta, h):
        g, t = np.zeros(theta.shape), theta.copy()
        for j in np.ndindex(theta.shape):
            t[j] += sign * h
            g[j] = sign * (f(t) - f(theta)) / h
            t[j] = theta[j]
        return g

    return wrong


def scaled(by):
    return lambda f, theta, h: nn.numerical_gradient(f, theta, h) * by(h)


def all_at_once(f, theta, h):
    return np.full(theta.shape, (f(theta + h) - f(theta - h)) / (2 * h))


def never_back(f, theta, h):
    g, t = np.zeros(theta.shape), theta.copy()
    for j in np.ndindex(theta.shape):
        t[j] += h
        above = f(t)
        t[j] -= 2 * h
        g[j] = (above - f(t)) / (2 * h)
    return g


def halfway_back(f, theta, h):
    g, t = np.zeros(theta.shape), theta.copy()
    for j in np.ndindex(theta.shape):
        t[j] += h
        above = f(t)
        t[j] -= h
        g[j] = (above - f(t)) / (2 * h)
    return g


def whole_rows(f, theta, h):
    g = np.zeros(theta.shape)
    for j in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def rows_in_place(f, theta, h):
    """`kept = t[j]` is a window onto row j of a matrix: it moves along."""
    g, t = np.zeros(theta.shape), theta.copy()
    for j in range(len(t)):
        kept = t[j]
        t[j] = kept + h
        above = f(t)
        t[j] = kept - h
        g[j] = (above - f(t)) / (2 * h)
        t[j] = kept
    return g


def one_name(f, theta, h):
    """`up = theta` is no copy: up and down are one array."""
    g, t = np.zeros(theta.shape), theta.copy()
    for j in np.ndindex(theta.shape):
        up = down = t
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def by_copies(f, theta, h):
    g = np.empty(theta.shape)
    for j in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[j] = h
        g[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return g


def by_rows_of_identity(f, theta, h):
    steps = h * np.eye(theta.size).reshape(theta.size, *theta.shape)
    rises = [f(theta + step) - f(theta - step) for step in steps]
    return (np.array(rises) / (2 * h)).reshape(theta.shape)


def put_back_by_hand(f, theta, h):
    g = np.zeros_like(theta)
    for j in np.ndindex(theta.shape):
        theta[j] += h
        above = f(theta)
        theta[j] -= 2 * h
        g[j] = (above - f(theta)) / (2 * h)
        theta[j] += h
    return g


SLOPE = Exercise(
    "ex04-slope",
    reference=nn.numerical_gradient,
    inputs=points,
    returns=("g",),
    misconceptions={
        "forward": one_sided(1),  # G8
        "backward": one_sided(-1),
        "one h": scaled(lambda h: 2),
        "no division": scaled(lambda h: 2 * h),
        "brackets": scaled(lambda h: h * h),  # / 2 * h
        "h twice": scaled(lambda h: 1 / h),
        "sign": scaled(lambda h: -1),
        "all at once": all_at_once,  # G9
        "never back": never_back,
        "halfway back": halfway_back,
        "whole rows": forms(whole_rows, rows_in_place),
        "one name": one_name,  # A6
        "tiny nudge": lambda f, theta, h: nn.numerical_gradient(f, theta, 1e-12),  # G8
        "flat": lambda f, theta, h: nn.numerical_gradient(f, theta, h).ravel(),
        "value": lambda f, theta, h: np.full(theta.shape, f(theta)),  # G2
        "ratio": lambda f, theta, h: f(theta) / theta,  # G3
    },
    right={
        "copies": by_copies,
        "identity": by_rows_of_identity,
        "put back by hand": put_back_by_hand,
    },
    rtol=1e-6,
)

EXERCISES = (SLOPE,)
