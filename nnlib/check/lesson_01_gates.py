"""Exercise of lesson 01 on gates, judged by what the units do at the four corners."""

import numpy as np

from .spec import Exercise

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
MARGIN = 1.0  # how far z has to be from 0
SLACK = 1e-9  # 0.1 + 0.2 is a little more than 0.3


def gates(**changed):
    """Return five gates, each as (w1, w2, b) or the word "none"."""
    right = {"AND": (2, 2, -3), "OR": (2, 2, -1), "NAND": (-2, -2, 3)}
    return right | {"only_x1": (2, -2, -1), "XOR": "none"} | changed


def given_up(gate):
    return gate is None or (isinstance(gate, str) and gate.strip().lower() == "none")


def said(z):
    """Return what a unit says at a corner, and whether it lacks the margin."""
    near = ", too near" if abs(z) < MARGIN - SLACK else ""
    return ("yes" if z > 0 else "no") + near


def at_corners(gate):
    """Return corner -> what the unit says there."""
    if given_up(gate):
        return {str(corner): "no such unit" for corner in CORNERS}
    try:
        w1, w2, b = np.asarray(gate, dtype=float)
        told = [said(w1 * x1 + w2 * x2 + b) for x1, x2 in CORNERS]
    except (TypeError, ValueError):  # not three numbers
        told = ["nothing"] * 4
    return {str(corner): word for corner, word in zip(CORNERS, told, strict=True)}


def in_words(answer):
    """Return gate -> corner -> yes or no; for XOR, whether there is such a unit."""
    if not isinstance(answer, dict) or answer.keys() != gates().keys():
        return answer
    facts = {name: at_corners(gate) for name, gate in answer.items()}
    one = not given_up(answer["XOR"])
    return facts | {"XOR": "one unit" if one else "no unit"}


def only_too_near(got):
    """Return the names of the gates that lack nothing but the margin."""
    right, names = in_words(gates()), []
    for name in ("AND", "OR", "NAND", "only_x1"):
        pairs = [(word, right[name][corner]) for corner, word in got[name].items()]
        signs = all(word.startswith(wanted) for word, wanted in pairs)
        names += (
            [name] if signs and any(word != wanted for word, wanted in pairs) else []
        )
    return ", ".join(names)


GATES = Exercise(
    "ex01-gates",
    reference=gates(),
    use=in_words,
    misconceptions={
        "half a margin": gates(
            AND=(1, 1, -1.5), OR=(1, 1, -0.5), NAND=(-1, -1, 1.5), only_x1=(1, -1, -0.5)
        ),
        "AND is OR": gates(AND=(2, 2, -1)),
        "AND always": gates(AND=(2, 2, 3)),  # C3
        "AND never": gates(AND=(2, 2, -5)),
        "AND without bias": gates(AND=(2, 2, 0)),  # C2
        "AND at the threshold": gates(AND=(2, 2, -2)),
        "AND exactly reached": gates(AND=(2, 2, -4)),
        "AND given up": gates(AND="none"),
        "OR is AND": gates(OR=(2, 2, -3)),
        "OR always": gates(OR=(2, 2, 1)),  # C3
        "OR without bias": gates(OR=(2, 2, 0)),  # C2
        "OR exactly reached": gates(OR=(2, 2, -2)),
        "NAND is AND": gates(NAND=(2, 2, -3)),
        "NAND is NOR": gates(NAND=(-2, -2, 1)),
        "NAND is OR": gates(NAND=(2, 2, -1)),
        "NAND always": gates(NAND=(2, 2, 3)),
        "NAND never": gates(NAND=(-2, -2, -3)),
        "NAND without bias": gates(NAND=(-2, -2, 0)),  # C2
        "NAND exactly reached": gates(NAND=(-2, -2, 2)),
        "NAND at the threshold": gates(NAND=(-2, -2, 4)),
        "NAND given up": gates(NAND="none"),
        "only x1 the other way": gates(only_x1=(-2, 2, -1)),
        "only x1 ignores x2": gates(only_x1=(2, 0, -1)),
        "only x1 without bias": gates(only_x1=(2, -2, 0)),  # C2
        "only x1 exactly reached": gates(only_x1=(2, -2, -2)),
        "only x1 given up": gates(only_x1="none"),
        "XOR": gates(XOR=(2, 2, -1)),  # C7
    },
    right={
        "uneven": gates(AND=(3, 5, -7), OR=[2, 9, -1], NAND=(-4, -8, 10), XOR=None),
        "large": gates(AND=np.array([20.0, 20, -30]), only_x1=(100, -300, -50)),
        "a margin of exactly 1": gates(OR=(0.3 + 1.7, 2, -1.0), XOR=" None "),
    },
    tell={"half a margin": lambda got: {"which": only_too_near(got)}},
)

EXERCISES = (GATES,)
