"""The playground shows what nnlib computes, and its goals can be met."""

import contextlib
import dataclasses
import io
import re

import matplotlib
import numpy as np
import pytest

import nnlib as nn
from nnlib.explore import playground, problems
from nnlib.explore import runs as model
from nnlib.explore.views.diagram import UNITS


def try_larger_rates(board):
    """The first rate that is too large: in a chaotic run the last bits decide it."""
    for lr in model.RATES:
        board.settings = f"loss=cross-entropy lr={lr:g} epoch=10000"
        if lr > 1 and board.wait(120) and board.result.ends_higher[-1]:
            return


SOLUTIONS = {
    "playground": [
        ["data=moons noise=0.1 activation=tanh hidden=3 lr=1 epoch=10000"],
        [try_larger_rates],
        ["data=spirals loss=cross-entropy activation=tanh hidden=4 lr=1 epoch=10000"],
        ["data=moons noise=0.3 activation=tanh loss=cross-entropy lr=1 epoch=500"],
    ]
}
FIRST = problems.Problem("sum", 0.0, "relu", "squared", 42)


@pytest.fixture(scope="module")
def board():
    board = playground()
    yield board
    board.close()


def show(board, words):
    """Set a state, and give what is shown when it has come to its end."""
    board.settings = words
    assert board.wait(120)
    return board.result


def alone(problem, hidden, lr, epoch):
    """The same network, trained by itself with the library's own loop."""
    net, X, Y, X_new, Y_new = problems.start(problem, hidden)
    loss = problems.LOSSES[problem.loss]
    if epoch:
        nn.fit(net, loss, nn.SGD(net.theta, lr=lr), X, Y, epochs=epoch)
    pairs = ((X, Y), (X_new, Y_new))
    right = [np.mean((net(P) > problem.threshold) == Q) for P, Q in pairs]
    return net, (loss(net(X), Y)[0], loss(net(X_new), Y_new)[0]), right


@pytest.mark.parametrize("hidden", [1, 4, 12])
@pytest.mark.parametrize("lr", [1e-4, 0.01, 1.0])
@pytest.mark.parametrize(
    "problem",
    [
        FIRST,
        FIRST._replace(noise=0.4, activation="tanh", loss="cross-entropy"),
        FIRST._replace(data="spirals", activation="sigmoid", seed=9999),
        FIRST._replace(data="moons", noise=0.2, loss="cross-entropy", seed=0),
    ],
    ids=lambda p: "-".join(map(str, p)),
)
def test_a_network_of_the_stack_is_the_network_trained_alone(problem, lr, hidden):
    run = model.Run(problem, hidden)
    while not run.reached(200):
        run.advance()
    for epoch in (0, 200):
        state = run.state(lr, epoch)
        net, loss, right = alone(problem, hidden, lr, epoch)
        assert state.epoch == epoch
        np.testing.assert_allclose(state.net.theta, net.theta, rtol=1e-6, atol=1e-9)
        assert state.loss == pytest.approx(loss, rel=1e-6)
        assert state.wrong == tuple(round(100 * (1 - r)) for r in right)


def test_a_record_holds_the_lengths_of_the_two_gradients():
    run = model.Run(FIRST, 4)
    while not run.reached(100):
        run.advance()
    state = run.state(0.1, 100)
    net, X, Y = state.net, state.start.X, state.start.Y

    def loss(theta):
        net.theta = theta
        return nn.mean_squared_error(net(X), Y)[0]

    theta = net.theta.copy()
    slopes = np.array(
        [(loss(theta + h) - loss(theta - h)) / 2e-6 for h in 1e-6 * np.eye(17)]
    )
    lengths = np.linalg.norm(slopes[:12]), np.linalg.norm(slopes[12:])
    assert state.norm == pytest.approx(lengths, rel=1e-5)


def test_it_opens_on_the_reference_run():
    board = playground()
    start = "learning rate 0.01, hidden size 4, epoch 1,000: training loss 0.0968"
    assert board.sentence.startswith(start)
    assert not any(board.reached)
    board.close()


@pytest.mark.parametrize(
    ("epoch", "loss"), [(0, 0.3631), (1000, 0.0968), (5000, 0.0296), (9000, 0.0196)]
)
def test_it_shows_the_table_of_the_reference_run(board, epoch, loss):
    show(board, f"lr=0.01 hidden=4 epoch={epoch}")
    assert f"training loss {loss:.4f}" in board.sentence


@pytest.mark.parametrize(
    "words",
    [
        "lr=0.01 hidden=4 epoch=1000",
        "lr=1 hidden=2 epoch=0",
        "data=sum noise=0.3 epoch=300",
        "data=circle noise=0.1 activation=tanh hidden=6 lr=0.3 epoch=700",
        "data=xor noise=0.2 activation=sigmoid loss=cross-entropy lr=0.1 epoch=200",
        "data=moons noise=0.15 loss=cross-entropy hidden=12 lr=0.1 seed=3 epoch=500",
        "data=spirals activation=tanh loss=cross-entropy hidden=8 lr=0.3 epoch=300",
    ],
)
def test_the_code_gives_exactly_the_picture(words):
    board = playground(words)
    board.click("code")
    matplotlib.use("Agg")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        names = {}
        exec(board.picture.code, names)
    matplotlib.pyplot.close("all")
    numbers = re.findall(r"loss (\d+\.\d+), (\d+) of 100", printed.getvalue())
    r = board.result
    pairs = zip(r.loss, r.wrong, strict=True)
    assert numbers == [(f"{L:.4f}", str(wrong)) for L, wrong in pairs]
    np.testing.assert_allclose(names["net"].theta, r.net.theta, rtol=1e-6, atol=1e-9)
    for data in ("X", "X_new"):
        np.testing.assert_array_equal(names[data], getattr(r.start, data))
    board.close()


@pytest.mark.thorough
@pytest.mark.parametrize("activation", problems.ACTIVATIONS)
@pytest.mark.parametrize("loss", problems.LOSSES)
def test_two_units_do_not_separate_the_moons_of_the_first_goal(activation, loss):
    problem = problems.Problem("moons", 0.1, activation, loss, 42)
    for hidden in (1, 2):
        run = model.Run(problem, hidden)
        while not run.done:
            run.advance()
        assert np.min(np.array(run.wrong)[:, 0]) > 0


@pytest.mark.thorough
def test_a_smaller_or_larger_rate_does_not_meet_the_second_goal():
    board = playground(epoch=0)
    show(board, "loss=cross-entropy epoch=10000 lr=1")
    assert not board.reached[1]
    show(board, "lr=1000")  # it ends higher too, and is not the smallest
    assert board.result.ends_higher[-1]
    assert not board.reached[1]
    board.close()


def test_numbers_out_of_range_are_said_and_drawn():
    board = playground(epoch=0)
    net = board.result.start.net.stack(1).member(0)
    net.layers[0].W[:] = np.nan
    r = dataclasses.replace(
        board.result,
        net=net,
        loss=(np.nan, np.inf),
        losses=np.array([[1.0, np.nan], [np.inf, 1e300]]),
    )
    board.explorer.draw(r)
    board.painter.png()
    assert "the numbers have left the range of floats" in board.explorer.describe(r)
    board.close()


def test_silent_units_are_counted():
    run = model.Run(FIRST, 4)
    run.advance()
    state = run.state(0.01, 0)
    state.net.layers[0].b[:] = [-99, 0, 0, -99]
    np.testing.assert_array_equal(state.silent, [True, False, False, True])


@pytest.mark.thorough
def test_a_run_that_is_on_its_way_says_so():
    said = []
    board = playground(epoch=0)
    board.picture.observe(lambda change: said.append(change["new"]), "status")
    show(board, "data=spirals epoch=10000")
    assert any("still training for epoch 10,000" in words for words in said)
    assert "still training" not in board.sentence
    assert "epoch 10,000:" in board.sentence
    board.close()


@pytest.mark.thorough
def test_the_sizes_next_to_it_are_trained_ahead():
    board = playground("hidden=4")
    board.scale(1)
    assert board.wait(60, ahead=True)
    run = board.explorer.runs.run
    trained = {size for size in model.SIZES if run(FIRST, size).done}
    assert trained == {2, 3, 4, 5, 6}
    board.close()


@pytest.mark.thorough
def test_old_runs_are_forgotten(monkeypatch):
    monkeypatch.setattr("nnlib.explore.runs.KEPT", 3)
    board = playground(epoch=0)
    for seed in range(5):
        show(board, f"seed={seed}")
    assert board.explorer.runs.run.cache_info().currsize <= 3
    board.close()


def press(board, kind, axes, x, y):
    """A pointer event as the browser sends it: in fractions of the picture."""
    figure = board.painter.figure
    point = figure.transFigure.inverted().transform(axes.transData.transform((x, y)))
    message = {"pointer": kind, "x": float(point[0]), "y": 1 - float(point[1])}
    board._answer(None, message, [])
    assert board.wait(60)


def test_a_unit_that_is_pressed_is_looked_at(board):
    show(board, "lr=0.01 hidden=4 epoch=100 unit=0")
    place = board.explorer.diagram.axes, UNITS, board.explorer.diagram.heights[1]
    press(board, "down", *place)
    assert board.values["unit"] == 2
    dense, _, last, _ = board.result.net.layers
    ends = (
        np.transpose(board.explorer.map.fold.get_data()) @ dense.W[:, 1] + dense.b[0, 1]
    )
    np.testing.assert_allclose(ends, 0, atol=1e-9)
    assert f"unit 2: relu({dense.W[0, 1]:.2f} x₁ " in board.sentence
    assert f"times {last.W[1, 0]:.2f}" in board.sentence
    press(board, "down", *place)  # again: nothing is looked at
    assert board.values["unit"] == 0
    assert len(board.explorer.map.fold.get_xdata()) == 0
    assert "dashed" not in board.sentence


def test_a_chosen_unit_that_is_not_there_is_nobody(board):
    show(board, "hidden=2 unit=4 epoch=0")
    assert board.result.chosen is None
    show(board, "hidden=4 unit=4 epoch=0")
    assert board.result.chosen == 3


@pytest.mark.parametrize("curves", ["losses", "norms"])
@pytest.mark.parametrize(("x", "epoch"), [(0.1, 0), (480, 500), (15000, 10000)])
def test_the_cursor_of_the_curves_is_dragged(board, curves, x, epoch):
    show(board, "lr=0.01 hidden=4 epoch=1000")
    axes = getattr(board.explorer, curves).axes
    y = np.sqrt(np.prod(axes.get_ylim()))
    press(board, "down", axes, 1000, y)
    press(board, "move", axes, x, y)
    press(board, "up", axes, x, y)
    assert board.result.epoch == epoch
    assert set(board.explorer.losses.cursor.get_xdata()) == {epoch}


def test_arrow_keys_move_the_epoch_and_choose_a_unit(board):
    show(board, "hidden=2 epoch=7 unit=0")
    for name, values in [
        ("ArrowRight", (10, 0)),
        ("ArrowLeft", (7, 0)),
        ("ArrowUp", (7, 0)),
        ("ArrowDown", (7, 1)),
        ("ArrowDown", (7, 2)),
        ("ArrowDown", (7, 2)),
        ("ArrowUp", (7, 1)),
    ]:
        board._answer(None, {"key": name}, [])
        assert board.wait(60)
        assert (board.values["epoch"], board.values["unit"]) == values


def test_the_code_follows_the_picture_until_it_is_hidden(board):
    show(board, "lr=0.01 hidden=4 epoch=100 unit=0")
    board.click("code")
    show(board, "lr=0.3 hidden=2 epoch=100")
    assert "nn.Dense(2, 2," in board.picture.code
    assert "lr=0.3" in board.picture.code
    board.click("code")
    assert board.picture.code == ""
    show(board, "lr=0.1 hidden=2 epoch=100")
    assert board.picture.code == ""
