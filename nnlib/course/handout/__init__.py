"""What a class needs for a lesson.

copies.py makes the learner's copy and the skeleton, slides.py the slides, sheet.py with
leading.py the run sheet, and pages.py turns Markdown, formulas and cells into HTML that
needs no network. Begin with `make` below; the command `handout` saves what it returns.
"""

import nbformat

from nnlib.course.notebooks import lesson, notebook
from nnlib.shared.words import Words

say = Words(__file__, "handout")
KINDS = {  # each kind, and what its file's name ends in
    "learner": ".ipynb",
    "skeleton": ".ipynb",
    "slides": ".html",
    "print": ".html",
    "instructor": ".html",
}


def make(path, kind):
    """The notebook, or the HTML text, of one kind for the lesson at `path`."""
    from . import copies, leading

    nb = notebook.read(path)
    if KINDS[kind] == ".ipynb":
        return getattr(copies, kind)(nb)
    try:
        from . import pages, sheet, slides
    except ModuleNotFoundError as error:
        command = 'python -m pip install -e ".[class]"'
        said = say("no package", name=error.name, command=command)
        raise ValueError(said) from None
    front = lesson.front_matter(path)
    paper = nbformat.from_dict({**nb, "cells": copies.handed_out(nb)})
    title = f"{front.number} · {front.title}"
    makers = {
        "slides": lambda: slides.slides(nb, title),
        "print": lambda: pages.page(title, pages.cells(paper), "paper.css"),
        "instructor": lambda: pages.page(
            leading.title(front), sheet.sheet(nb, front), "paper.css", "sheet.css"
        ),
    }
    return makers[kind]()
