"""Forward and backward through a 2-2-1 network, one number after the other.

The graph shows each value with its gradient below it; the lines under the graph, the
rule that gave the last one. Break a rule, and see which numbers a nudge finds wrong.
Lesson 05.
"""

from nnlib.explore.controls import button, choice, integer, steps
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords
from nnlib.lessons.lesson_05.panel_breaks import BREAKS, Mysteries, culprit
from nnlib.lessons.lesson_05.panel_model import (
    ACTIVATIONS,
    FIRST_LAYER,
    INPUTS,
    LAST,
    SAMPLES,
    Result,
    run,
)
from nnlib.lessons.lesson_05.panel_picture import SIZE, Graph, Lines
from nnlib.lessons.lesson_05.panel_remarks import Remarks
from nnlib.lessons.lesson_05.panel_rules import RESULTS, numbers, pretty
from nnlib.lessons.lesson_05.panel_scene import scene


class Backprop(Explorer):
    """The graph with its numbers, the rule of the step, and mysteries to solve."""

    words = PanelWords(__file__, "backprop")
    recipes = {
        "step": steps(range(LAST + 1), start=7, play=1, pace=1500),
        "sample": choice(SAMPLES),
        "activation": choice(ACTIVATIONS),
        "broken": choice(["nothing", *BREAKS, "mystery"]),
        "mystery": integer(1, 99, start=1),
        "suspect": choice(BREAKS),
        "accuse": button(),
    }
    rows = [
        ["step", "sample", "activation"],
        ["broken", "mystery", "suspect", "accuse"],
    ]
    goals = {
        "all zero": lambda r: r.finished and r.unbroken and r.all_zero(FIRST_LAYER),
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
        self.mysteries, self.remarks = Mysteries(), Remarks(self.say, self.word)
        controls = self.spoken["controls"]  # a suspect has the name of its break
        controls["suspect"]["options"] = controls["broken"]["options"]

    def model(self, step, sample, activation, broken, mystery, suspect):
        number = mystery if broken == "mystery" else None
        name = culprit(number) if number else broken
        return Result(
            step, sample, activation, name, number, *run(sample, activation, name),
            self.mysteries.verdict(number, suspect), self.mysteries.streak,
        )  # fmt: skip

    def accuse(self, values):
        """Compare the suspect with the rule that the mystery has broken."""
        if values["broken"] != "mystery":
            return None
        self.mysteries.accuse(values["mystery"], values["suspect"])
        return {}

    def stage(self, figure):
        figure.set_layout_engine("none")  # every place is given in inches
        self.graph = Graph(figure, self.word)
        self.lines = Lines(self.graph.axes)
        return [*self.graph.moving, *self.lines.moving]

    def draw(self, r):
        self.graph.draw(scene(r, self.word))
        step = self.remarks.step(r, self.option("step", r.step))
        rules, following = self.remarks.lines(r), self.remarks.following(r)
        self.lines.draw(step, rules, following, self._verdict(r))

    def disabled(self, r):
        return () if r.mystery else ("mystery", "suspect", "accuse")

    def describe(self, r):
        n, broken = numbers(r), self.option("broken", r.broken)
        if r.mystery:
            broken = self.say("a mystery", number=r.mystery)
        text = self.say(
            "state", step=self.option("step", r.step), sample=r.sample, broken=broken,
            activation=self.option("activation", r.activation),
            **{name: n[name] for name in ("x1", "x2", "y")},
        )  # fmt: skip
        for name in RESULTS[r.step]:
            text += "; " + self.remarks.rule(r, name)
        if r.known:
            words = "disagree" if r.disagree else "agree"
            first = pretty("d" + r.disagree[0]) if r.disagree else ""
            counts = {"known": len(r.known), "wrong": len(r.disagree)}
            text += self.say(words, first=first, **counts)
        return f"{text} {self._verdict(r)}".rstrip()

    def _verdict(self, r):
        return self.say(r.verdict, streak=r.streak) if r.verdict else ""

    def key(self, name, values):
        """Step with the arrow keys."""
        here = values["step"]
        there = {"Home": 0, "End": LAST, "ArrowLeft": here - 1, "ArrowRight": here + 1}
        return {"step": min(max(there[name], 0), LAST)}

    def pointer(self, kind, axes, x, y, values):
        """Press a number: go to the step that computes it."""
        name = self.graph.nearest(x, y) if kind == "down" else None
        for step, names in enumerate(RESULTS):
            if name in names:
                return {"step": step}
        return None


def backprop(settings="", **options):
    """The panel of lesson 05; `backprop("step=18 sample=B")` starts elsewhere."""
    return Panel(Backprop(), settings, **options)
