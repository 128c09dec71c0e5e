"""HTML by hand, where every text is escaped unless it is HTML already."""

import html
from pathlib import Path
from string import Template

from nnlib.shared.words import language

HERE = Path(__file__).parent
GENERATOR = "nnlib-grade"  # by which we know our own pages again


class Markup(str):
    """A piece of HTML, as opposed to a text."""


def element(name, *content, **attributes):
    """<name attribute="...">content</name>; `class_` is written class_."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{pairs}>{joined(content)}</{name}>")


def joined(content):
    """One piece of HTML from texts and pieces."""
    parts = [c if isinstance(c, Markup) else html.escape(str(c)) for c in content]
    return Markup("".join(parts))


def document(title, *content):
    """A page that needs no other file and no network, and runs no script."""
    frame = Template((HERE / "page.html").read_text(encoding="utf-8"))
    return frame.substitute(
        generator=GENERATOR,
        language=html.escape(language()),
        title=html.escape(title),
        style=(HERE / "style.css").read_text(encoding="utf-8"),
        main=element("main", element("h1", title), *content),
    )
