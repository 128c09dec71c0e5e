"""Ctrl-C, or being asked to end: a run stops once, and then tidies up undisturbed."""

import contextlib
import signal
import threading

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # what a system has of them


class Stopped(KeyboardInterrupt):
    """A signal asked this run to end; `status` is what a shell expects of it then."""

    def __init__(self, number):
        super().__init__(number)
        self.status = 128 + number


@contextlib.contextmanager
def stoppable():
    """Raise Stopped at the first signal that asks to end; more of them change nothing.

    A signal that is ignored, as under nohup, stays ignored.
    """
    known = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in known}
    before = {n: old for n, old in before.items() if old != signal.SIG_IGN}
    if threading.current_thread() is not threading.main_thread():
        before = {}  # signals come to that one

    def stop(number, _):
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old or signal.SIG_DFL)
