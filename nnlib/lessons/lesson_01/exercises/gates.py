"""Exercise of lesson 01 on gates, judged by what the units do at the four corners."""

import numpy as np

from nnlib.check.spec import Exercise

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
MARGIN = 1.0 - 1e-9  # how far z has to be from 0; 0.1 + 0.2 is a little more than 0.3


def gates(**changed):
    """Return five gates, each as (w1, w2, b) or the word "none"."""
    right = {"AND": (2, 2, -3), "OR": (2, 2, -1), "NAND": (-2, -2, 3)}
    return right | {"only_x1": (2, -2, -1), "XOR": "none"} | changed


YES = {"AND": "0001", "OR": "0111", "NAND": "1110", "only_x1": "0010"}


def given_up(gate):
    return gate is None or (isinstance(gate, str) and gate.strip().lower() == "none")


def at_corners(gate):
    """Return z at the four corners, or why there is none."""
    if given_up(gate):
        return "none"
    try:
        w1, w2, b = np.asarray(gate, dtype=float)
        z = [float(w1 * x1 + w2 * x2 + b) for x1, x2 in CORNERS]
    except (TypeError, ValueError):
        return "not_three"
    return z if np.isfinite(z).all() else "not_three"


def margin(z, said, wanted):
    """Return whether z is far enough from 0, once every sign is right."""
    if said != wanted:
        return "open"
    return "kept" if min(map(abs, z)) >= MARGIN else "too_small"


def in_words(answer):
    """Return the facts: yes or no at each corner, and whether the margin is kept."""
    if not isinstance(answer, dict) or answer.keys() != gates().keys():
        return answer
    facts, margins = {}, {}
    for name, wanted in YES.items():
        z = at_corners(answer[name])
        said = [z] * 4 if isinstance(z, str) else [str(int(one > 0)) for one in z]
        names = {"1": "yes", "0": "no"}
        pairs = zip(CORNERS, said, strict=True)
        facts[name] = {str(corner): names.get(bit, bit) for corner, bit in pairs}
        margins[f"{name}_margin"] = margin(z, "".join(said), wanted)
    none = given_up(answer["XOR"])
    return facts | {"XOR": "no_unit" if none else "one_unit"} | margins


def not_three(gate):
    return gates(**{gate: (2, 2)})


GATES = Exercise(
    "ex01-gates",
    reference=gates(),
    use=in_words,
    misconceptions={
        "AND is OR": gates(AND=(2, 2, 0)),  # C2, or a threshold that is too low
        "AND is NAND": gates(AND=(-2, -2, 3)),
        "AND always": gates(AND=(2, 2, 3)),  # C3
        "AND never": gates(AND=(2, 2, -4)),
        "AND hears x1": gates(AND=(3, 1, -2)),
        "AND hears x2": gates(AND=(1, 3, -2)),
        "AND given up": gates(AND="none"),
        "AND incomplete": not_three("AND"),
        "AND near": gates(AND=(1, 1, -1.5)),
        "OR is AND": gates(OR=(2, 2, -2)),
        "OR always": gates(OR=(2, 2, 1)),  # C3
        "OR never": gates(OR=(2, 2, -5)),
        "OR hears x1": gates(OR=(2, 0, -1)),
        "OR hears x2": gates(OR=(0, 2, -1)),
        "OR given up": gates(OR="none"),
        "OR incomplete": not_three("OR"),
        "OR near": gates(OR=(2, 2, 0)),  # C2
        "NAND is AND": gates(NAND=(2, 2, -3)),
        "NAND is NOR": gates(NAND=(-2, -2, 1)),
        "NAND is OR": gates(NAND=(2, 2, -1)),
        "NAND always": gates(NAND=(2, 2, 3)),
        "NAND never": gates(NAND=(-2, -2, 0)),  # C2
        "NAND given up": gates(NAND="none"),
        "NAND incomplete": not_three("NAND"),
        "NAND near": gates(NAND=(-1, -1, 1.5)),
        "only x1 turned": gates(only_x1=(-2, 2, -1)),
        "only x1 ignores x2": gates(only_x1=(2, 0, -1)),
        "only x1 starts at yes": gates(only_x1=(2, -2, 1)),  # C3
        "only x1 never": gates(only_x1=(2, -2, -2)),
        "only x1 given up": gates(only_x1="none"),
        "only x1 incomplete": not_three("only_x1"),
        "only x1 near": gates(only_x1=(2, -2, 0)),  # C2
        "XOR": gates(XOR=(2, 2, -1)),  # C7
    },
    right={
        "uneven": gates(AND=(3, 5, -7), OR=[2, 9, -1], NAND=(-4, -8, 10), XOR=None),
        "large": gates(AND=np.array([20.0, 20, -30]), only_x1=(100, -300, -50)),
        "a margin of exactly 1": gates(OR=(0.3 + 1.7, 2, -1.0), XOR=" None "),
    },
)

EXERCISES = (GATES,)
