"""A program whose lines got mixed up, with a few that do not belong to it."""

import hashlib

import traitlets

from nnlib.shared import cells

from . import data
from .card import Card, script


def order_lines(name):
    """Show a program to put in order, such as order_lines("07-loop").

    Move lines with the buttons or with the keys; leave out those that do not belong.
    Returns the widget. Raises ValueError, with the nearest name, if there is none.
    """
    question = data.find("order_lines", name)
    card = Ordering(question)
    cells.adopt(card)
    return card


def shuffled(question):
    """Return all lines' places in an order that is the same on each machine."""
    lines = all_lines(question)

    def digest(place):
        text = f"{question['id']} {question.get('shuffle', 0)} {lines[place]['code']}"
        return hashlib.sha256(text.encode()).hexdigest()

    return sorted(range(len(lines)), key=digest)


def all_lines(question):
    """Return the program's lines, then those that do not belong to it."""
    return [*question["lines"], *question["distractors"]]


def reply(question, program):
    """Return (what to say, the place of the line it is about or None, is it right?).

    program : places in `all_lines`, in the learner's order, without those left out

    A line may stand anywhere after the lines that its entry "after" names. The first
    trouble from the top is what is said; a line that is missing comes last.
    """
    lines, seen = all_lines(question), set()
    for k, place in enumerate(program, 1):
        if trouble := _trouble(question, lines[place], k, seen):
            return trouble, place, False
        seen.add(lines[place]["name"])
    for place, line in enumerate(question["lines"]):
        if line["name"] not in seen:
            return f"{data.say('order', 'missing')} {line['job']}", place, False
    return data.text_of(question["right"]), None, True


def _trouble(question, line, k, seen):
    """What is wrong with line k of a program, below the lines seen; "" if nothing."""
    own = line["code"].strip()
    if "reply" in line:
        text = data.say("order", "does not belong", number=k, code=own)
        return f"{text} {data.text_of(line['reply'])}"
    code = {other["name"]: other["code"].strip() for other in question["lines"]}
    for needed, reason in line["after"].items():
        if needed not in seen:
            other = code[needed]
            text = data.say("order", "too early", number=k, code=own, needed=other)
            return f"{text} {reason}"
    return ""


class Ordering(Card):
    """Lines in the program and lines left out; the browser moves them."""

    _esm = script("order")
    hears = ("check",)

    program = traitlets.List().tag(sync=True)
    aside = traitlets.List().tag(sync=True)

    def __init__(self, question):
        self.question = question
        lines = [line["code"] for line in all_lines(question)]
        ask, given = data.text_of(question["ask"]), data.text_of(question["given"])
        start = shuffled(question)
        spec = {"title": question["title"], "ask": ask, "given": given, "lines": lines}
        plain = [question["title"], "", data.in_lines(ask), ""]
        plain += [f"   {line}" for line in given.splitlines()] + [""]
        plain += [f"   {k}. {lines[i]}" for k, i in enumerate(start, 1)]
        super().__init__(spec, "\n".join(plain), wrong=None, done=False)
        self.program = start

    def check(self, _):
        """Answer the program as it stands."""
        text, wrong, done = reply(self.question, self.program)
        self.show(note=text, wrong=wrong, done=done)
