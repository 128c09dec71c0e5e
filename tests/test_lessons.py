"""The notebooks as files: whole, run, normalized, readable, and true to the library."""

import ast
import json
import os
import re
from pathlib import Path

import pytest

import nnlib
from nnlib.course.commands import build, syllabus
from nnlib.course.notebooks import derive, notebook, sources

ROOT = Path(__file__).parents[1]
LESSONS = sorted(ROOT.glob("lessons/*.ipynb"))
SOLUTIONS = sorted(ROOT.glob("solutions/*.ipynb"))
BANNED = (
    r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial(ly)?)\b|!(?!\[)"
)
lessons = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
notebooks = pytest.mark.parametrize(
    "path", LESSONS + SOLUTIONS, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def cells(path, kind):
    return [c for c in notebook.read(path)["cells"] if c["cell_type"] == kind]


def prose(cell):
    """The words of a markdown cell, without code, formulas and link addresses.

    Without the line of all lessons too, which grows with each lesson.
    """
    source = syllabus.line_of_all().sub(" ", notebook.source(cell))
    text = re.sub(r"```.*?```|\$\$.*?\$\$", " ", source, flags=re.S)
    return re.sub(r"`[^`]*`|\$[^$]*\$|\]\([^)]*\)|</?\w[^>]*>", " ", text)


def test_there_are_lessons():
    assert LESSONS


@notebooks
def test_it_is_normalized_and_up_to_date(path):
    assert list(build.build(path, check=True)) == []


@notebooks
def test_every_code_cell_was_run_without_error(path):
    for cell in cells(path, "code"):
        assert cell["execution_count"], cell["id"]
        assert all(o["output_type"] != "error" for o in cell["outputs"]), cell["id"]
        assert all(o.get("name") != "stderr" for o in cell["outputs"]), cell["id"]


@notebooks
def test_ids_are_words_and_differ(path):
    ids = [cell["id"] for cell in notebook.read(path)["cells"]]
    assert len(ids) == len(set(ids))
    prefix = ("l" if path.parent.name == "lessons" else "ex") + path.stem[:2]
    assert all(re.fullmatch(rf"{prefix}(-[a-z0-9]+)+", i) for i in ids), ids


@notebooks
def test_no_widget_state_and_no_timing_is_stored(path):
    text = path.read_text(encoding="utf-8")
    assert "widget-state" not in text
    assert "widget-view" not in text
    assert not re.search(r"\d ?(ms|µs|seconds) per|CPU times|Wall time", text)


@notebooks
def test_every_picture_has_alt_text(path):
    for cell in notebook.read(path)["cells"]:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                alt = output["metadata"].get("image/png", {}).get("alt", "")
                assert len(alt.split()) >= 6, cell["id"]
        assert "![](" not in notebook.source(cell), cell["id"]


@lessons
def test_code_cells_are_short_and_lines_fit(path):
    for cell in cells(path, "code"):
        source = notebook.source(cell).splitlines()
        lines = [x for x in source if not x.startswith("# alt:") and x.strip()]
        assert len(lines) <= 15, (cell["id"], len(lines))
        assert all(len(line) <= 88 for line in lines), cell["id"]


@lessons
def test_first_code_cell_only_imports_and_sets_up(path):
    tree = ast.parse(notebook.source(cells(path, "code")[0]))
    kinds = (ast.Import, ast.ImportFrom, ast.Expr)
    assert all(isinstance(node, kinds) for node in tree.body)


@lessons
def test_headings_do_not_jump(path):
    depth = 0
    for cell in cells(path, "markdown"):
        for marks in re.findall(r"^(#+) ", notebook.source(cell), re.M):
            assert len(marks) <= depth + 1, cell["id"]
            depth = len(marks)


@notebooks
def test_prose_is_plain(path):
    for cell in cells(path, "markdown"):
        found = re.search(BANNED, prose(cell), re.I)
        assert not found, (cell["id"], found and found.group())
        assert not re.search(r"[\U0001F300-\U0001FAFF]", prose(cell)), cell["id"]


@lessons
def test_no_long_stretch_of_prose_without_something_to_do(path):
    words = 0
    for cell in notebook.read(path)["cells"]:
        if cell["cell_type"] == "code":
            words = 0
        elif "fine-print" not in cell["id"]:
            words += len(prose(cell).split())
            assert words <= 250, (cell["id"], words)


@notebooks
def test_local_links_lead_somewhere(path):
    for cell in cells(path, "markdown"):
        for text, target in re.findall(
            r"\[([^\]]+)\]\(([^)]+)\)", notebook.source(cell)
        ):
            assert text.lower() not in {"here", "link", "this"}, cell["id"]
            if "://" not in target and not target.startswith("#"):
                assert (path.parent / target.split("#")[0]).exists(), target


@lessons
def test_cells_tagged_nnlib_equal_the_library(path):
    assert list(sources.differences(notebook.read(path))) == []


@lessons
def test_a_changed_lesson_cell_would_be_noticed(path):
    nb = notebook.read(path)
    for cell in nb["cells"]:
        if "nnlib" in notebook.tags(cell):
            tree = ast.parse(notebook.source(cell))
            kinds = (ast.FunctionDef, ast.ClassDef)
            whole = next(node for node in tree.body if isinstance(node, kinds))
            whole.body.append(ast.parse("changed = 1").body[0])
            cell["source"] = ast.unparse(tree)
            noticed = {id for id, *_ in sources.differences(nb)}
            assert cell["id"] in noticed


def test_numbers_in_docstrings_are_numbers_of_the_lessons():
    found = {}
    for name in nnlib.__all__:
        value = getattr(nnlib, name)
        parts = list(vars(value).values()) if isinstance(value, type) else []
        docs = [getattr(part, "__doc__", "") for part in (value, *parts)]
        for number in re.findall(
            r"\s{2,}\((\d+\.\d+)\)$", "\n".join(map(str, docs)), re.M
        ):
            found.setdefault(number, set()).add(name)
    assert len(found) > 25
    for path in LESSONS:
        text = "\n".join(notebook.source(c) for c in cells(path, "markdown"))
        chapter = f"{int(path.stem[:2])}."
        tags = set(re.findall(r"\\tag\{([\d.]+)\}", text))
        missing = {n for n in found if n.startswith(chapter)} - tags
        assert not missing, (path.stem, missing)


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_the_exercise_is_the_solution_without_its_answers(path):
    exercise = ROOT / "exercises" / path.name
    if "CI" not in os.environ and not derive.untouched(notebook.read(exercise)):
        pytest.skip("somebody works in this exercise")  # a learner, who runs the tests
    expected = notebook.dumps(derive.exercise(notebook.read(path)))
    assert exercise.read_text(encoding="utf-8") == expected
    assert "SOLUTION" not in json.dumps(expected)
