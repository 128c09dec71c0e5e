"""Run your exercises in a fresh Python: one line for each, and what to look at.

Without a notebook it runs all in exercises/ that you have begun, as they were saved.
"""

import sys
from pathlib import Path

from nnlib.course.notebooks import judging, verdicts
from nnlib.course.notebooks.lesson import find, lessons
from nnlib.shared.words import Words, in_language

say = Words(__file__, "check")


def add_arguments(parser):
    parser.add_argument("notebooks", nargs="*", help="lessons such as 04, or files")


def run(args):
    paths = [path_of(name) for name in args.notebooks] or begun()
    if not paths:
        print(say("none begun"))
        return 0
    counts = [check_notebook(path) for path in paths]
    right, possible = (sum(count[k] for count in counts if count) for k in (0, 1))
    if not args.notebooks or len(paths) > 1:
        print(say("total", right=right, all=possible, notebooks=len(paths)))
    return 2 if None in counts else int(right < possible)


def path_of(name):
    """The path that a learner means by "04", "04_loss" or a file name."""
    if Path(name).suffix == ".ipynb":
        return Path(name)
    return find(name, "solutions").notebook("exercises")


def begun():
    """The exercise notebooks that somebody has worked in, and those nobody can read."""
    paths = [one.notebook("exercises") for one in lessons("solutions").values()]
    return [path for path in paths if path.exists() and _begun(path)]


def _begun(path):
    try:
        return judging.begun(path)
    except ValueError:  # what is wrong with it is told when it is run
        return True


def check_notebook(path):
    """Print what each exercise came to; give (right, all), None if it can't be run."""
    try:
        spoken, found = verdicts.results(path)
    except ValueError as error:
        print(say("not run", error=str(error)), file=sys.stderr)
        return None
    with in_language(spoken):
        print(path.name)
        for line in (line for result in found for line in verdicts.shown(result)):
            print(f"  {line}")
        right = [result.outcome == "passed" for result in found if result.check]
        print("  " + say("count", right=sum(right), all=len(right)))
    return sum(right), len(right)
