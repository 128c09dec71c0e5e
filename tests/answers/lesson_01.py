"""Answers to the tasks of lesson 01, written from the task text alone."""
# ruff: noqa

import math
from fractions import Fraction

import numpy as np

import nnlib as nn


# ---------------------------------------------------------------- ex01-by-hand
def trace(products=(3, -4, 2), total=1, z=-1, step=0, relu=0, sigmoid=0.27):
    return {
        "products": list(products),
        "weighted sum": total,
        "z": z,
        "step": step,
        "ReLU": relu,
        "sigmoid": sigmoid,
    }


def trace_numpy():
    w, x, b = np.array([3, -2, 0.5]), np.array([1, 2, 4]), -2
    products = w * x
    total = products.sum()
    z = total + b
    d = {"products": products, "weighted sum": total, "z": z}
    d |= {"step": np.where(z > 0, 1.0, 0.0), "ReLU": np.maximum(z, 0)}
    d |= {"sigmoid": 1 / (1 + np.exp(-z))}
    return d


def trace_python():
    w, x, b = (3, -2, 0.5), (1, 2, 4), -2
    products = [p * q for p, q in zip(w, x)]
    z = sum(products) + b
    return trace(
        products,
        sum(products),
        z,
        1 if z > 0 else 0,
        max(z, 0),
        1 / (1 + math.e ** (-z)),
    )


# ---------------------------------------------------------------- ex01-unit
def unit_at(x, w, b, f):
    return f(x @ w + b)


def unit_dot(x, w, b, f):
    z = np.dot(x, w) + b
    return f(z)


def unit_last_axis(x, w, b, f):
    return f((x * w).sum(axis=-1) + b)


def unit_einsum(x, w, b, f):
    return f(np.einsum("...d,d->...", x, w) + b)


def unit_two_cases(x, w, b, f):
    if x.ndim == 1:
        z = b
        for xi, wi in zip(x, w):
            z = z + xi * wi
        return f(z)
    zs = np.zeros(x.shape[0])
    for i in range(x.shape[0]):
        zs[i] = np.sum(x[i] * w) + b
    return f(zs)


def unit_from_the_left(x, w, b, f):
    return f(w @ x.T + b)


def unit_recursive(x, w, b, f):
    if np.ndim(x) == 2:
        return np.array([unit_recursive(row, w, b, f) for row in x])
    return f(sum(x[j] * w[j] for j in range(len(w))) + b)


def unit_bias_as_weight(x, w, b, f):
    ones = np.ones((*x.shape[:-1], 1))
    return f(np.concatenate([x, ones], axis=-1) @ np.append(w, b))


def unit_inner(x, w, b, f):
    return f(np.inner(x, w) + b)


def unit_w_first(x, w, b, f):
    return f(w @ x + b)


def unit_no_f(x, w, b, f):
    return x @ w + b


def unit_no_bias(x, w, b, f):
    return f(x @ w)


def unit_bias_outside(x, w, b, f):
    return f(x @ w) + b


def unit_f_first(x, w, b, f):
    return f(x) @ w + b


def unit_sum_all(x, w, b, f):
    return f(np.sum(x * w) + b)


def unit_axis_1(x, w, b, f):
    return f((x * w).sum(axis=1) + b)


def unit_axis_0(x, w, b, f):
    return f((x * w).sum(axis=0) + b)


def unit_bias_per_input(x, w, b, f):
    return f((x * w + b).sum(axis=-1))


def unit_threshold(x, w, b, f):
    return f(x @ w - b)


def unit_relu_only(x, w, b, f):
    return np.maximum(x @ w + b, 0)


def unit_column(x, w, b, f):
    return f(x @ w.reshape(-1, 1) + b)


def unit_always_batch(x, w, b, f):
    return f(np.atleast_2d(x) @ w + b)


def unit_not_called(x, w, b, f):
    z = x @ w + b
    return f


def unit_twice_f(x, w, b, f):
    return f(f(x @ w) + b)


# ---------------------------------------------------------------- ex01-batch
def answers_plain(X, W, b):
    Z = X @ W + b
    A = 1 / (1 + np.exp(-Z))
    return Z, A


def answers_loops(X, W, b):
    n, d = X.shape
    k = W.shape[1]
    Z = np.zeros((n, k))
    A = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            z = b[0, j]
            for m in range(d):
                z += X[i, m] * W[m, j]
            Z[i, j] = z
            A[i, j] = 1 / (1 + math.exp(-z))
    return Z, A


def answers_einsum(X, W, b):
    Z = np.einsum("nd,dk->nk", X, W) + b
    return Z, np.exp(Z) / (np.exp(Z) + 1)


def answers_tanh(X, W, b):
    Z = np.matmul(X, W) + b
    return Z, 0.5 * (1 + np.tanh(0.5 * Z))


def answers_units(X, W, b):
    columns = [X @ W[:, j] + b[0, j] for j in range(W.shape[1])]
    Z = np.column_stack(columns)
    return Z, (1 + np.exp(-Z)) ** -1


def answers_vectorize(X, W, b):
    s = np.vectorize(lambda z: 1 / (1 + math.exp(-z)), otypes=[float])
    Z = X.dot(W) + np.tile(b, (len(X), 1))
    return Z, s(Z)


def answers_list(X, W, b):
    Z = np.array([x @ W + b[0] for x in X])
    return [Z, 1.0 / (1.0 + np.exp(-Z))]


def answers_wrong_sign(X, W, b):
    Z = X @ W + b
    return Z, 1 / (1 + np.exp(Z))


def answers_no_bias(X, W, b):
    Z = X @ W
    return Z, 1 / (1 + np.exp(-Z))


def answers_bias_only_in_a(X, W, b):
    Z = X @ W
    return Z, 1 / (1 + np.exp(-(Z + b)))


def answers_only_a(X, W, b):
    Z = X @ W + b
    return 1 / (1 + np.exp(-Z))


def answers_swapped(X, W, b):
    Z = X @ W + b
    A = 1 / (1 + np.exp(-Z))
    return A, Z


def answers_precedence(X, W, b):
    Z = X @ W + b
    return Z, 1 / 1 + np.exp(-Z)


def answers_softmax(X, W, b):
    Z = X @ W + b
    E = np.exp(Z)
    return Z, E / E.sum(axis=1, keepdims=True)


def answers_overwritten(X, W, b):
    Z = X @ W + b
    A = np.exp(-Z, out=Z)
    A += 1
    np.divide(1, A, out=A)
    return Z, A


def answers_bias_column(X, W, b):
    Z = X @ W + b.T
    return Z, 1 / (1 + np.exp(-Z))


def answers_transposed(X, W, b):
    Z = (W.T @ X.T) + b.reshape(-1, 1)
    return Z, 1 / (1 + np.exp(-Z))


def answers_step(X, W, b):
    Z = X @ W + b
    return Z, np.where(Z > 0, 1.0, 0.0)


def answers_sigmoid_of_x(X, W, b):
    S = 1 / (1 + np.exp(-X))
    Z = S @ W + b
    return Z, 1 / (1 + np.exp(-Z))


def answers_first_bias(X, W, b):
    Z = X @ W + b[0][0]
    return Z, 1 / (1 + np.exp(-Z))


# ---------------------------------------------------------------- ex01-gates
GOOD = {
    "AND": (2, 2, -3),
    "OR": (2, 2, -1),
    "NAND": (-2, -2, 3),
    "only_x1": (2, -2, -1),
    "XOR": "none",
}


def gates(**new):
    return {**GOOD, **new}


# ---------------------------------------------------------------- ex01-line
def bias_formula(w, p, d):
    return d * np.sqrt(w @ w) - w @ p


def bias_norm(w, p, d):
    return d * np.linalg.norm(w) - np.dot(w, p)


def bias_loop(w, p, d):
    dot = 0
    square = 0
    for i in range(len(w)):
        dot += w[i] * p[i]
        square += w[i] ** 2
    return d * square**0.5 - dot


def bias_hypot(w, p, d):
    return d * math.hypot(*w) - sum(wi * pi for wi, pi in zip(w, p))


def bias_point_moved(w, p, d):
    # the foot of p on the line lies at p - d * unit normal; the line goes through it
    n = w / np.linalg.norm(w)
    foot = p - d * n
    return float(-(w @ foot))


def bias_unit_normal(w, p, d):
    length = np.sum(w**2) ** 0.5
    return length * (d - np.sum(w / length * p))


def bias_by_two_tries(w, p, d):
    # the distance is a straight line in b: try b = 0 and b = 1
    def distance(b):
        return (w @ p + b) / np.linalg.norm(w)

    return (d - distance(0)) / (distance(1) - distance(0))


def bias_absolute(w, p, d):
    return abs(d) * np.linalg.norm(w) - w @ p


def bias_no_length(w, p, d):
    return d - w @ p


def bias_sign_of_d(w, p, d):
    return -d * np.linalg.norm(w) - w @ p


def bias_plus(w, p, d):
    return d * np.linalg.norm(w) + w @ p


def bias_length_squared(w, p, d):
    return d * (w @ w) - w @ p


def bias_length_of_p(w, p, d):
    return d * np.linalg.norm(p) - w @ p


def bias_divided(w, p, d):
    return d / np.linalg.norm(w) - w @ p


def bias_through_p(w, p, d):
    return -(w @ p)


def bias_all_negative(w, p, d):
    return -(d * np.linalg.norm(w) - w @ p)


def bias_two_inputs(w, p, d):
    return d * np.sqrt(w[0] ** 2 + w[1] ** 2) - w[0] * p[0] - w[1] * p[1]


def bias_distance(w, p, d):
    return (w @ p + d) / np.linalg.norm(w)


def bias_sum_of_sizes(w, p, d):
    return d * np.sum(np.abs(w)) - w @ p


def bias_not_added(w, p, d):
    return d * np.linalg.norm(w) - w * p


# ---------------------------------------------------------------- ex01-conversion
def converted_plain(w, b, scale, shift):
    new_w = w / scale
    return new_w, b - new_w @ shift


def converted_one_line(w, b, scale, shift):
    return w / scale, b - np.sum(w * shift / scale)


def converted_loop(w, b, scale, shift):
    new_w = np.zeros(len(w))
    new_b = b
    for j in range(len(w)):
        new_w[j] = w[j] / scale[j]
        new_b = new_b - w[j] * shift[j] / scale[j]
    return new_w, new_b


def converted_backwards(w, b, scale, shift):
    factor = 1 / scale
    offset = -shift / scale  # old = factor * new + offset
    return w * factor, float(b + np.dot(w, offset))


def converted_matrix(w, b, scale, shift):
    S = np.linalg.inv(np.diag(scale))
    return S @ w, b - w @ S @ shift


def converted_by_asking(w, b, scale, shift):
    def z(new):
        return w @ ((new - shift) / scale) + b

    new_b = z(np.zeros(len(w)))
    return np.array([z(one) - new_b for one in np.eye(len(w))]), new_b


def converted_times(w, b, scale, shift):
    return w * scale, b - np.sum(w * scale * shift)


def converted_plus(w, b, scale, shift):
    return w / scale, b + np.sum(w * shift / scale)


def converted_old_weights(w, b, scale, shift):
    return w / scale, b - w @ shift


def converted_bias_kept(w, b, scale, shift):
    return w / scale, b


def converted_bias_as_input(w, b, scale, shift):
    return w / scale, b - np.sum(shift)


def converted_bias_array(w, b, scale, shift):
    return w / scale, b - w * shift / scale


def converted_river(w, b, scale, shift):
    new_w = np.array([w[0] / 1.8, w[1] * 25.4])
    return new_w, b - w[0] * 32 / 1.8


def converted_as_an_input(w, b, scale, shift):
    return scale * w + shift, b


def converted_swapped(w, b, scale, shift):
    new_w = w / scale
    return b - new_w @ shift, new_w


def converted_shift_first(w, b, scale, shift):
    return (w - shift) / scale, b


def converted_positive(w, b, scale, shift):
    new_w = w / np.abs(scale)
    return new_w, b - new_w @ shift


def converted_scale_twice(w, b, scale, shift):
    w = w / scale
    return w, b - np.sum(w * shift / scale)


def converted_shift_times_scale(w, b, scale, shift):
    return w / scale, b - np.sum(w * shift * scale)


def converted_whole(w, b, scale, shift):
    new_w = w // scale
    return new_w, b - new_w @ shift


# ---------------------------------------------------------------- ex01-hunt
def scores_given(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j] + b
    return z


def scores_after(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j]
    return z + b


def scores_start_at_b(X, w, b):
    z = np.full(len(X), float(b))
    for j in range(len(w)):
        z = z + w[j] * X[:, j]
    return z


def scores_at(X, w, b):
    return X @ w + b


def scores_first_only(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j]
        if j == 0:
            z = z + b
    return z


def scores_slices_of_b(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j] + b / len(w)
    return z


def scores_rows(X, w, b):
    return np.array([sum(wi * xi for wi, xi in zip(w, x)) + b for x in X])


def scores_no_bias(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j]
    return z


def scores_overwritten(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = w[j] * X[:, j] + b
    return z


def scores_early(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j]
        return z + b


def scores_bracket(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * (X[:, j] + b)
    return z


def scores_both(X, w, b):
    z = np.full(len(X), float(b))
    for j in range(len(w)):
        z = z + w[j] * X[:, j] + b
    return z


def scores_four(X, w, b):
    z = np.zeros(len(X))
    for j in range(len(w)):
        z = z + w[j] * X[:, j] + b
    return z - 3 * b


def scores_column(X, w, b):
    return X @ w.reshape(-1, 1) + b


def scores_minus(X, w, b):
    return X @ w - b


# ---------------------------------------------------------------- and a few more
def unit_matmul_column(x, w, b, f):
    z = np.matmul(x, w.reshape(-1, 1))[..., 0]
    return f(np.add(z, b))


def unit_tensordot(x, w, b, f):
    z = np.tensordot(x, w, axes=1)
    z = z + b
    return f(z)


class Answers:
    def __call__(self, X, W, b):
        self.Z = np.add(X @ W, b)
        self.A = np.reciprocal(1 + np.exp(-self.Z))
        return self.Z, self.A


def gates_fractions():
    h = Fraction(1, 2)
    return {
        "AND": (Fraction(7, 3), Fraction(7, 3), -Fraction(10, 3)),
        "OR": (5 * h, 5 * h, -3 * h),
        "NAND": (-Fraction(7, 3), -Fraction(7, 3), Fraction(10, 3)),
        "only_x1": (3, -3, -3 * h),
        "XOR": "none",
    }


def unit_no_bias_column(x, w, b, f):
    return f(x @ w.reshape(-1, 1))


def bias_no_length_plus(w, p, d):
    return d + w @ p


def converted_times_bias_kept(w, b, scale, shift):
    return w * scale, b


def answers_no_bias_sign(X, W, b):
    Z = X @ W
    return Z, 1 / (1 + np.exp(Z))


RIGHT = {
    "ex01-by-hand": {
        "whole numbers and two digits": lambda: trace(),
        "four digits": lambda: trace((3.0, -4.0, 2.0), 1.0, -1.0, 0.0, 0.0, 0.2689),
        "NumPy": trace_numpy,
        "plain Python": trace_python,
        "a fraction with e": lambda: trace(sigmoid=1 / (1 + np.e)),
        "products unfinished": lambda: trace(
            (3 * 1, -2 * 2, 0.5 * 4), 3 - 4 + 2, 1 + -2, 0, 0, 0.27
        ),
    },
    "ex01-unit": {
        "matrix product": lambda: unit_at,
        "np.dot": lambda: unit_dot,
        "sum over the last axis": lambda: unit_last_axis,
        "einsum": lambda: unit_einsum,
        "two cases with loops": lambda: unit_two_cases,
        "w from the left": lambda: unit_from_the_left,
        "calls itself for each row": lambda: unit_recursive,
        "the bias as one more weight": lambda: unit_bias_as_weight,
        "np.inner": lambda: unit_inner,
        "a column, taken out again": lambda: unit_matmul_column,
        "tensordot": lambda: unit_tensordot,
    },
    "ex01-batch": {
        "two lines": lambda: answers_plain,
        "loops": lambda: answers_loops,
        "einsum, and the other form of the sigmoid": lambda: answers_einsum,
        "through tanh": lambda: answers_tanh,
        "unit by unit": lambda: answers_units,
        "vectorize": lambda: answers_vectorize,
        "row by row, a list of two": lambda: answers_list,
        "a class that can be called": lambda: Answers(),
    },
    "ex01-gates": {
        "twos": lambda: gates(),
        "tens": lambda: {
            "AND": (10, 10, -15),
            "OR": (10, 10, -5),
            "NAND": (-10, -10, 15),
            "only_x1": (10, -10, -5),
            "XOR": "none",
        },
        "uneven weights": lambda: {
            "AND": (2, 3, -4),
            "OR": (5, 9, -1),
            "NAND": (-3, -2, 4),
            "only_x1": (3, -7, -1.5),
            "XOR": "none",
        },
        "lists": lambda: {k: list(v) if v != "none" else v for k, v in GOOD.items()},
        "decimals and arrays": lambda: {
            "AND": np.array([2.5, 2.5, -3.75]),
            "OR": np.array([2.5, 2.5, -1.25]),
            "NAND": -np.array([2.5, 2.5, -3.75]),
            "only_x1": np.array([2.5, -2.5, -1.25]),
            "XOR": "none",
        },
        "fractions": gates_fractions,
        "far away": lambda: gates(AND=(1e6, 1e6, -1.5e6), OR=(1e6, 1e6, -1)),
    },
    "ex01-line": {
        "the formula turned round": lambda: bias_formula,
        "np.linalg.norm": lambda: bias_norm,
        "loop": lambda: bias_loop,
        "hypot": lambda: bias_hypot,
        "through the foot of p": lambda: bias_point_moved,
        "unit normal": lambda: bias_unit_normal,
        "by two tries": lambda: bias_by_two_tries,
    },
    "ex01-conversion": {
        "new weights first": lambda: converted_plain,
        "one line": lambda: converted_one_line,
        "loop": lambda: converted_loop,
        "the way back as scale and shift": lambda: converted_backwards,
        "a diagonal matrix": lambda: converted_matrix,
        "asks the old unit": lambda: converted_by_asking,
    },
    "ex01-hunt": {
        "bias after the loop": lambda: ("zeros", scores_after),
        "starts at b": lambda: ("zeros", scores_start_at_b),
        "matrix product": lambda: ("zeros", scores_at),
        "only in the first round": lambda: ("zeros", scores_first_only),
        "a slice of b in each round": lambda: ("zeros", scores_slices_of_b),
        "row by row": lambda: ("zeros", scores_rows),
    },
}

WRONG = {
    "ex01-by-hand": {
        "minus lost": (
            lambda: trace((3, 4, 2), 9, 7, 1, 7, 0.999),
            "takes the weight -2 for 2 and goes on from there",
        ),
        "bias subtracted": (
            lambda: trace(z=3, step=1, relu=3, sigmoid=0.95),
            "1 - (-2): the bias is taken away instead of added",
        ),
        "bias forgotten": (
            lambda: trace(z=1, step=1, relu=1, sigmoid=0.73),
            "takes the weighted sum for z",
        ),
        "ReLU lets it through": (lambda: trace(relu=-1), "ReLU as the identity"),
        "ReLU as absolute value": (lambda: trace(relu=1), "ReLU(-1) = 1"),
        "step as a sign": (lambda: trace(step=-1), "the step says -1 for no"),
        "sigmoid of +1": (
            lambda: trace(sigmoid=0.73),
            "lost the minus in the exponent",
        ),
        "only the exponential": (lambda: trace(sigmoid=0.37), "e^z and no fraction"),
        "sigmoid negative": (
            lambda: trace(sigmoid=-0.27),
            "gives the sigmoid the sign of z",
        ),
        "one digit": (
            lambda: trace(sigmoid=0.3),
            "rounds to one digit where two are asked",
        ),
        "inputs added to weights": (
            lambda: trace((4, 0, 4.5), 8.5, 6.5, 1, 6.5, 0.998),
            "w + x instead of w times x",
        ),
        "bias times sum": (
            lambda: trace(z=-2, sigmoid=0.12),
            "multiplies by the bias",
        ),
    },
    "ex01-unit": {
        "w @ x": (
            lambda: unit_w_first,
            "wrong order: an error or wrong numbers for a batch",
        ),
        "no activation": (lambda: unit_no_f, "forgets f"),
        "no bias": (lambda: unit_no_bias, "forgets b"),
        "bias outside": (lambda: unit_bias_outside, "adds b after the activation"),
        "activation on the inputs": (
            lambda: unit_f_first,
            "applies f to x and not to z",
        ),
        "everything in one sum": (lambda: unit_sum_all, "a batch gives one number"),
        "axis 1": (lambda: unit_axis_1, "a single sample has no axis 1"),
        "axis 0": (lambda: unit_axis_0, "adds over the samples of a batch"),
        "bias per input": (lambda: unit_bias_per_input, "adds b once for each input"),
        "bias as threshold": (lambda: unit_threshold, "subtracts b"),
        "always ReLU": (lambda: unit_relu_only, "ignores f and takes ReLU"),
        "column": (lambda: unit_column, "gives (n, 1) and (1,)"),
        "always a batch": (
            lambda: unit_always_batch,
            "a single sample gives an array (1,)",
        ),
        "f not called": (lambda: unit_not_called, "returns the function f itself"),
        "f twice": (lambda: unit_twice_f, "applies f before and after the bias"),
        "no bias, column": (
            lambda: unit_no_bias_column,
            "two mistakes: b is missing, and (n, 1)",
        ),
    },
    "ex01-batch": {
        "sign in the exponent": (lambda: answers_wrong_sign, "1 / (1 + e^z)"),
        "no bias": (lambda: answers_no_bias, "forgets b"),
        "bias only in A": (lambda: answers_bias_only_in_a, "Z is returned without b"),
        "only A": (lambda: answers_only_a, "returns one array"),
        "swapped": (lambda: answers_swapped, "returns A first"),
        "precedence": (lambda: answers_precedence, "1 / 1 + e^-z without brackets"),
        "softmax": (lambda: answers_softmax, "shares of each row instead of a sigmoid"),
        "Z overwritten": (lambda: answers_overwritten, "A is made in the memory of Z"),
        "bias as a column": (
            lambda: answers_bias_column,
            "b.T, which fits only by chance",
        ),
        "transposed": (lambda: answers_transposed, "columns are samples: (k, n)"),
        "step": (lambda: answers_step, "step instead of sigmoid"),
        "sigmoid of X": (lambda: answers_sigmoid_of_x, "squashes the inputs too"),
        "first bias only": (lambda: answers_first_bias, "one bias for all units"),
        "no bias, sign": (
            lambda: answers_no_bias_sign,
            "two mistakes: b is missing, and 1 / (1 + e^z)",
        ),
    },
    "ex01-gates": {
        "not sure enough": (
            lambda: gates(AND=(1, 1, -1.5), OR=(1, 1, -0.5), NAND=(-1, -1, 1.5)),
            "right answers, but |z| is only 0.5",
        ),
        "z = 0 at a corner": (lambda: gates(AND=(2, 2, -2)), "AND is 0 at two corners"),
        "OR as AND": (lambda: gates(OR=(2, 2, -3)), "the bias of AND"),
        "bias as threshold": (
            lambda: gates(AND=(2, 2, 3), OR=(2, 2, 1), NAND=(-2, -2, -3)),
            "writes the threshold instead of the bias",
        ),
        "NAND: only the bias turned": (
            lambda: gates(NAND=(2, 2, 3)),
            "changes the sign of b and not of the weights",
        ),
        "NAND: only the weights turned": (
            lambda: gates(NAND=(-2, -2, -3)),
            "changes the signs of the weights and not of b",
        ),
        "only_x1 ignores x2": (
            lambda: gates(only_x1=(2, 0, -1)),
            "says yes at (1, 1) too",
        ),
        "only_x2": (lambda: gates(only_x1=(-2, 2, -1)), "mixes up the two inputs"),
        "only_x1 none": (lambda: gates(only_x1="none"), "thinks no unit can do it"),
        "XOR by guess": (lambda: gates(XOR=(2, 2, -1)), "OR for XOR, wrong at (1, 1)"),
        "XOR by minus": (lambda: gates(XOR=(2, -2, -1)), "right at three corners"),
        "bias first": (
            lambda: gates(AND=(-3, 2, 2), OR=(-1, 2, 2), NAND=(3, -2, -2)),
            "writes b, w1, w2",
        ),
        "NAND none": (lambda: gates(NAND="none"), "thinks NAND needs two units"),
        "NOR for NAND": (lambda: gates(NAND=(-2, -2, 1)), "no if any input is 1"),
    },
    "ex01-line": {
        "absolute": (lambda: bias_absolute, "a negative d is treated as positive"),
        "length forgotten": (lambda: bias_no_length, "takes d for z"),
        "sign of d": (lambda: bias_sign_of_d, "puts p on the other side"),
        "plus": (lambda: bias_plus, "carries w . p over without its minus"),
        "length squared": (lambda: bias_length_squared, "w . w without the root"),
        "length of p": (lambda: bias_length_of_p, "the norm of the wrong vector"),
        "divided": (
            lambda: bias_divided,
            "divides by the length instead of multiplying",
        ),
        "d ignored": (lambda: bias_through_p, "the line always goes through p"),
        "all signs": (lambda: bias_all_negative, "the threshold instead of the bias"),
        "two inputs": (lambda: bias_two_inputs, "only for two inputs"),
        "the distance": (lambda: bias_distance, "computes a distance with b = d"),
        "sum of sizes": (
            lambda: bias_sum_of_sizes,
            "adds absolute values for the length",
        ),
        "not added": (lambda: bias_not_added, "w * p is an array, the answer too"),
        "no length, plus": (
            lambda: bias_no_length_plus,
            "two mistakes: d for z, and the sign of w . p",
        ),
    },
    "ex01-conversion": {
        "times scale": (
            lambda: converted_times,
            "converts the weights like the inputs",
        ),
        "plus": (lambda: converted_plus, "wrong sign of the shift"),
        "old weights": (lambda: converted_old_weights, "w . shift without the scale"),
        "bias kept": (lambda: converted_bias_kept, "only the weights change"),
        "weights left out": (
            lambda: converted_bias_as_input,
            "takes the shifts away from b",
        ),
        "bias array": (
            lambda: converted_bias_array,
            "the bias is an array, not added up",
        ),
        "the river only": (
            lambda: converted_river,
            "the numbers of the example, hard-coded",
        ),
        "weights like inputs": (
            lambda: converted_as_an_input,
            "scale times w plus shift",
        ),
        "swapped": (lambda: converted_swapped, "returns the bias first"),
        "weights like inputs, backwards": (
            lambda: converted_shift_first,
            "(w - shift) / scale",
        ),
        "positive scale": (lambda: converted_positive, "the sign of a scale is lost"),
        "scale twice": (
            lambda: converted_scale_twice,
            "divides the new weights once more",
        ),
        "shift times scale": (
            lambda: converted_shift_times_scale,
            "old = new / scale - shift · scale",
        ),
        "whole numbers": (lambda: converted_whole, "// cuts the weights"),
        "times, bias kept": (
            lambda: converted_times_bias_kept,
            "two mistakes: w times scale, and b unchanged",
        ),
    },
    "ex01-hunt": {
        "weight": (lambda: ("weight", scores_after), "the wrong test, a right repair"),
        "double": (lambda: ("double", scores_at), "the wrong test, a right repair"),
        "alone": (lambda: ("alone", scores_at), "the wrong test, a right repair"),
        "not repaired": (lambda: ("zeros", scores_given), "the program as it was"),
        "no bias": (lambda: ("zeros", scores_no_bias), "takes the bias out altogether"),
        "overwritten": (
            lambda: ("zeros", scores_overwritten),
            "only the last input counts",
        ),
        "return in the loop": (
            lambda: ("zeros", scores_early),
            "only the first input counts",
        ),
        "brackets": (
            lambda: ("zeros", scores_bracket),
            "each weight multiplies the bias",
        ),
        "one more": (
            lambda: ("zeros", scores_both),
            "starts at b, and still adds it in the loop",
        ),
        "three too many": (
            lambda: ("zeros", scores_four),
            "takes three away: only for four inputs",
        ),
        "column": (lambda: ("zeros", scores_column), "gives (n, 1)"),
        "minus": (lambda: ("zeros", scores_minus), "subtracts the bias"),
    },
}
