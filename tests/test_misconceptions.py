"""The catalogue of misconceptions: every code that stands somewhere means something."""

import json
import re
import tokenize

import pytest

from nnlib import lessons
from nnlib.quiz import data

CATALOGUE = json.loads(
    (lessons.HERE / "misconceptions.json").read_text(encoding="utf-8")
)
CODE = re.compile(r"\b[A-Z]\d{1,2}\b")
SPECS = sorted(lessons.HERE.glob("lesson_*/exercises/*.py"))


def codes_of_comments(path):
    with tokenize.open(path) as file:
        tokens = list(tokenize.generate_tokens(file.readline))
    comments = [t.string for t in tokens if t.type == tokenize.COMMENT]
    return {code for text in comments for code in CODE.findall(text)}


def codes_of_questions(part):
    """Every code under the key "misconception", however deep."""
    if isinstance(part, dict):
        own = {part["misconception"]} if "misconception" in part else set()
        return own.union(*map(codes_of_questions, part.values()))
    if isinstance(part, list):
        return set().union(*map(codes_of_questions, part))
    return set()


@pytest.mark.parametrize(
    "path", SPECS, ids=lambda path: path.relative_to(lessons.HERE).as_posix()
)
def test_codes_beside_exercises_are_in_the_catalogue(path):
    assert codes_of_comments(path) <= set(CATALOGUE)


@pytest.mark.parametrize("lesson", lessons.folders())
def test_codes_of_questions_are_in_the_catalogue(lesson):
    assert codes_of_questions(data.questions(lesson)) <= set(CATALOGUE)


def test_the_catalogue_holds_what_is_used_and_says_each_thing_once():
    used = set().union(*map(codes_of_comments, SPECS))
    for lesson in lessons.folders():
        used |= codes_of_questions(data.questions(lesson))
    assert set(CATALOGUE) == used
    assert len(set(CATALOGUE.values())) == len(CATALOGUE)
    assert list(CATALOGUE) == sorted(CATALOGUE, key=lambda c: (c[0], int(c[1:])))
