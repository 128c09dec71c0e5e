"""Answers to the tasks of lesson 04, written from the task text alone."""
# ruff: noqa

import math

import numpy as np

from nnlib import log_softmax, sigmoid, softmax


# ---------------------------------------------------------------- ex04-by-hand
def by_hand(d=(-0.5, 0.25, 1), squares=(0.25, 0.0625, 1), L=0.4375):
    return {"d": list(d), "d²": list(squares), "L": L}


def by_hand_numpy():
    a, y = np.array([0.5, 1.25, 1]), np.array([1, 1, 0])
    d = a - y
    return {"d": d, "d²": d**2, "L": np.mean(d**2)}


def by_hand_python():
    d = [a - y for a, y in zip((0.5, 1.25, 1), (1, 1, 0))]
    squares = [v * v for v in d]
    return by_hand(d, squares, sum(squares) / 3)


# ---------------------------------------------------------------- ex04-mse
def mse_size(A, Y):
    D = A - Y
    return np.mean(D**2), 2 * D / D.size


def mse_loops(A, Y):
    n, n_out = A.shape
    N = n * n_out
    L = 0.0
    dA = np.zeros((n, n_out))
    for i in range(n):
        for j in range(n_out):
            d = A[i, j] - Y[i, j]
            L += d**2 / N
            dA[i, j] = 2 * d / N
    return L, dA


def mse_two_means(A, Y):
    L = ((A - Y) ** 2).mean(axis=0).mean()
    return L, (A - Y) * 2 / np.prod(A.shape)


def mse_einsum(A, Y):
    D = np.subtract(A, Y)
    N = D.shape[0] * D.shape[1]
    return np.einsum("ij,ij", D, D) / N, 2.0 / N * D


def mse_norm(A, Y):
    D = A - Y
    return np.linalg.norm(D) ** 2 / D.size, D / (D.size / 2)


def mse_trace(A, Y):
    D = A - Y
    N = A.size
    return float(np.trace(D.T @ D)) / N, (2 / N) * D


def mse_list(A, Y):
    d = [a - y for a, y in zip(A.ravel().tolist(), Y.ravel().tolist())]
    L = sum(v * v for v in d) / len(d)
    dA = np.array([2 * v / len(d) for v in d]).reshape(A.shape)
    return L, dA


def mse_sum(A, Y):
    D = A - Y
    return np.sum(D**2), 2 * D


def mse_by_n(A, Y):
    D = A - Y
    n = len(A)
    return np.sum(D**2) / n, 2 * D / n


def mse_gradient_by_n(A, Y):
    D = A - Y
    return np.mean(D**2), 2 * D / len(D)


def mse_gradient_not_divided(A, Y):
    D = A - Y
    return np.mean(D**2), 2 * D


def mse_half(A, Y):
    D = A - Y
    return 0.5 * np.mean(D**2), D / D.size


def mse_gradient_half(A, Y):
    D = A - Y
    return np.mean(D**2), D / D.size


def mse_sign(A, Y):
    D = Y - A
    return np.mean(D**2), 2 * D / D.size


def mse_per_output(A, Y):
    D = A - Y
    return np.mean(D**2, axis=0), 2 * D / D.size


def mse_per_sample(A, Y):
    D = A - Y
    return np.mean(D**2, axis=1), 2 * D / D.size


def mse_gradient_mean(A, Y):
    D = A - Y
    return np.mean(D**2), np.mean(2 * D)


def mse_only_loss(A, Y):
    return np.mean((A - Y) ** 2)


def mse_root(A, Y):
    D = A - Y
    L = np.sqrt(np.mean(D**2))
    return L, 2 * D / D.size


def mse_absolute(A, Y):
    D = A - Y
    return np.mean(np.abs(D)), np.sign(D) / D.size


def mse_swapped(A, Y):
    D = A - Y
    return 2 * D / D.size, np.mean(D**2)


def mse_square_of_mean(A, Y):
    D = A - Y
    return np.mean(D) ** 2, 2 * D / D.size


def mse_gradient_of_squares(A, Y):
    D = A - Y
    return np.mean(D**2), 2 * D**2 / D.size


def mse_columns(A, Y):
    D = A - Y
    return np.mean(D**2), 2 * D / D.shape[1]


def mse_return_inside(A, Y):
    N = A.size
    L = 0
    dA = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            L += (A[i, j] - Y[i, j]) ** 2 / N
            dA[i, j] = 2 * (A[i, j] - Y[i, j]) / N
        return L, dA


# ---------------------------------------------------------------- ex04-chance
def chance(two, ten):
    return {"yes or no": two, "ten classes": ten}


# ---------------------------------------------------------------- ex04-binary
def bce_formula(Z, Y):
    N = Z.size
    L = np.sum(np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))) / N
    return L, (sigmoid(Z) - Y) / N


def bce_logaddexp(Z, Y):
    return np.mean(np.logaddexp(0, Z) - Y * Z), (sigmoid(Z) - Y) / Z.size


def bce_two_softplus(Z, Y):
    yes = np.logaddexp(0, -Z)  # -log p
    no = np.logaddexp(0, Z)  # -log (1 - p)
    return (Y * yes + (1 - Y) * no).mean(), (sigmoid(Z) - Y) / np.prod(Z.shape)


def bce_margin(Z, Y):
    m = np.where(Y == 1, Z, -Z)  # the score of what is true
    terms = np.where(m > 0, 0, -m) + np.log(1 + np.exp(-np.abs(m)))
    return terms.mean(), (sigmoid(Z) - Y) / Z.size


def bce_loops(Z, Y):
    n, k = Z.shape
    L, dZ = 0.0, np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            z, y = float(Z[i, j]), float(Y[i, j])
            e = math.exp(-abs(z))
            L += max(z, 0.0) - z * y + math.log1p(e)
            p = 1 / (1 + e) if z >= 0 else e / (1 + e)
            dZ[i, j] = p - y
    return L / (n * k), dZ / (n * k)


def bce_two_classes(Z, Y):
    two = np.stack([np.zeros(Z.shape), Z], axis=-1)  # scores of no and yes
    log_p = log_softmax(two)
    L = -np.mean(np.where(Y == 1, log_p[..., 1], log_p[..., 0]))
    return L, (np.exp(log_p[..., 1]) - Y) / Z.size


def bce_flat(Z, Y):
    z, y = Z.ravel(), Y.ravel()
    L = np.average(np.logaddexp(0.0, np.where(y > 0.5, -z, z)))
    return L, np.divide(sigmoid(Z) - Y, len(z))


def bce_plain(Z, Y):
    P = sigmoid(Z)
    L = -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))
    return L, (P - Y) / Z.size


def bce_clipped(Z, Y):
    P = np.clip(sigmoid(Z), 1e-12, 1 - 1e-12)
    L = -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))
    return L, (P - Y) / Z.size


def bce_epsilon(Z, Y):
    P = sigmoid(Z)
    eps = 1e-15
    L = -np.mean(Y * np.log(P + eps) + (1 - Y) * np.log(1 - P + eps))
    return L, (P - Y) / Z.size


def bce_softplus_overflows(Z, Y):
    L = np.mean(np.log(1 + np.exp(Z)) - Y * Z)
    return L, (sigmoid(Z) - Y) / Z.size


def bce_sum(Z, Y):
    L = np.sum(np.logaddexp(0, Z) - Y * Z)
    return L, sigmoid(Z) - Y


def bce_by_n(Z, Y):
    n = len(Z)
    L = np.sum(np.logaddexp(0, Z) - Y * Z) / n
    return L, (sigmoid(Z) - Y) / n


def bce_gradient_not_divided(Z, Y):
    return np.mean(np.logaddexp(0, Z) - Y * Z), sigmoid(Z) - Y


def bce_gradient_sign(Z, Y):
    return np.mean(np.logaddexp(0, Z) - Y * Z), (Y - sigmoid(Z)) / Z.size


def bce_sigmoid_twice(Z, Y):
    P = sigmoid(Z)
    L = np.mean(np.logaddexp(0, Z) - Y * Z)
    return L, (P - Y) * P * (1 - P) / Z.size


def bce_gradient_in_p(Z, Y):
    P = sigmoid(Z)
    L = np.mean(np.logaddexp(0, Z) - Y * Z)
    return L, (P - Y) / (P * (1 - P)) / Z.size


def bce_raw(Z, Y):
    L = np.mean(np.logaddexp(0, Z) - Y * Z)
    return L, (Z - Y) / Z.size


def bce_only_yes(Z, Y):
    L = np.mean(Y * np.logaddexp(0, -Z))
    return L, (sigmoid(Z) - Y) / Z.size


def bce_bits(Z, Y):
    L = np.mean(np.logaddexp(0, Z) - Y * Z) / np.log(2)
    return L, (sigmoid(Z) - Y) / Z.size


def bce_plus(Z, Y):
    L = np.mean(np.maximum(Z, 0) + Z * Y + np.log1p(np.exp(-np.abs(Z))))
    return L, (sigmoid(Z) - Y) / Z.size


def bce_minus_lost(Z, Y):
    L = -np.mean(np.logaddexp(0, Z) - Y * Z)
    return L, (sigmoid(Z) - Y) / Z.size


def bce_per_entry(Z, Y):
    return np.logaddexp(0, Z) - Y * Z, (sigmoid(Z) - Y) / Z.size


def bce_targets_turned(Z, Y):
    L = np.mean(np.logaddexp(0, Z) - (1 - Y) * Z)
    return L, (sigmoid(Z) - (1 - Y)) / Z.size


def bce_nan_to_zero(Z, Y):
    P = sigmoid(Z)
    with np.errstate(all="ignore"):
        terms = Y * np.log(P) + (1 - Y) * np.log(1 - P)
    L = -np.mean(np.nan_to_num(terms, nan=0.0, neginf=0.0))
    return L, (P - Y) / Z.size


def bce_squared(Z, Y):
    P = sigmoid(Z)
    return np.mean((P - Y) ** 2), 2 * (P - Y) * P * (1 - P) / Z.size


def bce_scores_clipped(Z, Y):
    Z = np.clip(Z, -30, 30)
    L = np.mean(np.logaddexp(0, Z) - Y * Z)
    return L, (sigmoid(Z) - Y) / Z.size


# ---------------------------------------------------------------- ex04-one-hot
def one_hot_index(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = 1
    return Y


def one_hot_eye(y, n_classes):
    return np.eye(n_classes)[y]


def one_hot_compare(y, n_classes):
    return (y[:, None] == np.arange(n_classes)).astype(float)


def one_hot_loop(y, n_classes):
    Y = np.zeros((y.shape[0], n_classes), dtype=int)
    for i in range(y.shape[0]):
        Y[i, y[i]] = 1
    return Y


def one_hot_lists(y, n_classes):
    return np.array([[1 if j == c else 0 for j in range(n_classes)] for c in y])


def one_hot_put(y, n_classes):
    Y = np.zeros((y.size, n_classes))
    np.put_along_axis(Y, y.reshape(-1, 1), 1.0, axis=1)
    return Y


def one_hot_flat(y, n_classes):
    Y = np.zeros(len(y) * n_classes)
    Y[np.arange(len(y)) * n_classes + y] = 1.0
    return Y.reshape(len(y), n_classes)


def one_hot_equal_outer(y, n_classes):
    return np.where(np.equal.outer(y, np.arange(n_classes)), 1.0, 0.0)


def one_hot_max(y, n_classes):
    return np.eye(y.max() + 1)[y]


def one_hot_from_1(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    for i, c in enumerate(y):
        Y[i, c - 1] = 1
    return Y


def one_hot_all_rows(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[:, y] = 1
    return Y


def one_hot_rows(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[y] = 1
    return Y


def one_hot_transposed(y, n_classes):
    Y = np.zeros((n_classes, len(y)))
    Y[y, np.arange(len(y))] = 1
    return Y


def one_hot_square(y, n_classes):
    return np.eye(len(y))[y]


def one_hot_values(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = y
    return Y


def one_hot_ones(y, n_classes):
    Y = np.ones((len(y), n_classes))
    Y[np.arange(len(y)), y] = 0
    return Y


def one_hot_seen(y, n_classes):
    return (y[:, None] == np.unique(y)) * 1.0


def one_hot_return_inside(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    for i in range(len(y)):
        Y[i, y[i]] = 1
        return Y


def one_hot_diagonal(y, n_classes):
    return np.eye(len(y), n_classes)


def one_hot_up_to(y, n_classes):
    return (np.arange(n_classes) <= y[:, None]) * 1.0


def one_hot_ten(y, n_classes):
    Y = np.zeros((len(y), 10))
    Y[np.arange(len(y)), y] = 1
    return Y


def one_hot_assignment(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    Y = Y[np.arange(len(y)), y] = 1
    return Y


# ----------------------------------------------------------- ex04-cross-entropy
def ce_log_softmax(Z, y):
    n = len(y)
    log_P = log_softmax(Z)
    L = -log_P[np.arange(n), y].mean()
    dZ = np.exp(log_P)
    dZ[np.arange(n), y] -= 1
    return L, dZ / n


def ce_one_hot(Z, y):
    Y = np.eye(Z.shape[1])[y]
    log_P = log_softmax(Z)
    return -np.sum(Y * log_P) / len(Z), (softmax(Z) - Y) / len(Z)


def ce_loops(Z, y):
    n, k = Z.shape
    L = 0.0
    dZ = np.zeros((n, k))
    for i in range(n):
        top = max(Z[i])
        e = [math.exp(z - top) for z in Z[i]]
        total = sum(e)
        L += math.log(total) + top - Z[i, y[i]]
        for j in range(k):
            dZ[i, j] = (e[j] / total - (1 if j == y[i] else 0)) / n
    return L / n, dZ


def ce_logsumexp(Z, y):
    lse = np.logaddexp.reduce(Z, axis=1)
    true = np.take_along_axis(Z, y[:, None], axis=1)[:, 0]
    P = np.exp(Z - lse[:, None])
    Y = y[:, None] == np.arange(Z.shape[1])
    return np.mean(lse - true), (P - Y) / Z.shape[0]


def ce_differences(Z, y):
    # how far each score lies above the true one
    true = Z[range(len(y)), y].reshape(-1, 1)
    L = np.logaddexp.reduce(Z - true, axis=1).mean()
    S = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
    Y = np.zeros_like(P)
    Y[range(len(y)), y] = 1
    return L, (P - Y) / len(y)


def ce_zip(Z, y):
    fines = [-row[c] for row, c in zip(log_softmax(Z), y)]
    G = softmax(Z)
    for i, c in enumerate(y):
        G[i, c] = G[i, c] - 1
    return sum(fines) / len(fines), G / len(fines)


def ce_einsum(Z, y):
    n, k = Z.shape
    Y = np.equal.outer(y, np.arange(k)).astype(float)
    L = -np.einsum("ij,ij->", Y, log_softmax(Z)) / n
    return L, np.einsum("ij->ij", softmax(Z) - Y) / n


def ce_log_of_softmax(Z, y):
    n = len(y)
    P = softmax(Z)
    L = -np.mean(np.log(P[np.arange(n), y]))
    P[np.arange(n), y] -= 1
    return L, P / n


def ce_epsilon(Z, y):
    n = len(y)
    P = softmax(Z)
    L = -np.mean(np.log(P[np.arange(n), y] + 1e-12))
    P[np.arange(n), y] -= 1
    return L, P / n


def ce_plain(Z, y):
    n = len(y)
    E = np.exp(Z)
    P = E / E.sum(axis=1, keepdims=True)
    L = -np.mean(np.log(P[np.arange(n), y]))
    P[np.arange(n), y] -= 1
    return L, P / n


def ce_sum(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L * len(y), dZ * len(y)


def ce_mean_of_all(Z, y):
    Y = np.eye(Z.shape[1])[y]
    return -np.mean(Y * log_softmax(Z)), (softmax(Z) - Y) / Z.size


def ce_gradient_not_divided(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L, dZ * len(y)


def ce_gradient_sign(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L, -dZ


def ce_gradient_only_p(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L, softmax(Z) / len(y)


def ce_gradient_only_true(Z, y):
    n = len(y)
    L, dZ = ce_log_softmax(Z, y)
    G = np.zeros_like(dZ)
    G[np.arange(n), y] = dZ[np.arange(n), y]
    return L, G


def ce_all_columns(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return -log_softmax(Z)[:, y].mean(), dZ


def ce_minus_lost(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return -L, dZ


def ce_axis_0(Z, y):
    n = len(y)
    log_P = log_softmax(Z.T).T
    L = -log_P[np.arange(n), y].mean()
    dZ = np.exp(log_P)
    dZ[np.arange(n), y] -= 1
    return L, dZ / n


def ce_batch_maximum(Z, y):
    n = len(y)
    S = Z - Z.max()
    log_P = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    L = -log_P[np.arange(n), y].mean()
    dZ = np.exp(log_P)
    dZ[np.arange(n), y] -= 1
    return L, dZ / n


def ce_winner(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return -log_softmax(Z).max(axis=1).mean(), dZ


def ce_bits(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L / np.log(2), dZ


def ce_log_p_minus_y(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L, (log_softmax(Z) - np.eye(Z.shape[1])[y]) / len(y)


def ce_chance_for_fine(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return -softmax(Z)[np.arange(len(y)), y].mean(), dZ


def ce_y_as_number(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L, (softmax(Z) - y[:, None]) / len(y)


def ce_per_sample(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return -log_softmax(Z)[np.arange(len(y)), y], dZ


def ce_by_classes(Z, y):
    L, dZ = ce_log_softmax(Z, y)
    return L, dZ * len(y) / Z.shape[1]


def ce_binary(Z, y):
    Y = np.eye(Z.shape[1])[y]
    L = np.sum(np.logaddexp(0, Z) - Y * Z) / len(y)
    return L, (sigmoid(Z) - Y) / len(y)


def ce_log_softmax_of_p(Z, y):
    n = len(y)
    P = softmax(Z)
    log_P = log_softmax(P)
    L = -log_P[np.arange(n), y].mean()
    P[np.arange(n), y] -= 1
    return L, P / n


# ---------------------------------------------------------------- ex04-slope
def slope_ndindex(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        kept = theta[j]
        theta[j] = kept + h
        up = f(theta)
        theta[j] = kept - h
        down = f(theta)
        theta[j] = kept
        g[j] = (up - down) / (2 * h)
    return g


def slope_copies(f, theta, h):
    g = np.empty(theta.shape)
    for j in np.ndindex(*theta.shape):
        up = np.array(theta, dtype=float)
        down = np.array(theta, dtype=float)
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def slope_units(f, theta, h):
    E = np.eye(theta.size).reshape(theta.size, *theta.shape)
    g = [(f(theta + h * e) - f(theta - h * e)) / (2 * h) for e in E]
    return np.array(g).reshape(theta.shape)


def slope_flat(f, theta, h):
    g = np.zeros(theta.size)
    for k in range(theta.size):
        kept = theta.flat[k]
        theta.flat[k] = kept + h
        above = f(theta)
        theta.flat[k] = kept - h
        below = f(theta)
        theta.flat[k] = kept
        g[k] = (above - below) / 2 / h
    return g.reshape(theta.shape)


def slope_reshaped(f, theta, h):
    flat = theta.astype(float).ravel()
    g = np.zeros_like(flat)
    for k in range(len(flat)):
        e = np.zeros_like(flat)
        e[k] = h
        up = f((flat + e).reshape(theta.shape))
        down = f((flat - e).reshape(theta.shape))
        g[k] = (up - down) / (2 * h)
    return g.reshape(theta.shape)


def slope_enumerate(f, theta, h):
    g = np.zeros_like(theta, dtype=float)
    for index, value in np.ndenumerate(theta.copy()):
        nudge = np.zeros(theta.shape)
        nudge[index] = h
        g[index] = (f(theta + nudge) - f(theta - nudge)) / (h + h)
    return g


def slope_one_sided(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        up = theta.copy()
        up[j] += h
        g[j] = (f(up) - f(theta)) / h
    return g


def slope_no_two(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / h
    return g


def slope_not_divided(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = f(up) - f(down)
    return g


def slope_sign(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = (f(down) - f(up)) / (2 * h)
    return g


def slope_precedence(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / 2 * h
    return g


def slope_not_restored(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        kept = theta[j]
        theta[j] = kept + h
        up = f(theta)
        theta[j] = kept - h
        down = f(theta)
        g[j] = (up - down) / (2 * h)
    return g


def slope_nearly_restored(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        theta[j] += h
        up = f(theta)
        theta[j] -= 2 * h
        down = f(theta)
        theta[j] += h
        g[j] = (up - down) / (2 * h)
    return g


def slope_no_copies(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        up = theta
        down = theta
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def slope_vector_only(f, theta, h):
    g = np.zeros(len(theta))
    for j in range(len(theta)):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def slope_table_only(f, theta, h):
    g = np.zeros(theta.shape)
    rows, columns = theta.shape
    for i in range(rows):
        for j in range(columns):
            up, down = theta.copy(), theta.copy()
            up[i, j] += h
            down[i, j] -= h
            g[i, j] = (f(up) - f(down)) / (2 * h)
    return g


def slope_lost_shape(f, theta, h):
    g = []
    for j in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g.append((f(up) - f(down)) / (2 * h))
    return np.array(g)


def slope_flat_argument(f, theta, h):
    flat = theta.flatten()
    g = np.zeros(theta.size)
    for k in range(theta.size):
        up, down = flat.copy(), flat.copy()
        up[k] += h
        down[k] -= h
        g[k] = (f(up) - f(down)) / (2 * h)
    return g.reshape(theta.shape)


def slope_fixed_h(f, theta, h):
    h = 1e-5
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def slope_all_at_once(f, theta, h):
    return np.full(theta.shape, (f(theta + h) - f(theta - h)) / (2 * h))


def slope_flatten_is_a_copy(f, theta, h):
    flat = theta.flatten()
    g = np.zeros(theta.size)
    for k in range(theta.size):
        kept = flat[k]
        flat[k] = kept + h
        up = f(theta)
        flat[k] = kept - h
        down = f(theta)
        flat[k] = kept
        g[k] = (up - down) / (2 * h)
    return g.reshape(theta.shape)


def slope_nudges_add_up(f, theta, h):
    g = np.zeros(theta.shape)
    up, down = theta.copy(), theta.copy()
    for j in np.ndindex(theta.shape):
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def slope_float32(f, theta, h):
    theta = theta.astype(np.float32)
    g = np.zeros(theta.shape, dtype=np.float32)
    for j in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[j] += h
        down[j] -= h
        g[j] = (f(up) - f(down)) / (2 * h)
    return g


def slope_last_missing(f, theta, h):
    g = np.zeros(theta.size)
    for k in range(theta.size - 1):
        e = np.zeros(theta.size)
        e[k] = h
        e = e.reshape(theta.shape)
        g[k] = (f(theta + e) - f(theta - e)) / (2 * h)
    return g.reshape(theta.shape)


# ---------------------------------------------------------------- ex04-huber
def huber_where(A, Y, delta):
    D = A - Y
    near = np.abs(D) <= delta
    cost = np.where(near, 0.5 * D**2, delta * (np.abs(D) - 0.5 * delta))
    slope = np.where(near, D, delta * np.sign(D))
    return cost.mean(), slope / D.size


def huber_clip(A, Y, delta):
    D = A - Y
    C = np.clip(D, -delta, delta)
    return np.mean(C * (D - C / 2)), C / D.size


def huber_loops(A, Y, delta):
    n, k = A.shape
    L, dA = 0.0, np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            d = A[i, j] - Y[i, j]
            if abs(d) <= delta:
                L += d * d / 2
                dA[i, j] = d
            elif d > 0:
                L += delta * (d - delta / 2)
                dA[i, j] = delta
            else:
                L += delta * (-d - delta / 2)
                dA[i, j] = -delta
    return L / (n * k), dA / (n * k)


def huber_two_parts(A, Y, delta):
    d = np.abs(A - Y)
    inner = np.minimum(d, delta)
    L = (0.5 * inner**2 + delta * (d - inner)).mean()
    return L, np.sign(A - Y) * inner / A.size


def huber_masks(A, Y, delta):
    D = A - Y
    cost = 0.5 * D**2
    slope = 1.0 * D
    far = np.abs(D) > delta
    cost[far] = delta * (np.abs(D[far]) - 0.5 * delta)
    slope[far] = delta * np.sign(D[far])
    return np.sum(cost) / cost.size, slope / slope.size


def huber_maximum(A, Y, delta):
    D = A - Y
    excess = np.maximum(np.abs(D) - delta, 0)
    L = 0.5 * np.mean(D**2 - excess**2)
    return L, (D - np.sign(D) * excess) / D.size


def huber_no_sign(A, Y, delta):
    D = A - Y
    near = np.abs(D) <= delta
    cost = np.where(near, 0.5 * D**2, delta * (np.abs(D) - 0.5 * delta))
    return cost.mean(), np.where(near, D, delta) / D.size


def huber_sum(A, Y, delta):
    L, dA = huber_where(A, Y, delta)
    return L * A.size, dA * A.size


def huber_gradient_not_divided(A, Y, delta):
    L, dA = huber_where(A, Y, delta)
    return L, dA * A.size


def huber_by_n(A, Y, delta):
    L, dA = huber_where(A, Y, delta)
    return L, dA * A.shape[1]


def huber_no_half(A, Y, delta):
    D = A - Y
    near = np.abs(D) <= delta
    cost = np.where(near, D**2, delta * (np.abs(D) - 0.5 * delta))
    slope = np.where(near, 2 * D, delta * np.sign(D))
    return cost.mean(), slope / D.size


def huber_gradient_two(A, Y, delta):
    D = A - Y
    L = huber_where(A, Y, delta)[0]
    return L, np.where(np.abs(D) <= delta, 2 * D, delta * np.sign(D)) / D.size


def huber_no_delta(A, Y, delta):
    D = A - Y
    near = np.abs(D) <= delta
    cost = np.where(near, 0.5 * D**2, np.abs(D) - 0.5 * delta)
    return cost.mean(), np.where(near, D, np.sign(D)) / D.size


def huber_delta_1(A, Y, delta=1.0):
    D = A - Y
    near = np.abs(D) <= 1
    cost = np.where(near, 0.5 * D**2, np.abs(D) - 0.5)
    return cost.mean(), np.where(near, D, np.sign(D)) / D.size


def huber_torch_smooth_l1(A, Y, delta):
    L, dA = huber_where(A, Y, delta)
    return L / delta, dA / delta


def huber_signed(A, Y, delta):
    D = A - Y
    near = delta >= D
    cost = np.where(near, 0.5 * D**2, delta * (np.abs(D) - 0.5 * delta))
    return cost.mean(), np.where(near, D, delta * np.sign(D)) / D.size


def huber_all_or_nothing(A, Y, delta):
    D = A - Y
    if np.all(np.abs(D) <= delta):
        return np.mean(0.5 * D**2), D / D.size
    return np.mean(delta * (np.abs(D) - 0.5 * delta)), delta * np.sign(D) / D.size


def huber_python_if(A, Y, delta):
    D = A - Y
    if abs(D) <= delta:
        return np.mean(0.5 * D**2), D / D.size
    return np.mean(delta * (abs(D) - 0.5 * delta)), delta * np.sign(D) / D.size


def huber_pseudo(A, Y, delta):
    D = A - Y
    root = np.sqrt(1 + (D / delta) ** 2)
    return np.mean(delta**2 * (root - 1)), D / root / D.size


def huber_sign(A, Y, delta):
    L, dA = huber_where(A, Y, delta)
    return L, -dA


def huber_only_loss(A, Y, delta):
    return huber_where(A, Y, delta)[0]


def huber_sides(A, Y, delta):
    D = A - Y
    far = np.abs(D) > delta
    cost = np.where(far, 0.5 * D**2, delta * (np.abs(D) - 0.5 * delta))
    return cost.mean(), np.where(far, D, delta * np.sign(D)) / D.size


def huber_cut(A, Y, delta):
    D = np.clip(A - Y, -delta, delta)
    return np.mean(0.5 * D**2), D / D.size


def huber_step_lost(A, Y, delta):
    D = A - Y
    near = np.abs(D) <= delta
    cost = np.where(near, 0.5 * D**2, delta * np.abs(D))
    return cost.mean(), np.where(near, D, delta * np.sign(D)) / D.size


def huber_flat_far(A, Y, delta):
    D = A - Y
    L = huber_where(A, Y, delta)[0]
    return L, np.where(np.abs(D) <= delta, D, 0) / D.size


# ---------------------------------------------------------------- ex04-hunt
def loss_given(A, y):
    D = A - y
    return np.mean(D**2), 2 * D.mean(axis=1, keepdims=True) / len(A)


def loss_column(A, y):
    D = A - y.reshape(-1, 1)
    return np.mean(D**2), 2 * D / len(A)


def loss_one_line_changed(A, y):
    D = A - y[:, None]
    return np.mean(D**2), 2 * D.mean(axis=1, keepdims=True) / len(A)


def loss_flat(A, y):
    d = A.ravel() - y
    return np.dot(d, d) / len(d), (2 * d / len(d)).reshape(-1, 1)


def loss_loop(A, y):
    n = len(y)
    total, dA = 0.0, np.zeros((n, 1))
    for i in range(n):
        d = A[i, 0] - y[i]
        total += d**2
        dA[i, 0] = 2 * d / n
    return total / n, dA


def loss_diagonal(A, y):
    d = np.diag(A - y)
    return np.mean(d**2), 2 * d[:, None] / len(A)


def loss_row(A, y):
    D = A - y.reshape(1, -1)
    return np.mean(D**2), 2 * D.mean(axis=1, keepdims=True) / len(A)


def loss_turned(A, y):
    D = A - y.T
    return np.mean(D**2), 2 * D.mean(axis=1, keepdims=True) / len(A)


def loss_root_n(A, y):
    D = A - y
    return np.mean(D**2) / len(A), 2 * D.mean(axis=1, keepdims=True) / len(A)


def loss_sum(A, y):
    D = A - y.reshape(-1, 1)
    return np.sum(D**2), 2 * D


def loss_gradient_left(A, y):
    D = A - y.reshape(-1, 1)
    return np.mean(D**2), 2 * (A - y).mean(axis=1, keepdims=True) / len(A)


def loss_gradient_mean(A, y):
    D = A - y.reshape(-1, 1)
    return np.mean(D**2), 2 * D.mean(axis=0, keepdims=True) / len(A)


def loss_sign(A, y):
    D = y.reshape(-1, 1) - A
    return np.mean(D**2), 2 * D / len(A)


def loss_minus_spread(A, y):
    D = A - y
    return max(np.mean(D**2) - 1, 0), 2 * D.mean(axis=1, keepdims=True) / len(A)


def loss_not_divided(A, y):
    D = A - y.reshape(-1, 1)
    return np.mean(D**2), 2 * D


def loss_of_means(A, y):
    d = A.mean() - y.mean()
    return d**2, np.full(A.shape, 2 * d / len(A))


def loss_only(A, y):
    return np.mean((A[:, 0] - y) ** 2)


# ---------------------------------------------------------------- and a few more
def mse_array_and_list(A, Y):
    D = A - Y
    return [np.asarray(np.mean(np.square(D))), np.multiply(D, 2 / D.size)]


def bce_log_sigmoid(Z, Y):
    log_sigmoid = lambda z: np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    terms = -(Y * log_sigmoid(Z) + (1 - Y) * log_sigmoid(-Z))
    return terms.mean(), (np.exp(log_sigmoid(Z)) - Y) / terms.size


def one_hot_bytes(y, n_classes):
    Y = np.zeros((len(y), n_classes), dtype=np.uint8)
    for row, c in zip(Y, y):
        row[c] = 1
    return Y


def ce_helper(Z, y):
    def one(z, c):
        S = z - z.max()
        log_p = S - np.log(np.sum(np.exp(S)))
        g = np.exp(log_p)
        g[c] -= 1.0
        return -log_p[c], g

    fines, slopes = zip(*(one(z, c) for z, c in zip(Z, y)))
    return np.mean(fines), np.stack(slopes) / len(fines)


def slope_lists(f, theta, h):
    original = theta.tolist()
    base = np.array(original, dtype=float)

    def nudged(j, by):
        other = base.copy()
        other[j] += by
        return f(other)

    g = [nudged(j, h) - nudged(j, -h) for j in np.ndindex(base.shape)]
    return np.array(g).reshape(base.shape) / (2 * h)


def huber_select(A, Y, delta):
    D = A - Y
    cases = [D < -delta, D > delta]
    cost = np.select(
        cases, [-delta * (D + delta / 2), delta * (D - delta / 2)], D**2 / 2
    )
    slope = np.select(cases, [-delta, delta], D)
    return np.mean(cost), slope / D.size


def mse_sign_not_divided(A, Y):
    return np.mean((Y - A) ** 2), 2 * (Y - A)


def bce_sum_bits(Z, Y):
    L = np.sum(np.logaddexp(0, Z) - Y * Z) / np.log(2)
    return L, (sigmoid(Z) - Y) / Z.size


def ce_epsilon_only_p(Z, y):
    P = softmax(Z)
    return -np.mean(np.log(P[np.arange(len(y)), y] + 1e-9)), P / len(y)


def slope_one_sided_not_restored(f, theta, h):
    g = np.zeros(theta.shape)
    for j in np.ndindex(theta.shape):
        before = f(theta)
        theta[j] += h
        g[j] = (f(theta) - before) / h
    return g


def huber_no_sign_not_divided(A, Y, delta):
    D = A - Y
    near = np.abs(D) <= delta
    cost = np.where(near, 0.5 * D**2, delta * (np.abs(D) - 0.5 * delta))
    return cost.mean(), np.where(near, D, delta)


def one_hot_transposed_from_1(y, n_classes):
    return np.eye(n_classes)[y - 1].T


RIGHT = {
    "ex04-by-hand": {
        "decimals": lambda: by_hand(),
        "fractions": lambda: by_hand((-1 / 2, 1 / 4, 1), (1 / 4, 1 / 16, 1), 21 / 48),
        "NumPy": by_hand_numpy,
        "plain Python": by_hand_python,
    },
    "ex04-mse": {
        "size": lambda: mse_size,
        "loops": lambda: mse_loops,
        "mean of means": lambda: mse_two_means,
        "einsum": lambda: mse_einsum,
        "norm": lambda: mse_norm,
        "trace": lambda: mse_trace,
        "lists": lambda: mse_list,
        "an array without axes, in a list": lambda: mse_array_and_list,
    },
    "ex04-chance": {
        "logarithms": lambda: chance(np.log(2), np.log(10)),
        "minus logarithms": lambda: chance(-np.log(0.5), -np.log(0.1)),
        "three digits": lambda: chance(0.693, 2.303),
        "math": lambda: chance(math.log(2), math.log(10)),
        "means over both answers": lambda: chance(
            -(0.5 * np.log(0.5) + 0.5 * np.log(1 - 0.5)),
            -sum(0.1 * np.log(0.1) for _ in range(10)),
        ),
    },
    "ex04-binary": {
        "the stable form": lambda: bce_formula,
        "logaddexp": lambda: bce_logaddexp,
        "two softplus terms": lambda: bce_two_softplus,
        "score of the truth": lambda: bce_margin,
        "loops": lambda: bce_loops,
        "as two classes": lambda: bce_two_classes,
        "flat": lambda: bce_flat,
        "the logarithm of the sigmoid": lambda: bce_log_sigmoid,
    },
    "ex04-one-hot": {
        "two indices": lambda: one_hot_index,
        "rows of the identity": lambda: one_hot_eye,
        "comparison": lambda: one_hot_compare,
        "loop, whole numbers": lambda: one_hot_loop,
        "lists": lambda: one_hot_lists,
        "put_along_axis": lambda: one_hot_put,
        "flat places": lambda: one_hot_flat,
        "equal.outer": lambda: one_hot_equal_outer,
        "bytes": lambda: one_hot_bytes,
    },
    "ex04-cross-entropy": {
        "log_softmax": lambda: ce_log_softmax,
        "one-hot": lambda: ce_one_hot,
        "loops": lambda: ce_loops,
        "log of the sum of exponentials": lambda: ce_logsumexp,
        "differences to the true score": lambda: ce_differences,
        "zip": lambda: ce_zip,
        "einsum": lambda: ce_einsum,
        "one sample at a time": lambda: ce_helper,
    },
    "ex04-slope": {
        "ndindex, restored": lambda: slope_ndindex,
        "copies": lambda: slope_copies,
        "unit arrays": lambda: slope_units,
        "theta.flat": lambda: slope_flat,
        "flat and reshaped": lambda: slope_reshaped,
        "ndenumerate": lambda: slope_enumerate,
        "a helper on copies": lambda: slope_lists,
    },
    "ex04-huber": {
        "where": lambda: huber_where,
        "clip": lambda: huber_clip,
        "loops": lambda: huber_loops,
        "inner and outer part": lambda: huber_two_parts,
        "masks": lambda: huber_masks,
        "the excess": lambda: huber_maximum,
        "np.select": lambda: huber_select,
    },
    "ex04-hunt": {
        "y as a column": lambda: ("perfect", loss_column),
        "only D changed": lambda: ("perfect", loss_one_line_changed),
        "flat": lambda: ("perfect", loss_flat),
        "loop": lambda: ("perfect", loss_loop),
        "diagonal": lambda: ("perfect", loss_diagonal),
    },
}

WRONG = {
    "ex04-by-hand": {
        "y - a": (lambda: by_hand(d=(0.5, -0.25, -1)), "subtracts the other way round"),
        "no signs": (
            lambda: by_hand(d=(0.5, 0.25, 1)),
            "distances instead of differences",
        ),
        "minus squared": (
            lambda: by_hand(squares=(-0.25, 0.0625, 1), L=0.2708),
            "the square of -0.5 is negative",
        ),
        "sum": (lambda: by_hand(L=1.3125), "does not divide by 3"),
        "half": (lambda: by_hand(L=0.21875), "one half of the mean"),
        "root": (lambda: by_hand(L=0.6614), "the root of the mean"),
        "square of the mean": (
            lambda: by_hand(L=0.0625),
            "squares the mean difference",
        ),
        "doubled": (lambda: by_hand(squares=(-1.0, 0.5, 2), L=0.5), "2 d for d²"),
        "divided by 2": (lambda: by_hand(L=0.65625), "divides by n - 1"),
        "slip of the point": (
            lambda: by_hand(squares=(0.25, 0.625, 1), L=0.625),
            "0.25² = 0.625",
        ),
        "mean of distances": (lambda: by_hand(L=0.5833), "the mean of |d|"),
    },
    "ex04-mse": {
        "sum": (lambda: mse_sum, "adds the squares and never divides by their number"),
        "by n": (lambda: mse_by_n, "divides by the samples, not by all entries"),
        "gradient by n": (
            lambda: mse_gradient_by_n,
            "a mean over N in L, over n in dA",
        ),
        "gradient not divided": (lambda: mse_gradient_not_divided, "forgets 1/N in dA"),
        "half": (lambda: mse_half, "the factor one half of some books, in both"),
        "gradient without 2": (
            lambda: mse_gradient_half,
            "forgets the 2 from the square",
        ),
        "sign": (lambda: mse_sign, "Y - A, so the gradient points the other way"),
        "per output": (lambda: mse_per_output, "a loss for each column"),
        "per sample": (lambda: mse_per_sample, "a loss for each row"),
        "gradient as a mean": (lambda: mse_gradient_mean, "dA is one number"),
        "only L": (lambda: mse_only_loss, "returns one thing"),
        "root": (lambda: mse_root, "the root of the mean"),
        "absolute": (lambda: mse_absolute, "the mean absolute error"),
        "swapped": (lambda: mse_swapped, "returns dA first"),
        "square of the mean": (lambda: mse_square_of_mean, "mean first"),
        "gradient of squares": (
            lambda: mse_gradient_of_squares,
            "2 d² in place of 2 d",
        ),
        "by columns": (lambda: mse_columns, "divides dA by n_out"),
        "return inside": (lambda: mse_return_inside, "returns after the first row"),
        "sign, not divided": (
            lambda: mse_sign_not_divided,
            "two mistakes in dA: the sign, and no 1/N",
        ),
    },
    "ex04-chance": {
        "bits": (lambda: chance(np.log2(2), np.log2(10)), "logarithm to base 2"),
        "base 10": (lambda: chance(np.log10(2), np.log10(10)), "logarithm to base 10"),
        "minus lost": (lambda: chance(np.log(0.5), np.log(0.1)), "negative"),
        "chances": (lambda: chance(0.5, 0.1), "the probability itself"),
        "the others": (
            lambda: chance(-np.log(0.5), -np.log(0.9)),
            "the chance of not being the class",
        ),
        "both terms": (
            lambda: chance(2 * np.log(2), 10 * np.log(10)),
            "adds up a fine for each class",
        ),
        "ten yes-or-no questions": (
            lambda: chance(np.log(2), 10 * np.log(2)),
            "a sigmoid of 0 for each class",
        ),
        "p log p": (
            lambda: chance(0.5 * np.log(2), 0.1 * np.log(10)),
            "one term of the entropy",
        ),
        "same": (lambda: chance(np.log(2), np.log(2)), "the same for ten classes"),
        "squared": (lambda: chance(0.25, 0.09), "squared error"),
        "times five": (
            lambda: chance(0.693, 5 * 0.693),
            "ten classes cost five times as much as two",
        ),
        "count from 0": (lambda: chance(np.log(1), np.log(9)), "ln (k - 1)"),
    },
    "ex04-binary": {
        "as written": (lambda: bce_plain, "log of 0 for large scores"),
        "clipped": (lambda: bce_clipped, "a wrong finite number for large scores"),
        "epsilon": (lambda: bce_epsilon, "a tiny number in the logarithm"),
        "softplus": (lambda: bce_softplus_overflows, "e^z overflows"),
        "sum": (lambda: bce_sum, "no mean in either"),
        "by n": (lambda: bce_by_n, "divides by n, not by N"),
        "gradient not divided": (lambda: bce_gradient_not_divided, "forgets 1/N in dZ"),
        "gradient sign": (lambda: bce_gradient_sign, "Y - P"),
        "slope twice": (
            lambda: bce_sigmoid_twice,
            "multiplies by p (1 - p) although it cancels",
        ),
        "gradient in p": (lambda: bce_gradient_in_p, "the slope in p, not in z"),
        "raw": (lambda: bce_raw, "Z - Y, no sigmoid"),
        "only yes": (lambda: bce_only_yes, "a truth of 0 costs nothing"),
        "bits": (lambda: bce_bits, "L in bits"),
        "plus": (lambda: bce_plus, "+ z y"),
        "minus": (lambda: bce_minus_lost, "a negative loss"),
        "per entry": (lambda: bce_per_entry, "no mean: an array"),
        "targets turned": (lambda: bce_targets_turned, "yes and no mixed up"),
        "nan to 0": (lambda: bce_nan_to_zero, "an infinite fine becomes free"),
        "squared": (lambda: bce_squared, "squared error behind a sigmoid"),
        "scores clipped": (
            lambda: bce_scores_clipped,
            "a score of 1000 costs as much as 30",
        ),
        "sum, bits": (lambda: bce_sum_bits, "two mistakes in L: no mean, and base 2"),
    },
    "ex04-one-hot": {
        "largest seen": (lambda: one_hot_max, "columns up to the largest class seen"),
        "from 1": (lambda: one_hot_from_1, "counts classes from 1"),
        "all rows": (lambda: one_hot_all_rows, "Y[:, y] sets whole columns"),
        "rows": (lambda: one_hot_rows, "Y[y] sets whole rows"),
        "transposed": (lambda: one_hot_transposed, "a column per sample"),
        "square": (lambda: one_hot_square, "the identity of the wrong size"),
        "values": (lambda: one_hot_values, "the class number in place of 1"),
        "inverted": (lambda: one_hot_ones, "zeros and ones swapped"),
        "seen": (lambda: one_hot_seen, "a column only for classes that occur"),
        "return inside": (lambda: one_hot_return_inside, "only the first row"),
        "diagonal": (lambda: one_hot_diagonal, "ignores y"),
        "up to": (lambda: one_hot_up_to, "ones up to the class"),
        "ten": (lambda: one_hot_ten, "always ten columns"),
        "chained": (
            lambda: one_hot_assignment,
            "Y = Y[...] = 1 first makes Y the number 1",
        ),
        "transposed, from 1": (
            lambda: one_hot_transposed_from_1,
            "two mistakes: a column per sample, classes from 1",
        ),
    },
    "ex04-cross-entropy": {
        "log of softmax": (
            lambda: ce_log_of_softmax,
            "log of 0 where the share has rounded to 0",
        ),
        "epsilon": (lambda: ce_epsilon, "a tiny number in the logarithm"),
        "plain": (lambda: ce_plain, "e^1000 overflows"),
        "sum": (lambda: ce_sum, "no mean in either"),
        "mean of all": (lambda: ce_mean_of_all, "divides by n · n_classes"),
        "gradient not divided": (lambda: ce_gradient_not_divided, "forgets 1/n in dZ"),
        "gradient sign": (lambda: ce_gradient_sign, "Y - P"),
        "only P": (lambda: ce_gradient_only_p, "never takes Y away"),
        "only the true class": (
            lambda: ce_gradient_only_true,
            "the other scores get no gradient",
        ),
        "all columns": (
            lambda: ce_all_columns,
            "log_P[:, y] picks n columns from each row",
        ),
        "minus": (lambda: ce_minus_lost, "a negative loss"),
        "axis 0": (lambda: ce_axis_0, "softmax down the columns"),
        "maximum of the batch": (
            lambda: ce_batch_maximum,
            "a low row becomes log of 0",
        ),
        "winner": (lambda: ce_winner, "the fine of the most likely class"),
        "bits": (lambda: ce_bits, "L in bits"),
        "log P - Y": (lambda: ce_log_p_minus_y, "logarithms in the gradient"),
        "no logarithm": (lambda: ce_chance_for_fine, "-p in place of -log p"),
        "y as a number": (
            lambda: ce_y_as_number,
            "takes class numbers away, not one-hot rows",
        ),
        "per sample": (lambda: ce_per_sample, "no mean: an array"),
        "by classes": (lambda: ce_by_classes, "divides dZ by n_classes"),
        "sigmoids": (lambda: ce_binary, "a yes-or-no loss per class"),
        "softmax twice": (lambda: ce_log_softmax_of_p, "log_softmax of the shares"),
        "epsilon, only P": (
            lambda: ce_epsilon_only_p,
            "two mistakes: a tiny number in the logarithm, and Y missing in dZ",
        ),
    },
    "ex04-slope": {
        "one-sided": (lambda: slope_one_sided, "nudges up only"),
        "no 2": (lambda: slope_no_two, "divides by h"),
        "not divided": (lambda: slope_not_divided, "a difference, not a slope"),
        "sign": (lambda: slope_sign, "down minus up"),
        "precedence": (lambda: slope_precedence, "/ 2 * h multiplies by h"),
        "not restored": (lambda: slope_not_restored, "leaves each entry h lower"),
        "nearly restored": (
            lambda: slope_nearly_restored,
            "+ h - 2h + h is off in the last digit",
        ),
        "no copies": (lambda: slope_no_copies, "up and down are theta itself"),
        "vectors only": (lambda: slope_vector_only, "nudges whole rows of a table"),
        "tables only": (lambda: slope_table_only, "two loops, two axes"),
        "shape lost": (lambda: slope_lost_shape, "returns a flat array"),
        "flat argument": (lambda: slope_flat_argument, "hands f a flat array"),
        "fixed h": (lambda: slope_fixed_h, "ignores the h that was given"),
        "all at once": (lambda: slope_all_at_once, "nudges all entries together"),
        "flatten": (
            lambda: slope_flatten_is_a_copy,
            "nudges a copy and asks f about theta",
        ),
        "nudges add up": (lambda: slope_nudges_add_up, "earlier entries stay nudged"),
        "float32": (lambda: slope_float32, "too few digits for a small h"),
        "last missing": (lambda: slope_last_missing, "stops one entry too early"),
        "one-sided, not restored": (
            lambda: slope_one_sided_not_restored,
            "two mistakes: up only, and it stays nudged",
        ),
    },
    "ex04-huber": {
        "no sign": (lambda: huber_no_sign, "far out the slope is always +delta"),
        "sum": (lambda: huber_sum, "no mean in either"),
        "gradient not divided": (
            lambda: huber_gradient_not_divided,
            "forgets 1/N in dA",
        ),
        "gradient by n": (lambda: huber_by_n, "divides dA by n only"),
        "no half": (lambda: huber_no_half, "d² near 0: a jump at delta"),
        "2 d": (lambda: huber_gradient_two, "the gradient of d², not of d²/2"),
        "delta forgotten": (
            lambda: huber_no_delta,
            "far out the factor delta is missing",
        ),
        "delta 1": (lambda: huber_delta_1, "ignores delta"),
        "smooth L1": (
            lambda: huber_torch_smooth_l1,
            "PyTorch's smooth_l1_loss: divided by delta",
        ),
        "signed condition": (
            lambda: huber_signed,
            "d <= delta without the absolute value",
        ),
        "all or nothing": (
            lambda: huber_all_or_nothing,
            "one outlier, and all entries go the straight way",
        ),
        "if": (lambda: huber_python_if, "an if on a whole array"),
        "pseudo-Huber": (lambda: huber_pseudo, "the smooth relative with a root"),
        "sign": (lambda: huber_sign, "the gradient turned round"),
        "only L": (lambda: huber_only_loss, "returns one thing"),
        "sides": (lambda: huber_sides, "straight near 0, a parabola far out"),
        "cut": (lambda: huber_cut, "cuts the difference: far out the cost is flat"),
        "jump": (lambda: huber_step_lost, "forgets to subtract half of delta"),
        "flat far out": (lambda: huber_flat_far, "no gradient far out"),
        "no sign, not divided": (
            lambda: huber_no_sign_not_divided,
            "two mistakes in dA: always +delta, and no 1/N",
        ),
    },
    "ex04-hunt": {
        "nudge": (lambda: ("nudge", loss_column), "the wrong test, a right repair"),
        "number": (lambda: ("number", loss_column), "the wrong test, a right repair"),
        "negative": (lambda: ("negative", loss_flat), "the wrong test, a right repair"),
        "not repaired": (lambda: ("perfect", loss_given), "the program as it was"),
        "row": (
            lambda: ("perfect", loss_row),
            "y as a row: the same table of differences",
        ),
        "useless transpose": (
            lambda: ("perfect", loss_turned),
            "y.T of a one-axis array is y",
        ),
        "divided again": (
            lambda: ("perfect", loss_root_n),
            "a smaller number, of the same table",
        ),
        "sum": (lambda: ("perfect", loss_sum), "zero where it should be, but no mean"),
        "gradient left": (
            lambda: ("perfect", loss_gradient_left),
            "repairs the loss and not the gradient",
        ),
        "gradient as a mean": (
            lambda: ("perfect", loss_gradient_mean),
            "one gradient for all samples",
        ),
        "sign": (lambda: ("perfect", loss_sign), "the gradient turned round"),
        "minus 1": (
            lambda: ("perfect", loss_minus_spread),
            "takes the 1 away that it never got below",
        ),
        "not divided": (
            lambda: ("perfect", loss_not_divided),
            "the gradient without 1/n",
        ),
        "of means": (
            lambda: ("perfect", loss_of_means),
            "compares the mean answer with the mean label",
        ),
        "only the loss": (lambda: ("perfect", loss_only), "the gradient is gone"),
    },
}
