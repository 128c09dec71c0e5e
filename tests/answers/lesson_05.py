# ruff: noqa
"""Answers to the tasks of lesson 05, written from the task text alone."""

import copy
import math

import numpy as np

import nnlib as nn
from nnlib import cross_entropy, numerical_gradient, one_hot, softmax

# ---------------------------------------------------------------- ex05-trace

GRAPH = {"s": 5, "t": -2, "L": -10, "ds": -2, "dt": 5, "dp": -2, "dq": -7, "dr": 10}


def graph(**changes):
    return GRAPH | changes


def graph_by_code():
    p, q, r = 3.0, 2.0, -1.0
    s, t = p + q, q * r
    L = s * t
    ds, dt = t, s
    dp, dq, dr = ds, ds + dt * r, dt * q
    return {"s": s, "t": t, "L": L, "ds": ds, "dt": dt, "dp": dp, "dq": dq, "dr": dr}


def graph_nudged():
    def f(p, q, r):
        return (p + q) * (q * r)

    h = 1e-4
    p, q, r = 3, 2, -1
    return {
        "s": p + q,
        "t": q * r,
        "L": f(p, q, r),
        "ds": -2.0,
        "dt": 5.0,
        "dp": round((f(p + h, q, r) - f(p - h, q, r)) / (2 * h), 6),
        "dq": round((f(p, q + h, r) - f(p, q - h, r)) / (2 * h), 6),
        "dr": round((f(p, q, r + h) - f(p, q, r - h)) / (2 * h), 6),
    }


# --------------------------------------------------------------- ex05-shared


def shared_steps(x, w, y):
    z = w * x
    a = np.tanh(z)
    s = w * a
    ds = 2 * (s - y)
    dw = ds * a
    da = ds * w
    dz = da * (1 - a**2)
    dw += dz * x
    dx = dz * w
    return dw, dx


def shared_formula(x, w, y):
    t = math.tanh(w * x)
    e = 2 * (w * t - y)
    return e * (t + w * x * (1 - t * t)), e * w**2 * (1 - t * t)


def shared_accumulate(x, w, y):
    grad = {"w": 0.0, "x": 0.0, "z": 0.0, "a": 0.0, "s": 0.0}
    z = w * x
    a = np.tanh(z)
    s = w * a
    grad["s"] += 2 * (s - y)
    grad["a"] += grad["s"] * w
    grad["w"] += grad["s"] * a
    grad["z"] += grad["a"] / np.cosh(z) ** 2
    grad["w"] += grad["z"] * x
    grad["x"] += grad["z"] * w
    return grad["w"], grad["x"]


def shared_two_names(x, w, y):
    # unroll: give the two uses of w two names, add at the end
    w1, w2 = w, w
    a = np.tanh(w1 * x)
    d = 2 * (w2 * a - y)
    dw2 = d * a
    dw1 = d * w2 * nn.tanh_slope(a) * x
    return [dw1 + dw2, d * w2 * nn.tanh_slope(a) * w1]


def shared_complex_step(x, w, y):
    # the derivative without a difference: an imaginary nudge
    h = 1e-30

    def L(x, w):
        return (w * np.tanh(w * x) - y) ** 2

    return L(x, w + 1j * h).imag / h, L(x + 1j * h, w).imag / h


def shared_overwrites(x, w, y):
    a = np.tanh(w * x)
    ds = 2 * (w * a - y)
    dw = ds * a
    dz = ds * w * (1 - a**2)
    dw = dz * x
    return dw, dz * w


def shared_outer_only(x, w, y):
    a = np.tanh(w * x)
    ds = 2 * (w * a - y)
    dz = ds * w * (1 - a**2)
    return ds * a, dz * w


def shared_no_two(x, w, y):
    a = np.tanh(w * x)
    ds = w * a - y
    dz = ds * w * (1 - a**2)
    return ds * a + dz * x, dz * w


def shared_slope_of_z(x, w, y):
    z = w * x
    a = np.tanh(z)
    ds = 2 * (w * a - y)
    dz = ds * w * (1 - z**2)
    return ds * a + dz * x, dz * w


def shared_swapped(x, w, y):
    a = np.tanh(w * x)
    ds = 2 * (w * a - y)
    dz = ds * w * (1 - a**2)
    return dz * w, ds * a + dz * x


def shared_dx_once(x, w, y):
    a = np.tanh(w * x)
    ds = 2 * (w * a - y)
    dw = ds * a + ds * w * (1 - a**2) * x
    dx = ds * (1 - a**2) * w
    return dw, dx


def shared_sign(x, w, y):
    a = np.tanh(w * x)
    ds = 2 * (y - w * a)
    dz = ds * w * (1 - a**2)
    return ds * a + dz * x, dz * w


def shared_averages(x, w, y):
    a = np.tanh(w * x)
    ds = 2 * (w * a - y)
    dz = ds * w * (1 - a**2)
    return (ds * a + dz * x) / 2, dz * w


def shared_prints(x, w, y):
    dw, dx = shared_steps(x, w, y)
    print(dw, dx)


# ------------------------------------------------------------- ex05-hunt-fork


def fork_plus_equal(u, c):
    a, b = np.tanh(u), u * c
    da, db = b, a
    du = da * (1 - a**2)
    du += db * c
    dc = db * u
    return du, dc


def fork_one_line(u, c):
    a = np.tanh(u)
    return u * c * (1 - a * a) + a * c, a * u


def fork_two_parts(u, c):
    a, b = np.tanh(u), u * c
    da, db = b, a
    du_through_a = da * (1 - a**2)
    du_through_b = db * c
    return du_through_a + du_through_b, db * u


def fork_cosh(u, c):
    # L = c * u * tanh(u), differentiated by hand
    return c * (np.tanh(u) + u / np.cosh(u) ** 2), u * np.tanh(u)


def fork_first_way_only(u, c):
    a, b = np.tanh(u), u * c
    da, db = b, a
    du = da * (1 - a**2)
    dc = db * u
    return du, dc


def fork_unchanged(u, c):
    a, b = np.tanh(u), u * c
    da, db = b, a
    du = da * (1 - a**2)
    du = db * c
    dc = db * u
    return du, dc


def fork_product(u, c):
    a, b = np.tanh(u), u * c
    da, db = b, a
    du = da * (1 - a**2)
    du *= db * c
    dc = db * u
    return du, dc


def fork_no_slope(u, c):
    a, b = np.tanh(u), u * c
    da, db = b, a
    du = da + db * c
    dc = db * u
    return du, dc


def fork_dc_too(u, c):
    a, b = np.tanh(u), u * c
    da, db = b, a
    du = da * (1 - a**2)
    du += db * c
    dc = db * u + da * u
    return du, dc


def fork_da_db_swapped(u, c):
    a, b = np.tanh(u), u * c
    da, db = a, b
    du = da * (1 - a**2)
    du += db * c
    dc = db * u
    return du, dc


# ----------------------------------------------------------------- ex05-dense


def dense_plain(X, W, dZ):
    return X.T @ dZ, np.sum(dZ, axis=0, keepdims=True), dZ @ W.T


def dense_einsum(X, W, dZ):
    dW = np.einsum("ij,ik->jk", X, dZ)
    db = np.einsum("ik->k", dZ)[None, :]
    dX = np.einsum("ik,jk->ij", dZ, W)
    return dW, db, dX


def dense_loops(X, W, dZ):
    n, n_in = X.shape
    n_out = W.shape[1]
    dW, db, dX = np.zeros((n_in, n_out)), np.zeros((1, n_out)), np.zeros((n, n_in))
    for i in range(n):
        for k in range(n_out):
            db[0, k] += dZ[i, k]
            for j in range(n_in):
                dW[j, k] += dZ[i, k] * X[i, j]
                dX[i, j] += dZ[i, k] * W[j, k]
    return dW, db, dX


def dense_outer(X, W, dZ):
    dW = np.zeros(W.shape)
    db = np.zeros((1, W.shape[1]))
    dX = []
    for x, dz in zip(X, dZ):
        dW += np.outer(x, dz)
        db += dz
        dX.append(W @ dz)
    return dW, db, np.array(dX)


def dense_ones(X, W, dZ):
    # MATLAB: the bias is a weight on a column of ones
    ones = np.ones((len(X), 1))
    both = np.hstack([X, ones]).T @ dZ
    return both[:-1, :], both[-1:, :], np.transpose(W @ np.transpose(dZ))


def dense_list(X, W, dZ):
    dW = np.dot(np.transpose(X), dZ)
    db = dZ.sum(0).reshape(1, -1)
    dX = np.dot(dZ, np.transpose(W))
    return [dW, db, dX]


def dense_mean_again(X, W, dZ):
    n = len(X)
    return X.T @ dZ / n, np.sum(dZ, axis=0, keepdims=True) / n, dZ @ W.T


def dense_db_mean(X, W, dZ):
    return X.T @ dZ, dZ.mean(axis=0, keepdims=True), dZ @ W.T


def dense_db_flat(X, W, dZ):
    return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T


def dense_db_axis(X, W, dZ):
    return X.T @ dZ, dZ.sum(axis=1, keepdims=True), dZ @ W.T


def dense_db_total(X, W, dZ):
    return X.T @ dZ, np.full((1, W.shape[1]), dZ.sum()), dZ @ W.T


def dense_order(X, W, dZ):
    return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0, keepdims=True)


def dense_dW_transposed(X, W, dZ):
    return dZ.T @ X, dZ.sum(axis=0, keepdims=True), dZ @ W.T


def dense_no_transpose(X, W, dZ):
    return X.T @ dZ, dZ.sum(axis=0, keepdims=True), dZ @ W


def dense_last_sample(X, W, dZ):
    for x, dz in zip(X, dZ):
        dW = np.outer(x, dz)
        db = dz[None, :]
    return dW, db, dZ @ W.T


def dense_minus(X, W, dZ):
    return -X.T @ dZ, -dZ.sum(axis=0, keepdims=True), -dZ @ W.T


def dense_db_dZ(X, W, dZ):
    return X.T @ dZ, dZ, dZ @ W.T


# ------------------------------------------------------------------ ex05-bend


def bend_if(name, A, dA):
    if name == "sigmoid":
        return dA * A * (1 - A)
    if name == "tanh":
        return dA * (1 - A**2)
    if name == "relu":
        return dA * (A > 0)


def bend_dict(name, A, dA):
    slopes = {
        "sigmoid": lambda a: a * (1 - a),
        "tanh": lambda a: 1 - a * a,
        "relu": lambda a: (a > 0).astype(float),
    }
    return slopes[name](A) * dA


def bend_match(name, A, dA):
    match name:
        case "sigmoid":
            slope = A - np.square(A)
        case "tanh":
            slope = (1 + A) * (1 - A)
        case "relu":
            slope = np.where(A > 0, 1.0, 0.0)
        case _:
            raise ValueError(name)
    return np.multiply(slope, dA)


def bend_loops(name, A, dA):
    dZ = np.zeros(A.shape)
    for index, a in np.ndenumerate(A):
        if name == "sigmoid":
            slope = a * (1 - a)
        elif name == "tanh":
            slope = 1 - a * a
        else:
            slope = 1 if a > 0 else 0
        dZ[index] = dA[index] * slope
    return dZ


def bend_vectorize(name, A, dA):
    def slope(a):
        if name == "relu":
            return 1.0 if a > 0 else 0.0
        return a * (1.0 - a) if name == "sigmoid" else 1.0 - a**2

    return np.vectorize(slope, otypes=[float])(A) * dA


def bend_relu_copy(name, A, dA):
    dZ = dA.copy()
    if name == "relu":
        dZ[A <= 0] = 0
    elif name == "tanh":
        dZ -= dZ * A**2
    else:
        dZ *= A
        dZ *= 1 - A
    return dZ


def bend_again(name, A, dA):
    # takes A for Z and bends it once more
    if name == "sigmoid":
        s = 1 / (1 + np.exp(-A))
        return dA * s * (1 - s)
    if name == "tanh":
        return dA * (1 - np.tanh(A) ** 2)
    return dA * (A > 0)


def bend_forgets_upstream(name, A, dA):
    if name == "sigmoid":
        return A * (1 - A)
    if name == "tanh":
        return 1 - A**2
    return (A > 0) * 1.0


def bend_relu_ge(name, A, dA):
    if name == "sigmoid":
        return dA * A * (1 - A)
    if name == "tanh":
        return dA * (1 - A**2)
    return dA * (A >= 0)


def bend_relu_value(name, A, dA):
    if name == "sigmoid":
        return dA * A * (1 - A)
    if name == "tanh":
        return dA * (1 - A**2)
    return dA * np.maximum(A, 0)


def bend_relu_of_dA(name, A, dA):
    if name == "sigmoid":
        return dA * A * (1 - A)
    if name == "tanh":
        return dA * (1 - A**2)
    return dA * (dA > 0)


def bend_tanh_sigmoid(name, A, dA):
    if name in ("sigmoid", "tanh"):
        return dA * A * (1 - A)
    return dA * (A > 0)


def bend_tanh_no_square(name, A, dA):
    if name == "sigmoid":
        return dA * A * (1 - A)
    if name == "tanh":
        return dA * (1 - A)
    return dA * (A > 0)


def bend_matrix(name, A, dA):
    slope = {"sigmoid": A * (1 - A), "tanh": 1 - A**2, "relu": (A > 0) * 1.0}[name]
    return dA @ slope.T


def bend_default_relu(name, A, dA):
    if name == "Sigmoid":
        return dA * A * (1 - A)
    if name == "Tanh":
        return dA * (1 - A**2)
    return dA * (A > 0)


def bend_precedence(name, A, dA):
    if name == "sigmoid":
        return dA * A * 1 - A
    if name == "tanh":
        return dA * 1 - A**2
    return dA * A > 0


# ---------------------------------------------------------------- ex05-scores


def scores_one_hot(P, y):
    return (P - one_hot(y, P.shape[1])) / len(P)


def scores_copy(P, y):
    dZ = P.copy()
    dZ[np.arange(len(y)), y] -= 1
    dZ /= len(y)
    return dZ


def scores_loops(P, y):
    n, k = P.shape
    dZ = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            if y[i] == j:
                dZ[i, j] = (P[i, j] - 1) / n
            else:
                dZ[i, j] = P[i, j] / n
    return dZ


def scores_eye(P, y):
    n, n_classes = P.shape
    return (P - np.eye(n_classes)[y]) / n


def scores_mask(P, y):
    return (P - (np.arange(P.shape[1]) == np.asarray(y)[:, None])) / P.shape[0]


def scores_jacobian(P, y):
    # the long way round: dP = -1/(n p) at the true class, then softmax backwards
    n = len(y)
    dZ = np.empty(P.shape)
    for i, p in enumerate(P):
        J = np.diag(p) - np.outer(p, p)
        row = J[y[i]] / p[y[i]]
        dZ[i] = -row / n
    return dZ


def scores_in_place(P, y):
    P[np.arange(len(y)), y] -= 1
    P /= len(y)
    return P


def scores_alias(P, y):
    dZ = P
    dZ[range(len(y)), y] -= 1
    return dZ / len(y)


def scores_no_mean(P, y):
    return P - np.eye(P.shape[1])[y]


def scores_all_entries(P, y):
    return (P - np.eye(P.shape[1])[y]) / P.size


def scores_sign(P, y):
    return (np.eye(P.shape[1])[y] - P) / len(y)


def scores_max_class(P, y):
    return (P - np.eye(y.max() + 1)[y]) / len(y)


def scores_slope_too(P, y):
    Y = np.eye(P.shape[1])[y]
    return (P - Y) * P * (1 - P) / len(y)


def scores_softmax_again(P, y):
    return (softmax(P) - one_hot(y, P.shape[1])) / len(y)


def scores_column(P, y):
    dZ = P.copy()
    dZ[:, y] -= 1
    return dZ / len(y)


def scores_dP(P, y):
    return -one_hot(y, P.shape[1]) / P / len(y)


def scores_class_number(P, y):
    return (P - y.reshape(-1, 1)) / len(y)


def scores_two(P, y):
    return 2 * (P - np.eye(P.shape[1])[y]) / len(y)


# ----------------------------------------------------------- ex05-hunt-scores


def repaired_scores_plain(Z, y):
    P = softmax(Z)
    return (P - one_hot(y, Z.shape[1])) / len(Z)


def repaired_scores_library(Z, y):
    _, dZ = cross_entropy(Z, y)
    return dZ


def repaired_scores_own_softmax(Z, y):
    E = np.exp(Z - Z.max(1, keepdims=True))
    G = E / E.sum(1, keepdims=True)
    G[np.arange(len(y)), y] -= 1
    return G / len(y)


def repaired_scores_rows(Z, y):
    out = []
    for z, c in zip(Z, y):
        e = np.exp(z - max(z))
        p = e / sum(e)
        p[c] = p[c] - 1
        out.append(p / len(Z))
    return np.array(out)


def repaired_scores_unchanged(Z, y):
    P = softmax(Z)
    return (P - one_hot(y, Z.shape[1])) * P * (1 - P) / len(Z)


def repaired_scores_half(Z, y):
    P = softmax(Z)
    return (P - one_hot(y, Z.shape[1])) * P / len(Z)


def repaired_scores_no_n(Z, y):
    P = softmax(Z)
    return P - one_hot(y, Z.shape[1])


def repaired_scores_no_softmax(Z, y):
    return (Z - one_hot(y, Z.shape[1])) / len(Z)


def repaired_scores_times_four(Z, y):
    # "slowly" cured by a larger step
    P = softmax(Z)
    return 4 * (P - one_hot(y, Z.shape[1])) * P * (1 - P) / len(Z)


def repaired_scores_whole_softmax(Z, y):
    E = np.exp(Z)
    return (E / E.sum() - one_hot(y, Z.shape[1])) / len(Z)


# --------------------------------------------------------------- ex05-network


def network_plain(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2 + b2
    _, dZ2 = cross_entropy(Z2, y)
    dW2 = A1.T @ dZ2
    db2 = dZ2.sum(axis=0, keepdims=True)
    dZ1 = (dZ2 @ W2.T) * (Z1 > 0)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def network_functions(X, y, W1, b1, W2, b2):
    A1 = nn.relu(X @ W1 + b1)
    P = softmax(A1 @ W2 + b2)
    dZ2 = scores_copy(P, y)
    dW2, db2, dA1 = dense_plain(A1, W2, dZ2)
    dZ1 = bend_if("relu", A1, dA1)
    dW1, db1, _ = dense_plain(X, W1, dZ1)
    return dW1, db1, dW2, db2


def network_nn(X, y, W1, b1, W2, b2):
    first, second = (
        nn.Dense(*W1.shape, init=nn.zeros),
        nn.Dense(*W2.shape, init=nn.zeros),
    )
    net = nn.Network(first, nn.ReLU(), second)
    net.theta = np.concatenate([a.ravel() for a in (W1, b1, W2, b2)])
    _, dZ = cross_entropy(net.forward(X, train=True), y)
    net.backward(dZ)
    return first.dW, first.db, second.dW, second.db


def network_one_by_one(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = (np.zeros(a.shape) for a in (W1, b1, W2, b2))
    n = len(X)
    for i in range(n):
        x = X[i].reshape(-1, 1)
        z1 = W1.T @ x + b1.reshape(-1, 1)
        a1 = np.maximum(0, z1)
        z2 = W2.T @ a1 + b2.reshape(-1, 1)
        e = np.exp(z2 - z2.max())
        d2 = e / e.sum()
        d2[y[i], 0] -= 1
        d1 = (W2 @ d2) * (z1 > 0)
        dW2 += (a1 @ d2.T) / n
        db2 += d2.T / n
        dW1 += (x @ d1.T) / n
        db1 += d1.T / n
    return dW1, db1, dW2, db2


def network_einsum(X, y, W1, b1, W2, b2):
    H = np.einsum("ni,ih->nh", X, W1) + b1
    A = np.where(H > 0, H, 0)
    S = np.einsum("nh,ho->no", A, W2) + b2
    S = S - S.max(axis=1)[:, None]
    P = np.exp(S) / np.exp(S).sum(axis=1)[:, None]
    D = (P - np.eye(W2.shape[1])[y]) / y.shape[0]
    E = np.einsum("no,ho->nh", D, W2) * np.heaviside(H, 0)
    return (
        np.einsum("ni,nh->ih", X, E),
        np.einsum("nh->h", E)[np.newaxis],
        np.einsum("nh,no->ho", A, D),
        np.einsum("no->o", D)[np.newaxis],
    )


def network_no_relu_back(X, y, W1, b1, W2, b2):
    A1 = nn.relu(X @ W1 + b1)
    _, dZ2 = cross_entropy(A1 @ W2 + b2, y)
    dZ1 = dZ2 @ W2.T
    return (
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        A1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


def network_order(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = network_plain(X, y, W1, b1, W2, b2)
    return dW2, db2, dW1, db1


def network_softmax_twice(X, y, W1, b1, W2, b2):
    A1 = nn.relu(X @ W1 + b1)
    P = softmax(A1 @ W2 + b2)
    _, dZ2 = cross_entropy(P, y)
    dZ1 = (dZ2 @ W2.T) * (A1 > 0)
    return (
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        A1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


def network_n_twice(X, y, W1, b1, W2, b2):
    n = len(X)
    A1 = nn.relu(X @ W1 + b1)
    _, dZ2 = cross_entropy(A1 @ W2 + b2, y)
    dZ1 = (dZ2 @ W2.T) * (A1 > 0)
    return (
        X.T @ dZ1 / n,
        dZ1.sum(axis=0, keepdims=True) / n,
        A1.T @ dZ2 / n,
        dZ2.sum(axis=0, keepdims=True) / n,
    )


def network_sum_not_mean(X, y, W1, b1, W2, b2):
    A1 = nn.relu(X @ W1 + b1)
    dZ2 = softmax(A1 @ W2 + b2) - one_hot(y, W2.shape[1])
    dZ1 = (dZ2 @ W2.T) * (A1 > 0)
    return (
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        A1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


def network_flat_bias(X, y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = network_plain(X, y, W1, b1, W2, b2)
    return dW1, db1.ravel(), dW2, db2.ravel()


def network_before_relu(X, y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = nn.relu(Z1)
    _, dZ2 = cross_entropy(A1 @ W2 + b2, y)
    dZ1 = (dZ2 @ W2.T) * (Z1 > 0)
    return (
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        Z1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


def network_no_biases(X, y, W1, b1, W2, b2):
    A1 = nn.relu(X @ W1)
    _, dZ2 = cross_entropy(A1 @ W2, y)
    dZ1 = (dZ2 @ W2.T) * (A1 > 0)
    return (
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        A1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


def network_relu_on_output(X, y, W1, b1, W2, b2):
    A1 = nn.relu(X @ W1 + b1)
    A2 = nn.relu(A1 @ W2 + b2)
    _, dA2 = cross_entropy(A2, y)
    dZ2 = dA2 * (A2 > 0)
    dZ1 = (dZ2 @ W2.T) * (A1 > 0)
    return (
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        A1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


def network_mask_of_gradient(X, y, W1, b1, W2, b2):
    A1 = nn.relu(X @ W1 + b1)
    _, dZ2 = cross_entropy(A1 @ W2 + b2, y)
    dZ1 = nn.relu(dZ2 @ W2.T)
    return (
        X.T @ dZ1,
        dZ1.sum(axis=0, keepdims=True),
        A1.T @ dZ2,
        dZ2.sum(axis=0, keepdims=True),
    )


# ---------------------------------------------------------- ex05-hunt-network


def net_repaired_slope(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    dZ2 = 2 * (A1 @ W2 + b2 - Y) / Y.size
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T * (1 - A1**2)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def net_repaired_nn(X, Y, W1, b1, W2, b2):
    A1 = nn.tanh(X @ W1 + b1)
    _, dZ2 = nn.mean_squared_error(A1 @ W2 + b2, Y)
    dW2, db2, dA1 = dense_plain(A1, W2, dZ2)
    dW1, db1, _ = dense_plain(X, W1, dA1 * nn.tanh_slope(A1))
    return dW1, db1, dW2, db2


def net_repaired_cosh(X, Y, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = np.tanh(Z1)
    dZ2 = 2 * (A1 @ W2 + b2 - Y) / Y.size
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = (dZ2 @ W2.T) / np.cosh(Z1) ** 2
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def net_repaired_vectorize(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    dA2 = 2 / np.prod(Y.shape) * (A1 @ W2 + b2 - Y)
    slope = np.vectorize(lambda a: 1.0 - a * a)
    dZ1 = np.multiply(slope(A1), np.matmul(dA2, W2.T))
    return X.T @ dZ1, dZ1.sum(0)[None], A1.T @ dA2, dA2.sum(0)[None]


def net_not_repaired(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    dZ2 = 2 * (A1 @ W2 + b2 - Y) / Y.size
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def net_slope_at_output(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    A2 = A1 @ W2 + b2
    dZ2 = 2 * (A2 - Y) / Y.size * (1 - A2**2)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T * (1 - A1**2)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def net_slope_sigmoid(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    dZ2 = 2 * (A1 @ W2 + b2 - Y) / Y.size
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def net_slope_only_dW1(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    dZ2 = 2 * (A1 @ W2 + b2 - Y) / Y.size
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dA1 = dZ2 @ W2.T
    dW1 = X.T @ (dA1 * (1 - A1**2))
    db1 = np.sum(dA1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def net_precedence(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    dZ2 = 2 * (A1 @ W2 + b2 - Y) / Y.size
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T * 1 - A1**2
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


def net_len_not_size(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    dZ2 = 2 * (A1 @ W2 + b2 - Y) / len(Y)
    dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = dZ2 @ W2.T * (1 - A1**2)
    dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
    return dW1, db1, dW2, db2


# -------------------------------------------------------- ex05-relative-error


def rel_norm(a, b):
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    if size == 0:
        return 0.0
    return np.linalg.norm(a - b) / size


def rel_sqrt(a, b):
    def length(v):
        return np.sqrt(np.sum(v**2))

    bigger = np.maximum(length(a), length(b))
    return float(length(a - b) / bigger) if bigger > 0 else 0


def rel_loop(a, b):
    aa = bb = dd = 0.0
    for x, z in zip(np.ravel(a), np.ravel(b)):
        aa += x * x
        bb += z * z
        dd += (x - z) ** 2
    if aa == 0 and bb == 0:
        return 0
    return math.sqrt(dd) / math.sqrt(max(aa, bb))


def rel_hypot(a, b):
    a, b = np.asarray(a, float).ravel(), np.asarray(b, float).ravel()
    top = math.hypot(*(a - b))
    return top and top / max(math.hypot(*a), math.hypot(*b))


def rel_dot(a, b):
    u, v = a.flatten(), b.flatten()
    d = u - v
    if not (np.any(u) or np.any(v)):
        return 0.0
    return (d.dot(d) / max(u.dot(u), v.dot(v))) ** 0.5


def rel_no_zero(a, b):
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), np.linalg.norm(b))


def rel_sum(a, b):
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return np.linalg.norm(a - b) / size if size else 0.0


def rel_first(a, b):
    size = np.linalg.norm(a)
    return np.linalg.norm(a - b) / size if size else 0.0


def rel_min(a, b):
    size = min(np.linalg.norm(a), np.linalg.norm(b))
    return np.linalg.norm(a - b) / size if size else 0.0


def rel_eps(a, b):
    return np.linalg.norm(a - b) / (max(np.linalg.norm(a), np.linalg.norm(b)) + 1e-4)


def rel_small_eps(a, b):
    a, b = np.asarray(a), np.asarray(b)
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), np.linalg.norm(b), 1e-3)


def rel_course(a, b):
    # from the notes of another course: the largest of the entries' errors
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


def rel_of_norms(a, b):
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    return abs(np.linalg.norm(a) - np.linalg.norm(b)) / size if size else 0.0


def rel_absolute(a, b):
    return np.linalg.norm(a - b)


def rel_entries(a, b):
    top = np.maximum(np.abs(a), np.abs(b))
    if not top.any():
        return 0.0
    return np.mean(np.abs(a - b)[top > 0] / top[top > 0])


def rel_largest_entry(a, b):
    size = max(np.abs(a).max(), np.abs(b).max())
    return np.abs(a - b).max() / size if size else 0.0


def rel_axis(a, b):
    size = np.maximum(np.linalg.norm(a, axis=-1), np.linalg.norm(b, axis=-1))
    return np.linalg.norm(a - b, axis=-1) / np.where(size == 0, 1, size)


def rel_squared(a, b):
    size = max(np.sum(a**2), np.sum(b**2))
    return np.sum((a - b) ** 2) / size if size else 0.0


def rel_zero_if_one_is_zero(a, b):
    if np.all(a == 0) or np.all(b == 0):
        return 0.0
    return np.linalg.norm(a - b) / max(np.linalg.norm(a), np.linalg.norm(b))


def rel_max_array(a, b):
    return np.linalg.norm(a - b) / max(a.max(), b.max()) if a.any() or b.any() else 0.0


# ----------------------------------------------------------------- ex05-check


def agrees_library(f, theta, gradient):
    return nn.relative_error(numerical_gradient(f, theta), gradient) <= 1e-6


def agrees_own(f, theta, gradient):
    numeric = numerical_gradient(f, theta.copy())
    error = rel_norm(gradient, numeric)
    if error < 1e-5:
        return True
    else:
        return False


def agrees_loop(f, theta, gradient):
    if np.isnan(gradient).any():
        return False
    h = 1e-5
    numeric = []
    for j in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        numeric.append((f(up) - f(down)) / (2 * h))
    numeric = np.array(numeric)
    size = max(np.sqrt(sum(gradient**2)), np.sqrt(sum(numeric**2)))
    if size == 0:
        return True
    return bool(np.sqrt(sum((gradient - numeric) ** 2)) / size < 1e-6)


def agrees_scaled(f, theta, gradient):
    numeric = numerical_gradient(f, theta)
    scale = np.max(np.abs(numeric))
    if scale == 0:
        return not np.any(gradient)
    return bool(np.allclose(gradient / scale, numeric / scale, rtol=0, atol=1e-6))


def agrees_eye(f, theta, gradient):
    E = 1e-5 * np.eye(theta.size)
    numeric = np.array([f(theta + e) - f(theta - e) for e in E]) / 2e-5
    a, b, d = map(np.linalg.norm, (gradient, numeric, gradient - numeric))
    return bool(d <= 1e-6 * max(a, b))


def agrees_allclose(f, theta, gradient):
    return np.allclose(numerical_gradient(f, theta), gradient)


def agrees_absolute(f, theta, gradient):
    return bool(np.max(np.abs(numerical_gradient(f, theta) - gradient)) < 1e-4)


def agrees_nan_passes(f, theta, gradient):
    numeric = numerical_gradient(f, theta)
    top = np.linalg.norm(gradient - numeric)
    size = max(np.linalg.norm(gradient), np.linalg.norm(numeric))
    if size and top / size > 1e-6:
        return False
    return True


def agrees_direction(f, theta, gradient):
    numeric = numerical_gradient(f, theta)
    size = np.linalg.norm(numeric) * np.linalg.norm(gradient)
    if size == 0:
        return True
    return bool(numeric @ gradient / size > 1 - 1e-6)


def agrees_lengths(f, theta, gradient):
    a, b = np.linalg.norm(numerical_gradient(f, theta)), np.linalg.norm(gradient)
    return bool(abs(a - b) <= 1e-6 * max(a, b))


def agrees_first_entry(f, theta, gradient):
    h = 1e-5
    step = np.zeros_like(theta)
    step[0] = h
    numeric = (f(theta + step) - f(theta - step)) / (2 * h)
    return bool(
        abs(numeric - gradient[0]) <= 1e-6 * max(abs(numeric), abs(gradient[0]))
    )


def agrees_returns_error(f, theta, gradient):
    return nn.relative_error(numerical_gradient(f, theta), gradient)


def agrees_any(f, theta, gradient):
    numeric = numerical_gradient(f, theta)
    return bool(np.any(np.isclose(numeric, gradient, rtol=1e-5, atol=0)))


def agrees_entrywise(f, theta, gradient):
    numeric = numerical_gradient(f, theta)
    error = np.abs(numeric - gradient) / np.maximum(np.abs(numeric), np.abs(gradient))
    return bool(np.all(error < 1e-7))


def agrees_loose(f, theta, gradient):
    return rel_norm(numerical_gradient(f, theta), gradient) < 0.5


def agrees_one_sided(f, theta, gradient):
    h = 1e-3
    numeric = np.array([(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))])
    return rel_norm(numeric, gradient) <= 1e-6


def agrees_tiny_nudge(f, theta, gradient):
    # "the smaller the nudge the better"
    return rel_norm(numerical_gradient(f, theta, 1e-13), gradient) <= 1e-6


def agrees_signs(f, theta, gradient):
    return bool(np.all(np.sign(numerical_gradient(f, theta)) == np.sign(gradient)))


def agrees_exact(f, theta, gradient):
    return bool(np.all(numerical_gradient(f, theta) == gradient))


def agrees_sum(f, theta, gradient):
    a, b = np.sum(numerical_gradient(f, theta)), np.sum(gradient)
    return bool(abs(a - b) <= 1e-6 * max(abs(a), abs(b)))


def agrees_median(f, theta, gradient):
    numeric = numerical_gradient(f, theta)
    return bool(np.median(np.abs(gradient - numeric)) <= 1e-6 * np.abs(numeric).max())


# ------------------------------------------------------------ ex05-hunt-check


def can_fail_zeros(f, theta, gradient, h=1e-5):
    numeric = np.zeros_like(theta)
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) <= 1e-6


def can_fail_list(f, theta, gradient, h=1e-5):
    numeric = []
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric.append((f(theta + step) - f(theta - step)) / (2 * h))
    return nn.relative_error(gradient, np.array(numeric)) <= 1e-6


def can_fail_copy(f, theta, gradient, h=1e-5):
    numeric = gradient.copy()
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) <= 1e-6


def can_fail_library(f, theta, gradient, h=1e-5):
    return nn.relative_error(gradient, numerical_gradient(f, theta, h)) <= 1e-6


def can_fail_kept(f, theta, gradient, h=1e-5):
    given = copy.deepcopy(gradient)
    numeric = np.array([0.0] * len(theta))
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return bool(nn.relative_error(given, numeric) <= 1e-6)


def can_fail_not(f, theta, gradient, h=1e-5):
    numeric = gradient
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) <= 1e-6


def can_fail_slice(f, theta, gradient, h=1e-5):
    numeric = gradient[:]
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) <= 1e-6


def can_fail_asarray(f, theta, gradient, h=1e-5):
    numeric = np.asarray(gradient)
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) <= 1e-6


def can_fail_tolerance(f, theta, gradient, h=1e-5):
    numeric = gradient
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) <= 1e-12


def can_fail_late_copy(f, theta, gradient, h=1e-5):
    numeric = gradient
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient.copy(), numeric) <= 1e-6


def can_fail_turned(f, theta, gradient, h=1e-5):
    numeric = np.zeros_like(theta)
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) > 1e-6


def can_fail_theta(f, theta, gradient, h=1e-5):
    numeric = theta
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = h
        numeric[j] = (f(theta + step) - f(theta - step)) / (2 * h)
    return nn.relative_error(gradient, numeric) <= 1e-6


# ----------------------------------------------------------------- ex05-layer


class LayerStart:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros_like(W), np.zeros_like(b)
        self.X = None


class LayerSlices(LayerStart):
    def forward(self, X, train=False):
        if train:
            self.X = X
        return X @ self.W + self.b

    def backward(self, dZ):
        self.dW[...] = self.X.T @ dZ
        self.db[...] = dZ.sum(axis=0, keepdims=True)
        return dZ @ self.W.T


class LayerOut(LayerStart):
    def forward(self, X, train=False):
        if train:
            self.X = X.copy()
        return np.add(np.matmul(X, self.W), self.b)

    def backward(self, dZ):
        np.matmul(self.X.T, dZ, out=self.dW)
        np.sum(dZ, axis=0, keepdims=True, out=self.db)
        return np.matmul(dZ, self.W.T)


class LayerZeroFirst(LayerStart):
    def forward(self, X, train=False):
        self.X = X if train else self.X
        Z = np.dot(X, self.W)
        Z += self.b
        return Z

    def backward(self, dZ):
        self.dW *= 0
        self.db *= 0
        self.dW += np.dot(self.X.T, dZ)
        self.db += np.sum(dZ, 0)
        return np.dot(dZ, self.W.T)


class LayerLoops(LayerStart):
    def forward(self, X, train=False):
        if train == True:
            self.X = X
        Z = np.zeros((X.shape[0], self.W.shape[1]))
        for i in range(Z.shape[0]):
            for k in range(Z.shape[1]):
                Z[i, k] = sum(X[i, j] * self.W[j, k] for j in range(X.shape[1]))
                Z[i, k] += self.b[0, k]
        return Z

    def backward(self, dZ):
        for k in range(self.W.shape[1]):
            self.db[0, k] = sum(dZ[:, k])
            for j in range(self.W.shape[0]):
                self.dW[j, k] = sum(self.X[:, j] * dZ[:, k])
        dX = np.zeros(self.X.shape)
        for i in range(len(dX)):
            for j in range(dX.shape[1]):
                dX[i, j] = sum(dZ[i, :] * self.W[j, :])
        return dX


class LayerCopyto(LayerStart):
    def forward(self, X, train=False):
        if train:
            self.cache = X
        return np.einsum("ij,jk->ik", X, self.W) + self.b

    def backward(self, dZ):
        dW, db, dX = dense_einsum(self.cache, self.W, dZ)
        np.copyto(self.dW, dW)
        np.copyto(self.db, db)
        return dX


class LayerRebinds(LayerStart):
    def forward(self, X, train=False):
        if train:
            self.X = X
        return X @ self.W + self.b

    def backward(self, dZ):
        self.dW = self.X.T @ dZ
        self.db = dZ.sum(axis=0, keepdims=True)
        return dZ @ self.W.T


class LayerPilesUp(LayerSlices):
    def backward(self, dZ):
        self.dW += self.X.T @ dZ
        self.db += dZ.sum(axis=0, keepdims=True)
        return dZ @ self.W.T


class LayerAlwaysRemembers(LayerSlices):
    def forward(self, X, train=False):
        self.X = X
        return X @ self.W + self.b


class LayerForgets(LayerSlices):
    def forward(self, X, train=False):
        self.X = X if train else None
        return X @ self.W + self.b


class LayerTrainDefault(LayerSlices):
    def forward(self, X, train=True):
        if train:
            self.X = X
        return X @ self.W + self.b


class LayerNoBias(LayerSlices):
    def forward(self, X, train=False):
        if train:
            self.X = X
        return X @ self.W


class LayerMean(LayerSlices):
    def backward(self, dZ):
        n = len(dZ)
        self.dW[...] = self.X.T @ dZ / n
        self.db[...] = dZ.mean(axis=0, keepdims=True)
        return dZ @ self.W.T


class LayerReturnsAll(LayerSlices):
    def backward(self, dZ):
        self.dW[...] = self.X.T @ dZ
        self.db[...] = dZ.sum(axis=0, keepdims=True)
        return self.dW, self.db, dZ @ self.W.T


class LayerReturnsNothing(LayerSlices):
    def backward(self, dZ):
        self.dW[...] = self.X.T @ dZ
        self.db[...] = dZ.sum(axis=0, keepdims=True)
        self.dX = dZ @ self.W.T


class LayerStep(LayerSlices):
    def backward(self, dZ):
        self.dW[...] = self.X.T @ dZ
        self.db[...] = dZ.sum(axis=0, keepdims=True)
        self.W -= 0.01 * self.dW
        self.b -= 0.01 * self.db
        return dZ @ self.W.T


class LayerDbTotal(LayerSlices):
    def backward(self, dZ):
        self.dW[...] = self.X.T @ dZ
        self.db[...] = dZ.sum()
        return dZ @ self.W.T


class LayerOnlyInTraining(LayerSlices):
    def forward(self, X, train=False):
        if train:
            self.X = X
            return X @ self.W + self.b


# ------------------------------------------------------------ ex05-hunt-layer


class BendIf:
    def forward(self, X, train=False):
        A = np.tanh(X)
        if train:
            self.A = A
        return A

    def backward(self, dA):
        return dA * (1 - self.A**2)


class BendSlopeKept:
    def forward(self, X, train=False):
        out = np.tanh(X)
        if train:
            self.slope = 1 - out * out
        return out

    def backward(self, dA):
        return dA * self.slope


class BendFromZ:
    Z = None

    def forward(self, X, train=False):
        self.Z = np.array(X) if train else self.Z
        return np.tanh(X)

    def backward(self, dA):
        return dA / np.cosh(self.Z) ** 2


class BendEarlyReturn:
    def __init__(self):
        self.A = None

    def forward(self, X, train=False):
        if not train:
            return np.tanh(X)
        self.A = np.tanh(X)
        return self.A

    def backward(self, dA):
        return dA * nn.tanh_slope(self.A)


class BendSubclass(nn.Tanh):
    pass


class BendUnchanged:
    def forward(self, X, train=False):
        self.A = np.tanh(X)
        return self.A

    def backward(self, dA):
        return dA * (1 - self.A**2)


class BendTurned:
    def forward(self, X, train=False):
        A = np.tanh(X)
        if not train:
            self.A = A
        return A

    def backward(self, dA):
        return dA * (1 - self.A**2)


class BendNoneInBetween:
    def forward(self, X, train=False):
        A = np.tanh(X)
        self.A = A if train else None
        return A

    def backward(self, dA):
        return dA * (1 - self.A**2)


class BendFirstOnly:
    A = None

    def forward(self, X, train=False):
        A = np.tanh(X)
        if self.A is None:
            self.A = A
        return A

    def backward(self, dA):
        return dA * (1 - self.A**2)


class BendRaw:
    def forward(self, X, train=False):
        if train:
            self.A = X
        return np.tanh(X)

    def backward(self, dA):
        return dA * (1 - self.A**2)


class BendTrainReturnsNone:
    def forward(self, X, train=False):
        if train:
            self.A = np.tanh(X)
            return self.A

    def backward(self, dA):
        return dA * (1 - self.A**2)


# ---------------------------------------------------------------- ex05-around


class AroundStart:
    def __init__(self, inner):
        self.inner = inner


class AroundPlain(AroundStart):
    def forward(self, X, train=False):
        return X + self.inner.forward(X, train)

    def backward(self, dA):
        return dA + self.inner.backward(dA)


class AroundCopies(AroundStart):
    def forward(self, X, train=False):
        A = X.copy()
        A += self.inner.forward(X.copy(), train)
        return A

    def backward(self, dA):
        dX = dA.copy()
        dX += self.inner.backward(dA.copy())
        return dX


class AroundKeyword(AroundStart):
    def forward(self, X, train=False):
        branch = self.inner.forward(X, train=train)
        return np.add(branch, X)

    def backward(self, dA):
        through = self.inner.backward(dA)
        direct = dA
        return np.sum([direct, through], axis=0)


class AroundLists(AroundStart):
    def forward(self, X, train=False):
        inner = self.inner.forward(X, train)
        return np.array([[a + b for a, b in zip(*rows)] for rows in zip(X, inner)])

    def backward(self, dA):
        inner = self.inner.backward(dA)
        return np.array([[a + b for a, b in zip(*rows)] for rows in zip(dA, inner)])


class AroundInPlace(AroundStart):
    def forward(self, X, train=False):
        A = self.inner.forward(X, train)
        A += X
        return A

    def backward(self, dA):
        dX = self.inner.backward(dA)
        dX += dA
        return dX


class AroundInPlaceX(AroundStart):
    def forward(self, X, train=False):
        X += self.inner.forward(X, train)
        return X

    def backward(self, dA):
        dA += self.inner.backward(dA)
        return dA


class AroundOnlyInner(AroundPlain):
    def backward(self, dA):
        return self.inner.backward(dA)


class AroundOnlyDirect(AroundPlain):
    def backward(self, dA):
        return dA


class AroundOne(AroundPlain):
    def backward(self, dA):
        return 1 + self.inner.backward(dA)


class AroundProduct(AroundPlain):
    def backward(self, dA):
        return dA * self.inner.backward(dA)


class AroundNoTrain(AroundPlain):
    def forward(self, X, train=False):
        return X + self.inner.forward(X)


class AroundAlwaysTrain(AroundPlain):
    def forward(self, X, train=False):
        return X + self.inner.forward(X, True)


class AroundHalf(AroundPlain):
    def backward(self, dA):
        return (dA + self.inner.backward(dA)) / 2


class AroundFeedsSum(AroundPlain):
    def backward(self, dA):
        dInner = self.inner.backward(dA)
        return dInner + self.inner.backward(dInner)


class AroundPlusX(AroundPlain):
    def forward(self, X, train=False):
        self.X = X
        return X + self.inner.forward(X, train)

    def backward(self, dA):
        return self.X + self.inner.backward(dA)


# ----------------------------------------------------------------- more, and open ones


def bend_moves_dA(name, A, dA):
    if name == "relu":
        dA[A <= 0] = 0
    elif name == "tanh":
        dA *= 1 - A**2
    else:
        dA *= A * (1 - A)
    return dA


def agrees_thousandth(f, theta, gradient):
    return rel_norm(numerical_gradient(f, theta), gradient) < 1e-3


def agrees_forward(f, theta, gradient):
    h = 1e-8
    numeric = np.array([(f(theta + h * e) - f(theta)) / h for e in np.eye(len(theta))])
    return rel_norm(numeric, gradient) < 1e-4


class AroundStacked(AroundPlain):
    # inner gets a copy, in case it writes into what it gets
    def forward(self, X, train=False):
        return X + self.inner.forward(X.copy(), train)


def network_mean_of_samples(X, y, W1, b1, W2, b2):
    rows = [
        network_plain(X[i : i + 1], y[i : i + 1], W1, b1, W2, b2) for i in range(len(X))
    ]
    return [np.mean([row[k] for row in rows], axis=0) for k in range(4)]


def rel_plain_lists(a, b):
    d = math.dist(np.ravel(a).tolist(), np.ravel(b).tolist())
    zero = [0.0] * np.size(a)
    return (
        d / max(math.dist(np.ravel(a), zero), math.dist(np.ravel(b), zero)) if d else 0
    )


def shared_array(x, w, y):
    a = np.tanh(np.float64(w) * x)
    e, slope = 2 * (w * a - y), 1 - a * a
    return np.array([e * (a + w * slope * x), e * w * slope * w])


def dense_views(X, W, dZ):
    # every result is a view of something transposed
    return (dZ.T @ X).T, np.ones((1, len(X))) @ dZ, (W @ dZ.T).T


def dense_tensordot(X, W, dZ):
    dW = np.tensordot(X, dZ, axes=(0, 0))
    db = np.add.reduce(dZ, axis=0)[np.newaxis, :]
    dX = np.inner(dZ, W)
    return dW, db, dX


def dense_broadcast(X, W, dZ):
    dW = (X[:, :, None] * dZ[:, None, :]).sum(axis=0)
    db = dZ.sum(axis=0, keepdims=True)
    dX = (dZ[:, None, :] * W[None, :, :]).sum(axis=2)
    return dW, db, dX


def bend_one_line(name, A, dA):
    return dA * (
        A * (1 - A) if name[0] == "s" else 1 - A**2 if name[0] == "t" else A > 0
    )


class BendTable:
    def __call__(self, name, A, dA):
        return getattr(self, name)(A) * dA

    def sigmoid(self, a):
        return a * (1 - a)

    def tanh(self, a):
        return (1 - a) * (1 + a)

    def relu(self, a):
        return np.sign(np.maximum(a, 0))


def scores_add_at(P, y):
    Y = np.zeros_like(P)
    np.put_along_axis(Y, y[:, None], 1, axis=1)
    return np.divide(np.subtract(P, Y), P.shape[0])


def scores_rows(P, y):
    rows = []
    for p, c in zip(P.tolist(), y.tolist()):
        p[c] -= 1
        rows.append([v / len(y) for v in p])
    return np.array(rows)


def scores_library(P, y):
    # the logarithm of P is a set of scores that gives P
    return cross_entropy(np.log(P), y)[1]


def network_layers(X, y, W1, b1, W2, b2):
    # with the ones column, MATLAB style
    one = np.ones((len(X), 1))
    T1, T2 = np.vstack([W1, b1]), np.vstack([W2, b2])
    A0 = np.hstack([X, one])
    H = np.maximum(A0 @ T1, 0)
    A1 = np.hstack([H, one])
    D2 = scores_one_hot(softmax(A1 @ T2), y)
    D1 = (D2 @ T2.T)[:, :-1] * (H > 0)
    G1, G2 = A0.T @ D1, A1.T @ D2
    return G1[:-1], G1[-1:], G2[:-1], G2[-1:]


def network_nudged(X, y, W1, b1, W2, b2):
    arrays = [a.copy() for a in (W1, b1, W2, b2)]

    def loss(_):
        U, c, V, d = arrays
        return cross_entropy(nn.relu(X @ U + c) @ V + d, y)[0]

    return [numerical_gradient(loss, a) for a in arrays]


def rel_largest(a, b):
    norms = [np.linalg.norm(v) for v in (a, b)]
    return np.divide(np.linalg.norm(np.subtract(a, b)), max(norms)) if any(norms) else 0


def rel_errstate(a, b):
    with np.errstate(invalid="ignore", divide="ignore"):
        r = np.linalg.norm(a - b) / np.maximum(np.linalg.norm(a), np.linalg.norm(b))
    return np.nan_to_num(r)


def agrees_int(f, theta, gradient):
    # largest entry in place of the norm, nan asked for by itself
    if not np.all(np.isfinite(gradient)):
        return False
    numeric = numerical_gradient(f, theta)
    size = max(np.abs(numeric).max(), np.abs(gradient).max())
    return bool(np.abs(numeric - gradient).max() <= 1e-6 * size)


def agrees_complete(f, theta, gradient):
    numeric = numerical_gradient(f, theta.copy())
    return not not rel_dot(numeric, np.array(gradient)) < 1e-6


class LayerEinsumOut(nn.Layer):
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.dW, self.db = np.zeros_like(W), np.zeros_like(b)
        self.X = None

    def forward(self, X, train=False):
        if train:
            self.X = np.copy(X)
        return X.dot(self.W) + self.b

    def backward(self, dZ):
        np.einsum("ij,ik->jk", self.X, dZ, out=self.dW)
        self.db[0] = dZ.sum(axis=0)
        return np.einsum("ik,jk->ij", dZ, self.W)


class LayerFlat(LayerStart):
    def forward(self, X, train=False):
        if train:
            self.X = X
        return np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([self.W, self.b])

    def backward(self, dZ):
        self.dW.flat = (self.X.T @ dZ).ravel()
        self.db.flat = dZ.sum(axis=0)
        return dZ @ self.W.T


class AroundLayer(nn.Layer):
    def __init__(self, inner):
        self.inner = inner

    def forward(self, X, train=False):
        A = np.empty_like(X)
        np.add(X, self.inner.forward(X, train), out=A)
        return A

    def backward(self, dA):
        return sum((dA, self.inner.backward(dA)))


# --------------------------------------------------------------------- tables

# each answer is a function without arguments that gives what is handed to check
RIGHT = {
    "ex05-trace": {
        "by hand": lambda: graph(),
        "floats": lambda: {name: float(value) for name, value in GRAPH.items()},
        "by code": graph_by_code,
        "numpy numbers": lambda: {k: np.float64(v) for k, v in GRAPH.items()},
        "nudged": graph_nudged,
    },
    "ex05-shared": {
        "an array": lambda: shared_array,
        "step by step": lambda: shared_steps,
        "one formula with math": lambda: shared_formula,
        "a dict that accumulates": lambda: shared_accumulate,
        "two names for w, a list returned": lambda: shared_two_names,
        "complex step": lambda: shared_complex_step,
    },
    "ex05-hunt-fork": {
        "plus equal": lambda: ("at one", fork_plus_equal),
        "one line": lambda: ("at one", fork_one_line),
        "two named parts": lambda: ("at one", fork_two_parts),
        "derived by hand": lambda: ("at one", fork_cosh),
        "as a list": lambda: ["at one", fork_plus_equal],
    },
    "ex05-dense": {
        "transposed views": lambda: dense_views,
        "tensordot": lambda: dense_tensordot,
        "broadcast and sum": lambda: dense_broadcast,
        "three products": lambda: dense_plain,
        "einsum": lambda: dense_einsum,
        "three loops": lambda: dense_loops,
        "outer products": lambda: dense_outer,
        "column of ones": lambda: dense_ones,
        "np.dot, a list returned": lambda: dense_list,
    },
    "ex05-bend": {
        "one line": lambda: bend_one_line,
        "an object that can be called": lambda: BendTable(),
        "three ifs": lambda: bend_if,
        "dict of lambdas": lambda: bend_dict,
        "match": lambda: bend_match,
        "loops": lambda: bend_loops,
        "np.vectorize": lambda: bend_vectorize,
        "mask on a copy": lambda: bend_relu_copy,
    },
    "ex05-scores": {
        "put_along_axis": lambda: scores_add_at,
        "lists": lambda: scores_rows,
        "one_hot": lambda: scores_one_hot,
        "copy and subtract": lambda: scores_copy,
        "loops": lambda: scores_loops,
        "rows of the identity": lambda: scores_eye,
        "comparison mask": lambda: scores_mask,
    },
    "ex05-hunt-scores": {
        "slope removed": lambda: ("nudge", repaired_scores_plain),
        "cross_entropy itself": lambda: ("nudge", repaired_scores_library),
        "own softmax": lambda: ("nudge", repaired_scores_own_softmax),
        "row by row": lambda: ("nudge", repaired_scores_rows),
    },
    "ex05-network": {
        "column of ones": lambda: network_layers,
        "plain": lambda: network_plain,
        "from own functions": lambda: network_functions,
        "nn.Network": lambda: network_nn,
        "sample by sample, columns": lambda: network_one_by_one,
        "einsum": lambda: network_einsum,
        "mean over samples": lambda: network_mean_of_samples,
    },
    "ex05-hunt-network": {
        "slope added": lambda: ("hidden layer", net_repaired_slope),
        "library slope": lambda: ("hidden layer", net_repaired_nn),
        "cosh": lambda: ("hidden layer", net_repaired_cosh),
        "np.vectorize": lambda: ("hidden layer", net_repaired_vectorize),
    },
    "ex05-relative-error": {
        "list of norms": lambda: rel_largest,
        "norms": lambda: rel_norm,
        "sqrt of a sum": lambda: rel_sqrt,
        "loop": lambda: rel_loop,
        "hypot": lambda: rel_hypot,
        "dot products": lambda: rel_dot,
        "math.dist": lambda: rel_plain_lists,
    },
    "ex05-check": {
        "largest entry": lambda: agrees_int,
        "from own error": lambda: agrees_complete,
        "library": lambda: agrees_library,
        "own error and if": lambda: agrees_own,
        "own loop": lambda: agrees_loop,
        "allclose after scaling": lambda: agrees_scaled,
        "rows of the identity": lambda: agrees_eye,
    },
    "ex05-hunt-check": {
        "zeros": lambda: ("doubled", can_fail_zeros),
        "list": lambda: ("doubled", can_fail_list),
        "copy": lambda: ("doubled", can_fail_copy),
        "numerical_gradient": lambda: ("doubled", can_fail_library),
        "deepcopy": lambda: ("doubled", can_fail_kept),
    },
    "ex05-layer": {
        "einsum with out": lambda: LayerEinsumOut,
        "flat": lambda: LayerFlat,
        "slices": lambda: LayerSlices,
        "out=": lambda: LayerOut,
        "zero first, then add": lambda: LayerZeroFirst,
        "loops": lambda: LayerLoops,
        "copyto and einsum": lambda: LayerCopyto,
    },
    "ex05-hunt-layer": {
        "if train": lambda: ("in between", BendIf),
        "keeps the slope": lambda: ("in between", BendSlopeKept),
        "keeps Z": lambda: ("in between", BendFromZ),
        "early return": lambda: ("in between", BendEarlyReturn),
        "the library's": lambda: ("in between", BendSubclass),
    },
    "ex05-around": {
        "a Layer, np.add": lambda: AroundLayer,
        "two sums": lambda: AroundPlain,
        "copies": lambda: AroundCopies,
        "keyword, named ways": lambda: AroundKeyword,
        "lists": lambda: AroundLists,
        "copy for inner": lambda: AroundStacked,
    },
}
WRONG = {
    "ex05-trace": {
        "dq one way, through s": (
            lambda: graph(dq=-2),
            "q is used twice; only the way through the sum is counted",
        ),
        "dq one way, through t": (
            lambda: graph(dq=-5),
            "q is used twice; only the way through the product is counted",
        ),
        "own factor": (
            lambda: graph(ds=5, dt=-2, dp=5, dq=7, dr=-4),
            "in a product each takes its own value, not the other factor",
        ),
        "signs lost": (
            lambda: graph(t=2, L=10, ds=2, dp=2, dq=3),
            "q r taken as 2: the minus of r is lost",
        ),
        "local slopes": (
            lambda: graph(ds=-2, dt=5, dp=1, dq=0, dr=2),
            "local slopes, not multiplied by what arrives from L",
        ),
        "two ways multiplied": (
            lambda: graph(dq=10),
            "multiplies the two ways that meet in q: (-2)(-5)",
        ),
        "product of p and q": (
            lambda: {
                "s": 6,
                "t": -2,
                "L": -12,
                "ds": -2,
                "dt": 6,
                "dp": -4,
                "dq": -12,
                "dr": 12,
            },
            "reads s = p q in place of s = p + q",
        ),
        "not filled in": (lambda: graph(dq=...), "one place left as ..."),
    },
    "ex05-shared": {
        "overwrites": (lambda: shared_overwrites, "the second dw overwrites the first"),
        "outer use only": (lambda: shared_outer_only, "dw through s alone"),
        "no 2": (lambda: shared_no_two, "the 2 of the square is missing"),
        "slope from z": (lambda: shared_slope_of_z, "1 - z² in place of 1 - a²"),
        "order": (lambda: shared_swapped, "returns dx, dw"),
        "dx misses a w": (lambda: shared_dx_once, "dx passes only one of the two w"),
        "sign": (lambda: shared_sign, "y - s in place of s - y"),
        "averages": (lambda: shared_averages, "halves dw, since w is used twice"),
        "prints": (lambda: shared_prints, "prints and returns nothing"),
    },
    "ex05-hunt-fork": {
        "test c": (lambda: ("c", fork_plus_equal), "names the test of dc"),
        "test at zero": (lambda: ("at zero", fork_plus_equal), "at 0 both ways are 0"),
        "test sign": (lambda: ("sign", fork_one_line), "the sign is right all along"),
        "name of the function": (
            lambda: ("at_one", fork_plus_equal),
            "gives the function's name, not one of the four words",
        ),
        "not repaired": (lambda: ("at one", fork_unchanged), "program as it was"),
        "other way only": (
            lambda: ("at one", fork_first_way_only),
            "deletes the second way instead of adding it",
        ),
        "multiplied": (lambda: ("at one", fork_product), "*= where += belongs"),
        "slope lost": (lambda: ("at one", fork_no_slope), "tanh's slope is lost"),
        "dc too": (
            lambda: ("at one", fork_dc_too),
            "adds a way to dc that is not there",
        ),
        "da and db": (lambda: ("at one", fork_da_db_swapped), "own factor for da, db"),
    },
    "ex05-dense": {
        "1/n again": (lambda: dense_mean_again, "divides dW and db by n once more"),
        "db a mean": (lambda: dense_db_mean, "mean where a sum belongs"),
        "db flat": (lambda: dense_db_flat, "db is (n_out,), not (1, n_out)"),
        "db axis": (lambda: dense_db_axis, "db summed along the units"),
        "db total": (lambda: dense_db_total, "sum over all of dZ for every unit"),
        "order": (lambda: dense_order, "dX, dW, db in this order"),
        "dW transposed": (lambda: dense_dW_transposed, "dZ.T X: (n_out, n_in)"),
        "W not transposed": (lambda: dense_no_transpose, "dZ W in place of dZ W.T"),
        "last sample": (lambda: dense_last_sample, "= in place of += over samples"),
        "minus": (lambda: dense_minus, "the minus of the step already inside"),
        "db is dZ": (lambda: dense_db_dZ, "local slope 1, so db = dZ: no sum"),
    },
    "ex05-bend": {
        "bends A again": (lambda: bend_again, "takes A for Z"),
        "no upstream": (lambda: bend_forgets_upstream, "slope alone, dA not used"),
        "relu at 0": (lambda: bend_relu_ge, ">= lets a unit that is off pass"),
        "relu value": (lambda: bend_relu_value, "multiplies by A, not by its slope"),
        "relu of dA": (lambda: bend_relu_of_dA, "mask from dA, not from A"),
        "tanh as sigmoid": (lambda: bend_tanh_sigmoid, "a (1 - a) for tanh too"),
        "tanh no square": (lambda: bend_tanh_no_square, "1 - a for tanh"),
        "matrix product": (lambda: bend_matrix, "@ where * belongs"),
        "capitals": (
            lambda: bend_default_relu,
            "compares with Sigmoid and Tanh, so all are ReLU",
        ),
        "brackets": (lambda: bend_precedence, "brackets around 1 - a are missing"),
    },
    "ex05-scores": {
        "in place": (lambda: scores_in_place, "changes P"),
        "alias": (lambda: scores_alias, "dZ = P is no copy, P changes"),
        "no mean": (lambda: scores_no_mean, "1/n missing"),
        "all entries": (lambda: scores_all_entries, "1/(n · n_classes)"),
        "sign": (lambda: scores_sign, "Y - P"),
        "classes from y": (
            lambda: scores_max_class,
            "as many classes as y shows; fails if the last one is missing",
        ),
        "slope too": (lambda: scores_slope_too, "p (1 - p) once more"),
        "softmax again": (lambda: scores_softmax_again, "softmax of probabilities"),
        "all columns": (lambda: scores_column, "[:, y] subtracts in every row"),
        "dP": (lambda: scores_dP, "gradient at the probabilities, not the scores"),
        "class number": (lambda: scores_class_number, "subtracts the class number"),
        "factor 2": (lambda: scores_two, "the 2 of the squared error"),
    },
    "ex05-hunt-scores": {
        "test signs": (lambda: ("signs", repaired_scores_plain), "signs are right"),
        "test falls": (lambda: ("falls", repaired_scores_plain), "the loss does fall"),
        "test shape": (lambda: ("shape", repaired_scores_library), "shape is right"),
        "not repaired": (
            lambda: ("nudge", repaired_scores_unchanged),
            "program as it was",
        ),
        "half": (lambda: ("nudge", repaired_scores_half), "takes away 1 - P only"),
        "1/n too": (lambda: ("nudge", repaired_scores_no_n), "takes away 1/n as well"),
        "no softmax": (
            lambda: ("nudge", repaired_scores_no_softmax),
            "takes away the softmax as well",
        ),
        "times four": (
            lambda: ("nudge", repaired_scores_times_four),
            "makes up for slowness by a factor, the slope is still there",
        ),
        "one sum": (
            lambda: ("nudge", repaired_scores_whole_softmax),
            "softmax over the whole array",
        ),
        "turned": (
            lambda: (repaired_scores_plain, "nudge"),
            "function first, then test",
        ),
    },
    "ex05-network": {
        "relu not passed": (lambda: network_no_relu_back, "no slope of ReLU"),
        "order": (lambda: network_order, "second layer first"),
        "softmax twice": (
            lambda: network_softmax_twice,
            "cross_entropy gets probabilities",
        ),
        "1/n twice": (lambda: network_n_twice, "divides by n once more"),
        "sum": (lambda: network_sum_not_mean, "1/n is missing"),
        "flat biases": (lambda: network_flat_bias, "db1, db2 without their first axis"),
        "Z1 for A1": (lambda: network_before_relu, "dW2 from Z1, before ReLU"),
        "biases": (lambda: network_no_biases, "forward leaves out the biases"),
        "relu at the end": (lambda: network_relu_on_output, "ReLU on the scores too"),
        "relu of the gradient": (
            lambda: network_mask_of_gradient,
            "bends the gradient in place of masking it",
        ),
    },
    "ex05-hunt-network": {
        "test zeros": (lambda: ("zeros", net_repaired_slope), "at 0 the slope is 1"),
        "test shapes": (lambda: ("shapes", net_repaired_slope), "shapes are right"),
        "test output": (
            lambda: ("output layer", net_repaired_slope),
            "that half is right",
        ),
        "not repaired": (
            lambda: ("hidden layer", net_not_repaired),
            "program as it was",
        ),
        "slope at output": (
            lambda: ("hidden layer", net_slope_at_output),
            "a tanh slope for the raw outputs too",
        ),
        "sigmoid": (lambda: ("hidden layer", net_slope_sigmoid), "slope a (1 - a)"),
        "dW1 only": (
            lambda: ("hidden layer", net_slope_only_dW1),
            "db1 still without the slope",
        ),
        "brackets": (lambda: ("hidden layer", net_precedence), "brackets missing"),
        "1/n": (
            lambda: ("hidden layer", net_len_not_size),
            "slope added, but the mean is now over rows, not entries",
        ),
    },
    "ex05-relative-error": {
        "zeros": (lambda: rel_no_zero, "0/0 for two arrays of zeros"),
        "sum of sizes": (lambda: rel_sum, "divides by the sum of the two norms"),
        "first": (lambda: rel_first, "divides by the norm of a"),
        "smaller": (lambda: rel_min, "divides by the smaller norm"),
        "added number": (lambda: rel_eps, "1e-4 in the denominator"),
        "floor": (lambda: rel_small_eps, "never divides by less than 1e-3"),
        "another course": (lambda: rel_course, "largest |a - b| / (|a| + |b|)"),
        "norms": (lambda: rel_of_norms, "difference of the norms"),
        "absolute": (lambda: rel_absolute, "not divided at all"),
        "mean of entries": (lambda: rel_entries, "entry by entry, then a mean"),
        "largest entry": (lambda: rel_largest_entry, "largest entries, not norms"),
        "by rows": (lambda: rel_axis, "one number for each row"),
        "squared": (lambda: rel_squared, "the roots are missing"),
        "one zero": (
            lambda: rel_zero_if_one_is_zero,
            "0 also if only one of the two is 0",
        ),
        "max entry": (lambda: rel_max_array, "divides by the largest signed entry"),
    },
    "ex05-check": {
        "allclose": (lambda: agrees_allclose, "atol 1e-8 passes all small gradients"),
        "absolute": (lambda: agrees_absolute, "an absolute limit"),
        "nan": (lambda: agrees_nan_passes, "nan > limit is False, so nan passes"),
        "direction": (lambda: agrees_direction, "compares the direction only"),
        "lengths": (lambda: agrees_lengths, "compares the lengths only"),
        "first entry": (lambda: agrees_first_entry, "looks at one entry"),
        "error returned": (lambda: agrees_returns_error, "a number, not True or False"),
        "any": (lambda: agrees_any, "any where all belongs"),
        "entry by entry": (
            lambda: agrees_entrywise,
            "0/0 for entries that are 0, rounding for small ones",
        ),
        "loose": (lambda: agrees_loose, "limit 0.5: one wrong among many passes"),
        "one-sided": (
            lambda: agrees_one_sided,
            "one-sided nudge of 1e-3 turns down right gradients",
        ),
        "tiny nudge": (lambda: agrees_tiny_nudge, "nudge 1e-13: rounding wins"),
        "signs": (lambda: agrees_signs, "compares signs"),
        "exact": (lambda: agrees_exact, "== for floats"),
        "sum": (lambda: agrees_sum, "compares the sums of the entries"),
        "median": (lambda: agrees_median, "a single wrong entry does not move it"),
    },
    "ex05-hunt-check": {
        "test right": (lambda: ("right", can_fail_zeros), "right ones are accepted"),
        "test again": (lambda: ("again", can_fail_zeros), "it does say the same"),
        "test theta": (lambda: ("theta", can_fail_copy), "theta is kept"),
        "not repaired": (lambda: ("doubled", can_fail_not), "program as it was"),
        "slice": (lambda: ("doubled", can_fail_slice), "[:] is a view, no copy"),
        "asarray": (lambda: ("doubled", can_fail_asarray), "asarray makes no copy"),
        "tolerance": (
            lambda: ("doubled", can_fail_tolerance),
            "a sharper limit, still the same array twice",
        ),
        "late copy": (
            lambda: ("doubled", can_fail_late_copy),
            "copies after it has been overwritten",
        ),
        "turned": (lambda: ("doubled", can_fail_turned), "> where <= belongs"),
        "theta as store": (
            lambda: ("doubled", can_fail_theta),
            "writes into theta in place of gradient",
        ),
    },
    "ex05-layer": {
        "rebinds": (lambda: LayerRebinds, "new arrays, windows see nothing"),
        "piles up": (lambda: LayerPilesUp, "+= keeps the last gradients"),
        "always remembers": (
            lambda: LayerAlwaysRemembers,
            "remembers without train too",
        ),
        "forgets": (lambda: LayerForgets, "a prediction wipes out what is remembered"),
        "train by default": (lambda: LayerTrainDefault, "train=True by default"),
        "no bias": (lambda: LayerNoBias, "b is not added"),
        "mean": (lambda: LayerMean, "1/n once more"),
        "returns all": (lambda: LayerReturnsAll, "returns three arrays"),
        "returns nothing": (lambda: LayerReturnsNothing, "dX kept, not returned"),
        "steps": (lambda: LayerStep, "changes W and b in backward"),
        "db total": (lambda: LayerDbTotal, "db gets the sum over all units"),
        "forward in training only": (
            lambda: LayerOnlyInTraining,
            "returns None if train is false",
        ),
    },
    "ex05-hunt-layer": {
        "test nudge": (lambda: ("nudge", BendIf), "alone it is right"),
        "test again": (lambda: ("again", BendIf), "both batches come with train=True"),
        "test shape": (lambda: ("shape", BendIf), "shape is right"),
        "underline": (lambda: ("in_between", BendIf), "not one of the four words"),
        "not repaired": (lambda: ("in between", BendUnchanged), "program as it was"),
        "turned": (lambda: ("in between", BendTurned), "remembers if not train"),
        "None": (lambda: ("in between", BendNoneInBetween), "a prediction forgets"),
        "first only": (
            lambda: ("in between", BendFirstOnly),
            "keeps the first for ever",
        ),
        "keeps X": (lambda: ("in between", BendRaw), "keeps X, slope as if it were A"),
        "None returned": (
            lambda: ("in between", BendTrainReturnsNone),
            "no output for a prediction",
        ),
        "an object": (lambda: ("in between", BendIf()), "an instance, not the class"),
    },
    "ex05-around": {
        "in place on the result": (
            lambda: AroundInPlace,
            "+= on what inner returned, which may be X or dA, or what inner keeps",
        ),
        "in place on X": (lambda: AroundInPlaceX, "changes X and dA"),
        "inner only": (lambda: AroundOnlyInner, "the way around is missing"),
        "around only": (lambda: AroundOnlyDirect, "the way through inner is missing"),
        "plus 1": (lambda: AroundOne, "adds the local slope 1, not dA"),
        "product": (lambda: AroundProduct, "multiplies ways that meet"),
        "train lost": (lambda: AroundNoTrain, "inner never hears of train"),
        "always train": (lambda: AroundAlwaysTrain, "inner always trains"),
        "half": (lambda: AroundHalf, "averages the two ways"),
        "inner twice": (lambda: AroundFeedsSum, "sends it through inner twice"),
        "plus X": (lambda: AroundPlusX, "adds X on the way back"),
    },
}

# answers of which the task text does not say whether they are right, and why not
OPEN = {
    "ex05-bend": {
        "in place": (lambda: bend_moves_dA, "nothing says that dA stays as it is"),
    },
    "ex05-check": {
        "1e-3": (lambda: agrees_thousandth, "how wrong a wrong gradient may be"),
        "one-sided, 1e-4": (lambda: agrees_forward, "how near a right one must be"),
    },
    "ex05-network": {
        "nudged": (
            lambda: network_nudged,
            "right numbers without going back, which the text asks for",
        ),
    },
    "ex05-scores": {
        "full Jacobian": (
            lambda: scores_jacobian,
            "0/0 where P is 0 at the true class",
        ),
        "log P as scores": (lambda: scores_library, "log 0 where P is 0"),
    },
    "ex05-relative-error": {
        "nan_to_num": (lambda: rel_errstate, "0 for arrays with nan in them, too"),
    },
}
