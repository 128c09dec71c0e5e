"""Is the checker itself right? What is promised for every exercise, tried out."""

import contextlib
import copy
import functools
import io
import re
import traceback
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from . import matching, mixes, naming, trial
from . import partly as partial
from .answer import Answer
from .checking import CheckFailed, check
from .evidence import telling
from .noise import attempts
from .verdict import caught, examined, judge
from .wording import entry, in_words, say

UNFILLED = re.compile(r"\{\w+(:[^{}]*)?\}")
PATIENCE = 0.4  # seconds for an attempt that never ends
MISCONCEPTIONS = {"function": 5, "class": 5, "pair": 2, "value": 2}  # at least


@dataclass
class Proof:
    """Counts of what was tried and what held, and a sentence for each that did not."""

    HEAD = (
        "misconceptions  rejected  named  right accepted  conditions told"
        "  pairs  partly right  noise survived  stub"
    )

    tried: Counter = field(default_factory=Counter)
    held: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)

    def count(self, key, holds, fault):
        self.tried[key] += 1
        self.held[key] += bool(holds)
        if not holds:
            self.faults.append(fault)

    def __str__(self):
        tried, held = self.tried, self.held
        right = f"{held['good']}/{tried['good']}"
        told = f"{held['condition']}/{tried['condition']}"
        pairs = f"{held['pair']}/{tried['pair']}"
        partly = f"{held['partly']}/{tried['partly']}"
        survived = f"{held['noise']}/{tried['noise']}"
        stub = "rejected" if held["stub"] else "ACCEPTED"
        return (
            f"{tried['rejected']:14}{held['rejected']:10}{held['named']:7}{right:>16}"
            f"{told:>17}{pairs:>11}{partly:>10}{survived:>16}  {stub}"
        )


def answer(exercise, attempt):
    """Return (outcome, ids, words) as a learner gets them; outcome None if right.

    Raises whatever else comes out of the checker, which is a fault of its own.
    """
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            check(exercise.id, attempt)
        except CheckFailed as failed:
            return failed.outcome, failed.misconceptions, str(failed)
    return None, (), said.getvalue()


def prove(exercise, promises=None):
    """Try what is promised for an exercise, and return a Proof.

    promises : some of CORE, MIXED, SAMPLE and NOISE; all of them if not given
    """
    proof = Proof()
    try:
        entry(exercise)
    except KeyError:
        file = f"lesson_{exercise.lesson}/words/en/exercises.json"
        proof.faults.append(f"{file} has no words for it")
        return proof
    for promise in CORE + MIXED + NOISE if promises is None else promises:
        promise(exercise, proof)
    return proof


def misconceptions(exercise, proof):
    """Each is rejected and named, and its sentence has all its numbers."""
    least = MISCONCEPTIONS[exercise.kind.name]
    if len(exercise.misconceptions) < least:
        proof.faults.append(f"has fewer than {least} misconceptions")
    for name, wrong in matching.each_form(exercise.misconceptions):
        what, ids, said = answer(exercise, wrong)
        if UNFILLED.search(said):
            proof.faults.append(f"a number of {name!r} is not told: {said}")
        proof.count("rejected", what, f"misconception {name!r} is accepted")
        fault = f"misconception {name!r} is taken for {ids}"
        proof.count("named", ids == (name,), fault)


def right_answers(exercise, proof):
    """Each is accepted, and there are several."""
    if len(exercise.right) < 2:
        proof.faults.append("has fewer than 2 other right answers")
    for name, right in {"reference": exercise.reference, **exercise.right}.items():
        what, ids, _ = answer(exercise, right)
        proof.count("good", what is None, f"right answer {name!r} is {what} {ids}")


def conditions(exercise, proof):
    """What ignores one demand of the task, and is right in all else, is rejected."""
    for name, wrong in matching.each_form(exercise.conditions):
        what, _, _ = answer(exercise, wrong)
        told = what not in (None, "not_attempted")
        proof.count("condition", told, f"what ignores {name!r} is {what or 'accepted'}")


def noise(exercise, proof):
    """No attempt that is no answer at all is accepted, or breaks the checker."""
    for name, (attempt, allowed) in attempts(exercise).items():
        try:
            verdict = judge(
                exercise, attempt, seconds=PATIENCE if "for ever" in name else None
            )
            what = verdict and verdict.outcome
        except BaseException as error:
            what = f"{type(error).__name__} of the checker: {error}"
        proof.count("noise", what in allowed, f"noise {name!r} is {what}")


def stub(exercise, proof):
    """A task that was not begun is no answer."""
    what, _, _ = answer(exercise, exercise.untouched)
    proof.count("stub", what == "not_attempted", f"the stub is {what}")


def words(exercise, proof):
    """Each misconception has its sentence, and there are three hints."""
    said_of = entry(exercise)
    missing = {"title", "next", "hints", "misconceptions"} - said_of.keys()
    said, there = set(said_of["misconceptions"]), set(exercise.misconceptions)
    proof.faults += [f"words lack {key!r}" for key in sorted(missing)]
    proof.faults += [f"no sentence for {name!r}" for name in sorted(there - said)]
    proof.faults += [f"a sentence for no {name!r}" for name in sorted(said - there)]
    if len(said_of["hints"]) != 3:
        proof.faults.append("has not three hints")


def parts(exercise, proof):
    """What is words in a result has its entry, and each entry is used."""
    unnamed, unused = naming.unnamed(exercise), naming.unused(exercise)
    proof.faults += [f'no entry in "parts" for {name!r}' for name in unnamed]
    proof.faults += [f'an entry in "parts" for no {name!r}' for name in unused]


def pairs(exercise, proof, most=None):
    """Two mistakes at once are named as those two, or as nothing.

    most : how many of them, spread over all; each of them if not given
    """
    for pair in some(exercise, mixes.pairs(exercise), most):
        verdict = _examined(pair.exercise, pair.attempt, proof)
        if verdict is None:
            continue  # two errors that cancel
        names = set(verdict.misconceptions) & set(exercise.misconceptions)
        strange = {name for name in names if not pair.may_be_named(name)}
        both = tuple(one.name for one in pair.known)
        proof.count("pair", not strange, f"the pair {both} is taken for {strange}")
        proof.count("told", _is_true(exercise, pair, verdict), f"of {both}: {verdict}")


def some(exercise, found, most):
    """Return `most` of what was found, drawn fairly and always alike; or all."""
    if not most or len(found) <= most:
        return found
    draw = np.random.default_rng(list(exercise.id.encode()))
    return [found[k] for k in np.sort(draw.choice(len(found), most, replace=False))]


def _examined(exercise, attempt, proof):
    """The verdict on an attempt; an error of our own is a fault."""
    caught.clear()
    try:
        return examined(Answer(exercise, attempt))
    except Exception as error:
        proof.faults.append(f"an error of our own: {type(error).__name__}: {error}")
        return None


def _is_true(exercise, pair, verdict):
    """Is each brace filled, and is nothing called right that is wrong?"""
    said = "\n".join(verdict.lines)
    head, end = say("right", parts="\0").split("\0")
    good = [line for line in verdict.lines if line.startswith(head)]
    named = {name for line in good for name in line[len(head) : -len(end)].split(", ")}
    seen = trial.observe(pair.exercise, pair.attempt, matching.cases(exercise))
    wrong = matching.parts_wrong(exercise, seen, matching.right_ones(exercise))
    return not UNFILLED.search(said) and named.isdisjoint(
        str(in_words(exercise, part)) for part in wrong
    )


def partly(exercise, proof, most=None):
    """What is right in part is taken for no mistake that it is not."""
    cases, bank = matching.cases(exercise), matching.bank(exercise)
    right = None
    if exercise.kind.name in ("function", "value") and exercise.use is None:
        right = exercise.result(exercise.reference, *copy.deepcopy(cases[0]))
    elif exercise.kind.name == "value":
        right = exercise.reference
    spoilt = list(partial.attempts(exercise, cases, right))
    for name, attempt in some(exercise, spoilt, most):
        caught.clear()
        verdict = judge(exercise, attempt)
        errors = ["".join(traceback.format_exception(one)[-3:]) for one in caught]
        caught.clear()
        names = set(verdict.misconceptions if verdict else ()) & {k.name for k in bank}
        seen = trial.observe(exercise, attempt, cases) if names else []
        same = {k.name for k in bank if names and _does_it(exercise, seen, k)}
        filled = not verdict or not UNFILLED.search("\n".join(verdict.lines))
        fault = f"partly right, {name!r}: {verdict} {errors}"
        proof.count("partly", names <= same and not errors and filled, fault)


def _does_it(exercise, seen, known):
    """Is all that a known mistake does wrong in what was seen? Facts: all else too."""
    right = matching.right_ones(exercise)[0].value
    own = any(telling(exercise, right, part) for part in known.parts)
    parts = known.parts if own else [None]
    return all(matching.alike(exercise, seen, known.seen, part) for part in parts)


CORE = (misconceptions, right_answers, conditions, stub, words, parts)
MIXED = (pairs, partly)
SAMPLE = (
    functools.partial(pairs, most=2),
    functools.partial(partly, most=3),
)  # of MIXED
NOISE = (noise,)  # takes longest
