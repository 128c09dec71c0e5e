"""Guards for what a loss is given."""

import numpy as np
from numpy import ndarray

from .arrays import FLOATS, array, classes, floats
from .sentences import wrong


def outputs_and_targets(call, A, Y):
    """Outputs (n, n_out) and targets of the same shape, in the outputs' dtype."""
    if type(A) is type(Y) is ndarray and A.dtype is Y.dtype and A.dtype in FLOATS:
        shape = A.shape
        if shape == Y.shape and len(shape) == 2 and 0 not in shape:
            return A, Y  # the usual case, once a step: leave at once
    A, Y = floats(call, "A", A, "(n, n_out)"), floats(call, "Y", Y, "(n, n_out)")
    if A.ndim < 2:
        raise wrong(ValueError, "outputs.flat", call=call, came=A.shape)
    if Y.shape[-2:] != A.shape[-2:] or Y.ndim not in (2, A.ndim):
        column = Y.ndim == 1 and A.shape[-2:] == (len(Y), 1)
        mend = "mend.column" if column else "mend.each output"
        fields = dict(call=call, shape=A.shape[-2:], came=Y.shape)
        raise wrong(ValueError, "targets.shape", mend, **fields)
    if A.size == 0:
        raise wrong(ValueError, "outputs.none", call=call, came=A.shape)
    return A, Y if Y.dtype == A.dtype else Y.astype(A.dtype)


def in_unit_interval(call, Y):
    """Targets that can be probabilities."""
    low, high = np.minimum.reduce(Y, axis=None), np.maximum.reduce(Y, axis=None)
    if not (low >= 0 and high <= 1):
        low, high = f"{low:g}", f"{high:g}"
        raise wrong(ValueError, "targets.range", call=call, low=low, high=high)


def scores_and_classes(call, Z, y):
    """Scores (n, n_classes) and the class number of each row."""
    Z = floats(call, "Z", Z, "(n, n_classes)")
    if Z.ndim < 2 or Z.shape[-1] < 2:
        raise wrong(ValueError, "scores.shape", call=call, came=Z.shape)
    y = array(call, "y", y, "(n,)")
    if y.ndim != 1 or len(y) != Z.shape[-2]:
        raise _not_a_class_per_row(call, Z, y)
    return Z, classes(call, y, Z.shape[-1])


def _not_a_class_per_row(call, Z, y):
    mend = "mend.ravel" if y.size == Z.shape[-2] else "mend.each row"
    if y.shape[-2:] == Z.shape[-2:]:
        mend = "mend.argmax"
    fields = dict(call=call, n=Z.shape[-2], came=y.shape)
    return wrong(ValueError, "scores.classes", mend, **fields)
