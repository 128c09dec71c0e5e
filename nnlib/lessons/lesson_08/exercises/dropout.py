"""Lesson 08: dropout, which is a matter of chance and of a mean that stays."""

import copy

import numpy as np

from nnlib.check.spec import Exercise, forms


def outputs(rng):
    """Yield outputs of a layer without zeros, a probability, and a generator."""
    for shape, p in (((300, 80), 0.2), ((100, 100), 0.4), ((60, 90), 0.0)):
        yield rng.choice([-1, 1], shape) * rng.uniform(0.1, 2, shape), p, rng


def dropped(dropout, A, p, rng):
    """Facts that hold whichever outputs are switched off."""
    kept, same = A.copy(), copy.deepcopy(rng)
    once = dropout(A, p, rng, True)
    again, tested = (dropout(kept.copy(), p, rng, train) for train in (True, False))
    repeated = dropout(kept.copy(), p, same, True)
    if not all(np.shape(B) == A.shape for B in (once, again, tested, repeated)):
        return once if np.shape(once) != A.shape else tested
    once, again = np.asarray(once), np.asarray(again)
    off = once == 0
    left = once[~off] / kept[~off]
    return {
        "share": round(float(np.mean(off)), 1),
        "factor": float(np.median(left)) if left.size else 0.0,
        "one_factor": bool(left.size and np.ptp(left) < 1e-5),
        "each_sample": not p or mixed(off, axis=0),
        "each_unit": not p or mixed(off, axis=1),
        "drawn_anew": not p or not np.array_equal(off, again == 0),
        "own_lots": not p or len(numbers_off(dropout, kept, p, rng)) > 1,
        "repeatable": np.array_equal(once, repeated),
        "outside": tested,
    }


def numbers_off(dropout, A, p, rng, calls=8):
    """How many outputs are off in each of some calls; lots of their own vary."""
    draws = (dropout(A.copy(), p, rng, True) for _ in range(calls))
    return {int(np.sum(np.asarray(B) == 0)) for B in draws}


def mixed(off, axis):
    share = off.mean(axis=axis)
    return bool(((share > 0) & (share < 1)).all())


def dropout(A, p, rng, train):
    if not train:
        return A
    return A * (rng.random(A.shape) >= p) / (1 - p)


def by_where(A, p, rng, train):
    kept = rng.binomial(1, 1 - p, size=A.shape)
    return np.where(kept == 1, A / (1 - p), 0.0) if train else A.copy()


def by_loop(A, p, rng, train):
    B = A.copy()
    if train:
        for place in np.ndindex(A.shape):
            B[place] = 0 if rng.random() < p else B[place] / (1 - p)
    return B


def in_float32(A, p, rng, train):
    A = A.astype("float32")
    kept = rng.random(A.shape) < 1 - p
    return A * kept / np.float32(1 - p) if train else A


def drop(kept=None, factor=None, tested=None):
    """Return a dropout with another mask, another factor, or another test."""

    def wrong(A, p, rng, train):
        if not train:
            return tested(A, p, rng) if tested else A
        mask = kept(A, p, rng) if kept else rng.random(A.shape) >= p
        return A * mask * (factor(p) if factor else 1 / (1 - p))

    return wrong


def exactly(A, p, rng):
    """As many zeros as p says, to the last, in an order that is drawn."""
    off = np.arange(A.size) < round(p * A.size)
    return ~rng.permutation(off).reshape(A.shape)


def exactly_per_sample(A, p, rng):
    off = np.arange(A.shape[1]) < round(p * A.shape[1])
    return ~rng.permuted(np.tile(off, (len(A), 1)), axis=1)


def over_p(mask):
    """Return a dropout that divides the arrays by p, which is 0 once."""

    def wrong(A, p, rng, train):
        with np.errstate(all="ignore"):
            return A * mask(A, p, rng) / np.float64(p) if train else A

    return wrong


def with_probability_p(A, p, rng):
    return rng.random(A.shape) < p


DROPOUT = Exercise(
    "ex08-dropout",
    reference=dropout,
    inputs=outputs,
    use=dropped,
    misconceptions={
        "not scaled": drop(factor=lambda p: 1),  # K12
        "scaled down": drop(factor=lambda p: 1 - p),
        "divided by p": forms(
            drop(factor=lambda p: 1 / max(p, 1e-3)),
            drop(factor=lambda p: 1 / p),
            over_p(lambda A, p, rng: rng.random(A.shape) >= p)),
        "one plus p": drop(factor=lambda p: 1 + p),
        "kept with p": drop(with_probability_p),
        "p the other way": forms(
            drop(with_probability_p, lambda p: 1 / max(p, 1e-3)),
            drop(with_probability_p, lambda p: 1 / p),
            over_p(with_probability_p)),
        "on in the test": drop(  # K12
            tested=lambda A, p, rng: dropout(A, p, rng, True)),
        "scaled in the test": drop(  # K12
            factor=lambda p: 1, tested=lambda A, p, rng: A * (1 - p)),
        "scaled in both": drop(tested=lambda A, p, rng: A / (1 - p)),
        "down in the test": drop(tested=lambda A, p, rng: A * (1 - p)),
        "only in the test": lambda A, p, rng, train: dropout(A, p, rng, not train),
        "exact number": forms(drop(exactly), drop(exactly_per_sample)),
        "one lot per unit": drop(lambda A, p, rng: rng.random((1, A.shape[1])) >= p),
        "one lot per sample": drop(lambda A, p, rng: rng.random((len(A), 1)) >= p),
        "reseeds": drop(  # A10
            lambda A, p, rng: np.random.default_rng(0).random(A.shape) >= p),
        "not from rng": drop(
            lambda A, p, rng: np.random.default_rng().random(A.shape) >= p),
        "mask alone": lambda A, p, rng, train: (
            (rng.random(A.shape) >= p) / (1 - p) if train else A),
        "never": lambda A, p, rng, train: A,
    },
    right={"where": by_where, "loop": by_loop, "float32": in_float32},
)  # fmt: skip

EXERCISES = (DROPOUT,)
