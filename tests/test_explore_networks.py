"""The panel of lesson 02: every map is the network's, and linear units stay linear."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib.explore import layers
from nnlib.explore.views.diagram import UNITS
from nnlib.lessons.lesson_02 import panel_model as model

XOR = "w11=1 w21=1 b1=0 v1=1 w12=1 w22=1 b2=-1 v2=-2 c=-0.25"
SOLUTIONS = {
    "layers": [
        [XOR],
        ["activation=linear w11=1 w21=1 b1=0 v1=1 v2=0 c=-0.5"],
        ["w21=0 b1=-4.5 v1=1"],
    ]
}
FORMULAS = {
    "relu": lambda z: max(z, 0.0),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "step": lambda z: float(z > 0),
    "linear": lambda z: z,
}
QUARTERS = st.integers(-12, 12).map(lambda k: k / 4)
PARTS = st.tuples(QUARTERS, QUARTERS, QUARTERS, QUARTERS)


@pytest.fixture(scope="module")
def board():
    board = layers()
    yield board
    board.close()


def by_hand(parts, c, activation, x1, x2):
    """The outputs of the units, and the score, one number after the other."""
    a = [FORMULAS[activation](w1 * x1 + w2 * x2 + b) for w1, w2, b, _ in parts]
    return a, sum(v * value for (*_, v), value in zip(parts, a, strict=True)) + c


def show(board, parts, c=0.0, **values):
    for k, part in enumerate(parts, 1):
        names = (f"{name}{k}" for name in model.PARTS)
        values |= dict(zip(names, part, strict=True))
    board.set(hidden=len(parts), c=c, **values)
    return board.result


@settings(max_examples=20)
@given(st.lists(PARTS, min_size=1, max_size=4), QUARTERS, st.sampled_from([*FORMULAS]))
def test_the_maps_are_those_of_the_network_by_hand(board, parts, c, activation):
    r = show(board, parts, c, activation=activation, data="XOR")
    for at in (0, 20, 40, 41 * 20 + 20, 41 * 41 - 1):
        a, score = by_hand(parts, c, activation, *model.GRID[at])
        np.testing.assert_allclose(r.A[at], a, atol=1e-12)
        assert r.P[at] == pytest.approx(1 / (1 + math.exp(-score)))
    right = [
        (by_hand(parts, c, activation, *x)[1] > 0) == bool(y)
        for x, y in zip(r.X, r.y, strict=True)
    ]
    assert r.wrong == 4 - sum(right)
    assert (
        f"{r.wrong} of 4 points wrong, {4 * len(parts) + 1} parameters"
        in board.sentence
    )


@settings(max_examples=20)
@given(st.lists(PARTS, min_size=1, max_size=4), QUARTERS)
def test_linear_units_make_a_straight_boundary(board, parts, c):
    r = show(board, parts, c, activation="linear")
    score = r.score.reshape(41, 41)
    np.testing.assert_allclose(r.P, 1 / (1 + np.exp(-r.score)))
    for bend in (np.diff(score, 2, axis=0), np.diff(score, 2, axis=1)):
        np.testing.assert_allclose(bend, 0, atol=1e-9)
    np.testing.assert_allclose(np.diff(np.diff(score, axis=0), axis=1), 0, atol=1e-9)


def test_no_line_gets_xor_right():
    values = np.arange(-24, 25) / 4  # what a sum of v · w can be, and more
    w1, w2, b = np.meshgrid(values, values, values, indexing="ij")
    X, y = model.points("XOR")
    fires = [w1 * p + w2 * q + b > 0 for p, q in X]
    right = sum((f == bool(t)).astype(int) for f, t in zip(fires, y, strict=True))
    assert right.max() == 3


def test_a_unit_without_outgoing_weight_adds_nothing(board):
    first = show(board, [(1, 1, 0, 1), (2, -1, 1, 0)], -0.5, activation="relu").P
    other = show(board, [(1, 1, 0, 1), (-3, 2, 5, 0)], -0.5).P
    np.testing.assert_array_equal(first, other)


def test_in_the_space_of_two_units_the_boundary_is_the_straight_line(board):
    board.settings = f"hidden=2 activation=relu data=XOR unit=1 {XOR}"
    r = board.result
    (ax, bx), (ay, by) = board.explorer.space.cut.get_data()
    for a1, a2 in ((ax, ay), (bx, by)):
        assert r.parts[0, 3] * a1 + r.parts[1, 3] * a2 + r.c == pytest.approx(
            0, abs=1e-9
        )
    for k in (0, 1):
        A = r.units(r.X[r.y == k])
        np.testing.assert_array_equal(
            np.transpose(board.explorer.space.dots[k].get_data()), A
        )
        assert np.all((A @ r.parts[:, 3] + r.c > 0) == bool(k))
    assert all(len(way) == 41 for way in board.explorer.space.mesh.get_segments())
    np.testing.assert_allclose(
        board.explorer.space.mesh.get_segments()[0], r.units(model.GRID[:41])
    )


def test_the_line_is_left_out_where_it_would_be_no_line(board):
    board.set(hidden=3)
    assert len(board.explorer.space.cut.get_data()[0]) == 0
    board.set(hidden=1, v1=2, c=-1)
    (ax, bx), _ = board.explorer.space.cut.get_data()
    assert ax == bx == pytest.approx(0.5)


@pytest.mark.parametrize("unit", [1, 2, 3, 4])
def test_only_the_sliders_of_the_chosen_unit_are_seen(board, unit):
    board.set(hidden=4, unit=unit)
    shown = {
        name
        for name, control in board.controls.items()
        if name[-1].isdigit() and control.layout.display is None
    }
    assert shown == {f"{name}{unit}" for name in model.PARTS}
    board.set(hidden=1)
    assert board.controls["w11"].layout.display is None
    assert board.result.chosen == 0


def test_an_idle_unit_is_idle_for_every_first_weight(board):
    r = show(board, [(0, 0, -4.5, 1)], activation="relu", unit=1)
    assert r.idle
    for w1 in np.arange(-12, 13) / 4:
        board.set(w11=float(w1))
        assert np.all(board.result.A == 0)
    assert not show(board, [(0, 0, -4.25, 1)]).idle
    assert not show(board, [(0, 0, -4.5, 0)]).idle


def test_the_maps_of_the_units_stand_in_their_rows(board):
    board.settings = f"hidden=2 activation=relu unit=1 {XOR}"
    r, image = board.result, board.explorer.diagram.maps.get_array()
    A = r.A.reshape(41, 41, 2)
    np.testing.assert_allclose(image[-41:], A[:, :, 0])  # the first unit on top
    np.testing.assert_allclose(image[:41], A[:, :, 1])
    for (i, j), k in itertools.product([(0, 0), (40, 40)], (0, 1)):
        assert A[i, j, k] == r.units(model.AXIS[[j, i]][None])[0, k]


def test_a_unit_that_is_pressed_is_edited(board):
    board.set(hidden=4, unit=1)
    for k, height in enumerate(board.explorer.diagram.heights, 1):
        board.point("down", board.explorer.diagram.axes, UNITS, height)
        assert board.values["unit"] == k
    board.point("down", board.explorer.diagram.axes, UNITS - 1, height)
    board.point(
        "move", board.explorer.diagram.axes, UNITS, board.explorer.diagram.heights[0]
    )
    board.point("down", board.explorer.plane.axes, 0.5, 0.5)
    assert board.values["unit"] == 4
