"""No spoilers: a notebook uses the names that its lesson, or an earlier one, brings.

The table "Which lesson writes which name" in lessons/README.md is what it is held to.
"""

import ast
import re
from pathlib import Path

import pytest

import nnlib
from nnlib.course.notebooks import notebook, sources
from nnlib.course.notebooks.lesson import lessons

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "lessons" / "README.md").read_text(encoding="utf-8")
SECTION = PAGE.split("## Which lesson writes which name")[1].split("\n## ")[0]
ROWS = re.findall(r"^\| (\d\d) \| (.*) \|$", SECTION, re.MULTILINE)
INTRODUCED = {number: re.findall(r"`(\w+)`", names) for number, names in ROWS}
LESSON_OF = {name: number for number, names in INTRODUCED.items() for name in names}
# Its files are not shipped, so a lesson shows the call in its text.
NEEDS_FILES = {"load_mnist"}
NUMBERS = list(lessons())
NOTEBOOKS = [
    path
    for folder in ("lessons", "solutions", "exercises")
    for path in sorted((ROOT / folder).glob("*.ipynb"))
]
notebooks = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def code(path, tag=None):
    """The source of each code cell, of those with a tag if one is given."""
    for cell in notebook.read(path)["cells"]:
        if cell["cell_type"] == "code" and (not tag or tag in notebook.tags(cell)):
            yield notebook.source(cell)


def used(cells):
    """The public names that code takes from nnlib: imported, or written as nn.name."""
    found, modules = set(), set()
    for tree in map(ast.parse, cells):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                ours = [a for a in node.names if a.name.split(".")[0] == "nnlib"]
                modules |= {a.asname or "nnlib" for a in ours}
            elif isinstance(node, ast.ImportFrom):
                if node.module and node.module.split(".")[0] == "nnlib":
                    names = {alias.name for alias in node.names}
                    found |= set(nnlib.__all__) if "*" in names else names
                    modules |= {a.asname or a.name for a in node.names}  # a submodule
        found |= {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and _root(node) in modules
        }
    return found & set(nnlib.__all__)


def _root(node):
    """The name at the start of a.b.c."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return getattr(node, "id", None)


def defined(cells):
    """The names that code defines itself."""
    trees = [node for cell in cells for node in ast.parse(cell).body]
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in trees if isinstance(node, kinds)}


def too_early(cells, number):
    """The names that code uses although a later lesson brings them."""
    return {name for name in used(cells) if LESSON_OF[name] > number}


def shown(path):
    """The names in calls that the text of a notebook shows in blocks of code."""
    texts = [c for c in notebook.read(path)["cells"] if c["cell_type"] == "markdown"]
    blocks = re.findall(
        r"```python\n(.*?)```", "".join(map(notebook.source, texts)), re.S
    )
    return set(re.findall(r"\bnn\.(\w+)\(", "".join(blocks)))


def in_preparation(number):
    """Does the front page say that there is no such lesson yet?"""
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    return bool(re.search(rf"^\| {number} \| .* \| in preparation \|$", front, re.M))


def test_every_public_name_stands_once_in_the_table_and_in_its_order():
    assert list(INTRODUCED) == NUMBERS
    names = [name for row in INTRODUCED.values() for name in row]
    assert names == nnlib.__all__


@notebooks
def test_no_name_comes_before_its_lesson(path):
    assert too_early(code(path), path.stem[:2]) == set()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_lesson_writes_or_uses_each_name_that_it_brings(number):
    paths = list((ROOT / "lessons").glob(f"{number}_*.ipynb"))
    assert len(paths) == 1 or (not paths and in_preparation(number))
    for path in paths:
        known = used(code(path)) | defined(code(path, tag="nnlib"))
        known |= shown(path) & NEEDS_FILES
        assert set(INTRODUCED[number]) - known == set()


@pytest.mark.parametrize("number", NUMBERS)
def test_a_definition_of_the_library_stands_in_the_lesson_that_brings_it(number):
    for path in (ROOT / "lessons").glob(f"{number}_*.ipynb"):
        written = defined(code(path, tag="nnlib")) & set(nnlib.__all__)
        before = {name for name in written if LESSON_OF[name] > number}
        assert before == set(), path.stem


# The test itself


@pytest.mark.parametrize(
    "source, names",
    [
        ("import nnlib as nn\nnn.Dense(2, 1)", {"Dense"}),
        ("import nnlib\nnnlib.relu(0)", {"relu"}),
        ("import nnlib.layers\nnnlib.layers.ReLU()", {"ReLU"}),
        ("from nnlib import fit, train as go", {"fit", "train"}),
        ("from nnlib.training import batches", {"batches"}),
        ("from nnlib import losses\nlosses.one_hot(y, 3)", {"one_hot"}),
        ("from nnlib import *", set(nnlib.__all__)),
        ("import nnlib as nn\nnet = nn.Network\nnet.fit()", {"Network"}),
        ("def relu(z):\n    return z\n\n\nrelu(1)", set()),
        ("import numpy as np\nnp.tanh(1)", set()),
        ("from nnlib import quiz\nquiz.predict('a')", set()),
    ],
)
def test_use_is_seen_in_every_form(source, names):
    assert used([source]) == names
    assert used(["x = 1", source]) == names


def test_a_module_named_in_one_cell_is_known_in_the_next():
    assert used(["import nnlib as nn", "nn.Adam(theta)"]) == {"Adam"}


@pytest.mark.parametrize("number", [n for n in NUMBERS if n < max(LESSON_OF.values())])
def test_a_name_from_a_later_lesson_would_be_noticed(number):
    later = [name for name in nnlib.__all__ if LESSON_OF[name] > number]
    assert later
    for name in later:
        assert too_early(["import nnlib as nn", f"nn.{name}"], number) == {name}


def test_the_library_holds_every_name_of_the_table():
    shipped = sources.library()
    assert [name for name in LESSON_OF if name not in shipped] == []
