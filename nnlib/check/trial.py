"""Run an attempt where it can do no harm: on copies, in a thread, for a limited time.

A thread of its own, so that the notebook gets its turn back whatever the attempt does:
an endless loop is stopped by an exception raised inside it, and a call into C that
hangs is left behind.
"""

import contextlib
import contextvars
import copy
import ctypes
import threading
import time
import warnings
from dataclasses import dataclass, field

import numpy as np

from nnlib.shared import capture

from .failure import Failure, failure_of
from .plain import in_plain_types, unchanged

PATIENCE = 1.0  # seconds that a stopped attempt gets to end
STACK = 64 * 2**20  # bytes, so that a deep recursion ends in Python, not in a crash


class OutOfTime(SystemExit):
    """Raised inside an attempt that is to stop; `except Exception` lets it pass."""


@dataclass(eq=False)
class Observation:
    """What an attempt did with one tuple of arguments."""

    value: object = None
    error: Failure | None = None
    changed: tuple = ()  # places of arguments that are no longer what they were
    printed: str = ""
    warned: tuple = ()
    why: str = ""  # of OutOfTime: "out of time", "interrupted" or "stuck"
    seconds: float = 0.0


@dataclass
class _Session:
    """What the thread that runs an attempt leaves for the one that waits."""

    seen: list = field(default_factory=list)
    said: object = None
    done: threading.Event = field(default_factory=threading.Event)
    stopping: bool = False  # too late for an answer, even if one comes


def observe(exercise, attempt, cases, seconds=None):
    """Return an Observation for each tuple in `cases`, up to where it was stopped."""
    seconds = exercise.seconds if seconds is None else seconds
    session, began, why = _Session(), time.monotonic(), "out of time"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        context = contextvars.copy_context()
        run = (_run, exercise, attempt, cases, session, caught)
        thread = _start(lambda: context.run(*run))
        try:
            session.done.wait(seconds)
        except KeyboardInterrupt:
            why = "interrupted"
        if not _stop(thread, session):
            why = "stuck"
    seen = list(session.seen)
    if len(seen) < len(cases):
        took = time.monotonic() - began
        late = Observation(error=failure_of(OutOfTime()), why=why, seconds=took)
        late.printed = session.said.getvalue() if session.said else ""
        seen.append(late)
    return seen


def _start(work):
    old = threading.stack_size()
    try:
        with contextlib.suppress(ValueError):  # a system that wants its own size
            threading.stack_size(STACK)
        return _start_thread(work)
    except RuntimeError:  # no room for so large a stack
        threading.stack_size(old)
        return _start_thread(work)
    finally:
        threading.stack_size(old)


def _start_thread(work):
    thread = threading.Thread(target=work, name="nnlib.check", daemon=True)
    thread.start()
    return thread


def _stop(thread, session):
    """Raise OutOfTime in the thread until it ends; False if it does not."""
    session.stopping = not session.done.is_set()
    if not session.stopping:
        thread.join(PATIENCE)
    raise_in, end = ctypes.pythonapi.PyThreadState_SetAsyncExc, time.monotonic()
    while thread.is_alive() and time.monotonic() < end + PATIENCE:
        raise_in(ctypes.c_ulong(thread.ident), ctypes.py_object(OutOfTime))
        thread.join(0.02)
    capture.dismiss(thread.ident)
    return not thread.is_alive()


def _run(exercise, attempt, cases, session, caught):
    # An exception that stops the thread may come at any line.
    with contextlib.suppress(OutOfTime):
        for case in cases:
            caught.clear()
            seen = Observation()
            with capture.printed() as session.said:
                try:
                    _once(exercise, attempt, case, seen)
                except OutOfTime:
                    return
                except BaseException as error:
                    seen.error = failure_of(error)
            if session.stopping:
                return
            seen.printed = session.said.getvalue()
            numbers = [w for w in caught if issubclass(w.category, RuntimeWarning)]
            seen.warned = tuple(str(w.message) for w in numbers)
            session.seen.append(seen)
        session.done.set()


def _once(exercise, attempt, case, seen):
    given = copy.deepcopy(case)
    with np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"):
        seen.value = in_plain_types(exercise.result(attempt, *given))
    pairs = enumerate(zip(given, case, strict=True))
    seen.changed = tuple(k for k, (now, was) in pairs if not unchanged(now, was))
