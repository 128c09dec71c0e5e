"""Pictures of data, networks and training, one function each.

`plot_xxx(data, ax=None)` draws on the axes you give, or on a figure of its own, and
returns the axes. Nothing is shown or set for other plots. Colours are Okabe and Ito's;
a sign is never told by colour alone.

`present()` makes a notebook readable from the back row; it alone changes settings.
"""

import itertools

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from .guards import plotting as guards
from .shared.words import Words

say = Words(__file__, "plotting")
COLORS = {
    "blue": "#0072B2",
    "orange": "#D55E00",
    "sky": "#56B4E9",
    "amber": "#E69F00",
    "green": "#009E73",
    "pink": "#CC79A7",
    "yellow": "#F0E442",
    "black": "#000000",
}
CLASSES = ("blue", "orange", "green", "pink", "sky", "amber", "yellow", "black")
MARKERS = "o^sDvPX*<>"
DIVERGING = LinearSegmentedColormap.from_list(
    "nnlib_diverging", [COLORS["blue"], "#F7F7F7", COLORS["orange"]]
)


PROJECTOR = {  # settings of Matplotlib for a wall: larger as a whole, and stronger
    "figure.dpi": 130,
    "axes.linewidth": 1.4,
    "axes.titleweight": "bold",
    "axes.labelweight": "bold",
    "lines.linewidth": 2.5,
    "grid.color": "#767676",
    "legend.framealpha": 1.0,
    "legend.edgecolor": "black",
}
WALL = """<style>
:root {{
  --jp-code-font-size: {code}px; --jp-content-font-size1: {text}px;
  --jp-content-line-height: 1.45; --jp-content-font-color1: #000;
  --jp-ui-font-color0: #000; --jp-ui-font-color1: #000;
}}
.jp-Notebook :is(.jp-InputPrompt, .jp-OutputPrompt, .jp-OutputArea-promptOverlay) {{
  display: none;
}}
.jp-Notebook :is(.nn-control, .nn-picture) {{ zoom: {zoom}; }}
.jp-Notebook .nnq {{ zoom: {card}; }}
.jp-Notebook .nn-control {{
  display: flex; align-items: center; gap: 10px; padding: 0 6px;
}}
.jp-Notebook .nn-head {{ white-space: nowrap; }}
.jp-Notebook .nn-body {{ flex: 1 1 auto; }}
.jp-Notebook .nn-range .nn-input {{ width: 60px; }}
.jp-Notebook .nn-picture {{ padding: 0 4px; }}
</style>"""


class _Look:
    """What `present()` returns: in a notebook, a style for the whole page."""

    def __init__(self, words, style):
        self.words, self.style = words, style

    def __repr__(self):
        return self.words

    def _repr_html_(self):
        return f"{self.style}<pre>{self.words}</pre>"


def present(on=True, *, zoom=1.2):
    """Large and strong for a projector: text, code, panels, and figures from now on.

    zoom : of the panels, 1 to 2; at 1.2 they are as wide as a screen of 1280 × 720

    Let it be the last line of a cell. `present(False)` there goes back.
    """
    import matplotlib

    zoom = guards.presenting(on, zoom)
    for name, value in PROJECTOR.items():
        default = matplotlib.rcParamsDefault[name]
        matplotlib.rcParams[name] = value if on else default
    if not on:
        return _Look(say("present", "off"), "")
    pixels = {"text": round(17 * zoom), "code": round(15 * zoom)}
    style = WALL.format(zoom=zoom, card=round(1.15 * zoom, 2), **pixels)
    return _Look(say("present", "on"), style)


def _axes(call, ax, figsize=(5.2, 4.2)):
    guards.axes(call, ax)
    if ax is None:
        import matplotlib.pyplot as plt  # only for a figure of our own

        ax = plt.subplots(figsize=figsize, layout="constrained")[1]
    return ax


def plot_points(X, y, ax=None, *, held_out=False):
    """Points in the plane, a colour and a marker for each class.

    X : (n, 2). y : (n,) or (n, 1) class numbers. held_out : draw them hollow.
    """
    X, y = guards.points("plot_points", X, y, "held_out", held_out)
    ax = _axes("plot_points", ax)
    name = "held out" if held_out else "drawn"
    for k in np.unique(y):
        color = COLORS[CLASSES[k % len(CLASSES)]]
        ax.scatter(
            *X[y == k].T,
            s=26,
            marker=MARKERS[k % len(MARKERS)],
            facecolor="none" if held_out else color,
            edgecolor="black",
            linewidth=0.8,
            label=say("classes", name, k=str(k)),
            zorder=3,
        )
    ax.set(xlabel="x₁", ylabel="x₂")
    return ax


def grid(X, resolution=120, margin=0.6):
    """The points of a square grid around X: (resolution², 2), and its limits."""
    X, margin = guards.grid(X, resolution, margin)
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    u, v = np.meshgrid(*np.linspace(low, high, resolution).T)
    return np.stack([u.ravel(), v.ravel()], axis=1), (low[0], high[0], low[1], high[1])


def plot_decision_boundary(predict, X, y, ax=None, *, logits=False, resolution=160):
    """What a network says about the plane, with its boundary, and the points on top.

    predict : a network, or any function from (n, 2) to (n, n_out)
    logits  : for one output: True if it is a raw score, not a probability

    One output is shaded from 0 to 1, with a line at 0.5; of several, the winner shows.
    """
    X, y, resolution = guards.boundary(predict, X, y, logits, resolution)
    points, extent = grid(X, resolution)
    A = guards.answers(predict(points), points)
    ax = _axes("plot_decision_boundary", ax)
    shape = (resolution, resolution)
    if A.shape[1] == 1:
        P = np.exp(-np.logaddexp(0, -A)) if logits else A
        _shade_probability(ax, P.reshape(shape), extent)
    else:
        _shade_winner(ax, A.argmax(axis=1).reshape(shape), extent, A.shape[1])
    plot_points(X, y, ax)
    ax.set(xlim=extent[:2], ylim=extent[2:])
    return ax


def _shade_probability(ax, P, extent):
    image = ax.imshow(
        P,
        origin="lower",
        extent=extent,
        aspect="auto",
        cmap=DIVERGING,
        vmin=0,
        vmax=1,
        alpha=0.75,
    )
    if P.min() < 0.5 < P.max():
        u, v = (np.linspace(extent[i], extent[i + 1], P.shape[0]) for i in (0, 2))
        ax.contour(u, v, P, levels=[0.5], colors="black", linewidths=2)
    bar = ax.figure.colorbar(image, ax=ax, ticks=[0, 0.25, 0.5, 0.75, 1])
    bar.set_label(say("labels", "output"))


def _shade_winner(ax, winner, extent, n_classes):
    colors = [COLORS[CLASSES[k % len(CLASSES)]] for k in range(n_classes)]
    regions = LinearSegmentedColormap.from_list("regions", colors, N=n_classes)
    ax.imshow(
        winner,
        origin="lower",
        extent=extent,
        aspect="auto",
        cmap=regions,
        vmin=-0.5,
        vmax=n_classes - 0.5,
        alpha=0.35,
        interpolation="nearest",
    )
    u, v = (np.linspace(extent[i], extent[i + 1], len(winner)) for i in (0, 2))
    for k in range(n_classes):
        if 0 < (winner == k).mean() < 1:
            ax.contour(u, v, winner == k, levels=[0.5], colors="black", linewidths=1)


def plot_losses(history, ax=None):
    """Loss against epoch, one line each; held-out losses are dashed.

    history : a list of Epoch records, or a dict from a label to the losses by epoch
    """
    names = say("labels", "training"), say("labels", "held out")
    history = guards.curves(history, names)
    ax = _axes("plot_losses", ax, (5.6, 3.4))
    colors = itertools.cycle(("blue", "orange", "green", "pink", "black"))
    dashes = itertools.cycle(("-", "--", ":", "-.", (0, (5, 1))))
    for label, losses in history.items():
        look = {"color": COLORS[next(colors)], "linestyle": next(dashes)}
        ax.plot(np.arange(len(losses)), losses, label=label, linewidth=2, **look)
    ax.set(xlabel=say("labels", "epoch"), ylabel=say("labels", "mean loss"))
    if min(losses.min() for losses in history.values()) > 0:
        ax.set_yscale("log")  # which would leave out a loss of 0
    if len(history) > 1:
        ax.legend()
    return ax


def plot_network(net, ax=None, *, input_names=None, output_names=None, most=10):
    """A network as a diagram: a circle is a unit, a line is a weight.

    net : a network, or the sizes of its layers, such as (3, 4, 1)

    A line's width is |w|, from 0 to 5 and more; orange and solid is positive, blue and
    dashed is negative. Of more than `most` units in a layer, the first are drawn.
    """
    sizes, weights = guards.network(net, most)
    inputs = guards.names("plot_network", "input_names", input_names, sizes[0])
    outputs = guards.names("plot_network", "output_names", output_names, sizes[-1])
    ax = _axes("plot_network", ax, (1.9 * len(sizes) + 1.2, 3.6))
    columns = [_heights(min(size, most)) for size in sizes]
    for k, W in enumerate(weights):
        for i, a in enumerate(columns[k]):
            for j, b in enumerate(columns[k + 1]):
                ax.plot([k, k + 1], [a, b], **_line(None if W is None else W[i, j]))
    for k, size in enumerate(sizes):
        kind = "input" if k == 0 else "output" if k == len(sizes) - 1 else "hidden"
        _units(ax, k, columns[k], size, kind)
    for name, height in zip(inputs or (), columns[0], strict=False):
        ax.text(-0.16, height, name, ha="right", va="center")
    for name, height in zip(outputs or (), columns[-1], strict=False):
        ax.text(len(sizes) - 0.84, height, name, ha="left", va="center")
    ax.set(xlim=(-0.6, len(sizes) - 0.2), ylim=(-1.2, 1.6))
    ax.set_axis_off()
    return ax


def _units(ax, k, heights, size, kind):
    """The circles of layer k, and above them what it is, and how large."""
    circle = {"s": 420, "color": "white", "edgecolor": "black", "zorder": 3}
    ax.scatter([k] * len(heights), heights, **circle)
    lines = [say("layers", kind), str(size)]
    if size > len(heights):
        lines.append(say("labels", "first", most=len(heights)))
    ax.text(k, 1.14, "\n".join(lines), ha="center", va="bottom")


def _heights(n):
    return np.linspace(0.95, -0.95, n) if n > 1 else np.zeros(1)


def _line(w):
    if w is None:
        return {"color": "0.55", "linewidth": 1, "zorder": 1}
    width = 1 + 9 * min(abs(w), 5) / 5
    color, dash = ("orange", "-") if w >= 0 else ("blue", (0, (2, 1)))
    return {
        "color": COLORS[color],
        "linestyle": dash,
        "linewidth": width,
        "zorder": 1,
        "alpha": 0.85,
    }


def plot_activation(function, slope=None, ax=None, *, z=None):
    """An activation against its input, and, if you give it, its slope (dashed).

    function : a = f(z). slope : the slope from the output, such as sigmoid_slope.
    """
    z = guards.activation(function, slope, np.linspace(-6, 6, 241) if z is None else z)
    a = guards.heights("function(z)", function(z), z)
    da = None if slope is None else guards.heights("slope(a)", slope(a), a)
    ax = _axes("plot_activation", ax, (5.2, 3.4))
    ax.axhline(0, color="0.7", linewidth=0.8)
    ax.axvline(0, color="0.7", linewidth=0.8)
    name = getattr(function, "__name__", "a")
    ax.plot(z, a, color=COLORS["blue"], linewidth=2, label=name)
    if da is not None:
        look = {"color": COLORS["orange"], "linestyle": "--", "linewidth": 2}
        ax.plot(z, da, label=say("labels", "slope"), **look)
        ax.legend()
    ax.set(xlabel=say("labels", "z"), ylabel=say("labels", "a"))
    return ax


def plot_confusion_matrix(C, ax=None, *, names=None):
    """Counts of (true class, predicted class); the darker a mistake, the more frequent.

    C : (n_classes, n_classes), rows true, columns predicted; its diagonal stays pale.
    """
    C = guards.counts(C)
    k = len(C)
    names = guards.names("plot_confusion_matrix", "names", names, k)
    ax = _axes("plot_confusion_matrix", ax)
    wrong = np.where(np.eye(k, dtype=bool), 0, C)
    most = max(1, wrong.max())
    image = ax.imshow(wrong, cmap="Oranges", vmin=0, vmax=most)
    for i, j in np.argwhere(C):
        weight = "bold" if i == j else "normal"
        color = "white" if wrong[i, j] > 0.6 * most else "black"
        look = {"ha": "center", "va": "center", "color": color, "weight": weight}
        ax.text(j, i, str(C[i, j]), size=8, **look)
    ax.set_xticks(range(k), names or range(k))
    ax.set_yticks(range(k), names or range(k))
    ax.set(xlabel=say("labels", "predicted"), ylabel=say("labels", "true"))
    ax.figure.colorbar(image, ax=ax, label=say("labels", "mistakes"))
    return ax


def plot_images(images, ax=None, *, titles=None, columns=8):
    """Small pictures side by side, all with the same limits, which the bar shows.

    images : (n, height, width). With negative values, on the diverging scale around 0.
    """
    images, columns = guards.images(images, columns)
    titles = guards.names("plot_images", "titles", titles, len(images))
    rows, cap = -(-len(images) // columns), 3 if titles else 1
    figsize = (0.95 * columns + 0.6, (0.95 + 0.25 * (cap > 1)) * rows + 0.2)
    ax = _axes("plot_images", ax, figsize)
    sheet, places = _sheet(images, rows, columns, cap)
    for (x, y), title in zip(places, titles or (), strict=False):
        ax.text(x, y, title, ha="center", va="bottom", size=8)
    size, signed = np.abs(images).max() or 1, images.min() < 0
    look = {"cmap": DIVERGING if signed else "Greys", "vmin": -size if signed else 0}
    shown = ax.imshow(sheet, interpolation="nearest", vmax=size, **look)
    ax.set_axis_off()
    label = say("labels", "weight" if signed else "ink")
    ax.figure.colorbar(shown, ax=ax, shrink=0.7, label=label)
    return ax


def _sheet(images, rows, columns, cap):
    """All pictures in one, a gap beside and `cap` above each, and where titles go."""
    h, w = images.shape[1:]
    sheet, places = np.full((rows * (h + cap), columns * (w + 1)), np.nan), []
    for k, image in enumerate(images):
        top, left = (k // columns) * (h + cap) + cap, (k % columns) * (w + 1)
        sheet[top : top + h, left : left + w] = image
        places.append((left + w / 2 - 0.5, top - 0.8))
    return sheet, places
