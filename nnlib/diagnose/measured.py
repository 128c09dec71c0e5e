"""What the doctor measures on a run: each thing once, on copies, only if asked."""

import copy
import functools

import numpy as np

from ..activations import sigmoid_slope, tanh_slope
from ..layers import Dense, Dropout, ReLU, Sigmoid, Tanh
from ..network import Network
from ..optimizers import Adam
from . import arguments
from .baselines import Baselines

STEEPEST = {Sigmoid: (sigmoid_slope, 0.25), Tanh: (tanh_slope, 1.0)}
STARTS, STEPS, RATE = 8, 300, 0.05  # to learn four samples by heart, with Adam
DRAWS = 5  # fresh starts, where the true one was not given
# The part of what the better of a linear model and the nearest rows can say that a run
# has to say too; and how far its loss is to be below that of the best constant answer.
ENOUGH, BELOW = 0.85, 0.05


class Run(Baselines):
    """A recorded run, the network that it left, and the data."""

    def __init__(self, history, net, loss, X, y, valid=None, start=None):
        self.history, self.X, self.y = arguments.take(history, net, loss, X, y)
        self.held_out = arguments.held_out(net, loss, valid)
        self.net, self.loss = copy.deepcopy(net), loss
        self.given_start = arguments.start(net, start)
        self.losses = np.array([e.train_loss for e in self.history], float)
        self.first, self.last = self.losses[0], self.losses[-1]
        self.n, self.epochs = len(self.X), len(self.losses)

    def number(self, k):
        """The epoch that record k is about; a record of your own may have no number."""
        return int(getattr(self.history[k], "number", k))

    def value(self, net, X, y):
        """The loss of a network, as a number."""
        return float(self.loss(net(X), y)[0])

    @functools.cached_property
    def output(self):
        """What the network answers now."""
        return self.net(self.X)

    @functools.cached_property
    def now(self):
        """The loss of the network as it is now, over all the data."""
        return float(self.loss(self.output, self.y)[0])

    @functools.cached_property
    def score(self):
        """The share of each class that is right, averaged; or R² where y is no class.

        None if the outputs cannot be compared with the answers.
        """
        return self.score_of(self.output, self.y, self.X)

    @functools.cached_property
    def learned(self):
        """Has it learned what can be seen in the data?"""
        if not np.isfinite(self.now) or not self.now <= (1 - BELOW) * self.constant:
            return False
        if self.linear is not None and self.linear < (1 - BELOW) * self.constant:
            halfway = (self.constant + self.linear) / 2
            if self.now > halfway and not self.reached(0.95):
                return False
        return self.score is None or self.reached(ENOUGH)

    def reached(self, share):
        """Does the score come to this share of the possible one, chance aside?"""
        if self.score is None or self.possible is None:
            return False
        chance = np.sqrt(0.25 / self.n) if self.labels is not None else 0.02
        gain = max(share * (self.possible - self.base) - chance, 0.02)
        return self.score - self.base >= gain

    @functools.cached_property
    def held_out_losses(self):
        """The losses on held-out data, or None if they were not all recorded."""
        values = [getattr(epoch, "valid_loss", None) for epoch in self.history]
        missing = any(value is None for value in values)
        return None if missing else np.array(values, float)

    def fresh(self, seed):
        """The network before training: as given, or drawn anew as its layers draw."""
        if self.given_start is not None:
            return self.given_start
        net, rng = copy.deepcopy(self.net), np.random.default_rng(seed)
        for layer in net.layers:
            if hasattr(layer, "draw"):
                layer.draw(rng)
        return net

    @functools.cached_property
    def starts(self):
        """The start if it was given, else a few fresh ones; none if that can't be."""
        if self.given_start is not None:
            return [self.given_start]
        if not all(hasattr(k, "draw") for k in self.net.layers if k.params):
            return []
        return [self.fresh(seed) for seed in range(DRAWS)]

    @functools.cached_property
    def start(self):
        """A network as before training, to measure on."""
        return self.starts[0] if self.starts else self.net

    @functools.cached_property
    def after_forward(self):
        """The network after one pass forward over all the data; its layers keep it."""
        net = copy.deepcopy(self.net)
        net.forward(self.X, train=True)
        return net

    def blame_of(self, net):
        """(position, root mean square of ∂L/∂Z) of each dense layer, back to front."""
        net, found = copy.deepcopy(net), []
        _, dA = self.loss(net.forward(self.X, train=True), self.y)
        for k, layer in reversed(list(enumerate(net.layers))):
            if isinstance(layer, Dense):
                found.append((k, float(np.sqrt(np.mean(dA**2)))))
            dA = layer.backward(dA)
        self.gradient = net.dtheta
        return found

    @functools.cached_property
    def blame(self):
        return self.blame_of(self.net)

    @functools.cached_property
    def one_step(self):
        """The lowest loss along −∇L from here, and how long that one step is."""
        net, size = copy.deepcopy(self.net), np.linalg.norm(self.net.theta) + 1
        self.blame_of(net)
        length = np.linalg.norm(self.gradient)
        if not (0 < length < np.inf):
            return self.now, 0.0, length
        found = []
        for step in size * 2.0 ** np.arange(-16, 3):
            net.theta = self.net.theta - step / length * self.gradient
            found.append((self.value(net, self.X, self.y), step))
        return *min(
            (pair for pair in found if pair[0] < np.inf), default=found[0]
        ), length

    def dense(self, net=None):
        """(position, layer) of each dense layer."""
        layers = enumerate((net or self.net).layers)
        return [(k, layer) for k, layer in layers if isinstance(layer, Dense)]

    def dead(self):
        """(position, dead units, units) of each ReLU layer."""
        for k, layer in enumerate(self.after_forward.layers):
            if isinstance(layer, ReLU):
                dead = ~np.any(layer.A > 0, axis=0)
                yield k, int(dead.sum()), dead.size

    def flat(self):
        """(position, share of outputs with hardly a slope), sigmoid and tanh."""
        for k, layer in enumerate(self.after_forward.layers):
            if type(layer) in STEEPEST:
                slope, steepest = STEEPEST[type(layer)]
                yield k, float(np.mean(slope(layer.A) < 0.01 * steepest))

    def rows(self, count):
        """Some rows, spread over the sorted answers, so that their classes differ."""
        order = np.argsort(self.y.reshape(self.n, -1)[:, 0], kind="stable")
        return order[np.linspace(0, self.n - 1, count).round().astype(int)]

    def memorize(self, share):
        """Train copies on four samples from fresh starts: (loss reached, constant's).

        It ends when one start comes below `share` of the loss of the best constant
        answer to the four, or with the best.
        """
        rows = self.rows(4)
        X, y, best = self.X[rows], self.y[rows], np.inf
        nothing, rng = self.constant_for(y)[0], np.random.default_rng(0)
        for _ in range(STARTS):
            for L in self._losses_from_a_fresh_start(X, y, rng):
                best = min(best, L)
                if best <= share * nothing:
                    return best, nothing
        return best, nothing

    def _losses_from_a_fresh_start(self, X, y, rng):
        kept = [k for k in copy.deepcopy(self.net.layers) if not isinstance(k, Dropout)]
        net = Network(*kept, dtype=self.net.theta.dtype)
        for layer in net.layers:
            if hasattr(layer, "draw"):
                layer.draw(rng)
        optimizer = Adam(net.theta, lr=RATE)
        for _ in range(STEPS):
            L, dA = self.loss(net.forward(X, train=True), y)
            yield float(L)
            net.backward(dA)
            optimizer.step(net.dtheta)
