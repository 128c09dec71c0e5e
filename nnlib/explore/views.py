"""How the playground looks: the network as a diagram, its map, and its curves.

All places are in inches from the lower left corner, so a weight's line on the diagram
ends where the map begins. Lesson 07.
"""

import contourpy
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator, NullLocator

from nnlib.explore.artists import Shade, powers
from nnlib.explore.runs import EPOCHS
from nnlib.explore.stamp import stamp
from nnlib.plotting import COLORS, DIVERGING, plot_points

SIZE = (10, 4.9)
MAP = (3.42, 0.72, 3.3, 3.3)  # left, bottom, width, height
MIDDLE = MAP[1] + MAP[3] / 2
INPUTS, UNITS, OUTPUT = 0.42, 1.6, 3.0  # centres of the diagram's columns
INPUT_HEIGHTS = (MIDDLE + 0.75, MIDDLE - 0.75)
WINDOW = {  # of the map: its centre, and half its width
    "sum": (0, 0, 3.2),
    "circle": (0, 0, 2.6),
    "xor": (0, 0, 2.6),
    "moons": (0.5, 0.25, 2.4),
    "spirals": (0, 0, 2.6),
}
UNIT_RANGE = {"relu": (-4, 4), "tanh": (-1, 1), "sigmoid": (0, 1)}
UNIT_RANGE |= {"step": (0, 1), "linear": (-4, 4)}
LOSS_RANGE = {"squared": (1e-4, 1), "cross-entropy": (1e-4, 30)}
NORM_RANGE = (1e-6, 30)
RESOLUTION = 81  # points across the map
SIDE = 0.86  # of a unit's map, as a part of its row
NUMBERED = 6  # units; of more, the weights' numbers would cover the lines
POSITIVE, NEGATIVE = DIVERGING(1.0), DIVERGING(0.0)
OFF = (0.7, 0.7, 0.7, 1.0)  # grey: does not matter here
DASHED = (0, (1.6, 0.8))
_BLANK = np.zeros((2, 2))
CORNERS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # of the unit square


def step(z):
    """1 where z > 0, else 0: the unit fires or it does not."""
    return np.where(z > 0, 1.0, 0.0)


def box(figure, left, bottom, width, height, **options):
    """Axes at a place in inches."""
    w, h = SIZE
    return figure.add_axes((left / w, bottom / h, width / w, height / h), **options)


class Wires:
    """The diagram: a map in every unit, and a line for every weight."""

    def __init__(self, figure):
        axes = self.axes = box(figure, 0, 0, *SIZE, zorder=-1)
        axes.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))
        axes.set_axis_off()
        self.lines = LineCollection([], capstyle="butt", zorder=1)
        self.frames = LineCollection([], color="#606060", linewidth=0.8, zorder=3)
        for collection in (self.lines, self.frames):
            axes.add_collection(collection, autolim=False)
        view = {"origin": "lower", "cmap": DIVERGING, "aspect": "auto", "zorder": 2}
        across = np.linspace(-1, 1, 50)[None]  # where x₁, and x₂, is small and large
        for ramp, height in zip((across, across.T), INPUT_HEIGHTS, strict=True):
            axes.imshow(
                ramp, extent=_square(INPUTS, height, 0.5), **view | {"zorder": 0}
            )
        self.units = axes.imshow(_BLANK, interpolation="nearest", **view)
        self.weights = [
            stamp(axes, 0, 0, size=9.5, ha="center", zorder=4, ground=0.85)
            for _ in range(NUMBERED)
        ]
        axes.plot([OUTPUT], [MIDDLE], "o", ms=17, mfc="w", mec="k", zorder=0)
        axes.set_xlim(0, SIZE[0]), axes.set_ylim(0, SIZE[1])  # images have changed them
        self.incoming = [
            stamp(axes, 0, 0, size=9.5, ha="center", zorder=5, ground=0.85)
            for _ in range(2)
        ]
        (self.frame,) = axes.plot([], [], color="black", lw=2.5, zorder=5)
        self.shapes = stamp(axes, 0.17, 0.3, size=9.5, ha="left")
        self.range = stamp(axes, UNITS, 4.45, size=9.5, ha="center")
        self._stand(figure)

    def _stand(self, figure):
        text(figure, INPUTS, 4.65, "inputs")
        text(figure, OUTPUT, MIDDLE, "σ", size=10)
        text(figure, UNITS, 4.65, "hidden units (press one)")
        for name, y in zip(("x₁", "x₂"), INPUT_HEIGHTS, strict=True):
            text(figure, INPUTS, y + 0.36, name)
        text(figure, 0.17, 0.1, "line: a weight, wide if large, dashed if negative; "
             "grey: the unit puts out 0", ha="left")  # fmt: skip
        ends = np.array([[OUTPUT + 0.12, MAP[0] - 0.03], [MIDDLE] * 2]) / [[10], [4.9]]
        figure.add_artist(Line2D(*ends, color="black", linewidth=1.2))

    @property
    def moving(self):
        return [self.lines, self.units, self.frames, *self.weights, self.frame,
                *self.incoming, self.shapes, self.range]  # fmt: skip

    def draw(self, state, A, n_points=100):
        """Show a state; A : (points, hidden) what the units put out on the grid."""
        hidden, n = state.hidden, n_points
        side, every = (
            int(np.sqrt(len(A))),
            1 + (hidden - 1) // 4,
        )  # small maps need less
        A = A.reshape(side, side, -1)[::every, ::every]
        pitch = min(0.8, 3.85 / hidden)
        y = MIDDLE + pitch * ((hidden - 1) / 2 - np.arange(hidden))
        self._tiles(state, A, y, pitch)
        self.heights, self.half = y, SIDE * pitch / 2
        self._weights(state, y, self.half)
        self._choose(state)
        shapes = f"shapes: ({n}, 2) → ({n}, {hidden}) → ({n}, 1)"
        self.shapes.set_text(shapes)
        low, high = UNIT_RANGE[state.problem.activation]
        low = 0 if state.problem.activation == "relu" else low
        self.range.set_text(f"colour: {low} … {high}".replace("-", "−"))

    def _tiles(self, state, A, y, pitch):
        """All units' maps in one picture, from the top, with white between them."""
        n, half = len(A), SIDE * pitch / 2
        gap = max(1, round(n * (1 / SIDE - 1)))
        tiles = np.full((state.hidden, n + gap, n), np.nan)
        tiles[:, gap:] = A.transpose(2, 0, 1)
        self.units.set_data(tiles[::-1].reshape(-1, n)[gap:])
        self.units.set_clim(*UNIT_RANGE[state.problem.activation])
        self.units.set_extent((UNITS - half, UNITS + half, y[-1] - half, y[0] + half))
        places = [(UNITS, height, 2 * half) for height in y]
        places += [(INPUTS, height, 0.5) for height in INPUT_HEIGHTS]
        self.frames.set_segments([_outline(*place) for place in places])

    def _weights(self, state, y, half):
        """Line width 1 to 10 pixels for |w| from 0 to 5; a negative one is dashed."""
        first, last = (layer for layer in state.net.layers if layer.params)
        w_out = last.W[:, 0]
        weights = np.nan_to_num([*first.W.ravel(), *w_out])
        ends = [
            ((INPUTS + 0.25, low), (UNITS - half, high))
            for low in INPUT_HEIGHTS
            for high in y
        ]
        ends += [((UNITS + half, high), (OUTPUT - 0.12, MIDDLE)) for high in y]
        self.lines.set_segments(ends)
        self.lines.set_linewidth(0.75 * (1 + 9 * np.minimum(np.abs(weights), 5) / 5))
        self.lines.set_linestyle([DASHED if w < 0 else "solid" for w in weights])
        colors = np.where(weights[:, None] < 0, NEGATIVE, POSITIVE)
        colors[np.tile(state.silent, 3)] = OFF
        self.lines.set_color(colors)
        shown = state.hidden <= NUMBERED
        for k, number in enumerate(self.weights):
            number.set_visible(shown and k < state.hidden)
            if number.get_visible():
                (x0, y0), (x1, y1) = ends[2 * state.hidden + k]
                number.set_position((0.66 * x0 + 0.34 * x1, 0.66 * y0 + 0.34 * y1))
                number.set_text(f"{w_out[k]:+.2f}".replace("-", "−"))
                number.set_color("#606060" if state.silent[k] else "black")

    def _choose(self, state):
        """A frame around the chosen unit, and the numbers of its weights."""
        chosen = state.chosen is not None
        for artist in (self.frame, *self.incoming):
            artist.set_visible(chosen)
        if not chosen:
            return
        y = self.heights[state.chosen]
        self.frame.set_data(*np.transpose(_outline(UNITS, y, 2 * self.half + 0.06)))
        w = state.net.layers[0].W[:, state.chosen]
        for number, weight, at in zip(self.incoming, w, INPUT_HEIGHTS, strict=True):
            number.set_text(f"{weight:+.2f}".replace("-", "−"))
            number.set_position((0.95, 0.6 * at + 0.4 * y))

    def unit_at(self, x, y):
        """The number of the unit whose map is at a place, from 0, or None."""
        away = np.abs(self.heights - y)
        inside = abs(x - UNITS) <= self.half and away.min() <= self.half
        return int(away.argmin()) if inside else None


def zero_line(w, b):
    """Two far ends of the line w·x + b = 0, or nothing where w = 0 or no number."""
    if not (np.isfinite([*w, b]).all() and np.any(w)):
        return [], []
    n = w / np.hypot(*w)
    foot, along = -b / np.hypot(*w) * n, np.array([-n[1], n[0]])
    return np.transpose([foot - 99 * along, foot + 99 * along])


def grid(window):
    """The axes of a window, x and y, and all points that they make: (n², 2)."""
    *centre, half = window
    x, y = (np.linspace(c - half, c + half, RESOLUTION) for c in centre)
    return x, y, np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def text(figure, x, y, words, **options):
    """Words on the figure itself, at a place in inches."""
    options = {"ha": "center", "va": "center", "size": 9.5} | options
    return figure.text(x / SIZE[0], y / SIZE[1], words, **options)


def _square(x, y, side):
    return (x - side / 2, x + side / 2, y - side / 2, y + side / 2)


def _outline(x, y, side):
    left, right, low, high = _square(x, y, side)
    return [(left, low), (right, low), (right, high), (left, high), (left, low)]


class Map:
    """The network's output over the plane, its boundary, and the points."""

    def __init__(self, figure, place=MAP, bar=(4.5, 4.5, 1.2, 0.1)):
        axes = self.axes = box(figure, *place)
        self.image = Shade(axes, DIVERGING, 0, 1, alpha=0.75)
        for held_out in (False, True):
            plot_points(np.zeros((2, 2)), [0, 1], axes, held_out=held_out)
        self.points = list(axes.collections)
        (self.line,) = axes.plot([], [], color="black", linewidth=2.2, zorder=2)
        (self.fold,) = axes.plot([], [], "--", color="black", lw=1.2, zorder=2)
        axes.set(xlabel="x₁", ylabel="")
        axes.set_title("output; 0.5 on the line; hollow: held out", size=10, y=1.02)
        for side in (axes.xaxis, axes.yaxis):
            side.set_major_locator(MultipleLocator(1))
        axes.tick_params(axis="y", pad=1)
        axes.yaxis.tick_right()
        axes.text(1.06, 0.52, "x₂", transform=axes.transAxes, size=10, zorder=0)
        colors = figure.colorbar(
            self.image, cax=box(figure, *bar),
            orientation="horizontal", ticks=[0, 0.5, 1],
        )  # fmt: skip
        colors.ax.tick_params(labelsize=9.5, pad=1)
        colors.ax.xaxis.tick_top()

    @property
    def moving(self):
        return [self.image, self.line, self.fold, *self.points]

    def draw(self, state, window):
        """Show a state over a window; return what its units put out there: (n², n)."""
        x, y, points = grid(window)
        A, P = state.look(points)
        P = np.nan_to_num(P.reshape(len(y), len(x)), nan=0.5)
        self._draw(state, P, x, y)
        return A

    def _draw(self, state, P, x, y):
        start, limits = state.start, (x[0], x[-1])
        if self.axes.get_xlim() != limits:
            self.axes.set(xlim=limits, ylim=(y[0], y[-1]))
        places = [
            X[Y.ravel() == k]
            for X, Y in ((start.X, start.Y), (start.X_new, start.Y_new))
            for k in (0, 1)
        ]
        for points, at in zip(self.points, places, strict=True):
            points.set_offsets(at)
        self.image.values = P
        lines = contourpy.contour_generator(x, y, P).lines(0.5)
        gap = np.full((1, 2), np.nan)
        path = [np.empty((0, 2)), *(part for line in lines for part in (line, gap))]
        self.line.set_data(*np.concatenate(path).T)
        self._draw_fold(state)

    def _draw_fold(self, state):
        """Where the chosen unit's sum is 0: there a ReLU bends the output."""
        ends = [], []
        if state.chosen is not None:
            dense = state.net.layers[0]
            ends = zero_line(dense.W[:, state.chosen], dense.b[0, state.chosen])
        self.fold.set_data(*ends)


class Curves:
    """Two curves over the epochs, on log scales with fixed limits, and a cursor."""

    def __init__(self, figure, place, title, names, colors):
        axes = self.axes = box(figure, *place)
        self.lines = [
            axes.plot([], [], style, color=COLORS[color], label=name, lw=2, ms=4)[0]
            for name, style, color in zip(names, ("o-", "s--"), colors, strict=True)
        ]
        self.cursor = axes.axvline(1, color="black", linewidth=1.2)
        axes.set_xscale("symlog", linthresh=1)
        axes.set(xlim=(-0.3, 20000), yscale="log")
        axes.set_xticks(
            [0, 1, 10, 100, 1000, 10000], ["0", "1", "10", "100", "1k", "10k"]
        )
        for side in (axes.xaxis, axes.yaxis):
            side.set_minor_locator(NullLocator())
        powers(axes.yaxis)
        axes.set_title(title, size=10, y=1.02)  # a place of our own is found faster
        axes.grid(alpha=0.3)
        legend = axes.legend(loc="lower left", fontsize=9.5, borderpad=0.25)
        legend.set_zorder(1)  # under what moves, so it is drawn once

    @property
    def moving(self):
        return [*self.lines, self.cursor]

    def draw(self, state, curves):
        limits = self.axes.get_ylim()
        curves = np.clip(np.nan_to_num(curves, nan=np.inf), *limits)
        for line, values in zip(self.lines, curves.T, strict=True):
            line.set_data(EPOCHS[: len(values)], values)
        self.cursor.set_xdata([state.epoch, state.epoch])

    @staticmethod
    def epoch_at(x):
        """The epoch of EPOCHS nearest to a place on the axis."""
        return EPOCHS[int(np.abs(np.arcsinh(EPOCHS) - np.arcsinh(x)).argmin())]


def next_epoch(values, step):
    """The epoch of EPOCHS one step from that of the controls, or the last there is."""
    place = EPOCHS.index(values["epoch"]) + step
    return EPOCHS[min(max(place, 0), len(EPOCHS) - 1)]
