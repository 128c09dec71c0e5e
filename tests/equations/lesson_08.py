"""Lesson 08: scaling, counting confusions, surprise, and dropout."""

import math

import numpy as np

import nnlib as nn

rng = np.random.default_rng(8)
Z, y = rng.normal(size=(40, 4)), rng.integers(0, 4, 40)


def common_scale():
    X = rng.normal(3.0, 5.0, size=(200, 3))
    X[:, 2] = 7.0  # a pixel that never changes
    m, s = X.mean(axis=0), X.std(axis=0)
    scaled = (X - m) / np.maximum(s, 1)
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.std(axis=0), [1, 1, 0], atol=1e-12)


def counts():
    M = nn.confusion_matrix(Z, y)
    answers = Z.argmax(axis=1)
    for true in range(4):
        for said in range(4):
            assert M[true, said] == np.sum((y == true) & (answers == said))
    product = nn.one_hot(y, 4).T @ nn.one_hot(answers, 4)
    np.testing.assert_array_equal(M, product)


def surprise():
    P = nn.softmax(Z)
    expected = -sum(math.log(P[i, y[i]]) for i in range(40)) / 40
    assert math.isclose(nn.log_loss(P, y), expected, rel_tol=1e-12)


def the_expected_output_stays():
    p, X = 0.3, np.ones((400, 500))
    layer = nn.Dropout(p, rng=rng)
    A = layer.forward(X, train=True)
    assert set(np.unique(A)) == {0.0, 1 / (1 - p)}
    spread = math.sqrt(p / (1 - p) / X.size)
    assert abs(A.mean() - 1) < 5 * spread
    np.testing.assert_array_equal(layer.backward(X), A)
    np.testing.assert_array_equal(layer.forward(X), X)


CHECKS = {
    "8.1": common_scale,
    "8.2": counts,
    "8.3": surprise,
    "8.4": the_expected_output_stays,
}
