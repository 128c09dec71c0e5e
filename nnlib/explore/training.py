"""The panel of lesson 07: the reference run, at any learning rate and hidden size.

A slider move looks up and draws: for each hidden size, the networks of all learning
rates are trained as one stack, in a thread, the size you look at first.
"""

import functools
from types import SimpleNamespace

import contourpy
import numpy as np

import nnlib as nn
from nnlib.explore.controls import log_slider, slider, steps
from nnlib.explore.explorer import Explorer
from nnlib.plotting import COLORS, DIVERGING, plot_points

RATES = tuple(float(f"{digit}e{ten}") for ten in range(-4, 4) for digit in (1, 3))[:-1]
EPOCHS = (0, *(d * 10**ten for ten in range(4) for d in (1, 2, 3, 5)), 9000, 10000)
EPOCHS = tuple(sorted(EPOCHS))
PAUSE = 200  # steps between two looks at whether the sliders have moved on


@functools.cache
def points():
    """The reference run's 100 points, 100 new ones, and the generator's state."""
    rng = np.random.RandomState(42)
    X, y = nn.positive_sum(100, rng=rng)
    X_new, y_new = nn.positive_sum(100, rng=np.random.default_rng(1))
    return X, y.reshape(-1, 1), X_new, y_new.reshape(-1, 1), rng.get_state()


def network(hidden):
    """The network of the reference run, with its start, for any hidden size."""
    rng = np.random.RandomState()
    rng.set_state(points()[-1])
    return nn.Network(
        nn.Dense(2, hidden, rng=rng, init=nn.normal),
        nn.ReLU(),
        nn.Dense(hidden, 1, rng=rng, init=nn.normal),
        nn.Sigmoid(),
    )


class Run:
    """One hidden size at several learning rates: theta, and both losses, at EPOCHS.

    Epoch e is the state after e steps, so its loss is the one before step e.
    """

    def __init__(self, hidden, rates):
        self.rates = list(rates)
        self.net = network(hidden).stack(len(rates))
        self.thetas, self.losses = [], []

    def train(self):
        """Train to the end, with a pause after each record and every PAUSE steps."""
        X, y, X_new, y_new, _ = points()
        net, Y = self.net, y.astype(float)
        opt = nn.SGD(net.theta, lr=np.array(self.rates)[:, None])
        for epoch in range(EPOCHS[-1] + 1):
            L, dA = nn.mean_squared_error(net.forward(X, train=True), Y)
            if epoch in EPOCHS:
                new = nn.mean_squared_error(net(X_new), y_new.astype(float))[0]
                self.thetas.append(net.theta.copy())
                self.losses.append((L, new))
                yield
            elif epoch % PAUSE == 0:
                yield
            net.backward(dA)
            opt.step(net.dtheta)

    def result(self, lr, hidden, epoch):
        """What the picture shows: the state at `epoch`, or the last one there is."""
        k = self.rates.index(lr)
        at = min(EPOCHS.index(epoch), len(self.thetas) - 1)
        net = network(hidden)
        net.theta = self.thetas[at][k]
        curves = np.array(self.losses)[:, :, k]
        return SimpleNamespace(
            lr=lr,
            hidden=hidden,
            epoch=EPOCHS[at],
            net=net,
            curves=curves,
            wrong=self.wrong(at, k),
            wrong_before=self.wrong(max(at - 1, 0), k),
            train_loss=curves[at, 0],
            held_out_loss=curves[at, 1],
        )

    def wrong(self, at, k):
        """How many training points network k has wrong at record `at`."""
        X, y, *_ = points()
        one = network(self.net.layers[0].n_out)
        one.theta = self.thetas[at][k]
        return int(np.sum((one(X) > 0.5) != y))


class Playground(Explorer):
    """Learning rate, hidden size, epoch: the boundary and both loss curves."""

    controls = {
        "lr": log_slider(
            "learning rate η", RATES[0], RATES[-1], start=0.01, digits=(1, 3)
        ),
        "hidden": slider("hidden size", 1, 12, 1, start=4, unit="units"),
        "epoch": steps("epoch", EPOCHS, start=10000, form="{:,}", play=1),
    }
    goals = [
        (
            "At learning rate 0.01, find the first epoch on the slider at which every "
            "training point is right.",
            lambda r: r.lr == 0.01 and r.wrong == 0 and r.wrong_before > 0,
        ),
        (
            "Find a rate with which at least a third of the points are still wrong at "
            "epoch 10,000.",
            lambda r: r.epoch == 10000 and r.wrong >= 33,
        ),
        (
            "Get every training point right with as few hidden units as can be.",
            lambda r: r.hidden == 1 and r.wrong == 0,
        ),
    ]
    size = (10, 4.4)

    def model(self, lr, hidden, epoch):
        runs = self.__dict__.setdefault("_runs", {})
        if not runs:  # the first picture: this one network, trained to the end
            run = Run(hidden, [lr])
            for _ in run.train():
                pass
            yield run.result(lr, hidden, epoch)
        if hidden not in runs:
            run = Run(hidden, RATES)
            for _ in run.train():
                shown = len(run.thetas) > 8 and runs
                yield run.result(lr, hidden, epoch) if shown else None
            runs[hidden] = run
        yield runs[hidden].result(lr, hidden, epoch)
        for other in sorted(range(1, 13), key=lambda size: abs(size - hidden)):
            if other not in runs:
                run = Run(other, RATES)
                for _ in run.train():
                    yield None
                runs[other] = run

    def stage(self, figure):
        plane, curves = figure.subplots(1, 2, width_ratios=(1, 1.1))
        X, y, X_new, y_new, _ = points()
        self.grid = np.linspace(-3.2, 3.2, 81)
        self.plane_points = np.stack(np.meshgrid(self.grid, self.grid), -1).reshape(
            -1, 2
        )
        self.map = plane.imshow(
            np.full((81, 81), 0.5), extent=(-3.2, 3.2, -3.2, 3.2), origin="lower",
            cmap=DIVERGING, vmin=0, vmax=1, alpha=0.75, interpolation="bilinear",
        )  # fmt: skip
        plot_points(X, y, plane)
        plot_points(X_new, y_new, plane, held_out=True)
        (self.line,) = plane.plot([], [], color="black", linewidth=2.2, zorder=2)
        plane.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2))
        plane.set_title("output, 0.5 on the black line (hollow: held out)", size=10)
        bar = figure.colorbar(self.map, ax=plane, ticks=[0, 0.5, 1])
        bar.set_label("output of the network")
        style = {"linewidth": 2, "markersize": 4}
        (self.train_curve,) = curves.plot([], [], "o-", color=COLORS["blue"],
                                          label="training", **style)  # fmt: skip
        (self.new_curve,) = curves.plot([], [], "s--", color=COLORS["orange"],
                                        label="held out", **style)  # fmt: skip
        self.cursor = curves.axvline(1, color="black", linewidth=1.2)
        curves.set_xscale("symlog", linthresh=1)
        curves.set(xlim=(-0.3, 14000), ylim=(1e-6, 1), yscale="log")
        curves.set(xlabel="epoch", ylabel="squared error (mean over points)")
        curves.set_xticks([0, 1, 10, 100, 1000, 10000])
        curves.legend(loc="lower left")
        curves.grid(alpha=0.3)
        return [self.map, self.line, self.train_curve, self.new_curve, self.cursor]

    def draw(self, r):
        P = r.net(self.plane_points).reshape(81, 81)
        self.map.set_data(P)
        lines = contourpy.contour_generator(self.grid, self.grid, P).lines(0.5)
        gap = np.full((1, 2), np.nan)
        path = np.concatenate([np.empty((0, 2)), *(p for q in lines for p in (q, gap))])
        self.line.set_data(*path.T)
        losses = np.maximum(r.curves, 1e-6)
        for curve, loss in (
            (self.train_curve, losses[:, 0]),
            (self.new_curve, losses[:, 1]),
        ):
            curve.set_data(EPOCHS[: len(loss)], loss)
        self.cursor.set_xdata([r.epoch, r.epoch])

    def describe(self, r):
        return (
            f"learning rate {r.lr:g}, hidden size {r.hidden}, epoch {r.epoch:,}: "
            f"training loss {r.train_loss:.4f}, held-out loss {r.held_out_loss:.4f}, "
            f"{r.wrong} of 100 training points wrong"
        )


def playground(settings="", **options):
    """The panel of lesson 07; `playground("lr=0.1 hidden=2")` starts elsewhere."""
    return Playground(settings, **options)
