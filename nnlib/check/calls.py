"""How the learner's own function was called, in the learner's own names."""

import contextlib
import functools
import inspect
from dataclasses import dataclass
from types import FunctionType, GeneratorType

import numpy as np

from . import trial, wording
from .compare import is_number
from .plain import in_plain_types, unchanged


@dataclass(eq=False)
class Call:
    """One call of the learner's function by the `use` of an exercise."""

    arguments: str  # as a message writes them
    names: dict  # place of our argument -> the name under which it came in
    came: str = ""  # what it gave back, once it did
    kind: str = ""  # of that


def names(look):
    """Return the names of the arguments, the learner's own where they are known."""
    ours = list(look.exercise.arguments)
    if not look.cases or not look.cases[0]:
        return ours
    if look.exercise.use is None:
        theirs = look.answer.parameters
        return theirs[: len(ours)] if len(theirs) >= len(ours) else ours
    made = look.answer.calls(look.cases[0], look.seconds)
    found = made[0].names if made else {}
    return [found.get(place, name) for place, name in enumerate(ours)]


def parameters(program):
    """The names of the parameters of a function that take an argument by its place."""
    if not isinstance(program, FunctionType):
        return []
    parameters = inspect.signature(program).parameters.values()
    kinds = inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD
    return [one.name for one in parameters if one.kind in kinds]


def calls(exercise, attempt, case, seconds=None):
    """Try an attempt once more with one of the inputs; return its first, last Call.

    A function that a `use` calls several times with inputs of its own tells only in
    this way what it was called with.
    """
    program, made = exercise.kind.program(attempt), []
    ours = exercise.arguments
    if not isinstance(program, FunctionType):
        return made

    @functools.wraps(program)
    def watched(*given, **named):
        made[1:] = [_call(program, given, named, case, ours)]
        result = program(*given, **named)
        plain = in_plain_types(result)
        made[-1].came, made[-1].kind = wording.type_and_shape(plain), _kind(plain)
        return result

    attempt = exercise.kind.with_program(attempt, watched)
    trial.observe(exercise, attempt, [case], seconds)
    return made


def _call(program, given, named, case, ours):
    """Write down a call before it begins: its arguments may be changed in it."""
    call = Call("", {})
    with contextlib.suppress(Exception):
        pairs = list(_bound(program, given, named, case, ours))
        call.arguments = ", ".join(wording.argument(*pair) for pair in pairs)
        for place, value in enumerate(case):
            same = [name for name, came in pairs if _same(came, value)]
            if len(same) == 1:
                call.names[place] = same[0]
    return call


def _bound(program, given, named, case, ours):
    """Yield (name, value) of each argument; what `*args` takes in has our name."""
    parameters = inspect.signature(program).parameters
    for name, value in (
        inspect.signature(program).bind(*given, **named).arguments.items()
    ):
        kind = parameters[name].kind
        if kind is inspect.Parameter.VAR_POSITIONAL:
            for place, item in enumerate(value, len(given) - len(value)):
                same = [k for k, one in enumerate(case) if _same(item, one)]
                known = same[0] if len(same) == 1 else len(ours) + place
                yield wording.numbered(ours)[known], item
        elif kind is inspect.Parameter.VAR_KEYWORD:
            yield from value.items()
        else:
            yield name, value


def _kind(value):
    """What kind of thing a result is, whichever type stands for it."""
    if isinstance(value, (bool, np.bool_)):
        return "bool"
    if is_number(value) or isinstance(value, np.ndarray):
        return "number" if np.ndim(value) == 0 else "array"
    several = isinstance(value, (list, tuple, GeneratorType))
    return "several" if several else type(value).__name__


def _same(value, ours):
    return type(value) is type(ours) and not callable(ours) and unchanged(value, ours)


def last(look, at):
    """The last Call of an attempt, with one of the inputs; None if it is not known."""
    made = look.answer.calls(look.cases[at], look.seconds)
    return made[-1] if made else None


def line(look, at):
    """The line that says what the attempt was called with, as far as it is known."""
    if look.exercise.use is None or look.seen[at].error is None:
        return tried(look, at)
    call = last(look, at)
    if call and call.arguments and not call.came:
        return wording.say("called", arguments=call.arguments)
    return tried(look, at)


def tried(look, at):
    """The line of an input; a `use` calls the attempt with arguments of its own."""
    if look.exercise.use is None:
        return wording.say("called", arguments=look.arguments(at))
    return wording.say("tried", arguments=look.arguments(at))
