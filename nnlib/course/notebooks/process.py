"""Run one notebook in a process of its own, for `check` and pytest.

Reads one line of JSON, {"path", "language", "seconds", "without"}, and answers in lines
of JSON; at the end one tells the language that the notebook has chosen.
"""

import json
import os
import sys

from nnlib.course.grading import child
from nnlib.shared.words import language, set_language

from . import judging, shell


def main():
    job = json.loads(sys.stdin.readline())
    set_language(job["language"])
    answers = os.dup(1)

    def tell(**event):
        if "done" in event:
            event["language"] = language()
        rest = json.dumps(event).encode() + b"\n"
        while rest:
            rest = rest[os.write(answers, rest) :]

    steps = judging.steps(job["path"])
    child.silence()
    os.chdir(os.path.dirname(os.path.abspath(job["path"])))
    sys.path[0] = ""
    rest = job["seconds"], shell.make(), job["without"]
    child.run(steps, tell, child.verdict_here, *rest)
    os._exit(0)  # whatever still runs in it


if __name__ == "__main__":
    main()
