"""Exercise of lesson 07: one epoch of mini-batches, and its mean loss."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise


def data(rng):
    """Yield X, y, a size of batches, a generator; the last batch is often short."""
    for n, size in ((11, 4), (9, 3), (10, 7), (13, 12), (6, None)):
        X, y = rng.normal(size=(n, 2)), rng.normal(size=(n, 1))
        y[0] += 4  # one row that is far off, so that weights matter
        yield X, y, size, np.random.default_rng(5)


class Counted(nn.SGD):
    """SGD that counts its steps."""

    steps = 0

    def step(self, g):
        self.steps += 1
        super().step(g)


def after(run, X, y, batch_size, rng):
    """The loss of the epoch, and what the epoch did to the network."""
    draw = np.random.default_rng(1)
    net = nn.Network(nn.Dense(2, 3, rng=draw), nn.Tanh(), nn.Dense(3, 1, rng=draw))
    optimizer = Counted(net.theta, lr=0.1)
    L = run(net, nn.mean_squared_error, optimizer, X, y, batch_size, rng)
    facts = {"loss": L, "updates": optimizer.steps}
    return facts | {"theta": net.theta.copy()}


def learn(net, loss, optimizer, X, y):
    """Forward, loss, backward, update on one batch; return its loss."""
    L, dA = loss(net.forward(X, train=True), y)
    net.backward(dA)
    optimizer.step(net.dtheta)
    return L


def epoch(merge=np.average, learn=learn, cut=nn.batches):
    """Return an epoch that merges the losses, learns or cuts in another way."""

    def run(net, loss, optimizer, X, y, batch_size, rng):
        losses, rows = [], []
        for X_batch, y_batch in cut(X, y, batch_size, rng):
            losses.append(learn(net, loss, optimizer, X_batch, y_batch))
            rows.append(len(X_batch))
        return merge(np.array(losses), weights=np.array(rows))

    return run


def by_total(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for X_batch, y_batch in nn.batches(X, y, batch_size, rng):
        total += len(X_batch) * learn(net, loss, optimizer, X_batch, y_batch)
    return total / len(X)


def by_errors(net, loss, optimizer, X, y, batch_size, rng):
    """Keep the square of every row, and take one mean at the end."""
    squares = []
    for X_batch, y_batch in nn.batches(X, y, batch_size, rng):
        A = net.forward(X_batch, train=True)
        squares.extend((A - y_batch).ravel() ** 2)
        net.backward(loss(A, y_batch)[1])
        optimizer.step(net.dtheta)
    return sum(squares) / len(squares)


def by_train(net, loss, optimizer, X, y, batch_size, rng):
    given = dict(epochs=1, batch_size=batch_size, rng=rng)
    return nn.fit(net, loss, optimizer, X, y, **given)[0].train_loss


def at_the_end(net, loss, optimizer, X, y, batch_size, rng):
    by_total(net, loss, optimizer, X, y, batch_size, rng)
    return loss(net(X), y)[0]


def at_the_start(net, loss, optimizer, X, y, batch_size, rng):
    L = loss(net(X), y)[0]
    by_total(net, loss, optimizer, X, y, batch_size, rng)
    return L


def divided_by_size(net, loss, optimizer, X, y, batch_size, rng):
    """As if each batch had `batch_size` rows."""
    size, rows = batch_size or len(X), []

    def listed(*given):
        for batch in nn.batches(*given):
            rows.append(size)
            yield batch

    run = epoch(lambda L, weights: size * np.sum(L), cut=listed)
    return run(net, loss, optimizer, X, y, batch_size, rng) / len(X)


def whole_each_time(net, loss, optimizer, X, y, batch_size, rng):
    run = epoch(learn=lambda *given: learn(*given[:3], X, y))
    return run(net, loss, optimizer, X, y, batch_size, rng)


def full_ones(X, y, batch_size, rng):
    for X_batch, y_batch in nn.batches(X, y, batch_size, rng):
        if len(X_batch) == (batch_size or len(X)):
            yield X_batch, y_batch


def in_order(X, y, batch_size, rng):
    size = batch_size or len(X)
    for k in range(0, len(X), size):
        yield X[k : k + size], y[k : k + size]


def measured_again(net, loss, optimizer, X, y):
    learn(net, loss, optimizer, X, y)
    return loss(net(X), y)[0]


def update_first(net, loss, optimizer, X, y):
    L, dA = loss(net.forward(X, train=True), y)
    optimizer.step(net.dtheta)
    net.backward(dA)
    return L


def no_update(net, loss, optimizer, X, y):
    L, dA = loss(net.forward(X, train=True), y)
    net.backward(dA)
    return L


def no_backward(net, loss, optimizer, X, y):
    L, _ = loss(net.forward(X, train=True), y)
    optimizer.step(net.dtheta)
    return L


def not_for_training(net, loss, optimizer, X, y):
    L, dA = loss(net(X), y)
    net.backward(dA)
    optimizer.step(net.dtheta)
    return L


def outputs_step(net, loss, optimizer, X, y):
    L, dA = loss(net.forward(X, train=True), y)
    net.backward(dA)
    optimizer.step(dA)
    return L


def averaged_again(net, loss, optimizer, X, y):
    L, dA = loss(net.forward(X, train=True), y)
    net.backward(dA / len(X))
    optimizer.step(net.dtheta)
    return L


def short_one(got, X, y, batch_size, rng):
    """How many batches an epoch has, and how many rows the last."""
    count = -(-len(X) // batch_size)
    return {"batches": count, "last": len(X) - (count - 1) * batch_size}


EPOCH = Exercise(
    "ex07-epoch",
    reference=by_total,
    inputs=data,
    use=after,
    misconceptions={
        "mean of means": epoch(lambda L, weights: np.mean(L)),  # I4
        "last": epoch(lambda L, weights: L[-1]),  # I4
        "added up": epoch(lambda L, weights: np.sum(L)),
        "not divided": epoch(lambda L, weights: np.sum(L * weights)),  # H1
        "list": epoch(lambda L, weights: L),
        "all full": divided_by_size,  # I3
        "over batches": epoch(lambda L, weights: np.mean(L * weights)),
        "at the end": at_the_end,  # I6
        "at the start": at_the_start,  # I6
        "measured again": epoch(learn=measured_again),
        "whole each time": whole_each_time,
        "short batch dropped": epoch(cut=full_ones),  # I3
        "in order": epoch(cut=in_order),  # I2
        "update first": epoch(learn=update_first),
        "no update": epoch(learn=no_update),
        "no backward": epoch(learn=no_backward),
        "not for training": epoch(learn=not_for_training),
        "step of outputs": epoch(learn=outputs_step),  # Q53
        "averaged again": epoch(learn=averaged_again),  # H2
    },
    right={"errors": by_errors, "average": epoch(), "nnlib": by_train},
    tell=dict.fromkeys(("mean of means", "short batch dropped"), short_one),
)

EXERCISES = (EPOCH,)
