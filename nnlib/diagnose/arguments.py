"""What `diagnose` is given: one clear sentence if that is not a run."""

import copy

import numpy as np

from .. import guards
from ..shared.words import Words

error = Words(__file__, "errors")


def take(history, net, loss, X, y):
    """Return the epochs as a list, X in the network's dtype and y as an array.

    Raises TypeError for a wrong kind of argument, ValueError for a stack, an empty
    history or data that do not fit.
    """
    if not hasattr(net, "theta") or not hasattr(net, "layers"):
        raise TypeError(error("no network", came=type(net).__name__))
    if net.theta.ndim != 1:
        raise ValueError(error("a stack", count=len(net.theta)))
    net.check()
    guards.pair("diagnose", X, y)
    X, y = np.asarray(X, net.theta.dtype), np.asarray(y)
    records = _epochs(history)
    _try_loss(net, loss, X, y)
    return records, X, y


def _epochs(history):
    """The records of a run, one loss in each."""
    several = hasattr(history, "__iter__") and not hasattr(history, "train_loss")
    records = list(history) if several else None
    if records is None or not all(hasattr(e, "train_loss") for e in records):
        raise TypeError(error("no epochs", came=type(history).__name__))
    if not records:
        raise ValueError(error("empty"))
    for epoch in records:
        _check_number(epoch.train_loss)
    return records


def _check_number(loss):
    if np.ndim(loss):
        raise ValueError(error("several losses", shape=str(np.shape(loss))))
    if np.asarray(loss).dtype.kind not in "fiu":
        raise TypeError(error("no number", came=type(loss).__name__))


def _try_loss(net, loss, X, y):
    """Does the loss take an output of the network and an answer?"""
    if not callable(loss):
        raise TypeError(error("no loss", came=type(loss).__name__))
    with np.errstate(all="ignore"):
        result = loss(net(X[:1]), y[:1])
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(error("no gradient", came=type(result).__name__))


def held_out(net, loss, valid):
    """Held-out data as (X, y), or None."""
    if valid is None:
        return None
    if not isinstance(valid, (tuple, list)) or len(valid) != 2:
        raise TypeError(error("no pair", came=type(valid).__name__))
    guards.pair("diagnose(valid=...)", *valid)
    X, y = np.asarray(valid[0], net.theta.dtype), np.asarray(valid[1])
    _try_loss(net, loss, X, y)
    return X, y


def start(net, start):
    """The network before the run, from theta or a network; or None."""
    if start is None:
        return None
    theta = np.asarray(getattr(start, "theta", start))
    if theta.dtype.kind not in "fiu":
        raise TypeError(error("no start", came=type(start).__name__))
    if theta.shape != net.theta.shape:
        came, want = str(theta.shape), str(net.theta.shape)
        raise ValueError(error("another start", came=came, want=want))
    before = copy.deepcopy(net)
    before.theta = theta
    return before
