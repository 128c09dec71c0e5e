"""What the explorer of gradient descent computes: whole paths over a surface.

No figure in here. Lesson 06.
"""

from typing import NamedTuple

import numpy as np

import nnlib as nn
from nnlib.lessons.lesson_06.surfaces import SURFACES, Surface

OPTIMIZERS = {
    "SGD": nn.SGD,
    "Momentum": nn.Momentum,
    "Nesterov": nn.Nesterov,
    "RMSProp": nn.RMSProp,
    "Adam": nn.Adam,
}
RATES = tuple(float(f"{d}e{ten}") for ten in range(-4, 1) for d in range(1, 10))
STEPS = (*range(21), *range(25, 51, 5), *range(60, 201, 10))
LOST = 1e9  # a path that is so far out has diverged


class Walk:
    """The points of a path, (n + 1, dims), and their heights above the lowest."""

    def __init__(self, surface, optimizer, lr, start):
        theta = np.array(start[: surface.dims], dtype=float)
        opt = OPTIMIZERS[optimizer](theta, lr=lr)
        points, self.diverged = [theta.copy()], False
        for _ in range(STEPS[-1] + 1):
            opt.step(surface.gradient(theta))
            points.append(theta.copy())
            if not abs(theta).max() < LOST:
                self.diverged = True
                break
        self.points = np.array(points)
        # Far out a height may be too large for a float: it has left the picture anyway.
        with np.errstate(over="ignore"):
            self.heights = surface.height(self.points) - surface.lowest

    def at(self, k):
        """The number of the step to show: k, or the last one there is."""
        return min(k, len(self.points) - 2)


class State(NamedTuple):
    """One step of a path.

    name   : of the surface
    k      : the number of the step
    others : name of another optimizer -> its Walk from the same start
    """

    name: str
    optimizer: str
    lr: float
    start: tuple
    k: int
    walk: Walk
    others: dict

    @property
    def surface(self) -> Surface:
        return SURFACES[self.name]

    @property
    def point(self):
        return self.walk.points[self.k]

    @property
    def height(self):
        """Above the lowest point."""
        return float(self.walk.heights[self.k])

    @property
    def slope(self):
        """The length of the gradient."""
        return float(np.linalg.norm(self.surface.gradient(self.point)))

    @property
    def length(self):
        """Of the next step."""
        return float(np.linalg.norm(self.walk.points[self.k + 1] - self.point))

    @property
    def rests(self):
        """Is the gradient 0, and this is no lowest point?"""
        return self.slope < 1e-12 and self.height > 1e-6


def state(lr, optimizer, name, steps, race, start):
    """Walk from a start, with all optimizers if it is a race."""
    surface = SURFACES[name]
    walk = Walk(surface, optimizer, lr, start)
    names = [other for other in OPTIMIZERS if race and other != optimizer]
    others = {other: Walk(surface, other, lr, start) for other in names}
    return State(name, optimizer, lr, start, walk.at(steps), walk, others)
