"""A class in shares, each marked by itself, on any machine, and then joined.

Which share a learner is in depends on the name alone: not on order or machine. All that
a share came to is in its part.json; from those of all, the pages are written as from
one run.
"""

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from nnlib.shared import files
from nnlib.shared.words import Words, language

from . import names, output, store
from .classroom import Class

words = Words(__file__, "grading")
KEYS = {"part", "of", "nnlib", "software", "class", "shown", "learners", "results"}
KEYS |= {"strays", "lost", "problems"}


@dataclass(frozen=True)
class Part:
    """The share `number` of `of`, from 1 on."""

    number: int
    of: int

    def has(self, learner):
        digest = hashlib.sha256(learner.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest, "big") % self.of == self.number - 1

    def __str__(self):
        return f"{self.number}/{self.of}"


def part(text):
    """Read "3/8". Raises ValueError for what is no share."""
    found = re.fullmatch(r"0*([1-9]\d{0,5})/0*([1-9]\d{0,5})", text.strip(), re.A)
    if not found or int(found[1]) > int(found[2]):
        raise ValueError(words("parts", "no part", got=text))
    return Part(int(found[1]), int(found[2]))


def begin(folder, mine):
    """See to it that a folder is this share's: an unfinished one is in no merge.

    mine : the Part; None for a whole class. Raises ValueError if it is another's.
    """
    path = Path(folder) / output.PART
    if mine is not None and path.exists():
        there = _read(folder)
        if there and (there["part"], there["of"]) != (mine.number, mine.of):
            other = f"{there['part']}/{there['of']}"
            said = words("parts", "taken", part=str(mine), other=other, folder=folder)
            raise ValueError(said)
    if output.is_ours(folder):
        path.unlink(missing_ok=True)


def digest_of(handed_in, learners):
    """By which shares know that they are of the same class."""
    whole = [sorted((one.learner, one.place) for one in handed_in), sorted(learners)]
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def save(folder, mine, class_, learners, digest, limits):
    """Write part.json, the last file of a share."""
    record = {"part": mine.number, "of": mine.of, "class": digest}
    record |= {"nnlib": store.code(), "software": _software(limits)}
    record["shown"] = None if class_.shown is None else sorted(class_.shown)
    record["learners"] = list(learners)
    record["results"] = [[*entry, every] for entry, every in class_.results.items()]
    record |= {"strays": class_.strays, "lost": class_.lost}
    record["problems"] = class_.problems
    files.write(Path(folder) / output.PART, json.dumps(record).encode())


def _software(limits):
    return hashlib.sha256(
        repr((store.software(), limits, language())).encode()
    ).hexdigest()


def merge(folders):
    """(learners, Class) of all shares. Raises ValueError if they are no whole class."""
    records = {str(folder): _read(folder) for folder in folders}
    faults = [words("parts", "none", folder=f) for f, one in records.items() if not one]
    there = {folder: one for folder, one in records.items() if one}
    faults += [*_versions(there), *_classes(there)] or _numbers(there)
    if faults:
        raise ValueError("\n".join([words("parts", "not merged"), *faults]))
    class_, learners = Class(), []
    for one in there.values():
        learners += one["learners"]
        _take(class_, one)
    return sorted(learners, key=names.order), class_


def _read(folder):
    """What a share came to; None if there is none, or a damaged one."""
    try:
        text = (Path(folder) / output.PART).read_text(encoding="utf-8")
        record = json.loads(text)
    except (OSError, ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and set(record) >= KEYS else None


def _versions(records):
    """A line for each share of another nnlib, or of other packages than the most."""
    for folder, one in records.items():
        if one["nnlib"] != store.code():
            yield words("parts", "nnlib", folder=folder, part=_name(one))
    groups = _grouped(records, "software")
    for group in groups[1:]:
        for folder in group:
            name = _name(records[folder])
            yield words("parts", "software", folder=folder, part=name)


def _classes(records):
    for group in _grouped(records, "class")[1:]:
        for folder in group:
            name = _name(records[folder])
            yield words("parts", "class", folder=folder, part=name)
    if len({one["of"] for one in records.values()}) > 1:
        named = ", ".join(f"{folder}: {_name(one)}" for folder, one in records.items())
        yield words("parts", "other division", parts=named)


def _grouped(records, key):
    """The folders that agree, most of them first."""
    groups = defaultdict(list)
    for folder, one in records.items():
        groups[one[key]].append(folder)
    return sorted(groups.values(), key=len, reverse=True)


def _numbers(records):
    """A line for each share that is there twice, or missing."""
    where = defaultdict(list)
    for folder, one in records.items():
        where[one["part"]].append(folder)
    of = max((one["of"] for one in records.values()), default=0)
    for number in range(1, of + 1):
        folders = where[number]
        if len(folders) > 1:
            listed = ", ".join(folders)
            yield words("parts", "doubled", part=f"{number}/{of}", folders=listed)
        elif not folders:
            yield words("parts", "missing", part=f"{number}/{of}")


def _name(record):
    return f"{record['part']}/{record['of']}"


def _take(class_, record):
    """Put into a class what one share came to."""
    for learner, number, results in record["results"]:
        class_.results[learner, number] = results
    class_.strays += [tuple(stray) for stray in record["strays"]]
    class_.lost += [tuple(entry) for entry in record["lost"]]
    class_.problems += record["problems"]
    if record["shown"] is not None:
        shown = set(record["shown"])
        class_.shown = shown if class_.shown is None else class_.shown & shown
