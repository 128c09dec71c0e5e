"""A cell that brings the known mistakes of a lesson along, as a learner's own code.

A notebook that is marked can't reach the bank: there it is forgotten. So the source of
the specs goes into the notebook, under another name.
"""

import re
from functools import lru_cache

from nnlib import lessons
from nnlib.course.notebooks.lesson import ROOT

OWN = re.compile(r"\bnnlib\.lessons\.(lesson_\d\d)\.exercises\b")
CELL = """
import importlib, importlib.abc, importlib.machinery, sys

class Bank(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    sources = {sources!r}

    def find_spec(self, name, path=None, target=None):
        if name in self.sources:
            loader, package = self, not self.sources[name]
            return importlib.machinery.ModuleSpec(name, loader, is_package=package)

    def exec_module(self, module):
        exec(self.sources[module.__name__], vars(module))

sys.meta_path.insert(0, Bank())
bank = {{}}
for name in {modules!r}:
    module = importlib.import_module(name)
    bank |= {{exercise.id: exercise for exercise in module.EXERCISES}}
"""


@lru_cache
def cell(number):
    """The source of the cell that makes `bank`, id -> Exercise, of a lesson."""
    package = lessons.folders()[number].name
    sources, left = {"bank": ""}, [package]
    while left:
        name = left.pop()
        sources[f"bank.{name}"] = ""
        for path in sorted((ROOT / "nnlib/lessons" / name / "exercises").glob("*.py")):
            text = path.read_text(encoding="utf-8")
            left += [n for n in OWN.findall(text) if f"bank.{n}" not in sources]
            if path.stem != "__init__":
                sources[f"bank.{name}.{path.stem}"] = OWN.sub(r"bank.\1", text)
    own = f"bank.{package}."
    modules = [name for name in sources if re.match(rf"{own}[^_]", name)]
    return CELL.format(sources=sources, modules=modules)
