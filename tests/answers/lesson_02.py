"""Answers to the tasks of lesson 02, written from the task text alone."""
# ruff: noqa

from functools import reduce
from itertools import pairwise

import numpy as np

from nnlib import relu


# ---------------------------------------------------------------- ex02-shapes
GOOD_SHAPES = {
    "W1": (3, 4),
    "b1": (1, 4),
    "Z1": (6, 4),
    "W2": (4, 2),
    "b2": (1, 2),
    "Z2": (6, 2),
}


def shapes(**new):
    return {**GOOD_SHAPES, **new}


def shapes_by_loop():
    n, sizes = 6, (3, 4, 2)
    out = {}
    for k in (1, 2):
        out[f"W{k}"] = (sizes[k - 1], sizes[k])
        out[f"b{k}"] = (1, sizes[k])
        out[f"Z{k}"] = (n, sizes[k])
    return out


def shapes_from_arrays():
    X = np.zeros((6, 3))
    W1, b1, W2, b2 = np.ones((3, 4)), np.ones((1, 4)), np.ones((4, 2)), np.ones((1, 2))
    Z1 = X @ W1 + b1
    Z2 = np.maximum(Z1, 0) @ W2 + b2
    arrays = {"W1": W1, "b1": b1, "Z1": Z1, "W2": W2, "b2": b2, "Z2": Z2}
    return {name: np.shape(a) for name, a in arrays.items()}


# ---------------------------------------------------------------- ex02-count
def parameters_zip(sizes):
    return sum((m + 1) * n for m, n in zip(sizes[:-1], sizes[1:]))


def parameters_loop(sizes):
    total = 0
    for k in range(1, len(sizes)):
        total += sizes[k - 1] * sizes[k]
        total += sizes[k]
    return total


def parameters_pairwise(sizes):
    return sum(m * n + n for m, n in pairwise(sizes))


def parameters_recursive(sizes):
    if len(sizes) < 2:
        return 0
    first, second, *rest = sizes
    return (first + 1) * second + parameters_recursive([second, *rest])


def parameters_numpy(sizes):
    s = np.array(sizes)
    return int(np.sum(s[:-1] * s[1:]) + np.sum(s[1:]))


def parameters_dot(sizes):
    s = np.asarray(sizes)
    return (s[:-1] + 1) @ s[1:]


def parameters_built(sizes):
    count = 0
    for n_in, n_out in zip(sizes, sizes[1:]):
        W, b = np.zeros((n_in, n_out)), np.zeros((1, n_out))
        count += W.size + b.size
    return count


def parameters_no_bias(sizes):
    return sum(m * n for m, n in pairwise(sizes))


def parameters_bias_per_input(sizes):
    return sum(m * (n + 1) for m, n in pairwise(sizes))


def parameters_bias_per_layer(sizes):
    return sum(m * n + 1 for m, n in pairwise(sizes))


def parameters_inputs_too(sizes):
    return sum(m * n for m, n in pairwise(sizes)) + sum(sizes)


def parameters_one_hidden(sizes):
    n_in, n_hidden, n_out = sizes
    return (n_in + 1) * n_hidden + (n_hidden + 1) * n_out


def parameters_first_three(sizes):
    return (sizes[0] + 1) * sizes[1] + (sizes[1] + 1) * sizes[2]


def parameters_units(sizes):
    return sum(sizes[1:])


def parameters_product(sizes):
    return int(np.prod(sizes))


def parameters_star(*sizes):
    total = 0
    for m, n in pairwise(sizes):
        total += (m + 1) * n
    return total


def parameters_return_inside(sizes):
    total = 0
    for m, n in pairwise(sizes):
        total += (m + 1) * n
        return total


def parameters_each_layer(sizes):
    return [(m + 1) * n for m, n in pairwise(sizes)]


def parameters_last_missing(sizes):
    total = 0
    for k in range(len(sizes) - 2):
        total += (sizes[k] + 1) * sizes[k + 1]
    return total


def parameters_hard(sizes):
    return 21


def parameters_both_plus_one(sizes):
    return sum((m + 1) * (n + 1) for m, n in pairwise(sizes))


# ---------------------------------------------------------------- ex02-dense
def dense_at(X, W, b):
    return X @ W + b


def dense_loops(X, W, b):
    Z = np.empty((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            Z[i, j] = b[0, j]
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j]
    return Z


def dense_einsum(X, W, b):
    return np.einsum("ij,jk->ik", X, W) + b


def dense_rows(X, W, b):
    return np.vstack([x @ W + b for x in X])


def dense_units(X, W, b):
    return np.stack([X @ w + b_j for w, b_j in zip(W.T, b.ravel())], axis=1)


def dense_blog(X, W, b):
    Z = np.dot(W.T, X.T) + b.T
    return Z.T


def dense_ones(X, W, b):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    return X1 @ np.vstack([W, b])


def dense_broadcast(X, W, b):
    return (X[:, :, None] * W).sum(axis=1) + b


def dense_no_bias(X, W, b):
    return X @ W


def dense_entrywise(X, W, b):
    return X * W + b


def dense_w_first(X, W, b):
    return W @ X + b


def dense_torch(X, W, b):
    return X @ W.T + b


def dense_bias_in_weights(X, W, b):
    return X @ (W + b)


def dense_relu(X, W, b):
    return np.maximum(X @ W + b, 0)


def dense_columns(X, W, b):
    return W.T @ X.T + b.T


def dense_one_bias(X, W, b):
    return X @ W + b[0, 0]


def dense_bias_sum(X, W, b):
    return X @ W + b.sum()


def dense_minus(X, W, b):
    return X @ W - b


def dense_bias_column(X, W, b):
    return X @ W + b.T


def dense_first_sample(X, W, b):
    return X[0] @ W + b


def dense_bias_first_row(X, W, b):
    Z = X @ W
    Z[0] += b[0]
    return Z


def dense_printed(X, W, b):
    Z = X @ W + b
    print(Z.shape)


# ---------------------------------------------------------------- ex02-network
def network_lines(X, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = A1 @ W2 + b2
    return Z2


def network_one_line(X, W1, b1, W2, b2):
    return relu(X @ W1 + b1) @ W2 + b2


def network_maximum(X, W1, b1, W2, b2):
    return np.maximum(0, X.dot(W1) + b1).dot(W2) + b2


def network_mask(X, W1, b1, W2, b2):
    hidden = X @ W1 + b1
    hidden[hidden < 0] = 0
    return hidden @ W2 + b2


def network_samples(X, W1, b1, W2, b2):
    out = []
    for x in X:
        h = [max(x @ W1[:, j] + b1[0, j], 0.0) for j in range(W1.shape[1])]
        o = [np.dot(h, W2[:, k]) + b2[0, k] for k in range(W2.shape[1])]
        out.append(o)
    return np.array(out)


def network_einsum(X, W1, b1, W2, b2):
    H = np.einsum("ni,ih->nh", X, W1) + b1
    return np.einsum("nh,ho->no", np.where(H > 0, H, 0), W2) + b2


def network_units_add(X, W1, b1, W2, b2):
    Z2 = np.repeat(b2, len(X), axis=0).astype(float)
    for j in range(W1.shape[1]):
        a = relu(X @ W1[:, j] + b1[0, j])
        Z2 += np.outer(a, W2[j])
    return Z2


def network_helper(X, W1, b1, W2, b2):
    layer = lambda A, W, b: A @ W + b
    return layer(relu(layer(X, W1, b1)), W2, b2)


def network_relu_at_end(X, W1, b1, W2, b2):
    A1 = relu(X @ W1 + b1)
    return relu(A1 @ W2 + b2)


def network_no_relu(X, W1, b1, W2, b2):
    return (X @ W1 + b1) @ W2 + b2


def network_relu_only_at_end(X, W1, b1, W2, b2):
    return relu((X @ W1 + b1) @ W2 + b2)


def network_bias_after_relu(X, W1, b1, W2, b2):
    return (relu(X @ W1) + b1) @ W2 + b2


def network_no_b1(X, W1, b1, W2, b2):
    return relu(X @ W1) @ W2 + b2


def network_no_b2(X, W1, b1, W2, b2):
    return relu(X @ W1 + b1) @ W2


def network_sigmoid(X, W1, b1, W2, b2):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    return A1 @ W2 + b2


def network_sigmoid_at_end(X, W1, b1, W2, b2):
    Z2 = relu(X @ W1 + b1) @ W2 + b2
    return 1 / (1 + np.exp(-Z2))


def network_relu_of_inputs(X, W1, b1, W2, b2):
    return (relu(X) @ W1 + b1) @ W2 + b2


def network_unused_a(X, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = Z1 @ W2 + b2
    return Z2


def network_absolute(X, W1, b1, W2, b2):
    return np.abs(X @ W1 + b1) @ W2 + b2


def network_step(X, W1, b1, W2, b2):
    return (X @ W1 + b1 > 0) @ W2 + b2


def network_returns_hidden(X, W1, b1, W2, b2):
    A1 = relu(X @ W1 + b1)
    Z2 = A1 @ W2 + b2
    return A1


def network_biases_swapped(X, W1, b1, W2, b2):
    return relu(X @ W1 + b2) @ W2 + b1


def network_pair(X, W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    return Z1, relu(Z1) @ W2 + b2


# ---------------------------------------------------------------- ex02-xor
def xor(W1, b1, W2, b2):
    return np.array(W1), np.array(b1), np.array(W2), b2


# ---------------------------------------------------------------- ex02-forward
def forward_all_but_last(X, layers):
    A = X
    for W, b in layers[:-1]:
        A = relu(A @ W + b)
    W, b = layers[-1]
    return A @ W + b


def forward_index(X, layers):
    A = X
    for i in range(len(layers)):
        W, b = layers[i]
        A = A @ W + b
        if i < len(layers) - 1:
            A = np.maximum(A, 0)
    return A


def forward_recursive(X, layers):
    (W, b), *rest = layers
    Z = X @ W + b
    return forward_recursive(relu(Z), rest) if rest else Z


def forward_star(X, layers):
    *hidden, (W_last, b_last) = layers
    for W, b in hidden:
        X = relu(X @ W + b)
    return X @ W_last + b_last


def forward_reduce(X, layers):
    A = reduce(lambda A, Wb: relu(A @ Wb[0] + Wb[1]), layers[:-1], X)
    return A @ layers[-1][0] + layers[-1][1]


def forward_relu_before(X, layers):
    Z = None
    for W, b in layers:
        A = X if Z is None else relu(Z)
        Z = A @ W + b
    return Z


def forward_enumerate(X, layers):
    for k, (W, b) in enumerate(layers, start=1):
        Z = np.einsum("ij,jk->ik", X, W) + b
        X = Z if k == len(layers) else Z * (Z > 0)
    return Z


def forward_keep_all(X, layers):
    activations = [X]
    for W, b in layers:
        z = np.dot(activations[-1], W) + b
        activations.append(np.where(z > 0, z, 0))
    return z


def forward_relu_everywhere(X, layers):
    A = X
    for W, b in layers:
        A = relu(A @ W + b)
    return A


def forward_no_relu(X, layers):
    for W, b in layers:
        X = X @ W + b
    return X


def forward_relu_of_inputs(X, layers):
    for W, b in layers:
        X = relu(X) @ W + b
    return X


def forward_two_layers(X, layers):
    (W1, b1), (W2, b2) = layers
    return relu(X @ W1 + b1) @ W2 + b2


def forward_first_and_last(X, layers):
    W1, b1 = layers[0]
    W2, b2 = layers[-1]
    return relu(X @ W1 + b1) @ W2 + b2


def forward_last_forgotten(X, layers):
    A = X
    for W, b in layers[:-1]:
        A = relu(A @ W + b)
    return A


def forward_x_again(X, layers):
    for W, b in layers[:-1]:
        A = relu(X @ W + b)
    W, b = layers[-1]
    return A @ W + b


def forward_no_bias(X, layers):
    A = X
    for W, b in layers[:-1]:
        A = relu(A @ W)
    return A @ layers[-1][0]


def forward_return_inside(X, layers):
    A = X
    for i, (W, b) in enumerate(layers):
        Z = A @ W + b
        A = relu(Z)
        return Z


def forward_relu_first_only(X, layers):
    A = X
    for i, (W, b) in enumerate(layers):
        A = A @ W + b
        if i == 0 and len(layers) > 1:
            A = relu(A)
    return A


def forward_off_by_one(X, layers):
    A = X
    for i, (W, b) in enumerate(layers):
        A = A @ W + b
        if i < len(layers):
            A = relu(A)
    return A


def forward_stops_early(X, layers):
    A = X
    for i in range(len(layers) - 1):
        W, b = layers[i]
        A = A @ W + b
        if i < len(layers) - 2:
            A = relu(A)
    return A


def forward_all_outputs(X, layers):
    out = []
    for i, (W, b) in enumerate(layers):
        X = X @ W + b
        out.append(X)
        X = relu(X)
    return out


def forward_sigmoid(X, layers):
    A = X
    for W, b in layers[:-1]:
        A = 1 / (1 + np.exp(-(A @ W + b)))
    return A @ layers[-1][0] + layers[-1][1]


def forward_backwards(X, layers):
    A = X
    for W, b in layers[:0:-1]:
        A = relu(A @ W + b)
    return A @ layers[0][0] + layers[0][1]


# ---------------------------------------------------------------- ex02-exchange
def exchange_index(W1, b1, W2, order):
    return W1[:, order], b1[:, order], W2[order, :]


def exchange_take(W1, b1, W2, order):
    return (
        np.take(W1, order, axis=1),
        np.take(b1, order, axis=1),
        np.take(W2, order, axis=0),
    )


def exchange_loop(W1, b1, W2, order):
    V1, c1, V2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2)
    for k, old in enumerate(order):
        V1[:, k] = W1[:, old]
        c1[0, k] = b1[0, old]
        V2[k, :] = W2[old, :]
    return V1, c1, V2


def exchange_matrix(W1, b1, W2, order):
    P = np.eye(len(order))[list(order)]  # row k has its 1 at order[k]
    return W1 @ P.T, b1 @ P.T, P @ W2


def exchange_stack(W1, b1, W2, order):
    V1 = np.column_stack([W1[:, k] for k in order])
    c1 = np.array([[b1[0][k] for k in order]])
    V2 = np.array([W2[k] for k in order])
    return V1, c1, V2


def exchange_transposes(W1, b1, W2, order):
    order = np.array(order)
    return W1.T[order].T, b1.T[order].T, W2[order]


def exchange_by_swaps(W1, b1, W2, order):
    W1, b1, W2 = W1.copy(), b1.copy(), W2.copy()
    now = list(range(len(order)))  # now[k]: which old unit stands at place k
    for k in range(len(order)):
        j = now.index(order[k])
        now[k], now[j] = now[j], now[k]
        W1[:, [k, j]] = W1[:, [j, k]]
        b1[:, [k, j]] = b1[:, [j, k]]
        W2[[k, j]] = W2[[j, k]]
    return W1, b1, W2


def exchange_inverse(W1, b1, W2, order):
    back = np.argsort(order)
    return W1[:, back], b1[:, back], W2[back]


def exchange_put(W1, b1, W2, order):
    V1, c1, V2 = np.zeros_like(W1), np.zeros_like(b1), np.zeros_like(W2)
    V1[:, order] = W1
    c1[:, order] = b1
    V2[order, :] = W2
    return V1, c1, V2


def exchange_w2_kept(W1, b1, W2, order):
    return W1[:, order], b1[:, order], W2


def exchange_b1_kept(W1, b1, W2, order):
    return W1[:, order], b1, W2[order, :]


def exchange_w1_rows(W1, b1, W2, order):
    return W1[order], b1[:, order], W2[order, :]


def exchange_w2_columns(W1, b1, W2, order):
    return W1[:, order], b1[:, order], W2[:, order]


def exchange_w2_inverse(W1, b1, W2, order):
    back = np.argsort(order)
    return W1[:, order], b1[:, order], W2[back]


def exchange_overwritten(W1, b1, W2, order):
    W1, b1, W2 = W1.copy(), b1.copy(), W2.copy()
    for k, old in enumerate(order):
        W1[:, k] = W1[:, old]
        b1[:, k] = b1[:, old]
        W2[k] = W2[old]
    return W1, b1, W2


def exchange_returned_in_other_order(W1, b1, W2, order):
    return W1[:, order], W2[order, :], b1[:, order]


def exchange_b1_flat(W1, b1, W2, order):
    return W1[:, order], b1[0, order], W2[order, :]


def exchange_reversed(W1, b1, W2, order):
    return W1[:, ::-1], b1[:, ::-1], W2[::-1]


def exchange_no_return(W1, b1, W2, order):
    W1 = W1[:, order]
    b1 = b1[:, order]
    W2 = W2[order, :]


def exchange_b1_rows(W1, b1, W2, order):
    return W1[:, order], b1[order], W2[order, :]


def exchange_nothing(W1, b1, W2, order):
    return W1, b1, W2


# ---------------------------------------------------------------- ex02-hunt
def program(X, W1, b1, W2, b2):
    return relu(X @ W1.T + b1) @ W2 + b2


def repaired_no_transpose(X, W1, b1, W2, b2):
    return relu(X @ W1 + b1) @ W2 + b2


def repaired_other_side(X, W1, b1, W2, b2):
    return relu((W1.T @ X.T).T + b1) @ W2 + b2


def repaired_steps(X, W1, b1, W2, b2):
    hidden = np.maximum(np.dot(X, W1) + b1, 0)
    return np.dot(hidden, W2) + b2


def repaired_both_transposed(X, W1, b1, W2, b2):
    return relu(X @ W1.T + b1) @ W2.T + b2


def repaired_x_transposed(X, W1, b1, W2, b2):
    return relu(X.T @ W1 + b1) @ W2 + b2


def repaired_w_first(X, W1, b1, W2, b2):
    return relu(W1 @ X + b1) @ W2 + b2


def repaired_bias_out(X, W1, b1, W2, b2):
    return (relu(X @ W1) + b1) @ W2 + b2


def repaired_no_relu(X, W1, b1, W2, b2):
    return (X @ W1 + b1) @ W2 + b2


def repaired_by_reshape(X, W1, b1, W2, b2):
    return relu(X @ W1.T.reshape(W1.shape) + b1) @ W2 + b2


def repaired_if(X, W1, b1, W2, b2):
    try:
        return relu(X @ W1.T + b1) @ W2 + b2
    except ValueError:
        return relu(X @ W1 + b1) @ W2 + b2


# ---------------------------------------------------------------- and a few more
def parameters_while(sizes):
    sizes, total = list(sizes), 0
    while len(sizes) > 1:
        n_in = sizes.pop(0)
        total += (n_in + 1) * sizes[0]
    return total


def dense_add_matmul(X, W, b):
    Z = np.matmul(X, W)
    Z += b
    return Z


class Forward:
    def __init__(self, bend=relu):
        self.bend = bend

    def __call__(self, X, layers):
        for number, (W, b) in enumerate(layers):
            X = (X if number == 0 else self.bend(X)) @ W + b
        return X


def exchange_argsort(W1, b1, W2, order):
    stacked = np.vstack([W1, b1, W2.T])[:, np.array(order)]
    n = len(W1)
    return stacked[:n], stacked[n : n + 1], stacked[n + 1 :].T


def parameters_no_bias_last_missing(sizes):
    return sum(m * n for m, n in pairwise(sizes[:-1]))


def network_end_and_no_b2(X, W1, b1, W2, b2):
    return relu(relu(X @ W1 + b1) @ W2)


def forward_everywhere_no_bias(X, layers):
    for W, _ in layers:
        X = relu(X @ W)
    return X


def exchange_inverse_and_b1(W1, b1, W2, order):
    back = np.argsort(order)
    return W1[:, back], b1, W2[back]


RIGHT = {
    "ex02-shapes": {
        "tuples": lambda: shapes(),
        "from a loop over the layers": shapes_by_loop,
        "from arrays": shapes_from_arrays,
        "lists as pairs": lambda: {k: list(v) for k, v in GOOD_SHAPES.items()},
    },
    "ex02-count": {
        "zip": lambda: parameters_zip,
        "loop": lambda: parameters_loop,
        "pairwise": lambda: parameters_pairwise,
        "recursion": lambda: parameters_recursive,
        "NumPy": lambda: parameters_numpy,
        "a dot product": lambda: parameters_dot,
        "builds the arrays and counts": lambda: parameters_built,
        "while": lambda: parameters_while,
    },
    "ex02-dense": {
        "matrix product": lambda: dense_at,
        "three loops": lambda: dense_loops,
        "einsum": lambda: dense_einsum,
        "row by row": lambda: dense_rows,
        "unit by unit": lambda: dense_units,
        "columns as samples, turned back": lambda: dense_blog,
        "a column of ones": lambda: dense_ones,
        "broadcasting over three axes": lambda: dense_broadcast,
        "adds in the result": lambda: dense_add_matmul,
    },
    "ex02-network": {
        "line by line": lambda: network_lines,
        "one line": lambda: network_one_line,
        "np.maximum": lambda: network_maximum,
        "a mask": lambda: network_mask,
        "sample by sample": lambda: network_samples,
        "einsum": lambda: network_einsum,
        "hidden units one after the other": lambda: network_units_add,
        "a helper for a layer": lambda: network_helper,
    },
    "ex02-xor": {
        "OR and NAND": lambda: xor([[2, -2], [2, -2]], [-1, 3], [2, 2], -3),
        "OR and not AND": lambda: xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, -1], -0.5),
        "only x1, only x2": lambda: xor([[1, -1], [-1, 1]], [-0.5, -0.5], [1, 1], -0.5),
        "numbers of a ReLU network from a book": lambda: xor(
            [[1, 1], [1, 1]], [0, -1], [1, -2], 0
        ),
        "NOR and AND, both forbid": lambda: xor(
            [[-1, 1], [-1, 1]], [0.5, -1.5], [-1, -1], 0.5
        ),
        "large and uneven": lambda: xor(
            [[20.0, -30.0], [25.0, -28.0]], [-10.0, 45.0], [7.0, 9.0], -12.0
        ),
        "biases and W2 with two axes": lambda: (
            np.array([[1.0, 1.0], [1.0, 1.0]]),
            np.array([[-0.5, -1.5]]),
            np.array([[1.0], [-1.0]]),
            np.array([[-0.5]]),
        ),
    },
    "ex02-forward": {
        "all but the last": lambda: forward_all_but_last,
        "index and if": lambda: forward_index,
        "recursion": lambda: forward_recursive,
        "star": lambda: forward_star,
        "reduce": lambda: forward_reduce,
        "ReLU before each layer but the first": lambda: forward_relu_before,
        "enumerate from 1": lambda: forward_enumerate,
        "keeps all, returns the last z": lambda: forward_keep_all,
        "a class that can be called": lambda: Forward(),
    },
    "ex02-exchange": {
        "indices": lambda: exchange_index,
        "np.take": lambda: exchange_take,
        "loop into new arrays": lambda: exchange_loop,
        "permutation matrix": lambda: exchange_matrix,
        "lists of columns and rows": lambda: exchange_stack,
        "transposes": lambda: exchange_transposes,
        "pairs swapped in copies": lambda: exchange_by_swaps,
        "stacked, one index": lambda: exchange_argsort,
    },
    "ex02-hunt": {
        "transpose taken out": lambda: ("sizes", repaired_no_transpose),
        "from the other side": lambda: ("sizes", repaired_other_side),
        "in steps": lambda: ("sizes", repaired_steps),
        "the function from above": lambda: ("sizes", network_units_add),
    },
}

WRONG = {
    "ex02-shapes": {
        "PyTorch": (lambda: shapes(W1=(4, 3), W2=(2, 4)), "weights as (out, in)"),
        "bias as a column": (
            lambda: shapes(b1=(4, 1), b2=(2, 1)),
            "biases stand upright",
        ),
        "bias per sample": (
            lambda: shapes(b1=(6, 4), b2=(6, 2)),
            "one row of biases per sample",
        ),
        "bias per layer": (
            lambda: shapes(b1=(1, 1), b2=(1, 1)),
            "one number per layer",
        ),
        "bias of the inputs": (
            lambda: shapes(b1=(1, 3), b2=(1, 4)),
            "one bias per input",
        ),
        "columns are samples": (lambda: shapes(Z1=(4, 6), Z2=(2, 6)), "Z turned over"),
        "W2 from the inputs": (
            lambda: shapes(W2=(3, 2)),
            "the second layer looks at the inputs",
        ),
        "weights for samples": (
            lambda: shapes(W1=(6, 4)),
            "takes the batch size for the inputs",
        ),
        "Z1 as X": (lambda: shapes(Z1=(6, 3)), "Z1 keeps the shape of the inputs"),
        "one sample": (
            lambda: shapes(Z1=(1, 4), Z2=(1, 2)),
            "forgets that six samples go through",
        ),
        "one axis": (lambda: shapes(b1=(4,), b2=(2,)), "no pair for the biases"),
    },
    "ex02-count": {
        "weights only": (lambda: parameters_no_bias, "forgets the biases"),
        "bias per input": (
            lambda: parameters_bias_per_input,
            "counts a bias per input of a layer",
        ),
        "bias per layer": (lambda: parameters_bias_per_layer, "one bias per layer"),
        "biases for the inputs": (
            lambda: parameters_inputs_too,
            "gives the inputs biases as well",
        ),
        "one hidden layer": (
            lambda: parameters_one_hidden,
            "three sizes only, else an error",
        ),
        "first three": (
            lambda: parameters_first_three,
            "ignores all layers after the second",
        ),
        "units": (lambda: parameters_units, "counts units, that is, biases"),
        "product": (lambda: parameters_product, "multiplies all sizes"),
        "star": (
            lambda: parameters_star,
            "takes the sizes one by one as in the lesson, not as a tuple",
        ),
        "return inside": (
            lambda: parameters_return_inside,
            "returns after the first layer",
        ),
        "per layer": (lambda: parameters_each_layer, "a list, not added up"),
        "last layer missing": (lambda: parameters_last_missing, "loop one too short"),
        "the example": (
            lambda: parameters_hard,
            "the number for (3, 4, 1), hard-coded",
        ),
        "both plus one": (lambda: parameters_both_plus_one, "adds 1 to both sizes"),
        "weights only, last missing": (
            lambda: parameters_no_bias_last_missing,
            "two mistakes: no biases, and one layer too few",
        ),
    },
    "ex02-dense": {
        "no bias": (lambda: dense_no_bias, "forgets b"),
        "entry by entry": (lambda: dense_entrywise, "* instead of @"),
        "weights first": (lambda: dense_w_first, "W @ X"),
        "W.T": (lambda: dense_torch, "weights turned over as in PyTorch"),
        "bias in the weights": (
            lambda: dense_bias_in_weights,
            "adds b to each row of W",
        ),
        "ReLU": (lambda: dense_relu, "bends, though the sums are asked for"),
        "columns are samples": (lambda: dense_columns, "returns (n_out, n)"),
        "one bias": (lambda: dense_one_bias, "the first bias for all units"),
        "sum of biases": (lambda: dense_bias_sum, "adds all biases to each unit"),
        "minus": (lambda: dense_minus, "subtracts b"),
        "bias as a column": (lambda: dense_bias_column, "b.T, one per sample"),
        "first sample": (lambda: dense_first_sample, "only the first row of X"),
        "first row gets it": (
            lambda: dense_bias_first_row,
            "adds b to the first sample only",
        ),
        "printed": (lambda: dense_printed, "no return"),
    },
    "ex02-network": {
        "ReLU at the end": (lambda: network_relu_at_end, "the scores are bent too"),
        "no ReLU": (lambda: network_no_relu, "no bend at all"),
        "ReLU only at the end": (
            lambda: network_relu_only_at_end,
            "bends the wrong layer",
        ),
        "bias after ReLU": (lambda: network_bias_after_relu, "adds b1 after the bend"),
        "no b1": (lambda: network_no_b1, "forgets b1"),
        "no b2": (lambda: network_no_b2, "forgets b2"),
        "sigmoid": (lambda: network_sigmoid, "sigmoid in the hidden layer"),
        "sigmoid at the end": (
            lambda: network_sigmoid_at_end,
            "returns chances, not scores",
        ),
        "ReLU of the inputs": (lambda: network_relu_of_inputs, "bends X and not Z1"),
        "A1 unused": (lambda: network_unused_a, "computes A1 and goes on with Z1"),
        "absolute": (lambda: network_absolute, "absolute value for ReLU"),
        "step": (lambda: network_step, "step units in the hidden layer"),
        "hidden": (lambda: network_returns_hidden, "returns A1"),
        "biases swapped": (lambda: network_biases_swapped, "b1 and b2 mixed up"),
        "pair": (lambda: network_pair, "returns Z1 as well"),
        "ReLU at the end, no b2": (
            lambda: network_end_and_no_b2,
            "two mistakes: the scores are bent, and b2 is missing",
        ),
    },
    "ex02-xor": {
        "rows per unit": (
            lambda: xor([[1, 1], [-1, -1]], [-0.5, 1.5], [1, 1], -1.5),
            "OR and NAND, with the weights of a unit in a row",
        ),
        "0 counts as yes": (
            lambda: xor([[1, -1], [1, -1]], [-1, 1], [1, 1], -2),
            "built for a step that says 1 at z = 0",
        ),
        "OR": (
            lambda: xor([[2, -2], [2, -2]], [-1, 3], [2, 2], -1),
            "the last unit is an OR, not an AND",
        ),
        "no minus": (
            lambda: xor([[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], -0.5),
            "OR or AND, yes at (1, 1)",
        ),
        "equal": (
            lambda: xor([[1, 1], [1, 1]], [-0.5, -1.5], [-1, 1], 0.5),
            "yes where both are equal: the opposite of XOR",
        ),
        "one unit does all": (
            lambda: xor([[1, 0], [-1, 0]], [-0.5, 0], [1, 0], -0.5),
            "only x1, the other unit idle",
        ),
        "difference": (
            lambda: xor([[1, 1], [-1, -1]], [0, 0], [1, 1], 0),
            "x1 - x2 in both units, no at (0, 1)",
        ),
        "thresholds for biases": (
            lambda: xor([[1, 1], [1, 1]], [0.5, 1.5], [1, -1], 0.5),
            "writes thresholds where biases belong",
        ),
        "z of exactly 0": (
            lambda: xor([[1, 1], [1, 1]], [0, -1], [1, -2], -1),
            "takes a whole 1 away at the end: z is 0 where it should be above",
        ),
        "dots left": (
            lambda: xor([[..., ...], [..., ...]], [..., ...], [..., ...], ...),
            "not filled in",
        ),
    },
    "ex02-forward": {
        "ReLU everywhere": (lambda: forward_relu_everywhere, "bends the scores too"),
        "no ReLU": (lambda: forward_no_relu, "no bend"),
        "ReLU before each": (lambda: forward_relu_of_inputs, "bends the inputs too"),
        "two layers": (lambda: forward_two_layers, "two layers only"),
        "first and last": (
            lambda: forward_first_and_last,
            "leaves out what is between",
        ),
        "last forgotten": (
            lambda: forward_last_forgotten,
            "stops before the last layer",
        ),
        "always X": (lambda: forward_x_again, "every layer sees the inputs again"),
        "no biases": (lambda: forward_no_bias, "forgets all b"),
        "return inside": (
            lambda: forward_return_inside,
            "returns after the first layer",
        ),
        "ReLU once": (
            lambda: forward_relu_first_only,
            "bends after the first layer only",
        ),
        "off by one": (
            lambda: forward_off_by_one,
            "the condition also holds for the last layer",
        ),
        "all outputs": (lambda: forward_all_outputs, "returns a list of all layers"),
        "sigmoid": (lambda: forward_sigmoid, "sigmoid between the layers"),
        "backwards": (lambda: forward_backwards, "from the last layer to the first"),
        "one too few": (
            lambda: forward_stops_early,
            "range one short, and the last layer never used",
        ),
        "ReLU everywhere, no biases": (
            lambda: forward_everywhere_no_bias,
            "two mistakes: bends the scores, and forgets all b",
        ),
    },
    "ex02-exchange": {
        "inverse": (
            lambda: exchange_inverse,
            "the inverse order, by argsort",
        ),
        "put": (lambda: exchange_put, "puts old unit k at place order[k]"),
        "W2 kept": (
            lambda: exchange_w2_kept,
            "leaves the outgoing weights where they were",
        ),
        "b1 kept": (lambda: exchange_b1_kept, "leaves the biases where they were"),
        "rows of W1": (lambda: exchange_w1_rows, "exchanges inputs, not units"),
        "columns of W2": (lambda: exchange_w2_columns, "exchanges outputs, not units"),
        "W2 back": (lambda: exchange_w2_inverse, "the inverse order for W2"),
        "overwritten": (
            lambda: exchange_overwritten,
            "overwrites columns that are still needed",
        ),
        "other order of results": (
            lambda: exchange_returned_in_other_order,
            "returns W1, W2, b1",
        ),
        "b1 flat": (lambda: exchange_b1_flat, "b1 loses its axis"),
        "reversed": (lambda: exchange_reversed, "ignores order and turns all round"),
        "no return": (
            lambda: exchange_no_return,
            "binds local names and returns nothing",
        ),
        "rows of b1": (lambda: exchange_b1_rows, "b1 has one row only: an error"),
        "nothing": (
            lambda: exchange_nothing,
            "gives the same answers as before, since nothing is exchanged",
        ),
        "inverse, b1 kept": (
            lambda: exchange_inverse_and_b1,
            "two mistakes: the inverse order, and b1 as it was",
        ),
    },
    "ex02-hunt": {
        "shape": (
            lambda: ("shape", repaired_no_transpose),
            "the wrong test, a right repair",
        ),
        "one by one": (
            lambda: ("one by one", repaired_no_transpose),
            "the wrong test, a right repair",
        ),
        "zeros": (lambda: ("zeros", repaired_steps), "the wrong test, a right repair"),
        "not repaired": (lambda: ("sizes", program), "the program as it was"),
        "both transposed": (
            lambda: ("sizes", repaired_both_transposed),
            "turns W2 over as well",
        ),
        "X transposed": (
            lambda: ("sizes", repaired_x_transposed),
            "turns X over instead",
        ),
        "weights first": (lambda: ("sizes", repaired_w_first), "W1 @ X"),
        "bias outside": (
            lambda: ("sizes", repaired_bias_out),
            "runs, but b1 comes after the bend",
        ),
        "bend lost": (
            lambda: ("sizes", repaired_no_relu),
            "the bend went with the transpose",
        ),
        "reshape": (
            lambda: ("sizes", repaired_by_reshape),
            "runs for all sizes, with shuffled weights",
        ),
        "only if it fails": (
            lambda: ("sizes", repaired_if),
            "square networks still use the transpose",
        ),
    },
}
