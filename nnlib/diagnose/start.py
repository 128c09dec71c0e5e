"""Stage 3, the start: measured on the start itself, not on a mean over an epoch."""

import numpy as np

from ..losses import binary_cross_entropy, cross_entropy

# Alike to rounding: units that start alike get sums of the same numbers.
ALIKE = 1e-6
# The size that a layer gives to inputs of size 1: 1.4 with he, 0.2 to 1 with xavier.
TOO_SMALL, TOO_LARGE = 0.05, 12
# Three times a blind guess. A start from he or xavier stays below two; a sigmoid and
# squared error cannot exceed four.
FAR = 3


def symmetric(run):
    for k, layer in run.dense()[:-1]:
        apart, size = np.ptp(layer.W, axis=1).max(), np.abs(layer.W).max()
        if layer.n_out > 1 and apart <= ALIKE * size:
            return {"k": k, "layer": repr(layer), "units": layer.n_out}
    return None


def small_start(run):
    """Weights so small that no difference between two rows arrives at the output."""
    if run.learned:
        return None
    gains = [gain for gain in _gains(run) if gain[0] < TOO_SMALL]
    return _said(run, min(gains)) if gains else None


def large_start(run):
    if run.learned:
        return None
    gains = [gain for gain in _gains(run) if gain[0] > TOO_LARGE]
    return _said(run, max(gains)) if gains else None


def _gains(run):
    """(gain, position) of each dense layer at the start."""
    found = []
    for net in run.starts[:1]:
        for k, layer in run.dense(net):
            found.append((float(np.sqrt(np.mean(layer.W**2) * layer.n_in)), k))
    return found


def _said(run, gain):
    return {"gain": gain[0], "k": gain[1], "layer": repr(run.net.layers[gain[1]]),
            **_kind(run)}  # fmt: skip


def _kind(run):
    return {} if run.given_start is not None else {"case": "drawn"}


def blind_start(run):
    """The loss of the start is far above that of knowing nothing."""
    scores = run.loss in (binary_cross_entropy, cross_entropy)
    if not run.starts or (run.learned and not scores) or not run.constant:
        return None
    # On standardized inputs: is it the weights, or the size of X?
    losses = [run.value(net, run.X, run.y) for net in run.starts]
    scaled = [
        run.value(net, run.inputs.astype(run.X.dtype), run.y) for net in run.starts
    ]
    if min(*losses, *scaled) > FAR * run.constant:
        return {
            "loss": float(np.median(losses)),
            "constant": run.constant,
            **_kind(run),
        }
    return None


SIGNS = (symmetric, small_start, large_start, blind_start)
