"""The panel of lesson 07 shows what nnlib computes, and its goals can be met."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnlib as nn
from nnlib.explore import playground
from nnlib.explore import training as panel


@pytest.fixture(scope="module")
def board():
    board = playground()
    assert board.wait(120)
    yield board
    board.close()


def alone(lr, hidden, epoch):
    """The same network, trained by itself with the library's own loop."""
    rng = np.random.RandomState(42)
    X, y = nn.positive_sum(100, rng=rng)
    y = y.reshape(-1, 1).astype(float)
    net = nn.Network(
        nn.Dense(2, hidden, rng=rng, init=nn.normal),
        nn.ReLU(),
        nn.Dense(hidden, 1, rng=rng, init=nn.normal),
        nn.Sigmoid(),
    )
    if epoch:
        opt = nn.SGD(net.theta, lr=lr)
        nn.fit(net, nn.mean_squared_error, opt, X, y, epochs=epoch)
    return nn.mean_squared_error(net(X), y)[0], nn.accuracy(net(X), y)


@pytest.mark.parametrize("lr", [1e-4, 0.01, 1000.0])
@pytest.mark.parametrize("hidden", [1, 4, 12])
@pytest.mark.parametrize("epoch", [0, 500])
def test_every_corner_shows_what_the_library_computes(board, lr, hidden, epoch):
    board.set(lr=lr, hidden=hidden, epoch=epoch)
    assert board.wait(60)
    loss, right = alone(lr, hidden, epoch)
    result = board.result
    assert (result.lr, result.hidden, result.epoch) == (lr, hidden, epoch)
    assert result.train_loss == pytest.approx(loss, rel=1e-6)
    assert result.wrong == round(100 * (1 - right))
    assert f"training loss {loss:.4f}" in board.sentence
    assert f"{result.wrong} of 100 training points wrong" in board.sentence


def test_it_opens_on_the_finished_reference_run():
    board = playground()
    expected = "learning rate 0.01, hidden size 4, epoch 10,000: training loss 0.0183"
    assert board.sentence.startswith(expected)
    assert not any(board.reached)
    board.close()


@pytest.mark.parametrize(
    ("epoch", "loss"), [(0, 0.3631), (1000, 0.0968), (5000, 0.0296), (9000, 0.0196)]
)
def test_it_shows_the_table_of_the_reference_run(board, epoch, loss):
    board.set(lr=0.01, hidden=4, epoch=epoch)
    assert board.wait(60)
    assert f"training loss {loss:.4f}" in board.sentence


def test_each_goal_can_be_reached_and_marks_itself():
    board = playground()
    for k, state in enumerate(
        [
            "lr=0.01 hidden=4 epoch=2000",
            "lr=1000 hidden=4 epoch=10000",
            "lr=0.01 hidden=1",
        ]
    ):
        assert not board.reached[k]
        board.settings = state
        assert board.wait(120)
        assert board.reached[k]
    assert all(board.reached)
    board.close()


@settings(max_examples=15)
@given(st.sampled_from(panel.RATES), st.integers(1, 12), st.sampled_from(panel.EPOCHS))
def test_a_settings_string_restores_the_state(board, lr, hidden, epoch):
    board.set(lr=lr, hidden=hidden, epoch=epoch)
    words = board.settings
    board.set(lr=0.1, hidden=2, epoch=3)
    board.settings = words
    assert board.wait(60)
    assert board.values == {"lr": lr, "hidden": hidden, "epoch": epoch}
    assert board.settings == words


@pytest.mark.parametrize(
    "words", ["lr=fast", "hidden=13", "speed=1", "epoch", "lr=0.5"]
)
def test_a_bad_settings_string_gets_a_sentence(words):
    with pytest.raises(ValueError, match="expects"):
        playground(words)
