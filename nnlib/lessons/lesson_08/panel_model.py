"""What the explorer of digits computes: networks of all learning rates, as one stack.

No figure in here. A `Run` trains one hidden size from one seed, batch by batch, and
keeps θ at each of EPOCHS. Lesson 08.
"""

import collections
import dataclasses
import functools
from typing import NamedTuple

import numpy as np

import nnlib as nn

RATES = tuple(float(f"{digit}e{ten}") for ten in range(-4, 0) for digit in (1, 3))
RATES = (*RATES, 1.0)
SIZES = (4, 8, 16, 32, 64)
EPOCHS = (0, 1, 2, 3, 5, 7, 10, 15, 20, 30)
BATCH = 32
N_TRAIN, N_HELD_OUT = 1197, 300  # the other 300 digits are for the test in lesson 08
SPLIT_SEED = 0
LEAST_SPREAD = 1.0  # of a pixel's ink; in the corners it hardly varies
CHANCE = float(np.log(10))  # the loss of ten equal probabilities
KEPT = 15  # runs: all sizes from three seeds, some 20 MB


class Parts(NamedTuple):
    """Training and held-out digits: X standardized, (n, 64), and y, (n,).

    X_ink  : (300, 64), the held-out pictures with their ink, 0 to 16
    mean, spread : (64,), of the training part; they standardize a drawing too
    """

    X: np.ndarray
    y: np.ndarray
    X_new: np.ndarray
    y_new: np.ndarray
    X_ink: np.ndarray
    mean: np.ndarray
    spread: np.ndarray

    def standardize(self, ink):
        """z = (ink − mean) / spread, pixel by pixel."""
        return (ink - self.mean) / self.spread


@functools.cache
def data():
    """Load, shuffle and split the digits; the rows of the test part are left alone."""
    ink, y = nn.load_digits()
    order = np.random.default_rng(SPLIT_SEED).permutation(len(ink))
    train, new = np.split(order[: N_TRAIN + N_HELD_OUT], [N_TRAIN])
    mean = ink[train].mean(axis=0)
    spread = np.maximum(ink[train].std(axis=0), LEAST_SPREAD)
    X, X_new = ((ink[rows] - mean) / spread for rows in (train, new))
    return Parts(X, y[train], X_new, y[new], ink[new], mean, spread)


class Run:
    """One hidden size from one seed, at K rates, with a record at each of EPOCHS.

    Epoch e is the state after e passes over the training part. All rates begin with the
    same weights and see the same batches, so a rate alone gives the same numbers.

    thetas : a (K, n_params) for each record
    curves : a (2, 2, K) for each: loss and accuracy, of training and held-out digits
    """

    def __init__(self, hidden, seed, rates=RATES):
        parts, rng = data(), np.random.default_rng(seed)
        one = nn.Network(
            nn.Dense(64, hidden, rng=rng), nn.ReLU(), nn.Dense(hidden, 10, rng=rng)
        )
        self.hidden, self.seed, self.rates = hidden, seed, tuple(rates)
        self.one, self.net = one, one.stack(len(rates))
        opt = nn.Adam(self.net.theta, lr=np.array(rates)[:, None])
        self._epochs = nn.train(
            self.net, nn.cross_entropy, opt, parts.X, parts.y,
            epochs=EPOCHS[-1], batch_size=BATCH, rng=rng,
        )  # fmt: skip
        self.thetas, self.curves = [], []
        self._record()

    @property
    def done(self):
        return len(self.thetas) == len(EPOCHS)

    def reached(self, epoch):
        """Is there a record of this epoch?"""
        return len(self.thetas) > EPOCHS.index(epoch)

    def advance(self):
        """Train for one epoch."""
        epoch = next(self._epochs).number + 1
        if epoch in EPOCHS:
            self._record()

    def _record(self):
        parts = data()
        pairs = ((self.net(parts.X), parts.y), (self.net(parts.X_new), parts.y_new))
        losses = [nn.cross_entropy(*pair)[0] for pair in pairs]
        right = [nn.accuracy(*pair) for pair in pairs]
        self.curves.append(np.array([losses, right]))
        self.thetas.append(self.net.theta.copy())

    def state(self, look):
        """What one rate's network says at an epoch, or at the last record before it."""
        k = self.rates.index(look.lr)
        at = min(EPOCHS.index(look.epoch), len(self.thetas) - 1)
        net = self.one.stack(1).member(0)
        net.theta = self.thetas[at][k]
        curves = np.array(self.curves)[..., k]
        return State(look, self.hidden, self.seed, EPOCHS[at], net, curves)


class Look(NamedTuple):
    """What of a run is looked at.

    epoch : the one that is wanted; a run may not have come so far
    ink   : (8, 8), the drawing
    cell  : (row, column) of the keys' cursor, or None
    curve : "loss" or "wrong"
    """

    lr: float
    epoch: int
    ink: np.ndarray
    cell: tuple | None = None
    curve: str = "loss"


@dataclasses.dataclass(frozen=True)
class State:
    """One network at one epoch, and what it makes of the digits and of a drawing.

    curves : (n, 2, 2), at EPOCHS as far as the run has come: loss and accuracy, of
             training and of held-out digits
    """

    look: Look
    hidden: int
    seed: int
    epoch: int
    net: nn.Network
    curves: np.ndarray

    @property
    def now(self):
        """Loss and accuracy, of training and of held-out digits: (2, 2)."""
        return self.curves[EPOCHS.index(self.epoch)]

    @property
    def accuracy(self):
        """The share of the held-out digits that is read right."""
        return float(self.now[1, 1])

    @property
    def right(self):
        """How many held-out digits are read right."""
        return round(self.accuracy * N_HELD_OUT)

    @functools.cached_property
    def answers(self):
        """Probabilities of the held-out digits, (300, 10)."""
        return nn.softmax(self.net(data().X_new))

    @functools.cached_property
    def confusion(self):
        """Row: the digit; column: what it was read as. (10, 10)"""
        return nn.confusion_matrix(self.answers, data().y_new)

    @property
    def confused(self):
        """The commonest mistake: digit, read as, how often, of how many; or None."""
        M = self.confusion * (1 - np.eye(10, dtype=int))
        true, read = np.unravel_index(M.argmax(), M.shape)
        counts = int(M.max()), int(self.confusion[true].sum())
        return (int(true), int(read), *counts) if M.any() else None

    @functools.cached_property
    def mistakes(self):
        """Rows of the held-out digits read wrong, the network's surest one first."""
        wrong = np.flatnonzero(self.answers.argmax(axis=1) != data().y_new)
        sure = np.round(self.answers[wrong].max(axis=1), 6)  # the same on each machine
        return wrong[np.argsort(-sure, kind="stable")]

    @functools.cached_property
    def p(self):
        """Probabilities of the drawing, (10,)."""
        z = data().standardize(self.look.ink.reshape(1, -1))
        return nn.softmax(self.net(z))[0]


class Runs:
    """The runs of one panel: for each hidden size and seed, all rates as one stack."""

    def __init__(self):
        self.kept = collections.OrderedDict()

    def run(self, hidden, seed):
        """The run of a hidden size at all rates, as far as it has come."""
        if (hidden, seed) not in self.kept:
            self.kept[hidden, seed] = Run(hidden, seed)
        self.kept.move_to_end((hidden, seed))
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return self.kept[hidden, seed]

    def states(self, hidden, seed, look):
        """Yield a state, then the one with all of its curves; None in between."""
        partial = bool(self.kept)  # the first picture of all is the one that is saved
        run = self.run(hidden, seed)
        if run.reached(look.epoch):
            yield run.state(look)
        else:
            yield from _one_rate(hidden, seed, look, partial)
        if not run.done:
            yield from _finish(run)
            yield run.state(look)

    def train_ahead(self, hidden, seed):
        """Train the other sizes, the nearest first; yield None after each epoch."""
        for other in sorted(SIZES, key=lambda size: abs(size - hidden)):
            yield from _finish(self.run(other, seed))


def _finish(run):
    while not run.done:
        run.advance()
        yield None


def _one_rate(hidden, seed, look, partial):
    """This one network first: it is there long before its stack of rates."""
    run, shown = Run(hidden, seed, [look.lr]), 0
    while not run.reached(look.epoch):
        run.advance()
        grown = len(run.thetas) > shown and not run.reached(look.epoch)
        shown = len(run.thetas)
        yield run.state(look) if partial and grown else None
    yield run.state(look)
