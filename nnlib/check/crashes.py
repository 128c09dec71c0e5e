"""An error as a learner needs it: the own lines, and the shapes that were there."""

import linecache
import pathlib
import re
import sysconfig
import traceback

import numpy as np

from .compare import NUMBER
from .wording import common, say, shortened, told

OURS = str(pathlib.Path(__file__).parents[1])
LIBRARIES = tuple({sysconfig.get_paths()[key] for key in ("stdlib", "platlib")})


def described(error):
    """Return the lines that tell of an error raised by an attempt."""
    lines = [say("error", {"kind": type(error).__name__, "message": message_of(error)})]
    for frame, number in own_frames(error)[-1:]:
        source = linecache.getline(frame.f_code.co_filename, number).strip()
        if source:
            lines.append(say("line", {"number": number, "source": shortened(source)}))
            shapes = _shapes(frame, source)
            lines += [say("locals", {"shapes": shapes})] if shapes else []
    if isinstance(error, RecursionError):
        lines.append(common()["recursion"])
    return lines


def own_frames(error):
    """Return (frame, line number) for each call of the learner's own code."""
    walked = traceback.walk_tb(error.__traceback__)
    return [(f, n) for f, n in walked if _is_own(f.f_code.co_filename)]


def _is_own(file):
    return not file.startswith((OURS, "<frozen", "<string>", *LIBRARIES))


def message_of(error):
    try:
        return shortened(str(error))
    except BaseException:  # an error of the attempt's own making
        return ""


def _shapes(frame, source):
    """Return the shapes of the arrays, and the numbers, that stand in the line."""
    names = dict.fromkeys(re.findall(r"[A-Za-z_]\w*", source))
    values = [(name, frame.f_locals.get(name)) for name in names]
    known = (np.ndarray, *NUMBER)
    return ", ".join(told(name, value) for name, value in values
                     if isinstance(value, known))  # fmt: skip
