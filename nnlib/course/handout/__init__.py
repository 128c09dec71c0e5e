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

from nnlib.course.commands import reset, syllabus
from nnlib.course.notebooks import judging, notebook

KINDS = ("learner", "skeleton", "slides", "print", "instructor")


def add_arguments(parser):
    parser.add_argument("lessons", nargs="*", help="lessons such as 04; none is all")
    parser.add_argument(
        "-o", "--to", type=Path, default=Path("handouts"), help="folder"
    )
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS)


def run(args):
    for path in map(found, args.lessons or sorted(lessons())):
        for kind in args.only:
            print(written(path, kind, args.to))
    return 0


def lessons():
    """number -> path of each lesson."""
    folder = judging.ROOT / "lessons"
    return {path.name[:2]: path for path in folder.glob("[0-9][0-9]_*.ipynb")}


def found(name):
    """The path that an instructor means by "04", "04_loss" or a file name."""
    if Path(name).suffix == ".ipynb":
        return Path(name)
    if str(name)[:2] in lessons():
        return lessons()[str(name)[:2]]
    listed = ", ".join(sorted(lessons()))
    raise ValueError(f"expects a lesson, {listed}, or a notebook; got {name!r}")


def written(path, kind, folder):
    """Make one file of a lesson and return its path; no work in a notebook is lost."""
    kind_of = ".ipynb" if kind in ("learner", "skeleton") else ".html"
    target = Path(folder) / f"{path.stem}_{kind}{kind_of}"
    made = make(path, kind)
    if kind_of == ".html":
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(made, encoding="utf-8", newline="\n")
        return target
    if target.exists() and target.read_text("utf-8") != notebook.dumps(made):
        print(f"kept the old one as {reset.set_aside(target).name}")
    notebook.write(target, made)
    return target


def make(path, kind):
    """The notebook, or the HTML text, of one kind for the lesson at `path`."""
    from . import copies

    lesson = notebook.read(path)
    if kind in ("learner", "skeleton"):
        return getattr(copies, kind)(lesson)
    try:
        from . import pages, sheet, slides
    except ModuleNotFoundError as error:
        raise ValueError(
            f"expects the packages of the extra [class] for HTML, got none named "
            f'{error.name}; type: python -m pip install -e ".[class]"'
        ) from None
    front = syllabus.read(path)
    title = f"{front.number} · {front.question}"
    if kind == "slides":
        return slides.slides(lesson, title)
    if kind == "instructor":
        return pages.page(
            f"Leading {title}", sheet.sheet(lesson, front), "paper.css", "sheet.css"
        )
    lesson["cells"] = copies.handed_out(lesson)
    return pages.page(title, pages.cells(lesson), "paper.css")
