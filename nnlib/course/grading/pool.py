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

from nnlib.course.notebooks.lesson import ROOT
from nnlib.shared.words import Words, language

words = Words(__file__, "grading")
GRACE = 60  # seconds beyond a notebook's own limit: a start, and what is compared with
FAREWELL = 5  # seconds that a worker gets to end what it has started
PROBING = (0.5, 5, 50)  # seconds for a probe that has to be ended, on busy machines
UNSEEN = {"time"}  # fences that a notebook can't be shown to have around it
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
PASSED_ON = (  # of the environment; whatever else is in it is nobody's business
    *("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH"),
    *("DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONNOUSERSITE"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA"),
)


@dataclass(frozen=True)
class Limits:
    """What one notebook may take: seconds for a cell and in all, MB of memory."""

    seconds: float = 20
    total: float = 120
    memory: int = 1024
    forks: bool = sys.platform == "linux"


class FenceLost(ValueError):  # noqa: N818 (a decision, not a fault)
    """A fence that was shown to hold does not; nothing was run without it."""


class Closed(Exception):  # noqa: N818 (a state, not a fault)
    """Nothing is started any more."""


class Worker:
    """One process that marks; it is started when needed, and again if it ends.

    scratch : a folder for what it writes, which whoever made it deletes
    guarded : paths that no notebook may read; the current folder is one of them
    """

    def __init__(self, limits, scratch, guarded=()):
        self.limits, self.scratch = limits, Path(scratch).resolve()
        places = [*guarded, self.scratch, Path.cwd(), os.path.expanduser("~"), ROOT]
        self.guarded = [str(Path(place).resolve()) for place in places]
        self.process, self.closed, self.lock = None, False, threading.RLock()

    def mark(self, number, path, demanded=()):
        """The events of one notebook; the last says why it stopped, if it did.

        demanded : the fences without which it is not run; raises FenceLost
        """
        job = {"number": number, "path": str(Path(path).resolve())}
        for _ in range(2):  # a worker that was killed is replaced
            events = self._do(job, demanded, self.limits.total)
            said = {key for event in events for key in event}
            if "end" in said or ("shown" in said and not self.limits.forks):
                break  # where none forks, it is the notebook itself that ended
        self._insist(demanded, events, said)
        return events

    def _insist(self, demanded, events, said):
        """Raise FenceLost if the notebook was opened, and a fence does not hold.

        The first event that tells of fences comes before any cell of the notebook, so
        that none can claim anything. Where none came, nothing was run; that is no fault
        of ours if the time was up, or if it could not even be opened.
        """
        if "shown" not in said and (not {"opened", "end"} <= said or "stopped" in said):
            return
        shown = next((event["shown"] for event in events if "shown" in event), ())
        missing = sorted(set(demanded) - set(shown))
        if missing or "shown" not in said:
            names = ", ".join(missing) or words("fences", "all")
            raise FenceLost(words("fences", "lost", names=names))

    def probe(self):
        """The fences that a probe shows to hold, and not only to be meant."""
        for total in PROBING:
            events = self._do({"number": None, "path": None}, (), total)
            told = {key: value for event in events for key, value in event.items()}
            if "shown" in told:
                ended = told.get("stopped") == "out_of_time" and told.get("emptied")
                return set(told["shown"]) | ({"time"} if ended else set())
        raise ValueError(words("fences", "no probe"))

    def _do(self, job, demanded, total):
        secret, events = secrets.token_hex(16), []
        job |= {**vars(self.limits), "total": total, "guarded": self.guarded}
        job["language"] = language()
        self._start()
        watch = threading.Timer(total + GRACE, self.end)
        watch.start()
        try:
            self._send({**job, "secret": secret, "demanded": sorted(demanded)})
            events.extend(self._answers(secret))
        finally:
            watch.cancel()
        if not events or "end" not in events[-1]:
            self.end()
            late = "out_of_time" if watch.finished.is_set() else "ended"
            events.append({"stopped": "lost" if self.limits.forks else late})
        elif not self.limits.forks:
            self.end()
        return events

    def _start(self):
        with self.lock:
            if self.closed:
                raise Closed
            if self.process is None:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "nnlib.course.grading.worker"],
                    cwd=ROOT,  # Python imports from there, and from no learner's folder
                    env=self._environment(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=os.name == "posix",
                )

    def _environment(self):
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        paths = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
        paths = [str(ROOT), *map(os.path.abspath, paths)]
        kept |= {"PYTHONPATH": os.pathsep.join(paths), "MPLBACKEND": "agg"}
        kept |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.scratch))
        return kept | dict.fromkeys(ONE_THREAD, "1")

    def _send(self, job):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # it has ended
            self.process.stdin.write(json.dumps(job).encode() + b"\n")
            self.process.stdin.flush()

    def _answers(self, secret):
        process = self.process
        for line in process.stdout if process else ():
            with contextlib.suppress(ValueError, TypeError):
                said, event = json.loads(line)
                if said == secret and isinstance(event, dict):
                    yield event
                    if "end" in event:
                        return

    def close(self):
        """Start nothing any more; a worker that hears this ends what it has started."""
        with self.lock:
            self.closed = True
            if self.process:
                with contextlib.suppress(OSError):
                    self.process.stdin.close()

    def end(self):
        """End the worker, and all that it has started."""
        with self.lock:
            process, self.process = self.process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(FAREWELL)  # it ends its own group; then the number is free
        except subprocess.TimeoutExpired:
            _end_group(process)
        with contextlib.suppress(OSError):
            process.stdout.close()


def _end_group(process):
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:  # Windows ends a tree of processes so
            ended = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(ended, capture_output=True, check=False)
    process.kill()
    process.wait()


class Crew:
    """Workers side by side, for as long as a `with` lasts."""

    def __init__(self, size, limits, scratch, guarded=()):
        self.workers = [Worker(limits, scratch, guarded) for _ in range(size)]
        self.jobs, self.results = queue.SimpleQueue(), queue.SimpleQueue()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for worker in self.workers:
            worker.close()
        for worker in self.workers:
            worker.end()

    def probe(self):
        """The fences that a probe shows to hold."""
        return self.workers[0].probe()

    def mark(self, jobs, demanded=()):
        """Yield (job, events) for each job, a (number, path, …) tuple, as it is done.

        demanded : the fences that have to hold around each
        """
        for job in jobs:
            self.jobs.put(job)
        for worker in self.workers[: len(jobs)]:
            work = (worker, set(demanded) - UNSEEN)
            threading.Thread(target=self._serve, args=work, daemon=True).start()
        for _ in jobs:
            job, events = self.results.get()
            if isinstance(events, BaseException):
                raise events
            yield job, events

    def _serve(self, worker, demanded):
        with contextlib.suppress(queue.Empty):
            while not worker.closed:
                job = self.jobs.get_nowait()
                try:
                    self.results.put((job, worker.mark(*job[:2], demanded)))
                except BaseException as error:
                    self.results.put((job, error))
