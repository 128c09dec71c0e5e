"""The pieces of a network: each can go forward, and carry a gradient back. Lesson 05.

`forward(X, train=True)` keeps what `backward` will need, else nothing. `backward(dA)`
takes ∂L/∂(output), writes ∂L/∂(parameters) over the last ones, and returns ∂L/∂(input).
Every formula holds for a stack too: one more axis in front, a slice per network.
"""

import numpy as np

from . import guards
from .activations import (
    leaky_relu,
    leaky_relu_slope,
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    softmax_backward,
    tanh,
    tanh_slope,
)
from .initializers import he


class Layer:
    """A step of the network: names of its parameter arrays, and of its arguments."""

    params = args = ()

    def forward(self, X, train=False):
        raise guards.not_written(self, "forward(X, train=False)")

    def backward(self, dA, need_dX=True):
        raise guards.not_written(self, "backward(dA, need_dX=True)")

    def __repr__(self):
        args = ", ".join(str(getattr(self, name)) for name in self.args)
        return f"{type(self).__name__}({args})"


class Dense(Layer):
    """Every input reaches every unit.

        Z = X W + b                                            (2.1)

    n_in, n_out : number of inputs and of units
    rng         : the random generator that draws W; b starts at 0
    init        : an initializer, `he` unless you say otherwise
    """

    params, args = ("W", "b"), ("n_in", "n_out")
    X = None

    def __init__(self, n_in, n_out, *, rng=None, init=he):
        n_in, n_out, rng = guards.dense(n_in, n_out, rng, init)
        self.n_in, self.n_out, self.init = n_in, n_out, init
        self.W, self.b = np.empty((n_in, n_out)), np.empty((1, n_out))
        self.dW, self.db = np.zeros((n_in, n_out)), np.zeros((1, n_out))
        self.draw(rng)

    def draw(self, rng):
        """Draw the weights anew, in place; the biases become 0."""
        self.W[...] = guards.weights(self, self.init(self.W.shape, rng))
        self.b[...] = 0

    def forward(self, X, train=False):
        X = guards.inputs(self, X, train)
        if train:
            self.X = X
        Z = X @ self.W
        Z += self.b
        return Z

    def backward(self, dZ, need_dX=True):
        """Share out the blame for Z among the weights, the biases and the inputs.

            dW = Xᵀ dZ,   db = Σᵢ dzᵢ,   dX = dZ Wᵀ            (5.4)

        need_dX : False for the first layer of a network, whose inputs are data
        """
        dZ = guards.upstream_of_dense(self, dZ, need_dX)
        np.matmul(self.X.mT, dZ, out=self.dW)
        np.add.reduce(dZ, axis=-2, keepdims=True, out=self.db)
        return dZ @ self.W.mT if need_dX else None


class Activation(Layer):
    """A bend, entry by entry: dZ = dA · slope, the slope read off the output."""

    A = None  # the output, kept by forward(X, train=True)

    def forward(self, X, train=False):
        A = self.function(X)
        if type(train) is not bool:
            guards.yes_or_no(f"{self}.forward", "train", train)
        if train:
            self.A = A
        return A

    def backward(self, dA, need_dX=True):
        dA = guards.upstream(self, self.A, dA)
        return dA * self.slope(self.A)


class Sigmoid(Activation):
    """a = σ(z), so dZ = dA · a (1 − a)."""

    function, slope = staticmethod(sigmoid), staticmethod(sigmoid_slope)


class Tanh(Activation):
    """a = tanh(z), so dZ = dA · (1 − a²)."""

    function, slope = staticmethod(tanh), staticmethod(tanh_slope)


class ReLU(Activation):
    """a = max(z, 0), so dZ = dA where a > 0, and 0 elsewhere."""

    function, slope = staticmethod(relu), staticmethod(relu_slope)


class LeakyReLU(Activation):
    """a = z if z > 0, else α z; so dZ = dA where a > 0, and α dA elsewhere."""

    args = ("alpha",)

    def __init__(self, alpha=0.01):
        alpha = guards.fraction("LeakyReLU", "alpha", alpha, 0.01)
        self.alpha = alpha

    def function(self, z):
        return leaky_relu(z, self.alpha)

    def slope(self, a):
        return leaky_relu_slope(a, self.alpha)


class Softmax(Activation):
    """p = softmax(z), row by row; its Jacobian diag(p) − p pᵀ mixes the entries.

    For training, end the network in `Dense`: `cross_entropy` contains softmax already.
    """

    function = staticmethod(softmax)

    def backward(self, dA, need_dX=True):
        dA = guards.upstream(self, self.A, dA)
        return softmax_backward(self.A, dA)


class Dropout(Layer):
    """In training, switch each entry off with probability p; scale up what is left.

        a = m z / (1 − p),   m ~ Bernoulli(1 − p)              (8.4)

    The expected output is z, so a prediction needs no change: it passes z through.
    Srivastava et al. (2014), in the form that scales during training.
    """

    args, factor = ("p",), None

    def __init__(self, p, *, rng=None):
        p = guards.fraction("Dropout", "p", p, 0.5)
        guards.generator("Dropout(p, rng=...)", rng)
        self.p, self.rng = p, rng

    def forward(self, X, train=False):
        X = guards.floats("Dropout.forward", "X", X)
        guards.yes_or_no("Dropout.forward", "train", train)
        if not train:
            return X
        kept = self.rng.random(X.shape) >= self.p
        self.factor = kept * X.dtype.type(1 / (1 - self.p))
        return X * self.factor

    def backward(self, dA, need_dX=True):
        dA = guards.upstream(self, self.factor, dA)
        return dA * self.factor
