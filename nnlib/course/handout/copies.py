"""Notebooks to hand out: a lesson without the instructor's cells, and one to fill in.

Both keep the ids of the cells, so a cell means the same in all copies.
"""

import re

from nnlib.course.notebooks import notebook

HEADING = re.compile(r"^#{1,6} .+$", re.M)
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
SHOWN = re.compile(r"^# alt: |\b(?:quiz\.\w+|check)\(", re.M)  # nobody types these live


def learner(lesson):
    """The lesson without instructor cells and without outputs.

    The outputs go because they give the predictions away. Who wants to read them takes
    the print version; the file in `lessons/` keeps them too.
    """
    return _notebook(_without_output(cell) for cell in handed_out(lesson))


def skeleton(lesson):
    """The lesson's headings, and its code cells empty, to be filled live.

    Left as they are: the imports (the first code cell), figures, questions, panels and
    checks, which are to be run and not typed.
    """
    cells, first = [], True
    for cell in handed_out(lesson):
        if cell["cell_type"] == "code":
            kept = first or shown(cell) or is_panel(cell, lesson)
            first = first and "import numpy" not in notebook.source(cell)
            cell = _without_output(cell)
            cells.append(cell if kept else {**cell, "source": ""})
        elif headings := HEADING.findall(FENCE.sub("", notebook.source(cell))):
            cells.append({**cell, "source": "\n\n".join(headings)})
    return _notebook(cells)


def handed_out(lesson):
    """The cells that learners get."""
    return [c for c in lesson["cells"] if "instructor" not in notebook.tags(c)]


def shown(cell):
    """Is it a figure, a question or a check?"""
    return bool(SHOWN.search(notebook.source(cell)))


def is_panel(cell, lesson):
    """Is it one call of an explorer that the lesson imports?"""
    everything = "\n".join(map(notebook.source, lesson["cells"]))
    imported = re.findall(r"^from nnlib\.explore import (.+)$", everything, re.M)
    names = {name.strip() for line in imported for name in line.split(",")}
    call = re.fullmatch(r"(\w+)\(.*\)", notebook.source(cell).strip(), re.S)
    return bool(call) and call[1] in names


def _without_output(cell):
    if cell["cell_type"] != "code":
        return cell
    return {**cell, "outputs": [], "execution_count": None}


def _notebook(cells):
    whole = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return notebook.normalized(whole)
