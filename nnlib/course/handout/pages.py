"""Turn Markdown, formulas and cells into HTML that needs no network and no script."""

import functools
import html
import re
from pathlib import Path

from jinja2 import pass_context
from math_core import LatexError, LatexToMathML
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from nnlib.shared.words import Words, language

say = Words(__file__, "handout")
HERE = Path(__file__).parent
TAG = re.compile(r"\\tag\{([^}]*)\}")
WEB = ("http://", "https://")


def page(title, body, *styles, head=""):
    """A whole HTML file. styles : names of CSS files beside this module."""
    css = "\n".join((HERE / name).read_text(encoding="utf-8") for name in styles)
    return (
        f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{css}\n</style>\n{head}"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def markdown(text):
    """Markdown as HTML: formulas as MathML, links to files of the course as text."""
    return MarkdownWithMath(renderer=_Renderer(escape=False)).render(text)


def formula(latex):
    """A displayed formula with its number; its parts may stand below each other."""
    number = TAG.search(latex)
    parts = [mathml(part, True) for part in _parts(TAG.sub("", latex))]
    label = f'<span class="number">({number[1]})</span>' if number else ""
    return f'<span class="formula"><span>{" ".join(parts)}</span>{label}</span>'


def mathml(latex, display=False):
    """MathML of a formula. Raises ValueError if it can't be translated."""
    try:
        return LatexToMathML().convert_with_local_state(
            latex.strip(), displaystyle=display
        )
    except LatexError as error:
        said = say("no formula", got=repr(latex.strip()), error=str(error))
        raise ValueError(said) from None


def _parts(latex):
    """Cut a formula at each \\qquad that stands outside of braces and environments."""
    parts, depth = [""], 0
    for piece in re.split(r"(\\qquad|\\begin|\\end|[{}])", latex):
        depth += {"{": 1, "\\begin": 1, "}": -1, "\\end": -1}.get(piece, 0)
        if piece == "\\qquad" and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return [part for part in parts if part.strip()]


class _Renderer(IPythonRenderer):
    """Formulas as MathML, plain headings, and links that lead somewhere."""

    def block_math(self, body):
        return formula(body)

    def inline_math(self, body):
        return mathml(body)

    def heading(self, text, level, **attrs):
        return f"<h{level}>{text}</h{level}>\n"

    def link(self, text, url, title=None):
        return super().link(text, url, title) if url.startswith(WEB) else text


class _Exporter(HTMLExporter):
    """Cells as HTML in nbconvert's plain form, with our Markdown."""

    @pass_context
    def markdown2html(self, context, source):
        return markdown(source)


def cells(nb, **options):
    """The cells of a notebook as HTML, such as `cells(nb, exclude_input=True)`."""
    return _exporter(**options).from_notebook_node(nb)[0].replace("&#182;", "")


@functools.lru_cache
def _exporter(**options):
    return _Exporter(template_name="basic", **options)
