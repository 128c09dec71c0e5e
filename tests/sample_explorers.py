"""Small explorers for the tests of the engine, and an example of how to write one."""

import threading
from types import SimpleNamespace

import numpy as np

from nnlib.explore.controls import (
    button,
    choice,
    integer,
    slider,
    steps,
    toggle,
)
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords

GRID = np.linspace(-3, 3, 100)
POINTS = np.random.default_rng(0).normal(size=(60, 2))


class Unit(Explorer):
    """One sigmoid unit: its map of 100 by 100 points, and its line."""

    words = PanelWords(__file__, "unit")
    recipes = {
        "w1": slider(-5, 5, 0.5, start=1),
        "w2": slider(-5, 5, 0.5, start=1),
        "b": slider(-5, 5, 0.5, start=0),
        "reset": button(),
    }
    goals = {"away": lambda r: abs(r.b) >= 2}
    size = (9, 4)

    def model(self, w1, w2, b):
        Z = w1 * GRID + w2 * GRID[:, None] + b
        return SimpleNamespace(w=(w1, w2), b=b, P=1 / (1 + np.exp(-Z)))

    def stage(self, figure):
        self.plane, bars = figure.subplots(1, 2)
        view = {"extent": (-3, 3, -3, 3), "origin": "lower", "vmin": 0, "vmax": 1}
        self.map = self.plane.imshow(
            np.zeros((100, 100)), cmap="PuOr", interpolation="nearest", **view
        )
        self.plane.scatter(*POINTS.T, c="k", s=12, zorder=3)
        self.plane.set(xlabel="x₁", ylabel="x₂", title="P(y = 1)")
        self.bars = bars.bar(["w₁", "w₂", "b"], [0, 0, 0], color="#0072B2")
        bars.set(ylim=(-5, 5), title="parameters")
        self.title = bars.text(0.02, 0.95, "", transform=bars.transAxes)
        return [self.map, *self.bars, self.title]

    def draw(self, r):
        self.map.set_data(r.P)
        for bar, height in zip(self.bars, (*r.w, r.b), strict=True):
            bar.set_height(height)
        self.title.set_text(f"mean {r.P.mean():.2f}")

    def describe(self, r):
        return (
            f"weights {r.w[0]:g} and {r.w[1]:g}, bias {r.b:g}: "
            f"mean output {r.P.mean():.2f}"
        )

    def pointer(self, kind, axes, x, y, values):
        if axes is not self.plane or kind == "up":
            return None
        return {"w1": float(np.clip(np.round(2 * x) / 2, -5, 5))}

    def reset(self, values):
        return {"w1": 1, "w2": 1, "b": 0}


class Every(Explorer):
    """One control of each kind, keys, and a control out of sight."""

    words = PanelWords(__file__, "every")
    recipes = {
        "lr": steps((0.01, 0.03, 0.1, 0.3, 1, 3, 10), start=0.1),
        "hidden": steps([1, 2, 4, 8], start=4),
        "data": choice(["sum", "two moons"]),
        "bend": toggle(),
        "seed": integer(0, 99, start=1),
        "epoch": slider(0, 100, 5, start=0, play=1),
        "code": button(),
        "spot": slider(-9, 9, 1, start=0),
    }
    rows = [["lr", "hidden", "epoch"], ["data", "bend", "seed", "code"]]
    goals = {
        "last": lambda r: r["epoch"] == 100,
        "spot": lambda r: r["spot"] == 3,
    }
    size = (5, 2)
    taken_keys = ("ArrowLeft", "ArrowRight", "d")
    shown = False  # the settings, below the picture

    def model(self, **values):
        return values

    def stage(self, figure):
        axes = figure.subplots()
        axes.set(xlim=(-10, 10), ylim=(0, 10))
        (self.dot,) = axes.plot([0], [1], "o")
        return [self.dot]

    def draw(self, r):
        self.dot.set_data([r["spot"]], [r["lr"]])

    def describe(self, r):
        return ", ".join(f"{name} {value}" for name, value in r.items())

    def key(self, name, values):
        step = {"ArrowLeft": -1, "ArrowRight": 1}.get(name, 0)
        return {"spot": min(max(values["spot"] + step, -9), 9)}

    def listing(self, r):
        return f"settings = {r}" if self.shown else ""

    def code(self, values):
        self.shown = True


class Slow(Explorer):
    """Work in steps: each step waits for `gate`, if there is one."""

    words = PanelWords(__file__, "slow")
    recipes = {"size": slider(1, 9, 1, start=3)}
    gate = None
    inside = threading.Event()  # set while a step waits
    size = (4, 2)

    def __init__(self):
        super().__init__()
        self.later = []  # the sizes that were worked on ahead

    def model(self, size):
        for step in range(size):
            if self.gate is not None and step:
                self.inside.set()
                assert self.gate.acquire(timeout=10)
            if size == 9 and step:
                raise ValueError("size 9 is too large")
            yield SimpleNamespace(size=size, step=step + 1)

    def ahead(self, size):
        for other in range(size + 1, size + 4):
            self.later.append(other)
            yield

    def stage(self, figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 10), ylim=(0, 10))
        (self.dot,) = axes.plot([0], [0], "o")
        return [self.dot]

    def draw(self, r):
        self.dot.set_data([r.size], [r.step])

    def describe(self, r):
        return f"step {r.step} of {r.size}"


def unit(*args, **options):
    return Panel(Unit(), *args, **options)


def every(*args, **options):
    return Panel(Every(), *args, **options)


def slow(*args, **options):
    return Panel(Slow(), *args, **options)
