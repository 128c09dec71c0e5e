"""Stretches of lesson 01: move the line, and change the units of measurement."""

import numpy as np

from nnlib.check.spec import Exercise


def lines(rng):
    """Yield w, p and d, first those of the lesson, once with d = 0."""
    yield np.array([3.0, 4.0]), np.array([3.0, 4.0]), 4.0
    for size, d in ((2, 1.5), (3, -0.75), (2, 0.0), (5, -2.0)):
        yield rng.normal(size=size) * 1.7, rng.normal(size=size), d


def length(w):
    return np.sqrt(w @ w)


def from_the_foot(w, p, d):
    foot = p - d * w / length(w)
    return -(w @ foot)


def by_loop(w, p, d):
    squares = total = 0.0
    for weight, x in zip(w, p, strict=True):
        squares += weight * weight
        total += weight * x
    return d * squares**0.5 - total


def line_in_float32(w, p, d):
    w, p = w.astype("float32"), p.astype("float32")
    return np.float32(d) * np.linalg.norm(w) - w @ p


LINE = Exercise(
    "ex01-line",
    reference=lambda w, p, d: d * np.linalg.norm(w) - w @ p,
    inputs=lines,
    returns=("b",),
    misconceptions={
        "threshold": lambda w, p, d: w @ p - d * length(w),  # C3
        "no length": lambda w, p, d: d - w @ p,
        "squared": lambda w, p, d: d * (w @ w) - w @ p,
        "sum of weights": lambda w, p, d: d * np.sum(w) - w @ p,
        "sum of sizes": lambda w, p, d: d * np.sum(np.abs(w)) - w @ p,
        "length of p": lambda w, p, d: d * length(p) - w @ p,
        "d divided": lambda w, p, d: d / length(w) - w @ p,
        "all divided": lambda w, p, d: (d - w @ p) / length(w),
        "b divided": lambda w, p, d: d - (w @ p) / length(w),
        "other side": lambda w, p, d: -d * length(w) - w @ p,
        "no side": lambda w, p, d: abs(d) * length(w) - w @ p,
        "through p": lambda w, p, d: -(w @ p),
        "sign of p": lambda w, p, d: d * length(w) + w @ p,
        "d as bias": lambda w, p, d: (w @ p + d) / length(w),
        "origin": lambda w, p, d: d * length(w),
        "products": lambda w, p, d: d * length(w) - w * p,  # B1
    },
    right={"foot": from_the_foot, "loop": by_loop, "float32": line_in_float32},
    rtol=3e-5,
)


def measurements(rng):
    """Yield w, b, scale and shift: °C and mm to °F and inches, cm to mm, others."""
    yield (
        np.array([0.2, -0.5]), -3.0, np.array([1.8, 1 / 25.4]), np.array([32.0, 0]),
    )  # fmt: skip
    yield np.array([4, 3, 0.2, 1]), -7.0, np.array([1, 1, 10, 1.0]), np.zeros(4)
    for size in (3, 2, 5):
        scale = rng.choice([-1, 1], size) * rng.uniform(0.3, 3, size)
        shift = rng.normal(size=size)
        yield rng.normal(size=size), float(rng.normal()), scale, shift


def conversion_by_loop(w, b, scale, shift):
    new = []
    for j in range(len(w)):
        new.append(w[j] / scale[j])
        b = b - new[j] * shift[j]
    return np.array(new), b


def by_probes(w, b, scale, shift):
    probes = np.vstack([np.zeros(len(w)), np.eye(len(w))])
    z = ((probes - shift) / scale) @ w + b
    return z[1:] - z[0], z[0]


def conversion_in_float32(w, b, scale, shift):
    w, scale, shift = (v.astype("float32") for v in (w, scale, shift))
    return w / scale, np.float32(b) - (w / scale) @ shift


CONVERSION = Exercise(
    "ex01-conversion",
    reference=lambda w, b, scale, shift: (w / scale, b - (w / scale) @ shift),
    inputs=measurements,
    returns=("w_new", "b_new"),
    misconceptions={
        "unchanged": lambda w, b, scale, shift: (w, b),
        "times scale": lambda w, b, scale, shift: (w * scale, b - (w * scale) @ shift),
        "other direction": lambda w, b, scale, shift: (w * scale, b + w @ shift),
        "converted like a value": lambda w, b, scale, shift: (w * scale + shift, b),
        "converted back": lambda w, b, scale, shift: ((w - shift) / scale, b),
        "old weights": lambda w, b, scale, shift: (w, b - w @ shift),
        "old bias": lambda w, b, scale, shift: (w / scale, b),  # C2
        "old weights in the bias": lambda w, b, scale, shift: (
            w / scale, b - w @ shift,
        ),
        "shift added": lambda w, b, scale, shift: (w / scale, b + (w / scale) @ shift),
        "shift without weights": lambda w, b, scale, shift: (
            w / scale, b - np.sum(shift),
        ),
        "a bias each": lambda w, b, scale, shift: (
            w / scale, b - w / scale * shift,
        ),  # C4
        "divided too late": lambda w, b, scale, shift: (
            w / scale,
            b - shift @ w / scale,
        ),
        "bias inside": lambda w, b, scale, shift: (
            w / scale, np.sum(b - w / scale * shift),
        ),  # C4
    },
    right={
        "loop": conversion_by_loop,
        "probes": by_probes,
        "float32": conversion_in_float32,
    },
    rtol=3e-5,
    tell={"bias inside": lambda got, w, b, scale, shift: {"d": len(w)}},
)  # fmt: skip

EXERCISES = (LINE, CONVERSION)
