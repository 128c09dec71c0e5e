"""nbgrader itself on a notebook of ours: generate, autograde, feedback, export."""

import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from nnlib.course.grading import nbgrader
from nnlib.course.notebooks import lesson, notebook

ROOT = Path(__file__).resolve().parent.parent
LESSON, ASSIGNMENT = "04", "ps04"
COUNT = 10  # submissions of the bench


def installed(folder):
    """Install nbgrader in an environment of its own; its programs, or why not."""
    python = folder / "nbgrader" / ("Scripts" if os.name == "nt" else "bin") / "python"
    needed = ["nbgrader>=0.9.5,<0.10", "numpy>=2,<3"]
    steps = [[sys.executable, "-m", "venv", folder / "nbgrader"]]
    steps.append([python, "-m", "pip", "install", "-q", *needed])
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            return None, (done.stderr or done.stdout).strip()[-500:]
    return python.parent, ""


def nbgrader_command(programs, course, *arguments):
    """Run one nbgrader command in the folder of a course; return what it said."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    search = os.pathsep.join([str(programs), os.environ["PATH"]])
    done = subprocess.run(
        [programs / "nbgrader", *arguments],
        cwd=course,
        env={**os.environ, "PATH": search, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def prepared(programs, course, number=LESSON):
    """A course with one assignment; its notebook as source, and as it is released."""
    solution = lesson.find(number).notebook("solutions")
    marked = nbgrader.with_metadata(notebook.read(solution))
    notebook.write(course / "source" / ASSIGNMENT / solution.name,
                   notebook.normalized(marked))  # fmt: skip
    nbgrader_command(programs, course, "generate_assignment", ASSIGNMENT, "--create")
    return [course / at / ASSIGNMENT / solution.name for at in ("source", "release")]


def hand_in(course, learner, path):
    """Put a notebook where nbgrader collects it."""
    folder = course / "submitted" / learner / ASSIGNMENT
    folder.mkdir(parents=True)
    shutil.copy(path, folder / path.name)


def scores(programs, course):
    """learner -> (points, points there are), as nbgrader exports them."""
    nbgrader_command(programs, course, "autograde", ASSIGNMENT)
    nbgrader_command(programs, course, "generate_feedback", ASSIGNMENT)
    nbgrader_command(programs, course, "export")
    with open(course / "grades.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["student_id"]: (float(row["score"]), float(row["max_score"]))
        for row in rows
    }


def bench(folder):
    """Print the seconds that nbgrader takes for one submission, and return them.

    None if it could not be installed. It marks one at a time, as it always does.
    """
    programs, why = installed(folder)
    if programs is None:
        print(f"nbgrader could not be installed: {why}")
        return None
    course = folder / "course"
    source, release = prepared(programs, course)
    for place in range(COUNT):
        hand_in(course, f"learner-{place}", source if place % 2 else release)
    began = time.perf_counter()
    nbgrader_command(programs, course, "autograde", ASSIGNMENT)
    seconds = time.perf_counter() - began
    print(f"nbgrader autograde, {COUNT} submissions of lesson {LESSON}: "
          f"{seconds / COUNT:.2f} s each")  # fmt: skip
    return seconds / COUNT
