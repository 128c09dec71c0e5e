"""Lesson 05: a bend that remembers (a bug hunt), and a layer with a way around."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, hunt


class Bend:
    """A tanh layer, as the hunt's repair should be."""

    A = None

    def forward(self, X, train=False):
        A = np.tanh(X)
        if train:
            self.A = A
        return A

    def backward(self, dA):
        return dA * (1 - self.A**2)


class Forgetful(Bend):
    """The program of the hunt: a prediction in between takes the place of A."""

    def forward(self, X, train=False):
        self.A = np.tanh(X)
        return self.A


class FirstOnly(Bend):
    def forward(self, X, train=False):
        A = np.tanh(X)
        if self.A is None:
            self.A = A
        return A


class KeepsZ(Bend):
    def forward(self, X, train=False):
        if train:
            self.A = X
        return np.tanh(X)


class Never(Bend):
    def forward(self, X, train=False):
        return np.tanh(X)


class OtherWay(Bend):
    def forward(self, X, train=False):
        A = np.tanh(X)
        if not train:
            self.A = A
        return A


class Slopes:
    def forward(self, X, train=False):
        if train:
            self.slope = 1 / np.cosh(X) ** 2
        return np.tanh(X)

    def backward(self, dA):
        return self.slope * dA


def bend_passes(rng):
    """Yield two batches with their ∂L/∂A, and a batch to predict."""
    for shape in SIZES:
        yield tuple(rng.normal(size=shape) for _ in range(5))


def two_bends(Layer, X, dA, X2, dA2, other):
    layer = Layer()
    A = layer.forward(X, train=True)
    layer.forward(other)
    dZ = layer.backward(dA)
    layer.forward(X2, train=True)
    return {"A": A, "dZ": dZ, "next_dZ": layer.backward(dA2)}


HUNT = Exercise(
    "ex05-hunt-layer",
    reference=("in between", Bend),
    inputs=bend_passes,
    use=hunt(two_bends),
    stub=(..., Forgetful),
    misconceptions={
        "shape": ("shape", Bend),
        "nudge": ("nudge", Bend),
        "again": ("again", Bend),
        "unrepaired": ("in between", Forgetful),  # E7
        "first only": ("in between", FirstOnly),
        "keeps the sums": ("in between", KeepsZ),
        "keeps nothing": ("in between", Never),
        "other way round": ("in between", OtherWay),
    },
    right={"library": ("In between", nn.Tanh), "slopes": ("in between", Slopes)},
)


class Around:
    """The right answer to the stretch: x + f(x)."""

    def __init__(self, inner):
        self.inner = inner

    def forward(self, X, train=False):
        return X + self.inner.forward(X, train)

    def backward(self, dA):
        return dA + self.inner.backward(dA)


def rooms(rng):
    """Yield a batch, ∂L/∂A, a batch to predict, and the arrays of an inner layer."""
    for n, k in SIZES:
        sizes = (n, k), (n, k), (n, k), (k, k), (1, k)
        yield tuple(rng.normal(size=size) for size in sizes)


def around(Layer, X, dA, other, W, b):
    inner = nn.Dense(*W.shape, rng=np.random.default_rng(0))
    inner.W[...], inner.b[...] = W, b
    layer = Layer(inner)
    A = np.array(layer.forward(X, train=True))
    layer.forward(other)
    facts = {"A": A, "dX": layer.backward(dA), "inner_dW": inner.dW}
    bend = Layer(nn.Tanh())  # any layer may be inside
    facts["A_tanh"] = np.array(bend.forward(X, train=True))
    return facts | {"dX_tanh": bend.backward(dA)}


class OneWay(Around):
    def backward(self, dA):
        return self.inner.backward(dA)


class StraightOnly(Around):
    def backward(self, dA):
        return dA


class StraightReturned(Around):
    def backward(self, dA):
        self.inner.backward(dA)
        return dA


class Multiplied(Around):
    def backward(self, dA):
        return dA * self.inner.backward(dA)


class Halved(Around):
    def backward(self, dA):
        return (dA + self.inner.backward(dA)) / 2


class OneAndSlope(Around):
    def backward(self, dA):
        return 1 + self.inner.backward(dA)


class NoTrain(Around):
    def forward(self, X, train=False):
        return X + self.inner.forward(X)


class AlwaysTrain(Around):
    def forward(self, X, train=False):
        return X + self.inner.forward(X, train=True)


class DenseInside(Around):
    """Right for a dense layer, and for no other."""

    def forward(self, X, train=False):
        self.inner.forward(X, train)
        return X + X @ self.inner.W + self.inner.b

    def backward(self, dA):
        self.inner.backward(dA)
        return dA + dA @ self.inner.W.T


class NotAround(Around):
    def forward(self, X, train=False):
        return self.inner.forward(X, train)


class ChangesX(Around):
    def forward(self, X, train=False):
        X += self.inner.forward(X, train)
        return X


class ChangesDA(Around):
    def backward(self, dA):
        dA += self.inner.backward(dA)
        return dA


class ByCopies(Around):
    def forward(self, X, train=False):
        A = X.copy()
        A += self.inner.forward(X, train=train)
        return A

    def backward(self, dA):
        return np.add(self.inner.backward(dA), dA)


class Inherits(nn.Layer):
    def __init__(self, f):
        self.f = f

    def forward(self, X, train=False):
        return sum((self.f.forward(X, train), X))

    def backward(self, dA, need_dX=True):
        ways = [self.f.backward(dA), dA]
        return np.sum(ways, axis=0)


AROUND = Exercise(
    "ex05-around",
    reference=Around,
    inputs=rooms,
    use=around,
    misconceptions={
        "inner way only": OneWay,  # Q43
        "straight way only": StraightOnly,
        "straight way returned": StraightReturned,
        "ways multiplied": Multiplied,  # Q44
        "averaged": Halved,
        "slope alone": OneAndSlope,  # Q42
        "train not passed on": NoTrain,
        "keeps every input": AlwaysTrain,  # E7
        "nothing added": NotAround,
        "a dense layer inside": DenseInside,
        "X changed": ChangesX,  # A7
        "dA changed": ChangesDA,  # A7
    },
    right={"copies": ByCopies, "a Layer": Inherits},
)

EXERCISES = (HUNT, AROUND)
