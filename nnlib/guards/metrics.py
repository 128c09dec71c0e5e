"""Guards for measures of what a network answers."""

import numpy as np

from .arrays import array, classes, data, floats, no_nan
from .scalars import number, whole
from .sentences import wrong


def outputs_and_classes(call, A, y, n_classes=None, name="A"):
    """A in floating point without NaN, a class number per row of it, and n_classes."""
    A = array(call, name, A, "(n, n_classes)")
    y = array(call, "y", y, "(n,)")
    if A.ndim not in (2, 3) or A.size == 0:
        fields = dict(call=call, name=name, came=A.shape)
        raise wrong(ValueError, "metric.shape", _mend_outputs(A, y), **fields)
    A = no_nan(call, name, floats(call, name, A))
    least = max(2, A.shape[-1])
    n_classes = least if n_classes is None else _enough(call, n_classes, least)
    return A, classes(call, _class_per_row(call, name, A, y), n_classes), n_classes


def _mend_outputs(A, y):
    if A.size == 0:
        return "mend.selection"
    if A.ndim == 1 and y.ndim > 1:
        return "mend.order"
    if A.ndim == 1 and A.dtype.kind != "f":
        return "mend.compare"
    return "mend.one output" if A.ndim == 1 else "mend.row per sample"


def _class_per_row(call, name, A, y):
    n, width = A.shape[-2:]
    if width == 1 and y.shape == (n, 1):
        y = y.ravel()  # never (n, 1) == (n,), which NumPy makes (n, n)
    if y.shape != (n,):
        mend = "mend.ravel" if y.size == n else "mend.same rows"
        mend = "mend.argmax" if y.shape == (n, width) else mend
        fields = dict(call=call, n=n, name=name, came=y.shape)
        raise wrong(ValueError, "metric.classes", mend, **fields)
    return data(call, "y", y, "(n,)")


def _enough(call, n_classes, least):
    n_classes = whole(call, "n_classes", n_classes)
    if n_classes < least:
        fields = dict(call=call, least=least, came=n_classes)
        raise wrong(ValueError, "metric.n_classes", **fields)
    return n_classes


def threshold(call, value):
    """The number that one output is compared with; infinite ones decide all alike."""
    value = number(call, "threshold", value, 0.5)
    if value != value:
        raise wrong(ValueError, "metric.threshold", call=call)
    return value


def probabilities(P):
    """Numbers from 0 to 1; a hair outside is rounding."""
    low, high = P.min(), P.max()
    if low < -1e-6 or high > 1 + 1e-6:
        raise wrong(ValueError, "metric.range", low=f"{low:g}", high=f"{high:g}")
    return np.clip(P, 0.0, 1.0)


def whole_rows(P):
    """Probabilities whose rows sum to 1."""
    sums = P.sum(axis=-1)
    worst = sums.flat[np.abs(sums - 1).argmax()]
    if abs(worst - 1) > 1e-3:
        raise wrong(ValueError, "metric.sum", came=f"{worst:g}")
