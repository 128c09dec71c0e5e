"""What each notebook came to, one small file each, so that a run can be stopped."""

import contextlib
import hashlib
import json
from pathlib import Path

from nnlib import lessons
from nnlib.course.notebooks import derive, judging, lesson, notebook
from nnlib.shared import files

LIBRARY = lesson.ROOT / "nnlib"
OUTCOMES = (  # that a check may come to
    "passed",
    "not_attempted",
    "crashed",
    "wrong_form",
    "wrong_value",
    "out_of_time",
    "not_checked",
)
RUNNERS = ("child", "fences", "pristine", "worker")  # not what only tells of it


def judges(number):
    """The files that decide what a notebook of a lesson comes to."""
    every = [*LIBRARY.glob("*.py")]
    for wing in ("guards", "shared", "check", lessons.folders()[number]):
        every += [*(LIBRARY / wing).rglob("*.py"), *(LIBRARY / wing).rglob("*.json")]
    every += [Path(__file__).with_name(f"{name}.py") for name in RUNNERS]
    every += [Path(module.__file__) for module in (judging, derive, lesson, notebook)]
    return [*sorted(every), lesson.find(number).notebook("solutions")]


class Store:
    """Results by the content of the notebook and of all that judges it."""

    def __init__(self, folder, limits):
        self.folder, self.limits = Path(folder), limits
        self.folder.mkdir(parents=True, exist_ok=True)
        self._judges = {}

    def key(self, number, content):
        """The name under which the result of a notebook is kept."""
        digest = hashlib.sha256(self._judge(number).encode() + content).hexdigest()
        return f"{number}-{digest[:24]}"

    def _judge(self, number):
        if number not in self._judges:
            whole = hashlib.sha256(repr(self.limits).encode())
            for path in judges(number):
                whole.update(hashlib.sha256(path.read_bytes()).digest())
            self._judges[number] = whole.hexdigest()
        return self._judges[number]

    def get(self, key):
        """The result that is kept, or None; a damaged one counts as none."""
        with contextlib.suppress(OSError, ValueError):
            result = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            if isinstance(result, dict) and "checks" in result:
                return result
        return None

    def put(self, key, result):
        written(self.folder / f"{key}.json", json.dumps(result, ensure_ascii=False))


def written(path, text):
    """Write a text file whole or not at all."""
    files.written(path, text.encode("utf-8", "replace"))  # half characters are "?"


def result_of(events):
    """One record of all that was said about a notebook.

    A notebook that got hold of the channel may have said anything: whatever has not the
    form that it should is dropped, so that no event can stop the marking of a class.
    """
    result = {"checks": {}, "cells": [], "fences": [], "replaced": []}
    result |= {"problem": None, "stopped": None, "forged": False, "seconds": None}
    done = False
    for event in events:
        if "check" in event:
            name, seen = str(event["check"]), _seen(event)
            result["forged"] |= name in result["checks"]
            result["replaced"] += _texts(event.get("replaced"))
            result["checks"].setdefault(name, seen)
        elif "cell" in event:
            result["cells"].append([str(event["cell"]), str(event.get("error"))])
        else:
            done |= "done" in event or "problem" in event
            _note(event, result)
    if not done and not result["stopped"]:
        result["stopped"] = "ended"
    if done:
        result["stopped"] = None
    return result


def _seen(event):
    """What one check came to, with an outcome that there is."""
    outcome = event.get("outcome")
    known = isinstance(outcome, str) and outcome in OUTCOMES
    return {
        "outcome": outcome if known else "not_checked",
        "misconceptions": _texts(event.get("misconceptions")),
        "lines": _texts(event.get("lines")),
    }


def _note(event, result):
    """Take over what is said about the notebook as a whole."""
    if "problem" in event:
        result["problem"] = str(event["problem"])
    if event.get("stopped") in ("ended", "out_of_time"):
        result["stopped"] = event["stopped"]
    result["forged"] |= bool(event.get("forged"))
    result["fences"] += _texts(event.get("fences"))
    if isinstance(event.get("seconds"), (int, float)):
        result["seconds"] = event["seconds"]


def _texts(value):
    return [str(part) for part in value[:40]] if isinstance(value, list) else []
