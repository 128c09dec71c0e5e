"""The plane of two inputs: a network's output over it, its boundary, and points."""

import contourpy
import numpy as np
from matplotlib.ticker import MultipleLocator

from nnlib.explore.artists import Shade
from nnlib.explore.inches import box
from nnlib.plotting import COLORS, DIVERGING, MARKERS, plot_points
from nnlib.shared.words import Words

say = Words(__file__, "plane")

CORNERS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # all that two bits can be
RESOLUTION = 81  # points across a map
BAR = (4.5, 4.5, 1.2, 0.1)  # left, bottom, width, height of the scale of colours


def step(z):
    """1 where z > 0, else 0: the unit fires or it does not."""
    return np.where(z > 0, 1.0, 0.0)


def grid(x, y):
    """All points of the plane that two axes make: (len(y) · len(x), 2)."""
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def zero_line(w, b):
    """Two far ends of the line w·x + b = 0, or nothing where w = 0 or no number."""
    if not (np.isfinite([*w, b]).all() and np.any(w)):
        return [], []
    n = w / np.hypot(*w)
    foot, along = -b / np.hypot(*w) * n, np.array([-n[1], n[0]])
    return np.transpose([foot - 99 * along, foot + 99 * along])


def dots(axes, size=8):
    """Points without places yet, one artist for each of two classes."""
    return [
        axes.plot([], [], MARKERS[k], ms=size, mec="black", mfc=COLORS[color], ls="")[0]
        for k, color in enumerate(("blue", "orange"))
    ]


class OutputMap:
    """The output as colours, the line on which it is 0.5, and the scale of colours."""

    def __init__(self, figure, place, bar=BAR):
        axes = self.axes = box(figure, *place)
        self.image = Shade(axes, DIVERGING, 0, 1, alpha=0.75)
        (self.line,) = axes.plot([], [], color="black", linewidth=2.2, zorder=2)
        axes.set(xlabel="x₁", ylabel="")
        axes.set_title(say("title"), size=10, y=1.02)
        axes.yaxis.tick_right()
        colors = figure.colorbar(
            self.image, cax=box(figure, *bar),
            orientation="horizontal", ticks=[0, 0.5, 1],
        )  # fmt: skip
        colors.ax.tick_params(labelsize=9.5, pad=1)
        colors.ax.xaxis.tick_top()

    def name_y(self, height):
        """Write x₂ beside the axis, at a part of its height where no number stands."""
        transform = self.axes.transAxes
        self.axes.text(1.06, height, "x₂", transform=transform, size=10, zorder=0)

    @property
    def moving(self):
        return [self.image, self.line]

    def draw(self, P, x, y):
        """Show P, (len(y), len(x)), over the axes x and y."""
        self.image.values = P
        lines = contourpy.contour_generator(x, y, P).lines(0.5)
        gap = np.full((1, 2), np.nan)
        path = [np.empty((0, 2)), *(part for line in lines for part in (line, gap))]
        self.line.set_data(*np.concatenate(path).T)


class RunMap(OutputMap):
    """The output of a recorded run's network, with the points that it is trained on."""

    def __init__(self, figure, place, bar=BAR):
        super().__init__(figure, place, bar)
        axes = self.axes
        for held_out in (False, True):
            plot_points(np.zeros((2, 2)), [0, 1], axes, held_out=held_out)
        self.points = list(axes.collections)
        (self.fold,) = axes.plot([], [], "--", color="black", lw=1.2, zorder=2)
        axes.set(xlabel="x₁", ylabel="")
        axes.set_title(say("title with held-out points"), size=10, y=1.02)
        for side in (axes.xaxis, axes.yaxis):
            side.set_major_locator(MultipleLocator(1))
        axes.tick_params(axis="y", pad=1)
        self.name_y(0.52)

    @property
    def moving(self):
        return [*super().moving, self.fold, *self.points]

    def show(self, state, window):
        """Show a state over a window: its centre, and half its width.

        Returns what the hidden units put out there: (n², hidden).
        """
        *centre, half = window
        x, y = (np.linspace(c - half, c + half, RESOLUTION) for c in centre)
        if self.axes.get_xlim() != (x[0], x[-1]):
            self.axes.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
        A, P = state.look(grid(x, y))
        self.draw(np.nan_to_num(P.reshape(len(y), len(x)), nan=0.5), x, y)
        parts = ((state.start.X, state.start.Y), (state.start.X_new, state.start.Y_new))
        places = [X[Y.ravel() == k] for X, Y in parts for k in (0, 1)]
        for points, at in zip(self.points, places, strict=True):
            points.set_offsets(at)
        self._draw_fold(state)
        return A

    def _draw_fold(self, state):
        """Where the chosen unit's sum is 0: there a ReLU bends the output."""
        ends = [], []
        if state.chosen is not None:
            dense = state.net.layers[0]
            ends = zero_line(dense.W[:, state.chosen], dense.b[0, state.chosen])
        self.fold.set_data(*ends)
