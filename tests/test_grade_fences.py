"""What holds a notebook back is shown, not believed; else nothing is run."""

import importlib
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import attacks
import class_of_learners as made
import pytest

from nnlib.__main__ import main
from nnlib.course.grading import fences, namespaces, pool
from nnlib.course.grading.store import result_of

ROOT = Path(__file__).resolve().parent.parent
OLDER = [sys.executable, str(ROOT / "tests" / "older_system.py")]
MANY = namespaces.TASKS + 20  # processes; few enough to be started anywhere
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has fences")


def run(folder, *words, **environment):
    """Run a command in a folder, with nnlib found wherever that is."""
    paths = [str(ROOT), environment.pop("PYTHONPATH", "")]
    return subprocess.run(
        words, cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **environment},
    )  # fmt: skip


def older(names):
    """The command that leaves out fences; skipped where the kernel can't do that."""
    if run(ROOT, *OLDER, names, sys.executable, "-c", "").returncode:
        pytest.skip(
            "this kernel refuses nothing: no seccomp, or a processor not listed"
        )
    return [*OLDER, names, sys.executable]


def hand_in(folder, **notebooks):
    folder.mkdir()
    for name, content in notebooks.items():
        (folder / f"{name}.ipynb").write_bytes(content)
    return folder


# What a notebook can do, tried on bystanders of this test


@pytest.fixture
def bystanders(tmp_path):
    """A process, files, sockets that listen, and what a fence forbids to do to them."""
    folder = tmp_path / "of a classmate"
    folder.mkdir()
    (folder / "marks").write_text("9 of 9")
    sleeping = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(500)"])
    addresses, made_here = [], []
    for family, at in ((socket.AF_INET, ("127.0.0.1", 0)),
                       (socket.AF_UNIX, str(folder / "s")),
                       (socket.AF_UNIX, f"\0{folder}")):  # fmt: skip
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            at = f"{at}{kind:d}" if isinstance(at, str) else at
            one = socket.socket(family, kind)
            one.bind(at)
            if kind == socket.SOCK_STREAM:
                one.listen()
            made_here.append(one)
            addresses.append((int(family), int(kind), one.getsockname()))
    yield tries(folder, sleeping.pid, addresses)
    sleeping.kill()
    sleeping.wait()
    for one in made_here:
        one.close()
    assert (folder / "marks").read_text().startswith("9 of 9")


def tries(folder, pid, addresses):
    """(fence, code): each code raises an error where it is stopped."""
    file = f"{str(folder)!r} + '/marks'"
    yield "signals", f"import os; os.kill({pid}, 0)"
    yield "signals", f"import os; os.kill({pid}, {int(signal.SIGCONT)})"
    yield "signals", f"import os; os.killpg(os.getpgid({pid}), 0)"
    yield "signals", (f"import resource as r; r.prlimit({pid}, r.RLIMIT_CORE, "
                      f"r.prlimit({pid}, r.RLIMIT_CORE))")  # fmt: skip
    yield "processes", f"open('/proc/{pid}/cmdline').read()"
    yield "processes", f"import os; os.listdir('/proc/{pid}')"
    yield "processes", f"import os; os.getsid({pid})"
    for family, kind, at in addresses:
        yield "network", (f"import socket; s = socket.socket({family}, {kind}); "
                          f"s.connect({at!r}); s.send(b'x')")  # fmt: skip
        if kind == socket.SOCK_DGRAM and family == socket.AF_UNIX:
            pair = f"s = socket.socketpair({family}, {kind})[0]"
            yield "network", f"import socket; {pair}; s.sendto(b'x', {at!r})"
    yield "files", f"open({file}).read()"
    yield "files", f"open({file}, 'a').write('!')"
    yield "files", f"import os; os.listdir({str(folder)!r})"
    yield "files", f"open({str(folder)!r} + '/new', 'w').close()"
    yield "files", (f"import os; os.rename({file}, {file} + '2'); "
                    f"os.rename({file} + '2', {file})")  # fmt: skip
    yield "files", f"import os; os.symlink('/', {str(folder)!r} + '/link')"
    yield "pids", (f"import subprocess as s; every = [s.Popen(['sleep', '9']) "
                   f"for _ in range({MANY})]; [one.kill() for one in every]; "
                   f"[one.wait() for one in every]")  # fmt: skip
    yield "attributes", f"import os; os.chmod({file}, 0o600)"
    yield "attributes", f"import os; os.utime({file}, (1, 1))"
    yield "attributes", f"import os; os.chown({file}, {os.getuid()}, {os.getgid()})"
    own = str(Path(fences.__file__))  # which a notebook can read, so open
    yield "attributes", (f"import os; f = os.open({own!r}, 0); "
                         f"os.fchmod(f, os.fstat(f).st_mode & 0o7777)")  # fmt: skip
    if labels(folder):
        yield "attributes", f"import os; os.setxattr({file}, 'user.a', b'x')"


def labels(folder):
    """Can files have attributes of a user's own here?"""
    try:
        os.setxattr(folder / "marks", "user.nnlib", b"x")
    except OSError:
        return False
    return True


def with_cells(nb, sources):
    cells = [
        {"cell_type": "code", "id": f"try-{k}", "metadata": {}, "source": source,
         "outputs": [], "execution_count": None}
        for k, source in enumerate(sources)
    ]  # fmt: skip
    return made.as_bytes({**nb, "cells": cells + nb["cells"]})


@LINUX
def test_what_is_shown_to_hold_stops_every_way(bystanders, tmp_path):
    """Each try succeeds without fences, or it would show nothing; behind, none does."""
    every = [*bystanders]
    content = with_cells(made.stubbed("01"), [code for _, code in every])
    (tmp_path / "a.ipynb").write_bytes(content)
    worker = pool.Worker(pool.Limits(seconds=10, total=60), tmp_path)
    try:
        shown = worker.probe()
        result = result_of(worker.mark("01", tmp_path / "a.ipynb", shown - {"time"}))
    finally:
        worker.end()
    stopped = {int(name[4:]) for name, _ in result["cells"] if name[:4] == "try-"}
    through = [code for k, (fence, code) in enumerate(every)
               if fence in shown and k not in stopped]  # fmt: skip
    assert through == []
    for _, code in every:
        done = run(tmp_path, sys.executable, "-c", code)
        assert done.returncode == 0, (code, done.stderr)


@pytest.mark.thorough
@LINUX
def test_a_notebook_has_a_folder_and_no_environment_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "0123456789")
    tries = {
        "own": "open('mine.txt', 'w').write('x'); import os; os.mkdir('a')",
        "imports": "import matplotlib.pyplot, nnlib.explore, email.mime.text",
        "subprocess": "import subprocess as s; s.run(['true'], check=True)",
        "pair": "import socket; socket.socketpair()",
        "powers": "for line in open('/proc/self/status'):\n"
        "    assert line[:3] != 'Cap' or int(line.split()[1], 16) == 0, line",
        "token": "import os; os.environ['A_TOKEN']",
        "told": "assert b'0123456789' in open('/proc/self/environ', 'rb').read()",
        "file": "open('one', 'wb').write(bytes(101 * 2**20))",
    }
    if "processes" not in attacks.fences_shown():  # no /proc but that of all
        del tries["powers"]
    if "processes" in attacks.fences_shown():  # then its folder is in memory
        tries["disk"] = "for k in range(4):\n    open(f'{k}', 'wb').write(bytes(9**8))"
    content = with_cells(made.stubbed("01"), tries.values())
    (tmp_path / "a.ipynb").write_bytes(content)
    worker = pool.Worker(pool.Limits(seconds=20, total=60, memory=2048), tmp_path)
    try:
        result = result_of(worker.mark("01", tmp_path / "a.ipynb"))
    finally:
        worker.end()
    stopped = {int(n[4:]): error for n, error in result["cells"] if n[:4] == "try-"}
    stopped = {[*tries][k]: error for k, error in stopped.items()}
    fine = {"own", "imports", "subprocess", "pair", "powers"}
    assert set(stopped) == set(tries) - fine
    assert "[Errno 27]" in stopped["file"]
    assert "[Errno 28]" in stopped.get("disk", "[Errno 28]")


# What a probe shows

WITHOUT = {  # what a system lacks -> what then can't be shown, at least
    "mount": {"processes"},  # as in containers, whose /proc shows others
    "unshare": {"processes", "pids"},
    "landlock": {"files"},
    "seccomp": {"network"},
    "unshare,landlock": {"signals", "processes", "files", "pids"},
    "unshare,seccomp": {"signals", "network", "processes", "attributes", "pids"},
    "unshare,landlock,seccomp": set(fences.NAMES) - {"memory", "time"},
}
SHOW = """
import sys
from nnlib.course.grading import pool, scratch
with scratch.scratch("probe-") as folder:
    with pool.Crew(1, pool.Limits(), folder) as crew:
        print(*crew.probe())
"""


@pytest.mark.thorough
@LINUX
@pytest.mark.parametrize("names", WITHOUT)
def test_the_probe_finds_what_is_missing(names):
    """The kernel refuses what puts up a fence; the same program runs, and sees it."""
    done = run(ROOT, *older(names), "-c", SHOW)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == attacks.fences_shown() - WITHOUT[names]


OFFERED = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
spaces = libc.unshare(0x70020000) == 0  # user, process, network, mount namespaces
child = spaces and os.fork()
if child == 0:
    os._exit(libc.mount(b"proc", b"/proc", b"proc", 0, b"") and 1)
proc = spaces and os.waitpid(child, 0)[1] == 0
print(int(spaces), int(proc), libc.syscall(444, None, 0, 1))  # Landlock's version
"""


@LINUX
def test_what_the_system_offers_is_put_up():
    """Or a fence that somebody breaks would only be reported as missing."""
    done = run(ROOT, sys.executable, "-c", OFFERED)
    spaces, processes, landlock = map(int, done.stdout.split())
    calls = os.uname().machine in ("x86_64", "aarch64", "riscv64")
    offered = {
        "signals": spaces or (landlock >= 6 and calls), "processes": processes,
        "network": calls, "files": landlock >= 1,
        "attributes": spaces or calls,
        "pids": spaces and os.getuid() != 0, "memory": True, "time": True,
    }  # fmt: skip
    assert attacks.fences_shown() == {name for name, there in offered.items() if there}


def test_each_fence_is_said_to_mean_something():
    help_page = importlib.import_module("nnlib.course.commands.grade").__doc__
    assert attacks.fences_shown() <= set(fences.NAMES)
    for name in fences.NAMES:
        assert re.search(rf"^  {name} ", help_page, re.M)


# Refusing


@LINUX
def test_nothing_is_run_where_signals_are_not_fenced(tmp_path):
    """On a system as before Linux 6.12, with user namespaces for nobody."""
    hand_in(tmp_path / "in", anna_01=made.right("01").content)
    command = [*older("unshare,landlock"), "-m", "nnlib", "grade", "in", "-o", "out"]
    done = run(tmp_path, *command)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    for said in ("Nothing was run", "end every program that you run", "--unfenced",
                 "read, change and delete your files"):  # fmt: skip
        assert said in done.stderr
    assert list((tmp_path / "out").rglob("*.*")) == []


@pytest.mark.thorough
@LINUX
def test_what_is_run_unfenced_is_said_to_be(tmp_path):
    hand_in(tmp_path / "in", anna_01=made.right("01").content)
    command = [*older("unshare,landlock"), "-m", "nnlib", "grade", "in", "-o", "out"]
    done = run(tmp_path, *command, "--unfenced")
    assert done.returncode == 0, done.stderr
    assert "not shown to hold here: signals, processes, files" in done.stdout
    assert "01-unit,passed" in (tmp_path / "out" / "marks.csv").read_text("utf-8")


def test_a_probe_that_shows_no_fence_stops_the_run(tmp_path, monkeypatch, capsys):
    """On any system, with what the probe would say on macOS or Windows."""
    monkeypatch.setattr(pool.Crew, "probe", lambda crew: {"memory"})
    monkeypatch.setattr(pool.Worker, "mark", None)  # it is not called
    hand_in(tmp_path / "in", anna_01=made.right("01").content)
    out = str(tmp_path / "out")
    assert main(["grade", str(tmp_path / "in"), "-o", out]) == 2
    assert "a probe could send signals" in capsys.readouterr().err


@pytest.mark.thorough
def test_a_notebook_is_not_run_when_a_fence_is_gone(tmp_path, monkeypatch, capsys):
    """What was shown at the start is shown again around each notebook."""
    done, heard = pool.Worker._do, []
    monkeypatch.setattr(pool.Crew, "probe", lambda crew: {"signals", "sunshine"})
    monkeypatch.setattr(
        pool.Worker, "_do", lambda *a: heard.append(done(*a)) or heard[-1]
    )
    hand_in(tmp_path / "in", anna_01=made.right("01").content)
    out = tmp_path / "out"
    assert main(["grade", str(tmp_path / "in"), "-o", str(out), "--unfenced"]) == 2
    said = capsys.readouterr().err
    assert "sunshine" in said and "it was not run" in said
    assert not any("check" in event or "done" in event for event in heard[0])
    assert list(out.rglob("*.*")) == []


@pytest.mark.parametrize(
    "events, lost",
    [
        ([{"opened": True}, {"shown": ["signals"]}, {"shown": []}], False),
        ([{"opened": True}, {"shown": []}, {"shown": ["signals"]}], True),
        ([{"opened": True}, {"problem": "no notebook"}, {"shown": ["signals"]}], False),
        ([{"opened": True}], True),  # it ended while the fences were put up
        ([{"opened": True}, {"stopped": "out_of_time"}], False),
        ([], False),  # it could not even be read: a result of its own
    ],
)
def test_a_notebook_can_not_claim_anything_of_fences(events, lost, tmp_path):
    """What is told of them first was told before any of its cells."""
    worker = pool.Worker(pool.Limits(), tmp_path)
    worker._do = lambda *_: [*events, {"end": True}]
    if lost:
        with pytest.raises(pool.FenceLost, match="was not run"):
            worker.mark("01", tmp_path, {"signals"})
        if not any("shown" in event for event in events):  # even if none is demanded
            with pytest.raises(pool.FenceLost, match="they did not hold"):
                worker.mark("01", tmp_path)
    else:
        assert worker.mark("01", tmp_path, {"signals"})[:-1] == events


# The current folder


@pytest.mark.thorough
@LINUX
def test_the_current_folder_is_not_readable(tmp_path):
    """Although Python imports from it, and PYTHONPATH may name it too."""
    if "files" not in attacks.fences_shown():
        pytest.skip("the fence 'files' was not shown to hold here")
    (tmp_path / "tqdm_of_mine.py").write_text("")
    theft = "import sys\nstolen = [open(path).read() for path in PATHS]"
    paths = [str(tmp_path / "in" / "ben_01.ipynb"), str(tmp_path / "tqdm_of_mine.py")]
    for number in range(len(paths)):
        code = theft.replace("PATHS", repr(paths[number:]))
        thief = made.with_first_cell(made.stubbed("01"), code)
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        (folder / f"anna{number}_01.ipynb").write_bytes(thief)
    (tmp_path / "in" / "ben_01.ipynb").write_bytes(made.right("01").content)
    command = [sys.executable, "-m", "nnlib", "grade", "in", "-o", "out", "--unfenced"]
    done = run(tmp_path, *command, PYTHONPATH=os.pathsep.join([".", str(tmp_path)]))
    assert done.returncode == 0, done.stderr
    assert re.search("tried now: .*files", done.stdout)
    kept = [json.loads(p.read_text()) for p in (tmp_path / "out/results").iterdir()]
    stolen = [error for one in kept for name, error in one["cells"] if name == "mine"]
    assert len(stolen) == 2 and all(e.startswith("PermissionError") for e in stolen)


def test_what_holds_something_guarded_is_not_readable(tmp_path, monkeypatch):
    """Neither the folder itself, nor one above it, whatever lies on sys.path."""
    packages = tmp_path / "packages"
    submissions = tmp_path / "class" / "in"
    for folder in (packages, submissions):
        folder.mkdir(parents=True)
    also = [tmp_path, tmp_path / "class", submissions, packages]
    monkeypatch.setattr(sys, "path", [*sys.path, *map(str, also)])
    found = {Path(path) for path in fences.readable([submissions], alone=True)}
    assert packages in found and Path("/proc") in found
    others = fences.readable([submissions], alone=False)
    assert not {"/proc", Path("/proc")} & {*others}
    assert not found & {tmp_path, tmp_path / "class", submissions, *tmp_path.parents}


@pytest.mark.parametrize("inside", [".", "anna"])
def test_a_start_among_the_submissions_is_refused(
    inside, tmp_path, monkeypatch, capsys
):
    """There a learner's numpy.py would be ours."""
    folder = tmp_path / "in" / inside
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert main(["grade", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 2
    assert "expects to be started outside of" in capsys.readouterr().err


# The container


def container_lines():
    for text in (
        importlib.import_module("nnlib.course.commands.grade").__doc__,
        (ROOT / "lessons" / "INSTRUCTORS.md").read_text(encoding="utf-8"),
    ):
        found = re.search(r"docker run.*?-o /out", text, re.S)[0]
        yield shlex.split(found.replace("\\\n", " "))


@pytest.mark.thorough
def test_the_container_line_is_complete(tmp_path):
    """Its folders are those of its command, which runs from where the line says."""
    words, again = container_lines()
    assert words == again
    image = words.index("IMAGE")
    options, command = words[:image], words[image + 1 :]
    volumes = [options[k + 1].split(":") for k, w in enumerate(options) if w == "-v"]
    assert {volume[0] for volume in volumes} == {"COURSE", "SUBMISSIONS", "MARKS"}
    writable = [volume[1] for volume in volumes if volume[2:] != ["ro"]]
    assert writable == [command[command.index("-o") + 1]]
    given = " ".join(options)
    for option in (
        "--network none", "--read-only", "--tmpfs /tmp", "--memory 4g", "-w /course",
        "--memory-swap 4g", "--pids-limit", "--user $(id -u):$(id -g)",
        "--cap-drop ALL", "--security-opt no-new-privileges",
    ):  # fmt: skip
        assert option in given
    (tmp_path / "COURSE").symlink_to(ROOT, target_is_directory=True)
    hand_in(tmp_path / "SUBMISSIONS", anna_01=made.right("01").content)
    (tmp_path / "MARKS").mkdir()
    places = {inside: str(tmp_path / outside) for outside, inside, *_ in volumes}
    folder = places[options[options.index("-w") + 1]]
    command = [places.get(word, word) for word in command]
    done = run(folder, sys.executable, *command[1:], "--unfenced", HOME="/")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "MARKS" / "marks.csv").is_file()
