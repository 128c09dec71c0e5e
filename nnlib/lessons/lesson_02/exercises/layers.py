"""Exercises of lesson 02 on layers: shapes, one dense layer, two layers, any number."""

import itertools

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms

SHAPES = ((7, 3, 5), (3, 3, 3), (2, 5, 3), (4, 2, 4))  # samples, inputs, units


def shapes(W1, b1, Z1, W2, b2, Z2):
    return {"W1": W1, "b1": b1, "Z1": Z1, "W2": W2, "b2": b2, "Z2": Z2}


SHAPES_BY_HAND = Exercise(
    "ex02-shapes",
    reference=shapes((3, 4), (1, 4), (6, 4), (4, 2), (1, 2), (6, 2)),
    misconceptions={
        "units first": shapes((4, 3), (1, 4), (6, 4), (2, 4), (1, 2), (6, 2)),  # E1
        "bias of a sample": forms(
            shapes((3, 4), (6, 1), (6, 4), (4, 2), (6, 1), (6, 2)),
            shapes((3, 4), (6, 4), (6, 4), (4, 2), (6, 2), (6, 2)),
        ),
        "bias with one axis": shapes((3, 4), (4,), (6, 4), (4, 2), (2,), (6, 2)),
        "bias as a column": shapes((3, 4), (4, 1), (6, 4), (4, 2), (2, 1), (6, 2)),
        "bias of an input": shapes((3, 4), (1, 3), (6, 4), (4, 2), (1, 4), (6, 2)),
        "columns": shapes((3, 4), (1, 4), (4, 6), (4, 2), (1, 2), (2, 6)),  # B9
        "like the weights": shapes((3, 4), (1, 4), (3, 4), (4, 2), (1, 2), (4, 2)),
        "inputs again": shapes((3, 4), (1, 4), (6, 4), (3, 2), (1, 2), (6, 2)),
        "one output": shapes((3, 4), (1, 4), (6, 4), (4, 1), (1, 1), (6, 1)),
    },
    right={
        "lists": shapes([3, 4], [1, 4], [6, 4], [4, 2], [1, 2], [6, 2]),
        "arrays": shapes(
            *map(np.array, [(3, 4), (1, 4), (6, 4), (4, 2), (1, 2), (6, 2)])
        ),
    },
)


def layer(rng):
    """Yield a batch, the weights and the biases of one layer."""
    for n, n_in, n_out in SHAPES:
        yield (
            rng.normal(size=(n, n_in)),
            rng.normal(size=(n_in, n_out)),
            rng.normal(size=(1, n_out)),
        )


def dense_by_loops(X, W, b):
    Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i, j] = b[0, j] + sum(X[i, k] * W[k, j] for k in range(X.shape[1]))
    return Z


def dense_by_units(X, W, b):
    return np.stack([X @ W[:, j] + b[0, j] for j in range(W.shape[1])], axis=1)


DENSE = Exercise(
    "ex02-dense",
    reference=lambda X, W, b: X @ W + b,
    inputs=layer,
    returns=("Z",),
    misconceptions={
        "entry by entry": lambda X, W, b: X * W + b,  # B1
        "turned": lambda X, W, b: X @ W.T + b,  # E1
        "weights first": lambda X, W, b: W @ X + b,  # B9
        "columns": lambda X, W, b: W.T @ X.T + b.T,  # B9
        "no bias": lambda X, W, b: X @ W,  # C2
        "bias minus": lambda X, W, b: X @ W - b,  # C3
        "bias for each input": lambda X, W, b: X @ W + len(W) * b,  # C4
        "one bias": lambda X, W, b: X @ W + b[0, 0],
        "all biases": lambda X, W, b: X @ W + b.sum(),
        "bias as a column": lambda X, W, b: X @ W + b.T,  # B8
        "bent": lambda X, W, b: nn.relu(X @ W + b),
        "added up": lambda X, W, b: (X @ W + b).sum(axis=1),
        "first sample": lambda X, W, b: X[0] @ W + b,
    },
    right={
        "loops": dense_by_loops,
        "unit by unit": dense_by_units,
        "float32": lambda X, W, b: X.astype("f4") @ W.astype("f4") + b.astype("f4"),
    },
)


def two_layers(rng):
    """Yield a batch and the weights of a network with one hidden layer."""
    for n, n_in, n_hidden, n_out in ((7, 3, 5, 2), (3, 3, 3, 3), (2, 5, 3, 1)):
        sizes = (
            (n, n_in),
            (n_in, n_hidden),
            (1, n_hidden),
            (n_hidden, n_out),
            (1, n_out),
        )
        yield tuple(rng.normal(size=size) for size in sizes)


def network(X, W1, b1, W2, b2):
    return nn.relu(X @ W1 + b1) @ W2 + b2


def one_by_one(X, W1, b1, W2, b2):
    rows = []
    for x in X:
        z = x @ W1 + b1[0]
        rows.append(np.where(z > 0, z, 0) @ W2 + b2[0])
    return np.array(rows)


NETWORK = Exercise(
    "ex02-network",
    reference=network,
    inputs=two_layers,
    returns=("Z2",),
    misconceptions={
        "no bend": lambda X, W1, b1, W2, b2: (X @ W1 + b1) @ W2 + b2,  # D6
        "bent output": lambda *given: nn.relu(network(*given)),  # E3
        "bent input": lambda X, W1, b1, W2, b2: (nn.relu(X) @ W1 + b1) @ W2 + b2,
        "bias after the bend": lambda X, W1, b1, W2, b2: (
            (nn.relu(X @ W1) + b1) @ W2 + b2
        ),
        "no first bias": lambda X, W1, b1, W2, b2: nn.relu(X @ W1) @ W2 + b2,
        "no second bias": lambda X, W1, b1, W2, b2: nn.relu(X @ W1 + b1) @ W2,
        "no bias": lambda X, W1, b1, W2, b2: nn.relu(X @ W1) @ W2,  # C2
        "inputs again": lambda X, W1, b1, W2, b2: X @ W2 + b2,  # Q34
        "hidden only": lambda X, W1, b1, W2, b2: nn.relu(X @ W1 + b1),
        "maximum of a column": lambda X, W1, b1, W2, b2: (
            np.max(X @ W1 + b1, 0) @ W2 + b2  # B10
        ),
        "absolute": lambda X, W1, b1, W2, b2: np.abs(X @ W1 + b1) @ W2 + b2,
        "minimum": lambda X, W1, b1, W2, b2: np.minimum(X @ W1 + b1, 0) @ W2 + b2,
        "sigmoid": lambda X, W1, b1, W2, b2: nn.sigmoid(X @ W1 + b1) @ W2 + b2,
        "switch": lambda X, W1, b1, W2, b2: (X @ W1 + b1 > 0) @ W2 + b2,  # D4
    },
    right={
        "one by one": one_by_one,
        "mask": lambda X, W1, b1, W2, b2: ((X @ W1 + b1) * (X @ W1 + b1 > 0)) @ W2 + b2,
        "float32": lambda *given: network(*(a.astype("f4") for a in given)),
    },
)


def deep(rng):
    """Yield a batch and lists of (W, b): one layer, two, three."""
    for n, sizes in ((7, (3, 2)), (5, (3, 4, 2)), (3, (3, 3, 3, 3))):
        shapes = itertools.pairwise(sizes)
        layers = [(rng.normal(size=s), rng.normal(size=(1, s[1]))) for s in shapes]
        yield rng.normal(size=(n, sizes[0])), layers


def chain(bend, f=nn.relu):
    """Return a forward pass that asks `bend(k, last)` before it bends layer k."""

    def forward(X, layers):
        for k, (W, b) in enumerate(layers):
            X = X @ W + b
            X = f(X) if bend(k, len(layers) - 1) else X
        return X

    return forward


def between(k, last):
    return k < last


forward = chain(between)


def forward_at_the_end(X, layers):
    *hidden, (W, b) = layers
    for V, c in hidden:
        X = np.maximum(X @ V + c, 0)
    return X @ W + b


def forward_by_itself(X, layers):
    (W, b), *rest = layers
    Z = X @ W + b
    return forward_by_itself(np.where(Z > 0, Z, 0), rest) if rest else Z


def bent_before(X, layers):
    for W, b in layers:
        X = nn.relu(X) @ W + b
    return X


def input_kept(X, layers):
    for W, b in layers:
        A = nn.relu(X @ W + b)
    return A


FORWARD = Exercise(
    "ex02-forward",
    reference=forward,
    inputs=deep,
    returns=("Z",),
    misconceptions={
        "bent output": chain(lambda k, last: True),  # E3
        "no bend": chain(lambda k, last: False),  # D6
        "bent once": chain(lambda k, last: k == 0),
        "bent at the end": chain(lambda k, last: k == last),
        "another bend": forms(chain(between, nn.tanh), chain(between, nn.sigmoid)),
        "bent input": bent_before,
        "input kept": input_kept,
        "first layer only": lambda X, layers: forward(X, layers[:1]),
        "last layer left out": lambda X, layers: nn.relu(forward(X, layers[:-1])),
        "backwards": lambda X, layers: forward(X, layers[::-1]),
        "no bias": lambda X, layers: forward(X, [(W, 0 * b) for W, b in layers]),
        "turned": lambda X, layers: forward(X, [(W.T, b) for W, b in layers]),  # E1
    },
    right={"at the end": forward_at_the_end, "by itself": forward_by_itself},
)

EXERCISES = (SHAPES_BY_HAND, DENSE, NETWORK, FORWARD)
