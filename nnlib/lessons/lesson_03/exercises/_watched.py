"""Arrays that see an overflow in the numbers themselves, not in the processor's flags.

An answer may silence NumPy's warnings, and a browser has none. So the sums z come as an
array that looks at what each function of NumPy makes of it. What goes on with a copy in
another type (np.asarray) it can't see; there the flags have to do, where there are any.
"""

import numpy as np

BY_ZERO = {"divide", "log", "log2", "log10", "log1p", "power", "reciprocal", "arctanh"}


class Watched(np.ndarray):
    """An array that raises FloatingPointError where it stops being finite."""

    forbidden = ()  # functions of NumPy that the task is to do without

    def __array_ufunc__(self, ufunc, method, *given, **options):
        if ufunc in self.forbidden:
            raise RuntimeError(f"np.{ufunc.__name__} was called")
        given = [_plain(value) for value in given]
        into = options.get("out", ())
        options = {key: _plain(value) for key, value in options.items()}
        with np.errstate(all="ignore"):
            result = getattr(ufunc, method)(*given, **options)
        _stop_if_infinite(ufunc.__name__, given, result)
        return self._watching(result) if not into else into[0]

    def __getitem__(self, place):
        return self._watching(super().__getitem__(place))

    def _watching(self, result):
        if result is None or result is NotImplemented or isinstance(result, tuple):
            return result
        return np.asarray(result).view(type(self))


def without(*forbidden):
    """Return a kind of Watched that also raises where one of these is called."""
    return type("Watched", (Watched,), {"forbidden": forbidden})


def _plain(value):
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value.view(np.ndarray) if isinstance(value, Watched) else value


def _finite(value):
    numbers = np.asarray(value)
    return numbers.dtype.kind not in "fc" or np.isfinite(numbers).all()


def _stop_if_infinite(name, given, result):
    """Raise what NumPy would, if told to, at the first number that is not finite."""
    if _finite(result) or not all(map(_finite, given)):
        return
    if not np.isinf(result).any():
        raise FloatingPointError(f"invalid value encountered in {name}")
    what = "divide by zero" if name in BY_ZERO else "overflow"
    raise FloatingPointError(f"{what} encountered in {name}")
