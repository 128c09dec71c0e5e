"""All exercises by id, each lesson's loaded when one of its exercises is asked for."""

import difflib
from collections.abc import Mapping

from nnlib import lessons

from .wording import error


class Bank(Mapping):
    """id -> Exercise; imports a lesson's exercises at their first use."""

    def __init__(self):
        self._loaded = {}

    def lesson(self, number):
        """Return the dict id -> Exercise of a lesson such as "04", in order."""
        if number not in self._loaded:
            modules = lessons.content(number, "exercises")
            every = [exercise for module in modules for exercise in module.EXERCISES]
            self._loaded[number] = {exercise.id: exercise for exercise in every}
        return self._loaded[number]

    def loaded(self):
        """Return the exercises that have been asked for."""
        return [one for lesson in self._loaded.values() for one in lesson.values()]

    def __getitem__(self, name):
        return self.lesson(lessons.split(name)[0])[name]

    def __iter__(self):
        return (name for number in lessons.folders() for name in self.lesson(number))

    def __len__(self):
        return sum(1 for _ in self)


EXERCISES = Bank()


def find(call, name):
    """Return the exercise that `call(name)` means.

    Raises TypeError if the name is no string, ValueError if there is no such exercise.
    """
    if not isinstance(name, str):
        first, came = next(iter(EXERCISES)), type(name).__name__
        raise TypeError(error("no string", call=call, came=came, first=first))
    if name not in EXERCISES:
        near = difflib.get_close_matches(name, EXERCISES, 1, 0)[0]
        raise ValueError(error("unknown", call=call, came=repr(name), near=near))
    return EXERCISES[name]
