"""The stages of a diagnosis, causes before what follows from them.

Each stage is a file: data, structure, start, gradients, rate, run, held_out. It holds a
list of signs, one function each, which returns its numbers, or None. A sign that is
exact comes before one that is a matter of degree. The limits, and why they are where
they are, stand at the top of each file.
"""

from . import data, gradients, held_out, rate, run, start, structure

STAGES = {
    stage.__name__.rpartition(".")[2]: stage.SIGNS
    for stage in (data, structure, start, gradients, rate, run, held_out)
}


def healthy(run):
    """The numbers of a run where nothing stands out: it is compared with baselines."""
    numbers = {"first": run.first, "last": run.last, "constant": run.constant}
    if run.linear is not None and run.linear < run.constant:
        return {**numbers, "linear": run.linear, "case": "linear"}
    return numbers


SIGNS = {
    sign.__name__.replace("_", "-"): sign
    for sign in (*(sign for signs in STAGES.values() for sign in signs), healthy)
}
