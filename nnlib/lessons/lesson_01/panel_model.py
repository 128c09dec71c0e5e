"""What the panel of lesson 01 computes: one unit, at a point and over the plane.

No figure in here.
"""

from typing import NamedTuple

import numpy as np

import nnlib as nn
from nnlib.explore.views.plane import CORNERS, grid, step

REACH = 2.5  # the plane is shown over −2.5 … 2.5
AXIS = np.linspace(-REACH, REACH, 121)
GRID = grid(AXIS, AXIS)
ACTIVATIONS = {"step": step, "sigmoid": nn.sigmoid, "tanh": nn.tanh, "relu": nn.relu}
GATES = {
    "AND": [0, 0, 0, 1],
    "OR": [0, 1, 1, 1],
    "NAND": [1, 1, 1, 0],
    "XOR": [0, 1, 1, 0],
}
DATA = ("clouds", *GATES)


def points(data):
    """Points and their classes: two clouds, or the four corners of a gate."""
    if data in GATES:
        return CORNERS, np.array(GATES[data])
    rng = np.random.default_rng(1)
    return nn.blobs(40, rng=rng, centers=((-0.9, -0.5), (1.1, 0.9)), noise=0.45)


class Result(NamedTuple):
    """A unit with its weights w, (2,), and bias b, and what it makes of things.

    X, y   : the points and their classes; `wrong` of them lie on the wrong side
    x, parts, z, a : one point, the three parts of its sum, the sum, and the output
    A      : (121, 121), the output over AXIS and AXIS
    """

    w: np.ndarray
    b: float
    activation: str
    data: str
    X: np.ndarray
    y: np.ndarray
    wrong: int
    x: np.ndarray
    parts: tuple
    z: float
    a: float
    A: np.ndarray

    @property
    def norm(self):
        """The length of w; where it is 0, there is no line."""
        return float(np.hypot(*self.w))


def result(w, b, activation, data, x):
    """Compute a Result."""
    unit, f = nn.Dense(2, 1, init=nn.zeros), ACTIVATIONS[activation]
    unit.W[:, 0], unit.b[:] = w, b
    X, y = points(data)
    z = float(unit.forward(x[None])[0, 0])
    return Result(
        w, b, activation, data, X, y,
        wrong=int(np.sum((unit.forward(X).ravel() > 0) != y)),
        x=x, parts=(*map(float, w * x), b), z=z, a=float(f(np.array(z))),
        A=f(unit.forward(GRID)).reshape(len(AXIS), -1),
    )  # fmt: skip
