"""What is wrong with an attempt, in the order in which a learner can mend it."""

import collections
import contextlib
from dataclasses import dataclass, field

from nnlib.shared.words import filled

from . import crashes, form, matching, scope, some, trial, values
from .look import Look
from .plain import DEEP
from .wording import entry, say, type_and_shape

caught = collections.deque(maxlen=9)  # errors of our own; the proof wants none


@dataclass
class Verdict:
    """Why an attempt was turned down."""

    outcome: str  # not_attempted, crashed, wrong_form, wrong_value
    misconceptions: tuple = ()  # ids; more than one where they can't be told apart
    lines: list = field(default_factory=list)


def judge(exercise, attempt, seed=matching.SEED, seconds=None):
    """Return None for a right answer, else a Verdict; whatever comes, no error of ours.

    What nobody thought of is kept in `caught`, where tests find it.
    """
    try:
        return _judged(exercise, attempt, seed, seconds)
    except Exception as error:
        caught.append(error)
        return Verdict("wrong_form", (), [say("not compared")])


def _judged(exercise, attempt, seed, seconds):
    if has_blanks(attempt):
        return not_attempted(attempt)
    if not exercise.kind.fits(attempt):
        return _other_kind(exercise, attempt)
    return examined(exercise, attempt, seed, seconds)


def examined(exercise, attempt, seed=matching.SEED, seconds=None):
    """Return the verdict on an attempt of the right kind: run it, and look."""
    cases = matching.cases(exercise, seed)
    right = matching.right_ones(exercise, seed)
    seen = trial.observe(exercise, attempt, cases, seconds)
    look = Look(exercise, attempt, cases, seen, right, seconds, seed)
    for one in seen:
        if isinstance(one.error, NotImplementedError) or has_blanks(one.value):
            return not_attempted(attempt)
    if not look.wrong:
        return _on_ladder(look, [("wrong_form", form.unlike_itself)])
    return (
        _named(look)
        or _on_ladder(look, EARLY)
        or _finite(look)
        or (_on_ladder(look, LADDER))
    )


def has_blanks(value, depth=0):
    """Is it, or does it hold, dots that were never filled in?"""
    if depth > DEEP:  # a list that holds itself
        return False
    if isinstance(value, dict):
        return any(has_blanks(value[key], depth + 1) for key in value)
    if isinstance(value, (list, tuple)) and len(value) < 1000:
        return any(has_blanks(item, depth + 1) for item in value)
    return value is ...


def not_attempted(attempt):
    line = say("not attempted", "code" if callable(attempt) else "blanks")
    return Verdict("not_attempted", (), [line])


def _other_kind(exercise, attempt):
    """The verdict on a value where a function is asked for, and the like."""
    asked = exercise.kind.program(exercise.reference)
    name = getattr(asked, "__name__", "f").strip("<>").replace("lambda", "f")
    came = type_and_shape(attempt)
    line = say("kind", exercise.kind.name, id=exercise.id, came=came, name=name)
    return Verdict("wrong_form", ("kind",), [line])


def _on_ladder(look, ladder):
    """The verdict of the first rung that holds, or None."""
    for outcome, rung in ladder:
        if found := rung(look):
            name, lines = found
            if any(look.differences) and look.crash is None:
                lines = [*look.right_lines(), *lines]
            return Verdict(outcome, (name,) if name else (), lines)
    return None


def _named(look):
    """The verdict that misconceptions of the exercise have earned, or None."""
    sentences = entry(look.exercise)["misconceptions"]
    told = {}
    for name, (part, seen) in matching.explanations(look).items():
        with contextlib.suppress(KeyError):  # a number that this attempt has not got
            numbers = look.numbers(name, part, seen)
            told[name] = filled(sentences.get(name, name), numbers)
    if not told:
        return None
    lines = look.right_lines() if look.crash is None else crashes.crash_lines(look)
    first, *others = told.values()
    lines = [*lines, first]
    for other in others:
        lines += [say("or"), other]
    return Verdict(look.outcome, tuple(told), lines)


def _finite(look):
    """The verdict on inputs where the numbers are finite, and wrong too, or None.

    Two slips at once, one of which ends in nan: the other shows where it does not.
    """
    finite = look.finite
    if finite is None:
        return None
    found = _named(finite) or _on_ladder(finite, VALUES)
    at, difference = look.misshapen
    part, arguments = look.part_name(difference.part), look.arguments(at)
    found.lines.append(say("not finite there", part=part, arguments=arguments))
    return found


# What is asked in turn of an attempt that no misconception of its exercise explains.
# Each returns (id or None, lines to read) if that is what went wrong, else None; the
# last one always does.
EARLY = (
    ("crashed", crashes.endless),
    ("wrong_form", scope.globals_read),
    ("wrong_form", crashes.useless),
    ("crashed", crashes.crashed),
)
VALUES = (
    ("wrong_value", values.transposed),
    ("wrong_value", values.ratio),
    ("wrong_value", some.some_inputs),
    ("wrong_value", values.example),
)
LADDER = (
    ("wrong_form", form.misshapen),
    ("wrong_form", form.arguments_changed),
    ("wrong_form", form.unlike_itself),
    ("wrong_form", form.warned),
    *VALUES,
)
