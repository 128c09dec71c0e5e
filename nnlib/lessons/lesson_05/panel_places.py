"""Where each number of lesson 05's graph stands, its box, its edge and its frame.

All places are in inches from the lower left corner.
"""

import numpy as np

from nnlib.lessons.lesson_05.panel_model import WEIGHTS

SIZE = (10, 5)
TOP, LOW = 4.12, 2.48  # the two rows of units
MIDDLE = (TOP + LOW) / 2
HALF = 0.42  # of a box's height
LINE = 0.19  # from one line of words to the next
# Boxes: left, right, centre height.
BOXES = {
    "x1": (0.06, 1.16, TOP), "x2": (0.06, 1.16, LOW),
    "z1": (3.22, 4.36, TOP), "a1": (4.36, 5.5, TOP),
    "z2": (3.22, 4.36, LOW), "a2": (4.36, 5.5, LOW),
    "z3": (6.58, 7.72, MIDDLE), "a3": (7.72, 8.86, MIDDLE),
    "L": (9.06, 9.95, MIDDLE), "y": (9.06, 9.95, 2.5),
}  # fmt: skip
# Edges: from, to, and how far along the numbers stand.
EDGES = {
    "w11": ((1.16, TOP + 0.26), (3.22, TOP + 0.26), 0.62),
    "w12": ((1.16, TOP - 0.2), (3.22, LOW + 0.2), 0.75),
    "w21": ((1.16, LOW + 0.2), (3.22, TOP - 0.2), 0.75),
    "w22": ((1.16, LOW - 0.22), (3.22, LOW - 0.22), 0.62),
    "v1": ((5.5, TOP), (6.58, MIDDLE + 0.16), 0.5),
    "v2": ((5.5, LOW), (6.58, MIDDLE - 0.16), 0.5),
    "b1": ((3.7, TOP + 0.64), (3.7, TOP + HALF), 0),
    "b2": ((3.7, LOW - 0.64), (3.7, LOW - HALF), 0),
    "b3": ((7.06, MIDDLE + 0.72), (7.06, MIDDLE + HALF), 0),
    "a3": ((8.86, MIDDLE), (9.06, MIDDLE), 0.5),
    "y": ((9.5, 2.5 + 0.16), (9.5, MIDDLE - HALF), 0.5),
}
SEND = 0.24  # where along an edge a part of a sum stands


def along(name, t):
    """The point a part t of the way along an edge."""
    start, end = np.array(EDGES[name][0]), np.array(EDGES[name][1])
    return start + t * (end - start)


def place(name):
    """The centre of a number and its name; the gradient stands under it."""
    if name in BOXES:
        left, right, y = BOXES[name]
        return np.array([(left + right) / 2, y + (LINE if name not in "yL" else 0)])
    x, y = along(name, EDGES[name][2])
    if name[0] == "b":
        return np.array([x, y + (-0.11 if name == "b2" else 0.11)])
    return np.array([x, y + 0.13])


def below(name):
    """The centre of a gradient."""
    if name[0] == "b":
        return np.add(place(name), (0.95, 0))  # beside it, where there is more room
    return place(name) - [0, 0.26 if name in WEIGHTS else 1.25 * LINE]


def beside(name):
    """Where a check stands: under the gradient, but beside that of a bias."""
    return below(name) + ((1.02, 0) if name[0] == "b" else (0, -0.185))


def frame(name):
    """A frame around a value, or around a gradient, whose name begins with d."""
    gradient = name[0] == "d"
    x, y = below(name[1:]) if gradient else place(name)
    half = 0.43 if name in "Ly" or name in WEIGHTS else 0.47
    return _outline(x - half, x + half, y, 0.1)


def _outline(left, right, y, half=HALF):
    low, high = y - half, y + half
    return [(left, low), (right, low), (right, high), (left, high), (left, low)]


def box(name):
    return _outline(*BOXES[name], 0.16 if name == "y" else HALF)


def arrow(name, backward):
    """An edge with its arrowhead, as two lines."""
    ends = np.array(EDGES[name][:2])
    start, end = ends[::-1] if backward else ends
    way = (end - start) / np.hypot(*(end - start))
    side = np.array([-way[1], way[0]])
    tip = end - 0.02 * way
    return [
        [start, end],
        [tip - 0.14 * way + 0.09 * side, tip, tip - 0.14 * way - 0.09 * side],
    ]
