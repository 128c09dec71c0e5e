"""Lesson 06: the step, what it does to a quadratic, and the five optimizers."""

import numpy as np

import nnlib as nn

rng = np.random.default_rng(6)


def gradients(steps=7, size=5):
    return rng.normal(size=(steps, size)) * 10.0 ** rng.integers(-2, 3, size)


def after(optimizer, gradients, start):
    """θ after each step of the library's optimizer."""
    theta, path = start.copy(), []
    walker = optimizer(theta)
    for g in gradients:
        walker.step(g)
        path.append(theta.copy())
    return np.array(path)


def step():
    G, start = gradients(), rng.normal(size=5)
    expected = start - 0.3 * np.cumsum(G, axis=0)
    np.testing.assert_allclose(after(lambda t: nn.SGD(t, 0.3), G, start), expected)


def quadratic(lam, bottom):
    return lambda theta: float(0.5 * lam * np.sum((theta - bottom) ** 2))


def error_is_multiplied():
    """The slope is the one that nudging finds; the factor is 1 − ηλ."""
    for lam, bottom, lr in ((2.0, 3.0, 0.25), (2.0, 3.0, 3.0), (7.0, -1.5, 0.4)):
        theta = np.array([-1.0])
        for _ in range(4):
            g = nn.numerical_gradient(quadratic(lam, bottom), theta.copy())
            np.testing.assert_allclose(g, lam * (theta - bottom), rtol=1e-8, atol=1e-8)
            expected = (1 - lr * lam) * (theta - bottom)
            nn.SGD(theta, lr).step(lam * (theta - bottom))
            np.testing.assert_allclose(theta - bottom, expected, rtol=1e-13)


def limit():
    """From either side of 2/λ, and at it: 100 steps shrink, grow, keep the error."""
    for lam in (0.25, 2.0, 25.0):
        for part, grows in ((-0.01, 1), (0.01, -1), (0.99, -1), (1.0, 0), (1.01, 1)):
            theta, lr = np.array([1.0]), part * 2 / lam
            walker = nn.SGD(theta, abs(lr))  # which refuses a rate below 0: g turns
            for _ in range(100):
                walker.step(np.sign(lr) * lam * theta)
            assert np.sign(np.round(abs(theta[0]) - 1, 12)) == grows


def momentum():
    G, theta, v = gradients(), rng.normal(size=5), np.zeros(5)
    path = after(lambda t: nn.Momentum(t, 0.1, mu=0.8), G, theta)
    for k, g in enumerate(G):
        v = 0.8 * v - 0.1 * g
        theta = theta + v
        np.testing.assert_allclose(path[k], theta, rtol=1e-12)


def nesterov():
    """The lesson's form, and the usual one with the gradient at the point ahead."""
    lam, theta = np.array([0.25, 25.0]), np.array([-2.5, 1.0])
    ball, speed, v = theta.copy(), np.zeros(2), np.zeros(2)
    own = theta.copy()
    walker = nn.Nesterov(own, 0.03, mu=0.8)
    for _ in range(9):
        walker.step(lam * own)
        g = lam * theta
        v = 0.8 * v - 0.03 * g
        theta = theta + 0.8 * v - 0.03 * g
        speed = 0.8 * speed - 0.03 * lam * (ball + 0.8 * speed)
        ball = ball + speed
        np.testing.assert_allclose(own, theta, rtol=1e-12)
        np.testing.assert_allclose(own, ball + 0.8 * speed, rtol=1e-12)


def rmsprop():
    G, theta, s = gradients(), rng.normal(size=5), np.zeros(5)
    path = after(lambda t: nn.RMSProp(t, 0.1, beta=0.7, eps=1e-3), G, theta)
    for k, g in enumerate(G):
        s = 0.7 * s + 0.3 * g**2
        theta = theta - 0.1 * g / (np.sqrt(s) + 1e-3)
        np.testing.assert_allclose(path[k], theta, rtol=1e-12)


def adam_means():
    G, m, v = gradients(), np.zeros(5), np.zeros(5)
    walker = nn.Adam(np.zeros(5), beta1=0.8, beta2=0.95)
    for g in G:
        walker.step(g)
        m, v = 0.8 * m + 0.2 * g, 0.95 * v + 0.05 * g**2
        np.testing.assert_allclose(walker.m, m, rtol=1e-12)
        np.testing.assert_allclose(walker.v, v, rtol=1e-12)


def adam_correction():
    """The weights in m add up to 1 − β₁ᵗ, those in v to 1 − β₂ᵗ."""
    walker = nn.Adam(np.zeros(3), beta1=0.8, beta2=0.95)
    g = np.array([4.0, -0.01, 300.0])
    for t in range(1, 20):
        walker.step(g)
        np.testing.assert_allclose(walker.m / (1 - 0.8**t), g, rtol=1e-12)
        np.testing.assert_allclose(walker.v / (1 - 0.95**t), g**2, rtol=1e-12)


def adam_step():
    G, theta = gradients(), rng.normal(size=5)
    path = after(lambda t: nn.Adam(t, 0.1, 0.8, 0.95, eps=1e-3), G, theta)
    for k in range(len(G)):
        old, t = G[: k + 1][::-1], k + 1
        m = np.sum(0.2 * 0.8 ** np.arange(t)[:, None] * old, axis=0) / (1 - 0.8**t)
        s = np.sum(0.05 * 0.95 ** np.arange(t)[:, None] * old**2, axis=0)
        theta = theta - 0.1 * m / (np.sqrt(s / (1 - 0.95**t)) + 1e-3)
        np.testing.assert_allclose(path[k], theta, rtol=1e-10)


def gradient_of(net, X, Y):
    net.backward(nn.mean_squared_error(net.forward(X, train=True), Y)[1])
    return net.dtheta.copy()


def batches_add_up():
    layers = nn.Dense(3, 4, rng=rng), nn.Tanh(), nn.Dense(4, 2, rng=rng)
    net, X, Y = nn.Network(*layers), rng.normal(size=(23, 3)), rng.normal(size=(23, 2))
    parts = [
        len(x) / 23 * gradient_of(net, x, y) for x, y in nn.batches(X, Y, 5, rng=rng)
    ]
    assert len(parts) == 5
    whole = gradient_of(net, X, Y)
    assert nn.relative_error(sum(parts), whole) < 1e-12
    assert nn.relative_error(5 * parts[0], whole) > 1e-3


CHECKS = {
    "6.1": step,
    "6.2": error_is_multiplied,
    "6.3": limit,
    "6.4": momentum,
    "6.5": nesterov,
    "6.6": rmsprop,
    "6.7": adam_means,
    "6.8": adam_correction,
    "6.9": adam_step,
    "6.10": batches_add_up,
}
