"""A question on the page: the browser shows it and says what the learner did."""

import pathlib

import anywidget
import traitlets

from nnlib.shared.words import Words

browser = Words(__file__, "browser")  # what the JavaScript of all cards says
HERE = pathlib.Path(__file__).parent


def script(name):
    """Return a module for the browser: what all cards share, and one of them."""
    # As text: given a path, anywidget would keep every widget for ever.
    files = (HERE / "common.js", HERE / f"{name}.js")
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


class Card(anywidget.AnyWidget):
    """Draws `spec`, which stays, and `state`, which changes; Python answers.

    `hears` names the messages that the browser may send, {"name": argument}; each is
    answered by the method of that name, which ends in `self.show(...)`.
    """

    _css = (HERE / "quiz.css").read_text(encoding="utf-8")

    spec = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    hears = ()

    def __init__(self, spec, plain="", **state):
        self.plain = plain
        spec = {**spec, "words": browser.read()}
        super().__init__(spec=spec, state={"note": "", **state})
        self.on_msg(self._answer)

    def show(self, **state):
        """Change some entries of the state, and send it even if nothing changed."""
        turn = self.state.get("turn", 0) + 1  # so that the browser knows of an answer
        self.state = {**self.state, **state, "turn": turn}

    def _answer(self, _, message, buffers):
        try:
            for name in self.hears:
                if name in message:
                    getattr(self, name)(message[name])
        except Exception as problem:  # a callback's traceback would be lost
            self.show(note=f"{type(problem).__name__}: {problem}")

    def _repr_mimebundle_(self, **options):
        """The live view, and beside it what stays in a saved notebook."""
        bundle = super()._repr_mimebundle_(**options)
        data = dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})
        return {**data, "text/plain": self.plain}

    def close(self):
        """Close the card and its layout."""
        layout = self.layout
        super().close()
        layout.close()
