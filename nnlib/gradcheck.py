"""Is the gradient right? Nudge each number and see. Lessons 04 and 05."""

import copy

import numpy as np


class GradientError(AssertionError):
    """The gradient of a network and its finite differences disagree."""


def numerical_gradient(f, theta, h=1e-5):
    """The slope of f along each coordinate, by central differences.

        ∂f/∂θⱼ ≈ (f(θ + h eⱼ) − f(θ − h eⱼ)) / 2h              (4.8)

    f     : a function of theta that returns a number
    theta : an array of floats; moved and put back, entry by entry
    h     : the nudge. The error has a part that shrinks as h² and one, from rounding,
            that grows as 1/h; 1e-5 balances them in float64

    Returns an array of the shape of theta.
    """
    if not isinstance(theta, np.ndarray) or theta.dtype != np.float64:
        came = theta.dtype if isinstance(theta, np.ndarray) else type(theta).__name__
        raise TypeError(
            f"numerical_gradient expects theta as a float64 array, got {came}; "
            f"try np.array(theta, dtype=float)"
        )
    g = np.zeros_like(theta)
    for j in np.ndindex(theta.shape):
        kept = theta[j]
        theta[j] = kept + h
        above = f(theta)
        theta[j] = kept - h
        below = f(theta)
        theta[j] = kept
        g[j] = (above - below) / (2 * h)
    return g


def relative_error(a, b):
    """How far two arrays are apart, as a part of the larger.

        ‖a − b‖ / max(‖a‖, ‖b‖),   and 0 if both are 0         (5.6)

    a, b : arrays of one shape. Raises ValueError if the shapes differ.
    """
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        raise ValueError(
            f"relative_error expects two arrays of one shape, got {a.shape} and "
            f"{b.shape}; a gradient has the shape of what it is the gradient of"
        )
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(a - b) / size) if size else 0.0


def check_gradients(net, loss, X, y, tolerance=1e-6):
    """Compare net.dtheta with finite differences, parameter by parameter.

    Returns the largest relative error. Raises GradientError if one is above the
    tolerance and names the array; a kink (ReLU at 0) within the nudge can do that
    too, on other data it then passes. theta is left as it was.
    """
    if net.theta.ndim != 1 or net.theta.dtype != np.float64:
        raise ValueError(
            f"check_gradients expects one network in float64, got theta "
            f"{net.theta.shape} in {net.theta.dtype}; try Network(...) with no dtype, "
            f"and net.member(0) of a stack"
        )
    net.check()
    draws = [(layer, layer.rng) for layer in net.layers if hasattr(layer, "rng")]

    def forward():
        for layer, rng in draws:  # the same dropout mask in each pass
            layer.rng = copy.deepcopy(rng)
        return loss(net.forward(X, train=True), y)

    _, dA = forward()
    net.backward(dA)
    analytic, at = net.dtheta.copy(), 0
    numeric = numerical_gradient(lambda theta: forward()[0], net.theta)
    for layer, rng in draws:
        layer.rng = rng
    worst = 0.0
    for layer, name, value in net.parameters():
        part = slice(at, at + value.size)
        error, at = relative_error(analytic[part], numeric[part]), at + value.size
        if not error <= tolerance:
            raise GradientError(
                f"check_gradients expects d{name} of layer {net.layers.index(layer)}, "
                f"{layer!r}, to match finite differences to {tolerance:g}, got a "
                f"relative error of {error:.2g}; look at "
                f"{type(layer).__name__}.backward"
            )
        worst = max(worst, error)
    return worst
