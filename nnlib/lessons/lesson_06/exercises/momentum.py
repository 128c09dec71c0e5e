"""Lesson 06: an optimizer that keeps a part of its speed."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def pushes(rng):
    """Yield a place, gradients in a row, a rate and the part of the speed kept."""
    for size, lr, mu in ((3, 0.1, 0.9), (1, 0.5, 0.5), (7, 0.01, 0.8)):
        yield rng.normal(size=size), rng.normal(size=(4, size)), lr, mu


def moves(Optimizer, theta, gradients, lr, mu):
    """What the caller's own vector looks like after the steps."""
    walker, path = Optimizer(theta, lr=lr, mu=mu), []
    for g in gradients:
        walker.step(g)
        path.append(theta.copy())
    names = "step_1", "step_2", "step_4"
    return dict(zip(names, (path[0], path[1], path[3]), strict=True))


class Momentum:
    """v ← μ v − η g, θ ← θ + v, in place."""

    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu = theta, lr, mu
        self.v = np.zeros_like(theta)

    def step(self, g):
        self.v = self.speed(g)
        self.move(g)

    def speed(self, g):
        return self.mu * self.v - self.lr * g

    def move(self, g):
        self.theta += self.v


class RateOutside(Momentum):
    """The gradients are added up, and the rate comes last: the same for one rate."""

    def speed(self, g):
        return self.mu * self.v + g

    def move(self, g):
        self.theta -= self.lr * self.v


class FirstSpeed:
    """No speed before the first step."""

    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu, self.v = theta, lr, mu, None

    def step(self, g):
        kept = 0 if self.v is None else self.mu * self.v
        self.v = kept - self.lr * g
        self.theta[:] = self.theta + self.v


class LastMoves:
    """All gradients are kept; the older, the less they count."""

    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu, self.gs = theta, lr, mu, []

    def step(self, g):
        self.gs.append(g.copy())
        ages = range(len(self.gs))
        pushes = (self.mu**k * g for k, g in zip(ages, reversed(self.gs), strict=True))
        self.theta -= self.lr * sum(pushes)


def with_speed(rule):
    """Return an optimizer whose speed follows another rule."""
    return type("Momentum", (Momentum,), {"speed": rule})


def with_move(rule):
    """Return an optimizer that adds something else to θ, in place."""

    def move(self, g):
        self.theta += rule(self, g)

    return type("Momentum", (Momentum,), {"move": move})


def started(change):
    """Return an optimizer that begins with something else."""

    def begin(self, theta, lr=0.01, mu=0.9):
        Momentum.__init__(self, theta, lr, mu)
        change(self)

    return type("Momentum", (Momentum,), {"__init__": begin})


def own_copy(self):
    self.theta = self.theta.copy()


def speed_is_theta(self):
    self.v = self.theta


def speed_like_theta(self):
    self.v = self.theta.copy()


def usual_numbers(self):
    self.lr, self.mu = 0.01, 0.9


class OutOfPlace(Momentum):
    def move(self, g):
        self.theta = self.theta + self.v


class SameArray(started(speed_is_theta)):
    def step(self, g):
        self.v *= self.mu
        self.v -= self.lr * g
        self.theta += self.v


class OldSpeed(Momentum):
    def step(self, g):
        self.theta += self.v
        self.v = self.speed(g)


class ChangesGradient(Momentum):
    def speed(self, g):
        g *= self.lr
        return self.mu * self.v - g


MOMENTUM = Exercise(
    "ex06-momentum",
    reference=Momentum,
    inputs=pushes,
    use=moves,
    may_change=("theta",),
    misconceptions={
        "no memory": with_speed(lambda self, g: -self.lr * g),
        "nothing lost": with_speed(lambda self, g: self.v - self.lr * g),
        "uphill": forms(  # G1
            with_speed(lambda self, g: self.mu * self.v + self.lr * g),
            with_move(lambda self, g: -self.v),
        ),
        "brakes": with_speed(lambda self, g: -self.mu * self.v - self.lr * g),
        "mean": with_speed(
            lambda self, g: self.mu * self.v - (1 - self.mu) * self.lr * g
        ),
        "part of both": with_speed(lambda self, g: self.mu * (self.v - self.lr * g)),
        "the other part": with_speed(
            lambda self, g: (1 - self.mu) * self.v - self.lr * g
        ),
        "rate on both": with_speed(lambda self, g: self.lr * (self.mu * self.v - g)),
        "no rate": with_speed(lambda self, g: self.mu * self.v - g),  # Q49
        "old speed": OldSpeed,
        "two steps": with_move(lambda self, g: self.v - self.lr * g),
        "looks ahead": with_move(lambda self, g: self.mu * self.v - self.lr * g),
        "not in place": forms(OutOfPlace, started(own_copy)),  # A8
        "same array": SameArray,  # A6
        "starts with theta": started(speed_like_theta),
        "defaults": started(usual_numbers),
        "gradient changed": ChangesGradient,  # A7
    },
    right={
        "rate outside": RateOutside,
        "first speed": FirstSpeed,
        "library": nn.Momentum,
        "all gradients": LastMoves,
    },
)

EXERCISES = (MOMENTUM,)
