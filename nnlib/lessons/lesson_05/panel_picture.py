"""How the graph of lesson 05 looks: a value above, its gradient below, lines under it.

All places are in inches from the lower left corner.
"""

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Polygon

from nnlib.explore.stamp import stamp
from nnlib.lessons.lesson_05.panel_model import WEIGHTS
from nnlib.lessons.lesson_05.panel_places import (
    BOXES,
    EDGES,
    HALF,
    LINE,
    LOW,
    MIDDLE,
    SEND,
    SIZE,
    TOP,
    along,
    arrow,
    below,
    beside,
    box,
    frame,
    place,
)
from nnlib.lessons.lesson_05.panel_rules import Number, pretty
from nnlib.plotting import COLORS, DIVERGING

# What a value says when it is there; before that, its name alone.
MOVING = ("x1", "x2", "z1", "a1", "z2", "a2", "z3", "a3", "L", "y")
RED = "#B3001B"  # darker than the palette's, which small letters would not bear
QUIET = {"size": 9.5, "color": "#404040", "zorder": 0}
GREY = "#8A8A8A"
DASHED = (0, (1.6, 0.8))


class Graph:
    """The network: what stands still, and one piece of text for each number."""

    def __init__(self, figure, word):
        axes = self.axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))
        axes.set_axis_off()
        self._stage_edges()
        self._stage_frames()
        self._stage_numbers()
        self._stage_legend(word)

    def _stage_edges(self):
        """Width 1 to 10 pixels for |w| from 0 to 5; a negative weight is dashed."""
        names = list(EDGES)
        w = np.array([WEIGHTS.get(name, 0.25) for name in names])
        colors = [
            DIVERGING(0.5 + 0.34 * np.sign(w[k])) if name in WEIGHTS else GREY
            for k, name in enumerate(names)
        ]
        lines = LineCollection(
            [EDGES[name][:2] for name in names],
            linewidths=0.75 * (1 + 9 * np.minimum(np.abs(w) / 5, 1)),
            linestyles=["-" if value > 0 else DASHED for value in w],
            colors=colors,
            zorder=1,
        )
        self.axes.add_collection(lines, autolim=False)
        white = [Polygon(box(name)) for name in BOXES]
        self.axes.add_collection(PatchCollection(white, color="white", zorder=2))

    def _stage_frames(self):
        self.boxes = LineCollection([box(name) for name in BOXES])
        self.flow = LineCollection([], color="black", linewidth=2, zorder=3)
        self.used = LineCollection([], color="black", linewidth=1.1, zorder=6)
        self.used.set_linestyle(":")
        self.new = LineCollection([], color="black", linewidth=2.4, zorder=6)
        for lines in (self.boxes, self.flow, self.used, self.new):
            self.axes.add_collection(lines, autolim=False)

    def _stage_numbers(self):
        names = [*MOVING, *WEIGHTS]
        self.values = {name: self._text(place(name)) for name in names}
        for name in WEIGHTS:
            words = f"{pretty(name)} = {Number(WEIGHTS[name])}"
            self.values[name].set_text(words)
        self.gradients = {
            name: self._text(below(name), weight="bold")
            for name in names
            if name not in ("L", "y")
        }
        self.checks = {
            name: self._text(beside(name), size=9.5, color=RED)
            for name in self.gradients
        }
        self.parts = {name: self._text(along(name, SEND)) for name in list(EDGES)[:4]}
        self.bends = [self._text((4.93, y + HALF + 0.11), ground=0) for y in (TOP, LOW)]

    def _stage_legend(self, word):
        for line, words in enumerate(word("legend").splitlines()):
            at = (6.5, 2.22 - LINE * line)
            self._text(at, ha="left", **QUIET).set_text(words)
        self._text((9.93, 4.86), ha="right", **QUIET).set_text(word("matrices"))
        for x, formula in ((8.29, "a₃ = σ(z₃)"), (9.5, "(a₃ − y)²")):
            self._text((x, MIDDLE + HALF + 0.11), ground=0).set_text(formula)

    def _text(self, at, **options):
        options = {"size": 10, "ha": "center", "zorder": 5, "ground": 0.9} | options
        return stamp(self.axes, *at, **options)

    @property
    def moving(self):
        texts = [self.values[name] for name in MOVING]
        return [
            self.boxes, self.flow, self.used, self.new, *texts, *self.bends,
            *self.gradients.values(), *self.parts.values(),
        ]  # fmt: skip

    def draw(self, scene):
        """Show a Scene."""
        for name in MOVING:
            there = name in scene.values
            words = f" = {scene.values[name]}" if there else ""
            self.values[name].set_text(pretty(name) + words)
            self.values[name].set_color("black" if there else GREY)
        for name, text in self.gradients.items():
            words, check = scene.gradients.get(name, ("", ""))
            text.set_text(words)
            text.set_color(RED if check else COLORS["blue"])
            self.checks[name].set_text(check)
        for name, text in self.parts.items():
            text.set_text(scene.parts.get(name, ""))
        for text, words in zip(self.bends, scene.bends, strict=True):
            text.set_text(words)
        self._draw_frames(scene)

    def _draw_frames(self, scene):
        there = [name in scene.values for name in BOXES]
        self.boxes.set_color(["black" if known else GREY for known in there])
        self.boxes.set_linewidth([1.4 if known else 0.8 for known in there])
        self.used.set_segments([frame(name) for name in scene.used])
        self.new.set_segments([frame(name) for name in scene.new])
        self.flow.set_segments(
            [line for name in scene.flow for line in arrow(name, scene.backward)]
        )

    def nearest(self, x, y):
        """The name of the number at a point, a gradient's with a d, or None."""
        spots = {name: place(name) for name in MOVING}
        spots |= {"d" + name: below(name) for name in self.gradients}
        name = min(spots, key=lambda spot: np.hypot(*(spots[spot] - (x, y))))
        return name if np.all(np.abs(spots[name] - (x, y)) < (0.5, 0.14)) else None


class Lines:
    """The words under the graph: the step, its rules with checks, and what is next."""

    HEIGHTS = (1.3, 1.05, 0.82, 0.59, 0.36, 0.13)

    def __init__(self, axes):
        lines = [stamp(axes, 0.15, y, size=10.5) for y in self.HEIGHTS]
        right = {"ha": "right", "size": 10.5}
        self.checks = [stamp(axes, 9.9, y, **right) for y in self.HEIGHTS[1:5]]
        self.verdict = stamp(axes, 9.9, self.HEIGHTS[0], weight="bold", **right)
        self.step, *self.rules, self.next = lines
        self.step.set(weight="bold", size=11)
        axes.plot([0.12, 9.92], [1.48, 1.48], color=GREY, linewidth=0.8)

    @property
    def moving(self):
        return [self.step, *self.rules, *self.checks, self.next, self.verdict]

    def draw(self, step, rules, following, verdict):
        """rules : (words, whether they are red, words of the check, whether red)"""
        blank = [("", False, "", False)] * (len(self.rules) - len(rules))
        rows = zip(self.rules, self.checks, [*rules, *blank], strict=True)
        for left, right, (words, red, check, wrong) in rows:
            left.set_text(words)
            left.set_color(RED if red else "black")
            right.set_text(check)
            right.set_color(RED if wrong else "black")
        for line, words in (
            (self.step, step), (self.next, following), (self.verdict, verdict)
        ):  # fmt: skip
            line.set_text(words)
