"""Answers to the tasks of lesson 03, written from the task text alone."""
# ruff: noqa

import math

import numpy as np

import nnlib as nn


# ---------------------------------------------------------------- ex03-which
GOOD_WHICH = {
    "temperature": "identity",
    "spam": "sigmoid",
    "digit": "softmax",
    "steering": "tanh",
    "hidden": "relu",
}


def which(**new):
    return {**GOOD_WHICH, **new}


def which_from_functions():
    functions = (nn.identity, nn.sigmoid, nn.softmax, nn.tanh, nn.relu)
    return {place: f.__name__ for place, f in zip(GOOD_WHICH, functions)}


def which_from_split():
    names = ("temperature", "spam", "digit", "steering", "hidden")
    return dict(zip(names, "identity sigmoid softmax tanh relu".split()))


# ---------------------------------------------------------------- ex03-relu
def relu_maximum(z):
    return np.maximum(z, 0)


def relu_where(z):
    return np.where(z > 0, z, 0)


def relu_mask_times(z):
    return z * (z > 0)


def relu_half(z):
    return (np.abs(z) + z) / 2


def relu_copy(z):
    a = z.copy()
    a[a < 0] = 0
    return a


def relu_clip(z):
    return np.clip(z, 0, None)


def relu_loop(z):
    a = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            a[i] = z[i]
    return a


def relu_vectorized(z):
    return np.vectorize(lambda v: v if v > 0 else 0.0, otypes=[float])(z)


def relu_ravel(z):
    flat = [max(0.0, float(v)) for v in z.ravel()]
    return np.array(flat).reshape(z.shape)


def relu_in_place(z):
    z[z < 0] = 0
    return z


def relu_out(z):
    return np.maximum(z, 0, out=z)


def relu_alias(z):
    a = z
    a[a < 0] = 0
    return a


def relu_max(z):
    return np.max(z, 0)


def relu_builtin_max(z):
    return max(z, 0)


def relu_if(z):
    if z > 0:
        return z
    return 0


def relu_minimum(z):
    return np.minimum(z, 0)


def relu_bool(z):
    return z > 0


def relu_step(z):
    return np.where(z > 0, 1, 0)


def relu_abs(z):
    return np.abs(z)


def relu_leaky(z):
    return np.where(z > 0, z, 0.01 * z)


def relu_one_axis(z):
    return np.array([v if v > 0 else 0 for v in z])


def relu_picked(z):
    return z[z > 0]


def relu_capped(z):
    return np.clip(z, 0, 1)


def relu_vectorized_int(z):
    return np.vectorize(lambda v: 0 if v < 0 else v)(z)


def relu_int(z):
    a = np.zeros(z.shape, dtype=int)
    a[z > 0] = z[z > 0]
    return a


def relu_softplus(z):
    return np.log(1 + np.exp(z))


# ---------------------------------------------------------------- ex03-leaky-relu
def leaky_where(z, alpha):
    return np.where(z > 0, z, alpha * z)


def leaky_maximum(z, alpha):
    return np.maximum(z, alpha * z)


def leaky_two_parts(z, alpha):
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)


def leaky_copy(z, alpha):
    a = z.astype(float)
    a[a < 0] *= alpha
    return a


def leaky_slope_times(z, alpha):
    slope = np.where(z > 0, 1.0, alpha)
    return slope * z


def leaky_loop(z, alpha):
    a = np.zeros(z.shape)
    for i, v in np.ndenumerate(z):
        a[i] = v if v > 0 else alpha * v
    return a


def leaky_abs(z, alpha):
    return (1 + alpha) / 2 * z + (1 - alpha) / 2 * np.abs(z)


def leaky_fixed(z, alpha=0.01):
    return np.where(z > 0, z, 0.01 * z)


def leaky_int_copy(z, alpha):
    a = z.copy()
    a[z < 0] = alpha * z[z < 0]
    return a


def leaky_int_zeros(z, alpha):
    a = np.zeros_like(z)
    for i in np.ndindex(z.shape):
        a[i] = z[i] if z[i] > 0 else alpha * z[i]
    return a


def leaky_minimum(z, alpha):
    return np.minimum(z, alpha * z)


def leaky_constant(z, alpha):
    return np.where(z > 0, z, alpha)


def leaky_constant_max(z, alpha):
    return np.maximum(z, alpha)


def leaky_minus(z, alpha):
    return np.where(z > 0, z, -alpha * z)


def leaky_sides(z, alpha):
    return np.where(z < 0, z, alpha * z)


def leaky_all(z, alpha):
    return alpha * z


def leaky_plain(z, alpha):
    return np.maximum(z, 0)


def leaky_alpha_everywhere(z, alpha):
    return np.maximum(z, 0) + alpha * z


def leaky_elu(z, alpha):
    return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))


def leaky_divided(z, alpha):
    return np.where(z > 0, z, z / alpha)


def leaky_slope(z, alpha):
    return np.where(z > 0, 1, alpha)


# ---------------------------------------------------------------- ex03-sigmoid
def sigmoid_min_abs(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid_masks(z):
    a = np.empty(z.shape, dtype=float)
    pos = z >= 0
    a[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    a[~pos] = e / (1 + e)
    return a


def sigmoid_where_abs(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_tanh(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def sigmoid_logaddexp(z):
    return np.exp(-np.logaddexp(0, -z))


def sigmoid_numbers(z):
    def one(v):
        if v >= 0:
            return 1 / (1 + math.exp(-v))
        e = math.exp(v)
        return e / (1 + e)

    return np.vectorize(one, otypes=[float])(z)


def sigmoid_clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def sigmoid_mirror(z):
    right = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z < 0, 1 - right, right)


def sigmoid_plain(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_other_form(z):
    return np.exp(z) / (1 + np.exp(z))


def sigmoid_where_both(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def sigmoid_silenced(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def sigmoid_clip_10(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


def sigmoid_clip_1000(z):
    return 1 / (1 + np.exp(-np.clip(z, -1000, 1000)))


def sigmoid_abs_only(z):
    return 1 / (1 + np.exp(-np.abs(z)))


def sigmoid_left_forgotten(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), 1 / (1 + e) - 1)


def sigmoid_sign(z):
    return np.exp(-np.maximum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid_int(z):
    a = np.zeros_like(z)
    pos = z >= 0
    a[pos] = 1 / (1 + np.exp(-z[pos]))
    a[~pos] = np.exp(z[~pos]) / (1 + np.exp(z[~pos]))
    return a


def sigmoid_one_number(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def sigmoid_tanh_unscaled(z):
    return 0.5 * (1 + np.tanh(z))


def sigmoid_cut(z):
    z = np.asarray(z, dtype=float)
    a = np.where(z > 0, 1.0, 0.0)
    middle = np.abs(z) < 5
    a[middle] = 1 / (1 + np.exp(-z[middle]))
    return a


def sigmoid_flat(z):
    return np.array([sigmoid_min_abs(v) for v in z.ravel()])


def sigmoid_nan_to_num(z):
    return np.nan_to_num(np.exp(z) / (1 + np.exp(z)), nan=1.0)


def sigmoid_float32_plain(z):
    return 1 / (1 + np.exp(-z.astype(np.float32)))


# ---------------------------------------------------------------- ex03-tanh
def tanh_sigmoid(z):
    return 2 * nn.sigmoid(2 * np.asarray(z, dtype=float)) - 1


def tanh_exponentials(z):
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - e) / (1 + e)


def tanh_where(z):
    e = np.exp(-2 * np.abs(z))
    t = (1 - e) / (1 + e)
    return np.where(z < 0, -t, t)


def tanh_expm1(z):
    m = np.expm1(-2 * np.abs(z))
    return np.copysign(m / (2 + m), z)


def tanh_clipped(z):
    z = np.clip(z, -30, 30)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh_difference(z):
    return nn.sigmoid(2.0 * z) - nn.sigmoid(-2.0 * z)


def tanh_plain(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh_sinh_cosh(z):
    return np.sinh(z) / np.cosh(z)


def tanh_numpy(z):
    return np.tanh(z)


def tanh_no_two(z):
    return 2 * nn.sigmoid(1.0 * z) - 1


def tanh_not_stretched(z):
    return nn.sigmoid(2.0 * z) - 1


def tanh_not_centred(z):
    return 2 * nn.sigmoid(2.0 * z)


def tanh_turned(z):
    return 1 - 2 * nn.sigmoid(2.0 * z)


def tanh_no_sign(z):
    e = np.exp(-2 * np.abs(z))
    return (1 - e) / (1 + e)


def tanh_one_exponential(z):
    e = np.exp(2 * z)
    return (e - 1) / (e + 1)


def tanh_left_overflows(z):
    return 2 / (1 + np.exp(-2 * z)) - 1


def tanh_clip_2(z):
    z = np.clip(z, -2, 2)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh_hard(z):
    return np.clip(z, -1, 1)


def tanh_plus(z):
    z = np.clip(z, -30, 30)
    return (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))


# ------------------------------------------------------ ex03-softmax-by-hand
def by_hand(A=(0.25, 0.75), B=(0.25, 0.75), C=(0.1, 0.9), D=(0.25,) * 4):
    return {"A": list(A), "B": list(B), "C": list(C), "D": list(D)}


def by_hand_numpy():
    def s(z):
        e = np.exp(np.array(z) - np.max(z))
        return e / e.sum()

    l3 = np.log(3)
    return {
        "A": s([0, l3]),
        "B": s([5, 5 + l3]),
        "C": s([0, 2 * l3]),
        "D": s([7, 7, 7, 7]),
    }


def by_hand_math():
    e = [math.exp(s) for s in (0, math.log(3))]
    A = [v / sum(e) for v in e]
    squares = [v**2 for v in e]
    return by_hand(A, A, [v / sum(squares) for v in squares], [1 / 4] * 4)


# ---------------------------------------------------------------- ex03-softmax
def softmax_keepdims(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def softmax_rows(Z):
    P = np.zeros(Z.shape)
    for i in range(len(Z)):
        e = np.exp(Z[i] - max(Z[i]))
        P[i] = e / sum(e)
    return P


def softmax_transposed(Z):
    T = Z.T
    E = np.exp(T - T.max(axis=0))
    return (E / E.sum(axis=0)).T


def softmax_log(Z):
    return np.exp(nn.log_softmax(Z))


def softmax_logaddexp(Z):
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1)[:, None])


def softmax_apply(Z):
    def row(z):
        e = np.exp(z - np.max(z))
        return e / e.sum()

    return np.apply_along_axis(row, 1, Z)


def softmax_pure_python(Z):
    out = []
    for row in Z.tolist():
        top = max(row)
        e = [math.exp(z - top) for z in row]
        total = sum(e)
        out.append([v / total for v in e])
    return np.array(out)


def softmax_einsum(Z):
    m = np.array([row.max() for row in Z])
    E = np.exp(Z - m.reshape(-1, 1))
    return np.einsum("ij,i->ij", E, 1 / np.einsum("ij->i", E))


def softmax_plain(Z):
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)


def softmax_batch_maximum(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=1, keepdims=True)


def softmax_axis_0(Z):
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)


def softmax_column_maximum(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=1, keepdims=True)


def softmax_whole_sum(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum()


def softmax_lost_axis(Z):
    E = np.exp(Z - Z.max(axis=1))
    return E / E.sum(axis=1)


def softmax_lost_axis_of_the_sum(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1)


def softmax_mean(Z):
    E = np.exp(Z - Z.mean(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def softmax_divided(Z):
    E = np.exp(Z / Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def softmax_clipped(Z):
    E = np.exp(np.clip(Z, -500, 500))
    return E / E.sum(axis=1, keepdims=True)


def softmax_minimum(Z):
    E = np.exp(Z - Z.min(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def softmax_no_exponential(Z):
    Z = Z - Z.min(axis=1, keepdims=True)
    return Z / Z.sum(axis=1, keepdims=True)


def softmax_sum_of_scores(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / np.exp(Z.sum(axis=1, keepdims=True))


def softmax_sigmoid(Z):
    return nn.sigmoid(Z)


def softmax_minus(Z):
    E = np.exp(Z.min(axis=1, keepdims=True) - Z)
    return E / E.sum(axis=1, keepdims=True)


def softmax_epsilon(Z):
    E = np.exp(Z - Z.max())
    return E / (E.sum(axis=1, keepdims=True) + 1e-9)


def softmax_hard(Z):
    return (Z == Z.max(axis=1, keepdims=True)) * 1.0


# ---------------------------------------------------------- ex03-sigmoid-slope
def sslope_product(a):
    return a * (1 - a)


def sslope_minus_square(a):
    return a - a**2


def sslope_quarter(a):
    return 0.25 - (a - 0.5) ** 2


def sslope_loop(a):
    out = np.zeros(np.shape(a))
    for i in np.ndindex(out.shape):
        out[i] = a[i] * (1 - a[i])
    return out


def sslope_multiply(a):
    return np.multiply(a, np.subtract(1.0, a))


def sslope_of_z(a):
    s = 1 / (1 + np.exp(-a))
    return s * (1 - s)


def sslope_exponentials(a):
    return np.exp(-a) / (1 + np.exp(-a)) ** 2


def sslope_tanh(a):
    return 1 - a**2


def sslope_precedence(a):
    return a * 1 - a


def sslope_one_minus(a):
    return 1 - a


def sslope_sign(a):
    return a * (a - 1)


def sslope_plus(a):
    return a * (1 + a)


def sslope_square(a):
    return (a * (1 - a)) ** 2


def sslope_mean(a):
    return np.mean(a * (1 - a))


def sslope_matrix(a):
    return a @ (1 - a)


def sslope_diagonal(a):
    return np.diag(np.ravel(a * (1 - a)))


def sslope_quarter_fixed(a):
    return np.full(np.shape(a), 0.25)


def sslope_flat(a):
    return np.array([v * (1 - v) for v in a.ravel()])


# ---------------------------------------------------------- ex03-tanh-slope
def tslope_square(z):
    return 1 - np.tanh(z) ** 2


def tslope_factors(z):
    t = np.tanh(z)
    return (1 - t) * (1 + t)


def tslope_sech(z):
    e = np.exp(-np.abs(z))
    return (2 * e / (1 + e * e)) ** 2


def tslope_sigmoid(z):
    s = nn.sigmoid(2.0 * z)
    return 4 * s * (1 - s)


def tslope_loop(z):
    flat = [1 - math.tanh(v) ** 2 for v in z.ravel()]
    return np.array(flat).reshape(z.shape)


def tslope_of_output(z):
    return 1 - z**2


def tslope_no_square(z):
    return 1 - np.tanh(z)


def tslope_like_sigmoid(z):
    t = np.tanh(z)
    return t * (1 - t)


def tslope_cosh(z):
    return 1 / np.cosh(z) ** 2


def tslope_twice(z):
    return 1 - np.tanh(np.tanh(z)) ** 2


def tslope_factor(z):
    s = nn.sigmoid(2.0 * z)
    return 2 * s * (1 - s)


def tslope_sign(z):
    return np.tanh(z) ** 2 - 1


def tslope_square_inside(z):
    return 1 - np.tanh(z**2)


def tslope_bracket(z):
    return (1 - np.tanh(z)) ** 2


def tslope_plus(z):
    return 1 + np.tanh(z) ** 2


def tslope_exponentials(z):
    return 4 / (np.exp(z) + np.exp(-z)) ** 2


def tslope_coarse(z):
    h = 0.1
    return (np.tanh(z + h) - np.tanh(z - h)) / (2 * h)


# ---------------------------------------------------------- ex03-relu-slope
def rslope_float(a):
    return (a > 0).astype(float)


def rslope_where(a):
    return np.where(a > 0, 1, 0)


def rslope_times(a):
    return (a > 0) * 1.0


def rslope_sign(a):
    return np.sign(a)  # an output of ReLU is never negative


def rslope_heaviside(a):
    return np.heaviside(a, 0.0)


def rslope_mask(a):
    s = np.zeros(a.shape)
    s[a > 0] = 1
    return s


def rslope_loop(a):
    s = np.empty(a.shape)
    for i, v in np.ndenumerate(a):
        s[i] = 1 if v > 0 else 0
    return s


def rslope_bool(a):
    return a > 0


def rslope_at_zero(a):
    return (a >= 0).astype(float)


def rslope_output(a):
    return np.where(a > 0, a, 0)


def rslope_half(a):
    return np.heaviside(a, 0.5)


def rslope_inverted(a):
    return np.where(a == 0, 1.0, 0.0)


def rslope_quotient(a):
    return a / a


def rslope_leaky(a):
    return np.where(a > 0, 1, 0.01)


def rslope_above_1(a):
    return np.where(a >= 1, 1.0, 0.0)


def rslope_sigmoid(a):
    return a * (1 - a)


def rslope_ones(a):
    return np.ones(np.shape(a))


def rslope_flat(a):
    return np.array([1.0 if v > 0 else 0.0 for v in a.ravel()])


def rslope_number(a):
    return 1 if np.any(a > 0) else 0


def rslope_int(a):
    return a.astype(int)


# ---------------------------------------------------- ex03-leaky-relu-slope
def lslope_where(a, alpha):
    return np.where(a > 0, 1, alpha)


def lslope_mix(a, alpha):
    on = a > 0
    return on + alpha * ~on


def lslope_full(a, alpha):
    s = np.full(a.shape, alpha, dtype=float)
    s[a > 0] = 1
    return s


def lslope_affine(a, alpha):
    return alpha + (1 - alpha) * (a > 0)


def lslope_loop(a, alpha):
    s = np.ones(a.shape)
    for i in np.ndindex(a.shape):
        if a[i] <= 0:
            s[i] = alpha
    return s


def lslope_at_zero(a, alpha):
    return np.where(a >= 0, 1.0, alpha)


def lslope_relu(a, alpha):
    return np.where(a > 0, 1.0, 0.0)


def lslope_fixed(a, alpha=0.01):
    return np.where(a > 0, 1.0, 0.01)


def lslope_function(a, alpha):
    return np.where(a > 0, a, alpha * a)


def lslope_alpha_a(a, alpha):
    return np.where(a > 0, 1.0, alpha * a)


def lslope_sides(a, alpha):
    return np.where(a > 0, alpha, 1.0)


def lslope_above_alpha(a, alpha):
    return np.where(a > alpha, 1.0, alpha)


def lslope_minus(a, alpha):
    return np.where(a > 0, 1.0, -alpha)


def lslope_sign(a, alpha):
    return np.where(a > 0, 1.0, np.where(a < 0, alpha, 0.0))


def lslope_all_or_nothing(a, alpha):
    if (a > 0).all():
        return np.ones(a.shape)
    return np.full(a.shape, alpha)


def lslope_one_over(a, alpha):
    return np.where(a > 0, 1.0, 1 / alpha)


# ---------------------------------------------------------- ex03-vanishing
def vanishing(factor=(0.25, 0.5, 0.105, 0.3), layers=(5, 10, 4, 6)):
    names = [f"{what} {k}" for what in ("factor", "layers") for k in (1, 2, 3, 4)]
    return dict(zip(names, [*factor, *layers], strict=False))


def vanishing_loop():
    a = 0.881
    factor = [1 * 0.25, 2 * 0.25, 1 * a * (1 - a), 0.3 * 1]
    layers = []
    for f in factor:
        left, count = 1.0, 0
        while left >= 1e-3:
            left *= f
            count += 1
        layers.append(count)
    return vanishing(factor, layers)


def vanishing_logarithms():
    s = 1 / (1 + math.exp(-2))
    factor = np.array([0.25, 0.5, s * (1 - s), 0.3])
    layers = np.ceil(np.log(1e-3) / np.log(factor)).astype(int)
    return vanishing(factor, layers)


# ---------------------------------------------------------- ex03-share-on
def share_mean(Z):
    return (Z > 0).mean(axis=0)


def share_count(Z):
    return np.count_nonzero(Z > 0, axis=0) / Z.shape[0]


def share_loop(Z):
    n, units = Z.shape
    out = np.zeros(units)
    for j in range(units):
        on = 0
        for i in range(n):
            if Z[i, j] > 0:
                on += 1
        out[j] = on / n
    return out


def share_columns(Z):
    return np.array([np.mean(z > 0) for z in Z.T])


def share_relu(Z):
    return np.sum(np.sign(np.maximum(Z, 0)), axis=0) / len(Z)


def share_product(Z):
    n = len(Z)
    return np.full(n, 1 / n) @ (Z > 0)


def share_axis_1(Z):
    return (Z > 0).mean(axis=1)


def share_at_zero(Z):
    return (Z >= 0).mean(axis=0)


def share_not_divided(Z):
    return (Z > 0).sum(axis=0)


def share_of_output(Z):
    return np.maximum(Z, 0).mean(axis=0)


def share_keepdims(Z):
    return (Z > 0).mean(axis=0, keepdims=True)


def share_whole(Z):
    return (Z > 0).mean()


def share_percent(Z):
    return 100 * (Z > 0).mean(axis=0)


def share_nonzero(Z):
    return np.count_nonzero(Z, axis=0) / len(Z)


def share_any(Z):
    return (Z > 0).any(axis=0) * 1.0


def share_dead(Z):
    return (Z <= 0).mean(axis=0)


def share_by_units(Z):
    return (Z > 0).sum(axis=0) / Z.shape[1]


def share_floor(Z):
    return (Z > 0).sum(axis=0) // len(Z)


def share_of_the_on(Z):
    on = (Z > 0).sum(axis=0)
    return on / on.sum()


# ---------------------------------------------------------- ex03-hunt-chain
def passed_given(x, weights):
    passed, a = 1.0, x
    for w in weights:
        z = w * a
        a = 1 / (1 + np.exp(-z))
        passed = passed * w * z * (1 - z)
    return passed


def passed_a(x, weights):
    passed, a = 1.0, x
    for w in weights:
        z = w * a
        a = 1 / (1 + np.exp(-z))
        passed = passed * w * a * (1 - a)
    return passed


def passed_slope_from_z(x, weights):
    passed, a = 1.0, x
    for w in weights:
        z = w * a
        passed *= w * np.exp(-z) / (1 + np.exp(-z)) ** 2
        a = 1 / (1 + np.exp(-z))
    return passed


def passed_recursive(x, weights):
    if len(weights) == 0:
        return 1.0
    w = weights[0]
    a = float(nn.sigmoid(w * x))
    return w * a * (1 - a) * passed_recursive(a, weights[1:])


def passed_product(x, weights):
    outputs = []
    for w in weights:
        x = 1 / (1 + math.exp(-w * x))
        outputs.append(x)
    outputs = np.array(outputs)
    return np.prod(np.array(weights) * outputs * (1 - outputs))


def passed_a_before(x, weights):
    passed, a = 1.0, x
    for w in weights:
        z = w * a
        passed = passed * w * a * (1 - a)
        a = 1 / (1 + np.exp(-z))
    return passed


def passed_no_weight(x, weights):
    passed, a = 1.0, x
    for w in weights:
        a = 1 / (1 + np.exp(-w * a))
        passed = passed * a * (1 - a)
    return passed


def passed_absolute(x, weights):
    return abs(passed_given(x, weights))


def passed_added(x, weights):
    passed, a = 0.0, x
    for w in weights:
        a = 1 / (1 + np.exp(-w * a))
        passed = passed + w * a * (1 - a)
    return passed


def passed_last(x, weights):
    passed, a = 1.0, x
    for w in weights:
        a = 1 / (1 + np.exp(-w * a))
        passed = w * a * (1 - a)
    return passed


def passed_early(x, weights):
    passed, a = 1.0, x
    for w in weights:
        a = 1 / (1 + np.exp(-w * a))
        passed = passed * w * a * (1 - a)
        return passed
    return passed


def passed_tanh(x, weights):
    passed, a = 1.0, x
    for w in weights:
        a = 1 / (1 + np.exp(-w * a))
        passed = passed * w * (1 - a**2)
    return passed


def passed_x_again(x, weights):
    passed = 1.0
    for w in weights:
        a = 1 / (1 + np.exp(-w * x))
        passed = passed * w * a * (1 - a)
    return passed


# ---------------------------------------------------------- ex03-hunt-rows
def rows_given(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=1, keepdims=True)


# ---------------------------------------------------- ex03-softmax-backward
def back_formula(P, dP):
    return P * (dP - np.sum(P * dP, axis=1, keepdims=True))


def back_loops(P, dP):
    n, k = P.shape
    dZ = np.zeros((n, k))
    for i in range(n):
        total = 0
        for m in range(k):
            total += dP[i, m] * P[i, m]
        for j in range(k):
            dZ[i, j] = P[i, j] * (dP[i, j] - total)
    return dZ


def back_einsum(P, dP):
    mean = np.einsum("ij,ij->i", P, dP)
    return P * (dP - mean[:, None])


def back_two_terms(P, dP):
    G = P * dP
    return G - P * G.sum(axis=1).reshape(-1, 1)


def back_rows(P, dP):
    return np.array([p * (dp - p @ dp) for p, dp in zip(P, dP)])


def back_average(P, dP):
    mean = np.average(dP, axis=1, weights=P)  # each row of P adds up to 1
    return P * (dP - mean[:, np.newaxis])


def back_diagonal_only(P, dP):
    return dP * P * (1 - P)


def back_whole_sum(P, dP):
    return P * (dP - np.sum(P * dP))


def back_axis_0(P, dP):
    return P * (dP - np.sum(P * dP, axis=0, keepdims=True))


def back_lost_axis(P, dP):
    return P * (dP - np.sum(P * dP, axis=1))


def back_plain_sum(P, dP):
    return P * (dP - dP.sum(axis=1, keepdims=True))


def back_plain_mean(P, dP):
    return P * (dP - dP.mean(axis=1, keepdims=True))


def back_no_p(P, dP):
    return dP - np.sum(P * dP, axis=1, keepdims=True)


def back_sign(P, dP):
    return P * (np.sum(P * dP, axis=1, keepdims=True) - dP)


def back_plus(P, dP):
    return P * (dP + np.sum(P * dP, axis=1, keepdims=True))


def back_cross_entropy(P, dP):
    return P - dP


def back_mean_over_rows(P, dP):
    return P * (dP - np.sum(P * dP, axis=1, keepdims=True)) / len(P)


def back_bracket(P, dP):
    return P * dP - np.sum(P * dP, axis=1, keepdims=True)


def back_chain_only(P, dP):
    return P * dP


def back_jacobian(P, dP):
    J = np.einsum("ij,jk->ijk", P, np.eye(P.shape[1])) - P[:, :, None] * P[:, None, :]
    return np.einsum("ijk,ik->ij", J, dP)


def back_scores(P, dP):
    E = np.exp(P)
    S = E / E.sum(axis=1, keepdims=True)
    return S * (dP - np.sum(S * dP, axis=1, keepdims=True))


# ---------------------------------------------------------------- and a few more
def relu_fmax(z):
    return np.fmax(z, np.zeros_like(z))


def leaky_select(z, alpha):
    return np.select([z > 0, z <= 0], [1.0 * z, alpha * z])


def softmax_logs_in_steps(Z):
    shifted = Z - np.amax(Z, 1)[:, np.newaxis]
    log_total = np.log(np.sum(np.exp(shifted), axis=-1))
    return np.exp(shifted - log_total[:, np.newaxis])


def lslope_mixed(a, alpha):
    s = np.sign(np.maximum(a, 0))
    return s * 1 + (1 - s) * alpha


def vanishing_floats():
    factor = [0.25, 0.5, 0.881 * 0.119, 0.3]
    return vanishing(factor, [float(np.ceil(-3 / np.log10(f))) for f in factor])


def share_histogram(Z):
    return 1 - (Z <= 0).sum(0) / Z.shape[0]


def leaky_fixed_and_in_place(z, alpha):
    z[z < 0] *= 0.01
    return z


def tanh_no_two_not_centred(z):
    return 2 * nn.sigmoid(1.0 * z)


def back_axis_and_sign(P, dP):
    return P * (np.sum(P * dP, axis=0) - dP)


def share_count_at_zero(Z):
    return (Z >= 0).sum(axis=0)


def softmax_plain_axis_0(Z):
    E = np.exp(Z)
    return E / E.sum(axis=0)


RIGHT = {
    "ex03-which": {
        "strings": lambda: which(),
        "names of the functions": which_from_functions,
        "split": which_from_split,
    },
    "ex03-relu": {
        "np.maximum": lambda: relu_maximum,
        "np.where": lambda: relu_where,
        "times a mask": lambda: relu_mask_times,
        "half of |z| + z": lambda: relu_half,
        "a copy": lambda: relu_copy,
        "np.clip": lambda: relu_clip,
        "loop": lambda: relu_loop,
        "vectorize": lambda: relu_vectorized,
        "flat list and reshape": lambda: relu_ravel,
        "fmax": lambda: relu_fmax,
    },
    "ex03-leaky-relu": {
        "np.where": lambda: leaky_where,
        "the larger of the two": lambda: leaky_maximum,
        "two parts": lambda: leaky_two_parts,
        "a copy of decimals": lambda: leaky_copy,
        "slope times z": lambda: leaky_slope_times,
        "loop": lambda: leaky_loop,
        "with |z|": lambda: leaky_abs,
        "np.select": lambda: leaky_select,
    },
    "ex03-sigmoid": {
        "minimum and absolute value": lambda: sigmoid_min_abs,
        "two masks": lambda: sigmoid_masks,
        "where, on a safe exponential": lambda: sigmoid_where_abs,
        "through tanh": lambda: sigmoid_tanh,
        "logaddexp": lambda: sigmoid_logaddexp,
        "number by number": lambda: sigmoid_numbers,
        "clipped at 700": lambda: sigmoid_clipped,
        "mirror image on the left": lambda: sigmoid_mirror,
    },
    "ex03-tanh": {
        "from the sigmoid": lambda: tanh_sigmoid,
        "sign and exponentials": lambda: tanh_exponentials,
        "where": lambda: tanh_where,
        "expm1": lambda: tanh_expm1,
        "clipped at 30": lambda: tanh_clipped,
        "a difference of two sigmoids": lambda: tanh_difference,
    },
    "ex03-softmax-by-hand": {
        "decimals": lambda: by_hand(),
        "fractions": lambda: by_hand(
            (1 / 4, 3 / 4), (1 / 4, 3 / 4), (1 / 10, 9 / 10), (1 / 4,) * 4
        ),
        "NumPy": by_hand_numpy,
        "math": by_hand_math,
    },
    "ex03-softmax": {
        "keepdims": lambda: softmax_keepdims,
        "row by row": lambda: softmax_rows,
        "transposed": lambda: softmax_transposed,
        "from log_softmax": lambda: softmax_log,
        "logaddexp": lambda: softmax_logaddexp,
        "apply_along_axis": lambda: softmax_apply,
        "plain Python": lambda: softmax_pure_python,
        "einsum": lambda: softmax_einsum,
        "by its logarithm": lambda: softmax_logs_in_steps,
    },
    "ex03-sigmoid-slope": {
        "product": lambda: sslope_product,
        "minus the square": lambda: sslope_minus_square,
        "a quarter minus a square": lambda: sslope_quarter,
        "loop": lambda: sslope_loop,
        "ufuncs": lambda: sslope_multiply,
    },
    "ex03-tanh-slope": {
        "one minus the square": lambda: tslope_square,
        "two factors": lambda: tslope_factors,
        "from e^-|z|": lambda: tslope_sech,
        "from the sigmoid": lambda: tslope_sigmoid,
        "list and reshape": lambda: tslope_loop,
    },
    "ex03-relu-slope": {
        "astype": lambda: rslope_float,
        "where, whole numbers": lambda: rslope_where,
        "times 1.0": lambda: rslope_times,
        "sign": lambda: rslope_sign,
        "heaviside": lambda: rslope_heaviside,
        "mask": lambda: rslope_mask,
        "loop": lambda: rslope_loop,
    },
    "ex03-leaky-relu-slope": {
        "where": lambda: lslope_where,
        "a mask and its opposite": lambda: lslope_mix,
        "full of alpha": lambda: lslope_full,
        "affine": lambda: lslope_affine,
        "loop": lambda: lslope_loop,
        "mixed by a sign": lambda: lslope_mixed,
    },
    "ex03-vanishing": {
        "by hand": lambda: vanishing(),
        "loop": vanishing_loop,
        "logarithms": vanishing_logarithms,
        "four digits": lambda: vanishing((0.25, 0.5, 0.1048, 0.3)),
        "decimals that are whole": vanishing_floats,
    },
    "ex03-share-on": {
        "mean of a mask": lambda: share_mean,
        "count_nonzero": lambda: share_count,
        "loops": lambda: share_loop,
        "column by column": lambda: share_columns,
        "sign of ReLU": lambda: share_relu,
        "weights 1/n": lambda: share_product,
        "one minus the share off": lambda: share_histogram,
    },
    "ex03-hunt-chain": {
        "a for z": lambda: ("nudge", passed_a),
        "the slope from z": lambda: ("nudge", passed_slope_from_z),
        "recursion": lambda: ("nudge", passed_recursive),
        "np.prod": lambda: ("nudge", passed_product),
    },
    "ex03-hunt-rows": {
        "row maximum": lambda: ("alone", softmax_keepdims),
        "row by row": lambda: ("alone", softmax_rows),
        "transposed": lambda: ("alone", softmax_transposed),
        "logaddexp": lambda: ("alone", softmax_logaddexp),
    },
    "ex03-softmax-backward": {
        "formula": lambda: back_formula,
        "loops": lambda: back_loops,
        "einsum": lambda: back_einsum,
        "two terms": lambda: back_two_terms,
        "row by row": lambda: back_rows,
        "an average with weights": lambda: back_average,
    },
}

WRONG = {
    "ex03-which": {
        "steering and spam swapped": (
            lambda: which(spam="tanh", steering="sigmoid"),
            "a wheel from 0 to 1, a chance from -1 to 1",
        ),
        "digit and spam swapped": (
            lambda: which(spam="softmax", digit="sigmoid"),
            "softmax for one yes or no",
        ),
        "temperature and hidden swapped": (
            lambda: which(temperature="relu", hidden="identity"),
            "no frost, and twenty layers without a bend",
        ),
        "tanh hidden": (
            lambda: which(hidden="tanh", steering="identity", temperature="relu"),
            "three places in a circle",
        ),
        "identity twice": (
            lambda: which(steering="identity"),
            "uses one twice and tanh never",
        ),
        "spam as identity": (
            lambda: which(spam="identity", temperature="sigmoid"),
            "a sigmoid for degrees",
        ),
    },
    "ex03-relu": {
        "in place": (lambda: relu_in_place, "changes the caller's z"),
        "out": (lambda: relu_out, "writes the result into z"),
        "another name": (lambda: relu_alias, "a = z is no copy"),
        "np.max": (lambda: relu_max, "the largest along axis 0"),
        "max": (lambda: relu_builtin_max, "Python's max takes no array"),
        "if": (lambda: relu_if, "an if on a whole array"),
        "minimum": (lambda: relu_minimum, "keeps the negative part"),
        "booleans": (lambda: relu_bool, "returns the condition"),
        "step": (lambda: relu_step, "1 in place of z"),
        "absolute": (lambda: relu_abs, "turns the negative part up"),
        "leaky": (lambda: relu_leaky, "lets a hundredth through"),
        "one axis only": (
            lambda: relu_one_axis,
            "loop over one axis, fails on a table",
        ),
        "picked": (lambda: relu_picked, "drops the rest instead of making it 0"),
        "capped": (lambda: relu_capped, "cuts at 1 as well"),
        "vectorize guesses": (
            lambda: relu_vectorized_int,
            "np.vectorize takes the type of the first result, a whole number",
        ),
        "whole numbers": (lambda: relu_int, "cuts the decimals off"),
        "softplus": (lambda: relu_softplus, "the smooth relative of ReLU"),
    },
    "ex03-leaky-relu": {
        "fixed": (lambda: leaky_fixed, "always 0.01"),
        "whole-number copy": (
            lambda: leaky_int_copy,
            "for whole z the copy holds whole numbers",
        ),
        "zeros_like": (lambda: leaky_int_zeros, "for whole z the result is cut"),
        "minimum": (lambda: leaky_minimum, "the smaller of the two"),
        "constant": (lambda: leaky_constant, "alpha itself on the left"),
        "constant by maximum": (lambda: leaky_constant_max, "max(z, alpha)"),
        "minus": (lambda: leaky_minus, "the left side points up"),
        "sides": (lambda: leaky_sides, "shrinks the positive side"),
        "everything": (lambda: leaky_all, "alpha z on both sides"),
        "plain": (lambda: leaky_plain, "forgets alpha"),
        "alpha on both sides": (
            lambda: leaky_alpha_everywhere,
            "adds alpha z on the right too",
        ),
        "ELU": (lambda: leaky_elu, "another activation"),
        "divided": (lambda: leaky_divided, "z / alpha"),
        "slope": (lambda: leaky_slope, "returns the slope"),
        "fixed, in place": (
            lambda: leaky_fixed_and_in_place,
            "two mistakes: always 0.01, and the caller's z is changed",
        ),
    },
    "ex03-sigmoid": {
        "plain": (lambda: sigmoid_plain, "overflows on the left"),
        "other form": (lambda: sigmoid_other_form, "overflows on the right"),
        "where of both": (
            lambda: sigmoid_where_both,
            "np.where computes both sides, overflow included",
        ),
        "silenced": (lambda: sigmoid_silenced, "it overflows; only the warning is off"),
        "clip at 10": (lambda: sigmoid_clip_10, "clips where it can be seen"),
        "clip at 1000": (lambda: sigmoid_clip_1000, "clips too late"),
        "absolute only": (lambda: sigmoid_abs_only, "the left side mirrors the right"),
        "minus 1": (lambda: sigmoid_left_forgotten, "wrong sign on the left"),
        "signs": (lambda: sigmoid_sign, "σ(-z)"),
        "zeros_like": (lambda: sigmoid_int, "for whole z all becomes 0 or 1"),
        "one number": (lambda: sigmoid_one_number, "an if on a whole array"),
        "tanh not scaled": (lambda: sigmoid_tanh_unscaled, "tanh(z) for tanh(z/2)"),
        "cut at 5": (lambda: sigmoid_cut, "0 and 1 from |z| = 5 on"),
        "flat": (lambda: sigmoid_flat, "loses the shape"),
        "nan to 1": (lambda: sigmoid_nan_to_num, "repairs inf/inf after the overflow"),
        "float32": (lambda: sigmoid_float32_plain, "overflows even earlier"),
    },
    "ex03-tanh": {
        "as written": (lambda: tanh_plain, "overflows on both sides"),
        "sinh / cosh": (lambda: tanh_sinh_cosh, "overflows on both sides"),
        "np.tanh": (lambda: tanh_numpy, "the function that the task forbids"),
        "z for 2z": (lambda: tanh_no_two, "2 σ(z) - 1"),
        "not stretched": (lambda: tanh_not_stretched, "σ(2z) - 1"),
        "not centred": (lambda: tanh_not_centred, "2 σ(2z)"),
        "turned": (lambda: tanh_turned, "1 - 2 σ(2z)"),
        "no sign": (lambda: tanh_no_sign, "positive on the left"),
        "one exponential": (
            lambda: tanh_one_exponential,
            "e^2z overflows on the right",
        ),
        "overflow on the left": (
            lambda: tanh_left_overflows,
            "e^-2z overflows on the left",
        ),
        "clip at 2": (lambda: tanh_clip_2, "clips where tanh is not yet 1"),
        "hard": (lambda: tanh_hard, "straight between -1 and 1"),
        "upside down": (lambda: tanh_plus, "numerator and denominator swapped"),
        "z for 2z, not centred": (
            lambda: tanh_no_two_not_centred,
            "two mistakes in one formula",
        ),
    },
    "ex03-softmax-by-hand": {
        "B moved": (
            lambda: by_hand(B=(0.43, 0.57)),
            "takes shares of the numbers 1 and 3 with 5 added",
        ),
        "C as A": (lambda: by_hand(C=(0.25, 0.75)), "thinks doubling changes nothing"),
        "C: 6 for 9": (lambda: by_hand(C=(0.14, 0.86)), "e^(2 ln 3) = 6"),
        "C: shares doubled": (lambda: by_hand(C=(0.5, 1.5)), "doubles the shares"),
        "A of the scores": (
            lambda: by_hand((0, 1), (0.45, 0.55), (0, 1)),
            "shares of the scores, no exponentials",
        ),
        "e^0 is 0": (lambda: by_hand((0, 1), (0, 1), (0, 1)), "e^0 taken for 0"),
        "reversed": (
            lambda: by_hand((0.75, 0.25), (0.75, 0.25), (0.9, 0.1)),
            "the smaller score gets more",
        ),
        "a third": (
            lambda: by_hand(A=(0.33, 1.0)),
            "divides by the largest, not by the sum",
        ),
        "D ones": (lambda: by_hand(D=(1, 1, 1, 1)), "not divided"),
        "D half": (lambda: by_hand(D=(0.5, 0.5, 0.5, 0.5)), "as if there were two"),
        "exponentials": (
            lambda: by_hand(A=(1, 3), C=(1, 9)),
            "exponentials, not shares",
        ),
    },
    "ex03-softmax": {
        "plain": (lambda: softmax_plain, "e^1000 overflows"),
        "maximum of the batch": (
            lambda: softmax_batch_maximum,
            "a low row becomes 0/0",
        ),
        "axis 0": (lambda: softmax_axis_0, "columns add up to 1"),
        "maximum of the column": (
            lambda: softmax_column_maximum,
            "a different constant for each score of a row",
        ),
        "sum of all": (lambda: softmax_whole_sum, "the whole table adds up to 1"),
        "axis lost": (lambda: softmax_lost_axis, "no keepdims at all"),
        "axis lost in the sum": (
            lambda: softmax_lost_axis_of_the_sum,
            "keepdims only for the maximum",
        ),
        "mean": (
            lambda: softmax_mean,
            "subtracts the mean: overflows where a row is wide",
        ),
        "divided": (lambda: softmax_divided, "divides by the maximum"),
        "clipped": (lambda: softmax_clipped, "1000 and 999 become equal"),
        "minimum": (lambda: softmax_minimum, "subtracts the smallest"),
        "no exponential": (lambda: softmax_no_exponential, "shares of shifted scores"),
        "sum of scores": (lambda: softmax_sum_of_scores, "e^(sum) for the sum of e^z"),
        "sigmoid": (lambda: softmax_sigmoid, "rows do not add up to 1"),
        "minus": (lambda: softmax_minus, "the smallest score gets most"),
        "epsilon": (
            lambda: softmax_epsilon,
            "maximum of the batch, and a tiny number against 0/0",
        ),
        "hard": (lambda: softmax_hard, "all to the largest"),
        "plain, axis 0": (
            lambda: softmax_plain_axis_0,
            "two mistakes: columns, and no maximum",
        ),
    },
    "ex03-sigmoid-slope": {
        "of z": (lambda: sslope_of_z, "takes the argument for z"),
        "exponentials": (lambda: sslope_exponentials, "the formula in z, fed with a"),
        "tanh": (lambda: sslope_tanh, "the slope of tanh"),
        "precedence": (lambda: sslope_precedence, "a * 1 - a without brackets is 0"),
        "one factor": (lambda: sslope_one_minus, "1 - a"),
        "sign": (lambda: sslope_sign, "a (a - 1)"),
        "plus": (lambda: sslope_plus, "a (1 + a)"),
        "squared": (lambda: sslope_square, "the square of the slope"),
        "mean": (lambda: sslope_mean, "one number"),
        "matrix product": (lambda: sslope_matrix, "@ for *"),
        "diagonal": (lambda: sslope_diagonal, "a diagonal matrix of slopes"),
        "a quarter": (lambda: sslope_quarter_fixed, "its largest value everywhere"),
        "flat": (lambda: sslope_flat, "loses the shape"),
    },
    "ex03-tanh-slope": {
        "of the output": (lambda: tslope_of_output, "takes z for a"),
        "no square": (lambda: tslope_no_square, "1 - tanh z"),
        "like a sigmoid": (lambda: tslope_like_sigmoid, "a (1 - a)"),
        "cosh": (lambda: tslope_cosh, "cosh overflows at 800"),
        "tanh twice": (lambda: tslope_twice, "tanh of tanh"),
        "factor": (lambda: tslope_factor, "2 σ' for 4 σ'"),
        "sign": (lambda: tslope_sign, "tanh² - 1"),
        "square inside": (lambda: tslope_square_inside, "tanh(z²)"),
        "bracket": (lambda: tslope_bracket, "(1 - tanh)²"),
        "plus": (lambda: tslope_plus, "1 + tanh²"),
        "exponentials": (lambda: tslope_exponentials, "e^z overflows at 800"),
        "coarse nudge": (lambda: tslope_coarse, "a difference with a large step"),
    },
    "ex03-relu-slope": {
        "booleans": (lambda: rslope_bool, "no numbers"),
        "at 0": (lambda: rslope_at_zero, "1 where the unit is off"),
        "the output": (lambda: rslope_output, "ReLU itself"),
        "half": (lambda: rslope_half, "one half at 0"),
        "inverted": (lambda: rslope_inverted, "1 where it is off, 0 where it is on"),
        "quotient": (lambda: rslope_quotient, "0/0 where it is off"),
        "leaky": (lambda: rslope_leaky, "a hundredth where it is off"),
        "from 1 on": (lambda: rslope_above_1, "outputs below 1 count as off"),
        "sigmoid": (lambda: rslope_sigmoid, "the slope of another function"),
        "ones": (lambda: rslope_ones, "1 everywhere"),
        "flat": (lambda: rslope_flat, "loses the shape"),
        "one number": (lambda: rslope_number, "one answer for the whole array"),
        "int": (lambda: rslope_int, "cuts a to a whole number"),
    },
    "ex03-leaky-relu-slope": {
        "at 0": (lambda: lslope_at_zero, "1 at a = 0, where (3.12) says alpha"),
        "ReLU": (lambda: lslope_relu, "0 on the left"),
        "fixed": (lambda: lslope_fixed, "always 0.01"),
        "the function": (lambda: lslope_function, "leaky ReLU itself, once more"),
        "alpha a": (lambda: lslope_alpha_a, "alpha times a on the left"),
        "sides": (lambda: lslope_sides, "1 and alpha swapped"),
        "above alpha": (lambda: lslope_above_alpha, "compares a with alpha"),
        "minus": (lambda: lslope_minus, "-alpha on the left"),
        "sign": (lambda: lslope_sign, "0 at a = 0"),
        "all or nothing": (
            lambda: lslope_all_or_nothing,
            "one slope for the whole array",
        ),
        "one over": (lambda: lslope_one_over, "the slope of the way back"),
    },
    "ex03-vanishing": {
        "weight forgotten": (
            lambda: vanishing((0.25, 0.25, 0.105, 1), (5, 5, 4, 0)),
            "the slopes alone, without w",
        ),
        "one too few": (
            lambda: vanishing(layers=(4, 9, 3, 5)),
            "the last number of units at which more than a thousandth is left",
        ),
        "sigmoid at most 1/2": (
            lambda: vanishing((0.5, 1, 0.105, 0.3), (10, 10, 4, 6)),
            "takes the output at 0 for the slope",
        ),
        "a for the slope": (
            lambda: vanishing((0.25, 0.5, 0.881, 0.3), (5, 10, 55, 6)),
            "0.881 as the factor of chain 3",
        ),
        "z for a": (lambda: vanishing((0.25, 0.5, -2, 0.3)), "z (1 - z) at z = 2"),
        "ReLU stops all": (
            lambda: vanishing((0.25, 0.5, 0.105, 0), (5, 10, 4, 1)),
            "slope 0 for ReLU",
        ),
        "not rounded up": (
            lambda: vanishing(layers=(4.98, 9.97, 3.06, 5.74)),
            "the logarithms, not a number of units",
        ),
        "rounded": (lambda: vanishing(layers=(5, 10, 3, 6)), "rounds 3.06 down"),
        "a hundredth": (lambda: vanishing(layers=(4, 7, 3, 4)), "below 1e-2"),
        "divided by the weight": (
            lambda: vanishing((0.25, 0.125, 0.105, 3.33), (5, 4, 4, 6)),
            "slope / w",
        ),
        "1 - a": (
            lambda: vanishing((0.25, 0.5, 0.119, 0.3), (5, 10, 4, 6)),
            "forgets the factor a in chain 3",
        ),
        "w²": (
            lambda: vanishing((0.25, 1.0, 0.105, 0.09), (5, 10, 4, 3)),
            "counts the weight twice",
        ),
    },
    "ex03-share-on": {
        "axis 1": (lambda: share_axis_1, "a share per input"),
        "at 0": (lambda: share_at_zero, "counts z = 0 as on"),
        "not divided": (lambda: share_not_divided, "counts"),
        "of the output": (lambda: share_of_output, "the mean output"),
        "keepdims": (lambda: share_keepdims, "gives (1, n_units)"),
        "one number": (lambda: share_whole, "one share for the layer"),
        "percent": (lambda: share_percent, "0 to 100"),
        "not zero": (lambda: share_nonzero, "negative sums count as on"),
        "any": (lambda: share_any, "1 if it is on at all"),
        "dead": (lambda: share_dead, "the share for which it is off"),
        "by units": (lambda: share_by_units, "divides by the number of units"),
        "floor": (lambda: share_floor, "whole-number division"),
        "of those on": (lambda: share_of_the_on, "shares of all that is on"),
        "not divided, at 0": (
            lambda: share_count_at_zero,
            "two mistakes: counts, and counts z = 0",
        ),
    },
    "ex03-hunt-chain": {
        "empty": (lambda: ("empty", passed_a), "the wrong test, a right repair"),
        "cut": (lambda: ("cut", passed_a), "the wrong test, a right repair"),
        "product": (lambda: ("product", passed_a), "the wrong test, a right repair"),
        "not repaired": (lambda: ("nudge", passed_given), "the program as it was"),
        "a too early": (lambda: ("nudge", passed_a_before), "the a of the unit before"),
        "no weight": (lambda: ("nudge", passed_no_weight), "loses the factor w"),
        "absolute": (
            lambda: ("nudge", passed_absolute),
            "takes the sign away, the numbers stay wrong",
        ),
        "added": (lambda: ("nudge", passed_added), "adds the factors"),
        "last": (lambda: ("nudge", passed_last), "only the last factor"),
        "return inside": (lambda: ("nudge", passed_early), "only the first factor"),
        "tanh": (lambda: ("nudge", passed_tanh), "the slope of tanh"),
        "x again": (lambda: ("nudge", passed_x_again), "each unit sees x"),
    },
    "ex03-hunt-rows": {
        "shift": (
            lambda: ("shift", softmax_keepdims),
            "the wrong test, a right repair",
        ),
        "sums": (lambda: ("sums", softmax_keepdims), "the wrong test, a right repair"),
        "largest": (
            lambda: ("largest", softmax_rows),
            "the wrong test, a right repair",
        ),
        "not repaired": (lambda: ("alone", rows_given), "the program as it was"),
        "no maximum": (
            lambda: ("alone", softmax_plain),
            "rows are alone now, and overflow",
        ),
        "axis lost": (lambda: ("alone", softmax_lost_axis), "keepdims forgotten"),
        "columns": (lambda: ("alone", softmax_axis_0), "axis 0 throughout"),
        "column maximum": (
            lambda: ("alone", softmax_column_maximum),
            "the maximum along the wrong axis",
        ),
        "epsilon": (lambda: ("alone", softmax_epsilon), "no nan, and no shares either"),
        "clipped": (lambda: ("alone", softmax_clipped), "large scores become equal"),
    },
    "ex03-softmax-backward": {
        "diagonal": (
            lambda: back_diagonal_only,
            "only the diagonal of the Jacobian, as for a sigmoid",
        ),
        "sum of all": (lambda: back_whole_sum, "one sum for the batch"),
        "axis 0": (lambda: back_axis_0, "sums over the samples"),
        "axis lost": (lambda: back_lost_axis, "no keepdims"),
        "plain sum": (lambda: back_plain_sum, "sum of dP, without the shares"),
        "plain mean": (lambda: back_plain_mean, "mean of dP, without the shares"),
        "no P": (lambda: back_no_p, "forgets the factor in front"),
        "sign": (lambda: back_sign, "the wrong way round"),
        "plus": (lambda: back_plus, "plus for minus"),
        "P - Y": (
            lambda: back_cross_entropy,
            "the formula of softmax and cross-entropy together",
        ),
        "mean": (lambda: back_mean_over_rows, "divides by n once more"),
        "bracket": (lambda: back_bracket, "P only in front of dP"),
        "P dP": (lambda: back_chain_only, "as if the slope of softmax were P"),
        "Jacobian": (
            lambda: back_jacobian,
            "the right numbers, by the Jacobian that the task rules out",
        ),
        "softmax again": (lambda: back_scores, "takes P for scores"),
        "axis 0, sign": (
            lambda: back_axis_and_sign,
            "two mistakes: sums over the samples, the wrong way round",
        ),
    },
}
