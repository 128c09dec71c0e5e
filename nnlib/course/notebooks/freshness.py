"""What the outputs of a notebook rest on: its cells, and the code that they import.

The fingerprint of a notebook covers its code cells, every file of nnlib that they
import, directly or through others, and the content and the words that they name: the
panel `neuron`, the question "01-predict", the exercise "ex04-mse". An edit elsewhere
leaves its outputs as they are. Comments and docstrings count for nothing.
"""

import ast
import hashlib
import io
import re
import tokenize
from functools import lru_cache
from pathlib import Path

from nnlib import explore, lessons

from . import notebook

LIBRARY = Path(__file__).parents[2]
SHOWN = re.compile(r"\bexplore\.(\w+)")
NAMED = re.compile(r"[\"'](ex\d\d-[a-z0-9-]+|\d\d-[a-z0-9-]+)[\"']")


def stale(nb):
    """Was the notebook never run whole, or has what it rests on changed since?"""
    code = [cell for cell in nb["cells"] if cell["cell_type"] == "code"]
    if not all(cell["execution_count"] is not None for cell in code):
        return True
    try:
        return nb["metadata"].get("nnlib", {}).get("digest") != digest(nb)
    except SyntaxError:  # in a cell that was edited; the run will say where
        return True


def digest(nb):
    """A fingerprint of all that the notebook's outputs rest on."""
    cells = [notebook.source(c) for c in nb["cells"] if c["cell_type"] == "code"]
    whole = hashlib.sha256("\0".join(cells).encode())
    for path in foundations("\n".join(cells)):
        whole.update(f"\0{path.relative_to(LIBRARY).as_posix()}\0".encode())
        whole.update(_content(path, path.stat().st_mtime_ns))
    return whole.hexdigest()[:16]


@lru_cache(maxsize=1024)
def _content(path, _):
    """What counts of a file: of code, all but comments and docstrings."""
    text = path.read_bytes()
    return bare(text.decode()).encode() if path.suffix == ".py" else text


def foundations(code):
    """The files of nnlib that the cells of a notebook rest on, in order."""
    modules = _imported(code, "")
    shown = {name.removeprefix("nnlib.explore.") for name in modules}
    for name in (shown | set(SHOWN.findall(code))) & set(explore.panels()):
        folder = lessons.folders()[explore.panels()[name]]
        modules.add(f"nnlib.lessons.{folder.name}.panel")
    words = set()
    for name in set(NAMED.findall(code)):
        part = "exercises" if name.startswith("ex") else "questions"
        folder = lessons.folders().get(lessons.split(name)[0])
        if folder:
            modules.add(f"nnlib.lessons.{folder.name}.{part}")
            words |= set(folder.glob(f"words/*/{part}.json"))
    code_files = _closure(modules)
    return sorted(code_files | words | _words_of(code_files) | _data_of(code_files))


def _closure(modules):
    """The files of these modules, and of all that they import."""
    files, left = set(), {part for name in modules for part in _parents(name)}
    while left:
        for path in _files(left.pop()) - files:
            files.add(path)
            for name in _imports(path, path.stat().st_mtime_ns):
                left.update(_parents(name))
    return files


@lru_cache(maxsize=1024)
def _imports(path, _):
    package = ".".join(["nnlib", *path.relative_to(LIBRARY).parent.parts])
    return _imported(path.read_text(encoding="utf-8"), package)


def _parents(module):
    """A module, and the packages that it lies in: importing it runs them too."""
    parts = module.split(".")
    return {".".join(parts[:k]) for k in range(1, len(parts) + 1)}


def _files(module):
    """The files of a module of nnlib; a folder of exercises counts as a whole."""
    path = LIBRARY.joinpath(*module.split(".")[1:])
    if path.name == "exercises":
        return set(path.glob("*.py"))
    own = path.with_suffix(".py"), path / "__init__.py"  # a folder of words is neither
    return {file for file in own if file.exists()}


def _imported(code, package):
    """The modules of nnlib that some code imports, wherever the import stands."""
    found = set()
    for node in ast.walk(_parsed(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(up if node.level else []), *filter(None, [node.module])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.split(".")[0] == "nnlib"}


def _parsed(code):
    """The syntax of cells or of a file; lines for IPython's shell left out."""
    lines = (line for line in code.splitlines() if not re.match(r"\s*[%!]", line))
    return ast.parse("\n".join(lines))


def _words_of(files):
    """The words beside the code: all of an engine, else those of a file's own name."""
    found = set()
    for path in files:
        own = path.parent == LIBRARY or path.parent.parent == lessons.HERE
        if own or lessons.HERE not in path.parents:
            name = path.stem if own else "*"
            found |= set(path.parent.glob(f"words/*/{name}.json"))
    return found


def _data_of(files):
    """The data sets, where the code that reads them is used."""
    return set((LIBRARY / "data").glob("*.npz")) if files else set()


def bare(source):
    """The text of a module without docstrings, comments and blank lines.

    Cut out of the text: `ast.unparse` writes f-strings differently in each Python.
    """
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            text = body[0]
            if isinstance(text.value, ast.Constant):
                rows = slice(text.lineno - 1, text.end_lineno)
                lines[rows] = [""] * (rows.stop - rows.start)
    return "\n".join(line.rstrip() for line in lines if line.strip())
