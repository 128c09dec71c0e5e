"""Lesson 08: choose on the validation part, open the test part once, say the spread."""

from typing import NamedTuple

import numpy as np

from nnlib.check.spec import Exercise, forms

SEEDS = (3, 7, 11, 19)
SIZES = (4, 8, 16, 32, 64, 128)


class Trained(NamedTuple):
    """Stands for a network: which row and column of the tables it is."""

    size: int
    seed: int


def experiments(rng):
    """Yield sizes, seeds, and the shares right on each part, (size, seed)."""
    yield from (tables(rng, list(SIZES), list(SEEDS)) for _ in range(2))


def tables(rng, sizes, seeds):
    """Tables in which each way to choose a size chooses another one."""
    while True:
        shape = len(sizes), len(seeds)
        train, valid, test = np.round(rng.uniform(0.9, 0.99, size=(3, *shape)), 3)
        by_mean = [part.mean(axis=1).argmax() for part in (train, valid, test)]
        others = valid.max(axis=1), -valid.mean(axis=1), valid[:, 0]
        ways = [*by_mean, *(merit.argmax() for merit in others)]
        if len({*ways}) == len(ways):
            return sizes, seeds, {"train": train, "valid": valid, "test": test}


def reported(report, sizes, seeds, shares):
    """The four numbers, and how often the test part was opened for them."""
    opened = []

    def score(nets, part):
        nets = [nets] if isinstance(nets, Trained) else nets
        opened.append(part)
        places = [(sizes.index(size), seeds.index(seed)) for size, seed in nets]
        return np.array([shares[part][place] for place in places])

    said = report(Trained, score, sizes, seeds)
    if said is None:
        return None
    four = isinstance(said, (tuple, list)) and len(said) == 4
    size, mean, lowest, highest = said if four else 4 * (0,)
    return {
        "four": four,
        "size": size,
        "mean": mean,
        "lowest": lowest,
        "highest": highest,
        "opened": opened.count("test"),
    }


def report(fit, score, sizes, seeds):
    nets = {size: [fit(size, seed) for seed in seeds] for size in sizes}
    best = max(sizes, key=lambda size: score(nets[size], "valid").mean())
    right = score(nets[best], "test")
    return best, right.mean(), right.min(), right.max()


def by_table(fit, score, sizes, seeds):
    right = [[score([fit(a, b)], "valid")[0] for b in seeds] for a in sizes]
    best = sizes[int(np.mean(right, axis=1).argmax())]
    final = sorted(score([fit(best, seed) for seed in seeds], "test"))
    return [best, sum(final) / len(final), final[0], final[-1]]


def keeping_the_best(fit, score, sizes, seeds):
    best, most, kept = None, -1.0, None
    for size in sizes:
        nets = [fit(size, seed) for seed in seeds]
        share = score(nets, "valid").mean()
        if share > most:
            best, most, kept = size, share, nets
    right = score(kept, "test")
    return best, float(right.mean()), float(right.min()), float(right.max())


def experiment(choose="valid", tell="test", mean=np.mean, merit=np.mean, pick=max):
    """Return a report that chooses or tells in another way."""

    def wrong(fit, score, sizes, seeds):
        nets = {size: [fit(size, seed) for seed in seeds] for size in sizes}
        best = pick(sizes, key=lambda size: merit(score(nets[size], choose)))
        right = score(nets[best], tell)
        return best, mean(right), right.min(), right.max()

    return wrong


def opened_for_all(fit, score, sizes, seeds):
    nets = {size: [fit(size, seed) for seed in seeds] for size in sizes}
    best = max(sizes, key=lambda size: score(nets[size], "valid").mean())
    right = {size: score(nets[size], "test") for size in sizes}[best]
    return best, right.mean(), right.min(), right.max()


def chosen(fit, score, sizes, seeds):
    """The size to choose, without a look at the test part."""
    return report(fit, lambda nets, part: score(nets, "valid"), sizes, seeds)[0]


def chosen_by_the_test(fit, score, sizes, seeds):
    right = [score([fit(size, seed) for seed in seeds], "test") for size in sizes]
    best = int(np.mean(right, axis=1).argmax())
    return sizes[best], right[best].mean(), right[best].min(), right[best].max()


def opened_one_by_one(fit, score, sizes, seeds):
    best = chosen(fit, score, sizes, seeds)
    right = np.array([score([fit(best, seed)], "test")[0] for seed in seeds])
    return best, right.mean(), right.min(), right.max()


def opened_for_each_number(fit, score, sizes, seeds):
    best = chosen(fit, score, sizes, seeds)
    nets = [fit(best, seed) for seed in seeds]
    numbers = (np.mean, np.min, np.max)
    return best, *(number(score(nets, "test")) for number in numbers)


def one_network(fit, score, sizes, seeds):
    """The winner of the validation part alone goes to the test."""
    best = chosen(fit, score, sizes, seeds)
    nets = [fit(best, seed) for seed in seeds]
    share = score([nets[score(nets, "valid").argmax()]], "test")[0]
    return best, share, share, share


def retold(change):
    """Return a right experiment whose four results are changed."""
    return lambda *given: change(*report(*given))


HONEST = Exercise(
    "ex08-honest",
    reference=report,
    inputs=experiments,
    use=reported,
    misconceptions={
        "chosen by the test": forms(  # K2
            experiment(choose="test"), chosen_by_the_test),
        "chosen by training": experiment(choose="train"),  # K1
        "training told": experiment(tell="train"),  # K1
        "validation told": experiment(tell="valid"),
        "best start": experiment(mean=np.max),
        "worst start": experiment(mean=np.min),
        "middle start": experiment(mean=np.median),
        "lucky start": experiment(merit=max),
        "first seed": experiment(merit=lambda shares: shares[0]),
        "worst size": experiment(pick=min),
        "opened for all": opened_for_all,  # K2
        "opened one by one": opened_one_by_one,
        "opened for each number": opened_for_each_number,
        "one network": one_network,
        "half the range": retold(lambda best, mean, low, high: (
            best, mean, mean - (high - low) / 2, mean + (high - low) / 2)),
        "results missing": retold(lambda best, mean, low, high: (best, mean)),
        "place for size": retold(lambda best, *rest: (SIZES.index(best), *rest)),
        "high first": retold(lambda best, mean, low, high: (best, mean, high, low)),
    },
    tell=dict.fromkeys(
        ("chosen by the test", "opened for all", "opened one by one",
         "opened for each number"),
        lambda got, *_: {"times": got["opened"]},
    ),
    right={"table": by_table, "keeping the best": keeping_the_best},
)  # fmt: skip

EXERCISES = (HONEST,)
