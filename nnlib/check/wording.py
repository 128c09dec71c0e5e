"""The sentences: titles, hints and messages from data, arrays told by shape."""

import pathlib

import numpy as np

from nnlib import lessons
from nnlib.shared.words import entries, filled, text_of

from .compare import Alien, is_number

HERE = pathlib.Path(__file__).parent
SHORT = 200  # characters of anything that an attempt printed or raised


def common():
    """Return what the checker says about any exercise."""
    return entries(HERE, "check")


def entry(exercise):
    """Return the words of one exercise: title, next, hints, misconceptions."""
    number, name = lessons.split(exercise.id)
    return entries(lessons.folders()[number], "exercises")[name]


def say(key, numbers, place=None):
    """Return one sentence of words.json, such as say("shape", ..., "form")."""
    words = common()
    return filled(text_of((words[place] if place else words)[key]), numbers)


def shortened(text, limit=SHORT):
    """Return at most `limit` characters of a text, on one line."""
    text = " ".join(str(text).split())
    return text if len(text) <= limit else text[: limit - 2].rstrip() + " …"


def told(name, value):
    """Return an argument as a message names it: `A (7, 3)`, `h = 1e-05`."""
    if isinstance(value, np.ndarray):
        return f"{name} {value.shape}{_range(value)}"
    if isinstance(value, (float, np.floating)):
        return f"{name} = {value:.6g}"
    if isinstance(value, (bool, int, str, np.number, type(None))):
        return f"{name} = {value!r}" if isinstance(value, str) else f"{name} = {value}"
    if isinstance(value, (list, tuple)):
        return f"{name}, {len(value)} items"
    return name


def _range(array):
    """Return the range of a small-integer or a huge array, which shapes do not tell."""
    if array.dtype.kind in "iu" and array.size:
        return f" of whole numbers {array.min()} … {array.max()}"
    if array.dtype.kind == "f" and array.size and np.abs(array).max() >= 50:
        return f" from {array.min():g} to {array.max():g}"
    return "" if array.dtype.kind == "f" else f" {array.dtype}"


def arguments(names, case):
    """Return all arguments of a call as one phrase."""
    names = [*names, *(f"argument {k + 1}" for k in range(len(names), len(case)))]
    told_ones = [told(name, value) for name, value in zip(names, case, strict=False)]
    return ", ".join(told_ones) or common()["none"]


def type_name(value):
    return value.name if isinstance(value, Alien) else type(value).__name__


def kind_of(value):
    """Return the type of a result, and its shape if it has one."""
    if isinstance(value, np.ndarray):
        return f"an array {value.shape} of {value.dtype}"
    if is_number(value) and not isinstance(value, (bool, np.bool_)):
        return common()["right type"]["number"]
    return "None" if value is None else type_name(value)
