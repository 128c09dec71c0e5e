"""HTML by hand, where every text is escaped unless it is HTML already."""

import html
from pathlib import Path

from nnlib.shared.words import entries, filled, language

HERE = Path(__file__).parent


class Markup(str):
    """A piece of HTML, as opposed to a text."""


def words(part):
    """What the pages say: "outcomes", "titles", "class" or "feedback"."""
    return entries(HERE, "grading")[part]


def text(template, **numbers):
    """A sentence of words.json with its numbers and names filled in."""
    return filled(template, numbers)


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
    style = (HERE / "style.css").read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{style}</style>"
    )
    body = element("main", element("h1", title), *content)
    spoken = html.escape(language())
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken}"><head>{head}</head>'
        f"<body>{body}</body></html>\n"
    )
