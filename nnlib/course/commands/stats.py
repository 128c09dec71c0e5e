"""Measure the notebooks: words, cells, minutes, things to do, seconds.

A stretch is the prose from one code cell to the next; the fine print is not counted in
it, and none should have more than 250 words. With --run each lesson and solution runs
in a fresh kernel; its CPU seconds are those of the kernel, its start included.
"""

import ast
import time
from pathlib import Path

import nbformat

from nnlib.course.notebooks import notebook, running
from nnlib.course.notebooks.lesson import FOLDERS, minutes, notebooks, relative

LONGEST = 250
KINDS = {  # what a cell calls of nnlib -> what a reader does there
    ("quiz", "predict"): "predict",
    ("quiz", "quiz"): "quiz",
    ("quiz", "order_lines"): "order",
    ("quiz", "trace"): "trace",
    ("check", "check"): "check",
    ("explore", None): "explore",  # None: whatever is called of it
}
CPU = "import time\nprint(time.process_time())"


def add_arguments(parser):
    parser.add_argument(
        "--run", dest="in_kernel", action="store_true", help="measure seconds as well"
    )
    parser.add_argument("notebooks", nargs="*", type=Path, help="only these")


def run(args):
    paths = args.notebooks or notebooks(*FOLDERS)
    rows = []
    for path in paths:
        nb = notebook.read(path)
        row = {"notebook": str(relative(path)), **measured(nb)}
        if args.in_kernel:
            row.update(seconds(path))
        rows.append(row)
    print("\n".join(table(rows)))
    long = [row["notebook"] for row in rows if row["longest"] > LONGEST]
    print(f"\nmore than {LONGEST} words in a stretch: {', '.join(long) or 'none'}")
    return 0


def stretches(nb):
    """The number of words in each stretch of prose, (first cell id, words)."""
    first, words = None, 0
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            if first:
                yield first, words
            first, words = None, 0
        elif "fine-print" not in cell["id"]:
            first, words = (
                first or cell["id"],
                words + len(notebook.prose(cell).split()),
            )
    if first:
        yield first, words


def measured(nb):
    """The figures of a notebook that can be read off the file."""
    kinds = [cell["cell_type"] for cell in nb["cells"]]
    texts = [cell for cell in nb["cells"] if cell["cell_type"] != "code"]
    done = list(things_to_do(nb))
    return {
        "words": sum(len(notebook.prose(cell).split()) for cell in texts),
        "cells": len(kinds),
        "code": kinds.count("code"),
        "longest": max((words for _, words in stretches(nb)), default=0),
        "minutes": minutes(nb),
        "to do": len(done),
        **{kind: done.count(kind) for kind in dict.fromkeys(KINDS.values())},
    }


def things_to_do(nb):
    """One word for each prediction, question, panel and check, in their order.

    A panel that waits for its prediction, `predict("…", show=panel)`, is two things.
    """
    ours = {}
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            try:
                tree = ast.parse(notebook.source(cell))
            except SyntaxError:  # it does nothing as it stands
                continue
            ours |= imported(tree)
            yield from _used(tree, ours)


def imported(tree):
    """name -> (part of nnlib, name in it) for what a cell imports of nnlib."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "")[:5] == "nnlib":
            part = node.module.partition(".")[2]
            for alias in node.names:
                origin = (part, alias.name) if part else (alias.name, None)
                found[alias.asname or alias.name] = origin
    return found


def _used(tree, ours):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            part, name = ours.get(node.value.id, (None, None))
            origin = (part, node.attr) if name is None else None
        elif isinstance(node, ast.Name) and ours.get(node.id, (0, None))[1]:
            origin = ours[node.id]
        else:
            continue
        kind = KINDS.get(origin) or (KINDS.get((origin[0], None)) if origin else None)
        if kind:
            yield kind


def seconds(path):
    """CPU and wall seconds of a run in a fresh kernel; exercises stop at a stub."""
    if path.resolve().parent.name == "exercises":
        return {"CPU s": None, "wall s": None}
    nb = notebook.read(path)
    nb["cells"].append(nbformat.v4.new_code_cell(CPU, id="stats-cpu"))
    start = time.perf_counter()
    running.execute(nb, path)
    wall = time.perf_counter() - start
    cpu = float("".join(nb["cells"][-1]["outputs"][0]["text"]))
    return {"CPU s": cpu, "wall s": wall}


def table(rows):
    """The rows as lines of a Markdown table, with their sums; – where there is none."""
    if not rows:
        return ["no notebooks"]
    names = list(rows[0])
    whole = {name: _sum([row[name] for row in rows]) for name in names[1:]}
    whole["longest"] = max(row["longest"] for row in rows)
    texts = [names, *([_text(row[n]) for n in names] for row in rows)]
    texts.append(["together", *(_text(whole[name]) for name in names[1:])])
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = []
    for row in texts:
        rest = [t.rjust(w) for t, w in zip(row[1:], widths[1:], strict=True)]
        lines.append(f"| {' | '.join([row[0].ljust(widths[0]), *rest])} |")
    bars = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [lines[0], f"| {' | '.join(bars)} |", *lines[1:]]


def _sum(values):
    return sum(value for value in values if value is not None)


def _text(value):
    if isinstance(value, float):
        return f"{value:.1f}"
    return "–" if value is None else str(value)
