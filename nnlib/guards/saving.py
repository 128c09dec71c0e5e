"""Guards for a network's file."""

import os

from .arrays import FLOATS
from .sentences import shown, wrong


def file(call, path):
    """The name of a file as text: no number, which would be an open file, no folder."""
    if not isinstance(path, (str, os.PathLike)):
        raise wrong(TypeError, "file.kind", call=call, came=shown(path))
    path = os.fspath(path)
    if isinstance(path, bytes) or "\0" in path or not path:
        raise wrong(TypeError, "file.kind", call=call, came=shown(path))
    folder = os.path.basename(path) in ("", os.curdir, os.pardir)  # there or not
    if folder or (os.path.exists(path) and not os.path.isfile(path)):
        raise wrong(IsADirectoryError, "file.place", call=call, path=repr(path))
    return path


def not_saved(path, error):
    """The error for a place that could not be written."""
    kind = type(error) if isinstance(error, OSError) else ValueError
    reason = getattr(error, "strerror", None) or error
    key = "save.in a file" if kind is NotADirectoryError else "save.failed"
    return wrong(kind, key, path=repr(path), reason=reason)


def not_loaded(path, error):
    """The error for a file that could not be opened, or is no network's."""
    if getattr(error, "filename", None):  # of opening; in reading, no name is told
        reason = error.strerror
        return wrong(type(error), "load.failed", path=repr(path), reason=reason)
    return wrong(ValueError, "load.damaged", path=repr(path))


def saved(path, outline, shape, found, kind, came, theta):
    """θ from a file, if it is of the same layers, and as many numbers."""
    if found != outline:
        ours, theirs = _apart(outline, found)
        fields = dict(path=repr(path), outline=ours, found=theirs)
        raise wrong(ValueError, "load.layers", **fields)
    if theta is None or kind.newbyteorder("=") not in FLOATS:
        fields = dict(path=repr(path), shape=shape, came=f"{kind} {came}")
        raise wrong(ValueError, "load.theta", **fields)
    return theta


def _apart(*outlines):
    """Two lists of layers from where they part, and cut where they are long."""
    same = len(os.path.commonprefix(outlines))  # noqa: RUF071 (of texts, not paths)
    first = outlines[0].rfind("), ", 0, same)
    for outline in outlines:
        rest = outline if first < 0 else f"… {outline[first + 3 :]}"
        rest = " ".join(rest.encode("utf-8", "replace").decode().split())
        yield rest if len(rest) <= 70 else rest[:69] + "…"
