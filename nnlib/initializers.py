"""Where a network starts. Lessons 02 and 07.

An initializer takes the shape (n_in, n_out) of a weight matrix and a random generator,
and returns the matrix. `functools.partial(normal, std=0.1)` is an initializer too.
"""

import numpy as np


def normal(shape, rng, std=1.0):
    """Independent normal weights with mean 0.

        wᵢⱼ ~ N(0, std²)                                       (7.7)

    shape : (n_in, n_out). rng : a random generator. std : the standard deviation.
    """
    return rng.normal(0.0, std, shape)


def xavier(shape, rng):
    """Normal weights that keep the size of signals, forward and backward, for tanh.

        wᵢⱼ ~ N(0, 2 / (n_in + n_out))                         (7.8)

    Glorot and Bengio (2010), equation 12, in its normal form.
    """
    return rng.normal(0.0, np.sqrt(2 / (shape[-2] + shape[-1])), shape)


def he(shape, rng):
    """Normal weights that keep the size of signals through ReLU, which drops half.

        wᵢⱼ ~ N(0, 2 / n_in)                                   (7.9)

    He, Zhang, Ren and Sun (2015), equation 10.
    """
    return rng.normal(0.0, np.sqrt(2 / shape[-2]), shape)


def zeros(shape, rng=None):
    """All weights 0: hidden units then stay identical for ever. Fine for biases."""
    return np.zeros(shape)


def constant(shape, rng=None, value=0.5):
    """All weights alike: the experiment that shows why they must differ."""
    return np.full(shape, float(value))
