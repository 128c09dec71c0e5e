"""Exercises of lesson 05 by hand: a small graph, a weight used twice, a bug hunt."""

import numpy as np

from nnlib.check.spec import Exercise, forms, hunt


def table(ds, dt, dp, dq, dr):
    """The blanks of the graph s = p + q, t = q r, L = s t at p = 3, q = 2, r = −1."""
    forward = {"s": 5, "t": -2, "L": -10}
    return forward | {"ds": ds, "dt": dt, "dp": dp, "dq": dq, "dr": dr}


TRACE = Exercise(
    "ex05-trace",
    reference=table(-2, 5, -2, -7, 10),
    misconceptions={
        "only through s": table(-2, 5, -2, -2, 10),  # Q43
        "only through t": table(-2, 5, -2, -5, 10),
        "ways multiplied": table(-2, 5, -2, 10, 10),  # Q44
        "own factor": forms(table(5, -2, 5, 7, -4), table(5, -2, 5, 1, 2)),
        "own factor in t": table(-2, 5, -2, 8, -5),
        "a sum multiplies": table(-2, 5, -4, -11, 10),
        "slope alone": table(-2, 5, 1, 0, 2),  # Q42
        "no local slope": table(1, 1, 1, 0, 2),
        "downhill": table(2, -5, 2, 7, -10),  # G1
        "values": table(5, -2, 3, 2, -1),  # G2
    },
    right={
        "floats": table(-2.0, 5.0, -2.0, -7.0, 10.0),
        "numpy": table(*np.array([-2, 5, -2, -7, 10])),
    },
)


def by_name(names, got):
    """Give each result its name; what is missing is None."""
    got = list(got) if isinstance(got, (tuple, list)) else [got]
    if len(got) > len(names):
        got[len(names) - 1 :] = [got[len(names) - 1 :]]
    got += [None] * (len(names) - len(got))
    return dict(zip(names, got, strict=True))


def chains(rng):
    """Yield x, w, y of the chain z = w x, a = tanh z, s = w a, L = (s − y)²."""
    for _ in range(4):
        x, w, y = rng.uniform(0.3, 1.5, size=3) * rng.choice([-1, 1], size=3)
        yield round(float(x), 2), round(float(w), 2), round(float(y), 2)


STEPS = {
    "ds": lambda v: 2 * (v["s"] - v["y"]),
    "da": lambda v: v["ds"] * v["w"],
    "dz": lambda v: v["da"] * (1 - v["a"] ** 2),
    "dw": lambda v: v["ds"] * v["a"] + v["dz"] * v["x"],
    "dx": lambda v: v["dz"] * v["w"],
}


def walk(**wrong):
    """Return a backward pass through the chain in which some steps are wrong."""

    def back(x, w, y):
        a = np.tanh(w * x)
        v = {"x": x, "w": w, "y": y, "z": w * x, "a": a, "s": w * a}
        for name, step in (STEPS | wrong).items():
            v[name] = step(v)
        return v["dw"], v["dx"]

    return back


def in_one_formula(x, w, y):
    a = np.tanh(w * x)
    e, slope = 2 * (w * a - y), 1 / np.cosh(w * x) ** 2
    return e * (a + w * x * slope), e * w * w * slope


def by_nudging(x, w, y, h=1e-5):
    def loss(x, w):
        return (w * np.tanh(w * x) - y) ** 2

    dw = (loss(x, w + h) - loss(x, w - h)) / (2 * h)
    return dw, (loss(x + h, w) - loss(x - h, w)) / (2 * h)


def own_factors(x, w, y):
    a = np.tanh(w * x)
    ds = 2 * (w * a - y)
    dz = ds * a * (1 - a**2)
    return ds * w + dz * w, dz * x


SHARED = Exercise(
    "ex05-shared",
    reference=walk(),
    inputs=chains,
    use=lambda back, x, w, y: by_name(("dw", "dx"), back(x, w, y)),
    misconceptions={
        "late way": walk(dw=lambda v: v["ds"] * v["a"]),  # Q43
        "early way": walk(dw=lambda v: v["dz"] * v["x"]),
        "ways multiplied": forms(  # Q44
            walk(dw=lambda v: v["ds"] * v["a"] * v["dz"] * v["x"]),
            walk(dw=lambda v: v["ds"] * v["a"] * v["w"] * (1 - v["a"] ** 2) * v["x"]),
            walk(dw=lambda v: v["ds"] * v["a"] * (1 - v["a"] ** 2) * v["x"]),
        ),
        "averaged": walk(dw=lambda v: (v["ds"] * v["a"] + v["dz"] * v["x"]) / 2),
        "no slope": walk(dz=lambda v: v["da"]),  # H7
        "slope at z": walk(dz=lambda v: v["da"] * (1 - v["z"] ** 2)),
        "tanh again": walk(dz=lambda v: v["da"] * (1 - np.tanh(v["a"]) ** 2)),  # D2
        "not squared": walk(dz=lambda v: v["da"] * (1 - v["a"])),
        "slope of a sigmoid": walk(dz=lambda v: v["da"] * v["a"] * (1 - v["a"])),
        "slope alone": walk(dz=lambda v: 1 - v["a"] ** 2),  # Q42
        "no weight": walk(da=lambda v: v["ds"]),
        "no two": walk(ds=lambda v: v["s"] - v["y"]),
        "sign": walk(ds=lambda v: 2 * (v["y"] - v["s"])),  # G1
        "loss sent back": walk(ds=lambda v: (v["s"] - v["y"]) ** 2),
        "error sent back": walk(  # H15
            ds=lambda v: v["s"] - v["y"], dz=lambda v: v["da"]
        ),
        "own factor": own_factors,
    },
    right={"one formula": in_one_formula, "nudged": by_nudging},
)


def forks(rng):
    """Yield u and c of the fork a = tanh u, b = u c, L = a b."""
    for u in (1.0, -0.7, 0.0, 0.3):
        yield u, round(float(rng.uniform(1, 2)), 2)


def fork(meet):
    """Return a backward pass through the fork; `meet` makes du of its two ways."""

    def back(u, c):
        a, b = np.tanh(u), u * c
        return meet(b * (1 - a**2), a * c), a * u

    return back


def fork_by_product_rule(u, c):
    du = c * np.tanh(u) + u * c / np.cosh(u) ** 2
    return du, np.tanh(u) * u


HUNT = Exercise(
    "ex05-hunt-fork",
    reference=("at one", fork(lambda one, two: one + two)),
    inputs=forks,
    use=hunt(lambda back, u, c: by_name(("du", "dc"), back(u, c))),
    stub=(..., fork(lambda one, two: two)),
    misconceptions={
        "c": ("c", fork(lambda one, two: one + two)),
        "at zero": ("at zero", fork(lambda one, two: one + two)),
        "sign": ("sign", fork(lambda one, two: one + two)),
        "unrepaired": ("at one", fork(lambda one, two: two)),
        "other way": ("at one", fork(lambda one, two: one)),
        "ways multiplied": ("at one", fork(lambda one, two: one * two)),
        "averaged": ("at one", fork(lambda one, two: (one + two) / 2)),
        "twice the second": ("at one", fork(lambda one, two: 2 * two)),
    },
    right={
        "product rule": ("at one", fork_by_product_rule),
        "sum": ("At one", fork(lambda *ways: sum(ways))),
    },
)

EXERCISES = (TRACE, SHARED, HUNT)
