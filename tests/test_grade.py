"""Tests of `python -m nnlib grade`: a class is marked, whatever is in it."""

import csv
import html
import io
import json
import os
import random
import re
import shutil
import tempfile
import unicodedata
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import attacks
import class_of_learners as made
import copies
import foreign
import pytest
from bench_grading import as_expected

from nnlib.__main__ import main
from nnlib.course.grading import collect, names, pool, report, store, unpacking
from nnlib.course.grading.cells import safe
from nnlib.course.grading.marks import COLUMNS, paper, papers, table
from nnlib.course.grading.mistakes import mistakes, question_in
from nnlib.course.grading.page import document, element
from nnlib.course.grading.store import Store, as_bytes, result_of
from nnlib.course.notebooks import lesson
from nnlib.course.notebooks.lesson import find, lessons
from nnlib.shared import files, words

LESSONS = {"04": "04_loss", "05": "05_backpropagation"}
LIMITS = pool.Limits(seconds=5.0, total=12.0)  # as the command line gives them


def grade(submissions, out, *more):
    """Run the command; what could do harm is there where its fence was shown."""
    words = [
        "grade",
        str(submissions),
        "-o",
        str(out),
        "--jobs",
        "2",
        *attacks.unfenced(),
    ]
    return main([*words, "--seconds", "5", "--total", "12", *more])


def rows_of(out):
    """(learner, exercise) -> the row of marks.csv."""
    with open(out / "marks.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["learner"], row["exercise"]): row for row in rows}


def outcomes(rows, learner):
    return {row["outcome"] for (who, _), row in rows.items() if who == learner}


# Names


def test_file_names_differ_and_stay_in_their_folder():
    learners = [
        "a/b",
        "a\\b",
        "..",
        "../../x",
        "CON",
        "anna",
        "Anna",
        "x" * 300,
        "=1+1",
    ]
    files = names.file_names(learners)
    assert len({name.casefold() for name in files.values()}) == len(learners)
    for name in files.values():
        assert name == Path(name).name and name not in (".", "..") and len(name) <= 90
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert files["CON"] != "CON"


# Collecting


def collect_names(path):
    found, learners, problems = collect.collect(path, LESSONS)
    return [(one.learner, one.number) for one in found], learners, problems


def tree(root, *files):
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}")


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_folders_and_files_are_collected_side_by_side(tmp_path):
    tree(tmp_path, "anna/04_loss.ipynb", "anna/week 2/05_backpropagation.ipynb",
         "ben_04_loss.ipynb", "anna/.ipynb_checkpoints/04_loss.ipynb",
         "__MACOSX/anna/04_loss.ipynb", "notes.txt")  # fmt: skip
    (tmp_path / "cem").mkdir()
    found, learners, problems = collect_names(tmp_path)
    assert found == [("anna", "04"), ("anna", "05"), ("ben", "04")]
    assert learners == ["anna", "ben", "cem"]
    assert len(problems) == 1 and problems[0].startswith("notes.txt: no notebook")


@pytest.mark.parametrize(
    "entries, learners",
    [
        (["anna/04_loss.ipynb", "ben/04_loss.ipynb"], ["anna", "ben"]),
        (["class/anna/04_loss.ipynb", "class/ben/04_loss.ipynb"], ["anna", "ben"]),
        (["class/anna_04_loss.ipynb", "class/ben_04_loss.ipynb"], ["anna", "ben"]),
        (["anna_04_loss.ipynb", "ben_04.ipynb"], ["anna", "ben"]),
        (["anna/04_loss.ipynb", "anna/05_backpropagation.ipynb"], ["anna"]),
    ],
)
def test_a_zip_is_read_as_the_folder_it_was_made_of(entries, learners, tmp_path):
    path = zipped(tmp_path / "class.zip", dict.fromkeys(entries, "{}"))
    assert collect_names(path)[1] == learners


def test_a_zip_that_leads_out_is_refused_entry_by_entry(tmp_path):
    evil = ["../../evil_04_loss.ipynb", "/evil_04.ipynb", "C:/evil_04.ipynb",
            "a/../../evil_04.ipynb", "..\\evil_04.ipynb"]  # fmt: skip
    path = zipped(tmp_path / "class.zip", dict.fromkeys([*evil, "anna_04.ipynb"], "{}"))
    link = zipfile.ZipInfo("ben_04.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    found, learners, problems = collect_names(path)
    assert found == [("anna", "04")] and learners == ["anna"]
    assert len(problems) == len(evil) + 1
    assert [p.name for p in tmp_path.iterdir()] == ["class.zip"]


def test_a_bomb_costs_its_own_entry(tmp_path):
    bomb = bytes(unpacking.LARGEST + 1)
    entries = {"anna_04.ipynb": "{}", "bomb_04.ipynb": bomb, "cem_04.ipynb": "{}"}
    found, _, _ = collect.collect(zipped(tmp_path / "c.zip", entries), LESSONS)
    assert found[0].read() == found[2].read() == b"{}"
    with pytest.raises(collect.Refused, match="MB, unpacked"):
        found[1].read()


def test_bombs_together_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "WHOLE", 1000)
    entries = {f"a{k}_04.ipynb": bytes(600) for k in range(3)}
    found, _, _ = collect.collect(zipped(tmp_path / "c.zip", entries), LESSONS)
    assert found[0].read() and found[1].read()
    with pytest.raises(collect.Refused, match="the zip holds more"):
        found[2].read()


def test_a_damaged_entry_costs_itself(tmp_path):
    path = zipped(tmp_path / "c.zip", {"a_04.ipynb": b"x" * 999, "b_04.ipynb": b"{}"})
    raw = path.read_bytes()
    at = raw.index(b"a_04.ipynb") + len("a_04.ipynb")
    path.write_bytes(raw[:at] + b"\xff\xff\xff" + raw[at + 3 :])
    found, _, _ = collect.collect(path, LESSONS)
    with pytest.raises(collect.Refused, match="unpacked"):
        found[0].read()
    assert found[1].read() == b"{}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
def test_links_and_pipes_are_not_opened(tmp_path):
    (tmp_path / "in").mkdir()
    tree(tmp_path, "outside/04_loss.ipynb")
    (tmp_path / "in" / "anna_04.ipynb").symlink_to("/dev/zero")
    (tmp_path / "in" / "ben").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "in" / "cem_04.ipynb")
    found, _, problems = collect_names(tmp_path / "in")
    assert found == [] and len(problems) == 2


def test_what_is_no_place_of_submissions_is_said(tmp_path, capsys):
    assert grade(tmp_path / "nowhere", tmp_path / "out") == 2
    assert "expects a folder, a zip or a notebook" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert grade(tmp_path / "empty", tmp_path / "out") == 2
    assert "got none" in capsys.readouterr().err
    assert grade(tmp_path, tmp_path / "out", "--seconds", "0") == 2


# Marking


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A few learners, marked once for the tests below."""
    return marked_class(tmp_path_factory.mktemp("few"), few)


@pytest.fixture(scope="module")
def all_kinds(tmp_path_factory):
    """The same with each attack that may be run here, and each kind of broken file."""
    return marked_class(tmp_path_factory.mktemp("class"), everybody)


def marked_class(root, class_of):
    for folder in ("in", "tmp", "victim/work"):
        (root / folder).mkdir(parents=True)
    class_ = class_of(root / "victim")
    for name, one in class_.items():
        (root / "in" / f"{name}_{one.number}.ipynb").write_bytes(one.content)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMPDIR", "TEMP", "TMP"):  # where a run makes its folders
            patch.setenv(name, str(root / "tmp"))
        patch.setattr(tempfile, "tempdir", None)  # what Python has kept of it
        assert grade(root / "in", root / "out") == 0
    return root, class_


def few(victim):
    number, exercise, wrong = next(m for m in made.all_mistakes() if m[1] == "ex04-mse")
    class_ = {
        "right": made.right("04"),
        "untouched": made.untouched("04"),
        "partial": made.partial("04", 3),
        "mistaken": made.mistaken(number, {exercise: wrong}),
        "other": made.mistaken("04", {"ex04-mse": "loop"}, "right"),
        "deleted": made.without_checks("04"),
        "forger": made.forged("replaces the judge"),
        "half": made.with_half_a_character(),
    }
    names = {"deletes", "exits", "kills everybody"}.intersection(attacks.allowed())
    class_ |= {name.replace(" ", "-"): made.hostile(name, victim) for name in names}
    return class_ | {"broken": made.broken()[1]}


def everybody(victim):
    class_ = {"edited": made.edited_checks("04"), "endless": made.endless("04")}
    names = attacks.allowed()
    class_ |= {f"h{k}": made.hostile(name, victim) for k, name in enumerate(names)}
    class_ |= {f"f{k}": made.forged(n) for k, n in enumerate(attacks.FORGERIES)}
    return class_ | {f"b{k}": one for k, one in enumerate(made.broken())}


def assert_marks_are_as_expected(root, class_):
    rows = rows_of(root / "out")
    assert {who for who, _ in rows} == set(class_)
    points = {task.id: task.points for task in find("04").tasks}
    for (who, exercise), row in rows.items():
        fits = as_expected(class_[who], exercise, row["outcome"], row["misconception"])
        assert fits, (who, class_[who].kind, row)
        passed = row["outcome"] == "passed"
        assert int(row["points"]) == (points[exercise] if passed else 0)


def test_every_submission_gets_the_mark_that_it_should(marked):
    assert_marks_are_as_expected(*marked)


@pytest.mark.thorough
def test_and_so_does_every_kind_of_attack_and_of_broken_file(all_kinds):
    assert_marks_are_as_expected(*all_kinds)


@pytest.mark.thorough
@pytest.mark.parametrize("name", [*attacks.ATTACKS, *attacks.FORGERIES])
def test_each_attack_was_tried_and_was_held_back(name, all_kinds):
    """Its cell got as far as its name says; a victim of it stands as before."""
    if name in attacks.ATTACKS and (reason := attacks.lacking(name)):
        pytest.skip(reason)
    root, class_ = all_kinds
    told = (attacks.ATTACKS | attacks.FORGERIES)[name].told
    (one,) = (o for o in class_.values() if o.kind.partition(": ")[2] == name)
    kept = Store(root / "out" / "results", LIMITS)
    held = attacks.fences_shown() - pool.UNSEEN
    result = kept.get(kept.key(one.number, one.content, held))
    assert attacks.tried(told, result), (result["cells"], result["stopped"])
    if "files" in attacks.fences_shown():
        assert (root / "victim" / "work").is_dir()


def test_the_rest_of_a_notebook_is_marked_when_one_cell_is_wrong(marked):
    rows = rows_of(marked[0] / "out")
    bad = [exercise for (who, exercise), row in rows.items()
           if who == "mistaken" and row["outcome"] != "passed"]  # fmt: skip
    assert bad == ["ex04-mse"]


def test_a_second_run_runs_no_notebook(marked, monkeypatch):
    root, _ = marked
    before = (root / "out" / "marks.csv").read_bytes()
    monkeypatch.setattr(pool.Worker, "mark", None)
    assert grade(root / "in", root / "out") == 0
    assert (root / "out" / "marks.csv").read_bytes() == before


def test_only_what_changed_is_run_again(marked, tmp_path, capsys):
    root, _ = marked
    shutil.copytree(root / "out" / "results", tmp_path / "out" / "results")
    tree(tmp_path, "in/right_04.ipynb")
    (tmp_path / "in/right_04.ipynb").write_bytes(made.right("04").content + b"\n")
    for name in ("untouched_04.ipynb", "partial_04.ipynb"):
        shutil.copy(root / "in" / name, tmp_path / "in" / name)
    assert grade(tmp_path / "in", tmp_path / "out") == 0
    assert "2 notebooks are marked already, 1 is left" in capsys.readouterr().out


def test_pages_hold_every_learner_and_need_nothing_else(marked):
    root, class_ = marked
    page = (root / "out" / "class.html").read_text("utf-8")
    for learner in class_:
        assert f">{learner}</th>" in page
        own = (root / "out" / "feedback" / f"{learner}.html").read_text("utf-8")
        well_formed(own)
    well_formed(page)
    assert not re.search(r"https?://|<script|<link|<img|src=", page)
    assert re.search(r"A\. 1 of \d+: sum<", page)


class Balanced(HTMLParser):
    VOID = {"meta", "br"}

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def well_formed(page):
    parser = Balanced()
    parser.feed(page)
    parser.close()
    assert parser.open == []


# Where marks go


def said_of(course, one, *more):
    """What the checker says of a submission that is marked, as its page tells it."""
    (course / "in" / "anna_04.ipynb").write_bytes(one.content)
    given = ("grade", "in", "-o", "out", "--jobs", "1", *attacks.unfenced(), *more)
    copies.nnlib(course, *given)
    newest = max((course / "out/results").glob("*.json"), key=os.path.getmtime)
    seen = json.loads(newest.read_text(encoding="utf-8"))["checks"].values()
    lines = [line for check in seen for line in check["lines"]]
    page = (course / "out/feedback/anna.html").read_text(encoding="utf-8")
    assert lines and all(html.escape(line) in page for line in lines)
    return lines


@pytest.mark.thorough
def test_the_checker_speaks_to_learners_as_the_command_does(tmp_path):
    """But where a notebook chooses a language, the checker speaks that one."""
    course = copies.course_at(tmp_path / "course")
    foreign.translate(course)
    (course / "in").mkdir()
    number, exercise, wrong = next(m for m in made.all_mistakes() if m[1] == "ex04-mse")
    one = made.mistaken(number, {exercise: wrong})
    english, asked = said_of(course, one), said_of(course, one, "--language", "xx")
    assert asked != english
    assert list(map(foreign.narrow, asked)) == list(map(foreign.narrow, english))
    line = "from nnlib.shared.words import set_language; set_language('xx')"
    content = made.with_first_cell(json.loads(one.content), line)
    assert said_of(course, replace(one, content=content)) == asked


@pytest.mark.parametrize("place", ["marks", "marks of week 1/marks", "."])
def test_where_marks_go_is_no_learner(place, tmp_path):
    """Not even in a second run, which finds it among the submissions."""
    folder = tmp_path / "in"
    tree(folder, "anna/04_loss.ipynb", "ben_04_loss.ipynb")
    for _ in range(3):
        assert grade(folder, folder / place) == 0
        rows = rows_of(folder / place)
        assert {who for who, _ in rows} - {"marks of week 1"} == {"anna", "ben"}
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one in folder.rglob("*"):
            archive.write(one, one.relative_to(folder))
    assert grade(path, tmp_path / "out") == 0
    found = {who for who, _ in rows_of(tmp_path / "out")}
    assert found - {"marks of week 1"} == {"anna", "ben"}


def test_a_notebook_counts_wherever_it_lies(tmp_path):
    """A folder that is known for ours hides no work of a learner."""
    tree(tmp_path, "in/anna/04_loss.ipynb")
    assert grade(tmp_path / "in", tmp_path / "in" / "anna") == 0
    assert grade(tmp_path / "in", tmp_path / "out") == 0
    assert {who for who, _ in rows_of(tmp_path / "out")} == {"anna"}


def test_pages_of_learners_who_have_gone_are_deleted(tmp_path):
    """And no other file is, whatever it is called."""
    tree(tmp_path, "in/anna_04.ipynb", "in/ben_04.ipynb")
    assert grade(tmp_path / "in", tmp_path / "out") == 0
    pages = tmp_path / "out" / "feedback"
    assert {path.name for path in pages.iterdir()} == {"anna.html", "ben.html"}
    kept = {"mine.html": "<html>mine", "notes.txt": (pages / "ben.html").read_text()}
    for name, text in kept.items():
        (pages / name).write_text(text)
    (tmp_path / "elsewhere.html").write_bytes((pages / "ben.html").read_bytes())
    (pages / "link.html").symlink_to(tmp_path / "elsewhere.html")
    (tmp_path / "in" / "ben_04.ipynb").unlink()
    assert grade(tmp_path / "in", tmp_path / "out") == 0
    left = {path.name for path in pages.iterdir()}
    assert left == {"anna.html", "link.html", *kept}
    assert (tmp_path / "elsewhere.html").exists()


# What is kept


RIGHT = {"check": "ex04-mse", "outcome": "passed", "misconceptions": [], "lines": []}


@pytest.fixture
def answers(monkeypatch):
    """What a worker says of a notebook, and which fences hold; none is started."""
    said = {"shown": {"memory"}, "runs": 0}
    said["events"] = [{"shown": []}, RIGHT, {"done": True}, {"end": True}]

    def do(worker, job, demanded, total):
        said["runs"] += 1
        return [{"shown": sorted(demanded)}, *said["events"][1:]]

    monkeypatch.setattr(pool.Worker, "_do", do)
    monkeypatch.setattr(pool.Crew, "probe", lambda crew: said["shown"])
    return said


def test_what_other_fences_held_back_is_run_again(answers, tmp_path):
    """A file that one run could read is closed to the other."""
    tree(tmp_path, "in/anna_04.ipynb")
    (tmp_path / "in" / "anna_04.ipynb").write_bytes(made.right("04").content)
    runs = []
    for shown in ({"signals"}, {"signals", "files"}, {"signals", "time"}):
        answers["shown"] = shown
        for _ in range(2):
            assert grade(tmp_path / "in", tmp_path / "out", "--unfenced") == 0
            runs.append(answers["runs"])
    assert runs == [1, 1, 2, 2, 2, 2]  # nobody can see "time" around a notebook


@pytest.mark.parametrize("forks", [True, False])
def test_a_worker_that_was_killed_leaves_no_result(
    forks, answers, tmp_path, monkeypatch, capsys
):
    """Its marks count for nothing that is kept; the next run does it again."""
    tree(tmp_path, "in/anna_04.ipynb")
    (tmp_path / "in" / "anna_04.ipynb").write_bytes(made.right("04").content)
    stopped = "lost" if forks else "ended"
    whole, answers["events"] = answers["events"], [{}, RIGHT, {"stopped": stopped}]
    monkeypatch.setattr(pool.Limits.__init__, "__defaults__", (20, 120, 1024, forks))
    assert grade(tmp_path / "in", tmp_path / "out", "--unfenced") == 0
    assert answers["runs"] == (2 if forks else 1)  # a notebook may end its own Python
    assert not [*tmp_path.glob("out/results/*")]
    assert stopped in outcomes(rows_of(tmp_path / "out"), "anna")
    said = "anna, lesson 04: what ran it was ended twice"
    assert (said in capsys.readouterr().out) == forks
    answers["events"] = whole
    assert grade(tmp_path / "in", tmp_path / "out", "--unfenced") == 0
    assert len([*tmp_path.glob("out/results/*")]) == 1
    assert "lost" not in outcomes(rows_of(tmp_path / "out"), "anna")


# From results to marks and pages


def result_with(checks, **more):
    events = [{"check": name, **seen, "replaced": []} for name, seen in checks.items()]
    return {**result_of([*events, {"done": True}]), **more}


def seen(outcome, *ids, lines=("Your L is 3. Which rows?",)):
    return {"outcome": outcome, "misconceptions": list(ids), "lines": list(lines)}


def test_two_results_for_one_check_count_for_nothing():
    name = find("04").tasks[0].id
    twice = [{"check": name, **seen("passed"), "replaced": []} for _ in range(2)]
    marks = paper("x", "04", result_of([*twice, {"done": True}])).marks
    assert {mark.outcome for mark in marks} == {"not_checked"}


ODD = [None, 5, "x", [], {}, [[]], ["\udfff"], {"a": []}, 1e999, True]
ODD = ["\ud800\x00", *(pytest.param(one, marks=pytest.mark.thorough) for one in ODD)]


@pytest.mark.parametrize("value", ODD, ids=ascii)
def test_no_event_stops_the_class(value, tmp_path):
    """Whatever a notebook says through a channel that it got hold of."""
    name = find("04").tasks[0].id
    checks = ["outcome", "misconceptions", "lines", "replaced", "error"]
    keys = ["check", "cell", "done", "problem", "stopped", "fences", "seconds"]
    keys += ["forged", *checks]
    events = [{key: value} for key in keys]
    events += [{"check": name, key: value} for key in checks]
    for said in [*([event] for event in events), events]:
        for end in ([], [{"done": True}]):
            kept = Store(tmp_path, pool.Limits())
            kept.put("key", result_of([*said, *end]))
            result = kept.get("key")
            by_learner = papers(["x"], {("x", "04"): [result]})
            assert by_learner["x"][0].points == 0
            table(by_learner)
            for page in (
                report.class_page(by_learner),
                report.feedback_page("x", by_learner["x"]),
            ):
                files.write(tmp_path / "page.html", as_bytes(page))
                well_formed(page)


def test_the_better_of_two_notebooks_counts():
    first = find("04").tasks[0].id
    bad, good = result_with({}), result_with({first: seen("passed")})
    for results in ([bad, good], [good, bad]):
        (best,) = papers(["x"], {("x", "04"): results})["x"]
        assert best.points == find("04").tasks[0].points


def test_which_of_two_notebooks_counts_is_said(answers, tmp_path, capsys):
    """To the instructor on the page and in the terminal, and to the learner."""
    content = made.right("04").content
    tree(
        tmp_path, "in/anna_04_loss.ipynb", "in/anna_04_loss (1).ipynb", "in/b_04.ipynb"
    )
    (tmp_path / "in" / "anna_04_loss.ipynb").write_bytes(content)
    assert grade(tmp_path / "in", tmp_path / "out", "--unfenced") == 0
    said = "anna_04_loss.ipynb counts"
    told = capsys.readouterr().out
    assert f"anna, lesson 04: {said}, with" in told and "b, lesson 04: " not in told
    assert said in (tmp_path / "out" / "class.html").read_text("utf-8")
    assert said in (tmp_path / "out" / "feedback" / "anna.html").read_text("utf-8")


STARTS = "=+-@＝＋－＠﹦﹢﹣﹫"
FRONTS = ["", " ", "\t", "\r", "\n", '"', "“", "「=」 ;", "\u00a0", "\ufeff", "\u200b"]
FRONTS += ["a;", "a,", "a\t", "a|", "a\r\n", ' " ', "‘ "]
FORMULAS = [f"{front}{start}1+1" for front in FRONTS for start in "=＋"]
FORMULAS += ["\tanna", "\ranna", "=HYPERLINK(1)", "=", "-", "@SUM(1)"]


def is_formula(cell):
    """Would a spreadsheet take this for one, or a part of it in another cell?"""
    for part in re.split(r"[;,|\t\r\n]", cell):
        bare = unicodedata.normalize("NFKC", part).strip('\ufeff\u200b "`‘’“”\u00a0')
        if bare[:1] in tuple("=+-@"):
            return True
    return cell[:1] in tuple("\t\r\n")


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_cell_of_any_table_is_a_formula(text):
    """Whoever chose the text: a learner's name, a mistake, a file's name."""
    assert is_formula(text)
    name = find("04").tasks[0].id
    checks = {name: seen("wrong_value", text), "ex04-none": seen(text)}
    by_learner = papers([text], {(text, "04"): [result_with(checks)]})
    rows = [*csv.reader(io.StringIO(table(by_learner, [(text, text)]), newline=""))]
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 2 + len(find("04").tasks)
    assert not [cell for row in rows for cell in row if is_formula(cell)]
    for cell in re.findall(
        r"<t[hd][^>]*>(.*?)</t[hd]>", report.class_page(by_learner), re.S
    ):
        assert not is_formula(html.unescape(re.sub("<[^>]*>", "", cell))), cell


def test_no_text_at_all_is_a_formula():
    rng = random.Random(0)
    letters = STARTS + "\"'“‘ \t\r\n\u2028\ufeff\u200b;,|aÄ王1("
    for _ in range(20_000):
        text = "".join(rng.choices(letters, k=rng.randrange(1, 8)))
        assert not is_formula(safe(text)), ascii(text)
        assert len(safe(text).splitlines()) <= 1


@pytest.mark.parametrize(
    "text", ["Anna", "O'Neill", "Müller-Lüdenscheid", "王小明", "a=b", "x@y.org", "sum"]
)
def test_a_plain_text_and_a_number_stay_as_they_are(text):
    assert safe(text) == text and safe(-3) == -3


def test_mistakes_are_counted_commonest_first():
    task = find("04").tasks[1]
    counts = {"sum": 3, "half": 1}
    marks = [
        paper(f"{wrong}{k}", "04", result_with({task.id: seen("wrong_value", wrong)}))
        for wrong, count in counts.items()
        for k in range(count)
    ]
    column = [p.marks[1] for p in marks]
    found = mistakes(column)
    assert [(one.letter, len(one.marks), one.title) for one in found] == [
        ("A", 3, "sum"), ("B", 1, "half")]  # fmt: skip
    assert found[0].say == "3 of you have this. Your L is 3. Which rows?"
    assert found[1].say == "One of you has this. Your L is 3. Which rows?"


def test_question_is_the_one_that_is_asked():
    assert question_in("Your L is 3. What does 0.5 do? Look.") == "What does 0.5 do?"
    assert question_in("Some put a ½. Does (4.1)?") == "Some put a ½. Does (4.1)?"
    assert question_in("no question") == ""


def test_every_text_is_escaped():
    page = document("<i>", element("p", "<script>", "&", title='"><b>'))
    assert "<script>" not in page and "<b>" not in page and "<i>" not in page
    assert "&lt;script&gt;&amp;" in page
    well_formed(page)


def test_hostile_words_are_escaped_on_both_pages():
    evil = "<script>alert(1)</script>"
    checks = {
        task.id: seen("wrong_value", evil, lines=[evil]) for task in find("04").tasks
    }
    result = result_with(checks, cells=[[evil, evil]], replaced=[evil])
    by_learner = papers([evil], {(evil, "04"): [result]})
    pages = [report.class_page(by_learner, [evil]),
             report.feedback_page(evil, by_learner[evil], [evil])]  # fmt: skip
    for page in pages:
        assert "<script" not in page and "&lt;script&gt;" in page
        well_formed(page)


def test_a_result_is_known_by_content_limits_and_language(tmp_path, monkeypatch):
    kept = Store(tmp_path, pool.Limits())
    key = kept.key("04", b"a")
    assert key == Store(tmp_path, pool.Limits()).key("04", b"a")
    others = {kept.key("04", b"b"), kept.key("01", b"a"),
              Store(tmp_path, pool.Limits(seconds=1)).key("04", b"a"),
              kept.key("04", b"a", {"files"})}  # fmt: skip
    assert len(others | {key}) == 5
    with monkeypatch.context() as patch:
        foreign.learn(patch)
        with words.in_language("xx"):
            assert kept.key("04", b"a") not in others | {key}
    assert kept.key("04", b"a", "ab") == kept.key("04", b"a", "ba")
    kept.put(key, result_with({}))
    assert kept.get(key)["checks"] == {}
    (tmp_path / f"{key}.json").write_text('{"checks"')
    assert kept.get(key) is None


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A copy of nnlib and the solutions, from which keys are made."""
    left_out = shutil.ignore_patterns("__pycache__")
    for name in ("nnlib", "solutions"):
        shutil.copytree(lesson.ROOT / name, tmp_path / name, ignore=left_out)
    monkeypatch.setattr(lesson, "ROOT", tmp_path)
    monkeypatch.setattr(store, "NNLIB", tmp_path / "nnlib")
    return tmp_path


def key_now(folder, number="04"):
    return Store(folder / "results", LIMITS).key(number, b"a notebook")


@pytest.mark.thorough
def test_a_change_of_any_file_of_nnlib_makes_another_key(library):
    """Whatever a check, or the notebook itself, may import: code, words, data."""
    before = key_now(library)
    every = [path for path in (library / "nnlib").rglob("*") if path.is_file()]
    assert {".py", ".json", ".npz", ".css"} <= {path.suffix for path in every}
    unseen = []
    for path in [*every, lesson.find("04", "solutions").notebook("solutions")]:
        content = path.read_bytes()
        path.write_bytes(content + b"\n")
        unseen += [path] if key_now(library) == before else []
        path.write_bytes(content)
    assert unseen == []
    assert key_now(library) == before


def test_a_file_that_changes_comes_or_moves_makes_another_key(library):
    guards = library / "nnlib" / "guards" / "__init__.py"
    content = guards.read_bytes()
    guards.write_bytes(content + b"\n")
    changed = key_now(library)
    guards.write_bytes(content)
    keys = [key_now(library), changed]
    new = library / "nnlib" / "check" / "new.py"
    for path in (new, new.with_name("newer.py"), library / "nnlib" / "newer.py"):
        path.write_text("")
        keys.append(key_now(library))
        path.unlink()
    assert len(set(keys)) == 5
    (library / "nnlib" / "__pycache__").mkdir()
    for name in ("__pycache__/new.pyc", ".saving-1"):
        (library / "nnlib" / name).write_text("")
    assert key_now(library) == keys[0]


def test_another_python_or_package_makes_another_key(library, monkeypatch):
    keys = {key_now(library)}
    for module, name in ((store.sys, "version"), (store.platform, "platform")):
        with monkeypatch.context() as patch:
            value = "another" if name == "version" else lambda: "another"
            patch.setattr(module, name, value)
            store.surroundings.cache_clear()
            keys.add(key_now(library))
    package = library / "packages" / "some_package-1.0.dist-info"
    package.mkdir(parents=True)
    monkeypatch.syspath_prepend(package.parent)
    for version in ("1.0", "1.1"):
        (package / "METADATA").write_text(f"Name: some-package\nVersion: {version}\n")
        store.surroundings.cache_clear()
        keys.add(key_now(library))
    for name in ("PYTHONPATH", "LANG"):  # a notebook gets it too
        monkeypatch.setenv(name, "another")
        store.surroundings.cache_clear()
        keys.add(key_now(library))
    store.surroundings.cache_clear()
    assert len(keys) == 7


def test_every_lesson_has_tasks_with_points():
    for number in lessons():
        found = find(number).tasks
        assert found and all(1 <= task.points <= 3 for task in found)
        assert len({task.id for task in found}) == len(found)
