"""What docstrings and comments of the library name is there."""

import ast
import builtins
import functools
import importlib
import keyword
import re
import sys
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLACEHOLDERS = {  # any lesson's, any file's, any plot's, a learner's
    *("NN", "exNN", "lesson_NN", "NN_name", "name", "plot_xxx"),
    *("anna", "anna_04", "anna_04_loss"),
}
FILES = sorted((ROOT / "nnlib").rglob("*.py"))
every_file = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: path.relative_to(ROOT / "nnlib").as_posix()
)


def docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            yield ast.get_docstring(node, clean=False) or ""


def quoted(path):
    """What stands in backticks in the docstrings and comments of a file."""
    texts = list(docstrings(ast.parse(path.read_text(encoding="utf-8"))))
    with tokenize.open(path) as file:
        tokens = tokenize.generate_tokens(file.readline)
        texts += [t.string for t in tokens if t.type == tokenize.COMMENT]
    return {name for text in texts for name in re.findall(r"`([^`\n]+)`", text)}


@functools.cache
def known():
    """Every name, and every word of a string, in the code of the library."""
    found = {path.stem for path in (ROOT / "nnlib").rglob("*.*")}
    for path in (ROOT / "nnlib").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = set(docstrings(tree))
        for node in ast.walk(tree):
            for field in ("id", "attr", "name", "arg", "module"):
                found.update(re.findall(r"\w+", str(getattr(node, field, ""))))
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if node.value not in docs:
                    found.update(re.findall(r"\w+", node.value))
    return found | set(keyword.kwlist) | set(dir(builtins)) | PLACEHOLDERS


COMMAND = re.compile(r"^(git|pytest|python) |^\.venv/")
LIBRARIES = "|".join(["nnlib", *sys.stdlib_module_names])


@every_file
def test_names_in_backticks_are_there(path):
    for text in quoted(path):
        if COMMAND.match(text):
            continue
        if re.search(r"\w/\w|\.(json|py|js|ipynb)$", text) and " " not in text:
            pattern = re.sub(r"(?<![A-Za-z])(NN|name)(?![A-Za-z])", "*", text)
            places = (pattern, f"nnlib/{pattern}", f"nnlib/**/{pattern}")
            assert any(any(ROOT.glob(place)) for place in places), text
        elif re.fullmatch(rf"({LIBRARIES})(\.\w+)+", text):
            module, _, name = text.rpartition(".")
            try:
                importlib.import_module(text)
            except ImportError:
                assert hasattr(importlib.import_module(module), name), text
        elif not text.startswith("ex"):
            for name in re.findall(r"\b[A-Za-z_]\w+", text):
                assert name in known(), text
