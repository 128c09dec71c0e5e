# ruff: noqa
"""Answers to the tasks of lesson 07, written from the task text alone."""

import copy
import functools
import itertools
import math

import numpy as np

import nnlib as nn

# ---------------------------------------------------------------- ex07-count

COUNT_KEYS = (
    "rows in the last batch",
    "updates in an epoch",
    "updates in all",
    "numbers in theta",
    "numbers in dW1",
    "numbers in db1",
    "lines printed",
)


def count(*values):
    return dict(zip(COUNT_KEYS, values, strict=True))


def count_by_code():
    n, size, epochs = 250, 32, 40
    updates = math.ceil(n / size)
    shapes = (2, 5), (1, 5), (5, 1), (1, 1)
    numbers = [a * b for a, b in shapes]
    lines = len([epoch for epoch in range(epochs) if epoch % 10 == 0])
    return count(
        n % size, updates, updates * epochs, sum(numbers), numbers[0], numbers[1], lines
    )


# ----------------------------------------------------------------- ex07-read

REPORTS = dict(
    a="fine",
    b="overfitting",
    c="blind guess",
    d="rate",
    e="twins",
    f="start",
    g="unknown",
)


def reports(**changes):
    return REPORTS | changes


def reports_zip():
    words = "fine,overfitting,blind guess,rate,twins,start,unknown".split(",")
    return {letter: word for letter, word in zip("abcdefg", words)}


# ------------------------------------------------------------- ex07-accuracy


def accuracy_ravel(A, y):
    return np.mean((A.ravel() > 0.5) == y.ravel())


def accuracy_reshape(A, y):
    predicted = np.where(A > 0.5, 1, 0)
    return float((predicted == np.reshape(y, (-1, 1))).mean())


def accuracy_loop(A, y):
    right = 0
    for a, label in zip(A.flatten(), y.flatten()):
        if a > 0.5 and label == 1:
            right += 1
        elif a <= 0.5 and label == 0:
            right += 1
    return right / len(A)


def accuracy_if(A, y):
    if y.ndim == 1:
        y = y[:, np.newaxis]
    return 1 - np.abs((A > 0.5) * 1 - y).sum() / len(y)


def accuracy_round(A, y):
    # np.round takes 0.5 to 0, the even one, as the task wants it
    return np.count_nonzero(np.round(A[:, 0]) == y.reshape(len(A))) / A.shape[0]


def accuracy_library(A, y):
    return nn.accuracy(A, np.asarray(y).ravel().astype(int))


def accuracy_broadcast(A, y):
    return np.mean((A > 0.5) == y)


def accuracy_at_least(A, y):
    return np.mean((A.ravel() >= 0.5) == y.ravel())


def accuracy_count(A, y):
    return np.sum((A.ravel() > 0.5) == y.ravel())


def accuracy_percent(A, y):
    return 100 * np.mean((A.ravel() > 0.5) == y.ravel())


def accuracy_argmax(A, y):
    return np.mean(A.argmax(axis=1) == y.ravel())


def accuracy_equal(A, y):
    return np.mean(A.ravel() == y.ravel())


def accuracy_error(A, y):
    return np.mean((A.ravel() > 0.5) != y.ravel())


def accuracy_ones_only(A, y):
    A, y = A.ravel(), y.ravel()
    return np.sum((A > 0.5) & (y == 1)) / len(y)


def accuracy_of_ones(A, y):
    A, y = A.ravel(), y.ravel()
    return np.mean(A[y == 1] > 0.5)


def accuracy_column_only(A, y):
    return np.mean((A[:, 0] > 0.5) == y[:, 0])


def accuracy_zero(A, y):
    return np.mean((A.ravel() > 0) == y.ravel())


def accuracy_brackets(A, y):
    return np.mean(A.ravel() > (0.5 == y.ravel()))


def accuracy_flat_only(A, y):
    return np.mean((A > 0.5).flatten() == y[:]) if y.ndim == 1 else np.mean(A > 0.5)


def accuracy_distance(A, y):
    return 1 - np.mean(np.abs(A.ravel() - y.ravel()))


def accuracy_first_minus_half(A, y):
    return np.mean(np.floor(A.ravel() + 0.5) == y.ravel())


# ----------------------------------------------------------------- ex07-loop


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def train_lesson(X, y, W1, b1, W2, b2, lr, epochs):
    losses, n = [], len(X)
    for epoch in range(epochs):
        Z1 = X @ W1 + b1
        A1 = np.maximum(Z1, 0)
        A2 = sigmoid(A1 @ W2 + b2)
        losses.append(np.mean((A2 - y) ** 2))
        dZ2 = 2 * (A2 - y) / n * A2 * (1 - A2)
        dZ1 = dZ2 @ W2.T * (Z1 > 0)
        dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
        dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
        W1, b1 = W1 - lr * dW1, b1 - lr * db1
        W2, b2 = W2 - lr * dW2, b2 - lr * db2
    return losses, W1, b1, W2, b2


def train_copies(X, y, W1, b1, W2, b2, lr, epochs):
    W1, b1, W2, b2 = W1.copy(), b1.copy(), W2.copy(), b2.copy()
    losses = []
    for _ in range(epochs):
        A1 = nn.relu(X @ W1 + b1)
        A2 = nn.sigmoid(A1 @ W2 + b2)
        L, dA2 = nn.mean_squared_error(A2, y)
        losses.append(L)
        dZ2 = dA2 * nn.sigmoid_slope(A2)
        dZ1 = (dZ2 @ W2.T) * nn.relu_slope(A1)
        W2 -= lr * A1.T @ dZ2
        b2 -= lr * dZ2.sum(axis=0, keepdims=True)
        W1 -= lr * X.T @ dZ1
        b1 -= lr * dZ1.sum(axis=0, keepdims=True)
    return losses, W1, b1, W2, b2


def train_nnlib(X, y, W1, b1, W2, b2, lr, epochs):
    (d, h), (_, k) = W1.shape, W2.shape
    first, last = nn.Dense(d, h, init=nn.zeros), nn.Dense(h, k, init=nn.zeros)
    net = nn.Network(first, nn.ReLU(), last, nn.Sigmoid())
    net.theta = np.concatenate([p.ravel() for p in (W1, b1, W2, b2)])
    history = nn.fit(
        net, nn.mean_squared_error, nn.SGD(net.theta, lr=lr), X, y, epochs=epochs
    )
    losses = [epoch.train_loss for epoch in history]
    return losses, first.W, first.b, last.W, last.b


def train_einsum(X, y, W1, b1, W2, b2, lr, epochs):
    P = [W1, b1, W2, b2]
    losses = []
    while len(losses) < epochs:
        U, c, V, d = P
        H = np.einsum("nd,dh->nh", X, U) + c
        A = H.clip(min=0)
        p = 1.0 / (1.0 + np.exp(-(np.einsum("nh,ho->no", A, V) + d)))
        losses.append(float(((p - y) ** 2).mean()))
        e = 2 / len(y) * (p - y) * p * (1 - p)
        f = np.einsum("no,ho->nh", e, V) * np.sign(A)
        G = [np.einsum("nd,nh->dh", X, f), f.sum(0)[None], A.T.dot(e), e.sum(0)[None]]
        P = [a - lr * g for a, g in zip(P, G)]
    return (losses, *P)


def train_points(X, y, W1, b1, W2, b2, lr, epochs):
    # point by point, gradients added up over the epoch
    n, losses = len(X), []
    for _ in range(epochs):
        dW1, db1 = np.zeros(W1.shape), np.zeros(b1.shape)
        dW2, db2 = np.zeros(W2.shape), np.zeros(b2.shape)
        total = 0
        for x, target in zip(X, y):
            z1 = x @ W1 + b1[0]
            a1 = np.where(z1 > 0, z1, 0)
            a2 = sigmoid(a1 @ W2[:, 0] + b2[0, 0])
            total += (a2 - target[0]) ** 2
            d2 = 2 * (a2 - target[0]) * a2 * (1 - a2) / n
            d1 = d2 * W2[:, 0] * (z1 > 0)
            dW2 += d2 * a1.reshape(-1, 1)
            db2 += d2
            dW1 += np.outer(x, d1)
            db1 += d1
        losses.append(total / n)
        W1, b1, W2, b2 = W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2
    return losses, W1, b1, W2, b2


def gradients(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = sigmoid(A1 @ W2 + b2)
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    L = np.mean((A2 - y) ** 2)
    return (
        L,
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        A1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


def train_in_place(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        L, dW1, db1, dW2, db2 = gradients(X, y, W1, b1, W2, b2)
        losses.append(L)
        W1 -= lr * dW1
        b1 -= lr * db1
        W2 -= lr * dW2
        b2 -= lr * db2
    return losses, W1, b1, W2, b2


def train_loss_after(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        _, dW1, db1, dW2, db2 = gradients(X, y, W1, b1, W2, b2)
        W1, b1, W2, b2 = W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2
        losses.append(gradients(X, y, W1, b1, W2, b2)[0])
    return losses, W1, b1, W2, b2


def train_W2_first(X, y, W1, b1, W2, b2, lr, epochs):
    losses, n = [], len(X)
    for _ in range(epochs):
        Z1 = X @ W1 + b1
        A1 = np.maximum(Z1, 0)
        A2 = sigmoid(A1 @ W2 + b2)
        losses.append(np.mean((A2 - y) ** 2))
        dZ2 = 2 * (A2 - y) / n * A2 * (1 - A2)
        W2 = W2 - lr * A1.T @ dZ2
        b2 = b2 - lr * np.sum(dZ2, axis=0, keepdims=True)
        dZ1 = dZ2 @ W2.T * (Z1 > 0)
        W1 = W1 - lr * X.T @ dZ1
        b1 = b1 - lr * np.sum(dZ1, axis=0, keepdims=True)
    return losses, W1, b1, W2, b2


def train_no_biases(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        L, dW1, _, dW2, _ = gradients(X, y, W1, b1, W2, b2)
        losses.append(L)
        W1, W2 = W1 - lr * dW1, W2 - lr * dW2
    return losses, W1, b1, W2, b2


def train_hundred(X, y, W1, b1, W2, b2, lr, epochs):
    losses, n = [], 100
    for _ in range(epochs):
        L, *grads = gradients(X, y, W1, b1, W2, b2)
        losses.append(L)
        W1, b1, W2, b2 = (
            p - lr * g * len(X) / n for p, g in zip((W1, b1, W2, b2), grads)
        )
    return losses, W1, b1, W2, b2


def train_bias_shape(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        L, dW1, db1, dW2, db2 = gradients(X, y, W1, b1, W2, b2)
        losses.append(L)
        W1, W2 = W1 - lr * dW1, W2 - lr * dW2
        b1, b2 = (b1 - lr * db1).ravel(), (b2 - lr * db2).ravel()
    return losses, W1, b1, W2, b2


def train_last_loss(X, y, W1, b1, W2, b2, lr, epochs):
    losses, *arrays = train_lesson(X, y, W1, b1, W2, b2, lr, epochs)
    return (losses[-1], *arrays)


def train_loss_last_place(X, y, W1, b1, W2, b2, lr, epochs):
    losses, *arrays = train_lesson(X, y, W1, b1, W2, b2, lr, epochs)
    return (*arrays, losses)


def train_thousandth(X, y, W1, b1, W2, b2, lr, epochs):
    losses, *arrays = train_lesson(X, y, W1, b1, W2, b2, lr, epochs)
    return (losses[::1000], *arrays)


def train_no_two(X, y, W1, b1, W2, b2, lr, epochs):
    return train_lesson(X, y, W1, b1, W2, b2, lr / 2, epochs)


def train_no_relu_slope(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        A1 = np.maximum(X @ W1 + b1, 0)
        A2 = sigmoid(A1 @ W2 + b2)
        losses.append(np.mean((A2 - y) ** 2))
        dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
        dZ1 = dZ2 @ W2.T
        W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0, keepdims=True)
        W2, b2 = W2 - lr * A1.T @ dZ2, b2 - lr * dZ2.sum(axis=0, keepdims=True)
    return losses, W1, b1, W2, b2


def train_no_sigmoid_slope(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        A1 = np.maximum(X @ W1 + b1, 0)
        A2 = sigmoid(A1 @ W2 + b2)
        losses.append(np.mean((A2 - y) ** 2))
        dZ2 = 2 * (A2 - y) / len(X)
        dZ1 = dZ2 @ W2.T * (A1 > 0)
        W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0, keepdims=True)
        W2, b2 = W2 - lr * A1.T @ dZ2, b2 - lr * dZ2.sum(axis=0, keepdims=True)
    return losses, W1, b1, W2, b2


def train_cross_entropy(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        A1 = np.maximum(X @ W1 + b1, 0)
        A2 = sigmoid(A1 @ W2 + b2)
        losses.append(-np.mean(y * np.log(A2) + (1 - y) * np.log(1 - A2)))
        dZ2 = (A2 - y) / len(X)
        dZ1 = dZ2 @ W2.T * (A1 > 0)
        W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0, keepdims=True)
        W2, b2 = W2 - lr * A1.T @ dZ2, b2 - lr * dZ2.sum(axis=0, keepdims=True)
    return losses, W1, b1, W2, b2


def train_uphill(X, y, W1, b1, W2, b2, lr, epochs):
    return train_lesson(X, y, W1, b1, W2, b2, -lr, epochs)


def train_stochastic(X, y, W1, b1, W2, b2, lr, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(gradients(X, y, W1, b1, W2, b2)[0])
        for i in range(len(X)):
            _, *grads = gradients(X[i : i + 1], y[i : i + 1], W1, b1, W2, b2)
            W1, b1, W2, b2 = (p - lr * g for p, g in zip((W1, b1, W2, b2), grads))
    return losses, W1, b1, W2, b2


def train_own_start(X, y, W1, b1, W2, b2, lr, epochs):
    np.random.seed(42)
    W1, b1 = np.random.randn(*W1.shape), np.zeros(b1.shape)
    W2, b2 = np.random.randn(*W2.shape), np.zeros(b2.shape)
    return train_lesson(X, y, W1, b1, W2, b2, lr, epochs)


def train_piles_up(X, y, W1, b1, W2, b2, lr, epochs):
    losses, sums = [], [0, 0, 0, 0]
    for _ in range(epochs):
        L, *grads = gradients(X, y, W1, b1, W2, b2)
        losses.append(L)
        sums = [s + g for s, g in zip(sums, grads)]
        W1, b1, W2, b2 = (p - lr * s for p, s in zip((W1, b1, W2, b2), sums))
    return losses, W1, b1, W2, b2


# ------------------------------------------------------------ ex07-reference


@functools.cache
def reference_losses(seed=42, n=100, lr=0.01, order="X W1 W2", epochs=10_000, scale=1):
    np.random.seed(seed)
    drawn = {}
    shapes = {"X": (n, 2), "W1": (2, 4), "b1": (1, 4), "W2": (4, 1), "b2": (1, 1)}
    for name in order.split():
        drawn[name] = np.random.randn(*shapes[name])
    X = drawn["X"]
    y = (X.sum(axis=1, keepdims=True) > 0).astype(float)
    W1, b1 = scale * drawn["W1"], drawn.get("b1", np.zeros((1, 4)))
    W2, b2 = scale * drawn["W2"], drawn.get("b2", np.zeros((1, 1)))
    return train_lesson(X, y, W1, b1, W2, b2, lr, epochs)[0]


def reference_slice():
    return reference_losses()[::1000]


def reference_array():
    return np.array([reference_losses()[k * 1000] for k in range(10)])


def reference_rounded():
    return [round(L, 4) for L in reference_losses()[0:10_000:1000]]


def reference_printed():
    # copied from what "Epoch ..., Loss: ..." printed
    return [float(f"{L:.4f}") for L in reference_losses()[::1000]]


def reference_nnlib():
    rng = np.random.RandomState(42)
    X, labels = nn.positive_sum(100, rng=rng)
    hidden = nn.Dense(2, 4, rng=rng, init=nn.normal)
    output = nn.Dense(4, 1, rng=rng, init=nn.normal)
    net = nn.Network(hidden, nn.ReLU(), output, nn.Sigmoid())
    y = labels.reshape(-1, 1)
    run = nn.train(
        net, nn.mean_squared_error, nn.SGD(net.theta, lr=0.01), X, y, epochs=9001
    )
    return [epoch.train_loss for epoch in run if epoch.number % 1000 == 0]


def reference_default_rng():
    rng = np.random.default_rng(42)
    X = rng.normal(size=(100, 2))
    y = (X.sum(axis=1, keepdims=True) > 0).astype(float)
    W1, W2 = rng.normal(size=(2, 4)), rng.normal(size=(4, 1))
    return train_lesson(X, y, W1, np.zeros((1, 4)), W2, np.zeros((1, 1)), 0.01, 9001)[
        0
    ][::1000]


# ---------------------------------------------------------------- ex07-epoch


def epoch_plain(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for X_batch, y_batch in nn.batches(X, y, batch_size, rng):
        A = net.forward(X_batch, train=True)
        L, dA = loss(A, y_batch)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total += L * len(X_batch)
    return total / len(X)


def epoch_average(net, loss, optimizer, X, y, batch_size, rng):
    losses, sizes = [], []
    for rows, answers in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(rows, train=True), answers)
        losses.append(L)
        sizes.append(len(rows))
        net.backward(dA)
        optimizer.step(net.dtheta)
    return np.average(losses, weights=sizes)


def epoch_library(net, loss, optimizer, X, y, batch_size, rng):
    run = nn.train(net, loss, optimizer, X, y, epochs=1, batch_size=batch_size, rng=rng)
    return next(run).train_loss


def epoch_inner(net, loss, optimizer, X, y, batch_size, rng):
    def one(pair):
        Xb, yb = pair
        L, dA = loss(net(Xb, True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        return L * Xb.shape[0] / X.shape[0]

    return sum(map(one, nn.batches(X, y, batch_size, rng)))


def epoch_measures_first(net, loss, optimizer, X, y, batch_size, rng):
    total, n = 0, 0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        total += len(yb) * loss(net(Xb), yb)[0]
        n += len(yb)
        out = net.forward(Xb, train=True)
        net.backward(loss(out, yb)[1])
        optimizer.step(net.dtheta)
    return total / n


def epoch_mean_of_batches(net, loss, optimizer, X, y, batch_size, rng):
    losses = []
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        losses.append(L)
    return np.mean(losses)


def epoch_by_batch_size(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total += L * (batch_size or len(X))
    return total / len(X)


def epoch_after(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        _, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total += loss(net(Xb), yb)[0] * len(Xb)
    return total / len(X)


def epoch_all_at_end(net, loss, optimizer, X, y, batch_size, rng):
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        _, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
    return loss(net(X), y)[0]


def epoch_all_at_start(net, loss, optimizer, X, y, batch_size, rng):
    before = loss(net(X), y)[0]
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        _, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
    return before


def epoch_no_train(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total += L * len(Xb)
    return total / len(X)


def epoch_no_step(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        total += L * len(Xb)
    return total / len(X)


def epoch_one_step(net, loss, optimizer, X, y, batch_size, rng):
    total, g = 0.0, np.zeros_like(net.theta)
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        g += net.dtheta * len(Xb) / len(X)
        total += L * len(Xb)
    optimizer.step(g)
    return total / len(X)


def epoch_piles_up(net, loss, optimizer, X, y, batch_size, rng):
    total, g = 0.0, np.zeros_like(net.theta)
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        g += net.dtheta
        optimizer.step(g)
        total += L * len(Xb)
    return total / len(X)


def epoch_step_before_backward(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        optimizer.step(net.dtheta)
        net.backward(dA)
        total += L * len(Xb)
    return total / len(X)


def epoch_whole_X(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(X, train=True), y)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total += L * len(Xb)
    return total / len(X)


def epoch_last_batch(net, loss, optimizer, X, y, batch_size, rng):
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
    return L


def epoch_not_divided(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total += L * len(Xb)
    return total


def epoch_drops_last(net, loss, optimizer, X, y, batch_size, rng):
    total, n = 0.0, 0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        if batch_size is not None and len(Xb) < batch_size:
            continue
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total, n = total + L * len(Xb), n + len(Xb)
    return total / n


def epoch_return_inside(net, loss, optimizer, X, y, batch_size, rng):
    total = 0.0
    for Xb, yb in nn.batches(X, y, batch_size, rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        total += L * len(Xb)
        return total / len(X)


def epoch_own_seed(net, loss, optimizer, X, y, batch_size, rng):
    rng = np.random.default_rng(0)
    return epoch_plain(net, loss, optimizer, X, y, batch_size, rng)


def epoch_two(net, loss, optimizer, X, y, batch_size, rng):
    epoch_plain(net, loss, optimizer, X, y, batch_size, rng)
    return epoch_plain(net, loss, optimizer, X, y, batch_size, rng)


# ----------------------------------------------------------------- ex07-stop


def stop_plain(epochs, net, patience):
    lowest, best, kept, waited = np.inf, None, None, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return best


def stop_in_place(epochs, net, patience):
    best_loss = float("inf")
    bad = 0
    for number, _, valid in epochs:
        if valid >= best_loss:
            bad = bad + 1
        else:
            bad = 0
            best_loss = valid
            best_number = number
            theta = np.array(net.theta)
        if bad >= patience:
            break
    net.theta[...] = theta
    return best_number


def stop_next(epochs, net, patience):
    best, kept, since = None, None, 0
    while since < patience:
        epoch = next(epochs, None)
        if epoch is None:
            break
        since += 1
        if best is None or epoch.valid_loss < best.valid_loss:
            best, kept, since = epoch, net.theta.copy(), 0
    np.copyto(net.theta, kept)
    return best.number


def stop_lists(epochs, net, patience):
    numbers, losses, places = [], [], []
    for e in epochs:
        numbers.append(e.number)
        losses.append(e.valid_loss)
        places.append(net.theta.copy())
        i = losses.index(min(losses))
        if len(losses) - 1 - i == patience:
            break
    net.theta = places[i]
    return numbers[i]


def stop_no_copy(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return best


def stop_not_restored(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
        else:
            waited += 1
            if waited == patience:
                break
    return best


def stop_one_late(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited > patience:
                break
    net.theta = kept
    return best


def stop_equal_is_new(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss <= lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return best


def stop_never_resets(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best = epoch.valid_loss, epoch.number
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return best


def stop_against_last(epochs, net, patience):
    last, lowest, waited = np.inf, np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, kept = epoch.valid_loss, epoch.number, net.theta.copy()
        if epoch.valid_loss < last:
            waited = 0
        else:
            waited += 1
        last = epoch.valid_loss
        if waited == patience:
            break
    net.theta = kept
    return best


def stop_runs_to_end(epochs, net, patience):
    epochs = list(epochs)
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return best


def stop_number_of_last(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, waited = epoch.valid_loss, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return epoch.number


def stop_restores_at_break_only(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                net.theta = kept
                return best


def stop_train_loss(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.train_loss < lowest:
            lowest, best, waited = epoch.train_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return best


def stop_returns_loss(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, waited = epoch.valid_loss, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return lowest


def stop_theta_before(epochs, net, patience):
    # copies the theta of the epoch before: the copy comes first
    lowest, waited, before = np.inf, 0, net.theta.copy()
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = before
        else:
            waited += 1
            if waited == patience:
                break
        before = net.theta.copy()
    net.theta = kept
    return best


def stop_at_first_rise(epochs, net, patience):
    lowest = np.inf
    for epoch in epochs:
        if epoch.valid_loss >= lowest:
            break
        lowest, best, kept = epoch.valid_loss, epoch.number, net.theta.copy()
    net.theta = kept
    return best


def stop_asks_once_more(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if waited == patience:
            break
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
    net.theta = kept
    return best


# --------------------------------------------------------------- ex07-choose


def choose_nanargmin(rates, sizes, train_losses, valid_losses):
    means = np.mean(valid_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return rates[i], sizes[j]


def choose_loops(rates, sizes, train_losses, valid_losses):
    lowest, best = float("inf"), None
    for i, rate in enumerate(rates):
        for j, size in enumerate(sizes):
            mean = sum(valid_losses[i][j]) / len(valid_losses[i][j])
            if mean < lowest:  # False for nan
                lowest, best = mean, (rate, size)
    return best


def choose_where(rates, sizes, train_losses, valid_losses):
    means = valid_losses.mean(axis=-1)
    means = np.where(np.isnan(means), np.inf, means)
    k = means.argmin()
    return rates[k // len(sizes)], sizes[k % len(sizes)]


def choose_dict(rates, sizes, train_losses, valid_losses):
    table = {}
    for i in range(len(rates)):
        for j in range(len(sizes)):
            if not np.isnan(valid_losses[i, j]).any():
                table[rates[i], sizes[j]] = np.average(valid_losses[i, j])
    return min(table, key=table.get)


def choose_sorted(rates, sizes, train_losses, valid_losses):
    pairs = [(r, s) for r in rates for s in sizes]
    means = valid_losses.reshape(len(pairs), -1).sum(axis=1)
    ok = [(m, k) for k, m in enumerate(means) if m == m]
    return pairs[sorted(ok)[0][1]]


def choose_nanmean(rates, sizes, train_losses, valid_losses):
    means = np.nanmean(valid_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return rates[i], sizes[j]


def choose_train(rates, sizes, train_losses, valid_losses):
    means = np.mean(train_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return rates[i], sizes[j]


def choose_argmin(rates, sizes, train_losses, valid_losses):
    means = np.mean(valid_losses, axis=2)
    i, j = np.unravel_index(np.argmin(means), means.shape)
    return rates[i], sizes[j]


def choose_best_start(rates, sizes, train_losses, valid_losses):
    i, j, _ = np.unravel_index(np.nanargmin(valid_losses), valid_losses.shape)
    return rates[i], sizes[j]


def choose_best_unbroken(rates, sizes, train_losses, valid_losses):
    low = np.min(valid_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(low), low.shape)
    return rates[i], sizes[j]


def choose_median(rates, sizes, train_losses, valid_losses):
    means = np.median(valid_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return rates[i], sizes[j]


def choose_numbers(rates, sizes, train_losses, valid_losses):
    means = np.mean(valid_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return i, j


def choose_swapped(rates, sizes, train_losses, valid_losses):
    means = np.mean(valid_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return sizes[j], rates[i]


def choose_apart(rates, sizes, train_losses, valid_losses):
    by_rate = np.nanmean(valid_losses, axis=(1, 2))
    by_size = np.nanmean(valid_losses, axis=(0, 2))
    return rates[np.argmin(by_rate)], sizes[np.argmin(by_size)]


def choose_zero(rates, sizes, train_losses, valid_losses):
    means = np.mean(np.nan_to_num(valid_losses), axis=2)
    i, j = np.unravel_index(np.argmin(means), means.shape)
    return rates[i], sizes[j]


def choose_wrong_divisor(rates, sizes, train_losses, valid_losses):
    k = np.nanargmin(valid_losses.mean(axis=2))
    return rates[k // len(rates)], sizes[k % len(rates)]


def choose_highest(rates, sizes, train_losses, valid_losses):
    means = np.mean(valid_losses, axis=2)
    i, j = np.unravel_index(np.nanargmax(means), means.shape)
    return rates[i], sizes[j]


def choose_axis(rates, sizes, train_losses, valid_losses):
    means = np.mean(valid_losses, axis=0)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return rates[i], sizes[j]


def choose_both(rates, sizes, train_losses, valid_losses):
    means = np.mean((train_losses + valid_losses) / 2, axis=2)
    i, j = np.unravel_index(np.nanargmin(means), means.shape)
    return rates[i], sizes[j]


def choose_gap(rates, sizes, train_losses, valid_losses):
    gap = np.mean(valid_losses - train_losses, axis=2)
    i, j = np.unravel_index(np.nanargmin(gap), gap.shape)
    return rates[i], sizes[j]


def choose_if_all_broke(rates, sizes, train_losses, valid_losses):
    means = np.nanmean(valid_losses, axis=2)
    means[np.isnan(valid_losses).all(axis=2)] = np.inf
    i, j = np.unravel_index(np.argmin(means), means.shape)
    return rates[i], sizes[j]


# --------------------------------------------------------------- ex07-starts

STARTS = {
    "all 0": 1,
    "all 0.5": 1,
    "W1 0.5 and W2 drawn": 4,
    "W1 drawn and W2 0": 4,
    "W1 0 and W2 drawn": 1,
    "two pairs": 2,
    "one unit of 0": "learns",
}


def starts(**changes):
    names = dict(
        all_0="all 0",
        all_05="all 0.5",
        W1_05="W1 0.5 and W2 drawn",
        W2_0="W1 drawn and W2 0",
        W1_0="W1 0 and W2 drawn",
        pairs="two pairs",
        one="one unit of 0",
    )
    return STARTS | {names[key]: value for key, value in changes.items()}


def starts_by_training():
    rng = np.random.default_rng(7)
    X = rng.normal(size=(100, 2))
    y = (X.sum(axis=1, keepdims=True) > 0).astype(float)
    zero1, zero2 = np.zeros((2, 4)), np.zeros((4, 1))
    W1, W2 = rng.normal(size=(2, 4)), rng.normal(size=(4, 1))
    pairs = [0, 0, 1, 1]
    given = {
        "all 0": (zero1, zero2),
        "all 0.5": (zero1 + 0.5, zero2 + 0.5),
        "W1 0.5 and W2 drawn": (zero1 + 0.5, W2),
        "W1 drawn and W2 0": (W1, zero2),
        "W1 0 and W2 drawn": (zero1, W2),
        "two pairs": (W1[:, pairs], W2[pairs]),
    }
    answers = {}
    for name, (A, B) in given.items():
        _, A, *_ = train_lesson(
            X, y, A, np.zeros((1, 4)), B, np.zeros((1, 1)), 0.01, 1000
        )
        answers[name] = len(np.unique(A.round(9), axis=1).T)
    w = np.zeros((2, 1))
    for _ in range(1000):
        a = sigmoid(X @ w)
        w = w - 0.01 * X.T @ (2 * (a - y) / 100 * a * (1 - a))
    answers["one unit of 0"] = "learns" if np.any(w != 0) else "stays"
    return answers


# --------------------------------------------------------------- ex07-leaky


def leaky_normal(shape, slope, rng):
    n_in, n_out = shape
    return rng.normal(0, np.sqrt(2 / ((1 + slope**2) * n_in)), size=shape)


def leaky_scaled(shape, slope, rng):
    variance = 1 / (shape[0] * (0.5 + 0.5 * slope * slope))
    return rng.standard_normal(shape) * variance**0.5


def leaky_from_he(shape, slope, rng):
    return nn.he(shape, rng) / np.sqrt(1 + slope**2)


def leaky_loops(shape, slope, rng):
    std = math.sqrt(2 / (1 + slope**2) / shape[0])
    return np.array(
        [[rng.normal(0, std) for _ in range(shape[1])] for _ in range(shape[0])]
    )


def leaky_gain(shape, slope, rng):
    # PyTorch: kaiming_normal_(w, a=slope, mode="fan_in", nonlinearity="leaky_relu")
    gain = math.sqrt(2.0 / (1 + slope**2))
    return rng.normal(0.0, gain / math.sqrt(shape[0]), shape)


def leaky_ignores(shape, slope, rng):
    return rng.normal(0, np.sqrt(2 / shape[0]), shape)


def leaky_no_square(shape, slope, rng):
    return rng.normal(0, np.sqrt(2 / ((1 + slope) * shape[0])), shape)


def leaky_n_out(shape, slope, rng):
    return rng.normal(0, np.sqrt(2 / ((1 + slope**2) * shape[1])), shape)


def leaky_variance(shape, slope, rng):
    return rng.normal(0, 2 / ((1 + slope**2) * shape[0]), shape)


def leaky_times(shape, slope, rng):
    return rng.normal(0, np.sqrt(2 * (1 + slope**2) / shape[0]), shape)


def leaky_minus(shape, slope, rng):
    return rng.normal(0, np.sqrt(2 / ((1 - slope**2) * shape[0])), shape)


def leaky_global(shape, slope, rng):
    return np.random.normal(0, np.sqrt(2 / ((1 + slope**2) * shape[0])), shape)


def leaky_uniform(shape, slope, rng):
    limit = np.sqrt(6 / ((1 + slope**2) * shape[0]))
    return rng.uniform(-limit, limit, shape)


def leaky_one(shape, slope, rng):
    return rng.normal(0, np.sqrt(1 / ((1 + slope**2) * shape[0])), shape)


def leaky_xavier(shape, slope, rng):
    return rng.normal(0, np.sqrt(4 / ((1 + slope**2) * (shape[0] + shape[1]))), shape)


def leaky_transposed(shape, slope, rng):
    n_in, n_out = shape
    return rng.normal(0, np.sqrt(2 / ((1 + slope**2) * n_in)), (n_out, n_in))


def leaky_half(shape, slope, rng):
    # mean square taken as (1 + slope) / 2 squared
    return rng.normal(0, 2 / ((1 + slope) * np.sqrt(shape[0])), shape)


def leaky_fixed_slope(shape, slope, rng):
    return rng.normal(0, np.sqrt(2 / ((1 + 0.01**2) * shape[0])), shape)


def leaky_leaks(shape, slope, rng):
    W = rng.normal(0, np.sqrt(2 / shape[0]), shape)
    return np.where(W > 0, W, slope * W)


def leaky_own_seed(shape, slope, rng):
    rng = np.random.default_rng(0)
    return rng.normal(0, np.sqrt(2 / ((1 + slope**2) * shape[0])), shape)


# ----------------------------------------------------------------- ex07-hunt


def hunt_gradients_first(X, y, W1, b1, W2, b2, lr):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    W1, b1 = W1 - lr * dW1, b1 - lr * db1
    W2, b2 = W2 - lr * dW2, b2 - lr * db2
    return W1, b1, W2, b2


def hunt_new_names(X, y, W1, b1, W2, b2, lr):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    new_W2, new_b2 = W2 - lr * dW2, b2 - lr * db2
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return W1 - lr * dW1, b1 - lr * db1, new_W2, new_b2


def hunt_old_W2(X, y, W1, b1, W2, b2, lr):
    old = copy.copy(W2)
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    W2, b2 = W2 - lr * dW2, b2 - lr * db2
    dZ1 = dZ2 @ old.T * (Z1 > 0)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    W1, b1 = W1 - lr * dW1, b1 - lr * db1
    return W1, b1, W2, b2


def hunt_from_train(X, y, W1, b1, W2, b2, lr):
    _, *arrays = train_lesson(X, y, W1, b1, W2, b2, lr, epochs=1)
    return tuple(arrays)


def hunt_unchanged(X, y, W1, b1, W2, b2, lr):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    W2, b2 = W2 - lr * dW2, b2 - lr * db2
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    W1, b1 = W1 - lr * dW1, b1 - lr * db1
    return W1, b1, W2, b2


def hunt_W1_first(X, y, W1, b1, W2, b2, lr):
    # the hidden layer first, but the output's gradient from a second forward
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0, keepdims=True)
    A1 = np.maximum(X @ W1 + b1, 0)
    W2, b2 = W2 - lr * A1.T @ dZ2, b2 - lr * dZ2.sum(axis=0, keepdims=True)
    return W1, b1, W2, b2


def hunt_no_relu(X, y, W1, b1, W2, b2, lr):
    A1 = np.maximum(X @ W1 + b1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2


def hunt_view(X, y, W1, b1, W2, b2, lr):
    old = W2
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    W2 -= lr * dW2
    b2 = b2 - lr * db2
    dZ1 = dZ2 @ old.T * (Z1 > 0)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return W1 - lr * dW1, b1 - lr * db1, W2, b2


def hunt_new_dZ2(X, y, W1, b1, W2, b2, lr):
    # forward once more with the new W2, before the hidden layer's turn
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    W2 = W2 - lr * A1.T @ dZ2
    b2 = b2 - lr * dZ2.sum(axis=0, keepdims=True)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    W1, b1 = W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0, keepdims=True)
    return W1, b1, W2, b2


def hunt_no_slope(X, y, W1, b1, W2, b2, lr):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2


def hunt_returns_gradients(X, y, W1, b1, W2, b2, lr):
    return gradients(X, y, W1, b1, W2, b2)[1:]


def hunt_order(X, y, W1, b1, W2, b2, lr):
    W1, b1, W2, b2 = hunt_gradients_first(X, y, W1, b1, W2, b2, lr)
    return W2, b2, W1, b1


# ----------------------------------------------------------------- more, and open ones


def train_array(X, y, W1, b1, W2, b2, lr, epochs):
    losses, *arrays = train_lesson(X, y, W1, b1, W2, b2, lr, epochs)
    return (np.array(losses), *arrays)


def stop_enumerate(epochs, net, patience):
    lowest, waited = np.inf, 0
    for number, epoch in enumerate(epochs):
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                break
    net.theta = kept
    return best


def stop_new_array(epochs, net, patience):
    best, lowest, waited = None, np.inf, 0
    for epoch in epochs:
        if not epoch.valid_loss >= lowest:  # nan counts as new
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            kept = net.theta.copy()
        else:
            waited += 1
            if waited >= patience:
                break
    net.theta = kept
    return best


def leaky_float32(shape, slope, rng):
    W = rng.standard_normal(shape, dtype=np.float32)
    return W * np.float32(np.sqrt(2 / ((1 + slope**2) * shape[0])))


def accuracy_list(A, y):
    guesses = [1 if row[0] > 0.5 else 0 for row in A.tolist()]
    truth = [int(label) for label in np.ravel(y)]
    return sum(g == t for g, t in zip(guesses, truth)) / len(truth)


def accuracy_xor(A, y):
    return 1 - np.logical_xor(A.squeeze(axis=1) > 0.5, y.flatten()).mean()


def accuracy_confusion(A, y):
    c, y = (A > 0.5).astype(int).ravel(), np.asarray(y, int).ravel()
    M = np.bincount(2 * y + c, minlength=4).reshape(2, 2)
    return np.trace(M) / M.sum()


class TwoLayers:
    def __init__(self, W1, b1, W2, b2):
        self.p = {"W1": W1 + 0.0, "b1": b1 + 0.0, "W2": W2 + 0.0, "b2": b2 + 0.0}

    def epoch(self, X, y, lr):
        p = self.p
        Z1 = X @ p["W1"] + p["b1"]
        A1 = Z1 * (Z1 > 0)
        A2 = nn.sigmoid(A1 @ p["W2"] + p["b2"])
        dZ2 = 2 / len(y) * (A2 - y) * A2 * (1 - A2)
        dZ1 = np.where(Z1 > 0, dZ2 @ p["W2"].T, 0)
        g = {"W1": X.T @ dZ1, "b1": dZ1.sum(0), "W2": A1.T @ dZ2, "b2": dZ2.sum(0)}
        for name in p:
            p[name] = p[name] - lr * g[name]
        return float(np.mean(np.square(A2 - y)))


def train_class(X, y, W1, b1, W2, b2, lr, epochs):
    net = TwoLayers(W1, b1, W2, b2)
    losses = [net.epoch(X, y, lr) for _ in range(epochs)]
    return [losses, *net.p.values()]


def train_deepcopy(X, y, W1, b1, W2, b2, lr, epochs):
    return train_in_place(X, y, *copy.deepcopy((W1, b1, W2, b2)), lr, epochs)


def reference_tuple():
    return tuple(np.float32(L) for L in reference_losses()[::1000])


def epoch_dot(net, loss, optimizer, X, y, batch_size, rng):
    losses, rows = [], []
    for pair in nn.batches(X, y, batch_size, rng):
        output = net.forward(pair[0], True)
        value, back = loss(output, pair[1])
        losses.append(float(value))
        rows.append(pair[0].shape[0])
        net.backward(back)
        optimizer.step(net.dtheta.copy())
    return float(np.dot(losses, rows) / np.sum(rows))


def epoch_running(net, loss, optimizer, X, y, batch_size, rng):
    # a mean that is brought up to date with each batch
    mean, seen = 0.0, 0
    for Xb, yb in nn.batches(X, y, batch_size=batch_size, rng=rng):
        L, dA = loss(net.forward(Xb, train=True), yb)
        net.backward(dA)
        optimizer.step(net.dtheta)
        seen += len(yb)
        mean += (L - mean) * len(yb) / seen
    return mean


def stop_flat(epochs, net, patience):
    best = (math.inf, None, None)
    left = patience
    for e in epochs:
        new = e.valid_loss < best[0]
        best = (e.valid_loss, e.number, net.theta.tolist()) if new else best
        left = patience if new else left - 1
        if not left:
            break
    net.theta = np.array(best[2])
    return best[1]


def stop_finally(epochs, net, patience):
    number, lowest, kept, bad = -1, None, None, 0
    try:
        for epoch in epochs:
            if lowest is not None and epoch.valid_loss >= lowest:
                bad += 1
                if bad >= patience:
                    return number
                continue
            number, lowest, bad = epoch.number, epoch.valid_loss, 0
            kept = copy.deepcopy(net.theta)
        return number
    finally:
        net.theta[:] = kept


def choose_masked(rates, sizes, train_losses, valid_losses):
    broken = np.isnan(valid_losses).any(axis=2)
    means = np.ma.array(valid_losses.mean(axis=2), mask=broken)
    i, j = divmod(int(means.argmin()), len(sizes))
    return rates[i], sizes[j]


def choose_product(rates, sizes, train_losses, valid_losses):
    pairs = itertools.product(enumerate(rates), enumerate(sizes))
    scored = [(valid_losses[i, j].mean(), r, s) for (i, r), (j, s) in pairs]
    _, rate, size = min(entry for entry in scored if not math.isnan(entry[0]))
    return [rate, size]


def leaky_box_muller(shape, slope, rng):
    u, v = 1 - rng.random(shape), rng.random(shape)
    standard = np.sqrt(-2 * np.log(u)) * np.cos(2 * np.pi * v)
    return standard * np.sqrt(2 / (shape[0] * (1 + slope**2)))


def leaky_partial(shape, slope, rng):
    init = functools.partial(nn.normal, std=(2 / ((1 + slope**2) * shape[0])) ** 0.5)
    return init(shape, rng)


def hunt_undo(X, y, W1, b1, W2, b2, lr):
    # keeps the order of the lines, and takes the step of W2 back where it matters
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / len(X) * A2 * (1 - A2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    W2, b2 = W2 - lr * dW2, b2 - lr * db2
    dZ1 = dZ2 @ (W2 + lr * dW2).T * (Z1 > 0)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    W1, b1 = W1 - lr * dW1, b1 - lr * db1
    return W1, b1, W2, b2


# --------------------------------------------------------------------- tables

RIGHT = {
    "ex07-count": {
        "numpy numbers": lambda: count(*np.array([26, 8, 320, 21, 10, 5, 4])),
        "by hand": lambda: count(26, 8, 320, 21, 10, 5, 4),
        "by code": count_by_code,
        "floats": lambda: count(26.0, 8.0, 320.0, 21.0, 10.0, 5.0, 4.0),
        "sums": lambda: count(
            250 - 7 * 32, 7 + 1, 8 * 40, (2 + 1) * 5 + (5 + 1) * 1, 2 * 5, 5, 40 // 10
        ),
    },
    "ex07-read": {
        "dict": lambda: reports(),
        "zip": reports_zip,
        "literal": lambda: {
            "g": "unknown",
            "f": "start",
            "e": "twins",
            "d": "rate",
            "c": "blind guess",
            "b": "overfitting",
            "a": "fine",
        },
    },
    "ex07-accuracy": {
        "lists": lambda: accuracy_list,
        "xor": lambda: accuracy_xor,
        "from a confusion matrix": lambda: accuracy_confusion,
        "ravel": lambda: accuracy_ravel,
        "reshape": lambda: accuracy_reshape,
        "loop": lambda: accuracy_loop,
        "if on the axes": lambda: accuracy_if,
        "round": lambda: accuracy_round,
        "library": lambda: accuracy_library,
    },
    "ex07-loop": {
        "a class": lambda: train_class,
        "deepcopy": lambda: train_deepcopy,
        "lesson": lambda: train_lesson,
        "copies": lambda: train_copies,
        "nnlib": lambda: train_nnlib,
        "einsum": lambda: train_einsum,
        "point by point": lambda: train_points,
    },
    "ex07-reference": {
        "float32": reference_tuple,
        "slice": reference_slice,
        "array": reference_array,
        "rounded": reference_rounded,
        "copied from the print": reference_printed,
        "nnlib": reference_nnlib,
    },
    "ex07-epoch": {
        "dot": lambda: epoch_dot,
        "running mean": lambda: epoch_running,
        "plain": lambda: epoch_plain,
        "average": lambda: epoch_average,
        "nn.train": lambda: epoch_library,
        "map": lambda: epoch_inner,
        "measures first": lambda: epoch_measures_first,
    },
    "ex07-stop": {
        "tuple, theta as a list": lambda: stop_flat,
        "finally": lambda: stop_finally,
        "plain": lambda: stop_plain,
        "in place": lambda: stop_in_place,
        "next": lambda: stop_next,
        "lists": lambda: stop_lists,
    },
    "ex07-choose": {
        "masked array": lambda: choose_masked,
        "product": lambda: choose_product,
        "nanargmin": lambda: choose_nanargmin,
        "loops": lambda: choose_loops,
        "inf for nan": lambda: choose_where,
        "dict": lambda: choose_dict,
        "sorted": lambda: choose_sorted,
    },
    "ex07-starts": {
        "reasoned": lambda: starts(),
        "trained": starts_by_training,
        "floats": lambda: starts(all_0=1.0, all_05=1.0, pairs=2.0),
    },
    "ex07-leaky": {
        "Box-Muller": lambda: leaky_box_muller,
        "partial": lambda: leaky_partial,
        "normal": lambda: leaky_normal,
        "scaled": lambda: leaky_scaled,
        "from he": lambda: leaky_from_he,
        "one by one": lambda: leaky_loops,
        "gain": lambda: leaky_gain,
    },
    "ex07-hunt": {
        "step undone": lambda: ("hidden", hunt_undo),
        "gradients first": lambda: ("hidden", hunt_gradients_first),
        "new names": lambda: ("hidden", hunt_new_names),
        "old W2 kept": lambda: ("hidden", hunt_old_W2),
        "one epoch of train": lambda: ("hidden", hunt_from_train),
    },
}
WRONG = {
    "ex07-count": {
        "last batch 32": (
            lambda: count(32, 8, 320, 21, 10, 5, 4),
            "takes the last batch for full",
        ),
        "7 updates": (
            lambda: count(26, 7, 280, 21, 10, 5, 4),
            "250 // 32: the short batch forgotten",
        ),
        "no biases": (
            lambda: count(26, 8, 320, 15, 10, 5, 4),
            "weights without biases in theta",
        ),
        "one bias each layer": (
            lambda: count(26, 8, 320, 17, 10, 1, 4),
            "one bias for a whole layer",
        ),
        "dW1 for each row": (
            lambda: count(26, 8, 320, 21, 320, 160, 4),
            "a gradient of its own for each row of the batch",
        ),
        "5 lines": (
            lambda: count(26, 8, 320, 21, 10, 5, 5),
            "counts epoch 40, which is never reached",
        ),
        "3 lines": (
            lambda: count(26, 8, 320, 21, 10, 5, 3),
            "10, 20, 30: epoch 0 forgotten",
        ),
        "one update an epoch": (
            lambda: count(26, 1, 40, 21, 10, 5, 4),
            "one update for each epoch",
        ),
        "7.8": (
            lambda: count(26, 7.8125, 312.5, 21, 10, 5, 4),
            "250 / 32 not rounded up",
        ),
        "250 updates": (
            lambda: count(26, 250, 10_000, 21, 10, 5, 4),
            "an update for each point",
        ),
        "last batch 6": (
            lambda: count(6, 8, 320, 21, 10, 5, 4),
            "8 · 32 = 256 is 6 more than 250: takes the difference",
        ),
    },
    "ex07-read": {
        "c fine": (lambda: reports(c="fine", a="blind guess"), "92 % taken for good"),
        "b fine": (lambda: reports(b="fine", a="overfitting"), "100 % taken for fine"),
        "g fine": (lambda: reports(g="fine"), "100 % on training points is enough"),
        "g overfitting": (
            lambda: reports(g="overfitting"),
            "100 % on training points means overfitting",
        ),
        "f rate": (lambda: reports(f="rate", d="start"), "rate and start swapped"),
        "d start": (lambda: reports(d="start"), "dead units: an unlucky draw"),
        "e fine": (lambda: reports(e="fine"), "the loss is low, so all is fine"),
        "f overfitting": (lambda: reports(f="overfitting"), "75 % once"),
        "e start": (lambda: reports(e="start"), "equal columns: the start was unlucky"),
        "d twins": (lambda: reports(d="twins", e="rate"), "twins and rate swapped"),
        "capital": (lambda: reports(a="good"), "a word that is not on the list"),
    },
    "ex07-accuracy": {
        "broadcast": (lambda: accuracy_broadcast, "(n, 1) == (n,) makes (n, n)"),
        "at least": (lambda: accuracy_at_least, "0.5 counts as class 1"),
        "count": (lambda: accuracy_count, "a count, no share"),
        "percent": (lambda: accuracy_percent, "times 100"),
        "argmax": (lambda: accuracy_argmax, "argmax of one column is always 0"),
        "equal": (lambda: accuracy_equal, "probabilities compared with labels"),
        "error": (lambda: accuracy_error, "the share of the wrong ones"),
        "ones only": (lambda: accuracy_ones_only, "right zeros do not count"),
        "of the ones": (lambda: accuracy_of_ones, "share of the true ones found"),
        "column only": (lambda: accuracy_column_only, "y[:, 0] fails for (n,)"),
        "0": (lambda: accuracy_zero, "above 0 in place of above 0.5"),
        "brackets": (lambda: accuracy_brackets, "0.5 is compared with y first"),
        "column ignored": (
            lambda: accuracy_flat_only,
            "for (n, 1), the share of predicted ones",
        ),
        "distance": (lambda: accuracy_distance, "1 minus the mean distance"),
        "half up": (lambda: accuracy_first_minus_half, "rounds 0.5 up"),
    },
    "ex07-loop": {
        "in place": (lambda: train_in_place, "-= changes the caller's arrays"),
        "loss after": (lambda: train_loss_after, "losses from after the update"),
        "W2 first": (lambda: train_W2_first, "dZ1 through the new W2"),
        "no biases": (lambda: train_no_biases, "biases do not move"),
        "100": (lambda: train_hundred, "n = 100 written in"),
        "bias shape": (lambda: train_bias_shape, "biases come back as (h,) and (1,)"),
        "last loss": (lambda: train_last_loss, "the last loss, no list"),
        "losses last": (lambda: train_loss_last_place, "the list comes last"),
        "every thousandth": (lambda: train_thousandth, "as the lesson prints them"),
        "no 2": (lambda: train_no_two, "the 2 of the square is missing"),
        "no ReLU slope": (lambda: train_no_relu_slope, "[Z1 > 0] is missing"),
        "no sigmoid slope": (lambda: train_no_sigmoid_slope, "a (1 - a) is missing"),
        "cross-entropy": (lambda: train_cross_entropy, "another loss"),
        "uphill": (lambda: train_uphill, "plus"),
        "point by point": (lambda: train_stochastic, "n steps in an epoch"),
        "own start": (lambda: train_own_start, "draws its own weights"),
        "piles up": (lambda: train_piles_up, "gradients add up over the epochs"),
    },
    "ex07-reference": {
        "seed 0": (lambda: reference_losses(seed=0)[::1000], "another seed"),
        "default_rng": (reference_default_rng, "another generator, also with 42"),
        "weights first": (
            lambda: reference_losses(order="W1 W2 X")[::1000],
            "draws the weights before the data",
        ),
        "W2 before W1": (
            lambda: reference_losses(order="X W2 W1")[::1000],
            "draws W2 before W1",
        ),
        "biases drawn": (
            lambda: reference_losses(order="X W1 b1 W2 b2")[::1000],
            "draws the biases too",
        ),
        "scaled": (
            lambda: reference_losses(scale=0.1)[::1000],
            "weights times 0.1",
        ),
        "rate 0.1": (lambda: reference_losses(lr=0.1)[::1000], "rate 0.1"),
        "200 points": (lambda: reference_losses(n=200)[::1000], "200 points"),
        "shifted": (
            lambda: reference_losses()[999::1000],
            "epochs 999, 1999, …: from 1 instead of 0",
        ),
        "root": (
            lambda: [math.sqrt(L) for L in reference_losses()[::1000]],
            "roots of the losses",
        ),
        "first ten": (lambda: reference_losses()[:10], "the epochs 0 to 9"),
        "all": (lambda: reference_losses(), "all 10,000"),
        "two digits": (
            lambda: [round(L, 2) for L in reference_losses()[::1000]],
            "two digits after the point",
        ),
        "accuracies": (lambda: [0.55] + 9 * [1.0], "shares in place of losses"),
    },
    "ex07-epoch": {
        "mean of means": (lambda: epoch_mean_of_batches, "the short batch counts full"),
        "batch_size": (lambda: epoch_by_batch_size, "weights each with batch_size"),
        "after": (lambda: epoch_after, "loss after the update"),
        "at the end": (lambda: epoch_all_at_end, "loss of all rows at the end"),
        "at the start": (lambda: epoch_all_at_start, "loss of all rows at the start"),
        "no train": (lambda: epoch_no_train, "forward without train=True"),
        "no step": (lambda: epoch_no_step, "no update"),
        "one step": (lambda: epoch_one_step, "one update, at the end"),
        "piles up": (lambda: epoch_piles_up, "gradients of the batches add up"),
        "step, backward": (
            lambda: epoch_step_before_backward,
            "update before backward: the last batch's gradient",
        ),
        "whole X": (lambda: epoch_whole_X, "all rows in each step"),
        "last batch": (lambda: epoch_last_batch, "the loss of the last batch"),
        "not divided": (lambda: epoch_not_divided, "the sum over the rows"),
        "drops": (lambda: epoch_drops_last, "leaves out the short batch"),
        "return inside": (lambda: epoch_return_inside, "returns after one batch"),
        "own seed": (lambda: epoch_own_seed, "a generator of its own"),
        "two": (lambda: epoch_two, "two epochs"),
    },
    "ex07-stop": {
        "no copy": (lambda: stop_no_copy, "keeps the theta that moves on"),
        "not restored": (lambda: stop_not_restored, "theta stays at the last epoch"),
        "one late": (lambda: stop_one_late, "> patience: one epoch too many"),
        "equal": (lambda: stop_equal_is_new, "equal counts as new"),
        "never resets": (lambda: stop_never_resets, "bad epochs in all, not in a row"),
        "against the last": (lambda: stop_against_last, "compares with the last epoch"),
        "to the end": (lambda: stop_runs_to_end, "list() runs all epochs first"),
        "last number": (lambda: stop_number_of_last, "the epoch where it stopped"),
        "restores at break only": (
            lambda: stop_restores_at_break_only,
            "None, and the last theta, if the run ends by itself",
        ),
        "train loss": (lambda: stop_train_loss, "train_loss in place of valid_loss"),
        "loss": (lambda: stop_returns_loss, "returns the loss"),
        "theta before": (lambda: stop_theta_before, "theta of the epoch before"),
        "first rise": (lambda: stop_at_first_rise, "patience is not used"),
        "once more": (lambda: stop_asks_once_more, "asks for one epoch too many"),
    },
    "ex07-choose": {
        "nanmean": (lambda: choose_nanmean, "leaves out broken starts, not pairs"),
        "train": (lambda: choose_train, "chooses by training losses"),
        "argmin": (lambda: choose_argmin, "argmin finds nan first"),
        "best start": (lambda: choose_best_start, "the best single start"),
        "best unbroken": (lambda: choose_best_unbroken, "min in place of mean"),
        "median": (lambda: choose_median, "median in place of mean"),
        "places": (lambda: choose_numbers, "indices, not values"),
        "swapped": (lambda: choose_swapped, "size first"),
        "apart": (lambda: choose_apart, "rate and size chosen apart"),
        "0 for nan": (lambda: choose_zero, "nan becomes 0, the lowest of all"),
        "wrong divisor": (
            lambda: choose_wrong_divisor,
            "divides by the number of rates; right if there are as many sizes",
        ),
        "highest": (lambda: choose_highest, "the highest loss"),
        "axis": (lambda: choose_axis, "mean over the rates"),
        "both": (lambda: choose_both, "training losses count too"),
        "gap": (lambda: choose_gap, "the smallest gap between the two"),
        "all broke": (
            lambda: choose_if_all_broke,
            "out only if all starts of a pair broke",
        ),
    },
    "ex07-starts": {
        "W1 0.5 alike": (lambda: starts(W1_05=1), "thinks equal columns stay equal"),
        "W2 0 stays": (lambda: starts(W2_0=1), "thinks a W2 of 0 stops everything"),
        "W1 0 moves": (lambda: starts(W1_0=4), "forgets that ReLU at 0 passes nothing"),
        "one stays": (lambda: starts(one="stays"), "thinks any start at 0 stays"),
        "all 0.5 drift": (lambda: starts(all_05=4), "thinks training tells them apart"),
        "pairs drift": (lambda: starts(pairs=4), "thinks pairs drift apart"),
        "pairs one": (lambda: starts(pairs=1), "thinks pairs become one"),
        "0 has none": (lambda: starts(all_0=0), "no columns at all"),
        "a number": (lambda: starts(one=1), "a number for the last one"),
        "all four": (
            lambda: starts(all_0=4, all_05=4, W1_0=4, pairs=4),
            "thinks a network always breaks the tie",
        ),
    },
    "ex07-leaky": {
        "ignores": (lambda: leaky_ignores, "He's, slope not used"),
        "no square": (lambda: leaky_no_square, "1 + slope in place of 1 + slope²"),
        "n_out": (lambda: leaky_n_out, "the number of outputs"),
        "variance": (lambda: leaky_variance, "variance given as the spread"),
        "times": (lambda: leaky_times, "times (1 + slope²)"),
        "minus": (lambda: leaky_minus, "1 - slope²"),
        "global": (lambda: leaky_global, "np.random in place of rng"),
        "uniform": (lambda: leaky_uniform, "right variance, not normal"),
        "1": (lambda: leaky_one, "1 in place of 2"),
        "Xavier": (lambda: leaky_xavier, "mean of both sizes"),
        "transposed": (lambda: leaky_transposed, "shape (n_out, n_in)"),
        "half": (lambda: leaky_half, "mean slope squared, not mean of squares"),
        "fixed": (lambda: leaky_fixed_slope, "slope 0.01 written in"),
        "leaks": (lambda: leaky_leaks, "sends the weights through leaky ReLU"),
        "own seed": (lambda: leaky_own_seed, "a generator of its own"),
    },
    "ex07-hunt": {
        "test falls": (lambda: ("falls", hunt_gradients_first), "the loss does fall"),
        "test shapes": (lambda: ("shapes", hunt_gradients_first), "shapes are right"),
        "test output": (lambda: ("output", hunt_new_names), "W2's step is right"),
        "name of the array": (lambda: ("W1", hunt_new_names), "not one of the words"),
        "not repaired": (lambda: ("hidden", hunt_unchanged), "program as it was"),
        "W1 first": (
            lambda: ("hidden", hunt_W1_first),
            "now W2's gradient sees the new W1",
        ),
        "no ReLU": (lambda: ("hidden", hunt_no_relu), "loses the slope of ReLU"),
        "view": (lambda: ("hidden", hunt_view), "old = W2 is no copy, -= moves both"),
        "new dZ2": (lambda: ("hidden", hunt_new_dZ2), "a second forward with new W2"),
        "no slope": (lambda: ("hidden", hunt_no_slope), "loses a (1 - a)"),
        "gradients": (
            lambda: ("hidden", hunt_returns_gradients),
            "returns gradients, not the new arrays",
        ),
        "order": (lambda: ("hidden", hunt_order), "second layer first"),
    },
}

# answers of which the task text does not say whether they are right, and why not
OPEN = {
    "ex07-loop": {
        "an array of losses": (
            lambda: train_array,
            "an array where a list is asked for",
        ),
    },
    "ex07-stop": {
        "enumerate": (
            lambda: stop_enumerate,
            "counts epochs itself; differs only if epoch.number does not start at 0",
        ),
        "nan is new": (lambda: stop_new_array, "what a loss of nan counts as"),
    },
    "ex07-leaky": {
        "float32": (lambda: leaky_float32, "no word on the type of the numbers"),
    },
}
