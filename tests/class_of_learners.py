"""A class that is made up: right notebooks, each misconception, hostile ones.

Every submission says what it should come to: {exercise: outcome or misconception}.
"""

import ast
import json
from dataclasses import dataclass, field

import attacks
import bank_in_a_notebook
import numpy as np

from nnlib.check import EXERCISES
from nnlib.check.spec import forms
from nnlib.course.notebooks import derive, notebook
from nnlib.course.notebooks.lesson import find, lessons


@dataclass
class Submission:
    """A notebook as bytes, and what each of its exercises should come to."""

    kind: str
    number: str
    content: bytes
    expected: dict = field(
        default_factory=dict
    )  # id -> (outcome or None, misconception)
    whole: str | None = None  # an outcome that all exercises have


def solved(number):
    return notebook.read(find(number).notebook("solutions"))


def stubbed(number):
    return derive.exercise(solved(number))


def as_bytes(nb):
    return notebook.dumps(nb).encode()


def answer_cell(nb, task):
    """The last cell before the check that has an answer of this task."""
    return next(c for c in nb["cells"] if c["id"] == task.cell.removesuffix("-check"))


def assignments(expression, path):
    """Lines that give the names in a check's second argument the parts of `path`."""
    if isinstance(expression, ast.Name):
        return [f"{expression.id} = {path}"]
    if ast.unparse(expression).startswith("dict(zip("):  # of names and answers
        return assignments(expression.args[0].args[1], f"[*{path}.values()]")
    parts = getattr(expression, "elts", [])
    if parts and all(isinstance(part, ast.Starred) for part in parts):  # equally long
        n = f"len({path})"
        parts = [
            (
                part.value,
                f"{path}[{n} * {k} // {len(parts)}:{n} * {k + 1} // {len(parts)}]",
            )
            for k, part in enumerate(parts)
        ]
    elif isinstance(expression, ast.Dict):
        pairs = zip(expression.keys, expression.values, strict=True)
        parts = [(value, f"{path}[{key.value!r}]") for key, value in pairs]
    elif isinstance(expression, (ast.Tuple, ast.List)):
        parts = [(part, f"{path}[{k}]") for k, part in enumerate(expression.elts)]
    else:
        raise NotImplementedError(ast.unparse(expression))
    return [line for part, inner in parts for line in assignments(part, inner)]


def argument(nb, task):
    """What the check of a task is called with, as syntax."""
    cell = next(c for c in nb["cells"] if c["id"] == task.cell)
    tree = ast.parse(notebook.source(cell))
    made_here = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }

    class Spelled(ast.NodeTransformer):
        def visit_Name(self, node):
            return made_here.get(node.id, node)

    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check":
            return Spelled().visit(node.args[1])
    raise NotImplementedError(task.cell)


def mistaken(number, wrong, kind="misconceptions"):
    """A solved notebook in which some answers are wrong ones: {id: name}."""
    nb, expected = solved(number), {}
    for task in find(number).tasks:
        expected[task.id] = ("passed", None)
        if task.id not in wrong:
            continue
        name = wrong[task.id]
        attempts = getattr(EXERCISES[task.id], kind)
        path = f"bank[{task.id!r}].{kind}[{name!r}]"
        path += "[0]" if isinstance(attempts[name], forms) else ""
        lines = assignments(argument(nb, task), path)
        cell = answer_cell(nb, task)
        cell["source"] = "\n".join(lines)
        if kind == "misconceptions":
            expected[task.id] = (None, name)
    nb["cells"] = [c for c in nb["cells"] if "solution" not in notebook.tags(c)]
    with_first_cell(nb, bank_in_a_notebook.cell(number))
    return Submission("mistakes" if kind == "misconceptions" else "other right ones",
                      number, as_bytes(nb), expected)  # fmt: skip


def all_mistakes():
    """(lesson, id, name) of every misconception."""
    for number in lessons():
        for task in find(number).tasks:
            for name in EXERCISES[task.id].misconceptions:
                yield number, task.id, name


def right(number):
    expected = {task.id: ("passed", None) for task in find(number).tasks}
    return Submission("right", number, as_bytes(solved(number)), expected)


def untouched(number):
    expected = {task.id: ("not_attempted", None) for task in find(number).tasks}
    return Submission("untouched", number, as_bytes(stubbed(number)), expected)


def partial(number, done):
    """The first `done` exercises are solved, the others as they were given."""
    nb, answers = stubbed(number), solved(number)
    expected = {}
    for place, task in enumerate(find(number).tasks):
        outcome = "passed" if place < done else "not_attempted"
        expected[task.id] = (outcome, None)
        if place < done:
            source = answer_cell(answers, task)["source"]
            answer_cell(nb, task)["source"] = source
    return Submission("partial", number, as_bytes(nb), expected)


def with_first_cell(nb, source):
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": source,
            "outputs": [], "execution_count": None}  # fmt: skip
    nb["cells"].insert(0, cell)
    return as_bytes(nb)


def hostile(name, victim, number="04"):
    """An attack on the folder `victim`, by somebody whose answers are right."""
    content = with_first_cell(solved(number), attacks.source_of(name, victim))
    outcome = attacks.ATTACKS[name].outcome
    return Submission(f"hostile: {name}", number, content, whole=outcome or "any")


def forged(name, number="04"):
    forgery = attacks.FORGERIES[name]
    content = with_first_cell(stubbed(number), forgery.source)
    whole = "none passed" if forgery.breaks_itself else "not_attempted"
    return Submission(f"forged: {name}", number, content, whole=whole)


def endless(number="04"):
    source = "while True:\n    try:\n        while True:\n            pass\n"
    source += "    except BaseException:\n        pass"
    content = with_first_cell(solved(number), source)
    return Submission("endless", number, content, whole="out_of_time")


def without_checks(number):
    """All check cells deleted, all answers there."""
    nb = solved(number)
    nb["cells"] = [c for c in nb["cells"] if "check" not in notebook.tags(c)]
    expected = {task.id: ("passed", None) for task in find(number).tasks}
    return Submission("checks deleted", number, as_bytes(nb), expected)


def edited_checks(number):
    """No answers, and check cells that say that all is right."""
    nb = stubbed(number)
    for cell in nb["cells"]:
        if "check" in notebook.tags(cell):
            cell["source"] = "print('Passed')"
    return Submission("checks edited", number, as_bytes(nb), whole="not_attempted")


def with_half_a_character(number="04", exercise="ex04-mse"):
    """All answers right, but for a cell that Python can't read; as Jupyter saves it."""
    nb, expected = solved(number), right(number).expected
    cell = next(cell for cell in nb["cells"] if cell["id"] == exercise)
    cell["source"] += "\n# \ud83d"
    expected[exercise] = ("crashed", None)
    return Submission("half", number, json.dumps(nb).encode(), expected)


def broken():
    """Files that are no notebooks."""
    deep = b"[" * 10**6
    odd = {"nbformat": 4, "cells": [{"cell_type": "code", "id": 5, "source": [1]}]}
    files = {
        "empty": b"", "cut off": right("04").content[:5000], "deep": deep,
        "no text": bytes(range(256)) * 9, "another JSON": b"[1, 2]",
        "odd types": json.dumps(odd).encode(), "huge": b" " * (21 * 2**20),
        "old": b'{"nbformat": 3, "worksheets": []}',
    }  # fmt: skip
    return [
        Submission(f"broken: {name}", "04", content, whole="unreadable")
        for name, content in files.items()
    ]


def made_up(size, seed, victim):
    """A class of `size` submissions, the same for the same seed.

    Attacks that nothing would hold back here are not among them.
    """
    rng = np.random.default_rng(seed)
    numbers = list(lessons())
    found = [right(n) for n in numbers] + [untouched(n) for n in numbers]
    found += [partial(n, int(rng.integers(1, len(find(n).tasks)))) for n in numbers]
    found += [without_checks("01"), edited_checks("02"), endless(), *broken()]
    found += [hostile(name, victim) for name in attacks.allowed()]
    found += [forged(name) for name in attacks.FORGERIES]
    found += spread_mistakes(size - len(found), rng)
    return [found[k] for k in rng.permutation(len(found))]


def spread_mistakes(size, rng):
    """Notebooks with a mistake in each exercise: as many kinds as they can hold."""
    every = {}
    for number, name, wrong in all_mistakes():
        every.setdefault(number, {}).setdefault(name, []).append(wrong)
    gains = [
        (sum(len(names) > k for names in by_id.values()), number, k)
        for number, by_id in every.items()
        for k in range(max(map(len, by_id.values())))
    ]
    gains.sort(key=lambda gain: (-gain[0], gain[1:]))
    plan = [(number, k) for _, number, k in gains][:size]
    while len(plan) < size:
        plan.append(plan[int(rng.integers(len(gains)))])
    return [
        mistaken(n, {name: wrong[k % len(wrong)] for name, wrong in every[n].items()})
        for n, k in plan
    ]


def kinds_of_mistakes(found):
    """How many misconceptions the submissions hold, and how many there are."""
    held = {
        (name, wrong) for one in found for name, (_, wrong) in one.expected.items()
        if wrong
    }  # fmt: skip
    return len(held), sum(len(EXERCISES[name].misconceptions) for name in EXERCISES)
