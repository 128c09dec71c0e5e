"""Find what keeps the course from running on this machine, and say what mends it.

Prints one line for each thing looked at: "ok", "look" (something may go wrong) or
"stop" (the course will not work), with its remedy. Fails only if something stops.

Where not even NumPy is there, run it by its path:
`python nnlib/course/commands/doctor.py`.
"""

import os
import sys
import types


def add_arguments(parser):
    """It needs none."""


def run(args):
    from nnlib.course.checkup import examination  # nnlib, or what stands in for it

    worst = examination.print_findings(examination.examine(), details=True)
    return int(worst == "stop")


def stand_in_for_nnlib():
    """Let files of nnlib be imported where `import nnlib` fails, as it needs NumPy."""
    here = os.path.dirname(os.path.realpath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.realpath(path) != here]
    nnlib = types.ModuleType("nnlib")
    nnlib.__path__ = [os.path.dirname(os.path.dirname(here))]
    sys.modules["nnlib"] = nnlib


if __name__ == "__main__":
    stand_in_for_nnlib()
    from nnlib.__main__ import main

    sys.exit(main(["doctor", *sys.argv[1:]]))
