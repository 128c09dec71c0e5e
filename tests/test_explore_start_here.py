"""The panel of lesson 00 is the playground at one problem, and its goals can be met."""

import numpy as np
import pytest

import nnlib as nn
from nnlib.explore import line, problems, start
from nnlib.explore import runs as model
from nnlib.lessons.lesson_00.panel import PROBLEM

SOLUTIONS = {
    "start": [
        ["lr=1 hidden=6 epoch=10000"],
        ["lr=0.0001 hidden=1 epoch=10000"],
        ["lr=1 hidden=3 epoch=10000"],
    ],
    "line": [],
}


@pytest.fixture(scope="module")
def board():
    board = start()
    yield board
    board.close()


@pytest.mark.parametrize("lr", [1e-4, 0.1, 3.0])
@pytest.mark.parametrize(
    "hidden", [1, *(pytest.param(n, marks=pytest.mark.thorough) for n in (5, 12))]
)
def test_it_shows_a_network_that_the_library_trains(board, lr, hidden):
    board.set(lr=lr, hidden=hidden, epoch=200)
    assert board.wait(60)
    net, X, Y, X_new, Y_new = problems.start(PROBLEM, hidden)
    nn.fit(net, nn.binary_cross_entropy, nn.SGD(net.theta, lr=lr), X, Y, epochs=200)
    r = board.result
    assert r.loss[0] == pytest.approx(nn.binary_cross_entropy(net(X), Y)[0], rel=1e-6)
    wrong = [int(np.sum((net(P) > 0) != Q)) for P, Q in ((X, Y), (X_new, Y_new))]
    assert r.wrong == tuple(wrong)
    assert f"{wrong[0]} of 100 training points" in board.sentence


def test_the_code_is_that_of_the_picture(board):
    board.set(lr=0.1, hidden=1, epoch=100)
    assert board.wait(60)
    board.click("code")
    assert "nn.moons(100, rng=rng, noise=0.1)" in board.picture.code
    assert "lr=0.1" in board.picture.code
    assert "epochs=100" in board.picture.code
    board.set(epoch=200)
    assert board.wait(60)
    assert "epochs=200" in board.picture.code


@pytest.mark.thorough
def test_a_rate_can_be_too_small_and_too_large():
    for lr in (1e-4, 1000.0):
        board = start(hidden=1, lr=lr, epoch=10000)
        assert board.wait(60)
        assert board.reached[1], board.sentence
        board.close()


@pytest.mark.thorough
@pytest.mark.parametrize("hidden", [1, 2])
def test_fewer_than_three_units_do_not_meet_the_last_goal(hidden):
    run = model.Run(PROBLEM, hidden)
    while not run.done:
        run.advance()
    assert np.array(run.wrong).sum(axis=1).min() > 0


def test_the_cursor_is_dragged_and_moved_by_keys(board):
    board.set(epoch=1000)
    board.point("move", board.explorer.losses.axes, 2.1, 0.1)
    assert board.wait(60)
    assert board.result.epoch == 2
    board.press("ArrowRight")
    assert board.wait(60)
    assert board.result.epoch == 3
    board.point("down", board.explorer.map.axes, 0, 0)  # there is nothing to press
    assert board.values["epoch"] == 3


@pytest.mark.parametrize("slope", [-3, 0, 2.5])
def test_the_line_has_its_slope(slope):
    one = line(slope=slope)
    (x0, x1), (y0, y1) = one.explorer.line.get_data()
    assert (y1 - y0) / (x1 - x0) == slope
    assert one.sentence.endswith(f"at y = {2 * slope:g}".replace("-", "−"))
    one.close()
