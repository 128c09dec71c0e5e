"""A file is written whole or not at all, and what stood there can be set aside."""

import contextlib
import datetime
import os
import tempfile


def written(path, data):
    """Put bytes in the place of a file; what stood there stays until then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(part, 0o644)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise


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
                raise OSError(f"could not copy {path.name} whole; nothing was changed")
        except BaseException:
            name.unlink()  # a part of a copy: the disk is full
            raise
        return name
    raise OSError(f"no free name for {path.name}")


def dated(path, day):
    """Yield 04_loss_2026-11-25.ipynb, 04_loss_2026-11-25_2.ipynb, …"""
    for k in range(1, 1000):
        again = f"_{k}" if k > 1 else ""
        yield path.with_name(f"{path.stem}_{day.isoformat()}{again}{path.suffix}")
