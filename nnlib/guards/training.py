"""Guards for optimizers, the training loop, and finite differences."""

import numpy as np
from numpy import ndarray

from .arrays import FLOATS, array, floats, pair, samples
from .network import is_network
from .scalars import above_0, at_least_0, fraction, function, generator, number, whole
from .sentences import kind_of, shown, wrong


def optimizer(name, theta, lr, *eps, **fractions):
    """θ to move in place. Returns the rate (or one per network), and the rest."""
    if type(theta) is not ndarray or theta.dtype not in FLOATS or not theta.ndim:
        raise wrong(TypeError, "vector", name=name, came=kind_of(theta))
    given = [_rate(name, theta, lr)]
    given += [fraction(name, key, value) for key, value in fractions.items()]
    return given + [above_0(name, "eps", value, 1e-8) for value in eps]


def _rate(name, theta, lr):
    if not isinstance(lr, (list, tuple)) and not getattr(lr, "shape", ()):
        return at_least_0(name, "lr", lr, 0.01)
    lr = array(name, "lr", lr, "(K, 1)").astype(float)  # a copy to divide
    if theta.ndim != 2 or lr.shape != (len(theta), 1):
        fields = dict(name=name, came=lr.shape, shape=theta.shape, K=len(lr))
        raise wrong(ValueError, "rates", **fields)
    at_least_0(name, "lr", lr.max(), 0.01)
    at_least_0(name, "lr", lr.min(), 0.01)
    return lr


def gradient(optimizer, g):
    """A gradient of the shape of θ, in floating point: g² of small integers wraps."""
    theta = optimizer.theta
    if type(g) is ndarray and g.dtype is theta.dtype and g.shape == theta.shape:
        return g  # the usual case, once a step: leave at once
    call = f"{type(optimizer).__name__}.step"
    g = floats(call, "g", g, f"{theta.shape}")
    if g.shape != theta.shape:
        raise wrong(ValueError, "gradient", call=call, shape=theta.shape, came=g.shape)
    return g


def loop(net, loss, optimizer, X, y, epochs, valid):
    """The arguments of train: checked once, before the first epoch."""
    is_network("train", net)
    net.check()
    function("train", "loss", loss, "cross_entropy")
    _own_optimizer(net, optimizer)
    whole("train", "epochs", epochs)
    pair("train", X, y)
    if valid is not None:
        if not isinstance(valid, (tuple, list)) or len(valid) != 2:
            raise wrong(TypeError, "valid", came=type(valid).__name__)
        pair("train(valid=...)", *valid)


def _own_optimizer(net, optimizer):
    if not hasattr(optimizer, "step") or isinstance(optimizer, type):
        raise wrong(TypeError, "optimizer.kind", came=shown(optimizer))
    if getattr(optimizer, "theta", None) is not net.theta:
        raise wrong(ValueError, "optimizer.other", name=type(optimizer).__name__)


def batches(X, y, batch_size, rng):
    """Rows that belong together, and how many in a batch: a number that can't wrap."""
    X, y = samples("batches", X, y)
    batch_size = whole("batches", "batch_size", batch_size)
    generator("batches(X, y, batch_size, rng=...)", rng)
    return X, y, batch_size


def nudges(f, theta, h):
    """The arguments of numerical_gradient. Returns f, asked for a number, and h."""
    call = "numerical_gradient"
    function(call, "f", f, "lambda theta: ...")
    if type(theta) is not ndarray or theta.dtype != np.float64:
        raise wrong(TypeError, "nudged", came=kind_of(theta))
    if not theta.flags.writeable:
        raise wrong(ValueError, "nudged.fixed")
    return lambda theta: _value(f(theta)), above_0(call, "h", h, 1e-5)


def _value(L):
    if type(L) is np.float64 or type(L) is float:
        return L  # the usual case, twice per parameter
    if isinstance(L, tuple):
        raise wrong(TypeError, "nudged.pair")
    return number("numerical_gradient", "f(theta)", L, "loss(net(X), y)[0]")


def gradient_check(net, loss, X, y, tolerance):
    """The arguments of check_gradients."""
    call = "check_gradients"
    is_network(call, net)
    function(call, "loss", loss, "cross_entropy")
    if net.theta.ndim != 1 or net.theta.dtype != np.float64:
        fields = dict(shape=net.theta.shape, dtype=net.theta.dtype)
        raise wrong(ValueError, "check.one", **fields)
    pair(call, X, y)
    above_0(call, "tolerance", tolerance, 1e-6)
    net.check()
