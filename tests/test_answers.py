"""Answers written from the task text alone: right ones pass, and wrong ones do not.

What is said of a wrong one was compared with its code by a reader. Where it changes, it
has to be read again: `python tests/bench_answers.py --new` prints what nobody has read.
"""

import bench_answers
import pytest

READ = bench_answers.read_verdicts()
NUMBERS = bench_answers.lessons()
TURNED_DOWN = {  # a list or an array, where the text can be read so
    ("ex00-totals", "a plain list"),
    ("ex05-shared", "an array"),
    ("ex08-honest", "sorted, an array"),
}
ACCEPTED = {
    # Right by their numbers: what their authors thought forbidden no longer is.
    ("ex00-table", "loops"),
    ("ex03-softmax-backward", "Jacobian"),
    # Wrong, and no input of the exercise tells.
    ("ex03-leaky-relu-slope", "at 0"),
    ("ex03-leaky-relu-slope", "sign"),
    ("ex04-slope", "nearly restored"),
    ("ex04-slope", "flat argument"),
    ("ex05-relative-error", "one zero"),
    ("ex05-check", "sum"),
    ("ex05-layer", "forward in training only"),
    ("ex05-hunt-layer", "None returned"),
    ("ex06-momentum", "shared"),
    ("ex06-adam", "defaults"),
    ("ex08-split", "sorted parts"),
    ("ex08-baseline", "mean class"),
    ("ex08-honest", "no list"),
    ("ex08-hunt", "no floor"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("number", NUMBERS)
def test_answers_get_the_verdict_that_was_read(number):
    changed = []
    for one in bench_answers.tried(number):
        key, passed = (one.exercise, one.name), one.outcome == "passed"
        known = READ.get(one.exercise, {}).get(one.name)
        if one.right:
            assert passed == (key not in TURNED_DOWN), (key, one.lines)
        else:
            assert passed == (key in ACCEPTED), (key, one.lines)
            if known and known["true"] and known["verdict"] != one.verdict:
                changed.append((key, one.verdict))
    assert changed == []


def test_the_answers_are_many_and_most_verdicts_were_read():
    assert sum(len(answers) for answers in READ.values()) >= 900
