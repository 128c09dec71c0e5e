"""Lesson 01: one unit's sum, its threshold, its line, and what that line cannot do."""

import itertools

import numpy as np

import nnlib as nn

rng = np.random.default_rng(1)
W_UNITS = rng.normal(size=(50, 2))  # 50 units with two inputs
B_UNITS = rng.normal(size=50)
CORNERS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
WHOLE = range(-3, 4)  # whole numbers, so that z = 0 occurs, and exactly


def dense(w, b):
    """The library's unit with these weights and this bias."""
    unit = nn.Dense(len(w), 1, init=nn.zeros)
    unit.W[:, 0], unit.b[0, 0] = w, b
    return unit


def the_sum_goes_over_the_inputs():
    w, x, b = rng.normal(size=7), rng.normal(size=7), 0.3
    z = b
    for weight, value in zip(w, x, strict=True):
        z += weight * value
    np.testing.assert_allclose(w @ x + b, z, rtol=1e-13)
    np.testing.assert_allclose(dense(w, b).forward(x[None]), [[z]], rtol=1e-13)


def the_output_is_the_activation_of_the_sum():
    w, x, b = rng.normal(size=7), rng.normal(size=7), 0.3
    for layer, f in (
        (nn.Sigmoid(), lambda z: 1 / (1 + np.exp(-z))),
        (nn.ReLU(), lambda z: max(z, 0)),
    ):
        a = nn.Network(dense(w, b), layer)(x[None])[0, 0]
        np.testing.assert_allclose(a, f(w @ x + b), rtol=1e-13)


def the_bias_is_minus_the_threshold():
    answers = set()
    for w1, w2, b, x1, x2 in itertools.product(WHOLE, repeat=5):
        weighted = w1 * x1 + w2 * x2
        assert (weighted + b > 0) == (weighted > -b)
        answers.add((weighted + b > 0, weighted > b))
    assert len(answers) == 4, "with +b for −b it would be another statement"


def each_row_is_a_sample():
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 1)), rng.normal(size=(1, 1))
    Z = X @ W + b
    assert Z.shape == (5, 1)
    for i in range(5):
        by_hand = sum(X[i, j] * W[j, 0] for j in range(4)) + b[0, 0]
        np.testing.assert_allclose(Z[i, 0], by_hand, rtol=1e-13)
    np.testing.assert_allclose(dense(W[:, 0], b[0, 0]).forward(X), Z, rtol=1e-13)


def on_the_line(w, b, s):
    """The points of the line at the places s, found without w's direction."""
    first, second = s, -(b + w[0] * s) / w[1]  # solve w₁x₁ + w₂x₂ + b = 0 for x₂
    return np.stack([first, second], axis=-1)


def w_is_perpendicular_to_the_line():
    for w, b in zip(W_UNITS, B_UNITS, strict=True):
        p, q = on_the_line(w, b, rng.normal(size=2))
        np.testing.assert_allclose([w @ p + b, w @ q + b], 0, atol=1e-12)
        np.testing.assert_allclose(w @ (p - q), 0, atol=1e-12)
        assert np.linalg.norm(p - q) > 0


def the_distance_is_the_shortest_way():
    s = np.linspace(-200, 200, 400_001)
    for w, b in zip(W_UNITS[:8], B_UNITS[:8], strict=True):
        x = rng.normal(size=2)
        d = (w @ x + b) / np.sqrt(w @ w)
        ways = np.linalg.norm(on_the_line(w, b, s) - x, axis=1)
        np.testing.assert_allclose(abs(d), ways.min(), atol=1e-3)
        assert (d > 0) == bool(dense(w, b).forward(x[None])[0, 0] > 0)


def opposite_corners_have_the_same_sum():
    Z = CORNERS @ W_UNITS.T + B_UNITS  # (4, 50)
    np.testing.assert_allclose(Z[0] + Z[3], Z[1] + Z[2], atol=1e-12)
    np.testing.assert_allclose(Z[0] + Z[3], W_UNITS.sum(axis=1) + 2 * B_UNITS)
    for w1, w2, b in itertools.product(WHOLE, repeat=3):
        answers = (np.array([w1, w2]) @ CORNERS.T + b > 0).tolist()
        assert answers not in ([False, True, True, False], [True, False, False, True])


CHECKS = {
    "1.1": the_sum_goes_over_the_inputs,
    "1.2": the_output_is_the_activation_of_the_sum,
    "1.3": the_bias_is_minus_the_threshold,
    "1.4": each_row_is_a_sample,
    "1.5": w_is_perpendicular_to_the_line,
    "1.6": the_distance_is_the_shortest_way,
    "1.7": opposite_corners_have_the_same_sum,
}
