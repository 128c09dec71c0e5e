"""Exercises of lesson 00: shapes, products, sums along an axis, and a stale name."""

import numpy as np

from nnlib.check.spec import SIZES, Exercise, forms, hunt


def shapes(rows, entries, product, down, along, kept):
    return {
        "X + b": rows, "X * X": entries, "X @ W": product, "X.sum(axis=0)": down,
        "X.sum(axis=1)": along, "X.sum(axis=1, keepdims=True)": kept,
    }  # fmt: skip


BY_HAND = Exercise(
    "ex00-by-hand",
    reference=shapes((5, 3), (5, 3), (5, 2), (3,), (5,), (5, 1)),
    misconceptions={
        "one row": shapes((1, 3), (5, 3), (5, 2), (3,), (5,), (5, 1)),
        "added up": shapes((5, 3), (5, 5), (5, 2), (3,), (5,), (5, 1)),
        "not added up": shapes((5, 3), (5, 3), (5, 3), (3,), (5,), (5, 1)),  # B1
        "outer": shapes((5, 3), (5, 3), (3, 3), (3,), (5,), (5, 1)),
        "axis stays": forms(
            shapes((5, 3), (5, 3), (5, 2), (5,), (3,), (3, 1)),
            shapes((5, 3), (5, 3), (5, 2), (5,), (3,), (5, 1)),
        ),
        "bare": forms(
            shapes((5, 3), (5, 3), (5, 2), 3, 5, (5, 1)),
            shapes((5, 3), (5, 3), (5, 2), 5, 3, (5, 1)),
            shapes((5, 3), (5, 3), (5, 2), 5, 3, (3, 1)),
        ),
        "row": shapes((5, 3), (5, 3), (5, 2), (3,), (5,), (1, 5)),
        "kept for nothing": shapes((5, 3), (5, 3), (5, 2), (3,), (5,), (5,)),  # B6
        "always kept": shapes((5, 3), (5, 3), (5, 2), (1, 3), (5, 1), (5, 1)),
    },
    right={
        "lists": shapes([5, 3], [5, 3], [5, 2], [3], [5], [5, 1]),
        "bare numbers": shapes((5, 3), (5, 3), (5, 2), (3,), np.array([5]), [5, 1]),
    },
)


def baskets(rng):
    """Yield a table, and a number for each of its columns."""
    for n, k in (*SIZES, (1, 4)):
        yield rng.normal(size=(n, k)), rng.normal(size=k)


def total_by_loop(X, w):
    totals = []
    for row in X:
        total = 0.0
        for x, weight in zip(row, w, strict=True):
            total += x * weight
        totals.append(total)
    return np.array(totals)


TOTALS = Exercise(
    "ex00-totals",
    reference=lambda X, w: X @ w,
    inputs=baskets,
    returns=("totals",),
    misconceptions={
        "entry by entry": lambda X, w: X * w,  # B1
        "one number": lambda X, w: np.sum(X * w),
        "down": lambda X, w: np.sum(X * w, axis=0),
        "mean": lambda X, w: np.mean(X * w, axis=1),
        "column": lambda X, w: (X @ w).reshape(-1, 1),
        "prices only": lambda X, w: X.sum(axis=1),
        "weights first": lambda X, w: w @ X,  # B9
        "first row": lambda X, w: X[0] @ w,
        "sums multiplied": lambda X, w: X.sum(axis=1) * w.sum(),
    },
    right={
        "loop": total_by_loop,
        "sum": lambda X, w: (X * w).sum(axis=1),
        "float32": lambda X, w: X.astype("float32") @ w.astype("float32"),
    },
)


def amounts(rng):
    """Yield tables of positive numbers."""
    for shape in (*SIZES, (4, 1)):
        yield (rng.uniform(0.5, 3.0, size=shape),)


def shares_by_loop(X):
    S = np.zeros(X.shape)
    for i, row in enumerate(X):
        S[i] = row / sum(row)
    return S


SHARES = Exercise(
    "ex00-shares",
    reference=lambda X: X / X.sum(axis=1, keepdims=True),
    inputs=amounts,
    returns=("shares",),
    misconceptions={
        "no keepdims": lambda X: X / X.sum(axis=1),  # B6
        "columns": lambda X: X / X.sum(axis=0),
        "everything": lambda X: X / X.sum(),
        "mean": lambda X: X / X.mean(axis=1, keepdims=True),
        "largest": lambda X: X / X.max(axis=1, keepdims=True),
        "sums": lambda X: X.sum(axis=1, keepdims=True),
        "percent": lambda X: 100 * X / X.sum(axis=1, keepdims=True),
        "upside down": lambda X: X.sum(axis=1, keepdims=True) / X,
        "by length": lambda X: X / X.shape[1],
    },
    right={
        "loop": shares_by_loop,
        "turned": lambda X: (X.T / X.sum(axis=1)).T,
        "reshape": lambda X: X / X.sum(axis=1).reshape(-1, 1),
    },
)


def answers_and_labels(rng):
    """Yield answers (n, 1) and labels (n,)."""
    for n in (7, 5, 3):
        yield rng.random((n, 1)), rng.integers(0, 2, n).astype(float)


def gap(y_shaped):
    return lambda A, y: np.mean((A - y_shaped(y)) ** 2)


GAP = Exercise(
    "ex00-gap",
    reference=gap(lambda y: y.reshape(-1, 1)),
    inputs=answers_and_labels,
    returns=("mean",),
    misconceptions={
        "every pair": forms(  # B3, B5
            gap(lambda y: y), gap(lambda y: y.T), gap(lambda y: y.reshape(1, -1))
        ),
        "not squared": lambda A, y: np.mean(A.ravel() - y),
        "absolute": lambda A, y: np.mean(np.abs(A.ravel() - y)),
        "sum": lambda A, y: np.sum((A.ravel() - y) ** 2),
        "root": lambda A, y: np.sqrt(np.mean((A.ravel() - y) ** 2)),
        "each": lambda A, y: (A.ravel() - y) ** 2,
        "square of the mean": lambda A, y: np.mean(A.ravel() - y) ** 2,
    },
    right={
        "ravel": lambda A, y: float(np.mean(np.square(A.ravel() - y))),
        "index": lambda A, y: ((A[:, 0] - y) ** 2).sum() / len(y),
        "new axis": gap(lambda y: y[:, None]),
    },
)  # fmt: skip


def two_lists(rng):
    """Yield two arrays with one axis."""
    for n, k in (*SIZES, (1, 3)):
        yield rng.normal(size=n), rng.normal(size=k)


def table_by_loop(u, v):
    T = np.empty((len(u), len(v)))
    for i in range(len(u)):
        for j in range(len(v)):
            T[i, j] = u[i] - v[j]
    return T


TABLE = Exercise(
    "ex00-table",
    reference=lambda u, v: u[:, None] - v,
    inputs=two_lists,
    returns=("table",),
    misconceptions={
        "entry by entry": forms(lambda u, v: u - v, lambda u, v: u.T - v),  # B5
        "columns": lambda u, v: u - v[:, None],
        "sign": lambda u, v: v - u[:, None],
        "sum": lambda u, v: u[:, None] + v,
        "product": lambda u, v: u[:, None] * v,
        "distance": lambda u, v: np.abs(u[:, None] - v),
        "flat": lambda u, v: (u[:, None] - v).ravel(),
        "one column": lambda u, v: u[:, None] - v.reshape(-1, 1),
    },
    right={
        "loop": table_by_loop,
        "outer": lambda u, v: np.subtract.outer(u, v),
        "reshape": lambda u, v: u.reshape(-1, 1) - v.reshape(1, -1),
    },
)


def tastes(rng):
    """Yield prices and amounts."""
    for n in (7, 5, 3):
        yield rng.uniform(1, 5, n), rng.integers(1, 9, n).astype(float)


AMOUNTS = np.array([2.0, 1.0, 3.0])  # what an earlier cell has left behind


def stale(prices, amounts):
    """The program of the hunt: it reads a name of the notebook."""
    return np.sum(prices * AMOUNTS)


def bill(prices, amounts):
    return np.sum(prices * amounts)


HUNT = Exercise(
    "ex00-hunt",
    reference=("new amounts", bill),
    inputs=tastes,
    use=hunt(),
    stub=(..., stale),
    misconceptions={
        "by hand": ("by hand", bill),
        "twice": ("twice", bill),
        "new prices": ("new prices", bill),
        "unrepaired": ("new amounts", stale),  # A1
        "no amounts": ("new amounts", lambda prices, amounts: prices.sum()),
        "not added up": ("new amounts", lambda prices, amounts: prices * amounts),
        "sums multiplied": (
            "new amounts", lambda prices, amounts: prices.sum() * amounts.sum()
        ),
    },
    right={
        "product": ("New amounts", lambda prices, amounts: prices @ amounts),
        "loop": (
            "new amounts",
            lambda prices, amounts: sum(
                p * a for p, a in zip(prices, amounts, strict=True)
            ),
        ),
    },
)  # fmt: skip

EXERCISES = (BY_HAND, TOTALS, SHARES, GAP, TABLE, HUNT)
