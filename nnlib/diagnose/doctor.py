"""Look for what is surest first, and say what is seen: one finding, one question."""

import dataclasses

import numpy as np

from ..shared.lines import wrapped
from ..shared.words import Words, filled
from .run import Run
from .signs import SIGNS

say = Words(__file__, "diagnose")


@dataclasses.dataclass(frozen=True, repr=False)
class Finding:
    """What a run shows, in its own numbers, and one question about it.

    name        : a word for programs, such as "dead"; "healthy" if nothing was found
    title       : the name that a person reads
    observation : what was measured
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


def diagnose(history, net, loss, X, y):
    """Read a training run and ask one question about it.

    history : the epochs that `fit` returned, or that you collected from `train`
    net     : the network after the run, one network; it is left as it was
    loss    : the loss that it was trained with
    X, y    : the data that it was trained on

    Looks for, in this order, and stops at the first that it finds: numbers that are not
    finite; an output squashed twice; a loss that rises; hidden units that are all
    alike; dead units; inputs far from unit scale; saturated units; a first layer that
    hardly gets a gradient; a network that cannot learn four samples by heart; a loss
    that goes up and down; one that does not move; one that stays near blind guessing; a
    first loss far above blind guessing; overfitting. The limits, and why they are where
    they are, stand in `nnlib.diagnose.signs`.

    Returns a Finding, whose repr is what a learner reads. Raises ValueError for a
    stack, an empty history or data that do not fit, TypeError for a wrong kind.
    """
    run = Run(history, net, loss, X, y)
    with np.errstate(all="ignore"):  # a sick run may leave the range of floats
        asked = ((name, sign(run)) for name, sign in SIGNS.items())
        return _finding(*next(found for found in asked if found[1] is not None))


def _finding(name, numbers):
    case = f"{name}-{numbers['case']}" if "case" in numbers else name
    words = {**say.read(name), **say.read(case)}  # a special case has its own
    return Finding(name, **filled(words, numbers))
