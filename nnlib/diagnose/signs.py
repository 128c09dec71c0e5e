"""The signs of a sick run, the surest first; each returns its numbers, or None.

A sign that is exact (a number that is not finite, columns that are equal) comes before
one that is a matter of degree, and a cause before what follows from it. Most signs are
asked only of a run that has not learned: a unit may well be saturated, a gradient
small, at the end of a good run.
"""

import numpy as np

from ..layers import Sigmoid, Softmax
from ..losses import binary_cross_entropy, cross_entropy

# A run has learned when its loss is at most half of a blind guess. The runs of the
# lessons end below 0.3 of it; a straight line on two moons reaches 0.4 to 0.5.
LEARNED = 0.5
# Up to 1.5 times, a loss may well rise from an unlucky start to a plateau.
RISEN = 2
# Alike to rounding: units that start alike get sums of the same numbers.
ALIKE = 1e-6
# Some dead units are normal, and paid for; with most of a layer, ask.
DEAD = 0.5
# Standardized columns have size 1. A step that suits one column suits another as long
# as their squares, which set the curvature, are within a hundred of each other.
LARGE, SMALL = 10, 0.1
# Nine of ten outputs on the flat part: hardly any sample can move the layer.
FLAT = 0.9
# With tanh and ReLU, eight layers keep a tenth of the gradient; eight of sigmoid, 5e-6.
VANISHED = 1e-3
# Four samples and more parameters than that: the loss should come near 0.
BY_HEART = 0.1
# Up and down, each at least a third of the time; a mean step of 5 % of a blind guess.
UPS, STEP = 1 / 3, 0.05
# Less than a twentieth down over the whole run.
MOVED = 0.05
# Three times a blind guess. A start from he or xavier stays below two; a sigmoid and
# squared error cannot exceed four.
FAR = 3
# Held-out loss up again by 10 % of a blind guess, and of its own best: more than noise.
OVER = 0.1


def not_finite(run):
    bad = np.flatnonzero(~np.isfinite(run.losses))
    if bad.size:
        k = int(bad[0])
        numbers = {"epoch": run.number(k), "loss": run.losses[k]}
        if k:
            return {**numbers, "before": run.losses[k - 1]}
        return {**numbers, "case": "at-once"}
    values = run.net.theta, run.net(run.X), np.array(run.value(run.net, run.X, run.y))
    if not all(np.isfinite(value).all() for value in values):
        return {"last": run.last, "case": "after"}
    return None


def squashed_twice(run):
    inside = {binary_cross_entropy: "sigmoid", cross_entropy: "softmax"}
    last = run.net.layers[-1]
    if run.loss in inside and isinstance(last, (Sigmoid, Softmax)):
        return {
            "layer": repr(last),
            "loss": run.loss.__name__,
            "inside": inside[run.loss],
            "blind": run.blind,
            "last": run.last,
        }
    return None


def rising(run):
    risen = run.last > RISEN * max(run.first, run.blind)
    if risen and oscillating(run) is None:
        return {"first": run.first, "last": run.last, "epochs": run.epochs}
    return None


def symmetric(run):
    for k, layer in run.dense()[:-1]:
        apart, size = np.ptp(layer.W, axis=1).max(), np.abs(layer.W).max()
        if layer.n_out > 1 and apart <= ALIKE * size:
            return {"k": k, "layer": repr(layer), "units": layer.n_out}
    return None


def dead(run):
    layers = [(count / units, k, count, units) for k, count, units in run.dead()]
    share, k, count, units = max(layers, default=(0, 0, 0, 0))
    if share > DEAD:
        return {"k": k, "dead": count, "units": units, "n": run.n}
    return None


def unscaled(run):
    sizes = np.sqrt(np.mean(run.X**2, axis=0))
    column = int(sizes.argmax())
    if not SMALL <= sizes[column] <= LARGE:
        low, high = run.X[:, column].min(), run.X[:, column].max()
        return {"column": column, "size": sizes[column], "low": low, "high": high}
    return None


def saturated(run):
    share, k = max(((share, k) for k, share in run.flat()), default=(0, 0))
    if not _has_learned(run) and share >= FLAT:
        return {"k": k, "layer": repr(run.net.layers[k]), "share": share, "n": run.n,
                "last": run.last, "blind": run.blind}  # fmt: skip
    return None


def vanishing(run):
    if _has_learned(run) or len(run.blame) < 2:
        return None
    (j, last), *_, (k, first) = run.blame
    if first < VANISHED * last:
        return {"k": k, "first": first, "j": j, "last": last}
    return None


def cannot_memorize(run):
    if _has_learned(run) or run.n < 4 or not run.blind:
        return None
    best, blind = run.memorize(BY_HEART)
    if best > BY_HEART * blind:
        return {"best": best, "blind": blind}
    return None


def oscillating(run):
    late = run.losses[run.epochs // 2 :]
    steps = np.diff(late)
    if len(steps) < 5:
        return None
    ups, step = np.mean(steps > 0), np.mean(np.abs(steps))
    if UPS <= ups <= 1 - UPS and step > STEP * run.blind:
        return {"ups": int(np.sum(steps > 0)), "steps": len(steps), "step": step,
                "low": late.min(), "high": late.max()}  # fmt: skip
    return None


def not_moving(run):
    if not _has_learned(run) and run.epochs > 1 and run.last > (1 - MOVED) * run.first:
        return {"first": run.first, "last": run.last, "epochs": run.epochs,
                "gradient": run.gradient}  # fmt: skip
    return None


def not_learned(run):
    if not _has_learned(run):
        return {"last": run.last, "blind": run.blind, "epochs": run.epochs}
    return None


def blind_start(run):
    if run.first > FAR * run.blind:
        return {"first": run.first, "blind": run.blind}
    return None


def overfitting(run):
    if run.valid is None or not np.isfinite(run.valid).all():
        return None
    k = int(run.valid.argmin())
    best, late = run.valid[k], np.median(run.valid[-max(1, run.epochs // 20) :])
    rise = late - best
    if rise > OVER * max(run.blind, best) and run.last < run.losses[k]:
        return {"epoch": run.number(k), "best": best, "late": late,
                "then": run.losses[k], "last": run.last}  # fmt: skip
    return None


def healthy(run):
    return {"first": run.first, "last": run.last, "blind": run.blind}


def _has_learned(run):
    return run.last <= LEARNED * run.blind


SIGNS = {
    sign.__name__.replace("_", "-"): sign
    for sign in (
        not_finite,
        squashed_twice,
        rising,
        symmetric,
        dead,
        unscaled,
        saturated,
        vanishing,
        cannot_memorize,
        oscillating,
        not_moving,
        not_learned,
        blind_start,
        overfitting,
        healthy,
    )
}
