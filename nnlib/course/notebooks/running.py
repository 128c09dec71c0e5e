"""Run the cells of a notebook in a fresh kernel of this Python."""

import os
import subprocess

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from nnlib.shared.words import Words

say = Words(__file__, "notebooks")
SECONDS = 300  # for one cell of ours
LEARNER_SECONDS = 120  # and for one of a learner's


def execute(nb, path):
    """Run all cells in the notebook's own folder; ValueError where one stops."""
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        _client(nb, path.resolve().parent, timeout=SECONDS).execute()
    except CellExecutionError as error:
        came, cell = f"{error.ename}: {error.evalue}", _stopped(nb)
        said = say("stopped", name=path.name, error=came, cell=cell["id"])
        raise ValueError(said) from None
    nb["metadata"].pop("widgets", None)


def execute_to_the_end(cells, folder):
    """Run a learner's cells; an error ends its cell, not the run."""
    nb = nbformat.v4.new_notebook(cells=cells)
    options = {"allow_errors": True, "interrupt_on_timeout": True}
    client = _client(nb, folder, timeout=LEARNER_SECONDS, **options)
    try:
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's log
    except DeadKernelError:
        raise ValueError(say("kernel ended")) from None


def _client(nb, folder, **options):
    resources = {"metadata": {"path": folder}}
    return NotebookClient(nb, kernel_name="python3", resources=resources, **options)


def _stopped(nb):
    """The cell that ended with an error."""
    return next(
        cell
        for cell in nb["cells"]
        if any(one["output_type"] == "error" for one in cell.get("outputs", []))
    )
