"""How the explorer of gradient descent looks: contours with a path, and heights.

Lesson 06.
"""

import numpy as np

from nnlib.explore.artists import powers
from nnlib.lessons.lesson_06.panel_model import OPTIMIZERS, STEPS
from nnlib.lessons.lesson_06.surfaces import DOMAIN, SURFACES
from nnlib.plotting import COLORS

SIZE = (10, 4.8)
LOW, HIGH = 1e-8, 1e5  # of the height above the lowest point, on the right
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))  # one for each optimizer
BLACK, BLUE, ORANGE = (COLORS[name] for name in ("black", "blue", "orange"))
GREY = "#606060"


class Plane:
    """Contours, or the curve of a line, with the path that has been walked."""

    def __init__(self, axes, word):
        self.axes, self.shapes = axes, {}
        axes.set(xlabel="θ₁", xlim=(-DOMAIN, DOMAIN))
        axes.set_ylabel("θ₂", rotation=0, labelpad=10)
        (self.path,) = axes.plot([], [], "o-", color=BLUE, ms=3.5, lw=1.5)
        (self.here,) = axes.plot([], [], "o", color=BLACK, ms=8)
        (self.next,) = axes.plot([], [], color=ORANGE, lw=3)
        (self.tip,) = axes.plot([], [], "D", color=ORANGE, ms=7)
        (self.first,) = axes.plot([], [], "s", mec=BLACK, mfc="white", ms=8)
        legend = axes.legend(
            (self.first, self.here, self.tip), map(word, ("start", "here", "next")),
            fontsize=9.5, loc="upper right", framealpha=1,
        )  # fmt: skip
        legend.set_zorder(1.5)  # over the contours, under the path

    @property
    def moving(self):
        return [self.path, self.next, self.tip, self.first, self.here]

    def show_surface(self, name, title):
        """Show the contours of one surface, and its title."""
        if name not in self.shapes:
            self.shapes[name] = self._contours(SURFACES[name])
        for other, artists in self.shapes.items():
            for artist in artists:
                artist.set_visible(other == name)
        flat = SURFACES[name].dims == 2
        self.axes.set_ylim((-DOMAIN, DOMAIN) if flat else (-0.3, 5))
        self.axes.set_ylabel("θ₂" if flat else "L")
        self.axes.set_title(title, size=10, y=1.02)

    def _contours(self, surface):
        axis = np.linspace(-DOMAIN, DOMAIN, 121)
        if surface.dims == 1:
            heights = surface.height(axis[:, None])
            return self.axes.plot(axis, heights, color="#808080", lw=2)
        grid = np.stack(np.meshgrid(axis, axis), axis=-1)
        heights = surface.height(grid) - surface.lowest
        levels = np.geomspace(heights.max() / 2000, heights.max(), 14)
        lines = self.axes.contour(
            axis, axis, heights, levels, colors="#A0A0A0", zorder=1
        )
        lines.set_linewidth(0.9)
        (bottom,) = self.axes.plot(*np.transpose(surface.minima), "k+", ms=11, mew=1.6)
        return [lines, bottom]

    def draw(self, r):
        points = r.walk.points[: r.k + 2]
        if r.surface.dims == 1:
            points = np.column_stack([points[:, 0], r.surface.height(points)])
        points = np.clip(points, -1e4, 1e4)
        self.path.set_data(*points[:-1].T)
        self.next.set_data(*points[-2:].T)
        for spot, at in ((self.first, 0), (self.here, -2), (self.tip, -1)):
            spot.set_data(*points[at : at + 1 or None].T)


class Heights:
    """The height against the step, of one optimizer or of all."""

    def __init__(self, axes, word, names):
        self.axes = axes
        self.lines = {
            key: axes.plot([], [], ls=dash, color=GREY, lw=1.4, label=name)[0]
            for key, dash, name in zip(OPTIMIZERS, DASHES, names, strict=True)
        }
        (self.cursor,) = axes.plot([], [], "o", color=BLACK, ms=8)
        axes.set(xlim=(-2, STEPS[-1] + 2), ylim=(LOW, HIGH), yscale="log")
        powers(axes.yaxis)
        axes.set_xlabel(word("step"))
        axes.set_title(word("height"), size=10, y=1.02)
        axes.grid(alpha=0.3)
        axes.legend(loc="upper right", ncols=2, fontsize=9.5).set_zorder(1)

    @property
    def moving(self):
        return [*self.lines.values(), self.cursor]

    def draw(self, r):
        walks = {r.optimizer: r.walk, **r.others}
        for name, line in self.lines.items():
            heights = walks[name].heights[:-1] if name in walks else []
            line.set_data(range(len(heights)), np.clip(heights, LOW, HIGH))
            chosen = name == r.optimizer
            line.set_color(BLUE if chosen else GREY)
            line.set_linewidth(2.6 if chosen else 1.4)
        self.cursor.set_data([r.k], [np.clip(r.height, LOW, HIGH)])
