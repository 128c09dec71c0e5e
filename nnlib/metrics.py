"""How often is it right, and which classes does it mix up? Lessons 07 and 08.

`A` holds a network's outputs, one row per sample: a column per class (the largest
wins, the first of equals), or one column, where class 1 is predicted above a threshold.
With one more axis in front, (K, n, ...), it is a stack of K networks, and each result
gets that axis too. `y` holds the true class numbers, (n,).
"""

import numpy as np

from . import guards


def accuracy(A, y, threshold=0.5):
    """The share of samples whose class is predicted right.

        accuracy = (1/n) Σᵢ [ĉᵢ = yᵢ]                          (7.10)
        ĉᵢ = argmaxⱼ aᵢⱼ,   or with one column  ĉᵢ = 1 if aᵢ > threshold, else 0

    A         : (n, n_classes) scores or probabilities, or (n, 1)
    y         : (n,) class numbers; (n, 1) too if A is
    threshold : for one column; 0.5 for a probability, 0 for a raw score (logit)

    Returns a number from 0 to 1, (K,) for a stack. Where two columns share the maximum,
    argmax takes the first. Raises ValueError if A and y do not fit, or for NaN.
    """
    A, y, _ = guards.outputs_and_classes("accuracy", A, y)
    threshold = guards.threshold("accuracy", threshold)
    return (predicted(A, threshold) == y).mean(axis=-1)


def confusion_matrix(A, y, n_classes=None, threshold=0.5):
    """How many samples of each true class (row) went to each predicted one (column).

        M = Yᵀ Ŷ,   the rows of Y and Ŷ one-hot for yᵢ and ĉᵢ  (8.2)

    A, y, threshold : as in accuracy
    n_classes       : rows and columns of M; None for as many as A predicts

    Returns M, (n_classes, n_classes) integers that sum to n; the diagonal is right.
    Raises ValueError as accuracy does, and if n_classes is below what A predicts.
    """
    A, y, n_classes = guards.outputs_and_classes("confusion_matrix", A, y, n_classes)
    threshold = guards.threshold("confusion_matrix", threshold)
    rows = np.eye(n_classes, dtype=np.int64)
    return rows[y].T @ rows[predicted(A, threshold)]


def log_loss(P, y):
    """Mean surprise at the true classes: cross-entropy from probabilities.

        L = −(1/n) Σᵢ log pᵢ[yᵢ]                               (8.3)

    P : (n, n_classes) probabilities, each row sums to 1; or (n, 1), that of class 1
    y : (n,) class numbers; (n, 1) too if P is

    Returns L in nats, (K,) for a stack; infinity where a true class has probability 0.
    Raises ValueError if a row is not made of probabilities, as for raw scores.
    """
    P, y, _ = guards.outputs_and_classes("log_loss", P, y, name="P")
    P = guards.probabilities(P)
    if P.shape[-1] == 1:
        P = np.concatenate([1 - P, P], axis=-1)
    guards.whole_rows(P)
    with np.errstate(divide="ignore"):  # log 0 = −∞ is the right answer here
        log_p = np.log(P[..., np.arange(len(y)), y])
    return 0.0 - log_p.mean(axis=-1)  # 0 for a sure and right one, never −0


def predicted(A, threshold):
    """The class number that each row of A predicts, (..., n)."""
    if A.shape[-1] == 1:
        return (A[..., 0] > threshold).astype(np.int64)
    return A.argmax(axis=-1)
