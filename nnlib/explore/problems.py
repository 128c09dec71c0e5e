"""What small networks are trained on: points, a kind of unit, a loss, and a seed.

The panels of lessons 00 and 07 both train these. No lesson imports another, so what
the two share is here, in the engine, with `runs` and `program`.
"""

import functools
from typing import NamedTuple

import numpy as np

import nnlib as nn

DATA = {
    "sum": nn.positive_sum,
    "circle": nn.circle,
    "xor": nn.xor,
    "moons": nn.moons,
    "spirals": functools.partial(nn.spirals, arms=2),
}
ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}
LOSSES = {
    "squared": nn.mean_squared_error,
    "cross-entropy": nn.binary_cross_entropy,
}
N_POINTS, SEED_NEW = 100, 1


class Problem(NamedTuple):
    """The points, the kind of unit, the loss, and the seed of points and weights."""

    data: str
    noise: float
    activation: str
    loss: str
    seed: int

    @property
    def threshold(self):
        """The output at the boundary: a probability, or a score for cross-entropy."""
        return 0.5 if self.loss == "squared" else 0.0


class Start(NamedTuple):
    """A network before its first step, and its points: (100, 2) and (100, 1)."""

    net: nn.Network
    X: np.ndarray
    Y: np.ndarray
    X_new: np.ndarray
    Y_new: np.ndarray


def start(problem, hidden):
    """Draw the points, then the weights, from one generator, as the reference run does.

    In `sum` the noise moves a point after the rule has decided its class. It is drawn
    last, so that the weights are the same for every noise.
    """
    rng = np.random.RandomState(problem.seed)
    rng_new = np.random.default_rng(SEED_NEW)
    X, y = points(problem, rng)
    X_new, y_new = points(problem, rng_new)
    layers = [
        nn.Dense(2, hidden, rng=rng, init=nn.normal),
        ACTIVATIONS[problem.activation](),
        nn.Dense(hidden, 1, rng=rng, init=nn.normal),
    ]
    if problem.loss == "squared":  # cross-entropy takes the score itself
        layers.append(nn.Sigmoid())
    if problem.data == "sum" and problem.noise:
        X = X + problem.noise * rng.normal(size=X.shape)
        X_new = X_new + problem.noise * rng_new.normal(size=X_new.shape)
    Y, Y_new = (c.reshape(-1, 1).astype(float) for c in (y, y_new))
    return Start(nn.Network(*layers), X, Y, X_new, Y_new)


def points(problem, rng):
    """The points of a problem, and their classes."""
    noise = {} if problem.data == "sum" else {"noise": problem.noise}
    return DATA[problem.data](N_POINTS, rng=rng, **noise)
