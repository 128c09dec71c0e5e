"""Mark what a class handed in: marks.csv, class.html, and a page for each learner.

SUBMISSIONS is one of these, or a zip of it:

  a folder for each learner   anna/04_loss.ipynb, anna/05_backpropagation.ipynb
  files of one folder         anna_04_loss.ipynb, anna-04-loss.ipynb, anna_04.ipynb

A space may stand for _ or -, the name may stand behind (04_loss anna), and (1) or
-Copy1 at the end is ignored. A folder's name is the learner's, however deep a
notebook lies in it. Which lesson a notebook belongs to is read off its cells, and only
failing that off its name. If a learner handed in two of a lesson, the better one
counts. Links are not followed. Other files, such as a module that a notebook imports,
are not used.

An exercise gives as many points as its difficulty has dots, or none. Check cells come
from solutions/ by their ids, so deleting or editing one changes nothing. Each notebook
gets a Python of its own and an empty folder that is deleted afterwards. OUT/results
keeps what each notebook came to, by its content: a run that was stopped goes on where
it was, and a notebook that has not changed is not run again.

What is held back, and what is not. Submissions are programs of people, run under your
name. On Linux each runs with a limit on memory and time, in a process that is killed
with all that it started; without a network and without sight of other processes, where
the system allows namespaces to everybody; and with Landlock, from Linux 5.13, it writes
to its own folder only, and reads no more than Python, nnlib and the system's files. Of
these the command prints which stand. Elsewhere only time is limited (and, on macOS,
sizes of files): a notebook can then read and write what you can, and use the network.
A disk can be filled, and a processor kept busy, until the time is up. Even where all
fences stand, this is no sandbox against somebody who knows a hole in the kernel. For
work of strangers use a container without a network:

  docker run --rm --network none --memory 4g --pids-limit 512 --read-only --tmpfs /tmp
    -v COURSE:/course:ro -v SUBMISSIONS:/in:ro -v MARKS:/out IMAGE
    python -m nnlib grade /in -o /out

with an IMAGE that has requirements.txt installed, and nnlib from /course.

What can be forged. Results come from the checker's own objects through a channel with a
key, before the checks Python, NumPy and nnlib are put back to what they were, and
nothing that a notebook prints is read. But a notebook and its checker share a process:
whoever knows Python's insides can find the key and write results. The right answers are
in this course besides. Marks tell you and the learner where they stand; they are not
an examination.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from tqdm import tqdm

from nnlib.course.grading import pool, report
from nnlib.course.grading.collect import Refused, collected
from nnlib.course.grading.marks import papers, table
from nnlib.course.grading.names import file_names
from nnlib.course.grading.store import Store, result_of, written
from nnlib.course.notebooks import judging
from nnlib.course.notebooks.lesson import find, lessons


def add_arguments(parser):
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    limits = pool.Limits()
    parser.add_argument("submissions", type=Path, help="a folder or a zip")
    parser.add_argument("-o", "--out", type=Path, required=True, help="where marks go")
    parser.add_argument(
        "--jobs", type=int, default=_cores(), help="at a time (%(default)s)"
    )
    for name, kind, what in (
        ("seconds", float, "processor seconds for one cell"),
        ("total", float, "seconds by the clock for one notebook"),
        ("memory", int, "MB for one notebook, on Linux"),
    ):
        parser.add_argument(
            f"--{name}",
            type=kind,
            default=getattr(limits, name),
            help=f"{what} (%(default)s)",
        )
    parser.add_argument("--again", action="store_true", help="run every notebook again")


def _cores():
    """The processors that this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return max(1, len(known(0)) if known else os.cpu_count() or 1)


def run(args):
    if hasattr(sys.stdout, "reconfigure"):  # a name that a console can't show
        sys.stdout.reconfigure(errors="replace")
    limits = pool.Limits(args.seconds, args.total, args.memory)
    for name in ("seconds", "total", "memory", "jobs"):
        if not getattr(args, name) > 0:
            raise ValueError(f"expects --{name} above 0, got {getattr(args, name)}")
    stems = {number: one.stem for number, one in lessons("solutions").items()}
    found, learners, problems = collected(args.submissions, stems)
    if not learners:
        raise ValueError(
            f"expects notebooks (.ipynb) in {args.submissions}, got none; try "
            f"python -m nnlib grade --help for how they may be named"
        )
    store = Store(args.out / "results", limits)
    with tempfile.TemporaryDirectory(prefix="nnlib-class-") as scratch:
        class_ = sorted_out(found, Path(scratch), store, args.again)
        try:
            mark_missing(class_, store, limits, args.jobs)
        except KeyboardInterrupt:
            print("\nstopped; run the same command again, and it goes on from here")
            return 130
    class_.problems += problems
    tell(args.out, learners, class_)
    return 0


class Class:
    """What was handed in: (learner, lesson) -> results, and what is still to run."""

    def __init__(self):
        self.results = defaultdict(list)
        self.waiting = defaultdict(list)  # (lesson, path, key) -> (learner, lesson)s
        self.strays = []  # (learner, what is wrong) of notebooks of no lesson
        self.known = 0  # notebooks whose result was kept by an earlier run
        self.problems = []  # lines about files that are no notebooks of anybody


def sorted_out(found, scratch, store, again=False):
    """Open each notebook, and find which are still to be run."""
    class_ = Class()
    for place, one in enumerate(found):
        try:
            number, content = opened(one, scratch / f"{place}.ipynb")
        except Refused as problem:
            _not_opened(class_, one, f"{one.place}: {problem}")
            continue
        key = store.key(number, content)
        result = None if again else store.get(key)
        if result is not None:
            class_.results[one.learner, number].append(result)
            class_.known += 1
            continue
        path = scratch / f"{key}.ipynb"
        path.write_bytes(content)
        class_.waiting[number, path, key].append((one.learner, number))
    return class_


def opened(one, path):
    """(number of the lesson, bytes) of what was handed in, or Refused."""
    content = one.read()
    path.write_bytes(content)
    try:
        cells = judging.code_cells(path)
        known = path.with_name(f"{one.number}_.ipynb" if one.number else path.name)
        number = judging.lesson_of(known, cells)
        find(number, "solutions")
    except ValueError as problem:
        raise Refused(str(problem).replace(path.name, "this")) from None
    except Exception as problem:  # whatever else a file can be made of
        raise Refused(f"no notebook ({type(problem).__name__})") from None
    finally:
        path.unlink()
    return number, content


def _not_opened(class_, one, line):
    """A file that can't be opened counts where its name says, and is told of."""
    if one.number is None:
        class_.strays.append((one.learner, line))
    else:
        class_.results[one.learner, one.number].append(result_of([{"problem": line}]))
    class_.problems.append(line)


def mark_missing(class_, store, limits, jobs):
    """Run what has not been run, and keep each result as soon as it is there."""
    waiting = sorted(class_.waiting)
    if waiting and class_.known:
        left = f"{len(waiting)} {'is' if len(waiting) == 1 else 'are'} left"
        print(f"{class_.known} notebooks are marked already, {left}")
    bar = tqdm(total=len(waiting), unit=" notebooks", disable=not waiting)
    with bar:
        for (number, path, key), events in pool.marked(waiting, jobs, limits):
            result = result_of(events)
            store.put(key, result)
            for place in class_.waiting[number, path, key]:
                class_.results[place].append(result)
            bar.update()


def tell(out, learners, class_):
    """Write marks.csv, class.html and feedback/, and print what there is to know."""
    by_learner = papers(learners, class_.results)
    written(out / "marks.csv", table(by_learner, class_.strays))
    problems = sorted(class_.problems)
    written(out / "class.html", report.class_page(by_learner, problems))
    names = file_names(learners)
    for learner, its_papers in by_learner.items():
        own = [line for who, line in class_.strays if who == learner]
        page = report.feedback_page(learner, its_papers, own)
        written(out / "feedback" / f"{names[learner]}.html", page)
    for line in problems:
        print("not opened:", *line.split())
    print(_fences(class_.results))
    print(f"{out / 'marks.csv'}, {out / 'class.html'}, {out / 'feedback'}: "
          f"{len(learners)} learners")  # fmt: skip


def _fences(results):
    """Which fences stood around the notebooks, in one line."""
    every = [r for kept in results.values() for r in kept if r["seconds"] is not None]
    stood = Counter(fence for result in every for fence in result["fences"])
    all_of_them = ("memory", "time", "network", "processes", "files")
    missing = [fence for fence in all_of_them if stood[fence] < len(every)]
    if not missing:
        return "fences around each notebook: " + ", ".join(all_of_them)
    return (
        f"not fenced on this system: {', '.join(missing)}; "
        f"python -m nnlib grade --help says what that means"
    )
