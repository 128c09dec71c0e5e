"""What each cell of a learner's notebook came to, and how a learner reads it."""

from typing import NamedTuple

from nnlib.check import EXERCISES
from nnlib.check.wording import entry
from nnlib.check.wording import say as checker
from nnlib.shared.lines import wrapped
from nnlib.shared.words import Words, in_language, language

from . import judging
from .running import events

say = Words(__file__, "notebooks")
OURS = ("passed", "stopped", "ended", "not_checked", "out_of_time")  # not the checker's


class Result(NamedTuple):
    """What a step came to.

    outcome : "passed", one of the checker's, "stopped" before there was an answer to
              judge, "out_of_time", "not_checked", or "ended" if nothing came
    """

    id: str
    check: str | None  # the id of the exercise that it checks
    outcome: str
    lines: list


def results(path):
    """Run a notebook; return the language that it chose, and a Result for each step."""
    steps, spoken = judging.steps(path), language()
    at, told = 0, {}
    for event in events(path):
        at, spoken = event.get("step", at), event.get("language", spoken)
        if "check" in event or "cell" in event:
            told[at] = event
    with in_language(spoken):
        return spoken, [_result(s, told.get(k)) for k, s in enumerate(steps)]


def _result(step, event):
    if step.check is None:
        error = event and event["error"]
        return Result(step.id, None, *(("stopped", [error]) if error else ("ran", [])))
    if event is None:
        return Result(step.id, step.check, "ended", [])
    lost = event.get("lost") and event["outcome"] == "crashed"
    lines = [line for part in event["lines"] for line in wrapped(part).splitlines()]
    return Result(step.id, step.check, "stopped" if lost else event["outcome"], lines)


def shown(result):
    """The lines that tell of a result; none of a cell that ran as it should."""
    outcome, lines = result.outcome, result.lines
    if result.check:
        yield f"{result.check:24}{_head(result.check, outcome)}"
        if outcome != "not_attempted":
            yield from (f"    {line}" for line in lines)
    elif outcome == "stopped":
        yield say("stops", id=result.id, error=lines[-1])


def _head(name, outcome):
    if outcome in OURS:
        return say("outcome", outcome)
    return checker("outcome", outcome, title=entry(EXERCISES[name])["title"])
