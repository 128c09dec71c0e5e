"""What Linux can be asked for and Python has no words for; nothing elsewhere."""

import ctypes
import sys

LINUX = sys.platform == "linux"
DEATH_SIGNAL, SECCOMP, SUBREAPER = 1, 22, 36  # linux/prctl.h
DROP_BOUND, NO_NEW_PRIVILEGES, AMBIENT, CLEAR_AMBIENT = 24, 38, 47, 4
CAPABILITIES_3 = 0x20080522  # linux/capability.h


def libc():
    return ctypes.CDLL(None, use_errno=True)


def system_call(number, *arguments):
    """syscall(2): what came, −1 for an error. Whole numbers are passed as long."""
    call = libc().syscall
    call.restype = ctypes.c_long
    passed = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return call(ctypes.c_long(number), *passed)


def process_control(option, *values):
    """prctl(2), where there is one; True if it was done."""
    if not LINUX:
        return False
    words = [*values, 0, 0, 0, 0][:4]
    return libc().prctl(option, *map(ctypes.c_ulong, words)) == 0


def drop_capabilities():
    """Keep no power that a namespace has given, nor one that a program could bring."""
    for capability in range(64):
        process_control(DROP_BOUND, capability)
    process_control(AMBIENT, CLEAR_AMBIENT)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0)
    return libc().capset(header, (ctypes.c_uint32 * 6)()) == 0
