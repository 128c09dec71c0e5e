"""The explorer of losses shows what nnlib computes, and its goals can be met."""

import itertools
import math

import numpy as np
import pytest

import nnlib as nn
from nnlib.explore import loss
from nnlib.lessons.lesson_04 import panel_model as model

SOLUTIONS = {
    "loss": [
        ["z=5.3 y=0"],
        ["z=0.7 y=0"],
        ["right=2 scale=0.5"],
    ]
}


@pytest.fixture
def panel():
    panel = loss()
    yield panel
    panel.close()


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("z", [-10.0, -5.3, 0.0, 0.7, 2.0, 10.0])
def test_losses_and_gradients_are_those_of_a_unit_trained_by_nnlib(z, y):
    """Through a network of one unit with weight z and input 1: dW is then ∂L/∂z."""
    r = model.yes(z, y)
    X, Y = np.ones((1, 1)), np.full((1, 1), float(y))
    pairs = (
        (nn.mean_squared_error, [nn.Sigmoid()]),
        (nn.binary_cross_entropy, []),
    )
    for k, (of, last) in enumerate(pairs):
        net = nn.Network(nn.Dense(1, 1, rng=np.random.default_rng(0)), *last)
        net.theta = [z, 0]
        L, dA = of(net.forward(X, train=True), Y)
        net.backward(dA)
        assert r.L[k] == pytest.approx(L, rel=1e-12)
        assert r.dz[k] == pytest.approx(net.dtheta[0], rel=1e-12, abs=1e-300)
    assert r.a == pytest.approx(1 / (1 + math.exp(-z)))


@pytest.mark.parametrize("y", [0, 1])
def test_the_gradients_are_the_slopes_of_the_curves(y):
    r, h = model.yes(0.0, y), 1e-5
    rise = model.one_score(model.Z + h, y)[0] - model.one_score(model.Z - h, y)[0]
    np.testing.assert_allclose(r.slopes, rise / (2 * h), rtol=1e-5, atol=1e-9)


def test_the_ratio_does_not_depend_on_the_target_and_is_at_most_one_half():
    for z in model.Z:
        a = nn.sigmoid(z)
        ratios = [model.yes(float(z), y).ratio for y in (0, 1)]
        assert ratios == pytest.approx([2 * a * (1 - a)] * 2, rel=1e-6)
        assert max(ratios) <= 0.5


LOGITS = [(2.0, 1.5, -1.0), (4.0, -4.0, 4.0), (0.0, 0.0, 0.0)]


@pytest.mark.parametrize("logits", LOGITS)
@pytest.mark.parametrize("right", [0, 1, 2])
@pytest.mark.parametrize("scale", [0.1, 1, 10])
@pytest.mark.parametrize("shift", [-1000, 0, 2])
def test_softmax_its_loss_and_its_gradient(logits, right, scale, shift):
    r = model.three(logits, right, scale, shift)
    e = [math.exp(scale * (z - max(logits))) for z in logits]
    p = np.array(e) / math.fsum(e)
    np.testing.assert_allclose(r.p, p, rtol=1e-9)
    assert pytest.approx(-math.log(p[right]), abs=1e-12) == r.L
    np.testing.assert_allclose(r.ds, p - np.eye(3)[right], atol=1e-12)
    slopes = [
        nn.cross_entropy(r.scores[None] + h, [right])[0]
        - nn.cross_entropy(r.scores[None] - h, [right])[0]
        for h in 1e-5 * np.eye(3)
    ]
    np.testing.assert_allclose(r.ds, np.array(slopes) / 2e-5, atol=1e-6)


@pytest.mark.parametrize("shift", model.SHIFTS)
def test_a_shift_changes_nothing_but_the_naive_formula(shift):
    r, still = (model.three((2.0, 1.5, -1.0), 1, 2, c) for c in (shift, 0))
    np.testing.assert_allclose(r.p, still.p, rtol=1e-12)
    assert pytest.approx(still.L, rel=1e-12) == r.L
    if abs(shift) == 1000:
        assert np.isnan(r.naive).all()
    else:
        np.testing.assert_allclose(r.naive, r.p, rtol=1e-12)


def test_where_the_formula_is_said_to_work_it_does_at_every_corner():
    for logits in itertools.product((-4.0, 4.0), repeat=3):
        for scale, shift in itertools.product(model.SCALES, model.SHIFTS):
            r = model.three(logits, 0, scale, shift)
            if r.naive_works:
                np.testing.assert_allclose(r.naive, r.p, rtol=1e-9)
            else:
                assert np.isnan(r.naive).any()


def test_the_sentence_has_all_numbers(panel):
    panel.settings = "z=-5 y=1 loss=squared right=3 scale=2 shift=1000"
    assert panel.sentence == (
        "z −5.0, target 1: a = σ(z) = 0.00669; squared error 0.987 with gradient "
        "−0.0132, cross-entropy 5.01 with gradient −0.993; the first gradient is 1.3 % "
        "of the second; squared error is picked out. Logits 2, 1.5, −1 times scale 2 "
        "plus shift 1,000: probabilities 0.730, 0.268, 0.002; class 3 is right, loss "
        "6.32; the formula as it is written gives nan"
    )
    panel.settings = "loss=both shift=0"
    assert "picked out" not in panel.sentence
    assert "nan" not in panel.sentence


def test_the_picture_shows_the_numbers(panel):
    panel.settings = "z=-5 y=1 loss=cross-entropy right=3 scale=2 shift=-1000"
    r, shown = panel.result, panel.explorer
    for part, heights in ((shown.losses, r.yes.L), (shown.slopes, r.yes.dz)):
        for point, number, height in zip(
            part.points, part.numbers, heights, strict=True
        ):
            assert point.get_xydata().tolist() == [[-5, height]]
            words = number.get_text().replace("−", "-")
            assert float(words) == pytest.approx(height, rel=5e-3)
    assert [line.get_visible() for line in shown.losses.tangents] == [False, True]
    x, y = shown.losses.tangents[1].get_data()
    assert np.diff(y) / np.diff(x) == pytest.approx(r.yes.dz[1])
    lengths = [segment[1][0] for segment in shown.softmax.bars.get_segments()]
    np.testing.assert_allclose(lengths, r.three.p)
    cells = [[cell.get_text() for cell in row] for row in shown.softmax.cells]
    assert cells == [
        ["−996", "0.730", "+0.730"],
        ["−997", "0.268", "+0.268"],
        ["−1,002", "0.002", "−0.998"],
    ]
    assert shown.softmax.naive.get_text() == "nan, nan, nan"


@pytest.mark.parametrize("part", ["losses", "slopes", "ratio"])
def test_the_pointer_drags_the_prediction(panel, part):
    axes = getattr(panel.explorer, part).axes
    for x, z in ((3.14, 3.1), (-0.04, 0.0), (-99.0, -10.0), (99.0, 10.0)):
        panel.point("move", axes, x, 0.5)
        assert panel.values["z"] == panel.result.yes.z == z


def test_the_pointer_leaves_z_alone_on_the_bars(panel):
    panel.point("down", panel.explorer.softmax.axes, 0.5, 1.0)
    assert panel.values["z"] == 2.0


@pytest.mark.parametrize("k", range(len(SOLUTIONS["loss"])))
def test_each_goal_can_be_reached_and_marks_itself(panel, k):
    assert not any(panel.reached)
    for words in SOLUTIONS["loss"][k]:
        assert not panel.reached[k]
        panel.settings = words
    assert panel.reached[k], panel.sentence


def test_which_scores_reach_the_first_two_goals(panel):
    """One score of 402 has the first; the hump of each target has the second."""
    found = [[], []]
    classes = model.three((2.0, 1.5, -1.0), 0, 1, 0)
    for y, z in itertools.product((0, 1), model.Z):
        r = model.Result(model.yes(float(z), y), classes, "both")
        for k, goal in enumerate(("one percent", "hardest")):
            if panel.explorer.goals[goal](r):
                found[k].append((r.yes.z, y))
    assert found == [[(5.3, 0)], [(0.7, 0), (-0.7, 1)]]


def test_the_first_goal_is_where_one_percent_is_crossed():
    assert [model.yes(z, 0).ratio < 0.01 for z in (5.2, 5.3)] == [False, True]


def test_the_best_scale_beats_its_neighbours_and_both_ends(panel):
    """At the logits of the start, one scale of ten, for class 2 alone."""
    found, goal = [], panel.explorer.goals["best scale"]
    for right, scale in itertools.product(range(3), model.SCALES):
        r = model.three((2.0, 1.5, -1.0), right, scale, 0)
        if goal(model.Result(panel.result.yes, r, "both")):
            found.append((right, scale))
    assert found == [(1, 0.5)]
    losses = [model.three((2.0, 1.5, -1.0), 1, s, 0).L for s in (0.3, 0.5, 0.7)]
    assert losses[0] > losses[1] < losses[2]


def test_the_largest_logit_does_not_reach_the_third_goal(panel):
    """Its loss falls until it rounds to 0, so the first scale with 0 is no finding."""
    goal = panel.explorer.goals["best scale"]
    for scale in model.SCALES:
        r = model.three((4.0, -4.0, -4.0), 0, scale, 0)
        assert not goal(model.Result(panel.result.yes, r, "both"))
