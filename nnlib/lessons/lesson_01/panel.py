"""One unit: two weights, a bias, an activation; and the line it draws. Lesson 01."""

import numpy as np

from nnlib.explore.controls import choice, slider
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_01 import panel_picture as view
from nnlib.lessons.lesson_01.panel_model import ACTIVATIONS, DATA, REACH, result

STEP = 0.1  # of the point, with pointer and keys
MOVES = {
    "ArrowLeft": (-STEP, 0),
    "ArrowRight": (STEP, 0),
    "ArrowUp": (0, STEP),
    "ArrowDown": (0, -STEP),
}


class Neuron(Explorer):
    """The plane with the unit's output, its line and weights; the sum at a point."""

    words = PanelWords(__file__, "neuron")
    recipes = {
        "w1": slider(-5, 5, 0.25, start=1, form="{:.2f}"),
        "w2": slider(-5, 5, 0.25, start=-0.5, form="{:.2f}"),
        "b": slider(-5, 5, 0.25, start=0.5, form="{:.2f}"),
        "activation": choice(ACTIVATIONS),
        "data": choice(DATA),
        "x1": slider(-REACH, REACH, STEP, start=1.5, form="{:.1f}"),
        "x2": slider(-REACH, REACH, STEP, start=1, form="{:.1f}"),
    }
    rows = [["w1", "w2", "b", "activation"], ["x1", "x2", "data"]]
    goals = {
        "clouds": lambda r: r.data == "clouds" and r.wrong == 0,
        "AND": lambda r: r.data == "AND" and r.wrong == 0,
        "OR": lambda r: r.data == "OR" and r.wrong == 0,
        "NAND": lambda r: r.data == "NAND" and r.wrong == 0,
        "XOR": lambda r: r.data == "XOR" and r.wrong == 1,
    }
    size = view.SIZE
    taken_keys = tuple(MOVES)

    def model(self, w1, w2, b, activation, data, x1, x2):
        return result(np.array([w1, w2]), b, activation, data, np.array([x1, x2]))

    def stage(self, figure):
        figure.set_layout_engine("none")
        self.plane = view.Plane(figure, self.word)
        self.sum = view.Sum(figure, self.word)
        self.curve = view.Curve(figure, self.word)
        parts = (self.plane, self.sum, self.curve)
        return [artist for part in parts for artist in part.moving]

    def scene(self, r):
        return r.activation

    def set_scene(self, r):
        self.plane.set_scale(r.activation)
        self.curve.choose(r.activation, self.option("activation", r.activation))

    def draw(self, r):
        for part in (self.plane, self.sum, self.curve):
            part.draw(r)

    def describe(self, r):
        clouds = r.data == "clouds"
        text = self.say(
            "unit", activation=self.option("activation", r.activation), w1=r.w[0],
            w2=r.w[1], b=r.b, wrong=r.wrong, count=len(r.y),
            data=self.say("clouds") if clouds else self.option("data", r.data),
            x1=r.x[0], x2=r.x[1], p1=r.parts[0], p2=r.parts[1], z=r.z, a=r.a,
        )  # fmt: skip
        if r.norm == 0:
            return text + self.say("no line")
        return text + self.say("line", distance=abs(r.b) / r.norm)

    def pointer(self, kind, axes, x, y, values):
        """The point x follows the pointer."""
        return _at(x, y) if axes is self.plane.axes else None

    def key(self, name, values):
        """Move the point x by one step."""
        across, up = MOVES[name]
        return _at(values["x1"] + across, values["x2"] + up)


def _at(*place):
    """The values of x1 and x2 nearest to a place."""
    x1, x2 = (round(float(v), 1) for v in np.clip(place, -REACH, REACH))
    return {"x1": x1 + 0.0, "x2": x2 + 0.0}


def neuron(settings="", **options):
    """The panel of lesson 01; `neuron("w1=2 b=-1 data=AND")` starts elsewhere."""
    return Panel(Neuron(), settings, **options)
