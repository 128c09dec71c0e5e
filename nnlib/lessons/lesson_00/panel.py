"""A finished network in one call, and one slider that moves one line. Lesson 00."""

from types import SimpleNamespace

from nnlib.explore.controls import button, slider, steps
from nnlib.explore.explorer import Explorer, changes
from nnlib.explore.panel import Panel
from nnlib.explore.problems import Problem
from nnlib.explore.program import program
from nnlib.explore.runs import EPOCHS, RATES, SIZES, Runs
from nnlib.explore.speech import PanelWords
from nnlib.explore.views.curves import LOSS_RANGE, epoch_at, loss_curves, next_epoch
from nnlib.explore.views.plane import RunMap
from nnlib.plotting import COLORS

PROBLEM = Problem("moons", 0.1, "tanh", "cross-entropy", 1)
WINDOW = (0.5, 0.25, 1.9)  # of the map: its centre, and half its width
SIDEWAYS = {"ArrowLeft": -1, "ArrowRight": 1}


class Start(Explorer):
    """A network as it learns one data set, with two sliders: its rate, and its size."""

    words = PanelWords(__file__, "start")
    recipes = {
        "lr": steps(RATES, start=0.01),
        "hidden": slider(SIZES[0], SIZES[-1], 1, start=4),
        "epoch": steps(EPOCHS, start=1000, form="{:,}", play=1),
        "code": button(),
    }
    rows = [["lr", "hidden", "epoch"], ["code"]]
    goals = {
        "right": lambda r: r.wrong[0] == 0,
        "learns nothing": lambda r: r.epoch == EPOCHS[-1] and r.wrong[0] >= 30,
        "few units": lambda r: r.wrong == (0, 0) and r.hidden <= 3,
    }
    size = (10, 4.9)
    taken_keys = tuple(SIDEWAYS)

    def __init__(self):
        super().__init__()
        self.runs, self.code_shown = Runs(), False

    def model(self, lr, hidden, epoch):
        yield from self.runs.states(PROBLEM, hidden, lr, epoch)

    def ahead(self, lr, hidden, epoch):
        return self.runs.train_ahead(PROBLEM, hidden)

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.map = RunMap(figure, (0.35, 0.62, 3.5, 3.5), (1.5, 4.55, 1.2, 0.1))
        self.losses = loss_curves(figure, (5.5, 0.62, 4.2, 3.5), self.word("losses"))
        self.losses.axes.set_ylim(LOSS_RANGE[PROBLEM.loss])
        self.losses.name_x()
        return [*self.map.moving, *self.losses.moving]

    def draw(self, r):
        self.map.show(r, WINDOW)
        self.losses.draw(r, r.losses)

    def describe(self, r):
        text = self.say(
            "state", lr=r.lr, hidden=r.hidden, epoch=r.epoch, loss=r.loss[0],
            new_loss=r.loss[1], wrong=r.wrong[0], new_wrong=r.wrong[1],
            parameters=r.net.theta.size,
        )  # fmt: skip
        if not r.finite:
            text += self.say("not finite")
        text += self.say("problem")
        if r.epoch < r.wanted:
            text += self.say("on its way", wanted=r.wanted)
        return text

    def listing(self, r):
        """The nnlib program that gives exactly this picture."""
        return program(r) if self.code_shown else ""

    def code(self, values):
        """Show the program below the picture, or hide it."""
        self.code_shown = not self.code_shown

    def pointer(self, kind, axes, x, y, values):
        """Drag the cursor of the loss curve."""
        if axes is not self.losses.axes:
            return None
        return changes(values, epoch=epoch_at(x))

    def key(self, name, values):
        """Move the epoch by one."""
        return changes(values, epoch=next_epoch(values["epoch"], SIDEWAYS[name]))


class Line(Explorer):
    """One slider moves one line: what the first cell of the course tries out."""

    words = PanelWords(__file__, "line")
    recipes = {"slope": slider(-3, 3, 0.5, start=1)}
    size = (4.5, 3)

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
    return Panel(Start(), settings, **options)


def line(settings="", **options):
    """The one slider of lesson 00's first cell."""
    return Panel(Line(), settings, **options)
