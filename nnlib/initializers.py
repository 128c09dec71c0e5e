"""Where a network starts. Lessons 02 and 07.

An initializer takes the shape (n_in, n_out) of a weight matrix and a random generator,
and returns the matrix. `functools.partial(normal, std=0.1)` is an initializer too.
"""

import numpy as np

from . import guards


def normal(shape, rng, std=1.0):
    """Independent normal weights with mean 0.

        wᵢⱼ ~ N(0, std²)                                       (7.7)

    shape : (n_in, n_out). rng : a random generator. std : the standard deviation.
    """
    shape, rng = guards.drawing("normal", shape, rng)
    std = guards.at_least_0("normal", "std", std, 0.1)
    return rng.normal(0.0, std, shape)


def xavier(shape, rng):
    """Normal weights that keep the size of signals, forward and backward, for tanh.

        wᵢⱼ ~ N(0, 2 / (n_in + n_out))                         (7.8)

    Glorot and Bengio (2010), equation 12, in its normal form.
    """
    shape, rng = guards.drawing("xavier", shape, rng, axes=2)
    return rng.normal(0.0, np.sqrt(2 / (shape[-2] + shape[-1])), shape)


def he(shape, rng):
    """Normal weights that keep the size of signals through ReLU, which drops half.

        wᵢⱼ ~ N(0, 2 / n_in)                                   (7.9)

    He, Zhang, Ren and Sun (2015), equation 10.
    """
    shape, rng = guards.drawing("he", shape, rng, axes=2)
    return rng.normal(0.0, np.sqrt(2 / shape[-2]), shape)


def zeros(shape, rng=None):
    """All weights 0: hidden units then stay identical for ever. Fine for biases."""
    shape = guards.shape("zeros", shape)
    return np.zeros(shape)


def constant(shape, rng=None, value=0.5):
    """All weights alike: the experiment that shows why they must differ."""
    shape = guards.shape("constant", shape)
    value = guards.finite("constant", "value", value, 0.5)
    return np.full(shape, float(value))
