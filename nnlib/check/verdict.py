"""What is wrong with an attempt, in the order in which a learner can mend it."""

import inspect

from . import generic, matching, trial
from .look import Look, Verdict
from .wording import common, entry, filled, kind_of, say


def judge(exercise, attempt, seed=matching.SEED, seconds=None):
    """Return None for a right answer, else a Verdict."""
    if blank(attempt):
        return not_attempted(exercise, attempt)
    if not fits(exercise, attempt):
        return Verdict("wrong_form", ("kind",), [_kind_line(exercise, attempt)])
    cases = matching.cases(exercise, seed)
    right = matching.right_ones(exercise, seed)
    seen = trial.observe(exercise, attempt, cases, seconds)
    look = Look(exercise, attempt, cases, seen, right, seconds)
    for one in seen:
        if isinstance(one.error, NotImplementedError) or blank(one.value):
            return not_attempted(exercise, attempt)
    if not look.wrong:
        return generic.unlike_itself(look)
    ids = matching.named(exercise, seen, look.wrong_parts, seed)
    return _named(look, ids, seed) if ids else generic.diagnosed(look)


def blank(value):
    """Is it, or does it hold, dots that were never filled in?"""
    if isinstance(value, dict):
        return any(map(blank, value.values()))
    if isinstance(value, (list, tuple)) and len(value) < 1000:
        return any(map(blank, value))
    return value is ...


def not_attempted(exercise, attempt):
    line = common()["not attempted" if callable(attempt) else "blanks"]
    return Verdict("not_attempted", (), [line])


def fits(exercise, attempt):
    """Is the attempt of the kind that the exercise asks for?"""
    if exercise.kind == "class":
        return isinstance(attempt, type)
    if exercise.kind == "function":
        return callable(attempt) and not isinstance(attempt, type)
    if exercise.kind == "pair":
        pair = isinstance(attempt, (tuple, list)) and len(attempt) == 2
        return pair and isinstance(attempt[0], str) and callable(attempt[1])
    return not inspect.isroutine(attempt) and not isinstance(attempt, type)


def _kind_line(exercise, attempt):
    asked = exercise.reference[1] if exercise.kind == "pair" else exercise.reference
    name = getattr(asked, "__name__", "f").strip("<>").replace("lambda", "f")
    came = kind_of(attempt)
    return say(exercise.kind, {"id": exercise.id, "came": came, "name": name}, "kind")


def _named(look, ids, seed):
    """The verdict that a misconception of the bank has earned."""
    sentences = entry(look.exercise)["misconceptions"]
    known = dict(matching.wrong_ones(look.exercise, seed))
    lines = generic.crash_lines(look) if look.crashed else look.right_lines()
    for rank, name in enumerate(ids):
        lines += [common()["or"]] if rank else []
        lines.append(filled(sentences.get(name, name), look.numbers(name, known[name])))
    return Verdict(look.outcome, ids, lines)
