"""An exercise is its solution with the answers taken out."""

import hashlib
import re

from nnlib.course.notebooks import notebook

ANSWER = re.compile(
    r"^(?P<indent> *)### BEGIN SOLUTION\n(?P<body>.*?)^ *### END SOLUTION\n?",
    re.M | re.S,
)
STUB = re.compile(r"^ *### STUB(?: |$)(.*)$", re.M)  # what the learner gets instead


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
    metadata = {**solution["metadata"], "nnlib": {"given": fingerprint(cells)}}
    return notebook.normalized({**solution, "cells": cells, "metadata": metadata})


def untouched(nb):
    """Is this an exercise as it was given, with nobody's work in it?"""
    given = nb["metadata"].get("nnlib", {}).get("given")
    ran = any(cell.get("outputs") for cell in nb["cells"])
    return given == fingerprint(nb["cells"]) and not ran


def fingerprint(cells):
    """A digest of the text of all cells."""
    texts = [f"{cell['id']}\0{notebook.source(cell).rstrip()}" for cell in cells]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def stub(cell):
    """The source of a cell, each answer replaced by its stub.

    That is the text of its `### STUB` lines; without them a line that says that the
    answer is missing.
    """
    default = f'raise NotImplementedError("{cell["id"]}")'
    source = ANSWER.sub(
        lambda match: _in_place_of(match, default), notebook.source(cell) + "\n"
    )
    left = [mark for mark in ("BEGIN SOLUTION", "END SOLUTION", "STUB") if
            f"### {mark}" in source]  # fmt: skip
    if left:
        raise ValueError(
            f"expects ### BEGIN SOLUTION, then ### STUB lines if any, and ### END "
            f"SOLUTION, got ### {left[0]} outside of such a block in cell "
            f"{cell['id']}; put each on a line of its own"
        )
    return source.rstrip()


def _in_place_of(answer, default):
    """The lines that a learner gets in place of an answer, indented as it was."""
    lines = STUB.findall(answer["body"]) or [default]
    return "".join(f"{answer['indent']}{line}".rstrip() + "\n" for line in lines)
