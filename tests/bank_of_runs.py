"""Seeded training runs with one fault each, and healthy ones: what the doctor is for.

A run is (kind, data set, seed). Its kind says what was done wrong, and which findings
name that: the cause, never what follows from it. The faults are those that people
make: after DeepFD (Cao et al., 2022) and Humbatova et al. (ICSE 2020), and from this
course. Nothing here is drawn from outside: the same seed gives the same run.
"""

import copy
import dataclasses
import functools
import itertools
from collections.abc import Callable

import numpy as np

import nnlib as nn

PLANE, ALL = ("moons", "spirals"), ("moons", "spirals", "regression", "digits")
CLASSES = ("moons", "spirals", "digits")


@dataclasses.dataclass
class Setup:
    """What a training run is made of, before anything is done wrong."""

    rng: np.random.Generator
    X: np.ndarray
    y: np.ndarray
    valid: tuple
    loss: Callable
    n_out: int
    name: str
    hidden: tuple = (16,)
    act: Callable = nn.ReLU
    init: Callable = nn.he
    dense: Callable = nn.Dense
    last: tuple = ()
    opt: Callable = nn.Adam
    lr: float = 0.03
    epochs: int = 100
    batch_size: int | None = None
    give_valid: bool = False
    change: Callable = lambda net: None  # something done to the network before training

    @property
    def k(self):
        return int(self.y.max()) + 1

    def map_y(self, change):
        self.y = change(self.y)
        self.valid = self.valid[0], change(self.valid[1])

    def map_X(self, change):
        self.X, self.valid = change(self.X), (change(self.valid[0]), self.valid[1])


@functools.cache
def _digits():
    X, y = nn.load_digits()
    return X, y


def setup(name, seed):
    """A data set of that name, and a network and optimizer that learn it."""
    rng = np.random.default_rng([seed, sum(map(ord, name))])
    n = 200
    if name == "digits":
        X, y = _digits()
        rows = rng.permutation(len(X))[:600]
        X, y = X[rows], y[rows]
        std = X[:400].std(axis=0)
        X = (X - X[:400].mean(axis=0)) / np.where(std > 0, std, 1)
        s = Setup(rng, X[:400], y[:400], (X[400:], y[400:]), nn.cross_entropy, 10, name)
        s.lr, s.epochs, s.hidden = 0.01, 60, (32,)
        return s
    if name == "regression":
        X = rng.normal(size=(2 * n, 4))
        Y = np.sin(2 * X[:, :1]) + X[:, 1:2] * X[:, 2:3] + 0.5 * X[:, 3:]
        Y += 0.1 * rng.normal(size=Y.shape)
        s = Setup(rng, X[:n], Y[:n], (X[n:], Y[n:]), nn.mean_squared_error, 1, name)
        s.hidden, s.epochs, s.act = (32,), 150, nn.Tanh
        return s
    if name == "sum":
        X, y = nn.positive_sum(2 * n, rng=rng)
        y = y[:, None] * 1.0
        return Setup(
            rng, X[:n], y[:n], (X[n:], y[n:]), nn.binary_cross_entropy, 1, name
        )
    make = {"moons": nn.moons, "spirals": nn.spirals, "xor": nn.xor}[name]
    X, y = make(2 * n, rng=rng)
    s = Setup(
        rng, X[:n], y[:n], (X[n:], y[n:]), nn.cross_entropy, int(y.max()) + 1, name
    )
    if name == "spirals":
        s.hidden, s.epochs = (32, 32), 120
    return s


def network(s):
    layers = []
    for n_in, n_out in itertools.pairwise((s.X.shape[1], *s.hidden, s.n_out)):
        layers += [s.act(), s.dense(n_in, n_out, rng=s.rng, init=s.init)]
    net = nn.Network(*layers[1:], *s.last)
    s.change(net)
    return net


def trained(s):
    """The arguments of diagnose after the run."""
    net = network(s)
    with np.errstate(all="ignore"):
        history = nn.fit(
            net, s.loss, s.opt(net.theta, lr=s.lr), s.X, s.y, epochs=s.epochs,
            batch_size=s.batch_size, rng=s.rng, valid=s.valid if s.give_valid else None,
        )  # fmt: skip
    more = {"valid": s.valid} if s.give_valid else {}
    return (history, net, s.loss, s.X, s.y), more


# Faults of the data


def large_columns(s):
    s.opt, s.lr = nn.SGD, 0.1
    scale = np.where(np.arange(s.X.shape[1]) % 2, 1.0, 2000.0)
    s.map_X(lambda X: X * scale)


def raw_pixels(s):
    s.opt, s.lr = nn.SGD, 0.1
    s.map_X(lambda X: X * 80 + 100)


def tiny_inputs(s):
    s.opt, s.lr = nn.SGD, 0.05
    s.map_X(lambda X: X * 1e-3)


def far_targets(s):
    s.map_y(lambda y: y * 300 + 2000)


def shuffled_labels(s):
    s.y = s.rng.permutation(s.y)


def flipped_labels(s):
    flip = s.rng.random(len(s.y)) < 1 / 3
    s.y = np.where(flip, (s.y + s.rng.integers(1, s.k, len(s.y))) % s.k, s.y)


def rows_written_over(s):
    s.X = s.X[np.arange(len(s.X)) % 7]


def one_class(s):
    s.y = np.full_like(s.y, s.y[0])


def rare_class(s):
    few = np.flatnonzero(s.y > 0)[:8]
    rows = np.concatenate([np.flatnonzero(s.y == 0), few])
    s.X, s.y = s.X[rows], (s.y[rows] > 0) * 1
    s.n_out, s.opt, s.lr, s.hidden = 2, nn.SGD, 0.1, (8,)


# Faults of the structure


def straight(s):
    s.act = Identity


def squashed(s):
    s.last = (nn.Softmax(),) if s.loss is nn.cross_entropy else (nn.Sigmoid(),)


def squashed_in_the_loss(s):
    inner = s.loss
    if inner is nn.cross_entropy:

        def loss(Z, y):
            P = nn.softmax(Z)
            L, dP = inner(P, y)
            return L, nn.activations.softmax_backward(P, dP)
    else:

        def loss(Z, y):
            P = nn.sigmoid(Z)
            L, dP = inner(P, y)
            return L, dP * P * (1 - P)

    s.loss = loss


def squashed_targets(s):
    s.last = (nn.Sigmoid(),)


def rectified_output(s):
    s.last = (nn.ReLU(),)


def class_numbers(s):
    s.map_y(lambda y: y[:, None] * 1.0)
    s.loss, s.n_out = nn.mean_squared_error, 1


def no_hidden_layer(s):
    s.hidden, s.epochs = (), 300


def one_hidden_unit(s):
    s.hidden, s.epochs, s.lr = (1,), 300, 0.05


def summed_loss(s):
    inner = s.loss

    def loss(A, y):
        L, dA = inner(A, y)
        return L * len(y), dA * len(y)

    s.loss, s.opt, s.lr = loss, nn.SGD, 0.5


# Faults of the start


def zeros(s):
    s.init = nn.zeros


def constant(s):
    s.init = nn.constant


def large_weights(s):
    s.init, s.opt = functools.partial(nn.normal, std=30.0), nn.SGD


def small_weights(s):
    s.init, s.opt, s.lr = functools.partial(nn.normal, std=1e-3), nn.SGD, 0.1


# Faults of the gradients


class Identity(nn.Tanh):
    function, slope = (
        staticmethod(nn.identity),
        staticmethod(nn.activations.identity_slope),
    )


class NoMask(nn.ReLU):
    def backward(self, dA, need_dX=True):
        return dA


class NoSlope(nn.Tanh):
    def backward(self, dA, need_dX=True):
        return dA


class Piles(nn.Dense):
    def backward(self, dZ, need_dX=True):
        before = self.dW.copy()
        dX = super().backward(dZ, need_dX)
        self.dW += before
        return dX


class MeanTwice(nn.Dense):
    def backward(self, dZ, need_dX=True):
        return super().backward(dZ / len(dZ), need_dX)


class NoWeights(nn.Dense):
    def backward(self, dZ, need_dX=True):
        dX = super().backward(dZ, need_dX)
        self.dW[...] = 0
        return dX


def no_mask(s):
    s.act = NoMask


def no_slope(s):
    s.act = NoSlope


def piles(s):
    s.dense = Piles


def mean_twice(s):
    s.dense = MeanTwice


def frozen_weights(s):
    s.dense = NoWeights


def sum_of_gradients(s):
    inner = s.loss

    def loss(A, y):
        L, dA = inner(A, y)
        return L, dA * len(y)

    s.loss = loss


def softmax_slope_too(s):
    def loss(Z, y):
        L, dZ = nn.cross_entropy(Z, y)
        P = nn.softmax(Z)
        return L, dZ * P * (1 - P)

    s.loss = loss


def deep_sigmoids(s):
    s.hidden, s.act, s.init = (16,) * 7, nn.Sigmoid, nn.xavier
    s.opt, s.lr = nn.SGD, 0.3


# Faults of the rate and of the run


def tiny_rate(s):
    s.opt, s.lr = nn.SGD, 1e-5


def tiny_rate_adam(s):
    s.lr = 1e-6


def huge_rate(s):
    s.opt, s.lr = nn.SGD, 300.0


def large_rate(s):
    s.opt, s.lr = nn.SGD, 1.5


def large_rate_adam(s):
    s.lr = 30.0


def dead_from_the_start(s):
    def kill(net):
        net.layers[0].b[...] = -30

    s.change, s.act = kill, nn.ReLU


def two_epochs(s):
    s.epochs, s.opt, s.lr = 3, nn.SGD, 0.1


def short(s):
    s.epochs, s.lr = 8, 0.005


# Faults of the held-out data


def raw_held_out(s):
    s.give_valid = True
    s.valid = s.valid[0] * 16 + 40, s.valid[1]


def shuffled_held_out(s):
    s.give_valid = True
    s.valid = s.valid[0], s.rng.permutation(s.valid[1])


def off_by_one(s):
    s.give_valid = True
    s.valid = s.valid[0], (s.valid[1] + 1) % s.k


def too_few_rows(s):
    s.give_valid, s.epochs, s.hidden = True, 300, (64,)
    if s.name == "moons":
        X, y = nn.moons(340, rng=s.rng, noise=0.5)
        s.X, s.y, s.valid = X[:40], y[:40], (X[40:], y[40:])
    else:
        s.X, s.y = s.X[:30], s.y[:30]


def leaked(s):
    s.give_valid = True
    s.valid = tuple(np.concatenate([a[:60], b[:60]])
                    for a, b in zip((s.X, s.y), s.valid, strict=True))  # fmt: skip


RATE = {"not-finite", "rising", "thrown", "oscillating"}
FAULTS = {  # fault: (data sets, findings that name it)
    large_columns: (ALL, {"unscaled"}),
    raw_pixels: (("digits", "moons"), {"unscaled"}),
    tiny_inputs: (PLANE, {"unscaled"}),
    far_targets: (("regression",), {"unscaled"}),
    shuffled_labels: (ALL, {"unrelated"}),
    flipped_labels: (CLASSES, {"noisy"}),
    rows_written_over: (ALL, {"twins"}),
    one_class: (ALL, {"one-answer"}),
    rare_class: (("moons",), {"unbalanced"}),
    straight: (ALL, {"no-bend"}),
    squashed: (("sum", *CLASSES), {"squashed-twice"}),
    squashed_in_the_loss: (("sum", *CLASSES), {"squashed-twice"}),
    squashed_targets: (("regression",), {"out-of-reach"}),
    rectified_output: (("regression", "sum"), {"out-of-reach"}),
    class_numbers: (("spirals", "digits"), {"numbers-for-classes"}),
    no_hidden_layer: (
        ("spirals", "regression", "xor"),
        {"not-learned", "cannot-memorize"},
    ),
    one_hidden_unit: (
        ("spirals", "digits", "xor"),
        {"not-learned", "cannot-memorize", "dead"},
    ),
    summed_loss: (("regression", "spirals"), {"summed"}),
    zeros: (ALL, {"symmetric"}),
    constant: (ALL, {"symmetric"}),
    large_weights: (ALL, {"large-start", "blind-start"}),
    small_weights: (ALL, {"small-start"}),
    no_mask: (("moons", "spirals", "digits"), {"wrong-gradient"}),
    no_slope: (ALL, {"wrong-gradient"}),
    piles: (ALL, {"wrong-gradient"}),
    mean_twice: (ALL, {"wrong-gradient"}),
    frozen_weights: (ALL, {"wrong-gradient"}),
    sum_of_gradients: (ALL, {"wrong-gradient"}),
    softmax_slope_too: (CLASSES, {"wrong-gradient"}),
    deep_sigmoids: (ALL, {"vanishing"}),
    tiny_rate: (ALL, {"not-moving"}),
    tiny_rate_adam: (ALL, {"not-moving"}),
    huge_rate: (ALL, RATE),
    large_rate: (("regression", "spirals"), RATE),
    large_rate_adam: (("moons", "spirals", "regression"), RATE),
    dead_from_the_start: (ALL, {"dead"}),
    two_epochs: (ALL, {"too-short"}),
    short: (ALL, {"too-short"}),
    raw_held_out: (ALL, {"other-scale"}),
    shuffled_held_out: (CLASSES, {"other-labels"}),
    off_by_one: (CLASSES, {"other-labels"}),
    too_few_rows: (("moons", "digits", "regression"), {"overfitting"}),
    leaked: (ALL, {"leak"}),
}


# Healthy runs, of many kinds


def usual(s):
    pass


def with_held_out(s):
    s.give_valid = True


def mini_batches(s):
    s.batch_size, s.epochs, s.lr = 20, 40, 0.01


def momentum(s):
    s.opt, s.lr, s.epochs = nn.Momentum, 0.05, 250


def tanh_xavier(s):
    s.act, s.init = nn.Tanh, nn.xavier


def sigmoids(s):
    s.act, s.init, s.epochs = nn.Sigmoid, nn.xavier, 250


def half_dead(s):
    s.hidden, s.act = (64,), nn.ReLU

    def kill(net):
        net.layers[0].b[0, :33] = -60

    s.change, s.lr, s.epochs = kill, 0.03, 200


def dropped_out(s):
    s.act = lambda: Bend(s.rng)
    s.hidden, s.epochs = (64,), 250


class Bend(nn.ReLU):
    """A layer of one's own: ReLU, and a little dropout in training."""

    def __init__(self, rng):
        self.rng = rng

    def forward(self, X, train=False):
        if not train:
            return nn.relu(X)
        self.kept = self.rng.random(X.shape) >= 0.1
        return super().forward(X, train) * self.kept / 0.9

    def backward(self, dA, need_dX=True):
        return super().backward(dA * self.kept / 0.9)


def small_net(s):
    s.hidden, s.epochs, s.act = (
        {"moons": (4,), "regression": (12,)}.get(s.name, (8,)),
        400,
        nn.Tanh,
    )


def few_epochs(s):
    s.epochs, s.lr = {"regression": 80, "spirals": 60}.get(s.name, 20), 0.05


def overlapping(s):
    noise = s.rng.uniform(0.9, 1.5)
    X, y = nn.blobs(400, rng=s.rng, noise=noise)
    s.X, s.y, s.valid = X[:200], y[:200], (X[200:], y[200:])
    s.hidden, s.epochs, s.n_out = (4,), 60, 2


def noisy_moons(s):
    X, y = nn.moons(400, rng=s.rng, noise=0.3)
    s.X, s.y, s.valid, s.give_valid = X[:200], y[:200], (X[200:], y[200:]), True
    s.hidden, s.epochs = (8,), 60


def noisy_line(s):
    """A linear rule under noise: half of the variance can be explained at all."""
    s.y = s.X @ np.array([[1.0], [-1.0], [0.5], [0.0]]) + s.rng.normal(0, 1.5, (200, 1))
    s.hidden, s.act, s.epochs, s.lr = (4,), nn.Tanh, 150, 0.02


def raw_but_learned(s):
    s.map_X(lambda X: X * 4 + 8)
    s.lr, s.epochs = 0.003, 100


def one_unit(s):
    s.hidden, s.epochs = (), 200


def mean_squared(s):
    s.loss, s.last, s.epochs = nn.mean_squared_error, (nn.Sigmoid(),), 200


def corners(s):
    X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    s.X, s.y = np.tile(X, (10, 1)), np.tile([0, 1, 1, 0], 10)
    s.act, s.epochs, s.n_out, s.hidden = nn.Tanh, 200, 2, (8,)


def rare_but_learned(s):
    rows = np.concatenate([np.flatnonzero(s.y == 0), np.flatnonzero(s.y == 1)[:15]])
    s.X, s.y, s.epochs = s.X[rows], s.y[rows], 200


def own_loss(s):
    inner = s.loss

    def loss(A, y):
        L, dA = inner(A, y)
        return L + 0.01, dA

    s.loss = loss


def absolute_error(s):
    s.loss = lambda A, Y: (np.mean(np.abs(A - Y)), np.sign(A - Y) / A.size)
    s.epochs, s.lr = 300, 0.02


def large_targets_learned(s):
    s.map_y(lambda y: y * 20)
    s.epochs, s.lr = 400, 0.1


HEALTHY = {
    usual: ("sum", "xor", *ALL),
    with_held_out: ("sum", "xor", "moons", "spirals", "digits"),
    mini_batches: ("sum", "xor", *ALL),
    momentum: ("sum", "moons", "digits"),
    tanh_xavier: ("sum", "xor", *ALL),
    sigmoids: ("sum", "moons", "digits"),
    half_dead: ("moons", "digits", "xor"),
    dropped_out: ("moons", "digits"),
    small_net: ("sum", "moons", "regression", "xor"),
    few_epochs: ("sum", *ALL),
    overlapping: ("moons",) * 3,
    noisy_moons: ("moons",) * 2,
    noisy_line: ("regression",) * 2,
    raw_but_learned: ("digits",),
    one_unit: ("sum",),
    mean_squared: ("sum",),
    corners: ("xor",),
    rare_but_learned: ("moons",),
    own_loss: ("moons", "regression"),
    absolute_error: ("regression",),
    large_targets_learned: ("regression",),
}


def bank(seeds):
    """(kind, data set, seed, findings that are right) of every run."""
    for fault, (names, right) in FAULTS.items():
        for name, seed in itertools.product(names, seeds):
            yield fault, name, seed, right
    for kind, names in HEALTHY.items():
        for (place, name), seed in itertools.product(enumerate(names), seeds):
            yield kind, name, 1000 * place + seed, {"healthy"}


def run(kind, name, seed):
    """The arguments of diagnose, positional and named, for one run of the bank."""
    s = setup(name, seed)
    kind(s)
    return trained(copy.copy(s))
