"""What the panel of lesson 02 computes: a 2-n-1 network whose weights are sliders.

No figure in here.
"""

from typing import NamedTuple

import numpy as np

import nnlib as nn
from nnlib.explore.views.plane import CORNERS, grid, step

MOST = 4  # hidden units
AXIS = np.linspace(-0.5, 1.5, 41)
GRID = grid(AXIS, AXIS)
ACTIVATIONS = {
    "relu": nn.relu,
    "sigmoid": nn.sigmoid,
    "step": step,
    "linear": nn.identity,
}
DATA = ("XOR", "circle")
# Of a unit: two weights and a bias in, a weight out; and the ends of their sliders.
PARTS = {"w1": 3, "w2": 3, "b": 6, "v": 3}
START = ((1, 1, 0, 1), (1, -1, 0, 0.5), (-1, 1, 0, 0.5), (1, 0, -0.5, -1))


def points(data):
    """The four corners with XOR, or a cloud inside a ring."""
    if data == "XOR":
        return CORNERS, np.array([0, 1, 1, 0])
    X, y = nn.circle(60, rng=np.random.default_rng(0), noise=0.05)
    return 0.5 + 0.25 * X, y


class Result(NamedTuple):
    """A network, and what it does with its points and the whole picture.

    parts  : (hidden, 4), a row for each unit as in PARTS
    c      : the bias of the output
    X, y   : the points and their classes
    A      : (41², hidden), what the units put out at each of GRID
    score, P : (41²,), the sum in the output there, and its sigmoid
    wrong  : how many points lie on the wrong side
    chosen : the unit that is edited, from 0
    """

    activation: str
    data: str
    parts: np.ndarray
    c: float
    X: np.ndarray
    y: np.ndarray
    A: np.ndarray
    score: np.ndarray
    P: np.ndarray
    wrong: int
    chosen: int

    @property
    def hidden(self):
        return len(self.parts)

    @property
    def n_parameters(self):
        return self.parts.size + 1

    @property
    def silent(self):
        """Which units put out 0 on the whole picture: (hidden,)."""
        return np.all(self.A == 0, axis=0)

    @property
    def idle(self):
        """Is the chosen unit, as a ReLU, 0 everywhere whatever its w₁, with v ≠ 0?"""
        _, w2, b, v = self.parts[self.chosen]
        ends, most = (AXIS[0], AXIS[-1]), PARTS["w1"]
        sums = [
            w1 * x1 + w2 * x2 + b for w1 in (-most, most) for x1 in ends for x2 in ends
        ]
        return bool(v != 0 and max(sums) <= 0)

    def units(self, X):
        """What the units put out at any points: (n, 2) -> (n, hidden)."""
        return units(self.parts, self.activation, X)


def units(parts, activation, X):
    """What hidden units put out at points: (n, 2) -> (n, hidden)."""
    layer = nn.Dense(2, len(parts), init=nn.zeros)
    layer.W[...], layer.b[...] = parts[:, :2].T, parts[:, 2]
    return ACTIVATIONS[activation](layer.forward(X))


def network(parts, c, activation, data, chosen):
    """Compute a Result; parts : (hidden, 4), a row for each unit as in PARTS."""
    last = nn.Dense(len(parts), 1, init=nn.zeros)
    last.W[:, 0], last.b[...] = parts[:, 3], c
    X, y = points(data)
    A = units(parts, activation, GRID)
    score = last.forward(A).ravel()
    fires = last.forward(units(parts, activation, X)).ravel() > 0
    return Result(
        activation, data, parts, c, X, y, A, score, nn.sigmoid(score),
        int(np.sum(fires != y)), chosen,
    )  # fmt: skip
