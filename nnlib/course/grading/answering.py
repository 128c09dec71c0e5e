"""`check` in the process that runs a notebook: it shows the answer, and judges nothing.

The judge is in another process, in `verdicts`. What it asks comes as a line of JSON:
what the answer does with some arguments, which data of the notebook it reads, and last
what came of it. Arguments that it has made itself come pickled; nothing goes back so.
"""

import base64
import io
import json
import pickle

from nnlib.check import matching
from nnlib.check.answer import Answer
from nnlib.check.bank import find
from nnlib.check.verdict import Verdict
from nnlib.shared.words import language

from . import origin
from .data import call_as_data, seen_as_data
from .timing import stopped_clocks


class Answering:
    """Shows answers to the judge.

    say  : tells it something, as say(key=value, ...)
    hear : gives its next line
    """

    def __init__(self, say, hear):
        self.say, self.hear, self.asked = say, hear, 0

    def verdict(self, exercise_id, attempt):
        """Show an answer, and return the Verdict that comes back."""
        exercise = find("check", exercise_id)
        with stopped_clocks():
            return self._show(Answer(exercise, attempt), attempt)

    def _show(self, answer, attempt):
        self.asked += 1
        facts = {"untouched": answer.untouched, "fits": answer.fits}
        facts |= {"came": answer.came, "parameters": answer.parameters}
        facts |= {"library": origin.library(attempt), "language": language()}
        self.say(asked=self.asked, exercise=answer.exercise.id, facts=facts)
        while True:
            question = json.loads(self.hear())
            if question["asked"] != self.asked:  # of a check that was broken off
                continue
            if "outcome" in question:
                told = question["misconceptions"], question["lines"]
                return Verdict(question["outcome"], *told)
            self.say(asked=self.asked, reply=_reply(answer, question))


def _reply(answer, question):
    cases = _cases(answer.exercise, question["cases"])
    if question["about"] == "data":
        return answer.data_read(cases)
    if question["about"] == "calls":
        return list(map(call_as_data, answer.calls(*cases, question["seconds"])))
    return [seen_as_data(one) for one in answer.observe(cases, question["seconds"])]


def _cases(exercise, told):
    """The cases that the judge asks about; it is one of us, so they may be pickled."""
    reader = pickle.Unpickler(io.BytesIO(base64.b64decode(told)))

    def load(name):
        seed, case, *place = map(int, name.split())
        known = matching.cases(exercise, seed)[case]
        return known[place[0]] if place else known

    reader.persistent_load = load
    return reader.load()
