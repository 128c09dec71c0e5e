"""Lesson 06: the best place of a run, which need not be the last one."""

import numpy as np

from nnlib.check.spec import Exercise, forms


def runs(rng):
    """Yield a start, a step that moves it in place, a loss, and a number of steps."""
    low = rng.normal(size=3)
    aim = low + np.array([-0.3, 1.5, 0])
    start = low + np.array([2.0, 1, 0])
    yield start.copy(), past(low), height(low), 6  # down, then up
    yield start, around(low), height(aim), 12  # down, up, and so on
    yield np.ones(2), scaled(0.7), height(np.zeros(2)), 4  # the last is the best
    yield np.ones(2), scaled(1.2), height(np.zeros(2)), 4  # the start is the best


def height(low):
    return lambda theta: float(np.sum((theta - low) ** 2))


def past(low):
    """A step of fixed length, to the bottom of the valley and up again."""

    def step(theta):
        theta[0] -= 0.45

    return step


def around(low):
    """A turn around a point, in a slowly shrinking circle."""
    turn = np.array([[0.47, -0.85], [0.85, 0.47]])

    def step(theta):
        theta[:2] = low[:2] + turn @ (theta[:2] - low[:2])

    return step


def scaled(factor):
    def step(theta):
        theta *= factor

    return step


def keep_best(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        now = loss(theta)
        if now < lowest:
            best, lowest = theta.copy(), now
    return best, lowest


def by_history(theta, step, loss, steps):
    path = [theta.copy()]
    for _ in range(steps):
        step(theta)
        path.append(theta.copy())
    losses = [loss(place) for place in path]
    return path[int(np.argmin(losses))], min(losses)


def into_one_array(theta, step, loss, steps):
    best, lowest = np.empty_like(theta), np.inf
    for k in range(steps + 1):
        if loss(theta) < lowest:
            best[...] = theta
            lowest = loss(theta)
        if k < steps:
            step(theta)
    return best, lowest


def kept(better, copy=np.copy, first=True, measured="after"):
    """Return a search that compares, copies, begins or measures in another way."""

    def wrong(theta, step, loss, steps):
        best, lowest = copy(theta), loss(theta) if first else np.inf
        before = lowest
        for _ in range(steps):
            early = loss(theta)
            step(theta)
            now = loss(theta) if measured == "after" else early
            if better(now, lowest, before):
                best, lowest = copy(theta), now
            before = now
        return best, lowest

    return wrong


def smaller(now, lowest, before):
    return now < lowest


def last_left_out(theta, step, loss, steps):
    best, lowest = theta.copy(), np.inf
    for _ in range(steps):
        if loss(theta) < lowest:
            best, lowest = theta.copy(), loss(theta)
        step(theta)
    return best, lowest


def first_rise_ends_it(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        if loss(theta) >= lowest:
            break
        best, lowest = theta.copy(), loss(theta)
    return best, lowest


def lowest_not_kept(theta, step, loss, steps):
    best, first = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        if loss(theta) < first:
            best = theta.copy()
    return best, loss(best)


def first_loss(theta, step, loss, steps):
    first = loss(theta)
    best, _ = lowest_not_kept(theta, step, loss, steps)
    return best, first


def last_loss(theta, step, loss, steps):
    best, _ = keep_best(theta, step, loss, steps)
    return best, loss(theta)


def taken_back(theta, step, loss, steps):
    for _ in range(steps):
        theta = step(theta)
    return theta, loss(theta)


BEST = Exercise(
    "ex06-best",
    reference=keep_best,
    inputs=runs,
    returns=("best", "loss"),
    may_change=("theta",),
    misconceptions={
        "another name": kept(smaller, copy=np.asarray),  # A6
        "last": kept(lambda *_: True),
        "worst": kept(lambda now, lowest, before: now > lowest),
        "better than before": kept(lambda now, lowest, before: now < before),
        "start left out": kept(smaller, first=False),
        "last left out": last_left_out,
        "measured before": kept(smaller, measured="before"),
        "first rise ends it": first_rise_ends_it,
        "lowest not kept": forms(lowest_not_kept, first_loss),
        "last loss": last_loss,
        "exchanged": lambda *given: keep_best(*given)[::-1],
        "nothing back": taken_back,
    },
    right={"history": by_history, "one array": into_one_array},
)

EXERCISES = (BEST,)
