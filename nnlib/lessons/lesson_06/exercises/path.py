"""Lesson 06: the path of a descent, as a list of places."""

import numpy as np

from nnlib.check.spec import Exercise, forms


def valleys(rng):
    """Yield a gradient as a function, a start, a rate, and a number of steps."""
    for size, lr, steps in ((3, 0.1, 4), (2, 0.3, 6), (1, 0.2, 3)):
        A, low = rng.normal(size=(size, size)), rng.normal(size=size)
        H = A @ A.T + np.eye(size)
        yield bowl(H / np.trace(H), low), low + rng.normal(size=size), lr, steps


def bowl(H, low):
    return lambda theta: 2 * H @ (theta - low)


def descend(gradient, theta, lr, steps):
    path = [theta.copy()]
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return path


def descend_in_place(gradient, theta, lr, steps):
    theta, path = theta.copy(), []
    for _ in range(steps):
        path.append(theta.copy())
        theta -= lr * gradient(theta)
    return [*path, theta]


def descend_in_rows(gradient, theta, lr, steps):
    path = np.zeros((steps + 1, len(theta)))
    path[0] = theta
    for k in range(steps):
        path[k + 1] = path[k] - lr * gradient(path[k])
    return path


def aliased(first=lambda theta: theta, own=True):
    """One array, kept many times; `own`: a copy of the caller's (A6)."""

    def wrong(gradient, theta, lr, steps):
        theta = theta.copy() if own else theta
        path = [first(theta)]
        for _ in range(steps):
            theta -= lr * gradient(theta)
            path.append(theta)
        return path

    return wrong


def start_changed(gradient, theta, lr, steps):
    path = [theta.copy()]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta.copy())
    return path


def old_gradient(gradient, theta, lr, steps):
    g = gradient(theta)
    return [theta - k * lr * g for k in range(steps + 1)]


def from_the_start(gradient, theta, lr, steps):
    return [theta.copy()] + [theta - lr * gradient(theta) for _ in range(steps)]


def one_at_a_time(gradient, theta, lr, steps):
    theta, path = theta.copy(), [theta.copy()]
    for _ in range(steps):
        for j in range(len(theta)):
            theta[j] -= lr * gradient(theta)[j]
        path.append(theta.copy())
    return path


PATH = Exercise(
    "ex06-path",
    reference=descend,
    inputs=valleys,
    returns=("path",),
    misconceptions={
        "aliased": forms(  # A6
            aliased(), aliased(np.copy), aliased(own=False), aliased(np.copy, own=False)
        ),
        "start changed": start_changed,  # A7
        "uphill": lambda gradient, theta, lr, steps: descend(
            gradient, theta, -lr, steps
        ),  # G1
        "old gradient": old_gradient,
        "from the start": from_the_start,  # A8
        "one at a time": one_at_a_time,
        "no start": lambda *given: descend(*given)[1:],
        "no end": lambda *given: descend(*given)[:-1],
        "last only": lambda *given: descend(*given)[-1],
        "moves": lambda *given: [given[1], *np.diff(descend(*given), axis=0)],
        "slopes": lambda gradient, theta, lr, steps: [
            gradient(place) for place in descend(gradient, theta, lr, steps)
        ],
    },
    right={"in place": descend_in_place, "rows": descend_in_rows},
    tell={"no start": lambda got, *given: {"length": len(got), "steps": given[-1]}},
)

EXERCISES = (PATH,)
