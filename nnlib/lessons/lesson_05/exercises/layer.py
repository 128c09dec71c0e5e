"""Lesson 05: a dense layer as a class, which remembers, and writes in place."""

import numpy as np

from nnlib.check.spec import Exercise


class Dense:
    """The right answer, and the start of the wrong ones."""

    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros_like(W), np.zeros_like(b)
        self.X = None

    def forward(self, X, train=False):
        if train:
            self.X = X
        return X @ self.W + self.b

    def backward(self, dZ):
        self.dW[...] = self.X.T @ dZ
        self.db[...] = np.sum(dZ, axis=0, keepdims=True)
        return dZ @ self.W.T


def passes(rng):
    """Yield W, b, two batches with their ∂L/∂Z, and a batch to predict."""
    for n, n_in, n_out in ((7, 3, 5), (4, 4, 4), (2, 5, 3)):
        sizes = (n_in, n_out), (1, n_out), (n, n_in), (n, n_out), (n, n_in), (n, n_out)
        yield *(rng.normal(size=size) for size in sizes), rng.normal(size=(n, n_in))


def two_batches(Layer, W, b, X, dZ, X2, dZ2, other):
    """One batch with a prediction in between, then a second batch."""
    layer = Layer(W, b)
    windows = layer.dW, layer.db
    Z = layer.forward(X, train=True)
    layer.forward(other)
    facts = {"Z": Z, "dX": layer.backward(dZ)}
    facts |= {"dW": np.array(layer.dW), "db": np.array(layer.db)}
    layer.forward(X2, train=True)
    layer.backward(dZ2)
    facts |= {"next_dW": layer.dW, "next_db": layer.db}
    same = layer.dW is windows[0] and layer.db is windows[1]
    return facts | {"in_place": same}


class PilesUp(Dense):
    def backward(self, dZ):
        self.dW += self.X.T @ dZ
        self.db += np.sum(dZ, axis=0, keepdims=True)
        return dZ @ self.W.T


class NewArrays(Dense):
    def backward(self, dZ):
        self.dW = self.X.T @ dZ
        self.db = np.sum(dZ, axis=0, keepdims=True)
        return dZ @ self.W.T


class KeepsEvery(Dense):
    def forward(self, X, train=False):
        return super().forward(X, train=True)


class KeepsNothing(Dense):
    def forward(self, X, train=False):
        return X @ self.W + self.b


class KeepsOutput(Dense):
    def forward(self, X, train=False):
        Z = X @ self.W + self.b
        if train:
            self.X = Z
        return Z


class KeepsPredicted(Dense):
    def forward(self, X, train=False):
        if not train:
            self.X = X
        return X @ self.W + self.b


class Averages(Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW /= len(dZ)
        self.db /= len(dZ)
        return dX


class NotSummed(Dense):
    def backward(self, dZ):
        self.dW[...] = self.X.T @ dZ
        self.db[...] = dZ
        return dZ @ self.W.T


class OneForAll(Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.db[...] = np.sum(dZ)
        return dX


class NotTurned(Dense):
    def backward(self, dZ):
        super().backward(dZ)
        return dZ @ self.W


class NoWeights(Dense):
    def backward(self, dZ):
        super().backward(dZ)
        return dZ


class ReturnsNothing(Dense):
    def backward(self, dZ):
        super().backward(dZ)


class WritesNothing(Dense):
    def backward(self, dZ):
        return dZ @ self.W.T


class NoBias(Dense):
    def forward(self, X, train=False):
        super().forward(X, train)
        return X @ self.W


class Learns(Dense):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.W -= self.dW
        self.b -= self.db
        return dX


class ByMatmul(Dense):
    def backward(self, dZ):
        np.matmul(self.X.T, dZ, out=self.dW)
        np.add.reduce(dZ, axis=0, keepdims=True, out=self.db)
        return np.matmul(dZ, self.W.T)


class ByLoops:
    def __init__(self, W, b):
        self.W, self.b, self.kept = W, b, []
        self.dW, self.db = np.zeros(W.shape), np.zeros(b.shape)

    def forward(self, X, train=False):
        self.kept = [x.copy() for x in X] if train else self.kept
        return np.array([x @ self.W + self.b[0] for x in X])

    def backward(self, dZ):
        self.dW[:], self.db[:] = 0, 0
        for x, dz in zip(self.kept, dZ, strict=True):
            self.dW += np.outer(x, dz)
            self.db += dz
        return np.array([self.W @ dz for dz in dZ])


LAYER = Exercise(
    "ex05-layer",
    reference=Dense,
    inputs=passes,
    use=two_batches,
    misconceptions={
        "piles up": PilesUp,  # H12
        "new arrays": NewArrays,  # A6
        "keeps every input": KeepsEvery,  # E7
        "keeps nothing": KeepsNothing,
        "keeps the output": KeepsOutput,
        "keeps the prediction": KeepsPredicted,
        "averaged": Averages,  # H2
        "not summed": NotSummed,  # H4
        "one for all": OneForAll,  # H5
        "W not turned": NotTurned,  # H6
        "no weights": NoWeights,
        "returns nothing": ReturnsNothing,
        "writes nothing": WritesNothing,
        "no bias": NoBias,  # C2
        "learns": Learns,  # H14
    },
    right={"matmul": ByMatmul, "loops": ByLoops},
)

EXERCISES = (LAYER,)
