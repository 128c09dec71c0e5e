"""The panel of lesson 01: one unit's sum, output and line are what the formula says."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib.explore import neuron
from nnlib.lessons.lesson_01 import panel_model as model

SOLUTIONS = {
    "neuron": [
        ["data=clouds w1=1 w2=1 b=-0.25"],
        ["data=AND w1=1 w2=1 b=-1.5"],
        ["data=OR w1=1 w2=1 b=-0.5"],
        ["data=NAND w1=-1 w2=-1 b=1.5"],
        ["data=XOR w1=1 w2=1 b=-0.5"],
    ]
}
WEIGHTS = st.integers(-20, 20).map(lambda k: k / 4)
PLACES = st.integers(-25, 25).map(lambda k: k / 10)
FORMULAS = {
    "step": lambda z: float(z > 0),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
}


@pytest.fixture(scope="module")
def unit():
    unit = neuron()
    yield unit
    unit.close()


@settings(max_examples=25)
@given(WEIGHTS, WEIGHTS, WEIGHTS, PLACES, PLACES, st.sampled_from(list(FORMULAS)))
def test_sum_and_output_are_the_formulas(unit, w1, w2, b, x1, x2, activation):
    unit.set(w1=w1, w2=w2, b=b, x1=x1, x2=x2, activation=activation)
    z = w1 * x1 + w2 * x2 + b
    assert unit.result.z == pytest.approx(z, abs=1e-12)
    assert unit.result.a == pytest.approx(FORMULAS[activation](z), abs=1e-9)
    shown = f"z = {w1 * x1:.2f} + {w2 * x2:.2f} + {b:.2f} = "
    assert shown.replace("-", "−").replace("−0.00", "0.00") in unit.sentence


@pytest.mark.parametrize("activation", FORMULAS)
def test_the_map_is_the_output_at_each_point(unit, activation):
    unit.set(w1=2, w2=-1.5, b=0.25, activation=activation)
    A = unit.result.A
    for i, j in itertools.product(range(0, 61, 15), repeat=2):
        z = 2 * model.AXIS[j] - 1.5 * model.AXIS[i] + 0.25
        assert A[i, j] == pytest.approx(FORMULAS[activation](z), abs=1e-9)


@settings(max_examples=25)
@given(WEIGHTS, WEIGHTS, WEIGHTS)
def test_z_is_0_on_the_line_and_w_stands_upright_on_it(unit, w1, w2, b):
    unit.set(w1=w1, w2=w2, b=b)
    if w1 == w2 == 0:
        assert len(unit.explorer.plane.line.get_xdata()) == 0
        assert "there is no line" in unit.sentence
        return
    (xa, xb), (ya, yb) = unit.explorer.plane.line.get_data()
    for x, y in ((xa, ya), (xb, yb)):
        assert w1 * x + w2 * y + b == pytest.approx(0, abs=1e-9)
    (x0, x1), (y0, y1) = unit.explorer.plane.shaft.get_data()
    arrow = np.array([x1 - x0, y1 - y0])
    assert arrow @ [xb - xa, yb - ya] == pytest.approx(0, abs=1e-9)
    assert np.cross([*arrow, 0], [w1, w2, 0])[2] == pytest.approx(0, abs=1e-9)
    assert arrow @ [w1, w2] > 0
    assert np.hypot(x0, y0) == pytest.approx(abs(b) / np.hypot(w1, w2))
    assert f"{abs(b) / np.hypot(w1, w2):.2f} from the origin" in unit.sentence


def test_bars_add_up_to_z(unit):
    unit.settings = "w1=2 w2=-3 b=1.5 x1=1 x2=0.5"
    first, second, third, total = unit.explorer.sum.bars
    ends = [bar.get_x() + bar.get_width() for bar in unit.explorer.sum.bars]
    assert first.get_x() == total.get_x() == 0
    assert second.get_x() == ends[0]
    assert third.get_x() == ends[1]
    assert ends[2] == pytest.approx(ends[3])
    assert [n.get_text() for n in unit.explorer.sum.numbers] == [
        "2 · 1 = 2.00", "−3 · 0.5 = −1.50", "1.50", "2.00",
    ]  # fmt: skip


@pytest.mark.parametrize("gate", ["AND", "OR", "NAND", "XOR"])
def test_a_gate_has_its_truth_table(gate):
    X, y = model.points(gate)
    table = {
        "AND": lambda p, q: p and q,
        "OR": lambda p, q: p or q,
        "NAND": lambda p, q: not (p and q),
        "XOR": lambda p, q: p != q,
    }[gate]
    assert [bool(table(*map(bool, x))) for x in X] == y.astype(bool).tolist()


def test_no_setting_of_the_sliders_gets_xor_right_and_some_get_the_others():
    values = np.arange(-20, 21) / 4
    w1, w2, b = np.meshgrid(values, values, values, indexing="ij")
    for gate in model.GATES:
        X, y = model.points(gate)
        fires = [w1 * p + w2 * q + b > 0 for p, q in X]
        right = sum((f == bool(t)).astype(int) for f, t in zip(fires, y, strict=True))
        assert right.max() == (3 if gate == "XOR" else 4)


def test_the_point_follows_pointer_and_keys(unit):
    unit.point("down", unit.explorer.plane.axes, 0.52, -9)
    assert (unit.values["x1"], unit.values["x2"]) == (0.5, -2.5)
    for key in ("ArrowLeft", "ArrowUp", "ArrowUp"):
        unit.press(key)
    assert (unit.values["x1"], unit.values["x2"]) == (0.4, -2.3)
    unit.point("down", unit.explorer.curve.axes, 0, 0)
    assert (unit.values["x1"], unit.values["x2"]) == (0.4, -2.3)


def test_a_marker_tells_the_class_besides_the_colour(unit):
    zero, one = unit.explorer.plane.dots
    assert zero.get_marker() != one.get_marker()
    unit.set(data="AND")
    assert (len(zero.get_xdata()), len(one.get_xdata())) == (3, 1)
