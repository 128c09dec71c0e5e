"""Every rule of the two passes in symbols and in numbers. Lesson 05.

A rule is a template: {z1} is a value, {dz1} its gradient, and {z1:p} the same within
parentheses if it is negative. So a rule also tells which numbers it uses.
"""

import string

from nnlib.explore.speech import fill
from nnlib.lessons.lesson_05.panel_model import BACKWARD, FORWARD

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
# What each step computes: values by their names, gradients with a d before them.
RESULTS = ((), *FORWARD, *(tuple("d" + n for n in step) for step in BACKWARD))
SYMBOLS = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}


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


def template(name, broken):
    """The rule that the code has for a name, with its break if that is the place."""
    return BROKEN.get(f"{name} {broken}", RULES[name])


def code_rule(name, broken, n):
    """The rule that the code has for a name, with the `numbers` in it."""
    return fill(template(name, broken), n)


def right_rule(name, f):
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
