"""Nothing depends on where the checkout lies, or on what its folders are called."""

import csv
import os
import shutil

import nbformat
import pytest
from copies import ROOT, course_at, nnlib, run

from nnlib.__main__ import commands
from nnlib.course.notebooks import notebook

ALL_AT_ONCE = "course/handout/tests/nnlib/lessons/a b/课程 déjà #1 100%"
PLACES = [
    "course", "handout", "tests", "nnlib", "lessons", "exercises", "solutions",
    "grading", "a b", "课程", "50% off", "#1", "it's", "a&b", ".hidden", "déjà",
    "lesson_04", "04_loss", "site-packages", "__pycache__", "x.ipynb",
]  # fmt: skip


def works(course):
    """The course at this place is what it is here: fresh, and its checks judge."""
    assert nnlib(course, "build", "--check") == ""
    assert nnlib(course, "syllabus", "--check") == ""
    exercise = course / "exercises" / "00_start_here.ipynb"
    work = (course / "solutions" / exercise.name).read_bytes()
    exercise.write_bytes(work)
    here = run(exercise.parent, "-m", "nnlib", "check", exercise.name, course=course)
    assert "6 of 6 right" in here.stdout, here.stdout + here.stderr
    assert "is fresh" in nnlib(course, "reset", "00")
    (kept,) = exercise.parent.glob("00_start_here_20*.ipynb")
    assert kept.read_bytes() == work
    empty = run(course, "-m", "nnlib", "check", "00")
    assert (empty.returncode, empty.stderr) == (1, "")
    assert "0 of 6 right" in empty.stdout


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course in a folder with every kind of name above it."""
    return course_at(tmp_path_factory.mktemp("place") / ALL_AT_ONCE)


@pytest.mark.thorough
def test_the_course_works_in_a_folder_of_many_names(course):
    works(course)


@pytest.mark.thorough
@pytest.mark.parametrize("place", PLACES)
def test_the_course_works_in_a_folder_of_this_name(place, tmp_path):
    works(course_at(tmp_path / place))


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="links need a right that few have there")
def test_the_course_works_behind_a_link(tmp_path):
    course_at(tmp_path / "real")
    (tmp_path / "course").symlink_to(tmp_path / "real", target_is_directory=True)
    works(tmp_path / "course")


@pytest.mark.skipif(os.name == "nt", reason="links need a right that few have there")
def test_a_path_behind_a_link_is_shown_from_the_course_on(tmp_path):
    link = tmp_path / "course"
    link.symlink_to(ROOT, target_is_directory=True)
    shown = (
        "from pathlib import Path; from nnlib.course.notebooks.lesson import relative;"
        f"print(relative(Path('course/nnlib')), relative(Path({str(link)!r}, 'x.md')))"
    )
    done = run(tmp_path, "-c", shown, course=link)
    assert done.stdout.split() == ["nnlib", "x.md"], done.stderr


@pytest.mark.thorough
def test_doctor_and_grade_from_such_a_path(course):
    nnlib(course, "doctor")
    folder = course / "交作业 of June" / "Ana Müller"
    folder.mkdir(parents=True)
    shutil.copy(course / "solutions" / "01_neurons.ipynb", folder)
    out = course / "marks, 第一次"
    nnlib(course, "grade", folder.parent.name, "-o", out.name, "--unfenced")  # ours
    with open(out / "marks.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["outcome"] == "passed"]
    assert {row["learner"] for row in rows} == {"Ana Müller"}
    assert {row["exercise"][:4] for row in rows} == {"ex01"}
    assert (out / "feedback" / "Ana Müller.html").is_file()


# Encodings


@pytest.mark.parametrize(
    "encoding",
    ["gbk", *(pytest.param(name, marks=pytest.mark.thorough)
              for name in ("cp1252", "ascii", "utf-16-le"))],
)  # fmt: skip
def test_show_prints_into_a_pipe_of_any_encoding(encoding, tmp_path):
    """As `git diff` asks for it: every line, and different letters stay different."""
    cells = [nbformat.v4.new_markdown_cell("σ − ∂ é 梯度\n\nlast line", id="a")]
    path = tmp_path / "x.ipynb"
    notebook.write(path, nbformat.v4.new_notebook(cells=cells))
    done = run(ROOT, "-m", "nnlib", "show", str(path), PYTHONIOENCODING=encoding,
               text=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode(encoding)
    assert "last line" in said
    for letter in "σ−∂é梯度":
        escaped = letter.encode("ascii", "backslashreplace").decode()
        assert (letter in said) != (escaped in said), letter


@pytest.mark.thorough
def test_every_command_prints_on_a_console_that_knows_ascii_only(tmp_path):
    """What a command says of a folder with such a name, and its help, arrive."""
    for command in commands():
        words = ("-m", "nnlib", command, "--help")
        done = run(ROOT, *words, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert (done.returncode, done.stderr) == (0, ""), command
    words = ("-m", "nnlib", "show", str(tmp_path / "课程.ipynb"))
    done = run(ROOT, *words, PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
