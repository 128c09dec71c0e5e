"""Every rule of the two passes in symbols and in numbers, and all other words.

Lesson 05.

A rule is a template: {z1} is a value, {dz1} its gradient, and {z1:p} the same within
parentheses if it is negative. So a rule also tells which numbers it uses.
"""

import string

from nnlib.lessons.lesson_05.panel_model import BACKWARD, FORWARD, LAST

_SUBSCRIPTS = str.maketrans("123", "₁₂₃")
_parse = string.Formatter().parse

RULES = {
    "z1": "z₁ = w₁₁ x₁ + w₂₁ x₂ + b₁ = {w11:p} · {x1:p} + {w21:p} · {x2:p} + {b1:p}"
    " = {w11x1:p} + {w21x2:p} + {b1:p} = {z1}",
    "z2": "z₂ = w₁₂ x₁ + w₂₂ x₂ + b₂ = {w12:p} · {x1:p} + {w22:p} · {x2:p} + {b2:p}"
    " = {w12x1:p} + {w22x2:p} + {b2:p} = {z2}",
    "a1": "a₁ = {f}(z₁) = {f}({z1}) = {a1}",
    "a2": "a₂ = {f}(z₂) = {f}({z2}) = {a2}",
    "z3": "z₃ = v₁ a₁ + v₂ a₂ + b₃ = {v1:p} · {a1:p} + {v2:p} · {a2:p} + {b3:p}"
    " = {v1a1:p} + {v2a2:p} + {b3:p} = {z3}",
    "a3": "a₃ = σ(z₃) = σ({z3}) = {a3}",
    "L": "L = (a₃ − y)² = ({a3} − {y})² = {L}",
    "da3": "∂L/∂a₃ = 2 (a₃ − y) = 2 · ({a3} − {y}) = {da3}",
    "dz3": "∂L/∂z₃ = ∂L/∂a₃ · σ′(z₃) = {da3:p} · {s3:p} = {dz3}",
    "dv1": "∂L/∂v₁ = ∂L/∂z₃ · a₁ = {dz3:p} · {a1:p} = {dv1}",
    "dv2": "∂L/∂v₂ = ∂L/∂z₃ · a₂ = {dz3:p} · {a2:p} = {dv2}",
    "db3": "∂L/∂b₃ = ∂L/∂z₃ · 1 = {dz3:p} · 1 = {db3}",
    "da1": "∂L/∂a₁ = ∂L/∂z₃ · v₁ = {dz3:p} · {v1:p} = {da1}",
    "da2": "∂L/∂a₂ = ∂L/∂z₃ · v₂ = {dz3:p} · {v2:p} = {da2}",
    "dz1": "∂L/∂z₁ = ∂L/∂a₁ · {f}′(z₁) = {da1:p} · {s1:p} = {dz1}",
    "dz2": "∂L/∂z₂ = ∂L/∂a₂ · {f}′(z₂) = {da2:p} · {s2:p} = {dz2}",
    "dw11": "∂L/∂w₁₁ = ∂L/∂z₁ · x₁ = {dz1:p} · {x1:p} = {dw11}",
    "dw21": "∂L/∂w₂₁ = ∂L/∂z₁ · x₂ = {dz1:p} · {x2:p} = {dw21}",
    "db1": "∂L/∂b₁ = ∂L/∂z₁ · 1 = {dz1:p} · 1 = {db1}",
    "dw12": "∂L/∂w₁₂ = ∂L/∂z₂ · x₁ = {dz2:p} · {x1:p} = {dw12}",
    "dw22": "∂L/∂w₂₂ = ∂L/∂z₂ · x₂ = {dz2:p} · {x2:p} = {dw22}",
    "db2": "∂L/∂b₂ = ∂L/∂z₂ · 1 = {dz2:p} · 1 = {db2}",
    "dx1": "∂L/∂x₁ = ∂L/∂z₁ · w₁₁ + ∂L/∂z₂ · w₁₂ = {dz1:p} · {w11:p} + {dz2:p} · "
    "{w12:p} = {dz1w11:p} + {dz2w12:p} = {dx1}",
    "dx2": "∂L/∂x₂ = ∂L/∂z₁ · w₂₁ + ∂L/∂z₂ · w₂₂ = {dz1:p} · {w21:p} + {dz2:p} · "
    "{w22:p} = {dz1w21:p} + {dz2w22:p} = {dx2}",
}
BROKEN = {
    "da3 factor": "∂L/∂a₃ = a₃ − y = {a3} − {y} = {da3}",
    "da3 sign": "∂L/∂a₃ = 2 (y − a₃) = 2 · ({y} − {a3}) = {da3}",
    "da1 new-weights": "∂L/∂a₁ = ∂L/∂z₃ · (v₁ − ∂L/∂v₁) = {dz3:p} · ({v1} − {dv1:p})"
    " = {da1}",
    "da2 new-weights": "∂L/∂a₂ = ∂L/∂z₃ · (v₂ − ∂L/∂v₂) = {dz3:p} · ({v2} − {dv2:p})"
    " = {da2}",
    "dz1 no-slope": "∂L/∂z₁ = ∂L/∂a₁ · 1 = {da1:p} · 1 = {dz1}",
    "dz2 no-slope": "∂L/∂z₂ = ∂L/∂a₂ · 1 = {da2:p} · 1 = {dz2}",
    "dz1 slope-at-a": "∂L/∂z₁ = ∂L/∂a₁ · {f}′(a₁) = {da1:p} · {t1:p} = {dz1}",
    "dz2 slope-at-a": "∂L/∂z₂ = ∂L/∂a₂ · {f}′(a₂) = {da2:p} · {t2:p} = {dz2}",
    "dx1 overwrite": "∂L/∂x₁ = ∂L/∂z₂ · w₁₂ = {dz2:p} · {w12:p} = {dx1}",
    "dx2 overwrite": "∂L/∂x₂ = ∂L/∂z₂ · w₂₂ = {dz2:p} · {w22:p} = {dx2}",
    "dx1 no-transpose": "∂L/∂x₁ = ∂L/∂z₁ · w₁₁ + ∂L/∂z₂ · w₂₁ = {dz1:p} · {w11:p} + "
    "{dz2:p} · {w21:p} = {dx1}",
    "dx2 no-transpose": "∂L/∂x₂ = ∂L/∂z₁ · w₁₂ + ∂L/∂z₂ · w₂₂ = {dz1:p} · {w12:p} + "
    "{dz2:p} · {w22:p} = {dx2}",
}
SYMBOLS = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}
BREAK_NAMES = {
    "factor": "no factor 2 in ∂L/∂a₃",
    "sign": "y − a₃ instead of a₃ − y",
    "new-weights": "W₂ updated too early, η = 1",
    "no-slope": "hidden slope forgotten",
    "slope-at-a": "hidden slope at a, not z",
    "overwrite": "fan-out: = instead of +=",
    "no-transpose": "W₁ where W₁ᵀ belongs",
}
WORDS = {
    **RULES,
    **BROKEN,
    "a σ": "σ(z) = 1 / (1 + e⁻ᶻ): between 0 and 1",
    "a tanh": "tanh(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ): between −1 and 1",
    "a ReLU": "ReLU(z) = max(z, 0): what is negative becomes 0",
    "dz σ": "{f}′(z{j}) = a{j} (1 − a{j}) = {a} · (1 − {a}) = {s}",
    "dz tanh": "{f}′(z{j}) = 1 − a{j}² = 1 − {a:p}² = {s}",
    "dz ReLU": "{f}′(z{j}) is 1 where z{j} > 0, else 0: here z{j} = {z}, so it is {s}",
    "why start": "2 inputs, 2 hidden units, 1 sigmoid output; the loss is the mean "
    "squared error of one sample.",
    "why z": "Each weight times what comes in along its line, and the bias.",
    "why L": "One sample and one output: the mean squared error is a single square.",
    "why da True": "Above 0: to raise a₃ a little would raise the loss.",
    "why da False": "Below 0: to raise a₃ a little would lower the loss.",
    "why da": "Back along the line: the gradient of z₃, times the weight on the line.",
    "why dz": "Through the bend: the gradient of a{j}, times the bend's slope at z{j}.",
    "why dw": "A weight: the gradient of the sum it goes into, times what it carries.",
    "why dx": "x{j} went along two lines: a gradient comes back along each, and they "
    "add.",
    "state": "Step {step}; sample {sample}: x = ({x1}, {x2}), y = {y}; {activation} "
    "hidden units; broken: {broken}",
    "agree": ". {known} of 17 gradients known, and nudging agrees with all",
    "disagree": ". {known} of 17 gradients known, and nudging disagrees with {wrong}; "
    "the first is {first}",
    "hidden": "{symbols}: the code says {code}",
    "first": "Step {step}",
    "on": "Step {step}    forward →",
    "back": "Step {step}    ← backward",
    "gradient": "∂ {code}",
    "wrong": "✗ {code}",
    "check": "check {check}",
    "nudge": "check {check} {mark}",
    "broken rule": "broken:  {rule}",
    "part": "{part}",
    "handed on": "This rule is right, but it was given a wrong number.",
    "right rule": "right:  {rules}",
    "look up": "Work this rule out by hand. Which slip gives the code's number?",
    "next": "next:  {symbols} = ?    Which sign? How large?",
    "all right": "All 17 gradients agree with the check.",
    "some wrong": "{wrong} of 17 gradients disagree with the check. Which was first?",
    "bend": "a{j} = {f}(z{j})",
    "a mystery": "mystery {number}",
    "solved": "Right, and at the first accusation: {streak} in a row.",
    "found": "Right, that is it. Only a first accusation counts.",
    "innocent": "No, that is not it. Look again; then take another number.",
}


class Number(float):
    """A float as the graph shows it: four places, more if small, fewer if exact."""

    def __format__(self, spec):
        value, places = float(self), 4 if abs(self) >= 1e-3 else 5
        exact = abs(value - round(value, 3)) < 1e-12
        text = f"{round(value, 3) + 0.0:g}" if exact else f"{value:.{places}f}"
        text = text.replace("-", "−")
        return f"({text})" if spec == "p" and text[0] == "−" else text


def pretty(name):
    """z1 as z₁, and dz1 as ∂L/∂z₁."""
    if name[0] == "d":
        return "∂L/∂" + pretty(name[1:])
    return name.translate(_SUBSCRIPTS)


def results(r):
    """The names of the rules of a step: values as they are, gradients with a d."""
    return [("d" + name) if r.backward else name for name in r.names]


def template(name, broken):
    """The rule that the code has for a name, with its break if that is the place."""
    return BROKEN.get(f"{name} {broken}", RULES[name])


def symbols(name, f):
    """The right rule, without its numbers."""
    head, rule, *_ = RULES[name].split(" = ")
    return f"{head} = {rule}".format(f=f)


def numbers(r):
    """Everything a template can ask for."""
    v, g = r.v, r.g
    found = {**v, **{"d" + name: g[name] for name in g}, **r.extra}
    for name in ("w11x1", "w21x2", "w12x1", "w22x2", "v1a1", "v2a2"):
        found[name] = v[name[:-2]] * v[name[-2:]]
    for name in ("w11", "w21", "w12", "w22"):
        unit = f"z{name[2]}"
        found[f"d{unit}{name}"] = g[unit] * v[name]
    return {n: Number(value) for n, value in found.items()} | {
        "f": SYMBOLS[r.activation]
    }


def operands(name, broken="nothing"):
    """The numbers on the graph that a rule uses: values, and gradients with a d."""
    used = [field for _, field, *_ in _parse(template(name, broken)) if field]
    slopes = {f"{kind}{j}": f"a{j}" for kind in "st" for j in "123"}
    used = [slopes.get(field, field) for field in used]
    on_graph = {*RULES, *(known[1:] for known in RULES if known[0] == "d"), "y"}
    return [n for n in dict.fromkeys(used) if n in on_graph and n != name]


def step_texts():
    """What the slider says at each step."""
    texts = [f"0 of {LAST}: inputs and weights"]
    kinds = {"z": "sum", "a": "output", "L": "loss"}
    words = [f"{kinds[name[0]]} {pretty(name)}" for (name,) in FORWARD]
    for names in BACKWARD:
        noun = "gradient" if len(names) == 1 else "gradients"
        words.append(f"{noun} of {', '.join(map(pretty, names))}")
    return texts + [f"{k} of {LAST}: {word}" for k, word in enumerate(words, 1)]
