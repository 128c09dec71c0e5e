"""Two curves over the epochs of a run, and a cursor that can be dragged."""

import numpy as np
from matplotlib.ticker import NullLocator

from nnlib.explore.artists import powers
from nnlib.explore.inches import box
from nnlib.explore.runs import EPOCHS
from nnlib.plotting import COLORS
from nnlib.shared.words import Words

say = Words(__file__, "curves")

LOSS_RANGE = {"squared": (1e-4, 1), "cross-entropy": (1e-4, 30)}
NORM_RANGE = (1e-6, 30)
TICKS = {0: "0", 1: "1", 10: "10", 100: "100", 1000: "1k", 10000: "10k"}


class Curves:
    """Both on log scales with fixed limits. place: left, bottom, width, height, inches.

    title, names, colors : of the axes, and of the two curves
    epochs, ticks, end : what is counted, epoch -> its mark, and where the axis ends
    """

    def __init__(
        self, figure, place, title, names, colors, epochs=EPOCHS, ticks=TICKS, end=20000
    ):
        axes = self.axes = box(figure, *place)
        self.epochs = epochs
        self.lines = [
            axes.plot([], [], style, color=COLORS[color], label=name, lw=2, ms=4)[0]
            for name, style, color in zip(names, ("o-", "s--"), colors, strict=True)
        ]
        self.cursor = axes.axvline(1, color="black", linewidth=1.2)
        axes.set_xscale("symlog", linthresh=1)
        axes.set(xlim=(-0.3, end), yscale="log")
        axes.set_xticks(list(ticks), list(ticks.values()))
        for side in (axes.xaxis, axes.yaxis):
            side.set_minor_locator(NullLocator())
        powers(axes.yaxis)
        axes.set_title(title, size=10, y=1.02)  # a place of our own is found faster
        axes.grid(alpha=0.3)
        legend = axes.legend(loc="lower left", fontsize=9.5, borderpad=0.25)
        legend.set_zorder(1)  # under what moves, so it is drawn once

    def name_x(self):
        """Write under the axis what it counts."""
        self.axes.set_xlabel(say("epoch"))

    @property
    def moving(self):
        return [*self.lines, self.cursor]

    def draw(self, state, curves):
        """Show curves, (n, 2), of the first epochs, and a state's epoch."""
        limits = self.axes.get_ylim()
        curves = np.clip(np.nan_to_num(curves, nan=np.inf), *limits)
        for line, values in zip(self.lines, curves.T, strict=True):
            line.set_data(self.epochs[: len(values)], values)
        self.cursor.set_xdata([state.epoch, state.epoch])


def loss_curves(figure, place, title):
    """The losses of training and of held-out points."""
    names = say("training"), say("held out")
    return Curves(figure, place, title, names, ("blue", "orange"))


def epoch_at(x):
    """The epoch of EPOCHS nearest to a place on the axis."""
    return EPOCHS[int(np.abs(np.arcsinh(EPOCHS) - np.arcsinh(x)).argmin())]


def next_epoch(epoch, step):
    """The epoch of EPOCHS one step on or back, or the last that there is."""
    place = EPOCHS.index(epoch) + step
    return EPOCHS[min(max(place, 0), len(EPOCHS) - 1)]
