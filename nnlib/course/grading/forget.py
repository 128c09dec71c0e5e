"""Forget the right answers before a learner's code is near; the judge keeps them."""

import sys

from nnlib.check import EXERCISES, matching

ANSWERS = {"reference": None, "right": {}, "misconceptions": {}, "tell": {}}
BANKS = (matching.right_ones, matching.wrong_ones)


def forget():
    """Take references and known mistakes away from the exercises in this process.

    What `use` needs stays. Whoever looks through Python's memory may still find a
    function; nobody finds one by its name.
    """
    for exercise in list(EXERCISES.loaded()):
        exercise.kind, exercise.arguments  # noqa: B018 (read off the reference, once)
        for name, nothing in ANSWERS.items():
            object.__setattr__(exercise, name, nothing)
    for bank in BANKS:
        bank.cache_clear()
    for name in [name for name in sys.modules if _holds_answers(name)]:
        package, _, last = name.rpartition(".")
        if package in sys.modules:
            vars(sys.modules[package]).pop(last, None)
        del sys.modules[name]


def _holds_answers(name):
    return name.startswith("nnlib.lessons.") and ".exercises" in name
