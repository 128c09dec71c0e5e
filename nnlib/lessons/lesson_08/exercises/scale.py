"""Lesson 08: a common scale for the pixels, measured on the training part."""

import numpy as np

from nnlib.check.spec import Exercise, forms


def pictures(rng):
    """Yield ink of a training part and of new pictures: dead pixels, rare ones."""
    for n, m, k in ((17, 5, 4), (4, 4, 4), (5, 11, 6)):
        train = rng.integers(17, size=(n, k)) * 1.0
        new = rng.integers(17, size=(m, k)) * 1.0
        train[:, 0] = 0  # white in training; new pictures have ink there
        train[:, 1] = 0.25 * (np.arange(n) == 2)  # ink in one picture
        yield train, new


def scaled(X, m, s):
    return (X - m) / s


def floor(X):
    return np.maximum(X.std(axis=0), 1)


def standardize(train, new):
    m, s = train.mean(axis=0), floor(train)
    return scaled(train, m, s), scaled(new, m, s)


def scale(m=None, s=None):
    """Return a wrong answer with another mean or another divisor, for both parts."""

    def wrong(train, new):
        mean = m(train, new) if m else train.mean(axis=0)
        divisor = s(train, new) if s else floor(train)
        return scaled(train, mean, divisor), scaled(new, mean, divisor)

    return wrong


def together(train, new):
    return scale(lambda a, b: np.vstack([a, b]).mean(axis=0),
                 lambda a, b: floor(np.vstack([a, b])))(train, new)  # fmt: skip


def own(X):
    return scaled(X, X.mean(axis=0), floor(X))


def standardize_by_loop(train, new):
    A, B = np.zeros(train.shape), np.zeros(new.shape)
    for j in range(train.shape[1]):
        m = sum(train[:, j]) / len(train)
        s = (sum((x - m) ** 2 for x in train[:, j]) / len(train)) ** 0.5
        A[:, j], B[:, j] = (train[:, j] - m) / max(s, 1), (new[:, j] - m) / max(s, 1)
    return A, B


def by_moments(train, new):
    m = train.sum(axis=0, keepdims=True) / len(train)
    s = np.sqrt(np.maximum((train**2).mean(axis=0) - m**2, 1))
    return [(X - m) / s for X in (train, new)]


SCALE = Exercise(
    "ex08-scale",
    reference=standardize,
    inputs=pictures,
    returns=("train", "new"),
    misconceptions={
        "together": together,  # K3
        "each by itself": lambda train, new: (own(train), own(new)),  # K3
        "by the new": lambda train, new: standardize(new, train)[::-1],
        "new left alone": lambda train, new: (own(train), new),
        "new spread": lambda train, new: (
            own(train), scaled(new, train.mean(axis=0), floor(new))),
        "no floor": scale(s=lambda a, b: a.std(axis=0)),
        "tiny floor": forms(
            scale(s=lambda a, b: a.std(axis=0) + 1e-8),
            scale(s=lambda a, b: a.std(axis=0) + 1e-7),
            scale(s=lambda a, b: np.maximum(a.std(axis=0), 1e-8)),
            scale(s=lambda a, b: np.where(a.std(axis=0) == 0, 1, a.std(axis=0)))),
        "one more": scale(s=lambda a, b: a.std(axis=0) + 1),
        "variance": scale(s=lambda a, b: np.maximum(a.var(axis=0), 1)),
        "n minus 1": scale(s=lambda a, b: np.maximum(a.std(axis=0, ddof=1), 1)),
        "one for all": scale(lambda a, b: a.mean(), lambda a, b: max(a.std(), 1)),
        "one spread": scale(s=lambda a, b: max(a.std(), 1)),
        "not centered": scale(m=lambda a, b: 0),
        "not divided": scale(s=lambda a, b: 1),
        "largest ink": scale(lambda a, b: 0, lambda a, b: 16),
        "along the picture": lambda train, new: (own(train.T).T, own(new.T).T),
        "max of one": forms(  # B10
            scale(s=lambda a, b: np.max(a.std(axis=0), 1)),
            scale(s=lambda a, b: max(a.std(axis=0), 1))),
        "brackets": lambda train, new: (
            train - train.mean(axis=0) / floor(train),
            new - train.mean(axis=0) / floor(train)),
    },
    right={
        "loop": standardize_by_loop,
        "moments": by_moments,
        "float32": lambda train, new: standardize(train.astype("f4"), new.astype("f4")),
    },
)  # fmt: skip

EXERCISES = (SCALE,)
