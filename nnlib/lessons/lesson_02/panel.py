"""Hidden units by hand: what each one sees, and the space they make. Lesson 02.

Each unit has four sliders of its own; those of the unit that you edit are shown.
"""

import numpy as np

from nnlib.explore.controls import choice, slider
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.explore.views.diagram import SIZE, Diagram, Units
from nnlib.lessons.lesson_02.panel_model import (
    ACTIVATIONS,
    DATA,
    MOST,
    PARTS,
    START,
    network,
)
from nnlib.lessons.lesson_02.panel_picture import Plane, Space


def unit_sliders():
    """Return the dict name -> recipe of all units' sliders: "w11" is w₁ of unit 1."""
    return {
        f"{name}{k}": slider(-most, most, 0.25, start=value, form="{:.2f}")
        for k, start in enumerate(START, 1)
        for (name, most), value in zip(PARTS.items(), start, strict=True)
    }


class Layers(Explorer):
    """The diagram, the output over the plane, and the plane as the units see it."""

    words = PanelWords(__file__, "layers")
    recipes = {
        "hidden": slider(1, MOST, 1, start=2),
        "activation": choice(ACTIVATIONS),
        "data": choice(DATA),
        "unit": slider(1, MOST, 1, start=1),
        **unit_sliders(),
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
    size = SIZE

    def model(self, hidden, activation, data, unit, c, **weights):
        units = range(1, hidden + 1)
        parts = np.array([[weights[f"{name}{k}"] for name in PARTS] for k in units])
        return network(parts, c, activation, data, chosen=min(unit, hidden) - 1)

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.diagram = Diagram(figure)
        self.plane = Plane(figure)
        self.space = Space(figure, self.diagram.axes, self.word)
        parts = (self.diagram, self.plane, self.space)
        return [artist for part in parts for artist in part.moving]

    def scene(self, r):
        return r.activation

    def set_scene(self, r):
        self.space.set_limits(r.activation)

    def draw(self, r):
        W, v = r.parts[:, :2].T, r.parts[:, 3]
        self.diagram.draw(Units(r.A, W, v, r.activation, len(r.y), r.silent, r.chosen))
        self.plane.show(r)
        self.space.show(r)

    def unseen(self, r):
        """All sliders of units that you do not edit."""
        others = [k for k in range(1, MOST + 1) if k != r.chosen + 1]
        return [f"{name}{k}" for k in others for name in PARTS]

    def describe(self, r):
        w1, w2, b, v = r.parts[r.chosen]
        a = r.A[:, r.chosen]
        text = self.say(
            "net", hidden=r.hidden, activation=self.option("activation", r.activation),
            data=self.option("data", r.data), wrong=r.wrong, count=len(r.y),
            parameters=r.n_parameters,
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
        k = self.diagram.unit_at(x, y) if axes is self.diagram.axes else None
        return {"unit": k + 1} if k is not None and kind == "down" else None


def layers(settings="", **options):
    """The panel of lesson 02; `layers("hidden=3 activation=step")` starts elsewhere."""
    return Panel(Layers(), settings, **options)
