"""How the explorer of digits looks: the board, curves, mistakes and weights.

All places are in inches from the lower left corner. Lesson 08.
"""

import numpy as np
from matplotlib import colormaps
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from nnlib.explore.artists import POINTS, Labels, Pixels
from nnlib.explore.inches import box, text
from nnlib.explore.views.curves import Curves
from nnlib.lessons.lesson_08.panel_model import CHANCE, EPOCHS, data
from nnlib.plotting import COLORS, DIVERGING

SIZE = (10, 5)
SHOWN = 8  # mistakes
GREYS = colormaps["Greys"]
TILES, ACROSS = 16, 8  # units whose weights are shown
LIMIT, DASH = 0.6, 0.2  # of a weight's colour; a weight below −DASH has a dash
CURVES = {  # limits, a blind guess, labels of the powers of ten from 10⁻³
    "loss": ((1e-3, 30), CHANCE, ["0.001", "0.01", "0.1", "1", "10"]),
    "wrong": ((5e-4, 1.3), 0.9, ["0.1 %", "1 %", "10 %", "100 %"]),
}


class Board:
    """The drawing, the cursor of the keys, and a bar for each digit it may be."""

    def __init__(self, figure, word):
        axes = self.axes = box(figure, 0.25, 2.55, 2.1, 2.1)
        self.image = Pixels(axes, (8, 8))
        axes.set(xticks=[], yticks=[])
        ends, low, high = np.arange(0.5, 7), -0.5, 7.5
        lines = [[(k, low), (k, high)] for k in ends]
        lines += [[(low, k), (high, k)] for k in ends]
        axes.add_collection(LineCollection(lines, color="#CCCCCC", lw=0.5, zorder=2))
        sides = [[(x, low), (x, high)] for x in (0.5, 6.5)]
        blue = COLORS["blue"]
        axes.add_collection(LineCollection(sides, color=blue, ls="--", lw=1, zorder=3))
        self.cursor = Rectangle((0, 0), 1, 1, fill=False, ec=COLORS["orange"], lw=2.5,
                                zorder=4)  # fmt: skip
        axes.add_patch(self.cursor)
        text(figure, 0.25, 4.82, word("board title"))
        self.hint = Labels(axes, color="#606060")
        self.hint_lines = word("hint").splitlines()
        self._stage_bars(figure, word)

    def _stage_bars(self, figure, word):
        bars = self.bar_axes = box(figure, 2.85, 2.55, 1.1, 2.1)
        bars.set(xlim=(0, 1), ylim=(9.6, -0.6), xticks=[], yticks=range(10))
        bars.tick_params(axis="y", length=0)
        self.bars = LineCollection([], linewidths=10, capstyle="butt")
        bars.add_collection(self.bars, autolim=False)
        self.numbers = Labels(bars, "left")
        self.numbers.artist.set_clip_on(False)
        text(figure, 2.85, 4.82, word("bars title"))

    @property
    def moving(self):
        words = (self.hint.artist, self.numbers.artist)
        return [self.image, self.cursor, self.bars, *words]

    def draw(self, r):
        ink, cell = r.look.ink, r.look.cell
        self.image.paint(ink, GREYS, 0, 16)
        words = () if ink.any() or cell is not None else self.hint_lines
        self.hint.draw(words, [(3.5, 3 + k) for k in range(len(words))])
        self.cursor.set_visible(cell is not None)
        if cell is not None:
            self.cursor.set_xy(np.subtract(cell[::-1], 0.5))
        p = r.p if ink.any() else np.zeros(10)
        self.bars.set_segments([[(0, k), (v, k)] for k, v in enumerate(p)])
        colors = [COLORS["sky"]] * 10
        colors[int(p.argmax())] = COLORS["blue"]
        self.bars.set_color(colors)
        seen = np.flatnonzero(p >= 0.005)
        self.numbers.draw([f"{p[k]:.2f}" for k in seen], [(1.06, k) for k in seen])


class Progress(Curves):
    """The loss, or the share of wrong answers, beside that of a blind guess."""

    def __init__(self, figure, word):
        names, colors = (word("training"), word("held out")), ("blue", "orange")
        place, counted = (5.15, 2.95, 2.05, 1.7), {"epochs": EPOCHS, "end": 40}
        ticks = {epoch: str(epoch) for epoch in (0, 1, 3, 10, 30)}
        super().__init__(figure, place, "", names, colors, ticks=ticks, **counted)
        self.word = word
        self.chance = self.axes.axhline(CHANCE, color="black", ls=":", lw=1, zorder=1)
        self.axes.set_xlabel(word("epoch"))

    def show_scale(self, curve):
        """Set the axes for the loss or for wrong answers."""
        limits, chance, labels = CURVES[curve]
        self.axes.set_title(self.word(f"{curve} title"), size=POINTS)
        self.axes.set_ylim(limits)
        self.axes.set_yticks([10.0 ** (k - 3) for k in range(len(labels))], labels)
        self.axes.yaxis.set_minor_locator(NullLocator())
        self.chance.set_ydata([chance, chance])

    def draw(self, r):
        loss = r.look.curve == "loss"
        super().draw(r, r.curves[:, 0] if loss else 1 - r.curves[:, 1])


class Confusion:
    """How many held-out digits of each class were read as which."""

    def __init__(self, figure, word):
        axes = self.axes = box(figure, 7.7, 2.5, 2.15, 2.15)
        self.image = Pixels(axes, (10, 10))
        axes.set(xticks=range(10), yticks=range(10), ylabel=word("digit"))
        axes.yaxis.set_label_coords(-0.1, 0.5)
        axes.tick_params(length=0, pad=2)
        self.numbers = Labels(axes)
        text(figure, 8.78, 4.82, word("confusion title"), ha="center")

    @property
    def moving(self):
        return [self.image, self.numbers.artist]

    def draw(self, r):
        M, same = r.confusion, np.eye(10, dtype=bool)
        right = 0.45 * M / np.maximum(M.sum(axis=1, keepdims=True), 1)
        strength = np.where(same, right, np.minimum(0.2 + 0.08 * M, 1) * (M > 0))
        color = np.where(same[..., None], _rgb("blue"), _rgb("orange"))
        color = 255 + strength[..., None] * (color - 255)
        self.image.colors[..., :3] = color
        rows, columns = np.nonzero(M)
        words = [str(M[at]) for at in zip(rows, columns, strict=True)]
        self.numbers.draw(words, np.stack([columns, rows], axis=1))


def _rgb(name):
    return np.array([int(COLORS[name][k : k + 2], 16) for k in (1, 3, 5)])


class Gallery:
    """The surest mistakes, as pictures with what they are and what was read."""

    PITCH = (10, 11)  # pixels from tile to tile, across and down

    def __init__(self, figure, word):
        axes = self.axes = box(figure, 0.25, 0.05, 3.9, 2.1)
        self.image = Pixels(axes, self._sheet([]).shape)
        axes.set_axis_off()
        self.captions = Labels(axes)
        self.rows = ()  # of the held-out digits that are shown
        text(figure, 0.25, 2.3, word("gallery title"))

    @property
    def moving(self):
        return [self.image, self.captions.artist]

    def places(self):
        """The upper left pixel of each tile: (x, y)."""
        across, down = self.PITCH
        return [((k % 4) * across, (k // 4) * down) for k in range(SHOWN)]

    def tile(self, x, y):
        """The number of the tile at a place in data coordinates, or None."""
        for k, (left, top) in enumerate(self.places()):
            if left <= x + 0.5 < left + 8 and top <= y + 0.5 < top + 8:
                return k
        return None

    def _sheet(self, pictures):
        sheet = np.full((2 * self.PITCH[1], 4 * self.PITCH[0] - 2), np.nan)
        for (x, y), picture in zip(self.places(), pictures, strict=False):
            sheet[y : y + 8, x : x + 8] = picture.reshape(8, 8)
        return sheet

    def draw(self, r):
        rows, parts = r.mistakes[:SHOWN], data()
        self.rows = rows
        self.image.paint(self._sheet(parts.X_ink[rows]), GREYS, -1.5, 16)
        pairs = zip(parts.y_new[rows], r.answers[rows].argmax(axis=1), strict=True)
        words = [f"{true} → {read}" for true, read in pairs]
        places = [(x + 3.5, y + 8.8) for x, y in self.places()[: len(rows)]]
        self.captions.draw(words, places)


class Weights:
    """What each unit of the hidden layer looks at."""

    def __init__(self, figure, word):
        axes = self.axes = box(figure, 4.7, 0.45, 5.15, 1.4)
        self.image = Pixels(axes, self._sheet(np.zeros((64, 0))).shape)
        axes.set_axis_off()
        (self.minus,) = axes.plot([], [], ls="", marker="_", ms=3, color="white")
        text(figure, 4.7, 2.0, word("weights title", most=TILES))
        text(figure, 4.7, 0.25, word("weights key", limit=LIMIT, dash=DASH))

    @property
    def moving(self):
        return [self.image, self.minus]

    def _sheet(self, W):
        sheet = np.full((2 * 9 - 1, ACROSS * 9 - 1), np.nan)
        for k, w in enumerate(W.T[:TILES]):
            x, y = (k % ACROSS) * 9, (k // ACROSS) * 9
            sheet[y : y + 8, x : x + 8] = w.reshape(8, 8)
        return sheet

    def draw(self, r):
        sheet = self._sheet(r.net.layers[0].W)
        self.image.paint(sheet, DIVERGING, -LIMIT, LIMIT)
        rows, columns = np.nonzero(np.nan_to_num(sheet) < -DASH)
        self.minus.set_data(columns, rows)
