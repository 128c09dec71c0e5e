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
name. On Linux each gets limits on memory and time, and is ended with all that it has
started. Further fences depend on the system; before the first notebook is run, a probe
tries each of them, and the command prints which were shown to hold:

  signals     it ends no other program of yours. Needs user namespaces for everybody,
              or Landlock from Linux 6.12.
  processes   it does not see which programs run. Needs user namespaces.
  network     no network, and no socket of another program. Needs seccomp, on 64-bit
              x86, ARM or RISC-V.
  files       it writes to a folder of its own only, and reads Python, its packages,
              nnlib, and the files of the system; of others it sees no more than that
              they are there, and how large. Needs Landlock, from Linux 5.13.
  attributes  it changes no file's mode or times. Needs user namespaces.
  memory      of each process that it starts, not of all together
  time        whatever it has hidden is ended too

Each notebook is run only behind the fences that the probe has shown. Where signals are
not among them, and they never are on macOS and Windows, where time is all that is
limited, nothing is run, unless you add --unfenced: then a notebook with the line
os.kill(-1, 9) ends every program that you run. A processor can be kept busy until the
time is up, and a disk filled where the folder is not in memory, which needs user
namespaces. A notebook gets none of your environment but the paths. Even where all
fences stand, this is no sandbox against somebody who knows a hole in the kernel. For
work of strangers use a container without a network:

  docker run --rm --network none --memory 4g --pids-limit 512 --read-only --tmpfs /tmp
    -v COURSE:/course:ro -v SUBMISSIONS:/in:ro -v MARKS:/out -w /course IMAGE
    python -m nnlib grade /in -o /out

with an IMAGE that has requirements.txt installed; nnlib comes from /course. Add
--unfenced where it asks for that: then a notebook can end the marking, and can write
into MARKS, but nothing outside of the container.

What can be forged. Results come from the checker's own objects through a channel with a
key, before the checks the functions and classes of Python, NumPy and nnlib are put back
to what they were (their data are not), and nothing that a notebook prints is read. But
a notebook and its checker share a process: whoever knows Python's insides can find the
key and write results. The right answers are in this course besides. Marks tell you and
the learner where they stand; they are not an examination.
"""

import argparse
import os
from collections import defaultdict
from pathlib import Path

from tqdm import tqdm

from nnlib.course.grading import fences, pool, report
from nnlib.course.grading.collect import Refused, collected
from nnlib.course.grading.marks import papers, table
from nnlib.course.grading.names import file_names
from nnlib.course.grading.scratch import scratch
from nnlib.course.grading.stopping import Stopped, stoppable
from nnlib.course.grading.store import Store, as_bytes, result_of
from nnlib.course.notebooks import judging
from nnlib.course.notebooks.lesson import find, lessons
from nnlib.shared import files

HELP = "python -m nnlib grade --help"


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
    parser.add_argument(
        "--unfenced",
        action="store_true",
        help="run them even where a notebook can end all your programs",
    )


def _cores():
    """The processors that this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return max(1, len(known(0)) if known else os.cpu_count() or 1)


def run(args):
    limits = pool.Limits(args.seconds, args.total, args.memory)
    for name in ("seconds", "total", "memory", "jobs"):
        if not getattr(args, name) > 0:
            raise ValueError(f"expects --{name} above 0, got {getattr(args, name)}")
    _elsewhere(args.submissions)
    stems = {number: one.stem for number, one in lessons("solutions").items()}
    found, learners, problems = collected(args.submissions, stems)
    if not learners:
        raise ValueError(
            f"expects notebooks (.ipynb) in {args.submissions}, got none; try "
            f"python -m nnlib grade --help for how they may be named"
        )
    store = Store(args.out / "results", limits)
    try:
        with stoppable(), scratch("nnlib-class-") as folder:
            class_ = sorted_out(found, Path(folder), store, args.again)
            if class_.waiting:
                guarded = (args.submissions, args.out)
                size = min(args.jobs, len(class_.waiting))
                with pool.Crew(size, limits, folder, guarded) as crew:
                    mark_missing(class_, store, crew, args.unfenced)
    except Stopped as stopped:
        print("\nstopped; run the same command again, and it goes on from here")
        return stopped.status
    class_.problems += problems
    tell(args.out, learners, class_)
    return 0


def _elsewhere(submissions):
    """Refuse a start among the submissions: from there Python would import modules."""
    here, there = Path.cwd().resolve(), submissions.resolve()
    if there.is_dir() and here.is_relative_to(there):
        raise ValueError(
            f"expects to be started outside of {submissions}, got {here}, from where "
            f"Python would import what learners sent, unfenced; go to the course's "
            f"folder and try python -m nnlib grade {there}"
        )


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


def mark_missing(class_, store, crew, unfenced):
    """Run what has not been run, and keep each result as soon as it is there."""
    shown, waiting = crew.shown(), sorted(class_.waiting)
    if "signals" not in shown and not unfenced:
        raise ValueError(refusal(shown))
    print(told(shown))
    if class_.known:
        left = f"{len(waiting)} {'is' if len(waiting) == 1 else 'are'} left"
        print(f"{class_.known} notebooks are marked already, {left}")
    with tqdm(total=len(waiting), unit=" notebooks") as bar:
        for (number, path, key), events in crew.marked(waiting, shown):
            result = result_of(events)
            store.put(key, result)
            for place in class_.waiting[number, path, key]:
                class_.results[place].append(result)
            bar.update()


def told(shown):
    """Which fences a probe has shown to hold in this run, and which it has not."""
    held = [name for name in fences.MEANINGS if name in shown]
    missing = [name for name in fences.MEANINGS if name not in shown]
    line = f"fences around each notebook, tried just now: {', '.join(held) or 'none'}"
    if missing:
        line += f"\nnot shown to hold here: {', '.join(missing)}; {HELP} explains them"
    return line


def refusal(shown):
    """Why nothing is run, what it would mean to run it, and what to do."""
    possible = [does for name, does in fences.MEANINGS.items() if name not in shown]
    return (
        "expects a system that keeps a notebook from ending other programs, got one "
        "where a probe could send signals to them. Nothing was run.\n"
        "What a notebook could do here, under your name: " + "; ".join(possible) + ".\n"
        f"Use the container that {HELP} shows, or Linux 6.12 or newer. If you trust "
        "all who handed in, add --unfenced."
    )


def tell(out, learners, class_):
    """Write marks.csv, class.html and feedback/, and print what there is to know."""
    by_learner = papers(learners, class_.results)
    _write(out / "marks.csv", table(by_learner, class_.strays))
    problems = sorted(class_.problems)
    _write(out / "class.html", report.class_page(by_learner, problems))
    names = file_names(learners)
    for learner, its_papers in by_learner.items():
        own = [line for who, line in class_.strays if who == learner]
        page = report.feedback_page(learner, its_papers, own)
        _write(out / "feedback" / f"{names[learner]}.html", page)
    for line in problems:
        print("not opened:", *line.split())
    print(f"{out / 'marks.csv'}, {out / 'class.html'}, {out / 'feedback'}: "
          f"{len(learners)} learners")  # fmt: skip


def _write(path, text):
    files.write(path, as_bytes(text))
