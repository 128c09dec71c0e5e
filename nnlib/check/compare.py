"""Is it the right answer? If not, in which part, and is it the form or the value?"""

from dataclasses import dataclass
from types import GeneratorType

import numpy as np

NUMBER = (bool, int, float, np.bool_, np.integer, np.floating)
LARGEST = 62  # bits of a whole number that NumPy can hold
WITHIN = (1e-5, 1e-12)  # relative, absolute


class Alien:
    """Stands for a result of a type that no exercise asks for."""

    def __init__(self, value=None, name=""):
        self.name = name or type(value).__name__


class Stranger(Alien):
    """Stands for a function or class that stayed in another process."""

    def __call__(self, *_, **__):
        raise TypeError


class Aliased(list):
    """Stands for a list or tuple whose arrays are several names for one memory."""

    def __init__(self, items, name):
        super().__init__(items)
        self.name = name


@dataclass
class Difference:
    """One part of a result that is not as it should be."""

    part: str
    got: object
    want: object
    problem: str  # "value", or a key of "form" in `words/en/check.json`


def differences(got, want, returns=("result",), within=WITHIN):
    """Return a Difference for each part of `got` that is not like `want`."""
    if isinstance(want, dict):
        if not isinstance(got, dict) or got.keys() != want.keys():
            return [Difference(returns[0], got, want, form_of(got) or "type")]
        pairs = [(str(key), got[key], want[key]) for key in want]
    elif _results(want) and len(returns) == len(want):
        if isinstance(got, np.ndarray) and got.ndim and len(got) == len(want):
            got = list(got)  # whoever unpacks it sees no difference
        if not isinstance(got, (tuple, list)) or len(got) != len(want):
            wrong = form_of(got) or "parts"
            return [Difference(", ".join(returns), got, want, wrong)]
        pairs = list(zip(returns, got, want, strict=True))
    else:
        pairs = [(returns[0], got, want)]
    found = [Difference(part, g, w, problem(g, w, within)) for part, g, w in pairs]
    return [difference for difference in found if difference.problem]


def _results(want):
    """Is it several results? Two of them may be one array under two names."""
    tuples = isinstance(want, Aliased) and want.name == "tuple"
    return tuples or isinstance(want, tuple)


def problem(got, want, within=WITHIN):
    """Return what is wrong with one part: "" if nothing, "value", or its form."""
    if isinstance(want, np.ndarray) or is_number(want):
        return _number_problem(got, want, within)
    if isinstance(want, (list, tuple)):
        return _sequence_problem(got, want, within)
    if isinstance(want, dict):
        if not isinstance(got, dict):
            return form_of(got) or "type"
        if got.keys() != want.keys():
            return "keys"
        return _worst(problem(got[key], want[key], within) for key in want)
    if isinstance(want, str):
        same = isinstance(got, str) and got.strip().lower() == want.strip().lower()
        return "" if same else "value" if isinstance(got, str) else "type"
    if isinstance(got, Alien) and isinstance(want, Alien):
        return "" if got.name == want.name else "type"
    return "" if type(got) is type(want) and got == want else form_of(got) or "type"


def inner(got, want, within=WITHIN):
    """Return (place, got, want) of the first entry of another form in a nested part.

    place : such as "2" or "a, 1", as a learner counts; "" where it is the part itself
    """
    places = []
    while _same_entries(got, want):
        keys = list(want) if isinstance(want, dict) else range(len(want))
        found = ((k, problem(got[k], want[k], within)) for k in keys)
        key = next((k for k, wrong in found if wrong not in ("", "value")), None)
        if key is None:
            break
        places.append(str(key if isinstance(want, dict) else key + 1))
        got, want = got[key], want[key]
    return ", ".join(places), got, want


def _same_entries(got, want):
    if isinstance(want, dict):
        return isinstance(got, dict) and got.keys() == want.keys()
    listed = isinstance(want, (list, tuple)) and isinstance(got, (list, tuple))
    return listed and len(got) == len(want) and not isinstance(got, Aliased)


def is_number(value):
    return isinstance(value, NUMBER)


def form_of(got):
    """What a result is that is no number at all, or "" if it may be one."""
    if got is None:
        return "none"
    if isinstance(got, GeneratorType):
        return "generator"
    return "callable" if callable(got) else ""


def _sequence_problem(got, want, within):
    listed = isinstance(got, (list, tuple))
    if not listed and not (isinstance(got, np.ndarray) and got.ndim):
        return form_of(got) or "type"
    if len(got) != len(want):
        return "length"
    if isinstance(got, Aliased) and not isinstance(want, Aliased):
        return "aliased"
    return _worst(problem(g, w, within) for g, w in zip(got, want, strict=True))


def _worst(problems):
    """The first wrong form, or "value" where all forms are right."""
    found = [one for one in problems if one]
    return next((one for one in found if one != "value"), "value" if found else "")


def _number_problem(got, want, within):
    want = np.asarray(want)
    if not isinstance(got, np.ndarray) and not is_number(got):
        if form_of(got):
            return form_of(got)
        if isinstance(got, (list, tuple)):
            return "list" if want.ndim and _laid_out(got) == want.shape else "type"
        return "complex" if isinstance(got, complex) else "type"
    if isinstance(got, int) and got.bit_length() > LARGEST:
        return "huge"
    got = np.asarray(got)
    if got.dtype.kind == "O":
        return _objects_problem(got)
    if got.dtype.kind not in "biuf":
        return "complex" if got.dtype.kind == "c" else "type"
    if got.shape != want.shape:
        return "shape"
    if got.dtype.kind == "b" and want.dtype.kind == "f":
        return "bool"
    return _value_problem(got, want, within)


def _laid_out(rows):
    """The shape of the array that nested lists would make, or None."""
    try:
        return np.shape(rows)
    except ValueError:
        return None


def _objects_problem(got):
    """What is wrong with an array whose entries are Python objects."""
    if all(is_number(item) for item in got.flat):
        return "object numbers"
    rows = [item for item in got.flat if isinstance(item, (list, tuple, np.ndarray))]
    return "object rows" if rows else "object"


def _value_problem(got, want, within):
    if got.size == 0:
        return ""
    finite = np.isfinite(want) if want.dtype.kind == "f" else np.True_
    bad = np.isfinite(want) & ~np.isfinite(got)
    got, want, (rtol, atol) = got.astype(float), want.astype(float), within
    with np.errstate(all="ignore"):
        scale = np.abs(want[np.isfinite(want)]).max(initial=0)
        near = np.abs(got - want) <= rtol * np.abs(want) + rtol * scale / 10 + atol
        same = np.where(finite, near, (got == want) | np.isnan(got) & np.isnan(want))
    if same.all():
        return ""
    return "not finite" if bad.any() else "value"
