"""An activation, its slope, and what many of them do to a gradient. Lesson 03."""

from types import SimpleNamespace

import numpy as np

import nnlib as nn
from nnlib.explore.artists import powers
from nnlib.explore.controls import choice, integer, slider, steps
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.plotting import COLORS

Z = np.round(np.linspace(-8, 8, 161), 9)
DEEPEST, WIDTH, BATCH = 16, 32, 64
SCALES = (0.3, 0.5, 0.7, 1.0, 1.2, 1.41, 1.7, 2.0, 3.0, 5.0, 7.0, 10.0)
LOW, HIGH = 1e-12, 1e8  # of the right pictures; what is beyond lies on the edge
FUNCTIONS = {
    "sigmoid": (nn.sigmoid, nn.sigmoid_slope, nn.Sigmoid),
    "tanh": (nn.tanh, nn.tanh_slope, nn.Tanh),
    "relu": (nn.relu, nn.relu_slope, nn.ReLU),
    "leaky_relu": (nn.leaky_relu, nn.leaky_relu_slope, nn.LeakyReLU),
    "identity": (nn.identity, nn.identity_slope, None),
}


def values(name):
    """The function and its slope at each of Z."""
    f, slope, _ = FUNCTIONS[name]
    a = f(Z)
    return a, slope(a)


def signals(name, depth, scale, seed):
    """Root mean squares, layer by layer, in a network of `depth` layers of 32 units.

    Its weights are normal with standard deviation scale / √32, its biases 0, its batch
    64 normal points, and the gradient that comes in at its end is normal too.

    Returns those of the activations a and of the gradients ∂L/∂z, each (depth,).
    """
    rng, unit = np.random.default_rng(seed), FUNCTIONS[name][2]
    W = rng.normal(size=(DEEPEST, WIDTH, WIDTH)) * (scale / np.sqrt(WIDTH))
    A, dA = rng.normal(size=(2, BATCH, WIDTH))
    layers, forward, backward = [], [], []
    for k in range(depth):
        dense = nn.Dense(WIDTH, WIDTH, init=nn.zeros)
        dense.W[...] = W[k]
        parts = (dense, unit()) if unit else (dense,)
        for part in parts:
            A = part.forward(A, train=True)
        layers.append(parts)
        forward.append(rms(A))
    for dense, *units in reversed(layers):
        for part in units:
            dA = part.backward(dA)
        backward.append(rms(dA))
        dA = dense.backward(dA)
    return np.array(forward), np.array(backward[::-1])


def rms(a):
    """The root of the mean of the squares."""
    return float(np.sqrt(np.mean(a * a)))


class Activation(Explorer):
    """A curve with its slope, a product of slopes, and a deep network's signals."""

    words = PanelWords(__file__, "activation")
    recipes = {
        "function": choice(FUNCTIONS),
        "z": slider(-8, 8, 0.1, start=2, form="{:.1f}"),
        "depth": slider(1, DEEPEST, 1, start=8),
        "scale": steps(SCALES, start=1.0),
        "seed": integer(start=0),
    }
    rows = [["function", "z", "depth", "scale"], ["seed"]]
    goals = {
        "flat": lambda r: (
            r.function == "sigmoid"
            and r.slope < 0.01
            and nn.sigmoid_slope(nn.sigmoid(abs(r.z) - 0.1)) >= 0.01
        ),
        "depth 8": lambda r: (
            r.depth == 8 and r.function != "identity" and 0.1 < r.ratio < 10
        ),
        "depth 16": lambda r: (
            (r.function, r.depth) == ("relu", DEEPEST)
            and all(0.5 <= s[0] / s[-1] <= 2 for s in (r.a_rms, r.g_rms))
        ),
    }
    size = (10, 4.4)

    def model(self, function, z, depth, scale, seed):
        f, slope, _ = FUNCTIONS[function]
        a = f(np.array(float(z)))
        forward, backward = signals(function, depth, scale, seed)
        return SimpleNamespace(
            function=function, z=z, depth=depth, scale=scale, seed=seed,
            a=float(a), slope=float(slope(a)), curves=values(function),
            products=float(slope(a)) ** np.arange(1, depth + 1.0),
            a_rms=forward, g_rms=backward,
            ratio=float(backward[0] / max(backward[-1], 1e-300)),
        )  # fmt: skip

    def stage(self, figure):
        figure.set_layout_engine("none")
        places = ((0.055, 0.27), (0.395, 0.22), (0.69, 0.295))
        axes = [figure.add_axes((x, 0.13, w, 0.74)) for x, w in places]
        self.curve, self.power, self.deep = axes
        return [*self._stage_curve(), *self._stage_power(), *self._stage_deep()]

    def _stage_curve(self):
        axes, style = self.curve, {"lw": 2.4}
        (self.shape,) = axes.plot([], [], color=COLORS["blue"], label="a", **style)
        (self.slope,) = axes.plot([], [], "--", color=COLORS["orange"], label="slope",
                                  **style)  # fmt: skip
        (self.tangent,) = axes.plot([], [], color="black", lw=1.6, label="tangent")
        self.spots = [
            axes.plot([], [], marker, mec="black", mfc=COLORS[color], ms=9)[0]
            for marker, color in (("o", "blue"), ("s", "orange"))
        ]
        axes.set(xlim=(-8, 8), ylim=(-1.5, 3.0), xlabel="z")
        axes.set_title("the function and its slope", size=10, y=1.03)
        axes.grid(alpha=0.3)
        axes.legend(loc="upper left", fontsize=9.5, borderpad=0.3).set_zorder(1)
        return [self.shape, self.slope, self.tangent, *self.spots]

    def _stage_power(self):
        axes = self.power
        (self.product,) = axes.plot([], [], "s-", color=COLORS["orange"], ms=5, lw=1.6)
        self._log(axes, "number n of slopes", "the slope at z, n times multiplied")
        return [self.product]

    def _stage_deep(self):
        axes = self.deep
        self.lines = [
            axes.plot([], [], style, color=COLORS[color], ms=5, lw=1.6, label=name)[0]
            for style, color, name in (
                ("o-", "blue", "activations a"),
                ("^--", "green", "gradient ∂L/∂z"),
            )
        ]
        self._log(axes, "layer", "root mean square in a real network")
        axes.legend(loc="lower left", fontsize=9.5, borderpad=0.3).set_zorder(1)
        return self.lines

    def _log(self, axes, label, title):
        axes.set(xlim=(0.4, DEEPEST + 0.6), yscale="log", ylim=(LOW / 3, HIGH * 3))
        axes.set_xticks([1, 4, 8, 12, 16])
        axes.set_yticks([1e-12, 1e-8, 1e-4, 1, 1e4, 1e8])
        axes.minorticks_off()
        powers(axes.yaxis)
        axes.set_xlabel(label)
        axes.set_title(title, size=10, y=1.03)
        axes.axhline(1, color="black", lw=0.8, zorder=0.5)
        axes.grid(alpha=0.3)

    def draw(self, r):
        a, slopes = r.curves
        self.shape.set_data(Z, a)
        self.slope.set_data(Z, slopes)
        ends = np.array([r.z - 1.5, r.z + 1.5])
        self.tangent.set_data(ends, r.a + r.slope * (ends - r.z))
        for spot, height in zip(self.spots, (r.a, r.slope), strict=True):
            spot.set_data([r.z], [np.clip(height, -1.5, 3.0)])
        hollow = r.z == 0 and r.function.endswith("relu")
        self.spots[1].set_markerfacecolor("white" if hollow else COLORS["orange"])
        numbers = np.arange(1, r.depth + 1)
        self.product.set_data(numbers, np.clip(r.products, LOW, HIGH))
        for line, sizes in zip(self.lines, (r.a_rms, r.g_rms), strict=True):
            line.set_data(numbers, np.clip(sizes, LOW, HIGH))

    def describe(self, r):
        text = self.say(
            "point", function=r.function, z=r.z, a=r.a, slope=r.slope, depth=r.depth,
            product=short(r.products[-1]), scale=r.scale, seed=r.seed,
            first_a=short(r.a_rms[0]), last_a=short(r.a_rms[-1]),
            first_g=short(r.g_rms[0]), last_g=short(r.g_rms[-1]), ratio=short(r.ratio),
        )  # fmt: skip
        if r.z == 0 and r.function.endswith("relu"):
            text += self.say("corner", slope=r.slope)
        return text


def short(value):
    """Two digits: 0.13 or 2.4e-07."""
    return f"{value:.2g}"


def activation(settings="", **options):
    """The panel of lesson 03; `activation("z=0 depth=16")` starts elsewhere."""
    return Panel(Activation(), settings, **options)
