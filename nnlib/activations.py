"""The bend between two layers, and its slope. Lesson 03.

An activation takes z, the weighted sum of a unit, and gives a, the unit's output.
Its slope is written through the output a: the one array that a layer keeps. Results
are float64, or float32 for input in float32.
"""

import numpy as np

from . import guards


def identity(z):
    """No bend at all.

        a = z                                                  (3.1)

    z : any shape. Returns an array of the same shape.
    """
    z = guards.floats("identity", "z", z)
    return np.asarray(z)


def sigmoid(z):
    """Squash any number into (0, 1): the logistic function.

        a = 1 / (1 + e⁻ᶻ)                                      (3.2)

    Written as e^min(z, 0) / (1 + e^−|z|), the same number with no overflow: the
    exponents are never positive.

    z : any shape. Returns an array of the same shape.
    """
    z = guards.floats("sigmoid", "z", z)
    return np.exp(np.minimum(z, 0.0)) / (1.0 + np.exp(-np.abs(z)))


def tanh(z):
    """Squash any number into (−1, 1): a sigmoid, stretched and centred on 0.

        a = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ) = 2 σ(2z) − 1              (3.3)

    z : any shape. Returns an array of the same shape.
    """
    z = guards.floats("tanh", "z", z)
    return np.tanh(z)


def relu(z):
    """Keep what is positive, replace the rest by 0.

        a = max(z, 0)                                          (3.4)

    z : any shape. Returns an array of the same shape.
    """
    z = guards.floats("relu", "z", z)
    return np.maximum(z, 0.0)


def leaky_relu(z, alpha=0.01):
    """Keep what is positive, shrink the rest.

        a = z if z > 0, else α z                               (3.5)

    z : any shape. alpha : slope for negative z, 0 ≤ α < 1.
    Returns an array of the same shape. Maas, Hannun and Ng (2013).
    """
    z = guards.floats("leaky_relu", "z", z)
    alpha = guards.fraction("leaky_relu", "alpha", alpha, 0.01)
    return np.where(z > 0, z, alpha * z)


def softmax(Z):
    """Turn each row of scores into probabilities.

        pⱼ = e^zⱼ / Σₖ e^zₖ                                    (3.6)

    A constant added to a row changes nothing, so the row's maximum is subtracted
    first and no exponent is positive.

    Z : (..., n_classes). Returns P of the same shape; each row sums to 1.
    """
    Z = guards.scores("softmax", "Z", Z)
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E / E.sum(axis=-1, keepdims=True)


def log_softmax(Z):
    """The logarithm of softmax, exact where softmax itself rounds to 0.

        log pⱼ = zⱼ − log Σₖ e^zₖ                              (3.7)

    Z : (..., n_classes). Returns an array of the same shape, no entry above 0.
    """
    Z = guards.scores("log_softmax", "Z", Z)
    Z = Z - Z.max(axis=-1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))


def identity_slope(a):
    """The slope of the identity, from its output.

        da/dz = 1                                              (3.8)

    a : any shape. Returns ones of the same shape.
    """
    a = guards.floats("identity_slope", "a", a)
    return np.ones_like(a)


def sigmoid_slope(a):
    """The slope of the sigmoid, from its output a = σ(z).

        da/dz = a (1 − a)                                      (3.9)

    At most 1/4, at z = 0.
    """
    a = guards.floats("sigmoid_slope", "a", a)
    return a * (1 - a)


def tanh_slope(a):
    """The slope of tanh, from its output a = tanh(z).

        da/dz = 1 − a²                                         (3.10)

    At most 1, at z = 0.
    """
    a = guards.floats("tanh_slope", "a", a)
    return 1 - a * a


def relu_slope(a):
    """The slope of ReLU, from its output.

        da/dz = 1 if a > 0, else 0                             (3.11)

    At z = 0 there is no derivative; 0 is the choice made here.
    """
    a = guards.floats("relu_slope", "a", a)
    return (a > 0).astype(a.dtype)


def leaky_relu_slope(a, alpha=0.01):
    """The slope of leaky ReLU, from its output.

        da/dz = 1 if a > 0, else α                             (3.12)

    a : any shape. alpha : as in leaky_relu.
    """
    a = guards.floats("leaky_relu_slope", "a", a)
    alpha = guards.fraction("leaky_relu_slope", "alpha", alpha, 0.01)
    return np.where(a > 0, a.dtype.type(1), a.dtype.type(alpha))


def softmax_backward(P, dP):
    """Carry a gradient back through softmax: dP times its Jacobian, row by row.

        J = diag(p) − p pᵀ,   dzⱼ = pⱼ (dpⱼ − Σₖ dpₖ pₖ)       (3.13)

    P, dP : (..., n_classes). Returns dZ of the same shape. The Jacobian is not
    diagonal: raising one score lowers every other probability.
    """
    P, dP = guards.alike("softmax_backward", P, dP, ("P", "dP"))
    return P * (dP - np.sum(dP * P, axis=-1, keepdims=True))
