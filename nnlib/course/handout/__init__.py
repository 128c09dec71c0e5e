"""What a class needs for a lesson.

copies.py makes the learner's copy and the skeleton, slides.py the slides, sheet.py with
leading.py the run sheet, and pages.py turns Markdown, formulas and cells into HTML that
needs no network. Begin with `make` below; the command `handout` saves what it returns.
"""

from nnlib.course.notebooks import lesson, notebook
from nnlib.shared.words import Words

say = Words(__file__, "handout")
KINDS = ("learner", "skeleton", "slides", "print", "instructor")


def make(path, kind):
    """The notebook, or the HTML text, of one kind for the lesson at `path`."""
    from . import copies, leading

    nb = notebook.read(path)
    if kind in ("learner", "skeleton"):
        return getattr(copies, kind)(nb)
    try:
        from . import pages, sheet, slides
    except ModuleNotFoundError as error:
        command = 'python -m pip install -e ".[class]"'
        said = say("no package", name=error.name, command=command)
        raise ValueError(said) from None
    front = lesson.front_matter(path)
    title = f"{front.number} · {front.title}"
    if kind == "slides":
        return slides.slides(nb, title)
    if kind == "instructor":
        body = sheet.sheet(nb, front)
        return pages.page(leading.title(front), body, "paper.css", "sheet.css")
    nb["cells"] = copies.handed_out(nb)
    return pages.page(title, pages.cells(nb), "paper.css")
