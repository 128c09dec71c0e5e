"""Lesson 06: the loss over all rows, from the losses of batches."""

import numpy as np

from nnlib.check.spec import Exercise


def epoch_losses(rng):
    """Yield the mean losses of batches, and how many rows each had."""
    for sizes in ((10, 10, 10, 3), (4, 4, 2), (8, 8, 8, 8, 8, 1)):
        yield rng.uniform(0.2, 3, size=len(sizes)), np.array(sizes)


def over_all(losses, sizes):
    return np.sum(losses * sizes) / np.sum(sizes)


def over_all_by_loop(losses, sizes):
    total = rows = 0
    for L, n in zip(losses, sizes, strict=True):
        total += L * n
        rows += n
    return total / rows


EPOCH_LOSS = Exercise(
    "ex06-epoch-loss",
    reference=over_all,
    inputs=epoch_losses,
    returns=("L",),
    misconceptions={
        "mean of means": lambda losses, sizes: np.mean(losses),  # I4
        "last": lambda losses, sizes: losses[-1],  # I4
        "added up": lambda losses, sizes: np.sum(losses),
        "not divided": lambda losses, sizes: np.sum(losses * sizes),  # H1
        "all full": lambda losses, sizes: (  # I3
            np.sum(losses * sizes) / (len(sizes) * sizes[0])
        ),
        "divided by batches": lambda losses, sizes: np.mean(losses * sizes),
        "not weighted": lambda losses, sizes: np.sum(losses) / np.sum(sizes),
        "weights upside down": lambda losses, sizes: (
            np.sum(losses / sizes) / np.sum(1 / sizes)
        ),
        "full ones only": lambda losses, sizes: np.mean(losses[:-1]),  # I3
        "shares": lambda losses, sizes: losses * sizes / np.sum(sizes),
        "middle": lambda losses, sizes: np.median(losses),
    },
    right={
        "loop": over_all_by_loop,
        "average": lambda losses, sizes: np.average(losses, weights=sizes),
        "repeated": lambda losses, sizes: np.mean(np.repeat(losses, sizes)),
        "float32": lambda losses, sizes: losses.astype("f4") @ sizes / sizes.sum(),
    },
)

EXERCISES = (EPOCH_LOSS,)
