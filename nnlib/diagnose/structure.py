"""Stage 2, the structure: layers that add nothing, and outputs that a loss misreads."""

import itertools

import numpy as np

from ..layers import Dense, Dropout
from ..losses import binary_cross_entropy, cross_entropy, mean_squared_error

# A function is linear if f(x + y) = f(x) + f(y) − f(0) to rounding.
STRAIGHT = 1e-9
# Inputs large enough to reach the ends of a squashing output.
WIDE = np.array([-1e3, -100, -10, -3, -1, -0.1, 0, 0.1, 1, 3, 10, 100, 1e3])
# A tenth of the targets out of reach, by more than a hundredth of their range.
OUT_OF_REACH = 0.1


def no_bend(run):
    """Dense layers with nothing but straight lines between them."""
    places = [k for k, _ in run.dense()]
    straight = [_is_straight(run.net.layers[a + 1 : b])
                for a, b in itertools.pairwise(places)]  # fmt: skip
    if straight and (all(straight) or (any(straight) and not run.learned)):
        a = straight.index(True)
        return {"count": len(places), "j": places[a], "k": places[a + 1],
                "now": run.now, "linear": _or(run.linear, run.constant)}  # fmt: skip
    return None


def _is_straight(layers):
    layers = [layer for layer in layers if not isinstance(layer, Dropout)]
    rng = np.random.default_rng(0)
    width = 1 if not layers else None
    if width:
        return True
    try:
        x, y = rng.normal(size=(2, 5, 4))
        fx, fy, both, zero = (_through(layers, v) for v in (x, y, x + y, 0 * x))
    except Exception:  # a layer of one's own with a width of its own
        return False
    apart = np.abs(fx + fy - both - zero).max()
    return bool(apart <= STRAIGHT * (1 + np.abs(both).max()))


def _through(layers, A):
    for layer in layers:
        A = layer.forward(A)
    return A


def _or(value, other):
    return other if value is None else value


def squashed_twice(run):
    """A sigmoid or softmax in front of a loss that contains it, or two in the loss."""
    inside = {binary_cross_entropy: "sigmoid", cross_entropy: "softmax"}
    last = run.net.layers[-1]
    numbers = {"layer": repr(last), "last": run.last, "constant": run.constant}
    if run.loss in inside and not isinstance(last, Dense) and _squashes(last, run):
        return {**numbers, "loss": run.loss.__name__, "inside": inside[run.loss]}
    floor = _floor(run)
    if floor is not None:
        loss = getattr(run.loss, "__name__", type(run.loss).__name__)
        return {**numbers, "case": "loss", "loss": loss, "floor": floor,
                "outputs": 50}  # fmt: skip
    return None


def _squashes(layer, run):
    """Do its outputs lie in [0, 1], or their rows sum to 1, whatever comes in?"""
    n_out = run.output.shape[1]
    try:
        A = layer.forward(np.random.default_rng(0).normal(0, 30, (50, n_out)))
    except Exception:  # a layer of one's own with a width of its own
        return False
    if run.loss is cross_entropy:
        return n_out > 1 and np.allclose(A.sum(axis=1), 1) and A.min() >= 0
    return A.min() >= 0 and A.max() <= 1 and np.ptp(A) > 0.5


def _floor(run):
    """The loss of sure and right scores, if it is that of probabilities as scores."""
    if run.loss in (binary_cross_entropy, cross_entropy, mean_squared_error):
        return None
    n_out = run.output.shape[1]
    if run.y.ndim == 1 and run.labels is not None and n_out > run.labels.max() > 0:
        Z = np.full((run.n, n_out), -25.0)
        Z[np.arange(run.n), run.labels] = 25.0
        want = np.log(1 + (n_out - 1) / np.e)
    elif run.labels is not None and run.y.shape == (run.n, 1):
        Z = np.where(run.y > 0.5, 25.0, -25.0)
        want = np.mean(np.where(run.y > 0.5, np.log(1 + 1 / np.e), np.log(2)))
    else:
        return None
    try:
        found = float(run.loss(Z, run.y)[0])
    except Exception:  # a loss of one's own that takes probabilities only
        return None
    return found if abs(found - want) < 1e-3 * want else None


def out_of_reach(run):
    """Targets that the last layer cannot give."""
    last = run.net.layers[-1]
    if isinstance(last, Dense) or run.loss is not mean_squared_error:
        return _one_sided(run, last)
    low, high = _range(last, run)
    slack = 0.01 * np.ptp(run.y)
    share = float(np.mean((run.y < low - slack) | (run.y > high + slack)))
    if share >= OUT_OF_REACH:
        return {"layer": repr(last), "k": len(run.net.layers) - 1, "share": share,
                "below": run.y.min(), "above": run.y.max(),
                "low": low, "high": high}  # fmt: skip
    return None


def _range(layer, run):
    try:
        A = layer.forward(np.repeat(WIDE[:, None], run.output.shape[1], axis=1))
    except Exception:  # a layer of one's own with a width of its own
        return -np.inf, np.inf
    ends = float(A.min()), float(A.max())
    far = 100.0  # what grows with its input has no end there
    return (
        -np.inf if ends[0] < -far else ends[0],
        np.inf if ends[1] > far else ends[1],
    )


def _one_sided(run, last):
    if run.loss is not binary_cross_entropy or isinstance(last, Dense):
        return None
    low, high = _range(last, run)
    if low >= -1e-9 and np.isinf(high):
        return {"case": "scores", "layer": repr(last), "k": len(run.net.layers) - 1,
                "now": run.now, "constant": run.constant}  # fmt: skip
    return None


def numbers_for_classes(run):
    """One output that has to name one of several classes by its number."""
    if run.y.ndim != 2 or run.y.shape[1] != 1 or run.labels is not None:
        return None
    values, counts = np.unique(run.y, return_counts=True)
    k = len(values)
    if not 3 <= k <= 20 or not np.array_equal(values, values[0] + np.arange(k)):
        return None
    if values[0] in (0, 1) and run.n >= 10 * k and counts.min() >= run.n / (2 * k):
        return {"k": k, "low": values[0], "high": values[-1]}
    return None


def not_squashed(run):
    """Raw outputs for a squared error against 0 and 1."""
    if run.learned or run.labels is None or run.loss is not mean_squared_error:
        return None
    if not isinstance(run.net.layers[-1], Dense):
        return None
    outside = float(np.mean((run.output < -0.1) | (run.output > 1.1)))
    if outside > 0.1:
        return {"outside": outside, "low": run.output.min(), "high": run.output.max()}
    return None


def summed(run):
    """A loss that grows with the number of rows: its steps do too."""
    if run.learned or run.n < 2:
        return None
    A = run.start(run.X)
    one = float(run.loss(A, run.y)[0])
    two = float(run.loss(np.concatenate([A, A]), np.concatenate([run.y, run.y]))[0])
    if one and np.isfinite(one) and abs(two - 2 * one) < 1e-6 * abs(one):
        loss = getattr(run.loss, "__name__", type(run.loss).__name__)
        return {"loss": loss, "one": one, "two": two, "n": run.n}
    return None


SIGNS = (
    squashed_twice,
    out_of_reach,
    numbers_for_classes,
    no_bend,
    not_squashed,
    summed,
)
