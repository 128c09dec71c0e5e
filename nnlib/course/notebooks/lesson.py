"""One record for each lesson and each exercise: whatever lists them asks here."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from nnlib import lessons as content
from nnlib.check import EXERCISES
from nnlib.check.wording import entry
from nnlib.shared import words

from . import notebook
from .labels import label

say = words.Words(__file__, "notebooks")
ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("lessons", "exercises", "solutions")
ID = re.compile(r"ex(\d\d)-[a-z0-9-]+")
CALL = re.compile(r"""\bcheck\(\s*["'](ex(\d\d)-[a-z0-9-]+)["']""")
TITLE = re.compile(r"# (\d\d) · (.+)")
DOTS = re.compile(r"^(●+)○*(?: |$)", re.M)


class Front(NamedTuple):
    """What the first cell of a lesson says."""

    number: str
    title: str
    minutes: int
    need: str
    objectives: tuple

    @property
    def needs(self):
        """The numbers of the lessons that it names as needed."""
        return set(re.findall(r"\b\d\d\b", self.need))


@dataclass(frozen=True)
class Task:
    """One exercise; as many points as its difficulty has dots."""

    id: str
    cell: str  # the id of its check cell
    points: int

    @property
    def name(self):
        """The id without the lesson: "mse" of "ex04-mse"."""
        return content.split(self.id)[1]

    @property
    def words(self):
        """Title, hints, and why it matters next, as learners read them."""
        return entry(EXERCISES[self.id])


@dataclass(frozen=True)
class Lesson:
    """A lesson: `stem` names its notebook in each of the three folders."""

    number: str
    stem: str
    root: Path

    def notebook(self, folder="lessons"):
        """The path of its notebook in one of FOLDERS, there or not."""
        return self.root / folder / f"{self.stem}.ipynb"

    @cached_property
    def front(self):
        """Title, minutes, need and objectives; ValueError if one is missing."""
        return front_matter(self.notebook())

    @cached_property
    def tasks(self):
        """Its exercises as they are marked, in order; none without a solution."""
        path = self.notebook("solutions")
        return tasks_of(notebook.read(path)) if path.exists() else ()

    def words(self, name):
        """Its words of one kind, such as "leading"; empty where it has none."""
        folder = content.folders().get(self.number)
        return words.entries(folder, name) if folder else {}


def lessons(folder="lessons"):
    """number -> Lesson of those with a notebook in that folder, in order."""
    stems = sorted(path.stem for path in (ROOT / folder).glob("[0-9][0-9]_*.ipynb"))
    return {stem.partition("_")[0]: _lesson(stem, ROOT) for stem in stems}


@lru_cache(maxsize=64)
def _lesson(stem, root):
    return Lesson(stem.partition("_")[0], stem, root)


def find(name, folder="lessons"):
    """The Lesson that somebody means by "04", "04_loss" or "04_loss.ipynb"."""
    known = lessons(folder)
    number = Path(str(name)).name.partition("_")[0].partition(".")[0]
    if number not in known:
        kind = "lessons" if folder == "lessons" else "exercises"
        listed, got = ", ".join(known), repr(str(name))
        raise ValueError(say("find", kind, known=listed, got=got))
    return known[number]


def notebooks(*folders):
    """The paths of the notebooks in these folders, in order; none of copies."""
    return [
        one.notebook(folder) for folder in folders for one in lessons(folder).values()
    ]


def relative(path):
    """A path as a person reads it: from the course's folder, if it lies there."""
    path = path.resolve()
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def front_matter(path):
    """A lesson's first cell. Raises ValueError if a part of it is missing."""
    nb = notebook.read(path)
    text = notebook.source(nb["cells"][0]) if nb["cells"] else ""
    title, length = TITLE.match(text), minutes(nb)
    need = label("need", then="(.+)").search(text)
    objectives = re.findall(r"^- (.+)$", text, re.MULTILINE)
    if not (title and need and length and objectives):
        raise ValueError(say("front", name=path.name))
    return Front(*title.groups(), length, need[1], tuple(objectives))


def minutes(nb):
    """The minutes that the front matter, the first cell, names, or None."""
    first = notebook.source(nb["cells"][0]) if nb["cells"] else ""
    found = label("minutes", then=r"(\d+)").search(first)
    return int(found[1]) if found else None


def tasks_of(nb):
    """The tasks of a solution, in order."""
    tasks, dots = [], 1
    for cell in nb["cells"]:
        source = notebook.source(cell)
        if cell["cell_type"] == "markdown" and (difficulty := DOTS.search(source)):
            dots = len(difficulty[1])
        elif is_check(cell):
            tasks.append(Task(checked(cell), cell["id"], dots))
            dots = 1
    return tuple(tasks)


def is_check(cell):
    """Is this the cell of a solution that checks an exercise?"""
    return cell["cell_type"] == "code" and "check" in notebook.tags(cell)


def checked(cell):
    """The id of the exercise that a check cell checks."""
    call = CALL.search(notebook.source(cell))
    return call[1] if call else cell["id"].removesuffix("-check")
