"""How the panel of lesson 01 looks: the plane, the sum part by part, the activation."""

import numpy as np

from nnlib.explore.artists import Shade
from nnlib.explore.stamp import stamp
from nnlib.explore.views.plane import dots
from nnlib.lessons.lesson_01.panel_model import ACTIVATIONS, REACH
from nnlib.plotting import COLORS, DIVERGING

SIZE = (10, 4.7)
MOST = 10.0  # the gauges over −10 … 10
TICKS = (-10, -5, 0, 5, 10)
RANGES = {"step": (0, 1), "sigmoid": (0, 1), "tanh": (-1, 1), "relu": (-5, 5)}
CROSS = {"marker": "X", "mec": "black", "mfc": "white", "mew": 1.4, "ls": ""}
ROWS = (3, 2, 1, 0)  # of the bars: two products, the bias, their sum


class Plane:
    """The output as colours, the line z = 0, the arrow w, the points, the cross x."""

    def __init__(self, figure, word):
        axes = self.axes = figure.add_axes((0.055, 0.115, 0.415, 0.8))
        axes.set_aspect("equal")
        self.image = Shade(axes, DIVERGING, 0, 1, alpha=0.7)
        black = COLORS["black"]
        (self.line,) = axes.plot([], [], color=black, lw=2.2)
        (self.shaft,) = axes.plot([], [], color=black, lw=3, solid_capstyle="butt")
        (self.head,) = axes.plot([], [], color=black, marker=(3, 0, 0), ms=13)
        self.dots = dots(axes, size=7)
        (self.spot,) = axes.plot([], [], ms=13, clip_on=False, **CROSS)
        axes.axhline(0, color="#808080", lw=0.6, zorder=0.5)
        axes.axvline(0, color="#808080", lw=0.6, zorder=0.5)
        axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="x₁")
        axes.set_ylabel("x₂", rotation=0, labelpad=8)
        axes.set_title(word("plane"), size=10, y=1.02)
        place = figure.add_axes((0.49, 0.115, 0.014, 0.8))
        self.bar = figure.colorbar(self.image, cax=place, ticks=[0, 0.5, 1])
        self.bar.ax.tick_params(pad=2)

    @property
    def moving(self):
        return [self.image, self.line, self.shaft, self.head, *self.dots, self.spot]

    def set_scale(self, activation):
        """Set the colours to what an activation can put out."""
        low, high = RANGES[activation]
        self.image.set_clim(low, high)
        shown = max(low, -1) if low > -5 else 0
        self.bar.ax.set_ylim(shown, high)
        self.bar.set_ticks([shown, (shown + high) / 2, high])

    def draw(self, r):
        self.image.values = r.A
        self._draw_line(r)
        for k, points in enumerate(self.dots):
            points.set_data(*r.X[r.y == k].T)
        self.spot.set_data(*r.x[:, None])

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


class Sum:
    """A bar for each part of z, one beginning where the one before it ends."""

    def __init__(self, figure, word):
        axes = self.axes = figure.add_axes((0.635, 0.56, 0.34, 0.355))
        self.bars = axes.barh(ROWS, [0] * 4, height=0.62, ec="black", lw=1)
        for bar, color in zip(self.bars, ("sky", "sky", "amber", "black"), strict=True):
            bar.set_facecolor(COLORS[color])
        self.numbers = [stamp(axes, 0, y, size=9.5) for y in ROWS]
        axes.axvline(0, color="black", lw=1, zorder=0.5)
        axes.set(xlim=(-MOST, MOST), ylim=(-0.6, 3.6))
        axes.set_xticks(TICKS)
        axes.set_yticks(ROWS, ["w₁x₁", "w₂x₂", "b", "z"])
        axes.set_title(word("sum"), size=10, y=1.02)

    @property
    def moving(self):
        return [*self.bars, *self.numbers]

    def draw(self, r):
        begins = (0.0, r.parts[0], r.parts[0] + r.parts[1], 0)
        labels = [
            f"{w:g} · {x:g} = {part:.2f}"
            for w, x, part in zip(r.w, r.x, r.parts, strict=False)
        ]
        labels += [f"{r.b:.2f}", f"{r.z:.2f}"]
        for k, part in enumerate((*r.parts, r.z)):
            self.bars[k].set_x(begins[k])
            self.bars[k].set_width(part)
            self.numbers[k].set_text(labels[k].replace("-", "−"))
            self._place(self.numbers[k], begins[k], begins[k] + part)

    def _place(self, number, *ends):
        """Put a number beside a bar, on the side where there is room."""
        low, _, high = sorted((*ends, 0))
        left = low + high > 0
        x = low - 0.3 if left else high + 0.3
        inside = (5 - MOST, MOST - 0.3) if left else (0.3 - MOST, MOST - 5)
        number.set_x(np.clip(x, *inside))
        number.set_ha("right" if left else "left")


class Curve:
    """The activation, and where on it the point's sum is."""

    def __init__(self, figure, word):
        self.word = word
        axes = self.axes = figure.add_axes((0.635, 0.115, 0.34, 0.31))
        z = np.linspace(-MOST, MOST, 801)
        self.shapes = {
            name: axes.plot(z, f(z), color="#606060", lw=2)[0]
            for name, f in ACTIVATIONS.items()
        }
        (self.drop,) = axes.plot([], [], "k:", lw=1.5)
        (self.place,) = axes.plot([], [], ms=11, clip_on=False, **CROSS)
        self.value = stamp(axes, 0, 0, size=9.5, ground=0.85)
        axes.set_xticks(TICKS)
        axes.set(xlim=(-MOST, MOST), xlabel="z")
        axes.set_ylabel("a", rotation=0, labelpad=8)
        axes.grid(alpha=0.3)

    @property
    def moving(self):
        return [self.drop, self.place, self.value]

    def choose(self, activation, name):
        """Show one activation, and its name."""
        for known, shape in self.shapes.items():
            shape.set_visible(known == activation)
        self.axes.set_ylim((-0.8, 10.4) if activation == "relu" else (-1.4, 1.4))
        title = self.word("activation", activation=name)
        self.axes.set_title(title, size=10, y=1.02)

    def draw(self, r):
        low, high = self.axes.get_ylim()
        z, a = np.clip(r.z, -MOST, MOST), np.clip(r.a, low, high)
        self.drop.set_data([z, z, -MOST], [low, a, a])
        self.place.set_data([z], [a])
        self.value.set_text(f"a = {r.a:.2f}".replace("-", "−"))
        self.value.set_position((z + (0.7 if z < 0 else -0.7), a))
        self.value.set_ha("left" if z < 0 else "right")
