"""A network with one hidden layer as a diagram, and where the map of its output stands.

All places are in inches from the lower left corner, so the output's line ends where the
map begins.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from nnlib.explore.inches import box, text
from nnlib.explore.stamp import stamp
from nnlib.plotting import DIVERGING
from nnlib.shared.words import Words, filled

say = Words(__file__, "diagram")

SIZE = (10, 4.9)
MAP = (3.42, 0.72, 3.3, 3.3)  # left, bottom, width, height
MIDDLE = MAP[1] + MAP[3] / 2
INPUTS, UNITS, OUTPUT = 0.42, 1.6, 3.0  # centres of the columns
INPUT_HEIGHTS = (MIDDLE + 0.75, MIDDLE - 0.75)
COLOR_RANGE = {
    "relu": (-4, 4),
    "tanh": (-1, 1),
    "sigmoid": (0, 1),
    "step": (0, 1),
    "linear": (-4, 4),
}
SIDE = 0.86  # of a unit's map, as a part of its row
NUMBERED = 6  # units; of more, the weights' numbers would cover the lines
POSITIVE, NEGATIVE = DIVERGING(1.0), DIVERGING(0.0)
OFF = (0.7, 0.7, 0.7, 1.0)  # grey: does not matter here
DASHED = (0, (1.6, 0.8))


class Units(NamedTuple):
    """A hidden layer as the diagram shows it.

    A      : (n², hidden), what the units put out on a square grid, lowest row first
    W, v   : (2, hidden) and (hidden,), the weights that come in and that go out
    activation : its name, for the limits of the colours
    n_points   : of the batch, for the shapes
    silent : (hidden,), which units put out 0 wherever it matters
    chosen : the unit that gets a frame, from 0, or None
    """

    A: np.ndarray
    W: np.ndarray
    v: np.ndarray
    activation: str
    n_points: int
    silent: np.ndarray
    chosen: int | None


class Diagram:
    """A map in every unit, and a line for every weight."""

    def __init__(self, figure):
        self.words = say.read()
        axes = self.axes = box(figure, 0, 0, *SIZE, zorder=-1)
        axes.set_axis_off()
        self.lines = LineCollection([], capstyle="butt", zorder=1)
        self.frames = LineCollection([], color="#606060", linewidth=0.8, zorder=3)
        for collection in (self.lines, self.frames):
            axes.add_collection(collection, autolim=False)
        self._add_maps()
        axes.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))  # images have changed them
        (self.frame,) = axes.plot([], [], color="black", lw=2.5, zorder=5)
        self._add_numbers()
        self._add_words(figure)

    def _add_maps(self):
        view = {"origin": "lower", "cmap": DIVERGING, "aspect": "auto"}
        across = np.linspace(-1, 1, 50)[None]  # where x₁, and x₂, is small and large
        for ramp, height in zip((across, across.T), INPUT_HEIGHTS, strict=True):
            extent = _square(INPUTS, height, 0.5)
            self.axes.imshow(ramp, extent=extent, zorder=0, **view)
        blank = np.zeros((2, 2))
        self.maps = self.axes.imshow(blank, interpolation="nearest", zorder=2, **view)

    def _add_numbers(self):
        middle = {"size": 9.5, "ha": "center"}
        over = middle | {"ground": 0.85}
        self.outgoing = [
            stamp(self.axes, 0, 0, zorder=4, **over) for _ in range(NUMBERED)
        ]
        self.incoming = [stamp(self.axes, 0, 0, zorder=5, **over) for _ in range(2)]
        self.shapes = stamp(self.axes, 0.17, 0.3, size=9.5, ha="left")
        self.range = stamp(self.axes, UNITS, 4.45, **middle)

    def _add_words(self, figure):
        middle = {"size": 9.5, "ha": "center"}
        self.axes.plot([OUTPUT], [MIDDLE], "o", ms=17, mfc="w", mec="k", zorder=0)
        text(figure, INPUTS, 4.65, self.words["inputs"], **middle)
        text(figure, OUTPUT, MIDDLE, "σ", ha="center")
        text(figure, UNITS, 4.65, self.words["units"], **middle)
        for name, y in zip(("x₁", "x₂"), INPUT_HEIGHTS, strict=True):
            text(figure, INPUTS, y + 0.36, name, **middle)
        text(figure, 0.17, 0.1, self.words["legend"], size=9.5)
        ends = np.array([[OUTPUT + 0.12, MAP[0] - 0.03], [MIDDLE] * 2])
        ends = ends / np.reshape(SIZE, (2, 1))
        figure.add_artist(Line2D(*ends, color="black", linewidth=1.2))

    @property
    def moving(self):
        return [self.lines, self.maps, self.frames, *self.outgoing, self.frame,
                *self.incoming, self.shapes, self.range]  # fmt: skip

    def draw(self, units):
        """Show some Units."""
        n, hidden = units.n_points, len(units.v)
        pitch = min(0.8, 3.85 / hidden)
        self.heights = MIDDLE + pitch * ((hidden - 1) / 2 - np.arange(hidden))
        self.half = SIDE * pitch / 2
        self._draw_maps(units)
        self._draw_weights(units)
        self._draw_chosen(units)
        self.shapes.set_text(filled(self.words["shapes"], {"n": n, "hidden": hidden}))
        low, high = COLOR_RANGE[units.activation]
        low = 0 if units.activation == "relu" else low
        self.range.set_text(filled(self.words["range"], {"low": low, "high": high}))

    def _draw_maps(self, units):
        """All units' maps in one picture, from the top, with white between them."""
        hidden, side = len(units.v), int(np.sqrt(len(units.A)))
        every = 1 + (hidden - 1) // 4  # small maps need less
        A = units.A.reshape(side, side, hidden)[::every, ::every]
        n, y, half = len(A), self.heights, self.half
        gap = max(1, round(n * (1 / SIDE - 1)))
        tiles = np.full((hidden, n + gap, n), np.nan)
        tiles[:, gap:] = A.transpose(2, 0, 1)
        self.maps.set_data(tiles[::-1].reshape(-1, n)[gap:])
        self.maps.set_clim(*COLOR_RANGE[units.activation])
        self.maps.set_extent((UNITS - half, UNITS + half, y[-1] - half, y[0] + half))
        places = [(UNITS, height, 2 * half) for height in y]
        places += [(INPUTS, height, 0.5) for height in INPUT_HEIGHTS]
        self.frames.set_segments([_outline(*place) for place in places])

    def _draw_weights(self, units):
        """Line width 1 to 10 pixels for |w| from 0 to 5; a negative one is dashed."""
        y, half = self.heights, self.half
        ends = [
            ((INPUTS + 0.25, low), (UNITS - half, high))
            for low in INPUT_HEIGHTS
            for high in y
        ]
        out = [((UNITS + half, high), (OUTPUT - 0.12, MIDDLE)) for high in y]
        self.lines.set_segments(ends + out)
        weights = np.nan_to_num([*units.W.ravel(), *units.v])
        self.lines.set_linewidth(0.75 * (1 + 9 * np.minimum(np.abs(weights), 5) / 5))
        self.lines.set_linestyle([DASHED if w < 0 else "solid" for w in weights])
        colors = np.where(weights[:, None] < 0, NEGATIVE, POSITIVE)
        colors[np.tile(units.silent, 3)] = OFF
        self.lines.set_color(colors)
        for k, number in enumerate(self.outgoing):
            number.set_visible(k < len(y) <= NUMBERED)
            if number.get_visible():
                (x0, y0), (x1, y1) = out[k]
                number.set_position((0.66 * x0 + 0.34 * x1, 0.66 * y0 + 0.34 * y1))
                number.set_text(_signed(units.v[k]))
                number.set_color("#606060" if units.silent[k] else "black")

    def _draw_chosen(self, units):
        """A frame around the chosen unit, and the numbers of its weights."""
        chosen = units.chosen is not None
        for artist in (self.frame, *self.incoming):
            artist.set_visible(chosen)
        if not chosen:
            return
        y = self.heights[units.chosen]
        self.frame.set_data(*np.transpose(_outline(UNITS, y, 2 * self.half + 0.06)))
        w = units.W[:, units.chosen]
        for number, weight, at in zip(self.incoming, w, INPUT_HEIGHTS, strict=True):
            number.set_text(_signed(weight))
            number.set_position((0.95, 0.6 * at + 0.4 * y))

    def unit_at(self, x, y):
        """The number of the unit whose map is at a place, from 0, or None."""
        away = np.abs(self.heights - y)
        inside = abs(x - UNITS) <= self.half and away.min() <= self.half
        return int(away.argmin()) if inside else None


def _signed(weight):
    return f"{weight:+.2f}".replace("-", "−")


def _square(x, y, side):
    return (x - side / 2, x + side / 2, y - side / 2, y + side / 2)


def _outline(x, y, side):
    left, right, low, high = _square(x, y, side)
    return [(left, low), (right, low), (right, high), (left, high), (left, low)]
