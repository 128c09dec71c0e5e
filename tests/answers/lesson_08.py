# ruff: noqa
"""Answers to the tasks of lesson 08, written from the task text alone."""

import collections
import statistics
from fractions import Fraction

import numpy as np

import nnlib as nn

# ----------------------------------------------------------------- ex08-read

READ_KEYS = ("accuracy", "8s that were found", "answers 8 that are right", "always 1")


def read(*values):
    return dict(zip(READ_KEYS, values, strict=True))


def read_by_code():
    M = np.array([[14, 1, 1], [3, 7, 2], [1, 0, 11]])
    right = np.diag(M)
    return read(
        np.trace(M) / M.sum(),
        (right / M.sum(axis=1))[2],
        (right / M.sum(axis=0))[2],
        M.sum(axis=1)[0] / M.sum(),
    )


# ---------------------------------------------------------------- ex08-split


def split_permutation(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    test, valid = order[:n_test], order[n_test : n_test + n_valid]
    train = order[n_test + n_valid :]
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_shuffled(X, y, n_valid, n_test, rng):
    index = np.arange(len(y))
    rng.shuffle(index)
    n_train = len(y) - n_valid - n_test
    return [
        (X[part], y[part])
        for part in (
            index[:n_train],
            index[n_train : n_train + n_valid],
            index[n_train + n_valid :],
        )
    ]


def split_np(X, y, n_valid, n_test, rng):
    order = rng.permutation(X.shape[0])
    n_train = X.shape[0] - n_valid - n_test
    parts = np.split(order, [n_train, n_train + n_valid])
    return tuple((X[p], y[p]) for p in parts)


def split_both_sorted(X, y, n_valid, n_test, rng):
    lots = rng.random(len(X)).argsort()
    X, y = X[lots], y[lots]
    a = n_test
    b = n_test + n_valid
    return (X[b:], y[b:]), (X[a:b], y[a:b]), (X[:a], y[:a])


def split_zip(X, y, n_valid, n_test, rng):
    # pairs in a list, shuffled as pairs
    pairs = [(x, label) for x, label in zip(X, y)]
    pairs = [pairs[i] for i in rng.permutation(len(pairs))]

    def unzip(part):
        xs = np.array([x for x, _ in part]).reshape(len(part), X.shape[1])
        return xs, np.array([label for _, label in part], dtype=y.dtype)

    test = pairs[:n_test]
    valid = pairs[n_test : n_test + n_valid]
    return unzip(pairs[n_test + n_valid :]), unzip(valid), unzip(test)


def split_choice(X, y, n_valid, n_test, rng):
    order = rng.choice(len(X), len(X), replace=False)
    ends = np.cumsum([len(X) - n_valid - n_test, n_valid, n_test])
    starts = [0, *ends[:-1]]
    train, valid, test = ((X[order[a:b]], y[order[a:b]]) for a, b in zip(starts, ends))
    return train, valid, test


def split_no_order(X, y, n_valid, n_test, rng):
    n = len(X) - n_valid - n_test
    m = n + n_valid
    return (X[:n], y[:n]), (X[n:m], y[n:m]), (X[m:], y[m:])


def split_two_orders(X, y, n_valid, n_test, rng):
    X, y = rng.permutation(X), rng.permutation(y)
    return split_no_order(X, y, n_valid, n_test, rng)


def split_X_only(X, y, n_valid, n_test, rng):
    X = X[rng.permutation(len(X))]
    return split_no_order(X, y, n_valid, n_test, rng)


def split_order_of_parts(X, y, n_valid, n_test, rng):
    train, valid, test = split_permutation(X, y, n_valid, n_test, rng)
    return train, test, valid


def split_overlap(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    test, valid, train = order[:n_test], order[:n_valid], order[n_valid:]
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_three_draws(X, y, n_valid, n_test, rng):
    test = rng.choice(len(X), n_test, replace=False)
    valid = rng.choice(len(X), n_valid, replace=False)
    train = rng.choice(len(X), len(X) - n_valid - n_test, replace=False)
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_replacement(X, y, n_valid, n_test, rng):
    order = rng.integers(0, len(X), len(X))
    test, valid = order[:n_test], order[n_test : n_test + n_valid]
    train = order[n_test + n_valid :]
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_four(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    test, valid = order[:n_test], order[n_test : n_test + n_valid]
    train = order[n_test + n_valid :]
    return X[train], X[valid], X[test], y[train], y[valid], y[test]


def split_global(X, y, n_valid, n_test, rng):
    order = np.random.permutation(len(X))
    test, valid = order[:n_test], order[n_test : n_test + n_valid]
    train = order[n_test + n_valid :]
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_swapped_sizes(X, y, n_valid, n_test, rng):
    return split_permutation(X, y, n_test, n_valid, rng)


def split_train_to_end(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    test, valid = order[:n_test], order[n_test : n_test + n_valid]
    train = order[n_test:]
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_loses_one(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    test, valid = order[:n_test], order[n_test : n_test + n_valid]
    train = order[n_test + n_valid : -1]
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_shuffle_after(X, y, n_valid, n_test, rng):
    # the parts are cut first, then each is shuffled
    parts = split_no_order(X, y, n_valid, n_test, rng)
    orders = [rng.permutation(len(part[1])) for part in parts]
    return tuple((A[o], b[o]) for (A, b), o in zip(parts, orders))


def split_sorted_parts(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    test, valid = order[:n_test], order[n_test : n_test + n_valid]
    train = order[n_test + n_valid :]
    train, valid, test = np.sort(train), np.sort(valid), np.sort(test)
    return (X[train], y[train]), (X[valid], y[valid]), (X[test], y[test])


def split_indices(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    return order[n_test + n_valid :], order[n_test : n_test + n_valid], order[:n_test]


# ---------------------------------------------------------------- ex08-scale


def scale_plain(train, new):
    m, s = train.mean(axis=0), np.maximum(train.std(axis=0), 1)
    return (train - m) / s, (new - m) / s


def scale_where(train, new):
    m = np.mean(train, 0)
    s = np.std(train, 0)
    s = np.where(s < 1, 1.0, s)
    return [(train - m) / s, (new - m) / s]


def scale_function(train, new):
    m = train.mean(0, keepdims=True)
    s = train.std(0, keepdims=True).clip(min=1)

    def scaled(ink):
        return np.divide(np.subtract(ink, m), s)

    return scaled(train), scaled(new)


def scale_columns(train, new):
    a, b = np.zeros(train.shape), np.zeros(new.shape)
    for j in range(train.shape[1]):
        column = train[:, j]
        m = sum(column) / len(column)
        s = (sum((column - m) ** 2) / len(column)) ** 0.5
        s = max(s, 1)
        a[:, j] = (column - m) / s
        b[:, j] = (new[:, j] - m) / s
    return a, b


def scale_stacked(train, new):
    m = train.mean(axis=0)
    s = np.sqrt(np.mean((train - m) ** 2, axis=0))
    s[s < 1] = 1
    both = (np.vstack([train, new]) - m) / s
    return both[: len(train)], both[len(train) :]


def scale_own(train, new):
    def scaled(ink):
        return (ink - ink.mean(axis=0)) / np.maximum(ink.std(axis=0), 1)

    return scaled(train), scaled(new)


def scale_together(train, new):
    both = np.vstack([train, new])
    m, s = both.mean(axis=0), np.maximum(both.std(axis=0), 1)
    return (train - m) / s, (new - m) / s


def scale_no_floor(train, new):
    m, s = train.mean(axis=0), train.std(axis=0)
    return (train - m) / s, (new - m) / s


def scale_epsilon(train, new):
    m, s = train.mean(axis=0), train.std(axis=0) + 1e-8
    return (train - m) / s, (new - m) / s


def scale_plus_one(train, new):
    m, s = train.mean(axis=0), train.std(axis=0)
    return (train - m) / (s + 1), (new - m) / (s + 1)


def scale_zeros_only(train, new):
    m, s = train.mean(axis=0), train.std(axis=0)
    s[s == 0] = 1
    return (train - m) / s, (new - m) / s


def scale_axis(train, new):
    def scaled(ink):
        m = train.mean(axis=1, keepdims=True)[: len(ink)]
        s = np.maximum(train.std(axis=1, keepdims=True), 1)[: len(ink)]
        return (ink - m) / s

    return scaled(train), scaled(new)


def scale_all_pixels(train, new):
    m, s = train.mean(), max(train.std(), 1)
    return (train - m) / s, (new - m) / s


def scale_minimum(train, new):
    m, s = train.mean(axis=0), np.minimum(train.std(axis=0), 1)
    return (train - m) / s, (new - m) / s


def scale_variance(train, new):
    m, s = train.mean(axis=0), np.maximum(train.var(axis=0), 1)
    return (train - m) / s, (new - m) / s


def scale_ddof(train, new):
    m, s = train.mean(axis=0), np.maximum(train.std(axis=0, ddof=1), 1)
    return (train - m) / s, (new - m) / s


def scale_new_untouched(train, new):
    m, s = train.mean(axis=0), np.maximum(train.std(axis=0), 1)
    return (train - m) / s, new


def scale_range(train, new):
    low, high = train.min(axis=0), train.max(axis=0)
    width = np.maximum(high - low, 1)
    return (train - low) / width, (new - low) / width


def scale_sixteen(train, new):
    return train / 16, new / 16


def scale_train_changed(train, new):
    # the new pictures on the scale of the pictures that are already scaled
    m, s = train.mean(axis=0), np.maximum(train.std(axis=0), 1)
    train = (train - m) / s
    m, s = train.mean(axis=0), np.maximum(train.std(axis=0), 1)
    return train, (new - m) / s


def scale_white_dropped(train, new):
    m, s = train.mean(axis=0), train.std(axis=0)
    ink = s > 0
    m, s = m[ink], np.maximum(s[ink], 1)
    return (train[:, ink] - m) / s, (new[:, ink] - m) / s


def scale_nan_to_zero(train, new):
    m, s = train.mean(axis=0), train.std(axis=0)
    with np.errstate(all="ignore"):
        a, b = (train - m) / s, (new - m) / s
    return np.nan_to_num(a, posinf=0, neginf=0), np.nan_to_num(b, posinf=0, neginf=0)


def scale_swapped(train, new):
    m, s = new.mean(axis=0), np.maximum(new.std(axis=0), 1)
    return (train - m) / s, (new - m) / s


# ------------------------------------------------------------- ex08-baseline


def compared_plain(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == most)


def compared_unique(Z, y, y_train):
    labels, counts = np.unique(y_train, return_counts=True)
    frequent = labels[counts == counts.max()][0]
    y = np.reshape(y, len(Z))
    return [np.mean(np.argmax(Z, 1) == y), np.mean(np.full(len(y), frequent) == y)]


def compared_counter(Z, y, y_train):
    truth = [int(c) for c in np.asarray(y).flatten()]
    frequent = collections.Counter(y_train.tolist()).most_common(1)[0][0]
    right = sum(int(np.argmax(row)) == c for row, c in zip(Z, truth))
    return right / len(truth), truth.count(frequent) / len(truth)


def compared_column(Z, y, y_train):
    if y.ndim == 2:
        y = y[:, 0]
    n_classes = Z.shape[1]
    counts = [np.sum(y_train == k) for k in range(n_classes)]
    a = (Z.argmax(-1) == y).sum() / y.size
    return float(a), float((y == int(np.argmax(counts))).sum() / y.size)


def compared_library(Z, y, y_train):
    y = y.reshape(-1)
    always = np.zeros(Z.shape)
    always[:, np.bincount(y_train, minlength=Z.shape[1]).argmax()] = 1
    return nn.accuracy(Z, y), nn.accuracy(always, y)


def compared_broadcast(Z, y, y_train):
    most = np.bincount(y_train).argmax()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == most)


def compared_of_test(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y).argmax()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == most)


def compared_train_share(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y_train == most)


def compared_counts(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.sum(Z.argmax(axis=1) == y), np.sum(y == most)


def compared_axis(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.mean((Z.argmax(axis=0) == y[: Z.shape[1]])), np.mean(y == most)


def compared_max(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.mean(Z.max(axis=1) == y), np.mean(y == most)


def compared_largest_class(Z, y, y_train):
    y = y.ravel()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == y_train.max())


def compared_how_often(Z, y, y_train):
    y = y.ravel()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == np.bincount(y_train).max())


def compared_order(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.mean(y == most), np.mean(Z.argmax(axis=1) == y)


def compared_one_over(Z, y, y_train):
    y = y.ravel()
    return np.mean(Z.argmax(axis=1) == y), 1 / Z.shape[1]


def compared_row_only(Z, y, y_train):
    most = np.bincount(y_train).argmax()
    right = 0
    for i in range(len(y)):
        if Z[i].argmax() is y[i]:
            right += 1
    return right / len(y), np.mean(y == most)


def compared_threshold(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    P = nn.softmax(Z)
    sure = P[np.arange(len(y)), y] > 0.5
    return np.mean(sure), np.mean(y == most)


def compared_two_columns(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.mean((Z[:, 1] > Z[:, 0]) == y), np.mean(y == most)


def compared_mean_class(Z, y, y_train):
    y = y.ravel()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == np.round(y_train.mean()))


def compared_first(Z, y, y_train):
    y = y.ravel()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == y_train[0])


def compared_argmin(Z, y, y_train):
    y = y.ravel()
    most = np.bincount(y_train).argmax()
    return np.mean(Z.argmin(axis=1) == y), np.mean(y == most)


# ------------------------------------------------------------ ex08-confusion


def confusion_loop(c, y, n_classes):
    M = np.zeros((n_classes, n_classes), dtype=int)
    for answer, truth in zip(c, y):
        M[truth, answer] += 1
    return M


def confusion_one_hot(c, y, n_classes):
    I = np.eye(n_classes)
    return I[y].T @ I[c]


def confusion_bincount(c, y, n_classes):
    k = n_classes
    return np.bincount(y * k + c, minlength=k * k).reshape(k, k)


def confusion_add_at(c, y, n_classes):
    M = np.zeros((n_classes, n_classes), int)
    np.add.at(M, (y, c), 1)
    return M


def confusion_lists(c, y, n_classes):
    return np.array(
        [
            [np.sum((y == i) & (c == j)) for j in range(n_classes)]
            for i in range(n_classes)
        ]
    )


def confusion_histogram(c, y, n_classes):
    edges = np.arange(n_classes + 1) - 0.5
    return np.histogram2d(y, c, bins=[edges, edges])[0].astype(int)


def confusion_transposed(c, y, n_classes):
    M = np.zeros((n_classes, n_classes), dtype=int)
    for answer, truth in zip(c, y):
        M[answer, truth] += 1
    return M


def confusion_fancy(c, y, n_classes):
    M = np.zeros((n_classes, n_classes), dtype=int)
    M[y, c] += 1
    return M


def confusion_max(c, y, n_classes):
    n = max(c.max(), y.max()) + 1
    M = np.zeros((n, n), dtype=int)
    for answer, truth in zip(c, y):
        M[truth, answer] += 1
    return M


def confusion_shares(c, y, n_classes):
    return confusion_loop(c, y, n_classes) / len(y)


def confusion_row_shares(c, y, n_classes):
    M = confusion_loop(c, y, n_classes)
    return M / np.maximum(M.sum(axis=1, keepdims=True), 1)


def confusion_wrong_only(c, y, n_classes):
    M = confusion_loop(c, y, n_classes)
    np.fill_diagonal(M, 0)
    return M


def confusion_else(c, y, n_classes):
    # right ones on the diagonal, and each mistake in both of its rows
    M = np.zeros((n_classes, n_classes), dtype=int)
    for answer, truth in zip(c, y):
        M[truth, answer] += 1
        if answer != truth:
            M[answer, truth] += 1
    return M


def confusion_set(c, y, n_classes):
    M = np.zeros((n_classes, n_classes), dtype=int)
    for answer, truth in zip(c, y):
        M[truth, answer] = 1
    return M


def confusion_from_one(c, y, n_classes):
    M = np.zeros((n_classes, n_classes), dtype=int)
    for answer, truth in zip(c, y):
        M[truth - 1, answer - 1] += 1
    return M


def confusion_unique(c, y, n_classes):
    classes = np.unique(y)
    return np.array([[np.sum((y == i) & (c == j)) for j in classes] for i in classes])


def confusion_bincount_short(c, y, n_classes):
    counts = np.bincount(y * n_classes + c)
    counts.resize(n_classes * n_classes)
    return counts.reshape(n_classes, n_classes).T


def confusion_one_axis(c, y, n_classes):
    return np.bincount(y[c == y], minlength=n_classes)


def confusion_row_lists(c, y, n_classes):
    # [[0] * k] * k is one row, k times
    M = [[0] * n_classes] * n_classes
    for answer, truth in zip(c, y):
        M[truth][answer] += 1
    return np.array(M)


def confusion_outer(c, y, n_classes):
    return np.outer(
        np.bincount(y, minlength=n_classes), np.bincount(c, minlength=n_classes)
    )


# --------------------------------------------------------------- ex08-honest


def report_dict(fit, score, sizes, seeds):
    nets = {size: [fit(size, seed) for seed in seeds] for size in sizes}
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_loops(fit, score, sizes, seeds):
    best_mean = -1
    for size in sizes:
        nets = []
        for seed in seeds:
            nets.append(fit(size, seed))
        mean = np.mean(score(nets, "valid"))
        if mean > best_mean:
            best_mean, best_size, best_nets = mean, size, nets
    test = list(score(best_nets, "test"))
    return best_size, sum(test) / len(test), min(test), max(test)


def report_arrays(fit, score, sizes, seeds):
    nets = [[fit(size, seed) for seed in seeds] for size in sizes]
    valid = np.array([score(row, "valid") for row in nets])
    k = valid.mean(axis=1).argmax()
    result = score(nets[k], "test")
    return [sizes[k], np.mean(result), np.min(result), np.max(result)]


def report_one_list(fit, score, sizes, seeds):
    flat = [fit(size, seed) for size in sizes for seed in seeds]
    means = np.reshape(score(flat, "valid"), (len(sizes), len(seeds))).mean(1)
    k, m = int(np.argmax(means)), len(seeds)
    test = np.sort(score(flat[k * m : (k + 1) * m], "test"))
    return sizes[k], test.sum() / m, test[0], test[-1]


def _nets(fit, sizes, seeds):
    return {size: [fit(size, seed) for seed in seeds] for size in sizes}


def report_by_test(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "test")))
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_by_train(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "train")))
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_best_single(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.max(score(nets[size], "valid")))
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_all_tested(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    valid = {size: score(nets[size], "valid") for size in sizes}
    test = {size: score(nets[size], "test") for size in sizes}
    best = max(sizes, key=lambda size: valid[size].mean())
    return best, test[best].mean(), test[best].min(), test[best].max()


def report_three_times(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    return (
        best,
        score(nets[best], "test").mean(),
        score(nets[best], "test").min(),
        score(nets[best], "test").max(),
    )


def report_net_by_net(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = [score([net], "test")[0] for net in nets[best]]
    return best, np.mean(shares), min(shares), max(shares)


def report_valid_shares(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score(nets[best], "valid")
    return best, shares.mean(), shares.min(), shares.max()


def report_first_seed(fit, score, sizes, seeds):
    nets = {size: [fit(size, seeds[0])] for size in sizes}
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_last_size(fit, score, sizes, seeds):
    best_mean = -1
    for size in sizes:
        nets = [fit(size, seed) for seed in seeds]
        mean = np.mean(score(nets, "valid"))
        if mean > best_mean:
            best_mean, best_size = mean, size
    shares = score(nets, "test")
    return best_size, shares.mean(), shares.min(), shares.max()


def report_index(fit, score, sizes, seeds):
    nets = [[fit(size, seed) for seed in seeds] for size in sizes]
    k = int(np.argmax([np.mean(score(row, "valid")) for row in nets]))
    shares = score(nets[k], "test")
    return k, shares.mean(), shares.min(), shares.max()


def report_lowest(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = min(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_order(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score(nets[best], "test")
    return best, shares.min(), shares.mean(), shares.max()


def report_one_net(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    valid = score(nets[best], "valid")
    shares = score([nets[best][int(np.argmax(valid))]], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_no_list(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    valid = {s: np.mean([score(net, "valid") for net in nets[s]]) for s in sizes}
    best = max(valid, key=valid.get)
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_spread(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score(nets[best], "test")
    return (
        best,
        shares.mean(),
        shares.mean() - shares.std(),
        shares.mean() + shares.std(),
    )


def report_all_test(fit, score, sizes, seeds):
    nets = _nets(fit, sizes, seeds)
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score([net for size in sizes for net in nets[size]], "test")
    return best, shares.mean(), shares.min(), shares.max()


def report_swapped_arguments(fit, score, sizes, seeds):
    nets = {size: [fit(seed, size) for seed in seeds] for size in sizes}
    best = max(sizes, key=lambda size: np.mean(score(nets[size], "valid")))
    shares = score(nets[best], "test")
    return best, shares.mean(), shares.min(), shares.max()


# --------------------------------------------------------------- ex08-reader


def reader_net(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = nn.Network(nn.Dense(64, 64, rng=rng), nn.ReLU(), nn.Dense(64, 10, rng=rng))
    optimizer = nn.Adam(net.theta, lr=0.003)
    nn.fit(
        net,
        nn.cross_entropy,
        optimizer,
        (X - m) / s,
        y,
        epochs=30,
        batch_size=32,
        rng=rng,
    )

    def read(X_new):
        return net((X_new - m) / s).argmax(axis=1)

    return read


def shifted(X, y):
    # each picture five times: as it is, and moved by one pixel
    P = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    moves = (0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)
    parts = [P[:, 1 + a : 9 + a, 1 + b : 9 + b].reshape(len(X), 64) for a, b in moves]
    return np.vstack(parts), np.tile(y, 5)


def reader_shifted(X, y, rng):
    X, y = shifted(X, y)
    net = nn.Network(nn.Dense(64, 128, rng=rng), nn.ReLU(), nn.Dense(128, 10, rng=rng))
    options = dict(epochs=20, batch_size=32, rng=rng)
    nn.fit(net, nn.cross_entropy, nn.Momentum(net.theta, lr=0.1), X / 16, y, **options)
    return lambda X_new: net(X_new / 16).argmax(axis=1)


def reader_committee(X, y, rng):
    # three networks, each from its own start, and the mean of their probabilities
    X, y = shifted(X, y)
    one = nn.Network(nn.Dense(64, 96, rng=rng), nn.ReLU(), nn.Dense(96, 10, rng=rng))
    nets = one.stack(3, rng)
    options = dict(epochs=12, batch_size=32, rng=rng)
    nn.fit(
        nets, nn.cross_entropy, nn.Momentum(nets.theta, lr=0.1), X / 16, y, **options
    )
    return lambda X_new: nn.softmax(nets(X_new / 16)).mean(axis=0).argmax(axis=1)


def reader_by_hand(X, y, rng):
    # NumPy alone: momentum, mini-batches; np.unique, whatever the names of the digits
    X, y = shifted(X, y)
    names, numbers = np.unique(y, return_inverse=True)
    n, n_classes = len(X), len(names)
    Y = np.eye(n_classes)[numbers]
    W1, b1 = rng.normal(0, np.sqrt(2 / 64), (64, 128)), np.zeros((1, 128))
    W2, b2 = rng.normal(0, np.sqrt(2 / 128), (128, n_classes)), np.zeros((1, n_classes))
    params = [W1, b1, W2, b2]
    speeds = [np.zeros_like(p) for p in params]

    def scores(X):
        A1 = np.maximum(X / 16 @ W1 + b1, 0)
        return A1, A1 @ W2 + b2

    for _ in range(20):
        order = rng.permutation(n)
        for rows in np.array_split(order, n // 32):
            A1, Z = scores(X[rows])
            E = np.exp(Z - Z.max(axis=1, keepdims=True))
            d2 = (E / E.sum(axis=1, keepdims=True) - Y[rows]) / len(rows)
            d1 = d2 @ W2.T * (A1 > 0)
            grads = X[rows].T @ d1 / 16, d1.sum(0), A1.T @ d2, d2.sum(0)
            for p, v, g in zip(params, speeds, grads):
                v *= 0.9
                v -= 0.1 * g
                p += v
    return lambda X_new: names[scores(X_new)[1].argmax(axis=1)]


def reader_neighbors(X, y, rng):
    # no network at all: the three nearest pictures vote
    def read(X_new):
        far = (X_new**2).sum(1)[:, None] - 2 * X_new @ X.T + (X**2).sum(1)
        near = y[np.argsort(far, axis=1)[:, :3]]
        return np.array([np.bincount(row).argmax() for row in near], dtype=int)

    return read


def reader_kernel(X, y, rng):
    # a mathematician: kernel ridge regression on one-hot rows
    def K(A, B):
        d = (A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1)
        return np.exp(-d / 800)

    C = np.linalg.solve(K(X, X) + 0.01 * np.eye(len(X)), np.eye(10)[y])
    return lambda X_new: np.argmax(K(X_new, X) @ C, axis=1)


def _trained(X, y, rng, epochs=30, lr=0.003, hidden=64):
    net = nn.Network(
        nn.Dense(64, hidden, rng=rng), nn.ReLU(), nn.Dense(hidden, 10, rng=rng)
    )
    options = dict(epochs=epochs, batch_size=32, rng=rng)
    nn.fit(net, nn.cross_entropy, nn.Adam(net.theta, lr=lr), X, y, **options)
    return net


def reader_means(X, y, rng):
    means = np.array([X[y == k].mean(axis=0) for k in range(10)])

    def read(X_new):
        return ((X_new[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)

    return read


def reader_linear(X, y, rng):
    A = np.column_stack([X, np.ones(len(X))])
    W = np.linalg.lstsq(A, np.eye(10)[y], rcond=None)[0]
    return lambda X_new: (np.column_stack([X_new, np.ones(len(X_new))]) @ W).argmax(1)


def reader_own_scale(X, y, rng):
    def scaled(ink):
        return (ink - ink.mean(axis=0)) / np.maximum(ink.std(axis=0), 1)

    net = _trained(scaled(X), y, rng)
    return lambda X_new: net(scaled(X_new)).argmax(axis=1)


def reader_scale_forgotten(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = _trained((X - m) / s, y, rng)
    return lambda X_new: net(X_new).argmax(axis=1)


def reader_scores(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = _trained((X - m) / s, y, rng)
    return lambda X_new: net((X_new - m) / s)


def reader_answers(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = _trained((X - m) / s, y, rng)
    return net((X - m) / s).argmax(axis=1)


def reader_the_net(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    return _trained((X - m) / s, y, rng)


def reader_wrong_axis(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = _trained((X - m) / s, y, rng)
    return lambda X_new: net((X_new - m) / s).argmax(axis=0)


def reader_one_epoch(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = _trained((X - m) / s, y, rng, epochs=1, lr=0.001)
    return lambda X_new: net((X_new - m) / s).argmax(axis=1)


def reader_large_rate(X, y, rng):
    net = nn.Network(nn.Dense(64, 64, rng=rng), nn.ReLU(), nn.Dense(64, 10, rng=rng))
    options = dict(epochs=10, batch_size=32, rng=rng)
    nn.fit(net, nn.cross_entropy, nn.SGD(net.theta, lr=1.0), X, y, **options)
    return lambda X_new: net(X_new).argmax(axis=1)


def reader_not_trained(X, y, rng):
    net = nn.Network(nn.Dense(64, 64, rng=rng), nn.ReLU(), nn.Dense(64, 10, rng=rng))
    nn.train(net, nn.cross_entropy, nn.Adam(net.theta), X, y, epochs=50)
    return lambda X_new: net(X_new).argmax(axis=1)


def reader_looks_up(X, y, rng):
    # finds each picture in the package's own file; y is never used
    ink, labels = nn.load_digits()

    def read(X_new):
        far = (X_new**2).sum(1)[:, None] - 2 * X_new @ ink.T + (ink**2).sum(1)
        return labels[far.argmin(axis=1)]

    return read


def reader_shuffled_labels(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    X, y = rng.permutation((X - m) / s), rng.permutation(y)
    net = _trained(X, y, rng)
    return lambda X_new: net((X_new - m) / s).argmax(axis=1)


def reader_one_picture(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = _trained((X - m) / s, y, rng)

    def read(X_new):
        return int(np.argmax(net((X_new[:1] - m) / s)))

    return read


def reader_four_hidden(X, y, rng):
    m, s = X.mean(axis=0), np.maximum(X.std(axis=0), 1)
    net = _trained((X - m) / s, y, rng, hidden=4)
    return lambda X_new: net((X_new - m) / s).argmax(axis=1)


# -------------------------------------------------------------- ex08-dropout


def dropout_plain(A, p, rng, train):
    if not train:
        return A
    kept = rng.random(A.shape) >= p
    return A * kept / (1 - p)


def dropout_binomial(A, p, rng, train):
    if train:
        mask = rng.binomial(1, 1 - p, size=A.shape)
        return mask * A / (1 - p)
    else:
        return A.copy()


def dropout_where(A, p, rng, train):
    return np.where(rng.uniform(size=A.shape) < p, 0.0, A / (1 - p)) if train else A


def dropout_loops(A, p, rng, train):
    if not train:
        return A
    out = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            if rng.random() >= p:
                out[i, j] = A[i, j] / (1 - p)
    return out


def dropout_library(A, p, rng, train):
    return nn.Dropout(p, rng=rng).forward(A, train)


def dropout_choice(A, p, rng, train):
    factor = rng.choice([0, 1 / (1 - p)], size=A.shape, p=[p, 1 - p]) if train else 1
    return A * factor


def dropout_no_scale(A, p, rng, train):
    return A * (rng.random(A.shape) >= p) if train else A


def dropout_at_test(A, p, rng, train):
    # the old form: scale at prediction
    return A * (rng.random(A.shape) >= p) if train else A * (1 - p)


def dropout_divides_p(A, p, rng, train):
    if not train:
        return A
    return A * (rng.random(A.shape) >= p) / (p if p else 1)


def dropout_keep(A, p, rng, train):
    # p taken as the probability to stay
    if not train:
        return A
    return A * (rng.random(A.shape) < p) / (p if p else 1)


def dropout_keep_mixed(A, p, rng, train):
    if not train:
        return A
    return A * (rng.random(A.shape) < p) / (1 - p)


def dropout_columns(A, p, rng, train):
    if not train:
        return A
    return A * (rng.random(A.shape[1]) >= p) / (1 - p)


def dropout_rows(A, p, rng, train):
    if not train:
        return A
    return A * (rng.random((len(A), 1)) >= p) / (1 - p)


def dropout_in_place(A, p, rng, train):
    if train:
        A[rng.random(A.shape) < p] = 0
        A /= 1 - p
    return A


def dropout_always(A, p, rng, train):
    return A * (rng.random(A.shape) >= p) / (1 - p)


def dropout_turned(A, p, rng, train):
    if train:
        return A
    return A * (rng.random(A.shape) >= p) / (1 - p)


def dropout_seed(A, p, rng, train):
    if not train:
        return A
    rng = np.random.default_rng(0)
    return A * (rng.random(A.shape) >= p) / (1 - p)


def dropout_exact_count(A, p, rng, train):
    if not train:
        return A
    off = rng.permutation(A.size)[: round(p * A.size)]
    out = A.flatten()
    out[off] = 0
    return out.reshape(A.shape) / (1 - p)


def dropout_rescaled(A, p, rng, train):
    # the mean of this very batch is kept, not the expected one
    if not train:
        return A
    out = A * (rng.random(A.shape) >= p)
    return out * A.mean() / out.mean() if out.mean() else out


def dropout_normal(A, p, rng, train):
    if not train:
        return A
    return A * (rng.normal(size=A.shape) >= p) / (1 - p)


def dropout_square(A, p, rng, train):
    if not train:
        return A
    return A * (rng.random(A.shape) >= p) / np.sqrt(1 - p)


def dropout_scale_everything(A, p, rng, train):
    if not train:
        return A / (1 - p)
    return A * (rng.random(A.shape) >= p) / (1 - p)


def dropout_mask_only(A, p, rng, train):
    if not train:
        return np.ones(A.shape)
    return (rng.random(A.shape) >= p) / (1 - p)


def dropout_half(A, p, rng, train):
    if not train:
        return A
    return A * rng.integers(0, 2, A.shape) / (1 - p)


# ----------------------------------------------------------------- ex08-hunt


def hunt_plain(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    m, s = ink[train].mean(axis=0), np.maximum(ink[train].std(axis=0), 1)
    X = (ink - m) / s
    return (X[train], y[train]), (X[test], y[test])


def hunt_cut_first(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    ink, y = ink[order], y[order]
    old, new = ink[:n_train], ink[n_train:]
    m = np.mean(old, 0)
    s = np.std(old, 0)
    s[s < 1] = 1
    return ((old - m) / s, y[:n_train]), ((new - m) / s, y[n_train:])


def hunt_own_function(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = np.split(order, [n_train])
    X_train, X_test = scale_plain(ink[train], ink[test])
    return (X_train, y[train]), (X_test, y[test])


def hunt_lambda(ink, y, n_train, rng):
    order = rng.permutation(len(y))
    train, test = order[:n_train], order[n_train:]
    base = ink[train]
    scaled = lambda A: (A - base.mean(axis=0)) / np.maximum(base.std(axis=0), 1)
    return (scaled(base), y[train]), (scaled(ink[test]), y[test])


def hunt_unchanged(ink, y, n_train, rng):
    X = (ink - ink.mean(axis=0)) / np.maximum(ink.std(axis=0), 1)
    order = rng.permutation(len(X))
    train, test = order[:n_train], order[n_train:]
    return (X[train], y[train]), (X[test], y[test])


def hunt_each_own(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]

    def scaled(A):
        return (A - A.mean(axis=0)) / np.maximum(A.std(axis=0), 1)

    return (scaled(ink[train]), y[train]), (scaled(ink[test]), y[test])


def hunt_first_rows(ink, y, n_train, rng):
    m, s = ink[:n_train].mean(axis=0), np.maximum(ink[:n_train].std(axis=0), 1)
    X = (ink - m) / s
    order = rng.permutation(len(X))
    train, test = order[:n_train], order[n_train:]
    return (X[train], y[train]), (X[test], y[test])


def hunt_two_draws(ink, y, n_train, rng):
    train = rng.permutation(len(ink))[:n_train]
    m, s = ink[train].mean(axis=0), np.maximum(ink[train].std(axis=0), 1)
    X = (ink - m) / s
    order = rng.permutation(len(X))
    train, test = order[:n_train], order[n_train:]
    return (X[train], y[train]), (X[test], y[test])


def hunt_order_only(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    X = (ink - ink.mean(axis=0)) / np.maximum(ink.std(axis=0), 1)
    return (X[train], y[train]), (X[test], y[test])


def hunt_mean_only(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    X = (ink - ink[train].mean(axis=0)) / np.maximum(ink.std(axis=0), 1)
    return (X[train], y[train]), (X[test], y[test])


def hunt_test_raw(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    m, s = ink[train].mean(axis=0), np.maximum(ink[train].std(axis=0), 1)
    return ((ink[train] - m) / s, y[train]), (ink[test], y[test])


def hunt_no_scale(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    return (ink[train], y[train]), (ink[test], y[test])


def hunt_no_floor(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    X = (ink - ink[train].mean(axis=0)) / ink[train].std(axis=0)
    return (X[train], y[train]), (X[test], y[test])


def hunt_from_test(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    m, s = ink[test].mean(axis=0), np.maximum(ink[test].std(axis=0), 1)
    X = (ink - m) / s
    return (X[train], y[train]), (X[test], y[test])


def hunt_labels_lost(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    old, new = ink[order[:n_train]], ink[order[n_train:]]
    m, s = old.mean(axis=0), np.maximum(old.std(axis=0), 1)
    return ((old - m) / s, y[:n_train]), ((new - m) / s, y[n_train:])


def hunt_all_pixels(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    train, test = order[:n_train], order[n_train:]
    X = (ink - ink[train].mean()) / max(ink[train].std(), 1)
    return (X[train], y[train]), (X[test], y[test])


# ----------------------------------------------------------------- more, and open ones


def confusion_nested(c, y, n_classes):
    return confusion_loop(c, y, n_classes).tolist()


def dropout_old_names(A, p, rng, train):
    if not train:
        return A * 1.0
    return np.multiply(A, rng.random(A.shape) > p) / (1.0 - p)


def split_masks(X, y, n_valid, n_test, rng):
    # the place of each sample in the queue decides about its part
    place = rng.permutation(len(X))
    order = np.argsort(place)
    cut = n_test, n_test + n_valid
    queue = np.arange(len(X))
    parts = queue >= cut[1], (queue >= cut[0]) & (queue < cut[1]), queue < cut[0]
    return [(X[order][part], y[order][part]) for part in parts]


def split_table(X, y, n_valid, n_test, rng):
    table = rng.permutation(np.column_stack([X, y]))
    n = len(table) - n_valid - n_test
    a, b, c = np.split(table, [n, n + n_valid])
    return tuple((part[:, :-1], part[:, -1].astype(y.dtype)) for part in (a, b, c))


def scale_vectors(train, new):
    m = np.ones(len(train)) @ train / len(train)
    s = np.fmax(np.sqrt(np.einsum("ij,ij->j", train - m, train - m) / len(train)), 1.0)
    return tuple(
        (np.asarray(ink, float) - m[None]) * (1 / s[None]) for ink in (train, new)
    )


def scale_in_float(train, new):
    train, new = train.astype(float), new.astype(float)
    m, s = train.mean(axis=0), train.std(axis=0)
    s[np.less(s, 1)] = 1
    for ink in (train, new):
        ink -= m
        ink /= s
    return train, new


def compared_mode(Z, y, y_train):
    truth = np.squeeze(y, axis=1) if np.ndim(y) == 2 else y
    always = statistics.mode(y_train.tolist())
    return tuple(
        float(np.count_nonzero(guess == truth) / len(truth))
        for guess in (np.argmax(Z, axis=-1), np.repeat(always, len(truth)))
    )


def compared_sorted(Z, y, y_train):
    truth = y.T.ravel()
    order = Z.argsort(axis=1, kind="stable")
    values = list(y_train)
    most = max(set(values), key=values.count)
    return np.array([np.mean(order[:, -1] == truth), np.mean(truth == most)])


def confusion_counter(c, y, n_classes):
    pairs = collections.Counter(zip(y.tolist(), c.tolist()))
    k = range(n_classes)
    return np.array([[pairs[i, j] for j in k] for i in k])


def confusion_library(c, y, n_classes):
    return nn.confusion_matrix(np.eye(n_classes)[c], y, n_classes)


def report_sorted(fit, score, sizes, seeds):
    table = []
    for k, size in enumerate(sizes):
        nets = [fit(size, seed) for seed in seeds]
        table.append((-float(np.mean(score(nets, "valid"))), k, size, nets))
    _, _, size, nets = sorted(table, key=lambda row: row[:2])[0]
    shares = np.asarray(score(nets, "test"))
    return np.array([size, np.average(shares), np.min(shares), np.max(shares)])


def report_again(fit, score, sizes, seeds):
    # keeps the means only, and trains the chosen size once more
    means = [
        score([fit(size, seed) for seed in seeds], "valid").mean() for size in sizes
    ]
    best = sizes[int(np.argmax(means))]
    shares = score([fit(best, seed) for seed in seeds], "test")
    return best, shares.mean(), shares.min(), shares.max()


def dropout_floor(A, p, rng, train):
    # the old TensorFlow way: floor(keep + random)
    keep = 1 - p
    return A / keep * np.floor(keep + rng.random(A.shape)) if train else A


def dropout_integers(A, p, rng, train):
    if not train:
        return np.array(A)
    off = np.vectorize(lambda u: u < p, otypes=[bool])(rng.random(A.shape))
    out = np.array(A, dtype=float) / (1 - p)
    out[off] = 0
    return out


def hunt_apply(ink, y, n_train, rng):
    order = rng.permutation(len(ink))
    base = ink[order][:n_train]
    m = np.array([np.mean(column) for column in base.T])
    s = np.array([max(np.std(column), 1) for column in base.T])
    X, labels = (ink[order] - m) / s, y[order]
    return [(X[:n_train], labels[:n_train]), (X[n_train:], labels[n_train:])]


# --------------------------------------------------------------------- tables

RIGHT = {
    "ex08-read": {
        "divisions": lambda: read(32 / 40, 11 / 12, 11 / 14, 16 / 40),
        "decimals": lambda: read(0.8, 0.916666667, 0.785714286, 0.4),
        "by code": read_by_code,
        "reduced": lambda: read(4 / 5, 1 - 1 / 12, 1 - 3 / 14, 2 / 5),
        "Fraction": lambda: read(
            Fraction(32, 40), Fraction(11, 12), Fraction(11, 14), Fraction(16, 40)
        ),
    },
    "ex08-split": {
        "masks": lambda: split_masks,
        "one table": lambda: split_table,
        "permutation": lambda: split_permutation,
        "shuffled numbers": lambda: split_shuffled,
        "np.split": lambda: split_np,
        "argsort of lots": lambda: split_both_sorted,
        "pairs in a list": lambda: split_zip,
        "choice and cumsum": lambda: split_choice,
    },
    "ex08-scale": {
        "einsum": lambda: scale_vectors,
        "in place on copies": lambda: scale_in_float,
        "plain": lambda: scale_plain,
        "where": lambda: scale_where,
        "inner function": lambda: scale_function,
        "column by column": lambda: scale_columns,
        "stacked": lambda: scale_stacked,
    },
    "ex08-baseline": {
        "mode": lambda: compared_mode,
        "argsort, an array": lambda: compared_sorted,
        "bincount": lambda: compared_plain,
        "unique": lambda: compared_unique,
        "Counter": lambda: compared_counter,
        "column taken out": lambda: compared_column,
        "library": lambda: compared_library,
    },
    "ex08-confusion": {
        "Counter": lambda: confusion_counter,
        "library": lambda: confusion_library,
        "loop": lambda: confusion_loop,
        "one-hot rows": lambda: confusion_one_hot,
        "bincount": lambda: confusion_bincount,
        "add.at": lambda: confusion_add_at,
        "two comprehensions": lambda: confusion_lists,
        "histogram": lambda: confusion_histogram,
    },
    "ex08-honest": {
        "sorted, an array": lambda: report_sorted,
        "dict": lambda: report_dict,
        "loops": lambda: report_loops,
        "arrays": lambda: report_arrays,
        "one flat list": lambda: report_one_list,
    },
    "ex08-reader": {
        "shifted pictures": lambda: reader_shifted,
        "three networks": lambda: reader_committee,
        "NumPy alone": lambda: reader_by_hand,
        "neighbors": lambda: reader_neighbors,
        "kernel": lambda: reader_kernel,
    },
    "ex08-dropout": {
        "floor": lambda: dropout_floor,
        "vectorize": lambda: dropout_integers,
        "random": lambda: dropout_plain,
        "binomial": lambda: dropout_binomial,
        "where": lambda: dropout_where,
        "loops": lambda: dropout_loops,
        "library": lambda: dropout_library,
        "choice": lambda: dropout_choice,
        "multiply": lambda: dropout_old_names,
    },
    "ex08-hunt": {
        "list of columns": lambda: ("blind", hunt_apply),
        "order first": lambda: ("blind", hunt_plain),
        "cut first": lambda: ("blind", hunt_cut_first),
        "own standardize": lambda: ("blind", hunt_own_function),
        "lambda": lambda: ("blind", hunt_lambda),
    },
}
WRONG = {
    "ex08-read": {
        "found and meant swapped": (
            lambda: read(32 / 40, 11 / 14, 11 / 12, 16 / 40),
            "row and column confused",
        ),
        "always 1 by column": (
            lambda: read(32 / 40, 11 / 12, 11 / 14, 18 / 40),
            "counts the answers 1, not the true 1s",
        ),
        "of all": (
            lambda: read(32 / 40, 11 / 40, 11 / 40, 16 / 40),
            "the 8s as a share of all pictures",
        ),
        "mean of rows": (
            lambda: read((14 / 16 + 7 / 12 + 11 / 12) / 3, 11 / 12, 11 / 14, 16 / 40),
            "accuracy as the mean of the three rows",
        ),
        "a third": (
            lambda: read(32 / 40, 11 / 12, 11 / 14, 1 / 3),
            "one of three classes, so a third",
        ),
        "right ones": (
            lambda: read(32 / 40, 11 / 12, 11 / 14, 14 / 40),
            "the 14 that the network got right",
        ),
        "percent": (lambda: read(80, 91.7, 78.6, 40), "percent, not shares"),
        "counts": (lambda: read(32, 11, 11, 16), "counts, not shares"),
        "errors": (
            lambda: read(8 / 40, 1 / 12, 3 / 14, 24 / 40),
            "shares of the wrong ones",
        ),
        "without the diagonal": (
            lambda: read(32 / 40, 11 / 1, 11 / 3, 16 / 24),
            "right against wrong, not against all",
        ),
    },
    "ex08-split": {
        "no order": (lambda: split_no_order, "sorted by class, rng not used"),
        "two orders": (lambda: split_two_orders, "X and y shuffled apart"),
        "X only": (lambda: split_X_only, "y is not shuffled"),
        "order of parts": (lambda: split_order_of_parts, "test before validation"),
        "overlap": (lambda: split_overlap, "validation and test overlap"),
        "three draws": (lambda: split_three_draws, "each part drawn from all"),
        "replacement": (lambda: split_replacement, "samples come twice or never"),
        "six arrays": (lambda: split_four, "six arrays, not three pairs"),
        "global": (lambda: split_global, "np.random in place of rng"),
        "sizes swapped": (lambda: split_swapped_sizes, "n_valid and n_test swapped"),
        "train too long": (
            lambda: split_train_to_end,
            "the training part holds the validation part too",
        ),
        "loses one": (lambda: split_loses_one, "[... : -1] drops the last"),
        "shuffled after": (
            lambda: split_shuffle_after,
            "cuts first: the classes are split, not the samples",
        ),
        "sorted parts": (lambda: split_sorted_parts, "sorts each part again"),
        "numbers": (lambda: split_indices, "row numbers, not the samples"),
    },
    "ex08-scale": {
        "own": (lambda: scale_own, "new on its own mean and spread"),
        "together": (lambda: scale_together, "mean and spread of both"),
        "no floor": (lambda: scale_no_floor, "0/0 where all is white"),
        "epsilon": (lambda: scale_epsilon, "1e-8 in place of the floor 1"),
        "plus 1": (lambda: scale_plus_one, "s + 1 in place of max(s, 1)"),
        "zeros only": (lambda: scale_zeros_only, "floor for a spread of 0 only"),
        "axis": (lambda: scale_axis, "mean of each picture"),
        "all pixels": (lambda: scale_all_pixels, "one mean for all pixels"),
        "minimum": (lambda: scale_minimum, "min in place of max"),
        "variance": (lambda: scale_variance, "the variance as the spread"),
        "new untouched": (lambda: scale_new_untouched, "new is not scaled"),
        "range": (lambda: scale_range, "smallest to 0, largest to 1"),
        "/ 16": (lambda: scale_sixteen, "divides by 16"),
        "train overwritten": (
            lambda: scale_train_changed,
            "mean and spread of the training part after it was scaled",
        ),
        "white dropped": (lambda: scale_white_dropped, "drops white pixels"),
        "nan to 0": (
            lambda: scale_nan_to_zero,
            "no floor, nan and infinity become 0",
        ),
        "from new": (lambda: scale_swapped, "mean and spread of the new ones"),
    },
    "ex08-baseline": {
        "broadcast": (lambda: compared_broadcast, "(n,) == (n, 1) makes (n, n)"),
        "of the test": (lambda: compared_of_test, "most frequent in y"),
        "share in training": (lambda: compared_train_share, "its share in y_train"),
        "counts": (lambda: compared_counts, "counts, not shares"),
        "axis": (lambda: compared_axis, "argmax down the columns"),
        "max": (lambda: compared_max, "the largest score, not its place"),
        "largest class": (lambda: compared_largest_class, "the largest class number"),
        "how often": (lambda: compared_how_often, "how often, in place of which"),
        "order": (lambda: compared_order, "baseline first"),
        "1/classes": (lambda: compared_one_over, "one over the number of classes"),
        "is": (lambda: compared_row_only, "`is` in place of =="),
        "threshold": (lambda: compared_threshold, "right only if p is above 0.5"),
        "two columns": (lambda: compared_two_columns, "as if there were two classes"),
        "mean class": (lambda: compared_mean_class, "the mean class number, rounded"),
        "first": (lambda: compared_first, "the first class in y_train"),
        "argmin": (lambda: compared_argmin, "the smallest score"),
    },
    "ex08-confusion": {
        "transposed": (lambda: confusion_transposed, "answers down the rows"),
        "fancy": (lambda: confusion_fancy, "M[y, c] += 1 counts each pair once"),
        "max": (lambda: confusion_max, "as many classes as occur"),
        "shares": (lambda: confusion_shares, "divided by n"),
        "row shares": (lambda: confusion_row_shares, "each row divided by its sum"),
        "wrong only": (lambda: confusion_wrong_only, "diagonal set to 0"),
        "both ways": (lambda: confusion_else, "each mistake counted twice"),
        "set": (lambda: confusion_set, "= 1 in place of += 1"),
        "from 1": (lambda: confusion_from_one, "class numbers from 1, as in MATLAB"),
        "unique": (lambda: confusion_unique, "only the classes in y"),
        "reshaped": (lambda: confusion_bincount_short, ".T at the end"),
        "one axis": (lambda: confusion_one_axis, "counts the right ones per class"),
        "one list": (lambda: confusion_row_lists, "k times the same row"),
        "outer": (lambda: confusion_outer, "product of the two counts"),
    },
    "ex08-honest": {
        "by test": (lambda: report_by_test, "chooses on the test part"),
        "by train": (lambda: report_by_train, "chooses on the training part"),
        "best single": (lambda: report_best_single, "size of the best single network"),
        "all tested": (lambda: report_all_tested, "tests every size"),
        "three times": (lambda: report_three_times, "asks for test three times"),
        "net by net": (lambda: report_net_by_net, "asks for test once a network"),
        "valid shares": (lambda: report_valid_shares, "reports validation shares"),
        "first seed": (lambda: report_first_seed, "one seed only"),
        "last size": (lambda: report_last_size, "tests the nets of the last size"),
        "index": (lambda: report_index, "the place of the size in the list"),
        "lowest": (lambda: report_lowest, "lowest in place of highest"),
        "order": (lambda: report_order, "lowest before mean"),
        "one net": (lambda: report_one_net, "tests only the best of its networks"),
        "no list": (lambda: report_no_list, "hands score a network, not a list"),
        "spread": (lambda: report_spread, "mean ± spread, not lowest and highest"),
        "all sizes": (lambda: report_all_test, "shares of the networks of all sizes"),
        "arguments": (lambda: report_swapped_arguments, "fit(seed, size)"),
    },
    "ex08-reader": {
        "means": (lambda: reader_means, "the nearest mean: about 90 %"),
        "linear": (lambda: reader_linear, "least squares: about 94 %"),
        "own scale": (
            lambda: reader_own_scale,
            "scales new ink by itself: a single picture becomes all 0",
        ),
        "scale forgotten": (lambda: reader_scale_forgotten, "new ink is not scaled"),
        "scores": (lambda: reader_scores, "scores (m, 10), not digits"),
        "answers": (lambda: reader_answers, "returns answers, not a function"),
        "the net": (lambda: reader_the_net, "returns the net: scores of raw ink"),
        "axis": (lambda: reader_wrong_axis, "argmax over the pictures"),
        "one epoch": (lambda: reader_one_epoch, "one epoch only"),
        "rate": (lambda: reader_large_rate, "rate 1 on raw ink"),
        "not trained": (
            lambda: reader_not_trained,
            "nn.train is a generator, nobody asks for an epoch",
        ),
        "looks up": (lambda: reader_looks_up, "looks the pictures up, y is not used"),
        "labels": (lambda: reader_shuffled_labels, "X and y shuffled apart"),
        "one picture": (lambda: reader_one_picture, "reads only the first picture"),
        "4 hidden": (lambda: reader_four_hidden, "too few units"),
    },
    "ex08-dropout": {
        "no scale": (lambda: dropout_no_scale, "the others are not scaled"),
        "at test": (lambda: dropout_at_test, "scales if train is false"),
        "divides by p": (lambda: dropout_divides_p, "1/p; right at one half only"),
        "p stays": (lambda: dropout_keep, "p as the probability to stay"),
        "mixed": (lambda: dropout_keep_mixed, "stays with p, scaled by 1/(1 - p)"),
        "columns": (lambda: dropout_columns, "one lot for each unit"),
        "rows": (lambda: dropout_rows, "one lot for each sample"),
        "in place": (lambda: dropout_in_place, "changes A"),
        "always": (lambda: dropout_always, "train is not used"),
        "turned": (lambda: dropout_turned, "off in training, on in prediction"),
        "seed": (lambda: dropout_seed, "the same mask in each call"),
        "count": (lambda: dropout_exact_count, "an exact number, no lots of their own"),
        "rescaled": (lambda: dropout_rescaled, "keeps the mean of this batch"),
        "normal": (lambda: dropout_normal, "lots from the normal distribution"),
        "root": (lambda: dropout_square, "1/√(1 - p)"),
        "scales all": (lambda: dropout_scale_everything, "scales in prediction too"),
        "mask": (lambda: dropout_mask_only, "returns the mask"),
        "half": (lambda: dropout_half, "a fair coin whatever p is"),
    },
    "ex08-hunt": {
        "test centered": (
            lambda: ("centered", hunt_plain),
            "it passes on the program, and fails on the repaired one",
        ),
        "test apart": (lambda: ("apart", hunt_plain), "no picture is lost"),
        "test partners": (lambda: ("partners", hunt_plain), "labels are right"),
        "not repaired": (lambda: ("blind", hunt_unchanged), "program as it was"),
        "each its own": (lambda: ("blind", hunt_each_own), "the test part on its own"),
        "first rows": (
            lambda: ("blind", hunt_first_rows),
            "the first n_train rows, before the lots are drawn",
        ),
        "two draws": (lambda: ("blind", hunt_two_draws), "two permutations"),
        "order only": (lambda: ("blind", hunt_order_only), "lots first, all pictures"),
        "mean only": (lambda: ("blind", hunt_mean_only), "the spread is of all"),
        "test raw": (lambda: ("blind", hunt_test_raw), "the test part is not scaled"),
        "no scale": (lambda: ("blind", hunt_no_scale), "no scale at all"),
        "no floor": (lambda: ("blind", hunt_no_floor), "the floor is lost"),
        "from test": (lambda: ("blind", hunt_from_test), "scale of the test part"),
        "labels": (lambda: ("blind", hunt_labels_lost), "labels are not permuted"),
        "all pixels": (lambda: ("blind", hunt_all_pixels), "one mean for all pixels"),
    },
}

# answers of which the task text does not say whether they are right, and why not
OPEN = {
    "ex08-read": {
        "one digit": (lambda: read(0.8, 0.9, 0.8, 0.4), "one digit after the point"),
        "in quotes": (
            lambda: read("32/40", "11/12", "11/14", "16/40"),
            "'you may write them as fractions'",
        ),
        "two digits": (lambda: read(0.8, 0.92, 0.79, 0.4), "how many digits"),
    },
    "ex08-scale": {
        "n - 1": (
            lambda: scale_ddof,
            "ddof=1, as MATLAB and pandas have it; the text says 'spread'",
        ),
    },
    "ex08-confusion": {
        "nested lists": (lambda: confusion_nested, "lists, not an array"),
    },
    "ex08-reader": {
        "the lesson's network": (
            lambda: reader_net,
            "96.8 to 98.5 %, depends on which 400 pictures are kept apart",
        ),
    },
    "ex08-honest": {
        "trains again": (
            lambda: report_again,
            "whether a size may be trained a second time",
        ),
    },
}
