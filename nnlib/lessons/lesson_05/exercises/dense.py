"""Exercises of lesson 05: back through a dense layer and through a bend."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise, forms

SHAPES = ((7, 3, 5), (4, 4, 4), (2, 5, 3), (4, 2, 4))  # samples, inputs, units


def upstream(rng):
    """Yield the inputs and weights of a dense layer, and ∂L/∂Z."""
    for n, n_in, n_out in SHAPES:
        sizes = (n, n_in), (n_in, n_out), (n, n_out)
        yield tuple(rng.normal(size=size) for size in sizes)


def dense_backward(X, W, dZ):
    return X.T @ dZ, np.sum(dZ, axis=0, keepdims=True), dZ @ W.T


def back(dW=None, db=None, dX=None):
    """Return a backward pass through a dense layer with some wrong parts."""

    def wrong(X, W, dZ):
        right = dense_backward(X, W, dZ)
        own = (dW, db, dX)
        return tuple(f(X, W, dZ) if f else r for f, r in zip(own, right, strict=True))

    return wrong


def averaged_weights(X, W, dZ):
    return X.T @ dZ / len(X)


def averaged_biases(X, W, dZ):
    return np.mean(dZ, axis=0, keepdims=True)


def without_upstream(X, W, dZ):
    return dense_backward(X, W, np.ones_like(dZ))


def dense_by_loops(X, W, dZ):
    dW, db, dX = np.zeros(W.shape), np.zeros((1, W.shape[1])), np.zeros(X.shape)
    for i, k in np.ndindex(dZ.shape):
        db[0, k] += dZ[i, k]
        for j in range(X.shape[1]):
            dW[j, k] += dZ[i, k] * X[i, j]
            dX[i, j] += dZ[i, k] * W[j, k]
    return dW, db, dX


def dense_by_einsum(X, W, dZ):
    dW, dX = np.einsum("ij,ik->jk", X, dZ), np.einsum("ik,jk->ij", dZ, W)
    return dW, np.ones((1, len(dZ))) @ dZ, dX


DENSE = Exercise(
    "ex05-dense",
    reference=dense_backward,
    inputs=upstream,
    returns=("dW", "db", "dX"),
    misconceptions={
        "averaged": forms(
            back(averaged_weights, averaged_biases),
            back(averaged_weights),
            back(db=averaged_biases),
        ),
        "turned": back(dW=lambda X, W, dZ: dZ.T @ X),  # H6
        "X not turned": back(dW=lambda X, W, dZ: X @ dZ),
        "entry by entry": back(dW=lambda X, W, dZ: X * dZ),  # B1
        "weights for inputs": back(dW=lambda X, W, dZ: W @ dZ.T @ dZ),
        "not summed": back(db=lambda X, W, dZ: dZ),  # H4
        "one for all": back(db=lambda X, W, dZ: dZ.sum()),  # H5
        "other axis": back(db=lambda X, W, dZ: dZ.sum(axis=1, keepdims=True)),
        "no keepdims": back(db=lambda X, W, dZ: dZ.sum(axis=0)),  # B6
        "slope of a bias": back(db=lambda X, W, dZ: np.ones((1, W.shape[1]))),
        "W not turned": back(dX=lambda X, W, dZ: dZ @ W),
        "dX turned": back(dX=lambda X, W, dZ: W @ dZ.T),
        "no weights": back(dX=lambda X, W, dZ: dZ),
        "no upstream": without_upstream,  # Q42
        "minus": lambda X, W, dZ: tuple(-g for g in dense_backward(X, W, dZ)),
        "another order": lambda X, W, dZ: dense_backward(X, W, dZ)[::-1],
    },
    right={
        "loops": dense_by_loops,
        "einsum": dense_by_einsum,
        "float32": lambda *given: dense_backward(*(a.astype("f4") for a in given)),
    },
)


def outputs(rng):
    """Yield what a sigmoid, a tanh and a ReLU put out, and ∂L/∂A."""
    for shape in SIZES:
        Z = rng.normal(size=shape)
        yield nn.sigmoid(Z), nn.tanh(Z), nn.relu(Z), rng.normal(size=shape)


def bends(back, S, T, R, dA):
    """What comes back through each of the three bends."""
    return {
        "sigmoid": back("sigmoid", S, dA),
        "tanh": back("tanh", T, dA),
        "relu": back("relu", R, dA),
    }


SLOPES = {
    "sigmoid": lambda A: A * (1 - A),
    "tanh": lambda A: 1 - A**2,
    "relu": lambda A: 1.0 * (A > 0),
}


def bend(join=np.multiply, **wrong):
    """Return a backward pass with some wrong slopes, or joined wrongly."""
    slopes = SLOPES | wrong
    return lambda name, A, dA: join(dA, slopes[name](A))


def relu_mask_of_gradient(name, A, dA):
    return dA * (dA > 0) if name == "relu" else dA * SLOPES[name](A)


def tanh_without_brackets(name, A, dA):
    return 1 - A**2 * dA if name == "tanh" else dA * SLOPES[name](A)


def sigmoid_without_brackets(name, A, dA):
    return dA * A * 1 - A if name == "sigmoid" else dA * SLOPES[name](A)


def bend_in_place(name, A, dA):
    dA *= SLOPES[name](A)
    return dA


def bend_by_loop(name, A, dA):
    dZ = np.zeros(A.shape)
    for place in np.ndindex(A.shape):
        dZ[place] = dA[place] * SLOPES[name](A[place])
    return dZ


def bend_by_branches(name, A, dA):
    if name == "relu":
        return np.where(A == 0, 0, dA)
    return dA * (A - A * A) if name == "sigmoid" else dA * (1 - A) * (1 + A)


BEND = Exercise(
    "ex05-bend",
    reference=bend(),
    inputs=outputs,
    use=bends,
    misconceptions={
        "sigmoid again": bend(sigmoid=lambda A: nn.sigmoid_slope(nn.sigmoid(A))),  # D2
        "half the slope": bend(sigmoid=lambda A: 1 - A),
        "tanh again": bend(tanh=lambda A: 1 - np.tanh(A) ** 2),  # D2
        "tanh as sigmoid": bend(tanh=lambda A: A * (1 - A)),
        "not squared": bend(tanh=lambda A: 1 - A),
        "brackets of tanh": tanh_without_brackets,
        "brackets of sigmoid": sigmoid_without_brackets,
        "relu value": bend(relu=lambda A: A),  # D4
        "tanh at the relu": bend(relu=lambda A: 1 - A**2),
        "relu all": bend(relu=lambda A: 1.0 * (A >= 0)),
        "relu of the gradient": relu_mask_of_gradient,
        "no slope": lambda name, A, dA: dA,  # H7
        "slope alone": bend(join=lambda dA, slope: slope),  # Q42
        "times the output": lambda name, A, dA: dA * A,  # H15
        "matrix product": bend(join=np.matmul),  # B2
        "in place": bend_in_place,  # A7
    },
    right={
        "loop": bend_by_loop,
        "branches": bend_by_branches,
        "float32": lambda name, A, dA: bend()(name, A.astype("f4"), dA.astype("f4")),
    },
)

EXERCISES = (DENSE, BEND)
