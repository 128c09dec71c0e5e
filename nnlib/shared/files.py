"""A file is written whole or not at all, and what stood there can be set aside."""

import contextlib
import datetime
import os
import secrets
import stat
from pathlib import Path

from .words import error

BINARY = getattr(os, "O_BINARY", 0)  # Windows would write \r\n for \n


def write(path, data):
    """Put bytes in the place of a file; what stood there stays until then.

    A new file gets the mode that the umask leaves, a replaced one keeps its own. A link
    is followed. What is no file, such as /dev/null or a pipe, is written to.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = _mode_of(path)
    if mode is not None and not stat.S_ISREG(mode):
        path.write_bytes(data)
        return
    part = path.with_name(f".saving-{secrets.token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY
    try:
        handle = os.open(part, flags, 0o666 if mode is None else 0o600)
        with os.fdopen(handle, "wb") as file:
            if mode is not None:  # before a byte of it can be read
                os.chmod(part, stat.S_IMODE(mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # before the name: the power may fail
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise


def _mode_of(path):
    """What kind of file is there, and with which permissions; None if there is none."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def set_aside(path, today=None):
    """Copy a file, byte for byte, to a dated name that is free; return that name."""
    raw = path.read_bytes()
    for name in dated(path, today or datetime.date.today()):
        try:
            name.touch(exist_ok=False)  # fails rather than write over anything
        except FileExistsError:
            continue
        try:
            name.write_bytes(raw)
            if name.read_bytes() != raw:
                raise OSError(error("not copied", name=path.name))
        except BaseException:
            name.unlink()  # a part of a copy: the disk is full
            raise
        return name
    raise OSError(error("no free name", name=path.name))


def dated(path, day):
    """Yield 04_loss_2026-11-25.ipynb, 04_loss_2026-11-25_2.ipynb, …"""
    for k in range(1, 1000):
        again = f"_{k}" if k > 1 else ""
        yield path.with_name(f"{path.stem}_{day.isoformat()}{again}{path.suffix}")
