"""Mark a class of 200 that is made up, and compare every mark with what it should be.

    python tests/bench_grading.py            200 submissions, two at a time
    python tests/bench_grading.py 250        so many; 250 hold every misconception
    python tests/bench_grading.py --no-nbgrader

Prints the seconds, and beside them what nbgrader takes for a submission of lesson 04.
nbgrader is installed in an environment of its own in a temporary folder; if that fails,
the reason is printed. Exit code 1 if a mark is wrong, or if it took longer than is
promised: 140 s for 250 on 2 cores, and as much for each of another number.
"""

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import attacks
import class_of_learners
import nbgrader_run

import nnlib

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 140 / 250  # seconds for each


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-nbgrader", action="store_true")
    parser.add_argument("--keep", type=Path, help="a new folder for what is made")
    args = parser.parse_args()
    used = Path(nnlib.__file__).resolve().parents[1]
    if used != ROOT:  # the class would be made up by another course than marks it
        parser.error(f"expects nnlib of {ROOT}, got that of {used}; set PYTHONPATH")
    if args.keep:
        args.keep.mkdir(parents=True)
        return 0 if bench(args.keep, args)[0] else 1
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as folder:
        good, each = bench(Path(folder), args)
        if not args.no_nbgrader and (theirs := nbgrader_run.bench(Path(folder))):
            print(f"nbgrader takes {theirs / each:.1f} times as long for each")
    return 0 if good else 1


def bench(folder, args):
    """Mark the class, and print what is wrong; (is all good?, seconds for each)."""
    (folder / "victim" / "work").mkdir(parents=True)
    found = class_of_learners.made_up(args.size, args.seed, folder / "victim")
    for line in filter(None, map(attacks.lacking, attacks.ATTACKS)):
        print(f"left out: {line}")
    hand_in(found, folder / "submissions")
    seconds, busy = mark(folder / "submissions", folder / "marks", args.jobs)
    wrong = list(faults(found, folder / "marks" / "marks.csv"))
    held, every = class_of_learners.kinds_of_mistakes(found)
    print(f"{platform.platform()}, Python {platform.python_version()}, "
          f"{os.cpu_count()} cores, {args.jobs} at a time")  # fmt: skip
    kinds = Counter(one.kind.partition(":")[0] for one in found)
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    print(f"{held} of {every} misconceptions are among them")
    print(
        f"{len(found)} submissions in {seconds:.0f} s, "
        f"{seconds / len(found):.2f} s each; {busy:.0f} s of processors"
    )
    wrong += harm(folder)
    for line in wrong:
        print(f"    {line}")
    print(f"{len(wrong)} marks are not what they should be")
    each = seconds / len(found)
    return not wrong and each <= LIMIT, each


def harm(folder):
    """A line for each attack that did what it should not, or was not tried."""
    if "files" in attacks.fences_shown() and not (folder / "victim" / "work").is_dir():
        yield "a notebook deleted a folder that is not its own"
    kept = (folder / "marks" / "results").glob("*.json")
    results = [json.loads(path.read_text(encoding="utf-8")) for path in kept]
    for name in attacks.allowed():
        told = attacks.ATTACKS[name].told
        if not any(attacks.tried(told, result) for result in results):
            yield f"nobody tried what {name!r} is for"


def hand_in(found, folder):
    """Write the submissions as a flat folder of named files."""
    folder.mkdir()
    for place, one in enumerate(found):
        name = f"learner-{place:03d}_{one.number}.ipynb"
        (folder / name).write_bytes(one.content)


def mark(submissions, out, jobs):
    """Run the command; the seconds that it took, and those of processors."""
    command = [sys.executable, "-m", "nnlib", "grade", str(submissions), "-o", str(out)]
    command += attacks.unfenced()
    began, before = time.perf_counter(), os.times()
    subprocess.run([*command, "--jobs", str(jobs)], cwd=ROOT, check=True)
    after = os.times()
    busy = sum(after[2:4]) - sum(before[2:4])  # of children, and of theirs
    return time.perf_counter() - began, busy


def marks_of(path):
    """place of the submission -> {exercise: (outcome, misconception)}."""
    marks = defaultdict(dict)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = int(row["learner"].rpartition("-")[2])
            marks[place][row["exercise"]] = (row["outcome"], row["misconception"])
    return marks


def faults(found, path):
    """A line for each mark that is not what it should be."""
    marks = marks_of(path)
    for place, one in enumerate(found):
        own = {
            name: mark
            for name, mark in marks[place].items()
            if name.startswith(f"ex{one.number}")
        }
        if not own:
            yield f"learner-{place:03d}, {one.kind}: no marks"
        for name, (outcome, misconception) in own.items():
            if not as_expected(one, name, outcome, misconception):
                told = one.expected.get(name, one.whole)
                yield (
                    f"learner-{place:03d}, {one.kind}, {name}: {outcome} "
                    f"{misconception!r}, not {told}"
                )


def as_expected(one, name, outcome, misconception):
    """Is this what the exercise of a submission should come to?"""
    if one.whole == "any":
        return outcome != "not_handed_in"
    if one.whole == "none passed":
        return outcome != "passed"
    if one.whole:
        return outcome == one.whole
    wanted, wrong = one.expected.get(name, ("another exercise", None))
    if wrong:
        return misconception == wrong and outcome != "passed"
    return outcome == wanted and not misconception


if __name__ == "__main__":
    sys.exit(main())
