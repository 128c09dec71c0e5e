"""Each attack of `attacks.py` does the harm that its name says, on a victim of its own.

Where the victim is more than a folder or a process made for it, that is seen in a
namespace of its own, after a probe has shown that nothing gets out of it.
"""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import attacks
import pytest

HERE = Path(__file__).resolve().parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="no such signals or limits")
NAMESPACE = {"signals", "processes"}
LIMITED = "import resource as r\nr.setrlimit(r.RLIMIT_AS, (2**27, 2**27))\n"
BEYOND = "import mmap\nmmap.mmap(-1, 2**28).close()"  # claimed, never written to
ATTACK = attacks.ATTACKS
INSIDE = """
import os, subprocess, sys
from nnlib.course.grading import namespaces
if not namespaces.isolate(sys.argv[1]) or os.getpid() != 1:
    os._exit(1)  # not alone: nothing is tried
def python(*words):
    return subprocess.Popen([sys.executable, *words])
"""


def python(code, *words, **more):
    """Run code in a Python of its own; what it printed, and how it ended."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent)])
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True,
        check=False, start_new_session=os.name == "posix", timeout=100,
        env={**os.environ, "PYTHONPATH": paths}, **more,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["exits", "asks to exit"])
def test_exits(name):
    done = python(ATTACK[name].source + "\nprint('on')")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_syntax_error():
    done = python(ATTACK["a syntax error"].source)
    assert done.returncode == 1 and "SyntaxError" in done.stderr


def test_prints_a_lot():
    assert len(python(ATTACK["prints a lot"].source).stdout) > 5 * 10**7


def test_asks_and_waits():
    with subprocess.Popen(
        [sys.executable, "-c", ATTACK["asks"].source],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as asking:  # fmt: skip
        assert asking.stdout.read(1) == b"?"
        assert asking.poll() is None
        asking.stdin.close()


def test_deletes(tmp_path):
    victim = tmp_path / "victim"
    (victim / "work").mkdir(parents=True)
    python(attacks.source_of("deletes", victim))
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_hides_a_process():
    told = re.search(r"EOFError: (\d+) None", python(hides()).stderr)
    os.kill(int(told[1]), signal.SIGKILL)  # raises an error if it did not live on


def hides():
    """The attack, with streams of its own, or we would wait for what it hides."""
    return ATTACK["hides a process"].source.replace(
        "start_new_session=True", "start_new_session=True, stdout=-3, stderr=-3"
    )


@pytest.mark.thorough
@POSIX
@pytest.mark.parametrize("name", ["takes all memory", "recursion"])
def test_takes_what_there_is(name):
    """Here a limit of 128 MB; the attack gets at half of it, and fails for the rest."""
    if reason := limit_missing():
        pytest.skip(reason)
    tried = f"try:\n    exec({ATTACK[name].source!r})\n"
    tried += "except BaseException:\n    pass\n"  # and what it took is free again
    done = python(f"{LIMITED}{tried}print(r.getrusage(r.RUSAGE_SELF).ru_maxrss)")
    overflowed = name == "recursion" and done.returncode == -signal.SIGSEGV
    assert overflowed or int(done.stdout) > 2**26 // 1024


def limit_missing():
    """Why a process here may take more memory than a limit says; "" if it may not."""
    assert python(BEYOND).returncode == 0, "it fails without a limit too: no probe"
    done = python(LIMITED + BEYOND)
    if "[Errno 12]" in done.stderr:  # ENOMEM: the limit refused it, and nothing else
        return ""
    return "needs a limit on memory, and a probe took more than it: not shown to hold"


@POSIX
@pytest.mark.parametrize("limit, skipped", [("", True), (LIMITED, False)])
def test_memory_is_taken_only_where_a_limit_was_shown(limit, skipped, monkeypatch):
    """As on macOS, where RLIMIT_AS is set and holds nothing back."""
    ran = []
    monkeypatch.setitem(globals(), "LIMITED", limit)
    unlimited = globals()["python"]

    def watched(code, *words):
        ran.append(code)
        return unlimited(code if code.endswith(BEYOND) else "print(2**17)")

    monkeypatch.setitem(globals(), "python", watched)
    try:
        test_takes_what_there_is("takes all memory")
    except pytest.skip.Exception as skip:
        assert skipped and "not shown to hold" in str(skip)
    assert (len(ran) == 2) == skipped, "the attack itself was tried"


def in_a_namespace(code, folder):
    missing = NAMESPACE - attacks.fences_shown()
    if missing:
        pytest.skip(f"needs {', '.join(missing)}, which a probe did not show to hold")
    done = python(INSIDE + code, str(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_kills_everybody(tmp_path):
    """A bystander in the same namespace is dead; we, outside of it, are not."""
    source = ATTACK["kills everybody"].source
    ends = in_a_namespace(f"""
bystander = python("-c", "import time; time.sleep(60)")
python("-c", {source!r}).wait()
print(bystander.wait())
""", tmp_path)  # fmt: skip
    assert ends == ["-9"]


def test_kills_its_parent(tmp_path):
    source = ATTACK["kills its parent"].source
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', {!r}])"
    ended = f"print(python('-c', {parent.format(source)!r}).wait())"
    ends = in_a_namespace(ended, tmp_path)
    assert ends == ["-9"]


def test_every_attack_is_among_them():
    own = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in ATTACK if f'"{name}"' not in own] == []


# Forgeries

ALONE = """
import contextlib, io, os, sys
import attacks, class_of_learners
from nnlib.course.grading import child, pristine
from nnlib.course.notebooks import mending

name, path = sys.argv[1], os.path.join(sys.argv[2], "a.ipynb")
with open(path, "wb") as file:
    file.write(class_of_learners.forged(name).content)
pristine.Pristine.restore = lambda self: []  # nothing is put back
mending.Surroundings.restore = lambda self: None
child.builtins_of = lambda space: None
heard, printed, out = [], io.StringIO(), os.write
steps = child.steps_of(path, print)
with contextlib.redirect_stdout(printed):
    say, verdict = lambda **event: heard.append(event), child.verdict_here
    child.run(steps, say, verdict, 20, child.shell())
told = {event["outcome"] for event in heard if "check" in event}
out(1, ("\\n".join(told) + "\\n" + printed.getvalue()).encode())
os._exit(0)
"""


@pytest.mark.thorough
@POSIX
@pytest.mark.parametrize("name", [n for n, f in attacks.FORGERIES.items() if f.alone])
def test_a_forgery_achieves_something_where_nothing_is_put_back(name, tmp_path):
    done = python(ALONE, name, str(tmp_path))
    assert attacks.FORGERIES[name].alone in done.stdout, done.stderr
