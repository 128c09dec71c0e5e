"""Exercise notebooks: as their solutions, judged rightly, and never lost."""

import contextlib
import copy
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import copies
import foreign
import nbformat
import pytest

from nnlib.__main__ import main
from nnlib.check import EXERCISES, CheckFailed
from nnlib.course.commands import build
from nnlib.course.notebooks import derive, judging, lesson, notebook, verdicts
from nnlib.shared import files

ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted(ROOT.glob("solutions/*.ipynb"))
SOLVED = notebook.read(ROOT / "solutions" / "04_loss.ipynb")
GIVEN = derive.exercise(SOLVED)
ANSWERS = {c["id"]: c["source"] for c in SOLVED["cells"] if c["cell_type"] == "code"}
ALL = set(EXERCISES.lesson("04"))
WRONG_MSE = ANSWERS["ex04-mse"].replace("np.mean(D**2)", "np.sum(D**2)")
WRONG_HOT = "def one_hot(y, n_classes):\n    return np.eye(n_classes)"
GIT = pytest.mark.skipif(not shutil.which("git"), reason="needs git")
solutions = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)


def handed_in(change=None, **answers):
    """A learner's notebook: right answers but for `answers`, then changed."""
    nb = copy.deepcopy(GIVEN)
    for cell in nb["cells"]:
        name = cell["id"].removeprefix("ex04-").replace("-", "_")
        if cell["cell_type"] == "code":
            cell["source"] = answers.get(name, ANSWERS[cell["id"]])
    if change:
        change(nb, {cell["id"]: cell for cell in nb["cells"]})
    return nb


def saved(folder, nb, name="04_loss.ipynb"):
    path = folder / name
    path.write_text(json.dumps(nb), encoding="utf-8")
    return path


def judged(path):
    """exercise -> was it right; the steps run here, not by the runner."""
    scope, right = {}, {}
    for step in judging.steps(path):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            try:
                exec(step.source, scope)
            except (CheckFailed, NameError):
                right[step.check] = False
                continue
        if step.check:
            right[step.check] = said.getvalue().startswith("Passed: ")
    right.pop(None, None)
    return right


def wrong_ones(path):
    right = judged(path)
    assert set(right) == ALL
    return {name for name, is_right in right.items() if not is_right}


# The notebooks themselves


@solutions
def test_every_exercise_of_a_lesson_is_in_its_notebook_once(path):
    steps = [s.check for s in judging.steps(path) if s.check]
    assert sorted(steps) == sorted(EXERCISES.lesson(path.stem[:2]))


@solutions
def test_each_task_has_its_cells(path):
    cells = {cell["id"]: cell for cell in notebook.read(path)["cells"]}
    for name in EXERCISES.lesson(path.stem[:2]):
        task = notebook.source(cells[f"{name}-task"])
        assert re.search(r"[●○]{3} · \d+ minutes", task), name
        assert "### BEGIN SOLUTION" in notebook.source(cells[name]), name
        check = cells[f"{name}-check"]
        assert notebook.tags(check) == ["check"]
        source = notebook.source(check)
        assert source.startswith("from nnlib.check import check\n\n")
        assert lesson.CALL.findall(source) == [(name, path.stem[:2])]
        why = cells[f"{name}-why"]
        assert "solution" in notebook.tags(why)
        for part in ("**Why.**", "way", "commonest"):
            assert part in notebook.source(why), (name, part)


@solutions
def test_the_untouched_exercise_runs_and_no_check_passes(path, tmp_path):
    nb = derive.exercise(notebook.read(path))
    right = {}
    scope = {}
    for step in judging.steps(saved(tmp_path, nb, path.name)):
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                exec(step.source, scope)
            except CheckFailed as failed:
                right[step.check] = failed.outcome
    assert right == dict.fromkeys(EXERCISES.lesson(path.stem[:2]), "not_attempted")


@solutions
def test_checks_are_locked_and_answers_gone(path):
    nb = derive.exercise(notebook.read(path))
    assert derive.untouched(nb)
    for cell in nb["cells"]:
        locked = cell["metadata"].get("editable") is False
        assert locked == ("check" in notebook.tags(cell))
        assert not {"solution"} & set(notebook.tags(cell))
    assert "SOLUTION" not in json.dumps(nb)


# Submissions


def edit_checks(nb, cells):
    for name in ("ex04-mse-check", "ex04-one-hot-check"):
        cells[name]["source"] = 'print("Passed: all of it.")'


def delete_checks(nb, cells):
    nb["cells"] = [c for c in nb["cells"] if not c["id"].endswith("-check")]


def allow_exceptions(nb, cells):
    cells["ex04-mse-check"]["metadata"]["tags"] += ["raises-exception", "nbval-skip"]


def save_wrong_outputs(nb, cells):
    said = nbformat.v4.new_output("stream", text="x" * 10**6)
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [said], 7


def add_cells(nb, cells):
    extra = nbformat.v4.new_code_cell("import random; print(random.random())")
    nb["cells"].insert(3, extra)
    nb["cells"].append(nbformat.v4.new_code_cell("np.arange(3)"))


def reverse(nb, cells):
    """Every check stands above its answer."""
    for name in ALL:
        ids = [cell["id"] for cell in nb["cells"]]
        one, two = ids.index(name), ids.index(f"{name}-check")
        nb["cells"][one], nb["cells"][two] = nb["cells"][two], nb["cells"][one]


def merge(nb, cells):
    """The answer and its check in one cell, as JupyterLab merges them."""
    check = cells["ex04-mse-check"]
    cells["ex04-mse"]["source"] += "\n\n" + check["source"]
    nb["cells"].remove(check)


def merge_answers(nb, cells):
    cells["ex04-mse"]["source"] += "\n\n" + cells["ex04-one-hot"]["source"]
    nb["cells"].remove(cells["ex04-one-hot"])


def strip_ids(nb, cells):
    for cell in nb["cells"]:
        del cell["id"]
    nb["nbformat_minor"] = 4


def other_ids(nb, cells):
    for k, cell in enumerate(nb["cells"]):
        cell["id"] = f"a{k:07d}"


def damage_ids(nb, cells):
    for k, cell in enumerate(nb["cells"]):
        cell["id"] = (k, None, [k], {"id": cell["id"]})[k % 4]


def double(nb, cells):
    nb["cells"] += [copy.deepcopy(cell) for cell in nb["cells"]]


def turn_into_markdown(nb, cells):
    cells["ex04-mse-check"]["cell_type"] = "markdown"


def lists_of_lines(nb, cells):
    for cell in nb["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


CHANGES = (None, edit_checks, delete_checks, allow_exceptions, save_wrong_outputs,
           add_cells, reverse, merge_answers, strip_ids, other_ids, damage_ids, double,
           turn_into_markdown, lists_of_lines)  # fmt: skip
changes = pytest.mark.parametrize(
    "change", CHANGES, ids=lambda f: f.__name__ if f else "as given"
)


@changes
def test_right_answers_are_right_however_the_file_was_changed(change, tmp_path):
    assert wrong_ones(saved(tmp_path, handed_in(change))) == set()


@changes
def test_wrong_answers_are_wrong_however_the_file_was_changed(change, tmp_path):
    nb = handed_in(change, mse=WRONG_MSE, one_hot=WRONG_HOT)
    assert wrong_ones(saved(tmp_path, nb)) == {"ex04-mse", "ex04-one-hot"}


def test_a_merged_answer_and_check_are_judged_once(tmp_path):
    assert wrong_ones(saved(tmp_path, handed_in(merge))) == set()


def test_a_debugging_print_does_not_make_a_wrong_answer_right(tmp_path):
    nb = handed_in(mse=WRONG_MSE + '\nprint("Passed: Mean squared error.")')
    assert wrong_ones(saved(tmp_path, nb)) == {"ex04-mse"}


def test_a_replaced_checker_is_noticed(tmp_path):
    cheat = "import nnlib.check\nnnlib.check.check = lambda *_: print('Passed')\n"
    path = saved(tmp_path, handed_in(mse=cheat + WRONG_MSE))
    checking = sys.modules["nnlib.check"].check
    try:
        assert "ex04-mse" in wrong_ones(path)
    finally:
        sys.modules["nnlib.check"].check = checking


@pytest.mark.parametrize("name", ["copy of 04.ipynb", "05_backpropagation.ipynb",
                                  "x.ipynb"])  # fmt: skip
def test_a_renamed_copy_is_judged_by_what_is_in_it(name, tmp_path):
    nb = handed_in(strip_ids, mse=WRONG_MSE)
    assert wrong_ones(saved(tmp_path, nb, name)) == {"ex04-mse"}


def test_an_empty_notebook_scores_nothing(tmp_path):
    for nb in (GIVEN, nbformat.v4.new_notebook()):
        assert wrong_ones(saved(tmp_path, nb)) == ALL


NO_NOTEBOOKS = (
    *(b"", b"{", b"[]", b"null", b"\x00\xff", b"{}", b"[" * 9**5),
    b'{"nbformat": 4, "cells": [{}]}',
    b'{"nbformat": 2, "worksheets": []}',
)


@pytest.mark.parametrize("raw", NO_NOTEBOOKS, ids=range(len(NO_NOTEBOOKS)))
def test_a_file_that_is_no_notebook_gets_a_sentence(raw, tmp_path, capsys):
    path = tmp_path / "04_loss.ipynb"
    path.write_bytes(raw)
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert "04_loss.ipynb" in said
    assert "Traceback" not in said
    assert path.read_bytes() == raw


def test_a_notebook_of_something_else_gets_a_sentence(tmp_path, capsys):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    assert main(["check", str(saved(tmp_path, nb, "notes.ipynb"))]) == 2
    assert "recognize neither" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "not_there.ipynb")]) == 2
    assert "not_there" in capsys.readouterr().err
    assert main(["check", "77"]) == 2
    assert "'77'" in capsys.readouterr().err


# The commands


def test_half_a_character_stops_its_own_cell(tmp_path, capsys):
    """As in Jupyter, where Python can't read it; the other answers count."""
    nb = handed_in(mse=ANSWERS["ex04-mse"] + "\n# a smile: \ud83d", hunt="")
    nb["cells"].append({**nb["cells"][-1], "id": "\ud83d"})
    path = saved(tmp_path, nb, "a.ipynb")
    assert main(["check", str(path)]) == 1
    said, line = capsys.readouterr().out, ANSWERS["ex04-mse"].count("\n") + 2
    assert f"ex04-mse stops: SyntaxError: expects whole characters, got half of one, " \
           f"\\ud83d, in line {line} of this cell; delete it" in said  # fmt: skip
    right = ALL - {"ex04-mse", "ex04-hunt"}
    assert {name for name in ALL if f"{name:24}right" in said} == right


def test_check_prints_a_line_for_each_exercise_and_what_to_look_at(tmp_path, capsys):
    bad = saved(tmp_path, handed_in(mse=WRONG_MSE, huber="1 / 0", hunt=""), "a.ipynb")
    good = saved(tmp_path, handed_in(), "b.ipynb")
    assert main(["check", str(good)]) == 0
    assert "9 of 9 right" in capsys.readouterr().out
    assert main(["check", str(bad), str(good)]) == 1
    said = capsys.readouterr().out
    for part in ("ex04-mse                Mean squared error: not yet right",
                 "Right so far: dA", "Your L is N times", "6 of 9 right",
                 "ex04-binary             right",
                 "your cell ex04-huber stops: ZeroDivisionError",
                 "NameError: name 'huber' is not defined", "9 of 9 right"):  # fmt: skip
        assert part in said, said


EVERY_VERDICT = {  # of the checker, an error, no answer
    "mse": WRONG_MSE,
    "binary": "def binary_cross_entropy(Z, y):\n    return Z, Z @ y",
    "one_hot": "def one_hot(y, n_classes):\n    return ...",
    "slope": "def numerical_slope(f, theta, h):\n    f(theta)",
    "huber": "1 / 0",
}


def in_wide_letters(nb, cells):
    """The notebook chooses its language, as those that are translated do."""
    line = "from nnlib.shared.words import set_language; set_language('xx')\n"
    nb["cells"].insert(0, nbformat.v4.new_code_cell(line))


@pytest.mark.thorough
def test_check_judges_alike_whatever_language_is_spoken(tmp_path):
    """No sentence is compared: in the second language every word is different."""
    course = copies.course_at(tmp_path / "course")
    foreign.translate(course)
    plain = saved(tmp_path, handed_in(**EVERY_VERDICT))
    own = saved(tmp_path, handed_in(in_wide_letters, **EVERY_VERDICT), "own.ipynb")
    english, asked, chosen = (
        copies.run(course, "-m", "nnlib", "check", *map(str, words))
        for words in ([plain], [plain, "--language", "xx"], [own])
    )
    for done in (english, asked, chosen):
        assert (done.returncode, done.stderr) == (1, ""), done
    for name in ("right", "not begun", "reach its end", "right form", "could not be",
                 "not yet right.", "4 of 9 right"):  # fmt: skip
        assert name in english.stdout, english.stdout
        assert name not in asked.stdout
    assert foreign.narrow(asked.stdout) == foreign.narrow(english.stdout)
    assert asked.stdout.splitlines()[1:] == chosen.stdout.splitlines()[1:]


def test_in_another_language_the_commands_have_no_english_left(
    course, monkeypatch, capsys
):
    """But for names, commands, and what Python itself says of an error."""

    error = {"error": "OSError:"}
    lost = {"outcome": "crashed", "lost": True, "lines": ["OSError"]}
    came = [
        {"step": 0, "cell": "ex04-imports", **error},
        {"step": 3, "check": "ex04-by-hand", **lost},
    ]
    monkeypatch.setattr(verdicts, "events", lambda path: came)
    foreign.speak(monkeypatch)
    broken = course / "broken.ipynb"
    broken.write_text("{")
    saved(course / "exercises", handed_in())
    for words in (["check", "04"], ["reset", "04"], ["reset", "04"], ["check", "77"],
                  ["reset", "77"], ["check", str(broken)], ["show", str(broken)],
                  ["check", "none.ipynb"]):  # fmt: skip
        main(words)
    said = "".join(capsys.readouterr())
    assert len(said.splitlines()) == 21, said
    names = r"\S+\.ipynb|ex04-[\w-]+|python -m nnlib \w+( NN)?|OSError|JSONDecodeError"
    names += r"|No such file or directory|Expecting property name .* quotes: .*\)\)"
    assert not re.search("[A-Za-z]", re.sub(names, "", said)), said


@pytest.mark.thorough
def test_pytest_judges_by_the_solution(tmp_path):
    """All through nbval: right, wrong and saved, edited checks, no notebook."""
    shutil.copy(ROOT / "exercises" / "conftest.py", tmp_path)
    saved(tmp_path, handed_in(save_wrong_outputs), "right.ipynb")
    saved(tmp_path, handed_in(allow_exceptions, mse=WRONG_MSE), "tags.ipynb")
    saved(tmp_path, handed_in(edit_checks, one_hot=WRONG_HOT), "edited.ipynb")
    (tmp_path / "broken.ipynb").write_text("{")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env", "-q",
         "-p", "no:cacheprovider", "--continue-on-collection-errors", str(tmp_path)],
        capture_output=True, encoding="utf-8", check=False, cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    said = done.stdout
    failed = re.findall(r"^FAILED (\w+)\.ipynb::\d+ check (ex04-[\w-]+)", said, re.M)
    assert failed == [("edited", "ex04-one-hot"), ("tags", "ex04-mse")], said
    assert "2 failed" in said
    assert "1 error" in said
    assert "expects a Jupyter notebook, got a file that is none" in said
    assert "Your L is N times too large" in said
    assert "nbval/plugin.py" not in said


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with the one lesson, elsewhere."""
    root = tmp_path / "course"
    (root / "exercises").mkdir(parents=True)
    notebook.write(root / "solutions" / "04_loss.ipynb", SOLVED)
    notebook.write(root / "exercises" / "04_loss.ipynb", GIVEN)
    shutil.copy(ROOT / ".gitignore", root)
    monkeypatch.setattr(lesson, "ROOT", root)
    return root


def test_reset_keeps_every_byte_under_a_name_that_was_free(course, capsys):
    path = course / "exercises" / "04_loss.ipynb"
    fresh = path.read_bytes()
    kept = []
    for raw in (b"{ broken", b"", json.dumps(handed_in()).encode(), b"again"):
        path.write_bytes(raw)
        kept.append(raw)
        assert main(["reset", "04"]) == 0
        assert path.read_bytes() == fresh
        others = [p.read_bytes() for p in course.glob("exercises/*_20*.ipynb")]
        assert sorted(others) == sorted(kept)
    assert f"04_loss_{date.today().isoformat()}_4.ipynb" in capsys.readouterr().out


def test_a_byte_that_is_no_text_makes_another_notebook(course, capsys, monkeypatch):
    """0xDC begins a character and does not end it: no text, whoever reads it."""
    monkeypatch.setattr(build, "stale", lambda nb: False)
    path, fresh = course / "exercises" / "04_loss.ipynb", GIVEN
    whole = path.read_bytes()
    for at in (0, len(whole) // 2, len(whole) - 1):
        damaged = whole[:at] + b"\xdc" + whole[at + 1 :]
        path.write_bytes(damaged)
        assert not notebook.same(path, fresh)
        assert build.update(path, fresh, check=True)
        assert main(["build", str(course / "solutions" / "04_loss.ipynb")]) == 2
        assert "04_loss.ipynb, which is not" in capsys.readouterr().err
        assert path.read_bytes() == damaged
        assert main(["reset", "04"]) == 0
        assert path.read_bytes() == whole
        path.write_bytes(damaged)
        assert build.update(path, fresh, check=False)
        assert path.read_bytes() == whole


def test_reset_that_fails_again_and_again_keeps_one_copy(course, monkeypatch):
    path = course / "exercises" / "04_loss.ipynb"
    path.write_bytes(b"\xdc broken")
    with monkeypatch.context() as patch:
        patch.setattr(notebook, "write", lambda *_: 1 / 0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                main(["reset", "04"])
    assert main(["reset", "04"]) == 0
    kept = [p.read_bytes() for p in course.glob("exercises/*_20*.ipynb")]
    assert kept == [b"\xdc broken"]


def test_reset_says_that_a_folder_stands_there(course, capsys):
    path = course / "exercises" / "04_loss.ipynb"
    path.unlink()
    (path / "mine").mkdir(parents=True)
    assert main(["reset", "04"]) == 2
    assert "got a folder" in capsys.readouterr().err
    assert (path / "mine").is_dir()


def test_check_without_a_number_runs_what_has_been_begun(course, monkeypatch, capsys):
    monkeypatch.setattr(verdicts, "events", lambda path: [])
    path = course / "exercises" / "04_loss.ipynb"
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("no notebook in exerc")
    ran = copy.deepcopy(GIVEN)
    save_wrong_outputs(ran, {})
    for change, begun in ((ran, False), (handed_in(mse=WRONG_MSE), True)):
        saved(path.parent, change)
        assert main(["check"]) == begun
        said = capsys.readouterr().out
        assert ("in all 0 of 9 right, notebooks: 1" in said) == begun, said
    path.write_bytes(b"{")
    assert main(["check"]) == 2
    assert "got a file that is none: 04_loss.ipynb" in capsys.readouterr().err


def test_reset_of_an_untouched_or_missing_exercise(course, capsys):
    path = course / "exercises" / "04_loss.ipynb"
    fresh = path.read_bytes()
    assert main(["reset", "04"]) == 0
    path.unlink()
    assert main(["reset", "exercises/04_loss.ipynb"]) == 0
    assert path.read_bytes() == fresh
    assert [p.name for p in path.parent.iterdir()] == ["04_loss.ipynb"]


def test_a_copy_that_fails_leaves_the_notebook_alone(course, monkeypatch, capsys):
    path = course / "exercises" / "04_loss.ipynb"
    path.write_bytes(b"my work")
    monkeypatch.setattr(files, "dated", lambda *_: [path.parent / "no" / "folder"])
    assert main(["reset", "04"]) == 2
    assert path.read_bytes() == b"my work"


def test_build_never_writes_over_work(course, capsys, monkeypatch):
    monkeypatch.setattr(build, "stale", lambda nb: False)
    path = course / "exercises" / "04_loss.ipynb"
    worked = handed_in()
    worked["cells"][3]["source"] = "# mine"
    mine = json.dumps(worked).encode()
    path.write_bytes(mine)
    main(["build", str(course / "solutions" / "04_loss.ipynb")])
    assert path.read_bytes() == mine
    assert "reset 04" in capsys.readouterr().out


# New versions


def git(folder, *words, ok=True):
    names = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *names, *words], cwd=folder, capture_output=True,
                          encoding="utf-8", check=False)  # fmt: skip
    assert (done.returncode == 0) == ok, done.stdout + done.stderr
    return done.stdout + done.stderr


def new_version(course, text):
    """Upstream changes a task of the exercise, and something else."""
    solved = copy.deepcopy(SOLVED)
    solved["cells"][0]["source"] += text
    notebook.write(course / "solutions" / "04_loss.ipynb", solved)
    notebook.write(course / "exercises" / "04_loss.ipynb", derive.exercise(solved))
    git(course, "add", "-A")
    git(course, "commit", "-qm", "new version")


@GIT
def test_pulling_never_overwrites_a_learners_notebook(course, tmp_path, monkeypatch):
    git(course, "init", "-q", "-b", "main")
    git(course, "add", "-A")
    git(course, "commit", "-qm", "first version")
    mine = tmp_path / "mine"
    git(tmp_path, "clone", "-q", str(course), str(mine))
    path = mine / "exercises" / "04_loss.ipynb"
    work = json.dumps(handed_in(save_wrong_outputs)).encode()
    path.write_bytes(work)

    (course / "README.md").write_text("something else")
    git(course, "add", "-A")
    git(course, "commit", "-qm", "not the exercise")
    git(mine, "pull", "-q", "--ff-only")
    assert path.read_bytes() == work
    assert (mine / "README.md").exists()

    new_version(course, "\n\nA sentence more.")
    said = git(mine, "pull", "--ff-only", ok=False)
    assert "exercises/04_loss.ipynb" in said
    assert path.read_bytes() == work

    monkeypatch.setattr(lesson, "ROOT", mine)
    main(["reset", "04"])
    git(mine, "pull", "-q", "--ff-only")
    assert "A sentence more" in path.read_text(encoding="utf-8")
    kept = mine / "exercises" / f"04_loss_{date.today().isoformat()}.ipynb"
    assert kept.read_bytes() == work
    assert git(mine, "status", "--porcelain") == ""


@GIT
def test_a_committed_answer_is_not_mixed_with_a_new_version(course, tmp_path):
    shutil.copy(ROOT / ".gitattributes", course)
    git(course, "init", "-q", "-b", "main")
    git(course, "add", "-A")
    git(course, "commit", "-qm", "first version")
    mine = tmp_path / "mine"
    git(tmp_path, "clone", "-q", str(course), str(mine))
    path = mine / "exercises" / "04_loss.ipynb"
    notebook.write(path, handed_in())
    work = path.read_bytes()
    git(mine, "commit", "-qam", "my answers")
    new_version(course, "\n\nA sentence more.")
    said = git(mine, "pull", "--no-rebase", "--no-edit", ok=False)
    assert "exercises/04_loss.ipynb" in said
    assert path.read_bytes() == work


@GIT
def test_a_stash_that_no_longer_fits_is_kept(course, tmp_path):
    """Then the new version stands there, whole, and the learner's is in the stash."""
    shutil.copy(ROOT / ".gitattributes", course)
    git(course, "init", "-q", "-b", "main")
    git(course, "add", "-A")
    git(course, "commit", "-qm", "first version")
    mine = tmp_path / "mine"
    git(tmp_path, "clone", "-q", str(course), str(mine))
    path = mine / "exercises" / "04_loss.ipynb"
    notebook.write(path, handed_in())
    work = path.read_bytes()
    new_version(course, "\n\nA sentence more.")
    git(mine, "stash")
    git(mine, "pull", "-q", "--ff-only")
    git(mine, "stash", "pop", ok=False)
    assert json.loads(path.read_text(encoding="utf-8"))["cells"], "no lines are mixed"
    git(mine, "checkout", "stash@{0}", "--", "exercises/04_loss.ipynb")
    assert path.read_bytes() == work
