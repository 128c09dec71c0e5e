"""Lesson code is library code: compare the two by syntax tree."""

import ast
from pathlib import Path

from nnlib.course.notebooks import notebook

NNLIB = Path(__file__).parents[2]


class _Bare(ast.NodeTransformer):
    """Drops what either may leave out: docstrings, annotations, guards.

    `z = np.asarray(z)` is a lesson's guard: the library has a stricter one instead.
    """

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.returns, node.body = None, _body(node)
        return node

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        node.body = _body(node)
        return node

    def visit_arg(self, node):
        node.annotation = None
        return node


def _body(node):
    kept = [part for k, part in enumerate(node.body) if not _left_out(k, part)]
    return kept or [ast.Pass()]


def _left_out(k, part):
    if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and k == 0:
        return True
    if isinstance(part, ast.If) and not part.orelse:
        ends = isinstance(part.body[-1], ast.Raise)
        return ends or all(_left_out(1, p) for p in part.body)
    if isinstance(part, ast.Assign) and _converts(part.targets[0], part.value):
        return True
    call = getattr(part, "value", None)
    if isinstance(part, (ast.Expr, ast.Assign)) and isinstance(call, ast.Call):
        owner = getattr(call.func, "value", None)
        return isinstance(owner, ast.Name) and owner.id == "guards"
    return False


def _converts(target, value):
    """Is this `z = np.asarray(z)`, or `a, b = np.asarray(a), np.asarray(b)`?"""
    names, values = (getattr(part, "elts", [part]) for part in (target, value))
    arrays = [f"np.asarray({ast.unparse(name)})" for name in names]
    return arrays == [ast.unparse(value) for value in values]


def definitions(code):
    """name → syntax of each function, and of each method as Class.method.

    `class Network(Network):` continues, in a later cell, a class that is there.
    """
    found = {}
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = ast.dump(_Bare().visit(node))
        elif isinstance(node, ast.ClassDef):
            bare = _Bare().visit(node)
            head = [*bare.bases, *bare.decorator_list]
            if [ast.unparse(part) for part in head] != [node.name]:
                found[node.name] = ast.dump(ast.List(head))
            for k, part in enumerate(bare.body):
                if not isinstance(part, ast.Pass):
                    label = getattr(part, "name", None) or _targets(part) or f"line {k}"
                    found[f"{node.name}.{label}"] = ast.dump(part)
    return found


def _targets(part):
    targets = getattr(part, "targets", None) or [getattr(part, "target", None)]
    return ", ".join(ast.unparse(t) for t in targets if t is not None)


def library():
    """The definitions of the library's core."""
    found = {}
    for path in sorted(NNLIB.glob("*.py")):
        found |= definitions(path.read_text(encoding="utf-8"))
    return found


def differences(nb):
    """(cell id, name, why) for each definition that is not as in the library."""
    shipped = library()
    for cell in nb["cells"]:
        if cell["cell_type"] == "code" and "nnlib" in notebook.tags(cell):
            for name, syntax in definitions(notebook.source(cell)).items():
                if shipped.get(name) != syntax:
                    why = "differs from" if name in shipped else "is not in"
                    yield cell["id"], name, why
