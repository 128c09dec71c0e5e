"""How the explorer of activations looks: a curve, and two pictures over the depth.

Lesson 03.
"""

import numpy as np

from nnlib.explore.artists import powers
from nnlib.lessons.lesson_03.panel_model import DEEPEST, Z
from nnlib.plotting import COLORS

SIZE = (10, 4.4)
CURVE, POWERS, SIGNALS = ((0.055, 0.27), (0.395, 0.22), (0.69, 0.295))  # left, width
LOW, HIGH = 1e-12, 1e8  # of the right pictures; what is beyond lies on the edge
BELOW, ABOVE = -1.5, 3.0  # of the curve


def _axes(figure, place):
    left, width = place
    return figure.add_axes((left, 0.13, width, 0.74))


class Curve:
    """The function, its slope, and the tangent at z."""

    def __init__(self, figure, word):
        axes = _axes(figure, CURVE)
        blue, orange = COLORS["blue"], COLORS["orange"]
        (self.line,) = axes.plot([], [], color=blue, lw=2.4, label="a")
        (self.slopes,) = axes.plot(
            [], [], "--", color=orange, lw=2.4, label=word("slope")
        )
        (self.tangent,) = axes.plot([], [], color="black", lw=1.6,
                                    label=word("tangent"))  # fmt: skip
        self.spots = [
            axes.plot([], [], marker, mec="black", mfc=color, ms=9)[0]
            for marker, color in (("o", blue), ("s", orange))
        ]
        axes.set(xlim=(-8, 8), ylim=(BELOW, ABOVE), xlabel="z")
        axes.set_title(word("curve title"), size=10, y=1.03)
        axes.grid(alpha=0.3)
        axes.legend(loc="upper left", fontsize=9.5, borderpad=0.3).set_zorder(1)

    @property
    def moving(self):
        return [self.line, self.slopes, self.tangent, *self.spots]

    def draw(self, r):
        for line, heights in zip((self.line, self.slopes), r.curves, strict=True):
            line.set_data(Z, heights)
        ends = np.array([r.z - 1.5, r.z + 1.5])
        self.tangent.set_data(ends, r.a + r.slope * (ends - r.z))
        for spot, height in zip(self.spots, (r.a, r.slope), strict=True):
            spot.set_data([r.z], [np.clip(height, BELOW, ABOVE)])
        self.spots[1].set_markerfacecolor("white" if r.at_corner else COLORS["orange"])


def _stage_depth(axes, label, title):
    """A log scale over the layers, from LOW to HIGH."""
    axes.set(xlim=(0.4, DEEPEST + 0.6), yscale="log", ylim=(LOW / 3, HIGH * 3))
    axes.set_xticks([1, 4, 8, 12, 16])
    axes.set_yticks([1e-12, 1e-8, 1e-4, 1, 1e4, 1e8])
    axes.minorticks_off()
    powers(axes.yaxis)
    axes.set_xlabel(label)
    axes.set_title(title, size=10, y=1.03)
    axes.axhline(1, color="black", lw=0.8, zorder=0.5)
    axes.grid(alpha=0.3)


class Powers:
    """The slope at z, to the powers 1, 2, …"""

    def __init__(self, figure, word):
        axes = _axes(figure, POWERS)
        (self.line,) = axes.plot([], [], "s-", color=COLORS["orange"], ms=5, lw=1.6)
        _stage_depth(axes, word("power"), word("power title"))

    @property
    def moving(self):
        return [self.line]

    def draw(self, r):
        self.line.set_data(np.arange(1, r.depth + 1), np.clip(r.products, LOW, HIGH))


class Signals:
    """How large activations and gradients are in each layer of a network."""

    LOOKS = (("o-", "blue", "activations"), ("^--", "green", "gradient"))

    def __init__(self, figure, word):
        axes = _axes(figure, SIGNALS)
        self.lines = []
        for style, color, key in self.LOOKS:
            look = {"color": COLORS[color], "ms": 5, "lw": 1.6}
            self.lines += axes.plot([], [], style, label=word(key), **look)
        _stage_depth(axes, word("layer"), word("signals title"))
        axes.legend(loc="lower left", fontsize=9.5, borderpad=0.3).set_zorder(1)

    @property
    def moving(self):
        return self.lines

    def draw(self, r):
        layers = np.arange(1, r.depth + 1)
        for line, sizes in zip(self.lines, (r.a_rms, r.g_rms), strict=True):
            line.set_data(layers, np.clip(sizes, LOW, HIGH))
