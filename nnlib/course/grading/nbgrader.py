"""The cell metadata by which nbgrader knows what to clear, to lock and to mark.

nbgrader's schema, version 3: github.com/jupyter/nbgrader, nbgraderformat/v3.json.
"""

import re

from nnlib.course.notebooks import notebook
from nnlib.course.notebooks.lesson import tasks_of

ANSWER = re.compile(r"^ *### BEGIN SOLUTION$", re.M)
VERSION = 3


def with_metadata(nb):
    """The same solution with new metadata; what it had of it is dropped.

    An answer is a solution cell, a check a locked cell with points; a task is locked.
    Cells tagged `solution`, which the exercises leave out, are solution cells too: so
    nbgrader clears them as well, where a learner can't see the answer.
    """
    points = {task.cell: task.points for task in tasks_of(nb)}
    cells = []
    for cell in nb["cells"]:
        rest = {k: v for k, v in cell["metadata"].items() if k != "nbgrader"}
        flags = _flags(cell, points)
        if flags:
            own = {"grade": False, "locked": False, "solution": False, "task": False}
            own |= {"grade_id": cell["id"], "schema_version": VERSION, **flags}
            rest["nbgrader"] = own
        cells.append({**cell, "metadata": rest})
    return {**nb, "cells": cells}


def _flags(cell, points):
    """What sets this cell apart, or {} for a cell that learners may change."""
    code = cell["cell_type"] == "code"
    if cell["id"] in points:
        return {"grade": True, "locked": True, "points": points[cell["id"]]}
    if code and ANSWER.search(notebook.source(cell)):
        return {"solution": True}
    if "solution" in notebook.tags(cell):
        # A markdown solution without points is not a thing that nbgrader knows.
        return {"solution": True} | ({} if code else {"grade": True, "points": 0})
    if not code and cell["id"].endswith("-task"):
        return {"locked": True}
    return {}
