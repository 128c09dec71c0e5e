"""Is the gradient right? Nudge each number and see. Lessons 04 and 05."""

import copy

import numpy as np

from . import guards


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
    f, h = guards.nudges(f, theta, h)
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
    a, b = guards.alike("relative_error", a, b)
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(a - b) / size) if size else 0.0


def check_gradients(net, loss, X, y, tolerance=1e-6):
    """Compare net.dtheta with finite differences, parameter by parameter.

    Returns the largest relative error. Raises GradientError if one is above the
    tolerance and names the array; a kink (ReLU at 0) within the nudge can do that
    too, on other data it then passes. theta is left as it was.
    """
    loss = guards.gradient_check(net, loss, X, y, tolerance)
    analytic, numeric = both_gradients(net, loss, X, y)
    worst, stop = 0.0, 0
    for layer, name, value in net.parameters():
        start, stop = stop, stop + value.size
        error = relative_error(analytic[start:stop], numeric[start:stop])
        if not error <= tolerance:
            given = net, layer, name, tolerance, error
            raise guards.wrong_slope(GradientError, *given)
        worst = max(worst, error)
    return worst


def both_gradients(net, loss, X, y):
    """∂L/∂θ by backward, and by finite differences under the same dropout masks."""
    draws = [(layer, layer.rng) for layer in net.layers if hasattr(layer, "rng")]
    kept = net.theta.copy()

    def forward():
        for layer, rng in draws:
            layer.rng = copy.deepcopy(rng)
        return loss(net.forward(X, train=True), y)

    try:
        net.backward(forward()[1])
        return net.dtheta, numerical_gradient(lambda theta: forward()[0], net.theta)
    finally:  # a loss of one's own may raise in the middle of a nudge
        net.theta[...] = kept
        for layer, rng in draws:
            layer.rng = rng
