"""Checks at the edge: a wrong argument gets one clear sentence, and the right call.

Every sentence says what was called, what it expects, what came, and what to write; all
of them are in words/en/guards.json. A guard never changes a number that is right: it
hands it on as Python's or NumPy's float64 or float32, so the page of a formula stays
its formula.
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
