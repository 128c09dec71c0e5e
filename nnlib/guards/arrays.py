"""Guards for arrays: real numbers, finite data, class numbers.

float64 and float32 pass as they are. Whole numbers and truth values become float64
where a formula computes with them; every other kind is refused.
"""

import sys

import numpy as np
from numpy import ndarray

from .scalars import whole
from .sentences import shown, wrong

F64, F32 = np.dtype(np.float64), np.dtype(np.float32)
FLOATS = {F64, F32}
REAL = FLOATS | {np.dtype(kind) for kind in "?bBhHiIlLqQ"}


def floats(call, name, value, expects="(...)"):
    """Real numbers to compute with, in float64 or float32."""
    if type(value) is ndarray:
        if value.dtype is F64 or value.dtype is F32:
            return value  # the usual case, several times a step: leave at once
    value = array(call, name, value, expects)
    return value if value.dtype in FLOATS else value.astype(float)


def array(call, name, value, expects):
    """`value` as an array of real numbers, in a kind of number that we compute with."""
    if type(value) is ndarray and value.dtype in REAL:
        return value
    masked = sys.modules.get("numpy.ma")
    if masked and isinstance(value, masked.MaskedArray):
        raise wrong(TypeError, "array.masked", call=call, name=name, expects=expects)
    value = _converted(call, name, value)
    if value.dtype not in REAL:
        raise _wrong_kind(call, name, value, expects)
    return value


def _converted(call, name, value):
    """A plain array, in this machine's order of bytes."""
    try:
        value = np.asarray(value)
        return value.astype(value.dtype.newbyteorder("="), copy=False)
    except Exception as error:  # a foreign object may raise anything at all
        fields = dict(call=call, name=name, came=type(value).__name__)
        ragged = isinstance(error, ValueError) and isinstance(value, (list, tuple))
    if ragged:
        raise wrong(ValueError, "array.ragged", **fields)
    raise wrong(TypeError, "array.foreign", **fields)


def _wrong_kind(call, name, value, expects):
    text = "mend.labels" if name == "y" else "mend.text"
    mends = {"U": text, "S": text, "f": "mend.float"}
    mend = mends.get(value.dtype.kind, "mend.array")
    came = f"dtype {value.dtype}" if value.ndim else shown(value.item())
    fields = dict(call=call, name=name, expects=expects, came=came)
    return wrong(TypeError, "array.kind", mend, **fields)


def data(call, name, value, expects):
    """An array that is not empty, and finite; checked once, before a long run."""
    value = array(call, name, value, expects)
    fields = dict(call=call, name=name, expects=expects)
    if value.size == 0:
        raise wrong(ValueError, "data.empty", came=value.shape, **fields)
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        bad = np.argwhere(~np.isfinite(value))[0]
        fields["where"] = [int(i) for i in bad]
        each = tuple(range(1, value.ndim)) if value.ndim > 2 else value.ndim - 1
        fields["each"] = f".all(axis={each})" if each else ""
        raise wrong(ValueError, "data.finite", came=value[tuple(bad)], **fields)
    return value


def movable(call, theta, cure="theta.copy()"):
    """A vector that is no read-only view of another."""
    if not theta.flags.writeable:
        raise wrong(ValueError, "fixed", call=call, cure=cure)


def no_nan(call, name, value):
    """What a network answers, or is made of: no NaN, as of training that diverged."""
    if np.isnan(value).any():
        where = [int(i) for i in np.argwhere(np.isnan(value))[0]]
        raise wrong(ValueError, "metric.nan", call=call, name=name, where=where)
    return value


def pair(call, X, y):
    """Inputs and answers, finite, as many of one as of the other."""
    X, y = data(call, "X", X, "(n, n_in)"), data(call, "y", y, "(n, ...)")
    if X.ndim < 2:
        raise wrong(ValueError, "pair.inputs", call=call, came=X.shape)
    samples(call, X, y)


def samples(call, X, y):
    """Two arrays whose rows belong together."""
    X, y = array(call, "X", X, "(n, ...)"), array(call, "y", y, "(n, ...)")
    if not X.ndim or not y.ndim:
        raise wrong(ValueError, "pair.single", call=call, X=X.shape, y=y.shape)
    if len(X) != len(y):
        raise wrong(ValueError, "pair.rows", call=call, n=len(X), m=len(y))
    return X, y


def alike(call, a, b, names=("a", "b")):
    """Two arrays of one shape."""
    a, b = floats(call, names[0], a), floats(call, names[1], b)
    if a.shape != b.shape:
        raise wrong(ValueError, "alike", call=call, a=a.shape, b=b.shape)
    return a, b


def scores(call, name, Z):
    """Rows to turn into probabilities, with at least one column."""
    Z = floats(call, name, Z, "(..., n_classes)")
    if Z.shape[-1:] == (0,):
        raise wrong(ValueError, "scores", call=call, name=name, came=Z.shape)
    return Z


def classes(call, y, n_classes):
    """Class numbers 0, …, n_classes − 1 as integers, (n,), at least one."""
    n_classes = whole(call, "n_classes", n_classes)
    y = array(call, "y", y, "(n,)")
    if y.ndim != 1 or y.size == 0:
        mend = "mend.ravel" if y.size else "mend.selection"
        raise wrong(ValueError, "classes.shape", mend, call=call, came=y.shape)
    y = whole_numbers(call, "classes.whole", data(call, "y", y, "(n,)"))
    if y.min() < 0 or y.max() >= n_classes:
        raise _out_of_range(call, y, n_classes)
    return y


def whole_numbers(call, key, y):
    """Whole numbers as integers, which floats are only up to 2⁵³."""
    if y.dtype.kind in "iu":
        return y
    broken = ~((np.floor(y) == y) & (np.abs(y) <= 2**53))
    if broken.any():
        raise wrong(ValueError, key, call=call, came=y[broken][0])
    return y.astype(int)


def _out_of_range(call, y, n_classes):
    came, mend = y[(y < 0) | (y >= n_classes)][0], "mend.origin"
    if y.min() >= 1 and y.max() == n_classes:
        mend = "mend.from 1"
    elif set(np.unique(y)) <= {-1, 1}:
        mend = "mend.signs"
    fields = dict(call=call, last=n_classes - 1, n_classes=n_classes, came=came)
    return wrong(ValueError, "classes.range", mend, **fields)
