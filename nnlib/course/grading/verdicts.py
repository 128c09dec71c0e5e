"""The judge: verdicts are made here, in no process that has run a learner's code.

The one that runs a notebook (`answering`) shows what an answer does, as data. Whatever
comes from there may be forged; forging it needs the right values, and those are here.
"""

import base64
import io
import json
import pickle
from functools import lru_cache

from nnlib import lessons
from nnlib.check import EXERCISES, matching
from nnlib.check.some import SEEDS
from nnlib.check.verdict import verdict_on
from nnlib.shared.words import in_language

from . import origin
from .data import call_of, seen_of

LOST = ("not_attempted", "crashed", "out_of_time", "not_checked")  # without an answer


class Interrupted(BaseException):
    """Something else came than the reply: the check was broken off.

    No Exception: the checker makes a verdict of any, and here there is none to make.
    """

    def __init__(self, event):
        self.event = event


class Shown:
    """An answer in another process, as `nnlib.check.answer.Answer` shows one."""

    def __init__(self, exercise, facts, ask):
        self.exercise, self._ask = exercise, ask
        self.untouched = str(facts["untouched"])
        self.fits, self.came = facts["fits"] is True, str(facts["came"])
        self.parameters = [str(name) for name in facts["parameters"]]

    def observe(self, cases, seconds=None):
        reply = self._ask("doings", _told(self.exercise, cases), seconds)
        seen = [seen_of(one) for one in reply]
        if not 0 < len(seen) <= len(cases):
            raise ValueError
        return seen

    def calls(self, case, seconds=None):
        reply = self._ask("calls", _told(self.exercise, [case]), seconds)
        return [call_of(one) for one in reply[:2]]

    def data_read(self, cases):
        reply = self._ask("data", _told(self.exercise, cases), None)
        return [str(name) for name in reply][:9]


def _told(exercise, cases):
    """Cases as text: what the other process has too is named by its place there."""
    written, places = io.BytesIO(), {}
    for seed in (matching.SEED, *SEEDS):
        for k, case in enumerate(matching.cases(exercise, seed)):
            places[id(case)] = f"{seed} {k}"
            places |= {id(value): f"{seed} {k} {n}" for n, value in enumerate(case)}
    pickler = pickle.Pickler(written)
    pickler.persistent_id = lambda one: places.get(id(one))
    pickler.dump(list(cases))
    return base64.b64encode(written.getvalue()).decode()


def with_verdicts(events, tell):
    """Yield the events of a notebook, where an answer was shown with its verdict.

    tell : sends a line of text to the process that runs the notebook
    """
    events, found, code = _Again(events), {}, {}
    for event in events:
        if "step" in event:
            found.clear()
            if isinstance(event["step"], int):
                yield event
        elif "code" in event:  # comes before any cell has run
            code = code or event["code"]
        elif "asked" in event:
            for name, result in _judged(event, events, tell).items():
                if name not in found or result["outcome"] == "passed":
                    found[name] = result  # of two tries, see `walk`, the better one
        elif "check" in event:
            outcome = _outcome(event, found)
            yield outcome | _origin(event, outcome, code)
        else:
            yield event


class _Again:
    """Events, of which one may be put back."""

    def __init__(self, events):
        self.events, self.back = iter(events), []

    def __iter__(self):
        return self

    def __next__(self):
        return self.back.pop() if self.back else next(self.events)


def _judged(event, events, tell):
    """Ask for all that the checker wants to know; exercise -> what came of it."""
    number, name, facts = event["asked"], event.get("exercise"), event.get("facts")

    def ask(about, cases, seconds):
        line = {"asked": number, "about": about, "cases": cases, "seconds": seconds}
        tell(json.dumps(line))
        reply = next(events, {})
        if reply.get("asked") != number or "reply" not in reply:
            raise Interrupted(reply)
        return reply["reply"]

    try:
        exercise = EXERCISES[name]
        with in_language(facts["language"]):  # of the notebook's own choice
            result = _result(verdict_on(Shown(exercise, facts, ask)))
        result["library"] = origin.is_library(name, facts["library"])
    except Interrupted as other:
        events.back.append(other.event)
        return {}
    except Exception:  # no form that an honest run sends
        result = {"outcome": "not_checked", "misconceptions": [], "lines": []}
    tell(json.dumps({"asked": number, **result}))
    return {name: result} if isinstance(name, str) else {}


def _result(verdict):
    if verdict is None:
        return {"outcome": "passed", "misconceptions": [], "lines": []}
    lines = [line for part in verdict.lines for line in str(part).splitlines()]
    named = list(verdict.misconceptions)
    return {"outcome": verdict.outcome, "misconceptions": named, "lines": lines}


def _origin(event, outcome, code):
    """For a right answer, where it comes from: "library", "solution", or ""."""
    name = event["check"]
    if outcome["outcome"] != "passed":
        return {"origin": ""}
    if outcome.pop("library", False):
        return {"origin": "library"}
    own = code.get(name) if isinstance(code, dict) else None
    same = own is not None and own == _solutions(lessons.split(name)[0]).get(name)
    return {"origin": "solution" if same else ""}


@lru_cache
def _solutions(number):
    return origin.solutions(number)


def _outcome(event, found):
    """What a check came to: its verdict; without one, why there is none."""
    name, outcome = event["check"], event.get("outcome")
    other = {"outcome": outcome if outcome in LOST else "not_checked"}
    other |= {"misconceptions": [], "lines": event.get("lines")}
    told = found.get(name, other) if isinstance(name, str) else other
    return {"check": name, **told, "replaced": event.get("replaced")}
