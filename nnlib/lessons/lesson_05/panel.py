"""Forward and backward through a 2-2-1 network, one number after the other.

The graph shows each value with its gradient below it; the lines under the graph, the
rule that gave the last one. Break a rule, and see which numbers a nudge finds wrong.
Lesson 05.
"""

from nnlib.explore.controls import button, choice, integer, steps
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_05.panel_model import (
    ACTIVATIONS,
    FIRST_LAYER,
    INPUTS,
    LAST,
    SAMPLES,
    Result,
    culprit,
    run,
)
from nnlib.lessons.lesson_05.panel_picture import SIZE, Graph, Rule, Scene
from nnlib.lessons.lesson_05.panel_rules import (
    BREAK_NAMES,
    BROKEN,
    SYMBOLS,
    Number,
    numbers,
    operands,
    pretty,
    results,
    step_texts,
    symbols,
)


class Backprop(Explorer):
    """The graph with its numbers, the rule of the step, and mysteries to solve."""

    words = PanelWords(__file__, "backprop")
    recipes = {
        "step": steps(range(LAST + 1), start=7, play=1, pace=1500),
        "sample": choice(SAMPLES),
        "activation": choice(ACTIVATIONS),
        "broken": choice(["nothing", *BREAK_NAMES, "mystery"]),
        "mystery": integer(1, 99, start=1),
        "suspect": choice(BREAK_NAMES),
        "accuse": button(),
    }
    rows = [
        ["step", "sample", "activation"],
        ["broken", "mystery", "suspect", "accuse"],
    ]
    goals = {
        "dead": lambda r: r.finished and r.unbroken and r.all_zero(FIRST_LAYER),
        "cancel": lambda r: r.finished and r.unbroken and any(map(r.cancels, INPUTS)),
        "fan-out": lambda r: (
            r.finished
            and (r.broken, r.mystery) == ("overwrite", None)
            and not r.disagree
            and not any(r.all_zero([name]) for name in INPUTS)
        ),
        "mysteries": lambda r: r.streak >= 3,
    }
    size = SIZE
    taken_keys = ("ArrowLeft", "ArrowRight", "Home", "End")

    def __init__(self):
        super().__init__()
        self._first = {}  # of each mystery accused of: was the first accusation right?
        self._verdict = None, "", ""  # the last: mystery, suspect, name of the words

    def model(self, step, sample, activation, broken, mystery, suspect):
        number = mystery if broken == "mystery" else None
        name = culprit(number) if number else broken
        known = run(sample, activation, name)
        first = list(self._first.values())[::-1]  # of each mystery, the last one first
        streak = [*first, False].index(False)
        verdict = self._verdict if self._verdict[:2] == (number, suspect) else None
        verdict = verdict[2] if verdict else ""
        return Result(step, sample, activation, name, number, *known, verdict, streak)

    def accuse(self, values):
        """Compare the suspect with the rule that the mystery has broken."""
        if values["broken"] != "mystery":
            return None
        number, suspect = values["mystery"], values["suspect"]
        right, new = suspect == culprit(number), number not in self._first
        self._first.setdefault(number, right)
        verdict = ("solved" if new else "found") if right else "innocent"
        self._verdict = number, suspect, verdict
        return {}

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.graph = Graph(figure)
        self.rule = Rule(self.graph.axes)
        return [*self.graph.moving, *self.rule.moving]

    def draw(self, r):
        self.graph.draw(self._scene(r))
        n, names = numbers(r), results(r)
        lines = [self._line(r, name, n) for name in names]
        lines += [(words, False, "", False) for words in self._remarks(r, n)]
        way = "back" if r.backward else "on" if r.step else "first"
        step = self.say(way, step=step_texts()[r.step])
        verdict = self.say(r.verdict, streak=r.streak) if r.verdict else ""
        self.rule.draw(step, lines, self._next(r), verdict)
        self._shown = r

    def disabled(self, r):
        return () if r.mystery else ("mystery", "suspect", "accuse")

    def _scene(self, r):
        n, used = numbers(r), []
        for name in results(r):
            used += operands(name, "nothing" if r.mystery else r.broken)
        f = SYMBOLS[r.activation]
        return Scene(
            values={name: n[name] for name in (*INPUTS, "y", *r.computed)},
            gradients={name: self._gradient(r, name) for name in r.known},
            parts={
                name: self.say("part", part=n[f"dz{name[2]}{name}"])
                for name in FIRST_LAYER[:4]
                if r.backward and f"x{name[1]}" in r.names and r.adds
            },
            bends=[self.say("bend", f=f, j=j) for j in "₁₂"],
            new=results(r),
            used=list(dict.fromkeys(used)),
            backward=r.backward,
        )

    def _gradient(self, r, name):
        """The words under a number, and those of its check if it is wrong."""
        code, check = Number(r.g[name]), Number(r.check[name])
        if not r.wrong(name):
            return self.say("gradient", code=code), ""
        return self.say("wrong", code=code), self.say("check", check=check)

    def _line(self, r, name, n):
        """A rule, whether it is broken; its check, whether it disagrees."""
        rule, broken = self._rule(r, name, n), f"{name} {r.broken}" in BROKEN
        broken = broken and not r.mystery
        if not r.backward:
            return rule, False, "", False
        rule = self.say("broken rule", rule=rule) if broken else rule
        wrong, check = r.wrong(name[1:]), Number(r.check[name[1:]])
        words = self.say("nudge", check=check, mark="✗" if wrong else "✓")
        return rule, broken, words, wrong

    def _rule(self, r, name, n):
        if r.mystery and r.backward:
            rule = symbols(name, n["f"])
            return self.say("hidden", symbols=rule, code=n[name])
        key = f"{name} {r.broken}"
        return self.say(key if key in BROKEN else name, **n)

    def _remarks(self, r, n):
        """What else there is to say about the rules of a step."""
        wrong = r.backward and any(r.wrong(name) for name in r.names)
        names, f = results(r), n["f"]
        if not names:
            return [self.say("why start")]
        if r.mystery and r.backward:
            return [self.say("look up")] if wrong else []
        kind, j, broken = names[0][:-1] or "L", pretty(names[0][-1]), r.broken
        if f"{names[0]} {broken}" in BROKEN:
            return [self.say("right rule", rules=symbols(names[0], f))]
        if wrong:
            return [self.say("handed on")]
        words = []
        f = "σ" if j == "₃" else f
        if kind in ("a", "dz"):
            unit = {name: n[f"{name}{names[0][-1]}"] for name in "saz"}
            words.append(self.say(f"{kind} {f}", f=f, j=j, **unit))
        kind = {"dv": "dw", "dw1": "dw", "dw2": "dw"}.get(kind, kind)
        if names == ["da3"]:
            kind = f"da {n['da3'] > 0}"
        return [*words, *([self.say(f"why {kind}", j=j)] if kind != "a" else [])]

    def _next(self, r):
        if r.finished:
            words = "some wrong" if r.disagree else "all right"
            return self.say(words, wrong=len(r.disagree))
        coming = results(r._replace(step=r.step + 1))
        rule = ",  ".join(symbols(name, SYMBOLS[r.activation]) for name in coming)
        return self.say("next", symbols=rule)

    def describe(self, r):
        n = numbers(r)
        shown = self.spoken["controls"]["broken"]["options"][r.broken]
        if r.mystery:
            shown = self.say("a mystery", number=r.mystery)
        text = self.say(
            "state", step=step_texts()[r.step], sample=r.sample, broken=shown,
            activation=r.activation, **{name: n[name] for name in ("x1", "x2", "y")},
        )  # fmt: skip
        for name in results(r):
            text += "; " + self._rule(r, name, n)
        if r.known:
            words = "disagree" if r.disagree else "agree"
            first = pretty("d" + r.disagree[0]) if r.disagree else ""
            text += self.say(
                words, known=len(r.known), wrong=len(r.disagree), first=first
            )
        return text + (" " + self.say(r.verdict, streak=r.streak) if r.verdict else "")

    def key(self, name, values):
        """Step with the arrow keys."""
        here = values["step"]
        there = {"Home": 0, "End": LAST, "ArrowLeft": here - 1, "ArrowRight": here + 1}
        return {"step": min(max(there[name], 0), LAST)}

    def pointer(self, kind, axes, x, y, values):
        """Press a number: go to the step that computes it."""
        name = self.graph.nearest(x, y) if kind == "down" else None
        for step in range(1, LAST + 1):
            if name in results(self._shown._replace(step=step)):
                return {"step": step}
        return None


def backprop(settings="", **options):
    """The panel of lesson 05; `backprop("step=18 sample=B")` starts elsewhere."""
    return Panel(Backprop(), settings, **options)
