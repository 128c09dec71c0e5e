"""Say what you expect before you look; then the panel opens."""

import ipywidgets

from nnlib.shared import cells

from . import answers, data, record
from .card import Card, script
from .quizzes import plain_text


def predict(name, show=None):
    """Ask for a prediction, and then open what shows the answer.

        predict("01-predict", show=nnlib.explore.neuron)

    show : a function that makes a widget, or a widget; it stays covered until you have
           committed to an answer, or asked to see it anyway

    Returns the widget. Raises ValueError, with the nearest name, if there is no such
    prediction, and TypeError if `show` gives no widget.
    """
    question = data.find("predict", name)
    shown = show() if callable(show) else show
    if shown is not None and not isinstance(shown, ipywidgets.Widget):
        raise TypeError(data.error("no widget", came=type(shown).__name__))
    widget = Prediction(question, data.values(name), shown, own=callable(show))
    cells.adopt(widget)
    return widget


class Prediction(ipywidgets.VBox):
    """The question, what is covered, and what is asked after it was looked at."""

    def __init__(self, question, numbers, shown, own):
        self.question, self.answers = question, answers.of(question, numbers)
        self.said, self.skipped, self.shown, self.own = None, False, shown, own
        self.asking = Asking(self, shown is not None)
        self.asking.show(earlier=record.earlier(question["id"]))
        self.cover = ipywidgets.VBox([] if shown is None else [shown])
        self.looking = Looking(self)
        super().__init__([self.asking, self.cover, self.looking])
        for part in (self.cover, self.looking):
            part.layout.display = "none"

    def commit(self, answer, text):
        """Take an answer and the words it is shown in; None for skipped. Uncover."""
        if self.asking.state["open"]:
            return
        self.said, self.skipped = answer, answer is None
        key = "skipped" if self.skipped else "said"
        line = data.say("commitment", key, answer=text)
        problem = record.add(self.question["id"], text, self.skipped)
        self.asking.show(open=True, said=line, note=problem)
        self.looking.show(line=f"{line} {data.say('predict', 'what did you see')}")
        self.cover.layout.display = self.looking.layout.display = None

    def reply(self):
        """Return the reply to what was said, and what is right if that was not it."""
        return self.answers.reply(self.said)

    def _repr_mimebundle_(self, **options):
        """The live view; for a saved notebook the question and the covered picture."""
        bundle = dict(super()._repr_mimebundle_(**options) or {})
        bundle["text/plain"] = self.asking.plain
        if self.shown is None:
            return bundle
        own = self.shown._repr_mimebundle_(**options) or {}
        data_, metadata = own if isinstance(own, tuple) else (own, {})
        if "image/png" not in data_:
            return bundle
        bundle["image/png"] = data_["image/png"]
        bundle["text/plain"] += f"\n\n{data_.get('text/plain', '')}"
        kept = {kind: metadata[kind] for kind in ("image/png",) if kind in metadata}
        return bundle, kept

    def close(self):
        """Close every part, and what is covered if it was made here."""
        if self.own and self.shown is not None:
            self.shown.close()
        self.cover.children = ()
        for widget in (self.asking, self.looking):
            widget.close()
        for layout, close in (
            (self.cover.layout, self.cover.close),
            (self.layout, super().close),
        ):
            close()
            layout.close()


class Asking(Card):
    """The question with its options, numbers or free text, and two buttons."""

    _esm = script("predict")
    hears = ("commit", "skip")

    def __init__(self, prediction, covers):
        self.prediction, self.answers = prediction, prediction.answers
        question = prediction.question
        title = question.get("title", data.say("predict", "title"))
        spec = {"title": title, "ask": data.text_of(question["ask"]), "covers": covers}
        spec |= {"kind": self.answers.kind, "options": [], "fields": []}
        spec |= self.answers.spec()
        plain = plain_text(title, [spec])
        plain += "".join(f"\n   {field} = …" for field in spec["fields"])
        super().__init__(spec, plain, open=False, said="", earlier="")

    def commit(self, answer):
        """Take what was chosen or typed, if there is something."""
        problem = self.answers.problem(answer)
        if problem:
            self.show(note=problem)
        else:
            self.prediction.commit(*self.answers.read(answer))

    def skip(self, _):
        """Open without an answer, and remember that."""
        self.prediction.commit(None, "")


class Looking(Card):
    """After the look: what you said, a question, and the answer behind a button."""

    _esm = script("look")
    hears = ("reveal",)

    def __init__(self, prediction):
        self.prediction = prediction
        spec = {"known": prediction.answers.known}
        super().__init__(spec, line="", answer="")

    def reveal(self, _):
        """Show the reply to what was said."""
        self.show(answer=self.prediction.reply())
