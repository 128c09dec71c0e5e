"""Lesson 08: read a confusion matrix, and make one."""

from fractions import Fraction

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def told(accuracy, found, meant, always):
    """The four shares that the warm-up asks for."""
    return {
        "accuracy": accuracy,
        "8s that were found": found,
        "answers 8 that are right": meant,
        "always 1": always,
    }


def in_numbers(answers):
    """Write fractions as floats: the task allows them."""
    if not isinstance(answers, dict):
        return answers
    pairs = answers.items()
    return {k: float(v) if isinstance(v, Fraction) else v for k, v in pairs}


# The table of the task, a row per truth: [[14, 1, 1], [3, 7, 2], [1, 0, 11]].
READ = Exercise(
    "ex08-read",
    reference=told(32 / 40, 11 / 12, 11 / 14, 16 / 40),
    use=in_numbers,
    misconceptions={
        "rows and columns": forms(
            told(32 / 40, 11 / 14, 11 / 12, 18 / 40),
            told(32 / 40, 11 / 14, 11 / 12, 16 / 40),
        ),
        "percent": forms(
            told(80, 92, 79, 40), told(80, 91.7, 78.6, 40), told(80, 91.67, 78.57, 40)
        ),
        "counts": told(32, 11, 11, 16),
        "mistakes": told(8 / 40, 1 / 12, 3 / 14, 24 / 40),
        "of all pictures": told(32 / 40, 11 / 40, 11 / 40, 16 / 40),
        "of all right ones": told(32 / 40, 11 / 32, 11 / 32, 16 / 32),
        "the diagonal of 1": told(32 / 40, 11 / 12, 11 / 14, 14 / 40),
        "one in three": told(32 / 40, 11 / 12, 11 / 14, 1 / 3),  # K6
        "mean of the classes": told((14 / 16 + 18 / 12) / 3, 11 / 12, 11 / 14, 0.4),
        "right to wrong": told(32 / 8, 11 / 1, 11 / 3, 16 / 24),
    },
    right={
        "two digits": told(0.8, 0.92, 0.79, 0.4),
        "fractions": told(*map(Fraction, ("4/5", "11/12", "11/14", "2/5"))),
        "numpy": told(np.float32(0.8), np.array(0.917), np.float64(0.786), 0.4),
    },
    atol=0.006,
)


def answers(rng):
    """Yield answers, truths and the number of classes; one class is never there."""
    for n, k in ((17, 3), (5, 5), (23, 4)):
        y = rng.integers(k - 1, size=n)  # class k - 1 is nobody's truth
        c = np.where(rng.random(n) < 0.5, y, rng.integers(k - 1, size=n))
        y[:4], c[:4] = [0, 0, 1, 0], [1, 1, 0, 0]  # 0 as 1 twice, 1 as 0 once
        yield c, y, k


def confusion(c, y, k):
    return nn.one_hot(y, k).T @ nn.one_hot(c, k)


def confusion_by_loop(c, y, k):
    M = np.zeros((k, k), dtype=int)
    for true, answer in zip(y, c, strict=True):
        M[true, answer] += 1
    return M


def marked(step):
    """Return a matrix in which `step(M, y, c)` marks the pictures."""

    def wrong(c, y, k):
        M = np.zeros((k, k))
        step(M, y, c)
        return M

    return wrong


def set_to_one(M, y, c):
    M[y, c] = 1


def added_at_once(M, y, c):
    M[y, c] += 1


def whole_rows(y, k):
    Y = np.zeros((len(y), k))
    Y[y] = 1
    return Y


def by_answers(c, y, k):
    M = confusion(c, y, k)
    return M / np.maximum(M.sum(axis=0), 1)


def by_truths(c, y, k):
    M = confusion(c, y, k)
    return M / np.maximum(M.sum(axis=1, keepdims=True), 1)


CONFUSION = Exercise(
    "ex08-confusion",
    reference=confusion,
    inputs=answers,
    returns=("M",),
    misconceptions={
        "columns are true": lambda c, y, k: confusion(y, c, k),
        "once at most": forms(marked(set_to_one), marked(added_at_once)),
        "whole rows": lambda c, y, k: whole_rows(y, k).T @ whole_rows(c, k),  # F11
        "pairs of pictures": lambda c, y, k: nn.one_hot(y, k) @ nn.one_hot(c, k).T,
        "entry by entry": lambda c, y, k: nn.one_hot(y, k) * nn.one_hot(c, k),  # B1
        "truth twice": lambda c, y, k: confusion(y, y, k),
        "answer twice": lambda c, y, k: confusion(c, c, k),
        "diagonal only": lambda c, y, k: confusion(c, y, k) * np.eye(k),
        "mistakes only": lambda c, y, k: confusion(c, y, k) * (1 - np.eye(k)),
        "shares of all": lambda c, y, k: confusion(c, y, k) / len(y),
        "shares of the truths": by_truths,
        "shares of the answers": by_answers,
        "classes that occur": lambda c, y, k: confusion_by_loop(
            c, y, max(c.max(), y.max()) + 1
        ),
    },
    tell={
        "whole rows": lambda M, c, y, k: {"total": M.sum()},
        "once at most": lambda M, c, y, k: {"total": M.sum()},
    },
    right={
        "loop": confusion_by_loop,
        "add.at": marked(lambda M, y, c: np.add.at(M, (y, c), 1)),
        "bincount": lambda c, y, k: np.bincount(
            y * k + c, minlength=k * k
        ).reshape(k, k),
    },
)  # fmt: skip

EXERCISES = (READ, CONFUSION)
