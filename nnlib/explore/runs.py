"""Recorded runs of small networks: all learning rates of one hidden size as one stack.

No figure in here. A `Run` trains one hidden size of a problem, a few steps at a time,
and `Run.state` is one of its networks at one epoch. `Runs` keeps those of a panel: a
slider move looks up and draws. Here, in the engine, because the panels of lessons 00
and 07 share it and no lesson imports another.
"""

import dataclasses
import functools

import numpy as np

import nnlib as nn
from nnlib.explore.problems import LOSSES, Problem, Start, start

RATES = tuple(float(f"{digit}e{ten}") for ten in range(-4, 4) for digit in (1, 3))[:-1]
SIZES = tuple(range(1, 13))
EPOCHS = (*range(6), 7, *(d * 10**t for t in (1, 2) for d in (1, 1.5, 2, 3, 5, 7)))
EPOCHS = (*map(int, EPOCHS), 1000, 1500, *range(2000, 10001, 1000))
PARTIAL = 1500  # steps between two pictures while the epoch you want is not there
LATER = 2000  # steps between two pictures while only the curves grow
AHEAD = 4  # sizes next to the one you look at
KEPT = 48  # runs: the twelve sizes of four problems, some 10 MB


class Run:
    """One hidden size at several learning rates, with a record at each of EPOCHS.

    Epoch e is the state after e steps, so its loss is the one before step e. A record
    holds one array each, with the K rates along an axis:

    thetas : (K, n_params)
    losses, wrong : (2, K), of training and held-out points
    norms  : (2, K), the lengths of the hidden and of the output layer's gradient
    """

    def __init__(self, problem, hidden, rates=RATES):
        self.problem, self.hidden, self.rates = problem, hidden, tuple(rates)
        self.start = start(problem, hidden)
        self.net = self.start.net.stack(len(self.rates))
        self.opt = nn.SGD(self.net.theta, lr=np.array(self.rates)[:, None])
        self.thetas, self.losses, self.wrong, self.norms = [], [], [], []
        self.epoch = 0

    @property
    def done(self):
        return len(self.norms) == len(EPOCHS)

    def reached(self, epoch):
        """Is there a record of this epoch?"""
        return len(self.norms) > EPOCHS.index(epoch)

    def advance(self, most=50):
        """Take steps until the next record is made, but at most `most`."""
        # At giant rates numbers may leave the range of floats: that is what is shown.
        with np.errstate(all="ignore"):
            for _ in range(most):
                if self.done or self._step():
                    return

    def _step(self):
        net, loss = self.net, LOSSES[self.problem.loss]
        A = net.forward(self.start.X, train=True)  # 1 forward
        L, dA = loss(A, self.start.Y)  # 2 loss
        net.backward(dA)  # 3 backward
        due = self.epoch == EPOCHS[len(self.norms)]
        if due:
            self._record(L, A)  # 5 measure
        if not self.done:
            self.opt.step(net.dtheta)  # 4 update
            self.epoch += 1
        return due

    def _record(self, L, A):
        loss, now = LOSSES[self.problem.loss], self.start
        A_new = self.net(now.X_new)
        pairs = ((A, now.Y), (A_new, now.Y_new))
        self.thetas.append(self.net.theta.copy())
        self.losses.append(np.array([L, loss(A_new, now.Y_new)[0]]))
        self.wrong.append([wrong(*pair, self.problem.threshold) for pair in pairs])
        first, last = (layer for layer in self.net.layers if layer.params)
        self.norms.append([length(first), length(last)])

    def state(self, lr, epoch, unit=0):
        """The network of one rate at `epoch`, or at the last record before it."""
        k, n = self.rates.index(lr), len(self.norms)
        at = min(EPOCHS.index(epoch), n - 1)
        losses, start = np.array(self.losses[:n]), self.start.net
        net = start.stack(1).member(0)
        net.theta = self.thetas[at][k]
        with np.errstate(invalid="ignore"):  # a loss that is no number has not ended
            ends_higher = ~(losses[-1, 0] <= losses[0, 0])
        return State(
            problem=self.problem,
            start=self.start,
            net=net,
            lr=lr,
            hidden=self.hidden,
            chosen=unit - 1 if 1 <= unit <= self.hidden else None,
            epoch=EPOCHS[at],
            wanted=epoch,
            done=self.done,
            loss=tuple(map(float, losses[at, :, k])),
            wrong=tuple(int(count[k]) for count in self.wrong[at]),
            norm=tuple(float(norm[k]) for norm in self.norms[at]),
            losses=losses[:, :, k],
            norms=np.array(self.norms[:n])[:, :, k],
            ends_higher=ends_higher[: k + 1]
            if len(self.rates) > 1
            else ends_higher[:0],
        )


def wrong(A, Y, threshold):
    """How many points lie on the wrong side; an output that is no number is wrong."""
    right = ((threshold < A) == Y) & np.isfinite(A)
    return np.sum(~right, axis=(-2, -1))


def length(layer):
    """The length of a layer's gradient, for each network of a stack."""
    squares = np.sum(layer.dW**2, axis=(-2, -1)) + np.sum(layer.db**2, axis=(-2, -1))
    return np.sqrt(squares)


@dataclasses.dataclass(frozen=True)
class State:
    """One network at one epoch: all that the picture and its sentence say.

    chosen      : the unit that is looked at, from 0, or None
    wanted      : the epoch that was asked for; `epoch` is on its way there
    loss, wrong : of training and held-out points, now
    norm        : lengths of the hidden and of the output layer's gradient, now
    losses, norms : the same at EPOCHS, as far as the run has come: (n, 2)
    ends_higher : of this rate and, before it, of the smaller ones: is the last loss
                  above the first? Empty where no other rate has been trained
    """

    problem: Problem
    start: Start
    net: nn.Network
    lr: float
    hidden: int
    chosen: int | None
    epoch: int
    wanted: int
    done: bool
    loss: tuple
    wrong: tuple
    norm: tuple
    losses: np.ndarray
    norms: np.ndarray
    ends_higher: np.ndarray

    @property
    def dense(self):
        """The hidden and the output layer, without what bends their sums."""
        return tuple(layer for layer in self.net.layers if layer.params)

    @property
    def finite(self):
        """Are all parameters and both losses numbers?"""
        return bool(np.isfinite([self.net.theta.sum(), *self.loss]).all())

    def look(self, points):
        """Outputs of the hidden units, (n, hidden), and of the network, (n,).

        The network's output is a probability, also where the loss takes the score.
        """
        dense, unit, last, *_ = self.net.layers
        with np.errstate(all="ignore"):
            A = unit.forward(dense.forward(points))
            return A, nn.sigmoid(last.forward(A)).ravel()

    @functools.cached_property
    def silent(self):
        """Which ReLU units put out 0 at every training point: (hidden,)."""
        if self.problem.activation != "relu":
            return np.zeros(self.hidden, dtype=bool)
        return np.all(self.look(self.start.X)[0] == 0, axis=0)


class Runs:
    """The runs of one panel: for each hidden size, all learning rates as one stack.

    The size you look at is trained first, then those next to it. Not all twelve: a
    class on one machine would pay for sizes that nobody looks at.
    """

    def __init__(self):
        self.run = functools.lru_cache(KEPT)(Run)  # of a problem and a hidden size

    def states(self, problem, hidden, lr, epoch, unit=0):
        """Yield a state, and later ones with more of its curves; None in between."""
        place = lr, epoch, unit
        run = self.run(problem, hidden)
        if run.reached(epoch):
            yield run.state(*place)
        else:
            yield from _one_rate(problem, hidden, *place)
        if not run.done:
            while not run.done:
                run.advance()
                grown = run.epoch > epoch and run.epoch % LATER == 0
                yield run.state(*place) if grown else None
            yield run.state(*place)

    def train_ahead(self, problem, hidden):
        """Train the sizes next to one, the nearest first; yield None now and then."""
        near = sorted(SIZES, key=lambda size: abs(size - hidden))
        for other in near[1 : AHEAD + 1]:
            run = self.run(problem, other)
            while not run.done:
                run.advance()
                yield None


def _one_rate(problem, hidden, lr, epoch, unit):
    """This one network first: it is there long before its stack of rates."""
    run = Run(problem, hidden, [lr])
    while not run.reached(epoch):
        shown = run.epoch // PARTIAL
        run.advance()
        grown = run.epoch // PARTIAL > shown
        yield run.state(lr, epoch, unit) if grown else None
    yield run.state(lr, epoch, unit)
