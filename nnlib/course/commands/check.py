"""Run your exercises in a fresh kernel: one line for each, and what to look at."""

from pathlib import Path

import nbformat

from nnlib.check import EXERCISES
from nnlib.check.wording import say as checker
from nnlib.course.notebooks import judging
from nnlib.course.notebooks.lesson import find
from nnlib.course.notebooks.running import execute_to_the_end
from nnlib.shared.words import Words

say = Words(__file__, "check")


def add_arguments(parser):
    parser.add_argument("notebooks", nargs="+", help="lessons such as 04, or files")


def run(args):
    return max([check_notebook(path) for path in map(path_of, args.notebooks)])


def path_of(name):
    """The path that a learner means by "04", "04_loss" or a file name."""
    if Path(name).suffix == ".ipynb":
        return Path(name)
    return find(name, "solutions").notebook("exercises")


def check_notebook(path):
    """Print what each exercise of a notebook came to; 0 if all are right."""
    steps = judging.steps(path)
    cells = [nbformat.v4.new_code_cell(step.source) for step in steps]
    execute_to_the_end(cells, path.resolve().parent)
    print(path.name)
    right = []
    for step, cell in zip(steps, cells, strict=True):
        if step.check:
            lines = list(fault(step, cell))
            right.append(not lines)
            print(f"  {step.check:24}{lines[0] if lines else say('right')}")
            for line in lines[1:]:
                print(f"      {line}")
        elif said := _error(cell):
            print("  " + say("stops", id=step.id, error=said[-1]))
    print("  " + say("count", right=sum(right), all=len(right)))
    return 0 if all(right) else 1


def fault(step, cell):
    """What to print of a check that did not pass, line by line; nothing if it did."""
    said = _error(cell)
    if not said:
        if _printed(cell["outputs"]) != _printed(step.outputs):
            yield say("replaced")
        return
    head, *more = said
    title = f"{step.check}, "
    known = head.startswith(title) and step.check in EXERCISES
    yield head.removeprefix(title) if known else say("unchecked")
    if not head.endswith(checker.read("head", "not_attempted").rpartition("}")[2]):
        yield from more or [head]


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
