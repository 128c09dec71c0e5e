"""How long a learner's cell may take."""

import contextlib
import importlib
import signal
import threading

CLOCKS = (  # of the processor, so that a busy machine costs nobody a mark; of the wall
    [(signal.SIGPROF, signal.ITIMER_PROF, 1), (signal.SIGALRM, signal.ITIMER_REAL, 3)]
    if hasattr(signal, "setitimer")
    else []
)


class OutOfTime(BaseException):
    """Raised in a cell that has run for too long; `except Exception` lets it pass."""


@contextlib.contextmanager
def time_limit(seconds):
    """Raise OutOfTime in this thread after `seconds`, and again while it goes on.

    Seconds of the processor; three times as many by the clock, for a cell that waits.
    Windows has the clock only.
    """

    def stop(*_):
        raise OutOfTime

    if not CLOCKS:
        ring = importlib.import_module("_thread").interrupt_main
        timer = threading.Timer(3 * seconds, ring)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        return
    for number, timer, times in CLOCKS:
        signal.signal(number, stop)
        signal.setitimer(timer, times * seconds, 1)
    try:
        yield
    finally:
        for _, timer, _ in CLOCKS:
            signal.setitimer(timer, 0)


@contextlib.contextmanager
def stopped_clocks():
    """Let no time pass for a cell, so that OutOfTime comes in no sentence of ours."""
    left = [(timer, signal.setitimer(timer, 0)) for _, timer, _ in CLOCKS]
    try:
        yield
    finally:
        for timer, (seconds, interval) in left:
            signal.setitimer(timer, seconds, interval)
