"""Exercises of lesson 07: choose on held-out losses, and start a leaky network."""

import numpy as np

from nnlib.check.spec import Exercise, forms


def merits(train, valid):
    """Ways to judge each setting by its starts; the lowest is taken."""
    return {
        "held-out": valid.mean(axis=2),
        "training": train.mean(axis=2),
        "lucky": valid.min(axis=2),
        "unlucky": valid.max(axis=2),
        "middle": np.median(valid, axis=2),
        "first": valid[:, :, 0],
        "gap": np.abs(valid - train).mean(axis=2),
        "both": (valid + train).mean(axis=2),
        "highest": -valid.mean(axis=2),
    }


def apart(valid):
    """The rate that is best over all sizes, and the size that is over all rates."""
    rate = np.nanargmin(np.nanmean(valid, axis=(1, 2)))
    return rate, np.nanargmin(np.nanmean(valid, axis=(0, 2)))


def place(merit):
    return np.unravel_index(np.nanargmin(merit), merit.shape)


def tables(rng):
    """Yield rates, sizes and losses (rates, sizes, starts), with broken runs."""
    for rates, sizes, starts in (
        ((0.003, 0.03, 0.3), (2, 8, 16, 32, 64), 4),
        ((0.01, 0.1, 1.0, 10.0), (3, 6, 12, 24), 5),
        ((0.02, 0.2, 2.0), (4, 8, 12, 20), 3),
    ):
        yield list(rates), list(sizes), *table(rng, (len(rates), len(sizes), starts))


def table(rng, shape):
    """Losses in which each other way to choose takes another setting."""
    while True:
        train, valid = rng.uniform(0.01, 0.3, shape), rng.uniform(0.1, 0.6, shape)
        train, valid = np.round(train, 3), np.round(valid, 3)
        early, late = np.sort(rng.choice(np.prod(shape[:2]), 2, replace=False))
        broken, best = (np.unravel_index(k, shape[:2]) for k in (early, late))
        valid[best] = 0.101  # what is left of this setting looks best of all
        for setting in (broken, best):
            train[(*setting, 0)] = valid[(*setting, 0)] = np.nan
        places = [place(m) for m in merits(train, valid).values()]
        others = {*places[1:], apart(valid), broken, best}
        if places[0] not in others and len(others) >= 8:
            return train, valid


def by(name):
    """Return a choice by another merit."""

    def choose(rates, sizes, train, valid):
        k, m = place(merits(train, valid)[name])
        return rates[k], sizes[m]

    return choose


def by_loop(rates, sizes, train, valid):
    lowest, best = None, None
    for k, rate in enumerate(rates):
        for m, size in enumerate(sizes):
            mean = sum(valid[k, m]) / len(valid[k, m])
            if np.isfinite(mean) and (best is None or mean < lowest):
                lowest, best = mean, (rate, size)
    return best


def by_infinity(rates, sizes, train, valid):
    means = np.where(np.isnan(valid), np.inf, valid).mean(axis=-1)
    k, m = divmod(int(means.argmin()), len(sizes))
    return [rates[k], sizes[m]]


def nan_wins(rates, sizes, train, valid):
    means = valid.mean(axis=2)
    k, m = np.unravel_index(means.argmin(), means.shape)
    return rates[k], sizes[m]


def survivors(rates, sizes, train, valid):
    k, m = place(np.nanmean(valid, axis=2))
    return rates[k], sizes[m]


def one_at_a_time(rates, sizes, train, valid):
    k, m = apart(valid)
    return rates[k], sizes[m]


def swapped(rates, sizes, train, valid):
    return by("held-out")(rates, sizes, train, valid)[::-1]


def axes_swapped(rates, sizes, train, valid):
    m, k = place(merits(train, valid)["held-out"])
    return rates[k], sizes[m]


def shape_swapped(rates, sizes, train, valid):
    means = valid.mean(axis=2)
    m, k = np.unravel_index(np.nanargmin(means), means.shape[::-1])
    return rates[k], sizes[m]


def places(rates, sizes, train, valid):
    return place(merits(train, valid)["held-out"])


CHOOSE = Exercise(
    "ex07-choose",
    reference=by("held-out"),
    inputs=tables,
    returns=("rate", "size"),
    misconceptions={
        "training": by("training"),  # K1
        "lucky": by("lucky"),
        "unlucky": by("unlucky"),
        "middle": by("middle"),
        "first": by("first"),
        "gap": by("gap"),  # K8
        "both": by("both"),
        "highest": by("highest"),
        "nan wins": nan_wins,
        "survivors": survivors,
        "one at a time": one_at_a_time,
        "swapped": swapped,
        "axes swapped": forms(axes_swapped, shape_swapped),
        "places": places,
    },
    right={"loop": by_loop, "infinity": by_infinity},
)


def leaks(rng):
    """Yield shapes, slopes on the negative side, and a generator for each."""
    for shape, slope in (((300, 200), 0.2), ((200, 400), 0.5), ((250, 250), 0.0)):
        yield shape, slope, np.random.default_rng(rng.integers(1000))
    yield (150, 300), 0.9, np.random.default_rng(3)


def measured(draw, shape, slope, rng):
    """The spread of the weights, and what the generator has to do with it."""
    twin = np.random.default_rng(8), np.random.default_rng(8)
    W = draw(shape, slope, rng)
    if not isinstance(W, np.ndarray) or W.shape != shape:
        return W
    one, same = (draw(shape, slope, g) for g in twin)
    more = draw(shape, slope, rng)
    return {
        "std": float(W.std()),
        "centered": bool(abs(W.mean()) < 0.02 * W.std()),
        "bell": bool(abs(np.mean(W**4) / max(W.var(), 1e-99) ** 2 - 3) < 0.3),
        "repeatable": np.array_equal(one, same),
        "drawn_anew": not np.array_equal(W, more),
    }


def spread(std):
    """Return an initializer with this standard deviation."""
    return lambda shape, slope, rng: rng.normal(0.0, std(*shape, slope), shape)


def right_spread(n_in, n_out, slope):
    return np.sqrt(2 / ((1 + slope**2) * n_in))


LEAKY = Exercise(
    "ex07-leaky",
    reference=spread(right_spread),
    inputs=leaks,
    use=measured,
    misconceptions={
        "he": spread(lambda i, o, s: np.sqrt(2 / i)),
        "normal": spread(lambda i, o, s: 1.0),  # J5
        "small": spread(lambda i, o, s: 0.01),  # J4
        "variance": spread(lambda i, o, s: 2 / ((1 + s**2) * i)),
        "slope not squared": spread(lambda i, o, s: np.sqrt(2 / ((1 + s) * i))),
        "minus": spread(lambda i, o, s: np.sqrt(2 / ((1 - s**2) * i))),
        "outputs": spread(lambda i, o, s: np.sqrt(2 / ((1 + s**2) * o))),
        "both": spread(lambda i, o, s: np.sqrt(2 / (i + o))),
        "times": spread(lambda i, o, s: np.sqrt(2 * (1 + s**2) / i)),
        "one": spread(lambda i, o, s: np.sqrt(1 / ((1 + s**2) * i))),
        "full": spread(lambda i, o, s: np.sqrt(1 / i)),
        "uniform": lambda shape, s, rng: rng.uniform(
            -np.sqrt(3) * right_spread(*shape, s), np.sqrt(3) * right_spread(*shape, s),
            shape,
        ),
        "reseeds": lambda shape, s, rng: (
            spread(right_spread)(shape, s, np.random.default_rng(0))
        ),
        "turned": lambda shape, s, rng: spread(right_spread)(shape, s, rng).T,
    },
    right={
        "scaled": lambda shape, s, rng: rng.standard_normal(shape) * np.sqrt(
            2 / shape[0] / (1 + s * s)
        ),
        "float32": lambda shape, s, rng: np.float32(
            spread(right_spread)(shape, s, rng)
        ),
        "turned twice": lambda shape, s, rng: (
            right_spread(*shape, s) * rng.normal(size=shape[::-1]).T
        ),
    },
    rtol=0.02,
)  # fmt: skip

EXERCISES = (CHOOSE, LEAKY)
