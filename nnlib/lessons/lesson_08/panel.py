"""Reading handwritten digits: the curves, the mistakes, the weights, and your own.

A slider move looks up and draws: for each hidden size, the networks of all learning
rates are trained as one stack, in a thread, the size you look at first. Lesson 08.
"""

import collections

import numpy as np

from nnlib.explore.controls import button, choice, integer, steps
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_08 import panel_board as board
from nnlib.lessons.lesson_08 import panel_picture as view
from nnlib.lessons.lesson_08.panel_model import (
    CHANCE,
    EPOCHS,
    N_HELD_OUT,
    RATES,
    SIZES,
    Run,
    data,
)

KEPT = 15  # runs: all sizes from three seeds, some 20 MB
SURE, INK = 0.95, 150  # the thinnest digit of the training part has 185 of ink
MOVES = {
    "ArrowLeft": (0, -1),
    "ArrowRight": (0, 1),
    "ArrowUp": (-1, 0),
    "ArrowDown": (1, 0),
}


class Digits(Explorer):
    """Curves, confusion matrix, mistakes, first-layer weights, and a drawing board."""

    words = PanelWords(__file__, "digits")
    recipes = {
        "lr": steps(RATES, start=0.003),
        "hidden": steps(SIZES, start=16),
        "epoch": steps(EPOCHS, start=3, play=1),
        "seed": integer(start=0),
        "curves": choice(["loss", "wrong"]),
        "clear": button(),
        "drawing": board.Drawing,
    }
    rows = [["lr", "hidden", "epoch"], ["seed", "curves", "clear"]]
    goals = {
        "97": lambda r: r.accuracy >= 0.97,
        "few units": lambda r: r.hidden <= 8 and r.accuracy >= 0.95,
        "sure and wrong": lambda r: r.accuracy >= 0.95 and r.now[0, 1] > CHANCE,
        "drawing": lambda r: (
            r.accuracy >= 0.95 and r.ink.sum() >= INK and r.p.max() >= SURE
        ),
    }
    size = view.SIZE
    taken_keys = (*MOVES, " ", "Enter", "c", *map(str, range(1, view.SHOWN + 1)))

    def __init__(self):
        super().__init__()
        self._runs = collections.OrderedDict()
        self._begun = False  # has a first picture been asked for?
        self._cell = None  # of the keys' cursor

    def model(self, lr, hidden, epoch, seed, curves, drawing):
        self._wanted, self._curve = epoch, curves
        first, self._begun = not self._begun, True  # it is saved: let it be final
        on_board = board.read(drawing), self._cell
        run = self._run(hidden, seed)
        if not run.reached(epoch):
            yield from self._one_rate(hidden, seed, lr, epoch, on_board, first)
        else:
            yield run.state(lr, epoch, *on_board)
        if not run.done:
            while not run.done:
                run.advance()
                yield None
            yield run.state(lr, epoch, *on_board)

    def ahead(self, hidden, seed, **others):
        """The other sizes, the nearest first."""
        for other in sorted(SIZES, key=lambda size: abs(size - hidden)):
            run = self._run(other, seed)
            while not run.done:
                run.advance()
                yield None

    def _one_rate(self, hidden, seed, lr, epoch, on_board, first):
        """This one network first: it is there long before its stack of rates."""
        run = Run(hidden, seed, [lr])
        shown = 0
        while not run.reached(epoch):
            run.advance()
            partial = len(run.thetas) > shown and not first and not run.reached(epoch)
            shown = len(run.thetas)
            yield run.state(lr, epoch, *on_board) if partial else None
        yield run.state(lr, epoch, *on_board)

    def _run(self, hidden, seed):
        """The run of a hidden size at all rates, as far as it has come."""
        runs = self._runs
        if (hidden, seed) not in runs:
            runs[hidden, seed] = Run(hidden, seed)
        runs.move_to_end((hidden, seed))
        while len(runs) > KEPT:
            runs.popitem(last=False)
        return runs[hidden, seed]

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.board = view.Board(figure)
        self.curves = view.Curves(figure)
        self.confusion = view.Confusion(figure)
        self.gallery = view.Gallery(figure)
        self.weights = view.Weights(figure)
        self._parts = (
            self.board, self.curves, self.confusion, self.gallery, self.weights,
        )  # fmt: skip
        return [artist for part in self._parts for artist in part.moving]

    def scene(self, r):
        return self._curve

    def set_scene(self, r):
        self.curves.choose(self._curve)

    def draw(self, r):
        for part in self._parts:
            part.draw(r)

    def describe(self, r):
        text = ""
        if r.cell is not None:
            row, column = r.cell
            ink = int(r.ink[r.cell])
            text = self.say("cell", row=row + 1, column=column + 1, ink=ink)
        text += self.say(
            "state", lr=r.lr, hidden=r.hidden, epoch=r.epoch, seed=r.seed,
            losses=r.now[0], right=r.right, n=N_HELD_OUT, percent=100 * r.accuracy,
        )  # fmt: skip
        if self._curve == "wrong":
            text += self.say("training", percent=100 * r.now[1, 0])
        if r.confused:
            text += self.say("confused", pair=r.confused)
            text += self.say("mistakes", pairs=", ".join(self._pairs(r)))
        text += self._drawn(r)
        if r.epoch < self._wanted:
            text += self.say("on its way", wanted=self._wanted)
        return text

    def _pairs(self, r):
        rows = r.mistakes[: view.SHOWN]
        for true, p in zip(data().y_new[rows], r.answers[rows], strict=True):
            yield self.say("pair", true=true, read=p.argmax())

    def _drawn(self, r):
        if not r.ink.any():
            return self.say("blank")
        first, second = np.argsort(-r.p, kind="stable")[:2]
        p = r.p[[first, second]]
        return self.say("drawing", first=first, second=second, p=p)

    # The board.

    def pointer(self, kind, axes, x, y, values):
        """Draw on the board, or put a mistake from the gallery on it."""
        if axes is self.gallery.axes and kind == "down":
            return self._copy(self.gallery.tile(x, y))
        if axes is not self.board.axes:
            return None
        place = x + 0.5, y + 0.5  # from the board's upper left corner
        if kind == "down":
            self._before = board.read(values["drawing"])
            self._dots, self._last = np.zeros((32, 32), dtype=bool), place
        if kind not in ("down", "move"):
            return None
        self._dots |= board.line(self._last, place)
        self._last, self._cell = place, None
        return _drawing(np.maximum(self._before, board.ink(self._dots)))

    def key(self, name, values):
        """Move the cursor, ink or wipe its pixel, clear, or copy a mistake."""
        row, column = self._cell or (3, 3)
        if name == "c":
            return self.clear(values)
        if name in MOVES:
            down, right = MOVES[name]
            self._cell = (row + down) % 8, (column + right) % 8
            return {}
        if name.isdecimal():
            return self._copy(int(name) - 1)
        self._cell = row, column
        return _drawing(board.toggle(board.read(values["drawing"]), row, column))

    def clear(self, values):
        """Wipe the board."""
        return _drawing(np.zeros((board.SIDE, board.SIDE)))

    def _copy(self, k):
        rows = self.gallery.rows
        if k is None or k >= len(rows):
            return None
        return _drawing(data().X_ink[rows[k]].reshape(board.SIDE, board.SIDE))


def _drawing(ink):
    """The value of the control that holds the drawing."""
    return {"drawing": board.write(ink)}


def digits(settings="", **options):
    """The panel of lesson 08; `digits("lr=0.01 hidden=32")` starts elsewhere."""
    return Panel(Digits(), settings, **options)
