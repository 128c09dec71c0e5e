"""A network is a function of one vector θ. Lessons 02 and 05.

All weights and biases live in `theta`, all their gradients in `dtheta`; every `W`, `b`,
`dW`, `db` of a layer is a view into them. A `theta` of shape (K, n_params) is a stack:
K networks that run as one.
"""

import copy

import numpy as np

from . import guards, saving


class Network:
    """Layers one after the other, over one parameter vector.

        A = f_k(… f₂(f₁(X)))                                   (2.2)
        θ = (W₁, b₁, W₂, b₂, …), written out as one row        (5.7)

    layers : Dense, ReLU, … in the order of the forward pass
    dtype  : np.float64, or np.float32 for speed; the one place that decides it
    """

    def __init__(self, *layers, dtype=np.float64):
        guards.each_layer(layers)
        guards.dtype(dtype)
        self.layers = layers
        parts = [np.ravel(value) for *_, value in self.parameters()]
        self.bind(np.concatenate([*parts, np.empty(0)]).astype(dtype))

    def parameters(self):
        """Every (layer, name, array): what θ is made of, in its order."""
        for layer in self.layers:
            for name in layer.params:
                yield layer, name, getattr(layer, name)

    def bind(self, theta):
        """Make every parameter and gradient of the layers a view into one vector."""
        guards.vector(self, theta)
        self._theta, self.dtheta = theta, np.zeros_like(theta)
        start = 0
        for layer, name, value in list(self.parameters()):
            shape = value.shape[-2:]
            stop = start + shape[0] * shape[1]
            for vector, key in ((theta, name), (self.dtheta, "d" + name)):
                view = vector[..., start:stop].reshape(*theta.shape[:-1], *shape)
                setattr(layer, key, view)
            start = stop

    @property
    def theta(self):
        """All parameters: (n_params,), or (K, n_params) for a stack."""
        return self._theta

    @theta.setter
    def theta(self, values):
        values = guards.same_theta("net.theta = ...", self._theta, values)
        self._theta[...] = values  # in place: the layers' views stay views

    def forward(self, X, train=False):
        if getattr(X, "dtype", None) is not self._theta.dtype:
            X = guards.batch(self, X)
        if type(train) is not bool:
            guards.yes_or_no("net.forward(X, train)", "train", train)
        for layer in self.layers:
            X = layer.forward(X, train)
        return X

    __call__ = forward

    def backward(self, dA, need_dX=False):
        """Fill dtheta from ∂L/∂(output). Returns ∂L/∂X if asked for, else None."""
        if need_dX is not False:
            guards.yes_or_no("net.backward(dA, need_dX)", "need_dX", need_dX)
        first, *rest = self.layers
        for layer in reversed(rest):
            dA = layer.backward(dA)
        return first.backward(dA, need_dX)

    def check(self):
        """Raise ValueError if a layer's array is no longer a view into theta."""
        for layer, name, _ in self.parameters():
            for key, vector in ((name, self._theta), ("d" + name, self.dtheta)):
                guards.view(self.layers, layer, key, vector)

    def stack(self, K, rng=None):
        """K networks of this structure in one: theta has shape (K, n_params).

        Without rng, K copies of this one; with it, each draws its weights afresh, in
        turn, as K networks built one after the other would.
        """
        K = guards.stack(self, K, rng)
        one, rows = copy.deepcopy(self), []
        for _ in range(K):
            if rng is not None:
                for layer in one.layers:
                    if layer.params:
                        layer.draw(rng)
            rows.append(one.theta.copy())
        one.bind(np.array(rows))
        return one

    def member(self, k):
        """A copy of network k of a stack, as a network of its own."""
        k = guards.member(self, k)
        one = copy.deepcopy(self)
        one.bind(self._theta[k].copy())
        return one

    def save(self, path):
        """Write theta and the list of layers to `path`: the whole file, or none."""
        saving.save(path, self._theta, self._outline())

    def load(self, path):
        """Read theta from a file that `save` wrote for the same layers."""
        self.theta = saving.load(path, self._theta, self._outline())

    def _outline(self):
        return ", ".join(map(repr, self.layers))

    def __setstate__(self, state):  # a copy or an unpickled network: views again
        self.__dict__.update(state)
        self.bind(self._theta)

    def __repr__(self):
        return f"Network({self._outline()})"


def count_parameters(net):
    """How many numbers a network learns.

        n_params = Σ over dense layers (n_in + 1) · n_out      (2.3)

    net : a Network; for a stack, the number that each of its networks learns.
    """
    guards.is_network("count_parameters", net)
    return net.theta.shape[-1]
