"""How the panel of lesson 02 draws the plane, and the plane as two units see it."""

import numpy as np
from matplotlib.collections import LineCollection

from nnlib.explore.inches import box
from nnlib.explore.stamp import stamp
from nnlib.explore.views.diagram import MAP
from nnlib.explore.views.plane import OutputMap, dots, zero_line
from nnlib.lessons.lesson_02.panel_model import AXIS, GRID

LIMITS = {  # of what two units put out
    "relu": (-0.5, 4),
    "linear": (-2.5, 4),
    "sigmoid": (-0.1, 1.1),
    "step": (-0.1, 1.1),
}


class Plane(OutputMap):
    """The output over the plane, with the points."""

    def __init__(self, figure):
        super().__init__(figure, MAP)
        self.dots = dots(self.axes)
        ticks = [-0.5, 0, 0.5, 1, 1.5]
        self.axes.set(xlim=(AXIS[0], AXIS[-1]), ylim=(AXIS[0], AXIS[-1]))
        self.axes.set(xticks=ticks, yticks=ticks)
        self.name_y(0.61)

    @property
    def moving(self):
        return [*super().moving, *self.dots]

    def show(self, r):
        """Show a result."""
        self.draw(r.P.reshape(len(AXIS), -1), AXIS, AXIS)
        for k in (0, 1):
            self.dots[k].set_data(*r.X[r.y == k].T)


class Space:
    """The plane's own grid, and the points, at the outputs of two of the units."""

    def __init__(self, figure, axes, word):
        """axes : where the names of the two axes may be stamped, in inches."""
        self.word = word
        self.axes = box(figure, 7.72, 1.15, 2.2, 2.2)
        self.mesh = LineCollection([], color="#909090", linewidth=0.8)
        self.axes.add_collection(self.mesh, autolim=False)
        (self.cut,) = self.axes.plot([], [], color="black", linewidth=2.2)
        self.dots = dots(self.axes)
        self.axes.set_title(word("space"), size=10, y=1.03)
        middle = {"size": 10, "ha": "center", "zorder": 5}
        self.names = [
            stamp(axes, 8.82, 0.72, **middle),
            stamp(axes, 7.24, 2.25, rotation=90, **middle),
        ]

    @property
    def moving(self):
        return [self.mesh, self.cut, *self.dots, *self.names]

    def set_limits(self, activation):
        self.axes.set(xlim=LIMITS[activation], ylim=LIMITS[activation])

    def show(self, r):
        """Show the chosen unit's output across, and the next unit's upward."""
        pair = [r.chosen, (r.chosen + 1) % r.hidden][: r.hidden]

        def place(X):
            A = np.zeros((X.size // 2, 2))
            A[:, : len(pair)] = r.units(X.reshape(-1, 2))[:, pair]
            return A.reshape(X.shape)

        plane = GRID.reshape(len(AXIS), len(AXIS), 2)
        ways = np.concatenate([plane[::5], plane[:, ::5].swapaxes(0, 1)])
        self.mesh.set_segments(place(ways))
        for k in (0, 1):
            self.dots[k].set_data(*place(r.X[r.y == k]).T)
        self.cut.set_data(*_cut(r, pair))
        names = [self.word("a of unit", k=k + 1) for k in pair]
        for name, words in zip(self.names, (*names, ""), strict=False):
            name.set_text(words)


def _cut(r, pair):
    """The line on which the output is 0.5; with three units or more it is no line."""
    v = np.zeros(2)
    v[: len(pair)] = r.parts[pair, 3]
    return zero_line(v, r.c) if r.hidden <= 2 else ([], [])
