"""An attempt, and all that the checker ever asks of it."""

from . import scope, trial
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

    def observe(self, cases, seconds=None):
        """Return an Observation for each tuple of arguments; see `trial.observe`."""
        return trial.observe(self.exercise, self._attempt, cases, seconds)

    def data_read(self, cases):
        """Return the names of the notebook's data that it needs."""
        return scope.data_read(self.exercise, self._attempt, cases)


def has_blanks(value):
    """Is it, or does it hold, dots that were never filled in?"""
    if isinstance(value, dict):
        return any(map(has_blanks, value.values()))
    if isinstance(value, (list, tuple)) and len(value) < 1000:
        return any(map(has_blanks, value))
    return value is ...
