"""Say what you expect before you look; then the panel opens."""

import ipywidgets

from nnlib.shared import cells

from . import data, record
from .card import Card, script
from .quizzes import LETTERS, plain_text
from .tracing import agrees, number


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
        raise TypeError(
            f"predict expects show to be a function that makes a widget, got one that "
            f"makes {type(shown).__name__}; try show=nnlib.explore.playground"
        )
    widget = Prediction(question, data.values(name), shown, own=callable(show))
    cells.adopt(widget)
    return widget


class Prediction(ipywidgets.VBox):
    """The question, what is covered, and what is asked after it was looked at."""

    def __init__(self, question, numbers, shown, own):
        self.question, self.numbers, self.words = question, numbers, data.words()
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
        line = self.words[key].format(answer=text)
        problem = record.add(self.question["id"], text, self.skipped)
        self.asking.show(open=True, said=line, note=problem)
        self.looking.show(line=f"{line} {self.words['what did you see']}")
        self.cover.layout.display = self.looking.layout.display = None

    def answer(self):
        """Return the reply to what was said, and what is right if that was not it."""
        if "options" in self.question:
            return self._of_options(self.question["options"])
        if "fields" in self.question:
            return self._of_numbers()
        return data.text_of(self.question.get("answer", ""))

    def _of_options(self, options):
        right = [k for k, option in enumerate(options) if option.get("right")]
        replies = [data.text_of(option["reply"]) for option in options]
        parts = []
        if self.said is not None:
            parts.append(replies[self.said])
        if right and self.said not in right:
            text = f"{LETTERS[right[0]]}. {data.text_of(options[right[0]]['text'])}"
            line = self.words["the answer"].format(answer=text)
            parts.append(f"{line} {replies[right[0]]}")
        return "\n".join(parts)

    def _of_numbers(self):
        """Compare typed numbers with the true ones, then with known slips."""
        true, digits = self.numbers["answer"], self.question["digits"]

        def same(values):
            pairs = zip(self.said or [], values, strict=False)
            return bool(self.said) and all(agrees(a, b, digits) for a, b in pairs)

        if same(true):
            return data.text_of(self.question["right"])
        texts = [data.number_text(value, f".{digits}f") for value in true]
        line = self.words["the answer"].format(answer=", ".join(texts) + ".")
        for name, values in self.numbers.get("slips", {}).items():
            if same(values):
                own = data.text_of(self.question["slips"][name]["reply"])
                return f"{own}\n{line} {data.text_of(self.question['other'])}"
        return f"{line} {data.text_of(self.question['other'])}"

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
        self.prediction, self.words = prediction, prediction.words
        question = self.question = prediction.question
        ask = data.text_of(question["ask"])
        options = [data.text_of(o["text"]) for o in question.get("options", [])]
        title = question.get("title", self.words["predict"])
        spec = {"title": title, "ask": ask, "options": options, "covers": covers}
        spec |= {"fields": question.get("fields", []), "words": self.words}
        spec |= {"text": question.get("text", "")}
        plain = plain_text(title, [{"ask": ask, "options": options}])
        plain += "".join(f"\n   {field} = …" for field in spec["fields"])
        super().__init__(spec, plain, open=False, said="", earlier="")

    def commit(self, answer):
        """Take what was chosen or typed, if there is something."""
        if "options" in self.question:
            self._commit_option(answer)
        elif "fields" in self.question:
            self._commit_numbers(answer)
        elif answer.strip():
            self.prediction.commit(answer.strip(), f"“{answer.strip()}”")
        else:
            self.show(note=self.words["write first"])

    def _commit_option(self, place):
        if place is None:
            self.show(note=self.words["choose first"])
            return
        text = data.text_of(self.question["options"][place]["text"])
        self.prediction.commit(place, f"{LETTERS[place]}. {text}")

    def _commit_numbers(self, typed):
        values = [number(text) for text in typed]
        for label, text, value in zip(
            self.question["fields"], typed, values, strict=True
        ):
            if value is None:
                key = "no number" if text.strip() else "number first"
                self.show(note=self.words[key].format(text=text.strip(), field=label))
                return
        pairs = zip(self.question["fields"], typed, strict=True)
        said = ", ".join(f"{label} = {text.strip()}" for label, text in pairs)
        self.prediction.commit(values, f"{said}.")

    def skip(self, _):
        """Open without an answer, and remember that."""
        self.prediction.commit(None, "")


class Looking(Card):
    """After the look: what you said, a question, and the answer behind a button."""

    _esm = script("look")
    hears = ("reveal",)

    def __init__(self, prediction):
        self.prediction = prediction
        question = prediction.question
        known = "fields" in question or "answer" in question
        known = known or any(o.get("right") for o in question.get("options", []))
        spec = {"known": known, "words": prediction.words}
        super().__init__(spec, line="", answer="")

    def reveal(self, _):
        """Show the reply to what was said."""
        self.show(answer=self.prediction.answer())
