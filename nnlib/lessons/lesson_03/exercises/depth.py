"""Exercises of lesson 03 on depth: vanishing factors, units that are on, and a hunt."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, forms, hunt


def table(factors=None, layers=None):
    """Return the answers to the four chains, right but for those given."""
    factors = {1: 0.25, 2: 0.5, 3: 0.105, 4: 0.3} | (factors or {})
    layers = {1: 5, 2: 10, 3: 4, 4: 6} | (layers or {})
    named = {f"factor {k}": factor for k, factor in factors.items()}
    return named | {f"layers {k}": number for k, number in layers.items()}


def counts(*numbers):
    return table(layers=dict(enumerate(numbers, 1)))


VANISHING = Exercise(
    "ex03-vanishing",
    reference=table(),
    misconceptions={
        "height": table({1: 0.5}),  # G2
        "height at 2": table({3: 0.881}),  # G2
        "no weight": table({2: 0.25}),
        "weight added": table({2: 2.25}),
        "height times weight": table({2: 1.0}),  # G2
        "relu cures": table({4: 1.0}),  # J8
        "from z": table({3: -2.0}),  # D1
        "sigmoid twice": table({3: 0.207}),  # D2
        "best everywhere": table({3: 0.25}),  # D9
        "still above": counts(4, 9, 3, 5),
        "one more": counts(6, 11, 5, 7),
        "added up": counts(250, 500, 105, 300),
        "a hundredth": counts(4, 7, 3, 4),
        "a tenth": counts(2, 4, 2, 2),
    },
    right={
        "arrays": {name: np.array(number) for name, number in table().items()},
        "rounded": table({3: 0.1}),
        "exact": table({3: 0.10499}),
    },
    atol=0.006,
)


def sums(rng):
    """Yield sums Z of several units; one of them off for every input, once at 0."""
    for n, n_units in SIZES:
        Z = rng.normal(size=(n, n_units))
        Z[:, 1] = -np.abs(Z[:, 1])
        Z[0, 1] = 0.0
        yield (Z,)


def shares_loop(Z):
    shares = []
    for j in range(Z.shape[1]):
        on = [z for z in Z[:, j] if z > 0]
        shares.append(len(on) / len(Z))
    return np.array(shares)


SHARE_ON = Exercise(
    "ex03-share-on",
    reference=lambda Z: np.mean(Z > 0, axis=0),
    inputs=sums,
    returns=("share",),
    misconceptions={
        "inputs": lambda Z: np.mean(Z > 0, axis=1),
        "all together": lambda Z: np.mean(Z > 0),
        "count": lambda Z: np.sum(Z > 0, axis=0),
        "off": lambda Z: np.mean(Z <= 0, axis=0),
        "zero counts": lambda Z: np.mean(Z >= 0, axis=0),
        "outputs": lambda Z: np.mean(nn.relu(Z), axis=0),
        "sums": lambda Z: np.mean(Z, axis=0),
        "of the mean": lambda Z: (Z.mean(axis=0) > 0) * 1.0,
        "percent": lambda Z: 100 * np.mean(Z > 0, axis=0),
        "ever": lambda Z: (Z > 0).any(axis=0),
        "always": forms(
            lambda Z: (Z > 0).all(axis=0), lambda Z: (Z > 0).all(axis=0) * 1.0
        ),
        "by units": lambda Z: np.sum(Z > 0, axis=0) / Z.shape[1],
        "kept axis": lambda Z: np.mean(Z > 0, axis=0, keepdims=True),
    },
    right={
        "loop": shares_loop,
        "slopes": lambda Z: nn.relu_slope(nn.relu(Z)).mean(axis=0),
        "count": lambda Z: np.count_nonzero(Z > 0, axis=0) / len(Z),
        "float32": lambda Z: np.mean(Z.astype("float32") > 0, axis=0),
    },
)


def starts_and_weights(rng):
    """Yield an input and the weights of a chain, long, short and of length 0."""
    for k in (8, 3, 1):
        yield rng.normal(), rng.normal(size=k) + 1.5
    yield 0.7, np.zeros(0)


def passing(factor):
    """Return a walk along the chain that multiplies by factor(w, z, a, a before)."""

    def passed_on(x, weights):
        passed, a = 1.0, x
        for w in weights:
            z, before = w * a, a
            a = nn.sigmoid(z)
            passed *= factor(w, z, a, before)
        return passed

    return passed_on


def right_chain(w, z, a, before):
    return w * nn.sigmoid_slope(a)


def slopes_then_product(x, weights):
    outputs = [x]
    for w in weights:
        outputs.append(nn.sigmoid(w * outputs[-1]))
    return np.prod(weights) * np.prod([a * (1 - a) for a in outputs[1:]])


HUNT = Exercise(
    "ex03-hunt-chain",
    reference=("nudge", passing(right_chain)),
    inputs=starts_and_weights,
    use=hunt(),
    stub=(..., passing(lambda w, z, a, before: w * nn.sigmoid_slope(z))),
    misconceptions={
        "empty": ("empty", passing(right_chain)),
        "cut": ("cut", passing(right_chain)),
        "product": ("product", passing(right_chain)),
        "unrepaired": ("nudge", passing(lambda w, z, a, _: w * z * (1 - z))),  # D1
        "twice": (
            "nudge",
            passing(lambda w, z, a, _: w * nn.sigmoid_slope(nn.sigmoid(a))),
        ),
        "one late": (
            "nudge",
            passing(lambda w, z, a, before: w * before * (1 - before)),
        ),
        "no weight": ("nudge", passing(lambda w, z, a, _: a * (1 - a))),
        "size": forms(
            ("nudge", passing(lambda w, z, a, _: abs(w * z * (1 - z)))),
            ("nudge", passing(lambda w, z, a, _: w * abs(z * (1 - z)))),
        ),
        "cut at 0": ("nudge", passing(lambda w, z, a, _: w * max(z * (1 - z), 0))),
        "height": ("nudge", passing(lambda w, z, a, _: w * a)),  # G2
        "added": ("nudge", lambda x, ws: sum(map(float, ws))),
    },
    right={
        "from z": (
            "Nudge",
            passing(lambda w, z, *_: w * np.exp(-z) / (1 + np.exp(-z)) ** 2),
        ),
        "products": ("nudge", slopes_then_product),
        "written out": ("nudge", passing(lambda w, z, a, _: w * a - w * a * a)),
    },
)

EXERCISES = (VANISHING, SHARE_ON, HUNT)
