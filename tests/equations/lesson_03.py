"""Lesson 03: activations against their formulas, slopes against nudging."""

import math

import numpy as np

import nnlib as nn

Z = np.array([-30.0, -7.3, -2.0, -0.4, 0.7, 1.0, 3.1, 11.0, 30.0])
SCORES = np.random.default_rng(3).normal(scale=2, size=(5, 4))
H = 1e-6


def each(f, formula, z=Z):
    """The library's array is the formula, number by number."""
    expected = [formula(float(number)) for number in z]
    np.testing.assert_allclose(f(z), expected, rtol=1e-13, atol=0)


def sigmoid():
    each(nn.sigmoid, lambda z: 1 / (1 + math.exp(-z)))
    assert nn.sigmoid(np.array(-710.0)) > 0
    np.testing.assert_array_equal(nn.sigmoid(np.array([-1e4, 1e4])), [0, 1])


def tanh():
    def quotient(z):
        up, down = math.exp(z), math.exp(-z)
        return (up - down) / (up + down)

    each(nn.tanh, quotient)
    np.testing.assert_allclose(nn.tanh(Z), 2 * nn.sigmoid(2 * Z) - 1, rtol=1e-14)


def relu():
    each(nn.relu, lambda z: max(z, 0.0), np.append(Z, 0.0))


def leaky_relu():
    for alpha in (0.01, 0.3):
        each(
            lambda z, alpha=alpha: nn.leaky_relu(z, alpha),
            lambda z, alpha=alpha: z if z > 0 else alpha * z,
            np.append(Z, 0.0),
        )


def softmax():
    P = nn.softmax(SCORES)
    for z, p in zip(SCORES, P, strict=True):
        powers = [math.exp(score) for score in z]
        np.testing.assert_allclose(p, np.array(powers) / sum(powers), rtol=1e-13)
    shift = np.array([[1000.0], [-1000.0], [0.0], [3.0], [-7.0]])
    np.testing.assert_allclose(nn.softmax(SCORES + shift), P, rtol=1e-10)


def log_softmax():
    for z, row in zip(SCORES, nn.log_softmax(SCORES), strict=True):
        total = math.log(sum(math.exp(score) for score in z))
        np.testing.assert_allclose(row, z - total, rtol=1e-13, atol=1e-14)
    far = nn.log_softmax(np.array([800.0, 0.0, 0.0]))
    np.testing.assert_allclose(far, [0, -800, -800], rtol=1e-15)


def slope(f, from_output, z=Z[1:-1]):
    """The slope, read off the output, is the one that nudging finds."""
    assert (z < 0).any()
    assert (z > 0).any()
    numeric = (f(z + H) - f(z - H)) / (2 * H)
    np.testing.assert_allclose(from_output(f(z)), numeric, rtol=1e-6, atol=1e-9)


def sigmoid_slope():
    slope(nn.sigmoid, nn.sigmoid_slope)
    a, power = nn.sigmoid(Z), np.exp(-Z)
    np.testing.assert_allclose(nn.sigmoid_slope(a[:6]), (power / (1 + power) ** 2)[:6])
    grid = nn.sigmoid_slope(nn.sigmoid(np.linspace(-9, 9, 1801)))
    assert grid.max() == 0.25 == grid[900]


def tanh_slope():
    slope(nn.tanh, nn.tanh_slope)
    assert nn.tanh_slope(nn.tanh(np.linspace(-9, 9, 1801))).max() == 1


def leaky_relu_slope():
    for alpha in (0.01, 0.3):
        slope(
            lambda z, alpha=alpha: nn.leaky_relu(z, alpha),
            lambda a, alpha=alpha: nn.leaky_relu_slope(a, alpha),
        )


def softmax_backward():
    """A random number L of the shares answers to each score as (3.13) says."""
    rng = np.random.default_rng(13)
    dP = rng.normal(size=SCORES.shape)
    numeric = nn.numerical_gradient(lambda Z: np.sum(dP * nn.softmax(Z)), SCORES.copy())
    dZ = nn.softmax_backward(nn.softmax(SCORES), dP)
    assert np.linalg.norm(numeric) > 1e-2
    assert nn.relative_error(dZ, numeric) < 1e-7
    for p, dp, dz in zip(nn.softmax(SCORES), dP, dZ, strict=True):
        np.testing.assert_allclose((np.diag(p) - np.outer(p, p)) @ dp, dz, atol=1e-14)


CHECKS = {
    "3.1": lambda: each(nn.identity, lambda z: z),
    "3.2": sigmoid,
    "3.3": tanh,
    "3.4": relu,
    "3.5": leaky_relu,
    "3.6": softmax,
    "3.7": log_softmax,
    "3.8": lambda: slope(nn.identity, nn.identity_slope),
    "3.9": sigmoid_slope,
    "3.10": tanh_slope,
    "3.11": lambda: slope(nn.relu, nn.relu_slope),
    "3.12": leaky_relu_slope,
    "3.13": softmax_backward,
}
