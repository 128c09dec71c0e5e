"""Guards for layers and networks."""

import numpy as np

from .values import array, generator, whole


class _Missing:
    """Stands in for a generator that was not given: the first use says so."""

    def __init__(self, call):
        self._call = call

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        generator(self._call, None)


def dense(n_in, n_out, rng, init):
    """The arguments of Dense. Returns rng; without one, only fixed weights work."""
    whole("Dense(n_in, n_out)", "n_in", n_in)
    whole("Dense(n_in, n_out)", "n_out", n_out)
    if not callable(init):
        raise TypeError(
            f"Dense expects an initializer for init, got {init!r}; try init=he"
        )
    call = f"Dense({n_in}, {n_out}, rng=...)"
    if rng is None:
        return _Missing(call)
    generator(call, rng)
    return rng


def wrong_inputs(layer, X):
    """The error for a batch that a dense layer cannot take: not (n, n_in)."""
    mend = "give one column per input"
    if X.ndim == 1 and X.size == layer.n_in:
        mend = "a batch of one is X.reshape(1, -1)"
    elif X.ndim == 2 and X.shape[0] == layer.n_in:
        mend = "a row is a sample: try X.T"
    return ValueError(
        f"{layer!r} expects X of shape (n, {layer.n_in}), got {X.shape}; {mend}"
    )


def wrong_upstream(layer, kept, dA, n_out=None):
    """The error for backward before forward, or with a gradient of another shape."""
    name = type(layer).__name__
    if kept is None:
        return ValueError(
            f"{name}.backward expects a forward pass before it that kept its values, "
            f"got none; call forward(X, train=True) first"
        )
    expected = kept.shape if n_out is None else (*kept.shape[:-1], n_out)
    return ValueError(
        f"{name}.backward expects a gradient of the shape of its last output, "
        f"{expected}, got {dA.shape}; pass on what the loss returned for that batch"
    )


def layers(layers):
    """The layers of a network: instances, each once, with sizes that meet."""
    seen, n = set(), None
    if not layers:
        raise ValueError(
            "Network expects at least one layer, got none; "
            "try Network(Dense(2, 1, rng=rng))"
        )
    for k, layer in enumerate(layers):
        if isinstance(layer, (list, tuple)):
            raise TypeError(
                f"Network expects layers one by one, got a {type(layer).__name__}; "
                f"try Network(*layers)"
            )
        if isinstance(layer, type) or not hasattr(layer, "forward"):
            name = getattr(layer, "__name__", repr(layer))
            raise TypeError(
                f"Network expects layer objects, got {name} at position {k}; "
                f"try {name}() with brackets"
            )
        if id(layer) in seen:
            raise ValueError(
                f"Network expects each layer once, got the same {layer!r} again at "
                f"position {k}; make a second one: {layer!r} is one set of weights"
            )
        seen.add(id(layer))
        n_in = getattr(layer, "n_in", None)
        if n is not None and n_in is not None and n_in != n:
            raise ValueError(
                f"Network expects {layer!r} at position {k} to take the {n} outputs "
                f"before it, got n_in = {n_in}; try Dense({n}, {layer.n_out}, rng=rng)"
            )
        n = getattr(layer, "n_out", n)


def dtype(dtype):
    if np.dtype(dtype).kind != "f":
        raise TypeError(
            f"Network expects a floating-point dtype, got {np.dtype(dtype)}; "
            f"try dtype=np.float32"
        )


def same_theta(call, theta, values):
    if np.shape(values) not in (theta.shape, ()):
        raise ValueError(
            f"{call} expects {theta.shape}, as this network's theta, got "
            f"{np.shape(values)}; copy from a network with the same layers"
        )


def batch(net, X):
    """X for a network: numbers, in its dtype."""
    X = array("net(X)", "X", X, "(n, n_in)")
    return X if X.dtype == net._theta.dtype else X.astype(net._theta.dtype)


def view(layers, layer, key, value, vector):
    """A parameter or gradient that is still a view into theta or dtheta."""
    if not (isinstance(value, np.ndarray) and np.may_share_memory(value, vector)):
        k, vector = list(layers).index(layer), "dtheta" if key[0] == "d" else "theta"
        raise ValueError(
            f"net.check expects net.layers[{k}].{key} to be a view into net.{vector}, "
            f"got an array of its own; write into it: net.layers[{k}].{key}[...] = ..."
        )


def stack(net, K, rng):
    whole("net.stack(K)", "K", K)
    if rng is not None:
        generator("net.stack(K, rng=...)", rng)
    if net.theta.ndim != 1:
        raise ValueError(
            f"net.stack expects one network, got a stack of {len(net.theta)}; "
            f"try net.member(0).stack({K})"
        )


def member(net, k):
    if net.theta.ndim != 2 or not -len(net.theta) <= k < len(net.theta):
        K = len(net.theta) if net.theta.ndim == 2 else 0
        mend = f"k from 0 to {K - 1}" if K else "make one with net.stack(K)"
        raise ValueError(
            f"net.member({k}) expects network {k} of a stack, got "
            f"{f'a stack of {K}' if K else 'a single network'}; {mend}"
        )


def not_saved(path, error):
    if isinstance(error, OSError):
        raise type(error)(
            f"net.save expects a place that can be written, got {path!r}: "
            f"{error.strerror or error}; a file of that name is as it was; make room, "
            "or choose a folder of your own, as in net.save('my_network.npz')"
        ) from None


def saved(path, outline, found, shape, theta):
    if found != outline:
        raise ValueError(
            f"net.load expects the parameters of {outline}, got {path!r} with those of "
            f"{found}; build the network that was saved, then load"
        )
    if theta.dtype.kind != "f" or theta.shape != shape:
        raise ValueError(
            f"net.load expects theta of shape {shape}, got {theta.dtype} "
            f"{theta.shape} in {path!r}; for a stack, call net.stack(K) before load"
        )
