"""`check`, `grade` and pytest give an odd notebook the same points, the right ones."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attacks
import odd_notebooks
import pytest
from odd_notebooks import ODD

from nnlib.__main__ import main
from nnlib.check import EXERCISES
from nnlib.course.notebooks import running, verdicts

ROOT = Path(__file__).parents[1]
FEW = ("matplotlib_inline", "imports_markdown", "gbk", "os_exit")
BY_PYTEST = ("cd_to_nowhere", "imports_deleted", "answer_raw", "answers_merged",
             "ids_lost", "from_vscode", "format_3", "a_byte_in_an_answer", "np_is_3",
             "system_exit", "modules_cleared", "two_end", "stdout_closed")  # fmt: skip


def exercises(name):
    return set(EXERCISES.lesson(ODD[name].number))


def wanted(name):
    """The exercises of an odd notebook that are right."""
    lost = ODD[name].lost
    return exercises(name) - (exercises(name) if lost is None else lost)


def saved(folder, names):
    """Write the odd notebooks as a class hands them in; name -> path."""
    paths = {}
    for name in names:
        stem = odd_notebooks.STEMS[ODD[name].number]
        paths[name] = folder / name / f"{stem}.ipynb"
        paths[name].parent.mkdir(parents=True)
        paths[name].write_bytes(odd_notebooks.file_of(name))
    return paths


def checked(path):
    """(the exercises that `check` finds right, what it says of the others)."""
    try:
        found = [r for r in verdicts.results(path)[1] if r.check]
    except ValueError:
        return set(), set()
    said = {(r.check, " ".join(" ".join(r.lines).split())) for r in found if r.lines}
    return {result.check for result in found if result.outcome == "passed"}, said


def by_check(paths):
    with ThreadPoolExecutor(2) as both:
        found = dict(zip(paths, both.map(checked, paths.values()), strict=True))
    right = {name: right for name, (right, _) in found.items()}
    return right, set().union(*(said for _, said in found.values()))


def by_grade(folder, out):
    """The same of all that are in a folder, by one run of `grade`."""
    words = ["grade", str(folder), "-o", str(out), "--jobs", "2", *attacks.unfenced()]
    assert main([*words, "--seconds", "4"]) == 0
    right, said = {name.name: set() for name in folder.iterdir()}, set()
    with open(out / "marks.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["outcome"] == "passed":
                right[row["learner"]].add(row["exercise"])
    for path in (out / "results").glob("*.json"):
        for name, one in json.loads(path.read_text("utf-8"))["checks"].items():
            said |= {(name, " ".join(" ".join(one["lines"]).split()))}
    return right, {(name, text) for name, text in said if text}


def differing(found, names):
    return {
        name: {"got": found[name] - wanted(name), "lost": wanted(name) - found[name]}
        for name in names
        if found[name] != wanted(name)
    }


@pytest.fixture(autouse=True)
def _short_and_apart(monkeypatch, tmp_path):
    """Few seconds for a cell; %bookmark writes into a folder of the test."""
    monkeypatch.setattr(running, "LEARNER_SECONDS", 4)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))


def both(folder, names):
    """What differs from what is wanted, and what only one of them says."""
    paths = saved(folder / "class", names)
    (right, said), (marks, told) = (
        by_check(paths),
        by_grade(folder / "class", folder / "marks"),
    )
    return differing(right, names), differing(marks, names), said ^ told


def test_check_and_grade_judge_alike(tmp_path):
    """In the same words: none is said by one of them only."""
    assert both(tmp_path, FEW) == ({}, {}, set())


def test_there_are_many_odd_notebooks():
    assert len(ODD) >= 60 and set(FEW) | set(BY_PYTEST) <= set(ODD)
    assert {one.number for one in ODD.values()} == {"03", "04"}


@pytest.mark.thorough
def test_check_and_grade_judge_every_odd_notebook_alike(tmp_path):
    rest = [name for name in ODD if name not in FEW]
    assert both(tmp_path, rest) == ({}, {}, set())


@pytest.mark.thorough
def test_pytest_judges_alike(tmp_path):
    names = [*FEW, *BY_PYTEST]
    paths = saved(tmp_path, names)
    shutil.copy(ROOT / "exercises" / "conftest.py", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "-q", "-rA", "-p",
         "no:cacheprovider", "--continue-on-collection-errors", str(tmp_path)],
        capture_output=True, encoding="utf-8", check=False, cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    line = r"^PASSED (\w+)/\w+\.ipynb::\d+ check (ex\d\d-[\w-]+)"
    found = {name: set() for name in paths}
    for name, exercise in re.findall(line, done.stdout, re.M):
        found[name].add(exercise)
    assert differing(found, names) == {}, done.stdout


# What is said


@pytest.mark.thorough
@pytest.mark.parametrize("name, said", [
    ("answer_markdown", "the cell ex04-mse is Markdown now"),
    ("answer_raw", "the cell ex04-mse is raw text now"),
    ("a_byte_in_an_answer", "got the byte 0xDC in line 1"),
    ("input", "input() has nobody to ask"),
    ("os_exit", "the cell ex04-mse ended the Python that ran it; it was left out"),
])  # fmt: skip
def test_an_answer_that_cannot_run_is_told_of_in_a_sentence(name, said, tmp_path):
    path = saved(tmp_path, [name])[name]
    lines = [line for r in verdicts.results(path)[1] for line in verdicts.shown(r)]
    text = " ".join(" ".join(lines).split())
    assert said in text
    assert "NameError" not in text or name == "a_byte_in_an_answer"
