"""What ended an attempt, as data: the error, and the learner's own line."""

import linecache
import pathlib
import re
import sysconfig
import traceback
from dataclasses import dataclass

import numpy as np

from .compare import NUMBER
from .wording import argument, shortened

OURS = str(pathlib.Path(__file__).parents[1])
LIBRARIES = tuple({sysconfig.get_paths()[key] for key in ("stdlib", "platlib")})
COMPILED = (".pyx", ".pxd", ".pxi")  # NumPy's, whose lines nobody has here
LONGEST = 10_000  # characters of a message


@dataclass(frozen=True)
class Failure:
    """An error without its objects, so that it can come from another process.

    kinds   : the names of its type and of those above, such as "LookupError"
    missing : the name that a NameError did not find
    number, line, values : of the learner's line that was being run; 0 if there was none
    """

    kinds: tuple
    message: str
    missing: str = ""
    number: int = 0
    line: str = ""
    values: str = ""

    @property
    def kind(self):
        """The name of its type."""
        return self.kinds[0]


def failure_of(error):
    """Return the Failure that an exception is."""
    kinds = tuple(kind.__name__ for kind in type(error).__mro__)
    missing = getattr(error, "name", None) if isinstance(error, NameError) else None
    missing = missing if isinstance(missing, str) else ""
    return Failure(kinds, message_of(error), missing, *_own_line(error))


def message_of(error):
    """Return what an error says; nothing where saying it raises another."""
    try:
        return str(error)[:LONGEST]
    except BaseException:  # an error of the attempt's own making
        return ""


def _own_line(error):
    for frame, number in own_frames(error)[-1:]:
        line = linecache.getline(frame.f_code.co_filename, number).strip()
        return number, shortened(line), _values(frame, line)
    return 0, "", ""


def own_frames(error):
    """Return (frame, line number) for each call of the learner's own code."""
    walked = traceback.walk_tb(error.__traceback__)
    return [(f, n) for f, n in walked if _is_own(f.f_code.co_filename)]


def _is_own(file):
    theirs = file.startswith((OURS, "<frozen", "<string>", *LIBRARIES))
    return not theirs and not file.endswith(COMPILED)


def _values(frame, line):
    """Return the shapes of the arrays, and the numbers, that stand in the line."""
    names = dict.fromkeys(re.findall(r"[A-Za-z_]\w*", line))
    values = [(name, frame.f_locals.get(name)) for name in names]
    known = (np.ndarray, *NUMBER)
    return ", ".join(argument(name, value) for name, value in values
                     if isinstance(value, known))  # fmt: skip
