"""Your predictions in a small file beside the notebook, if you ask for it."""

import contextlib
import datetime
import json
import os
import pathlib
import shutil
import stat
import tempfile

from . import data

DEFAULT = "my-answers.json"
_kept = {"path": None}


def keep(path=None):
    """Keep each prediction that you commit to from now on, in a file of your own.

    path : where; "my-answers.json" in the notebook's folder if it is not given

    The next time you run a prediction's cell, it shows what you said, and when. The
    file stays on this machine. Prints where it is, or why it cannot be used.
    """
    words = data.words()
    path = pathlib.Path(DEFAULT if path is None else path).expanduser().resolve()
    try:
        answers = read(path)
        write(path, answers)
    except (OSError, ValueError) as problem:
        print(words["not kept"].format(file=path.name, why=reason(problem, words)))
        return
    _kept["path"] = path
    print(words["kept"].format(file=path.name, number=len(answers)))


def forget():
    """Keep no more predictions. The file stays where it is, and this prints where."""
    words, path = data.words(), _kept["path"]
    _kept["path"] = None
    print(words["forgotten"].format(path=path) if path else words["nothing kept"])


def add(name, answer, skipped=False):
    """Add a commitment to the file; return "" or one line that says why not."""
    path = _kept["path"]
    if path is None:
        return ""
    today = datetime.date.today().isoformat()
    entry = {"id": name, "date": today, "answer": answer, "skipped": skipped}
    try:
        # Read again: another notebook may have written in the meantime.
        write(path, [*read(path), entry])
    except (OSError, ValueError) as problem:
        words = data.words()
        return words["not kept"].format(file=path.name, why=reason(problem, words))
    return ""


def earlier(name):
    """Return the last commitment to a question as a sentence, or ""."""
    path = _kept["path"]
    if path is None:
        return ""
    try:
        found = [entry for entry in read(path) if entry["id"] == name]
    except (OSError, ValueError):
        return ""
    words = data.words()
    if not found:
        return ""
    day = date_text(found[-1]["date"], words)
    key = "earlier skipped" if found[-1]["skipped"] else "earlier"
    return words[key].format(date=day, answer=found[-1]["answer"])


def date_text(iso, words):
    """Return "24 November", with the year if it is not this one."""
    day = datetime.date.fromisoformat(iso)
    this_year = day.year == datetime.date.today().year
    form = words["date"] if this_year else words["date with year"]
    return form.format(day=day.day, month=words["months"][day.month - 1], year=day.year)


def read(path):
    """Return the commitments in a file, none if there is no file.

    Raises ValueError if the file holds anything else.
    """
    if not path.exists():
        return []
    try:
        answers = json.loads(path.read_text(encoding="utf-8"))["answers"]
        for entry in answers:
            datetime.date.fromisoformat(entry["date"])
            if not (isinstance(entry["id"], str) and isinstance(entry["answer"], str)):
                raise TypeError
            entry["skipped"] = bool(entry.get("skipped", False))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError("other content") from None
    return answers


def write(path, answers):
    """Replace the file in one step, so that no half of it is ever there."""
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise PermissionError
    content = {"about": data.words()["about the file"], "answers": answers}
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, name)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def reason(problem, words):
    """Return in a few words why a file cannot be used."""
    if isinstance(problem, ValueError):
        return words["other content"]
    if isinstance(problem, PermissionError):
        return words["read-only"]
    return problem.strerror or type(problem).__name__
