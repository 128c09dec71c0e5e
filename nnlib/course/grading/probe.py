"""Do the fences hold? Harmless attempts at what they forbid, before and behind them.

A fence is shown to hold if each attempt at a bystander of ours succeeds before it is
put up, and none succeeds behind it. What only was meant to stand is not shown.
"""

import contextlib
import mmap
import os
import socket
import stat
import time
from pathlib import Path

from .namespaces import TASKS

LOCAL = "127.0.0.1"
SOCKETS = tuple(  # family, kind
    (getattr(socket, family), kind)
    for family, kind in (
        ("AF_INET", socket.SOCK_STREAM),
        ("AF_INET", socket.SOCK_DGRAM),
        ("AF_UNIX", socket.SOCK_STREAM),
        ("AF_UNIX", socket.SOCK_DGRAM),
    )
    if hasattr(socket, family)
)


class Bystander:
    """Something to reach: this process, a file, sockets that listen.

    folder  : for its files; it has to be a new one
    memory  : MB that a submission may take
    guarded : paths of the person who runs this, which nobody may list or open
    """

    def __init__(self, folder, memory, guarded):
        self.process, self.folder, self.memory = os.getpid(), Path(folder), memory
        self.folder.mkdir()
        self.file = self.folder / "file"
        self.file.write_text("x")
        self.listening = [self._listener(k, *kinds) for k, kinds in enumerate(SOCKETS)]
        self.addresses = [one and one.getsockname() for one in self.listening]
        self.attempts = [(name, True, attempt) for name, attempt in self._own()]
        self.tried = self.behind = False
        for attempt in (self._mode_of_ours, self._label):  # not on every system
            self.attempts.append(("attributes", False, attempt))
        for path in guarded:
            self.attempts.append(("files", False, lambda path=path: _look_into(path)))

    def _listener(self, k, family, kind):
        """A socket that others can find; None where there is no such thing."""
        address = (LOCAL, 0) if family == socket.AF_INET else str(self.folder / f"s{k}")
        with contextlib.suppress(OSError):
            made = socket.socket(family, kind)
            made.bind(address)
            made.setblocking(False)
            if kind == socket.SOCK_STREAM:
                made.listen()
            return made
        return None

    def _own(self):
        """(fence, attempt): each raises OSError, or another error, where it fails."""
        file, folder = self.file, self.folder
        if os.name == "posix":  # Windows' os.kill ends a process whatever the signal
            yield "signals", lambda: os.kill(self.process, 0)
            yield "signals", lambda: _limit_again(self.process)
            yield "processes", lambda: os.getpgid(self.process)
            yield "processes", lambda: os.stat(f"/proc/{self.process}")
        for at, kinds in zip(self.addresses, SOCKETS, strict=True):
            yield "network", lambda at=at, kinds=kinds: _call(at, *kinds)
        yield "files", file.read_text
        yield "files", lambda: os.close(os.open(file, os.O_WRONLY | os.O_APPEND))
        yield "files", lambda: _make(folder / f"made-{os.getpid()}")
        yield "attributes", lambda: os.chmod(file, stat.S_IMODE(file.stat().st_mode))
        yield "attributes", lambda: os.utime(file)
        yield "pids", _outnumber
        yield "memory", lambda: mmap.mmap(-1, (self.memory + 64) * 2**20).close()

    def _mode_of_ours(self):
        """Behind the fences, give this file, which can be read there, its own mode."""
        if not self.behind:
            raise PermissionError
        handle = os.open(__file__, os.O_RDONLY)
        try:
            os.fchmod(handle, stat.S_IMODE(os.fstat(handle).st_mode))
        finally:
            os.close(handle)

    def _label(self):
        os.setxattr(self.file, "user.nnlib", b"x")

    def try_all(self):
        """Try everything from where we are now: whether each attempt succeeds.

        A process that runs a notebook does so before the fences, and then behind them.
        """
        self.tried, self.behind = True, self.tried
        return [_succeeds(attempt) for _, _, attempt in self.attempts]

    def fences(self, before, behind):
        """The fences that hold, from what `try_all` said before and behind them."""
        held = {}
        for (fence, own, _), was, now in zip(
            self.attempts, before, behind, strict=True
        ):
            held[fence] = held.get(fence, True) and (was or not own) and not now
        return {fence for fence, holds in held.items() if holds}

    def drain(self):
        """Take what has come in, so that the next attempts find room."""
        for listener, (_, kind) in zip(self.listening, SOCKETS, strict=True):
            with contextlib.suppress(OSError, AttributeError):
                while True:
                    if kind == socket.SOCK_STREAM:
                        listener.accept()[0].close()
                    else:
                        listener.recv(16)


def _succeeds(attempt):
    try:
        attempt()
    except Exception:  # whatever stopped it: it was stopped
        return False
    return True


def _limit_again(process):
    """Give a process the limit that it has: who can do that could give it none."""
    import resource

    kind = resource.RLIMIT_CORE
    resource.prlimit(process, kind, resource.prlimit(process, kind))


def _outnumber():
    """Try to be more than TASKS at once; no more than one process comes of it.

    A higher limit forbids nothing. Where it is as low, the question is whether the
    system keeps to it for us: with room for ourselves alone, one more must be refused.
    """
    import resource

    kind = resource.RLIMIT_NPROC
    before, most = resource.getrlimit(kind)
    if most == resource.RLIM_INFINITY or most > TASKS:
        return
    resource.setrlimit(kind, (1, most))
    try:
        if (one_more := os.fork()) == 0:
            os._exit(0)
        os.waitpid(one_more, 0)
    finally:
        resource.setrlimit(kind, (before, most))


def _call(address, family, kind):
    with socket.socket(family, kind) as caller:
        caller.settimeout(1)
        caller.connect(address)
        caller.send(b"x")


def _make(path):
    path.mkdir()
    path.rmdir()


def _look_into(path):
    if os.path.isdir(path):
        os.listdir(path)
    else:
        os.close(os.open(path, os.O_RDONLY))


def overstay():
    """Never end, and hide a process in a session of its own that never ends either."""
    if os.fork() == 0:
        os.setsid()
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(60)
