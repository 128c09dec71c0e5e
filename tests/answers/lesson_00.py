"""Answers to the tasks of lesson 00, written from the task text alone."""
# ruff: noqa

import numpy as np

# what the given cells of the hunt define
prices_today = np.array([2.0, 0.5, 4.0])
amounts_today = np.array([1.0, 2.0, 3.0])


# ---------------------------------------------------------------- ex00-by-hand
NAMES = (
    "X + b",
    "X * X",
    "X @ W",
    "X.sum(axis=0)",
    "X.sum(axis=1)",
    "X.sum(axis=1, keepdims=True)",
)
TRUE_SHAPES = ((5, 3), (5, 3), (5, 2), (3,), (5,), (5, 1))


def six(*shapes):
    return dict(zip(NAMES, shapes, strict=True))


def changed(**new):
    """The right shapes, except for those at the given places (p0 to p5)."""
    shapes = list(TRUE_SHAPES)
    for place, shape in new.items():
        shapes[int(place[1:])] = shape
    return six(*shapes)


def shapes_by_running():
    X, b, W = np.ones((5, 3)), np.ones((1, 3)), np.ones((3, 2))
    return {name: eval(name, {"X": X, "b": b, "W": W}).shape for name in NAMES}


def shapes_with_letters():
    n, d, k = 5, 3, 2
    return six((n, d), (n, d), (n, k), (d,), (n,), (n, 1))


def shapes_numpy_integers():
    n, d, k = np.array([5, 3, 2])
    return six((n, d), (n, d), (n, k), (d,), (n,), (n, 1))


# ---------------------------------------------------------------- ex00-totals
def totals_at(X, w):
    return X @ w


def totals_loops(X, w):
    n, k = X.shape
    result = np.zeros(n)
    for i in range(n):
        for j in range(k):
            result[i] += X[i, j] * w[j]
    return result


def totals_times_sum(X, w):
    return (X * w).sum(axis=1)


def totals_einsum(X, w):
    return np.einsum("ij,j->i", X, w)


def totals_rows(X, w):
    return np.array([np.dot(row, w) for row in X])


def totals_column_and_back(X, w):
    w = w.reshape(-1, 1)
    return (X @ w).ravel()


def totals_list(X, w):
    out = []
    for row in X:
        out.append(sum(amount * price for amount, price in zip(row, w)))
    return out


def totals_matlab(X, w):
    return w @ X.T


def totals_goods_loop(X, w):
    bill = 0
    for j, price in enumerate(w):
        bill = bill + price * X[:, j]
    return bill


def totals_one_sum(X, w):
    return np.sum(X * w)


def totals_axis_0(X, w):
    return (X * w).sum(axis=0)


def totals_no_sum(X, w):
    return X * w


def totals_column(X, w):
    return X @ w[:, None]


def totals_printed(X, w):
    print(X @ w)


def totals_running(X, w):
    out = []
    cost = 0
    for row in X:
        for amount, price in zip(row, w):
            cost += amount * price
        out.append(cost)
    return np.array(out)


def totals_last_missing(X, w):
    n, k = X.shape
    out = np.zeros(n)
    for i in range(n):
        for j in range(k - 1):
            out[i] += X[i, j] * w[j]
    return out


def totals_three_goods(X, w):
    return X[:, 0] * w[0] + X[:, 1] * w[1] + X[:, 2] * w[2]


def totals_mean(X, w):
    return (X * w).mean(axis=1)


def totals_transposed(X, w):
    return X.T @ w


def totals_amounts_only(X, w):
    return X.sum(axis=1)


def totals_early_return(X, w):
    total = []
    for row in X:
        total.append(row @ w)
        return np.array(total)


def totals_sum_times_sum(X, w):
    return X.sum(axis=1) * w.sum()


# ---------------------------------------------------------------- ex00-shares
def shares_keepdims(X):
    return X / X.sum(axis=1, keepdims=True)


def shares_reshape(X):
    return X / X.sum(axis=1).reshape(-1, 1)


def shares_transposed_twice(X):
    return (X.T / X.sum(axis=1)).T


def shares_loops(X):
    n, k = X.shape
    out = np.zeros((n, k))
    for i in range(n):
        total = 0
        for j in range(k):
            total += X[i, j]
        for j in range(k):
            out[i, j] = X[i, j] / total
    return out


def shares_rows(X):
    return np.array([row / row.sum() for row in X])


def shares_einsum(X):
    return np.einsum("ij,i->ij", X, 1 / np.einsum("ij->i", X))


def shares_ones(X):
    ones = np.ones((X.shape[1], X.shape[1]))
    return X / (X @ ones)


def shares_apply(X):
    return np.apply_along_axis(lambda r: r / np.sum(r), 1, X)


def shares_diagonal(X):
    return np.diag(1 / X.sum(1)) @ X


def shares_of_columns(X):
    return X / X.sum(axis=0)


def shares_of_all(X):
    return X / X.sum()


def shares_lost_axis(X):
    return X / X.sum(axis=1)


def shares_floor(X):
    return X // X.sum(axis=1, keepdims=True)


def shares_softmax(X):
    E = np.exp(X)
    return E / E.sum(axis=1, keepdims=True)


def shares_of_largest(X):
    return X / X.max(axis=1, keepdims=True)


def shares_percent(X):
    return 100 * X / X.sum(axis=1, keepdims=True)


def shares_rounded(X):
    return np.round(X / X.sum(axis=1, keepdims=True), 2)


def shares_moving_sum(X):
    X = X.astype(float)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            X[i, j] = X[i, j] / X[i].sum()
    return X


def shares_mean(X):
    return X / X.mean(axis=1, keepdims=True)


def shares_length(X):
    return X / np.linalg.norm(X, axis=1, keepdims=True)


def shares_only_sums(X):
    return X.sum(axis=1, keepdims=True)


def shares_whole_numbers(X):
    out = np.zeros_like(X, dtype=int)
    for i, row in enumerate(X):
        out[i] = row / row.sum()
    return out


# ---------------------------------------------------------------- ex00-gap
def gap_reshape(A, y):
    return np.mean((A - y.reshape(-1, 1)) ** 2)


def gap_ravel(A, y):
    return ((A.ravel() - y) ** 2).mean()


def gap_loop(A, y):
    total = 0.0
    for i in range(len(y)):
        total += (A[i, 0] - y[i]) ** 2
    return total / len(y)


def gap_zip(A, y):
    return sum((a[0] - label) ** 2 for a, label in zip(A, y)) / len(y)


def gap_dot(A, y):
    d = A[:, 0] - y
    return float(d @ d) / d.size


def gap_new_axis(A, y):
    return np.square(A - y[:, np.newaxis]).mean()


def gap_norm(A, y):
    return np.linalg.norm(A.flatten() - y) ** 2 / y.shape[0]


def gap_expanded(A, y):
    a = A.squeeze(axis=1)
    return np.mean(a * a) - 2 * np.mean(a * y) + np.mean(y * y)


def gap_diagonal(A, y):
    return np.mean(np.diag(A - y) ** 2)


def gap_all_pairs(A, y):
    return np.mean((A - y) ** 2)


def gap_sum(A, y):
    return np.sum((A[:, 0] - y) ** 2)


def gap_root(A, y):
    return np.sqrt(np.mean((A[:, 0] - y) ** 2))


def gap_absolute(A, y):
    return np.mean(np.abs(A[:, 0] - y))


def gap_square_of_mean(A, y):
    return np.mean(A[:, 0] - y) ** 2


def gap_half(A, y):
    return 0.5 * np.mean((A[:, 0] - y) ** 2)


def gap_n_minus_1(A, y):
    d = A[:, 0] - y
    return np.sum(d**2) / (len(d) - 1)


def gap_each(A, y):
    return (A[:, 0] - y) ** 2


def gap_one_by_one(A, y):
    d = A - y.reshape(-1, 1)
    return d.T @ d / len(y)


def gap_y_transposed(A, y):
    return np.mean((A - y.T) ** 2)


def gap_difference_of_squares(A, y):
    return np.mean(A[:, 0] ** 2 - y**2)


def gap_variance(A, y):
    return np.var(A[:, 0] - y)


def gap_sum_over_squares(A, y):
    d = A - y
    return np.sum(d**2) / len(y)


# ---------------------------------------------------------------- ex00-table
def table_new_axis(u, v):
    return u[:, None] - v


def table_outer(u, v):
    return np.subtract.outer(u, v)


def table_reshape(u, v):
    return u.reshape(-1, 1) - v.reshape(1, -1)


def table_meshgrid(u, v):
    V, U = np.meshgrid(v, u)
    return U - V


def table_tiled(u, v):
    n, k = len(u), len(v)
    return np.tile(u, (k, 1)).T - np.tile(v, (n, 1))


def table_products(u, v):
    return np.outer(u, np.ones(len(v))) - np.outer(np.ones(len(u)), v)


def table_transposed(u, v):
    return (u - v[:, np.newaxis]).T


def table_repeat(u, v):
    return (np.repeat(u, v.size) - np.tile(v, u.size)).reshape(u.size, v.size)


def table_ix(u, v):
    i, j = np.indices((u.size, v.size))
    return u[i] - v[j]


def table_matrix_product(u, v):
    left = np.stack([u, np.ones_like(u)], axis=1)
    right = np.stack([np.ones_like(v), -v])
    return left @ right


def table_plain(u, v):
    return u - v


def table_other_way(u, v):
    return u - v[:, None]


def table_sign(u, v):
    return v - u[:, None]


def table_absolute(u, v):
    return np.abs(u[:, None] - v)


def table_outer_product(u, v):
    return np.outer(u, -v)


def table_added(u, v):
    return u[:, None] + v


def table_useless_transpose(u, v):
    return u.T - v


def table_loops(u, v):
    out = np.zeros((len(u), len(v)))
    for i in range(len(u)):
        for j in range(len(v)):
            out[i, j] = u[i] - v[j]
    return out


def table_flat(u, v):
    return (u[:, None] - v).ravel()


def table_meshgrid_swapped(u, v):
    U, V = np.meshgrid(u, v)
    return U - V


def table_swapped_roles(u, v):
    return np.subtract.outer(v, u)


def table_squared(u, v):
    return (u[:, None] - v[None, :]) ** 2


# ---------------------------------------------------------------- ex00-hunt
def bill_given(prices, amounts):
    return np.sum(prices * amounts_today)


def bill_sum(prices, amounts):
    return np.sum(prices * amounts)


def bill_at(prices, amounts):
    return prices @ amounts


def bill_zip(prices, amounts):
    return sum(p * a for p, a in zip(prices, amounts))


def bill_loop(prices, amounts):
    total = 0
    for i in range(len(prices)):
        total += prices[i] * amounts[i]
    return total


def bill_today(prices, amounts):
    return np.sum(prices_today * amounts)


def bill_both_today(prices, amounts):
    return np.sum(prices_today * amounts_today)


def bill_not_added(prices, amounts):
    return prices * amounts


def bill_sum_of_each(prices, amounts):
    return np.sum(prices) * np.sum(amounts)


def bill_printed(prices, amounts):
    print(np.sum(prices * amounts))


def bill_added(prices, amounts):
    return np.sum(prices + amounts)


# ---------------------------------------------------------------- and a few more
class Totals:
    """For people who put everything into a class."""

    def __call__(self, X, w):
        return (w * X).sum(-1)


def totals_default(X, w, rounded=None):
    costs = np.dot(X, w)
    return costs if rounded is None else np.round(costs, rounded)


def gap_average(A, y):
    return np.array(np.average((y - A[:, 0]) ** 2))


def table_where_it_is(u, v):
    n, k = u.shape[0], v.shape[0]
    return np.broadcast_to(u[:, None], (n, k)) - np.broadcast_to(v, (n, k))


def shares_column_and_rounded(X):
    return np.round(X / X.sum(axis=0), 1)


def gap_half_of_all_pairs(A, y):
    return 0.5 * np.mean((A - y) ** 2)


def table_turned_and_signed(u, v):
    return (v - u[:, None]).T


def totals_mean_column(X, w):
    return (X * w).mean(axis=1, keepdims=True)


RIGHT = {
    "ex00-by-hand": {
        "tuples": lambda: six(*TRUE_SHAPES),
        "found by running the code": shapes_by_running,
        "letters for the lengths": shapes_with_letters,
        "NumPy integers": shapes_numpy_integers,
        "written as lists": lambda: six([5, 3], [5, 3], [5, 2], [3], [5], [5, 1]),
    },
    "ex00-totals": {
        "matrix product": lambda: totals_at,
        "two loops": lambda: totals_loops,
        "multiply, then add along the row": lambda: totals_times_sum,
        "einsum": lambda: totals_einsum,
        "a dot product per row": lambda: totals_rows,
        "prices as a column, then ravel": lambda: totals_column_and_back,
        "a plain list": lambda: totals_list,
        "prices from the left": lambda: totals_matlab,
        "loop over the goods": lambda: totals_goods_loop,
        "a class that can be called": lambda: Totals(),
        "an argument with a default": lambda: totals_default,
    },
    "ex00-shares": {
        "keepdims": lambda: shares_keepdims,
        "reshape": lambda: shares_reshape,
        "transpose, divide, transpose": lambda: shares_transposed_twice,
        "loops": lambda: shares_loops,
        "row by row": lambda: shares_rows,
        "einsum": lambda: shares_einsum,
        "sums from a matrix of ones": lambda: shares_ones,
        "apply_along_axis": lambda: shares_apply,
        "a diagonal matrix from the left": lambda: shares_diagonal,
    },
    "ex00-gap": {
        "labels as a column": lambda: gap_reshape,
        "answers flat": lambda: gap_ravel,
        "loop": lambda: gap_loop,
        "zip": lambda: gap_zip,
        "dot product": lambda: gap_dot,
        "newaxis": lambda: gap_new_axis,
        "length of a vector, squared": lambda: gap_norm,
        "multiplied out": lambda: gap_expanded,
        "the diagonal of all differences": lambda: gap_diagonal,
        "an array without axes": lambda: gap_average,
    },
    "ex00-table": {
        "None": lambda: table_new_axis,
        "subtract.outer": lambda: table_outer,
        "two reshapes": lambda: table_reshape,
        "meshgrid": lambda: table_meshgrid,
        "tiles": lambda: table_tiled,
        "outer products with ones": lambda: table_products,
        "the transpose of the other table": lambda: table_transposed,
        "repeat and tile": lambda: table_repeat,
        "indices": lambda: table_ix,
        "a matrix product": lambda: table_matrix_product,
        "broadcast_to": lambda: table_where_it_is,
    },
    "ex00-hunt": {
        "np.sum": lambda: ("new amounts", bill_sum),
        "matrix product": lambda: ("new amounts", bill_at),
        "zip": lambda: ("new amounts", bill_zip),
        "loop": lambda: ("new amounts", bill_loop),
    },
}

WRONG = {
    "ex00-by-hand": {
        "axes swapped": (
            lambda: changed(p3=(5,), p4=(3,), p5=(1, 3)),
            "thinks axis 0 is the one that stays, in all three sums",
        ),
        "kept axis gone": (
            lambda: changed(p5=(5,)),
            "does not know what keepdims does",
        ),
        "kept axis at the front": (
            lambda: changed(p5=(1, 5)),
            "keeps the axis, at the wrong place",
        ),
        "product with the inner length": (
            lambda: changed(p2=(5, 3)),
            "X @ W as if it had the shape of X",
        ),
        "inner lengths left": (
            lambda: changed(p2=(3, 3)),
            "takes the inner lengths of the product for the result",
        ),
        "X * X as a product of matrices": (
            lambda: changed(p1=(3, 3)),
            "takes * for rows with columns (X transposed times X)",
        ),
        "sum as a row": (
            lambda: changed(p3=(1, 3)),
            "a sum over axis 0 as in MATLAB: the axis stays",
        ),
        "no comma": (
            lambda: changed(p3=(3), p4=(5)),
            "wrote (3) and (5), which are plain numbers",
        ),
        "b stacked below X": (
            lambda: changed(p0=(6, 3)),
            "thinks + appends the row b",
        ),
        "one left out": (
            lambda: changed(p5=...),
            "left the last one as it was",
        ),
    },
    "ex00-totals": {
        "one number": (lambda: totals_one_sum, "adds over all baskets too"),
        "axis 0": (lambda: totals_axis_0, "adds per good and not per basket"),
        "not added": (lambda: totals_no_sum, "multiplies and never adds up"),
        "column": (lambda: totals_column, "gives (n, 1) instead of (n,)"),
        "printed": (lambda: totals_printed, "prints the result and returns None"),
        "not reset": (
            lambda: totals_running,
            "the total is not set to 0 for the next basket",
        ),
        "last good missing": (
            lambda: totals_last_missing,
            "loop ends one good too early",
        ),
        "three goods": (lambda: totals_three_goods, "written for three goods only"),
        "mean": (lambda: totals_mean, "mean over the goods instead of their sum"),
        "transposed": (lambda: totals_transposed, "X turned over before the product"),
        "no prices": (
            lambda: totals_amounts_only,
            "adds amounts and forgets the prices",
        ),
        "return in the loop": (
            lambda: totals_early_return,
            "returns after the first basket",
        ),
        "sums multiplied": (
            lambda: totals_sum_times_sum,
            "sum of amounts times sum of prices",
        ),
        "mean, as a column": (
            lambda: totals_mean_column,
            "two mistakes: the mean, and (n, 1)",
        ),
    },
    "ex00-shares": {
        "columns": (lambda: shares_of_columns, "divides by the sum of the column"),
        "all": (lambda: shares_of_all, "divides by the sum of everything"),
        "axis lost": (
            lambda: shares_lost_axis,
            "keepdims forgotten: an error, or with a square X the wrong sums",
        ),
        "floor": (lambda: shares_floor, "whole-number division gives zeros"),
        "softmax": (
            lambda: shares_softmax,
            "takes exponentials first, rows add up to 1 all the same",
        ),
        "largest": (lambda: shares_of_largest, "divides by the largest of the row"),
        "percent": (lambda: shares_percent, "rows add up to 100"),
        "rounded": (lambda: shares_rounded, "rounds to two digits"),
        "sum changes under way": (
            lambda: shares_moving_sum,
            "overwrites the row while it still needs its sum",
        ),
        "mean": (lambda: shares_mean, "divides by the mean of the row"),
        "unit length": (lambda: shares_length, "makes rows of length 1, not of sum 1"),
        "only the sums": (
            lambda: shares_only_sums,
            "returns the sums and does not divide",
        ),
        "whole-number array": (
            lambda: shares_whole_numbers,
            "puts the shares into an array of whole numbers",
        ),
        "columns, rounded": (
            lambda: shares_column_and_rounded,
            "two mistakes: the sum of the column, and rounded",
        ),
    },
    "ex00-gap": {
        "all pairs": (
            lambda: gap_all_pairs,
            "each answer minus each label, by broadcasting",
        ),
        "sum": (lambda: gap_sum, "adds and does not divide by n"),
        "root": (lambda: gap_root, "takes the root at the end"),
        "absolute": (lambda: gap_absolute, "absolute differences instead of squares"),
        "square of the mean": (
            lambda: gap_square_of_mean,
            "mean first, then the square",
        ),
        "half": (lambda: gap_half, "a factor one half that some books write"),
        "n - 1": (lambda: gap_n_minus_1, "divides by n - 1 as for a variance"),
        "no mean": (lambda: gap_each, "returns all squares and not their mean"),
        "1 by 1": (
            lambda: gap_one_by_one,
            "returns a (1, 1) array where one number is wanted",
        ),
        "useless transpose": (
            lambda: gap_y_transposed,
            "y.T of a one-axis array is y: still all pairs",
        ),
        "difference of squares": (
            lambda: gap_difference_of_squares,
            "squares first, then subtracts",
        ),
        "variance": (
            lambda: gap_variance,
            "np.var takes the mean difference away first",
        ),
        "all pairs, divided by n": (
            lambda: gap_sum_over_squares,
            "all pairs, and divides n² squares by n",
        ),
        "half of all pairs": (
            lambda: gap_half_of_all_pairs,
            "two mistakes: all pairs, and a factor one half",
        ),
    },
    "ex00-table": {
        "plain": (lambda: table_plain, "subtracts entry by entry"),
        "v in the rows": (lambda: table_other_way, "gives (k, n)"),
        "sign": (lambda: table_sign, "v minus u"),
        "absolute": (lambda: table_absolute, "distances instead of differences"),
        "outer product": (
            lambda: table_outer_product,
            "multiplies instead of subtracting",
        ),
        "added": (lambda: table_added, "plus instead of minus"),
        "useless transpose": (
            lambda: table_useless_transpose,
            "u.T of a one-axis array is u",
        ),
        "loops": (
            lambda: table_loops,
            "the right numbers, with the two loops that the task forbids",
        ),
        "flat": (lambda: table_flat, "all differences in one long row"),
        "meshgrid swapped": (
            lambda: table_meshgrid_swapped,
            "meshgrid turns it over: (k, n)",
        ),
        "roles swapped": (
            lambda: table_swapped_roles,
            "v[i] - u[j], transposed and with the wrong sign",
        ),
        "squared": (lambda: table_squared, "squares the differences, as in a distance"),
        "turned, and sign": (
            lambda: table_turned_and_signed,
            "two mistakes: (k, n), and v minus u",
        ),
    },
    "ex00-hunt": {
        "by hand": (
            lambda: ("by hand", bill_sum),
            "a right repair, and a test that passes on the program",
        ),
        "new prices": (
            lambda: ("new prices", bill_at),
            "names the prices, which are used rightly",
        ),
        "twice": (lambda: ("twice", bill_sum), "names the test of the repeated call"),
        "not repaired": (lambda: ("new amounts", bill_given), "the program as it was"),
        "prices fixed instead": (
            lambda: ("new amounts", bill_today),
            "now the prices are those of today",
        ),
        "not added": (lambda: ("new amounts", bill_not_added), "forgot to add up"),
        "sum times sum": (
            lambda: ("new amounts", bill_sum_of_each),
            "adds prices and amounts before multiplying",
        ),
        "printed": (lambda: ("new amounts", bill_printed), "prints and returns None"),
        "both fixed": (
            lambda: ("twice", bill_both_today),
            "uses neither argument, and names the wrong test",
        ),
        "plus": (lambda: ("new amounts", bill_added), "adds amounts to prices"),
        "no test named": (lambda: (..., bill_sum), "left the dots where the name goes"),
    },
}
