"""Answers that were written from the task text alone: nobody is told what is not so."""

import bench_answers
import pytest

READ = bench_answers.read_verdicts()
NUMBERS = bench_answers.lessons()
ACCEPTED = {  # wrong by what a task forbids; by their numbers they are right
}


@pytest.mark.thorough
@pytest.mark.parametrize("number", NUMBERS)
def test_answers_get_the_verdict_that_was_read(number):
    answers = list(bench_answers.tried(number))
    turned_down = [
        (one.exercise, one.name, one.lines)
        for one in answers
        if one.right and one.outcome != "passed"
    ]
    assert turned_down == []
    accepted = {
        (one.exercise, one.name)
        for one in answers
        if not one.right and one.outcome == "passed"
    }
    assert accepted <= ACCEPTED
    unread = [(one.exercise, one.name) for one in bench_answers.unread(answers, READ)]
    assert unread == []


def test_no_verdict_that_was_read_is_false():
    false = [
        (exercise, name)
        for exercise, answers in READ.items()
        for name, known in answers.items()
        if not known["true"]
    ]
    assert false == []


def test_most_wrong_answers_are_named_or_described():
    assert sum(len(answers) for answers in READ.values()) >= 300
