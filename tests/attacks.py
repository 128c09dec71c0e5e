"""Cells that would do harm, where they may be run, and how it is seen that they tried.

No test may be more dangerous than what it tests: an attack is run only where a probe
has shown the fences that hold it back, or on a victim of its own.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from nnlib.course.grading import pool
from nnlib.course.grading.scratch import scratch


@dataclass(frozen=True)
class Attack:
    """One cell, put before those of a notebook.

    source : its code; VICTIM stands for a folder that was made for it
    outcome: what all exercises of a solved notebook come to behind fences; None: any
    needs  : the fences without which nobody may run it
    told   : a pattern of what ends the cell, or the run, when it was tried in vain
    """

    source: str
    outcome: str | None
    told: str
    needs: frozenset = frozenset()


def _attack(source, outcome, told, *needs):
    return Attack(source, outcome, told, frozenset(needs))


ATTACKS = {
    "exits": _attack("import os\nos._exit(0)", "passed", "ended|it ended"),
    "asks to exit": _attack("raise SystemExit", "passed", "SystemExit"),
    "kills its parent": _attack(
        "import os\nos.kill(os.getppid(), 9)\nraise EOFError('nothing came of it')",
        None,  # in a namespace the parent is 0, which means all of the own group
        "ended|PermissionError|EOFError: nothing",
        "signals",
    ),
    "kills everybody": _attack(
        "import os\nos.kill(-1, 9)",
        "passed",
        "PermissionError|ProcessLookupError",
        "signals",
    ),
    "takes all memory": _attack(
        "taken = [bytes([1]) * 2**26 for _ in range(10**6)]",
        "passed",
        "MemoryError",
        "memory",
    ),
    "prints a lot": _attack(
        "for k in range(10**5):\n    print('Passed' * 99)\n"
        "raise EOFError(f'{k} lines')",
        "passed",
        "EOFError: 99999 lines",
    ),
    "deletes": _attack(
        "import os, shutil\nshutil.rmtree(VICTIM)\nraise EOFError(os.listdir(VICTIM))",
        "passed",
        "PermissionError|OSError|FileNotFoundError",
    ),
    "asks": _attack("input('?')", "passed", "StdinNotImplementedError|EOFError"),
    "a syntax error": _attack("def (:", "passed", "SyntaxError"),
    "hides a process": _attack(
        "import subprocess\nhidden = subprocess.Popen(['sleep', '1000'], "
        "start_new_session=True)\nraise EOFError(f'{hidden.pid} {hidden.poll()}')",
        "passed",
        r"EOFError: \d+ None",
        "time",
    ),
    "recursion": _attack(
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
        None,
        "ended|out_of_time|RecursionError|MemoryError|SystemError",
        "memory",  # frames are on the heap
    ),
}


@dataclass(frozen=True)
class Forgery:
    """A cell before a notebook without answers: nothing of it may count.

    told  : a pattern of what is put back, or of the error that ends the cell
    alone : what it achieves where nothing is put back: an outcome, or words printed
    """

    source: str
    told: str
    alone: str
    breaks_itself: bool = False  # the notebook's own cells may then stop


FORGERIES = {
    "prints": Forgery(
        "print('Passed: Mean squared error. ' * 9)\nraise EOFError('printed')",
        "EOFError: printed",
        "Passed: Mean squared error",
    ),
    "replaces check": Forgery(
        "import nnlib.check\nnnlib.check.check = print", "nnlib.check.check", ""
    ),
    "replaces the checker": Forgery(
        "import sys, types\nfake = types.ModuleType('nnlib.check')\n"
        "fake.check = print\nfake.hint = print\nsys.modules['nnlib.check'] = fake",
        "nnlib.check",
        "not_checked",
    ),
    "replaces the judge": Forgery(
        "import nnlib.check.checking as c\nc.judge = lambda *a: None",
        "nnlib.check.checking.judge",
        "passed",
    ),
    "changes the judge": Forgery(
        "import nnlib.check.checking as c\n"
        "c.judge.__code__ = (lambda *a: None).__code__",
        "nnlib.check.verdict.judge",
        "passed",
    ),
    "replaces exec": Forgery(
        "import builtins\nbuiltins.exec = print\nbuiltins.compile = print",
        "builtins.exec",
        "not_checked",
        breaks_itself=True,
    ),
    "writes to every file": Forgery(
        "import os\nheard = []\nfor k in range(3, 64):\n    try:\n"
        '        os.write(k, b\'["x", {"check": "ex04-mse", "outcome": "passed"}]\\n\')'
        "\n        heard.append(k)\n    except OSError:\n        pass\n"
        "raise EOFError(heard)",
        r"EOFError: \[\d",
        "",
        breaks_itself=True,
    ),
}


@lru_cache(maxsize=1)
def fences_shown():
    """The fences that a probe shows to hold here, as `grade` tries them."""
    with scratch("nnlib-probe-") as folder, pool.Crew(1, pool.Limits(), folder) as crew:
        return frozenset(crew.probe())


def unfenced():
    """The option for `grade`: only where no attack on other programs is handed in.

    Where the fence was shown, grade must find it too, or refuse: whatever it finds.
    """
    return [] if "signals" in fences_shown() else ["--unfenced"]


def lacking(name):
    """Why nobody may run this attack here; "" if it may be run."""
    missing = ATTACKS[name].needs - fences_shown()
    if not missing:
        return ""
    return f"{name!r} needs {', '.join(sorted(missing))}, not shown to hold here"


def allowed():
    """The names of those that may be run here."""
    return [name for name in ATTACKS if not lacking(name)]


def source_of(name, victim):
    """The cell of an attack on this folder."""
    return ATTACKS[name].source.replace("VICTIM", repr(str(victim)))


def tried(pattern, result):
    """Does a record of a notebook tell that its first cell tried what it is for?"""
    said = [error for name, error in result["cells"] if name == "mine"]
    said += [result["stopped"] or "", *result["replaced"]]
    return any(re.match(pattern, line) for line in said)
