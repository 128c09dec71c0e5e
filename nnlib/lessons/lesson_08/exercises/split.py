"""Lesson 08: three parts of the data, cut from one permutation."""

import copy

import numpy as np

from nnlib.check.spec import Exercise, forms


def rows(rng):
    """Yield rows that carry their number, sorted by class, and the sizes of parts."""
    for n, n_valid, n_test in ((200, 50, 70), (150, 40, 60)):
        y = np.sort(rng.integers(3, size=n))
        yield np.column_stack([np.arange(n), y]) * 1.0, y, n_valid, n_test, rng


FACTS = (
    "pairs",
    "row_counts",
    "label_counts",
    "no_row_twice",
    "no_row_lost",
    "labels_kept",
    "each_class",
    "drawn_anew",
    "repeatable",
)


def parted(split, X, y, n_valid, n_test, rng):
    """Facts that hold for every right way to split."""
    same = copy.deepcopy(rng)
    result, again = (split(X, y, n_valid, n_test, rng) for _ in range(2))
    repeated = split(X, y, n_valid, n_test, same)
    if result is None:
        return None
    parts = pairs(result)
    if not parts:
        return dict.fromkeys(FACTS, False) | unreadable(result)
    every = [A[:, 0].astype(int) for A, _ in parts]
    seen = np.concatenate([*every, []])
    labels = [
        np.array_equal(b, y[rows % len(y)])
        for rows, (_, b) in zip(every, parts, strict=True)
    ]
    return {
        "pairs": len(parts),
        "row_counts": str([len(A) for A, _ in parts]),
        "label_counts": str([len(b) for _, b in parts]),
        "no_row_twice": len(set(seen)) == len(seen),
        "no_row_lost": len(set(seen)) == len(X),
        "labels_kept": all(labels),
        "each_class": all(len(set(A[:, 1])) == 3 for A, _ in parts),
        "drawn_anew": not alike(parts, pairs(again)),
        "repeatable": alike(parts, pairs(repeated)),
    }  # fmt: skip


def pairs(result):
    """The parts as arrays (X, y), or none where the answer is something else."""
    try:
        parts = [(np.array(A, float), np.array(b)) for A, b in result]
        return parts if all(A.shape[1] == 2 and b.ndim for A, b in parts) else []
    except Exception:  # an answer may be anything at all
        return []


def unreadable(result):
    """What came back, where it is no pairs: nothing is known of the rest."""
    flat = isinstance(result, (tuple, list)) and len(result) == 6
    return {
        "pairs": "flat" if flat and all(map(np.ndim, result)) else 0,
        "row_counts": "[]",
        "label_counts": "[]",
    }


def alike(parts, others):
    same = zip(parts[-1:], others[-1:], strict=bool(others))
    return bool(others) and all(np.array_equal(A, B) for (A, _), (B, _) in same)


def split(X, y, n_valid, n_test, rng):
    return cut(X, y, n_valid, n_test, rng.permutation(len(X)))


def cut(X, y, n_valid, n_test, order, labels=None):
    """Cut rows in one order, and labels in the same one or another."""
    labels, a, b = order if labels is None else labels, n_valid + n_test, n_test
    n = len(X)
    places = (slice(0, n - a), slice(n - a, n - b), slice(n - b, n))
    return [(X[order[s]], y[labels[s]]) for s in places]


def apart(X, y, n_valid, n_test, rng):
    one, two = rng.permutation(len(X)), rng.permutation(len(X))
    return cut(X, y, n_valid, n_test, one, two)


def labels_stay(X, y, n_valid, n_test, rng):
    return cut(X, y, n_valid, n_test, rng.permutation(len(X)), np.arange(len(X)))


def three_draws(X, y, n_valid, n_test, rng):
    sizes = len(X) - n_valid - n_test, n_valid, n_test
    drawn = [rng.permutation(len(X))[:size] for size in sizes]
    return [(X[rows], y[rows]) for rows in drawn]


def overlapping(X, y, n_valid, n_test, rng):
    train, valid, _ = split(X, y, n_valid, n_test, rng)
    kept = rng.permutation(len(X))[:n_test]
    return train, valid, (X[kept], y[kept])


def put_back(first, second):
    """Return a split that draws two parts with replacement, and takes what is left."""

    def wrong(X, y, n_valid, n_test, rng):
        sizes, rows = {"valid": n_valid, "test": n_test}, {}
        rows["train"] = np.arange(len(X))
        for name in (first, second):
            rows[name] = rng.choice(rows["train"], sizes[name])
            rows["train"] = np.setdiff1d(rows["train"], rows[name])
        return [(X[rows[k]], y[rows[k]]) for k in ("train", "valid", "test")]

    return wrong


def drawn_apart(X, y, n_valid, n_test, rng):
    """Two draws from all rows, which may meet, and the rows of neither."""
    n = len(X)
    test = rng.choice(n, n_test, replace=False)
    valid = rng.choice(n, n_valid, replace=False)
    train = np.setdiff1d(np.arange(n), np.concatenate([test, valid]))
    return [(X[rows], y[rows]) for rows in (train, valid, test)]


def by_choice(X, y, n_valid, n_test, rng):
    """Within the training part the rows stay sorted, which the task allows."""
    drawn = rng.choice(len(X), n_valid + n_test, replace=False)
    train = np.setdiff1d(np.arange(len(X)), drawn)
    parts = train, drawn[:n_valid], drawn[n_valid:]
    return [(X[rows], y[rows]) for rows in parts]


def flattened(order):
    """Return a split whose six arrays come one after the other, in this order."""
    return lambda *given: [split(*given)[k // 2][k % 2] for k in order]


def one_lost(X, y, n_valid, n_test, rng):
    (A, b), *others = split(X, y, n_valid, n_test, rng)
    return (A[:-1], b[:-1]), *others


def all_for_training(X, y, n_valid, n_test, rng):
    return (X, y), *split(X, y, n_valid, n_test, rng)[1:]


def test_first(X, y, n_valid, n_test, rng):
    return split(X, y, n_valid, n_test, rng)[::-1]


def by_mask(X, y, n_valid, n_test, rng):
    part = np.repeat([0, 1, 2], [len(X) - n_valid - n_test, n_valid, n_test])
    part = rng.permutation(part)
    return tuple((X[part == k], y[part == k]) for k in range(3))


def by_split(X, y, n_valid, n_test, rng):
    order = rng.permutation(len(X))
    test, valid, train = np.split(order, [n_test, n_test + n_valid])
    return [[X[rows], y[rows]] for rows in (train, valid, test)]


SPLIT = Exercise(
    "ex08-split",
    reference=split,
    inputs=rows,
    use=parted,
    misconceptions={
        "not shuffled": lambda X, y, n_valid, n_test, rng: cut(  # K5
            X, y, n_valid, n_test, np.arange(len(X))),
        "apart": forms(apart, labels_stay),  # I1
        "drawn again": forms(  # K4
            three_draws,
            overlapping,
            lambda X, y, n_valid, n_test, rng: cut(
                X, y, n_valid, n_test, rng.integers(len(X), size=len(X)))),
        "put back": forms(put_back("test", "valid"), put_back("valid", "test")),
        "met": drawn_apart,  # K4
        "six arrays": forms(flattened(range(6)), flattened((0, 2, 4, 1, 3, 5))),
        "all for training": all_for_training,  # K1
        "one lost": one_lost,
        "sizes exchanged": lambda X, y, n_valid, n_test, rng: split(
            X, y, n_test, n_valid, rng),
        "test first": test_first,
        "reseeds": lambda X, y, n_valid, n_test, rng: split(  # A10
            X, y, n_valid, n_test, np.random.default_rng(0)),
        "not from rng": lambda X, y, n_valid, n_test, rng: split(
            X, y, n_valid, n_test, np.random.default_rng()),
        "no pairs": lambda *given: [A for A, _ in split(*given)],
        "two parts": lambda *given: split(*given)[:2],
    },
    right={"mask": by_mask, "split": by_split, "choice": by_choice},
)  # fmt: skip

EXERCISES = (SPLIT,)
