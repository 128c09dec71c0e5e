"""Lesson 05: how far two gradients are apart, as a part of the larger."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def pairs(rng):
    """Yield pairs of arrays: near, tiny, of different size, opposite, and zeros."""
    a, b = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    yield a, a + 1e-3 * b
    yield 1e-6 * a, 1e-8 * a
    yield rng.normal(size=5), 3 * rng.normal(size=5)
    yield 2 * b, -b
    yield np.zeros(4), np.zeros(4)


def norm(a):
    return np.sqrt(np.sum(np.square(a)))


def measure(size, length=norm, top=None):
    """A wrong relative error, with a guard against 0/0 and without."""

    def bare(a, b):
        difference = top(a, b) if top else length(a - b)
        return difference / size(length(a), length(b))

    def guarded(a, b):
        return bare(a, b) if a.any() or b.any() else 0.0

    return forms(guarded, bare)


def little(size, eps):
    return lambda a, b: norm(a - b) / (size(norm(a), norm(b)) + eps)


def each_entry(summed):
    """Each entry's own relative error, summed up by a function."""

    def bare(a, b):
        return summed(np.abs(a - b) / np.maximum(np.abs(a), np.abs(b)))

    return forms(lambda a, b: bare(a, b) if a.any() or b.any() else 0.0, bare)


def no_guard(a, b):
    return norm(a - b) / np.maximum(norm(a), norm(b))


def no_guard_in_python(a, b):
    return float(norm(a - b)) / max(float(norm(a)), float(norm(b)))


def relative_by_loop(a, b):
    sums = [0.0, 0.0, 0.0]
    for x, y in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True):
        for k, t in enumerate((x - y, x, y)):
            sums[k] += t * t
    return (sums[0] / max(sums[1:])) ** 0.5 if any(sums[1:]) else 0.0


def relative_by_max(a, b):
    sizes = [np.linalg.norm(a), np.linalg.norm(b)]
    return 0.0 if max(sizes) == 0 else np.linalg.norm(np.ravel(b - a)) / max(sizes)


RELATIVE = Exercise(
    "ex05-relative-error",
    reference=nn.relative_error,
    inputs=pairs,
    returns=("error",),
    misconceptions={
        "absolute": lambda a, b: norm(a - b),  # H16
        "largest difference": lambda a, b: np.abs(a - b).max(),  # H16
        "by one of them": forms(*measure(lambda a, b: a), *measure(lambda a, b: b)),
        "by the sum": forms(
            *measure(lambda a, b: a + b), *measure(lambda a, b: (a + b) / 2)
        ),
        "by the smaller": measure(min),
        "not rooted": measure(max, lambda a: np.sum(np.square(a))),
        "another length": forms(
            *measure(max, lambda a: np.abs(a).sum()),
            *measure(max, lambda a: np.abs(a).max()),
        ),
        "entry by entry": forms(
            *each_entry(np.mean), *each_entry(np.max), *each_entry(norm)
        ),
        "an array": each_entry(np.array),
        "difference of lengths": measure(max, top=lambda a, b: abs(norm(a) - norm(b))),
        "signs cancel": measure(max, top=lambda a, b: abs(np.sum(a - b))),
        "a little below": forms(
            *(little(max, eps) for eps in (1e-8, 1e-7, 1e-6)),
            *(little(lambda a, b: a + b, eps) for eps in (1e-8, 1e-7, 1e-6)),
        ),
        "zero by zero": forms(no_guard, no_guard_in_python),
    },
    right={"loop": relative_by_loop, "norm": relative_by_max},
)

EXERCISES = (RELATIVE,)
