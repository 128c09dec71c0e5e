"""How the graph of lesson 05 looks: a value above, its gradient below.

All places are in inches from the lower left corner.
"""

from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.patches import Polygon

from nnlib.explore.stamp import stamp
from nnlib.lessons.lesson_05.panel_model import WEIGHTS
from nnlib.lessons.lesson_05.panel_rules import Number, pretty
from nnlib.plotting import COLORS, DIVERGING

SIZE = (10, 5)
TOP, LOW = 4.12, 2.48  # the two rows of units
MIDDLE = (TOP + LOW) / 2
HALF = 0.42  # of a box's height
LINE = 0.19  # from one line of words to the next
# Boxes: left, right, centre height.
BOXES = {
    "x1": (0.06, 1.16, TOP), "x2": (0.06, 1.16, LOW),
    "z1": (3.22, 4.36, TOP), "a1": (4.36, 5.5, TOP),
    "z2": (3.22, 4.36, LOW), "a2": (4.36, 5.5, LOW),
    "z3": (6.58, 7.72, MIDDLE), "a3": (7.72, 8.86, MIDDLE),
    "L": (9.06, 9.95, MIDDLE), "y": (9.06, 9.95, 2.5),
}  # fmt: skip
# Edges: from, to, and how far along the numbers stand.
EDGES = {
    "w11": ((1.16, TOP + 0.26), (3.22, TOP + 0.26), 0.62),
    "w12": ((1.16, TOP - 0.2), (3.22, LOW + 0.2), 0.75),
    "w21": ((1.16, LOW + 0.2), (3.22, TOP - 0.2), 0.75),
    "w22": ((1.16, LOW - 0.22), (3.22, LOW - 0.22), 0.62),
    "v1": ((5.5, TOP), (6.58, MIDDLE + 0.16), 0.5),
    "v2": ((5.5, LOW), (6.58, MIDDLE - 0.16), 0.5),
    "b1": ((3.7, TOP + 0.64), (3.7, TOP + HALF), 0),
    "b2": ((3.7, LOW - 0.64), (3.7, LOW - HALF), 0),
    "b3": ((7.06, MIDDLE + 0.72), (7.06, MIDDLE + HALF), 0),
    "a3": ((8.86, MIDDLE), (9.06, MIDDLE), 0.5),
    "y": ((9.5, 2.5 + 0.16), (9.5, MIDDLE - HALF), 0.5),
}
# What a value says when it is there; before that, its name alone.
MOVING = ("x1", "x2", "z1", "a1", "z2", "a2", "z3", "a3", "L", "y")
LEGEND = (
    "∂ under a number: ∂L/∂(that number)",
    "bold frame: new in this step; dotted: used for it",
    "line: a weight, wide if large, dashed if negative",
    "check: the same slope by nudging the number",
)
MATRICES = "W₁ holds the four w, W₂ holds v₁ and v₂"
RED = "#B3001B"  # darker than the palette's, which small letters would not bear
QUIET = {"color": "#404040", "zorder": 0}
GREY = "#8A8A8A"
DASHED = (0, (1.6, 0.8))
SEND = 0.24  # where along an edge a part of a sum stands


def along(name, t):
    """The point a part t of the way along an edge."""
    start, end = np.array(EDGES[name][0]), np.array(EDGES[name][1])
    return start + t * (end - start)


def place(name):
    """The centre of a number and its name; the gradient stands under it."""
    if name in BOXES:
        left, right, y = BOXES[name]
        return np.array([(left + right) / 2, y + (LINE if name not in "yL" else 0)])
    x, y = along(name, EDGES[name][2])
    if name[0] == "b":
        return np.array([x, y + (-0.11 if name == "b2" else 0.11)])
    return np.array([x, y + 0.13])


def below(name):
    """The centre of a gradient."""
    if name[0] == "b":
        return np.add(place(name), (0.95, 0))  # beside it, where there is more room
    return place(name) - [0, 0.26 if name in WEIGHTS else 1.25 * LINE]


class Scene(NamedTuple):
    """What the graph shows at one step.

    values    : name -> Number
    gradients : name -> (words, and those of the check if it disagrees)
    parts     : name of a weight -> what comes back along its edge
    bends     : the two hidden units' formulas
    new, used : names of the numbers that the step computes, and of those it uses
    """

    values: dict
    gradients: dict
    parts: dict
    bends: list
    new: list
    used: list
    backward: bool

    @property
    def flow(self):
        """The edges that numbers go along in this step."""
        if self.new in (["L"], ["da3"]):
            return ["a3", "y"] if self.new == ["L"] else ["a3"]
        if any(name[-2] not in "zax" for name in self.new):
            return []
        return [name for name in self.used if name in WEIGHTS]


class Graph:
    """The network: what stands still, and one piece of text for each number."""

    def __init__(self, figure):
        axes = self.axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, SIZE[0]), ylim=(0, SIZE[1]))
        axes.set_axis_off()
        self._edges(axes)
        self.boxes = LineCollection([_box(name) for name in BOXES])
        self.flow = LineCollection([], color="black", linewidth=2, zorder=3)
        self.used = LineCollection([], color="black", linewidth=1.1, zorder=6)
        self.used.set_linestyle(":")
        self.new = LineCollection([], color="black", linewidth=2.4, zorder=6)
        for lines in (self.boxes, self.flow, self.used, self.new):
            axes.add_collection(lines, autolim=False)
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
            name: self._text(self._beside(name), size=9.5, color=RED)
            for name in self.gradients
        }
        self.parts = {name: self._text(along(name, SEND)) for name in list(EDGES)[:4]}
        self.bends = [self._text((4.93, y + HALF + 0.11), ground=0) for y in (TOP, LOW)]
        for line, words in enumerate(LEGEND):
            at = (6.5, 2.22 - LINE * line)
            self._text(at, ha="left", size=9.5, **QUIET).set_text(words)
        at, options = (9.93, 4.86), {"ha": "right", "size": 9.5, **QUIET}
        self._text(at, **options).set_text(MATRICES)
        for x, words in ((8.29, "a₃ = σ(z₃)"), (9.5, "(a₃ − y)²")):
            self._text((x, MIDDLE + HALF + 0.11), ground=0).set_text(words)

    def _text(self, at, **options):
        options = {"size": 10, "ha": "center", "zorder": 5, "ground": 0.9} | options
        return stamp(self.axes, *at, **options)

    @staticmethod
    def _beside(name):
        """Where a check stands: under the gradient, but beside that of a bias."""
        return below(name) + ((1.02, 0) if name[0] == "b" else (0, -0.185))

    def _edges(self, axes):
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
        axes.add_collection(lines, autolim=False)
        white = [Polygon(_box(name)) for name in BOXES]
        axes.add_collection(PatchCollection(white, color="white", zorder=2))

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
        there = [name in scene.values for name in BOXES]
        self.boxes.set_color(["black" if known else GREY for known in there])
        self.boxes.set_linewidth([1.4 if known else 0.8 for known in there])
        self.used.set_segments([self.frame(name) for name in scene.used])
        self.new.set_segments([self.frame(name) for name in scene.new])
        self.flow.set_segments(
            [line for name in scene.flow for line in _arrow(name, scene.backward)]
        )

    def frame(self, name):
        """A frame around a value, or around a gradient, whose name begins with d."""
        gradient = name[0] == "d"
        x, y = below(name[1:]) if gradient else place(name)
        half = 0.43 if name in "Ly" or name in WEIGHTS else 0.47
        return _outline(x - half, x + half, y, 0.1)

    def nearest(self, x, y):
        """The name of the number at a point, a gradient's with a d, or None."""
        spots = {name: place(name) for name in MOVING}
        spots |= {"d" + name: below(name) for name in self.gradients}
        name = min(spots, key=lambda spot: np.hypot(*(spots[spot] - (x, y))))
        return name if np.all(np.abs(spots[name] - (x, y)) < (0.5, 0.14)) else None


def _outline(left, right, y, half=HALF):
    low, high = y - half, y + half
    return [(left, low), (right, low), (right, high), (left, high), (left, low)]


def _box(name):
    return _outline(*BOXES[name], 0.16 if name == "y" else HALF)


def _arrow(name, backward):
    """An edge with its arrowhead, as two lines."""
    ends = np.array(EDGES[name][:2])
    start, end = ends[::-1] if backward else ends
    way = (end - start) / np.hypot(*(end - start))
    side = np.array([-way[1], way[0]])
    tip = end - 0.02 * way
    return [
        [start, end],
        [tip - 0.14 * way + 0.09 * side, tip, tip - 0.14 * way - 0.09 * side],
    ]


class Rule:
    """The words under the graph: the step, its rules with checks, and what is next."""

    HEIGHTS = (1.3, 1.05, 0.82, 0.59, 0.36, 0.13)

    def __init__(self, axes):
        lines = [stamp(axes, 0.15, y, size=10.5) for y in self.HEIGHTS]
        right = {"ha": "right", "size": 10.5}
        self.checks = [stamp(axes, 9.9, y, **right) for y in self.HEIGHTS[1:5]]
        self.verdict = stamp(axes, 9.9, self.HEIGHTS[0], weight="bold", **right)
        self.step, *self.lines, self.next = lines
        self.step.set(weight="bold", size=11)
        axes.plot([0.12, 9.92], [1.48, 1.48], color=GREY, linewidth=0.8)

    @property
    def moving(self):
        return [self.step, *self.lines, *self.checks, self.next, self.verdict]

    def draw(self, step, lines, following, verdict):
        """lines : (words, whether they are red, words of the check, whether red)"""
        blank = [("", False, "", False)] * (len(self.lines) - len(lines))
        rows = zip(self.lines, self.checks, [*lines, *blank], strict=True)
        for left, right, (words, red, check, wrong) in rows:
            left.set_text(words)
            left.set_color(RED if red else "black")
            right.set_text(check)
            right.set_color(RED if wrong else "black")
        for line, words in (
            (self.step, step), (self.next, following), (self.verdict, verdict)
        ):  # fmt: skip
            line.set_text(words)
