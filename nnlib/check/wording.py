"""The sentences of the checker, and how it tells of an argument, a type, a part."""

from types import BuiltinFunctionType, FunctionType

import numpy as np

from nnlib import lessons
from nnlib.shared.words import Words, entries

from .compare import Aliased, Alien, is_number

say = Words(__file__, "check")
error = Words(__file__, "errors")  # for a wrong call
FUNCTIONS = FunctionType, BuiltinFunctionType, np.ufunc
SHORT = 200  # characters of anything that an attempt printed or raised


def entry(exercise):
    """Return the words of one exercise: title, next, hints, misconceptions."""
    number, name = lessons.split(exercise.id)
    return entries(lessons.folders()[number], "exercises")[name]


def in_words(exercise, key):
    """Return what a message writes for the key of a part, or for a key as its value.

    What is no such key stays as it is: a symbol, a number, what the learner wrote.
    """
    names = {**say.read("parts"), **entry(exercise).get("parts", {})}
    return names.get(key, key) if isinstance(key, str) else key


def shortened(text, limit=SHORT):
    """Return at most `limit` characters of a text, on one line."""
    text = " ".join(text_for(text).split())
    return text if len(text) <= limit else text[: limit - 2].rstrip() + " …"


def text_for(value):
    """Return str(value), or the name of its type where that fails.

    Python refuses to write a whole number of 5000 digits.
    """
    try:
        return str(value)
    except Exception:
        return type_name(value)


def numbered(names):
    """Return the names of arguments, and behind them names for nine more."""
    more = range(len(names) + 1, len(names) + 10)
    return [*names, *(say("argument", "unnamed", number=k) for k in more)]


def arguments(names, case):
    """Return all arguments of a call as one phrase."""
    pairs = zip(numbered(names), case, strict=False)
    return ", ".join(argument(*pair) for pair in pairs) or say("no arguments")


def argument(name, value):
    """Return an argument as a message writes it: `A (7, 3)`, `h = 1e-05`."""
    if isinstance(value, np.ndarray):
        return f"{name} {value.shape}{_contents(value)}"
    if isinstance(value, (float, np.floating)):
        return f"{name} = {value:.6g}"
    if isinstance(value, str):
        return f"{name} = {shortened(value)!r}"
    if isinstance(value, (bool, int, np.number, type(None))):
        return f"{name} = {shortened(value)}"
    if isinstance(value, (list, tuple)):
        return say("argument", "list", name=name, items=len(value))
    own = getattr(value, "__name__", "") if isinstance(value, FUNCTIONS) else ""
    return f"{name} = {own}" if own.isidentifier() else name


def _contents(array):
    """Return what shapes do not tell: small integers, huge numbers, another dtype."""
    array = np.asarray(array)
    if array.dtype.kind in "iu" and array.size:
        low, high = str(array.min()), str(array.max())
        return say("argument", "integers", low=low, high=high)
    if array.dtype.kind == "f" and array.size and np.abs(array).max() >= 50:
        low, high = f"{array.min():g}", f"{array.max():g}"
        return say("argument", "large", low=low, high=high)
    return "" if array.dtype.kind == "f" else f" {array.dtype}"


def type_name(value):
    stands_in = isinstance(value, (Alien, Aliased))
    return value.name if stands_in else type(value).__name__


def type_and_shape(value):
    """Return the type of a result, and its shape if it has one."""
    if isinstance(value, np.ndarray):
        return say("array", shape=str(value.shape), dtype=str(value.dtype))
    if is_number(value) and not isinstance(value, (bool, np.bool_)):
        return say("right type", "number")
    return "None" if value is None else type_name(value)
