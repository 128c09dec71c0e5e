"""Stage 4, the gradients: are they right, and do they arrive?"""

import copy

import numpy as np

from ..gradcheck import own_fault

ROWS = 8
# Layers of one's own may work in float32; a fault is hardly ever as small as this.
TOLERANCE = 1e-3
# With tanh and ReLU, eight layers keep a tenth of the gradient; eight of sigmoid, 5e-6.
VANISHED = 1e-3


def wrong_gradient(run):
    """The loss or a layer whose own backward disagrees with finite differences."""
    net = copy.deepcopy(run.start)
    rows = run.rows(min(ROWS, run.n))
    try:
        net.bind(net.theta.astype(np.float64))
        fault = own_fault(net, run.loss, run.X[rows].astype(np.float64), run.y[rows],
                          TOLERANCE)  # fmt: skip
    except Exception:  # what a layer of one's own refuses is no fault of its gradient
        return None
    if fault is None or not np.isfinite(fault[2]):
        return None
    k, name, error = fault
    if k == len(net.layers):
        loss = getattr(run.loss, "__name__", type(run.loss).__name__)
        return {"case": "loss", "loss": loss, "error": error, "rows": len(rows)}
    layer = net.layers[k]
    numbers = {"k": k, "layer": repr(layer), "error": error, "rows": len(rows)}
    numbers |= {"whose": type(layer).__name__, "name": name}
    return {**numbers, "case": "handed"} if name == "X" else numbers


def vanishing(run):
    """A first layer that hardly gets a gradient, from the start on."""
    if run.learned:
        return None
    blame = run.blame_of(run.start)
    (j, last), *_, (k, first) = blame if len(blame) > 2 else [(0, 0), (0, 0)]
    if 0 < first < VANISHED * last:
        return {"k": k, "first": first, "j": j, "last": last}
    return None


SIGNS = (wrong_gradient, vanishing)
