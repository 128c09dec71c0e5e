"""Get a fresh copy of an exercise notebook; the old one is kept under today's date."""

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
        fresh = derive.exercise(notebook.read(lesson.notebook("solutions")))
        if notebook.same(path, fresh):
            print(say("untouched", name=path.name))
            continue
        if path.exists():
            print(say("kept", name=set_aside(path).name))
        notebook.write(path, fresh)
        print(say("fresh", name=path.name))
    return 0
