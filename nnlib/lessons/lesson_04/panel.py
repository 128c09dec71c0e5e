"""Two losses of one score, their gradients, and softmax under a shift and a scale.

The first row of controls is a unit that answers yes or no; the second row is a choice
between three classes. Lesson 04.
"""

import numpy as np

from nnlib.explore.controls import choice, slider, steps
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_04 import panel_picture as view
from nnlib.lessons.lesson_04.panel_model import (
    LOSSES,
    SCALES,
    SHIFTS,
    Result,
    Z,
    three,
    yes,
)

ONE_PERCENT = 0.01


class Loss(Explorer):
    """Losses and gradients against the score; softmax, its loss and its gradient."""

    words = PanelWords(__file__, "loss")
    recipes = {
        "z": slider(-10, 10, 0.1, start=2.0, form="{:.1f}"),
        "y": choice(["0", "1"]),
        "loss": choice(["both", *LOSSES]),
        "right": choice(["1", "2", "3"]),
        "z1": slider(-4, 4, 0.5, start=2.0),
        "z2": slider(-4, 4, 0.5, start=1.5),
        "z3": slider(-4, 4, 0.5, start=-1.0),
        "scale": steps(SCALES, start=1),
        "shift": steps(SHIFTS, start=0, form="{:,}"),
    }
    rows = [["z", "y", "loss"], ["right", "z1", "z2", "z3", "scale", "shift"]]
    goals = {
        "one percent": lambda r: (
            r.yes.y == 0 and r.yes.z > 0 and r.yes.first_below(ONE_PERCENT)
        ),
        "hardest": lambda r: r.yes.hardest,
        "best scale": lambda r: (
            r.three.logits[r.three.right] < max(r.three.logits) and r.three.best_scale
        ),
    }
    size = view.SIZE

    def model(self, z, y, loss, right, z1, z2, z3, scale, shift):
        classes = three((z1, z2, z3), int(right) - 1, scale, shift)
        return Result(yes(z, int(y)), classes, loss)

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        parts = (view.Losses, view.Slopes, view.Ratio, view.Softmax)
        parts = [part(figure, self.word) for part in parts]
        self.losses, self.slopes, self.ratio, self.softmax = parts
        return [artist for part in parts for artist in part.moving]

    def draw(self, r):
        on = [r.chosen in ("both", name) for name in LOSSES]
        self.losses.draw(r.yes.z, r.yes.curves, r.yes.L, on)
        self.losses.draw_tangents(r.yes, on)
        self.slopes.draw(r.yes.z, r.yes.slopes, r.yes.dz, on)
        self.ratio.draw(r.yes)
        self.softmax.draw(r.three)

    def describe(self, r):
        text = self.say("yes", ratio=100 * r.yes.ratio, **r.yes._asdict())
        if r.chosen != "both":
            text += self.say("chosen", loss=self.option("loss", r.chosen))
        t = r.three
        text += self.say(
            "three", z=t.logits, scale=t.scale, shift=t.shift, p=t.p,
            right=t.right + 1, L=t.L,
        )  # fmt: skip
        return text if t.naive_works else text + self.say("no number")

    def pointer(self, kind, axes, x, y, values):
        """Drag the prediction along any of the three views over z."""
        if axes is self.softmax.axes:
            return None
        return {"z": float(Z[np.abs(Z - x).argmin()])}


def loss(settings="", **options):
    """The panel of lesson 04; `loss("z=5 y=0")` starts elsewhere."""
    return Panel(Loss(), settings, **options)
