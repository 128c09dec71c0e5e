"""Exercises of lesson 04 on cross-entropy for yes and no."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, forms


def scores_and_targets(rng):
    """Yield scores and 0/1 targets, (n, n_out); then scores where exp overflows."""
    for shape in (*SIZES, (5, 1)):
        yield rng.normal(size=shape), (rng.random(shape) < 0.5).astype(float)
    Y = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    yield np.array([[-1000.0, 1000.0], [800.0, -900.0], [0.5, -0.5]]), Y
    yield np.array([[-1000.0], [-800.0], [2.0]]), np.array([[1.0], [0.0], [1.0]])
    yield np.array([[1000.0], [800.0], [2.0]]), np.array([[0.0], [0.0], [1.0]])


def quiet(f, Z, Y):
    """Let the numbers decide: an answer may silence warnings, a browser has none."""
    with np.errstate(all="ignore"):
        return f(Z, Y)


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def terms(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def bce(L=None, dZ=None):
    """Return a wrong answer that differs in the loss, the gradient or both."""

    def wrong(Z, Y):
        loss, gradient = nn.binary_cross_entropy(Z, Y)
        return L(Z, Y) if L else loss, dZ(Z, Y) if dZ else gradient

    return wrong


def clipped(eps):
    return bce(lambda Z, Y: terms(np.clip(nn.sigmoid(Z), eps, 1 - eps), Y).mean())


def where_it_stops(got, Z, Y):
    """The most that a clipped cost can be: what is left beside the small ones."""
    costs = np.logaddexp(0, Z) - Z * Y
    small = costs[costs < 10]
    return {"stop": (got[0] * Z.size - small.sum()) / (Z.size - small.size)}


def error(Z, Y):
    return nn.sigmoid(Z) - Y


def slope(Z):
    return nn.sigmoid_slope(nn.sigmoid(Z))


def by_logaddexp(Z, Y):
    L = np.mean(np.logaddexp(0, Z) - Z * Y)
    return L, (np.exp(-np.logaddexp(0, -Z)) - Y) / Z.size


def by_loop(Z, Y):
    L, dZ = 0.0, np.empty(Z.shape)
    for place in np.ndindex(Z.shape):
        z, y = float(Z[place]), float(Y[place])
        e = np.exp(-abs(z))
        p = 1 / (1 + e) if z >= 0 else e / (1 + e)
        L += (max(z, 0) - z * y + np.log1p(e)) / Z.size
        dZ[place] = (p - y) / Z.size
    return L, dZ


def by_sign(Z, Y):
    S = np.where(Y == 1, Z, -Z)  # the score of the truth
    return np.logaddexp(0, -S).mean(), (nn.sigmoid(Z) - Y) / Z.size


BINARY = Exercise(
    "ex04-binary",
    reference=nn.binary_cross_entropy,
    inputs=scores_and_targets,
    use=quiet,
    returns=("L", "dZ"),
    misconceptions={
        "log of 0": bce(lambda Z, Y: np.mean(terms(nn.sigmoid(Z), Y))),  # F4
        "useless clip": clipped(1e-20),  # F5
        "clip": forms(*map(clipped, (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6))),
        "coarse clip": clipped(0.1),  # F6
        "sign": bce(lambda Z, Y: -nn.binary_cross_entropy(Z, Y)[0]),  # F1
        "half a sign": bce(  # F1
            lambda Z, Y: np.mean(
                -Y * -np.logaddexp(0, -Z) + (1 - Y) * -np.logaddexp(0, Z)
            )
        ),
        "no negatives": bce(lambda Z, Y: np.mean(Y * np.logaddexp(0, -Z))),  # F2
        "swapped": bce(lambda Z, Y: terms(Y, nn.sigmoid(Z)).mean()),  # F3
        "no sigmoid": bce(lambda Z, Y: terms(Z, Y).mean()),
        "sigmoid twice": bce(
            lambda Z, Y: nn.binary_cross_entropy(nn.sigmoid(Z), Y)[0],
            lambda Z, Y: (nn.sigmoid(nn.sigmoid(Z)) - Y) / Z.size,
        ),
        "sum": bce(
            lambda Z, Y: nn.binary_cross_entropy(Z, Y)[0] * Z.size,
            lambda Z, Y: error(Z, Y),
        ),
        "rows": bce(
            lambda Z, Y: nn.binary_cross_entropy(Z, Y)[0] * Z.shape[1],
            lambda Z, Y: error(Z, Y) / len(Z),
        ),
        "log 2": bce(lambda Z, Y: nn.binary_cross_entropy(Z, Y)[0] / np.log(2)),
        "log 10": bce(lambda Z, Y: nn.binary_cross_entropy(Z, Y)[0] / np.log(10)),
        "slope again": bce(dZ=lambda Z, Y: error(Z, Y) * slope(Z) / Z.size),  # H9
        "sum in the gradient": bce(dZ=lambda Z, Y: error(Z, Y)),  # H1
        "sign of the gradient": bce(dZ=lambda Z, Y: -error(Z, Y) / Z.size),
        "squared error": bce(dZ=lambda Z, Y: 2 * error(Z, Y) / Z.size),
        "slope in p": bce(dZ=lambda Z, Y: error(Z, Y) / slope(Z) / Z.size),
        "score for p": bce(dZ=lambda Z, Y: (Z - Y) / Z.size),
    },
    tell={"clip": where_it_stops},
    right={
        "logaddexp": by_logaddexp,
        "loop": by_loop,
        "sign": by_sign,
        "plain slope": lambda Z, Y: (
            by_logaddexp(Z, Y)[0],
            (sigmoid(Z) - Y) / Z.size,
        ),  # its exponential overflows, and its numbers are right
    },
)

CHANCE = Exercise(
    "ex04-chance",
    reference={"yes or no": np.log(2), "ten classes": np.log(10)},
    misconceptions={
        "probability": {"yes or no": 0.5, "ten classes": 0.1},
        "sign": {"yes or no": -np.log(2), "ten classes": -np.log(10)},
        "log 2": {"yes or no": 1.0, "ten classes": np.log2(10)},
        "log 10": {"yes or no": np.log10(2), "ten classes": 1.0},
        "both halves": {"yes or no": 2 * np.log(2), "ten classes": 10 * np.log(10)},
        "shared by classes": {"yes or no": np.log(2), "ten classes": np.log(10) / 10},
        "expected": {"yes or no": np.log(2) / 2, "ten classes": np.log(10) / 10},
        "same": {"yes or no": np.log(2), "ten classes": np.log(2)},
        "squared error": {"yes or no": 0.25, "ten classes": 0.09},
        "wrong classes": {"yes or no": np.log(2), "ten classes": -np.log(0.9)},
    },
    right={
        "two digits": {"yes or no": 0.69, "ten classes": 2.30},
        "minus log": {"yes or no": -np.log(0.5), "ten classes": -np.log(1 / 10)},
        "numpy": {"yes or no": np.float32(0.6931), "ten classes": np.array(2.3026)},
    },
    atol=0.006,
)

EXERCISES = (CHANCE, BINARY)
