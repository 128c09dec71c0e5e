"""A namespace of its own: no other process, no network, one folder to write to.

user_namespaces(7), pid_namespaces(7), mount_setattr(2).
"""

import contextlib
import ctypes
import os
import signal
import struct
from dataclasses import dataclass
from pathlib import Path

from . import kernel

DISK = 256  # MB that the folder holds; it is in memory, and gone with the namespace
TASKS = 64  # processes and threads at a time
NEW_MOUNT, NEW_IPC, NEW_USER = 0x00020000, 0x08000000, 0x10000000  # linux/sched.h
NEW_PID, NEW_NET = 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8  # linux/mount.h
RECURSIVE, PRIVATE = 1 << 14, 1 << 18
SET_ATTRIBUTES, HERE, WHOLE_TREE = 442, -100, 0x8000  # the system call, linux/fcntl.h


@dataclass(frozen=True)
class Isolation:
    """What a namespace could be furnished with: some systems forbid mounts in it."""

    own_processes: bool  # /proc shows those of this namespace, and no other
    read_only: bool  # all folders but one


def isolate(folder):
    """Go on in a child that sees no network and no other process; None if we can't.

    The calling process waits for that child, and ends as it does.
    """
    if not kernel.LINUX:
        return None
    user, group = os.getuid(), os.getgid()
    if kernel.libc().unshare(
        NEW_USER | NEW_PID | NEW_NET | NEW_IPC | NEW_MOUNT
    ):  # fmt: skip
        return None
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    inner = os.fork()
    if inner:
        _, status = os.waitpid(inner, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 127)
    kernel.process_control(kernel.DEATH_SIGNAL, signal.SIGKILL)
    isolation = _furnish(folder)
    _limit_tasks()
    kernel.drop_capabilities()  # with them it could undo what is done here
    return isolation


def _furnish(folder):
    """Make all folders read-only but this one, and let /proc show this namespace."""
    _mount("none", "/", None, RECURSIVE | PRIVATE)
    safe = NO_SETUID | NO_DEVICES
    read_only = (
        _mount("tmpfs", folder, "tmpfs", safe, f"size={DISK}m,mode=700")
        and _attributes("/", add=READ_ONLY, how=WHOLE_TREE)
        and _attributes(folder, remove=READ_ONLY)
    )
    _mount("proc", "/proc", "proc", safe | NO_PROGRAMS | READ_ONLY)
    return Isolation(_is_own("/proc"), read_only)


def _is_own(processes):
    """Is this /proc of our namespace? In another we have another number, or none."""
    try:
        return os.readlink(f"{processes}/self") == str(os.getpid())
    except OSError:
        return False


def _mount(source, target, kind, flags, options=""):
    """mount(2); True if it was done."""
    texts = [os.fsencode(text) for text in (source, target, kind or "none")]
    flags = ctypes.c_ulong(flags)
    return kernel.libc().mount(*texts, flags, options.encode()) == 0


def _attributes(path, add=0, remove=0, how=0):
    """mount_setattr(2): change attributes of a mount, or of a tree; was it done?"""
    wanted = struct.pack("4Q", add, remove, 0, 0)
    passed = (HERE, os.fsencode(path), how, wanted, len(wanted))
    return kernel.system_call(SET_ATTRIBUTES, *passed) == 0


def _limit_tasks():
    """Limit processes and threads, those of this namespace; root has no limit."""
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (TASKS, TASKS))
