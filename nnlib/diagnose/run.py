"""What the doctor measures on a run: each thing once, on copies, only if asked."""

import copy
import functools

import numpy as np

from ..activations import sigmoid_slope, tanh_slope
from ..layers import Dense, Dropout, ReLU, Sigmoid, Tanh
from ..network import Network
from ..optimizers import Adam
from . import arguments

STEEPEST = {Sigmoid: (sigmoid_slope, 0.25), Tanh: (tanh_slope, 1.0)}
STARTS, STEPS, RATE = 8, 300, 0.05  # to learn four samples by heart, with Adam


class Run:
    """A recorded run, the network that it left, and the data."""

    def __init__(self, history, net, loss, X, y):
        self.history, self.X, self.y = arguments.take(history, net, loss, X, y)
        self.net, self.loss = copy.deepcopy(net), loss
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
    def valid(self):
        """The losses on held-out data, or None if they were not all recorded."""
        values = [getattr(epoch, "valid_loss", None) for epoch in self.history]
        missing = any(value is None for value in values)
        return None if missing else np.array(values, float)

    @functools.cached_property
    def zero(self):
        """The same network with θ = 0: its answer does not depend on its input."""
        net = copy.deepcopy(self.net)
        net.theta = 0
        return net

    @functools.cached_property
    def blind(self):
        """The loss of a blind guess, that of the network with θ = 0.

        It is ln 2 for binary_cross_entropy, ln k for cross_entropy with k classes, and
        1/4 for the squared error of a sigmoid against 0 and 1.
        """
        return self.value(self.zero, self.X, self.y)

    @functools.cached_property
    def after_forward(self):
        """The network after one pass forward over all the data; its layers keep it."""
        self.output = self.net.forward(self.X, train=True)
        return self.net

    @functools.cached_property
    def blame(self):
        """(position, root mean square of ∂L/∂Z) of each dense layer, back to front."""
        layers = list(enumerate(self.after_forward.layers))
        _, dA = self.loss(self.output, self.y)
        found = []
        for k, layer in reversed(layers):
            if isinstance(layer, Dense):
                found.append((k, float(np.sqrt(np.mean(dA**2)))))
            dA = layer.backward(dA)
        return found

    @functools.cached_property
    def gradient(self):
        """The length of ∇L(θ) over all the data."""
        return float(np.linalg.norm(self.net.dtheta)) if self.blame is not None else 0

    def dense(self):
        """(position, layer) of each dense layer."""
        layers = enumerate(self.net.layers)
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

    def memorize(self, share):
        """Train copies on four samples from fresh starts: (loss reached, blind loss).

        The four are spread over the sorted answers, so that their classes differ. It
        ends when one start comes below `share` of the blind loss, or with the best.
        """
        order = np.argsort(self.y.reshape(self.n, -1)[:, 0], kind="stable")
        rows = order[np.linspace(0, self.n - 1, 4).round().astype(int)]
        X, y, best = self.X[rows], self.y[rows], np.inf
        blind, rng = self.value(self.zero, X, y), np.random.default_rng(0)
        for _ in range(STARTS):
            for L in self._losses_from_a_fresh_start(X, y, rng):
                best = min(best, L)
                if best <= share * blind:
                    return best, blind
        return best, blind

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
