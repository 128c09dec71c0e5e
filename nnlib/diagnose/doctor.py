"""Ask in the order of cause, and say what is seen: one finding, one question."""

import dataclasses

import numpy as np

from ..shared.lines import wrapped
from ..shared.words import Words, filled
from .measured import Run
from .signs import SIGNS

say = Words(__file__, "diagnose")


@dataclasses.dataclass(frozen=True, repr=False)
class Finding:
    """What a run shows, in its own numbers, and one question about it.

    name        : a word for programs, such as "dead"; "healthy" if nothing was found
    title       : the name that a person reads
    observation : what was measured: the evidence
    question    : the one thing to ask next
    look        : where the course treats it
    """

    name: str
    title: str
    observation: str
    question: str
    look: str

    def __repr__(self):
        lines = [self.title]
        for mark, text in (("  ", self.observation), ("? ", self.question)):
            lines.append(wrapped(mark + text, 84, indent="  "))
        return "\n".join([*lines, f"→ {self.look}"])


def diagnose(history, net, loss, X, y, *, valid=None, start=None):
    """Read a training run and ask one question about it.

    history : the epochs that `fit` returned, or that you collected from `train`
    net     : the network after the run, one network; it is left as it was
    loss    : the loss that it was trained with
    X, y    : the data that it was trained on
    valid   : (X_valid, y_valid), data that it was not trained on, if there are any
    start   : theta before the run, or a copy of the network, if you kept one. Else the
              start is measured on fresh draws of the network's own initializers

    Looks in the order of cause, and stops at the first sign that it sees: the data, the
    structure of the network, its start, the gradients, the learning rate, the run, the
    held-out data. Whether the run has learned is judged against the best constant
    answer, a linear model and the nearest rows. The signs and their limits stand in the
    files of `nnlib.diagnose`, one for each stage.

    Returns a Finding, whose repr is what a learner reads. Raises ValueError for a
    stack, an empty history or data that do not fit, TypeError for a wrong kind.
    """
    run = Run(history, net, loss, X, y, valid, start)
    with np.errstate(all="ignore"):  # a sick run may leave the range of floats
        asked = ((name, sign(run)) for name, sign in SIGNS.items())
        return _finding(*next(found for found in asked if found[1] is not None))


def _finding(name, numbers):
    case = f"{name}-{numbers['case']}" if "case" in numbers else name
    words = {**say.read(name), **say.read(case)}  # a special case has its own
    return Finding(name, **filled(words, numbers))
