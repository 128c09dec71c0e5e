"""Normalize the notebooks, re-run those whose code has changed, derive the exercises.

With --check nothing is changed: each file that would be is named, with the reason.
"""

from pathlib import Path

from nnlib.course.grading import nbgrader
from nnlib.course.notebooks import derive, notebook, running
from nnlib.course.notebooks.freshness import digest, stale
from nnlib.course.notebooks.lesson import notebooks, relative


def add_arguments(parser):
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--force", action="store_true", help="re-run all of them")
    parser.add_argument("notebooks", nargs="*", type=Path, help="only these")


def run(args):
    sources = args.notebooks or notebooks("lessons", "solutions")
    drift = False
    for path in sources:
        for line in build(path, args.check, args.force):
            print(line, flush=True)
            drift = True
    if args.check and drift:
        print("mend this with: python -m nnlib build")
        return 1
    return 0


def build(path, check=False, force=False):
    """Bring one lesson or solution up to date; yield a line for each file changed."""
    nb = notebook.read(path)
    if force or stale(nb):
        if check:
            yield f"{relative(path)}: what it rests on has changed since it was run"
            return
        running.execute(nb, path)
        nb["metadata"]["nnlib"] = {"digest": digest(nb)}
    solution = path.resolve().parent.name == "solutions"
    tidy = notebook.normalized(nbgrader.with_metadata(nb) if solution else nb)
    if update(path, tidy, check):
        yield f"{relative(path)}: {'not normalized' if check else 'written'}"
    if solution:
        exercise = path.resolve().parents[1] / "exercises" / path.name
        fresh = derive.exercise(tidy)
        worked_on = exercise.exists() and not derive.untouched(notebook.read(exercise))
        if update(exercise, fresh, check or worked_on):
            why = "differs from its solution" if check else "written"
            kept = f"somebody worked in it; python -m nnlib reset {path.stem} first"
            yield f"{relative(exercise)}: {kept if worked_on else why}"


def update(path, nb, check):
    """Write the notebook where it differs, unless `check`; say whether it does."""
    if not check:
        return notebook.write(path, nb)
    return not notebook.same(path, nb)
