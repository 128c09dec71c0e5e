"""Walk down a surface: learning rate, optimizer, and a start of your choice. Lesson 06.

The whole path of 200 steps is walked at each move; the slider of steps only shows it.
"""

from types import SimpleNamespace

import numpy as np

import nnlib as nn
from nnlib.explore.artists import powers
from nnlib.explore.controls import choice, log_values, slider, steps, toggle
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_06.surfaces import DOMAIN, SURFACES
from nnlib.plotting import COLORS

OPTIMIZERS = {
    "SGD": nn.SGD,
    "Momentum": nn.Momentum,
    "Nesterov": nn.Nesterov,
    "RMSProp": nn.RMSProp,
    "Adam": nn.Adam,
}
STYLES = dict(
    zip(OPTIMIZERS, ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1))), strict=True)
)
RATES = log_values(0.0001, 9, digits=range(1, 10))
STEPS = (*range(21), *range(25, 51, 5), *range(60, 201, 10))
LOW, HIGH = 1e-8, 1e5  # of the height above the lowest point, on the right
LOST = 1e9  # a path that is so far out has diverged


class Walk:
    """The points of a path, (n + 1, dims), and their heights above the lowest."""

    def __init__(self, surface, optimizer, lr, start):
        theta = np.array(start[: surface.dims], dtype=float)
        opt = OPTIMIZERS[optimizer](theta, lr=lr)
        points, self.diverged = [theta.copy()], False
        for _ in range(STEPS[-1] + 1):
            opt.step(surface.gradient(theta))
            points.append(theta.copy())
            if not abs(theta).max() < LOST:
                self.diverged = True
                break
        self.points = np.array(points)
        # Far out a height may be too large for a float: it has left the picture anyway.
        with np.errstate(over="ignore"):
            self.heights = surface.height(self.points) - surface.lowest

    def at(self, k):
        """The number of the step to show: k, or the last one there is."""
        return min(k, len(self.points) - 2)


class Descent(Explorer):
    """Contours with the path, and the height against the step."""

    words = PanelWords(__file__, "descent")
    recipes = {
        "lr": steps(RATES, start=0.05),
        "optimizer": choice(OPTIMIZERS),
        "surface": choice(SURFACES, start="ravine"),
        "steps": steps(STEPS, start=20, play=1),
        "race": toggle(),
        "x": slider(-DOMAIN, DOMAIN, 0.05, start=-2.5, form="{:.2f}"),
        "y": slider(-DOMAIN, DOMAIN, 0.05, start=1.0, form="{:.2f}"),
    }
    rows = [["lr", "steps", "optimizer", "surface"], ["x", "y", "race"]]
    goals = {
        "limit": lambda r: (
            r.name == "ravine"
            and r.optimizer == "SGD"
            and r.start[1] != 0
            and r.lr < r.surface.limit <= RATES[RATES.index(r.lr) + 1]
            and r.k >= 50
        ),
        "saddle": lambda r: (
            r.name == "saddle"
            and 0 < abs(r.start[0]) <= 0.1
            and r.k <= 10
            and r.height < 1e-3
        ),
        "ravine": lambda r: (
            r.name == "ravine"
            and r.start[0] == -2.5
            and r.k <= 150
            and np.linalg.norm(r.point) <= 0.01
        ),
    }
    size = (10, 4.8)
    taken_keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")

    def model(self, lr, optimizer, surface, steps, race, x, y):
        plane = SURFACES[surface]
        walk = Walk(plane, optimizer, lr, (x, y))
        k = walk.at(steps)
        others = [name for name in OPTIMIZERS if race and name != optimizer]
        return SimpleNamespace(
            name=surface, surface=plane, optimizer=optimizer, lr=lr, k=k, walk=walk,
            start=(x, y), point=walk.points[k], height=float(walk.heights[k]),
            slope=float(np.linalg.norm(plane.gradient(walk.points[k]))),
            length=float(np.linalg.norm(walk.points[k + 1] - walk.points[k])),
            others={name: Walk(plane, name, lr, (x, y)) for name in others},
        )  # fmt: skip

    def stage(self, figure):
        self.plane, self.curve = figure.subplots(1, 2, width_ratios=(1.15, 1))
        self.plane.set(xlabel="θ₁", xlim=(-DOMAIN, DOMAIN))
        self.plane.set_ylabel("θ₂", rotation=0, labelpad=10)
        self.shapes = {}
        black = COLORS["black"]
        self.path = self.plane.plot([], [], "o-", color=COLORS["blue"], ms=3.5, lw=1.5)[
            0
        ]
        self.here = self.plane.plot([], [], "o", color=black, ms=8)[0]
        self.next = self.plane.plot([], [], color=COLORS["orange"], lw=3)[0]
        self.tip = self.plane.plot([], [], "D", color=COLORS["orange"], ms=7)[0]
        self.first = self.plane.plot([], [], "s", mec=black, mfc="white", ms=8)[0]
        self.lines = {
            name: self.curve.plot(
                [], [], ls=style, color="#606060", lw=1.4, label=name
            )[0]
            for name, style in STYLES.items()
        }
        self.cursor = self.curve.plot([], [], "o", color=black, ms=8)[0]
        self.curve.set(xlim=(-2, STEPS[-1] + 2), ylim=(LOW, HIGH), yscale="log")
        powers(self.curve.yaxis)
        self.curve.set_xlabel("step")
        self.curve.set_title("height above the lowest point", size=10, y=1.02)
        self.curve.grid(alpha=0.3)
        self.curve.legend(loc="upper right", ncols=2, fontsize=9.5).set_zorder(1)
        spots = {
            "start": self.first,
            "here": self.here,
            "after the next step": self.tip,
        }
        legend = self.plane.legend(
            spots.values(), spots, fontsize=9.5, loc="upper right", framealpha=1
        )
        legend.set_zorder(1.5)  # over the contours, under the path
        return [self.path, self.next, self.tip, self.first, self.here,
                *self.lines.values(), self.cursor]  # fmt: skip

    def _contours(self, name):
        """The artists of one surface, to be shown when it is chosen."""
        surface, axis = SURFACES[name], np.linspace(-DOMAIN, DOMAIN, 121)
        if surface.dims == 1:
            heights = surface.height(axis[:, None])
            return self.plane.plot(axis, heights, color="#808080", lw=2)
        grid = np.stack(np.meshgrid(axis, axis), axis=-1)
        heights = surface.height(grid) - surface.lowest
        levels = np.geomspace(heights.max() / 2000, heights.max(), 14)
        drawn = self.plane.contour(
            axis, axis, heights, levels, colors="#A0A0A0", zorder=1
        )
        drawn.set_linewidth(0.9)
        (bottom,) = self.plane.plot(*np.transpose(surface.minima), "k+", ms=11, mew=1.6)
        return [drawn, bottom]

    def draw(self, r):
        shown = np.clip(self._on_picture(r, r.walk.points[: r.k + 2]), -1e4, 1e4)
        self.path.set_data(*shown[:-1].T)
        self.next.set_data(*shown[-2:].T)
        for spot, at in ((self.first, 0), (self.here, -2), (self.tip, -1)):
            spot.set_data(*shown[at : at + 1 or None].T)
        walks = {r.optimizer: r.walk, **r.others}
        for name, line in self.lines.items():
            heights = walks[name].heights[:-1] if name in walks else []
            line.set_data(range(len(heights)), np.clip(heights, LOW, HIGH))
            chosen = name == r.optimizer
            line.set_color(COLORS["blue"] if chosen else "#606060")
            line.set_linewidth(2.6 if chosen else 1.4)
        self.cursor.set_data([r.k], [np.clip(r.height, LOW, HIGH)])

    def _on_picture(self, r, points):
        """Where points of the surface are on the picture; a line's height is drawn."""
        if r.surface.dims == 2:
            return points
        return np.column_stack([points[:, 0], r.surface.height(points)])

    def scene(self, r):
        return r.name

    def set_scene(self, r):
        flat = r.surface.dims == 2
        if r.name not in self.shapes:
            self.shapes[r.name] = self._contours(r.name)
        for name, artists in self.shapes.items():
            for artist in artists:
                artist.set_visible(name == r.name)
        self.plane.set_ylim((-DOMAIN, DOMAIN) if flat else (-0.3, 5))
        self.plane.set_ylabel("θ₂" if flat else "L")
        self.plane.set_title(r.surface.title, size=10, y=1.02)

    def describe(self, r):
        dims = r.surface.dims
        name = self.spoken["sentences"].get(r.name, r.name)
        text = self.say(
            "walk", optimizer=r.optimizer, name=name,
            lr=r.lr, k=r.k,
            start=_pair(r.start[:dims]), point=_pair(r.point), height=_short(r.height),
            slope=_short(r.slope), length=_short(r.length),
        )  # fmt: skip
        if r.others:
            heights = ", ".join(self._others(r))
            text += self.say("others", heights=heights)
        if r.walk.diverged:
            points = r.walk.points
            far = _short(np.linalg.norm(points[-1]))
            text += self.say("diverged", last=len(points) - 1, far=far)
        if r.surface.limit:
            text += self.say("limit", limit=r.surface.limit)
        if r.slope < 1e-12 and r.height > 1e-6:
            text += self.say("at rest")
        return text

    def _others(self, r):
        """The other optimizers' heights after as many steps, or the last one."""
        for name, walk in r.others.items():
            height = _short(walk.heights[walk.at(r.k)])
            yield self.say("other", name=name, height=height)

    def pointer(self, kind, axes, x, y, values):
        """The start follows the pointer."""
        if axes is not self.plane:
            return None
        flat = SURFACES[values["surface"]].dims == 2
        return _start(x, y if flat else values["y"])

    def key(self, name, values):
        sideways = {"ArrowLeft": -0.05, "ArrowRight": 0.05}.get(name, 0)
        upward = {"ArrowDown": -0.05, "ArrowUp": 0.05}.get(name, 0)
        return _start(values["x"] + sideways, values["y"] + upward)


def _start(*place):
    """The values of the two controls nearest to a place."""
    rounded = np.round(np.clip(place, -DOMAIN, DOMAIN) / 0.05) * 0.05
    x, y = (round(float(value), 9) for value in rounded)
    return {"x": x, "y": y}


def _pair(point):
    """A point in words, with few digits."""
    return "(" + ", ".join(_short(value) for value in point) + ")"


def _short(value):
    """Three digits, or a power of ten where that is shorter."""
    if abs(value) < 1e-12:
        return "0"
    return f"{value:.3f}" if 1e-2 <= abs(value) < 1e4 else f"{value:.1e}"


def descent(settings="", **options):
    """The panel of lesson 06; `descent("surface=bowl lr=1")` starts elsewhere."""
    return Panel(Descent(), settings, **options)
