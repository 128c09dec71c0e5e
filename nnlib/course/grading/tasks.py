"""The exercises of a lesson as they are marked: their order, titles and points."""

import re
from dataclasses import dataclass
from functools import lru_cache

from nnlib.check import EXERCISES
from nnlib.check.wording import entry

from .. import judging, notebook

DOTS = re.compile(r"^(●+)○*(?: |$)", re.M)


@dataclass(frozen=True)
class Task:
    """One exercise; as many points as its difficulty has dots."""

    id: str
    cell: str  # the id of its check cell
    points: int

    @property
    def name(self):
        return self.id[5:]

    @property
    def words(self):
        """Title, hints, and why it matters next, as learners read them."""
        return entry(EXERCISES[self.id])


def tasks_of(nb):
    """The tasks of a solution, in order."""
    found, dots = [], 1
    for cell in nb["cells"]:
        source = notebook.source(cell)
        if cell["cell_type"] == "markdown" and (difficulty := DOTS.search(source)):
            dots = len(difficulty[1])
        elif cell["cell_type"] == "code" and "check" in notebook.tags(cell):
            call = judging.CALL.search(source)
            name = call[1] if call else cell["id"].removesuffix("-check")
            found.append(Task(name, cell["id"], dots))
            dots = 1
    return tuple(found)


@lru_cache(maxsize=16)
def tasks(number):
    """The tasks of a lesson such as "04"."""
    return tasks_of(notebook.read(judging.solution(number)))


def lessons():
    """number -> stem of the notebook, of the lessons that have exercises."""
    paths = sorted((judging.ROOT / "solutions").glob("[0-9][0-9]_*.ipynb"))
    return {path.name[:2]: path.stem for path in paths}
