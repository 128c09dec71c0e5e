"""Answers that are right in part, of every kind that the right one's type allows."""

import copy
import functools

import numpy as np

from .plain import unchanged


class Odd:
    """A value that fails whatever one does with it."""

    def _fail(self, *_):
        raise RuntimeError("do not touch")

    __eq__ = __bool__ = __len__ = __iter__ = __float__ = __repr__ = __str__ = _fail
    __array__ = __getitem__ = __format__ = __lt__ = __add__ = __radd__ = _fail
    __hash__ = object.__hash__


def _holds_itself(value):
    found = [value]
    found.append(found)
    return found


def _odd_objects(value):
    found = np.empty(value.shape, dtype=object)
    found.flat[0] = Odd()
    return found


def _zeros(value):
    """The same structure, with zeros for numbers."""
    return _each_number(value, lambda number: number * 0)


def _each_number(value, change):
    if isinstance(value, (list, tuple)):
        return type(value)([_each_number(item, change) for item in value])
    if isinstance(value, dict):
        return {key: _each_number(item, change) for key, item in value.items()}
    number = isinstance(value, (int, float, np.number, np.ndarray))
    return change(value) if number and not isinstance(value, bool) else value


ANY = {
    "nothing": lambda value: None,
    "zeros": _zeros,
    "in a list": lambda value: [value],
    "holds itself": _holds_itself,
    "a generator": lambda value: (one for one in [value]),
    "as text": str,
    "odd": lambda value: Odd(),
    "a function": lambda value: lambda: value,
    "far too large": lambda value: 10**400,
    "larger than Python writes": lambda value: 10**5000,
    "nan": lambda value: _each_number(value, lambda number: number * np.nan),
    "complex": lambda value: _each_number(value, lambda number: number * 1j),
    "signed": lambda value: _each_number(value, lambda number: -number),
}
LISTED = {
    "first part only": lambda value: value[0],
    "last one missing": lambda value: value[:-1],
    "one more": lambda value: [*value, value[-1]],
    "nothing for the first": lambda value: type(value)([None, *value[1:]]),
    "nothing for the last": lambda value: type(value)([*value[:-1], None]),
    "odd for the last": lambda value: type(value)([*value[:-1], Odd()]),
    "zeros for the first": lambda value: type(value)([_zeros(value[0]), *value[1:]]),
    "zeros for the last": lambda value: type(value)([*value[:-1], _zeros(value[-1])]),
    "another order": lambda value: value[::-1],
    "a dict": lambda value: dict(enumerate(value)),
}
ARRAY = {
    "nested list": lambda value: value.tolist(),
    "ragged list": lambda value: [*value.tolist()[:-1], [1.0] * (value.size + 1)],
    "of objects": lambda value: value.astype(object),
    "odd objects": _odd_objects,
    "list of arrays": list,
    "masked": np.ma.array,
    "a matrix": lambda value: (value + 1).reshape(len(value), -1).view(np.matrix),
    "flat": np.ravel,
    "turned": np.transpose,
    "one axis more": lambda value: value[None],
    "first entry only": lambda value: value.flat[0],
    "true or false": lambda value: value > 0,
    "no entries": lambda value: value[:0],
}
DICT = {
    "an entry missing": lambda value: dict(list(value.items())[1:]),
    "an entry more": lambda value: {**value, "more": 1},
    "an odd key": lambda value: {**value, Odd(): 1},
    "nothing in an entry": lambda value: {**value, next(iter(value)): None},
    "a list in an entry": lambda value: {**value, next(iter(value)): [1, [2, 3]]},
    "odd in an entry": lambda value: {**value, next(iter(value)): Odd()},
    "pairs": lambda value: list(value.items()),
}


def ways(value):
    """Return name -> function that spoils such a value."""
    if isinstance(value, np.ndarray) and value.size and value.ndim:
        return ANY | ARRAY
    if isinstance(value, dict):
        return ANY | DICT
    return ANY | LISTED if isinstance(value, (list, tuple)) and value else ANY


def attempts(exercise, cases, right):
    """Yield (name, attempt) of answers that are right in part.

    right : what the reference gives for the first of the cases, as the learner's own
    """
    for name, way in ways(right).items():
        yield name, of_kind(exercise, lambda f, way=way: _spoilt(f, way))
        if len(cases) > 1 and exercise.use is None:
            yield (
                f"{name}, but for the first input",
                of_kind(exercise, lambda f, way=way: _right_once(f, way, cases[0])),
            )


def of_kind(exercise, change):
    """The reference with another result, as the kind of answer that is asked for."""
    reference = exercise.reference
    if exercise.kind.name == "value":
        return change(lambda: reference)()
    if exercise.kind.name == "class":
        methods = {k: v for k, v in vars(reference).items() if callable(v)}
        public = {k: change(v) for k, v in methods.items() if not k.startswith("__")}
        return type("Spoilt", (reference,), public)
    changed = change(exercise.kind.program(reference))
    return exercise.kind.with_program(reference, changed)


def _spoilt(function, way):
    @functools.wraps(function, assigned=())
    def spoilt(*given, **named):
        return way(function(*given, **named))

    return spoilt


def _right_once(function, way, case):
    """Right for one input, spoilt for the others."""

    def spoilt(*given, **named):
        known = len(given) == len(case) and all(map(unchanged, given, case))
        result = function(*copy.deepcopy(given), **named)
        return result if known else way(result)

    return spoilt
