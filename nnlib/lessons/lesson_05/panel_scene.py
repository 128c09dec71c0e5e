"""What the graph of lesson 05 shows at one step. No figure in here."""

from typing import NamedTuple

from nnlib.lessons.lesson_05.panel_model import FIRST_LAYER, INPUTS, WEIGHTS
from nnlib.lessons.lesson_05.panel_rules import (
    RESULTS,
    SYMBOLS,
    Number,
    numbers,
    operands,
)


class Scene(NamedTuple):
    """The numbers of one step, and how they belong together.

    values    : name -> Number
    gradients : name -> (words, and those of the check if it disagrees)
    parts     : name of a weight -> what comes back along its edge
    bends     : the two hidden units' formulas
    new, used : names of the numbers that the step computes, and of those it uses
    """

    values: dict
    gradients: dict
    parts: dict
    bends: list
    new: tuple
    used: list
    backward: bool

    @property
    def flow(self):
        """The edges that numbers go along in this step."""
        if self.new in (("L",), ("da3",)):
            return ["a3", "y"] if self.new == ("L",) else ["a3"]
        if any(name[-2] not in "zax" for name in self.new):
            return []
        return [name for name in self.used if name in WEIGHTS]


def scene(r, word):
    """The Scene of a Result; word(key, ...) fills a text of the picture."""
    n, new = numbers(r), RESULTS[r.step]
    used = [name for new_one in new for name in operands(new_one, r.shown_break)]
    return Scene(
        values={name: n[name] for name in (*INPUTS, "y", *r.computed)},
        gradients={name: _gradient(r, name, word) for name in r.known},
        parts={
            name: f"{n[f'dz{name[2]}{name}']}"
            for name in FIRST_LAYER[:4]
            if r.backward and f"x{name[1]}" in r.names and r.adds
        },
        bends=[f"a{j} = {SYMBOLS[r.activation]}(z{j})" for j in "₁₂"],
        new=new,
        used=list(dict.fromkeys(used)),
        backward=r.backward,
    )


def _gradient(r, name, word):
    """The words under a number, and those of its check if it is wrong."""
    code, check = Number(r.g[name]), Number(r.check[name])
    if not r.wrong(name):
        return f"∂ {code}", ""
    return f"✗ {code}", word("check", check=check)
