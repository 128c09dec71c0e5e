"""An attempt, and all that the checker ever asks of it."""

from . import calls, scope, trial
from .plain import DEEP
from .wording import type_and_shape


class Answer:
    """An attempt at an exercise that is in this process.

    Whoever judges asks for nothing else, so an attempt may as well be in another one:
    then something with the same names passes the questions on.
    """

    def __init__(self, exercise, attempt):
        self.exercise, self._attempt = exercise, attempt

    @property
    def untouched(self):
        """What was never filled in: "code", "blanks", or "" if it was."""
        if not has_blanks(self._attempt):
            return ""
        return "code" if callable(self._attempt) else "blanks"

    @property
    def fits(self):
        """Is it of the kind that the exercise asks for?"""
        return self.exercise.kind.fits(self._attempt)

    @property
    def came(self):
        """Its type and shape, as a message writes them."""
        return type_and_shape(self._attempt)

    @property
    def parameters(self):
        """The names of its parameters that take an argument by its place."""
        if not self.fits:
            return []
        return calls.parameters(self.exercise.kind.program(self._attempt))

    def observe(self, cases, seconds=None):
        """Return an Observation for each tuple of arguments; see `trial.observe`."""
        return trial.observe(self.exercise, self._attempt, cases, seconds)

    def calls(self, case, seconds=None):
        """Return its first and last Call with one of the inputs; see `calls.calls`."""
        return calls.calls(self.exercise, self._attempt, case, seconds)

    def data_read(self, cases):
        """Return the names of the notebook's data that it needs."""
        return scope.data_read(self.exercise, self._attempt, cases)


def has_blanks(value, depth=0):
    """Is it, or does it hold, dots that were never filled in?"""
    if depth > DEEP:  # a list that holds itself
        return False
    if isinstance(value, dict):
        return any(has_blanks(value[key], depth + 1) for key in value)
    if isinstance(value, (list, tuple)) and len(value) < 1000:
        return any(has_blanks(item, depth + 1) for item in value)
    return value is ...
