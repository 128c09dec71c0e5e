"""Run one notebook to its end, and say of each check what it came to."""

import contextlib
import os
import sys
from pathlib import Path

import nnlib.check
from nnlib.check import EXERCISES, CheckFailed, matching
from nnlib.course.notebooks import judging
from nnlib.shared.words import Words

from . import origin
from .answering import Answering
from .pristine import Pristine, builtins_of
from .timing import OutOfTime, time_limit

words = Words(__file__, "grading")
LINE = 500  # characters of a line that is kept
RECURSION = sys.getrecursionlimit()


def warm(number):
    """Work out what the checker compares with, before a learner's code is near."""
    for exercise in EXERCISES.lesson(number).values():
        matching.right_ones(exercise)
        matching.wrong_ones(exercise)


def shell():
    """An interpreter of cells as in a notebook, that keeps no history."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    made = InteractiveShell.instance(config=config)
    made.showtraceback = made.showsyntaxerror = lambda *_, **__: None
    return made


def steps_of(path, say):
    """The cells of the notebook at `path`, its checks put back; none if it has none."""
    try:
        return judging.steps(path)
    except Exception as problem:
        known = isinstance(problem, ValueError)
        say(problem=_short(problem if known else type(problem).__name__))
        return []


def run(steps, say, hear, seconds, cells):
    """Run the cells; `say(key=value, ...)` tells what happens, and shows answers.

    hear    : gives the judge's next line
    seconds : for one cell
    cells   : the interpreter that `shell` made
    """
    nnlib.check.check = nnlib.check.checking.check = Answering(say, hear).check
    say(code=origin.digests((step.id, step.source) for step in steps))
    pristine, stopped = Pristine(), {}
    cells.user_ns["__name__"] = "__main__"
    for step in steps:
        say(step=_short(step.id))
        if step.check:
            say(check=step.check, **_check(step, cells, pristine, seconds, stopped))
        elif error := _run(step.source, cells, seconds):
            stopped[step.id] = error
            say(cell=_short(step.id), error=_short(error))
    say(done=True)


def _run(source, cells, seconds):
    """Run a learner's cell; return the error that ended it as "Kind: message"."""
    try:
        with time_limit(seconds):
            result = cells.run_cell(source, store_history=False)
            return _text(result.error_before_exec or result.error_in_exec)
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


def _check(step, cells, pristine, seconds, stopped):
    """Show the judge what a check is given; return why there may be nothing to show."""
    replaced, lost = pristine.restore(), None
    try:
        with time_limit(seconds):
            sys.setrecursionlimit(RECURSION)
            builtins_of(cells.user_ns)
            exec(compile(step.source, step.id, "exec"), cells.user_ns)
    except CheckFailed:
        pass
    except BaseException as error:
        lost = _without_answer(step, error, stopped)
    return {"lost": lost, "replaced": [_short(name) for name in replaced[:5]]}


def _without_answer(step, error, stopped):
    """A check that got no attempt to judge: its cell stopped, or there is none."""
    own = stopped.get(step.check, "")
    if own.startswith("NotImplementedError"):
        outcome = "not_attempted"
    elif isinstance(error, OutOfTime) or own.startswith("OutOfTime"):
        outcome = "out_of_time"
    else:
        outcome = "crashed"
    lines = [words("stops", id=step.check, error=own)] if own else []
    return {"outcome": outcome, "lines": [*lines, _text(error)]}


def _short(said):
    said = str(said)
    return said if len(said) <= LINE else said[: LINE - 2] + " …"


def settle(folder):
    """Make `folder` the home of all that a notebook writes; what it prints is lost."""
    home = str(Path(folder).resolve())
    os.chdir(home)
    for name in ("HOME", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR", "MPLCONFIGDIR"):
        os.environ[name] = home
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    sys.stdin, sys.stdout, sys.stderr = (
        open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 (as long as we live)
        for mode in ("r", "w", "w")
    )
    sys.path[:] = ["", *(part for part in sys.path if part)]
