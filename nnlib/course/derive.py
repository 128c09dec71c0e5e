"""An exercise is its solution with the answers taken out."""

import re

from . import notebook

ANSWER = re.compile(
    r"^(?P<indent> *)### BEGIN SOLUTION\n.*?^ *### END SOLUTION\n?", re.M | re.S
)


def exercise(solution):
    """The learner's notebook: the same ids, stubs for answers, locked checks."""
    cells = []
    for cell in solution["cells"]:
        if "solution" in notebook.tags(cell):
            continue
        cell = {**cell, "metadata": dict(cell["metadata"])}
        if cell["cell_type"] == "code":
            cell.update(source=stub(cell), outputs=[], execution_count=None)
        if "check" in notebook.tags(cell):
            cell["metadata"].update(editable=False, deletable=False)
        cells.append(cell)
    metadata = {k: v for k, v in solution["metadata"].items() if k != "nnlib"}
    return notebook.normalized({**solution, "cells": cells, "metadata": metadata})


def stub(cell):
    """The source of a cell, each answer replaced by a line that says it is missing."""

    def missing(match):
        return f'{match["indent"]}raise NotImplementedError("{cell["id"]}")\n'

    source = ANSWER.sub(missing, notebook.source(cell) + "\n")
    if "### BEGIN SOLUTION" in source or "### END SOLUTION" in source:
        raise ValueError(
            f"expects each ### BEGIN SOLUTION to have its ### END SOLUTION, got one "
            f"alone in cell {cell['id']}; put both on lines of their own"
        )
    return source.rstrip()
