"""Every wrong argument gets one sentence: call, expectation, what came, and a cure."""

import ast
import re
import warnings
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import nnlib as nn
from nnlib import plotting
from nnlib.mnist import NAMES
from nnlib.shared import words

ROOT = Path(nn.__file__).parent
g = np.random.default_rng
X, y = g(0).normal(size=(6, 2)), np.array([0, 1, 2, 0, 1, 2])
Y = g(1).normal(size=(6, 3))
NAN = np.array([[1.0, np.nan]] * 6)


def net():
    return nn.Network(nn.Dense(2, 4, rng=g(0)), nn.Tanh(), nn.Dense(4, 3, rng=g(0)))


def train(**changes):
    one = changes.pop("net", None) or net()
    given = {"X": X, "y": y, "epochs": 1, **changes}
    loss = given.pop("loss", nn.cross_entropy)
    opt = given.pop("opt", None) or nn.SGD(one.theta, lr=0.1)
    a, b = given.pop("X"), given.pop("y")
    return nn.fit(one, loss, opt, a, b, **given)


def with_weights(W):
    """A network whose first layer got something else for its weights."""
    one = net()
    one.layers[0].W = W
    return one


def stack_history():
    """Two epochs of a stack of three, with held-out data."""
    return train(net=net().stack(3), epochs=2, valid=(X, y))


def detached():
    one = net()
    one.layers[0].W = one.layers[0].W - 0.1
    return one


class Foreign:
    """What another library brings."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("not on this device")

    def forward(self, X):
        return X


def after(layer, X):
    layer.forward(X, train=True)
    return layer


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
    "a gradient of a dropped column": (
        lambda: after(nn.Tanh(), Y).backward(Y[:, :2]),
        r"its last output, \(6, 3\), got \(6, 2\)",
    ),
    "weights that do not fit": (
        lambda: nn.Dense(2, 3, rng=g(0), init=lambda shape, rng: np.ones(2)),
        r"weights of shape \(2, 3\) .* got \(2,\)",
    ),
    "a vector too long": (
        lambda: net().bind(np.zeros(3)),
        r"n_params = 27, got \(3,\)",
    ),
    "a shape of one axis": (lambda: nn.he((3,), g(0)), r"try shape=\(2, 3\)"),
    "no columns": (lambda: nn.softmax(Y[:, :0]), "one score per class"),
    "a hundred digits": (lambda: nn.SGD(np.zeros(3), lr=10**400), "lr=0.01"),
    "too much": (lambda: nn.Dense(2**31, 1, rng=g(0)), "at most 2147483647"),
    "no nudge": (
        lambda: nn.numerical_gradient(np.sum, np.zeros(2), h=0),
        "h above 0, .* try h=1e-05",
    ),
    "one answer": (lambda: train(y=5), r"y of shape \(\); give one row"),
    "a rate set to less than nothing": (
        lambda: setattr(nn.Adam(np.zeros(3)), "lr", -0.1),
        r"Adam expects lr of at least 0.* got -0\.1; try lr=0\.01",
    ),
    "a fixed network": (
        lambda: net().bind(np.broadcast_to(0.0, 27)),
        r"read-only one; try theta\.copy\(\)",
    ),
    "a loss of each sample": (
        lambda: train(loss=lambda A, y: (np.ones(6), A)),
        r"of shape \(\), got shape \(6,\); take the mean",
    ),
    "pictures in rows": (
        lambda: plotting.plot_images(np.ones((3, 64))),
        r"try X\.reshape\(-1, 8, 8\)",
    ),
    "half a picture": (
        lambda: plotting.plot_images(np.full((2, 3, 4), np.nan)),
        r"images\[np\.isfinite\(images\)\.all\(axis=\(1, 2\)\)\]",
    ),
    "too many columns": (
        lambda: plotting.plot_images(np.ones((2, 3, 4)), columns=0),
        "columns from 1 to 100, got 0; try columns=8",
    ),
    "two titles of three": (
        lambda: plotting.plot_images(np.ones((3, 2, 2)), titles=["a"]),
        "a list of 3 texts for titles, got 1; give one for each",
    ),
    "points in space": (
        lambda: plotting.plot_points(np.ones((6, 3)), y),
        r"choose two columns: X\[:, :2\]",
    ),
    "half a class of points": (lambda: plotting.plot_points(X, y / 2), "got 0.5"),
    "one-hot points": (
        lambda: plotting.plot_points(X, nn.one_hot(y, 3)),
        r"argmax\(axis=1\)",
    ),
    "flat predictions": (
        lambda: plotting.plot_decision_boundary(lambda p: p[:, 0], X, y),
        r"lambda X: f\(X\)\.reshape\(-1, 1\)",
    ),
    "no epochs to draw": (
        lambda: plotting.plot_losses([]),
        r"got history\['training'\] of shape \(0,\); of a stack",
    ),
    "nothing to draw": (lambda: plotting.plot_losses({}), r"got \{\}; try plot_losses"),
    "the losses of a stack": (
        lambda: plotting.plot_losses(stack_history()),
        r"got history\['training'\] of shape \(2, 3\); of a stack, choose",
    ),
    "more titles than pictures": (
        lambda: plotting.plot_images(np.ones((3, 2, 2)), titles=["a"] * 9),
        "a list of 3 texts for titles, got more than 3; give one for each",
    ),
    "a stack to draw": (
        lambda: plotting.plot_network(net().stack(2)),
        r"net\.member\(0\)",
    ),
    "two axes of z": (
        lambda: plotting.plot_activation(nn.tanh, z=X),
        r"z=np\.linspace\(-6, 6, 241\)",
    ),
    "one height": (
        lambda: plotting.plot_activation(lambda z: 1.0),
        r"function\(z\) of the shape of its input, \(241,\), got \(\)",
    ),
    "a flat table": (
        lambda: plotting.plot_confusion_matrix(np.ones(3)),
        r"try confusion_matrix\(A, y\)",
    ),
    "a table of rates": (
        lambda: plotting.plot_confusion_matrix(np.eye(2) / 2),
        r"whole numbers from 0, got 0\.5; give what",
    ),
    "a fixed vector": (
        lambda: nn.numerical_gradient(np.sum, np.broadcast_to(0.0, 3)),
        r"theta\.copy\(\)",
    ),
    "two rows of answers": (lambda: nn.cross_entropy(Y, y[:4]), "one number per row"),
    "flat answers": (lambda: nn.accuracy(Y[:, 0], y), r"try A\.reshape\(-1, 1\)"),
    "classes against classes": (lambda: nn.accuracy(y, y), r"np\.mean\(c == y\)"),
    "the answers first": (lambda: nn.accuracy(y, Y), r"try accuracy\(A, y\)"),
    "four axes of answers": (lambda: nn.accuracy(Y[None, None], y), "row per sample"),
    "an answer of nan": (lambda: nn.accuracy(NAN, y), "a smaller learning rate"),
    "answers to other rows": (lambda: nn.accuracy(Y, y[:4]), r"A\[rows\], y\[rows\]"),
    "a table too small": (lambda: nn.confusion_matrix(Y, y, 2), "try n_classes=3"),
    "a threshold of nan": (
        lambda: nn.accuracy(Y, y, threshold=np.nan),
        r"threshold=0\.5",
    ),
    "scores for probabilities": (lambda: nn.log_loss(Y, y), r"softmax\(Z\)"),
    "shares that miss some": (
        lambda: nn.log_loss(np.full((6, 3), 0.3), y),
        r"sum 0\.9; try P / P\.sum",
    ),
    "centers in space": (
        lambda: nn.blobs(9, rng=g(0), centers=np.eye(3)),
        r"centers=\[\(-1, -1\), \(1, 1\)\]",
    ),
    "two shapes of error": (
        lambda: nn.relative_error(np.ones(3), np.ones((3, 1))),
        "one shape",
    ),
}
KINDS = {
    "text as numbers": (
        lambda: net()([["1", "2"]]),
        r"written as text try np\.array\(X, dtype=float\)",
    ),
    "a loss without its gradient": (
        lambda: train(loss=lambda A, y: 1.0),
        r"train expects a loss that returns two .*got 1\.0; end it with return L, dA",
    ),
    "three of two": (lambda: train(valid=(X, y, 1)), "as a pair, got 3 values"),
    "axes in an array": (
        lambda: plotting.plot_points(X, y, np.array([None, None])),
        r"choose one: ax=axes\[0\]",
    ),
    "a zoom for a yes": (
        lambda: plotting.present(1.5),
        "True or False for on, got 1.5; try on=True",
    ),
    "losses alone": (
        lambda: plotting.plot_losses([0.5, 0.4]),
        r"try plot_losses\(dict\(training=losses\)\)",
    ),
    "sizes in seconds": (
        lambda: plotting.plot_network(np.array([2, 3], "m8[s]")),
        r"a whole number for sizes\[0\], got np\.timedelta64\(2,'s'\)",
    ),
    "a list for weights": (
        lambda: plotting.plot_network(with_weights([["a", "b"]] * 2)),
        "expects W to hold real numbers, .*got dtype <U1",
    ),
    "one size": (lambda: plotting.plot_network((3,)), r"plot_network\(\(3, 4, 1\)\)"),
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
    "whole numbers to move": (
        lambda: nn.Adam(np.zeros(3, int)),
        r"floats \(64 or 32 bits\), got int64",
    ),
    "batches without a generator": (lambda: train(batch_size=2), "default_rng"),
    "half an epoch": (lambda: train(epochs=1.5), "whole number for epochs"),
    "held-out data alone": (lambda: train(valid=X), r"valid=\(X_valid, y_valid\)"),
    "a rate in words": (lambda: nn.Adam(np.zeros(3), lr="0.1"), r"try lr=0\.01"),
    "a loss in words": (
        lambda: nn.fit(net(), "mse", None, X, y, epochs=1),
        "try loss=cross_entropy",
    ),
    "half a member": (lambda: net().stack(2).member(1.5), "whole number for k"),
    "a masked array": (lambda: nn.tanh(np.ma.masked_equal(Y, 0)), r"z\.filled\(0\)"),
    "an array of another library": (lambda: nn.tanh(Foreign()), "NumPy cannot read"),
    "half precision": (
        lambda: nn.tanh(Y.astype("f2")),
        r"try z\.astype\(np\.float32\)",
    ),
    "complex numbers": (
        lambda: nn.tanh(Y * 1j),
        r"try np\.array\(\.\.\., dtype=float\)",
    ),
    "a layer of another library": (
        lambda: nn.Network(Foreign()),
        r"class Foreign\(Layer\)",
    ),
    "a layer in words": (
        lambda: nn.Network("relu"),
        r"Network\(Dense\(2, 1, rng=rng\)\)",
    ),
    "no network": (lambda: nn.count_parameters([1, 2]), "try net = Network"),
    "answers to a forward pass": (lambda: net().forward(X, y), "train=True"),
    "a list to bind": (lambda: net().bind([1.0]), r"net\.bind\(net\.theta\.copy\(\)\)"),
    "a number for a file": (lambda: net().load(3), r"net\.load\('my_network\.npz'\)"),
    "an optimizer's class": (
        lambda: train(opt=nn.Adam),
        r"Adam\(net\.theta, lr=0\.01\)",
    ),
    "a loss and its gradient": (
        lambda: nn.numerical_gradient(lambda t: (t.sum(), t), np.zeros(2)),
        r"loss\(\.\.\.\)\[0\]",
    ),
    "a folder of numbers": (lambda: nn.load_mnist(3), r"load_mnist\('mnist'\)"),
    "a list to differentiate": (
        lambda: nn.numerical_gradient(sum, [1.0, 2.0]),
        r"np\.array\(theta, dtype=float\)",
    ),
}
OTHERS = (NotImplementedError, nn.GradientError)
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


# Sentences about files; test_saving.py and test_mnist.py look closer.


def mnist(folder, **changed):
    """The call for a folder with one picture in each part, some files changed."""
    head = b"\0\0\x08"
    image = head + b"\3" + b"\0\0\0\1" * 3 + b"\7"
    label = head + b"\1" + b"\0\0\0\1" + b"\7"
    for name, data in zip(NAMES, (image, label, image, label), strict=True):
        short = name.split("-")[0] + "_" + name.split("-")[1]
        (folder / name).write_bytes(changed.get(short, lambda raw: raw)(data))
    nn.load_mnist(folder)


def saved(folder, change=lambda raw: raw):
    path = folder / "net.npz"
    net().save(path)
    path.write_bytes(change(path.read_bytes()))
    return path


def check_wrong(folder):
    """A gradient check that fails: this loss says half of its gradient."""

    def half(A, y):
        L, dA = nn.cross_entropy(A, y)
        return L, dA / 2

    nn.check_gradients(net(), half, X, y)


def check_layer(layer):
    """A gradient check of a network with this layer, whose backward is wrong."""
    layers = nn.Dense(2, 3, rng=g(0)), layer, nn.Dense(3, 3, rng=g(1))
    nn.check_gradients(nn.Network(*layers), nn.cross_entropy, X, y)


class HalfSlope(nn.Tanh):
    def backward(self, dA):
        return super().backward(dA) / 2


class HalfWeights(nn.Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW /= 2
        return dX


FILES = {
    "a wrong slope": lambda folder: check_layer(HalfSlope()),
    "wrong weights": lambda folder: check_layer(HalfWeights(3, 3, rng=g(2))),
    "a folder": lambda folder: net().save(folder),
    "no folder": lambda folder: net().save(folder / "no" / "net.npz"),
    "a file for a folder": lambda folder: net().save(saved(folder) / "net.npz"),
    "no file": lambda folder: net().load(folder / "net.npz"),
    "half a file": lambda folder: net().load(saved(folder, lambda raw: raw[:300])),
    "another network": lambda folder: nn.Network(nn.Tanh()).load(saved(folder)),
    "a stack": lambda folder: net().stack(2).load(saved(folder)),
    "a wrong gradient": check_wrong,
    "no method": lambda folder: nn.Layer().forward(X),
    "mnist nowhere": lambda folder: nn.load_mnist(folder / "no"),
    "mnist missing": lambda folder: nn.load_mnist(folder),
    "mnist of two sizes": lambda folder: mnist(
        folder, t10k_images=lambda raw: raw[:15] + b"\2" + raw[16:] + b"\7"),
    "mnist of two counts": lambda folder: mnist(
        folder, train_labels=lambda raw: raw[:7] + b"\2" + raw[8:] + b"\7"),
    "mnist packed": lambda folder: mnist(folder, train_images=lambda raw: b"\x1f\x8b"),
    "mnist another": lambda folder: mnist(folder, train_images=lambda raw: b"hello"),
    "mnist without": lambda folder: mnist(folder, train_images=lambda raw: raw[:9]),
    "mnist short": lambda folder: mnist(folder, train_images=lambda raw: raw[:-1]),
    "mnist long": lambda folder: mnist(folder, train_images=lambda raw: raw * 2),
    "mnist empty": lambda folder: mnist(
        folder, train_images=lambda raw: raw[:7] + b"\0" + raw[8:-1]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_the_sentence_about_a_file_says_them_too(name, tmp_path):
    with pytest.raises(
        (ValueError, OSError, NotImplementedError, nn.GradientError)
    ) as e:
        FILES[name](tmp_path)
    assert re.fullmatch(r"\S[^\n]* expects? [^\n]*, got [^\n]*; [^\n]+", str(e.value))


def test_every_sentence_is_said_with_all_its_fields(tmp_path, monkeypatch):
    """Each case of this file once: no sentence is left unsaid, no field left open."""
    said, fill = set(), words.filled

    def filled(text, fields):
        assert {name for name, _ in words.NAMED.findall(text)} <= set(fields), text
        said.add(text)
        return fill(text, fields)

    monkeypatch.setattr(words, "filled", filled)
    calls = [call for _, call, _ in CASES]
    for name, call in FILES.items():
        (tmp_path / name).mkdir()
        calls.append(lambda call=call, name=name: call(tmp_path / name))
    for call in calls:
        with pytest.raises((ValueError, TypeError, OSError, *OTHERS)):
            call()
    train(progress=True)  # what the bar says
    sentences = words.entries(ROOT / "guards", "guards")
    assert {key for key, text in sentences.items() if text not in said} == set()


CORE = {*ROOT.glob("*.py"), *(ROOT / "guards").glob("*.py")}
CORE = sorted(CORE - {ROOT / "plotting.py", ROOT / "__main__.py"})


def sentences_in(code):
    """Texts with two words in a row that are no docstring, and no code themselves.

    Of a text with fields, one word between two of them is enough.
    """
    tree = ast.parse(code)
    alone = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if re.fullmatch(r" [a-z]{2,} ", str(getattr(part, "value", ""))):
                    yield part.value
    for node in ast.walk(tree):
        text = getattr(node, "value", None) if id(node) not in alone else None
        if isinstance(text, str) and re.search(r"[A-Za-z]{2,} +[a-z]{2,}", text):
            try:
                ast.parse(text)
            except SyntaxError:
                yield text


@pytest.mark.parametrize("path", CORE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_sentence_is_left_in_the_code(path):
    keys = set(words.entries(ROOT / "guards", "guards"))
    assert set(sentences_in(path.read_text(encoding="utf-8"))) - keys == set()


def test_a_sentence_in_the_code_would_be_found():
    code = 'raise ValueError(f"sigmoid expects one number, got {z}")'
    assert list(sentences_in(code)) == ["sigmoid expects one number, got "]
    assert list(sentences_in('said = "two words"\nx = wrong(TypeError, said)'))
    assert list(sentences_in('x = f"{name} of {shape}"')) == [" of "]
    assert not list(sentences_in('"""A docstring of words."""\nx = "lambda theta: 1"'))
