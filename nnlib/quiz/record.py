"""Your predictions in a small file beside the notebook, if you ask for it."""

import datetime
import json
import pathlib
import stat

from nnlib.shared import files

from .data import say

DEFAULT = "my-answers.json"
_kept = {"path": None}


def keep(path=None):
    """Keep each prediction that you commit to from now on, in a file of your own.

    path : where; "my-answers.json" in the notebook's folder if it is not given

    The next time you run a prediction's cell, it shows what you said, and when. The
    file stays on this machine. Prints where it is, or why it cannot be used.
    """
    path = pathlib.Path(DEFAULT if path is None else path).expanduser().resolve()
    try:
        answers = read(path)
        write(path, answers)
    except (OSError, ValueError) as problem:
        print(not_kept(path, problem))
        return
    _kept["path"] = path
    print(say("record", "kept", file=path.name, number=len(answers)))


def forget():
    """Keep no more predictions. The file stays where it is, and this prints where."""
    path, _kept["path"] = _kept["path"], None
    print(say("record", "forgotten" if path else "nothing kept", path=str(path)))


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
        return not_kept(path, problem)
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
    if not found:
        return ""
    last = found[-1]
    day, key = date_text(last["date"]), "skipped" if last["skipped"] else "said"
    return say("earlier", key, date=day, answer=last["answer"])


def date_text(iso):
    """Return "24 November", with the year if it is not this one."""
    day = datetime.date.fromisoformat(iso)
    this_year = day.year == datetime.date.today().year
    key = "this year" if this_year else "another year"
    month = say.read("months")[day.month - 1]
    return say("date", key, day=day.day, month=month, year=day.year)


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
        raise ValueError from None
    return answers


def write(path, answers):
    """Replace the file in one step, so that no half of it is ever there."""
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise PermissionError
    path.parent.stat()  # raises FileNotFoundError: a folder is not made here
    content = {"about": say("record", "about the file"), "answers": answers}
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    files.write(path, text.encode())


def not_kept(path, problem):
    """Return one line that says why a file cannot be used."""
    return say("record", "not kept", file=path.name, why=_reason(problem))


def _reason(problem):
    if isinstance(problem, ValueError):
        return say("record", "other content")
    if isinstance(problem, PermissionError):
        return say("record", "read-only")
    return problem.strerror or type(problem).__name__
