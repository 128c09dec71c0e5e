"""Guards for optimizers, the training loop, and finite differences."""

import operator

import numpy as np
from numpy import ndarray

from .arrays import FLOATS, array, floats, movable, pair, samples
from .network import is_network
from .scalars import above_0, at_least_0, fraction, function, generator, number, whole
from .sentences import kind_of, shown, wrong


def optimizer(name, theta, lr, *eps, **fractions):
    """θ to move in place. Returns the rate (or one per network), and the rest."""
    if type(theta) is not ndarray or theta.dtype not in FLOATS or not theta.ndim:
        raise wrong(TypeError, "vector", name=name, came=kind_of(theta))
    movable(name, theta)
    given = [rate(name, theta, lr)]
    given += [fraction(name, key, value) for key, value in fractions.items()]
    return given + [above_0(name, "eps", value, 1e-8) for value in eps]


def lr():
    """The attribute `lr`: a rate set in the middle of training is checked then."""

    def change(optimizer, lr):
        theta = getattr(optimizer, "theta", None)
        optimizer._lr = rate(type(optimizer).__name__, theta, lr)

    return property(operator.attrgetter("_lr"), change)


def rate(name, theta, lr):
    """A number, or a column of one for each network of a stack."""
    if not isinstance(lr, (list, tuple)) and not getattr(lr, "shape", ()):
        return at_least_0(name, "lr", lr, 0.01)
    lr = array(name, "lr", lr, "(K, 1)").astype(float)  # a copy to divide
    if np.ndim(theta) != 2 or lr.shape != (len(theta), 1):
        fields = dict(name=name, came=lr.shape, shape=np.shape(theta), K=len(lr))
        raise wrong(ValueError, "rates", **fields)
    at_least_0(name, "lr", lr.max(), 0.01)
    at_least_0(name, "lr", lr.min(), 0.01)
    return lr


def gradient(optimizer, g):
    """A gradient of the shape of θ, in floating point: g² of small integers wraps."""
    theta = optimizer.theta
    if type(g) is ndarray and g.dtype is theta.dtype and g.shape == theta.shape:
        return g
    call = f"{type(optimizer).__name__}.step"
    g = floats(call, "g", g, f"{theta.shape}")
    if g.shape != theta.shape:
        raise wrong(ValueError, "gradient", call=call, shape=theta.shape, came=g.shape)
    return g


def loop(net, loss, optimizer, X, y, epochs, valid):
    """The arguments of train, once, before the first epoch. Returns the loss."""
    is_network("train", net)
    net.check()
    loss = loss_of_ones_own("train", loss, net)
    _own_optimizer(net, optimizer)
    whole("train", "epochs", epochs)
    pair("train", X, y)
    if valid is not None:
        if not isinstance(valid, (tuple, list)):
            raise wrong(TypeError, "valid", came=type(valid).__name__)
        if len(valid) != 2:
            raise wrong(TypeError, "valid.count", n=len(valid))
        pair("train(valid=...)", *valid)
    return loss


def loss_of_ones_own(call, loss, net):
    """A function whose pair of results is checked; ours are known to be right."""
    function(call, "loss", loss, "cross_entropy")
    if getattr(loss, "__module__", None) == "nnlib.losses":
        return loss
    shape = net.theta.shape[:-1]

    def checked(A, y):
        both = loss(A, y)
        if type(both) not in (tuple, list) or len(both) != 2:
            raise wrong(TypeError, "loss.pair", call=call, came=shown(both))
        if shape or type(both[0]) is not np.float64:
            _mean(call, both[0], shape)
        return both

    return checked


def _mean(call, L, shape):
    L = floats(call, "L", L, f"{shape}")
    if L.shape != shape:
        raise wrong(ValueError, "loss.mean", call=call, shape=shape, came=L.shape)


def _own_optimizer(net, optimizer):
    if not callable(getattr(optimizer, "step", None)) or isinstance(optimizer, type):
        raise wrong(TypeError, "optimizer.kind", came=shown(optimizer))
    if getattr(optimizer, "theta", None) is not net.theta:
        raise wrong(ValueError, "optimizer.other", name=type(optimizer).__name__)
    movable("train", net.theta, "net.bind(net.theta.copy())")


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
    movable(call, theta)
    return lambda theta: _value(f(theta)), above_0(call, "h", h, 1e-5)


def _value(L):
    if type(L) is np.float64 or type(L) is float:
        return L  # the usual case, twice per parameter
    if isinstance(L, tuple):
        raise wrong(TypeError, "nudged.pair")
    return number("numerical_gradient", "f(theta)", L, "loss(net(X), y)[0]")


def gradient_check(net, loss, X, y, tolerance):
    """The arguments of check_gradients. Returns the loss."""
    call = "check_gradients"
    is_network(call, net)
    loss = loss_of_ones_own(call, loss, net)
    if net.theta.ndim != 1 or net.theta.dtype != np.float64:
        fields = dict(shape=net.theta.shape, dtype=net.theta.dtype)
        raise wrong(ValueError, "check.one", **fields)
    movable(call, net.theta, "net.bind(net.theta.copy())")
    pair(call, X, y)
    above_0(call, "tolerance", tolerance, 1e-6)
    net.check()
    return loss
