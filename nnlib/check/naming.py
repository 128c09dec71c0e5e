"""The keys in a spec that stand for words, and what its words say for them."""

import re

from . import matching
from .wording import entry, say

SYMBOL = re.compile(r"d?[^\W\d]\d?(_\w+)?|theta|[\W\d]*")  # dW2, b_new, θ, (0, 1)
SHAPE = re.compile(r" \([\d, ]*\)$")  # behind the type of a value
WORDS = re.compile(r"[^\W\d]{2}.*\s|\s.*[^\W\d]{2}")


def unnamed(exercise):
    """Return the parts that are words, or have words as values, and no entry."""
    names, values = _shown(exercise)
    known = say.read("parts").keys() | entry(exercise).get("parts", {}).keys()
    words = {name for name in names if not SYMBOL.fullmatch(name)}
    words |= {value for value in values if WORDS.search(SHAPE.sub("", value))}
    return sorted(words - known - _of_the_learner(exercise))


def unused(exercise):
    """Return the entries that no part has as its key, or as its value."""
    names, values = _shown(exercise)
    return sorted(entry(exercise).get("parts", {}).keys() - names - values)


def _of_the_learner(exercise):
    """The names in the learner's own code: arguments, the keys of a dict of blanks."""
    filled_in = exercise.reference if isinstance(exercise.reference, dict) else ()
    return {*exercise.arguments, *filled_in}


def _shown(exercise):
    """The keys of all parts, and all texts that a `use` gives as their values."""
    names, values = set(exercise.returns), set()
    banks = [matching.right_ones(exercise)]
    banks += [seen for _, seen in matching.wrong_ones(exercise)]
    for seen in (one for bank in banks for one in bank):
        if exercise.use and isinstance(seen.value, dict):
            _collect(exercise, seen.value, names, values)
    return names, values


def _collect(exercise, parts, names, values):
    for key, value in parts.items():
        names.add(str(key))
        if isinstance(value, dict):
            _collect(exercise, value, names, values)
        elif isinstance(value, str) and key != exercise.kind.test:
            values.add(value)
