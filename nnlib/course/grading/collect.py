"""What was handed in: a folder per learner, a flat folder of files, or a zip of it."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from nnlib.shared.words import Words

from . import names, output, unpacking
from .unpacking import Refused

words = Words(__file__, "grading")
NOTEBOOK = re.compile(r"\.ipynb(\s?\(\d+\))?(\.(txt|json|ipynb))*$", re.I)
PERHAPS = re.compile(r"\.json$", re.I)  # a notebook is one
INSTEAD = re.compile(r"\.(zip|7z|rar|tar|gz|tgz|py|html?|txt|json)$", re.I)  # of one


@dataclass(frozen=True)
class HandedIn:
    """One notebook, not yet opened; `read` gives its bytes, or raises Refused."""

    learner: str
    number: str | None  # of the lesson, as far as the name tells
    place: str  # where it stood, for messages
    read: Callable


def collect(path, lessons):
    """(notebooks, learners, problems): all that is in `path`, sorted by place.

    Learners whose folder holds no notebook are among the learners all the same.
    Raises ValueError if `path` is neither a folder, nor a zip, nor a notebook.
    """
    path = Path(path)
    if path.is_dir():
        return _sorted(unpacking.of_folder(path), lessons)
    if path.is_file() and NOTEBOOK.search(path.name):
        one = unpacking.Entry((path.name,), lambda: unpacking.read_file(path))
        return _sorted(unpacking.Found([one]), lessons)
    if path.is_file() and zipfile.is_zipfile(path):
        return _sorted(_without_class_folder(unpacking.of_zip(path), lessons), lessons)
    raise ValueError(words("collect", "no place", got=str(path)))


def _sorted(found, lessons):
    found = _without_ours(found)
    files = sorted(found.files, key=lambda one: one.parts)
    whose = Whose([one.parts for one in files], found.folders, lessons)
    notebooks = [one for one in files if NOTEBOOK.search(one.parts[-1])]
    others = [one for one in files if not NOTEBOOK.search(one.parts[-1])]
    every = [whose.handed_in(one) for one in notebooks]
    learners = set(filter(None, map(whose.of_folder, found.folders)))
    problems = list(found.problems)
    _take_others([(one, whose.handed_in(one)) for one in others], every, problems)
    chosen = names.joined(sorted({*learners, *(one.learner for one in every)}))
    every = [replace(one, learner=chosen[one.learner]) for one in every]
    every.sort(key=lambda one: one.place)
    return every, sorted({*chosen.values()}, key=names.order), problems


class Whose:
    """Whose a file is, and of which lesson, among all that was handed in with it.

    A folder is a learner's, or a lesson's. One that is a number is a lesson's only if
    nothing speaks against it, since class lists have numbers too.
    """

    def __init__(self, places, folders, lessons):
        flat = [parts[-1] for parts in places]
        self.lessons = lessons
        self.numbered = names.numbered_learners(flat, lessons)
        tops = {parts[0] for parts in folders}
        others = [top for top in tops if top.isdigit() and top not in lessons]
        self.of_lessons = {}  # folder -> number
        for top in tops:
            number = names.lesson_of_folder(top, lessons)
            below = [p[1:] for p in places if p[0] == top and NOTEBOOK.search(p[-1])]
            named = [self._is_somebody_s(parts, number) for parts in below]
            only = top.isdigit()
            if number and any(named) and not (only and (others or not all(named))):
                self.of_lessons[top] = number

    def _is_somebody_s(self, parts, number):
        """Does a path below a lesson's folder name a learner, and no other lesson?"""
        learner, own = names.split(parts[-1], self.lessons)
        known = len(parts) > 1 or learner != words("no name")
        return known and own in (None, number)

    def handed_in(self, entry):
        parts = entry.parts
        hint = self.of_lessons.get(parts[0]) if len(parts) > 1 else None
        parts = parts[1:] if hint else parts
        learner, number = names.split(parts[-1], self.lessons, self.numbered)
        if len(parts) > 1:
            learner = names.learner_of_folder(parts[0], self.lessons)
        return HandedIn(learner, number or hint, "/".join(entry.parts), entry.read)

    def of_folder(self, parts):
        """The learner whose folder it is; None for a lesson's, or one in another."""
        parts = parts[1:] if parts[0] in self.of_lessons else parts
        is_own = len(parts) == 1
        return names.learner_of_folder(parts[0], self.lessons) if is_own else None


def _take_others(others, every, problems):
    """Files that are no notebooks by their names: none goes without a line.

    others : of (entry, what was handed in with it)

    But a learner of whom the notebook is there may have sent more beside it.
    """
    mine = [one for _, one in others]
    chosen = names.joined(sorted({one.learner for one in [*every, *mine]}))
    there = {(chosen[one.learner], one.number) for one in every}
    known = {learner for learner, _ in there}
    for entry, one in others:
        learner = chosen[one.learner]
        beside = one.number is None or not INSTEAD.search(one.place)
        if (learner, one.number) in there or (learner in known and beside):
            continue
        if PERHAPS.search(one.place):
            every.append(one)
        elif one.number is None and len(entry.parts) == 1:
            reason = _why_not(entry)
            problems.append(words("collect", "other", place=one.place, reason=reason))
        else:
            every.append(replace(one, read=lambda entry=entry: _refuse(entry)))


def _refuse(entry):
    raise Refused(_why_not(entry))


def _why_not(entry):
    """Why a file is no notebook; of a zip that is not opened, what is wrong with it."""
    if entry.parts[-1].lower().endswith(".zip"):
        try:
            entry.read()
        except Refused as refused:
            return str(refused)
        return words("collect", "deep")
    return words("collect", "another kind")


def _without_ours(found):
    """Leave out what a run of ours has written; a notebook counts wherever it lies."""
    own = {one.parts[:-1] for one in found.files if one.parts[-1] == output.SIGN}
    inside = {(*place, part) for place in own for part in output.PARTS}
    files = [
        one
        for one in found.files
        if not one.parts[-1].startswith("._")  # of macOS, whatever follows
        and (NOTEBOOK.search(one.parts[-1]) or not _is_of_a_run(one.parts, own, inside))
    ]
    return replace(found, files=files, folders=found.folders - inside - own)


def _is_of_a_run(parts, own, inside):
    """A file that begins with a dot, or that a run of ours has written."""
    ours = parts[:-1] in inside or (parts[:-1] in own and parts[-1] in output.FILES)
    return ours or parts[-1].startswith(".")


def _without_class_folder(found, lessons):
    """The same without the one folder that all of it is in, as zips of a folder are."""
    notebooks = [one.parts for one in found.files if NOTEBOOK.search(one.parts[-1])]
    if not _in_one_folder(notebooks, lessons):
        return found
    files = [replace(one, parts=one.parts[1:]) for one in found.files if one.parts[1:]]
    folders = {parts[1:] for parts in found.folders if parts[1:]}
    return replace(found, files=files, folders=folders)


def _in_one_folder(notebooks, lessons):
    """Is all of it in one folder, the class's own, and not a learner's?"""
    tops = {parts[0] for parts in notebooks if len(parts) > 1}
    if len(tops) != 1 or any(len(parts) == 1 for parts in notebooks):
        return False
    flat = [parts[1] for parts in notebooks if len(parts) == 2]
    owners = {names.split(name, lessons)[0] for name in flat}
    named = owners - {words("no name")}
    return len(named) > 1 or (named == owners and len(flat) < len(notebooks))
