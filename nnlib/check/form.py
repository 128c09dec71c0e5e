"""A wrong form: of what an answer is, and of how it comes about."""

import numpy as np

from . import calls
from .compare import differences, inner, is_number
from .wording import say, shortened, type_and_shape, type_name

RIGHT_TYPE = {np.ndarray: "array", list: "list", tuple: "list", str: "text"}


def misshapen(look):
    """The first part of a result whose type, shape or number of items is wrong."""
    if look.misshapen is None:
        return None
    at, difference = look.misshapen
    seen, problem = look.seen[at], difference.problem
    if problem == "none" and seen.printed.strip():
        problem = "printed"
    lines = [_sentence(look, difference, problem, seen)]
    if look.cases[at] and problem != "aliased":
        lines.insert(0, calls.line(look, at))
    name = "object" if problem.startswith("object") else problem
    return name.replace(" ", "-"), lines


def _sentence(look, difference, problem, seen):
    pair = difference.got, difference.want
    place, got, want = inner(*pair, look.exercise.within)
    where = say("places", places=place) if place else ""
    return say(
        "form",
        problem,
        part=look.part_name(difference.part) + where,
        count=len(look.exercise.returns),
        type=type_name(got),
        came=_names(look, got) if problem == "keys" else type_and_shape(got),
        shape=str(np.shape(got)) if _has_shape(got) else "",
        length=_length(got),
        digits=_digits(got),
        expected=_expected(look, want, problem),
        printed=shortened(seen.printed),
        warned="".join(say("numpy warned", warning=w) for w in seen.warned[:1]),
    )


def _digits(got):
    """About how many digits a whole number has; Python may refuse to write it."""
    return int(got.bit_length() * np.log10(2)) + 1 if isinstance(got, int) else 0


def _names(look, entries):
    return ", ".join(str(look.in_words(key)) for key in entries)


def _has_shape(value):
    return isinstance(value, np.ndarray) or is_number(value)


def _length(value):
    sized = isinstance(value, (list, tuple, dict, str))
    return len(value) if sized or getattr(value, "ndim", 0) else 0


def _expected(look, want, problem):
    if problem == "length":
        return len(want)
    if problem == "keys":
        return _names(look, want)
    if problem == "shape":
        return str(np.shape(want))
    kind = "number" if is_number(want) else RIGHT_TYPE.get(type(want), "other")
    return say("right type", kind)


def arguments_changed(look):
    """Arguments that the attempt wrote into, on the first such input."""
    changed = (names for at in look.wrong if (names := look.changed(at)))
    for names in changed:
        return "changed", [say("changed", names=say("and").join(names))]
    return None


def unlike_itself(look):
    """Another answer to the same arguments, the second time."""
    exercise, at = look.exercise, look.smallest if look.wrong else 0
    if not exercise.kind.called or look.crash is not None:
        return None
    first = look.seen[at]
    case = [look.cases[at]]
    (second,) = look.answer.observe(case, look.seconds)
    rest = exercise.returns, exercise.within
    if second.error is None and not differences(second.value, first.value, *rest):
        return None
    return "random", [say("random")]


def warned(look):
    """Right numbers, and a warning of NumPy on the way."""
    if any(look.differences) or not look.seen[look.smallest].warned:
        return None
    called = calls.line(look, look.smallest)
    warning = shortened(look.seen[look.smallest].warned[0])
    return "warned", [called, say("warned", warned=warning)]
