"""Guards for networks, and for what they are made of."""

import math

import numpy as np
from numpy import ndarray

from .arrays import FLOATS, array, movable
from .scalars import generator, integer, whole
from .sentences import kind_of, shown, wrong

PARTS = ("theta", "dtheta", "layers", "parameters", "forward", "backward", "check")


def is_network(call, net):
    """A network, by what it can do: layers over one parameter vector."""
    is_one = all(hasattr(net, part) for part in PARTS) and not isinstance(net, type)
    if not is_one or type(net.theta) is not ndarray or not net.theta.ndim:
        raise wrong(TypeError, "network", call=call, came=shown(net))


def each_layer(layers):
    """The layers of a network: instances, each once, with sizes that meet."""
    if not layers:
        raise wrong(ValueError, "layers.none")
    n = None
    for k, layer in enumerate(layers):
        _is_layer(k, layer)
        if any(layer is before for before in layers[:k]):
            raise wrong(ValueError, "layers.twice", layer=shown(layer), k=k)
        n_in = getattr(layer, "n_in", None)
        if None not in (n, n_in) and n != n_in:
            fields = dict(layer=shown(layer), k=k, n=n, n_in=n_in)
            fields["n_out"] = getattr(layer, "n_out", "n_out")
            raise wrong(ValueError, "layers.sizes", **fields)
        n = getattr(layer, "n_out", n)


def _is_layer(k, layer):
    if isinstance(layer, (list, tuple)):
        raise wrong(TypeError, "layers.list", came=type(layer).__name__)
    if isinstance(layer, type) or not hasattr(layer, "forward"):
        called = callable(layer) and hasattr(layer, "__name__")
        came = layer.__name__ if called else shown(layer)
        mend = "mend.brackets" if called else "mend.layer"
        raise wrong(TypeError, "layers.kind", mend, came=came, k=k)
    if not hasattr(layer, "backward") or not hasattr(layer, "params"):
        raise wrong(TypeError, "layers.own", came=type(layer).__name__, k=k)


def dtype(dtype):
    """The two kinds of floating-point number that training is exact enough in."""
    try:
        known = np.dtype(dtype) in FLOATS
    except Exception:  # whatever NumPy makes of it, it is no dtype
        known = False
    if not known:
        raise wrong(TypeError, "dtype", came=shown(dtype))


def vector(net, theta):
    """A vector that the parameters of the layers fill: one row per network."""
    n = sum(math.prod(value.shape[-2:]) for *_, value in net.parameters())
    if type(theta) is not ndarray or theta.dtype not in FLOATS:
        raise wrong(TypeError, "bind", came=kind_of(theta))
    if theta.ndim not in (1, 2) or theta.shape[-1] != n:
        raise wrong(ValueError, "bind.shape", n=n, came=theta.shape)
    movable("net.bind", theta)


def same_theta(call, theta, values):
    """Values for each parameter, or one for all."""
    values = array(call, "theta", values, f"{theta.shape}")
    if values.shape not in (theta.shape, ()):
        fields = dict(call=call, shape=theta.shape, came=values.shape)
        raise wrong(ValueError, "theta", **fields)
    movable(call, theta, "net.bind(net.theta.copy())")
    return values


def batch(net, X):
    """X for a network: numbers, in its dtype."""
    return array("net(X)", "X", X, "(n, n_in)").astype(net.theta.dtype, copy=False)


def view(layers, layer, key, vector):
    """A parameter or gradient that is still a view into theta or dtheta."""
    value = getattr(layer, key, None)
    if not (isinstance(value, ndarray) and np.may_share_memory(value, vector)):
        k, whose = list(layers).index(layer), "dtheta" if key[0] == "d" else "theta"
        raise wrong(ValueError, "view", k=k, key=key, vector=whose)


def stack(net, K, rng):
    """The arguments of net.stack. Returns K."""
    K = whole("net.stack(K)", "K", K)
    if rng is not None:
        generator("net.stack(K, rng=...)", rng)
    if net.theta.ndim != 1:
        raise wrong(ValueError, "stack", came=len(net.theta), K=K)
    return K


def member(net, k):
    """The number of a network in a stack; −1 is the last one."""
    k = integer("net.member(k)", "k", k, example=0)
    K = len(net.theta) if net.theta.ndim == 2 else 0
    if not K:
        raise wrong(ValueError, "member.single", k=shown(k))
    if not -K <= k < K:
        raise wrong(ValueError, "member.far", k=shown(k), K=K, last=K - 1)
    return k


def wrong_slope(kind, net, loss, fault, tolerance):
    """The error, of this kind, for a gradient that finite differences contradict."""
    k, name, error = fault
    fields = dict(tolerance=f"{tolerance:g}", error=f"{error:.2g}")
    if k == len(net.layers):
        whose = getattr(loss, "__name__", type(loss).__name__)
        return wrong(kind, "slope.loss", whose=whose, **fields)
    if k is None:  # no part is wrong by itself
        part, name, _ = list(net.parameters())[name]
        k, whose = net.layers.index(part), type(net).__name__
    else:
        part, whose = net.layers[k], type(net.layers[k]).__name__
    fields |= dict(name=name, k=k, layer=shown(part), whose=whose)
    return wrong(kind, "slope.handed" if name == "X" else "slope", **fields)
