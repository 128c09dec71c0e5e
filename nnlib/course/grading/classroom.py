"""A class: what was handed in and opened, and what it came to."""

import hashlib
from collections import defaultdict

from nnlib.course.notebooks import judging
from nnlib.course.notebooks.lesson import find
from nnlib.shared.words import Words

from .store import result_of
from .unpacking import Refused

words = Words(__file__, "grading")


class Class:
    """What was handed in, and what it came to. An entry is a (learner, lesson)."""

    def __init__(self):
        self.results = defaultdict(list)  # by entry, each with the place it came from
        self.opened = defaultdict(list)  # (lesson, path of a copy) -> (entry, place)s
        self.strays = []  # (learner, what is wrong) of notebooks of no lesson
        self.lost = []  # entries that have to be run again
        self.problems = []  # lines about files that are no notebooks of anybody
        self.shown = None  # the fences that held, if anything was run

    def enter(self, notebook, result):
        """Take over the result of a notebook, wherever it was handed in."""
        for entry, place in self.opened[notebook]:
            self.results[entry].append({**result, "place": place})
            if result["stopped"] == "lost":
                self.lost.append(entry)

    def enter_problem(self, one, problem):
        """A file that can't be opened counts where its name says, and is told of."""
        line = f"{one.place}: {problem}"
        if one.number is None:
            self.strays.append((one.learner, line))
        else:
            result = result_of([{"problem": line}]) | {"place": one.place}
            self.results[one.learner, one.number].append(result)
        self.problems.append(line)

    def settle(self):
        """Put all in an order that does not depend on which was done first."""
        for results in self.results.values():
            results.sort(key=lambda result: result["place"])
        self.problems = sorted(set(self.problems))
        self.strays.sort()
        self.lost = sorted(set(self.lost))


def open_all(handed_in, scratch):
    """Open each notebook, and copy it into the folder `scratch`; equal ones once."""
    class_ = Class()
    for position, one in enumerate(handed_in):
        try:
            number, content = open_one(one, scratch / f"{position}.ipynb")
        except Refused as problem:
            class_.enter_problem(one, problem)
            continue
        path = scratch / f"{number}-{hashlib.sha256(content).hexdigest()}.ipynb"
        path.write_bytes(content)
        class_.opened[number, path].append(((one.learner, number), one.place))
    return class_


def open_one(one, path):
    """(number of the lesson, bytes) of what was handed in, or Refused."""
    content = one.read()
    path.write_bytes(content)
    try:
        cells = judging.code_cells(path)
        known = path.with_name(f"{one.number}_.ipynb" if one.number else path.name)
        number = judging.lesson_of(known, cells)
        find(number, "solutions")
    except ValueError as problem:
        this = words("collect", "this")
        raise Refused(str(problem).replace(path.name, this)) from None
    except Exception as problem:  # whatever else a file can be made of
        kind = type(problem).__name__
        raise Refused(words("collect", "no notebook", error=kind)) from None
    finally:
        path.unlink()
    return number, content
