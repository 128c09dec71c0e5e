"""A finished network in one call, and one slider that moves one line. Lesson 00."""

from types import SimpleNamespace

from nnlib.explore.controls import slider
from nnlib.explore.explorer import Explorer
from nnlib.lessons.lesson_07 import panel_picture as view
from nnlib.lessons.lesson_07.panel import ASIDE, Playground
from nnlib.lessons.lesson_07.panel_code import program
from nnlib.lessons.lesson_07.panel_model import EPOCHS, Problem
from nnlib.plotting import COLORS

PROBLEM = Problem("moons", 0.1, "tanh", "cross-entropy", 1)
WINDOW = (0.5, 0.25, 1.9)  # of the map: its centre, and half its width


class Start(Playground):
    """The playground with its two first sliders: one data set, one kind of unit."""

    controls = {
        name: Playground.controls[name] for name in ("lr", "hidden", "epoch", "code")
    }
    rows = [["lr", "hidden", "epoch"], ["code"]]
    goals = [
        ("Every training point right.", lambda r: r.wrong[0] == 0),
        (
            "A learning rate that learns nothing: 30 training points or more are still "
            "wrong at epoch 10,000. There are two ways.",
            lambda r: r.epoch == EPOCHS[-1] and r.wrong[0] >= 30,
        ),
        (
            "Every point right, the held-out ones too, with as few hidden units as can "
            "be. Three are enough.",
            lambda r: r.wrong == (0, 0) and r.hidden <= 3,
        ),
    ]
    size = view.SIZE
    taken_keys = ASIDE
    key_help = "left and right arrow: the epoch"
    words = Playground.words | {
        "network": "; {parameters} parameters",
        "problem": "; two moons of 100 points",
    }

    def model(self, lr, hidden, epoch):
        yield from super().model(lr, hidden, epoch, **PROBLEM._asdict())

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        start = self._run(PROBLEM, self.values["hidden"]).start
        self.map = view.Map(
            figure, start, (0.35, 0.62, 3.5, 3.5), (1.5, 4.55, 1.2, 0.1)
        )
        self.losses = view.Curves(
            figure, (5.5, 0.62, 4.2, 3.5), "loss: how wrong the network is",
            ("training", "held out"), ("blue", "orange"),
        )  # fmt: skip
        self.losses.axes.set(xlabel="epoch", ylim=view.LOSS_RANGE[PROBLEM.loss])
        return [*self.map.moving, *self.losses.moving]

    def draw(self, r):
        self._draw_map(r, WINDOW)
        self.losses.draw(r, r.losses)
        if self.picture.code:
            self.picture.code = program(r)

    def pointer(self, kind, axes, x, y):
        """Drag the cursor of the loss curve."""
        if axes is self.losses.axes:
            self._move_to(epoch=self.losses.epoch_at(x))


class Line(Explorer):
    """One slider moves one line: what the first cell of the course tries out."""

    controls = {"slope": slider("slope m", -3, 3, 0.5, start=1)}
    size = (4.5, 3)
    words = {"line": "y = {slope:g} x: at x = 2 the line is at y = {y:g}"}

    def model(self, slope):
        return SimpleNamespace(slope=slope)

    def stage(self, figure):
        axes = figure.subplots()
        axes.set(xlim=(-3, 3), ylim=(-6, 6), xlabel="x")
        axes.set_ylabel("y", rotation=0)
        axes.grid(alpha=0.3)
        (self.line,) = axes.plot([], [], color=COLORS["blue"], linewidth=2.5)
        return [self.line]

    def draw(self, r):
        self.line.set_data([-3, 3], [-3 * r.slope, 3 * r.slope])

    def describe(self, r):
        return self.say("line", slope=r.slope, y=2 * r.slope)


def start(settings="", **options):
    """The panel of lesson 00; `start("lr=0.1 hidden=2")` starts elsewhere."""
    return Start(settings, **options)


def line(settings="", **options):
    """The one slider of lesson 00's first cell."""
    return Line(settings, **options)
