"""Whose notebook is it, and of which lesson? Read off the name of a file or folder."""

import re
import unicodedata
from collections import defaultdict

from nnlib.shared.words import Words

from . import spelling
from .spelling import EDGES, GAP

words = Words(__file__, "grading")
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)  # on Windows
READ = 500  # characters that are read of a name, its last ones
LONGEST = 80  # characters of a learner's name in a file name


def stem(name):
    """A file's name without endings, and without what copying has added."""
    name, before = _plain(name[-READ:], ""), None
    while name != before:
        before = name
        name = spelling.COPIED.sub("", spelling.ENDING.sub("", name))
        name = spelling.COPY_OF.sub("", name)
    return name


def split(name, lessons, numbered=()):
    """(learner, number of the lesson or None) of a flat file.

    lessons  : number -> stem of its notebook, {"04": "04_loss"}
    numbered : what `numbered_learners` found: "student_04" is somebody there

    `anna_04_loss`, `anna-04-loss`, `04_loss anna` and `anna_04` all are anna's of 04.
    """
    who, file = _sender(stem(name))
    file = spelling.DATE.sub(" ", file)
    learner, number = _split(spelling.EIGHT_DIGITS.sub(" ", file), lessons, numbered)
    if not learner:  # eight digits, and nothing else, are no date but a learner's
        learner, number = _split(file, lessons, numbered)
    return who or learner or words("no name"), number


def numbered_learners(files, lessons):
    """The keys of "student" where there is a "student_29", which is no lesson."""
    found = map(spelling.NUMBERED_LEARNER.fullmatch, map(stem, files))
    return {key(one[1]) for one in found if one and one[2] not in lessons}


def _split(name, lessons, numbered):
    number, *span = _found(name, lessons)
    whose = spelling.NUMBERED_LEARNER.fullmatch(_plain(name))
    if whose and whose[2] == number and key(whose[1]) in numbered:
        return _plain(name), None
    return _rest(name, *span) if span else _trimmed(name), number


def learner_of_folder(name, lessons):
    """The learner that a folder belongs to; two digits in its name are theirs."""
    name = stem(name)
    who, file = _sender(name)
    span = _whole(file, lessons)
    return who or (span and _rest(file, *span[1:])) or _plain(name) or words("no name")


def lesson_of_folder(name, lessons):
    """The number of the lesson, if the folder's name tells that and nothing else."""
    learner, number = split(name, lessons)
    return number if learner == words("no name") else None


def _sender(name):
    """(who, name of the file) as a platform for learning writes them, or ("", name)."""
    for platform in spelling.PLATFORMS:
        if found := platform.match(name):
            return _plain(spelling.LATE.sub("", found["who"])), found["file"]
    return "", name


def _found(name, lessons):
    """(number, start, end) of the lesson in a name; (None,) where there is none.

    The whole name of its notebook is surer than "lesson 4", that than "loss", and that
    than a number alone, which may be one of a list.
    """
    if span := _whole(name, lessons):
        return span
    name = spelling.SHORT_DATE.sub(lambda date: " " * len(date[0]), name)
    for found in spelling.COUNTED.finditer(name):
        if found[1].zfill(2) in lessons:
            return found[1].zfill(2), *found.span()
    titles = {number: full[len(number) :] for number, full in lessons.items()}
    return _whole(name, titles) or _number_alone(name, lessons)


def _whole(name, lessons):
    """The last of these that stands in a name as a whole; None if there is none."""
    spans = [
        (number, *found.span())
        for number, full in lessons.items()
        for found in spelling.whole(full).finditer(name)
    ]
    return max(spans, key=lambda span: span[1], default=None)


def _number_alone(name, lessons):
    """The first number behind a letter, or else the first of all."""
    found = spelling.TWO_DIGITS.finditer(name)
    spans = [(one[1], *one.span(1)) for one in found if one[1] in lessons]
    behind = [span for span in spans if spelling.LETTER.search(name[: span[1]])]
    return [*behind, *spans, (None,)][0]


def _rest(name, start, end):
    """The learner in a name, from what stands before its lesson, and behind it."""
    left, right = (
        spelling.SHORT_DATE.sub(" ", part) for part in (name[:start], name[end:])
    )
    left = _plain(spelling.BEFORE.sub("", left.strip(EDGES)))
    if left and spelling.NOTHING_ELSE.fullmatch(right):
        return left
    return " ".join(filter(None, [left, _trimmed(right)]))


def _trimmed(name):
    """A name without the words of those who hand in once more."""
    name = spelling.SHORT_DATE.sub(" ", f" {name}")
    name = spelling.ONCE_MORE.sub("", name).strip(EDGES)
    return _plain(spelling.BEFORE.sub("", name))


def _plain(name, edges=EDGES):
    """A name without control characters, and without what separated it."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    return " ".join(name.split()).strip(edges)


def key(learner):
    """The name as it is compared: capitals, and what separates its parts, are alike."""
    name = unicodedata.normalize("NFKC", learner).casefold()
    return " ".join(re.split(rf"(?:\s|{GAP})+", name)).strip()


def joined(learners):
    """learner -> the one name of all that are this learner's.

    Names that are alike are one. `王小明` is `01_王小明` where no other number of the
    class list has that name.
    """
    alike, numbered = defaultdict(list), defaultdict(list)
    for learner in learners:
        alike[key(learner)].append(learner)
    for known in alike:
        if found := spelling.NUMBERED.match(known):
            numbered[known[found.end() :]].append(known)
    chosen = {}
    for known, own in alike.items():
        (known,) = numbered[known] if len(numbered[known]) == 1 else [known]
        chosen |= dict.fromkeys(own, min(alike[known]))
    return chosen


def order(learner):
    """By which learners are sorted."""
    return learner.casefold(), learner


def file_names(learners):
    """learner -> a file name without ending that every system can hold; all differ."""
    taken, names = set(), {}
    for learner in learners:
        base = FORBIDDEN.sub("_", learner)[:LONGEST].strip(EDGES) or words("no name")
        base = f"_{base}" if DEVICE.fullmatch(base) else base
        name, count = base, 1
        while name.casefold() in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name.casefold())
        names[learner] = name
    return names
