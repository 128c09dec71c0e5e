"""Seven ways to get a backward pass wrong, and mysteries that hide one of them.

Lesson 05.
"""

import random

import nnlib as nn

# Each break takes the network and ∂L/∂a₃, spoils one piece, and returns ∂L/∂a₃.


def _half(net, dA):
    return dA / 2


def _flip(net, dA):
    return -dA


def _stale(net, dA):
    """The update of W₂, with η = 1, comes before the gradient has passed through."""
    dense = net.layers[2]

    def backward(dZ, need_dX=True):
        nn.Dense.backward(dense, dZ)
        return dZ @ (dense.W - dense.dW).mT

    dense.backward = backward
    return dA


def _no_slope(net, dA):
    net.layers[1].backward = lambda dA: dA
    return dA


def _slope_at_a(net, dA):
    """The slope read off σ(a), as if a were still z."""
    unit = net.layers[1]
    unit.backward = lambda dA: dA * unit.slope(unit.function(unit.A))
    return dA


def _overwrite(net, dA):
    """`dx = …` in the loop over the units, where `dx += …` belongs."""
    dense = net.layers[0]

    def backward(dZ, need_dX=True):
        nn.Dense.backward(dense, dZ)
        for j in range(dense.n_out):
            dX = dZ[:, j : j + 1] * dense.W[:, j]
        return dX

    dense.backward = backward
    return dA


def _no_transpose(net, dA):
    dense = net.layers[0]

    def backward(dZ, need_dX=True):
        nn.Dense.backward(dense, dZ)
        return dZ @ dense.W

    dense.backward = backward
    return dA


BREAKS = {
    "factor": _half,
    "sign": _flip,
    "new-weights": _stale,
    "no-slope": _no_slope,
    "slope-at-a": _slope_at_a,
    "overwrite": _overwrite,
    "no-transpose": _no_transpose,
}


def culprit(number):
    """The break behind a mystery of this number, the same on every machine."""
    return list(BREAKS)[int(random.Random(number).random() * len(BREAKS))]


class Mysteries:
    """What has been accused of what: only a first accusation of a mystery counts."""

    def __init__(self):
        self.first = {}  # number of a mystery -> was the first accusation right?
        self.last, self.new = (None, ""), False  # mystery and suspect; its first?

    def accuse(self, number, suspect):
        """Compare a suspect with the rule that a mystery has broken."""
        self.new = number not in self.first
        self.first.setdefault(number, suspect == culprit(number))
        self.last = number, suspect

    def verdict(self, number, suspect):
        """Return "solved", "again" or "innocent"; "" where nobody was accused."""
        if (number, suspect) != self.last:
            return ""
        if suspect != culprit(number):
            return "innocent"
        return "solved" if self.new else "again"

    @property
    def streak(self):
        """How many mysteries in a row were solved at the first accusation."""
        latest = list(self.first.values())[::-1]
        return [*latest, False].index(False)
