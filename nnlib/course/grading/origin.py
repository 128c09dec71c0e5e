"""Where an answer comes from: the library, or the solution, as far as that shows.

It proves nothing, and costs no point; a teacher may want to know.
"""

import ast
import hashlib
from types import CodeType, FunctionType, ModuleType

from nnlib.check import EXERCISES
from nnlib.course.notebooks import notebook
from nnlib.course.notebooks.lesson import find

LEAST = 4  # statements; in fewer, many people write the same
MOST = 200  # things that are followed from one answer


def library(attempt):
    """Return the names of what belongs to nnlib in an answer, such as nnlib.losses.mse.

    Of what it is, and of what it calls: in its own code, and in functions of the
    notebook that it names.
    """
    found, left, seen = set(), [attempt], []
    while left and len(seen) < MOST:
        one = left.pop()
        if any(one is other for other in seen):
            continue
        seen.append(one)
        if name := _name_in_library(one):
            found.add(name)
        else:
            left += _parts(one)
    return sorted(found)


def _name_in_library(one):
    if not isinstance(one, (FunctionType, type)):
        return None
    module = getattr(one, "__module__", None)
    ours = isinstance(module, str) and module.split(".")[0] == "nnlib"
    return f"{module}.{one.__qualname__}" if ours else None


def _parts(one):
    if isinstance(one, (tuple, list)):
        return list(one[:MOST])
    if isinstance(one, type):
        return [part for part in vars(one).values() if isinstance(part, FunctionType)]
    if isinstance(one, FunctionType):
        return _named(one)
    return []


def _named(function):
    """What the names in a function's code stand for: functions, classes."""
    names = _names(function.__code__)
    scope = [function.__globals__.get(name) for name in names]
    modules = [value for value in scope if isinstance(value, ModuleType)]
    scope += [vars(module).get(name) for module in modules for name in names]
    return [value for value in scope if isinstance(value, (FunctionType, type))]


def _names(code):
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    return {*code.co_names, *(name for part in inner for name in _names(part))}


def is_library(exercise_id, names):
    """Is what stands in the library for this very task among these names?"""
    exercise = EXERCISES[exercise_id]
    asked = exercise.kind.program(exercise.reference)
    return (_name_in_library(asked) or "") in names


def digests(cells):
    """Return id -> digest of the code of each (id, source), where it is long enough."""
    found = {name: _digest(source) for name, source in cells}
    return {name: digest for name, digest in found.items() if digest}


def _digest(source):
    """Of the code alone: blanks, comments and the way of writing don't count."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if sum(isinstance(node, ast.stmt) for node in ast.walk(tree)) < LEAST:
        return None
    return hashlib.sha256(ast.dump(tree).encode("utf-8", "replace")).hexdigest()


def solutions(number):
    """Return id -> digest of each answer in the solutions of a lesson."""
    cells = notebook.read(find(number).notebook("solutions"))["cells"]
    tasks = {task.id for task in find(number).tasks}
    own = [(c["id"], notebook.source(c)) for c in cells if c.get("id") in tasks]
    return digests(own)
