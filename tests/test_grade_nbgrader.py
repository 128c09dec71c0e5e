"""Tests that nbgrader can take the solutions as they stand.

The rules are those of nbgrader's schema 3 and its validator. With the environment
variable NBGRADER_BIN, the folder of an installed nbgrader's programs, it runs itself.
"""

import os
import re
from pathlib import Path

import jsonschema
import nbgrader_run
import pytest

from nnlib.course.commands import build
from nnlib.course.grading import nbgrader
from nnlib.course.notebooks import derive, freshness, notebook
from nnlib.course.notebooks.lesson import find, lessons

FLAG = {"type": "boolean"}
SCHEMA = {  # nbgrader/nbgraderformat/v3.json, what it allows in a source notebook
    "type": "object",
    "properties": {
        "schema_version": {"type": "integer", "minimum": 3, "maximum": 3},
        "grade": FLAG, "locked": FLAG, "solution": FLAG, "task": FLAG,
        "grade_id": {"type": "string", "pattern": r"^[a-zA-Z0-9_\-]+$"},
        "points": {"type": "number", "minimum": 0},
    },
    "required": ["schema_version", "grade", "locked", "solution", "grade_id"],
    "additionalProperties": False,
}  # fmt: skip
REAL = os.environ.get("NBGRADER_BIN")


def marked(number):
    return nbgrader.with_metadata(notebook.read(find(number).notebook("solutions")))


def metadata(nb):
    return [(c, c["metadata"]["nbgrader"]) for c in nb["cells"]
            if "nbgrader" in c["metadata"]]  # fmt: skip


@pytest.mark.parametrize("number", lessons())
def test_metadata_follow_the_schema(number):
    found = metadata(marked(number))
    for cell, own in found:
        jsonschema.validate(own, SCHEMA)
        if cell["cell_type"] == "markdown":
            assert own["grade"] == own["solution"]  # as nbgrader's validator wants it
        assert own["grade"] == ("points" in own)
    ids = [own["grade_id"] for _, own in found]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("number", lessons())
def test_each_answer_is_cleared_and_each_check_locked(number):
    nb = marked(number)
    points = {task.cell: task.points for task in find(number).tasks}
    for cell in nb["cells"]:
        own = cell["metadata"].get("nbgrader", {})
        source = notebook.source(cell)
        if cell["id"] in points:
            assert own["grade"] and own["locked"] and not own["solution"]
            assert own["points"] == points[cell["id"]]
        answer = cell["cell_type"] == "code" and "### BEGIN SOLUTION" in source
        left_out = "solution" in notebook.tags(cell)
        assert own.get("solution", False) == (answer or left_out), cell["id"]
    assert sum(points.values()) == sum(own.get("points", 0) for _, own in metadata(nb))


@pytest.mark.parametrize("number", lessons())
def test_markers_are_lines_that_nbgrader_knows(number):
    """It wants each marker alone on its line, in pairs, and in solution cells only."""
    for cell in marked(number)["cells"]:
        marks = re.findall(
            r"^.*### (?:BEGIN|END) SOLUTION.*$", notebook.source(cell), re.M
        )
        kinds = [mark.strip() for mark in marks]
        assert kinds == ["### BEGIN SOLUTION", "### END SOLUTION"] * (len(kinds) // 2)


def test_build_derives_the_metadata_and_the_exercise_keeps_it(tmp_path):
    path = tmp_path / "solutions" / "04_loss.ipynb"
    nb = notebook.read(find("04").notebook("solutions"))
    nb["metadata"]["nnlib"] = {"digest": freshness.digest(nb)}  # no need to run it
    for cell in nb["cells"]:
        cell["metadata"].pop("nbgrader", None)
    nb["cells"][0]["metadata"]["nbgrader"] = {"grade": True}
    notebook.write(path, nb)
    assert list(build.build(path))
    built = notebook.read(path)
    assert metadata(built) and "nbgrader" not in built["cells"][0]["metadata"]
    assert built["cells"] == notebook.normalized(marked("04"))["cells"]
    exercise = notebook.read(tmp_path / "exercises" / "04_loss.ipynb")
    kept = {own["grade_id"] for _, own in metadata(exercise)}
    assert {task.cell for task in find("04").tasks} <= kept
    assert derive.untouched(exercise)
    assert list(build.build(path, check=True)) == []


@pytest.mark.thorough
@pytest.mark.skipif(not REAL, reason="NBGRADER_BIN names no nbgrader")
def test_nbgrader_marks_our_notebooks(tmp_path):
    programs, course = Path(REAL), tmp_path / "course"
    source, release = nbgrader_run.prepared(programs, course)
    text = "\n".join(map(notebook.source, notebook.read(release)["cells"]))
    assert "SOLUTION" not in text and "second way" not in text
    exercise = tmp_path / release.name
    notebook.write(exercise, derive.exercise(marked("04")))
    nbgrader_run.hand_in(course, "solved", source)
    nbgrader_run.hand_in(course, "released", release)
    nbgrader_run.hand_in(course, "ours", exercise)
    possible = float(sum(task.points for task in find("04").tasks))
    assert nbgrader_run.scores(programs, course) == {
        "solved": (possible, possible),
        "released": (0.0, possible),
        "ours": (0.0, possible),
    }
    pages = list((course / "feedback").rglob("*.html"))
    assert len(pages) == 3
