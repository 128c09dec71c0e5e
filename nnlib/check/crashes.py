"""Attempts that did not reach their end: the learner's own line, and what was there."""

from . import calls
from .wording import say, shortened

TRUTH = "The truth value of an array"  # how NumPy's sentence begins


def endless(look):
    """An attempt that was stopped before its end."""
    last = look.seen[-1]
    if not last.why:
        return None
    stopped = say("stopped", last.why, seconds=last.seconds)
    called = calls.tried(look, len(look.seen) - 1)
    return "endless", [called, *_printed(last), stopped]


def useless(look):
    """An attempt that came to its end, with something that can't be used."""
    if look.crash is None or look.seen[look.crash].error.number:
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
    failure, lines = look.seen[look.crash].error, crash_lines(look)
    if look.good:
        right, wrong = look.arguments(look.good[0]), look.arguments(look.crash)
        lines.append(say("also right", right=right, wrong=wrong))
    elif "RecursionError" not in failure.kinds:
        lines.append(_question(failure))
    return None, lines


def _question(failure):
    if failure.message.startswith(TRUTH):
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


def error_lines(failure):
    """Return the lines that tell of an error raised by an attempt."""
    message = shortened(failure.message)
    lines = [say("error", kind=failure.kind, message=message)]
    if failure.line:
        lines.append(say("line", number=failure.number, source=failure.line))
        lines += [say("locals", shapes=failure.values)] if failure.values else []
    if "RecursionError" in failure.kinds:
        lines.append(say("recursion"))
    return lines
