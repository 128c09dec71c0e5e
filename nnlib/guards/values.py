"""Guards for plain values: arrays, class numbers, counts, random generators."""

import numbers

import numpy as np


def array(call, name, value, expects):
    """`value` as an array of numbers, or a TypeError that says what came."""
    value = value if isinstance(value, np.ndarray) else _converted(call, name, value)
    if value.dtype.kind not in "fiub":
        mend = "try np.array(..., dtype=float)"
        if value.dtype.kind in "US":
            mend = "for names of classes try np.unique(y, return_inverse=True)[1]"
        raise TypeError(
            f"{call} expects {name} to hold real numbers, {expects}, got dtype "
            f"{value.dtype}; {mend}"
        )
    return value


def _converted(call, name, value):
    try:
        return np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{call} expects {name} as one array, got rows of unequal length; "
            f"try np.array({name}) on rows of the same length"
        ) from None


def data(call, name, value, expects):
    """An array that is not empty, and finite; checked once, before a long run."""
    value = array(call, name, value, expects)
    if value.size == 0:
        raise ValueError(
            f"{call} expects at least one sample in {name}, {expects}, got the empty "
            f"shape {value.shape}; check the rows you selected"
        )
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        bad = np.argwhere(~np.isfinite(value))[0]
        rows = f"np.isfinite({name})" + (".all(axis=1)" if value.ndim == 2 else "")
        raise ValueError(
            f"{call} expects finite numbers in {name}, got {value[tuple(bad)]} at "
            f"{name}{[int(i) for i in bad]}; keep the complete rows: "
            f"{name}[{rows}]"
        )
    return value


def pair(call, X, y):
    """Inputs and answers, finite, as many of one as of the other."""
    X, y = data(call, "X", X, "(n, n_in)"), data(call, "y", y, "one row per sample")
    if len(X) != len(y):
        raise ValueError(
            f"{call} expects as many answers as samples, got {len(X)} rows of X and "
            f"{len(y)} of y; select both with the same rows: X[rows], y[rows]"
        )
    if X.ndim == 1:
        raise ValueError(
            f"{call} expects X of shape (n, n_in), got {X.shape}; "
            f"for one feature try X.reshape(-1, 1)"
        )


def classes(call, y, n_classes):
    """Class numbers 0, …, n_classes − 1 as integers, (n,), at least one."""
    if not isinstance(n_classes, numbers.Integral) or n_classes < 1:
        raise ValueError(
            f"{call} expects a positive whole number of classes, got {n_classes!r}; "
            f"try {call}(y, int(y.max()) + 1)"
        )
    y = array(call, "y", y, "class numbers of shape (n,)")
    if y.ndim != 1 or y.size == 0:
        mend = "try y.ravel()" if y.size else "check the rows you selected"
        raise ValueError(
            f"{call} expects class numbers of shape (n,), got {y.shape}; {mend}"
        )
    if y.dtype.kind not in "iu":
        y = data(call, "y", y, "class numbers of shape (n,)")
        if not np.equal(np.mod(y, 1), 0).all():
            raise ValueError(
                f"{call} expects whole class numbers, got {y[np.mod(y, 1) != 0][0]}; "
                f"class numbers count from 0: 0, 1, 2, …"
            )
        y = y.astype(int)
    if y.min() < 0 or y.max() >= n_classes:
        wrong = y[(y < 0) | (y >= n_classes)][0]
        mend = "check where they come from"
        if y.min() >= 1 and y.max() == n_classes:
            mend = "class numbers count from 0: try y - 1"
        elif set(np.unique(y)) <= {-1, 1}:
            mend = "for labels −1 and 1 try (y + 1) // 2"
        raise ValueError(
            f"{call} expects class numbers 0 … {n_classes - 1} for {n_classes} "
            f"classes, got {wrong}; {mend}"
        )
    return y


def whole(call, name, value):
    """A positive whole number."""
    if not isinstance(value, numbers.Integral) or isinstance(value, bool):
        raise TypeError(
            f"{call} expects a whole number for {name}, got {value!r}; try {name}=10"
        )
    if value < 1:
        raise ValueError(
            f"{call} expects {name} of at least 1, got {value}; try {name}=10"
        )


def fraction(call, name, value):
    """A number from 0 up to, but not including, 1."""
    if not isinstance(value, numbers.Real) or not 0 <= value < 1:
        raise ValueError(
            f"{call} expects {name} with 0 ≤ {name} < 1, got {value!r}; "
            f"try {call}({0.5 if name == 'p' else 0.01})"
        )


def generator(call, rng):
    """A random generator, not a seed: who owns the randomness is always visible."""
    if not isinstance(rng, (np.random.Generator, np.random.RandomState)):
        seed = rng if isinstance(rng, numbers.Integral) else 0
        raise TypeError(
            f"{call} expects a random generator, got {rng!r}; "
            f"try rng=np.random.default_rng({seed})"
        )
