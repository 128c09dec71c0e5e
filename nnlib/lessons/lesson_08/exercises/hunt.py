"""Lesson 08: a bug hunt for a leak from the test part into the training."""

import numpy as np

from nnlib.check.spec import Exercise, forms, hunt


def collections(rng):
    """Yield pictures, labels, the number of them to train on, and a generator."""
    for n, k, n_train in ((40, 4, 30), (25, 3, 13)):
        brightness = rng.uniform(0, 16, size=k)
        ink = np.clip(brightness + rng.normal(size=(n, k)) * 5, 0, 16)
        ink[: n // 2] /= 2  # the first half of the file is paler
        yield ink, rng.integers(10, size=n), n_train, rng


def prepared(prepare, ink, y, n_train, rng):
    parts = prepare(ink, y, n_train, rng)
    names = "X_train", "y_train", "X_test", "y_test"
    try:
        (X, labels), (X_test, test_labels) = parts
    except Exception:  # an answer may be anything at all
        return {"pairs": False, **dict.fromkeys(names, np.zeros(0))}
    values = X, labels, X_test, test_labels
    return {"pairs": True, **dict(zip(names, values, strict=True))}


def preparation(measured=None, scaled=None, order=None):
    """Return a program that measures on other rows, or scales in another way."""

    def prepare(ink, y, n_train, rng):
        rows = rng.permutation(len(ink)) if order is None else order(ink)
        ink, y, given = ink[rows], y[rows], ink
        seen = measured(ink, given, n_train) if measured else ink[:n_train]
        m, s = seen.mean(axis=0), np.maximum(seen.std(axis=0), 1)
        X = (ink - m) / s
        X_test = scaled(ink[n_train:], m, s) if scaled else X[n_train:]
        return (X[:n_train], y[:n_train]), (X_test, y[n_train:])

    return prepare


def leaking(ink, y, n_train, rng):
    """The program of the hunt: all pictures have a say in the scale."""
    X = (ink - ink.mean(axis=0)) / np.maximum(ink.std(axis=0), 1)
    order = rng.permutation(len(X))
    train, test = order[:n_train], order[n_train:]
    return (X[train], y[train]), (X[test], y[test])


def repaired(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    m, s = ink[train].mean(axis=0), np.maximum(ink[train].std(axis=0), 1)
    return ((ink[train] - m) / s, y[train]), ((ink[test] - m) / s, y[test])


def by_itself(X, m, s):
    return (X - X.mean(axis=0)) / np.maximum(X.std(axis=0), 1)


HUNT = Exercise(
    "ex08-hunt",
    reference=("blind", repaired),
    inputs=collections,
    use=hunt(prepared),
    stub=(..., leaking),
    misconceptions={
        "partners": ("partners", repaired),
        "apart": ("apart", repaired),
        "centered": ("centered", repaired),
        "unrepaired": forms(  # K3
            ("blind", leaking), ("blind", preparation(lambda mixed, given, n: mixed))),
        "first rows of the file": (  # K3
            "blind", preparation(lambda mixed, given, n: given[:n])),
        "test by itself": ("blind", preparation(scaled=by_itself)),
        "test left alone": ("blind", preparation(scaled=lambda X, m, s: X)),
        "by the test": ("blind", preparation(lambda mixed, given, n: mixed[n:])),
        "no pairs": ("blind", lambda *given: repaired(*given)[0]),
        "not shuffled": ("blind", preparation(order=lambda ink: np.arange(len(ink)))),
    },
    right={
        "mixed first": ("Blind", preparation()),
        "spelt out": ("blind", lambda ink, y, n_train, rng: preparation(
            lambda mixed, given, n: mixed.astype("f4")[:n])(ink, y, n_train, rng)),
    },
)  # fmt: skip

EXERCISES = (HUNT,)
