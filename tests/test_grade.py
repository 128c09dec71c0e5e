"""Tests of `python -m nnlib grade`: a class is marked, whatever is in it."""

import csv
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import class_of_learners as made
import pytest

from nnlib.__main__ import main
from nnlib.course.grading import collect, names, pool
from nnlib.course.grading.marks import paper, papers, table
from nnlib.course.grading.mistakes import mistakes, question_in
from nnlib.course.grading.page import document, element
from nnlib.course.grading.store import Store, result_of, written
from nnlib.course.notebooks.lesson import find, lessons

LINUX = sys.platform == "linux"
LESSONS = {"04": "04_loss", "05": "05_backpropagation"}
FAST = ("--seconds", "5", "--total", "12")


def grade(submissions, out, *more):
    return main(["grade", str(submissions), "-o", str(out), "--jobs", "2", *more])


def rows_of(out):
    """(learner, exercise) -> the row of marks.csv."""
    with open(out / "marks.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["learner"], row["exercise"]): row for row in rows}


def outcomes(rows, learner):
    return {row["outcome"] for (who, _), row in rows.items() if who == learner}


# Names


@pytest.mark.parametrize(
    "stem, learner, number",
    [
        ("anna_04_loss", "anna", "04"),
        ("anna-04_loss", "anna", "04"),
        ("anna-04-loss", "anna", "04"),
        ("Anna Maria 04 loss", "Anna Maria", "04"),
        ("04_loss_anna", "anna", "04"),
        ("04_loss-anna", "anna", "04"),
        ("anna_04", "anna", "04"),
        ("anna_04_loss (1)", "anna", "04"),
        ("anna_04_loss-Copy1", "anna", "04"),
        ("smithanna_1204_88041_05_backpropagation", "smithanna_1204_88041", "05"),
        ("anna", "anna", None),
        ("2004anna", "2004anna", None),
        ("李雷_04_loss", "李雷", "04"),
        ("04_loss", "no name", "04"),
    ],
)
def test_learner_and_lesson_are_read_off_the_name(stem, learner, number):
    assert names.split(stem, LESSONS) == (learner, number)


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


def collected(path):
    found, learners, problems = collect.collected(path, LESSONS)
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
    found, learners, problems = collected(tmp_path)
    assert found == [("anna", "04"), ("anna", "05"), ("ben", "04")]
    assert learners == ["anna", "ben", "cem"] and problems == []


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
    assert collected(path)[1] == learners


def test_a_zip_that_leads_out_is_refused_entry_by_entry(tmp_path):
    evil = ["../../evil_04_loss.ipynb", "/evil_04.ipynb", "C:/evil_04.ipynb",
            "a/../../evil_04.ipynb", "..\\evil_04.ipynb"]  # fmt: skip
    path = zipped(tmp_path / "class.zip", dict.fromkeys([*evil, "anna_04.ipynb"], "{}"))
    link = zipfile.ZipInfo("ben_04.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    found, learners, problems = collected(path)
    assert found == [("anna", "04")] and learners == ["anna"]
    assert len(problems) == len(evil) + 1
    assert [p.name for p in tmp_path.iterdir()] == ["class.zip"]


def test_a_bomb_costs_its_own_entry(tmp_path):
    bomb = bytes(collect.LARGEST + 1)
    entries = {"anna_04.ipynb": "{}", "bomb_04.ipynb": bomb, "cem_04.ipynb": "{}"}
    found, _, _ = collect.collected(zipped(tmp_path / "c.zip", entries), LESSONS)
    assert found[0].read() == found[2].read() == b"{}"
    with pytest.raises(collect.Refused, match="MB, unpacked"):
        found[1].read()


def test_bombs_together_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "WHOLE", 1000)
    entries = {f"a{k}_04.ipynb": bytes(600) for k in range(3)}
    found, _, _ = collect.collected(zipped(tmp_path / "c.zip", entries), LESSONS)
    assert found[0].read() and found[1].read()
    with pytest.raises(collect.Refused, match="the zip holds more"):
        found[2].read()


def test_a_damaged_entry_costs_itself(tmp_path):
    path = zipped(tmp_path / "c.zip", {"a_04.ipynb": b"x" * 999, "b_04.ipynb": b"{}"})
    raw = path.read_bytes()
    at = raw.index(b"a_04.ipynb") + len("a_04.ipynb")
    path.write_bytes(raw[:at] + b"\xff\xff\xff" + raw[at + 3 :])
    found, _, _ = collect.collected(path, LESSONS)
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
    found, _, problems = collected(tmp_path / "in")
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
    """A small class, marked once for the tests below."""
    root = tmp_path_factory.mktemp("class")
    class_ = small_class()
    (root / "in").mkdir()
    for name, one in class_.items():
        (root / "in" / f"{name}_{one.number}.ipynb").write_bytes(one.content)
    (root / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMPDIR", "TEMP", "TMP"):  # where the workers make their folders
            patch.setenv(name, str(root / "tmp"))
        assert grade(root / "in", root / "out", *FAST) == 0
    return root, class_


def small_class():
    number, exercise, wrong = next(m for m in made.all_mistakes() if m[1] == "ex04-mse")
    class_ = {
        "right": made.right("04"),
        "untouched": made.untouched("04"),
        "partial": made.partial("04", 3),
        "mistaken": made.mistaken(number, {exercise: wrong}),
        "other": made.mistaken("04", {"ex04-mse": "loop"}, "right"),
        "deleted": made.without_checks("04"),
        "edited": made.edited_checks("04"),
        "endless": made.endless("04"),
    }
    class_ |= {f"h{k}": made.hostile(n) for k, n in enumerate(made.HOSTILE_CELLS)}
    class_ |= {f"f{k}": made.forged(n) for k, n in enumerate(made.FORGERIES)}
    return class_ | {f"b{k}": one for k, one in enumerate(made.broken())}


@pytest.mark.thorough
def test_every_submission_gets_the_mark_that_it_should(marked):
    from bench_grading import as_expected

    root, class_ = marked
    rows = rows_of(root / "out")
    assert {who for who, _ in rows} == set(class_)
    for (who, exercise), row in rows.items():
        fits = as_expected(class_[who], exercise, row["outcome"], row["misconception"])
        assert fits, (who, class_[who].kind, row)
        points = {task.id: task.points for task in find("04").tasks}
        passed = row["outcome"] == "passed"
        assert int(row["points"]) == (points[exercise] if passed else 0)


@pytest.mark.thorough
def test_the_rest_of_a_notebook_is_marked_when_one_cell_is_wrong(marked):
    rows = rows_of(marked[0] / "out")
    bad = [exercise for (who, exercise), row in rows.items()
           if who == "mistaken" and row["outcome"] != "passed"]  # fmt: skip
    assert bad == ["ex04-mse"]


@pytest.mark.thorough
def test_no_process_and_no_folder_is_left(marked):
    assert list((marked[0] / "tmp").iterdir()) == []
    if LINUX:
        told = [p.read_bytes() for p in Path("/proc").glob("[0-9]*/cmdline")
                if p.exists()]  # fmt: skip
        assert not any(b"sleep\x001000" in line for line in told)


@pytest.mark.thorough
def test_a_second_run_starts_no_worker(marked, monkeypatch, capsys):
    root, _ = marked
    before = (root / "out" / "marks.csv").read_bytes()
    monkeypatch.setattr(pool.Worker, "_start", None)
    assert grade(root / "in", root / "out", *FAST) == 0
    assert (root / "out" / "marks.csv").read_bytes() == before


@pytest.mark.thorough
def test_only_what_changed_is_run_again(marked, tmp_path, capsys):
    root, _ = marked
    shutil.copytree(root / "out" / "results", tmp_path / "out" / "results")
    tree(tmp_path, "in/right_04.ipynb")
    (tmp_path / "in/right_04.ipynb").write_bytes(made.right("04").content + b"\n")
    for name in ("untouched_04.ipynb", "partial_04.ipynb"):
        shutil.copy(root / "in" / name, tmp_path / "in" / name)
    assert grade(tmp_path / "in", tmp_path / "out", *FAST) == 0
    assert "2 notebooks are marked already, 1 is left" in capsys.readouterr().out


@pytest.mark.thorough
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


@pytest.mark.thorough
def test_without_fork_the_same_marks_come(tmp_path):
    crew = pool.Worker(pool.Limits(seconds=10, total=60, forks=False))
    (tmp_path / "a.ipynb").write_bytes(made.partial("04", 2).content)
    try:
        result = result_of(crew.marked("04", tmp_path / "a.ipynb"))
    finally:
        crew.end()
    found = [mark.outcome for mark in paper("x", "04", result).marks]
    assert found == ["passed"] * 2 + ["not_attempted"] * (len(found) - 2)


@pytest.mark.skipif(not LINUX, reason="Landlock and namespaces are Linux's")
def test_fences_hold(tmp_path):
    """What stands must hold; what the kernel does not offer is reported, not hidden."""
    secret, source = tmp_path / "secret.txt", made.solved("01")
    secret.write_text("the marks")
    tries = {
        "files": f"open({str(secret)!r}, 'a').write('x')",
        "read": f"open({str(secret)!r}).read()",
        "network": "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
        "\ns.connect(('192.0.2.1', 9))\ns.send(b'x')",
        "processes": f"import os\nos.kill({os.getpid()}, 0)",
        "own": "open('mine.txt', 'w').write('x')",
    }
    for name, code in tries.items():
        cell = {"cell_type": "code", "id": name, "metadata": {}, "source": code,
                "outputs": [], "execution_count": None}  # fmt: skip
        source["cells"].insert(0, cell)
    (tmp_path / "a.ipynb").write_bytes(made.as_bytes(source))
    crew = pool.Worker(pool.Limits(seconds=10, total=60))
    try:
        result = result_of(crew.marked("01", tmp_path / "a.ipynb"))
    finally:
        crew.end()
    stopped = {name for name, _ in result["cells"]}
    stands = set(result["fences"])
    assert {"memory", "time"} <= stands and "own" not in stopped
    assert stands & {"files", "network", "processes"} <= stopped
    assert ("read" in stopped) == ("files" in stands)
    assert secret.read_text() == "the marks"


@pytest.mark.skipif(not LINUX, reason="only Linux hands orphans on")
def test_processes_that_hide_are_ended():
    """Even without namespaces: a child in a session of its own, and its parent gone."""
    program = """
import os, subprocess, sys, time
from nnlib.course.grading import fences, worker
fences.process_control(fences.SUBREAPER, 1)
hide = "import subprocess as s; s.Popen(['sleep', '987'], start_new_session=True)"
subprocess.run([sys.executable, "-c", hide], check=True)
assert list(worker._children())
worker._end_all()
assert not list(worker._children())
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_worker_that_dies_is_started_again(tmp_path):
    crew = pool.Worker(pool.Limits(seconds=5, total=20))
    (tmp_path / "a.ipynb").write_bytes(made.untouched("01").content)
    crew.marked("01", tmp_path / "a.ipynb")
    timer = threading.Timer(0.01, crew.process.kill)
    timer.start()
    first = result_of(crew.marked("01", tmp_path / "a.ipynb"))
    timer.join()
    second = result_of(crew.marked("01", tmp_path / "a.ipynb"))
    crew.end()
    assert first["stopped"] in ("ended", None)
    assert second["stopped"] is None and second["checks"]


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


ODD = [None, 5, "x", "\ud800\x00", [], {}, [[]], ["\udfff"], {"a": []}, 1e999, True]


@pytest.mark.parametrize("value", ODD, ids=ascii)
def test_no_event_stops_the_class(value, tmp_path):
    """Whatever a notebook says through a channel that it got hold of."""
    from nnlib.course.grading import report

    name = find("04").tasks[0].id
    checks = ["outcome", "misconceptions", "lines", "replaced", "error"]
    keys = ["check", "cell", "done", "problem", "stopped", "fences", "seconds"]
    keys += ["forged", *checks]
    events = [{key: value} for key in keys]
    events += [{"check": name, key: value} for key in checks]
    for said in [*([event] for event in events), events]:
        for end in ([], [{"done": True}]):
            store = Store(tmp_path, pool.Limits())
            store.put("key", result_of([*said, *end]))
            result = store.get("key")
            by_learner = papers(["x"], {("x", "04"): [result]})
            assert by_learner["x"][0].points == 0
            table(by_learner)
            for page in (
                report.class_page(by_learner),
                report.feedback_page("x", by_learner["x"]),
            ):
                written(tmp_path / "page.html", page)
                well_formed(page)


def test_the_better_of_two_notebooks_counts():
    first = find("04").tasks[0].id
    bad, good = result_with({}), result_with({first: seen("passed")})
    for results in ([bad, good], [good, bad]):
        (best,) = papers(["x"], {("x", "04"): results})["x"]
        assert best.points == find("04").tasks[0].points


def test_names_are_no_formulas_in_a_spreadsheet():
    learner = "=HYPERLINK(1)"
    text = table(papers([learner], {(learner, "04"): [result_with({})]}))
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["learner", "exercise", "outcome", "misconception", "points"]
    assert {row[0] for row in rows[1:]} == {"'" + learner}


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
    from nnlib.course.grading import report

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


def test_a_result_is_known_by_content_and_limits(tmp_path):
    store = Store(tmp_path, pool.Limits())
    key = store.key("04", b"a")
    assert key == Store(tmp_path, pool.Limits()).key("04", b"a")
    others = {store.key("04", b"b"), store.key("01", b"a"),
              Store(tmp_path, pool.Limits(seconds=1)).key("04", b"a")}  # fmt: skip
    assert len(others | {key}) == 4
    store.put(key, result_with({}))
    assert store.get(key)["checks"] == {}
    (tmp_path / f"{key}.json").write_text('{"checks"')
    assert store.get(key) is None


def test_every_lesson_has_tasks_with_points():
    for number in lessons():
        found = find(number).tasks
        assert found and all(1 <= task.points <= 3 for task in found)
        assert len({task.id for task in found}) == len(found)


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="stops it by a signal")
def test_a_run_that_was_stopped_goes_on(tmp_path):
    for k in range(6):
        content = made.with_first_cell(
            made.stubbed("01"), f"import time\ntime.sleep({k})"
        )
        tree(tmp_path / "in", f"l{k}_01.ipynb")
        (tmp_path / "in" / f"l{k}_01.ipynb").write_bytes(content)
    command = [sys.executable, "-m", "nnlib", "grade", str(tmp_path / "in"), "-o",
               str(tmp_path / "out"), "--jobs", "1"]  # fmt: skip
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    results = tmp_path / "out" / "results"
    end = time.monotonic() + 120
    while time.monotonic() < end and len(list(results.glob("*.json"))) < 2:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[0].decode()
    assert run.returncode == 130 and "goes on from here" in said
    done = {path: path.stat().st_mtime_ns for path in results.glob("*.json")}
    assert 2 <= len(done) < 6 and not (tmp_path / "out" / "marks.csv").exists()
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"{len(done)} notebooks are marked already" in again.stdout
    assert all(path.stat().st_mtime_ns == then for path, then in done.items())
    assert len(rows_of(tmp_path / "out")) == 6 * len(find("01").tasks)
