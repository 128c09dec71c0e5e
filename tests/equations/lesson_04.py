"""Lesson 04: the losses against their definitions, their gradients by nudging."""

import math

import numpy as np

import nnlib as nn

rng = np.random.default_rng(4)
A, T = rng.normal(size=(7, 3)), rng.normal(size=(7, 3))
Y = rng.integers(0, 2, (7, 3)).astype(float)
y = rng.integers(0, 3, 7)


def by_nudging(loss, Z, target):
    """The gradient that a loss returns is the one that nudging finds."""
    numeric = nn.numerical_gradient(lambda Z: loss(Z, target)[0], Z.copy())
    assert np.linalg.norm(numeric) > 1e-3
    assert nn.relative_error(loss(Z, target)[1], numeric) < 1e-7


def mean_of_squares():
    pairs = zip(A.ravel(), T.ravel(), strict=True)
    expected = sum((a - t) ** 2 for a, t in pairs) / (7 * 3)
    assert math.isclose(nn.mean_squared_error(A, T)[0], expected, rel_tol=1e-12)


def slope_of_squares():
    by_nudging(nn.mean_squared_error, A, T)
    np.testing.assert_allclose(nn.mean_squared_error(A, T)[1], 2 * (A - T) / 21)


def mean_of_surprises():
    p = 1 / (1 + np.exp(-A))
    expected = -np.mean(Y * np.log(p) + (1 - Y) * np.log(1 - p))
    assert math.isclose(nn.binary_cross_entropy(A, Y)[0], expected, rel_tol=1e-12)
    for z in (-800.0, -3.0, 0.0, 2.0, 800.0):
        for target in (0.0, 1.0):
            term = max(z, 0) - z * target + math.log1p(math.exp(-abs(z)))
            L, _ = nn.binary_cross_entropy(np.array([[z]]), np.array([[target]]))
            assert math.isclose(L, term, rel_tol=1e-12)


def slope_of_surprises():
    by_nudging(nn.binary_cross_entropy, A, Y)
    expected = (nn.sigmoid(A) - Y) / 21
    np.testing.assert_allclose(nn.binary_cross_entropy(A, Y)[1], expected)


def surprise_at_the_class():
    P = np.exp(A) / np.exp(A).sum(axis=1, keepdims=True)
    expected = -sum(math.log(P[i, y[i]]) for i in range(7)) / 7
    assert math.isclose(nn.cross_entropy(A, y)[0], expected, rel_tol=1e-12)


def slope_of_cross_entropy():
    by_nudging(nn.cross_entropy, A, y)
    expected = (nn.softmax(A) - nn.one_hot(y, 3)) / 7
    np.testing.assert_allclose(nn.cross_entropy(A, y)[1], expected, atol=1e-15)


def one_in_each_row():
    table = nn.one_hot(y, 4)
    for i in range(7):
        for j in range(4):
            assert table[i, j] == (1 if j == y[i] else 0)


def central_difference():
    theta = rng.normal(size=(2, 3))
    exact = np.cos(theta) * np.exp(np.sin(theta))
    found = nn.numerical_gradient(lambda t: np.exp(np.sin(t)).sum(), theta)
    assert nn.relative_error(found, exact) < 1e-9


CHECKS = {
    "4.1": mean_of_squares,
    "4.2": slope_of_squares,
    "4.3": mean_of_surprises,
    "4.4": slope_of_surprises,
    "4.5": surprise_at_the_class,
    "4.6": slope_of_cross_entropy,
    "4.7": one_in_each_row,
    "4.8": central_difference,
}
