"""Is the checker itself right? What is promised for every exercise, tried out."""

import contextlib
import io
import re
from collections import Counter
from dataclasses import dataclass, field

from . import matching
from .checking import CheckFailed, check
from .noise import attempts
from .verdict import judge
from .wording import entry

UNFILLED = re.compile(r"\{\w+(:[^{}]*)?\}")
PATIENCE = 0.4  # seconds for an attempt that never ends
MISCONCEPTIONS = {"function": 5, "class": 5, "pair": 2, "value": 2}  # at least


@dataclass
class Proof:
    """Counts of what was tried and what held, and a sentence for each that did not."""

    HEAD = "misconceptions  rejected  named  right accepted  noise survived  stub"

    tried: Counter = field(default_factory=Counter)
    held: Counter = field(default_factory=Counter)
    faults: list = field(default_factory=list)

    def count(self, key, holds, fault):
        self.held[key] += bool(holds)
        if not holds:
            self.faults.append(fault)

    def __str__(self):
        tried, held = self.tried, self.held
        right = f"{held['good']}/{tried['good']}"
        survived = f"{held['noise']}/{tried['noise']}"
        stub = "rejected" if held["stub"] else "ACCEPTED"
        return (
            f"{tried['bad']:14}{held['rejected']:10}{held['named']:7}{right:>16}"
            f"{survived:>16}  {stub}"
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


def prove(exercise, noise=True):
    """Try everything that is promised for an exercise, and return a Proof.

    noise : whether to try the attempts of `nnlib.check.noise` too, which takes longest
    """
    proof = Proof()
    try:
        entry(exercise)
    except KeyError:
        file = f"lesson_{exercise.lesson}/words/en/exercises.json"
        proof.faults.append(f"{file} has no words for it")
        return proof
    _prove_misconceptions(exercise, proof)
    _prove_right_ones(exercise, proof)
    if noise:
        _prove_noise(exercise, proof)
    what, _, _ = answer(exercise, exercise.untouched)
    proof.count("stub", what == "not_attempted", f"the stub is {what}")
    _prove_words(exercise, proof)
    return proof


def _prove_misconceptions(exercise, proof):
    least = MISCONCEPTIONS[exercise.kind.name]
    if len(exercise.misconceptions) < least:
        proof.faults.append(f"has fewer than {least} misconceptions")
    for name, wrong in matching.every_form(exercise):
        proof.tried["bad"] += 1
        what, ids, said = answer(exercise, wrong)
        if UNFILLED.search(said):
            proof.faults.append(f"a number of {name!r} is not told: {said}")
        proof.count("rejected", what, f"misconception {name!r} is accepted")
        fault = f"misconception {name!r} is taken for {ids}"
        proof.count("named", ids == (name,), fault)


def _prove_right_ones(exercise, proof):
    if len(exercise.right) < 2:
        proof.faults.append("has fewer than 2 other right answers")
    for name, right in {"reference": exercise.reference, **exercise.right}.items():
        proof.tried["good"] += 1
        what, ids, _ = answer(exercise, right)
        proof.count("good", what is None, f"right answer {name!r} is {what} {ids}")


def _prove_noise(exercise, proof):
    for name, (attempt, allowed) in attempts(exercise).items():
        proof.tried["noise"] += 1
        try:
            verdict = judge(
                exercise, attempt, seconds=PATIENCE if "for ever" in name else None
            )
            what = verdict and verdict.outcome
        except BaseException as error:
            what = f"{type(error).__name__} of the checker: {error}"
        proof.count("noise", what in allowed, f"noise {name!r} is {what}")


def _prove_words(exercise, proof):
    words = entry(exercise)
    missing = {"title", "next", "hints", "misconceptions"} - words.keys()
    said, there = set(words["misconceptions"]), set(exercise.misconceptions)
    proof.faults += [f"words lack {key!r}" for key in sorted(missing)]
    proof.faults += [f"no sentence for {name!r}" for name in sorted(there - said)]
    proof.faults += [f"a sentence for no {name!r}" for name in sorted(said - there)]
    if len(words["hints"]) != 3:
        proof.faults.append("has not three hints")
