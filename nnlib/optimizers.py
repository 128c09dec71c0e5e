"""Which way, and how far: the step that follows the gradient. Lesson 06.

Each optimizer holds the vector `theta` that it moves in place, and its paper's lines.
`step(g)` takes the gradient at theta. `lr` is a number, or (K, 1) for a stack of K.
"""

import numpy as np

from . import guards


class SGD:
    """A step against the gradient.

        θ ← θ − η g                                            (6.1)

    With g from a random mini-batch it is stochastic gradient descent; with g from all
    the data, plain gradient descent. Robbins and Monro (1951).
    """

    lr = guards.lr()

    def __init__(self, theta, lr=0.01):
        [lr] = guards.optimizer("SGD", theta, lr)
        self.theta, self.lr = theta, lr

    def step(self, g):
        g = guards.gradient(self, g)
        self.theta -= self.lr * g


class Momentum:
    """A heavy ball: it keeps a part of its speed.

        v ← μ v − η g,   θ ← θ + v                             (6.4)

    Polyak (1964).
    """

    lr = guards.lr()

    def __init__(self, theta, lr=0.01, mu=0.9):
        lr, mu = guards.optimizer("Momentum", theta, lr, mu=mu)
        self.theta, self.lr, self.mu = theta, lr, mu
        self.v = np.zeros_like(theta)

    def step(self, g):
        g = guards.gradient(self, g)
        self.v *= self.mu
        self.v -= self.lr * g
        self.theta += self.v


class Nesterov:
    """A heavy ball that looks ahead, written for the gradient at θ itself.

        v ← μ v − η g,   θ ← θ + μ v − η g                     (6.5)

    Here θ is the look-ahead point. Nesterov (1983); Sutskever et al. (2013).
    """

    lr = guards.lr()

    def __init__(self, theta, lr=0.01, mu=0.9):
        lr, mu = guards.optimizer("Nesterov", theta, lr, mu=mu)
        self.theta, self.lr, self.mu = theta, lr, mu
        self.v = np.zeros_like(theta)

    def step(self, g):
        g = guards.gradient(self, g)
        self.v *= self.mu
        self.v -= self.lr * g
        self.theta += self.mu * self.v - self.lr * g


class RMSProp:
    """Each parameter's step is divided by the recent size of its gradient.

        s ← β s + (1 − β) g²,   θ ← θ − η g / (√s + ε)         (6.6)

    Tieleman and Hinton (2012), lecture 6.5.
    """

    lr = guards.lr()

    def __init__(self, theta, lr=0.001, beta=0.9, eps=1e-8):
        lr, beta, eps = guards.optimizer("RMSProp", theta, lr, eps, beta=beta)
        self.theta, self.lr, self.beta, self.eps = theta, lr, beta, eps
        self.s = np.zeros_like(theta)

    def step(self, g):
        g = guards.gradient(self, g)
        self.s *= self.beta
        self.s += (1 - self.beta) * (g * g)
        self.theta -= self.lr * g / (np.sqrt(self.s) + self.eps)


class Adam:
    """Momentum and RMSProp together, each corrected for its start at 0.

        m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²        (6.7)
        m̂ = m / (1 − β₁ᵗ),   v̂ = v / (1 − β₂ᵗ)                 (6.8)
        θ ← θ − η m̂ / (√v̂ + ε)                                 (6.9)

    Kingma and Ba (2015), algorithm 1.
    """

    block = 8192  # numbers a pass: five arrays of this length stay in the cache
    lr = guards.lr()

    def __init__(self, theta, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        lr, beta1, beta2, eps = guards.optimizer(
            "Adam", theta, lr, eps, beta1=beta1, beta2=beta2
        )
        self.theta, self.lr = theta, lr
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.m, self.v, self.t = np.zeros_like(theta), np.zeros_like(theta), 0

    def step(self, g):
        g = guards.gradient(self, g)
        self.t += 1
        for start in range(0, g.shape[-1], self.block):
            part = np.s_[..., start : start + self.block]
            self.update(self.theta[part], g[part], self.m[part], self.v[part])

    def update(self, theta, g, m, v):
        """The paper's lines, in place, on a part of θ."""
        m += (1 - self.beta1) * (g - m)
        v += (1 - self.beta2) * (g * g - v)
        m_hat = m / (1 - self.beta1**self.t)
        v_hat = v / (1 - self.beta2**self.t)
        np.sqrt(v_hat, out=v_hat)
        v_hat += self.eps
        m_hat *= self.lr
        m_hat /= v_hat
        theta -= m_hat
