"""Lesson 05: all gradients of a network with one hidden layer, and a bug hunt."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms, hunt

SHAPES = ((7, 3, 5, 2), (4, 4, 4, 4), (4, 2, 3, 4), (5, 3, 3, 2))


def arrays(rng, targets):
    """Yield a batch, its targets, and the arrays of a network."""
    for n, n_in, n_hidden, n_out in SHAPES:
        sizes = (n_in, n_hidden), (1, n_hidden), (n_hidden, n_out), (1, n_out)
        X = rng.normal(size=(n, n_in))
        yield X, targets(n, n_out), *(rng.normal(size=size) for size in sizes)


def classes(rng):
    yield from arrays(rng, lambda n, k: rng.integers(k, size=n))


def targets(rng):
    yield from arrays(rng, lambda n, k: rng.normal(size=(n, k)))


def rows(dZ):
    return np.sum(dZ, axis=0, keepdims=True)


def truth(v):
    return nn.one_hot(v["y"], v["W2"].shape[1])


STEPS = {
    "n": lambda v: len(v["X"]),
    "Z1": lambda v: v["X"] @ v["W1"] + v["b1"],
    "A1": lambda v: nn.relu(v["Z1"]),
    "Z2": lambda v: v["A1"] @ v["W2"] + v["b2"],
    "P": lambda v: nn.softmax(v["Z2"]),
    "dZ2": lambda v: (v["P"] - truth(v)) / v["n"],
    "dW2": lambda v: v["A1"].T @ v["dZ2"],
    "db2": lambda v: rows(v["dZ2"]),
    "dA1": lambda v: v["dZ2"] @ v["W2"].T,
    "dZ1": lambda v: v["dA1"] * (v["A1"] > 0),
    "dW1": lambda v: v["X"].T @ v["dZ1"],
    "db1": lambda v: rows(v["dZ1"]),
}
GRADIENTS = ("dW1", "db1", "dW2", "db2")


def program(steps=STEPS, order=GRADIENTS, **wrong):
    """Return a whole backward pass in which some steps are wrong."""

    def gradients(X, y, W1, b1, W2, b2):
        v = {"X": X, "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2}
        for name, step in (steps | wrong).items():
            v[name] = step(v)
        return tuple(v[name] for name in order)

    return gradients


def each(change, *names):
    """Return STEPS changed alike: {name: change(v, what it should be)}."""
    return {name: lambda v, f=STEPS[name]: change(v, f(v)) for name in names}


def sample_by_sample(X, y, W1, b1, W2, b2):
    total = [np.zeros(a.shape) for a in (W1, b1, W2, b2)]
    for x, c in zip(X, y, strict=True):
        z1 = x @ W1 + b1[0]
        a1 = np.maximum(z1, 0)
        dz2 = nn.softmax((a1 @ W2 + b2)[:1])[0]
        dz2[c] -= 1
        dz1 = np.where(z1 > 0, W2 @ dz2, 0)
        parts = np.outer(x, dz1), dz1[None], np.outer(a1, dz2), dz2[None]
        total = [t + p / len(X) for t, p in zip(total, parts, strict=True)]
    return total


def in_columns(X, y, W1, b1, W2, b2):
    A1 = nn.relu(W1.T @ X.T + b1.T)
    _, dZ2 = nn.cross_entropy((W2.T @ A1 + b2.T).T, y)
    D1 = (W2 @ dZ2.T) * np.sign(A1)
    ones = np.ones((1, len(X)))
    return (D1 @ X).T, ones @ D1.T, A1 @ dZ2, ones @ dZ2


NETWORK = Exercise(
    "ex05-network",
    reference=program(),
    inputs=classes,
    returns=GRADIENTS,
    misconceptions={
        "no slope": program(dZ1=lambda v: v["dA1"]),  # H7
        "value for slope": program(dZ1=lambda v: v["dA1"] * v["A1"]),  # D4
        "tanh's slope": program(dZ1=lambda v: v["dA1"] * (1 - v["A1"] ** 2)),
        "sigmoid's slope": program(dZ1=lambda v: v["dA1"] * v["A1"] * (1 - v["A1"])),
        "bend only backward": program(A1=lambda v: v["Z1"]),
        "mask of the gradient": program(dZ1=lambda v: v["dA1"] * (v["dA1"] > 0)),
        "slope of the output": program(dZ1=lambda v: v["dA1"] * (v["Z2"] > 0)),  # H8
        "matrix product": program(dZ1=lambda v: v["dA1"] @ (v["A1"] > 0)),  # B2
        "sum": program(dZ2=lambda v: v["P"] - truth(v)),  # H1
        "twice": forms(  # H2
            program(**each(lambda v, g: g / v["n"], *GRADIENTS)),
            program(**each(lambda v, g: g / v["n"], "dW1", "dW2")),
        ),
        "again in layer 1": program(**each(lambda v, g: g / v["n"], "dZ1")),  # H2
        "slope again": program(  # H9
            **each(lambda v, g: g * v["P"] * (1 - v["P"]), "dZ2")
        ),
        "no softmax": program(P=lambda v: v["Z2"]),
        "at the probabilities": program(dZ2=lambda v: -truth(v) / v["P"] / v["n"]),
        "sign": program(**each(lambda v, g: -g, "dZ2")),
        "sums for outputs": program(dW2=lambda v: v["Z1"].T @ v["dZ2"]),
        "inputs again": program(dW2=lambda v: v["X"].T @ v["dZ2"]),  # Q34
        "outputs for inputs": program(dW1=lambda v: v["A1"].T @ v["dZ1"]),
        "W2 not turned": program(dA1=lambda v: v["dZ2"] @ v["W2"]),
        "turned": forms(  # H6
            program(**each(lambda v, g: g.T, "dW1", "dW2")),
            program(**each(lambda v, g: g.T, "dW1")),
        ),
        "not summed": program(db1=lambda v: v["dZ1"], db2=lambda v: v["dZ2"]),  # H4
        "one for all": program(  # H5
            db1=lambda v: v["dZ1"].sum(), db2=lambda v: v["dZ2"].sum()
        ),
        "no keepdims": program(**each(lambda v, g: g[0], "db1", "db2")),
        "bias before the bend": program(db1=lambda v: rows(v["dA1"])),
        "no bend": program(A1=lambda v: v["Z1"], dZ1=lambda v: v["dA1"]),  # D6
        "another order": program(order=("dW2", "db2", "dW1", "db1")),
    },
    right={
        "sample by sample": sample_by_sample,
        "in columns": in_columns,
        "float32": lambda X, y, *own: program()(
            X.astype("f4"), y, *(a.astype("f4") for a in own)
        ),
    },
)


def by_name(names, got):
    """Give each result its name; what is missing is None."""
    got = list(got) if isinstance(got, (tuple, list)) else [got]
    if len(got) > len(names):
        got[len(names) - 1 :] = [got[len(names) - 1 :]]
    got += [None] * (len(names) - len(got))
    return dict(zip(names, got, strict=True))


SQUARED = {name: step for name, step in STEPS.items() if name != "P"} | {
    "A1": lambda v: np.tanh(v["Z1"]),
    "dZ2": lambda v: 2 * (v["Z2"] - v["y"]) / v["y"].size,
    "dZ1": lambda v: v["dA1"] * (1 - v["A1"] ** 2),
}


def tanh_program(**wrong):
    return program(SQUARED, **wrong)


def slope_for_weights_only(v):
    return v["X"].T @ (v["dA1"] * (1 - v["A1"] ** 2))


HUNT = Exercise(
    "ex05-hunt-network",
    reference=("hidden layer", tanh_program()),
    inputs=targets,
    use=hunt(lambda program, *given: by_name(GRADIENTS, program(*given))),
    stub=(..., tanh_program(dZ1=lambda v: v["dA1"])),
    misconceptions={
        "shapes": ("shapes", tanh_program()),
        "output layer": ("output layer", tanh_program()),
        "zeros": ("zeros", tanh_program()),
        "unrepaired": ("hidden layer", tanh_program(dZ1=lambda v: v["dA1"])),  # H7
        "slope at z": (
            "hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"] * (1 - v["Z1"] ** 2)),
        ),
        "tanh again": (
            "hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"] * (1 - np.tanh(v["A1"]) ** 2)),
        ),
        "slope of a sigmoid": (
            "hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"] * v["A1"] * (1 - v["A1"])),
        ),
        "brackets": (
            "hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"] - v["A1"] ** 2),
        ),
        "slope of the output": (  # H8
            "hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"] * (1 - v["Z2"] ** 2)),
        ),
        "W1 only": (
            "hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"], dW1=slope_for_weights_only),
        ),
    },
    right={
        "cosh": (
            "Hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"] / np.cosh(v["Z1"]) ** 2),
        ),
        "library": (
            "hidden layer",
            tanh_program(dZ1=lambda v: v["dA1"] * nn.tanh_slope(v["A1"])),
        ),
    },
)

EXERCISES = (NETWORK, HUNT)
