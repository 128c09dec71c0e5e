"""One core's worth of marking: takes jobs as lines of JSON, answers in lines of JSON.

It has imported everything, and the checker has worked out what it compares with, before
a job comes. On Linux it then forks for each notebook, so that each has an interpreter
of its own, as new as the first one's; elsewhere a worker takes one job and ends.
"""

import contextlib
import json
import os
import secrets
import select
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from . import child, fences

MOST = 2**20  # bytes that are read of one notebook's results


def main():
    """Serve jobs from standard input until it is closed."""
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever else prints does not get among the answers
    cells = child.shell()
    fences.process_control(fences.SUBREAPER, 1)  # orphans come to us, to be ended
    for line in sys.stdin:
        job = json.loads(line)
        child.warm(job["number"])
        folder = tempfile.mkdtemp(prefix="nnlib-grade-")
        say = _voice(answers, job.pop("secret"))
        try:
            (_forked if job["forks"] else _here)(job, folder, cells, say)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        say(end=True)
        if not job["forks"]:
            return


def _forked(job, folder, cells, say):
    """Pass on what a child says that runs the notebook, then why it ended."""
    reading, writing = os.pipe()
    token, began = secrets.token_hex(16), time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be_child(job, folder, cells, writing, token)
    os.close(writing)
    try:
        for event in _heard(reading, began + job["total"], token):
            say(**event)
    finally:
        _end_all()
        os.close(reading)
    say(seconds=round(time.monotonic() - began, 2))


def _be_child(job, folder, cells, writing, token):
    """Never returns: runs the notebook behind the fences, and ends this process."""
    with contextlib.suppress(BaseException):
        os.setsid()
        fences.process_control(fences.DEATH_SIGNAL, signal.SIGKILL)
        os.dup2(writing, 3)
        os.closerange(4, 4096)
        say = _voice(3, token)
        stand = fences.limited(job["memory"], job["total"])
        stand += ["network", "processes"] if fences.alone() else []
        steps = child.steps_of(job["path"], say)
        child.settled(folder)
        stand += ["files"] if fences.closed(folder) else []
        say(fences=stand)
        child.marked(steps, say, job["seconds"], cells)
    os._exit(0)


def _voice(handle, token):
    def say(**event):
        rest = (json.dumps([token, event]) + "\n").encode()
        while rest:
            rest = rest[os.write(handle, rest) :]

    return say


def _heard(reading, deadline, token):
    """Yield the events that carry the token, until the child ends or its time is up."""
    kept, total = b"", 0
    while total < MOST:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            yield {"stopped": "out_of_time"}
            return
        piece = os.read(reading, 65536)
        if not piece:
            return
        total += len(piece)
        *lines, kept = (kept + piece).split(b"\n")
        yield from _true(lines, token)
    yield {"stopped": "ended"}


def _true(lines, token):
    for line in lines:
        try:
            said, event = json.loads(line)
            if secrets.compare_digest(str(said), token) and isinstance(event, dict):
                yield event
        except (ValueError, TypeError):
            yield {"forged": True}


def _end_all():
    """Kill every process that descends from this one, those that hid included."""
    for _ in range(1000):
        for pid in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.005)


def _children():
    """The processes whose parent is this one."""
    own = os.getpid()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            after = stat.read_text(errors="replace").rpartition(")")[2].split()
            if int(after[1]) == own:
                yield int(stat.parent.name)


def _here(job, folder, cells, say):
    """Run the notebook in this very process, the last thing that it does."""
    began = time.monotonic()
    steps = child.steps_of(job["path"], say)
    child.settled(folder)
    say(fences=fences.limited(job["memory"], job["total"]))
    child.marked(steps, say, job["seconds"], cells)
    say(seconds=round(time.monotonic() - began, 2))
    os.chdir(Path(folder).parent)


if __name__ == "__main__":
    main()
