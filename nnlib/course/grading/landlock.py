"""Landlock: which files a process may write and read, whom it may signal. From 5.13.

landlock(7); signals from version 6 of its interface, Linux 6.12.
"""

import contextlib
import os
import struct

from . import kernel

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls
LIST = 1 << 3  # the entries of a folder
READ = 1 << 0 | 1 << 2 | LIST  # execute, read a file
INTO_FILES = 1 << 1 | 1 << 14  # write, truncate
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # version -> how many; 16 from version 5
TCP, SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals


def close_files(folder, readable, listable=()):
    """Write in `folder` only, read in it and in `readable`; False if we can't.

    listable : folders in which only the names may be read, down to the last one
    """
    if not kernel.LINUX:
        return False
    version = kernel.system_call(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    every = (1 << RIGHTS.get(version, 16)) - 1
    fields = [every] + [TCP] * (version >= 4) + [SCOPES] * (version >= 6)
    rules = struct.pack(f"{len(fields)}Q", *fields)
    ruleset = kernel.system_call(CREATE_RULESET, rules, len(rules), 0)
    if ruleset < 0:
        return False
    _allow(ruleset, folder, every)
    _allow(ruleset, "/dev/null", (READ | INTO_FILES) & every)
    for path in readable:
        _allow(ruleset, path, READ)
    for path in listable:
        _allow(ruleset, path, LIST)
    done = kernel.system_call(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return done


def _allow(ruleset, path, access):
    """Add one rule; a path that is not there needs none."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        access &= -1 if os.path.isdir(path) else READ & ~LIST | INTO_FILES
        rule = struct.pack("=Qi", access, handle)
        kernel.system_call(ADD_RULE, ruleset, 1, rule, 0)
        os.close(handle)
