"""Pictures of data, networks and training, one function each.

`plot_xxx(data, ax=None)` draws on the axes you give, or on a figure of its own, and
returns the axes. Nothing is shown or set for other plots. Colours are Okabe and Ito's;
a sign is never told by colour alone.

`present()` makes a notebook readable from the back row; it alone changes settings.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

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

    if not isinstance(zoom, (int, float)) or not 1 <= zoom <= 2:
        raise ValueError(say("errors", "zoom", came=repr(zoom)))
    for name, value in PROJECTOR.items():
        default = matplotlib.rcParamsDefault[name]
        matplotlib.rcParams[name] = value if on else default
    if not on:
        return _Look(say("present", "off"), "")
    pixels = {"text": round(17 * zoom), "code": round(15 * zoom)}
    style = WALL.format(zoom=zoom, card=round(1.15 * zoom, 2), **pixels)
    return _Look(say("present", "on"), style)


def _axes(ax, figsize=(5.2, 4.2)):
    if ax is None:
        import matplotlib.pyplot as plt  # only for a figure of our own

        ax = plt.subplots(figsize=figsize, layout="constrained")[1]
    return ax


def _plane(call, X):
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2 or len(X) == 0:
        raise ValueError(say("errors", "points", call=call, came=str(X.shape)))
    return X


def plot_points(X, y, ax=None, *, held_out=False):
    """Points in the plane, a colour and a marker for each class.

    X : (n, 2). y : (n,) or (n, 1) class numbers. held_out : draw them hollow.
    """
    X, y, ax = _plane("plot_points", X), np.ravel(y).astype(int), _axes(ax)
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
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    u, v = np.meshgrid(
        *(np.linspace(a, b, resolution) for a, b in zip(low, high, strict=True))
    )
    return np.stack([u.ravel(), v.ravel()], axis=1), (low[0], high[0], low[1], high[1])


def plot_decision_boundary(predict, X, y, ax=None, *, logits=False, resolution=160):
    """What a network says about the plane, with its boundary, and the points on top.

    predict : a network, or any function from (n, 2) to (n, n_out)
    logits  : for one output: True if it is a raw score, not a probability

    One output is shaded from 0 to 1, with a line at 0.5; of several, the winner shows.
    """
    X, ax = _plane("plot_decision_boundary", X), _axes(ax)
    points, extent = grid(X, resolution)
    A = np.asarray(predict(points))
    if A.ndim != 2 or len(A) != len(points):
        came, given = str(A.shape), str(points.shape)
        raise ValueError(say("errors", "predict", came=came, given=given))
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
    if not isinstance(history, dict):
        history = list(history)
        curves = {say("labels", "training"): [epoch.train_loss for epoch in history]}
        if history and history[0].valid_loss is not None:
            curves[say("labels", "held out")] = [epoch.valid_loss for epoch in history]
        history = curves
    if not history or any(
        np.ndim(loss) != 1 or not len(loss) for loss in history.values()
    ):
        came = {key: np.shape(loss) for key, loss in history.items()}
        raise ValueError(say("errors", "losses", came=str(came)))
    ax = _axes(ax, (5.6, 3.4))
    styles = zip(
        ("blue", "orange", "green", "pink", "black"),
        ("-", "--", ":", "-.", (0, (5, 1))),
        strict=True,
    )
    for (label, loss), (color, dash) in zip(
        history.items(), list(styles) * len(history), strict=False
    ):
        ax.plot(
            np.arange(len(loss)),
            loss,
            color=COLORS[color],
            linestyle=dash,
            label=label,
            linewidth=2,
        )
    ax.set(xlabel=say("labels", "epoch"), ylabel=say("labels", "mean loss"))
    ax.set_yscale("log")
    if len(history) > 1:
        ax.legend()
    return ax


def plot_network(net, ax=None, *, input_names=None, output_names=None, most=10):
    """A network as a diagram: a circle is a unit, a line is a weight.

    net : a network, or the sizes of its layers, such as (3, 4, 1)

    A line's width is |w|, from 0 to 5 and more; orange and solid is positive, blue and
    dashed is negative. Of more than `most` units in a layer, the first are drawn.
    """
    sizes, weights = _structure(net)
    ax = _axes(ax, (1.9 * len(sizes) + 1.2, 3.6))
    columns = [_heights(min(size, most)) for size in sizes]
    for k, W in enumerate(weights):
        for i, a in enumerate(columns[k]):
            for j, b in enumerate(columns[k + 1]):
                ax.plot([k, k + 1], [a, b], **_line(None if W is None else W[i, j]))
    for k, (size, heights) in enumerate(zip(sizes, columns, strict=True)):
        ax.scatter(
            [k] * len(heights),
            heights,
            s=420,
            color="white",
            edgecolor="black",
            zorder=3,
        )
        kind = "input" if k == 0 else "output" if k == len(sizes) - 1 else "hidden"
        lines = [say("layers", kind), str(size)]
        lines += [say("labels", "first", most=most)] if size > most else []
        ax.text(k, 1.14, "\n".join(lines), ha="center", va="bottom")
    for names, k in ((input_names, 0), (output_names, len(sizes) - 1)):
        for name, height in zip(names or (), columns[k], strict=False):
            side = -0.16 if k == 0 else 0.16
            ax.text(
                k + side, height, name, ha="right" if k == 0 else "left", va="center"
            )
    ax.set(xlim=(-0.6, len(sizes) - 0.2), ylim=(-1.2, 1.6))
    ax.set_axis_off()
    return ax


def _structure(net):
    if hasattr(net, "layers"):
        dense = [layer for layer in net.layers if hasattr(layer, "W")]
        if not dense or dense[0].W.ndim != 2:
            raise ValueError(say("errors", "network", came=repr(net)))
        return [dense[0].W.shape[0], *(d.W.shape[1] for d in dense)], [
            d.W for d in dense
        ]
    sizes = [int(size) for size in net]
    return sizes, [None] * (len(sizes) - 1)


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
    z, ax = (
        np.linspace(-6, 6, 241) if z is None else np.asarray(z, float),
        _axes(ax, (5.2, 3.4)),
    )
    a = np.asarray(function(z))
    ax.axhline(0, color="0.7", linewidth=0.8)
    ax.axvline(0, color="0.7", linewidth=0.8)
    ax.plot(
        z,
        a,
        color=COLORS["blue"],
        linewidth=2,
        label=getattr(function, "__name__", "a"),
    )
    if slope is not None:
        ax.plot(
            z,
            slope(a),
            color=COLORS["orange"],
            linestyle="--",
            linewidth=2,
            label=say("labels", "slope"),
        )
        ax.legend()
    ax.set(xlabel=say("labels", "z"), ylabel=say("labels", "a"))
    return ax


def plot_confusion_matrix(C, ax=None, *, names=None):
    """Counts of (true class, predicted class); the darker a mistake, the more frequent.

    C : (n_classes, n_classes), rows true, columns predicted; its diagonal stays pale.
    """
    C = np.asarray(C)
    if C.ndim != 2 or C.shape[0] != C.shape[1]:
        raise ValueError(say("errors", "confusion", came=str(C.shape)))
    k, ax = len(C), _axes(ax)
    wrong = np.where(np.eye(k, dtype=bool), 0, C)
    image = ax.imshow(wrong, cmap="Oranges", vmin=0, vmax=max(1, wrong.max()))
    for i, j in np.ndindex(C.shape):
        if C[i, j]:
            dark = wrong[i, j] > 0.6 * max(1, wrong.max())
            weight = "bold" if i == j else "normal"
            ax.text(
                j,
                i,
                int(C[i, j]),
                ha="center",
                va="center",
                color="white" if dark else "black",
                weight=weight,
                size=8,
            )
    names = range(k) if names is None else names
    ax.set_xticks(range(k), names)
    ax.set_yticks(range(k), names)
    ax.set(xlabel=say("labels", "predicted"), ylabel=say("labels", "true"))
    ax.figure.colorbar(image, ax=ax, label=say("labels", "mistakes"))
    return ax


def plot_images(images, ax=None, *, titles=None, columns=8):
    """Small pictures side by side, all with the same limits, which the bar shows.

    images : (n, height, width). With negative values, on the diverging scale around 0.
    """
    images = np.asarray(images, float)
    if images.ndim != 3 or not len(images):
        raise ValueError(say("errors", "images", came=str(images.shape)))
    n, h, w = images.shape
    rows, columns = -(-n // columns), min(n, columns)
    gap, cap = 1, 3 if titles is not None else 1
    sheet = np.full((rows * (h + cap), columns * (w + gap)), np.nan)
    ax = _axes(ax, (0.95 * columns + 0.6, (0.95 + 0.25 * (cap > 1)) * rows + 0.2))
    for k, image in enumerate(images):
        top, left = (k // columns) * (h + cap) + cap, (k % columns) * (w + gap)
        sheet[top : top + h, left : left + w] = image
        if titles is not None:
            ax.text(
                left + w / 2 - 0.5,
                top - 0.8,
                titles[k],
                ha="center",
                va="bottom",
                size=8,
            )
    size = np.abs(images).max() or 1
    signed = images.min() < 0
    look = (
        {"cmap": DIVERGING, "vmin": -size, "vmax": size}
        if signed
        else {"cmap": "Greys", "vmin": 0, "vmax": size}
    )
    shown = ax.imshow(sheet, interpolation="nearest", **look)
    ax.set_axis_off()
    label = say("labels", "weight" if signed else "ink")
    ax.figure.colorbar(shown, ax=ax, shrink=0.7, label=label)
    return ax


def plot_loss_surface(
    net, loss, X, y, ax=None, *, directions=None, rng=None, span=1.0, resolution=41
):
    """The loss around θ on a plane through it: L(θ + s u + t v).

    directions : two vectors (n_params,), or None for two random ones from `rng`, each
                 as long as θ

    It is a 2-D slice of a surface in as many dimensions as there are parameters.
    """
    if net.theta.ndim != 1 or (directions is None and not hasattr(rng, "normal")):
        shape = str(net.theta.shape)
        raise ValueError(say("errors", "surface", shape=shape, rng=repr(rng)))
    if directions is None:
        draws = rng.normal(size=(2, net.theta.size))
        length = np.linalg.norm(net.theta) or 1.0
        directions = draws / np.linalg.norm(draws, axis=1, keepdims=True) * length
    u, v = directions
    steps = np.linspace(-span, span, resolution)
    rows = net.stack(resolution)
    L = np.empty((resolution, resolution))
    for k, t in enumerate(steps):
        rows.theta = net.theta + steps[:, None] * u + t * v
        L[k] = loss(rows(X), y)[0]
    ax = _axes(ax)
    filled = ax.contourf(steps, steps, L, levels=20, cmap="cividis")
    ax.contour(steps, steps, L, levels=20, colors="black", linewidths=0.3)
    ax.plot(0, 0, "o", color="white", markeredgecolor="black", markersize=9)
    ax.set(xlabel=say("labels", "s"), ylabel=say("labels", "t"))
    ax.set_title(say("labels", "slice", size=str(net.theta.size)), size=10)
    ax.figure.colorbar(filled, ax=ax, label=say("labels", "loss"))
    return ax
