"""Mistakes that need no exercise of their own: how an answer comes, and its form."""

import numpy as np

from . import trial
from .compare import differences, is_number
from .crashes import described, message_of
from .look import Verdict
from .scope import data_read
from .values import example, ratio, sizes, transposed
from .wording import common, kind_of, say, shortened, type_name


def diagnosed(look):
    """The verdict on an attempt that no misconception of the exercise explains."""
    kinds = (_late, _global, _crashed, _form, _changed, unlike_itself, _warned)
    values = (transposed, ratio, sizes, example)
    verdict = next(found for kind in (*kinds, *values) if (found := kind(look)))
    if any(look.found) and not look.crashed:
        verdict.lines[:0] = look.right_lines()
    return verdict


def _late(look):
    last = look.seen[-1]
    if not last.why:
        return None
    called = say("called", {"arguments": look.told(len(look.seen) - 1)})
    lines = [called, *_printed(last), say(last.why, {"seconds": last.seconds})]
    return Verdict("crashed", ("endless",), lines)


def _global(look):
    names = data_read(look.exercise, look.attempt, look.cases)
    if not names:
        return None
    line = say("global", {"names": ", ".join(names)})
    return Verdict("wrong_form", ("global",), [line])


def _printed(seen):
    """The line that shows what an attempt printed before it ended, if it did."""
    words = shortened(seen.printed)
    return [say("printed", {"printed": words})] if words else []


def crash_lines(look):
    """How the first crash came about, in the learner's own lines."""
    at = next(at for at, seen in enumerate(look.seen) if seen.error is not None)
    seen = look.seen[at]
    called = say("called", {"arguments": look.told(at)})
    return [*described(seen.error), called, *_printed(seen)]


def _crashed(look):
    if not look.crashed:
        return None
    lines, error = crash_lines(look), look.seen[0].error
    good = [at for at in range(len(look.seen)) if at not in look.wrong]
    if good:
        bad = next(at for at, seen in enumerate(look.seen) if seen.error is not None)
        numbers = {"right": look.told(good[0]), "wrong": look.told(bad)}
        lines.append(say("also right", numbers))
    elif not isinstance(error, RecursionError):
        asked = message_of(error).startswith("The truth value of an array")
        lines.append(common()["truth" if asked else "expected there"])
    return Verdict("crashed", (), lines)


def _form(look):
    if look.misshapen is None:
        return None
    at, difference = look.misshapen
    problem, seen = difference.problem, look.seen[at]
    got, want = difference.got, difference.want
    numbers = {
        "part": difference.part,
        "shape": str(np.shape(got)) if _flat(got) else "",
    }
    numbers |= {"expected": _expected(want, problem), "came": kind_of(got)}
    numbers |= {"length": _length(got)}
    numbers |= {"type": type_name(got), "count": difference.part.count(",") + 1}
    numbers["warned"] = "".join(f" (NumPy warned: {w})" for w in seen.warned[:1])
    if problem == "keys":
        numbers["came"] = ", ".join(map(str, got))
    if problem == "none" and seen.printed.strip():
        problem, numbers["printed"] = "printed", shortened(seen.printed)
    if problem == "aliased":
        return Verdict("wrong_form", ("aliased",), [say("aliased", numbers)])
    called = [say("called", {"arguments": look.told(at)})] if look.cases[at] else []
    name = problem.replace(" ", "-")
    return Verdict("wrong_form", (name,), [*called, say(problem, numbers, "form")])


def _length(value):
    sized = isinstance(value, (list, tuple, dict, str))
    return len(value) if sized or getattr(value, "ndim", 0) else 0


def _flat(value):
    return isinstance(value, np.ndarray) or is_number(value)


def _expected(want, problem):
    if problem == "length":
        return len(want)
    if problem == "keys":
        return ", ".join(map(str, want))
    if problem == "shape":
        return str(np.shape(want))
    kinds = common()["right type"]
    if is_number(want):
        return kinds["number"]
    known = {np.ndarray: "array", list: "list", tuple: "list", str: "text"}
    return kinds[known.get(type(want), "other")]


def _changed(look):
    for at in look.wrong:
        if names := look.changed(at):
            line = say("changed", {"names": " and ".join(names)})
            return Verdict("wrong_form", ("changed",), [line])
    return None


def unlike_itself(look):
    """The verdict on an attempt that does not repeat its own answer, else None."""
    at = look.smallest if look.wrong else 0
    if look.exercise.kind == "value" or look.crashed:
        return None
    again = trial.observe(look.exercise, look.attempt, [look.cases[at]], look.seconds)
    first, second, exercise = look.seen[at], again[0], look.exercise
    rest = exercise.returns, exercise.within
    if second.error is None and not differences(second.value, first.value, *rest):
        return None
    return Verdict("wrong_form", ("random",), [common()["random"]])


def _warned(look):
    if any(look.found):
        return None
    at = look.smallest
    numbers = {"warned": shortened(look.seen[at].warned[0])}
    called = say("called", {"arguments": look.told(at)})
    return Verdict("wrong_form", ("warned",), [called, say("warned", numbers)])
