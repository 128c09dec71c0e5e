"""System calls that are refused: those that open sockets, or limit other processes.

A Unix socket needs no network: through one a program can ask another, such as the
session's bus, to run something outside of all fences. seccomp(2).
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
LOAD, EQUAL, FROM, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06  # linux/bpf_common.h
BY_FILTER = 2  # linux/seccomp.h, as are the next
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
NUMBER, ARCHITECTURE, FIRST, SECOND = 0, 4, 16, 24  # where struct seccomp_data has it


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse():
    """Refuse them from now on; False if we can't."""
    known = ARCHITECTURES.get(os.uname().machine) if kernel.LINUX else None
    return bool(known) and install(_listing(*known))


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


def _listing(architecture, socket, pair, limits):
    return (
        (LOAD, ARCHITECTURE),
        (EQUAL, architecture, None, "refuse"),
        (LOAD, NUMBER),
        (FROM, FOREIGN, "refuse", None),
        (EQUAL, socket, "refuse", None),
        (EQUAL, IO_URING, "refuse", None),
        (EQUAL, pair, "pair", None),
        (EQUAL, limits, "limits", "allow"),
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
