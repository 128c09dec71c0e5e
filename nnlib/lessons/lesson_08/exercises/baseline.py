"""Lesson 08: a share of right answers, beside a baseline."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def scores(rng):
    """Yield scores, truths as a row or a column, and the truths of a training part."""
    for n, k, column in ((7, 3, False), (5, 5, False), (11, 3, True), (5, 5, True)):
        y, y_train = rng.integers(k, size=n), rng.integers(k, size=3 * n)
        y_train[: 2 * n] = y[1]  # the most frequent class, and it occurs in y
        y[0] = (y[1] + 1) % k
        Z = rng.normal(size=(n, k))
        Z[np.arange(n), y] += 1.2 * (np.arange(n) < n - 2)  # some right, some wrong
        Z[0, y[1]] = 9  # the largest score of all, and wrong
        Z[1] = 0.1 * Z[1] - 0.3 * (np.arange(k) != y[1])  # right, and hardly sure of it
        yield Z, y[:, None] if column else y, rng.permutation(y_train)


def compared(Z, y, y_train):
    y = y.ravel()
    always = np.bincount(y_train).argmax()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == always)


def both(share=None, baseline=None):
    """Return a wrong answer that differs in one of the two shares."""

    def wrong(Z, y, y_train):
        right = compared(Z, y, y_train)
        flat = y.ravel()
        one = share(Z, flat) if share else right[0]
        return one, baseline(flat, y_train, len(Z)) if baseline else right[1]

    return wrong


def rounded(digits):
    return lambda *given: tuple(round(float(s), digits) for s in compared(*given))


def column_against_row(Z, y, y_train):
    always = np.bincount(y_train).argmax()
    return (Z.argmax(axis=1) == y).mean(), (y == always).mean()


def compared_by_loop(Z, y, y_train):
    right = hits = 0
    counts = [0] * Z.shape[1]
    for c in y_train:
        counts[c] += 1
    for z, c in zip(Z, y, strict=True):
        right += max(range(len(z)), key=lambda j, z=z: z[j]) == int(c.item())
        hits += counts.index(max(counts)) == int(c.item())
    return right / len(Z), hits / len(Z)


def compared_by_one_hot(Z, y, y_train):
    k = Z.shape[1]
    Y, always = np.eye(k)[y.ravel()], np.eye(k)[y_train].sum(axis=0).argmax()
    answers = np.eye(k)[np.argsort(Z, axis=1)[:, -1]]
    return np.sum(Y * answers) / len(Z), Y.mean(axis=0)[always]


COMPARED = Exercise(
    "ex08-baseline",
    reference=compared,
    inputs=scores,
    returns=("share", "baseline"),
    misconceptions={
        "column against row": column_against_row,  # B4
        "one answer": both(lambda Z, y: np.mean(np.argmax(Z) == y)),  # K10
        "over samples": forms(  # K10
            both(lambda Z, y: np.mean(Z.argmax(axis=0) == y)),
            lambda Z, y, y_train: (
                np.mean(Z.argmax(axis=0) == y), compared(Z, y, y_train)[1])),
        "score for class": both(lambda Z, y: np.mean(Z.max(axis=1) == y)),
        "lowest score": both(lambda Z, y: np.mean(Z.argmin(axis=1) == y)),
        "positive scores": both(lambda Z, y: np.mean(Z[np.arange(len(y)), y] > 0)),
        "above one half": both(
            lambda Z, y: np.mean(nn.softmax(Z)[np.arange(len(y)), y] > 0.5)),
        "every entry": both(
            lambda Z, y: np.mean(
                nn.one_hot(Z.argmax(axis=1), Z.shape[1]) == nn.one_hot(y, Z.shape[1])
            )),
        "mistakes": both(lambda Z, y: np.mean(Z.argmax(axis=1) != y)),
        "count": both(lambda Z, y: np.sum(Z.argmax(axis=1) == y),
                      lambda y, seen, n: np.sum(y == np.bincount(seen).argmax())),
        "percent": both(lambda Z, y: 100 * np.mean(Z.argmax(axis=1) == y),
                        lambda y, seen, n: 100 * np.mean(
                            y == np.bincount(seen).argmax())),
        "rounded": forms(*map(rounded, (2, 3, 4))),
        "count for class": both(  # K6
            baseline=lambda y, seen, n: np.mean(y == np.bincount(seen).max())),
        "share in training": both(  # K1
            baseline=lambda y, seen, n: np.bincount(seen).max() / len(seen)),
        "chosen on y": both(  # K2
            baseline=lambda y, seen, n: np.bincount(y).max() / n),
        "largest class": both(baseline=lambda y, seen, n: np.mean(y == seen.max())),
        "chance": both(baseline=lambda y, seen, n: 1 / (seen.max() + 1)),
    },
    right={"loop": compared_by_loop, "one-hot": compared_by_one_hot},
)  # fmt: skip

EXERCISES = (COMPARED,)
