"""Values as data: what leaves the process that runs a notebook is never a program.

`plain(value)` gives what JSON holds, `value_of(data)` the value again. Of a type that
no exercise compares, its name arrives. Nothing here can run anything, whatever came.
"""

import base64

import numpy as np

from nnlib.check.calls import Call
from nnlib.check.compare import Aliased, Alien, Stranger
from nnlib.check.failure import Failure
from nnlib.check.trial import Observation

KINDS = "?biufcSUMm"  # of arrays: those whose bytes are their values
DEEPEST = 40  # lists within lists
LONGEST = 100_000  # characters of a text, digits of a number, items of a list


def plain(value, depth=0):
    """Return a value as JSON can hold it: a list of its kind and its parts."""
    if value is None or isinstance(value, bool):
        return value
    if value is ...:
        return ["dots"]
    if isinstance(value, (np.ndarray, np.generic)):
        return _array(value, depth)
    if type(value) in (int, float, complex):
        return [type(value).__name__, _digits(value)]
    if isinstance(value, str):
        return ["text", value[:LONGEST].encode("utf-8", "surrogatepass").hex()]
    if depth < DEEPEST and isinstance(value, (list, tuple, dict)):
        return _items(value, depth + 1)
    return _stranger(value)


def _items(value, depth):
    if isinstance(value, dict):
        pairs = list(value.items())[:LONGEST]
        return ["dict", [[plain(k, depth), plain(v, depth)] for k, v in pairs]]
    items = [plain(item, depth) for item in value[:LONGEST]]
    if isinstance(value, Aliased):
        return ["aliased", items, str(value.name)]
    return ["tuple" if isinstance(value, tuple) else "list", items]


def _digits(value):
    if isinstance(value, int):
        return hex(value) if value.bit_length() < LONGEST else "0x0"
    if isinstance(value, float):
        return value.hex()
    return [value.real.hex(), value.imag.hex()]


def _array(value, depth):
    bare, single = np.asarray(value), isinstance(value, np.generic)
    if bare.dtype.char not in KINDS and bare.dtype.kind not in KINDS:
        items = [plain(item, depth + 1) for item in bare.flat[:LONGEST]]
        return ["objects", list(bare.shape), items]
    sent = np.ascontiguousarray(bare.astype(bare.dtype.newbyteorder("<")))
    held = base64.b64encode(sent.tobytes()).decode()
    return ["number" if single else "array", sent.dtype.str, list(bare.shape), held]


def _stranger(value):
    known = isinstance(value, Alien)
    name = value.name if known else type(value).__name__
    kind = "generator" if name == "generator" else "callable"
    return [kind if callable(value) or kind == "generator" else "alien", str(name)]


def value_of(data):
    """Return the value; ValueError where it is none of ours."""
    try:
        return _value(data, 0)
    except (TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError from error


def _value(data, depth):
    if data is None or isinstance(data, bool):
        return data
    if depth > DEEPEST + 1:
        raise ValueError
    kind, *rest = data
    return MAKE[kind](depth + 1, *rest)


def _list(depth, items):
    return [_value(item, depth) for item in items]


def _made_array(depth, dtype, shape, held):
    dtype = np.dtype(dtype)
    if dtype.kind not in KINDS and dtype.char not in KINDS:
        raise ValueError
    return np.frombuffer(base64.b64decode(held), dtype).reshape(shape).copy()


def _objects(depth, shape, items):
    made = np.empty(len(items), dtype=object)
    for place, item in enumerate(items):
        made[place] = _value(item, depth)
    return made.reshape(shape)


def _text(depth, held):
    return bytes.fromhex(held).decode("utf-8", "surrogatepass")


MAKE = {
    "dots": lambda depth: ...,
    "int": lambda depth, held: int(held, 16),
    "float": lambda depth, held: float.fromhex(held),
    "complex": lambda depth, held: complex(*map(float.fromhex, held)),
    "text": _text,
    "array": _made_array,
    "number": lambda *parts: _made_array(*parts)[()],
    "objects": _objects,
    "list": _list,
    "tuple": lambda depth, items: tuple(_list(depth, items)),
    "aliased": lambda depth, items, name: Aliased(_list(depth, items), name),
    "dict": lambda depth, pairs: dict(_list(depth, pair) for pair in pairs),
    "generator": lambda depth, name: (nothing for nothing in ()),
    "callable": lambda depth, name: Stranger(name=str(name)),
    "alien": lambda depth, name: Alien(name=str(name)),
}


# What was seen of an attempt.


def seen_as_data(seen):
    """Return an Observation as data."""
    error = seen.error and [list(seen.error.kinds), *_rest(seen.error)]
    rest = [list(seen.changed), seen.printed, list(seen.warned), seen.why, seen.seconds]
    return [plain(seen.value), error, *rest]


def _rest(error):
    return error.message, error.missing, error.number, error.line, error.values


def seen_of(data):
    """Return the Observation; ValueError where it is none."""
    try:
        value, error, changed, printed, warned, why, seconds = data
        failure = error and Failure(tuple(map(str, error[0])), *_told(error))
        return Observation(
            value=value_of(value),
            error=failure,
            changed=tuple(map(int, changed)),
            printed=str(printed),
            warned=tuple(map(str, warned)),
            why=str(why),
            seconds=float(seconds),
        )
    except (TypeError, IndexError) as problem:
        raise ValueError from problem


def _told(error):
    message, missing, number, line, values = error[1:]
    return str(message), str(missing), int(number), str(line), str(values)


def call_as_data(call):
    """Return a Call as data."""
    names = [[place, name] for place, name in call.names.items()]
    return [call.arguments, names, call.came, call.kind]


def call_of(data):
    """Return the Call; ValueError where it is none."""
    try:
        arguments, names, *result = data
        names = {int(place): str(name) for place, name in names}
        return Call(str(arguments), names, *map(str, result))
    except (TypeError, IndexError) as problem:
        raise ValueError from problem
