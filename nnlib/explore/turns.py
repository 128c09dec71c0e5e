"""Whose turn it is: of many wishes for a picture, the newest is computed and shown."""

import inspect
import threading

from nnlib.explore.worker import Worker

FIRST_REST, REST = 0.15, 0.4  # seconds in which work for later leaves Python to others


class Turns:
    """Runs an explorer's model for the newest values, in a thread if it is a generator.

    values : gives the values of now
    show   : takes a result; called under `lock`, and only for the newest values
    guard  : does a job, and shows what it raises or prints while a condition holds

    Wishes may come in any thread, so each has a number, and only the last one counts.
    """

    def __init__(self, explorer, values, show, guard):
        self.explorer, self._values = explorer, values
        self._show, self._guard = show, guard
        self.lock = threading.RLock()
        self.final = threading.Event()  # is the last result that of the newest values?
        self.worker = Worker(type(explorer).__name__)
        self._turn = 0
        self._watched = False
        self._in_thread = inspect.isgeneratorfunction(explorer.model)

    def begin(self):
        """Compute the first result here, where an error can still be raised."""
        values = self._values()
        steps = self._steps(self._turn, values)
        while next(steps, True) is False:
            pass
        if self._in_thread:
            self._submit(self._turn, steps, values, rest=FIRST_REST)
        else:
            self._finish(self._turn)

    def take(self):
        """Compute and show for the values of now; drop what is under way for others."""
        with self.lock:
            self._turn += 1
            self.final.clear()
            turn, values = self._turn, self._values()
        steps = self._steps(turn, values)
        if self._in_thread:
            self._submit(turn, steps, values)
        else:
            self._run(turn, steps)

    def watch(self):
        """Somebody sees it: from now on work for later settings is worth its while."""
        with self.lock:
            if self._watched or not self.explorer.ahead:
                return
            self._watched = True
            turn, values = self._turn, self._values()
        if self.final.is_set():
            self.worker.submit(lambda: self._work_ahead(turn, values))

    def close(self):
        """Drop all work, and take no more."""
        with self.lock:
            self._turn += 1
            self.worker.close()

    def _steps(self, turn, values):
        """Model and show; after each step yield whether there was something to show."""
        results = self.explorer.model(**values)
        for result in results if self._in_thread else (results,):
            if result is not None:
                with self.lock:
                    if turn == self._turn:
                        self._show(result)
            yield result is not None
            if turn != self._turn:
                return

    def _submit(self, turn, steps, values, rest=0):
        def work():
            self.worker.rest(rest)
            self._run(turn, steps)
            if self._watched:
                self._work_ahead(turn, values)

        self.worker.submit(work)

    def _work_ahead(self, turn, values):
        self.worker.rest(REST)
        self._run(turn, self._ahead(turn, values))

    def _run(self, turn, steps):
        self._guard(lambda: [None for _ in steps], lambda: turn == self._turn)
        self._finish(turn)

    def _ahead(self, turn, values):
        """Work for later settings, while there is nothing else to do."""
        steps = self.explorer.ahead(**values)
        while turn == self._turn and next(steps, steps) is not steps:
            yield

    def _finish(self, turn):
        with self.lock:
            if turn == self._turn:
                self.final.set()
