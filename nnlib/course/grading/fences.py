"""What a learner's code may not do, as far as this system can forbid it.

Each fence is put up where the system has it. Whether it stands is another question:
`probe` answers it.
"""

import contextlib
import math
import os
import sys
from pathlib import Path

from nnlib.shared.words import Words

from . import calls, kernel, landlock, namespaces

words = Words(__file__, "grading")
LIBRARY = Path(__file__).parents[2]
FILE = 100 * 2**20  # bytes of one file
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/sys", "/dev/urandom")
NAMES = (  # of the fences
    *("signals", "processes", "network", "files", "attributes"),
    *("memory", "pids", "time"),
)


def meaning(name):
    """What a submission can do where this fence does not hold."""
    return words("fences", "possible", name)


def limit(memory, seconds):
    """Limit memory (MB), processor seconds, sizes of files, as far as that goes here.

    seconds : of the processor, with 5 more to be ended by the clock before
    """
    kernel.process_control(kernel.NO_NEW_PRIVILEGES, 1)
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_CPU": math.ceil(seconds) + 5,
        "RLIMIT_FSIZE": FILE,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 256,
    }
    if kernel.LINUX:
        wanted["RLIMIT_AS"] = _size_now() + memory * 2**20
    for name, value in wanted.items():
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _size_now():
    """The bytes of address space that this process has."""
    pages = Path("/proc/self/statm").read_text().split()[0]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def put_up(folder, guarded):
    """Put up all that there are: go on, perhaps in a child, with `folder` alone.

    guarded : paths that must not become readable, whatever lies on sys.path
    """
    isolation = namespaces.isolate(folder)
    alone = isolation is not None and isolation.own_processes
    landlock.close_files(folder, readable(guarded, alone), [LIBRARY])
    calls.refuse(attributes=isolation is None or not isolation.read_only)


def readable(guarded, alone):
    """The folders that Python and nnlib are read from, and the system's own.

    A folder of sys.path that holds something guarded, such as the current folder with
    a class's submissions, is not among them; nor are the answers to the exercises.
    /proc is, where it shows nobody else.

    alone : does /proc show no other process?
    """
    own = [Path(part).resolve() for part in sys.path if part]
    own = [part for part in own if part.is_dir() and part != LIBRARY.parent]
    own = [part for part in own if not any(map(part.__eq__, _with_parents(guarded)))]
    processes = ["/proc"] if alone else ["/proc/cpuinfo", "/proc/meminfo"]
    python = [sys.prefix, sys.base_prefix]
    return [*SYSTEM, *processes, *python, *without_answers(), *own]


def without_answers():
    """The paths in nnlib that hold no reference, and no known mistake."""
    lessons = LIBRARY / "lessons"
    rooms = [part for room in lessons.glob("lesson_*") for part in room.iterdir()]
    open_ = [part for part in rooms if part.name != "exercises"]
    open_ += [part for part in lessons.iterdir() if part.is_file()]
    return [*open_, *(part for part in LIBRARY.iterdir() if part != lessons)]


def _with_parents(paths):
    whole = [Path(path).resolve() for path in paths]
    return {place for path in whole for place in (path, *path.parents)}
