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
FAREWELL = 5  # seconds that a worker gets to end what it has started
PROBING = 0.5  # seconds after which a probe has to be ended that never ends
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

    def marked(self, number, path, demanded=()):
        """The events of one notebook; the last says why it stopped, if it did.

        demanded : the fences without which it is not run; raises FenceLost
        """
        job = {"number": number, "path": str(Path(path).resolve())}
        events = self._done(job, demanded, self.limits.total)
        self._insist(demanded, events)
        return events

    def _insist(self, demanded, events):
        """Raise FenceLost if the notebook was opened, and a fence does not hold.

        The first event that tells of fences comes before any cell of the notebook, so
        that none can claim anything.
        """
        shown = next((event["shown"] for event in events if "shown" in event), None)
        opened = any("opened" in event for event in events)
        missing = set(demanded) - set(shown or ())
        well = "end" in events[-1]  # the worker is, whatever became of the notebook
        if (missing and shown is not None) or (opened and well and shown is None):
            raise FenceLost(
                f"expects the same fences around each notebook, got one around which "
                f"{', '.join(sorted(missing)) or 'they'} did not hold; it was not run. "
                f"Start the command again: it goes on from here"
            )

    def shown(self):
        """The fences that a probe shows to hold, and not only to be meant."""
        events = self._done({"number": None, "path": None}, (), PROBING)
        told = {key: value for event in events for key, value in event.items()}
        if "shown" not in told:
            raise ValueError(
                "expects a Python that can run the checks, got one that ended at once; "
                "python -m nnlib doctor may say why"
            )
        ended = told.get("stopped") == "out_of_time" and told.get("emptied")
        return set(told["shown"]) | ({"time"} if ended else set())

    def _done(self, job, demanded, total):
        secret, events = secrets.token_hex(16), []
        job |= {**vars(self.limits), "total": total, "guarded": self.guarded}
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
            late = watch.finished.is_set() and not self.limits.forks
            events.append({"stopped": "out_of_time" if late else "ended"})
        elif not self.limits.forks:
            self.end()
        return events

    def _start(self):
        with self.lock:
            if self.closed:
                raise RuntimeError("no more work")
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
        self.waiting, self.done = queue.SimpleQueue(), queue.SimpleQueue()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for worker in self.workers:
            worker.close()
        for worker in self.workers:
            worker.end()

    def shown(self):
        """The fences that a probe shows to hold."""
        return self.workers[0].shown()

    def marked(self, jobs, demanded=()):
        """Yield (job, events) for each job, a (number, path, …) tuple, as it is done.

        demanded : the fences that have to hold around each
        """
        for job in jobs:
            self.waiting.put(job)
        for worker in self.workers[: len(jobs)]:
            work = (worker, set(demanded) - {"time"})  # a notebook can't show that one
            threading.Thread(target=self._serve, args=work, daemon=True).start()
        for _ in jobs:
            job, events = self.done.get()
            if isinstance(events, BaseException):
                raise events
            yield job, events

    def _serve(self, worker, demanded):
        with contextlib.suppress(queue.Empty):
            while not worker.closed:
                job = self.waiting.get_nowait()
                try:
                    self.done.put((job, worker.marked(*job[:2], demanded)))
                except BaseException as error:
                    self.done.put((job, error))
