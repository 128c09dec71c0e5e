"""Make what a class needs for a lesson: copies, slides, a print version, a run sheet.

For each lesson five files, each complete in itself and readable without a network:

    NN_name_learner.ipynb    the lesson without the instructor's cells and outputs
    NN_name_skeleton.ipynb   headings and empty cells, to be filled live
    NN_name_slides.html      for the wall; the key S opens your notes, ? lists the keys
    NN_name_print.html       all of it, for paper: the browser prints it, or saves a PDF
    NN_name_instructor.html  your page: minutes, votes, board, rescues, what to cut

Pages are made anew each time. A notebook that somebody has worked in is kept under
today's date.
"""

from pathlib import Path

from nnlib.course.handout import KINDS, make
from nnlib.course.notebooks import lesson, notebook
from nnlib.shared import files
from nnlib.shared.words import Words

say = Words(__file__, "handout")


def add_arguments(parser):
    parser.add_argument("lessons", nargs="*", help="lessons such as 04; none is all")
    parser.add_argument(
        "-o", "--to", type=Path, default=Path("handouts"), help="folder"
    )
    parser.add_argument("--only", nargs="+", choices=list(KINDS), default=KINDS)


def run(args):
    for path in map(path_of, args.lessons or lesson.lessons()):
        for kind in args.only:
            print(save(path, kind, args.to))
    return 0


def path_of(name):
    """The path that an instructor means by "04", "04_loss" or a file name."""
    return Path(name) if Path(name).suffix == ".ipynb" else lesson.find(name).notebook()


def save(path, kind, folder):
    """Make one file of a lesson and return its path; no work in a notebook is lost."""
    target = Path(folder) / f"{path.stem}_{kind}{KINDS[kind]}"
    made = make(path, kind)
    if isinstance(made, str):
        files.write(target, made.encode())
        return target
    if target.exists() and not notebook.same(target, made):
        print(say("kept", name=files.set_aside(target).name))
    notebook.write(target, made)
    return target
