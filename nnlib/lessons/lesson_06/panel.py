"""Walk down a surface: learning rate, optimizer, and a start of your choice. Lesson 06.

The whole path of 200 steps is walked at each move; the slider of steps only shows it.
"""

import numpy as np

from nnlib.explore.controls import choice, slider, steps, toggle
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_06 import panel_picture as view
from nnlib.lessons.lesson_06.panel_model import OPTIMIZERS, RATES, STEPS, state
from nnlib.lessons.lesson_06.surfaces import DOMAIN, SURFACES

STRIDE = 0.05  # of the start
MOVES = {
    "ArrowLeft": (-STRIDE, 0),
    "ArrowRight": (STRIDE, 0),
    "ArrowDown": (0, -STRIDE),
    "ArrowUp": (0, STRIDE),
}


class Descent(Explorer):
    """Contours with the path, and the height against the step."""

    words = PanelWords(__file__, "descent")
    recipes = {
        "lr": steps(RATES, start=0.05),
        "optimizer": choice(OPTIMIZERS),
        "surface": choice(SURFACES, start="ravine"),
        "steps": steps(STEPS, start=20, play=1),
        "race": toggle(),
        "x": slider(-DOMAIN, DOMAIN, STRIDE, start=-2.5, form="{:.2f}"),
        "y": slider(-DOMAIN, DOMAIN, STRIDE, start=1.0, form="{:.2f}"),
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
    size = view.SIZE
    taken_keys = tuple(MOVES)

    def model(self, lr, optimizer, surface, steps, race, x, y):
        return state(lr, optimizer, surface, steps, race, (x, y))

    def stage(self, figure):
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        names = [self.option("optimizer", name) for name in OPTIMIZERS]
        self.plane = view.Plane(left, self.word)
        self.heights = view.Heights(right, self.word, names)
        return [*self.plane.moving, *self.heights.moving]

    def scene(self, r):
        return r.name

    def set_scene(self, r):
        name, formula = self.option("surface", r.name), r.surface.formula
        self.plane.show_surface(r.name, self.word("title", name=name, formula=formula))

    def draw(self, r):
        self.plane.draw(r)
        self.heights.draw(r)

    def describe(self, r):
        text = self.say(
            "walk", optimizer=self.option("optimizer", r.optimizer),
            name=self.option("surface", r.name), lr=r.lr, k=r.k,
            start=_pair(r.start[: r.surface.dims]), point=_pair(r.point),
            height=short(r.height), slope=short(r.slope), length=short(r.length),
        )  # fmt: skip
        if r.others:
            text += self.say("others", heights=", ".join(self._others(r)))
        if r.walk.diverged:
            points = r.walk.points
            far = short(np.linalg.norm(points[-1]))
            text += self.say("diverged", last=len(points) - 1, far=far)
        if r.surface.limit:
            text += self.say("limit", limit=r.surface.limit)
        return text + self.say("at rest") if r.rests else text

    def _others(self, r):
        """The other optimizers' heights after as many steps, or the last one."""
        for name, walk in r.others.items():
            height = short(walk.heights[walk.at(r.k)])
            yield self.say("other", name=self.option("optimizer", name), height=height)

    def pointer(self, kind, axes, x, y, values):
        """The start follows the pointer."""
        if axes is not self.plane.axes:
            return None
        flat = SURFACES[values["surface"]].dims == 2
        return _start(x, y if flat else values["y"])

    def key(self, name, values):
        """The arrow keys move the start."""
        return _start(*np.add((values["x"], values["y"]), MOVES[name]))


def _start(*place):
    """The values of the two controls nearest to a place."""
    rounded = np.round(np.clip(place, -DOMAIN, DOMAIN) / STRIDE) * STRIDE
    x, y = (round(float(value), 9) for value in rounded)
    return {"x": x, "y": y}


def _pair(point):
    """A point in words, with few digits."""
    return "(" + ", ".join(short(value) for value in point) + ")"


def short(value):
    """Three digits, or a power of ten where that is shorter."""
    if abs(value) < 1e-12:
        return "0"
    return f"{value:.3f}" if 1e-2 <= abs(value) < 1e4 else f"{value:.1e}"


def descent(settings="", **options):
    """The panel of lesson 06; `descent("surface=bowl lr=1")` starts elsewhere."""
    return Panel(Descent(), settings, **options)
