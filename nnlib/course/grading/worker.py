"""One core's worth of marking: takes jobs as lines of JSON, answers in lines of JSON.

It has imported everything, and the checker has worked out what it compares with, before
a job comes. On Linux it then forks for each notebook, so that each has an interpreter
of its own, as new as the first one's; elsewhere a worker takes one job and ends.

Before a cell is run, {"opened": True} tells that the notebook was read, and {"shown":
[…]} which fences hold. Where one of `demanded` does not, nothing is run. When standard
input ends, whoever started us has gone: then nothing of a learner's is left, not even a
process.
"""

import contextlib
import json
import os
import queue
import secrets
import select
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from nnlib.course.notebooks.walk import resumed
from nnlib.shared.words import set_language

from . import child, fences, kernel, origin, probe
from .answering import Answering
from .forget import forget
from .scratch import remove, scratch
from .verdicts import with_verdicts

MOST = 2**28  # bytes that are read of one notebook: of what its answers do, above all


class HungUp(Exception):  # noqa: N818 (an event, not a fault)
    """Nobody listens any more."""


def main():
    """Serve jobs from standard input until it is closed."""
    answers, boss = os.dup(1), os.getppid()
    os.dup2(2, 1)  # whatever else prints does not get among the answers
    cells = child.shell()
    kernel.process_control(kernel.SUBREAPER, 1)  # orphans come to us, to be ended
    own = Path(tempfile.mkdtemp(prefix="worker-"))  # in the scratch folder of the run
    bystander = None
    with contextlib.suppress(HungUp, BrokenPipeError):
        for line in sys.stdin:
            job = json.loads(line)
            if bystander is None:
                bystander = probe.Bystander(own / "by", job["memory"], job["guarded"])
            serve(job, own, cells, bystander, _voice(answers, job.pop("secret")))
            if not job["forks"]:
                break
    _leave(own, boss)


def serve(job, own, cells, bystander, say):
    """Do one job; its last event is {"end": True}."""
    set_language(job["language"])  # a notebook may choose another for its own lines
    if job["number"]:
        child.warm(job["number"])
    with scratch("run-", own) as folder:
        (_run_in_child if job["forks"] else _run_here)(
            job, folder, cells, bystander, say
        )
    bystander.drain()
    say(end=True)


def _leave(own, boss):
    """Delete our folder, and the whole scratch folder if nobody else is there to."""
    if kernel.LINUX:
        _end_all()
    left = own if os.getppid() == boss else own.parent
    with contextlib.suppress(OSError):
        remove(left)
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # us, and what a notebook has started and left
    os._exit(0)


def _run_in_child(job, folder, cells, bystander, say):
    """Pass on what a child says that runs the notebook, then why it ended.

    Where a cell ends its Python, another child runs the notebook without that cell.
    """
    began, emptied = time.monotonic(), []
    deadline = began + job["total"]

    def start(without):
        bystander.drain()
        one = _Child(job | {"without": without}, folder, cells, bystander)
        try:
            events = one.events(deadline)
            yield from with_verdicts(events, _teller(one.telling, deadline))
        finally:
            emptied.append(one.end())

    for event in resumed(start):
        if "step" not in event:
            say(**event)
    say(seconds=round(time.monotonic() - began, 2), emptied=all(emptied))


class _Child:
    """A process that runs a notebook, and the pipes between it and us."""

    def __init__(self, job, folder, cells, bystander):
        (self.reading, writing), (hearing, self.telling) = os.pipe(), os.pipe()
        self.seconds = job["seconds"] if job["path"] else job["total"]
        self.token = secrets.token_hex(16)
        if os.fork() == 0:
            _be_child(job, folder, cells, bystander, writing, hearing, self.token)
        os.close(writing)
        os.close(hearing)

    def events(self, deadline):
        return _events(self.reading, deadline, self.token, self.seconds)

    def end(self):
        """End it, and all that it has started; has every process ended?"""
        os.close(self.telling)
        _end_all()
        emptied = _drain(self.reading)
        os.close(self.reading)
        return emptied


def _teller(handle, deadline):
    """Return tell(line), which writes as fast as the other side reads, no longer."""
    os.set_blocking(handle, False)

    def tell(line):
        rest = line.encode() + b"\n"
        while rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([], [handle], [], left)[1]:
                return  # nothing more will be heard from there either
            try:
                rest = rest[os.write(handle, rest) :]
            except BrokenPipeError:
                return

    return tell


def _be_child(job, folder, cells, bystander, writing, hearing, token):
    """Never returns: runs the notebook behind the fences, and ends this process."""
    with contextlib.suppress(BaseException):
        os.setsid()
        kernel.process_control(kernel.DEATH_SIGNAL, signal.SIGKILL)
        _keep_only(writing, hearing)
        say, hear = _voice(3, token), os.fdopen(4).readline
        before = bystander.try_all()
        fences.limit(job["memory"], job["total"])
        steps = _open(job, say)
        fences.put_up(folder, job["guarded"])
        child.settle(folder)
        if _tell_fences(job, before, bystander, say):
            forget()
            _do(job, steps, cells, say, hear)
    os._exit(0)


def _keep_only(*handles):
    """Close all handles but these, which become 3, 4, …, and the standard ones."""
    import fcntl

    high = [fcntl.fcntl(handle, fcntl.F_DUPFD, 64) for handle in handles]
    for number, handle in enumerate(high, 3):
        os.dup2(handle, number)
    os.closerange(3 + len(high), 4096)


def _open(job, say):
    """The cells to run, while files can be read; none if there is no notebook."""
    problems = []
    steps = job["path"] and child.steps_of(job["path"], lambda **e: problems.append(e))
    say(opened=True)
    for event in problems:
        say(**event)
    return steps


def _tell_fences(job, before, bystander, say):
    """Say which fences hold, before a learner's code is near; all that have to?"""
    holding = bystander.fences(before, bystander.try_all())
    say(shown=sorted(holding))
    return holding >= set(job["demanded"])


def _do(job, steps, cells, say, hear):
    """Run the notebook; or, to see whether time is limited, overstay."""
    if job["path"]:
        verdict = Answering(say, hear).verdict
        say(code=origin.digests((step.id, step.source) for step in steps))
        without = job.get("without", ())
        child.run(steps, say, verdict, job["seconds"], cells, without)
    elif job["forks"]:
        probe.overstay()


def _voice(handle, token):
    def say(**event):
        rest = (json.dumps([token, event]) + "\n").encode()
        while rest:
            rest = rest[os.write(handle, rest) :]

    return say


def _events(reading, deadline, token, seconds):
    """Yield the events that carry the token, until the child ends or its time is up.

    seconds : for one cell; one that is over them by far, and could not be stopped, has
              to be ended with its Python

    Raises HungUp if standard input ends, where nothing else can come during a job.
    """
    kept, total = [], 0
    while total < MOST:
        left, patience = deadline - time.monotonic(), 3 * seconds + 5
        wait = min(left, patience)
        ready = left > 0 and select.select([reading, 0], [], [], wait)[0]
        if not ready:
            yield {"hung": True} if patience < left else {"stopped": "out_of_time"}
            return
        if 0 in ready:
            raise HungUp
        piece = os.read(reading, 65536)
        if not piece:
            return
        total += len(piece)
        first, *lines = piece.split(b"\n")
        kept.append(first)
        if lines:
            *whole, last = b"".join(kept), *lines
            kept = [last]
            yield from _events_in(whole, token)
    yield {"stopped": "ended"}


def _events_in(lines, token):
    for line in lines:
        try:
            said, event = json.loads(line)
            if secrets.compare_digest(str(said), token) and isinstance(event, dict):
                yield event
        except (ValueError, TypeError):
            yield {"forged": True}


def _drain(reading):
    """Has every process ended that could write to this pipe, hidden ones included?"""
    while select.select([reading], [], [], 1)[0]:
        if not os.read(reading, 65536):
            return True
    return False


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


def _run_here(job, folder, cells, bystander, say):
    """Run the notebook in this very process, the last thing that it does."""
    own, boss = Path(folder).parent, os.getppid()
    threading.Thread(target=_watch, args=(os.dup(0), own, boss), daemon=True).start()
    began, before = time.monotonic(), bystander.try_all()
    steps = _open(job, say)
    child.settle(folder)
    fences.limit(job["memory"], job["total"])
    if _tell_fences(job, before, bystander, say):
        _judge_here(job, steps, cells, say)
    say(seconds=round(time.monotonic() - began, 2))
    os.chdir(Path(folder).parent)


def _judge_here(job, steps, cells, say):
    """Run the notebook, with the judge in another thread: there is no other process."""
    heard, told = queue.SimpleQueue(), queue.SimpleQueue()

    def judge():
        for event in with_verdicts(iter(heard.get, None), told.put):
            say(**event)

    thread = threading.Thread(target=judge, daemon=True)
    thread.start()
    _do(job, steps, cells, lambda **event: heard.put(event), told.get)
    heard.put(None)
    thread.join()


def _watch(standard_input, own, boss):
    """Leave when standard input ends, whatever a notebook does in the meantime."""
    while os.read(standard_input, 1):
        pass
    _leave(own, boss)


if __name__ == "__main__":
    main()
