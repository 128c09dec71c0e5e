"""What the checker promises, tried for every exercise of every lesson.

Unmarked: the untouched task is rejected, each misconception is rejected and named, the
right answers are accepted. Thorough: noise, and inputs from other seeds.
"""

import re
from functools import partial

import numpy as np
import pytest

from nnlib import lessons
from nnlib.check import EXERCISES, matching, plain, proof, trial, wording
from nnlib.check.compare import differences
from nnlib.shared.words import entries, text_of

IDS = list(EXERCISES)
LESSONS = [number for number in lessons.folders() if EXERCISES.lesson(number)]
MOST = 12  # of a kind, drawn for each exercise; `python -m nnlib prove` tries them all
LONG = {"ex08-reader"}  # trains 250 networks
BANNED = r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial(ly)?)\b|!"
CODE = r"`|np\.|\w+\(\w*\)|\[:|=="
every_exercise = pytest.mark.parametrize("name", IDS)


def sentences(words):
    """Every text that a learner may read."""
    return [words["title"], words["next"], *words["hints"],
            *map(text_of, words["misconceptions"].values())]  # fmt: skip


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=pytest.mark.thorough) if name in LONG else name
    for name in IDS
])  # fmt: skip
def test_promises_are_kept(name):
    """Stub, misconceptions, right answers; some pairs, some partly right ones."""
    proved = proof.prove(EXERCISES[name], proof.CORE + proof.SAMPLE)
    assert proved.faults == []
    assert proved.tried["stub"] == 1
    assert proved.tried["rejected"] >= len(EXERCISES[name].misconceptions) > 0
    assert proved.tried["good"] >= 3


@pytest.mark.thorough
@every_exercise
def test_noise_gets_a_sentence(name):
    proved = proof.prove(EXERCISES[name], proof.NOISE)
    assert proved.faults == []
    assert proved.tried["noise"] >= 12


@pytest.mark.thorough
@every_exercise
def test_two_mistakes_at_once_are_not_taken_for_a_third(name):
    some = partial(proof.pairs, most=MOST)
    assert proof.prove(EXERCISES[name], [some]).faults == []


@pytest.mark.thorough
@every_exercise
def test_partly_right_answers_are_taken_for_no_mistake(name):
    some = partial(proof.partly, most=MOST)
    proved = proof.prove(EXERCISES[name], [some])
    assert proved.faults == []
    assert proved.tried["partly"] >= 12


@pytest.mark.thorough
@every_exercise
@pytest.mark.parametrize("seed", [1, 2])
def test_misconceptions_differ_on_other_numbers_too(name, seed):
    exercise = EXERCISES[name]
    right = matching.right_ones(exercise, seed)
    bank = [("right", right), *matching.wrong_ones(exercise, seed)]
    for k, (one, seen) in enumerate(bank):
        for other, too in bank[:k]:
            same = one != other and matching.alike(exercise, seen, too)
            assert not same, (one, other)


@every_exercise
def test_the_reference_is_clean(name):
    """It neither warns nor changes its arguments, and repeats itself."""
    exercise = EXERCISES[name]
    first = matching.right_ones(exercise)
    again = trial.observe(exercise, exercise.reference, matching.cases(exercise))
    for one, two in zip(first, again, strict=True):
        assert one.error is None, one.error
        assert one.warned == ()
        changed = [exercise.arguments[place] for place in one.changed]
        assert set(changed) <= set(exercise.may_change)
        assert differences(two.value, one.value, exercise.returns) == []


@every_exercise
def test_the_same_seed_gives_the_same_inputs(name):
    exercise = EXERCISES[name]
    twice = [list(exercise.inputs(np.random.default_rng(5))) for _ in range(2)]
    for one, two in zip(*twice, strict=True):
        assert all(map(plain.unchanged, one, two))


@every_exercise
def test_words_are_plain(name):
    words = wording.entry(EXERCISES[name])
    for text in sentences(words):
        assert not re.search(BANNED, text, re.I), text
        assert text == text.strip()
    assert not re.search(CODE, words["hints"][0]), "the first hint holds no code"
    assert all(len(hint.split()) >= 8 for hint in words["hints"])
    for text in words["misconceptions"].values():
        assert 1 <= text_of(text).count("?") <= 2, text


@pytest.mark.parametrize("lesson", LESSONS)
def test_words_and_specs_name_the_same_exercises(lesson):
    words = entries(lessons.folders()[lesson], "exercises")
    assert {f"ex{lesson}-{key}" for key in words} == set(EXERCISES.lesson(lesson))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_enough_exercises(lesson):
    assert len(EXERCISES.lesson(lesson)) >= 5
    assert any(one.kind.name == "pair" for one in EXERCISES.lesson(lesson).values())
