"""What each notebook came to, one small file each, so that a run can be stopped."""

import contextlib
import hashlib
import json
import os
import platform
import sys
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from nnlib.course.notebooks import lesson
from nnlib.shared import files
from nnlib.shared.words import language

from .pool import PASSED_ON

NNLIB = lesson.ROOT / "nnlib"
OUTCOMES = (  # that a check may come to
    "passed",
    "not_attempted",
    "crashed",
    "wrong_form",
    "wrong_value",
    "out_of_time",
    "not_checked",
)

STOPPED = ("ended", "out_of_time", "lost")  # why a notebook did not come to its end


def judges(number):
    """The files that decide what a notebook of a lesson comes to.

    All of nnlib, since a notebook and its checks may import any of it, and the checks.
    """
    paths = (path for path in NNLIB.rglob("*") if path.is_file())
    own = [path for path in paths if not set(_hidden(path.relative_to(NNLIB)))]
    return [*sorted(own), lesson.find(number, "solutions").notebook("solutions")]


def _hidden(path):
    return (part for part in path.parts if part[0] == "." or part == "__pycache__")


def software():
    """This Python, and all packages."""
    here = ("", str(Path.cwd()))  # not a place where packages are installed
    found = distributions(path=[part for part in sys.path if part not in here])
    packages = {f"{one.metadata['Name']} {one.version}" for one in found}
    return sys.version, sorted(packages)


@lru_cache(maxsize=1)
def surroundings():
    """All software, this system, its settings: a notebook may use any."""
    passed = {name: os.environ.get(name) for name in (*PASSED_ON, "PYTHONPATH")}
    return repr((*software(), platform.platform(), passed))


@lru_cache(maxsize=1)
def code():
    """A digest of nnlib and all solutions: the same on every machine."""
    whole, paths = hashlib.sha256(), set()
    for number in lesson.lessons("solutions"):
        paths |= {*judges(number)}
    for path in sorted(paths):
        whole.update(path.relative_to(lesson.ROOT).as_posix().encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


class Store:
    """Results by the content of the notebook, and all that they depend on."""

    def __init__(self, folder, limits):
        self.folder, self.limits = Path(folder), limits
        self._digests = {}

    def key(self, number, content, fences=()):
        """The name under which the result of a notebook is kept.

        fences : those that hold around it: behind others it may come to something else
        """
        around = f"{self._digest(number)} {language()} {sorted(fences)} "
        digest = hashlib.sha256(around.encode() + content).hexdigest()
        return f"{number}-{digest[:24]}"

    def _digest(self, number):
        if number not in self._digests:
            whole = hashlib.sha256(f"{self.limits} {surroundings()}".encode())
            for path in judges(number):
                whole.update(f"{path.relative_to(lesson.ROOT)}".encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
            self._digests[number] = whole.hexdigest()
        return self._digests[number]

    def get(self, key):
        """The result that is kept, or None; a damaged one counts as none."""
        with contextlib.suppress(OSError, ValueError):
            result = json.loads((self.folder / f"{key}.json").read_text("utf-8"))
            if isinstance(result, dict) and "checks" in result:
                return result
        return None

    def put(self, key, result):
        text = json.dumps(result, ensure_ascii=False)
        files.write(self.folder / f"{key}.json", as_bytes(text))


def as_bytes(text):
    """A text as it is kept; half of a character, which no file can hold, is "?"."""
    return text.encode("utf-8", "replace")


def is_whole(events):
    """Did the worker live to the end of it? Else nobody knows what it came to."""
    return any("end" in event for event in events)


def result_of(events):
    """One record of all that was said about a notebook.

    A notebook that got hold of the channel may have said anything: whatever has not the
    form that it should is dropped, so that no event can stop the marking of a class.
    """
    result = {"checks": {}, "cells": [], "replaced": []}
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
        "origin": str(event.get("origin") or ""),
        "lines": _texts(event.get("lines")),
    }


def _note(event, result):
    """Take over what is said about the notebook as a whole."""
    if "problem" in event:
        result["problem"] = str(event["problem"])
    if event.get("stopped") in STOPPED:
        result["stopped"] = event["stopped"]
    result["forged"] |= bool(event.get("forged"))
    if isinstance(event.get("seconds"), (int, float)):
        result["seconds"] = event["seconds"]


def _texts(value):
    return [str(part) for part in value[:40]] if isinstance(value, list) else []
