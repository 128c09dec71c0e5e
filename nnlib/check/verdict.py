"""What is wrong with an attempt, in the order in which a learner can mend it."""

import collections
import contextlib
from dataclasses import dataclass, field

from nnlib.shared.words import filled

from . import crashes, form, matching, scope, some, values
from .answer import Answer, has_blanks
from .look import Look
from .wording import entry, say

caught = collections.deque(maxlen=9)  # errors of our own; the proof wants none


@dataclass
class Verdict:
    """Why an attempt was turned down."""

    outcome: str  # not_attempted, crashed, wrong_form, wrong_value
    misconceptions: tuple = ()  # ids; more than one where they can't be told apart
    lines: list = field(default_factory=list)


def judge(exercise, attempt, seed=matching.SEED, seconds=None):
    """Return None for a right answer, else a Verdict; see `verdict_on`."""
    return verdict_on(Answer(exercise, attempt), seed, seconds)


def verdict_on(answer, seed=matching.SEED, seconds=None):
    """Return the verdict on an Answer, or on what passes the questions on to one.

    Whatever comes, there is no error of ours: what nobody thought of is kept in
    `caught`, where tests find it.
    """
    try:
        return _judged(answer, seed, seconds)
    except Exception as error:
        caught.append(error)
        return Verdict("wrong_form", (), [say("not compared")])


def _judged(answer, seed, seconds):
    if answer.untouched:
        return _not_attempted(answer.untouched)
    if not answer.fits:
        return _other_kind(answer.exercise, answer.came)
    return examined(answer, seed, seconds)


def examined(answer, seed=matching.SEED, seconds=None):
    """Return the verdict on an answer of the right kind: run it, and look."""
    exercise = answer.exercise
    cases = matching.cases(exercise, seed)
    right = matching.right_ones(exercise, seed)
    seen = answer.observe(cases, seconds)
    look = Look(exercise, answer, cases, seen, right, seconds, seed)
    for one in seen:
        stub = one.error is not None and "NotImplementedError" in one.error.kinds
        if stub or has_blanks(one.value):
            return _not_attempted("code" if exercise.kind.called else "blanks")
    if not look.wrong:
        return _on_ladder(look, [("wrong_form", form.unlike_itself)])
    return (
        _named(look)
        or _on_ladder(look, EARLY)
        or _finite(look)
        or (_on_ladder(look, LADDER))
    )


def _not_attempted(what):
    return Verdict("not_attempted", (), [say("not attempted", what)])


def _other_kind(exercise, came):
    """The verdict on a value where a function is asked for, and the like."""
    asked = exercise.kind.program(exercise.reference)
    name = getattr(asked, "__name__", "f").strip("<>").replace("lambda", "f")
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
