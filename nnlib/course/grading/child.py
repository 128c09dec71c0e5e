"""Run one notebook to its end, and say of each check what it came to."""

import contextlib
import os
import sys
from pathlib import Path

import nnlib.check
from nnlib.check import EXERCISES, checking, matching
from nnlib.check.bank import find
from nnlib.check.verdict import Verdict
from nnlib.course.notebooks import judging
from nnlib.course.notebooks.shell import make
from nnlib.course.notebooks.walk import Sentence, walk
from nnlib.shared.words import Words

from .pristine import Pristine, builtins_of
from .timing import OutOfTime, time_limit

words = Words(__file__, "grading")
CHECKER = sys.modules[nnlib.check.__name__]
LINE = 500  # characters of a line that is kept
RECURSION = sys.getrecursionlimit()


def warm(number):
    """Work out what the checker compares with, before a learner's code is near."""
    for exercise in EXERCISES.lesson(number).values():
        matching.right_ones(exercise)
        matching.wrong_ones(exercise)


def shell():
    """The interpreter of cells that `check` has as well."""
    return make()


def steps_of(path, say):
    """The cells of the notebook at `path`, its checks put back; none if it has none."""
    try:
        return judging.steps(path)
    except Exception as problem:
        known = isinstance(problem, ValueError)
        say(problem=_short(problem if known else type(problem).__name__))
        return []


def run(steps, say, verdict, seconds, cells, without=()):
    """Run the cells; `say(key=value, ...)` tells what happens.

    verdict : verdict(exercise_id, attempt) gives a Verdict; "passed" if it is right
    seconds : for one cell
    cells   : the shell that `shell` made
    without : as in `walk`
    """
    pristine, stopped, own = Pristine(), {}, os.getpid()
    cells.user_ns["__name__"] = "__main__"

    def one(source):
        return _run(source, cells, seconds)

    def check(step):
        return _check(step, cells, pristine, seconds, stopped, verdict)

    for event in walk(steps, cells.user_ns, one, check, stopped, without):
        if "cell" in event:
            event = {key: _short(said) for key, said in event.items()}
        if os.getpid() != own:  # a notebook that forks runs on twice
            os._exit(0)
        say(**event)


def verdict_here(exercise_id, attempt):
    """Return the Verdict on an answer, made in this process."""
    return checking.judge(find("check", exercise_id), attempt) or Verdict("passed")


def _run(source, cells, seconds):
    """Run a learner's cell; return the error that ended it as "Kind: message".

    A check that is called in there says nothing, and stops nothing.
    """
    try:
        with time_limit(seconds), _in_place_of_check(lambda *_, **__: None):
            return _text(cells.run(source))
    except BaseException as error:
        return _text(error)


def _text(error):
    if error is None:
        return None
    if isinstance(error, OutOfTime):
        return f"{OutOfTime.__name__}: {words('out of time')}"
    with contextlib.suppress(BaseException):
        return f"{type(error).__name__}: {error}"
    return type(error).__name__


def _check(step, cells, pristine, seconds, stopped, verdict):
    """What a check came to, as the checker's own objects say it, not as printed."""
    replaced, found = pristine.restore(), {}

    def check(exercise_id, attempt):
        told = verdict(exercise_id, attempt)
        lines = [line for part in told.lines for line in part.splitlines()]
        found.update(outcome=told.outcome, lines=lines)
        found.update(misconceptions=list(told.misconceptions))

    try:
        with time_limit(seconds), _in_place_of_check(check):
            sys.setrecursionlimit(RECURSION)
            builtins_of(cells.user_ns)
            exec(compile(step.source, step.id, "exec"), cells.user_ns)
    except BaseException as error:
        if not found:
            found = _without_answer(step, error, stopped)
    found.setdefault("outcome", "not_checked")  # it was never called, nor stopped
    found["lines"] = [_short(line) for line in found.get("lines", [])][:40]
    return found | {"replaced": [_short(name) for name in replaced[:5]]}


@contextlib.contextmanager
def _in_place_of_check(check):
    """What a notebook puts there itself stays, for `Pristine` to tell of."""
    before, CHECKER.check = CHECKER.check, check
    try:
        yield
    finally:
        if CHECKER.check is check:
            CHECKER.check = before


def _without_answer(step, error, stopped):
    """A check that got no attempt to judge: its cell stopped, or there is none."""
    own = stopped.get(step.check, "")
    if own.startswith("NotImplementedError"):
        outcome = "not_attempted"
    elif isinstance(error, OutOfTime) or own.startswith("OutOfTime"):
        outcome = "out_of_time"
    else:
        outcome = "crashed"
    lines = [words("stops", id=step.check, error=own), _text(error)]
    lines = [own] if isinstance(own, Sentence) else lines[not own :]
    return {"outcome": outcome, "misconceptions": [], "lines": lines, "lost": True}


def _short(said):
    said = str(said)
    return said if len(said) <= LINE else said[: LINE - 2] + " …"


def settle(folder):
    """Make `folder` the home of all that a notebook writes; what it prints is lost."""
    home = str(Path(folder).resolve())
    os.chdir(home)
    for name in ("HOME", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR", "MPLCONFIGDIR"):
        os.environ[name] = home
    silence()
    sys.path[:] = ["", *(part for part in sys.path if part)]


def silence():
    """Let what is printed be lost, and nothing be read."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    sys.stdin, sys.stdout, sys.stderr = (
        open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 (as long as we live)
        for mode in ("r", "w", "w")
    )
