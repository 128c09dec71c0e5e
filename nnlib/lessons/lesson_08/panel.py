"""Reading handwritten digits: the curves, the mistakes, the weights, and your own.

A slider move looks up and draws: for each hidden size, the networks of all learning
rates are trained as one stack, in a thread, the size you look at first. Lesson 08.
"""

import collections

import numpy as np

from nnlib.explore.controls import button, choice, integer, log_slider, steps
from nnlib.explore.explorer import Explorer
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

    controls = {
        "lr": log_slider(
            "learning rate η", RATES[0], RATES[-1], start=0.003, digits=(1, 3)
        ),
        "hidden": steps("hidden size (units)", SIZES, start=16),
        "epoch": steps("epoch", EPOCHS, start=3, play=1),
        "seed": integer("seed", start=0),
        "curves": choice("curves", {"loss": "loss", "wrong": "wrong answers"}),
        "clear": button("clear the board"),
        "drawing": board.drawing("drawing"),
    }
    rows = [["lr", "hidden", "epoch"], ["seed", "curves", "clear"]]
    goals = [
        ("At least 97 % of the held-out digits right.", lambda r: r.accuracy >= 0.97),
        (
            "At least 95 % right with no more than 8 hidden units.",
            lambda r: r.hidden <= 8 and r.accuracy >= 0.95,
        ),
        (
            "Often right and yet worse than a blind guess: at least 95 % of the "
            "held-out digits right, and their loss above log 10 = 2.30.",
            lambda r: r.accuracy >= 0.95 and r.now[0, 1] > CHANCE,
        ),
        (
            "A network with at least 95 % right, and a drawing of yours of which it is "
            "at least 95 % sure. Whether it read what you meant, you alone know.",
            lambda r: r.accuracy >= 0.95 and r.ink.sum() >= INK and r.p.max() >= SURE,
        ),
    ]
    size = view.SIZE
    taken_keys = (*MOVES, " ", "Enter", "c", *map(str, range(1, view.SHOWN + 1)))
    key_help = (
        "drawing board of 8 by 8 pixels: arrow keys move, space or Enter inks or wipes "
        "a pixel, c clears, 1 to 8 puts one of the mistakes on the board"
    )
    words = {
        "state": "learning rate {lr:g}, hidden size {hidden}, epoch {epoch}, seed "
        "{seed}: training loss {losses[0]:.3f}, held-out loss {losses[1]:.3f}, {right} "
        "of {n} held-out digits right ({percent:.1f} %)",
        "training": ", and {percent:.1f} % of the training digits",
        "confused": "; most often confused: {pair[0]} read as {pair[1]}, {pair[2]} "
        "of {pair[3]}",
        "mistakes": "; surest mistakes: {pairs}",
        "pair": "{true} as {read}",
        "blank": "; the board is blank",
        "drawing": "; your drawing: {first} with {p[0]:.2f}, {second} with {p[1]:.2f}",
        "cell": "row {row}, column {column}: ink {ink} of 16; ",
        "on its way": "; still training for epoch {wanted}",
    }

    def model(self, lr, hidden, epoch, seed, curves, drawing):
        self._wanted = epoch
        on_board = board.read(drawing), self.__dict__.get("_cell")
        run = self._run(hidden, seed)
        if not run.reached(epoch):
            yield from self._alone(hidden, seed, lr, epoch, on_board)
        else:
            yield run.state(lr, epoch, *on_board)
        if not run.done:
            while not run.done:
                run.advance()
                yield None
            yield run.state(lr, epoch, *on_board)
        for other in sorted(SIZES, key=lambda size: abs(size - hidden)):
            run = self._run(other, seed)
            while not run.done:
                run.advance()
                yield None

    def _alone(self, hidden, seed, lr, epoch, on_board):
        """This one network first: it is there long before its stack of rates."""
        run = Run(hidden, seed, [lr])
        first, shown = self.result is None, 0
        while not run.reached(epoch):
            run.advance()
            partial = len(run.thetas) > shown and not first and not run.reached(epoch)
            shown = len(run.thetas)
            yield run.state(lr, epoch, *on_board) if partial else None
        yield run.state(lr, epoch, *on_board)

    def _run(self, hidden, seed):
        """The run of a hidden size at all rates, as far as it has come."""
        runs = self.__dict__.setdefault("_runs", collections.OrderedDict())
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
        self.curves.choose(self.values["curves"])
        self.confusion = view.Confusion(figure)
        self.gallery = view.Gallery(figure)
        self.weights = view.Weights(figure)
        self._parts = (
            self.board, self.curves, self.confusion, self.gallery, self.weights,
        )  # fmt: skip
        return [artist for part in self._parts for artist in part.moving]

    def draw(self, r):
        if self.curves.choose(self.values["curves"]):
            self.painter.restage()
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
        if self.values["curves"] == "wrong":
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

    def pointer(self, kind, axes, x, y):
        """Draw on the board, or put a mistake from the gallery on it."""
        if axes is self.gallery.axes and kind == "down":
            self._copy(self.gallery.tile(x, y))
        if axes is not self.board.axes:
            return
        if kind == "down":
            self._before = board.read(self.values["drawing"])
            self._dots, self._last = np.zeros((32, 32), dtype=bool), (x + 0.5, y + 0.5)
        if kind in ("down", "move"):
            place = x + 0.5, y + 0.5  # from the board's upper left corner
            self._dots |= board.line(self._last, place)
            self._last, self._cell = place, None
            self._ink(np.maximum(self._before, board.ink(self._dots)))

    def key(self, name):
        """Move the cursor, ink or wipe its pixel, clear, or copy a mistake."""
        row, column = self.__dict__.get("_cell") or (3, 3)
        if name == "c":
            self.clear()
        elif name in MOVES:
            down, right = MOVES[name]
            self._cell = (row + down) % 8, (column + right) % 8
            self.refresh()
        elif name.isdecimal():
            self._copy(int(name) - 1)
        else:
            self._cell = row, column
            drawn = board.read(self.values["drawing"])
            self._ink(board.toggle(drawn, row, column))

    def clear(self):
        """Wipe the board."""
        self._ink(np.zeros((board.SIDE, board.SIDE)))

    def _copy(self, k):
        rows = self.result.mistakes[: view.SHOWN]
        if k is not None and k < len(rows):
            self._ink(data().X_ink[rows[k]].reshape(board.SIDE, board.SIDE))

    def _ink(self, ink):
        self.set(drawing=board.write(ink))


def digits(settings="", **options):
    """The panel of lesson 08; `digits("lr=0.01 hidden=32")` starts elsewhere."""
    return Digits(settings, **options)
