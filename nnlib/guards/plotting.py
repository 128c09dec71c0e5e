"""Guards for pictures: what can be drawn, and on what."""

import itertools
import numbers

import numpy as np
from numpy import ndarray

from .arrays import array, data, floats, no_nan, samples, whole_numbers
from .network import is_network
from .scalars import at_least_0, between, function, integer, whole, yes_or_no
from .sentences import sentence, shown, wrong


def axes(call, ax):
    """Axes of Matplotlib to draw on, or None for new ones."""
    if ax is not None and (isinstance(ax, type) or not hasattr(ax, "get_xlim")):
        raise wrong(TypeError, "plot.axes", call=call, came=shown(ax))


def plane(call, X):
    """Points in the plane, (n, 2), at least one, all finite."""
    X = floats(call, "X", data(call, "X", X, "(n, 2)"))
    if X.ndim != 2 or X.shape[1] != 2:
        raise wrong(ValueError, "plot.points", call=call, came=X.shape)
    return X


def points(call, X, y, flag, value):
    """Points in the plane, the class number of each, (n,), and True or False."""
    X, y = samples(call, plane(call, X), y)
    n = len(X)
    if y.shape not in ((n,), (n, 1)):
        mend = "mend.argmax" if y.ndim == 2 else "mend.each row"
        fields = dict(call=call, n=n, name="X", came=y.shape)
        raise wrong(ValueError, "metric.classes", mend, **fields)
    yes_or_no(call, flag, value)
    return X, whole_numbers(call, "classes.whole", y.ravel())


def grid(X, resolution, margin):
    """What a grid is drawn around, how fine, and how far."""
    between("grid", "resolution", resolution, 2, 2000, 120, kind=integer)
    return plane("grid", X), at_least_0("grid", "margin", margin, 0.6)


def boundary(predict, X, y, logits, resolution):
    """The arguments of plot_decision_boundary. Returns X, y and the resolution."""
    call = "plot_decision_boundary"
    function(call, "predict", predict, "net")
    X, y = points(call, X, y, "logits", logits)
    return X, y, between(call, "resolution", resolution, 2, 2000, 160, kind=integer)


def answers(A, points):
    """What `predict` says about points: a row for each."""
    call, name = "plot_decision_boundary", "predict(X)"
    A = floats(call, name, A, "(n, n_out)")
    if A.ndim != 2 or len(A) != len(points) or not A.size:
        raise wrong(ValueError, "plot.predict", came=A.shape, given=points.shape)
    return no_nan(call, name, A)


def curves(history, names):
    """label → losses by epoch; `names` are those of training and of held-out data."""
    if not isinstance(history, dict):
        history = _columns(history, names)
    found = {}
    for label, losses in history.items():
        name = f"history[{shown(label)}]"
        losses = floats("plot_losses", name, losses, "(n_epochs,)")
        if losses.ndim != 1 or not losses.size:
            raise wrong(ValueError, "plot.losses", name=name, came=losses.shape)
        found[label if isinstance(label, str) else shown(label)] = losses
    if not found:
        raise wrong(ValueError, "plot.history", came="{}")
    return found


def _columns(history, names):
    """The losses of a list of epochs; of held-out data, if there is any."""
    many = hasattr(type(history), "__iter__") and not isinstance(history, ndarray)
    history = list(history) if many else [history]
    for epoch in history:
        if not hasattr(epoch, "train_loss") or isinstance(epoch, type):
            raise wrong(TypeError, "plot.history", came=shown(epoch))
    found = {names[0]: [epoch.train_loss for epoch in history]}
    held_out = [getattr(epoch, "valid_loss", None) for epoch in history]
    given = held_out and held_out[0] is not None  # by `is`: a stack's is an array
    return found | ({names[1]: held_out} if given else {})


def network(net, most):
    """The sizes of a network's layers, and the weights between them, or None."""
    call = "plot_network"
    between(call, "most", most, 1, 100, 10, kind=integer)
    if not hasattr(net, "layers"):
        return _sizes(net)
    is_network(call, net)
    weights = [layer.W for layer in net.layers if hasattr(layer, "W")]
    weights = [no_nan(call, "W", floats(call, "W", W)) for W in weights]
    shapes = [W.shape for W in weights]
    meet = all(a[-1] == b[0] for a, b in itertools.pairwise(shapes))
    if not shapes or not meet or any(len(shape) != 2 for shape in shapes):
        raise wrong(ValueError, "plot.network", came=shown(net))
    return [shapes[0][0], *(n_out for _, n_out in shapes)], weights


def _sizes(net):
    many = isinstance(net, (tuple, list, ndarray)) and getattr(net, "ndim", 1) == 1
    if not many or len(net) < 2:
        raise wrong(TypeError, "plot.sizes", came=shown(net))
    sizes = [whole("plot_network", f"sizes[{k}]", n) for k, n in enumerate(net)]
    return sizes, [None] * (len(sizes) - 1)


def names(call, name, given, n):
    """A text for each of n things, or None."""
    if given is None:
        return None
    fields = dict(call=call, name=name, n=n)
    many = hasattr(type(given), "__iter__") and getattr(given, "ndim", 1) == 1
    if not many or isinstance(given, (str, bytes, dict, set)):
        raise wrong(TypeError, "plot.names", came=shown(given), **fields)
    found = list(itertools.islice(given, n + 1))
    if len(found) != n:
        came = len(found) if len(found) < n else sentence("plot.names.more", n=n)
        raise wrong(ValueError, "plot.names", came=came, **fields)
    for one in found:
        if not isinstance(one, (str, numbers.Number, np.generic)):
            raise wrong(TypeError, "plot.names", came=shown(one), **fields)
    return [str(one) for one in found]


def activation(f, slope, z):
    """The arguments of plot_activation. Returns z."""
    call = "plot_activation"
    function(call, "function", f, "tanh")
    if slope is not None:
        function(call, "slope", slope, "tanh_slope")
    z = floats(call, "z", data(call, "z", z, "(n,)"))
    if z.ndim != 1:
        raise wrong(ValueError, "plot.line", came=z.shape)
    return z


def heights(name, a, z):
    """What a function says: a number for each of z."""
    a = floats("plot_activation", name, a, f"{z.shape}")
    if a.shape != z.shape:
        raise wrong(ValueError, "plot.heights", name=name, shape=z.shape, came=a.shape)
    return a


def counts(C):
    """How many samples of each class went where: whole numbers from 0."""
    call = "plot_confusion_matrix"
    C = array(call, "C", C, "(n_classes, n_classes)")
    if C.ndim != 2 or C.shape[0] != C.shape[1] or not C.size:
        raise wrong(ValueError, "plot.confusion", came=C.shape)
    C = whole_numbers(call, "plot.counts", C)
    if C.min() < 0:
        raise wrong(ValueError, "plot.counts", call=call, came=C.min())
    return C


def images(images, columns):
    """Pictures of one size, finite, and how many stand side by side."""
    call, shape = "plot_images", "(n, height, width)"
    columns = between(call, "columns", columns, 1, 100, 8, kind=integer)
    images = floats(call, "images", data(call, "images", images, shape))
    if images.ndim != 3:
        raise wrong(ValueError, "plot.images", came=images.shape)
    return images, min(len(images), columns)


def presenting(on, zoom):
    """For a projector or not, and how large."""
    yes_or_no("present", "on", on)
    return between("present", "zoom", zoom, 1, 2, 1.2)
