"""The panel of lesson 03: slopes by differences, signals by another way through."""

import numpy as np
import pytest

from nnlib.explore import activation
from nnlib.lessons.lesson_03 import panel_model as model
from nnlib.lessons.lesson_03 import panel_picture as picture

SOLUTIONS = {
    "activation": [
        ["function=sigmoid z=4.6"],
        ["function=tanh depth=8 scale=1.2"],
        ["function=relu depth=16 scale=1.41"],
    ]
}
FORMULAS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "identity": lambda z: z,
}
SLOPES = {
    "sigmoid": lambda z: 1 / (2 + np.exp(z) + np.exp(-z)),
    "tanh": lambda z: 1 / np.cosh(z) ** 2,
    "relu": lambda z: 1.0 * (z > 0),
    "leaky_relu": lambda z: np.where(z > 0, 1, 0.01),
    "identity": np.ones_like,
}


@pytest.fixture(scope="module")
def board():
    board = activation()
    yield board
    board.close()


@pytest.mark.parametrize("name", FORMULAS)
def test_value_and_slope_are_those_of_the_formula(board, name):
    f, h = FORMULAS[name], 1e-6
    for z in (-8, -2.3, 0.4, 2, 8):
        board.set(function=name, z=z)
        r = board.result
        assert r.a == pytest.approx(f(z), abs=1e-12)
        slope = (f(z + h) - f(z - h)) / (2 * h)
        assert r.slope == pytest.approx(slope, abs=1e-9)
        (x0, x1), (y0, y1) = board.explorer.curve.tangent.get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-9)
        assert f"slope {r.slope:.4f}" in board.sentence
    np.testing.assert_allclose(r.curves[0], f(model.Z), atol=1e-12)


@pytest.mark.parametrize("name", FORMULAS)
def test_the_product_is_the_slope_that_often(board, name):
    board.set(function=name, z=1.5, depth=16)
    r = board.result
    np.testing.assert_allclose(r.products, [r.slope**n for n in range(1, 17)])


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize(
    ("depth", "scale", "seed"), [(1, 1.0, 0), (8, 0.5, 3), (16, 3.0, 9)]
)
def test_signals_are_those_of_a_plain_network(name, depth, scale, seed):
    rng, f, slope = np.random.default_rng(seed), FORMULAS[name], SLOPES[name]
    W = rng.normal(size=(16, 32, 32)) * scale / np.sqrt(32)
    A, dA = rng.normal(size=(2, 64, 32))
    sums = []
    for k in range(depth):
        sums.append(A @ W[k])
        A = f(sums[-1])
    gradients = []
    for k in reversed(range(depth)):
        dZ = dA * slope(sums[k])
        gradients.insert(0, np.sqrt(np.mean(dZ**2)))
        dA = dZ @ W[k].T
    forward, backward = model.signals(name, depth, scale, seed)
    assert forward[-1] == pytest.approx(np.sqrt(np.mean(A**2)))
    np.testing.assert_allclose(backward, gradients, rtol=1e-9)


def test_eight_layers_of_sigmoid_lose_the_gradient_and_tanh_and_relu_less():
    ratio = {}
    for name in ("sigmoid", "tanh", "relu"):
        _, g = model.signals(name, 8, 1.0, 0)
        ratio[name] = g[0] / g[-1]
    assert ratio["sigmoid"] < 1e-4
    assert ratio["tanh"] > 0.1
    assert ratio["relu"] > 0.05


def test_the_corner_of_relu_is_said_and_hollow(board):
    board.settings = "function=relu z=0"
    assert "has no derivative, and software takes 0" in board.sentence
    assert board.explorer.curve.spots[1].get_markerfacecolor() == "white"
    board.set(z=0.1)
    assert "no derivative" not in board.sentence
    assert board.explorer.curve.spots[1].get_markerfacecolor() != "white"


@pytest.mark.thorough
def test_one_z_on_each_side_reaches_the_first_goal(board):
    board.settings = "function=sigmoid"
    met = []
    for z in model.Z:
        board.set(z=float(z))
        if board.explorer.goals["flat"](board.result):
            met.append(float(z))
    assert met == [-4.6, 4.6]


def test_what_is_out_of_range_lies_on_the_edge(board):
    board.settings = "function=relu z=-1 depth=16 scale=10"
    assert np.all(np.asarray(board.explorer.powers.line.get_ydata()) == picture.LOW)
    assert max(board.explorer.signals.lines[0].get_ydata()) == picture.HIGH
