"""Lesson 07: the reference network, its gradient, and the initializers."""

import numpy as np

import nnlib as nn

n = 11
rng = np.random.default_rng(7)
X, y = rng.normal(size=(n, 2)), rng.integers(0, 2, (n, 1)).astype(float)
W1, b1 = rng.normal(size=(2, 4)), rng.normal(size=(1, 4))
W2, b2 = rng.normal(size=(4, 1)), rng.normal(size=(1, 1))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward():
    """Equation (7.1), as the lesson writes it."""
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2 + b2
    return Z1, A1, Z2, sigmoid(Z2)


def loss_from_Z2(Z2):
    return np.mean((sigmoid(Z2) - y) ** 2)


def loss_from_Z1(Z1):
    return loss_from_Z2(np.maximum(Z1, 0) @ W2 + b2)


def loss():
    return loss_from_Z1(X @ W1 + b1)


def backward():
    """Equations (7.2) to (7.5), as the lesson writes them."""
    Z1, A1, _, A2 = forward()
    dZ2 = 2 / n * (A2 - y) * A2 * (1 - A2)
    dZ1 = (dZ2 @ W2.T) * (Z1 > 0)
    return {
        "Z2": dZ2,
        "W2": A1.T @ dZ2,
        "b2": dZ2.sum(axis=0, keepdims=True),
        "Z1": dZ1,
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0, keepdims=True),
    }


def agrees(name, f, at):
    """The lesson's gradient is the one that nudging finds."""
    numeric = nn.numerical_gradient(f, at)
    assert np.linalg.norm(numeric) > 1e-3
    assert nn.relative_error(backward()[name], numeric) < 1e-7


def forward_is_the_network():
    net = nn.Network(
        nn.Dense(2, 4, init=nn.zeros),
        nn.ReLU(),
        nn.Dense(4, 1, init=nn.zeros),
        nn.Sigmoid(),
    )
    net.theta = np.concatenate([p.ravel() for p in (W1, b1, W2, b2)])
    np.testing.assert_allclose(net(X), forward()[3], rtol=1e-13)


def blame_of_Z2():
    agrees("Z2", loss_from_Z2, forward()[2])


def blame_of_the_output_layer():
    agrees("W2", lambda _: loss(), W2)
    agrees("b2", lambda _: loss(), b2)


def blame_of_Z1():
    agrees("Z1", loss_from_Z1, forward()[0])


def blame_of_the_hidden_layer():
    agrees("W1", lambda _: loss(), W1)
    agrees("b1", lambda _: loss(), b1)


def step():
    theta, g = rng.normal(size=5), rng.normal(size=5)
    expected = theta - 0.3 * g
    nn.SGD(theta, lr=0.3).step(g)
    np.testing.assert_allclose(theta, expected, rtol=1e-15)


def spread(init, variance):
    W = init((300, 500), np.random.default_rng(0))
    assert abs(W.mean()) < 5 * np.sqrt(variance / W.size)
    assert abs(W.var() / variance - 1) < 5 * np.sqrt(2 / W.size)


def share_of_right_answers():
    P = forward()[3]
    right = sum((P[i, 0] > 0.5) == (y[i, 0] == 1) for i in range(n))
    assert nn.accuracy(P, y) == right / n


CHECKS = {
    "7.1": forward_is_the_network,
    "7.2": blame_of_Z2,
    "7.3": blame_of_the_output_layer,
    "7.4": blame_of_Z1,
    "7.5": blame_of_the_hidden_layer,
    "7.6": step,
    "7.7": lambda: spread(nn.normal, 1.0),
    "7.8": lambda: spread(nn.xavier, 2 / 800),
    "7.9": lambda: spread(nn.he, 2 / 300),
    "7.10": share_of_right_answers,
}
