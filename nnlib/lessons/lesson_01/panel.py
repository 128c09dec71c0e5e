"""One unit: two weights, a bias, an activation; and the line it draws. Lesson 01."""

from types import SimpleNamespace

import numpy as np

import nnlib as nn
from nnlib.explore.artists import Shade
from nnlib.explore.controls import choice, slider
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.explore.stamp import stamp
from nnlib.explore.views import CORNERS, step
from nnlib.plotting import COLORS, DIVERGING, MARKERS

REACH = 2.5  # the plane is shown over −2.5 … 2.5
MOST = 10.0  # the gauges over −10 … 10
GATES = {
    "AND": [0, 0, 0, 1],
    "OR": [0, 1, 1, 1],
    "NAND": [1, 1, 1, 0],
    "XOR": [0, 1, 1, 0],
}
AXIS = np.linspace(-REACH, REACH, 121)
GRID = np.stack(np.meshgrid(AXIS, AXIS), axis=-1).reshape(-1, 2)


ACTIVATIONS = {"step": step, "sigmoid": nn.sigmoid, "tanh": nn.tanh, "relu": nn.relu}
CROSS = {"marker": "X", "mec": "black", "mfc": "white", "mew": 1.4, "ls": ""}
TICKS = (-10, -5, 0, 5, 10)
RANGES = {"step": (0, 1), "sigmoid": (0, 1), "tanh": (-1, 1), "relu": (-5, 5)}


def points(data):
    """Points and their classes: two clouds, or the four corners of a gate."""
    if data in GATES:
        return CORNERS, np.array(GATES[data])
    rng = np.random.default_rng(1)
    return nn.blobs(40, rng=rng, centers=((-0.9, -0.5), (1.1, 0.9)), noise=0.45)


class Neuron(Explorer):
    """The plane with the unit's output, its line and weights; the sum at a point."""

    words = PanelWords(__file__, "neuron")
    recipes = {
        "w1": slider(-5, 5, 0.25, start=1, form="{:.2f}"),
        "w2": slider(-5, 5, 0.25, start=-0.5, form="{:.2f}"),
        "b": slider(-5, 5, 0.25, start=0.5, form="{:.2f}"),
        "activation": choice(ACTIVATIONS),
        "data": choice(["clouds", *GATES]),
        "x1": slider(-REACH, REACH, 0.1, start=1.5, form="{:.1f}"),
        "x2": slider(-REACH, REACH, 0.1, start=1, form="{:.1f}"),
    }
    rows = [["w1", "w2", "b", "activation"], ["x1", "x2", "data"]]
    goals = {
        "clouds": lambda r: r.data == "clouds" and r.wrong == 0,
        "AND": lambda r: r.data == "AND" and r.wrong == 0,
        "OR": lambda r: r.data == "OR" and r.wrong == 0,
        "NAND": lambda r: r.data == "NAND" and r.wrong == 0,
        "XOR": lambda r: r.data == "XOR" and r.wrong == 1,
    }
    size = (10, 4.7)
    taken_keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")

    def model(self, w1, w2, b, activation, data, x1, x2):
        unit = nn.Dense(2, 1, init=nn.zeros)
        unit.W[:, 0], unit.b[:] = (w1, w2), b
        f, w = ACTIVATIONS[activation], np.array([w1, w2])
        X, y = points(data)
        z = float(unit.forward(np.array([[x1, x2]]))[0, 0])
        return SimpleNamespace(
            w=w, b=b, activation=activation, data=data, x=np.array([x1, x2]),
            X=X, y=y, wrong=int(np.sum((unit.forward(X).ravel() > 0) != y)),
            parts=(w1 * x1, w2 * x2, b), z=z, a=float(f(np.array(z))),
            A=f(unit.forward(GRID)).reshape(len(AXIS), -1), norm=float(np.hypot(*w)),
        )  # fmt: skip

    def stage(self, figure):
        figure.set_layout_engine("none")
        self.plane = figure.add_axes((0.055, 0.115, 0.415, 0.8))
        self.sum = figure.add_axes((0.635, 0.56, 0.34, 0.355))
        self.curve = figure.add_axes((0.635, 0.115, 0.34, 0.31))
        return [*self._stage_plane(figure), *self._stage_sum(), *self._stage_curve()]

    def _stage_plane(self, figure):
        plane, black = self.plane, COLORS["black"]
        plane.set_aspect("equal")
        self.map = Shade(plane, DIVERGING, 0, 1, alpha=0.7)
        (self.line,) = plane.plot([], [], color=black, lw=2.2)
        (self.shaft,) = plane.plot([], [], color=black, lw=3, solid_capstyle="butt")
        (self.head,) = plane.plot([], [], color=black, marker=(3, 0, 0), ms=13)
        self.dots = [
            plane.plot([], [], MARKERS[k], ms=7, mec=black, mfc=COLORS[color], ls="")[0]
            for k, color in enumerate(("blue", "orange"))
        ]
        (self.spot,) = plane.plot([], [], ms=13, clip_on=False, **CROSS)
        plane.axhline(0, color="#808080", lw=0.6, zorder=0.5)
        plane.axvline(0, color="#808080", lw=0.6, zorder=0.5)
        plane.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="x₁")
        plane.set_ylabel("x₂", rotation=0, labelpad=8)
        plane.set_title("output a; line: z = 0; arrow: w; cross: x", size=10, y=1.02)
        bar = figure.colorbar(
            self.map, cax=figure.add_axes((0.49, 0.115, 0.014, 0.8)), ticks=[0, 0.5, 1]
        )
        bar.ax.tick_params(pad=2)
        self.bar = bar
        return [self.map, self.line, self.shaft, self.head, *self.dots, self.spot]

    def _stage_sum(self):
        axes = self.sum
        self.bars = axes.barh([3, 2, 1, 0], [0] * 4, height=0.62, ec="black", lw=1)
        for bar, color in zip(self.bars, ("sky", "sky", "amber", "black"), strict=True):
            bar.set_facecolor(COLORS[color])
        self.numbers = [stamp(axes, 0, y, size=9.5) for y in (3, 2, 1, 0)]
        axes.axvline(0, color="black", lw=1, zorder=0.5)
        axes.set(xlim=(-MOST, MOST), ylim=(-0.6, 3.6))
        axes.set_xticks(TICKS)
        axes.set_yticks([3, 2, 1, 0], ["w₁x₁", "w₂x₂", "b", "z"])
        axes.set_title("the sum at x, part by part", size=10, y=1.02)
        return [*self.bars, *self.numbers]

    def _stage_curve(self):
        axes, z = self.curve, np.linspace(-MOST, MOST, 801)
        self.shapes = {
            name: axes.plot(z, f(z), color="#606060", lw=2)[0]
            for name, f in ACTIVATIONS.items()
        }
        (self.drop,) = axes.plot([], [], "k:", lw=1.5)
        (self.place,) = axes.plot([], [], ms=11, clip_on=False, **CROSS)
        self.value = stamp(axes, 0, 0, size=9.5, ground=0.85)
        axes.set_xticks(TICKS)
        axes.set(xlim=(-MOST, MOST), ylim=(-1.4, 1.4), xlabel="z")
        axes.set_ylabel("a", rotation=0, labelpad=8)
        axes.grid(alpha=0.3)
        return [self.drop, self.place, self.value]

    def draw(self, r):
        self.map.values = r.A
        self._draw_line(r)
        for k, dots in enumerate(self.dots):
            dots.set_data(*r.X[r.y == k].T)
        self.spot.set_data(*r.x[:, None])
        begin = 0.0
        for bar, part in zip(self.bars, (*r.parts, r.z), strict=True):
            last = bar is self.bars[3]
            bar.set_x(0 if last else begin)
            bar.set_width(part)
            begin += 0 if last else part
        labels = (f"{w:g} · {x:g} = {w * x:.2f}" for w, x in zip(r.w, r.x, strict=True))
        labels = [*labels, f"{r.b:.2f}", f"{r.z:.2f}"]
        for k, (number, bar) in enumerate(zip(self.numbers, self.bars, strict=True)):
            low, *_, high = sorted((bar.get_x(), bar.get_x() + bar.get_width(), 0))
            left = low + high > 0  # where there is room
            x = low - 0.3 if left else high + 0.3
            inside = (5 - MOST, MOST - 0.3) if left else (0.3 - MOST, MOST - 5)
            number.set_text(labels[k].replace("-", "−"))
            number.set_position((np.clip(x, *inside), 3 - k))
            number.set_ha("right" if left else "left")
        z, a = np.clip(r.z, -MOST, MOST), np.clip(r.a, *self.curve.get_ylim())
        self.drop.set_data([z, z, -MOST], [self.curve.get_ylim()[0], a, a])
        self.place.set_data([z], [a])
        self.value.set_text(f"a = {r.a:.2f}".replace("-", "−"))
        self.value.set_position((z + (0.7 if z < 0 else -0.7), a))
        self.value.set_ha("left" if z < 0 else "right")

    def _draw_line(self, r):
        """The line z = 0, and w, drawn from the line's point nearest to the origin."""
        if r.norm == 0:
            for artist in (self.line, self.shaft, self.head):
                artist.set_data([], [])
            return
        n = r.w / r.norm
        foot, along = -r.b / r.norm * n, np.array([-n[1], n[0]])
        self.line.set_data(*np.transpose([foot - 9 * along, foot + 9 * along]))
        tip = foot + 0.3 * r.w
        self.shaft.set_data(*np.transpose([foot, tip]))
        self.head.set_data(*tip[:, None])
        self.head.set_marker((3, 0, np.degrees(np.arctan2(n[1], n[0])) - 90))

    def scene(self, r):
        return r.activation

    def set_scene(self, r):
        low, high = RANGES[r.activation]
        self.map.set_clim(low, high)
        shown = max(low, -1) if low > -5 else 0
        self.bar.ax.set_ylim(shown, high)
        self.bar.set_ticks([shown, (shown + high) / 2, high])
        for name, shape in self.shapes.items():
            shape.set_visible(name == r.activation)
        self.curve.set_ylim(*((-0.8, 10.4) if r.activation == "relu" else (-1.4, 1.4)))
        self.curve.set_title(f"activation: a = {r.activation}(z)", size=10, y=1.02)

    def describe(self, r):
        data = self.say(r.data) if r.data == "clouds" else r.data
        text = self.say(
            "unit", activation=r.activation, w1=r.w[0], w2=r.w[1], b=r.b, wrong=r.wrong,
            count=len(r.y), data=data, x1=r.x[0], x2=r.x[1],
            p1=r.parts[0], p2=r.parts[1], z=r.z, a=r.a,
        )  # fmt: skip
        if r.norm == 0:
            return text + self.say("no line")
        return text + self.say("line", distance=abs(r.b) / r.norm)

    def pointer(self, kind, axes, x, y, values):
        """The point x follows the pointer."""
        return _place(x, y) if axes is self.plane else None

    def key(self, name, values):
        sideways = {"ArrowLeft": -0.1, "ArrowRight": 0.1}.get(name, 0)
        upward = {"ArrowDown": -0.1, "ArrowUp": 0.1}.get(name, 0)
        return _place(values["x1"] + sideways, values["x2"] + upward)


def _place(*place):
    """The values of the two controls nearest to a place."""
    x1, x2 = (round(float(v), 1) for v in np.clip(place, -REACH, REACH))
    return {"x1": x1 + 0.0, "x2": x2 + 0.0}


def neuron(settings="", **options):
    """The panel of lesson 01; `neuron("w1=2 b=-1 data=AND")` starts elsewhere."""
    return Panel(Neuron(), settings, **options)
