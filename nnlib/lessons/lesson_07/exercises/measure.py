"""Exercises of lesson 07 on measuring: counting updates, and accuracy."""

import numpy as np

from nnlib.check.spec import Exercise, forms


def counts(**changed):
    """Return the answers for 250 points, batches of 32, 40 epochs, a 2-5-1 network."""
    right = {"rows in the last batch": 26, "updates in an epoch": 8}
    right |= {"updates in all": 320, "numbers in theta": 21, "numbers in dW1": 10}
    return right | {"numbers in db1": 5, "lines printed": 4} | changed


def without_biases():
    return counts(**{"numbers in theta": 15})


COUNT = Exercise(
    "ex07-count",
    reference=counts(),
    misconceptions={
        "short batch dropped": counts(  # I3
            **{"rows in the last batch": 32, "updates in an epoch": 7,
               "updates in all": 280}
        ),
        "last batch full": counts(**{"rows in the last batch": 32}),
        "fraction": counts(
            **{"updates in an epoch": 7.8125, "updates in all": 312.5}
        ),
        "cut off": counts(**{"updates in an epoch": 7, "updates in all": 280}),
        "one an epoch": counts(**{"updates in an epoch": 1, "updates in all": 40}),
        "one a row": counts(**{"updates in an epoch": 250, "updates in all": 10000}),
        "epochs are updates": counts(**{"updates in all": 40}),
        "no biases": without_biases(),
        "circles": counts(**{"numbers in theta": 8}),
        "gradient for each row": counts(**{"numbers in dW1": 320}),
        "bias for each row": counts(**{"numbers in db1": 160}),
        "one bias": counts(**{"numbers in db1": 1}),
        "first not printed": counts(**{"lines printed": 3}),
        "last printed too": counts(**{"lines printed": 5}),
    },
    right={
        "arrays": {key: np.int64(value) for key, value in counts().items()},
        "floats": {key: float(value) for key, value in counts().items()},
    },
)  # fmt: skip


def outputs(rng):
    """Yield A (n, 1) and y as (n,) or (n, 1): one half exactly, and all right."""
    for n, shape in ((11, (11, 1)), (7, (7,)), (5, (5, 1)), (13, (13,))):
        A = rng.uniform(size=(n, 1))
        y = (A[:, 0] > 0.5).astype(int)
        y[: n // 3] = 1 - y[: n // 3]  # so many are wrong
        yield A, y.reshape(shape)
    A = np.array([0.5, 0.5, 0.93, 0.5, 0.2, 0.7, 0.5])
    yield A.reshape(-1, 1), np.array([0.0, 1, 1, 0, 0, 1, 0]).reshape(-1, 1)
    A = np.array([[1.0], [0.0], [0.8]])  # saturated: a few outputs are labels
    yield A, np.array([1, 0, 1])


def share(A, y):
    return np.mean((A.ravel() > 0.5) == y.ravel())


def rounded(digits):
    return lambda A, y: round(float(share(A, y)), digits)


def by_loop(A, y):
    right = 0
    for k in range(len(A)):
        said = 1 if A[k, 0] > 0.5 else 0
        right += said == (y[k, 0] if y.ndim == 2 else y[k])
    return right / len(y)


def by_columns(A, y):
    y = y.reshape(len(A), 1)
    wrong = np.abs((A > 0.5).astype(float) - y)
    return 1 - wrong.mean()


def above(limit):
    return lambda A, y: np.mean((A.ravel() > limit) == y.ravel())


def by_largest(A, y):
    return np.mean(A.argmax(axis=1) == y.ravel())


ACCURACY = Exercise(
    "ex07-accuracy",
    reference=share,
    inputs=outputs,
    returns=("accuracy",),
    misconceptions={
        "stretched": lambda A, y: np.mean((A > 0.5) == y),  # B4
        "stretched the other way": lambda A, y: np.mean((A.ravel() > 0.5) == y),  # B4
        "exactly one half": lambda A, y: np.mean((A.ravel() >= 0.5) == y.ravel()),
        "above 0": above(0),
        "always 0": forms(  # K10
            by_largest, lambda A, y: np.mean(A.astype(int).ravel() == y.ravel())
        ),
        "outputs themselves": lambda A, y: np.mean(A.ravel() == y.ravel()),
        "wrong ones": lambda A, y: 1 - share(A, y),
        "percent": lambda A, y: 100 * share(A, y),
        "count": lambda A, y: len(A) * share(A, y),
        "counted and stretched": lambda A, y: np.sum((A > 0.5) == y) / len(A),  # B4
        "rounded": forms(*map(rounded, (2, 3, 4))),
        "all right": forms(
            lambda A, y: np.all((A.ravel() > 0.5) == y.ravel()),
            lambda A, y: float(np.all((A.ravel() > 0.5) == y.ravel())),
        ),
        "each": lambda A, y: (A.ravel() > 0.5) == y.ravel(),
        "only ones": lambda A, y: np.mean((A.ravel() > 0.5) & (y.ravel() == 1)),
        "share of ones": lambda A, y: np.mean(A > 0.5),
        "closeness": lambda A, y: 1 - np.mean(np.abs(A.ravel() - y.ravel())),
        "one minus the loss": lambda A, y: 1 - np.mean((A.ravel() - y.ravel()) ** 2),
    },
    right={"loop": by_loop, "columns": by_columns},
    tell={
        "stretched": lambda got, A, y: {"rows": len(A), "pairs": len(A) ** 2},
        "stretched the other way": lambda got, A, y: {
            "rows": len(A), "pairs": len(A) ** 2,
        },
        "count": lambda got, A, y: {"rows": len(A)},
        "rounded": lambda got, A, y: {"rows": len(A)},
    },
)  # fmt: skip

EXERCISES = (COUNT, ACCURACY)
