"""Reading handwritten digits: the curves, the mistakes, the weights, and your own.

A slider move looks up and draws: for each hidden size, the networks of all learning
rates are trained as one stack, in a thread, the size you look at first. Lesson 08.
"""

import numpy as np

from nnlib.explore.controls import button, choice, integer, steps
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_08 import panel_picture as view
from nnlib.lessons.lesson_08.panel_board import (
    SIDE,
    Drawing,
    Stroke,
    read,
    toggle,
    write,
)
from nnlib.lessons.lesson_08.panel_model import (
    CHANCE,
    EPOCHS,
    N_HELD_OUT,
    RATES,
    SIZES,
    Look,
    Runs,
    data,
)

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
        "curves": choice(view.CURVES),
        "clear": button(),
        "drawing": Drawing,
    }
    rows = [["lr", "hidden", "epoch"], ["seed", "curves", "clear"]]
    goals = {
        "accuracy": lambda r: r.accuracy >= 0.97,
        "few units": lambda r: r.hidden <= 8 and r.accuracy >= 0.95,
        "worse than a guess": lambda r: r.accuracy >= 0.95 and r.now[0, 1] > CHANCE,
        "drawing": lambda r: (
            r.accuracy >= 0.95 and r.look.ink.sum() >= INK and r.p.max() >= SURE
        ),
    }
    size = view.SIZE
    taken_keys = (*MOVES, " ", "Enter", "c", *map(str, range(1, view.SHOWN + 1)))

    def __init__(self):
        super().__init__()
        self.runs = Runs()
        self._cell = self._stroke = None  # of the keys, and of the pointer

    def model(self, lr, hidden, epoch, seed, curves, drawing):
        look = Look(lr, epoch, read(drawing), self._cell, curves)
        yield from self.runs.states(hidden, seed, look)

    def ahead(self, hidden, seed, **others):
        yield from self.runs.train_ahead(hidden, seed)

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.board = view.Board(figure, self.word)
        self.curves = view.Progress(figure, self.word)
        self.confusion = view.Confusion(figure, self.word)
        self.gallery = view.Gallery(figure, self.word)
        self.weights = view.Weights(figure, self.word)
        self._parts = (
            self.board, self.curves, self.confusion, self.gallery, self.weights,
        )  # fmt: skip
        return [artist for part in self._parts for artist in part.moving]

    def scene(self, r):
        return r.look.curve

    def set_scene(self, r):
        self.curves.show_scale(r.look.curve)

    def draw(self, r):
        for part in self._parts:
            part.draw(r)

    def describe(self, r):
        text = self._cursor(r) + self.say(
            "state", lr=r.look.lr, hidden=r.hidden, epoch=r.epoch, seed=r.seed,
            losses=r.now[0], right=r.right, n=N_HELD_OUT, percent=100 * r.accuracy,
        )  # fmt: skip
        if r.look.curve == "wrong":
            text += self.say("training", percent=100 * r.now[1, 0])
        if r.confused:
            text += self.say("confused", pair=r.confused)
            text += self.say("mistakes", pairs=", ".join(self._pairs(r)))
        text += self._drawing(r)
        if r.epoch < r.look.epoch:
            text += self.say("on its way", wanted=r.look.epoch)
        return text

    def _cursor(self, r):
        if r.look.cell is None:
            return ""
        row, column = r.look.cell
        ink = int(r.look.ink[row, column])
        return self.say("cell", row=row + 1, column=column + 1, ink=ink)

    def _pairs(self, r):
        rows = r.mistakes[: view.SHOWN]
        for true, p in zip(data().y_new[rows], r.answers[rows], strict=True):
            yield self.say("pair", true=true, read=p.argmax())

    def _drawing(self, r):
        if not r.look.ink.any():
            return self.say("blank")
        first, second = np.argsort(-r.p, kind="stable")[:2]
        p = r.p[[first, second]]
        return self.say("drawing", first=first, second=second, p=p)

    # The board.

    def pointer(self, kind, axes, x, y, values):
        """Draw on the board, or put a mistake from the gallery on it."""
        if axes is self.gallery.axes and kind == "down":
            return self._copy(self.gallery.tile(x, y))
        if axes is not self.board.axes or kind == "up":
            return None
        place = x + 0.5, y + 0.5  # from the board's upper left corner
        if kind == "down":
            self._stroke = Stroke(read(values["drawing"]), place)
        self._cell = None
        return _board(self._stroke.move(place))

    def key(self, name, values):
        """Move the cursor, ink or wipe its pixel, clear, or copy a mistake."""
        row, column = self._cell or (3, 3)
        if name == "c":
            return self.clear(values)
        if name in MOVES:
            down, right = MOVES[name]
            self._cell = (row + down) % SIDE, (column + right) % SIDE
            return {}
        if name.isdecimal():
            return self._copy(int(name) - 1)
        self._cell = row, column
        return _board(toggle(read(values["drawing"]), row, column))

    def clear(self, values):
        """Wipe the board."""
        return _board(np.zeros((SIDE, SIDE)))

    def _copy(self, k):
        rows = self.gallery.rows
        if k is None or k >= len(rows):
            return None
        return _board(data().X_ink[rows[k]].reshape(SIDE, SIDE))


def _board(ink):
    """The value of the control that holds the drawing."""
    return {"drawing": write(ink)}


def digits(settings="", **options):
    """The panel of lesson 08; `digits("lr=0.01 hidden=32")` starts elsewhere."""
    return Panel(Digits(), settings, **options)
