"""How often is it right, and which classes does it mix up? Lessons 07 and 08.

`A` holds a network's outputs, one row per sample: a column per class (the largest
wins, the first of equals), or one column, where class 1 is predicted above a threshold.
With one more axis in front, (K, n, ...), it is a stack of K networks, and each result
gets that axis too. `y` holds the true class numbers, (n,).
"""

import numbers

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
    A, y = _outputs_and_classes("accuracy", A, y)
    return (_predicted("accuracy", A, threshold) == y).mean(axis=-1)


def confusion_matrix(A, y, n_classes=None, threshold=0.5):
    """How many samples of each true class (row) went to each predicted one (column).

        M = Yᵀ Ŷ,   the rows of Y and Ŷ one-hot for yᵢ and ĉᵢ  (8.2)

    A, y, threshold : as in accuracy
    n_classes       : rows and columns of M; None for as many as A predicts

    Returns M, (n_classes, n_classes) integers that sum to n; the diagonal is right.
    Raises ValueError as accuracy does, and if n_classes is below what A predicts.
    """
    A, y = _outputs_and_classes("confusion_matrix", A, y, n_classes)
    C = _predicted("confusion_matrix", A, threshold)
    rows = np.eye(n_classes or max(2, A.shape[-1]), dtype=np.int64)
    return rows[y].T @ rows[C]


def log_loss(P, y):
    """Mean surprise at the true classes: cross-entropy from probabilities.

        L = −(1/n) Σᵢ log pᵢ[yᵢ]                               (8.3)

    P : (n, n_classes) probabilities, each row sums to 1; or (n, 1), that of class 1
    y : (n,) class numbers; (n, 1) too if P is

    Returns L in nats, (K,) for a stack; infinity where a true class has probability 0.
    Raises ValueError if a row is not made of probabilities, as for raw scores.
    """
    P, y = _outputs_and_classes("log_loss", P, y, name="P")
    P = _probabilities(P)
    with np.errstate(divide="ignore"):  # log 0 = −∞ is the right answer here
        log_p = np.log(P[..., np.arange(len(y)), y])
    return 0.0 - log_p.mean(axis=-1)  # 0 for a sure and right one, never −0


def _predicted(call, A, threshold):
    """The class number that each row of A predicts, (..., n)."""
    if not isinstance(threshold, numbers.Real) or np.isnan(threshold):
        raise TypeError(
            f"{call} expects a number for threshold, got {threshold!r}; "
            f"try threshold=0.5"
        )
    if A.shape[-1] == 1:
        return (A[..., 0] > threshold).astype(np.int64)
    return A.argmax(axis=-1)


def _outputs_and_classes(call, A, y, n_classes=None, name="A"):
    """A as an array without NaN and y as (n,) integers, a class number per row of A."""
    A = guards.array(call, name, A, "(n, n_classes)")
    y = guards.array(call, "y", y, "class numbers of shape (n,)")
    if A.ndim not in (2, 3) or A.size == 0:
        raise ValueError(
            f"{call} expects outputs {name} of shape (n, n_classes) or (n, 1), one row "
            f"per sample, got {A.shape}; {_mend(call, A, y, name)}"
        )
    if np.isnan(A).any():
        where = [int(i) for i in np.argwhere(np.isnan(A))[0]]
        raise ValueError(
            f"{call} expects numbers in {name}, got nan at {name}{where}; if training "
            f"diverged, try a smaller learning rate"
        )
    width = A.shape[-1]
    if width == 1 and y.shape == (A.shape[-2], 1):
        y = y.ravel()  # never (n, 1) == (n,), which NumPy makes (n, n)
    if y.shape != (A.shape[-2],):
        raise ValueError(
            f"{call} expects {A.shape[-2]} class numbers, y of shape "
            f"({A.shape[-2]},), one per row of {name}, got {y.shape}; "
            f"{_mend_y(A, y)}"
        )
    y = guards.data(call, "y", y, "class numbers of shape (n,)")
    if n_classes is not None:
        _enough(call, n_classes, max(2, width))
    return A, guards.classes(call, y, n_classes or max(2, width))


def _mend(call, A, y, name):
    if A.size == 0:
        return "check the rows you selected"
    if A.ndim == 1 and y.ndim > 1:
        return f"the outputs come first: try {call}({name}, y)"
    if A.ndim == 1 and A.dtype.kind in "iub":
        return "to compare class numbers with class numbers, try np.mean(c == y)"
    if A.ndim == 1:
        return f"for one output per sample try {name}.reshape(-1, 1)"
    return "give one row per sample"


def _mend_y(A, y):
    if y.shape == A.shape[-2:]:
        return "try Y.argmax(axis=1) to go from one-hot rows to class numbers"
    if y.size == A.shape[-2]:
        return "try y.ravel()"
    return "select both with the same rows: A[rows], y[rows]"


def _enough(call, n_classes, least):
    guards.whole(call, "n_classes", n_classes)
    if n_classes < least:
        raise ValueError(
            f"{call} expects n_classes of at least {least}, what A predicts, got "
            f"{n_classes}; try n_classes={least}"
        )


def _probabilities(P):
    """P with a column per class, its rows checked; a hair outside 0 … 1 is rounding."""
    if P.min() < -1e-6 or P.max() > 1 + 1e-6:
        raise ValueError(
            f"log_loss expects probabilities from 0 to 1, got {P.min():g} … "
            f"{P.max():g}; for raw scores try cross_entropy(Z, y) or softmax(Z)"
        )
    P = np.clip(P, 0.0, 1.0)
    if P.shape[-1] == 1:
        return np.concatenate([1 - P, P], axis=-1)
    sums = P.sum(axis=-1)
    worst = sums.flat[np.abs(sums - 1).argmax()]
    if abs(worst - 1) > 1e-3:
        raise ValueError(
            f"log_loss expects each row of P to sum to 1, got a row with sum "
            f"{worst:g}; try P / P.sum(axis=-1, keepdims=True)"
        )
    return P
