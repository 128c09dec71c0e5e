"""What the outputs of a notebook rest on: its cells, and the code that they use.

The fingerprint of a notebook covers its code cells, all of nnlib's code that they use
(`reach` says which), and the content, the words and the data that these name: the panel
`neuron`, the question "01-predict", the exercise "ex04-mse", the file "digits.npz". An
edit elsewhere leaves its outputs as they are. Comments count for nothing, docstrings
only where cells ask for one. Of the words, those that only a browser says don't count:
a saved output is a picture and its sentence. Nor do those of a language that the cells
don't name: a translation leaves the English notebooks as they are.
"""

import ast
import hashlib
import re

from nnlib import lessons

from . import notebook, reach
from .reach import path_of, source

NAMED = re.compile(r"(?<!\d)(ex)?(\d\d)-")
ASKS = re.compile(r"__doc__|\bhelp\(|getdoc|getsource|^\s*\?|\?\s*$", re.MULTILINE)
SHELL = re.compile(r"^\s*[%!]")
LIVE = {"browser"}  # the words of what is on a page, in no saved output


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
    for name, content in sorted(foundations("\n".join(cells))):
        whole.update(f"\0{name}\0".encode() + content)
    return whole.hexdigest()[:16]


def foundations(code):
    """(name, bytes) of all pieces of nnlib that the cells of a notebook rest on."""
    reach.look_again()
    lines = code.splitlines()
    cells = reach.Source("", "\n".join(x for x in lines if not SHELL.match(x)))
    shell = [line for line in lines if SHELL.match(line) and "nnlib" in line]
    texts = texts_of(cells, cells.statements)
    statements, lines = reach.follow(used(cells, texts, bool(shell)))
    pieces, docs = {(at, line.encode()) for at, line in lines}, bool(ASKS.search(code))
    said = {"": texts}
    for module, node in statements:
        pieces.add((module, source(module).text(node, docs).encode()))
        said.setdefault(module, set()).update(source(module).texts(node))
    return pieces | {
        (path.relative_to(reach.NNLIB).as_posix(), path.read_bytes())
        for path in words(said) | data(said)
    }


def used(cells, texts, shell):
    """The full names that cells use, by themselves or by the ids in their texts."""
    parts = (part for node in cells.statements for part in ast.walk(node))
    roots = {part.id for part in parts if isinstance(part, ast.Name)}
    if shell or roots & (reach.DYNAMIC | {"importlib", "runpy", "subprocess"}):
        files = (path.relative_to(reach.NNLIB) for path in reach.NNLIB.rglob("*.py"))
        return {".".join(["nnlib", *path.with_suffix("").parts]) for path in files}
    unused = {target for name, target in cells.imports.items() if name not in roots}
    found = unused.union(*map(cells.uses, cells.statements))
    for number, exercise in ids(texts):
        folder = lessons.folders().get(number)
        if folder:
            whole = f"{lessons.__name__}.{folder.name}"
            parts = specs(folder, texts) if exercise else questions(whole)
            found |= {f"{whole}.{part}" for part in parts}
    return set(filter(reach.within, found))


def texts_of(source, nodes):
    return set().union(*map(source.texts, nodes))


def ids(texts):
    """(lesson's number, of an exercise or not) for each id that some texts may hold."""
    return {(n, bool(ex)) for text in texts for ex, n in NAMED.findall(text)}


def specs(folder, texts):
    """The EXERCISES with those that are named; all, where one is not found."""
    own = {path: path.read_text(encoding="utf-8")
           for path in (folder / "exercises").glob("[!_]*.py")}  # fmt: skip
    number = folder.name.removeprefix("lesson_")
    asked = {text for text in texts if f"ex{number}-" in text}
    holding = {name: {p for p in own if f'"{name}"' in own[p]} for name in asked}
    every = set().union(*holding.values()) if all(holding.values()) else set(own)
    return {f"exercises.{path.stem}.EXERCISES" for path in every}


def questions(package):
    """All of a lesson's questions: the engine asks for each by its name."""
    there = source(f"{package}.questions")
    return {f"questions.{name}" for name in (there.bound if there else ()) if name}


def words(said):
    """The words of the reached code: those that it names, those of a lesson's parts.

    In English, which stands in for what is not translated, and in the language of the
    cells: it is among their texts, such as that of set_language("zh").
    """
    found, spoken = set(), {"en"} | said[""]
    for module in filter(None, said):
        path = path_of(module)
        for file in path.parent.glob("words/*/*.json"):
            if file.stem in said[module] | {path.stem} and file.stem not in LIVE:
                found.add(file)
    for number, exercise in ids(said[""]):
        if folder := lessons.folders().get(number):
            part = "exercises" if exercise else "questions"
            found |= set(folder.glob(f"words/*/{part}.json"))
    return {file for file in found if file.parent.name in spoken}


def data(said):
    """The data sets that the code names."""
    named = set().union(*said.values())
    return {path for path in (reach.NNLIB / "data").glob("*") if path.name in named}
