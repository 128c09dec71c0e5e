"""The shape of the library: who imports whom, how long things are, what import does."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nnlib

NNLIB = Path(__file__).parents[1] / "nnlib"
CORE = {path.stem: path for path in NNLIB.glob("*.py") if path.stem[0] != "_"}
del CORE["plotting"]
TO_READ = [*CORE.values(), *sorted((NNLIB / "guards").glob("*.py"))]
STDLIB = set(sys.stdlib_module_names)
# The table of the design's page, NumPy and the standard library aside. "core" is all
# modules of the core and the guards; "lesson" is what lies in a lesson's own folder.
CORE_MAY = {"losses": {"activations", "initializers"}}
CORE_MAY["layers"] = CORE_MAY["losses"]
PARTS = {
    "guards": set(),
    "plotting.py": {"core", "matplotlib"},
    "shared": set(),
    "explore": {"core", "plotting", "shared", "ipywidgets"},
    "diagnose": {"core", "shared"},
    "quiz": {"core", "shared", "ipywidgets"},
    "check": {"core", "shared", "ipywidgets"},
}
CONTENT = {
    "__init__.py": set(),
    "exercises": {"core", "plotting", "check", "lesson"},
    "panel.py": {"core", "plotting", "explore", "lesson"},
    "panel_model.py": {"core", "plotting", "explore", "lesson"},
    "panel_picture.py": {"core", "plotting", "explore", "lesson"},
    "questions.py": {"core", "lesson"},
}
BEYOND = {  # what a file imports that the page does not give it, all of it, and why
    "training.py": {"tqdm"},  # the bar, and only where one is asked for
    "network.py": {"saving"},  # net.save, without its hundred lines
    "saving.py": {"shared"},  # files are written whole, in one way
    "datasets.py": {"mnist"},  # all data sets under one name
    "plotting.py": {"shared"},  # titles and labels are words
    "guards/sentences.py": {"shared"},  # and so are errors
    # An engine finds what lessons bring through `nnlib.lessons`.
    "explore/__init__.py": {"lessons"},
    "quiz/data.py": {"lessons"},
    "check/bank.py": {"lessons"},
    "check/spec.py": {"lessons"},
    "check/wording.py": {"lessons"},
    # ipywidgets' own base of widgets with JavaScript, and of their state.
    "explore/controls.py": {"anywidget", "traitlets"},
    "explore/picture.py": {"anywidget", "traitlets"},
    "quiz/card.py": {"anywidget", "traitlets"},
    "quiz/ordering.py": {"traitlets"},
    # A panel draws without pyplot, in a thread, and only what has moved.
    "explore/painter.py": {"matplotlib"},
    "explore/artists.py": {"matplotlib"},
    "explore/stamp.py": {"matplotlib", "PIL"},  # words as pictures, drawn once
    "explore/views/curves.py": {"matplotlib"},
    "explore/views/diagram.py": {"matplotlib"},
    "explore/views/plane.py": {"matplotlib", "contourpy"},  # one line of a map
    "lessons/lesson_02/panel_picture.py": {"matplotlib"},  # artists that it moves
    "lessons/lesson_04/panel_picture.py": {"matplotlib"},
    "lessons/lesson_05/panel_picture.py": {"matplotlib"},
    "lessons/lesson_08/panel_picture.py": {"matplotlib"},
}
LONGER = {  # parts of a panel that is longer than the page's three files
    "lesson_05/panel_breaks.py": {"core"},
    "lesson_05/panel_places.py": set(),
    "lesson_05/panel_remarks.py": set(),
    "lesson_05/panel_rules.py": {"explore"},
    "lesson_05/panel_scene.py": set(),
    "lesson_06/surfaces.py": set(),  # which the lesson's cells import too
    "lesson_08/panel_board.py": {"explore"},
}
FILES = sorted(NNLIB.rglob("*.py"))
every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(NNLIB).as_posix()
)


def imports(path):
    """Every module that a file names in an import, wherever it stands."""
    package = ["nnlib", *path.relative_to(NNLIB).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = [*base, *([node.module] if node.module else [])]
            if node.module and not node.level and node.module != "nnlib":
                yield node.module
            elif node.module and node.level:
                yield ".".join(module)
            else:
                yield from (".".join([*module, alias.name]) for alias in node.names)


def inside(path):
    """The parts of nnlib that a file imports, and the packages outside.

    A name of the core, or one that `nnlib` itself gives, counts as "core"; a folder of
    one lesson as "lesson_04", and the list of lessons as "lessons".
    """
    ours, others = set(), set()
    for name in imports(path):
        head, *rest = name.split(".")
        if head == "nnlib":
            ours.add(part_of(rest))
        elif head not in STDLIB:
            others.add(head)
    return ours, others


def part_of(names):
    if not names or names[0] in CORE or names[0] in nnlib.__all__:
        return "core"
    if names[0] == "lessons" and len(names) > 1 and names[1].startswith("lesson_"):
        return names[1]
    return names[0]


def part(path):
    """The parts of a file's path in nnlib: ["lessons", "lesson_04", "panel.py"]."""
    return path.relative_to(NNLIB).parts


def rights(path):
    """What the page lets a file import; None where it says nothing of such a file."""
    first, *rest = part(path)
    if first == "lessons" and len(rest) > 1:
        longer = LONGER.get("/".join(rest))
        return longer | {"lesson"} if longer is not None else CONTENT.get(rest[1])
    if path.stem in CORE:
        return CORE_MAY.get(path.stem, set()) | {"guards"}
    return {"lessons": set(), "__init__.py": {"core"}}.get(first, PARTS.get(first))


def taken(path):
    """What a file imports, in the words of the table; not NumPy, nor its own part."""
    ours, others = inside(path)
    first, *rest = part(path)
    if first == f"{path.stem}.py" and path.stem in CORE:
        ours = {n.split(".")[1] for n in imports(path) if n.startswith("nnlib.")}
    if first == "lessons" and rest:
        ours = {"lesson" if name == rest[0] else name for name in ours}
    return (ours | others) - {first} - ({"numpy"} if first != "shared" else set())


def given(path, rights):
    """The rights of a file with what they bring along: who has the core has guards."""
    return rights | ({"guards"} if "core" in rights else set())


OUTSIDE = [f for f in FILES if part(f)[0] not in {"course", "__main__.py"}]


@pytest.mark.parametrize(
    "path", OUTSIDE, ids=lambda path: path.relative_to(NNLIB).as_posix()
)
def test_a_file_imports_what_the_page_says_and_what_is_listed_for_it(path):
    allowed = rights(path)
    assert allowed is not None, "the page has no such file"
    beyond = taken(path) - given(path, allowed)
    assert beyond == BEYOND.get(path.relative_to(NNLIB).as_posix(), set())


def test_each_file_with_rights_of_its_own_is_there_and_uses_them():
    assert {name for name in BEYOND if not (NNLIB / name).exists()} == set()
    for name, allowed in LONGER.items():
        assert taken(NNLIB / "lessons" / name) - {"lesson"} == allowed, name


@pytest.mark.parametrize("name", ["panel_scene.py", "models.py", "exercise.py"])
def test_a_lesson_has_files_of_known_names_only(name):
    assert rights(NNLIB / "lessons" / "lesson_01" / name) is None


def classes():
    """(class, its bases' names, its methods) of all classes in nnlib."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {getattr(base, "id", getattr(base, "attr", None))
                         for base in node.bases}  # fmt: skip
                methods = {one.name: one for one in node.body
                           if isinstance(one, ast.FunctionDef)}  # fmt: skip
                yield node.name, bases, methods


def test_no_base_calls_into_a_half_built_subclass():
    """What `__init__` calls on self is in no subclass written anew."""
    every = list(classes())
    for name, _, methods in every:
        init = methods.get("__init__")
        called = {
            node.func.attr
            for node in (ast.walk(init) if init else ())
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and getattr(node.func.value, "id", None) == "self"
        }
        for sub, bases, anew in every:
            assert name not in bases or not called & set(anew), (name, sub, called)


def test_one_place_breaks_lines():
    breakers = [path for path in FILES if "textwrap" in imports(path)]
    assert breakers == [NNLIB / "shared" / "lines.py"]


def test_no_command_imports_another_and_nothing_imports_a_command():
    for path in FILES:
        taken = {name for name in imports(path) if ".commands" in name}
        assert not taken or path.name == "__main__.py", path


def test_the_package_itself_imports_only_the_core():
    modules = {name.split(".")[1] for name in imports(NNLIB / "__init__.py")}
    assert modules <= set(CORE)


@pytest.mark.parametrize("path", TO_READ, ids=lambda path: path.name)
def test_files_of_the_core_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 180


def code_lines(path):
    """The lines of a file that hold code: no docstrings, comments or blanks."""
    tree, lines = ast.parse(path.read_text(encoding="utf-8")), set()
    for node in ast.walk(tree):
        doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, (ast.stmt, ast.arg, ast.expr)) and not doc:
            body = getattr(node, "body", None)
            last = node.lineno if isinstance(body, list) else node.end_lineno
            if not isinstance(getattr(node, "value", None), str):
                lines.update(range(node.lineno, last + 1))
    return lines


def test_the_core_is_short_enough_to_read():
    formulas = sum(len(code_lines(path)) for path in CORE.values())
    assert formulas <= 700
    counted = [path for path in TO_READ if path != NNLIB / "guards" / "plotting.py"]
    assert sum(len(code_lines(path)) for path in counted) <= 1345


@every_file
def test_functions_are_short(path):
    most = 15 if path in TO_READ else 30 if path.name == "plotting.py" else 42
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first, doc = node.body[0], ast.get_docstring(node)
            start = first.end_lineno + 1 if doc else first.lineno
            assert node.end_lineno - start < most, node.name


@every_file
def test_nothing_happens_on_import(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in tree.body:
        assert not isinstance(node, (ast.For, ast.While, ast.With)), node.lineno
        calls = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        assert not calls, node.lineno


def test_import_loads_numpy_and_nothing_else():
    heavy = [
        "matplotlib",
        "ipywidgets",
        "tqdm",
        "IPython",
        "nbformat",
        "anywidget",
        "PIL",
        "contourpy",
    ]
    code = f"import sys, nnlib; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


@pytest.mark.parametrize("name", nnlib.__all__)
def test_public_names_say_what_they_are(name):
    doc = getattr(nnlib, name).__doc__
    assert doc
    assert len(doc.split()) > 5


def test_equation_numbers_are_given_once():
    import re

    found = re.findall(
        r" \((\d+\.\d+)\)$",
        "\n".join(path.read_text(encoding="utf-8") for path in CORE.values()),
        re.MULTILINE,
    )
    twice = {number for number in found if found.count(number) > 1}
    assert twice == set()


WINGS = [  # folders of files to read; a lesson says itself what it brings
    path for path in FILES
    if path.name == "__init__.py" and path.parent != NNLIB and len(part(path)) > 1
    and (part(path)[0] != "lessons" or len(part(path)) == 2)
]  # fmt: skip


@pytest.mark.parametrize("path", WINGS, ids=lambda path: path.parent.name)
def test_a_wing_says_where_to_begin(path):
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert re.search(r"\b[Bb]egin (with|there)\b", said)


def test_what_panels_draw_alike_has_one_class():
    def names(folder):
        for path in folder.rglob("*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    yield node.name

    assert (
        set(names(NNLIB / "explore" / "views")) & set(names(NNLIB / "lessons")) == set()
    )
