"""What a run is judged against: the best constant answer, a linear model, neighbors."""

import copy
import functools

import numpy as np

from ..initializers import zeros
from ..layers import Dense
from ..losses import binary_cross_entropy, mean_squared_error
from ..network import Network
from ..optimizers import Adam

MOST = 600  # rows that are compared with each other
NEAREST = 5
LINEAR_STEPS = 150


class Baselines:
    """The part of a run that asks: compared with what? It reads X, y, net and loss."""

    @functools.cached_property
    def labels(self):
        """The class of each row, or None where the answers are no classes."""
        return labels_of(self.y)

    @functools.cached_property
    def n_classes(self):
        return int(self.labels.max()) + 1

    @functools.cached_property
    def shares(self):
        """The share of each class among the rows."""
        return np.bincount(self.labels) / self.n

    @functools.cached_property
    def constant(self):
        """The loss of the best constant answer among those that knowing y suggests."""
        return self.constant_for(self.y)[0]

    def constant_for(self, y):
        """(loss, answer) of the best of the mean, the median, and their scores."""
        n_out, found = self.output.shape[-1], []
        for row in _constants(y, n_out):
            try:
                L = float(self.loss(np.tile(row, (len(y), 1)), y)[0])
            except Exception:  # a loss of one's own that takes other outputs only
                continue
            if np.isfinite(L):
                found.append((L, row))
        return min(found, key=lambda pair: pair[0], default=(np.inf, np.zeros(n_out)))

    @functools.cached_property
    def inputs(self):
        """X with mean 0 and standard deviation 1 in each column that has one."""
        return self.as_seen(self.X)

    def as_seen(self, X):
        """Other rows on the scale that the training rows were brought to."""
        X, mean, std = np.asarray(X, float), self.X.mean(axis=0), self.X.std(axis=0)
        std = np.where(std > 1e-9 * np.abs(mean), std, np.inf)
        return (X - mean) / std

    @functools.cached_property
    def some(self):
        """Numbers of the rows that are compared: all, or a fair sample."""
        if self.n <= MOST:
            return np.arange(self.n)
        return np.random.default_rng(0).permutation(self.n)[:MOST]

    @functools.cached_property
    def neighbors(self):
        """For each compared row, the others from near to far (places in `some`)."""
        return nearest(self.inputs[self.some], self.inputs[self.some], 25, skip=True)

    @functools.cached_property
    def neighbors_score(self):
        """How good the answers of the nearest other rows are, as a score; or None."""
        if len(self.some) < 20:
            return None
        near = self.neighbors[:, :NEAREST]
        if self.labels is not None:
            labels = self.labels[self.some]
            return balanced(vote(labels[near], self.n_classes), labels)
        y = self.y[self.some].reshape(len(self.some), -1)
        return r_squared(y[near].mean(axis=1), y)

    @functools.cached_property
    def linear_model(self):
        """(loss, score) of a linear model that was trained here, or (None, None)."""
        try:
            A = self._line(self.inputs, self.y)(self.inputs)
            return float(self.loss(A, self.y)[0]), self.score_of(A, self.y)
        except Exception:  # a loss or a last layer of one's own may refuse
            return None, None

    @functools.cached_property
    def linear(self):
        """The loss of the linear model, or None if none could be trained."""
        return self.linear_model[0]

    @functools.cached_property
    def linear_ahead(self):
        """The score of a linear model on rows that it did not learn from, or None.

        It learns from every other one of the compared rows, and answers the rest.
        """
        here, there = self.some[::2], self.some[1::2]
        try:
            line = self._line(self.inputs[here], self.y[here])
            return self.score_of(line(self.inputs[there]), self.y[there])
        except Exception:  # as above
            return None

    def _line(self, X, y):
        """A linear model of y, as a function of X."""
        last = self.net.layers[-1]
        if self.loss is mean_squared_error and isinstance(last, Dense):
            ones = np.column_stack([X, np.ones(len(X))])
            W = np.linalg.lstsq(ones, y, rcond=None)[0]
            return lambda X: X @ W[:-1] + W[-1:]
        layers = [Dense(X.shape[1], self.output.shape[1], init=zeros)]
        layers += [] if isinstance(last, Dense) else [copy.deepcopy(last)]
        net = Network(*layers)
        optimizer = Adam(net.theta, lr=0.1)
        for _ in range(LINEAR_STEPS):
            _, dA = self.loss(net.forward(X, train=True), y)
            net.backward(dA)
            optimizer.step(net.dtheta)
        return net

    @functools.cached_property
    def base(self):
        """The score of the best constant answer."""
        return 1 / len(np.unique(self.labels)) if self.labels is not None else 0.0

    @functools.cached_property
    def possible(self):
        """The better score of the linear model and the nearest rows, or None."""
        both = self.linear_model[1], self.neighbors_score
        known = [score for score in both if score is not None and np.isfinite(score)]
        return max(known, default=None)

    def score_of(self, A, y, X=None):
        """Balanced accuracy or R² of outputs; None if they can't be compared with y."""
        if not np.isfinite(A).all():
            return self.base
        labels = labels_of(y)
        if labels is not None and A.ndim == 2:
            return max(balanced(one, labels) for one in self.classes_of(A))
        if A.shape == y.shape:
            return r_squared(A, y)
        return None

    def classes_of(self, A):
        """The classes that outputs stand for; of one's own loss, both readings."""
        if A.shape[1] > 1:
            return [A.argmax(axis=1)]
        cuts = {binary_cross_entropy: [0], mean_squared_error: [0.5]}
        return [(A[:, 0] > cut).astype(int) for cut in cuts.get(self.loss, [0, 0.5])]


def labels_of(y):
    """Class numbers from numbers, a column of 0 and 1, or one-hot rows; or None."""
    if y.ndim == 1 and y.dtype.kind in "iub":
        return y.astype(int) if y.min() >= 0 else None
    if y.ndim != 2 or not np.isin(y, (0, 1)).all():
        return None
    if y.shape[1] == 1:
        return y[:, 0].astype(int)
    return y.argmax(axis=1) if (y.sum(axis=1) == 1).all() else None


def balanced(predicted, labels):
    """The share of each class that is right, averaged over the classes."""
    return float(
        np.mean([(predicted[labels == c] == c).mean() for c in np.unique(labels)])
    )


def r_squared(A, y):
    """1 − the squared error over that of the mean; 0 if there is nothing to explain."""
    spread = np.mean((y - y.mean(axis=0)) ** 2)
    return float(1 - np.mean((A - y) ** 2) / spread) if spread else 0.0


def nearest(rows, others, count, skip=False):
    """Places of the nearest others for each row; skip: the row itself is among them."""
    squares = np.sum(others**2, axis=1) - 2 * rows @ others.T
    if skip:
        np.fill_diagonal(squares, np.inf)
    return np.argsort(squares, axis=1, kind="stable")[:, : min(count, len(others) - 1)]


def vote(labels, n_classes):
    """The most frequent label of each row of labels, the first of equals."""
    counts = (labels[:, :, None] == np.arange(n_classes)).sum(axis=1)
    return counts.argmax(axis=1)


def _constants(y, n_out):
    labels = labels_of(y)
    if y.ndim == 1 and labels is not None:
        shares = np.bincount(labels, minlength=n_out)[:n_out] / len(y)
        yield from (np.log(np.maximum(shares, 1e-9)), shares, np.zeros(n_out))
        return
    columns = np.asarray(y, float).reshape(len(y), -1)
    mean, median = columns.mean(axis=0), np.median(columns, axis=0)
    yield from (mean, median, np.zeros(n_out))
    if (mean >= 0).all() and (mean <= 1).all():
        p = np.clip(mean, 1e-9, 1 - 1e-9)
        yield np.log(p / (1 - p))
