"""Guards for what is no array: numbers, counts, functions, random generators."""

import math
import numbers

import numpy as np
from numpy import ndarray

from .sentences import shown, wrong

MOST = 2**31 - 1
NO_NUMBER = bool, np.timedelta64  # though Python and NumPy list them with the integers


def _no(kind, key, call, name, value, example, **more):
    """The error for one argument, with a value that would do."""
    fields = dict(call=call, name=name, came=shown(value), example=example)
    return wrong(kind, key, **fields, **more)


def number(call, name, value, example):
    """A real number, as Python has it: NumPy's small kinds would round and overflow."""
    if type(value) is ndarray and value.ndim == 0:
        value = value[()]
    if not isinstance(value, numbers.Real) or isinstance(value, NO_NUMBER):
        raise _no(TypeError, "number", call, name, value, example)
    try:
        real = float(value)
    except OverflowError:  # a whole number of 400 digits
        raise _no(ValueError, "number.finite", call, name, value, example) from None
    return int(value) if isinstance(value, numbers.Integral) else real


def _within(holds, key, call, name, value, example):
    value = number(call, name, value, example)
    if not (holds(value) and math.isfinite(value)):
        raise _no(ValueError, key, call, name, value, example)
    return value


def finite(call, name, value, example):
    """Any number but nan and infinity."""
    return _within(lambda x: True, "number.finite", call, name, value, example)


def at_least_0(call, name, value, example):
    """A finite number from 0."""
    return _within(lambda x: x >= 0, "number.least", call, name, value, example)


def above_0(call, name, value, example):
    """A finite number above 0."""
    return _within(lambda x: x > 0, "number.above", call, name, value, example)


def fraction(call, name, value, example=0.9):
    """A number from 0 up to, but not including, 1."""
    if type(value) is float and 0 <= value < 1:
        return value  # the usual case, once a step in a leaky ReLU
    return _within(lambda x: 0 <= x < 1, "number.part", call, name, value, example)


def integer(call, name, value, example=10):
    """A whole number of any sign."""
    if type(value) is int:
        return value  # the usual case, once a step in cross-entropy
    if not isinstance(value, numbers.Integral) or isinstance(value, NO_NUMBER):
        raise _no(TypeError, "whole", call, name, value, example)
    return int(value)


def whole(call, name, value, example=10):
    """A whole number from 1, small enough to count something."""
    value = integer(call, name, value, example)
    if not 1 <= value <= MOST:
        key = "whole.least" if value < 1 else "whole.most"
        raise _no(ValueError, key, call, name, value, example, most=MOST)
    return value


def between(call, name, value, low, high, example, kind=number):
    """A number from `low` to `high`; with kind=integer, a whole one."""
    value = kind(call, name, value, example)
    if not low <= value <= high:
        more = dict(low=low, high=high)
        raise _no(ValueError, "number.between", call, name, value, example, **more)
    return value


def yes_or_no(call, name, value):
    """True or False, and not what happens to be true."""
    if not isinstance(value, (bool, np.bool_)):
        raise _no(TypeError, "flag", call, name, value, True)


def function(call, name, value, example):
    """Something to call with arguments: no class, which would only be made."""
    if not callable(value) or isinstance(value, type):
        raise _no(TypeError, "function", call, name, value, example)
    return value


class Missing:
    """Stands in for a generator that was not given: the first use says so."""

    def __init__(self, call):
        self._call = call

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return generator(self._call, None)


def generator(call, rng):
    """A random generator, not a seed: who owns the randomness is always visible."""
    if isinstance(rng, Missing):
        call, rng = rng._call, None
    if not isinstance(rng, (np.random.Generator, np.random.RandomState)):
        is_whole = isinstance(rng, numbers.Integral) and not isinstance(rng, NO_NUMBER)
        seed = shown(int(rng)) if is_whole and rng >= 0 else 0
        raise wrong(TypeError, "generator", call=call, came=shown(rng), seed=seed)
    return rng


def shape(call, shape, axes=1):
    """The shape of weights as whole numbers: no small kind whose sum overflows."""
    sizes = shape if isinstance(shape, (tuple, list)) else (shape,)
    sizes = tuple(whole(call, "shape", size, "(2, 3)") for size in sizes)
    if len(sizes) < axes:
        raise _no(ValueError, "shape", call, "shape", shape, "(2, 3)")
    return sizes


def drawing(call, shape_of_weights, rng, axes=1):
    """The arguments of an initializer that draws."""
    sizes = shape(call, shape_of_weights, axes)
    return sizes, generator(f"{call}(shape, rng)", rng)
