"""Which named mistake gives exactly what this attempt gave?"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from . import trial
from .answer import Answer
from .compare import differences
from .evidence import by_hand, constant, extremes, telling
from .spec import forms

FRESH = (1,)  # seeds of numbers that no attempt has met
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
    held = [one for one in held if _confirmed(look, one, bool(whole))]
    found = {}
    for one in held:
        found.setdefault(one.name, (_where(look, one), one.seen))
    if whole:
        return found
    sits = {part for part, _ in found.values()}
    chain = by_hand(look.exercise) and look.wrong_parts[:1]  # later ones may follow
    first = next((part for part in chain or look.wrong_parts if part in sits), None)
    return {name: own for name, own in found.items() if own[0] == first}


def _held(look, one):
    """Is all that a misconception does wrong in this attempt, and is that evidence?

    Facts, such as "shuffled", agree by chance: several mistakes lose one. So they are
    evidence only beside other numbers, and none may be wrong that it leaves right.
    """
    exercise, right = look.exercise, look.right[0].value
    own, wrong = set(one.parts), set(look.wrong_parts)
    if look.crash is not None or any(seen.error is not None for seen in one.seen):
        return False
    if not own or not own <= wrong or not _same_changes(look.seen, one.seen):
        return False
    if own != wrong:
        if not any(telling(exercise, right, part) for part in own):
            return False
        if not all(telling(exercise, right, part) for part in wrong - own):
            return False
    agree = all(alike(exercise, look.seen, one.seen, part) for part in one.parts)
    return agree and _finite(look, one.parts)


def _same_changes(seen, other):
    """Do both change the same arguments?"""
    pairs = zip(seen, other, strict=False)
    return all(a.changed == b.changed for a, b in pairs)


def _finite(look, parts):
    """Is there a number in these parts? That both are nan shows nothing."""
    found = [d.problem for part in parts for _, d in look.each_difference(part)]
    return any(problem != "not finite" for problem in found)


def _confirmed(look, one, whole):
    """Do both agree on numbers that they have not met, and give the same kind of thing?

    A few numbers agree by chance, such as shares of seven rows. An answer such as 0
    agrees with each mistake that comes to 0 on these inputs: so both are then tried on
    extremes too, where a formula shows that it is none.
    """
    exercise, parts = look.exercise, one.parts
    if not exercise.kind.called:
        return True
    more = [c for seed in FRESH for c in chosen(cases(exercise, seed), look.places)]
    if constant(exercise, look.seen, look.right, parts):
        if not whole:
            return False
        more += extremes(look.cases)
    both = look.answer, Answer(exercise, one.attempt)
    tried = [answer.observe(more) for answer in both]
    pairs = [p for p in zip(*tried, strict=False) if any(o.error is None for o in p)]
    if not all(_alike(exercise, *pair, part) for pair in pairs for part in parts):
        return False
    facts = not all(telling(exercise, look.right[0].value, part) for part in parts)
    return not facts or _same_kind(look, one)


def _same_kind(look, one):
    """Does the learner's own function give back the same kind of thing?

    Facts don't show it: `bool([False])` is True.
    """
    both = look.answer, Answer(look.exercise, one.attempt)
    made = [answer.calls(look.cases[0]) for answer in both]
    first, second = (calls[0].kind if calls else "" for calls in made)
    return first == second


def _where(look, one):
    """The first wrong part of an attempt that a misconception has wrong, if any."""
    return next((part for part in look.wrong_parts if part in one.parts), None)
