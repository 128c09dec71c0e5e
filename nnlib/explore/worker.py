"""One thread for long work, where only the newest wish counts."""

import threading


class Worker:
    """Runs the job submitted last; jobs that waited behind it are dropped.

    A thread lives only while there is work, so nothing has to be stopped later. A
    running job is not interrupted: it looks by itself, between two steps, whether it
    is still wanted.
    """

    def __init__(self, name="explorer"):
        self._name = name
        self._turn = threading.Condition()
        self._waiting = None
        self._thread = None
        self._closed = False

    def submit(self, job):
        """Run `job()` in the thread, instead of any job that has not begun."""
        with self._turn:
            if self._closed:
                return
            self._waiting = job
            self._turn.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._work, name=self._name, daemon=True
                )
                self._thread.start()

    def _work(self):
        while (job := self._take()) is not None:
            job()

    def _take(self):
        with self._turn:
            job, self._waiting = self._waiting, None
            if job is None:
                self._thread = None
                self._turn.notify_all()
            return job

    def rest(self, seconds):
        """Called by a job: stand back for a while, but not when another one waits."""
        with self._turn:
            self._turn.wait_for(
                lambda: self._waiting is not None or self._closed, seconds
            )

    def wait(self, seconds=10):
        """Wait until all work is done; False if it still runs after `seconds`."""
        with self._turn:
            return self._turn.wait_for(lambda: self._thread is None, seconds)

    def close(self):
        """Drop what waits and take no more."""
        with self._turn:
            self._closed, self._waiting = True, None
            self._turn.notify_all()
