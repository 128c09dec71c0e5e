"""Lesson 00: the product of two matrices."""

import numpy as np


def matrix_product():
    """(0.1): entry by entry, with three loops, at sizes that all differ."""
    rng = np.random.default_rng(0)
    X, W = rng.normal(size=(5, 3)), rng.normal(size=(3, 7))
    Z = np.zeros((5, 7))
    for i in range(5):
        for j in range(7):
            for k in range(3):
                Z[i, j] += X[i, k] * W[k, j]
    np.testing.assert_allclose(X @ W, Z)


CHECKS = {"0.1": matrix_product}
