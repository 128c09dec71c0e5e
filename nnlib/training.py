"""Forward, loss, backward, update, again: the loop that learns. Lessons 06 and 07."""

import sys
from typing import NamedTuple

import numpy as np

from . import guards


class Epoch(NamedTuple):
    """What one pass over the data looked like.

    number     : 0, 1, 2, …
    train_loss : mean over the samples, each counted when its batch was used, before
                 that batch's update; so with one full batch, the loss before the update
    valid_loss : the loss on held-out data after the updates of this epoch, or None

    For a stack of K networks, each loss is an array (K,).
    """

    number: int
    train_loss: float
    valid_loss: float | None = None


def batches(X, y, batch_size=None, rng=None):
    """The data in random order, cut into batches: each row once, X[i] beside y[i].

    X, y       : n samples and n answers
    batch_size : rows in a batch; the last one holds what is left. None: one batch of
                 all the rows, in their own order

    Yields (X_batch, y_batch).
    """
    if batch_size is None:
        yield X, y
        return
    X, y, batch_size = guards.batches(X, y, batch_size, rng)
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def train(net, loss, optimizer, X, y, *, epochs, batch_size=None, rng=None, valid=None):
    """Train a network, and yield an `Epoch` after each pass over the data.

        θ ← θ − η ∇L(θ),   or what the optimizer makes of it   (7.6)

    loss       : a function (A, y) → (L, dA), such as cross_entropy
    optimizer  : one that moves net.theta, such as Adam(net.theta)
    X, y       : n samples, n answers
    batch_size : rows per update, drawn with rng; None for all of them at once
    valid      : (X_valid, y_valid), measured after each epoch and never trained on

    A schedule is an assignment in your loop, early stopping a `break`, L2 a loss
    of your own. Raises ValueError or TypeError before the first step.
    """
    loss = guards.loop(net, loss, optimizer, X, y, epochs, valid)
    X, y = np.asarray(X, net.theta.dtype), np.asarray(y)
    for number in range(epochs):
        total = 0.0
        for X_batch, y_batch in batches(X, y, batch_size, rng):
            A = net.forward(X_batch, train=True)  # 1 forward
            L, dA = loss(A, y_batch)  # 2 loss
            net.backward(dA)  # 3 backward
            optimizer.step(net.dtheta)  # 4 update
            total += L * len(X_batch)  # 5 measure
        held_out = loss(net(valid[0]), valid[1])[0] if valid else None
        yield Epoch(number, total / len(X), held_out)


def fit(*args, progress=False, **kwargs):
    """Run `train` to its end and return the list of its epochs.

    progress : show a bar in a notebook or a terminal, and nothing elsewhere
    """
    guards.yes_or_no("fit", "progress", progress)
    history = train(*args, **kwargs)
    if not progress:
        return list(history)
    from tqdm.auto import tqdm

    ipython = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    silent = False if hasattr(ipython, "kernel") else None  # None: only on a terminal
    total = guards.whole("train", "epochs", kwargs["epochs"])
    unit, loss = guards.sentence("bar.unit"), guards.sentence("bar.loss")
    bar, epochs = tqdm(history, total=total, unit=unit, disable=silent), []
    for epoch in bar:
        epochs.append(epoch)
        bar.set_postfix_str(f"{loss} {np.mean(epoch.train_loss):.4f}", refresh=False)
    return epochs
