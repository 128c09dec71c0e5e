"""The picture on the page, with its words for everybody who does not see it."""

import pathlib

import anywidget
import traitlets

HERE = pathlib.Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """A PNG with alt text, a status line, goals, and pointer events.

    The browser sends {"ratio": device pixels per CSS pixel} when it is not what it was,
    {"pointer": "down", "move" or "up", "x", "y"} in fractions of the picture when
    `pointer` is true, and {"key": name} for the names in `taken_keys`. After a pointer
    event it waits for {"ready": true}, and of the moves in the meantime it sends only
    the last.
    """

    # As text: given a path, anywidget would keep every widget for ever.
    _esm = (HERE / "picture.js").read_text(encoding="utf-8")
    _css = (HERE / "explore.css").read_text(encoding="utf-8")

    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    goals = traitlets.List().tag(sync=True)  # [text, reached] for each
    code = traitlets.Unicode().tag(sync=True)  # shown below, to be copied
    page = traitlets.Dict().tag(sync=True)  # what the browser says
    size = traitlets.List().tag(sync=True)  # width, height in CSS pixels
    pointer = traitlets.Bool(False).tag(sync=True)
    taken_keys = traitlets.List().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)  # what the keys are for
