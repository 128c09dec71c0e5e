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
    client = NotebookClient(
        nb, timeout=SECONDS, kernel_name="python3",
        resources={"metadata": {"path": path.resolve().parent}},
    )  # fmt: skip
    try:
        client.execute()
    except CellExecutionError as error:
        bad = next(c for c in nb["cells"] if any(
            o["output_type"] == "error" for o in c.get("outputs", [])))  # fmt: skip
        came = f"{error.ename}: {error.evalue}"
        said = say("stopped", name=path.name, error=came, cell=bad["id"])
        raise ValueError(said) from None
    nb["metadata"].pop("widgets", None)


def execute_to_the_end(cells, folder):
    """Run a learner's cells; an error ends its cell, not the run."""
    nb = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(
        nb, timeout=LEARNER_SECONDS, kernel_name="python3", allow_errors=True,
        interrupt_on_timeout=True, resources={"metadata": {"path": folder}},
    )  # fmt: skip
    try:
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's log
    except DeadKernelError:
        raise ValueError(say("kernel ended")) from None
