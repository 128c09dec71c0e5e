"""Checks at the edge: a wrong argument gets one clear sentence, and the right call.

The sentences, in words/en/guards.json, say what was called, what it expects, what came,
and what to write. A number that is right stays the number it is, as Python's or NumPy's
float64 or float32. Begin with sentences.py, which makes an error, then arrays.py and
scalars.py, on which the rest stands: a file for each page of the core that it guards
(layers.py, losses.py, …), and plotting.py, for pictures.
"""

from .arrays import alike, classes, floats, pair, scores
from .datasets import centers, folder, points
from .layers import dense, inputs, not_written, upstream, upstream_of_dense, weights
from .losses import in_unit_interval, outputs_and_targets, scores_and_classes
from .metrics import outputs_and_classes, probabilities, threshold, whole_rows
from .network import (
    batch,
    dtype,
    each_layer,
    is_network,
    member,
    same_theta,
    stack,
    vector,
    view,
    wrong_slope,
)
from .saving import file, not_loaded, not_saved, saved
from .scalars import (
    at_least_0,
    drawing,
    finite,
    fraction,
    generator,
    shape,
    whole,
    yes_or_no,
)
from .sentences import sentence, wrong
from .training import batches, gradient, gradient_check, loop, lr, nudges, optimizer
