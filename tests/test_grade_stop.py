"""A run of `grade` that is stopped leaves nothing of a learner, and goes on later."""

import contextlib
import inspect
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import class_of_learners as made
import pytest
from test_grade import rows_of
from test_grade_fences import ROOT, hand_in, older

from nnlib.course.grading import pool, scratch
from nnlib.course.grading.marks import paper
from nnlib.course.grading.store import is_whole, result_of
from nnlib.course.notebooks.lesson import find

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, or forks")
POSIX = pytest.mark.skipif(os.name == "nt", reason="stops it by a signal")
DEEP = 200  # folders, one in the other
HIDES = (
    "import subprocess, time\n"
    "subprocess.Popen(['sleep', '1000'], start_new_session=True)\ntime.sleep(100)"
)


def _hears_signals():
    """As in a terminal: what runs in the background, as tests may, ignores some."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Run:
    """A run of the command with a folder of its own for all that is temporary."""

    def __init__(self, folder, *more, python=(sys.executable,)):
        self.tmp = folder / "tmp"
        self.tmp.mkdir(exist_ok=True)
        command = [*python, "-m", "nnlib", "grade", "in", "-o", "out", "--unfenced"]
        self.process = subprocess.Popen(
            [*command, *more], cwd=folder, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=_hears_signals if os.name == "posix" else None,
            env={**os.environ, "TMPDIR": str(self.tmp), "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    def until(self, reached):
        """Wait for a moment of the run."""
        end = time.monotonic() + 200
        while not reached() and self.process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.02)

    def stop(self, number):
        """Send it a signal; its exit code, and what it has said."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=100)
        return self.process.returncode, said

    def processes(self):
        """Those that were started with our temporary folder, hidden ones included."""
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            try:
                if os.fsencode(self.tmp) in path.read_bytes():
                    found.append(int(path.parent.name))
            except OSError:  # it has just ended, or is not ours
                continue
        return found

    def left(self):
        """What is still there when everybody had time to end."""
        end = time.monotonic() + 20
        while (left := [*self.processes(), *self.tmp.iterdir()]) and (
            time.monotonic() < end
        ):
            time.sleep(0.1)
        return left

    def hidden(self):
        """Has a notebook started its `sleep`?"""
        lines = [Path(f"/proc/{pid}/cmdline") for pid in self.processes()]
        return any(p.exists() and b"sleep\x001000" in p.read_bytes() for p in lines)


def sleeping_class(folder, count):
    content = made.with_first_cell(made.stubbed("01"), HIDES)
    for k in range(count):
        (folder / f"l{k}_01.ipynb").write_bytes(content + b"\n" * k)


@pytest.mark.thorough
@LINUX
def test_a_run_that_is_asked_to_end_leaves_nothing(tmp_path):
    stopped_while_running(tmp_path, signal.SIGTERM, notebooks=1)


@pytest.mark.thorough
@LINUX
@pytest.mark.parametrize("without", ["", "unshare", "unshare,landlock"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP", "SIGKILL"])
def test_however_it_ends_nothing_is_left(name, without, tmp_path):
    """Also where a notebook's processes can hide from us, with no namespaces."""
    python = older(without) if without else (sys.executable,)
    stopped_while_running(tmp_path, signal.Signals[name], python)


def stopped_while_running(folder, number, python=(sys.executable,), notebooks=4):
    sleeping_class(hand_in(folder / "in"), notebooks)
    run = Run(folder, "--jobs", "2", python=python)
    run.until(run.hidden)
    status, said = run.stop(number)
    assert status == (-9 if number == signal.SIGKILL else 128 + number)
    assert number == signal.SIGKILL or "goes on from here" in said
    assert run.left() == []


@pytest.mark.thorough
@LINUX
@pytest.mark.parametrize("moment", range(8))
def test_at_any_moment_of_its_start(moment, tmp_path):
    """From before the first folder to the probe and to the first notebook."""
    sleeping_class(hand_in(tmp_path / "in"), 2)
    run = Run(tmp_path)
    run.until(lambda: [*run.tmp.iterdir()] or moment == 0)
    time.sleep(0.3 * moment)
    status, _ = run.stop(signal.SIGINT)
    assert status in (130, -2)  # −2 before Python has begun with ours
    assert run.left() == []


@pytest.mark.thorough
@POSIX
def test_a_run_that_was_stopped_goes_on(tmp_path):
    folder = hand_in(tmp_path / "in")
    for k, seconds in enumerate((0, 0, 3, 0)):
        source = f"import time\ntime.sleep({seconds})"
        content = made.with_first_cell(made.stubbed("01"), source)
        (folder / f"l{k}_01.ipynb").write_bytes(content + b"\n" * k)
    run = Run(tmp_path, "--jobs", "1")
    results = tmp_path / "out" / "results"
    run.until(lambda: len([*results.glob("*.json")]) >= 1)
    assert run.stop(signal.SIGINT)[0] == 130
    done = {path: path.stat().st_mtime_ns for path in results.glob("*.json")}
    assert 1 <= len(done) < 4 and not (tmp_path / "out" / "marks.csv").exists()
    said, _ = Run(tmp_path, "--jobs", "1").process.communicate(timeout=200)
    assert f"{len(done)} notebooks are marked already" in said
    assert all(path.stat().st_mtime_ns == then for path, then in done.items())
    assert len(rows_of(tmp_path / "out")) == 4 * len(find("01").tasks)


@POSIX
@pytest.mark.parametrize("ignored", ["SIGHUP", "SIGINT"])
def test_a_run_stops_once_and_tidies_up_undisturbed(ignored):
    """Signals that come after the first, and those that are ignored, change nothing."""
    program = f"""
import signal
from nnlib.course.grading.stopping import Stopped, stoppable
signal.signal(signal.{ignored}, signal.SIG_IGN)
before = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
try:
    with stoppable():
        signal.raise_signal(signal.{ignored})
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            for n in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.raise_signal(n)
            print("tidied")
except Stopped as stopped:
    print(stopped.status)
after = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
assert after == before
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT,
                          capture_output=True, text=True)  # fmt: skip
    assert done.stdout.split() == ["tidied", "143"]


# Workers


@pytest.mark.thorough
@LINUX
@pytest.mark.parametrize("after", [0, 2])
def test_a_worker_that_dies_costs_nobody_a_mark(after, tmp_path):
    """Whether it is killed before a notebook, or after so many seconds of it."""
    path = tmp_path / "a.ipynb"
    wait = f"import time\ntime.sleep({2 * after})"
    path.write_bytes(made.with_first_cell(made.stubbed("01"), wait))
    with scratch.scratch("run-", tmp_path) as folder:
        worker = pool.Worker(pool.Limits(seconds=5, total=20), folder)
        worker.probe()
        killer = threading.Timer(after, worker.process.kill)
        killer.start()
        time.sleep(0 if after else 1)
        events = worker.mark("01", path)
        worker.end()
    result = result_of(events)
    assert killer.finished.is_set() and is_whole(events)
    assert result["stopped"] is None and result["checks"]
    assert list(tmp_path.iterdir()) == [path]


@LINUX
def test_processes_that_hide_are_ended():
    """Even without namespaces: a child in a session of its own, and its parent gone."""
    program = """
import os, subprocess, sys, time
from nnlib.course.grading import kernel, worker
kernel.process_control(kernel.SUBREAPER, 1)
hide = "import subprocess as s; s.Popen(['sleep', '987'], start_new_session=True)"
subprocess.run([sys.executable, "-c", hide], check=True)
assert list(worker._children())
worker._end_all()
assert not list(worker._children())
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.thorough
def test_without_fork_the_same_marks_come(tmp_path):
    limits = pool.Limits(seconds=10, total=60, forks=False)
    worker = pool.Worker(limits, tmp_path)
    (tmp_path / "a.ipynb").write_bytes(made.partial("04", 2).content)
    try:
        assert worker.probe() <= {"memory"}
        result = result_of(worker.mark("04", tmp_path / "a.ipynb"))
    finally:
        worker.end()
    found = [mark.outcome for mark in paper("x", "04", result).marks]
    assert found == ["passed"] * 2 + ["not_attempted"] * (len(found) - 2)
    assert [p.name for p in tmp_path.iterdir()] == ["a.ipynb"]


# What is left is removed


@contextlib.contextmanager
def shallow(levels):
    """Let Python call no deeper than so many levels from here."""
    before, here = sys.getrecursionlimit(), len(inspect.stack(0))
    sys.setrecursionlimit(here + levels)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@POSIX
def test_a_folder_is_removed_whatever_is_in_it(tmp_path):
    """Deeper than Python may go, with a longer path than a system takes, locked parts.

    But not too deep for pytest, which removes what a test that was stopped has left.
    """
    outside = tmp_path / "outside"
    (outside / "mine").mkdir(parents=True)
    folder, name = tmp_path / "folder", "d" * 100
    folder.mkdir()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    (folder / "link").symlink_to(outside)
    (folder / name / "locked" / "inner").mkdir(parents=True)
    (folder / name / "locked" / "file").write_text("x")
    (folder / name / "locked").chmod(0)
    with shallow(DEEP // 2):
        scratch.remove(folder)
    assert not folder.exists() and (outside / "mine").is_dir()
    scratch.remove(folder)  # gone already: nothing to do


def test_two_that_remove_the_same_folder_do_not_stop_each_other(tmp_path):
    """Two workers whose run was killed; one finds gone what it had seen."""
    for k in range(40):
        folder = tmp_path / "run" / f"{k}" / "a" / "b"
        folder.mkdir(parents=True)
        for name in "xyz":
            (folder / name).write_text("x")
    with ThreadPoolExecutor(4) as threads:
        ends = [threads.submit(scratch.remove, tmp_path / "run") for _ in range(4)]
    assert [end.result() for end in ends] == [None] * 4
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_removed_is_named(tmp_path, monkeypatch, capsys):
    def refuse(folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(scratch, "remove", refuse)
    with scratch.scratch("x-", tmp_path) as folder:
        pass
    assert (
        f"could not be deleted: {folder} (Permission denied)" in capsys.readouterr()[0]
    )


@POSIX
def test_marks_have_the_mode_that_the_umask_leaves(tmp_path):
    hand_in(tmp_path / "in", anna_01=b"no notebook")  # is marked with no run
    command = [sys.executable, "-m", "nnlib", "grade", "in", "-o", "out"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=env, check=True, umask=0o077,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")]:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path
    assert (tmp_path / "out" / "feedback" / "anna.html").is_file()
