"""What the explorer of losses computes: one score's two losses, and softmax of three.

No figure in here. Lesson 04.
"""

from typing import NamedTuple

import numpy as np

import nnlib as nn

Z = np.round(np.arange(-100, 101) / 10, 1)  # the slider of z, and the curves over it
SCALES = (0.1, 0.2, 0.3, 0.5, 0.7, 1, 2, 3, 5, 10)
SHIFTS = (-1000, -100, -10, -5, -2, -1, 0, 1, 2, 5, 10, 100, 1000)
LOSSES = ("squared", "cross-entropy")


def one_score(z, y):
    """Both losses of each score by itself, and their gradients ∂L/∂z: two (2, n).

    z : (n,) scores. y : the target, 0 or 1, of all of them.
    """
    scores = np.reshape(z, (-1, 1, 1))  # a stack, so that no mean is taken over them
    Y = np.full((1, 1), float(y))
    unit = nn.Sigmoid()
    squared, dA = nn.mean_squared_error(unit.forward(scores, train=True), Y)
    entropy, dZ = nn.binary_cross_entropy(scores, Y)
    gradients = np.array([unit.backward(dA), dZ])[..., 0, 0]
    return np.array([squared, entropy]), gradients


class Yes(NamedTuple):
    """A unit that answers yes or no: its score z, its target, and both losses.

    L, dz : (2,), squared error and cross-entropy, and their ∂L/∂z
    curves, slopes : (2, 201), the same at every Z
    """

    z: float
    y: int
    a: float
    L: np.ndarray
    dz: np.ndarray
    curves: np.ndarray
    slopes: np.ndarray

    @property
    def ratio(self):
        """The gradient of squared error, as a part of that of cross-entropy."""
        return abs(self.dz[0] / self.dz[1])

    def first_below(self, part):
        """Is z the score nearest to 0 on its side where the ratio is below `part`?"""
        below = np.abs(self.slopes[0] / self.slopes[1]) < part
        here = below & (np.sign(Z) == np.sign(self.z))
        return bool(here.any()) and abs(self.z) == np.abs(Z[here]).min()

    @property
    def hardest(self):
        """Is this where squared error has its longest gradient?"""
        return bool(Z[np.abs(self.slopes[0]).argmax()] == self.z)


def yes(z, y):
    """Compute the unit that answers yes or no."""
    L, dz = one_score([z], y)
    return Yes(z, y, float(nn.sigmoid(z)), L[:, 0], dz[:, 0], *one_score(Z, y))


class Three(NamedTuple):
    """Three classes, of which number `right` (from 0) is the right one.

    scores : (3,), scale · logits + shift
    p, ds  : (3,), softmax of the scores, and ∂L/∂score
    L      : −log p of the right class
    naive  : (3,), eᶻ / Σ eᶻ without the subtraction of the maximum
    """

    logits: tuple
    right: int
    scale: float
    shift: float
    scores: np.ndarray
    p: np.ndarray
    L: float
    ds: np.ndarray
    naive: np.ndarray

    @property
    def naive_works(self):
        return bool(np.isfinite(self.naive).all())

    @property
    def best_scale(self):
        """Is the loss smaller than at each other scale, the ends not counted?"""
        scores = np.outer(SCALES, self.logits)
        losses = -nn.log_softmax(scores)[:, self.right]
        best = int(losses.argmin())
        return 0 < best < len(SCALES) - 1 and SCALES[best] == self.scale


def three(logits, right, scale, shift):
    """Compute softmax and its loss for three scaled and shifted logits."""
    scores = scale * np.array(logits) + shift
    L, dZ = nn.cross_entropy(scores[None], np.array([right]))
    # Overflow, and 0/0 after underflow, are what the naive formula does.
    with np.errstate(over="ignore", invalid="ignore"):
        e = np.exp(scores)
        naive = e / e.sum()
    p = nn.softmax(scores)
    return Three(logits, right, scale, shift, scores, p, float(L), dZ[0], naive)


class Result(NamedTuple):
    """The two halves of the picture, and which loss is picked out."""

    yes: Yes
    three: Three
    chosen: str
