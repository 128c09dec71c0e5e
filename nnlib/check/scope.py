"""Does an attempt use data of the notebook that never came in as an argument?"""

from types import CodeType, FunctionType

import numpy as np

from . import trial
from .wording import say

DATA = (np.ndarray, np.number, int, float, list, tuple, dict)


def globals_read(look):
    """Data of the notebook that the attempt needs."""
    names = data_read(look.exercise, look.attempt, look.cases)
    return ("global", [say("global", names=", ".join(names))]) if names else None


def data_read(exercise, attempt, cases):
    """Return the names of the notebook's data that the attempt needs, by trying it
    without them; the names in its code alone would prove nothing."""
    function = exercise.kind.program(attempt)
    if not isinstance(function, FunctionType):
        return []
    scope, found = function.__globals__, []
    data = {name for name, value in scope.items() if _is_data(name, value)}
    while data & _names_in(function) and len(found) < 9:
        bare = without(function, data - set(found))
        trimmed = exercise.kind.with_program(attempt, bare)
        missing = _missing(trial.observe(exercise, trimmed, cases), data)
        if missing is None or missing in found:
            return found
        found.append(missing)
    return found


def _names_in(function):
    """The names in the code of a function, and of the notebook's functions it names."""
    scope, codes, names = function.__globals__, [function.__code__], set()
    seen = set()
    while codes:
        code = codes.pop()
        if code in seen:
            continue
        seen.add(code)
        names |= set(code.co_names)
        codes += [part for part in code.co_consts if isinstance(part, CodeType)]
        helpers = [scope.get(name) for name in code.co_names]
        codes += [h.__code__ for h in helpers if isinstance(h, FunctionType)]
    return names


def _is_data(name, value):
    number = isinstance(value, (int, float, np.number))
    constant = number and name.isupper() and len(name) > 1  # such as EPS = 1e-12
    return isinstance(value, DATA) and not name.startswith("_") and not constant


def without(function, names):
    """Return the function as it would be in a notebook that lacks these names."""
    old = function.__globals__
    scope = {name: value for name, value in old.items() if name not in names}

    def moved(f):
        new = FunctionType(f.__code__, scope, f.__name__, f.__defaults__, f.__closure__)
        new.__kwdefaults__ = f.__kwdefaults__
        return new

    for name, value in scope.items():
        if isinstance(value, FunctionType) and value.__globals__ is old:
            scope[name] = moved(value)
    return moved(function)


def _missing(seen, data):
    for one in seen:
        name = getattr(one.error, "name", None)
        if isinstance(one.error, NameError) and isinstance(name, str) and name in data:
            return name
    return None
