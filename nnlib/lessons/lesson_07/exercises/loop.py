"""Exercise of lesson 07: the five moves in a loop, with plain arrays."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def starts(rng):
    """Yield data, a start, a rate and a number of epochs; last, the reference run."""
    for n, d, h in ((7, 3, 5), (4, 4, 4), (11, 2, 3)):
        X, y = rng.normal(size=(n, d)), rng.integers(0, 2, size=(n, 1))
        W1, b1 = rng.normal(size=(d, h)), 0.1 + rng.uniform(size=(1, h))
        W2, b2 = rng.normal(size=(h, 1)), rng.normal(size=(1, 1))
        yield X, y, W1, b1, W2, b2, 0.5, 6
    yield *reference_start(), 0.01, 101


def reference_start():
    """The points and the weights that `np.random.seed(42)` gives."""
    old = np.random.RandomState(42)  # the generator of the lesson's first program
    X = old.randn(100, 2)
    y = (X.sum(axis=1, keepdims=True) > 0).astype(int)
    return X, y, old.randn(2, 4), np.zeros((1, 4)), old.randn(4, 1), np.zeros((1, 1))


def forward(X, theta):
    W1, b1, W2, b2 = theta
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    return Z1, A1, nn.sigmoid(A1 @ W2 + b2)


def blame(A, y):
    return 2 * (A - y) / len(A) * A * (1 - A)


def hidden(dZ2, W2, Z1):
    return dZ2 @ W2.T * (Z1 > 0)


def summed(dZ):
    return dZ.sum(axis=0, keepdims=True)


def loss(X, y, theta):
    return np.mean((forward(X, theta)[2] - y) ** 2)


def slopes(X, y, theta, blame=blame, hidden=hidden, bias=summed, weight=np.matmul):
    """The gradients of W1, b1, W2, b2, from the parts that a mistake may replace."""
    Z1, A1, A2 = forward(X, theta)
    dZ2 = blame(A2, y)
    dZ1 = hidden(dZ2, theta[2], Z1)
    return [weight(X.T, dZ1), bias(dZ1), weight(A1.T, dZ2), bias(dZ2)]


def descend(X, y, theta, lr, **moves):
    steps = slopes(X, y, theta, **moves)
    return [p - lr * g for p, g in zip(theta, steps, strict=True)]


def trained(step=descend, measure=loss, **moves):
    """Return a training loop with one of its moves replaced."""

    def train(X, y, W1, b1, W2, b2, lr, epochs):
        theta, losses = [W1, b1, W2, b2], []
        for _ in range(epochs):
            losses.append(measure(X, y, theta))
            theta = step(X, y, theta, lr, **moves)
        return losses, *theta

    return train


def plain(X, y, W1, b1, W2, b2, lr, epochs):
    """Everything written out, with sums that keep no axis."""
    losses, n = [], len(X)
    for _ in range(epochs):
        Z1 = X @ W1 + b1
        A1 = np.where(Z1 > 0, Z1, 0)
        A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
        losses.append(float(((A2 - y) ** 2).sum() / n))
        dZ2 = (A2 - y) * A2 * (1 - A2) * (2 / n)
        dZ1 = np.outer(dZ2, W2) * (A1 > 0)
        W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(0)
        W2, b2 = W2 - lr * A1.T @ dZ2, b2 - lr * dZ2.sum()
    return losses, W1, b1, W2, b2


def with_nnlib(X, y, W1, b1, W2, b2, lr, epochs):
    """The same run by layers, on one vector θ."""
    first = nn.Dense(*W1.shape, init=nn.zeros)
    last = nn.Dense(*W2.shape, init=nn.zeros)
    net = nn.Network(first, nn.ReLU(), last, nn.Sigmoid())
    net.theta = np.concatenate([p.ravel() for p in (W1, b1, W2, b2)])
    sgd = nn.SGD(net.theta, lr=lr)
    run = nn.fit(net, nn.mean_squared_error, sgd, X, y, epochs=epochs)
    return [e.train_loss for e in run], first.W, first.b, last.W, last.b


def in_float32(X, y, W1, b1, W2, b2, lr, epochs):
    arrays = [p.astype("f") for p in (X, y, W1, b1, W2, b2)]
    return trained()(*arrays, np.float32(lr), epochs)


def output_first(X, y, theta, lr):
    """Blame measured through a W2 that has already moved."""
    W1, b1, W2, b2 = theta
    Z1, A1, A2 = forward(X, theta)
    dZ2 = blame(A2, y)
    W2, b2 = W2 - lr * A1.T @ dZ2, b2 - lr * summed(dZ2)
    dZ1 = hidden(dZ2, W2, Z1)
    return [W1 - lr * X.T @ dZ1, b1 - lr * summed(dZ1), W2, b2]


def hidden_first(X, y, theta, lr):
    """The hidden layer moves, and a new forward pass comes before the output's."""
    half = [*descend(X, y, theta, lr)[:2], *theta[2:]]
    return [*half[:2], *descend(X, y, half, lr)[2:]]


def one_after_another(*order):
    """Return a step that takes fresh gradients for each array, in this order."""

    def step(X, y, theta, lr):
        theta = list(theta)
        for k in order:
            theta[k] = descend(X, y, theta, lr)[k]
        return theta

    return step


def no_slope_below(X, y, theta, lr):
    """The hidden layer gets the error before it has been through the sigmoid."""
    new = descend(X, y, theta, lr)
    Z1, _, A2 = forward(X, theta)
    dZ1 = hidden(2 * (A2 - y) / len(X), theta[2], Z1)
    return [theta[0] - lr * X.T @ dZ1, theta[1] - lr * summed(dZ1), *new[2:]]


def without_b1(theta):
    return [theta[0], 0 * theta[1], *theta[2:]]


def loss_without_b1(X, y, theta):
    return loss(X, y, without_b1(theta))


def b1_not_added(moves):
    """Return a step whose forward pass never adds b1, which moves or stays."""

    def step(X, y, theta, lr):
        W1, change, *rest = descend(X, y, without_b1(theta), lr)
        return [W1, theta[1] + moves * change, *rest]

    return step


def row_by_row(X, y, theta, lr):
    for k in range(len(X)):
        theta = descend(X[k : k + 1], y[k : k + 1], theta, lr)
    return theta


def only(*moving):
    """Return a step that moves some of W1, b1, W2, b2."""

    def step(X, y, theta, lr):
        new = descend(X, y, theta, lr)
        return [new[k] if k in moving else theta[k] for k in range(4)]

    return step


def by_height(X, y, theta, lr):
    return [p - lr * loss(X, y, theta) for p in theta]


def uphill(X, y, theta, lr):
    return descend(X, y, theta, -lr)


def measured_after(X, y, *given):
    """The losses one step later: what you get if the loop updates before it notes."""
    *start, lr, epochs = given
    losses, *theta = trained()(X, y, *start, lr, epochs)
    return [*losses[1:], loss(X, y, theta)], *theta


def accumulated(X, y, *given):
    *theta, lr, epochs = given
    losses, total = [], [0, 0, 0, 0]
    for _ in range(epochs):
        losses.append(loss(X, y, theta))
        total = [t + g for t, g in zip(total, slopes(X, y, theta), strict=True)]
        theta = [p - lr * t for p, t in zip(theta, total, strict=True)]
    return losses, *theta


def starts_again(X, y, *given):
    *start, lr, epochs = given
    theta = descend(X, y, start, lr)
    return [loss(X, y, start)] * epochs, *theta


def kept(which):
    """Return a training that gives back other losses."""

    def train(*given):
        losses, *theta = trained()(*given)
        return which(losses), *theta

    return train


def one_short(*given):
    *start, epochs = given
    return trained()(*start, epochs - 1)


def start_returned(X, y, *given):
    *start, lr, epochs = given
    return trained()(X, y, *start, lr, epochs)[0], *start


LOOP = Exercise(
    "ex07-loop",
    reference=trained(),
    inputs=starts,
    returns=("losses", "W1", "b1", "W2", "b2"),
    misconceptions={
        "output first": trained(output_first),
        "hidden first": trained(hidden_first),
        "one after another": forms(
            trained(one_after_another(0, 1, 2, 3)),
            trained(one_after_another(2, 3, 0, 1)),
            trained(one_after_another(3, 2, 1, 0)),
        ),
        "measured after": measured_after,
        "loss summed": trained(
            measure=lambda X, y, theta: len(X) * loss(X, y, theta)  # H1
        ),
        "halved": trained(measure=lambda X, y, theta: loss(X, y, theta) / 2),
        "halved in both": trained(
            measure=lambda X, y, theta: loss(X, y, theta) / 2,
            blame=lambda A, y: blame(A, y) / 2,
        ),
        "summed in both": trained(  # H1
            measure=lambda X, y, theta: len(X) * loss(X, y, theta),
            blame=lambda A, y: len(A) * blame(A, y),
        ),
        "not averaged": trained(blame=lambda A, y: len(A) * blame(A, y)),  # H1
        "averaged twice": trained(
            weight=lambda A, B: A @ B / len(B),  # H2
            bias=lambda dZ: summed(dZ) / len(dZ),
        ),
        "no two": trained(blame=lambda A, y: blame(A, y) / 2),
        "no slope below": trained(no_slope_below),
        "no slope": trained(blame=lambda A, y: 2 * (A - y) / len(A)),
        "cross-entropy": trained(blame=lambda A, y: (A - y) / len(A)),
        "slope of a": trained(  # D4
            blame=lambda A, y: 2 * (A - y) / len(A) * nn.sigmoid_slope(nn.sigmoid(A))
        ),
        "no gate": trained(hidden=lambda dZ2, W2, Z1: dZ2 @ W2.T),
        "gate is the signal": trained(
            hidden=lambda dZ2, W2, Z1: dZ2 @ W2.T * np.maximum(Z1, 0)
        ),
        "uphill": trained(uphill),  # G1
        "height": trained(by_height),  # G2
        "output only": trained(only(2, 3)),  # I7
        "weights only": trained(only(0, 2)),
        "b1 stays": trained(only(0, 2, 3)),
        "b2 stays": trained(only(0, 1, 2)),
        "b1 not added": forms(
            trained(b1_not_added(1), measure=loss_without_b1),
            trained(b1_not_added(0), measure=loss_without_b1),
        ),
        "bias averaged": trained(bias=lambda dZ: summed(dZ) / len(dZ)),
        "bias not summed": trained(bias=lambda dZ: dZ),
        "bias one sum": trained(bias=np.sum),
        "accumulated": accumulated,  # H12
        "starts again": starts_again,
        "row by row": trained(row_by_row),
        "one loss": forms(kept(lambda losses: losses[-1]), kept(lambda x: x[-1:])),
        "every thousandth": kept(lambda losses: losses[::1000]),
        "one short": one_short,
        "start returned": start_returned,
    },
    right={"plain": plain, "nnlib": with_nnlib, "float32": in_float32},
    tell={"bias not summed": lambda got, *_: {"rows": f"{np.shape(got[2])}"}},
    rtol=1e-4,
)  # fmt: skip

EXERCISES = (LOOP,)
