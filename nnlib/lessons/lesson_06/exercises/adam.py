"""Lesson 06: Adam, whose two means are corrected for their start at 0."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def pushes(rng):
    """Yield a place, gradients in a row, and the four numbers of Adam."""
    for size, lr, beta1, beta2, eps in (
        (3, 0.1, 0.9, 0.999, 1e-8),
        (1, 0.01, 0.8, 0.95, 0.1),  # here ε counts
        (5, 0.05, 0.5, 0.9, 0.01),
    ):
        gradients = rng.normal(size=(4, size)) + 0.5
        yield rng.normal(size=size), gradients, lr, beta1, beta2, eps


def moves(Optimizer, theta, gradients, lr, beta1, beta2, eps):
    """What the caller's own vector looks like after the steps."""
    walker = Optimizer(theta, lr=lr, beta1=beta1, beta2=beta2, eps=eps)
    path = []
    for g in gradients:
        walker.step(g)
        path.append(theta.copy())
    names = "step_1", "step_2", "step_4"
    return dict(zip(names, (path[0], path[1], path[3]), strict=True))


class Adam:
    """The paper's lines, each in a method that a mistake can replace."""

    def __init__(self, theta, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.theta, self.lr = theta, lr
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.m, self.v, self.t = np.zeros_like(theta), np.zeros_like(theta), 0

    def step(self, g):
        self.t += 1
        self.m = self.mean(g)
        self.v = self.square(g)
        self.move(self.lr * self.direction(g))

    def mean(self, g):
        return self.beta1 * self.m + (1 - self.beta1) * g

    def square(self, g):
        return self.beta2 * self.v + (1 - self.beta2) * g**2

    def corrected(self):
        t = self.t
        return self.m / (1 - self.beta1**t), self.v / (1 - self.beta2**t)

    def direction(self, g):
        m_hat, v_hat = self.corrected()
        return m_hat / (np.sqrt(v_hat) + self.eps)

    def move(self, change):
        self.theta -= change


class RateCorrected(Adam):
    """The corrections are put into the rate and into ε."""

    def direction(self, g):
        one, two = 1 - self.beta1**self.t, np.sqrt(1 - self.beta2**self.t)
        return two / one * self.m / (np.sqrt(self.v) + two * self.eps)


class AllGradients(Adam):
    """Weighted means of all gradients so far, divided by the sum of the weights."""

    def step(self, g):
        self.gs = [*getattr(self, "gs", []), g.copy()]
        ages = np.arange(len(self.gs))[::-1]
        m_hat = np.average(self.gs, axis=0, weights=self.beta1**ages)
        v_hat = np.average(np.square(self.gs), axis=0, weights=self.beta2**ages)
        self.theta[:] -= self.lr * m_hat / (v_hat**0.5 + self.eps)


def with_lines(**rules):
    """Return an Adam with some of its lines replaced."""
    return type("Adam", (Adam,), rules)


def corrected(one, two):
    """Return an Adam whose m and v are multiplied by other numbers of β and t."""

    def factors(self):
        return self.m * one(self.beta1, self.t), self.v * two(self.beta2, self.t)

    return with_lines(corrected=factors)


def as_told(beta, t):
    return 1 / (1 - beta**t)


def not_at_all(beta, t):
    return 1


def once(beta, t):
    return 1 / (1 - beta)


def product(beta, t):
    return np.divide(1, 1 - beta * t)


def shrunk(beta, t):
    return 1 - beta**t


def directed(rule):
    """Return an Adam that makes something else of the corrected means."""
    return with_lines(
        direction=lambda self, g: rule(*self.corrected(), self.eps, g, self)
    )


def means(one=None, two=None):
    """Return an Adam with other running means: (mean, what is new, β) -> mean."""
    rules = {}
    if one:
        rules["mean"] = lambda self, g: one(self.m, g, self.beta1)
    if two:
        rules["square"] = lambda self, g: two(self.v, g, self.beta2)
    return with_lines(**rules)


class OutOfPlace(Adam):
    def move(self, change):
        self.theta = self.theta - change


class BetasExchanged(Adam):
    def __init__(self, theta, lr, beta1, beta2, eps):
        super().__init__(theta, lr, beta2, beta1, eps)


class CountsLate(Adam):
    def step(self, g):
        self.m, self.v = self.mean(g), self.square(g)
        self.move(self.lr * self.direction(g))
        self.t += 1


class CountsEarly(Adam):
    """t is 1 from the start, and goes up before it is used."""

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.t = 1


class StoresCorrected(Adam):
    def corrected(self):
        self.m, self.v = super().corrected()
        return self.m, self.v


class Forgets(Adam):
    def step(self, g):
        self.m, self.v = np.zeros_like(g), np.zeros_like(g)
        super().step(g)


def eps_uncorrected(m, v, eps, g, self):
    root = np.sqrt(1 - self.beta2**self.t)
    return m / (np.sqrt(v) + eps / root)


ADAM = Exercise(
    "ex06-adam",
    reference=Adam,
    inputs=pushes,
    use=moves,
    may_change=("theta",),
    misconceptions={
        "uncorrected": corrected(not_at_all, not_at_all),
        "m uncorrected": corrected(not_at_all, as_told),
        "v uncorrected": corrected(as_told, not_at_all),
        "counts late": CountsLate,
        "counts early": CountsEarly,
        "never counts": corrected(once, once),
        "beta times t": corrected(product, product),
        "multiplied": corrected(shrunk, shrunk),
        "stores corrected": StoresCorrected,
        "betas exchanged": BetasExchanged,
        "one beta": with_lines(
            square=lambda self, g: self.beta1 * self.v + (1 - self.beta1) * g**2),
        "m added up": means(lambda m, g, beta: beta * m + g),
        "v added up": means(two=lambda v, g, beta: beta * v + g**2),
        "both added up": means(
            lambda m, g, beta: beta * m + g, lambda v, g, beta: beta * v + g**2),
        "nothing forgotten": means(
            lambda m, g, beta: m + (1 - beta) * g,
            lambda v, g, beta: v + (1 - beta) * g**2),
        "not squared": forms(
            means(two=lambda v, g, beta: beta * v + (1 - beta) * np.abs(g)),
            means(two=lambda v, g, beta: beta * v + (1 - beta) * g)),
        "weights exchanged": means(
            lambda m, g, beta: (1 - beta) * m + beta * g,
            lambda v, g, beta: (1 - beta) * v + beta * g**2),
        "forgets": Forgets,
        "no root": directed(lambda m, v, eps, g, self: m / (v + eps)),
        "eps in the root": directed(lambda m, v, eps, g, self: m / np.sqrt(v + eps)),
        "eps uncorrected": directed(eps_uncorrected),
        "no eps": directed(lambda m, v, eps, g, self: m / np.sqrt(v)),
        "g on top": directed(lambda m, v, eps, g, self: g / (np.sqrt(v) + eps)),
        "no division": directed(lambda m, v, eps, g, self: m),
        "no rate": directed(  # Q49
            lambda m, v, eps, g, self: m / (np.sqrt(v) + eps) / self.lr),
        "uphill": directed(lambda m, v, eps, g, self: -m / (np.sqrt(v) + eps)),  # G1
        "not in place": OutOfPlace,  # A8
    },
    right={
        "library": nn.Adam,
        "rate corrected": RateCorrected,
        "all gradients": AllGradients,
    },
)  # fmt: skip

EXERCISES = (ADAM,)
