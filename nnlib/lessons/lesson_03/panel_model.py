"""What the explorer of activations computes: slopes, and a deep network's signals.

No figure in here. Lesson 03.
"""

from typing import NamedTuple

import numpy as np

import nnlib as nn

Z = np.round(np.linspace(-8, 8, 161), 9)
DEEPEST, WIDTH, BATCH = 16, 32, 64
SCALES = (0.3, 0.5, 0.7, 1.0, 1.2, 1.41, 1.7, 2.0, 3.0, 5.0, 7.0, 10.0)
FUNCTIONS = {  # name -> function, slope through the output, layer
    "sigmoid": (nn.sigmoid, nn.sigmoid_slope, nn.Sigmoid),
    "tanh": (nn.tanh, nn.tanh_slope, nn.Tanh),
    "relu": (nn.relu, nn.relu_slope, nn.ReLU),
    "leaky_relu": (nn.leaky_relu, nn.leaky_relu_slope, nn.LeakyReLU),
    "identity": (nn.identity, nn.identity_slope, None),
}
WITH_CORNER = ("relu", "leaky_relu")


def rms(a):
    """The root of the mean of the squares."""
    return float(np.sqrt(np.mean(a * a)))


def signals(name, depth, scale, seed):
    """Root mean squares, layer by layer, in a network of `depth` layers of 32 units.

    Its weights are normal with standard deviation scale / √32, its biases 0, its batch
    64 normal points, and the gradient that comes in at its end is normal too.

    Returns those of the activations a and of the gradients ∂L/∂z, each (depth,).
    """
    rng, unit = np.random.default_rng(seed), FUNCTIONS[name][2]
    W = rng.normal(size=(DEEPEST, WIDTH, WIDTH)) * (scale / np.sqrt(WIDTH))
    A, dA = rng.normal(size=(2, BATCH, WIDTH))
    layers, forward, backward = [], [], []
    for k in range(depth):
        dense = nn.Dense(WIDTH, WIDTH, init=nn.zeros)
        dense.W[...] = W[k]
        parts = (dense, unit()) if unit else (dense,)
        for part in parts:
            A = part.forward(A, train=True)
        layers.append(parts)
        forward.append(rms(A))
    for dense, *units in reversed(layers):
        for part in units:
            dA = part.backward(dA)
        backward.append(rms(dA))
        dA = dense.backward(dA)
    return np.array(forward), np.array(backward[::-1])


class State(NamedTuple):
    """A function at one z, and in a deep network.

    a, slope : of the function at z
    curves   : (2, 161), both at each of Z
    products : (depth,), the slope to the powers 1, 2, …
    a_rms, g_rms : (depth,), the `signals` of the network
    """

    function: str
    z: float
    depth: int
    scale: float
    seed: int
    a: float
    slope: float
    curves: np.ndarray
    products: np.ndarray
    a_rms: np.ndarray
    g_rms: np.ndarray

    @property
    def ratio(self):
        """The first layer's gradient as a multiple of the last one's."""
        return float(self.g_rms[0] / max(self.g_rms[-1], 1e-300))

    @property
    def at_corner(self):
        return self.z == 0 and self.function in WITH_CORNER

    @property
    def first_flat(self):
        """Is z the one closest to 0 where the sigmoid's slope is below 0.01?"""
        before = nn.sigmoid_slope(nn.sigmoid(abs(self.z) - 0.1))
        return self.function == "sigmoid" and self.slope < 0.01 <= before

    @property
    def keeps_signals(self):
        """Does neither a nor the gradient change by more than a factor of 2?"""
        return all(0.5 <= s[0] / s[-1] <= 2 for s in (self.a_rms, self.g_rms))


def state(function, z, depth, scale, seed):
    """Compute a function at z and in a network."""
    f, slope_of, _ = FUNCTIONS[function]
    a, outputs = f(np.array(float(z))), f(Z)
    slope = float(slope_of(a))
    return State(
        function, z, depth, scale, seed, float(a), slope,
        np.array([outputs, slope_of(outputs)]), slope ** np.arange(1, depth + 1.0),
        *signals(function, depth, scale, seed),
    )  # fmt: skip
