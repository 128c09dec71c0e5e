"""Exercises of lesson 02 on structure: counting, XOR, exchanging units, a bug hunt."""

import itertools

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, hunt


def size_lists(rng):
    """Yield the sizes of networks, from the inputs to the outputs."""
    for sizes in ((3, 4, 1), (784, 10), (5, 5, 5), (2, 7, 3, 2)):
        yield (sizes,)


def over_layers(term):
    """Return a count that adds `term(n_in, n_out)` over the layers."""
    return lambda sizes: sum(
        term(n_in, n_out) for n_in, n_out in itertools.pairwise(sizes)
    )


def counted(sizes):
    total = 0
    for k in range(1, len(sizes)):
        total += sizes[k] * sizes[k - 1] + sizes[k]
    return total


COUNT = Exercise(
    "ex02-count",
    reference=over_layers(lambda n_in, n_out: (n_in + 1) * n_out),
    inputs=size_lists,
    misconceptions={
        "no biases": over_layers(lambda n_in, n_out: n_in * n_out),  # C2
        "circles": sum,  # Q18
        "input biases": lambda sizes: counted(sizes) + sizes[0],  # E4
        "one bias per layer": over_layers(lambda n_in, n_out: n_in * n_out + 1),
        "biases of the inputs": over_layers(lambda n_in, n_out: n_in * (n_out + 1)),
        "both": over_layers(lambda n_in, n_out: (n_in + 1) * (n_out + 1)),
        "first layer": lambda sizes: counted(sizes[:2]),
        "biases only": lambda sizes: sum(sizes[1:]),
        "sums": over_layers(lambda n_in, n_out: n_in + n_out),
        "in and out": lambda sizes: (sizes[0] + 1) * sizes[-1],
    },
    right={
        "loop": counted,
        "dot": lambda sizes: int(np.array(sizes[1:]) @ (np.array(sizes[:-1]) + 1)),
        "by building": lambda sizes: sum(
            np.zeros((a, b)).size + np.zeros(b).size
            for a, b in itertools.pairwise(sizes)
        ),
    },
)


CORNERS = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
WANTED = [0, 1, 1, 0]


def says(answer):
    """What a 2-2-1 network of step units says at the four corners."""
    names, parts = ["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"], weights(answer)
    if parts is None:
        return {"shapes": False, **dict.fromkeys(names, -1)}
    out, turned = answers(*parts), answers(parts[0].T, *parts[1:])
    if out != WANTED and turned == WANTED:  # a row of weights for each unit
        return {"shapes": "turned", **dict.fromkeys(names, -1)}
    return {"shapes": True, **dict(zip(names, out, strict=True))}


def answers(W1, b1, W2, b2):
    H = (CORNERS @ W1 + b1 > 0).astype(float)
    return (H @ W2 + b2 > 0).astype(int).tolist()


def weights(answer):
    """The four parts in the shapes that the task asks for, or None."""
    try:
        W1, *rest = (np.asarray(part, dtype=float) for part in answer)
        b1, W2, b2 = (
            part.reshape(size) for part, size in zip(rest, (2, 2, 1), strict=True)
        )
    except Exception:  # an answer may be anything at all
        return None
    return (W1, b1, W2, b2) if W1.shape == (2, 2) else None


BOTH = [[1, -1], [1, -1]]  # unit 1 looks up and to the right, unit 2 the other way
XOR = Exercise(
    "ex02-xor",
    reference=(BOTH, [-0.5, 1.5], [1, 1], -1.5),
    use=says,
    misconceptions={
        "any of the two": (BOTH, [-0.5, 1.5], [1, 1], -0.5),
        "one line": ([[1, 1], [1, 1]], [-0.5, -0.5], [1, 1], -1.5),
        "and": ([[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], -1.5),
        "opposite": (BOTH, [-0.5, 1.5], [-1, -1], 1.5),
        "not both": (BOTH, [-0.5, 1.5], [0, 1], -0.5),
        "never": (BOTH, [-0.5, 1.5], [1, 1], -2.5),  # C3
        "shapes": ([1, 1], [-0.5], [1], -0.5),
        "a row per unit": ([[1, 1], [-1, -1]], [-0.5, 1.5], [1, 1], -1.5),  # E1
    },
    right={
        "one without the other": ([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1], -0.5),
        "each alone": ([[1, -1], [-1, 1]], [-0.5, -0.5], [1, 1], -0.5),
        "arrays": (
            np.array(BOTH) * 3.0, np.array([[-2.0, 4.0]]), np.array([[2.0], [2.0]]),
            np.array([[-3.0]]),
        ),
    },
)  # fmt: skip


def hidden_orders(rng):
    """Yield the arrays of a network with one hidden layer, and a new order."""
    for n_in, n_hidden, n_out in ((3, 5, 2), (3, 3, 3), (2, 4, 1)):
        order = rng.permutation(n_hidden)
        while np.array_equal(order[order], np.arange(n_hidden)):  # its own inverse
            order = rng.permutation(n_hidden)
        sizes = (n_in, n_hidden), (1, n_hidden), (n_hidden, n_out)
        yield (*(rng.normal(size=size) for size in sizes), order)


def exchanged(W1, b1, W2, order):
    return W1[:, order], b1[:, order], W2[order]


def exchanged_by_matrix(W1, b1, W2, order):
    P = np.eye(len(order))[:, order]
    return W1 @ P, b1 @ P, P.T @ W2


def exchanged_by_loop(W1, b1, W2, order):
    V1, c1, V2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2)
    for new, old in enumerate(order):
        V1[:, new], c1[0, new], V2[new] = W1[:, old], b1[0, old], W2[old]
    return V1, c1, V2


def back(order):
    return np.argsort(order)


EXCHANGE = Exercise(
    "ex02-exchange",
    reference=exchanged,
    inputs=hidden_orders,
    returns=("W1", "b1", "W2"),
    misconceptions={
        "rows of W1": lambda W1, b1, W2, order: (W1[order], b1[:, order], W2[order]),
        "biases stay": lambda W1, b1, W2, order: (W1[:, order], b1, W2[order]),
        "W2 stays": lambda W1, b1, W2, order: (W1[:, order], b1[:, order], W2),
        "W1 stays": lambda W1, b1, W2, order: (W1, b1[:, order], W2[order]),
        "columns of W2": lambda W1, b1, W2, order: (
            W1[:, order], b1[:, order], W2[:, order],
        ),
        "rows of b1": lambda W1, b1, W2, order: (
            W1[:, order], b1[order], W2[order],
        ),
        "W2 the other way": lambda W1, b1, W2, order: (
            W1[:, order], b1[:, order], W2[back(order)],
        ),
        "all the other way": lambda W1, b1, W2, order: (
            exchanged(W1, b1, W2, back(order))
        ),
        "sorted": lambda W1, b1, W2, order: exchanged(W1, b1, W2, np.sort(order)),
    },
    right={"matrix": exchanged_by_matrix, "loop": exchanged_by_loop},
)  # fmt: skip


def batches(rng):
    """Yield a batch and a network: lengths that differ, and all alike."""
    for n, n_in, n_hidden, n_out in ((6, 3, 4, 2), (3, 3, 3, 3), (5, 2, 4, 1)):
        sizes = (
            (n, n_in),
            (n_in, n_hidden),
            (1, n_hidden),
            (n_hidden, n_out),
            (1, n_out),
        )
        yield tuple(rng.normal(size=size) for size in sizes)


def turned(X, W1, b1, W2, b2):
    """The program of the hunt: it uses W1 the way other books store it."""
    return nn.relu(X @ W1.T + b1) @ W2 + b2


def repaired(X, W1, b1, W2, b2):
    return nn.relu(X @ W1 + b1) @ W2 + b2


HUNT = Exercise(
    "ex02-hunt",
    reference=("sizes", repaired),
    inputs=batches,
    use=hunt(),
    stub=(..., turned),
    misconceptions={
        "shape": ("shape", repaired),
        "one by one": ("one by one", repaired),
        "zeros": ("zeros", repaired),
        "unrepaired": ("sizes", turned),  # E1
        "both turned": (
            "sizes", lambda X, W1, b1, W2, b2: nn.relu(X @ W1.T + b1) @ W2.T + b2
        ),
        "samples turned": (
            "sizes", lambda X, W1, b1, W2, b2: nn.relu(W1 @ X.T + b1.T).T @ W2 + b2
        ),
        "square only": (
            "sizes",
            lambda X, W1, b1, W2, b2: (
                turned(X, W1, b1, W2, b2)
                if W1.shape[0] == W1.shape[1]
                else repaired(X, W1, b1, W2, b2)
            ),
        ),
    },
    right={
        "spelt out": (
            "Sizes",
            lambda X, W1, b1, W2, b2: np.array(
                [np.maximum(x @ W1 + b1[0], 0) @ W2 + b2[0] for x in X]
            ),
        ),
        "columns and back": (
            "sizes", lambda X, W1, b1, W2, b2: nn.relu((W1.T @ X.T).T + b1) @ W2 + b2
        ),
    },
)  # fmt: skip

EXERCISES = (COUNT, XOR, EXCHANGE, HUNT)
