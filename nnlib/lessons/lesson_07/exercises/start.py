"""Exercises of lesson 07: the reference run, starts that stay alike, a bug hunt."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, hunt
from nnlib.lessons.lesson_07.exercises.loop import (
    descend,
    hidden,
    output_first,
    reference_start,
    slopes,
)

TABLE = [0.3631, 0.0968, 0.0575, 0.0429, 0.0347, 0.0296, 0.0260, 0.0234, 0.0213, 0.0196]

REFERENCE = Exercise(
    "ex07-reference",
    reference=TABLE,
    misconceptions={
        "one step later": [0.3629, 0.0967, 0.0575, 0.0428, *TABLE[4:]],
        "first left out": [*TABLE[1:], 0.0183],
        "after a thousand": [
            0.0969, 0.0575, 0.0429, 0.0348, 0.0296, 0.0260, 0.0234, 0.0213, 0.0196,
            0.0183,
        ],
        "ten times the rate": [
            0.3631, 0.0183, 0.0111, 0.0085, 0.0071, 0.0061, 0.0054, 0.0049, 0.0045,
            0.0041,
        ],
        "a tenth of the rate": [
            0.3631, 0.3384, 0.3080, 0.2766, 0.2436, 0.1999, 0.1571, 0.1290, 0.1153,
            0.1049,
        ],
        "another generator": [
            0.2782, 0.1191, 0.0766, 0.0512, 0.0329, 0.0227, 0.0174, 0.0148, 0.0129,
            0.0114,
        ],
        "weights first": [
            0.4160, 0.1332, 0.0776, 0.0508, 0.0354, 0.0277, 0.0235, 0.0210, 0.0191,
            0.0176,
        ],
        "W2 first": [
            0.2541, 0.0819, 0.0562, 0.0447, 0.0379, 0.0334, 0.0302, 0.0277, 0.0257,
            0.0241,
        ],
        "seeded twice": [  # A10
            0.4057, 0.1403, 0.0837, 0.0546, 0.0380, 0.0300, 0.0258, 0.0231, 0.0211,
            0.0196,
        ],
        "biases drawn": [
            0.4781, 0.0659, 0.0439, 0.0351, 0.0300, 0.0265, 0.0239, 0.0220, 0.0204,
            0.0192,
        ],
        "rand": [
            0.1302, 0.0087, 0.0036, 0.0022, 0.0015, 0.0011, 0.0009, 0.0007, 0.0006,
            0.0005,
        ],
        "zeros": [0.2500, 0.2467, *[0.2464] * 8],  # J1
    },
    right={"rounded": np.array(TABLE), "tuple": tuple(TABLE)},
    atol=0.00006,
)  # fmt: skip


def columns(**other):
    """How many different columns W1 has after 1,000 steps from each start."""
    right = {"all 0": 1, "all 0.5": 1, "W1 0.5 and W2 drawn": 4, "W1 drawn and W2 0": 4}
    right |= {"W1 0 and W2 drawn": 1, "two pairs": 2, "one unit of 0": "learns"}
    return right | other


STARTS = Exercise(
    "ex07-starts",
    reference=columns(),
    misconceptions={
        "zeros come apart": columns(**{"all 0": 4}),  # J1
        "alike come apart": columns(**{"all 0.5": 4}),  # J2
        "both come apart": columns(**{"all 0": 4, "all 0.5": 4}),  # J1, J2
        "alike for ever": columns(**{"W1 0.5 and W2 drawn": 1}),
        "zeros everywhere": columns(**{"W1 drawn and W2 0": 1}),  # J3
        "any draw will do": columns(**{"W1 0 and W2 drawn": 4}),
        "pairs part": columns(**{"two pairs": 4}),  # J2
        "pairs merge": columns(**{"two pairs": 1}),
        "zero is always wrong": columns(  # J3
            **{"W1 drawn and W2 0": 1, "one unit of 0": "stays"}
        ),
        "one unit stays": columns(**{"one unit of 0": "stays"}),  # J3
    },
    right={
        "capitals": columns(**{"one unit of 0": " Learns "}),
        "floats": columns(**{"all 0": 1.0, "two pairs": np.float64(2)}),
    },
)  # fmt: skip


def networks(rng):
    """Yield data, a network and a rate large enough to see an order of updates."""
    for n, d, h in ((7, 3, 5), (4, 4, 4), (11, 2, 3)):
        X, y = rng.normal(size=(n, d)), rng.integers(0, 2, size=(n, 1))
        W1, b1 = rng.normal(size=(d, h)), rng.uniform(0.1, 1, size=(1, h))
        W2, b2 = rng.normal(size=(h, 1)), rng.normal(size=(1, 1))
        yield X, y, W1, b1, W2, b2, 2.0
    yield *reference_start(), 0.5


def stepped(f, *given):
    """The four arrays after one step, by name."""
    new = f(*given)
    four = isinstance(new, (tuple, list)) and len(new) == 4
    names = ("W1", "b1", "W2", "b2")
    return dict(zip(names, new, strict=True)) if four else {"four arrays": new}


def one_step(step=descend, **moves):
    def program(X, y, W1, b1, W2, b2, lr):
        return tuple(step(X, y, [W1, b1, W2, b2], lr, **moves))

    return program


def one_by_one(X, y, W1, b1, W2, b2, lr):
    """All four slopes first, then each array by itself."""
    Z1 = X @ W1 + b1
    A2 = 1 / (1 + np.exp(-(np.where(Z1 > 0, Z1, 0) @ W2 + b2)))
    dZ2 = 2 * (A2 - y) / y.size * A2 * (1 - A2)
    new_W2 = W2 - lr * np.where(Z1 > 0, Z1, 0).T @ dZ2
    new_b2 = b2 - lr * dZ2.sum()
    dZ1 = dZ2 * W2.ravel() * (Z1 > 0)
    return [W1 - lr * X.T @ dZ1, b1 - lr * dZ1.sum(axis=0), new_W2, new_b2]


def hidden_layer_first(X, y, theta, lr):
    """Another order, and a forward pass with the new W1 before W2 moves."""
    W1, b1, W2, b2 = theta
    dW1, db1, *_ = slopes(X, y, theta)
    half = [W1 - lr * dW1, b1 - lr * db1, W2, b2]
    _, _, dW2, db2 = slopes(X, y, half)
    return [*half[:2], W2 - lr * dW2, b2 - lr * db2]


def on_one_theta(X, y, W1, b1, W2, b2, lr):
    first = nn.Dense(*W1.shape, init=nn.zeros)
    last = nn.Dense(*W2.shape, init=nn.zeros)
    net = nn.Network(first, nn.ReLU(), last, nn.Sigmoid())
    net.theta = np.concatenate([p.ravel() for p in (W1, b1, W2, b2)])
    optimizer = nn.SGD(net.theta, lr=lr)
    nn.fit(net, nn.mean_squared_error, optimizer, X, y, epochs=1)
    return first.W, first.b, last.W, last.b


def repaired(function):
    return ("hidden", function)


HUNT = Exercise(
    "ex07-hunt",
    reference=("hidden", one_step()),
    inputs=networks,
    use=hunt(stepped),
    stub=(..., one_step(output_first)),
    misconceptions={
        "falls": ("falls", one_step()),  # I7
        "shapes": ("shapes", one_step()),
        "output": ("output", one_step()),
        "unrepaired": repaired(one_step(output_first)),
        "forward again": repaired(one_step(hidden_layer_first)),
        "no gate": repaired(one_step(hidden=lambda dZ2, W2, Z1: dZ2 @ W2.T)),
        "gate of W2": repaired(
            one_step(hidden=lambda dZ2, W2, Z1: hidden(dZ2, W2, Z1) * (W2.T > 0))
        ),
        "hidden layer stays": repaired(
            lambda X, y, W1, b1, W2, b2, lr: (
                W1, b1, *one_step()(X, y, W1, b1, W2, b2, lr)[2:]
            )
        ),
        "output layer stays": repaired(
            lambda X, y, W1, b1, W2, b2, lr: (
                *one_step()(X, y, W1, b1, W2, b2, lr)[:2], W2, b2
            )
        ),
        "smaller rate": repaired(
            lambda X, y, W1, b1, W2, b2, lr: (
                one_step(output_first)(X, y, W1, b1, W2, b2, lr / 10)
            )
        ),
    },
    right={
        "one by one": repaired(one_by_one),
        "one θ": ("Hidden", on_one_theta),
    },
)  # fmt: skip


EXERCISES = (REFERENCE, STARTS, HUNT)
