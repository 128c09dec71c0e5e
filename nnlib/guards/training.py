"""Guards for optimizers and the training loop."""

import numpy as np

from .values import generator, pair, whole


def optimizer(name, theta, lr, **numbers_below_1):
    """θ to move in place, a rate (or one per network), fractions for the rest."""
    if not isinstance(theta, np.ndarray) or theta.dtype.kind != "f":
        came = getattr(theta, "dtype", type(theta).__name__)
        raise TypeError(
            f"{name} expects the vector to move, an array of floats, got {came}; "
            f"try {name}(net.theta, lr=0.01)"
        )
    shape = np.shape(lr)
    if shape and (theta.ndim != 2 or shape != (len(theta), 1)):
        raise ValueError(
            f"{name} expects one learning rate, or a column (K, 1) for a stack of K, "
            f"got lr of shape {shape} for theta of shape {theta.shape}; "
            f"try lr.reshape(-1, 1) with net.stack({shape[0]})"
        )
    if not np.all(np.isfinite(lr)) or np.any(np.less(lr, 0)):
        raise ValueError(
            f"{name} expects a learning rate of at least 0, got {lr}; try lr=0.01"
        )
    for key, value in numbers_below_1.items():
        if not 0 <= value < 1:
            raise ValueError(
                f"{name} expects {key} with 0 ≤ {key} < 1, got {value}; try {key}=0.9"
            )


def wrong_gradient(optimizer, g):
    """The error for a gradient that is not of the shape of theta."""
    name = type(optimizer).__name__
    return ValueError(
        f"{name}.step expects a gradient of the shape of its theta, "
        f"{optimizer.theta.shape}, got {np.shape(g)}; try opt.step(net.dtheta)"
    )


def loop(net, optimizer, X, y, epochs, valid):
    """The arguments of train: checked once, before the first epoch."""
    net.check()
    if getattr(optimizer, "theta", None) is not net.theta:
        name = type(optimizer).__name__
        raise ValueError(
            f"train expects an optimizer of this network, got a {name} that moves "
            f"another theta; try {name}(net.theta, lr=...)"
        )
    whole("train", "epochs", epochs)
    pair("train", X, y)
    if valid is not None:
        if not isinstance(valid, (tuple, list)) or len(valid) != 2:
            raise TypeError(
                f"train expects valid as a pair, got {type(valid).__name__}; "
                f"try valid=(X_valid, y_valid)"
            )
        pair("train(valid=...)", *valid)


def batch_size(batch_size, rng):
    whole("batches", "batch_size", batch_size)
    generator("batches(X, y, batch_size, rng=...)", rng)
