"""Exercise of lesson 01 on units side by side: Z = XW + b, then the sigmoid."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise


def units(rng):
    """Yield X (n, d), W (d, k) and b (1, k); the last X holds whole numbers."""
    for n, d, k in ((7, 3, 1), (3, 3, 3), (2, 5, 2), (5, 2, 3)):
        yield rng.normal(size=(n, d)), rng.normal(size=(d, k)), bias(k, rng)
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    yield X, rng.normal(size=(2, 3)), bias(3, rng)


def bias(k, rng):
    return rng.choice([-1, 1], size=(1, k)) * rng.uniform(0.3, 1.5, size=(1, k))


def units_as(z, a=nn.sigmoid):
    """Return a wrong answer with its own way to Z, or from Z to A."""

    def answers(X, W, b):
        Z = z(X, W, b)
        return Z, a(Z)

    return answers


def activated_by(a):
    return units_as(lambda X, W, b: X @ W + b, a)


def in_kind(X, W, b):
    Z = np.zeros((len(X), W.shape[1]), dtype=X.dtype)
    for i in range(len(X)):
        for j in range(W.shape[1]):
            Z[i, j] = X[i] @ W[:, j] + b[0, j]
    return Z


def loop(X, W, b):
    n, d, k = len(X), len(W), W.shape[1]
    sums = [
        [sum(X[i, m] * W[m, j] for m in range(d)) + b[0, j] for j in range(k)]
        for i in range(n)
    ]
    Z = np.array(sums)
    return Z, 1 / (1 + np.exp(-Z))


def float32(X, W, b):
    Z = X.astype("float32") @ W.astype("float32") + b.astype("float32")
    return Z, nn.sigmoid(Z)


def by_columns(X, W, b):
    Z = (W.T @ X.T + b.T).T
    return Z, np.exp(Z) / (np.exp(Z) + 1)


def unactivated_bias(X, W, b):
    return X @ W + b, nn.sigmoid(X @ W)


def swapped(X, W, b):
    Z = X @ W + b
    return nn.sigmoid(Z), Z


BATCH = Exercise(
    "ex01-batch",
    reference=units_as(lambda X, W, b: X @ W + b),
    inputs=units,
    returns=("Z", "A"),
    misconceptions={
        "times": units_as(lambda X, W, b: X * W + b),  # B1
        "W first": units_as(lambda X, W, b: W @ X + b),  # B9
        "W first in dot": units_as(lambda X, W, b: np.dot(W, X) + b),  # B9
        "W turned": units_as(lambda X, W, b: X @ W.T + b),  # B9
        "samples as columns": units_as(lambda X, W, b: W.T @ X.T + b.T),  # B9
        "column of biases": units_as(lambda X, W, b: X @ W + b.reshape(-1, 1)),  # B8
        "one bias for all": units_as(lambda X, W, b: X @ W + b[0, 0]),
        "no bias": units_as(lambda X, W, b: X @ W),  # C2
        "minus bias": units_as(lambda X, W, b: X @ W - b),  # C3
        "bias inside": units_as(lambda X, W, b: X @ W + len(W) * b),  # C4
        "whole numbers": units_as(in_kind),  # A9
        "flat": units_as(lambda X, W, b: (X @ W + b).ravel()),  # B5
        "samples added up": units_as(lambda X, W, b: sum(X @ W) + b),
        "first unit": units_as(lambda X, W, b: X @ W[:, 0] + b[0, 0]),
        "no activation": activated_by(lambda Z: Z),  # C5
        "activated twice": activated_by(lambda Z: nn.sigmoid(nn.sigmoid(Z))),  # C5
        "brackets": activated_by(lambda Z: 1 / 1 + np.exp(-Z)),  # C6
        "other exponent": activated_by(lambda Z: 1 / (1 + np.exp(Z))),  # C6
        "step": activated_by(lambda Z: np.where(Z > 0, 1.0, 0.0)),
        "no bias in A": unactivated_bias,
        "swapped": swapped,
    },
    right={"loop": loop, "float32": float32, "by columns": by_columns},
    tell={
        "bias inside": lambda got, X, W, b: {"d": len(W)},
        "activated twice": lambda got, X, W, b: {
            "low": f"{got[1].min():.2f}",
            "high": f"{got[1].max():.2f}",
        },
        "brackets": lambda got, X, W, b: {"high": f"{got[1].max():.2f}"},
        "first unit": lambda got, X, W, b: {"k": W.shape[1]},
    },
)

EXERCISES = (BATCH,)
