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

    Returns the largest relative error. Where one is above the tolerance, the loss and
    the layers are asked one by one, from the end: GradientError names the first whose
    own backward is wrong, since errors travel back. Where none is, it was a corner
    (ReLU at 0): the check is made again, a little beside. theta is left as it was.
    """
    checked = guards.gradient_check(net, loss, X, y, tolerance)
    worst, array = largest_error(net, checked, X, y, tolerance)
    if array is None:
        return worst
    fault = own_fault(net, checked, X, y)
    if fault is None:
        beside, rng = copy.deepcopy(net), np.random.default_rng(0)
        beside.theta += rng.normal(0, 1e-3, net.theta.shape)
        worst, array = largest_error(beside, checked, X, y, tolerance)
        fault = (None, array, worst)
    if array is not None:
        raise guards.wrong_slope(GradientError, net, loss, fault, tolerance)
    return worst


def largest_error(net, loss, X, y, tolerance):
    """The largest relative error, and the number of the first array above tolerance.

    What finite differences lose in rounding, about 1e-16 L / h, counts as nothing.
    """
    net.dtheta[...] = 1  # to be written over, not added to
    analytic, numeric = both_gradients(net, loss, X, y)
    worst, stop, size = 0.0, 0, 1 + abs(loss(net(X), y)[0])
    for k, (*_, value) in enumerate(net.parameters()):
        start, stop = stop, stop + value.size
        a, b = analytic[start:stop], numeric[start:stop]
        error, lost = relative_error(a, b), 1e-9 * size * np.sqrt(a.size)
        if not error <= tolerance and not np.linalg.norm(a - b) <= lost:
            return error, k
        worst = max(worst, error if error <= tolerance else 0.0)
    return worst, None


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


class _Loss:  # as one more layer: forward gives L, backward ∂L/∂A
    params = ()

    def __init__(self, loss, y):
        self.loss, self.y = loss, y

    def forward(self, A, train=True):
        L, self.dA = self.loss(A, self.y)
        return L

    def backward(self, dL):
        return dL * self.dA


def own_fault(net, loss, X, y, tolerance=1e-6):
    """The last part whose own backward is wrong: (k, name, error), or None.

    k    : number of the layer; len(net.layers) is the loss
    name : the array that is off, "W" or "b", or "X" for what is handed back

    Each is asked alone, on inputs beside those that it gets, along one random direction
    for each array. It has to be off twice: a corner is hardly met twice.
    """
    net, A, parts = copy.deepcopy(net), np.asarray(X, net.theta.dtype), []
    for layer in net.layers:
        parts.append((layer, A))
        A = layer.forward(A)
    parts.append((_Loss(loss, y), A))
    for k in reversed(range(len(parts))):
        scales = (1, 0.3) if k < len(net.layers) else (1e-3, 0)  # 0: may take no other
        off = [_largest_apart(*parts[k], scale) for scale in scales]
        if not any(error <= tolerance for error, _ in off):
            error, name = off[-1]
            return k, name, float(error)
    return None


def _largest_apart(part, A, scale):
    rng, masks = np.random.default_rng(int(10 * scale)), getattr(part, "rng", None)
    A = A + scale * rng.normal(size=A.shape)
    D = rng.normal(size=np.shape(part.forward(A)))

    def f():
        if masks is not None:
            part.rng = copy.deepcopy(masks)
        return np.sum(D * part.forward(A, train=True))

    for _ in range(2):
        f()
        dA = part.backward(D)
    pairs = [("X", A, dA)]
    pairs += [(n, getattr(part, n), getattr(part, "d" + n)) for n in part.params]
    return max((_apart(f, a, da, rng), n) for n, a, da in pairs if da is not None)


def _apart(f, array, slope, rng):
    """How far a slope along one random direction is from its finite difference."""
    V, kept = rng.normal(size=array.shape), array.copy()

    def moved(t):
        array[...] = kept + t * V
        return f()

    numeric = numerical_gradient(moved, np.zeros(1))[0]
    array[...] = kept
    size, apart = np.linalg.norm(slope), abs(np.sum(slope * V) - numeric)
    if apart <= 1e-8 * (1 + abs(f())):  # lost in rounding
        return 0.0
    return np.inf if np.isnan(apart) else apart / max(abs(numeric), size)
