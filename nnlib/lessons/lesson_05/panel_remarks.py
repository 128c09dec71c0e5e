"""The lines under the graph of lesson 05: rules with their checks, and remarks."""

from nnlib.lessons.lesson_05.panel_rules import (
    BROKEN,
    RESULTS,
    SYMBOLS,
    Number,
    code_rule,
    numbers,
    pretty,
    right_rule,
)


class Remarks:
    """What is said of the rules of a step.

    say, word : fill one of the panel's sentences, and one of the picture's texts
    """

    def __init__(self, say, word):
        self.say, self.word = say, word

    def lines(self, r):
        """The rules, then the remarks: (words, are they red, check, is it red)."""
        rules = [self._line(r, name) for name in RESULTS[r.step]]
        return [*rules, *((words, False, "", False) for words in self._remarks(r))]

    def _line(self, r, name):
        rule, broken = self.rule(r, name), f"{name} {r.shown_break}" in BROKEN
        if not r.backward:
            return rule, False, "", False
        rule = self.word("broken rule", rule=rule) if broken else rule
        wrong, check = r.wrong(name[1:]), Number(r.check[name[1:]])
        words = self.word("nudge", check=check, mark="✗" if wrong else "✓")
        return rule, broken, words, wrong

    def rule(self, r, name):
        """A rule with its numbers; of a mystery, the right one without them."""
        n = numbers(r)
        if r.mystery and r.backward:
            rule = right_rule(name, n["f"])
            return self.say("hidden", symbols=rule, code=n[name])
        return code_rule(name, r.broken, n)

    def _remarks(self, r):
        """What else there is to say about the rules of a step."""
        names = RESULTS[r.step]
        wrong = r.backward and any(r.wrong(name) for name in r.names)
        if not names:
            return [self.word("why start")]
        if r.mystery and r.backward:
            return [self.word("look up")] if wrong else []
        if f"{names[0]} {r.broken}" in BROKEN:
            rule = right_rule(names[0], SYMBOLS[r.activation])
            return [self.word("right rule", rules=rule)]
        return [self.word("handed on")] if wrong else self._reasons(r, names[0])

    def _reasons(self, r, name):
        """Why a right rule is as it is: the slope of a unit's bend, and a sentence."""
        n, kind, j = numbers(r), name[:-1] or name, name[-1]
        reasons = []
        if kind in ("a", "dz"):
            bend = "sigmoid" if j == "3" else r.activation
            unit = {part: n[f"{part}{j}"] for part in "saz"}
            unit |= {"f": SYMBOLS[bend], "j": pretty(j)}
            reasons.append(self.word(f"{kind} {bend}", **unit))
        if kind == "a":
            return reasons
        kind = {"dv": "dw", "dw1": "dw", "dw2": "dw"}.get(kind, kind)
        if name == "da3":
            kind = "da3 above" if n["da3"] > 0 else "da3 below"
        return [*reasons, self.word(f"why {kind}", j=pretty(j))]

    def step(self, r, name):
        """The headline; `name` is what the slider says."""
        way = "back" if r.backward else "on" if r.step else "first"
        return self.word(way, step=name)

    def following(self, r):
        """What comes next, or how it has ended."""
        if r.finished:
            words = "some wrong" if r.disagree else "all right"
            return self.word(words, wrong=len(r.disagree))
        rules = [right_rule(n, SYMBOLS[r.activation]) for n in RESULTS[r.step + 1]]
        return self.word("next", symbols=",  ".join(rules))
