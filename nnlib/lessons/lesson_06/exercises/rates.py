"""Lesson 06: reading five runs, the largest rate of a quadratic, and the best one."""

import numpy as np

from nnlib.check.spec import Exercise, forms


def runs(**other):
    right = {"a": "too short", "b": "fine", "c": "at the limit"}
    return right | {"d": "too long", "e": "uphill"} | other


READ = Exercise(
    "ex06-read",
    reference=runs(),
    misconceptions={
        "flat is done": runs(a="fine"),  # G5
        "flat is the limit": runs(a="at the limit"),
        "fast is long": runs(b="too long"),
        "fast is short": runs(b="too short"),
        "rest is short": runs(c="too short"),
        "rest is long": runs(c="too long"),
        "rest is fine": runs(c="fine"),
        "growth is the sign": runs(d="uphill"),
        "growth is the limit": runs(d="at the limit"),
        "sign is the rate": runs(e="too long"),  # G1
    },
    right={
        "capitals": {run: word.upper() for run, word in runs().items()},
        "spaces": {run: f" {word} " for run, word in runs().items()},
    },
)


def matrices(rng):
    """Yield symmetric matrices of ravines: askew, and one along the axes."""
    for curvatures in ([0.3, 2, 5], [0.5, 8], [1, 2, 3, 4, 20]):
        size = len(curvatures)
        Q, _ = np.linalg.qr(rng.normal(size=(size, size)))
        H = Q @ np.diag(curvatures) @ Q.T
        yield ((H + H.T) / 2,)
    yield (np.diag(rng.uniform(1, 9, size=3)),)


def curved(H):
    return np.linalg.eigvalsh(H)


def by_walking(H):
    """The most curved direction is where repeated multiplication ends."""
    v = np.linspace(1, 2, len(H))
    for _ in range(2000):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / float(v @ H @ v)


LIMIT = Exercise(
    "ex06-limit",
    reference=lambda H: 2 / np.linalg.eigvalsh(H)[-1],
    inputs=matrices,
    returns=("limit",),
    misconceptions={
        "one step": lambda H: 1 / curved(H)[-1],  # Q46
        "least curved": lambda H: 2 / curved(H)[0],
        "largest entry": lambda H: 2 / H.max(),
        "added up": lambda H: 2 / np.trace(H),
        "mean": lambda H: 2 / curved(H).mean(),
        "both ends": lambda H: 2 / (curved(H)[0] + curved(H)[-1]),
        "upside down": lambda H: curved(H)[-1] / 2,
        "curvature": lambda H: curved(H)[-1],
        "length": lambda H: 2 / np.linalg.norm(H),
        "product": lambda H: 2 / np.linalg.det(H),
        "rows": lambda H: 2 / np.abs(H).sum(axis=1).max(),
        "one for each": lambda H: 2 / curved(H),
        "condition number": lambda H: 2 * curved(H)[0] / curved(H)[-1],
    },
    right={
        "general": lambda H: min(2 / np.linalg.eigvals(H).real),
        "norm": lambda H: 2 / np.linalg.norm(H, 2),
        "walking": by_walking,
        "float32": lambda H: 2 / np.linalg.eigvalsh(H.astype("f4")).max(),
    },
    tell={
        "one for each": lambda got, H: {"count": len(H)},
        "largest entry": lambda got, H: {"entry": H.max()},
    },
)


def ravines(rng):
    """Yield curvatures in no order, the ends inside: three, four; two; five."""
    yield (np.array([2.0, 9.0, 1.0]),)
    yield (np.array([3.0, 0.5, 8.0, 4.0]),)
    yield (rng.uniform(1, 20, size=2),)
    yield (rng.uniform(0.1, 5, size=5),)


def factor(lam, rate):
    """The slowest direction's factor, as a size."""
    return np.max(np.abs(1 - rate * lam))


def best(curvatures):
    rate = 2 / (curvatures.min() + curvatures.max())
    return rate, factor(curvatures, rate)


def with_rate(rate):
    """Return an answer with another rate, and the factor that belongs to it."""
    return lambda lam: (rate(lam), factor(lam, rate(lam)))


def of_the_ends(low, high):
    """Return an answer that takes the list for sorted."""
    return lambda lam: (
        2 / (lam[low] + lam[high]),
        (lam[high] - lam[low]) / (lam[high] + lam[low]),
    )


def with_factor(other):
    return lambda lam: (best(lam)[0], other(lam, best(lam)[0]))


def by_condition_number(lam):
    kappa = max(lam) / min(lam)
    return 2 / (1 + kappa) / min(lam), (kappa - 1) / (kappa + 1)


def by_halving(lam):
    """Move the rate until the two ends are equally slow."""
    low, high = 0.0, 2 / lam.min()
    for _ in range(80):
        rate = (low + high) / 2
        ahead = 1 - rate * lam.min() > rate * lam.max() - 1
        low, high = (rate, high) if ahead else (low, rate)
    return rate, max(abs(1 - rate * x) for x in lam)


BEST_RATE = Exercise(
    "ex06-best-rate",
    reference=best,
    inputs=ravines,
    returns=("rate", "factor"),
    misconceptions={
        "most curved alone": with_rate(lambda lam: 1 / lam.max()),  # Q46
        "least curved alone": with_rate(lambda lam: 1 / lam.min()),
        "limit": with_rate(lambda lam: 2 / lam.max()),  # Q48
        "mean curvature": with_rate(lambda lam: 1 / lam.mean()),
        "mean of the rates": with_rate(lambda lam: np.mean(1 / lam)),
        "middle of the rates": with_rate(
            lambda lam: (1 / lam.min() + 1 / lam.max()) / 2
        ),
        "root": with_rate(lambda lam: 1 / np.sqrt(lam.min() * lam.max())),
        "added up": with_rate(lambda lam: 2 / lam.sum()),
        "first and last": forms(
            with_rate(lambda lam: 2 / (lam[0] + lam[-1])),
            of_the_ends(0, -1),
            of_the_ends(-1, 0),
            lambda lam: (of_the_ends(0, -1)(lam)[0], abs(of_the_ends(0, -1)(lam)[1])),
        ),
        "half": with_rate(lambda lam: 1 / (lam.min() + lam.max())),
        "sign": with_factor(lambda lam, rate: 1 - rate * lam.max()),
        "mean factor": with_factor(lambda lam, rate: np.mean(np.abs(1 - rate * lam))),
        "fastest": with_factor(lambda lam, rate: np.min(np.abs(1 - rate * lam))),
        "of the loss": with_factor(lambda lam, rate: factor(lam, rate) ** 2),
        "every factor": with_factor(lambda lam, rate: np.abs(1 - rate * lam)),
        "condition number": with_factor(lambda lam, rate: lam.max() / lam.min()),
    },
    right={
        "condition number": by_condition_number,
        "halving": by_halving,
        "float32": lambda lam: best(lam.astype("f4")),
    },
)

EXERCISES = (READ, LIMIT, BEST_RATE)
