"""Every wrong argument gets one sentence: call, expectation, what came, and a cure."""

import re
import warnings
from types import SimpleNamespace

import numpy as np
import pytest

import nnlib as nn

g = np.random.default_rng
X, y = g(0).normal(size=(6, 2)), np.array([0, 1, 2, 0, 1, 2])
Y = g(1).normal(size=(6, 3))
NAN = np.array([[1.0, np.nan]] * 6)


def net():
    return nn.Network(nn.Dense(2, 4, rng=g(0)), nn.Tanh(), nn.Dense(4, 3, rng=g(0)))


def train(**changes):
    one = changes.pop("net", None) or net()
    given = {"X": X, "y": y, "epochs": 1, **changes}
    opt = given.pop("opt", None) or nn.SGD(one.theta, lr=0.1)
    a, b = given.pop("X"), given.pop("y")
    return nn.fit(one, nn.cross_entropy, opt, a, b, **given)


def detached():
    one = net()
    one.layers[0].W = one.layers[0].W - 0.1
    return one


def twice():
    layer = nn.Dense(2, 2, rng=g(0))
    return nn.Network(layer, nn.ReLU(), layer)


SHAPES = {
    "column against flat": (
        lambda: nn.mean_squared_error(Y[:, :1], Y[:, 0]),
        r"\(6, 1\), got \(6,\); try Y\.reshape\(-1, 1\)",
    ),
    "flat outputs": (
        lambda: nn.mean_squared_error(Y[:, 0], Y[:, 0]),
        r"reshape\(-1, 1\)",
    ),
    "another number of targets": (
        lambda: nn.binary_cross_entropy(Y, Y[:4]),
        r"\(6, 3\), got \(4, 3\)",
    ),
    "targets of minus one": (
        lambda: nn.binary_cross_entropy(Y, np.full((6, 3), -1.0)),
        r"\(Y \+ 1\) / 2",
    ),
    "no samples for a loss": (
        lambda: nn.mean_squared_error(Y[:0], Y[:0]),
        "at least one sample",
    ),
    "one score": (lambda: nn.cross_entropy(Y[:, :1], y), "binary_cross_entropy"),
    "one-hot targets": (
        lambda: nn.cross_entropy(Y, nn.one_hot(y, 3)),
        r"argmax\(axis=1\)",
    ),
    "classes in a column": (lambda: nn.cross_entropy(Y, y[:, None]), r"y\.ravel\(\)"),
    "classes from one": (lambda: nn.cross_entropy(Y, y + 1), "y - 1"),
    "a class too high": (lambda: nn.cross_entropy(Y, y * 3), "0 … 2 for 3 classes"),
    "half a class": (lambda: nn.cross_entropy(Y, y + 0.5), "whole class numbers"),
    "classes of one sign": (
        lambda: nn.one_hot([-1, 1, 1], 2),
        r"\(y \+ 1\) // 2",
    ),
    "no classes": (lambda: nn.one_hot([], 3), "shape"),
    "rows of unequal length": (
        lambda: nn.mean_squared_error([[1.0], [1.0, 2.0]], Y),
        "one array, got rows of unequal length",
    ),
    "too many inputs": (lambda: net()(np.ones((5, 3))), r"\(n, 2\), got \(5, 3\)"),
    "one sample, flat": (lambda: net()(np.ones(2)), r"X\.reshape\(1, -1\)"),
    "columns as samples": (lambda: net()(np.ones((2, 9))), r"X\.T"),
    "backward first": (
        lambda: net().backward(Y),
        r"forward\(X, train=True\) first",
    ),
    "activation backward first": (
        lambda: nn.ReLU().backward(Y),
        r"forward\(X, train=True\) first",
    ),
    "sizes that do not meet": (
        lambda: nn.Network(nn.Dense(2, 4, rng=g(0)), nn.Dense(3, 1, rng=g(0))),
        r"Dense\(4, 1, rng=rng\)",
    ),
    "the same layer twice": (twice, "make a second one"),
    "no layers": (nn.Network, "at least one layer"),
    "another theta": (
        lambda: setattr(net(), "theta", np.zeros(3)),
        "same layers",
    ),
    "a detached view": (
        lambda: train(net=detached()),
        r"net\.layers\[0\]\.W\[\.\.\.\] = ",
    ),
    "another network's optimizer": (
        lambda: train(opt=nn.Adam(net().theta)),
        r"Adam\(net\.theta, lr=",
    ),
    "a gradient of another shape": (
        lambda: nn.SGD(np.zeros(3)).step(np.zeros(4)),
        r"opt\.step\(net\.dtheta\)",
    ),
    "rates in a row": (
        lambda: nn.SGD(net().stack(2).theta, lr=np.array([0.1, 0.2])),
        r"reshape\(-1, 1\)",
    ),
    "a negative rate": (lambda: nn.Adam(np.zeros(3), lr=-1), "at least 0"),
    "a rate that is not a number": (lambda: nn.SGD(np.zeros(3), lr=np.nan), "lr=0.01"),
    "momentum of one": (lambda: nn.Momentum(np.zeros(3), mu=1), "mu=0.9"),
    "NaN in the data": (lambda: train(X=NAN), r"got nan at X\[0, 1\]"),
    "NaN in the answers": (lambda: train(y=np.where(y, np.nan, 0.0)), r"y\[np\.isf"),
    "infinite held-out data": (
        lambda: train(valid=(X * np.inf, y)),
        "finite numbers in X",
    ),
    "no data": (lambda: train(X=X[:0], y=y[:0]), "at least one sample"),
    "more samples than answers": (lambda: train(y=y[:4]), "6 rows of X and 4 of y"),
    "a flat X": (lambda: train(X=X[:, 0]), r"X\.reshape\(-1, 1\)"),
    "no epochs": (lambda: train(epochs=0), "at least 1"),
    "an empty batch": (lambda: train(batch_size=0, rng=g(0)), "at least 1"),
    "dropping everything": (lambda: nn.Dropout(1.0, rng=g(0)), r"try p=0\.5"),
    "a leak of two": (lambda: nn.LeakyReLU(2), r"try alpha=0\.01"),
    "a stack of a stack": (lambda: net().stack(2).stack(2), r"member\(0\)"),
    "a member of one": (lambda: net().member(0), r"net\.stack\(K\)"),
    "a member too far": (lambda: net().stack(2).member(2), "from 0 to 1"),
    "a stack in the gradient check": (
        lambda: nn.check_gradients(net().stack(2), nn.cross_entropy, X, y),
        r"member\(0\)",
    ),
    "two shapes of error": (
        lambda: nn.relative_error(np.ones(3), np.ones((3, 1))),
        "one shape",
    ),
}
KINDS = {
    "a seed for a generator": (
        lambda: nn.Dense(2, 3, rng=7),
        r"rng=np\.random\.default_rng\(7\)",
    ),
    "no generator": (lambda: nn.Dense(2, 3), r"Dense\(2, 3, rng=\.\.\.\)"),
    "the module as a generator": (lambda: nn.Dense(2, 3, rng=np.random), "default_rng"),
    "a size in words": (lambda: nn.Dense("2", 3, rng=g(0)), "whole number for n_in"),
    "a name for an initializer": (
        lambda: nn.Dense(2, 3, rng=g(0), init="he"),
        "init=he",
    ),
    "layers in a list": (
        lambda: nn.Network([nn.Tanh()]),
        r"Network\(\*layers\)",
    ),
    "a layer without brackets": (
        lambda: nn.Network(nn.ReLU),
        r"ReLU\(\) with brackets",
    ),
    "whole numbers for weights": (lambda: nn.Network(nn.Tanh(), dtype=int), "float32"),
    "words in the data": (lambda: net()(np.array([["a", "b"]])), "real numbers"),
    "words as classes": (
        lambda: nn.cross_entropy(Y, np.array(list("abcabc"))),
        "return_inverse",
    ),
    "a network for a vector": (lambda: nn.SGD(net()), r"SGD\(net\.theta, lr=0\.01\)"),
    "whole numbers to move": (lambda: nn.Adam(np.zeros(3, int)), r"floats \(64 or 32 bits\), got int64"),
    "batches without a generator": (lambda: train(batch_size=2), "default_rng"),
    "half an epoch": (lambda: train(epochs=1.5), "whole number for epochs"),
    "held-out data alone": (lambda: train(valid=X), r"valid=\(X_valid, y_valid\)"),
    "a list to differentiate": (
        lambda: nn.numerical_gradient(sum, [1.0, 2.0]),
        r"np\.array\(theta, dtype=float\)",
    ),
}
CASES = [(ValueError, *case) for case in SHAPES.values()]
CASES += [(TypeError, *case) for case in KINDS.values()]


@pytest.mark.parametrize(("kind", "call", "cure"), CASES, ids=[*SHAPES, *KINDS])
def test_the_sentence_says_all_four_things(kind, call, cure):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(kind) as error:
            call()
    said = str(error.value)
    assert re.search(cure, said), said
    assert re.match(r"[\w.]+(\([^)]*\)| = \.\.\.)* expects? ", said), said
    assert ", got " in said
    assert "; " in said
    assert said.count("\n") == 0
    assert len(said) < 260


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (lambda: nn.mean_squared_error(Y[:, :1], Y[:, 0]),
         lambda: nn.mean_squared_error(Y[:, :1], Y[:, 0].reshape(-1, 1))),
        (lambda: nn.cross_entropy(Y, nn.one_hot(y, 3)),
         lambda: nn.cross_entropy(Y, nn.one_hot(y, 3).argmax(axis=1))),
        (lambda: nn.cross_entropy(Y, y + 1), lambda: nn.cross_entropy(Y, y + 1 - 1)),
        (lambda: net()(np.ones(2)), lambda: net()(np.ones(2).reshape(1, -1))),
        (lambda: net()(np.ones((2, 9))), lambda: net()(np.ones((2, 9)).T)),
        (lambda: train(X=NAN), lambda: train(
            X=np.vstack([X, NAN])[np.isfinite(np.vstack([X, NAN])).all(axis=1)])),
        (lambda: nn.Dense(2, 3, rng=7), lambda: nn.Dense(2, 3, rng=g(7))),
    ],
)  # fmt: skip
def test_the_cure_works(wrong, right):
    with pytest.raises((ValueError, TypeError)):
        wrong()
    right()


def test_right_arguments_pass_unchanged():
    one = SimpleNamespace(net=net())
    assert one.net(X.tolist()).shape == (6, 3)
    assert nn.cross_entropy(Y, y.astype(float))[0] == nn.cross_entropy(Y, y)[0]
    nn.Dense(2, 3, init=nn.zeros)
    nn.Dense(2, 3, init=lambda shape, rng: np.ones(shape))
