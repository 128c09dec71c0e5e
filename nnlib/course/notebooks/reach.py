"""What of nnlib some code rests on, statement by statement.

From the names that the code uses, through the imports, to the statements that bind
them, and on from there. A module that is imported and not used counts for nothing, nor
does a function that nobody names: nothing happens on import, as a test sees to.

Where reading cannot tell, it is wide. A class counts whole, for who calls which of its
methods is not to be read off: so `Network` brings along how it is saved. A module that
is handed on as a value, or asked for a name that is not in it, counts whole too. Code
that runs other code, `exec` or a line for the shell, counts all there is.
"""

import ast
import io
import tokenize
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from nnlib import explore, lessons

NNLIB = Path(__file__).parents[2]
DYNAMIC = {"exec", "eval", "globals", "vars", "locals", "__import__"}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)


class Source:
    """One module: its statements at the top, each under the names that it binds."""

    def __init__(self, module, text, package=""):
        self.module, self.package = module, package
        self.lines, tree = text.splitlines(), ast.parse(text)
        self.imports = imports(tree.body, package)
        self.bound = defaultdict(list)  # under None: what counts with any of it
        for node in tree.body:
            if not isinstance(node, IMPORTS):
                for name in binds(node, self.imports):
                    self.bound[name].append(node)
        self.statements = [n for n in tree.body if not isinstance(n, IMPORTS)]
        self.bare = bare(text, tree)
        self._uses, self._texts = {}, {}  # node -> what was found: it is asked often

    def text(self, node, docs=False):
        """The text of a statement; without `docs` no comment or docstring."""
        first = min([node.lineno, *(d.lineno for d in decorators(node))])
        lines = (self.lines if docs else self.bare)[first - 1 : node.end_lineno]
        return "\n".join(line.rstrip() for line in lines if line.strip())

    def texts(self, node):
        """Every text in a statement, the parts of f-strings too."""
        if node not in self._texts:
            values = (getattr(part, "value", None) for part in ast.walk(node))
            self._texts[node] = {value for value in values if isinstance(value, str)}
        return self._texts[node]

    def uses(self, node):
        """Every name of nnlib that a statement uses, in full: nnlib.layers.Dense."""
        if node not in self._uses:
            found = self._found(node)
            self._uses[node] = {name for name in found if within(name)}
        return self._uses[node]

    def _found(self, node):
        known = {**self.imports, **imports(ast.walk(node), self.package)}
        found, left = {known[name] for name in known if name[0] == "*"}, [node]
        while left:
            part = left.pop()
            root, *rest = chain(part)
            if root in DYNAMIC:
                found.add(self.module)
            if root in self.bound:
                found.add(f"{self.module}.{root}")
            if root in known:
                found.add(".".join([known[root], *rest]))
            elif not root:
                left += ast.iter_child_nodes(part)
        return found


def chain(node):
    """["nn", "plotting", "COLORS"] of nn.plotting.COLORS; [""] of anything else."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else [""]


def imports(nodes, package):
    """Local name -> full name, of the imports among some statements."""
    found = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.name if alias.asname else alias.name.split(".")[0]
                found[alias.asname or name] = name
                if name != alias.name:  # `import a.b` binds a, and may be for b
                    found[f"*{alias.name}"] = alias.name
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(up if node.level else []), *filter(None, [node.module])])
            for alias in node.names:
                star = alias.name == "*"
                name = f"*{base}" if star else alias.asname or alias.name
                found[name] = base if star else f"{base}.{alias.name}"
    return found


def binds(node, known):
    """The names that a statement at the top binds; None where it may do more."""
    if isinstance(node, DEFINITIONS):
        ours = any(known.get(chain(of)[0], "").startswith("nnlib")
                   for of in map(called, decorators(node)))  # fmt: skip
        return {node.name, *([None] if ours else [])}
    found = {
        getattr(part, "id", None) or getattr(part, "name", None)
        for part in ast.walk(node)
        if isinstance(getattr(part, "ctx", None), ast.Store)
        or isinstance(part, DEFINITIONS)
    } - {None}
    for part in imports(ast.walk(node), ""):
        found.add(part)
    plain = isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign))
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    names = all(isinstance(t, (ast.Name, ast.Tuple, ast.List)) for t in targets)
    return found if plain and names else found | {None}


def decorators(node):
    return getattr(node, "decorator_list", [])


def called(node):
    return node.func if isinstance(node, ast.Call) else node


def bare(text, tree):
    """The lines of a text, with comments and docstrings cut out of them.

    Cut out of the text: `ast.unparse` writes f-strings differently in each Python.
    """
    lines = text.splitlines()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, *DEFINITIONS)) and ast.get_docstring(
            node, clean=False
        ):
            doc = node.body[0]
            start, end = doc.lineno - 1, doc.end_lineno - 1
            ahead = lines[start].encode()[: doc.col_offset].decode()
            behind = lines[end].encode()[doc.end_col_offset :].decode()
            lines[start : end + 1] = ["" for _ in range(start, end + 1)]
            lines[start] = f"{ahead}...{behind}"
    whole = "\n".join([*lines, ""])
    for token in tokenize.generate_tokens(io.StringIO(whole).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    return lines


@lru_cache(maxsize=4096)
def path_of(module):
    """The file of a module of nnlib, or None."""
    path = NNLIB.joinpath(*module.split(".")[1:])
    own = path / "__init__.py", path.with_suffix(".py")
    return next((file for file in own if file.exists()), None)


@lru_cache(maxsize=4096)
def source(module):
    """The Source of a module, or None where there is no such file."""
    path = path_of(module)
    return path and _source(module, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1024)
def _source(module, path, _):
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return Source(module, path.read_text(encoding="utf-8"), package)


def look_again():
    """Look at the files as they are now; `follow` asks for each of them many times."""
    path_of.cache_clear()
    source.cache_clear()


def places(full):
    """(module, name) of where a full name is bound; the name None is all of it."""
    module, *names = full.split(".")
    for name in names:
        there, below = source(module), f"{module}.{name}"
        if there is None:
            return
        submodule = path_of(below) is not None
        if name in there.bound or there.imports.get(name, below) != below:
            yield module, name
            if not submodule:
                return
        elif not submodule:
            yield from lazy(module, name)
            return
        module = below
    if source(module):
        yield module, None


def lazy(module, name):
    """Where a name lies that a module has not got: with a lesson's panel, or nobody."""
    yield module, None
    if module == explore.__name__:
        if name in explore.OWN:
            yield from places(f"{module}.{explore.OWN[name]}.{name}")
        elif name in explore.panels():
            folder = lessons.folders()[explore.panels()[name]].name
            yield from places(f"{lessons.__name__}.{folder}.panel.{name}")


def follow(names):
    """Follow full names; give (module, statement) pairs, and (module, line) of imports.

    A line "Dense = nnlib.layers.Dense" says where an imported name comes from.
    """
    statements, lines, seen, met = set(), set(), set(), set()
    left, new = set(), set(names)
    while left or new:
        for name in new - met:
            left |= set(places(name)) - seen
        met |= new
        if not left:
            break
        place = module, name = left.pop()
        seen.add(place)
        there = source(module)
        nodes = [*there.bound.get(name, ()), *there.bound.get(None, ())]
        statements |= {(module, node) for node in nodes}
        new = set().union(*map(there.uses, nodes))
        if name in there.imports:
            lines.add((module, f"{name} = {there.imports[name]}"))
            new |= {there.imports[name]} if within(there.imports[name]) else set()
        if name is None:  # all of it, with all that it imports
            left |= {(module, own) for own in (*there.bound, *there.imports)} - seen
        above = module.rpartition(".")[0]
        left |= {(above, "")} - seen if above else set()
    return statements, lines


def within(name):
    return name.split(".")[0] == "nnlib"
