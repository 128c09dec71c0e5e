# ruff: noqa
"""Answers to the tasks of lesson 06, written from the task text alone."""

import itertools
import math
import statistics

import numpy as np

# ---------------------------------------------------------------- ex06-trace

KEYS = (
    "gradient at the start",
    "θ after step 1",
    "gradient there",
    "θ after step 2",
    "loss there",
)


def trace(*values):
    return dict(zip(KEYS, values, strict=True))


def trace_by_code():
    theta, lr = np.array([2.0, 1.0]), 0.25
    values = []
    for _ in range(2):
        g = np.array([2.0, 6.0]) * theta
        theta = theta - lr * g
        values += [g, theta]
    return trace(*values, theta[0] ** 2 + 3 * theta[1] ** 2)


# ----------------------------------------------------------------- ex06-step


def step_plain(theta, g, lr):
    return theta - lr * g


def step_numpy(theta, g, lr):
    return np.subtract(theta, np.multiply(lr, g))


def step_comprehension(theta, g, lr):
    return np.array([t - lr * d for t, d in zip(theta, g)])


def step_float_copy(theta, g, lr):
    new = np.array(theta, dtype=float)
    new -= lr * np.asarray(g)
    return new


def step_loop(theta, g, lr):
    new = np.zeros(len(theta))
    for i in range(len(theta)):
        new[i] = theta[i] - lr * g[i]
    return new


def step_in_place(theta, g, lr):
    theta -= lr * g
    return theta


def step_in_place_cast(theta, g, lr):
    theta[:] = theta - lr * g
    return theta


def step_copy_keeps_type(theta, g, lr):
    new = theta.copy()
    for i in range(len(new)):
        new[i] = new[i] - lr * g[i]
    return new


def step_zeros_like(theta, g, lr):
    new = np.zeros_like(theta)
    for i, t in enumerate(theta):
        new[i] = t - lr * g[i]
    return new


def step_copy_minus_equal(theta, g, lr):
    new = theta.copy()
    new -= lr * g
    return new


def step_uphill(theta, g, lr):
    return theta + lr * g


def step_no_rate(theta, g, lr):
    return theta - g


def step_move_only(theta, g, lr):
    return -lr * g


def step_unit(theta, g, lr):
    return theta - lr * g / np.linalg.norm(g)


def step_divides(theta, g, lr):
    return theta - g / lr


def step_sign(theta, g, lr):
    return theta - lr * np.sign(g)


def step_prints(theta, g, lr):
    print(theta - lr * g)


def step_shrinks(theta, g, lr):
    return theta * (1 - lr * g)


# ----------------------------------------------------------------- ex06-path


def path_list(gradient, theta, lr, steps):
    path = [theta]
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return path


def path_copies(gradient, theta, lr, steps):
    theta = theta.astype(float)
    path = [theta.copy()]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta.copy())
    return path


def path_last(gradient, theta, lr, steps):
    path = [np.array(theta)]
    while len(path) < steps + 1:
        here = path[-1]
        path.append(here - lr * gradient(here))
    return path


def path_recursive(gradient, theta, lr, steps):
    if steps == 0:
        return [theta.copy()]
    rest = path_recursive(gradient, theta - lr * gradient(theta), lr, steps - 1)
    return [theta.copy()] + rest


def path_table(gradient, theta, lr, steps):
    table = np.empty((steps + 1, len(theta)))
    table[0] = theta
    for k in range(steps):
        table[k + 1] = table[k] - lr * gradient(table[k].copy())
    return list(table)


def path_alias(gradient, theta, lr, steps):
    theta = theta.copy()
    path = [theta]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta)
    return path


def path_moves_callers(gradient, theta, lr, steps):
    path = [theta.copy()]
    for _ in range(steps):
        theta -= lr * gradient(theta)
        path.append(theta.copy())
    return path


def path_no_start(gradient, theta, lr, steps):
    path = []
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return path


def path_no_end(gradient, theta, lr, steps):
    path = []
    for _ in range(steps):
        path.append(theta)
        theta = theta - lr * gradient(theta)
    return path


def path_same_gradient(gradient, theta, lr, steps):
    g = gradient(theta)
    path = [theta]
    for _ in range(steps):
        theta = theta - lr * g
        path.append(theta)
    return path


def path_uphill(gradient, theta, lr, steps):
    path = [theta]
    for _ in range(steps):
        theta = theta + lr * gradient(theta)
        path.append(theta)
    return path


def path_from_start(gradient, theta, lr, steps):
    path = [theta]
    for _ in range(steps):
        path.append(theta - lr * gradient(path[-1]))
    return path


def path_return_inside(gradient, theta, lr, steps):
    path = [theta]
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
        path.append(theta)
        return path


def path_last_only(gradient, theta, lr, steps):
    for _ in range(steps):
        theta = theta - lr * gradient(theta)
    return theta


def path_one_more(gradient, theta, lr, steps):
    path = [theta]
    for _ in range(steps + 1):
        theta = theta - lr * gradient(theta)
        path.append(theta)
    return path


def path_coordinates(gradient, theta, lr, steps):
    # one coordinate at a time, each with the newest values
    theta = theta.astype(float)
    path = [theta.copy()]
    for _ in range(steps):
        for j in range(len(theta)):
            theta[j] -= lr * gradient(theta)[j]
        path.append(theta.copy())
    return path


# ----------------------------------------------------------------- ex06-read


def read(words):
    return dict(zip("abcde", words, strict=True))


# ---------------------------------------------------------------- ex06-limit


def limit_last(H):
    return 2 / np.linalg.eigvalsh(H)[-1]


def limit_max(H):
    return 2.0 / max(np.linalg.eigvalsh(H))


def limit_eig(H):
    values, _ = np.linalg.eig(H)
    return float(2 / np.max(values.real))


def limit_norm(H):
    # symmetric, eigenvalues above 0: the largest is the spectral norm
    return 2 / np.linalg.norm(H, 2)


def limit_min_over_axes(H):
    return min(2 / curvature for curvature in np.linalg.eigvalsh(H))


def limit_svd(H):
    return 2 / np.linalg.svd(H, compute_uv=False)[0]


def limit_one(H):
    return 1 / np.linalg.eigvalsh(H)[-1]


def limit_smallest(H):
    return 2 / np.linalg.eigvalsh(H)[0]


def limit_diagonal(H):
    return 2 / np.max(np.diag(H))


def limit_entry(H):
    return 2 / np.max(H)


def limit_trace(H):
    return 2 / np.trace(H)


def limit_frobenius(H):
    return 2 / np.linalg.norm(H)


def limit_array(H):
    return 2 / np.linalg.eigvalsh(H)


def limit_mean(H):
    return 2 / np.mean(np.linalg.eigvalsh(H))


def limit_best(H):
    curvatures = np.linalg.eigvalsh(H)
    return 2 / (curvatures[0] + curvatures[-1])


def limit_turned(H):
    return np.linalg.eigvalsh(H)[-1] / 2


def limit_lesson(H):
    return 2 / 25


def limit_first_of_reversed(H):
    return 2 / np.linalg.eigvalsh(H)[1]


def limit_row_sums(H):
    return 2 / np.abs(H).sum(axis=1).max()


# ------------------------------------------------------------- ex06-momentum


class MomentumStart:
    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu = theta, lr, mu
        self.v = np.zeros_like(theta)


class MomentumPlain(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        self.theta += self.v


class MomentumInPlace(MomentumStart):
    def step(self, g):
        self.v *= self.mu
        self.v -= self.lr * g
        self.theta[...] = self.theta + self.v


class MomentumZero:
    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu = theta, lr, mu
        self.speed = 0

    def step(self, g):
        self.speed = self.mu * self.speed - self.lr * g
        self.theta[:] += self.speed


class MomentumLoop(MomentumStart):
    def step(self, g):
        for i in range(len(self.theta)):
            self.v[i] = self.mu * self.v[i] - self.lr * g[i]
            self.theta[i] += self.v[i]


class MomentumMinus(MomentumStart):
    # the speed counted against the step, sign turned in both lines
    def step(self, g):
        self.v = self.lr * g + self.mu * self.v
        np.subtract(self.theta, self.v, out=self.theta)


class MomentumOfTheta:
    # Polyak's own form: from the last two places
    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu = theta, lr, mu
        self.last = theta.copy()

    def step(self, g):
        before = self.theta.copy()
        self.theta += self.mu * (self.theta - self.last) - self.lr * g
        self.last = before


class MomentumRebinds(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        self.theta = self.theta + self.v


class MomentumCopy:
    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu = theta.copy(), lr, mu
        self.v = np.zeros_like(theta)

    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        self.theta += self.v


class MomentumMean(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - (1 - self.mu) * self.lr * g
        self.theta += self.v


class MomentumForgets(MomentumStart):
    def step(self, g):
        v = np.zeros_like(self.theta)
        v = self.mu * v - self.lr * g
        self.theta += v


class MomentumUphill(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v + self.lr * g
        self.theta += self.v


class MomentumMixedSigns(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        self.theta -= self.v


class MomentumNesterov(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        self.theta += self.mu * self.v - self.lr * g


class MomentumOldSpeed(MomentumStart):
    def step(self, g):
        self.theta += self.v
        self.v = self.mu * self.v - self.lr * g


class MomentumScalesG(MomentumStart):
    def step(self, g):
        g *= self.lr
        self.v *= self.mu
        self.v -= g
        self.theta += self.v


class MomentumRateTwice(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        self.theta += self.lr * self.v


class MomentumNoRate(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - g
        self.theta += self.lr * (1 - self.mu) * self.v


class MomentumFixed(MomentumStart):
    def step(self, g):
        self.v = 0.9 * self.v - 0.01 * g
        self.theta += self.v


class MomentumShared:
    v = None  # one for all optimizers

    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu = theta, lr, mu
        if MomentumShared.v is None or MomentumShared.v.shape != theta.shape:
            MomentumShared.v = np.zeros_like(theta)

    def step(self, g):
        MomentumShared.v *= self.mu
        MomentumShared.v -= self.lr * g
        self.theta += MomentumShared.v


class MomentumReturns(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        return self.theta + self.v


class MomentumMuOnTheta(MomentumStart):
    def step(self, g):
        self.v = self.v - self.lr * g
        self.theta += self.mu * self.v


class MomentumSpeedIsTheta:
    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu = theta, lr, mu
        self.v = theta.copy()

    def step(self, g):
        self.v = self.mu * self.v - self.lr * g
        self.theta += self.v


# -------------------------------------------------------------- ex06-batches


def batches_slices(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def batches_while(X, y, batch_size, rng):
    left = list(range(len(X)))
    rng.shuffle(left)
    while left:
        rows, left = left[:batch_size], left[batch_size:]
        yield X[rows], y[rows]


def batches_split(X, y, batch_size, rng):
    n = X.shape[0]
    order = rng.choice(n, size=n, replace=False)
    for rows in np.split(order, np.arange(batch_size, n, batch_size)):
        yield X[rows, :], y[rows]


def batches_argsort(X, y, batch_size, rng):
    order = np.argsort(rng.random(len(y)))
    X, y = X[order], y[order]
    for k in range(math.ceil(len(y) / batch_size)):
        part = slice(k * batch_size, (k + 1) * batch_size)
        yield X[part], y[part]


def batches_expression(X, y, batch_size, rng):
    n, order = len(X), rng.permutation(len(X))
    parts = (order[i : i + batch_size] for i in range(0, n, batch_size))
    return ((X[rows], y[rows]) for rows in parts)


def batches_pick(X, y, batch_size, rng):
    # row by row, the batch goes out when it is full
    rows_X, rows_y = [], []
    for i in rng.permutation(len(X)):
        rows_X.append(X[i])
        rows_y.append(y[i])
        if len(rows_X) == batch_size:
            yield np.array(rows_X), np.array(rows_y)
            rows_X, rows_y = [], []
    if rows_X:
        yield np.array(rows_X), np.array(rows_y)


def batches_two_orders(X, y, batch_size, rng):
    X, y = rng.permutation(X), rng.permutation(y)
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def batches_drop_last(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for k in range(len(X) // batch_size):
        rows = order[k * batch_size : (k + 1) * batch_size]
        yield X[rows], y[rows]


def batches_no_order(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def batches_global(X, y, batch_size, rng):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def batches_own_seed(X, y, batch_size, rng):
    rng = np.random.default_rng(0)
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def batches_shuffles_caller(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def batches_replacement(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        rows = rng.integers(0, len(X), size=min(batch_size, len(X) - start))
        yield X[rows], y[rows]


def batches_array_split(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for rows in np.array_split(order, math.ceil(len(X) / batch_size)):
        yield X[rows], y[rows]


def batches_number(X, y, batch_size, rng):
    # takes batch_size for the number of batches
    order = rng.permutation(len(X))
    for rows in np.array_split(order, batch_size):
        yield X[rows], y[rows]


def batches_empty_last(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for k in range(len(X) // batch_size + 1):
        rows = order[k * batch_size : (k + 1) * batch_size]
        yield X[rows], y[rows]


def batches_y_in_order(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        yield X[order[start : start + batch_size]], y[start : start + batch_size]


def batches_fill_up(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        if len(rows) < batch_size:
            rows = order[-batch_size:]
        yield X[rows], y[rows]


def batches_orders_of_batches(X, y, batch_size, rng):
    starts = np.arange(0, len(X), batch_size)
    for start in rng.permutation(starts):
        yield X[start : start + batch_size], y[start : start + batch_size]


def batches_within(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        rows = rng.permutation(np.arange(start, min(start + batch_size, len(X))))
        yield X[rows], y[rows]


def batches_rows_alone(X, y, batch_size, rng):
    for i in rng.permutation(len(X)):
        yield X[i], y[i]


def batches_endless(X, y, batch_size, rng):
    done = 0
    while done < len(X):
        rows = rng.permutation(len(X))[:batch_size]
        done += len(rows)
        yield X[rows], y[rows]


# ----------------------------------------------------------- ex06-epoch-loss


def epoch_average(losses, sizes):
    return np.average(losses, weights=sizes)


def epoch_sums(losses, sizes):
    return np.sum(losses * sizes) / np.sum(sizes)


def epoch_loop(losses, sizes):
    total, n = 0.0, 0
    for loss, size in zip(losses, sizes):
        total += loss * size
        n += size
    return total / n


def epoch_dot(losses, sizes):
    share = np.asarray(sizes) / np.sum(sizes)
    return float(share @ np.asarray(losses))


def epoch_repeat(losses, sizes):
    return np.mean(np.repeat(losses, sizes))


def epoch_mean(losses, sizes):
    return np.mean(losses)


def epoch_by_batches(losses, sizes):
    return np.sum(losses * sizes) / len(losses)


def epoch_sum_of_losses(losses, sizes):
    return np.sum(losses) / np.sum(sizes)


def epoch_first_size(losses, sizes):
    return np.sum(losses * sizes) / (sizes[0] * len(sizes))


def epoch_total(losses, sizes):
    return np.sum(losses * sizes)


def epoch_array(losses, sizes):
    return losses * sizes / np.sum(sizes)


def epoch_integer(losses, sizes):
    return np.sum(losses * sizes) // np.sum(sizes)


def epoch_inverse(losses, sizes):
    return np.sum(losses / sizes) / np.sum(1 / sizes)


def epoch_without_last(losses, sizes):
    return np.sum(losses[:-1] * sizes[:-1]) / np.sum(sizes[:-1])


def epoch_last(losses, sizes):
    return losses[-1]


def epoch_outer(losses, sizes):
    return np.mean(np.outer(losses, sizes)) / np.mean(sizes)


# ----------------------------------------------------------------- ex06-best


def best_copy(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        L = loss(theta)
        if L < lowest:
            best, lowest = theta.copy(), L
    return best, lowest


def best_lists(theta, step, loss, steps):
    places, losses = [np.array(theta)], [loss(theta)]
    for _ in range(steps):
        step(theta)
        places.append(np.array(theta))
        losses.append(loss(theta))
    i = int(np.argmin(losses))
    return places[i], losses[i]


def best_min(theta, step, loss, steps):
    walk = []
    for k in range(steps + 1):
        if k > 0:
            step(theta)
        walk.append((loss(theta), k, theta.copy()))
    lowest, _, place = min(walk)
    return place, lowest


def best_infinity(theta, step, loss, steps):
    lowest, best = float("inf"), None
    for _ in range(steps):
        now = loss(theta)
        if now <= lowest:
            lowest = now
            best = theta + 0
        step(theta)
    now = loss(theta)
    if now <= lowest:
        lowest, best = now, theta + 0
    return best, lowest


def best_recursive(theta, step, loss, steps):
    here = theta.copy(), loss(theta)
    if steps == 0:
        return here
    step(theta)
    return min(here, best_recursive(theta, step, loss, steps - 1), key=lambda p: p[1])


def best_no_copy(theta, step, loss, steps):
    best, lowest = theta, loss(theta)
    for _ in range(steps):
        step(theta)
        if loss(theta) < lowest:
            best, lowest = theta, loss(theta)
    return best, lowest


def best_no_start(theta, step, loss, steps):
    lowest, best = np.inf, None
    for _ in range(steps):
        step(theta)
        if loss(theta) < lowest:
            best, lowest = theta.copy(), loss(theta)
    return best, lowest


def best_no_last(theta, step, loss, steps):
    lowest, best = np.inf, None
    for _ in range(steps):
        if loss(theta) < lowest:
            best, lowest = theta.copy(), loss(theta)
        step(theta)
    return best, lowest


def best_last(theta, step, loss, steps):
    for _ in range(steps):
        step(theta)
    return theta, loss(theta)


def best_order(theta, step, loss, steps):
    best, lowest = best_copy(theta, step, loss, steps)
    return lowest, best


def best_before_after(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        L = loss(theta)
        step(theta)
        if L <= lowest:
            best, lowest = theta.copy(), L
    return best, lowest


def best_uses_return(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        theta = step(theta)
        if loss(theta) < lowest:
            best, lowest = theta.copy(), loss(theta)
    return best, lowest


def best_stops(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        if loss(theta) >= lowest:
            break
        best, lowest = theta.copy(), loss(theta)
    return best, lowest


def best_highest(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        if loss(theta) > lowest:
            best, lowest = theta.copy(), loss(theta)
    return best, lowest


def best_never_lowers(theta, step, loss, steps):
    best, first = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        if loss(theta) < first:
            best = theta.copy()
    return best, loss(best)


def best_fresh_copy_each(theta, step, loss, steps):
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        trial = theta.copy()
        step(trial)
        if loss(trial) < lowest:
            best, lowest = trial.copy(), loss(trial)
    return best, lowest


def best_goes_back(theta, step, loss, steps):
    # every step starts at the best place so far
    best, lowest = theta.copy(), loss(theta)
    for _ in range(steps):
        step(theta)
        if loss(theta) < lowest:
            best, lowest = theta.copy(), loss(theta)
        else:
            theta[...] = best
    return best, lowest


def best_index(theta, step, loss, steps):
    losses = [loss(theta)]
    for _ in range(steps):
        step(theta)
        losses.append(loss(theta))
    return int(np.argmin(losses)), min(losses)


# ----------------------------------------------------------------- ex06-adam


class AdamStart:
    def __init__(self, theta, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.theta, self.lr = theta, lr
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.m, self.v, self.t = np.zeros_like(theta), np.zeros_like(theta), 0


class AdamPaper(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamInPlace(AdamStart):
    def step(self, g):
        self.t += 1
        self.m += (1 - self.beta1) * (g - self.m)
        self.v += (1 - self.beta2) * (g * g - self.v)
        rate = self.lr / (1 - self.beta1**self.t)
        self.theta[...] -= (
            rate * self.m / (np.sqrt(self.v / (1 - self.beta2**self.t)) + self.eps)
        )


class AdamLoop(AdamStart):
    def step(self, g):
        self.t = self.t + 1
        for i in range(len(self.theta)):
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * g[i]
            self.v[i] = self.beta2 * self.v[i] + (1 - self.beta2) * g[i] ** 2
            m = self.m[i] / (1 - self.beta1**self.t)
            v = self.v[i] / (1 - self.beta2**self.t)
            self.theta[i] = self.theta[i] - self.lr * m / (math.sqrt(v) + self.eps)


class AdamScalars:
    # 0 as a start, t from 1, powers kept instead of t
    def __init__(self, theta, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.theta, self.lr, self.eps = theta, lr, eps
        self.b1, self.b2, self.p1, self.p2 = beta1, beta2, 1.0, 1.0
        self.m = self.v = 0.0

    def step(self, g):
        self.p1 *= self.b1
        self.p2 *= self.b2
        self.m = self.b1 * self.m + (1 - self.b1) * g
        self.v = self.b2 * self.v + (1 - self.b2) * np.square(g)
        move = self.m / (1 - self.p1) / (np.sqrt(self.v / (1 - self.p2)) + self.eps)
        self.theta += -self.lr * move


class AdamHistory:
    # a mathematician: the two means as explicit weighted sums of all gradients
    def __init__(self, theta, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.theta, self.lr = theta, lr
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.gs = []

    def mean(self, beta, power):
        t = len(self.gs)
        w = np.array([(1 - beta) * beta ** (t - 1 - k) for k in range(t)])
        return w @ np.array(self.gs) ** power / (1 - beta**t)

    def step(self, g):
        self.gs.append(np.array(g, dtype=float))
        m, v = self.mean(self.beta1, 1), self.mean(self.beta2, 2)
        self.theta -= self.lr * m / (v**0.5 + self.eps)


class AdamNoCorrection(AdamStart):
    def step(self, g):
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        self.theta -= self.lr * self.m / (np.sqrt(self.v) + self.eps)


class AdamHalfCorrection(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(self.v) + self.eps)


class AdamLateT(AdamStart):
    def step(self, g):
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        self.t += 1


class AdamTFromTwo(AdamPaper):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.t = 1


class AdamTStays(AdamStart):
    def step(self, g):
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1)
        v_hat = self.v / (1 - self.beta2)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamEpsInside(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / np.sqrt(v_hat + self.eps)


class AdamNoEps(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / np.sqrt(v_hat)


class AdamNoRoot(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / (v_hat + self.eps)


class AdamSwapped(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta2 * self.m + (1 - self.beta2) * g
        self.v = self.beta1 * self.v + (1 - self.beta1) * g**2
        m_hat = self.m / (1 - self.beta2**self.t)
        v_hat = self.v / (1 - self.beta1**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamHatKept(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        self.m = self.m / (1 - self.beta1**self.t)
        self.v = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * self.m / (np.sqrt(self.v) + self.eps)


class AdamRebinds(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta = self.theta - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamSquaresG(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        g *= g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamNoSquare(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * np.abs(g)
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamNormOfG(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * (g @ g)
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamGradientOnTop(AdamStart):
    def step(self, g):
        self.t += 1
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * g / (np.sqrt(v_hat) + self.eps)


class AdamOneArray:
    # m = v = zeros: one array under two names, changed in place
    def __init__(self, theta, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.theta, self.lr, self.t = theta, lr, 0
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.m = self.v = np.zeros_like(theta)

    def step(self, g):
        self.t += 1
        self.m *= self.beta1
        self.m += (1 - self.beta1) * g
        self.v *= self.beta2
        self.v += (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(np.abs(v_hat)) + self.eps)


class AdamTimesT(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1 * self.t + 1e-12)
        v_hat = self.v / (1 - self.beta2 * self.t + 1e-12)
        self.theta -= self.lr * m_hat / (np.sqrt(np.abs(v_hat)) + self.eps)


class AdamUphill(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * g**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        self.theta += self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


class AdamDefaults(AdamPaper):
    def __init__(self, theta, lr=0.01, beta1=0.9, beta2=0.99, eps=1e-8):
        super().__init__(theta, lr, beta1, beta2, eps)


class AdamConstants(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * g
        self.v = 0.999 * self.v + 0.001 * g**2
        m_hat = self.m / (1 - 0.9**self.t)
        v_hat = self.v / (1 - 0.999**self.t)
        self.theta -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)


# ------------------------------------------------------------ ex06-best-rate


def best_rate_formula(curvatures):
    low, high = np.min(curvatures), np.max(curvatures)
    return 2 / (low + high), (high - low) / (high + low)


def best_rate_sorted(curvatures):
    ordered = sorted(curvatures)
    rate = 2 / (ordered[0] + ordered[-1])
    return rate, max(abs(1 - rate * c) for c in ordered)


def best_rate_bisect(curvatures):
    # at the best rate the flattest and the steepest axis are equally slow
    a, b = float(min(curvatures)), float(max(curvatures))
    low, high = 0.0, 2 / b
    for _ in range(200):
        eta = (low + high) / 2
        if 1 - eta * a > eta * b - 1:
            low = eta
        else:
            high = eta
    return eta, abs(1 - eta * a)


def best_rate_crossings(curvatures):
    # the largest |1 - ηλ| is lowest where two of the lines cross: try all pairs
    c = np.asarray(curvatures, dtype=float)
    rates = (2 / (c[:, None] + c[None, :])).ravel()
    sizes = np.abs(1 - rates[:, None] * c).max(axis=1)
    k = sizes.argmin()
    return rates[k], sizes[k]


def best_rate_condition(curvatures):
    kappa = np.max(curvatures) / np.min(curvatures)
    return 2 / (np.min(curvatures) * (1 + kappa)), (kappa - 1) / (kappa + 1)


def best_rate_as_given(curvatures):
    low, high = curvatures[0], curvatures[-1]
    return 2 / (low + high), abs(high - low) / (high + low)


def best_rate_steepest(curvatures):
    rate = 1 / np.max(curvatures)
    return rate, np.max(np.abs(1 - rate * curvatures))


def best_rate_limit(curvatures):
    rate = 2 / np.max(curvatures)
    return rate, np.max(np.abs(1 - rate * curvatures))


def best_rate_mean(curvatures):
    rate = 1 / np.mean(curvatures)
    return rate, np.max(np.abs(1 - rate * curvatures))


def best_rate_sum(curvatures):
    rate = 2 / np.sum(curvatures)
    return rate, np.max(np.abs(1 - rate * curvatures))


def best_rate_geometric(curvatures):
    rate = 1 / np.sqrt(np.min(curvatures) * np.max(curvatures))
    return rate, np.max(np.abs(1 - rate * curvatures))


def best_rate_swapped(curvatures):
    rate, factor = best_rate_formula(curvatures)
    return factor, rate


def best_rate_signed(curvatures):
    rate, _ = best_rate_formula(curvatures)
    return rate, 1 - rate * np.max(curvatures)


def best_rate_grid(curvatures):
    rates = np.linspace(0.001, 1, 1000)
    sizes = np.abs(1 - rates[:, None] * curvatures).max(axis=1)
    return rates[sizes.argmin()], sizes.min()


def best_rate_half(curvatures):
    low, high = np.min(curvatures), np.max(curvatures)
    return 1 / (low + high), high / (low + high)


def best_rate_smallest_size(curvatures):
    low, high = np.min(curvatures), np.max(curvatures)
    rate = 2 / (low + high)
    return rate, np.min(np.abs(1 - rate * np.asarray(curvatures)))


def best_rate_only(curvatures):
    return 2 / (np.min(curvatures) + np.max(curvatures))


def best_rate_momentum(curvatures):
    # the best rate and factor for momentum, from a blog
    a, b = np.sqrt(np.min(curvatures)), np.sqrt(np.max(curvatures))
    return 4 / (a + b) ** 2, (b - a) / (b + a)


def best_rate_all(curvatures):
    rate, _ = best_rate_formula(curvatures)
    return rate, np.abs(1 - rate * np.asarray(curvatures))


def best_rate_median(curvatures):
    rate = 1 / np.median(curvatures)
    return rate, np.max(np.abs(1 - rate * curvatures))


# ----------------------------------------------------------------- ex06-hunt


def hunt_range(theta, X, y, lr, size, order):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        theta = theta - lr * g
    return theta


def hunt_ceil(theta, X, y, lr, size, order):
    for k in range(math.ceil(len(order) / size)):
        rows = order[k * size : (k + 1) * size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        theta = theta - lr * g
    return theta


def hunt_split(theta, X, y, lr, size, order):
    for rows in np.split(order, range(size, len(order), size)):
        error = X[rows] @ theta - y[rows]
        theta = theta - lr * np.mean(2 * error[:, None] * X[rows], axis=0)
    return theta


def hunt_rest(theta, X, y, lr, size, order):
    full = len(order) // size
    parts = [order[k * size : (k + 1) * size] for k in range(full)]
    if len(order) % size:
        parts.append(order[full * size :])
    for rows in parts:
        theta = theta - lr * 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / rows.size
    return theta


def hunt_minus_floor(theta, X, y, lr, size, order):
    for k in range(-(-len(order) // size)):
        rows = order[k * size : min((k + 1) * size, len(order))]
        g = np.zeros(len(theta))
        for i in rows:
            g += 2 * (X[i] @ theta - y[i]) * X[i]
        theta = theta - lr * g / len(rows)
    return theta


def hunt_unchanged(theta, X, y, lr, size, order):
    for k in range(len(order) // size):
        rows = order[k * size : (k + 1) * size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / size
        theta = theta - lr * g
    return theta


def hunt_range_only(theta, X, y, lr, size, order):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / size
        theta = theta - lr * g
    return theta


def hunt_len_only(theta, X, y, lr, size, order):
    for k in range(len(order) // size):
        rows = order[k * size : (k + 1) * size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        theta = theta - lr * g
    return theta


def hunt_plus_one(theta, X, y, lr, size, order):
    for k in range(len(order) // size + 1):
        rows = order[k * size : (k + 1) * size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        theta = theta - lr * g
    return theta


def hunt_all_rows_mean(theta, X, y, lr, size, order):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(order)
        theta = theta - lr * g
    return theta


def hunt_round(theta, X, y, lr, size, order):
    for k in range(round(len(order) / size)):
        rows = order[k * size : (k + 1) * size]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        theta = theta - lr * g
    return theta


def hunt_full_batch(theta, X, y, lr, size, order):
    return theta - lr * 2 * X.T @ (X @ theta - y) / len(X)


def hunt_ignores_order(theta, X, y, lr, size, order):
    for start in range(0, len(y), size):
        A, b = X[start : start + size], y[start : start + size]
        theta = theta - lr * 2 * A.T @ (A @ theta - b) / len(b)
    return theta


def hunt_fill_up(theta, X, y, lr, size, order):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        if len(rows) < size:
            rows = order[-size:]
        g = 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / size
        theta = theta - lr * g
    return theta


def hunt_no_two(theta, X, y, lr, size, order):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        g = X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
        theta = theta - lr * g
    return theta


def hunt_in_place(theta, X, y, lr, size, order):
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        theta -= lr * 2 * X[rows].T @ (X[rows] @ theta - y[rows]) / len(rows)
    return theta


# ----------------------------------------------------------------- more, and open ones


def step_float32(theta, g, lr):
    return np.asarray(theta, np.float32) - np.float32(lr) * np.asarray(g, np.float32)


def path_array(gradient, theta, lr, steps):
    return np.array(path_list(gradient, theta, lr, steps))


class MomentumTorch(MomentumStart):
    def step(self, g):
        self.v = self.mu * self.v + g
        self.theta -= self.lr * self.v


def batches_list(X, y, batch_size, rng):
    return list(batches_slices(X, y, batch_size, rng))


def best_puts_back(theta, step, loss, steps):
    best, lowest = best_copy(theta, step, loss, steps)
    theta[...] = best
    return best, lowest


def best_is_theta(theta, step, loss, steps):
    best, lowest = best_copy(theta, step, loss, steps)
    theta[...] = best
    return theta, lowest


def step_one_line(theta, g, lr):
    return np.array([*map(lambda t, d: float(t) - lr * float(d), theta, g)])


class Stepper:
    def __call__(self, theta, g, lr):
        return np.add(theta, -lr * np.asarray(g), dtype=float)


def path_accumulate(gradient, theta, lr, steps):
    def move(here, _):
        return here - lr * gradient(here)

    return [*itertools.accumulate(range(steps), move, initial=theta)]


def path_generator(gradient, theta, lr, steps):
    def walk(here):
        for _ in range(steps):
            yield here
            here = here - lr * gradient(here)
        yield here

    return list(walk(theta.copy()))


def limit_roots(H):
    # roots of the characteristic polynomial
    return 2 / np.roots(np.poly(H)).real.max()


def limit_power(H):
    # the Rayleigh quotient's largest value, by squaring H again and again
    A = H / np.trace(H)
    for _ in range(60):
        A = A @ A
        A = A / np.trace(A)
    return 2 / np.trace(A @ H)


class MomentumCopyto(MomentumStart):
    def step(self, g):
        np.multiply(self.v, self.mu, out=self.v)
        np.add(self.v, -self.lr * np.asarray(g), out=self.v)
        np.copyto(self.theta, self.theta + self.v)


class MomentumHistory:
    # a mathematician: v as a sum over all gradients
    def __init__(self, theta, lr=0.01, mu=0.9):
        self.theta, self.lr, self.mu, self.gs = theta, lr, mu, []

    def step(self, g):
        self.gs.append(g.copy())
        t = len(self.gs)
        v = -self.lr * sum(self.mu ** (t - 1 - k) * g for k, g in enumerate(self.gs))
        self.theta += v


def batches_from(X, y, batch_size, rng):
    order = rng.permutation(len(y)).tolist()
    yield from (
        (np.take(X, part, axis=0), np.take(y, part))
        for part in [order[k : k + batch_size] for k in range(0, len(y), batch_size)]
    )


def batches_pop(X, y, batch_size, rng):
    pairs = list(zip(X, y))
    rng.shuffle(order := np.arange(len(pairs)))
    stack = list(order)
    while stack:
        rows = [stack.pop() for _ in range(min(batch_size, len(stack)))]
        yield (
            np.stack([pairs[i][0] for i in rows]),
            np.array([pairs[i][1] for i in rows]),
        )


def batches_together(X, y, batch_size, rng):
    # X and y side by side in one table, shuffled as a table
    table = np.column_stack([X, y])
    table = table[rng.permutation(len(table))]
    for k in range(0, len(table), batch_size):
        part = table[k : k + batch_size]
        yield part[:, :-1], part[:, -1].astype(y.dtype)


def epoch_fmean(losses, sizes):
    return statistics.fmean(losses, weights=sizes)


def epoch_matrix(losses, sizes):
    return np.vdot(losses, sizes) / np.add.reduce(sizes)


def best_sorted(theta, step, loss, steps):
    seen = {}
    for k in range(steps + 1):
        seen.setdefault(float(loss(theta)), theta.tolist())
        if k < steps:
            step(theta)
    lowest = min(seen)
    return np.array(seen[lowest]), lowest


class AdamFunctions(AdamStart):
    def step(self, g):
        self.t += 1
        self.m = self.blend(self.m, g, self.beta1)
        self.v = self.blend(self.v, g * g, self.beta2)
        m, v = self.unbias(self.m, self.beta1), self.unbias(self.v, self.beta2)
        np.copyto(self.theta, self.theta - self.lr * m / (np.sqrt(v) + self.eps))

    @staticmethod
    def blend(old, new, beta):
        return beta * old + (1 - beta) * new

    def unbias(self, mean, beta):
        return mean / (1 - np.power(beta, self.t))


class AdamTorch:
    # as in PyTorch: bias corrections as numbers, state made at the first step
    def __init__(self, theta, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.theta, self.lr, self.betas, self.eps = theta, lr, (beta1, beta2), eps
        self.state = {}

    def step(self, g):
        if not self.state:
            self.state.update(
                t=0, m=np.zeros_like(self.theta), v=np.zeros_like(self.theta)
            )
        s, (b1, b2) = self.state, self.betas
        s["t"] += 1
        s["m"] *= b1
        s["m"] += (1 - b1) * g
        s["v"] *= b2
        s["v"] += (1 - b2) * g * g
        c1, c2 = 1 - b1 ** s["t"], 1 - b2 ** s["t"]
        denominator = np.sqrt(s["v"]) / math.sqrt(c2) + self.eps
        self.theta -= self.lr / c1 * s["m"] / denominator


def best_rate_list(curvatures):
    a, *_, b = sorted([*curvatures, min(curvatures)])
    return [2 / (a + b), (b - a) / (a + b)]


def best_rate_array(curvatures):
    c = np.array(curvatures, dtype=float)
    rate = 1 / ((c.min() + c.max()) / 2)
    return np.array([rate, np.linalg.norm(1 - rate * c, np.inf)])


def hunt_while(theta, X, y, lr, size, order):
    left = np.array(order)
    while len(left) > 0:
        rows, left = left[:size], left[size:]
        A, b = X[rows], y[rows]
        theta = theta - lr * np.average(2 * A * (A @ theta - b)[:, None], axis=0)
    return theta


# --------------------------------------------------------------------- tables

RIGHT = {
    "ex06-trace": {
        "lists": lambda: trace([4, 6], [1, -0.5], [2, -3], [0.5, 0.25], 0.4375),
        "tuples": lambda: trace(
            (4.0, 6.0), (1.0, -0.5), (2.0, -3.0), (0.5, 0.25), 0.4375
        ),
        "by code": trace_by_code,
        "sixteenths": lambda: trace(
            [4, 6], [1, -1 / 2], [2, -3], [1 / 2, 1 / 4], 7 / 16
        ),
    },
    "ex06-step": {
        "map": lambda: step_one_line,
        "an object that can be called": lambda: Stepper(),
        "plain": lambda: step_plain,
        "np.subtract": lambda: step_numpy,
        "comprehension": lambda: step_comprehension,
        "float copy": lambda: step_float_copy,
        "loop": lambda: step_loop,
        "lambda": lambda: lambda theta, g, lr: theta + (-lr) * g,
    },
    "ex06-path": {
        "accumulate": lambda: path_accumulate,
        "inner generator": lambda: path_generator,
        "list": lambda: path_list,
        "copies": lambda: path_copies,
        "from the last": lambda: path_last,
        "recursive": lambda: path_recursive,
        "rows of a table": lambda: path_table,
    },
    "ex06-read": {
        "dict": lambda: read(
            ["too short", "fine", "at the limit", "too long", "uphill"]
        ),
        "another order": lambda: {
            "e": "uphill",
            "d": "too long",
            "c": "at the limit",
            "b": "fine",
            "a": "too short",
        },
        "dict()": lambda: dict(
            a="too short", b="fine", c="at the limit", d="too long", e="uphill"
        ),
    },
    "ex06-limit": {
        "squaring": lambda: limit_power,
        "last": lambda: limit_last,
        "max": lambda: limit_max,
        "eig": lambda: limit_eig,
        "spectral norm": lambda: limit_norm,
        "smallest of all limits": lambda: limit_min_over_axes,
        "svd": lambda: limit_svd,
    },
    "ex06-momentum": {
        "copyto": lambda: MomentumCopyto,
        "sum over all gradients": lambda: MomentumHistory,
        "plain": lambda: MomentumPlain,
        "in place": lambda: MomentumInPlace,
        "starts with 0": lambda: MomentumZero,
        "loop": lambda: MomentumLoop,
        "both signs turned": lambda: MomentumMinus,
        "last two places": lambda: MomentumOfTheta,
    },
    "ex06-batches": {
        "yield from": lambda: batches_from,
        "pop": lambda: batches_pop,
        "one table": lambda: batches_together,
        "slices": lambda: batches_slices,
        "while": lambda: batches_while,
        "np.split": lambda: batches_split,
        "argsort": lambda: batches_argsort,
        "generator expression": lambda: batches_expression,
        "row by row": lambda: batches_pick,
    },
    "ex06-epoch-loss": {
        "fmean": lambda: epoch_fmean,
        "vdot": lambda: epoch_matrix,
        "np.average": lambda: epoch_average,
        "sums": lambda: epoch_sums,
        "loop": lambda: epoch_loop,
        "shares": lambda: epoch_dot,
        "repeat": lambda: epoch_repeat,
    },
    "ex06-best": {
        "dict": lambda: best_sorted,
        "copy": lambda: best_copy,
        "lists": lambda: best_lists,
        "min": lambda: best_min,
        "from infinity": lambda: best_infinity,
        "recursive": lambda: best_recursive,
    },
    "ex06-adam": {
        "small functions": lambda: AdamFunctions,
        "PyTorch": lambda: AdamTorch,
        "paper": lambda: AdamPaper,
        "in place": lambda: AdamInPlace,
        "loop": lambda: AdamLoop,
        "powers kept": lambda: AdamScalars,
        "weighted sums": lambda: AdamHistory,
    },
    "ex06-best-rate": {
        "a list": lambda: best_rate_list,
        "an array": lambda: best_rate_array,
        "formula": lambda: best_rate_formula,
        "sorted": lambda: best_rate_sorted,
        "bisection": lambda: best_rate_bisect,
        "all crossings": lambda: best_rate_crossings,
        "condition number": lambda: best_rate_condition,
    },
    "ex06-hunt": {
        "while": lambda: ("every row", hunt_while),
        "range": lambda: ("every row", hunt_range),
        "ceil": lambda: ("every row", hunt_ceil),
        "np.split": lambda: ("every row", hunt_split),
        "rest apart": lambda: ("every row", hunt_rest),
        "sums by row": lambda: ("every row", hunt_minus_floor),
    },
}
WRONG = {
    "ex06-trace": {
        "no 2": (
            lambda: trace(
                [2, 3], [1.5, 0.25], [1.5, 0.75], [1.125, 0.0625], 1.27734375
            ),
            "slopes θ and 3θ: the 2 is missing",
        ),
        "3 forgotten": (
            lambda: trace([4, 2], [1, 0.5], [2, 1], [0.5, 0.25], 0.4375),
            "second slope 2θ₂, without the 3",
        ),
        "uphill": (
            lambda: trace([4, 6], [3, 2.5], [6, 15], [4.5, 6.25], 137.4375),
            "adds the gradient",
        ),
        "same gradient": (
            lambda: trace([4, 6], [1, -0.5], [4, 6], [0, -2], 12),
            "the second step takes the first gradient again",
        ),
        "sign lost": (
            lambda: trace([4, 6], [1, 0.5], [2, 3], [0.5, -0.25], 0.4375),
            "θ₂ crosses to the other side, the minus is lost",
        ),
        "loss after one step": (
            lambda: trace([4, 6], [1, -0.5], [2, -3], [0.5, 0.25], 1.75),
            "the loss after step 1 in place of step 2",
        ),
        "loss without 3": (
            lambda: trace([4, 6], [1, -0.5], [2, -3], [0.5, 0.25], 0.3125),
            "θ₁² + θ₂²",
        ),
        "3 squared too": (
            lambda: trace([4, 18], [1, -3.5], [2, -63], [0.5, 12.25], 1350.8125),
            "(3θ₂)² differentiated: 18 θ₂",
        ),
        "pairs swapped": (
            lambda: trace([6, 4], [-0.5, 1], [-3, 2], [0.25, 0.5], 0.4375),
            "second parameter first",
        ),
        "a number each": (
            lambda: trace(10, 0.5, -1, 0.75, 0.4375),
            "adds up the two numbers of a pair",
        ),
    },
    "ex06-step": {
        "in place": (lambda: step_in_place, "moves the caller's array"),
        "into theta": (lambda: step_in_place_cast, "writes into the caller's array"),
        "copy keeps whole numbers": (
            lambda: step_copy_keeps_type,
            "a copy of whole numbers cuts what is after the point",
        ),
        "zeros_like": (lambda: step_zeros_like, "zeros_like takes over whole numbers"),
        "copy, then -=": (
            lambda: step_copy_minus_equal,
            "-= of floats on whole numbers raises",
        ),
        "uphill": (lambda: step_uphill, "plus"),
        "no rate": (lambda: step_no_rate, "the rate is not used"),
        "move only": (lambda: step_move_only, "returns the move, not the place"),
        "unit length": (lambda: step_unit, "divides g by its length"),
        "divides": (lambda: step_divides, "g / lr"),
        "sign only": (lambda: step_sign, "the sign of g in place of g"),
        "prints": (lambda: step_prints, "prints and returns nothing"),
        "shrinks": (lambda: step_shrinks, "θ (1 - η g)"),
    },
    "ex06-path": {
        "one array": (lambda: path_alias, "the same array steps + 1 times"),
        "moves the caller's": (lambda: path_moves_callers, "-= on the caller's theta"),
        "no start": (lambda: path_no_start, "the start is missing"),
        "no end": (lambda: path_no_end, "the last place is missing"),
        "one gradient": (
            lambda: path_same_gradient,
            "gradient taken once, at the start",
        ),
        "uphill": (lambda: path_uphill, "plus"),
        "from the start": (lambda: path_from_start, "each step starts from the start"),
        "return inside": (lambda: path_return_inside, "return inside the loop"),
        "last only": (lambda: path_last_only, "the last place, no list"),
        "one too many": (lambda: path_one_more, "steps + 1 steps, steps + 2 places"),
        "one coordinate at a time": (
            lambda: path_coordinates,
            "later coordinates see those that have moved",
        ),
    },
    "ex06-read": {
        "d and e swapped": (
            lambda: read(["too short", "fine", "at the limit", "uphill", "too long"]),
            "e grows faster, so taken for the too long step",
        ),
        "a and b swapped": (
            lambda: read(["fine", "too short", "at the limit", "too long", "uphill"]),
            "slow and steady taken for fine",
        ),
        "c and a swapped": (
            lambda: read(["at the limit", "fine", "too short", "too long", "uphill"]),
            "a loss that stands still taken for steps that are too short",
        ),
        "c uphill": (
            lambda: read(["too short", "fine", "uphill", "at the limit", "too long"]),
            "moves three of them round",
        ),
        "capitals": (
            lambda: read(["Too long", "fine", "at the limit", "too short", "uphill"]),
            "short and long swapped, and a capital letter",
        ),
        "word twice": (
            lambda: read(["too short", "fine", "at the limit", "too long", "too long"]),
            "one word twice, uphill not used",
        ),
    },
    "ex06-limit": {
        "1": (lambda: limit_one, "1/λ: the fastest, not the limit"),
        "smallest": (lambda: limit_smallest, "the smallest curvature"),
        "diagonal": (lambda: limit_diagonal, "diagonal, as if H were not askew"),
        "largest entry": (lambda: limit_entry, "the largest entry of H"),
        "trace": (lambda: limit_trace, "the sum of the curvatures"),
        "Frobenius": (lambda: limit_frobenius, "norm of all entries"),
        "all": (lambda: limit_array, "one number for each axis"),
        "mean": (lambda: limit_mean, "the mean curvature"),
        "best rate": (lambda: limit_best, "the best rate, not the limit"),
        "turned": (lambda: limit_turned, "λ/2"),
        "the lesson's": (lambda: limit_lesson, "the lesson's 25 written in"),
        "index 1": (lambda: limit_first_of_reversed, "right for P = 2 only"),
        "row sums": (lambda: limit_row_sums, "a bound for λ in place of λ"),
    },
    "ex06-momentum": {
        "rebinds": (lambda: MomentumRebinds, "a new array, the caller's stays"),
        "copy": (lambda: MomentumCopy, "moves a copy"),
        "1 - mu": (lambda: MomentumMean, "a mean of gradients: (1 - μ) too"),
        "forgets": (lambda: MomentumForgets, "v starts at 0 in each step"),
        "uphill": (lambda: MomentumUphill, "+ η g"),
        "mixed signs": (lambda: MomentumMixedSigns, "v with -, then θ - v"),
        "Nesterov": (lambda: MomentumNesterov, "formula (6.5)"),
        "old speed": (lambda: MomentumOldSpeed, "moves with the speed of before"),
        "changes g": (lambda: MomentumScalesG, "g *= lr changes the caller's gradient"),
        "rate twice": (lambda: MomentumRateTwice, "lr in v, and again in the move"),
        "damped": (lambda: MomentumNoRate, "rate and 1 - μ on the move"),
        "constants": (lambda: MomentumFixed, "0.9 and 0.01 written in"),
        "shared": (lambda: MomentumShared, "one speed for all optimizers"),
        "returns": (lambda: MomentumReturns, "returns the place, θ is not moved"),
        "mu elsewhere": (lambda: MomentumMuOnTheta, "μ on the move, v never fades"),
        "speed θ": (lambda: MomentumSpeedIsTheta, "the speed starts at θ"),
    },
    "ex06-batches": {
        "two orders": (lambda: batches_two_orders, "X and y shuffled apart"),
        "drops the last": (lambda: batches_drop_last, "the short batch is missing"),
        "no order": (lambda: batches_no_order, "rng is not used"),
        "global": (lambda: batches_global, "np.random in place of rng"),
        "own seed": (lambda: batches_own_seed, "a generator of its own, seed 0"),
        "shuffles the caller's": (lambda: batches_shuffles_caller, "changes X and y"),
        "replacement": (lambda: batches_replacement, "rows come twice or never"),
        "array_split": (lambda: batches_array_split, "batches of about equal size"),
        "number of batches": (lambda: batches_number, "batch_size many batches"),
        "empty last": (
            lambda: batches_empty_last,
            "an empty batch if the size divides n",
        ),
        "y in order": (lambda: batches_y_in_order, "y is not permuted"),
        "fills up": (lambda: batches_fill_up, "fills the last batch with used rows"),
        "order of batches": (
            lambda: batches_orders_of_batches,
            "permutes the batches, not the rows",
        ),
        "within": (lambda: batches_within, "permutes within each batch only"),
        "single rows": (lambda: batches_rows_alone, "one row at a time"),
        "new order each time": (
            lambda: batches_endless,
            "a new permutation for each batch",
        ),
    },
    "ex06-epoch-loss": {
        "mean": (lambda: epoch_mean, "plain mean: a short batch counts as much"),
        "by batches": (lambda: epoch_by_batches, "divides by the number of batches"),
        "sum of losses": (lambda: epoch_sum_of_losses, "losses are not weighted"),
        "first size": (lambda: epoch_first_size, "as if all batches were full"),
        "total": (lambda: epoch_total, "not divided"),
        "array": (lambda: epoch_array, "not added up"),
        "integer": (lambda: epoch_integer, "// in place of /"),
        "inverse": (lambda: epoch_inverse, "weights 1/size"),
        "without the last": (lambda: epoch_without_last, "leaves out the last batch"),
        "last": (lambda: epoch_last, "the last batch's loss"),
        "outer": (lambda: epoch_outer, "mean of all products, which is the plain mean"),
    },
    "ex06-best": {
        "no copy": (lambda: best_no_copy, "keeps the array that moves on"),
        "no start": (lambda: best_no_start, "the start does not count"),
        "no last": (lambda: best_no_last, "the last place does not count"),
        "last": (lambda: best_last, "returns the last place"),
        "order": (lambda: best_order, "loss first"),
        "before and after": (
            lambda: best_before_after,
            "the loss before a step with the place after it",
        ),
        "return value": (lambda: best_uses_return, "theta = step(theta) is None"),
        "stops": (lambda: best_stops, "stops at the first rise"),
        "highest": (lambda: best_highest, "> where < belongs"),
        "never lowers": (
            lambda: best_never_lowers,
            "compares with the start only: the last place below it",
        ),
        "fresh copy": (lambda: best_fresh_copy_each, "always steps from the start"),
        "goes back": (lambda: best_goes_back, "puts theta back to the best place"),
        "index": (lambda: best_index, "the number of the step, not the place"),
    },
    "ex06-adam": {
        "no correction": (lambda: AdamNoCorrection, "(6.8) left out"),
        "half correction": (lambda: AdamHalfCorrection, "v is not corrected"),
        "t late": (lambda: AdamLateT, "t is 0 in the first step: 0/0"),
        "t from 2": (lambda: AdamTFromTwo, "t is 2 in the first step"),
        "t stays": (lambda: AdamTStays, "corrects as if t were always 1"),
        "eps inside": (lambda: AdamEpsInside, "ε below the root"),
        "no eps": (lambda: AdamNoEps, "ε left out: 0/0 where g is 0"),
        "no root": (lambda: AdamNoRoot, "divides by v, not by its root"),
        "betas swapped": (lambda: AdamSwapped, "β₁ and β₂ swapped"),
        "hats kept": (lambda: AdamHatKept, "corrected means are kept as m and v"),
        "rebinds": (lambda: AdamRebinds, "the caller's theta stays"),
        "squares g": (lambda: AdamSquaresG, "g *= g changes the caller's gradient"),
        "no square": (lambda: AdamNoSquare, "|g| in place of g²"),
        "norm": (lambda: AdamNormOfG, "one v for all entries: g·g"),
        "no m": (lambda: AdamGradientOnTop, "g in place of its mean"),
        "one array": (lambda: AdamOneArray, "m and v are one array"),
        "times t": (lambda: AdamTimesT, "β t in place of β to the t"),
        "uphill": (lambda: AdamUphill, "plus"),
        "defaults": (lambda: AdamDefaults, "defaults 0.01 and 0.99"),
        "constants": (lambda: AdamConstants, "β₁ and β₂ written in as numbers"),
    },
    "ex06-best-rate": {
        "as given": (lambda: best_rate_as_given, "takes the first and the last"),
        "1/max": (lambda: best_rate_steepest, "best for the steepest axis alone"),
        "limit": (lambda: best_rate_limit, "the limit of stability"),
        "mean": (lambda: best_rate_mean, "1 over the mean: right for two only"),
        "sum": (lambda: best_rate_sum, "2 over the sum: right for two only"),
        "geometric": (lambda: best_rate_geometric, "geometric mean"),
        "swapped": (lambda: best_rate_swapped, "factor first"),
        "signed": (lambda: best_rate_signed, "1 - ηλ of the steepest, below 0"),
        "grid": (lambda: best_rate_grid, "a coarse grid up to 1"),
        "half": (lambda: best_rate_half, "1 in place of 2"),
        "smallest": (lambda: best_rate_smallest_size, "size along the fastest axis"),
        "rate only": (lambda: best_rate_only, "the factor is missing"),
        "momentum": (lambda: best_rate_momentum, "the formula for momentum"),
        "all": (lambda: best_rate_all, "the sizes of all axes"),
        "median": (lambda: best_rate_median, "1 over the median"),
    },
    "ex06-hunt": {
        "test falls": (lambda: ("falls", hunt_range), "the loss does fall"),
        "test rests": (lambda: ("rests", hunt_range), "θ does stay"),
        "test one at a time": (
            lambda: ("one at a time", hunt_ceil),
            "batches of one leave no rest",
        ),
        "not repaired": (lambda: ("every row", hunt_unchanged), "program as it was"),
        "range only": (lambda: ("every row", hunt_range_only), "still / size"),
        "len only": (lambda: ("every row", hunt_len_only), "still drops the rest"),
        "one more": (
            lambda: ("every row", hunt_plus_one),
            "an empty batch, 0/0, if the size divides n",
        ),
        "mean over all": (lambda: ("every row", hunt_all_rows_mean), "/ len(order)"),
        "round": (lambda: ("every row", hunt_round), "rounds the number of batches"),
        "one batch": (lambda: ("every row", hunt_full_batch), "all rows in one step"),
        "no order": (lambda: ("every row", hunt_ignores_order), "order is not used"),
        "fills up": (lambda: ("every row", hunt_fill_up), "used rows fill the last"),
        "no 2": (lambda: ("every row", hunt_no_two), "repairs both, loses the 2"),
        "underlines": (lambda: ("every_row", hunt_range), "not one of the four words"),
    },
}

# answers of which the task text does not say whether they are right, and why not
OPEN = {
    "ex06-step": {
        "float32": (lambda: step_float32, "how exact 'exact' is"),
    },
    "ex06-path": {
        "rows of an array": (lambda: path_array, "an array where a list is asked for"),
    },
    "ex06-momentum": {
        "PyTorch": (
            lambda: MomentumTorch,
            "the same path as long as nobody changes lr on the way",
        ),
    },
    "ex06-batches": {
        "a list": (lambda: batches_list, "a list of pairs, not a generator"),
    },
    "ex06-best": {
        "puts back": (lambda: best_puts_back, "where the caller's theta should end"),
        "theta itself": (lambda: best_is_theta, "the same, and no copy is returned"),
    },
    "ex06-limit": {
        "roots": (lambda: limit_roots, "loses digits where two curvatures are equal"),
    },
}
