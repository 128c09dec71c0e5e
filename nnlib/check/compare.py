"""Is it the right answer? If not, in which part, and is it the form or the value?"""

from dataclasses import dataclass
from types import GeneratorType

import numpy as np

NUMBER = (bool, int, float, np.bool_, np.integer, np.floating)
WITHIN = (1e-5, 1e-12)  # relative, absolute


class Alien:
    """Stands for a result of a type that no exercise asks for."""

    def __init__(self, value=None, name=""):
        self.name = name or type(value).__name__


class Stranger(Alien):
    """Stands for a function or class that stayed in another process."""

    def __call__(self, *_, **__):
        raise TypeError(f"{self.name} is in another process")


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
    elif isinstance(want, tuple) and len(returns) == len(want):
        if not isinstance(got, (tuple, list)) or len(got) != len(want):
            wrong = form_of(got) or "parts"
            return [Difference(", ".join(returns), got, want, wrong)]
        pairs = list(zip(returns, got, want, strict=True))
    else:
        pairs = [(returns[0], got, want)]
    found = [Difference(part, g, w, problem(g, w, within)) for part, g, w in pairs]
    return [difference for difference in found if difference.problem]


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
        found = (problem(got[key], want[key], within) for key in want)
        return next(filter(None, found), "")
    if isinstance(want, str):
        same = isinstance(got, str) and got.strip().lower() == want.strip().lower()
        return "" if same else "value" if isinstance(got, str) else "type"
    if isinstance(got, Alien) and isinstance(want, Alien):
        return "" if got.name == want.name else "type"
    return "" if type(got) is type(want) and got == want else form_of(got) or "type"


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
    found = (problem(g, w, within) for g, w in zip(got, want, strict=True))
    return next(filter(None, found), "")


def _number_problem(got, want, within):
    want = np.asarray(want)
    if not isinstance(got, np.ndarray) and not is_number(got):
        if form_of(got):
            return form_of(got)
        if isinstance(got, (list, tuple)):
            return "list" if want.ndim else "type"
        return "complex" if isinstance(got, complex) else "type"
    got = np.asarray(got)
    if got.dtype.kind not in "biuf":
        kinds = {"c": "complex", "O": "object"}
        return kinds.get(got.dtype.kind, "type")
    if got.shape != want.shape:
        return "shape"
    if got.dtype.kind == "b" and want.dtype.kind == "f":
        return "bool"
    return _value_problem(got, want, within)


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
