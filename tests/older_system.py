"""Run a command on a system without some fences, as older Linux and other systems are.

    python tests/older_system.py unshare,landlock python -m nnlib grade …

A seccomp filter makes the kernel refuse what would put up a fence, so that the command
meets what it would meet there. Nothing is simulated in the command itself.
"""

import os
import sys

from nnlib.course.grading import calls, kernel

REFUSED = {  # what to leave out -> number of the system call on each machine
    "unshare": {"x86_64": 272, "aarch64": 97, "riscv64": 97},
    "mount": {"x86_64": 165, "aarch64": 40, "riscv64": 40},
    "landlock": dict.fromkeys(calls.ARCHITECTURES, 444),
    "seccomp": {"x86_64": 157, "aarch64": 167, "riscv64": 167},
}


def steps(names):
    """A filter as in nnlib.course.grading.calls; seccomp is told by its option."""
    machine = os.uname().machine
    yield calls.LOAD, calls.NUMBER
    for name in names:
        yield calls.EQUAL, REFUSED[name][machine], f"found {name}", None
    yield calls.RETURN, calls.ALLOW
    for name in names:
        yield f"found {name}"
        if name == "seccomp":
            yield calls.LOAD, calls.FIRST
            yield calls.EQUAL, kernel.SECCOMP, None, "another option"
        yield calls.RETURN, calls.REFUSE
    yield "another option"
    yield calls.RETURN, calls.ALLOW


def refuse(names):
    """Let the kernel refuse these from now on; False if it does not do that."""
    if not kernel.LINUX or os.uname().machine not in calls.ARCHITECTURES:
        return False
    kernel.process_control(kernel.NO_NEW_PRIVILEGES, 1)
    return calls.install(steps(names))


if __name__ == "__main__":
    if not refuse(sys.argv[1].split(",")):
        sys.exit("this system can't leave a fence out")
    os.execvp(sys.argv[2], sys.argv[2:])
