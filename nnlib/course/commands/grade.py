"""Mark what a class handed in: marks.csv, class.html, and a page for each learner.

SUBMISSIONS is one of these, or a zip of it:

  a folder for each learner   anna/04_loss.ipynb, anna/05_backpropagation.ipynb
  files of one folder         anna_04_loss.ipynb, anna-04-loss.ipynb, anna_04.ipynb

A space may stand for _ or -, and the name may stand behind (04_loss anna). The number
of a class list stays with a name (01_anna), dates and what copying adds do not: (1),
-Copy1, Copy of, - Kopie, 副本. Names as Moodle, Canvas, Blackboard and Brightspace make
them are known. Names that differ in capitals or in what separates their parts are one
learner's. A folder's name is the learner's, however deep a notebook lies in it, or a
lesson's (04_loss/anna.ipynb). A zip counts as a folder of its name. Which lesson a
notebook belongs to is read off its cells, and only failing that off its name.

If a learner handed in two of a lesson, the better one counts, of equal ones the first
by name; which one that was is said, on the pages too. Links are not followed. Another
ending, such as .ipynb.txt or .json, is opened all the same. Whoever sent no notebook
but a file that looks like an answer (.py, .html, .rar) gets a line. Further files, such
as a module that a notebook imports, are not used.

An exercise gives as many points as its difficulty has dots, or none. Check cells come
from solutions/ by their ids, so deleting or editing one changes nothing. Each notebook
gets a Python of its own and an empty folder that is deleted afterwards. OUT/results
keeps what each notebook came to, by its content and by all that it depends on: a run
that was stopped goes on where it was, and a notebook that has not changed is not run
again behind the same fences. Where the process that ran a notebook was killed, by the
system or by somebody, nothing is kept. OUT may lie among SUBMISSIONS: a run knows it
again, and it is no learner's.

A class of thousands is marked in shares, on as many machines as there are:

  python -m nnlib grade SUBMISSIONS -o marks/part-3 --part 3/8
  python -m nnlib grade --merge marks/part-* -o marks/all

In which share a learner is, with all lessons, depends on the name and on nothing else.
--merge writes the same files as one run would. It writes nothing where a part is
missing or doubled, or was made by another version, and says which.

What is held back, and what is not. Submissions are programs of people, run under your
name. On Linux each gets limits on memory and time, and is ended with all that it has
started. Further fences depend on the system; before the first notebook is run, a probe
tries each of them, and the command prints which were shown to hold:

  signals     it ends no other program of yours. Needs user namespaces for everybody,
              or Landlock from Linux 6.12.
  processes   it does not see which programs run. Needs user namespaces, and a system
              that lets them have a /proc of their own; many containers do not.
  network     no network, and no socket of another program. Needs seccomp, on 64-bit
              x86, ARM or RISC-V.
  files       it writes to a folder of its own only, and reads Python, its packages,
              nnlib, and the files of the system; of others it sees no more than that
              they are there, and how large. Needs Landlock, from Linux 5.13.
  attributes  it changes no file's mode, owner, times or extended attributes. Needs user
              namespaces, or else seccomp; then it can't even change those of its own
              files.
  memory      of each process that it starts, not of all together: with 64 processes
              it can take 64 times --memory. A container limits all of them.
  pids        it has at most 64 processes and threads at a time. Needs user namespaces,
              and that you are not root. Without, the number has no limit of ours.
  time        whatever it has hidden is ended too

Each notebook is run only behind the fences that the probe has shown. Where signals are
not among them, and they never are on macOS and Windows, where time is all that is
limited, nothing is run, unless you add --unfenced: then a notebook with the line
os.kill(-1, 9) ends every program that you run. A processor can be kept busy until the
time is up, and a disk filled where the folder is not in memory, which needs user
namespaces. A notebook gets none of your environment but paths, language and time zone.
Where files are fenced, it reads nothing of the current folder but what is Python's or
nnlib's own. Even where all fences stand, this is no sandbox against somebody who knows
a hole in the kernel. For work of strangers use a container without a network:

  docker run --rm --network none --memory 4g --memory-swap 4g --pids-limit 512
    --read-only --tmpfs /tmp --user "$(id -u):$(id -g)" --cap-drop ALL
    --security-opt no-new-privileges -v COURSE:/course:ro -v SUBMISSIONS:/in:ro
    -v MARKS:/out -w /course IMAGE python -m nnlib grade /in -o /out

with an IMAGE that has requirements.txt installed; nnlib comes from /course, and MARKS
is an empty folder of yours. The limits on memory and processes are of the container as
a whole. Add --unfenced where it asks for that: then a notebook can end the marking, and
can write into MARKS, but nothing outside of the container. This line was not tried in a
container; its command was, and its options are those that Docker's manual names.

What can be forged. On Linux the verdict is made in another process than the one that
runs a notebook: what an answer does with the inputs comes over as data, and is compared
there. The right answers are not in the notebook's process: the exercises in it have
forgotten them, and behind the fence of files their source can't be read. Before each
check the functions and classes of Python, NumPy and nnlib are put back (their data are
not), and nothing that a notebook prints is read. What remains: a notebook could learn
how the checker asks, and say of an answer what only a right one would do, such as "it
gets 98 % right"; it can call the library's own function, which lesson 04 asks you to
write; and the solutions are in this course. Of a right answer marks.csv therefore says
its origin: "library" if it is the function of nnlib for this very task, or names it;
"solution" if its code is the solution's, but for blanks and comments, and longer than
three statements. Both can be honest, and neither costs a point. Elsewhere than on Linux
the verdict is made in the process of the notebook, and whoever knows Python's insides
can write it. Marks tell you and the learner where they stand; they are no examination.
"""

import argparse
import os
from pathlib import Path

from tqdm import tqdm

from nnlib.course.grading import fences, output, parts, pool, report
from nnlib.course.grading.classroom import open_all
from nnlib.course.grading.collect import collect
from nnlib.course.grading.marks import papers, several, table
from nnlib.course.grading.names import file_names
from nnlib.course.grading.scratch import scratch
from nnlib.course.grading.stopping import Stopped, stoppable
from nnlib.course.grading.store import Store, as_bytes, is_whole, result_of
from nnlib.course.notebooks.lesson import lessons
from nnlib.shared import files
from nnlib.shared.words import Words

say = Words(__file__, "grade")


def add_arguments(parser):
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    limits, add = pool.Limits(), parser.add_argument
    add("submissions", type=Path, nargs="?", help="a folder or a zip")
    add("-o", "--out", type=Path, required=True, help="where marks go")
    add("--part", metavar="K/N", help="mark one of N shares of the learners, the Kth")
    add("--merge", type=Path, nargs="+", metavar="DIR",
        help="join what --part has written into these folders")  # fmt: skip
    add("--jobs", type=int, default=_cores(), help="at a time (%(default)s)")
    add("--seconds", type=float, default=limits.seconds,
        help="processor seconds for one cell (%(default)s)")  # fmt: skip
    add("--total", type=float, default=limits.total,
        help="seconds by the clock for one notebook (%(default)s)")  # fmt: skip
    add("--memory", type=int, default=limits.memory,
        help="MB for one notebook, on Linux (%(default)s)")  # fmt: skip
    add("--again", action="store_true", help="run every notebook again")
    add("--unfenced", action="store_true",
        help="run them even where a notebook can end all your programs")  # fmt: skip


def _cores():
    """The processors that this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return max(1, len(known(0)) if known else os.cpu_count() or 1)


def run(args):
    limits = pool.Limits(args.seconds, args.total, args.memory)
    for name in ("seconds", "total", "memory", "jobs"):
        if not getattr(args, name) > 0:
            raise ValueError(say("above 0", name=name, got=str(getattr(args, name))))
    if bool(args.merge) == bool(args.submissions) or (args.merge and args.part):
        raise ValueError(say("one of them"))
    if args.merge:
        return merge(args)
    mine = parts.part(args.part) if args.part else None
    _refuse_inside(args.submissions)
    stems = {number: one.stem for number, one in lessons("solutions").items()}
    handed_in, learners, problems = collect(args.submissions, stems)
    if not learners:
        raise ValueError(say("none", submissions=str(args.submissions)))
    parts.begin(args.out, mine)
    digest = parts.digest_of(handed_in, learners)
    if mine:
        learners = [learner for learner in learners if mine.has(learner)]
        handed_in = [one for one in handed_in if mine.has(one.learner)]
    try:
        class_ = run_all(handed_in, limits, args)
    except Stopped as stopped:
        print("\n" + say("stopped"))
        return stopped.status
    class_.problems += problems
    tell(args.out, learners, class_)
    if mine:
        parts.save(args.out, mine, class_, learners, digest, limits)
    return 0


def run_all(handed_in, limits, args):
    """The Class of all that was handed in, run and marked."""
    with stoppable(), scratch("nnlib-class-") as folder:
        class_ = open_all(handed_in, Path(folder))
        if class_.opened:
            guarded = (args.submissions, args.out)
            size = min(args.jobs, len(class_.opened))
            with pool.Crew(size, limits, folder, guarded) as crew:
                mark(class_, crew, Store(args.out / "results", limits), args)
    return class_


def merge(args):
    """Join the shares of a class; nothing is run."""
    if args.out.resolve() in [folder.resolve() for folder in args.merge]:
        raise ValueError(say("merge into", out=str(args.out)))
    learners, class_ = parts.merge(args.merge)
    parts.begin(args.out, None)
    if class_.shown is not None:
        print(fences_text(class_.shown))
    tell(args.out, learners, class_)
    return 0


def _refuse_inside(submissions):
    """Refuse a start among the submissions: from there Python would import modules."""
    here, there = Path.cwd().resolve(), submissions.resolve()
    if there.is_dir() and here.is_relative_to(there):
        given = str(submissions)
        said = say("inside", submissions=given, here=str(here), there=str(there))
        raise ValueError(said)


def mark(class_, crew, store, args):
    """Take what an earlier run kept; run the others, and keep each result at once."""
    shown = class_.shown = crew.probe()
    held = sorted(shown - pool.UNSEEN)
    left = []  # (lesson, path, key)
    for number, path in sorted(class_.opened):
        key = store.key(number, path.read_bytes(), held)
        result = None if args.again else store.get(key)
        if result is None:
            left.append((number, path, key))
        else:
            class_.enter((number, path), result)
    if left and "signals" not in shown and not args.unfenced:
        raise ValueError(refusal(shown))
    print(fences_text(shown))
    _tell_known(len(class_.opened) - len(left), len(left))
    _run(left, class_, crew.mark(left, shown), store, args.out)


def _run(left, class_, results, store, out):
    """Take the results as they come, and keep each as soon as it is there."""
    with tqdm(total=len(left), unit=say("unit"), disable=not left) as bar:
        for (number, path, key), events in results:
            result = result_of(events)
            if is_whole(events):
                output.sign(out)
                store.put(key, result)
            class_.enter((number, path), result)
            bar.update()


def fences_text(shown):
    """Which fences a probe has shown to hold in this run, and which it has not."""
    held = [name for name in fences.NAMES if name in shown]
    missing = [name for name in fences.NAMES if name not in shown]
    lines = [say("held", names=", ".join(held) or say("no fence"))]
    lines += [say("not held", names=", ".join(missing))] if missing else []
    return "\n".join(lines)


def _tell_known(known, left):
    if known and left == 1:
        print(say("known", "one", known=known))
    elif known:
        print(say("known", "many", known=known, left=left))


def refusal(shown):
    """Why nothing is run, what it would mean to run it, and what to do."""
    missing = [name for name in fences.NAMES if name not in shown]
    return say("refusal", possible="; ".join(map(fences.meaning, missing)))


def tell(out, learners, class_):
    """Write marks.csv, class.html and feedback/, and print what there is to know."""
    class_.settle()
    by_learner = papers(learners, class_.results)
    output.sign(out)
    _write(out / "marks.csv", table(by_learner, class_.strays))
    _write(out / "class.html", report.class_page(by_learner, class_.problems))
    _write_feedback(out / "feedback", by_learner, class_.strays)
    for line in class_.problems:
        print(say("not opened", line=" ".join(line.split())))
    for line in several(by_learner):
        print(line)
    for learner, number in class_.lost:
        print(say("lost", learner=learner, number=number))
    marks, page, feedback = (
        str(out / n) for n in ("marks.csv", "class.html", "feedback")
    )
    print(say("done", marks=marks, page=page, feedback=feedback, count=len(learners)))


def _write_feedback(folder, by_learner, strays):
    """A page for each learner, and none for those who have gone."""
    names = {who: f"{name}.html" for who, name in file_names([*by_learner]).items()}
    for learner, its_papers in by_learner.items():
        own = [line for who, line in strays if who == learner]
        page = report.feedback_page(learner, its_papers, own)
        _write(folder / names[learner], page)
    output.remove_other_pages(folder, names.values())


def _write(path, text):
    files.write(path, as_bytes(text))
