"""Lesson 06: mini-batches that use each row once."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms


def rows(rng):
    """Yield rows that carry their number, their answers, a size, and a generator."""
    for n, size in ((23, 5), (12, 4), (3, 8)):
        X = np.column_stack([np.arange(n), rng.normal(size=n)])
        yield X, 100 * np.arange(n), size, np.random.default_rng(7)


FACTS = (
    "batch",
    "sizes",
    "rows_once",
    "rows_kept",
    "rows_mixed",
    "answers_mixed",
    "far_rows_meet",
    "drawn_anew",
    "repeatable",
)


def epochs(batches, X, y, batch_size, rng):
    """Facts that hold for every right way to cut an epoch into batches."""
    twins = np.random.default_rng(3), np.random.default_rng(3)
    raw = [listed(batches(X, y, batch_size, g)) for g in (rng, rng, *twins)]
    told = dict.fromkeys(FACTS, False)
    told |= {"batch": kind(raw[0]), "sizes": lengths(raw[0])}
    try:
        one, other, *twins = map(joined, raw)
    except Exception:  # an answer may be anything at all
        return told
    few = len(X) <= batch_size  # one batch may stay as it was by chance
    pairs = "pairs", ", ".join(map(str, one[2]))
    return dict(zip(FACTS, (*pairs, *facts(*one, few, other, twins)), strict=True))


def facts(order, answers, sizes, few, other, twins):
    cuts = np.split(order, np.cumsum(sizes)[:-1])
    return (
        int(np.sum(np.bincount(order, minlength=1) == 1)),
        np.array_equal(answers, 100 * order),
        bool(few or np.any(np.diff(order) < 0)),
        bool(few or np.any(np.diff(answers) < 0)),
        bool(few or any(np.ptp(rows) >= len(rows) for rows in cuts)),
        bool(few or not np.array_equal(order, other[0])),
        bool(few or np.array_equal(twins[0][0], twins[1][0])),
    )


def listed(batches, most=200):
    """The batches as a list; not more than `most`, if they never end."""
    return [batch for batch, _ in zip(batches, range(most), strict=False)]


def joined(epoch):
    """The numbers of the rows, their answers, and the sizes of the batches."""
    rows, answers = zip(*epoch, strict=True)
    order = np.concatenate(rows)[:, 0].astype(int)
    return order, np.concatenate(answers).astype(int), [len(A) for A in rows]


def kind(epoch):
    """What the batches are: "pair" if they are what the task asks for."""
    first = epoch[0] if epoch else None
    if isinstance(first, (tuple, list)) and len(first) == 2:
        axes = [np.ndim(part) for part in first]
        return {(2, 1): "pair", (1, 2): "exchanged"}.get((*axes,), "tuple")
    shape = f" {first.shape}" if isinstance(first, np.ndarray) else ""
    return f"{type(first).__name__}{shape}"


def lengths(epoch):
    return ", ".join(str(len(b)) for b in epoch if isinstance(b, np.ndarray))


def batches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


def by_split(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    cuts = np.split(order, range(batch_size, len(X), batch_size))
    return [(X[rows], y[rows]) for rows in cuts]


def by_while(X, y, batch_size, rng):
    order = list(range(len(X)))
    rng.shuffle(order)
    while order:
        rows, order = order[:batch_size], order[batch_size:]
        yield np.array([X[i] for i in rows]), np.array([y[i] for i in rows])


def shuffled_copies(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


def dealt(rows=None, answers=None, starts=None, shorter=0, give=None):
    """Return batches with another order, other beginnings, or another content."""

    def wrong(X, y, batch_size, rng):
        n = len(X)
        a = rows(n, rng, batch_size) if rows else rng.permutation(n)
        b = answers(n, rng, batch_size) if answers else a
        begin = starts(n, batch_size) if starts else range(0, len(a), batch_size)
        for k in begin:
            part = slice(k, k + batch_size - shorter)
            yield give(X, y, a[part]) if give else (X[a[part]], y[b[part]])

    return wrong


def permuted(n, rng, size):
    return rng.permutation(n)


def as_given(n, rng, size):
    return np.arange(n)


def blocks_in_another_order(n, rng, size):
    blocks = np.split(np.arange(n), range(size, n, size))
    return np.concatenate([blocks[k] for k in rng.permutation(len(blocks))])


def mixed_within_blocks(n, rng, size):
    blocks = np.split(np.arange(n), range(size, n, size))
    return np.concatenate([rng.permutation(block) for block in blocks])


def filled_up(n, rng, size):
    return np.concatenate([rng.permutation(n), np.arange(-n % size) % n])


def last_rows_again(n, rng, size):
    order = rng.permutation(n)
    full = order[: n // size * size]
    return np.concatenate([full, order[-size:]]) if n % size else full


def rest_twice(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for k in range(0, len(X), batch_size):
        rows = order[k : k + batch_size]
        yield X[rows], y[rows]
    if len(X) % batch_size:
        yield X[rows], y[rows]


def each_drawn_anew(X, y, batch_size, rng):
    for _ in range(0, len(X), batch_size):
        rows = rng.integers(len(X), size=batch_size)
        yield X[rows], y[rows]


def in_place(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    for k in range(0, len(X), batch_size):
        yield X[k : k + batch_size], y[k : k + batch_size]


def for_ever(X, y, batch_size, rng):
    while True:
        yield from batches(X, y, batch_size, rng)


BATCHES = Exercise(
    "ex06-batches",
    reference=batches,
    inputs=rows,
    use=epochs,
    misconceptions={
        "short batch dropped": dealt(  # I3
            starts=lambda n, size: range(0, n - size + 1, size)),
        "shuffled apart": dealt(answers=permuted),  # I1
        "answers stay": dealt(answers=as_given),  # I1
        "rows stay": dealt(as_given, permuted),  # I1
        "in order": dealt(as_given),  # I2
        "neighbours": forms(  # I2
            dealt(blocks_in_another_order), dealt(mixed_within_blocks)),
        "reseeds": lambda X, y, size, rng: (  # A10
            batches(X, y, size, np.random.default_rng(0))),
        "another generator": forms(
            dealt(lambda n, rng, size: np.random.permutation(n)),  # noqa: NPY002
            dealt(lambda n, rng, size: np.random.default_rng().permutation(n))),
        "drawn anew": forms(
            dealt(lambda n, rng, size: rng.integers(n, size=n)), each_drawn_anew),
        "filled up": forms(dealt(filled_up), dealt(last_rows_again)),
        "rest twice": rest_twice,
        "overlap": dealt(starts=lambda n, size: range(n)),
        "one row short": dealt(shorter=1),
        "first batch skipped": dealt(starts=lambda n, size: range(size, n, size)),
        "in place": in_place,  # A7
        "first only": lambda X, y, size, rng: next(batches(X, y, size, rng)),
        "exchanged": dealt(give=lambda X, y, rows: (y[rows], X[rows])),
        "rows only": dealt(give=lambda X, y, rows: X[rows]),
        "numbers of rows": dealt(give=lambda X, y, rows: rows),
        "for ever": for_ever,
    },
    right={
        "library": nn.batches,
        "split": by_split,
        "while": by_while,
        "copies": shuffled_copies,
        "lists": lambda *given: map(list, batches(*given)),
    },
    tell={
        "short batch dropped": lambda got, X, y, size, rng: {
            "seen": got["rows_once"], "size": size,
        }
    },
)  # fmt: skip

EXERCISES = (BATCHES,)
