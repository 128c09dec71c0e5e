"""The playground of lesson 07: one hidden layer, at any learning rate and width.

A slider move looks up and draws: for each hidden size, the networks of all learning
rates are trained as one stack, in a thread, the size you look at first, then those next
to it. Not all twelve: a class on one machine would pay for sizes that nobody looks at.
"""

import collections

import numpy as np

from nnlib.explore.controls import button, choice, integer, log_slider, slider, steps
from nnlib.explore.explorer import SETTLED, Explorer
from nnlib.lessons.lesson_07 import panel_picture as view
from nnlib.lessons.lesson_07.panel_code import program
from nnlib.lessons.lesson_07.panel_model import (
    ACTIVATIONS,
    DATA,
    EPOCHS,
    RATES,
    SIZES,
    Problem,
    Run,
)

PARTIAL = 1500  # steps between two pictures while the epoch you want is not there
LATER = 2000  # steps between two pictures while only the curves grow
AHEAD = 4  # sizes next to the one you look at
ASIDE = ("ArrowLeft", "ArrowRight")
KEPT = 48  # runs: the twelve sizes of four problems, some 10 MB


class Playground(Explorer):
    """Diagram, boundary, losses and gradients of a network, as it learns."""

    controls = {
        "lr": log_slider(
            "learning rate η", RATES[0], RATES[-1], start=0.01, digits=(1, 3)
        ),
        "hidden": slider("hidden size (units)", SIZES[0], SIZES[-1], 1, start=4),
        "epoch": steps("epoch", EPOCHS, start=1000, form="{:,}", play=1),
        "data": choice("data", list(DATA)),
        "noise": slider("noise", 0, 0.4, 0.05, start=0),
        "activation": choice("activation", list(ACTIVATIONS)),
        "loss": choice(
            "loss", {"squared": "squared error", "cross-entropy": "cross-entropy"}
        ),
        "seed": integer("seed", start=42),
        "unit": slider("unit to look at", 0, SIZES[-1], 1, start=0),
        "code": button("show me the code"),
    }
    rows = [
        ["lr", "hidden", "epoch"],
        ["data", "noise", "activation", "loss", "seed", "code"],
    ]
    goals = [
        (
            "Moons with noise 0.1: every training point right, with as few hidden "
            "units as can be. Three are enough.",
            lambda r: (
                r.problem[:2] == ("moons", 0.1) and r.wrong[0] == 0 and r.hidden <= 3
            ),
        ),
        (
            "Cross-entropy: the smallest rate on the slider with which the training "
            "loss ends, at epoch 10,000, above where it began.",
            lambda r: (
                r.problem.loss == "cross-entropy"
                and r.epoch == EPOCHS[-1]
                and r.ends_higher[-1:].any()
                and not r.ends_higher[:-1].any()
            ),
        ),
        (
            "Spirals without noise: every held-out point right, with a network of "
            "fewer than 20 parameters.",
            lambda r: (
                r.problem[:2] == ("spirals", 0)
                and r.wrong[1] == 0
                and r.net.theta.size < 20
            ),
        ),
        (
            "A run whose held-out loss doubles after its lowest point: stop it there.",
            lambda r: (
                r.done
                and r.finite
                and r.losses[-1, 1] >= 2 * r.loss[1]
                and r.loss[1] == r.losses[:, 1].min()
            ),
        ),
    ]
    size = view.SIZE
    taken_keys = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")
    key_help = "left and right arrow: the epoch; up and down: a hidden unit"
    words = {
        "state": "learning rate {lr:g}, hidden size {hidden}, epoch {epoch:,}: "
        "training loss {loss:.4f}, held-out loss {new_loss:.4f}, {wrong} of 100 "
        "training points and {new_wrong} of 100 held-out points wrong",
        "network": "; {parameters} parameters, gradient {first:.1e} in the hidden "
        "layer and {last:.1e} in the output layer",
        "silent": ", {silent} of {hidden} hidden units put out 0 for every point",
        "unit": "; unit {k}: {f}({w1:.2f} x₁ {w2} x₂ {b}), times {v:.2f}; "
        "the sum in it is 0 on the dashed line",
        "not finite": "; the numbers have left the range of floats",
        "problem": "; {data}, noise {noise:g}, {activation}, {loss}, seed {seed}",
        "on its way": "; still training for epoch {wanted:,}",
    }

    def model(self, lr, hidden, epoch, unit=0, **problem):
        problem, place = Problem(**problem), (lr, epoch, unit)
        self._wanted = epoch
        run = self._run(problem, hidden)
        if run.reached(epoch):
            yield run.state(*place)
        else:
            yield from self._alone(problem, hidden, *place)
        if not run.done:
            while not run.done:
                run.advance()
                grown = run.epoch > epoch and run.epoch % LATER == 0
                yield run.state(*place) if grown else None
            yield run.state(*place)
        yield SETTLED
        near = sorted(SIZES, key=lambda size: abs(size - hidden))
        for other in near[1 : AHEAD + 1]:
            run = self._run(problem, other)
            while not run.done:
                run.advance()
                yield None

    def _alone(self, problem, hidden, lr, epoch, unit):
        """This one network first: it is there long before its stack of rates."""
        run = Run(problem, hidden, [lr])
        while not run.reached(epoch):
            shown = run.epoch // PARTIAL
            run.advance()
            grown = run.epoch // PARTIAL > shown
            yield run.state(lr, epoch, unit) if grown else None
        yield run.state(lr, epoch, unit)

    def _run(self, problem, hidden):
        """The run of a hidden size at all rates, as far as it has come."""
        runs = self.__dict__.setdefault("_runs", collections.OrderedDict())
        if (problem, hidden) not in runs:
            runs[problem, hidden] = Run(problem, hidden)
        runs.move_to_end((problem, hidden))
        while len(runs) > KEPT:
            runs.popitem(last=False)
        return runs[problem, hidden]

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        start = self._run(Problem(**self._problem()), self.values["hidden"]).start
        self.wires = view.Wires(figure)
        self.map = view.Map(figure, start)
        self.losses = view.Curves(
            figure, (7.6, 2.86, 2.2, 1.5), "loss (drag the line)",
            ("training", "held out"), ("blue", "orange"),
        )  # fmt: skip
        self.norms = view.Curves(
            figure, (7.6, 0.6, 2.2, 1.5), "length of the gradient",
            ("hidden layer", "output layer"), ("green", "pink"),
        )  # fmt: skip
        self.norms.axes.set(ylim=view.NORM_RANGE, xlabel="epoch")
        self._scene = None
        parts = (self.wires, self.map, self.losses, self.norms)
        return [artist for part in parts for artist in part.moving]

    def _problem(self):
        return {name: self.values[name] for name in Problem._fields}

    def draw(self, r):
        if self._scene != (r.problem.data, r.problem.loss):
            self._scene = r.problem.data, r.problem.loss
            self.losses.axes.set(ylim=view.LOSS_RANGE[r.problem.loss])
            self.painter.restage()
        A = self._draw_map(r, view.WINDOW[r.problem.data])
        self.wires.draw(r, A)
        self.losses.draw(r, r.losses)
        self.norms.draw(r, r.norms)
        if self.picture.code:
            self.picture.code = program(r)

    def _draw_map(self, r, window):
        """Draw the network's output over a window; return what its units put out."""
        x, y, points = view.grid(window)
        A, P = r.look(points)
        P = np.nan_to_num(P.reshape(len(y), len(x)), nan=0.5)
        self.map.draw(r, P, x, y)
        return A

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
        text += self.say("problem", **r.problem._asdict())
        if r.epoch < self._wanted:
            text += self.say("on its way", wanted=self._wanted)
        return text

    def _chosen(self, r):
        first, last = (layer for layer in r.net.layers if layer.params)
        (w1, w2), b = first.W[:, r.chosen], first.b[0, r.chosen]
        w2, b = (f"{'+' if part >= 0 else '−'} {abs(part):.2f}" for part in (w2, b))
        return self.say(
            "unit", k=r.chosen + 1, f=r.problem.activation, w1=w1, w2=w2, b=b,
            v=last.W[r.chosen, 0],
        )  # fmt: skip

    def code(self):
        """Show the nnlib program that gives exactly this picture, or hide it."""
        self.picture.code = "" if self.picture.code else program(self.result)

    def pointer(self, kind, axes, x, y):
        """Drag the cursor of a curve, or press a unit to look at it."""
        if axes in (self.losses.axes, self.norms.axes):
            self._move_to(epoch=view.Curves.epoch_at(x))
        elif axes is self.wires.axes and kind == "down":
            k = self.wires.unit_at(x, y)
            again = k == self.result.chosen
            self._move_to(unit=0 if k is None or again else k + 1)

    def key(self, name):
        """Move the epoch, or the unit to look at, by one."""
        control = self.controls["epoch" if name in ASIDE else "unit"]
        most = len(control.values) - 1 if name in ASIDE else self.values["hidden"]
        step = 1 if name in ("ArrowRight", "ArrowDown") else -1
        place = min(max(control.index + step, 0), most)
        self._move_to(**{control.name: control.values[place]})

    def _move_to(self, **values):
        """Set controls, but do not draw again what is there."""
        if any(self.values[name] != value for name, value in values.items()):
            self.set(**values)


def playground(settings="", **options):
    """The panel of lesson 07; `playground("lr=0.1 hidden=2")` starts elsewhere."""
    return Playground(settings, **options)
