"""What a learner's code may not do, as far as this system can forbid it.

Each fence is put up if the system has it, and named in what `raised` returns.
"""

import contextlib
import ctypes
import math
import os
import signal
import struct
import sys
from pathlib import Path

MEMORY = 1024  # MB beside what the checker itself takes
FILE = 100 * 2**20  # bytes of one file
TASKS = 64  # processes and threads
NEW_USER, NEW_PID, NEW_NET = 0x10000000, 0x20000000, 0x40000000  # linux/sched.h
DEATH_SIGNAL, SUBREAPER, NO_NEW_PRIVILEGES = 1, 36, 38  # linux/prctl.h
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # Landlock's system calls
LIST = 1 << 3  # the entries of a folder
READ = 1 << 0 | 1 << 2 | LIST  # execute, read a file
INTO_FILES = 1 << 1 | 1 << 14  # write, truncate
TCP, SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals


def _libc():
    return ctypes.CDLL(None, use_errno=True)


def process_control(option, value):
    """prctl(2), where there is one."""
    if sys.platform == "linux":
        _libc().prctl(option, value, 0, 0, 0)


def limited(memory, seconds):
    """Limit memory (MB), processor seconds, sizes of files; return what holds."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    wanted = {
        "RLIMIT_CPU": math.ceil(seconds) + 5,
        "RLIMIT_FSIZE": FILE,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 256,
    }
    if sys.platform == "linux":
        wanted["RLIMIT_AS"] = _size_now() + memory * 2**20
    held = []
    for name, value in wanted.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))
            held.append(name)
    return ["memory", "time"] if "RLIMIT_AS" in held else ["time"]


def _size_now():
    """The bytes of address space that this process has."""
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def few_tasks():
    """Limit processes and threads, those of this namespace; root has no limit."""
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (TASKS, TASKS))


def alone():
    """Go on in a child that sees no network and no other process; False if we can't.

    The calling process waits for that child, and ends as it does.
    """
    user, group = os.getuid(), os.getgid()
    if sys.platform != "linux" or _libc().unshare(NEW_USER | NEW_PID | NEW_NET):
        return False
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    inner = os.fork()
    if inner:
        _, status = os.waitpid(inner, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 127)
    process_control(DEATH_SIGNAL, signal.SIGKILL)
    few_tasks()
    return True


def closed(folder):
    """Landlock: write in `folder` only, read what Python needs; False if we can't."""
    if sys.platform != "linux":
        return False
    libc = _libc()
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    every = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    fields = [every] + [TCP] * (version >= 4) + [SCOPES] * (version >= 6)
    rules = struct.pack(f"{len(fields)}Q", *fields)
    ruleset = libc.syscall(CREATE_RULESET, rules, len(rules), 0)
    if ruleset < 0:
        return False
    _allow(libc, ruleset, folder, every)
    _allow(libc, ruleset, "/dev/null", (READ | INTO_FILES) & every)
    for path in readable():
        _allow(libc, ruleset, path, READ)
    process_control(NO_NEW_PRIVILEGES, 1)
    done = libc.syscall(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return done


def _allow(libc, ruleset, path, access):
    """Add one rule; a path that is not there needs none."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        access &= -1 if os.path.isdir(path) else READ & ~LIST | INTO_FILES
        rule = struct.pack("=Qi", access, handle)
        libc.syscall(ADD_RULE, ruleset, 1, rule, 0)
        os.close(handle)


def readable():
    """The folders that Python and nnlib are read from, and the system's own."""
    library = Path(__file__).parents[2]
    own = [Path(part).resolve() for part in sys.path if part]
    own = [part for part in own if part != library.parent and part.is_dir()]
    system = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/proc", "/sys", "/dev/urandom")
    return [*system, sys.prefix, sys.base_prefix, library, *own]
