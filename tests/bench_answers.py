"""What the checker says of answers that were written from the task text alone.

    python tests/bench_answers.py            the table, by lesson
    python tests/bench_answers.py 03 04      of some lessons
    python tests/bench_answers.py --new      and each verdict that nobody has read yet

The answers in tests/answers were written by people who had not seen the bank of known
mistakes. tests/answers/read.json holds, for each wrong one, the verdict that a reader
has compared with its code, and whether all that was said is true.
"""

import argparse
import importlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from nnlib.check import EXERCISES
from nnlib.check.verdict import judge

HERE = Path(__file__).parent / "answers"
READ = HERE / "read.json"
HEADS = ("right", "turned down", "wrong", "accepted", "named", "described")
HEADS += ("falsely", "unread")  # of what was said; a reader has not compared it


@dataclass
class Tried:
    """One answer, and what the checker made of it."""

    exercise: str
    name: str
    right: bool
    note: str  # of its author: what is wrong with it
    outcome: str  # "passed", or the checker's
    ids: list
    lines: list

    @property
    def verdict(self):
        return [self.outcome, *self.ids]


def lessons():
    return sorted(path.stem.removeprefix("lesson_") for path in HERE.glob("lesson_*"))


def tried(number):
    """Yield each answer to the exercises of a lesson, with its verdict."""
    module = importlib.import_module(f"answers.lesson_{number}")
    for name, answers in module.RIGHT.items():
        for title, make in answers.items():
            yield _tried(name, title, True, "", make)
    for name, answers in module.WRONG.items():
        for title, (make, note) in answers.items():
            yield _tried(name, title, False, note, make)


def _tried(exercise, name, right, note, make):
    verdict = judge(EXERCISES[exercise], make())
    if verdict is None:
        return Tried(exercise, name, right, note, "passed", [], [])
    told = list(verdict.misconceptions), list(verdict.lines)
    return Tried(exercise, name, right, note, verdict.outcome, *told)


def counts(answers, read):
    """How many of each head of the table."""
    found = Counter(dict.fromkeys(HEADS, 0))
    for one in answers:
        found["right" if one.right else "wrong"] += 1
        found[_place(one)] += 1
        known = read.get(one.exercise, {}).get(one.name, {})
        same = known.get("verdict") == one.verdict
        found["falsely"] += same and not known["true"]
        found["unread"] += not one.right and one.outcome != "passed" and not same
    return found


def _place(one):
    if one.right:
        return "accepted right" if one.outcome == "passed" else "turned down"
    if one.outcome == "passed":
        return "accepted"
    return "named" if one.ids else "described"


def read_verdicts():
    return json.loads(READ.read_text(encoding="utf-8")) if READ.exists() else {}


def unread(answers, read):
    """The wrong answers whose verdict is another than the one that was read."""
    for one in answers:
        known = read.get(one.exercise, {}).get(one.name, {})
        said = not one.right and one.outcome != "passed"
        if said and known.get("verdict") != one.verdict:
            yield one


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", default=lessons())
    parser.add_argument("--new", action="store_true")
    args = parser.parse_args()
    read, every = read_verdicts(), Counter()
    print("lesson " + " ".join(f"{head:>12}" for head in HEADS))
    for number in args.lessons:
        answers = list(tried(number))
        found = counts(answers, read)
        every += found
        print(f"{number:6} " + " ".join(f"{found[head]:12}" for head in HEADS))
        for one in unread(answers, read) if args.new else ():
            print(f"  {one.exercise} | {one.name} | {one.note}\n    {one.verdict}")
            print("".join(f"    {line}\n" for line in one.lines), end="")
    print("all    " + " ".join(f"{every[head]:12}" for head in HEADS))


if __name__ == "__main__":
    sys.exit(main())
