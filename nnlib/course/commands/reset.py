"""Get a fresh copy of an exercise notebook; the old one is kept under today's date.

Whatever stands in its place is moved aside byte for byte, and never read as a notebook.
"""

from nnlib.course.notebooks import derive, notebook
from nnlib.course.notebooks.lesson import find
from nnlib.shared.files import set_aside
from nnlib.shared.words import Words

say = Words(__file__, "reset")


def add_arguments(parser):
    parser.add_argument("lessons", nargs="+", help="lessons such as 04")


def run(args):
    for lesson in [find(name, "solutions") for name in args.lessons]:
        path = lesson.notebook("exercises")
        if path.is_dir():
            raise ValueError(say("folder", path=str(path)))
        fresh = derive.exercise(notebook.read(lesson.notebook("solutions")))
        if notebook.same(path, fresh):
            print(say("untouched", name=path.name))
            continue
        if path.exists():
            kept = _copy_of(path) or set_aside(path)
            print(say("kept", name=kept.name))
        notebook.write(path, fresh)
        print(say("fresh", name=path.name))
    return 0


def _copy_of(path):
    """A copy of the file that an earlier try has kept, or None."""
    raw = path.read_bytes()
    copies = sorted(path.parent.glob(f"{path.stem}_????-??-??*{path.suffix}"))
    return next((c for c in copies if c.is_file() and c.read_bytes() == raw), None)
