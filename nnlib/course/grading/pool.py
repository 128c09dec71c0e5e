"""All cores at work: each worker marks one notebook at a time until none is left."""

import contextlib
import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
GRACE = 60  # seconds beyond a notebook's own limit: a start, and what is compared with
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Limits:
    """What one notebook may take: seconds for a cell and in all, MB of memory."""

    seconds: float = 20
    total: float = 120
    memory: int = 1024
    forks: bool = sys.platform == "linux"


class Worker:
    """One process that marks; it is started when needed, and again if it ends."""

    def __init__(self, limits):
        self.limits, self.process = limits, None

    def marked(self, number, path):
        """The events of one notebook; the last says why it stopped, if it did."""
        secret, events = secrets.token_hex(16), []
        job = {**vars(self.limits), "number": number, "path": str(Path(path).resolve())}
        if self.process is None:
            self._start()
        watch = threading.Timer(self.limits.total + GRACE, self.end)
        watch.start()
        try:
            self._send({**job, "secret": secret})
            events.extend(self._answers(secret))
        finally:
            watch.cancel()
        if not events or "end" not in events[-1]:
            self.end()
            late = watch.finished.is_set() and not self.limits.forks
            events.append({"stopped": "out_of_time" if late else "ended"})
        elif not self.limits.forks:
            self.end()
        return events

    def _start(self):
        paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        own = {"PYTHONPATH": os.pathsep.join(paths), "MPLBACKEND": "agg"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "nnlib.course.grading.worker"],
            env={**os.environ, **dict.fromkeys(ONE_THREAD, "1"), **own},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )

    def _send(self, job):
        with contextlib.suppress(OSError):  # it has ended; no answer will come
            self.process.stdin.write(json.dumps(job).encode() + b"\n")
            self.process.stdin.flush()

    def _answers(self, secret):
        for line in self.process.stdout:
            with contextlib.suppress(ValueError, TypeError):
                said, event = json.loads(line)
                if said == secret and isinstance(event, dict):
                    yield event
                    if "end" in event:
                        return

    def end(self):
        """End the worker, and all that it has started."""
        process, self.process = self.process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:  # Windows ends a tree of processes so
                ended = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
                subprocess.run(ended, capture_output=True, check=False)
        process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        process.wait()


def marked(jobs, workers, limits):
    """Yield (job, events) for each job, a (number, path, …) tuple, as they are done."""
    waiting, done = queue.SimpleQueue(), queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    crew = [Worker(limits) for _ in range(min(workers, len(jobs)))]
    for worker in crew:
        threading.Thread(
            target=_serve, args=(worker, waiting, done), daemon=True
        ).start()
    try:
        for _ in jobs:
            job, events = done.get()
            if isinstance(events, BaseException):
                raise events
            yield job, events
    finally:
        with contextlib.suppress(queue.Empty):
            while True:
                waiting.get_nowait()
        for worker in crew:
            worker.end()


def _serve(worker, waiting, done):
    with contextlib.suppress(queue.Empty):
        while True:
            job = waiting.get_nowait()
            try:
                done.put((job, worker.marked(*job[:2])))
            except BaseException as error:
                done.put((job, error))
