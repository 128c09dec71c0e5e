"""What the checker promises, tried for every exercise of every lesson."""

import json
import re

import numpy as np
import pytest

from nnlib.check import EXERCISES, matching, plain, proof, trial, wording
from nnlib.check.compare import differences
from nnlib.shared.words import text_of

IDS = list(EXERCISES)
LESSONS = EXERCISES.lessons()
BANNED = r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial(ly)?)\b|!"
CODE = r"`|np\.|\w+\(\w*\)|\[:|=="
every_exercise = pytest.mark.parametrize("name", IDS)


def sentences(words):
    """Every text that a learner may read."""
    return [words["title"], words["next"], *words["hints"],
            *map(text_of, words["misconceptions"].values())]  # fmt: skip


@every_exercise
def test_promises_are_kept(name):
    """Stub, misconceptions, right answers and noise, each with the right outcome."""
    assert proof.proven(EXERCISES[name]).faults == []


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
        changed = [trial.names(exercise)[place] for place in one.changed]
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


@every_exercise
def test_every_number_of_a_sentence_is_filled_in(name):
    exercise = EXERCISES[name]
    for _, wrong in matching.every_form(exercise):
        _, _, said = proof.answer(exercise, wrong)
        assert not re.search(r"\{\w+(:[^{}]*)?\}", said), said


@pytest.mark.parametrize("lesson", LESSONS)
def test_words_and_specs_name_the_same_exercises(lesson):
    path = wording.HERE / "en" / f"{lesson}.json"
    words = json.loads(path.read_text(encoding="utf-8"))
    assert {f"ex{lesson}-{key}" for key in words} == set(EXERCISES.lesson(lesson))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_enough_exercises(lesson):
    assert len(EXERCISES.lesson(lesson)) >= 5
    assert any(one.kind == "pair" for one in EXERCISES.lesson(lesson).values())
