"""What `diagnose` is given: one clear sentence if that is not a run."""

import numpy as np

from .. import guards

CALL = "diagnose(history, net, loss, X, y)"


def checked(history, net, loss, X, y):
    """The epochs as a list, X in the network's dtype and y as an array."""
    if not hasattr(net, "theta") or not hasattr(net, "layers"):
        raise TypeError(
            f"{CALL} expects the network second, got {type(net).__name__}; "
            f"try diagnose(history, net, mean_squared_error, X, y)"
        )
    if net.theta.ndim != 1:
        raise ValueError(
            f"{CALL} expects one network, got a stack of {len(net.theta)}; for network "
            f"0 try [e._replace(train_loss=e.train_loss[0]) for e in history] and "
            f"net.member(0)"
        )
    net.check()
    guards.pair("diagnose", X, y)
    X, y = np.asarray(X, net.theta.dtype), np.asarray(y)
    return _epochs(history), X, _tried(net, loss, X, y)


def _epochs(history):
    """The records of a run, one loss in each."""
    records = None if hasattr(history, "train_loss") else _listed(history)
    if records is None or not all(hasattr(e, "train_loss") for e in records):
        raise TypeError(
            f"{CALL} expects the list of epochs first, got {type(history).__name__}; "
            f"try history = fit(net, loss, optimizer, X, y, epochs=100)"
        )
    if not records:
        raise ValueError(
            f"{CALL} expects at least one epoch, got an empty history; a generator "
            f"can be read once: keep history = list(train(...))"
        )
    for epoch in records:
        _one_number(epoch.train_loss)
    return records


def _one_number(loss):
    if np.ndim(loss):
        raise ValueError(
            f"{CALL} expects one loss per epoch, got {np.shape(loss)} of them, as of a "
            f"stack; try [e._replace(train_loss=e.train_loss[0]) for e in history]"
        )
    if np.asarray(loss).dtype.kind not in "fiu":
        raise TypeError(
            f"{CALL} expects a number as each train_loss, got {type(loss).__name__}; "
            f"try the list that fit(net, loss, optimizer, X, y, epochs=100) returns"
        )


def _listed(history):
    return list(history) if hasattr(history, "__iter__") else None


def _tried(net, loss, X, y):
    """y, after the loss has taken it together with one output."""
    if not callable(loss):
        raise TypeError(
            f"{CALL} expects a loss as its third argument, got "
            f"{type(loss).__name__}; try mean_squared_error"
        )
    with np.errstate(all="ignore"):
        found = loss(net(X[:1]), y[:1])
    if not isinstance(found, tuple) or len(found) != 2:
        raise TypeError(
            f"{CALL} expects a loss that returns (L, dA), got {type(found).__name__}; "
            f"end it with `return L, dA`"
        )
    return y
