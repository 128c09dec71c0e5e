"""Lesson 06: a hunt for the rows that get no step."""

import numpy as np

from nnlib.check.spec import Exercise, hunt


def lines(rng):
    """Yield θ, rows, answers, a rate, a batch size, and an order of the rows."""
    for n, size in ((10, 4), (12, 4), (7, 3), (3, 5)):
        X, theta = rng.normal(size=(n, 2)), rng.normal(size=2)
        yield theta, X, rng.normal(size=n), 0.1, size, rng.permutation(n)


def pass_over(cuts, divisor=lambda rows, size: len(rows)):
    """Return an epoch that cuts the order, or divides, in its own way."""

    def epoch(theta, X, y, lr, size, order):
        for rows in cuts(order, size):
            r = X[rows] @ theta - y[rows]
            theta = theta - lr * 2 * X[rows].T @ r / divisor(rows, size)
        return theta

    return epoch


def full_ones(order, size):
    return [order[k * size : (k + 1) * size] for k in range(len(order) // size)]


def every(order, size):
    return [order[k : k + size] for k in range(0, len(order), size)]


def one_more(order, size):
    return [order[k * size : (k + 1) * size] for k in range(len(order) // size + 1)]


def filled_up(order, size):
    return [*full_ones(order, size), order[-size:]]


def evenly(order, size):
    return np.array_split(order, len(order) // size)


def rest_joined(order, size):
    cuts = every(order, size)
    if len(cuts) > 1 and len(cuts[-1]) < size:
        cuts[-2:] = [np.concatenate(cuts[-2:])]
    return cuts


def the_size(rows, size):
    return size


repaired = pass_over(every)


def repaired_by_loop(theta, X, y, lr, size, order):
    while len(order):
        rows, order = order[:size], order[size:]
        g = sum(2 * (X[i] @ theta - y[i]) * X[i] for i in rows) / len(rows)
        theta = theta - lr * g
    return theta


def told(answer, theta, X, y, lr, size, order):
    return hunt()(answer, theta, X, y, lr, size, order)


HUNT = Exercise(
    "ex06-hunt",
    reference=("every row", repaired),
    inputs=lines,
    use=told,
    stub=(..., pass_over(full_ones, the_size)),
    misconceptions={
        "falls": ("falls", repaired),  # I7
        "rests": ("rests", repaired),
        "one at a time": ("one at a time", repaired),
        "unrepaired": ("every row", pass_over(full_ones)),  # I3
        "divided by the size": ("every row", pass_over(every, the_size)),  # I3
        "empty batch": ("every row", pass_over(one_more)),
        "filled up": ("every row", pass_over(filled_up)),
        "evenly": ("every row", pass_over(evenly)),
        "rest joined": ("every row", pass_over(rest_joined)),
    },
    right={
        "loop": ("Every row", repaired_by_loop),
        "split": (
            "every row",
            pass_over(lambda o, size: np.split(o, range(size, len(o), size))),
        ),
    },
)

EXERCISES = (HUNT,)
