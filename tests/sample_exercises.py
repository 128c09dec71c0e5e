"""One exercise of each kind, for the tests of the checker: a model for new ones too."""

import numpy as np

from nnlib import lessons
from nnlib.check.spec import SIZES, Exercise, hunt


def product_inputs(rng):
    for n, k in SIZES:
        yield rng.normal(size=(n, k)), rng.normal(size=(k, 5))


def by_loop(X, W):
    rows = [[sum(x[i] * W[i, j] for i in range(len(x))) for j in range(5)] for x in X]
    return np.array(rows)


FUNCTION = Exercise(
    "ex99-product",
    reference=lambda X, W: X @ W,
    inputs=product_inputs,
    returns=("Z",),
    misconceptions={
        "twice": lambda X, W: 2 * (X @ W),
        "turned": lambda X, W: (X @ W).T,
        "times": lambda X, W: X * W,  # crashes unless the shapes agree by chance
        "sorted": lambda X, W: np.sort(X @ W),
        "absolute": lambda X, W: np.abs(X) @ W,
    },
    right={
        "loop": by_loop,
        "float32": lambda X, W: X.astype("f") @ W.astype("f"),
    },
    conditions={"any number of rows": lambda X, W: X[:7] @ W if len(X) > 2 else X},
)


class Scale:
    """A layer: Z = s X, with the gradient of s."""

    def __init__(self, s):
        self.s = s

    def forward(self, X):
        self.X = X
        return self.s * X

    def backward(self, dZ):
        self.ds = self.slope(dZ)
        return self.s * dZ

    def slope(self, dZ):
        return np.sum(dZ * self.X)


class MeanSlope(Scale):
    def slope(self, dZ):
        return np.mean(dZ * self.X)


class NoInput(Scale):
    def slope(self, dZ):
        return np.sum(dZ)


class NoScale(Scale):
    def backward(self, dZ):
        self.ds = self.slope(dZ)
        return dZ


class Forgets(Scale):
    def backward(self, dZ):
        return self.s * dZ


class Divides(Scale):
    def forward(self, X):
        self.X = X
        return X / self.s


class Dotted(Scale):
    def slope(self, dZ):
        return float(dZ.ravel() @ self.X.ravel())


class Plain:
    def __init__(self, s):
        self.s, self.ds = s, 0.0

    def forward(self, X):
        self.kept = X.copy()
        return np.array([[self.s * x for x in row] for row in X])

    def backward(self, dZ):
        self.ds = np.einsum("ij,ij", dZ, self.kept)
        return dZ * self.s


def use_layer(Layer, X, dZ, s):
    layer = Layer(s)
    Z = layer.forward(X)
    return {"Z": Z, "dX": layer.backward(dZ), "ds": layer.ds}


def layer_inputs(rng):
    for shape in SIZES:
        yield rng.normal(size=shape), rng.normal(size=shape), 1.7


CLASS = Exercise(
    "ex99-layer",
    reference=Scale,
    use=use_layer,
    inputs=layer_inputs,
    misconceptions={
        "mean": MeanSlope,
        "no input": NoInput,
        "no scale": NoScale,
        "forgets": Forgets,  # crashes where `use` asks for ds
        "divides": Divides,
    },
    right={"dotted": Dotted, "plain": Plain},
)


def chunks(X, y, size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), size):
        rows = order[start : start + size]
        yield X[rows], y[rows]


def chunks_as_list(X, y, size, rng):
    order = list(range(len(X)))
    rng.shuffle(order)
    parts = [order[k : k + size] for k in range(0, len(order), size)]
    return [(np.array([X[i] for i in p]), np.array([y[i] for i in p])) for p in parts]


def chunks_by_split(X, y, size, rng):
    order = rng.permutation(len(X))
    for rows in np.split(order, range(size, len(X), size)):
        yield X[rows], y[rows]


def short_dropped(X, y, size, rng):
    for Xb, yb in chunks(X, y, size, rng):
        if len(Xb) == size:
            yield Xb, yb


def apart(X, y, size, rng):
    one, two = rng.permutation(len(X)), rng.permutation(len(X))
    for k in range(0, len(X), size):
        yield X[one[k : k + size]], y[two[k : k + size]]


def in_order(X, y, size, rng):
    for k in range(0, len(X), size):
        yield X[k : k + size], y[k : k + size]


def reseeds(X, y, size, rng):
    yield from chunks(X, y, size, np.random.default_rng(0))


def with_replacement(X, y, size, rng):
    for _ in range(0, len(X), size):
        rows = rng.integers(len(X), size=min(size, len(X)))
        yield X[rows], y[rows]


def use_batches(batches, X, y, size, rng):
    """Facts that hold for every right way to shuffle."""
    epochs = [list(batches(X, y, size, rng=rng)) for _ in range(2)]
    rows = [np.concatenate([Xb[:, 0] for Xb, _ in epoch]) for epoch in epochs]
    labels = np.concatenate([yb for _, yb in epochs[0]])
    return {
        "sizes": [len(Xb) for Xb, _ in epochs[0]],
        "rows": np.sort(rows[0]),
        "labels_kept": np.array_equal(labels, np.round(rows[0])),
        "shuffled": not np.array_equal(rows[0], X[:, 0]),
        "drawn_anew": not np.array_equal(*rows),
    }


def batch_inputs(rng):
    for n, size in ((23, 5), (12, 4)):
        X = np.column_stack([np.arange(n) + 0.25, rng.normal(size=n)])
        yield X, np.arange(n), size, np.random.default_rng(7)


GENERATOR = Exercise(
    "ex99-batches",
    reference=chunks,
    use=use_batches,
    inputs=batch_inputs,
    misconceptions={
        "short batch dropped": short_dropped,
        "shuffled apart": apart,
        "in order": in_order,
        "reseeds": reseeds,
        "with replacement": with_replacement,
    },
    right={"list": chunks_as_list, "split": chunks_by_split},
)


def descend(x, steps):
    """A loop: the points that plain descent on x² visits."""
    path = [x.copy()]
    for _ in range(steps):
        x = x - 0.2 * x
        path.append(x.copy())
    return path


def descend_powers(x, steps):
    return [x * 0.8**k for k in range(steps + 1)]


def descend_in_place(x, steps):
    x, path = x.copy(), [x.copy()]
    for _ in range(steps):
        x -= 0.2 * x
        path += [np.array(x)]
    return path


def wrong_steps(factor=0.8, first=0, extra=1):
    return lambda x, steps: [x * factor**k for k in range(first, steps + extra)]


LOOP = Exercise(
    "ex99-path",
    reference=descend,
    inputs=lambda rng: ((rng.normal(size=k), steps) for k, steps in ((2, 3), (3, 5))),
    returns=("path",),
    misconceptions={
        "uphill": wrong_steps(1.2),
        "no start": wrong_steps(first=1),
        "no end": wrong_steps(extra=0),
        "stands still": wrong_steps(1.0),
        "last only": lambda x, steps: x * 0.8**steps,
    },
    right={"powers": descend_powers, "in place": descend_in_place},
)

ORDER = Exercise(
    "ex99-order",
    reference="DBAC",
    misconceptions={"update first": "ADBC", "backward first": "DABC"},
    right={"spaces": " DBAC ", "small": "dbac"},
)

TABLE = Exercise(
    "ex99-table",
    reference={"z": 0.5, "a": [0.62, 0.38]},
    misconceptions={"no sigmoid": {"z": 0.5, "a": [0.5, -0.5]},
                    "sign": {"z": -0.5, "a": [0.38, 0.62]}},
    right={"three digits": {"z": 0.5, "a": [0.622, 0.378]},
           "array": {"z": np.float32(0.5), "a": np.array([0.62, 0.38])}},
    atol=0.006,
)  # fmt: skip

HUNT = Exercise(
    "ex99-hunt",
    reference=("shape", lambda X: X.sum(axis=0)),
    inputs=lambda rng: ((rng.normal(size=shape),) for shape in SIZES),
    use=hunt(),
    misconceptions={
        "other test": ("value", lambda X: X.sum(axis=0)),
        "as it was": ("shape", lambda X: X.sum(axis=1)),
    },
    right={
        "numpy": ("shape", lambda X: np.sum(X, 0)),
        "loop": ("shape", lambda X: np.array([sum(c) for c in X.T])),
    },
)

ALL = (FUNCTION, CLASS, GENERATOR, LOOP, ORDER, TABLE, HUNT)


def name(exercise):
    """The id without the lesson."""
    return lessons.split(exercise.id)[1]


PARTS = {  # what is said for the keys of parts
    "ex99-batches": {
        "sizes": "sizes",
        "rows": "rows seen, in order",
        "labels_kept": "labels stay with their rows",
        "shuffled": "shuffled",
        "drawn_anew": "another order in each epoch",
    },
    "ex99-path": {"path": "path"},
}


def words(exercise):
    """Words as a lesson's `words/en/exercises.json` holds them."""
    sentences = {name: f"You did {name}, why?" for name in exercise.misconceptions}
    return {
        "title": name(exercise).title(),
        "next": "On it goes.",
        "hints": ["What is asked?", "What is given?", "Put them together."],
        "misconceptions": sentences,
        "parts": PARTS.get(exercise.id, {}),
    }
