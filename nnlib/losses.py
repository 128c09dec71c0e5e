"""How wrong is wrong: one number for a batch, and its gradient. Lesson 04.

Each loss returns (L, dZ): the mean loss over the batch, and ∂L/∂(its first argument).
The mean, and so the factor 1/n, lives here and nowhere else. Arrays with one more axis
in front, (K, n, n_out), are a stack of K networks; L then has shape (K,).
"""

import numpy as np

from . import guards
from .activations import log_softmax, sigmoid


def mean_squared_error(A, Y):
    """Mean of the squared differences over all entries, and its gradient.

        L  = (1/N) Σ (a − y)²,   N = n · n_out                 (4.1)
        dA = 2 (A − Y) / N                                     (4.2)

    A : (n, n_out)   outputs
    Y : (n, n_out)   targets, in the units of A

    Returns L (units of A, squared) and dA. Raises ValueError if the shapes differ.
    """
    A, Y = guards.outputs_and_targets("mean_squared_error", A, Y)
    D = A - Y
    d = D.reshape(*D.shape[:-2], -1)  # all differences in a row
    N = d.shape[-1]
    return np.vecdot(d, d) / N, D * (2 / N)


def binary_cross_entropy(Z, Y):
    """Mean cross-entropy of sigmoid(Z) against targets in [0, 1], and its gradient.

        L  = −(1/N) Σ y log p + (1 − y) log(1 − p),  p = σ(z)  (4.3)
        dZ = (P − Y) / N                                       (4.4)

    It takes the raw scores z, called logits. In them a term of L is
    max(z, 0) − z y + log(1 + e^−|z|): nothing overflows, nothing is clipped.

    Z : (n, n_out)   raw scores, before the sigmoid
    Y : (n, n_out)   0 or 1 (or a probability between)

    Returns L (nats) and dZ. Raises ValueError if shapes differ or a target is outside.
    Bishop (2006), section 4.3.2.
    """
    Z, Y = guards.outputs_and_targets("binary_cross_entropy", Z, Y)
    guards.in_unit_interval("binary_cross_entropy", Y)
    N = Z.shape[-1] * Z.shape[-2]
    terms = np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))
    return terms.sum(axis=(-2, -1)) / N, (sigmoid(Z) - Y) / N


def cross_entropy(Z, y):
    """Mean cross-entropy of softmax(Z) against the true classes, and its gradient.

        L  = −(1/n) Σᵢ log pᵢ[yᵢ],   p = softmax(z)            (4.5)
        dZ = (P − Y) / n,   Y = one_hot(y)                     (4.6)

    Z : (n, n_classes)   raw scores (logits), one row per sample
    y : (n,)             class numbers 0, …, n_classes − 1

    Returns L (nats) and dZ. Raises ValueError for a class number out of range.
    Bishop (2006), section 4.3.4.
    """
    Z, y = guards.scores_and_classes("cross_entropy", Z, y)
    log_P = log_softmax(Z)
    rows = np.arange(len(y))
    L = -log_P[..., rows, y].sum(axis=-1) / len(y)
    dZ = np.exp(log_P)
    dZ[..., rows, y] -= 1
    dZ /= len(y)
    return L, dZ


def one_hot(y, n_classes):
    """A row per sample with a single 1, in the column of its class.

        Y[i, j] = 1 if j = yᵢ, else 0                          (4.7)

    y : (n,)   class numbers 0, …, n_classes − 1. Returns Y, (n, n_classes).
    """
    y = guards.classes("one_hot", y, n_classes)
    Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = 1
    return Y
