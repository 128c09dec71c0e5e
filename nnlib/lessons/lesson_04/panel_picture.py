"""How the explorer of losses looks: three views over z, and softmax as a table.

All places are in inches from the lower left corner. Lesson 04.
"""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from nnlib.explore.inches import box, ends, number, text
from nnlib.explore.speech import fill
from nnlib.explore.stamp import stamp
from nnlib.lessons.lesson_04.panel_model import LOSSES, Z, one_score
from nnlib.plotting import COLORS

SIZE = (10, 4.9)
LOOKS = (("blue", "-", "o"), ("orange", "--", "s"))
GREY = "#9A9A9A"
TICKS = (-10, -5, 0, 5, 10)
TANGENT = np.array([-1.6, 1.6])  # from z, to both sides
GAP = 0.05  # between words and what stands beside them
KEYS = (1.9, 4.4)  # right edges of the losses' names


def _sample(figure, x, y, color, style, marker):
    """The key of a curve, which ends at x: a piece of its line with its marker."""
    w, h = SIZE
    line = Line2D(
        np.array([x - 0.3, x - 0.15, x]) / w, [y / h] * 3, color=COLORS[color],
        linestyle=style, marker=marker, markevery=[1], mec="black", lw=2.4,
    )  # fmt: skip
    figure.add_artist(line)


class CurvesOverZ:
    """A curve over z for each loss, a point on it, and its height as a number."""

    def __init__(self, figure, place, limits, word):
        axes = self.axes = box(figure, *place)
        self.lines, self.points = [], []
        for color, style, marker in LOOKS:
            color = COLORS[color]
            self.lines += axes.plot([], [], style, color=color, lw=2.4)
            self.points += axes.plot([], [], marker, color=color, mec="black", ms=9)
        self.cursor = axes.axvline(0, color="black", linewidth=0.8)
        axes.set(xlim=(-10.3, 10.3), ylim=limits, xticks=TICKS)
        axes.yaxis.set_label_coords(-0.09, 0.5)
        axes.grid(alpha=0.3)
        height = place[1] + place[3] + 0.16
        for x, name, look in zip(KEYS, LOSSES, LOOKS, strict=True):
            head = text(figure, x, height, word(name), ha="right")
            _sample(figure, ends(head)[0] - 2 * GAP, height, *look)
        self.numbers = [number(figure, x + GAP, height) for x in KEYS]

    @property
    def moving(self):
        return [self.cursor, *self.lines, *self.points, *self.numbers]

    def draw(self, z, curves, at, on):
        self.cursor.set_xdata([z, z])
        for k, (line, point) in enumerate(zip(self.lines, self.points, strict=True)):
            color = COLORS[LOOKS[k][0]] if on[k] else GREY
            line.set_data(Z, curves[k])
            line.set(color=color, linewidth=2.4 if on[k] else 1.2)
            point.set_data([z], [at[k]])
            point.set_markerfacecolor(color)
            self.numbers[k].set_text(fill("{x:.3g}", {"x": at[k]}))


class Losses(CurvesOverZ):
    """Both losses, with their tangents at z."""

    def __init__(self, figure, word):
        super().__init__(figure, (0.72, 2.94, 4.3, 1.62), (-0.5, 10.5), word)
        self.axes.set(ylabel=word("loss"), yticks=[0, 5, 10])
        self.tangents = [
            self.axes.plot([], [], color="black", linewidth=1.4)[0] for _ in LOOKS
        ]

    @property
    def moving(self):
        return [*super().moving, *self.tangents]

    def draw_tangents(self, r, on):
        for line, L, dz, shown in zip(self.tangents, r.L, r.dz, on, strict=True):
            line.set_data(r.z + TANGENT, L + dz * TANGENT)
            line.set_visible(shown)


class Slopes(CurvesOverZ):
    """Both gradients."""

    def __init__(self, figure, word):
        super().__init__(figure, (0.72, 0.52, 4.3, 1.72), (-1.12, 1.12), word)
        self.axes.axhline(0, color="black", linewidth=1, zorder=1)
        self.axes.set(xlabel=word("z"), ylabel="∂L/∂z", yticks=[-1, 0, 1])


class Ratio:
    """The first gradient as a part of the second, on a log scale."""

    def __init__(self, figure, word):
        axes = self.axes = box(figure, 5.85, 3.16, 3.9, 1.4)
        gradients = one_score(Z, 0)[1]  # for target 1 the ratio is the same
        axes.semilogy(Z, np.abs(gradients[0] / gradients[1]), color="black", lw=1.6)
        axes.axhline(0.01, color="black", linestyle=":", linewidth=1.2)
        axes.set(xlim=(-10.3, 10.3), xticks=TICKS, ylim=(3e-5, 2), xlabel=word("z"))
        axes.set_yticks([1e-4, 0.01, 1], ["0.01 %", "1 %", "100 %"])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        axes.set_title(word("ratio title"), size=10)
        (self.point,) = axes.plot([], [], "D", color=COLORS["pink"], mec="k", ms=8)
        for y, name in ((1e-3, "a = σ(z) = "), (1.5e-4, word("ratio"))):
            axes.text(0.6, y, name, size=10, ha="right", va="center", zorder=0)
        self.a = stamp(axes, 0.7, 1e-3, size=10)
        self.percent = stamp(axes, 0.7, 1.5e-4, size=10)

    @property
    def moving(self):
        return [self.point, self.a, self.percent]

    def draw(self, r):
        self.point.set_data([r.z], [r.ratio])
        self.a.set_text(fill("{x:.5f}", {"x": r.a}))
        self.percent.set_text(fill("{x:.2g} %", {"x": 100 * r.ratio}))


class Softmax:
    """Three scores as rows: the number, the probability as a bar, and the gradient."""

    PLACE = (7.1, 0.92, 1.2, 0.96)  # of the bars; the columns stand beside them
    COLUMNS = (  # right edge, name of the head, form of the numbers
        (6.98, "score", "{x:,.7g}"), (8.82, "p", "{x:.3f}"), (9.8, "slope", "{x:+.3f}")
    )  # fmt: skip
    LEFT = 5.3  # edge of the words

    def __init__(self, figure, word):
        axes = self.axes = box(figure, *self.PLACE)
        axes.set(xlim=(0, 1), ylim=(2.6, -0.6), xticks=[0, 0.5, 1], yticks=[])
        self.bars = LineCollection([], linewidths=13, capstyle="butt")
        axes.add_collection(self.bars, autolim=False)
        self.word = word
        self._stage_table(figure)
        text(figure, 7.8, 2.4, word("softmax title"), ha="center")
        self.loss = self._line(figure, 0.42, "right class")
        self.naive = self._line(figure, 0.15, "naive softmax")

    def _stage_table(self, figure):
        _, bottom, _, height = self.PLACE
        self.rows = [bottom + height * (2.6 - k) / 3.2 for k in range(3)]
        self.cells = [
            [number(figure, x, y, ha="right") for x, *_ in self.COLUMNS]
            for y in self.rows
        ]
        heads = [
            text(figure, self.LEFT, y, self.word("class", number=k + 1))
            for k, y in enumerate(self.rows)
        ]
        self.right = number(figure, max(ends(head)[1] for head in heads) + GAP, 0)
        self.right.set_text("◂")
        for x, name, _ in self.COLUMNS:
            text(figure, x, bottom + height + 0.16, self.word(name), ha="right")

    def _line(self, figure, y, name):
        """Words below the table; return the number that stands after them."""
        words = text(figure, self.LEFT, y, self.word(name))
        return number(figure, ends(words)[1] + GAP, y)

    @property
    def moving(self):
        cells = [cell for row in self.cells for cell in row]
        return [self.bars, *cells, self.right, self.loss, self.naive]

    def draw(self, r):
        self.bars.set_segments([[(0, k), (p, k)] for k, p in enumerate(r.p)])
        colors = [COLORS["sky"]] * 3
        colors[r.right] = COLORS["blue"]
        self.bars.set_color(colors)
        for row, *numbers in zip(self.cells, r.scores, r.p, r.ds, strict=True):
            for cell, (*_, form), x in zip(row, self.COLUMNS, numbers, strict=True):
                cell.set_text(fill(form, {"x": x}))
        self.right.set_y(self.rows[r.right] / SIZE[1])
        self.loss.set_text(fill("{x:.3g}", {"x": r.L}))
        self.naive.set_text(self.word("same" if r.naive_works else "no number"))
