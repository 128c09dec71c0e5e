"""The playground of lesson 07: one hidden layer, at any learning rate and width."""

from nnlib.explore.controls import button, choice, integer, slider, steps
from nnlib.explore.explorer import Explorer, changes
from nnlib.explore.panel import Panel
from nnlib.explore.problems import ACTIVATIONS, DATA, LOSSES, N_POINTS, Problem
from nnlib.explore.program import program
from nnlib.explore.runs import EPOCHS, RATES, SIZES, Runs
from nnlib.explore.speech import PanelWords
from nnlib.explore.views.curves import (
    LOSS_RANGE,
    NORM_RANGE,
    Curves,
    epoch_at,
    loss_curves,
    next_epoch,
)
from nnlib.explore.views.diagram import MAP, SIZE, Diagram, Units
from nnlib.explore.views.plane import RunMap

SIDEWAYS = {"ArrowLeft": -1, "ArrowRight": 1}
UPWARD = {"ArrowUp": -1, "ArrowDown": 1}
WINDOW = {  # of the map: its centre, and half its width
    "sum": (0, 0, 3.2),
    "circle": (0, 0, 2.6),
    "xor": (0, 0, 2.6),
    "moons": (0.5, 0.25, 2.4),
    "spirals": (0, 0, 2.6),
}


class Playground(Explorer):
    """Diagram, boundary, losses and gradients of a network, as it learns."""

    words = PanelWords(__file__, "playground")
    recipes = {
        "lr": steps(RATES, start=0.01),
        "hidden": slider(SIZES[0], SIZES[-1], 1, start=4),
        "epoch": steps(EPOCHS, start=1000, form="{:,}", play=1),
        "data": choice(DATA),
        "noise": slider(0, 0.4, 0.05, start=0),
        "activation": choice(ACTIVATIONS),
        "loss": choice(LOSSES),
        "seed": integer(start=42),
        "unit": slider(0, SIZES[-1], 1, start=0),
        "code": button(),
    }
    rows = [
        ["lr", "hidden", "epoch"],
        ["data", "noise", "activation", "loss", "seed", "code"],
    ]
    goals = {
        "moons": lambda r: (
            r.problem[:2] == ("moons", 0.1) and r.wrong[0] == 0 and r.hidden <= 3
        ),
        "too large": lambda r: (
            r.problem.loss == "cross-entropy"
            and r.epoch == EPOCHS[-1]
            and r.ends_higher[-1:].any()
            and not r.ends_higher[:-1].any()
        ),
        "spirals": lambda r: (
            r.problem[:2] == ("spirals", 0)
            and r.wrong[1] == 0
            and r.net.theta.size < 20
        ),
        "stop": lambda r: (
            r.done
            and r.finite
            and r.losses[-1, 1] >= 2 * r.loss[1]
            and r.loss[1] == r.losses[:, 1].min()
        ),
    }
    size = SIZE
    taken_keys = (*SIDEWAYS, *UPWARD)

    def __init__(self):
        super().__init__()
        self.runs, self.code_shown = Runs(), False

    def model(self, lr, hidden, epoch, unit, **problem):
        yield from self.runs.states(Problem(**problem), hidden, lr, epoch, unit)

    def ahead(self, lr, hidden, epoch, unit, **problem):
        return self.runs.train_ahead(Problem(**problem), hidden)

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.diagram = Diagram(figure)
        self.map = RunMap(figure, MAP)
        self.losses = loss_curves(figure, (7.6, 2.86, 2.2, 1.5), self.word("losses"))
        self.norms = Curves(
            figure, (7.6, 0.6, 2.2, 1.5), self.word("norms"),
            (self.word("hidden layer"), self.word("output layer")), ("green", "pink"),
        )  # fmt: skip
        self.norms.axes.set_ylim(NORM_RANGE)
        self.norms.name_x()
        parts = (self.diagram, self.map, self.losses, self.norms)
        return [artist for part in parts for artist in part.moving]

    def scene(self, r):
        return r.problem.data, r.problem.loss

    def set_scene(self, r):
        self.losses.axes.set(ylim=LOSS_RANGE[r.problem.loss])

    def draw(self, r):
        A = self.map.show(r, WINDOW[r.problem.data])
        first, last = r.dense
        self.diagram.draw(
            Units(
                A, first.W, last.W[:, 0], r.problem.activation, N_POINTS, r.silent,
                r.chosen,
            )
        )  # fmt: skip
        self.losses.draw(r, r.losses)
        self.norms.draw(r, r.norms)

    def describe(self, r):
        text = self.say(
            "state", lr=r.lr, hidden=r.hidden, epoch=r.epoch, loss=r.loss[0],
            new_loss=r.loss[1], wrong=r.wrong[0], new_wrong=r.wrong[1],
        )  # fmt: skip
        text += self.say(
            "network", parameters=r.net.theta.size, first=r.norm[0],
            last=r.norm[1],
        )  # fmt: skip
        if r.silent.any():
            text += self.say("silent", silent=r.silent.sum(), hidden=r.hidden)
        if r.chosen is not None:
            text += self._chosen(r)
        if not r.finite:
            text += self.say("not finite")
        text += self._problem(r.problem)
        if r.epoch < r.wanted:
            text += self.say("on its way", wanted=r.wanted)
        return text

    def _problem(self, problem):
        names = {n: self.option(n, getattr(problem, n)) for n in ("data", "activation")}
        loss = self.say(problem.loss)  # shorter than in the menu
        return self.say("problem", **problem._asdict() | names | {"loss": loss})

    def _chosen(self, r):
        first, last = r.dense
        (w1, w2), b = first.W[:, r.chosen], first.b[0, r.chosen]
        w2, b = (f"{'+' if part >= 0 else '−'} {abs(part):.2f}" for part in (w2, b))
        f = self.option("activation", r.problem.activation)
        return self.say(
            "unit", k=r.chosen + 1, f=f, w1=w1, w2=w2, b=b, v=last.W[r.chosen, 0],
        )  # fmt: skip

    def listing(self, r):
        """The nnlib program that gives exactly this picture."""
        return program(r) if self.code_shown else ""

    def code(self, values):
        """Show the program below the picture, or hide it."""
        self.code_shown = not self.code_shown

    def pointer(self, kind, axes, x, y, values):
        """Drag the cursor of a curve, or press a unit to look at it."""
        if axes in (self.losses.axes, self.norms.axes):
            return changes(values, epoch=epoch_at(x))
        if axes is self.diagram.axes and kind == "down":
            k = self.diagram.unit_at(x, y)
            unit = 0 if k is None or k + 1 == values["unit"] else k + 1
            return changes(values, unit=unit)
        return None

    def key(self, name, values):
        """Move the epoch, or the unit to look at, by one."""
        if name in SIDEWAYS:
            return changes(values, epoch=next_epoch(values["epoch"], SIDEWAYS[name]))
        unit = min(max(values["unit"] + UPWARD[name], 0), values["hidden"])
        return changes(values, unit=unit)


def playground(settings="", **options):
    """The panel of lesson 07; `playground("lr=0.1 hidden=2")` starts elsewhere."""
    return Panel(Playground(), settings, **options)
