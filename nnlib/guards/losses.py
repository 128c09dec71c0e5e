"""Guards for what a loss is given."""

import numpy as np

from .values import array, classes


def outputs_and_targets(call, A, Y):
    """Outputs (n, n_out) and targets of the same shape, in the outputs' dtype."""
    if isinstance(A, np.ndarray) and isinstance(Y, np.ndarray):
        same = A.dtype is Y.dtype and A.shape[-2:] == Y.shape
        if same and A.dtype.kind == "f" and Y.ndim == 2 and Y.size:
            return A, Y  # the usual case, once a step: leave at once
    A = array(call, "the outputs", A, "(n, n_out)")
    Y = array(call, "the targets", Y, "(n, n_out)")
    if A.ndim < 2:
        raise ValueError(
            f"{call} expects outputs of shape (n, n_out), one row per sample, "
            f"got {A.shape}; try A.reshape(-1, 1)"
        )
    if Y.shape[-2:] != A.shape[-2:] or Y.ndim not in (2, A.ndim):
        fits = Y.ndim == 1 and A.shape[-2:] == (len(Y), 1)
        mend = "try Y.reshape(-1, 1)" if fits else "give one target per output"
        raise ValueError(
            f"{call} expects targets of the same shape as the outputs, "
            f"{A.shape[-2:]}, got {Y.shape}; {mend}"
        )
    if A.size == 0:
        raise ValueError(
            f"{call} expects at least one sample, got {A.shape}; "
            f"check the rows you selected"
        )
    if A.dtype.kind != "f":
        A = A.astype(float)
    return A, Y if Y.dtype == A.dtype else Y.astype(A.dtype)


def in_unit_interval(call, Y):
    if np.minimum.reduce(Y, axis=None) < 0 or np.maximum.reduce(Y, axis=None) > 1:
        raise ValueError(
            f"{call} expects targets between 0 and 1, got {Y.min():g} … {Y.max():g}; "
            f"for labels −1 and 1 try (Y + 1) / 2"
        )


def scores_and_classes(call, Z, y):
    """Scores (n, n_classes) and the class number of each row."""
    Z = array(call, "the scores", Z, "(n, n_classes)")
    if Z.ndim < 2 or Z.shape[-1] < 2:
        raise ValueError(
            f"{call} expects scores of shape (n, n_classes) with at least two classes, "
            f"got {Z.shape}; for one output per sample use binary_cross_entropy"
        )
    if np.ndim(y) != 1 or len(y) != Z.shape[-2]:
        mend = "try y.ravel()" if np.size(y) == Z.shape[-2] else "one number per row"
        if np.shape(y)[-2:] == Z.shape[-2:]:
            mend = "try Y.argmax(axis=1) to go from one-hot rows to class numbers"
        raise ValueError(
            f"{call} expects class numbers of shape ({Z.shape[-2]},), one per row of "
            f"scores, got {np.shape(y)}; {mend}"
        )
    return Z if Z.dtype.kind == "f" else Z.astype(float), classes(call, y, Z.shape[-1])
