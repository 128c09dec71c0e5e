"""All exercises by id, each lesson's loaded when one of its exercises is asked for."""

import difflib
from collections.abc import Mapping

from nnlib import lessons


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

    def __getitem__(self, name):
        return self.lesson(lessons.split(name)[0])[name]

    def __iter__(self):
        return (name for number in lessons.folders() for name in self.lesson(number))

    def __len__(self):
        return sum(1 for _ in self)


EXERCISES = Bank()


def find(call, name):
    """Return the exercise that `call(name)` means, or say which there are."""
    if not isinstance(name, str):
        raise TypeError(
            f"{call} expects the id of an exercise as a string, got "
            f'{type(name).__name__}; try {call}("{next(iter(EXERCISES))}", ...)'
        )
    if name not in EXERCISES:
        near = difflib.get_close_matches(name, EXERCISES, 1, 0)[0]
        raise ValueError(
            f"{call} expects the id of an exercise, got {name!r}; did you mean "
            f'"{near}"? It stands in the cell as we gave it'
        )
    return EXERCISES[name]
