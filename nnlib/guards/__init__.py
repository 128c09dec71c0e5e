"""Checks at the edge: a wrong argument gets one clear sentence, and the right call.

Every message says what was called, what it expects, what came, and what to write.
Nothing here changes a value that is right, so the page of a formula stays its formula.
"""

from .losses import (
    in_unit_interval,
    outputs_and_targets,
    scores_and_classes,
)
from .network import (
    batch,
    dense,
    dtype,
    layers,
    member,
    not_saved,
    same_theta,
    saved,
    stack,
    view,
    wrong_inputs,
    wrong_upstream,
)
from .training import (
    batch_size,
    loop,
    optimizer,
    wrong_gradient,
)
from .values import (
    array,
    classes,
    data,
    fraction,
    generator,
    pair,
    whole,
)
