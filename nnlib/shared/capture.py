"""What a callback or an attempt prints would be lost or flood the page; kept here."""

import contextlib
import io
import sys
import threading

_lock = threading.RLock()


class _PerThread:
    """A stream that takes the writes of some threads and passes on all others."""

    def __init__(self, stream):
        self.stream, self.kept = stream, {}

    def write(self, text):
        kept = self.kept.get(threading.get_ident())
        return (self.stream if kept is None else kept[-1]).write(text)

    def __getattr__(self, name):
        return getattr(self.stream, name)


class _Bounded(io.StringIO):
    """Keeps the first `limit` characters; whoever prints for ever fills no memory."""

    def __init__(self, limit):
        super().__init__()
        self.left = limit

    def write(self, text):
        super().write(text[: self.left])
        self.left -= min(len(text), self.left)
        return len(text)


@contextlib.contextmanager
def printed(limit=100_000):
    """Give a buffer that collects what this thread, and no other, writes.

    `contextlib.redirect_stdout` would also take what a cell prints in the meantime.
    """
    said, me = _Bounded(limit), threading.get_ident()
    names = ("stdout", "stderr")
    with _lock:
        for name in names:
            if not isinstance(getattr(sys, name), _PerThread):
                setattr(sys, name, _PerThread(getattr(sys, name)))
        streams = [getattr(sys, name) for name in names]
        for stream in streams:
            stream.kept.setdefault(me, []).append(said)
    try:
        yield said
    finally:
        with _lock:
            for name, stream in zip(names, streams, strict=True):
                _release(name, stream, me)


def dismiss(thread):
    """Forget what a thread writes; for one that was stopped before it could leave."""
    with _lock:
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            if isinstance(stream, _PerThread) and thread in stream.kept:
                stream.kept[thread] = [_Bounded(0)]
                _release(name, stream, thread)


def _release(name, stream, me):
    stack = stream.kept.get(me)  # gone if the thread was dismissed
    if stack:
        stack.pop()
    if not stack and me in stream.kept:
        del stream.kept[me]
    if not stream.kept and getattr(sys, name) is stream:
        setattr(sys, name, stream.stream)
