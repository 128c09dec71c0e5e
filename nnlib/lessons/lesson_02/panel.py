"""Hidden units by hand: what each one sees, and the space they make. Lesson 02.

Each unit has four sliders of its own; those of the unit that you edit are shown.
"""

from types import SimpleNamespace

import contourpy
import numpy as np
from matplotlib.collections import LineCollection

import nnlib as nn
from nnlib.explore import views as view
from nnlib.explore.artists import Shade
from nnlib.explore.controls import choice, slider
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.explore.stamp import stamp
from nnlib.explore.views import CORNERS, step
from nnlib.plotting import COLORS, DIVERGING, MARKERS

MOST = 4  # hidden units
AXIS = np.linspace(-0.5, 1.5, 41)
GRID = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)
ACTIVATIONS = {
    "relu": nn.relu,
    "sigmoid": nn.sigmoid,
    "step": step,
    "linear": nn.identity,
}
SPACE = {
    "relu": (-0.5, 4),
    "linear": (-2.5, 4),
    "sigmoid": (-0.1, 1.1),
    "step": (-0.1, 1.1),
}
START = ((1, 1, 0, 1), (1, -1, 0, 0.5), (-1, 1, 0, 0.5), (1, 0, -0.5, -1))
# Of a unit: two weights and a bias in, a weight out; and the ends of their sliders.
PARTS = {"w1": 3, "w2": 3, "b": 6, "v": 3}


def points(data):
    """The four corners with XOR, or a cloud inside a ring."""
    if data == "XOR":
        return CORNERS, np.array([0, 1, 1, 0])
    X, y = nn.circle(60, rng=np.random.default_rng(0), noise=0.05)
    return 0.5 + 0.25 * X, y


def unit_sliders():
    for k, start in enumerate(START, 1):
        for (name, most), value in zip(PARTS.items(), start, strict=True):
            recipe = slider(-most, most, 0.25, start=value, form="{:.2f}")
            yield f"{name}{k}", recipe


class Layers(Explorer):
    """The diagram, the output over the plane, and the plane as the units see it."""

    words = PanelWords(__file__, "layers")
    recipes = {
        "hidden": slider(1, MOST, 1, start=2),
        "activation": choice(ACTIVATIONS),
        "data": choice(["XOR", "circle"]),
        "unit": slider(1, MOST, 1, start=1),
        **dict(unit_sliders()),
        "c": slider(-6, 6, 0.25, start=-0.5, form="{:.2f}"),
    }
    rows = [
        ["hidden", "unit", "activation", "data"],
        *([f"{name}{k}" for name in PARTS] for k in range(1, MOST + 1)),
        ["c"],
    ]
    goals = {
        "xor": lambda r: r.data == "XOR" and r.hidden == 2 and r.wrong == 0,
        "linear": lambda r: (r.data, r.activation, r.wrong) == ("XOR", "linear", 1),
        "idle": lambda r: r.activation == "relu" and r.idle,
    }
    size = view.SIZE

    def model(self, hidden, activation, data, unit, c, **weights):
        parts = np.array(
            [[weights[f"{name}{k}"] for name in PARTS] for k in range(1, hidden + 1)]
        )
        first, last = (
            nn.Dense(*shape, init=nn.zeros) for shape in ((2, hidden), (hidden, 1))
        )
        first.W[...], first.b[...] = parts[:, :2].T, parts[:, 2]
        last.W[:, 0], last.b[...] = parts[:, 3], c
        f, (X, y) = ACTIVATIONS[activation], points(data)

        def units(P):
            return f(first.forward(P))

        A, k = units(GRID), min(unit, hidden) - 1
        score = last.forward(A).ravel()
        return SimpleNamespace(
            hidden=hidden, activation=activation, data=data, chosen=k, parts=parts, c=c,
            X=X, y=y, units=units, A=A, score=score, P=nn.sigmoid(score),
            wrong=int(np.sum((last.forward(units(X)).ravel() > 0) != y)),
            net=SimpleNamespace(layers=(first, last)), n_parameters=4 * hidden + 1,
            idle=_idle(parts[k]), silent=np.all(A == 0, axis=0),
            problem=SimpleNamespace(activation=activation),
        )  # fmt: skip

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.wires = view.Wires(figure)
        return [
            *self.wires.moving, *self._stage_plane(figure), *self._stage_space(figure)
        ]  # fmt: skip

    def _stage_plane(self, figure):
        plane = self.plane = view.box(figure, *view.MAP)
        self.map = Shade(plane, DIVERGING, 0, 1, alpha=0.75)
        (self.line,) = plane.plot([], [], color="black", linewidth=2.2)
        self.dots = _dots(plane)
        plane.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xlabel="x₁")
        plane.yaxis.tick_right()
        plane.text(1.06, 0.61, "x₂", transform=plane.transAxes, size=10, zorder=0)
        plane.set_xticks([-0.5, 0, 0.5, 1, 1.5])
        plane.set_yticks([-0.5, 0, 0.5, 1, 1.5])
        plane.set_title("output; 0.5 on the line", size=10, y=1.02)
        colors = figure.colorbar(
            self.map, cax=view.box(figure, 4.5, 4.5, 1.2, 0.1),
            orientation="horizontal", ticks=[0, 0.5, 1],
        )  # fmt: skip
        colors.ax.tick_params(labelsize=9.5, pad=1)
        colors.ax.xaxis.tick_top()
        return [self.map, self.line, *self.dots]

    def _stage_space(self, figure):
        space = self.space = view.box(figure, 7.72, 1.15, 2.2, 2.2)
        self.mesh = LineCollection([], color="#909090", linewidth=0.8)
        space.add_collection(self.mesh, autolim=False)
        (self.cut,) = space.plot([], [], color="black", linewidth=2.2)
        self.images = _dots(space)
        space.set_title("the plane as two units see it", size=10, y=1.03)
        middle = {"size": 10, "ha": "center", "zorder": 5}
        self.axis_names = [
            stamp(self.wires.axes, 8.82, 0.72, **middle),
            stamp(self.wires.axes, 7.24, 2.25, rotation=90, **middle),
        ]
        return [self.mesh, self.cut, *self.images, *self.axis_names]

    def draw(self, r):
        self.wires.draw(r, r.A, len(r.y))
        P = r.P.reshape(len(AXIS), -1)
        self.map.values = P
        lines = contourpy.contour_generator(AXIS, AXIS, P).lines(0.5)
        gap = np.full((1, 2), np.nan)
        path = [np.empty((0, 2)), *(part for line in lines for part in (line, gap))]
        self.line.set_data(*np.concatenate(path).T)
        for k in (0, 1):
            self.dots[k].set_data(*r.X[r.y == k].T)
        self._draw_space(r)

    def scene(self, r):
        return r.activation

    def set_scene(self, r):
        self.space.set(xlim=SPACE[r.activation], ylim=SPACE[r.activation])

    def unseen(self, r):
        """All sliders of units that you do not edit."""
        others = [k for k in range(1, MOST + 1) if k != r.chosen + 1]
        return [f"{name}{k}" for k in others for name in PARTS]

    def _draw_space(self, r):
        """The plane's own grid, and the points, at the outputs of two of the units."""
        i, j = (r.chosen, (r.chosen + 1) % r.hidden) if r.hidden > 1 else (0, None)

        def place(P):
            A = r.units(P.reshape(-1, 2))
            second = A[:, j] if j is not None else np.zeros(len(A))
            return np.stack([A[:, i], second], axis=-1).reshape(P.shape)

        plane = GRID.reshape(len(AXIS), len(AXIS), 2)
        ways = np.concatenate([plane[::5], plane[:, ::5].swapaxes(0, 1)])
        self.mesh.set_segments(place(ways))
        for k in (0, 1):
            self.images[k].set_data(*place(r.X[r.y == k]).T)
        self.cut.set_data(*_cut(r, i, j))
        names = (f"a of unit {i + 1}", f"a of unit {j + 1}" if j is not None else "")
        for words, name in zip(self.axis_names, names, strict=True):
            words.set_text(name)

    def describe(self, r):
        w1, w2, b, v = r.parts[r.chosen]
        a = r.A[:, r.chosen]
        text = self.say(
            "net", hidden=r.hidden, activation=r.activation, data=r.data, wrong=r.wrong,
            count=len(r.y), parameters=r.n_parameters,
        )  # fmt: skip
        text += self.say(
            "unit", k=r.chosen + 1, w1=w1, w2=w2, b=b, v=v, low=a.min(), high=a.max()
        )
        text += self.say("end", c=r.c)
        if r.activation == "linear":
            text += self.say("straight")
        return text

    def pointer(self, kind, axes, x, y, values):
        """Press a unit to edit it."""
        k = self.wires.unit_at(x, y) if axes is self.wires.axes else None
        return {"unit": k + 1} if k is not None and kind == "down" else None


def _dots(axes):
    return [
        axes.plot([], [], MARKERS[k], ms=8, mec="black", mfc=COLORS[color], ls="")[0]
        for k, color in enumerate(("blue", "orange"))
    ]


def _idle(part):
    """Is a ReLU unit 0 on the whole picture, whatever its first weight, with v ≠ 0?"""
    _, w2, b, v = part
    most = PARTS["w1"]
    corners = [
        w1 * x1 + w2 * x2 + b
        for w1 in (-most, most)
        for x1 in (AXIS[0], AXIS[-1])
        for x2 in (AXIS[0], AXIS[-1])
    ]
    return bool(v != 0 and max(corners) <= 0)


def _cut(r, i, j):
    """The line on which the output is 0.5; with three units or more it is no line."""
    v, w = r.parts[i, 3], 0.0 if j is None else r.parts[j, 3]
    if r.hidden > 2:
        return [], []
    return view.zero_line(np.array([v, w]), r.c)


def layers(settings="", **options):
    """The panel of lesson 02; `layers("hidden=3 activation=step")` starts elsewhere."""
    return Panel(Layers(), settings, **options)
