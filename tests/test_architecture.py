"""The shape of the library: who imports whom, how long things are, what import does."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import nnlib

ROOT = Path(__file__).parents[1] / "nnlib"
CORE = {path.stem: path for path in ROOT.glob("*.py") if path.stem[0] != "_"}
del CORE["plotting"]
TO_READ = [*CORE.values(), *sorted((ROOT / "guards").glob("*.py"))]
STDLIB = set(sys.stdlib_module_names)
ALLOWED = {  # beside NumPy, the standard library and the guards
    "losses": {"activations", "initializers"},
    "layers": {"activations", "initializers"},
    "datasets": {"mnist"},
    "network": {"saving"},
    "saving": {"shared"},
}
WIDGETS = {"numpy", "ipywidgets", "anywidget", "traitlets"}
PARTS = {  # what each other part may import of nnlib, and from elsewhere
    "guards": ({"shared"}, {"numpy"}),
    "plotting": ({"core", "shared"}, {"numpy", "matplotlib"}),
    "shared": (set(), set()),
    "explore": (
        {"core", "plotting", "shared", "lessons"},
        {*WIDGETS, "matplotlib", "contourpy", "PIL", "IPython"},
    ),
    "quiz": ({"core", "shared", "lessons"}, WIDGETS),
    "check": ({"core", "shared", "lessons"}, {"numpy", "ipywidgets", "IPython"}),
    "diagnose": ({"core", "shared"}, {"numpy"}),
}
CONTENT = {  # what each part of a lesson may import, beside what is in its folder
    "__init__": (set(), set()),
    "exercises": ({"core", "plotting", "check"}, {"numpy"}),
    "panel": (
        {"core", "plotting", "explore"}, {"numpy", "matplotlib", "contourpy", "PIL"}
    ),
    "questions": ({"core"}, {"numpy"}),
}  # fmt: skip
FILES = sorted(ROOT.rglob("*.py"))
every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def imports(path):
    """Every module that a file names in an import, wherever it stands."""
    package = ["nnlib", *path.relative_to(ROOT).parent.parts]
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


@pytest.mark.parametrize("name", sorted(CORE))
def test_core_modules_import_what_the_table_allows(name):
    modules = {
        found.split(".")[1] for found in imports(CORE[name]) if "nnlib." in found
    }
    assert modules <= ALLOWED.get(name, set()) | {"guards"}
    _, others = inside(CORE[name])
    tqdm = {"tqdm"} if name == "training" else set()
    assert others <= {"numpy"} | tqdm


@pytest.mark.parametrize("part", sorted(PARTS))
def test_the_other_parts_import_what_the_table_allows(part):
    allowed, packages = PARTS[part]
    paths = [ROOT / f"{part}.py"] if part == "plotting" else (ROOT / part).rglob("*.py")
    for path in paths:
        ours, others = inside(path)
        guarded = {"guards"} if "core" in allowed else set()
        assert ours <= allowed | {part} | guarded, path
        assert others <= packages, path


LESSON_FILES = sorted((ROOT / "lessons").glob("lesson_*/**/*.py"))


@pytest.mark.parametrize(
    "path", LESSON_FILES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_lesson_imports_the_engine_of_its_part_and_no_other_lesson(path):
    folder, *_, part = path.relative_to(ROOT / "lessons").parts
    part = "exercises" if path.parent.name == "exercises" else path.stem
    kind = next((name for name in CONTENT if part.startswith(name)), "panel")
    allowed, packages = CONTENT[kind]
    ours, others = inside(path)
    assert ours <= allowed | {folder}
    assert others <= packages


def test_no_command_imports_another_and_nothing_imports_a_command():
    for path in FILES:
        taken = {name for name in imports(path) if ".commands" in name}
        assert not taken or path.name == "__main__.py", path


def test_the_package_itself_imports_only_the_core():
    modules = {name.split(".")[1] for name in imports(ROOT / "__init__.py")}
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
    assert formulas <= 640
    counted = [path for path in TO_READ if path != ROOT / "guards" / "plotting.py"]
    assert sum(len(code_lines(path)) for path in counted) <= 1275


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
