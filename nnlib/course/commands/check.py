"""Run your exercises in a fresh kernel: one line for each, and what to look at."""

from pathlib import Path

import nbformat

from nnlib.check import EXERCISES
from nnlib.check.wording import say
from nnlib.course.notebooks import judging
from nnlib.course.notebooks.lesson import find
from nnlib.course.notebooks.running import execute_to_the_end


def add_arguments(parser):
    parser.add_argument("notebooks", nargs="+", help="lessons such as 04, or files")


def run(args):
    return max([_judged(path) for path in map(path_of, args.notebooks)])


def path_of(name):
    """The path that a learner means by "04", "04_loss" or a file name."""
    if Path(name).suffix == ".ipynb":
        return Path(name)
    return find(name, "solutions").notebook("exercises")


def _judged(path):
    """Print what each exercise of a notebook came to; 0 if all are right."""
    steps = judging.steps(path)
    cells = [nbformat.v4.new_code_cell(step.source) for step in steps]
    execute_to_the_end(cells, path.resolve().parent)
    print(f"{path.name}")
    right = 0
    for step, cell in zip(steps, cells, strict=True):
        if step.check:
            right += _told(step, cell)
        elif said := _error(cell):
            print(f"  your cell {step.id} stops: {said[-1]}")
    every = sum(step.check is not None for step in steps)
    print(f"  {right} of {every} right")
    return 0 if right == every else 1


def _told(step, cell):
    """Print the line of one exercise, and below it what to look at; is it right?"""
    said = _error(cell)
    name = f"  {step.check:24}"
    if said:
        head, *more = said
        print(f"{name}{_verdict(step, head)}")
        begun = not head.endswith(say.read("head", "not_attempted").rpartition(":")[2])
        for line in (more or [head]) if begun else []:
            print(f"      {line}")
        return False
    if _printed(cell["outputs"]) != _printed(step.outputs):
        print(f"{name}not checked: something in the notebook replaced the checker")
        return False
    print(f"{name}right")
    return True


def _verdict(step, head):
    """The end of a check's first line: "not yet right", or what stopped it."""
    title = f"{step.check}, "
    if head.startswith(title) and step.check in EXERCISES:
        return head.removeprefix(title)
    return "could not be checked"


def _error(cell):
    """The lines of the error that a cell ended with, or None."""
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            if output["ename"] == "CheckFailed":
                return [line for line in output["traceback"] if line.strip()]
            return [f"{output['ename']}: {output['evalue']}".strip()]
    return None


def _printed(outputs):
    return "".join("".join(o["text"]) for o in outputs if o["output_type"] == "stream")
