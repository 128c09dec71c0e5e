"""What was handed in: a folder per learner, a flat folder of files, or a zip of it."""

import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nnlib.shared.words import Words

from . import names, output

words = Words(__file__, "grading")
LARGEST = 20 * 2**20  # bytes of one notebook
MOST = 20_000  # entries of a zip
WHOLE = 2 * 2**30  # bytes that a zip may hold, unpacked
SKIPPED = ("__MACOSX", ".ipynb_checkpoints")


class Refused(ValueError):  # noqa: N818 (a decision, not a fault)
    """A file that is not opened, with the reason in words."""


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
        return _sorted(*_folder(path), lessons)
    if path.is_file() and path.suffix == ".ipynb":
        return _sorted([((path.name,), lambda: _read_file(path))], (), [], lessons)
    if path.is_file() and zipfile.is_zipfile(path):
        return _sorted(*_zip(path, lessons), lessons)
    raise ValueError(words("collect", "no place", got=str(path)))


def _sorted(found, folders, problems, lessons):
    every = []
    for parts, read in sorted(found, key=lambda one: one[0]):
        learner, number = names.split(PurePosixPath(parts[-1]).stem, lessons)
        if len(parts) > 1:
            learner = names.learner_of_folder(parts[0])
        every.append(HandedIn(learner, number, "/".join(parts), read))
    learners = {names.learner_of_folder(folder): None for folder in sorted(folders)}
    learners |= {one.learner: None for one in every}
    return every, sorted(learners, key=str.casefold), problems


def _wanted(parts):
    hidden = any(part in SKIPPED or part.startswith(".") for part in parts)
    return parts[-1].lower().endswith(".ipynb") and not hidden


def _folder(root):
    """Walk a folder without following a link; whoever sends a link sends nothing."""
    found, problems, folders = [], [], set()
    for folder, inner, files in os.walk(root):
        here = Path(folder).relative_to(root).parts
        inner[:] = [name for name in inner if not name.startswith(".")]
        if not here:
            own = {name for name in inner if output.is_ours(Path(root, name))}
            own |= set(output.PARTS) if output.is_ours(root) else set()
            folders |= set(inner) - set(SKIPPED) - own
        for name in files:
            path = Path(folder, name)
            if not _wanted((*here, name)):
                continue
            if not stat.S_ISREG(path.lstat().st_mode):
                place = str(path.relative_to(root))
                problems.append(words("collect", "no file", place=place))
                continue
            found.append(((*here, name), lambda path=path: _read_file(path)))
    return found, folders, problems


def _read_file(path):
    try:
        with open(path, "rb") as file:
            return _read(file)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(words("collect", "not read", reason=reason)) from None


def _read(file):
    """All bytes of a stream, or Refused if there are too many, whatever it claims."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(words("collect", "large", most=LARGEST >> 20))
    return content


def _zip(path, lessons):
    """The entries of a zip; nothing is unpacked to a place that it names itself."""
    archive, found, problems, folders = zipfile.ZipFile(path), [], [], set()
    own = set()  # folders of a run of ours, packed along
    if len(archive.infolist()) > MOST:
        count = len(archive.infolist())
        said = words("collect", "entries", most=MOST, name=path.name, count=count)
        raise ValueError(said)
    left = [WHOLE]
    for info in archive.infolist():
        name = info.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        if not parts or parts[0] in SKIPPED:
            continue
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            problems.append(words("collect", "leads out", place=repr(name)))
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            problems.append(words("collect", "link", place=repr(name)))
            continue
        if parts[-1] == output.SIGN:
            own |= {parts[0]} if len(parts) > 1 else set(output.PARTS)
        if _wanted(parts):
            found.append((parts, lambda info=info: _read_entry(archive, info, left)))
        folders |= {parts[0]} if len(parts) > 1 or info.is_dir() else set()
    if _in_one_folder(found, lessons):
        found = [(parts[1:], read) for parts, read in found]
        folders = {parts[0] for parts, _ in found if len(parts) > 1}
    return found, folders - own, problems


def _read_entry(archive, info, left):
    if left[0] <= 0:
        raise Refused(words("collect", "whole", most=WHOLE >> 30))
    try:
        with archive.open(info) as file:
            content = _read(file)
    except Refused:
        left[0] -= LARGEST
        raise
    except Exception as error:  # damaged, encrypted, or packed in a way unknown here
        kind = type(error).__name__
        raise Refused(words("collect", "not unpacked", error=kind)) from None
    left[0] -= len(content)
    return content


def _in_one_folder(found, lessons):
    """Is all of it in one folder, the class's own, as zips of a folder are?"""
    tops = {parts[0] for parts, _ in found if len(parts) > 1}
    if len(tops) != 1 or any(len(parts) == 1 for parts, _ in found):
        return False
    stems = [PurePosixPath(parts[1]).stem for parts, _ in found if len(parts) == 2]
    owners = {names.split(stem, lessons)[0] for stem in stems}
    return len(stems) < len(found) or len(owners) > 1
