"""A board of 8 × 8 pixels to draw on, with ink as in the data set. Lesson 08.

The digits of the data set were bitmaps of 32 × 32 dots, and the ink of a pixel is the
number of black dots in its 4 × 4 block, 0 to 16. The pen here does the same.
"""

import numpy as np

from nnlib.explore.controls import Control

SIDE, DOTS, FULL = 8, 4, 16  # pixels, dots across a pixel, ink of a black pixel
PEN = 0.65  # radius, in pixels; a drawn digit then has as much ink as a training one
FAINT = 2  # the ink that a dab leaves in each pixel beside its own
BLANK = "blank"
_INK = "0123456789abcdefg"  # a letter for each amount of ink
_CENTRES = (np.arange(SIDE * DOTS) + 0.5) / DOTS  # of the dots, in pixels


def read(word):
    """The ink of a drawing, (8, 8), from its word in a settings string."""
    if word == BLANK:
        return np.zeros((SIDE, SIDE))
    return np.array([_INK.index(letter) for letter in word], float).reshape(SIDE, SIDE)


def write(ink):
    """The word of a drawing."""
    if not ink.any():
        return BLANK
    return "".join(_INK[amount] for amount in ink.astype(int).ravel())


class Drawing(Control):
    """A control out of sight, whose value is a drawing's word.

    Its list of values has the blank board and the two drawings that came last.
    """

    def __init__(self, *, name, words):
        super().__init__([BLANK] * 3, name=name, words=words)
        self.expects = words["expects"]

    def find(self, value):
        word = str(value)
        if word not in self.values:
            word = self._canonical(word)
        if word in self.values:
            return self.values.index(word)
        spare = 2 if self.index == 1 else 1  # never the one that is shown
        self.values[spare] = word
        return spare

    def _canonical(self, word):
        """Return the word as `write` gives it, or raise ValueError."""
        if len(word) == SIDE * SIDE and not set(word) - set(_INK):
            return write(read(word))
        raise ValueError(
            self.expects.format(
                blank=BLANK, count=SIDE * SIDE, letters=_INK, got=repr(word)
            )
        )


class Stroke:
    """What one stroke of the pen adds to a drawing; places are (x, y) in pixels."""

    def __init__(self, drawn, place):
        self.drawn, self.place = drawn, place
        self.dots = np.zeros((SIDE * DOTS, SIDE * DOTS), dtype=bool)

    def move(self, place):
        """Go on to a place; return the ink of the drawing, (8, 8)."""
        self.dots |= line(self.place, place)
        self.place = place
        return np.maximum(self.drawn, ink(self.dots))


def line(start, end):
    """The dots that a pen touches on its way, (32, 32); places are (x, y) in pixels."""
    (x, y), (dx, dy) = start, np.subtract(end, start)
    gx, gy = _CENTRES[None] - x, _CENTRES[:, None] - y
    t = np.clip((gx * dx + gy * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
    return (gx - t * dx) ** 2 + (gy - t * dy) ** 2 <= PEN**2


def ink(dots):
    """How many dots are black in each pixel: (32, 32) → (8, 8), 0 to 16."""
    return dots.reshape(SIDE, DOTS, SIDE, DOTS).sum(axis=(1, 3)).astype(float)


def dab(row, column):
    """The ink of a pen that is put down in the middle of a pixel: (8, 8)."""
    place = (column + 0.5, row + 0.5)
    return ink(line(place, place))


def toggle(board, row, column):
    """Dab the pen on a pixel; a pixel that is more than half black is wiped instead.

    Wiping takes back what a dab has left in the pixels beside it, too.
    """
    if board[row, column] <= FULL / 2:
        return np.maximum(board, dab(row, column))
    board = board.copy()
    board[row, column] = 0
    for r, c in ((row, column), *_beside(row, column)):
        if board[r, c] <= FAINT:
            black = any(board[at] > FULL / 2 for at in _beside(r, c))
            board[r, c] = FAINT if black else 0
    return board


def _beside(row, column):
    places = (
        (row - 1, column),
        (row + 1, column),
        (row, column - 1),
        (row, column + 1),
    )
    return [(r, c) for r, c in places if 0 <= r < SIDE and 0 <= c < SIDE]
