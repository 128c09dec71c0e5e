"""An activation, its slope, and what many of them do to a gradient. Lesson 03."""

from nnlib.explore.controls import choice, integer, slider, steps
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_03 import panel_picture as view
from nnlib.lessons.lesson_03.panel_model import DEEPEST, FUNCTIONS, SCALES, state


class Activation(Explorer):
    """A curve with its slope, a product of slopes, and a deep network's signals."""

    words = PanelWords(__file__, "activation")
    recipes = {
        "function": choice(FUNCTIONS),
        "z": slider(-8, 8, 0.1, start=2, form="{:.1f}"),
        "depth": slider(1, DEEPEST, 1, start=8),
        "scale": steps(SCALES, start=1.0),
        "seed": integer(start=0),
    }
    rows = [["function", "z", "depth", "scale"], ["seed"]]
    goals = {
        "flat": lambda r: r.first_flat,
        "depth 8": lambda r: (
            r.depth == 8 and r.function != "identity" and 0.1 < r.ratio < 10
        ),
        "depth 16": lambda r: (
            r.function == "relu" and r.depth == DEEPEST and r.keeps_signals
        ),
    }
    size = view.SIZE

    def model(self, function, z, depth, scale, seed):
        return state(function, z, depth, scale, seed)

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given
        self.curve = view.Curve(figure, self.word)
        self.powers = view.Powers(figure, self.word)
        self.signals = view.Signals(figure, self.word)
        self._parts = self.curve, self.powers, self.signals
        return [artist for part in self._parts for artist in part.moving]

    def draw(self, r):
        for part in self._parts:
            part.draw(r)

    def describe(self, r):
        text = self.say(
            "point", function=self.option("function", r.function), z=r.z, a=r.a,
            slope=r.slope, depth=r.depth, product=short(r.products[-1]), scale=r.scale,
            seed=r.seed, first_a=short(r.a_rms[0]), last_a=short(r.a_rms[-1]),
            first_g=short(r.g_rms[0]), last_g=short(r.g_rms[-1]), ratio=short(r.ratio),
        )  # fmt: skip
        return text + self.say("corner", slope=r.slope) if r.at_corner else text


def short(value):
    """Two digits: 0.13 or 2.4e-07."""
    return f"{value:.2g}"


def activation(settings="", **options):
    """The panel of lesson 03; `activation("z=0 depth=16")` starts elsewhere."""
    return Panel(Activation(), settings, **options)
