"""A 2-2-1 network, its 17 gradients, and their checks.

No figure in here. Lesson 05.
"""

import functools
from typing import NamedTuple

import numpy as np

import nnlib as nn
from nnlib.lessons.lesson_05.panel_breaks import BREAKS

# θ = (W₁, b₁, W₂, b₂), of few digits, so that pen and paper are enough. Of the samples
# the first leaves both ReLU units on, and each other one switches some of them off.
WEIGHTS = {
    "w11": 1, "w12": -1, "w21": 0.5, "w22": 2,  # from input i to unit j
    "b1": -0.5, "b2": 0.5,
    "v1": 2, "v2": -0.5, "b3": -1,
}  # fmt: skip
SAMPLES = {
    "A": ((1, 0.5), 1),
    "B": ((-1, 0.5), 1),
    "C": ((2, 0.5), 0),
    "D": ((-0.5, -1), 1),
}
ACTIVATIONS = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}
LAYERS = (("z1", "z2"), ("a1", "a2"), ("z3",), ("a3",))  # what each layer puts out
INPUTS, FIRST_LAYER = ("x1", "x2"), ("w11", "w12", "w21", "w22", "b1", "b2")
# Each step, and what it computes: values on the way forward, then gradients.
FORWARD = (("z1",), ("a1",), ("z2",), ("a2",), ("z3",), ("a3",), ("L",))
BACKWARD = (
    ("a3",), ("z3",), ("v1", "v2", "b3"), ("a1",), ("a2",), ("z1",), ("z2",),
    ("w11", "w21", "b1"), ("w12", "w22", "b2"), ("x1",), ("x2",),
)  # fmt: skip
LAST = len(FORWARD) + len(BACKWARD)
ORDER = tuple(name for step in BACKWARD for name in step)
ZERO = 1e-6  # gradients below it have died


def network(activation):
    """The network, with its fixed weights."""
    dense = functools.partial(nn.Dense, init=nn.zeros)
    net = nn.Network(dense(2, 2), ACTIVATIONS[activation](), dense(2, 1), nn.Sigmoid())
    net.theta = np.array(list(WEIGHTS.values()), dtype=float)
    return net


def values(net, x, y):
    """Every number of the forward pass: a dict name -> float, and ∂L/∂a₃, (1, 1)."""
    A = np.array([x], dtype=float)
    found = {**WEIGHTS, "y": y, **dict(zip(INPUTS, x, strict=True))}
    for layer, names in zip(net.layers, LAYERS, strict=True):
        A = layer.forward(A, train=True)
        found |= zip(names, A[0], strict=True)
    L, dA = nn.mean_squared_error(A, np.array([[y]], dtype=float))
    return {name: float(value) for name, value in {**found, "L": L}.items()}, dA


def gradients(net, dA):
    """Every gradient, layer by layer backward: a dict name -> float."""
    found = {"a3": dA[0, 0]}
    before = [INPUTS, *LAYERS[:-1]]
    for layer, names in zip(reversed(net.layers), reversed(before), strict=True):
        dA = layer.backward(dA)
        found |= zip(names, dA[0], strict=True)
    found |= zip(WEIGHTS, net.dtheta, strict=True)
    return {name: float(found[name]) for name in ORDER}


def checks(activation, x, y):
    """The same gradients from nudges, with no rule of the backward pass."""
    net, Y = network(activation), np.array([[y]], dtype=float)
    outputs = [np.array([x], dtype=float)]
    for layer in net.layers:
        outputs.append(layer.forward(outputs[-1]))

    def loss(A, layers):
        for layer in layers:
            A = layer.forward(A)
        return nn.mean_squared_error(A, Y)[0]

    found = {}
    for k, names in enumerate((INPUTS, *LAYERS)):
        tail = functools.partial(loss, layers=net.layers[k:])
        found |= zip(names, nn.numerical_gradient(tail, outputs[k])[0], strict=True)
    slopes = nn.numerical_gradient(lambda _: loss(outputs[0], net.layers), net.theta)
    return {name: float(s) for name, s in {**found, **dict(zip(WEIGHTS, slopes,
            strict=True))}.items()}  # fmt: skip


class Result(NamedTuple):
    """One step of one pass.

    v, g, check : dicts name -> value, gradient of the code, slope by nudging
    extra       : slopes s1, s2, s3; t1 and t2, those of the hidden units at a, not z
    broken      : the break's name, or "nothing"
    mystery     : the number of the mystery behind which it hides, or None
    verdict     : of the last accusation: "solved", "again", "innocent", or ""
    streak      : how many mysteries in a row were solved at the first accusation
    """

    step: int
    sample: str
    activation: str
    broken: str
    mystery: int | None
    v: dict
    g: dict
    check: dict
    extra: dict
    verdict: str
    streak: int

    @property
    def names(self):
        """What this step computes."""
        return ((), *FORWARD, *BACKWARD)[self.step]

    @property
    def backward(self):
        return self.step > len(FORWARD)

    @property
    def computed(self):
        """The values that are there."""
        return [name for step in FORWARD[: self.step] for name in step]

    @property
    def known(self):
        """The gradients that are there, in the order of the backward pass."""
        steps = BACKWARD[: max(self.step - len(FORWARD), 0)]
        return [name for step in steps for name in step]

    def wrong(self, name):
        return not np.isclose(self.g[name], self.check[name], rtol=1e-5, atol=1e-8)

    @property
    def disagree(self):
        return [name for name in self.known if self.wrong(name)]

    @property
    def finished(self):
        return self.step == LAST

    @property
    def unbroken(self):
        return self.broken == "nothing"

    @property
    def shown_break(self):
        """The break, as far as anybody may know."""
        return "nothing" if self.mystery else self.broken

    @property
    def adds(self):
        """Does what comes back to an input add up, as far as anybody may know?"""
        return not self.mystery and self.broken not in ("overwrite", "no-transpose")

    def all_zero(self, names):
        return all(abs(self.g[name]) < ZERO for name in names)

    def cancels(self, x):
        """Is the sum that comes back to an input 0, though neither part is?"""
        parts = [self.g[f"z{j}"] * self.v[f"w{x[1]}{j}"] for j in "12"]
        return self.all_zero([x]) and min(map(abs, parts)) > ZERO


@functools.lru_cache(maxsize=256)
def run(sample, activation, broken):
    """Both passes of a sample: the dicts v, g, check and extra of a Result."""
    net, (x, y) = network(activation), SAMPLES[sample]
    v, dA = values(net, x, y)
    if broken in BREAKS:
        dA = BREAKS[broken](net, dA)
    g = gradients(net, dA)
    unit = net.layers[1]
    slopes, late = unit.slope(unit.A)[0], unit.slope(unit.function(unit.A))[0]
    extra = dict(zip(("s1", "s2", "t1", "t2"), (*slopes, *late), strict=True))
    extra["s3"] = nn.Sigmoid.slope(v["a3"])
    return v, g, checks(activation, x, y), extra
