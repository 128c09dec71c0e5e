"""From what the checker said of each notebook to one mark for each exercise."""

import csv
import io
from dataclasses import dataclass, replace

from nnlib.course.notebooks.lesson import find
from nnlib.shared.words import Words

from .cells import safe

words = Words(__file__, "grading")
COLUMNS = ("learner", "exercise", "outcome", "misconception", "points", "origin")


@dataclass(frozen=True)
class Mark:
    """What one exercise of one learner came to."""

    learner: str
    number: str
    task: object
    outcome: str
    misconceptions: tuple = ()
    lines: tuple = ()
    origin: str = ""  # of a right answer: "library" or "solution", if that shows

    @property
    def points(self):
        return self.task.points if self.outcome == "passed" else 0


@dataclass(frozen=True)
class Paper:
    """One learner's notebook of one lesson, marked."""

    learner: str
    number: str
    marks: tuple
    result: dict
    others: tuple = ()  # places of those that do not count

    @property
    def points(self):
        return sum(mark.points for mark in self.marks)

    @property
    def possible(self):
        return sum(mark.task.points for mark in self.marks)

    @property
    def handed_in(self):
        return bool(self.result)


def paper(learner, number, result):
    """Mark a notebook; `result` is {} if none was handed in."""
    found = [_mark(learner, number, task, result) for task in find(number).tasks]
    return Paper(learner, number, tuple(found), result)


def _mark(learner, number, task, result):
    if not result:
        return Mark(learner, number, task, "not_handed_in")
    if result["problem"]:
        return Mark(learner, number, task, "unreadable", (), (result["problem"],))
    if result["forged"]:
        return Mark(learner, number, task, "not_checked")
    seen = result["checks"].get(task.id)
    if seen is None:
        return Mark(learner, number, task, result["stopped"] or "ended")
    ids, lines = tuple(seen["misconceptions"]), tuple(seen["lines"])
    told = seen["outcome"], ids, lines, seen.get("origin", "")
    return Mark(learner, number, task, *told)


def papers(learners, results):
    """Every learner's paper of each lesson that anybody handed in, by learner.

    results : (learner, number of the lesson) -> list of results; the best one counts
    """
    numbers = sorted({number for _, number in results})
    return {
        learner: [_best(learner, n, results.get((learner, n), [{}])) for n in numbers]
        for learner in learners
    }


def _best(learner, number, results):
    """The paper with the most points; of equal ones the first that was handed in."""
    every = [paper(learner, number, result) for result in results]
    best = max(every, key=lambda one: one.points)
    others = [one.result.get("place", "") for one in every if one is not best]
    return replace(best, others=tuple(others))


def several(by_learner):
    """A line for each learner who handed in a lesson more than once: which counts."""
    return [
        words("class", "several", learner=paper.learner, number=paper.number,
              points=paper.points,
              counts=paper.result.get("place", ""), others=", ".join(paper.others))
        for its_papers in by_learner.values()
        for paper in its_papers
        if paper.others
    ]  # fmt: skip


def table(by_learner, strays=()):
    """The text of marks.csv; `strays` are (learner, what is wrong) of no lesson."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for learner, its_papers in by_learner.items():
        for mark in (mark for paper in its_papers for mark in paper.marks):
            misconceptions = " or ".join(mark.misconceptions)
            row = (learner, mark.task.id, mark.outcome, misconceptions, mark.points)
            rows.writerow(map(safe, (*row, mark.origin)))
    for learner, _ in strays:
        rows.writerow(map(safe, (learner, "", "unreadable", "", 0, "")))
    return text.getvalue()
