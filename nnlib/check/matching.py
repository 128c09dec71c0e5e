"""Which named mistake gives exactly what this attempt gave?"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import trial
from .compare import differences
from .evidence import constant, extremes, telling
from .spec import forms

SEED = 0  # of the inputs: the same mistake gets the same message each time


@lru_cache(maxsize=64)
def cases(exercise, seed=SEED):
    """The tuples of arguments that an exercise tries, made anew from a seed."""
    return list(exercise.inputs(np.random.default_rng(seed)))


@lru_cache(maxsize=64)
def right_ones(exercise, seed=SEED):
    """What the reference does with each of them."""
    inputs = cases(exercise, seed)
    return trial.observe(exercise, exercise.reference, inputs, seconds=120)


@lru_cache(maxsize=64)
def wrong_ones(exercise, seed=SEED):
    """(id, what that misconception does with each of the inputs), form by form."""
    inputs = cases(exercise, seed)
    return [
        (name, trial.observe(exercise, wrong, inputs, seconds=120))
        for name, wrong in each_form(exercise.misconceptions)
    ]


@dataclass(frozen=True, eq=False)
class Known:
    """A form of a misconception: what it does, and which parts it has wrong."""

    name: str
    attempt: object
    seen: list
    parts: tuple


@lru_cache(maxsize=256)
def bank(exercise, seed=SEED, places=None):
    """A Known for each form of each misconception, seen on all inputs or on some."""
    attempts = [form for _, form in each_form(exercise.misconceptions)]
    right, found = chosen(right_ones(exercise, seed), places), []
    pairs = zip(attempts, wrong_ones(exercise, seed), strict=True)
    for attempt, (name, every) in pairs:
        seen = chosen(every, places)
        found.append(Known(name, attempt, seen, parts_wrong(exercise, seen, right)))
    return found


def chosen(items, places):
    """Those of the items that stand at some places; all of them where it is None."""
    return items if places is None else [items[k] for k in places if k < len(items)]


def parts_wrong(exercise, seen, right):
    """The names of the parts that differ from the right ones on some input."""
    pairs = zip(seen, right, strict=False)
    rest = exercise.returns, exercise.within
    each = (differences(a.value, b.value, *rest) for a, b in pairs if a.error is None)
    return tuple(dict.fromkeys(d.part for found in each for d in found))


def each_form(wrong_ones):
    """Yield (name, attempt) for each form of each wrong attempt in a dict."""
    for name, wrong in wrong_ones.items():
        for form in wrong if isinstance(wrong, forms) else (wrong,):
            yield name, form


def alike(exercise, seen, other, part=None):
    """Did two attempts do the same on all inputs? With `part`, in that part."""
    if len(seen) != len(other):
        return False
    pairs = zip(seen, other, strict=True)
    return all(_alike(exercise, a, b, part) for a, b in pairs)


def _alike(exercise, seen, other, part):
    if seen.error is not None or other.error is not None:
        if seen.error is None or other.error is None:
            return False
        same = seen.error.kind == other.error.kind
        return same and seen.error.message == other.error.message
    if part is None and seen.changed != other.changed:
        return False
    found = differences(seen.value, other.value, exercise.returns, exercise.within)
    return not found if part is None else all(d.part != part for d in found)


def explanations(look):
    """Return id -> (part, Observations) of the misconceptions that explain a Look.

    Those that agree in everything; failing that, those that agree in all parts where
    they are wrong themselves, such as a wrong gradient beside a loss with another
    mistake. The part is where it sits: its sentence takes its numbers from there.
    """
    known = bank(look.exercise, look.seed, look.places)
    whole = [one for one in known if alike(look.exercise, look.seen, one.seen)]
    held = whole or [one for one in known if _held(look, one)]
    held = [one for one in held if not _by_chance(look, one)]
    found = {}
    for one in held:
        found.setdefault(one.name, (_where(look, one), one.seen))
    if whole:
        return found
    sits = {part for part, _ in found.values()}
    first = next((part for part in look.wrong_parts if part in sits), None)
    return {name: own for name, own in found.items() if own[0] == first}


def _held(look, one):
    """Is all that a misconception does wrong in this attempt, and is that evidence?

    Facts, such as "shuffled", agree by chance: several mistakes lose one. So they are
    evidence only where they are all that is wrong.
    """
    exercise, wrong = look.exercise, look.wrong_parts
    if look.crash is not None or any(seen.error is not None for seen in one.seen):
        return False
    if not one.parts or not set(one.parts) <= set(wrong):
        return False
    right = look.right[0].value
    if not any(telling(exercise, right, part) for part in one.parts):
        if set(one.parts) != set(wrong):
            return False
    return all(alike(exercise, look.seen, one.seen, part) for part in one.parts)


def _by_chance(look, one):
    """Is it one number on all inputs, and elsewhere not what the misconception gives?

    An answer such as 0 agrees with each mistake that comes to 0 on these inputs. So
    both are tried on extremes of them, where a formula shows that it is none.
    """
    exercise, parts = look.exercise, one.parts
    if not exercise.kind.called or not constant(exercise, look.seen, look.right, parts):
        return False
    more = extremes(look.cases)
    known = trial.observe(exercise, one.attempt, more)
    pairs = list(zip(look.answer.observe(more), known, strict=False))
    both = [(a, b) for a, b in pairs if a.error is None or b.error is None]
    agree = (_alike(exercise, *pair, part) for pair in both for part in parts)
    return not both or not all(agree)


def _where(look, one):
    """The first wrong part of an attempt that a misconception has wrong, if any."""
    return next((part for part in look.wrong_parts if part in one.parts), None)
