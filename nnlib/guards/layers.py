"""Guards for layers."""

from numpy import ndarray

from .arrays import array, floats
from .scalars import Missing, function, generator, whole, yes_or_no
from .sentences import wrong


def dense(n_in, n_out, rng, init):
    """The arguments of Dense. Without a generator, only fixed weights work."""
    n_in = whole("Dense(n_in, n_out)", "n_in", n_in)
    n_out = whole("Dense(n_in, n_out)", "n_out", n_out)
    function("Dense", "init", init, "he")
    call = f"Dense({n_in}, {n_out}, rng=...)"
    return n_in, n_out, Missing(call) if rng is None else generator(call, rng)


def weights(layer, drawn):
    """What an initializer returned: real numbers that fit."""
    drawn = array("Dense(init=...)", "W", drawn, layer.W.shape)
    if drawn.shape not in (layer.W.shape, ()):
        raise wrong(ValueError, "weights", shape=layer.W.shape, came=drawn.shape)
    return drawn


def inputs(layer, X, train):
    """A batch for a dense layer, (n, n_in), and whether to keep it."""
    if type(X) is ndarray and X.dtype is layer.W.dtype and type(train) is bool:
        if X.ndim > 1 and X.shape[-1] == layer.n_in:
            return X  # the usual case, once a step: leave at once
    yes_or_no("Dense.forward", "train", train)
    X, mend = floats(repr(layer), "X", X, "(n, n_in)"), "mend.columns"
    if X.ndim > 1 and X.shape[-1] == layer.n_in:
        return X
    if X.ndim == 1 and X.size == layer.n_in:
        mend = "mend.batch of one"
    elif X.ndim == 2 and X.shape[0] == layer.n_in:
        mend = "mend.transpose"
    fields = dict(layer=repr(layer), n_in=layer.n_in, came=X.shape)
    raise wrong(ValueError, "inputs", mend, **fields)


def upstream(layer, kept, dA):
    """A gradient of the shape of what the layer kept of its forward pass."""
    if kept is not None and type(dA) is ndarray and dA.dtype is kept.dtype:
        if dA.shape == kept.shape:
            return dA
    return _upstream(layer, dA, kept is not None and kept.shape)


def upstream_of_dense(layer, dZ, need_dX):
    """The same for a dense layer, which kept its inputs."""
    X, W = layer.X, layer.W
    if X is not None and type(dZ) is ndarray and dZ.dtype is W.dtype and W.ndim == 2:
        if dZ.shape == (len(X), layer.n_out) and type(need_dX) is bool:
            return dZ
    yes_or_no("Dense.backward", "need_dX", need_dX)
    shape = X is not None and (*W.shape[:-2], X.shape[-2], layer.n_out)
    return _upstream(layer, dZ, shape)


def _upstream(layer, dA, shape):
    call = f"{type(layer).__name__}.backward"
    if shape is False:
        raise wrong(ValueError, "upstream.first", call=call)
    dA = floats(call, "dA", dA, f"{shape}")
    if dA.shape != shape:
        raise wrong(ValueError, "upstream.shape", call=call, shape=shape, came=dA.shape)
    return dA


def not_written(layer, method):
    """The error of a layer of one's own that lacks a pass."""
    name = type(layer).__name__
    return wrong(NotImplementedError, "layer.method", name=name, method=method)
