"""Find what keeps the course from running on this machine, and say what mends it.

Prints one line for each thing looked at: "ok", "look" (something may go wrong) or
"stop" (the course will not work), with its remedy. Fails only if something stops.

Where not even NumPy is there, run it by its path:
`python nnlib/course/commands/doctor.py`.
"""

import sys
from pathlib import Path

if __package__:
    from nnlib.course.checkup.examination import told
else:
    sys.path[0] = str(Path(__file__).parents[1])  # in place of the folder of this file
    from checkup.examination import told

    sys.path.pop(0)  # what lies in nnlib/course may be called as another package is


def add_arguments(parser):
    """It needs none."""


def run(args):
    return int(told(details=True) == "stop")


if __name__ == "__main__":
    sys.exit(run(None))
