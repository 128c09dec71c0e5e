"""Attempts that did not reach their end: the learner's own line, and what was there."""

import linecache
import pathlib
import re
import sysconfig
import traceback

import numpy as np

from . import calls
from .compare import NUMBER
from .wording import argument, say, shortened

OURS = str(pathlib.Path(__file__).parents[1])
COMPILED = (".pyx", ".pxd", ".pxi")  # NumPy's, whose lines nobody has here
LIBRARIES = tuple({sysconfig.get_paths()[key] for key in ("stdlib", "platlib")})
TRUTH = "The truth value of an array"  # how NumPy's sentence begins


def endless(look):
    """An attempt that was stopped before its end."""
    last = look.seen[-1]
    if not last.why:
        return None
    stopped = say("stopped", last.why, seconds=last.seconds)
    given = look.arguments(len(look.seen) - 1)
    ours = look.exercise.use is not None  # calls the attempt with what it likes
    called = say("tried", arguments=given) if ours else say("called", arguments=given)
    return "endless", [called, *_printed(last), stopped]


def useless(look):
    """An attempt that came to its end, with something that can't be used."""
    if look.crash is None or own_frames(look.seen[look.crash].error):
        return None
    call = calls.last(look, look.crash) if look.exercise.use else None
    if call is None or not call.came:
        return None
    lines = [say("called", arguments=call.arguments)] if call.arguments else []
    return None, [*lines, say("useless", came=call.came)]


def crashed(look):
    """An attempt that raised an error, and for which inputs it did not."""
    if look.crash is None:
        return None
    error, lines = look.seen[look.crash].error, crash_lines(look)
    if look.good:
        right, wrong = look.arguments(look.good[0]), look.arguments(look.crash)
        lines.append(say("also right", right=right, wrong=wrong))
    elif not isinstance(error, RecursionError):
        lines.append(_question(error))
    return None, lines


def _question(error):
    if message_of(error).startswith(TRUTH):
        return say("truth")
    return say("expected there")


def crash_lines(look):
    """How the first crash came about, in the learner's own lines."""
    seen = look.seen[look.crash]
    called = calls.line(look, look.crash)
    return [*error_lines(seen.error), called, *_printed(seen)]


def _printed(seen):
    """The line that shows what an attempt printed before it ended, if it did."""
    words = shortened(seen.printed)
    return [say("printed", printed=words)] if words else []


def error_lines(error):
    """Return the lines that tell of an error raised by an attempt."""
    lines = [say("error", kind=type(error).__name__, message=message_of(error))]
    for frame, number in own_frames(error)[-1:]:
        source = linecache.getline(frame.f_code.co_filename, number).strip()
        if source:
            lines.append(say("line", number=number, source=shortened(source)))
            shapes = _shapes(frame, source)
            lines += [say("locals", shapes=shapes)] if shapes else []
    if isinstance(error, RecursionError):
        lines.append(say("recursion"))
    return lines


def own_frames(error):
    """Return (frame, line number) for each call of the learner's own code."""
    walked = traceback.walk_tb(error.__traceback__)
    return [(f, n) for f, n in walked if _is_own(f.f_code.co_filename)]


def _is_own(file):
    theirs = file.startswith((OURS, "<frozen", "<string>", *LIBRARIES))
    return not theirs and not file.endswith(COMPILED)


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
    return ", ".join(argument(name, value) for name, value in values
                     if isinstance(value, known))  # fmt: skip
