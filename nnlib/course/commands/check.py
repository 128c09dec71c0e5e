"""Run your exercises in a fresh kernel: one line for each, and what to look at."""

from pathlib import Path
from typing import NamedTuple

import nbformat

from nnlib.check import EXERCISES
from nnlib.check.wording import entry
from nnlib.check.wording import say as checker
from nnlib.course.notebooks import judging, messenger
from nnlib.course.notebooks.lesson import find
from nnlib.course.notebooks.running import execute_to_the_end
from nnlib.shared.words import Words, in_language, language

say = Words(__file__, "check")


class Result(NamedTuple):
    """What a cell came to.

    outcome : "passed", one of the checker's, "stopped" by an error, or "no verdict"
    """

    id: str
    check: str | None  # the id of the exercise that it checks
    outcome: str
    lines: list


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
    spoken, found = results(path)
    with in_language(spoken):
        print(path.name)
        for result in found:
            for line in shown(result):
                print(f"  {line}")
        right = [result.outcome == "passed" for result in found if result.check]
        print("  " + say("count", right=sum(right), all=len(right)))
    return 0 if all(right) else 1


def results(path):
    """Run a notebook; return the language that it chose, and a Result for each cell."""
    steps, spoken, found = judging.steps(path), language(), []
    sources = [messenger.SPEAK.format(spoken)]
    for step in steps:
        sources += [step.source, messenger.SEND]
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    execute_to_the_end(cells, path.resolve().parent)
    for step, cell, sent in zip(steps, cells[1::2], cells[2::2], strict=True):
        told, verdicts = messenger.received(sent["outputs"])
        error, spoken = _error(cell), told or spoken
        otherwise = ("stopped", error) if error else ("no verdict", [])
        verdict = verdicts.get(step.check, otherwise)
        found.append(Result(step.id, step.check, *verdict))
    return spoken, found


def shown(result):
    """The lines that tell of a result; none of a cell that ran as it should."""
    outcome, lines = result.outcome, result.lines
    if result.check:
        yield f"{result.check:24}{_head(result.check, outcome)}"
        if outcome != "not_attempted":
            yield from (f"    {line}" for line in lines)
    elif outcome == "stopped":
        yield say("stops", id=result.id, error=lines[-1])


def _head(name, outcome):
    if outcome in ("passed", "stopped", "no verdict"):
        return say("outcome", outcome)
    return checker("outcome", outcome, title=entry(EXERCISES[name])["title"])


def _error(cell):
    """The lines of the error that a cell ended with, or None."""
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            if output["ename"] == "CheckFailed":
                return [line for line in output["traceback"] if line.strip()]
            return [f"{output['ename']}: {output['evalue']}".strip()]
    return None
