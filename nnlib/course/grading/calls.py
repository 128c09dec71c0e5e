"""System calls that are refused: for sockets, limits of others, modes of files.

A Unix socket needs no network: through one a program can ask another, such as the
session's bus, to run something outside of all fences. Modes and times of files are
refused where folders could not be made read-only: Landlock lets them be changed.
seccomp(2).
"""

import ctypes
import errno
import os
import struct

from . import kernel

SOCKET_PAIR_TYPES, DATAGRAM = 0xF, 2  # linux/net.h; a pair of these can call others
FOREIGN = 0x40000000  # numbers from here are those of x86's other interface
IO_URING = 425  # makes sockets too
ARCHITECTURES = {  # linux/audit.h, and the numbers: socket, socketpair, prlimit64
    "x86_64": (0xC000003E, 41, 53, 302),
    "aarch64": (0xC00000B7, 198, 199, 261),
    "riscv64": (0xC00000F3, 198, 199, 261),
}
IOCTL = {"x86_64": 16}  # elsewhere 29
FLAGS = (0x40086602, 0x40046602, 0x401C5820)  # linux/fs.h, to set a file's
ATTRIBUTES = {  # chmod, chown, utime, setxattr, removexattr and what belongs to them
    "x86_64": (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261,
               268, 280),
}  # fmt: skip
ELSEWHERE = (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88)
NEWER = (452, 463, 466, 469)  # the same everywhere
LOAD, EQUAL, FROM, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06  # linux/bpf_common.h
BY_FILTER = 2  # linux/seccomp.h, as are the next
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
NUMBER, ARCHITECTURE, FIRST, SECOND = 0, 4, 16, 24  # where struct seccomp_data has it


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse(attributes=False):
    """Refuse them from now on; False if we can't.

    attributes : refuse to change modes, owners, times and more of files too, all files
    """
    machine = os.uname().machine if kernel.LINUX else None
    if machine not in ARCHITECTURES:
        return False
    also = (*ATTRIBUTES.get(machine, ELSEWHERE), *NEWER) if attributes else ()
    flags = IOCTL.get(machine, 29) if attributes else None
    return install(_listing(*ARCHITECTURES[machine], also, flags))


def install(listing):
    """Let the kernel ask a filter before each system call; False if it does not.

    listing : of (operation, operand) or (operation, operand, label if true, if false),
              where None is the next step; a text between them is a label
    """
    places, steps = {}, []
    for step in listing:
        if isinstance(step, str):
            places[step] = len(steps)
        else:
            steps.append(step)
    packed = b"".join(_packed(step, at, places) for at, step in enumerate(steps))
    program = _Program(len(steps), packed)
    address = ctypes.addressof(program)
    return kernel.process_control(kernel.SECCOMP, BY_FILTER, address)


def _packed(step, at, places):
    """struct sock_filter; a jump counts the steps that it leaves out."""
    operation, operand, *labels = step
    true, false = (places.get(name, at + 1) - at - 1 for name in (labels or [0, 0]))
    return struct.pack("HBBI", operation, true, false, operand)


def _listing(architecture, socket, pair, limits, also, flags):
    return (
        (LOAD, ARCHITECTURE),
        (EQUAL, architecture, None, "refuse"),
        (LOAD, NUMBER),
        (FROM, FOREIGN, "refuse", None),
        (EQUAL, socket, "refuse", None),
        (EQUAL, IO_URING, "refuse", None),
        *((EQUAL, number, "refuse", None) for number in also),
        *([(EQUAL, flags, "flags", None)] if flags else []),
        (EQUAL, pair, "pair", None),
        (EQUAL, limits, "limits", "allow"),
        "flags",
        (LOAD, SECOND),
        *((EQUAL, request, "refuse", None) for request in FLAGS),
        (RETURN, ALLOW),
        "limits",  # of another process; its own is 0
        (LOAD, FIRST),
        (EQUAL, 0, "allow", "refuse"),
        "pair",
        (LOAD, SECOND),
        (AND, SOCKET_PAIR_TYPES),
        (EQUAL, DATAGRAM, "refuse", "allow"),
        "allow",
        (RETURN, ALLOW),
        "refuse",
        (RETURN, REFUSE),
    )
