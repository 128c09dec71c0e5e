"""Attempts that are no answer at all; whatever comes, the learner gets a sentence."""

import sys
import warnings

import numpy as np


def _raises(*_):
    raise ValueError("\x00 told you" * 1000)


class _Odd(BaseException):
    def __str__(self):
        raise RuntimeError("an error that can't even be printed")


def _raises_odd(*_):
    raise _Odd


def _interrupts(*_):
    raise KeyboardInterrupt


def _for_ever(*_):
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def _recursion(*arguments):
    return _recursion(*arguments)


def _object_array(*_):
    return np.array([[1], None, "x"], dtype=object)


def _nan(*arguments):
    arrays = [value for value in arguments if isinstance(value, np.ndarray)]
    return np.full(arrays[0].shape if arrays else (), np.nan)


def _floods(*_):
    for _ in range(64):
        print("x" * 2**14)


def _warns(*_):
    warnings.warn("mind the gap", RuntimeWarning, stacklevel=1)
    return np.array([1.0]) / np.zeros(1)


def _empties(*arguments):
    """Delete and overwrite whatever came in."""
    for value in arguments:
        if isinstance(value, np.ndarray) and value.size:
            value[...] = 0
        elif isinstance(value, (list, dict)):
            value.clear()
    del arguments


class _Hostile:
    """A result that fails whatever one does with it."""

    def _fail(self, *_):
        raise RuntimeError("do not touch")

    __eq__ = __bool__ = __len__ = __iter__ = __float__ = __repr__ = __str__ = _fail
    __hash__ = None
    __array__ = __deepcopy__ = __getitem__ = __format__ = _fail


def functions():
    """name -> (function, outcomes that it may have)."""
    form, crash = {"wrong_form"}, {"crashed"}
    wrong = form | {"wrong_value"}
    return {
        "returns None": (lambda *_: None, form),
        "raises": (_raises, crash),
        "raises an odd error": (_raises_odd, crash),
        "exits": (lambda *_: sys.exit(0), crash),
        "interrupts": (_interrupts, crash),
        "loops for ever": (_for_ever, crash),
        "recursion": (_recursion, crash),
        "no arguments": (lambda: 1.0, crash),
        "generator": (lambda *_: (k for k in range(3)), form),
        "object array": (_object_array, form),
        "nan": (_nan, wrong),
        "complex": (lambda *_: 1j, form),
        "text": (lambda *_: "0.5", wrong),
        "a function": (lambda *_: print, form),
        "a long list": (lambda *_: [0.0] * 10**5, wrong),
        "floods the output": (_floods, form),
        "warns": (_warns, wrong),
        "empties its arguments": (_empties, form),
        "hostile": (lambda *_: _Hostile(), form),
    }


def _class_of(function):
    """A class each of whose methods is that function."""

    class Noise:
        def __init__(self, *_, **__):
            pass

        def __getattr__(self, name):
            return function

        def __call__(self, *arguments):
            return function(*arguments)

    return Noise


OF_KIND = {  # an attempt that does what a function does
    "function": lambda reference, function: function,
    "class": lambda reference, function: _class_of(function),
    "pair": lambda reference, function: (reference[0], function),
}


def values():
    """name -> (value, outcomes that it may have)."""
    wrong = {"wrong_form", "wrong_value"}
    return {
        "None": (None, wrong),
        "a function": (print, {"wrong_form"}),
        "a class": (int, {"wrong_form"}),
        "dots": (..., {"not_attempted"}),
        "text": ("no idea", wrong),
        "nan": (np.nan, wrong),
        "object array": (_object_array(), wrong),
        "a generator": ((k for k in range(3)), wrong),
        "a long list": ([0.0] * 10**5, wrong),
        "complex": (1j, wrong),
        "empty": ({}, wrong),
        "hostile": (_Hostile(), wrong),
        "a module": (np, wrong),
    }


def attempts(exercise):
    """name -> (attempt, outcomes that it may have), for the kind of an exercise."""
    anything = {"crashed", "wrong_form", "wrong_value"}
    made = {"no such kind": (_Hostile(), anything)}
    if not exercise.kind.called:
        return made | values()
    for name, (function, outcomes) in functions().items():
        attempt = OF_KIND[exercise.kind.name](exercise.reference, function)
        made[name] = (attempt, anything if exercise.use else outcomes)
    for name, (value, outcomes) in values().items():
        fits = callable(value) and exercise.use
        made[f"value: {name}"] = (value, anything if fits else outcomes)
    return made
