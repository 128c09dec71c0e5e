"""Run an attempt where it can do no harm: on copies, in a thread, for a limited time.

A thread of its own, so that the notebook gets its turn back whatever the attempt does:
an endless loop is stopped by an exception raised inside it, and a call into C that
hangs is left behind.
"""

import contextlib
import contextvars
import copy
import ctypes
import inspect
import threading
import warnings
from dataclasses import dataclass, field
from types import GeneratorType

import numpy as np

from nnlib.shared.capture import printed

from .compare import NUMBER, Alien, Shared

PATIENCE = 1.0  # seconds that a stopped attempt gets to end
STACK = 64 * 2**20  # bytes, so that a deep recursion ends in Python, not in a crash


class OutOfTime(BaseException):
    """Raised inside an attempt that has run too long; no `except Exception` gets it."""


@dataclass
class Observation:
    """What an attempt did with one tuple of arguments."""

    arguments: tuple
    value: object = None
    error: BaseException | None = None
    changed: tuple = ()  # places of arguments that are no longer what they were
    printed: str = ""
    warned: tuple = ()
    stuck: bool = False  # it could not even be stopped

    @property
    def late(self):
        return isinstance(self.error, OutOfTime)


@dataclass
class _Session:
    """Shared by the thread that waits and the one that runs."""

    done: threading.Event = field(default_factory=threading.Event)
    current: Observation | None = None
    seen: list = field(default_factory=list)


def observe(exercise, attempt, cases, seconds=None):
    """Return an Observation for each tuple in `cases`; the last one reached if late."""
    session, context = _Session(), contextvars.copy_context()
    work = (_run, exercise, attempt, cases, session)
    thread = _started(lambda: context.run(*work))
    seconds = exercise.seconds if seconds is None else seconds
    try:
        in_time = session.done.wait(seconds)
    except BaseException:  # the learner pressed Interrupt
        _stop(thread, session)
        raise
    if not in_time and not _stop(thread, session):
        late = Observation(cases[len(session.seen)], error=OutOfTime(), stuck=True)
        return [*session.seen, late]
    return session.seen


def _started(work):
    old = threading.stack_size()
    try:
        with contextlib.suppress(ValueError):  # a system that wants its own size
            threading.stack_size(STACK)
        thread = threading.Thread(target=work, name="nnlib.check", daemon=True)
        thread.start()
    finally:
        threading.stack_size(old)
    return thread


def _stop(thread, session):
    """Raise OutOfTime in the thread until it ends; False if it does not."""
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    for _ in range(int(PATIENCE / 0.02)):
        if session.done.is_set():
            return True
        raise_in(ctypes.c_ulong(thread.ident), ctypes.py_object(OutOfTime))
        session.done.wait(0.02)
    return session.done.is_set()


def _run(exercise, attempt, cases, session):
    # The exception that stops may come at any line, so each line may be the last.
    try:
        for case in cases:
            seen = Observation(case)
            session.current = seen
            with printed() as said:
                try:
                    _once(exercise, attempt, case, seen)
                except BaseException as error:
                    seen.error = error
            seen.printed = said.getvalue()
            session.seen.append(seen)
            if seen.late:
                break
    except OutOfTime as error:
        seen = session.current
        if seen is not None and seen not in session.seen[-1:]:
            seen.error = error
            session.seen.append(seen)
    finally:
        session.done.set()


def _once(exercise, attempt, case, seen):
    given = copied(case)
    use = exercise.use or default_use(exercise)
    settings = dict(over="warn", divide="warn", invalid="warn", under="ignore")
    with warnings.catch_warnings(record=True) as caught, np.errstate(**settings):
        warnings.simplefilter("always")
        value = use(attempt, *given)
        seen.value = kept(value)
    seen.warned = tuple(
        str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)
    )
    seen.changed = tuple(
        place
        for place, (now, before) in enumerate(zip(given, case, strict=True))
        if not unchanged(now, before)
    )


def default_use(exercise):
    if exercise.kind == "value":
        return lambda value: value
    return lambda function, *arguments: function(*arguments)


def names(exercise):
    """The names of the arguments, as messages write them."""
    source = exercise.use or exercise.reference
    if not callable(source):
        return []
    parameters = list(inspect.signature(source).parameters)
    return parameters[1:] if exercise.use else parameters


def copied(value):
    """A copy deep enough that nothing an attempt does reaches the original."""
    return copy.deepcopy(value)


def aliased(items):
    """Do two arrays of a list live in the same memory?"""
    arrays = [item for item in items if isinstance(item, np.ndarray) and item.size]
    first = arrays[:1]
    return any(np.shares_memory(first[0], other) for other in arrays[1:])


def kept(value):
    """The value as it is now, in plain types: arrays, numbers, texts, lists, dicts."""
    if isinstance(value, np.ndarray):
        return np.array(value)
    if isinstance(value, (list, tuple)):
        items = [x if type(x) in (int, float) else kept(x) for x in value]
        if aliased(value):
            return Shared(items)
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, dict):
        return {key: kept(item) for key, item in value.items()}
    known = isinstance(value, (*NUMBER, complex, str, GeneratorType)) or value is ...
    return value if known or value is None or callable(value) else Alien(value)


def unchanged(now, before):
    """Are two arguments the same? A generator of random numbers may move on."""
    if isinstance(before, np.random.Generator) or callable(before):
        return True
    if isinstance(before, np.ndarray):
        same = isinstance(now, np.ndarray) and now.shape == before.shape
        if same and before.dtype.kind == "f":  # nudged and put back, up to rounding
            return np.allclose(now, before, rtol=1e-9, atol=1e-12, equal_nan=True)
        return same and np.array_equal(now, before)
    if isinstance(before, (list, tuple)):
        return len(now) == len(before) and all(map(unchanged, now, before))
    if isinstance(before, dict):
        return now.keys() == before.keys() and all(
            unchanged(now[key], before[key]) for key in before
        )
    plain = isinstance(before, (int, float, str, bool, type(None)))
    return now == before if plain else True
