"""What a prediction is answered with: a choice, numbers, or words of one's own."""

from . import data
from .quizzes import LETTERS
from .tracing import agrees, number


class Text:
    """Words of one's own: any will do."""

    kind = "text"

    def __init__(self, question, numbers):
        self.question, self.numbers = question, numbers

    @property
    def known(self):
        """Is there something to say after the look?"""
        return "answer" in self.question

    def spec(self):
        """Return what the browser needs to ask for it."""
        return {"text": self.question.get("text", "")}

    def problem(self, given):
        """Return what is missing in what the browser sent, or ""."""
        return "" if given.strip() else data.say("predict", "write first")

    def read(self, given):
        """Return what was said, and the words that it is shown in."""
        return given.strip(), data.say("quoted", text=given.strip())

    def reply(self, said):
        """Return the reply to what was said, and what is right if that was not it.

        said : as `read` returns it, or None if the question was skipped
        """
        return data.text_of(self.question.get("answer", ""))


class Choice(Text):
    """One of several options, by its place."""

    kind = "options"

    @property
    def known(self):
        return any(option.get("right") for option in self.question["options"])

    def spec(self):
        return {"options": [data.text_of(o["text"]) for o in self.question["options"]]}

    def problem(self, place):
        return data.say("predict", "choose first") if place is None else ""

    def read(self, place):
        return place, self._text(place)

    def reply(self, said):
        options = self.question["options"]
        right = [k for k, option in enumerate(options) if option.get("right")]
        parts = [] if said is None else [data.text_of(options[said]["reply"])]
        if right and said not in right:
            line = data.say("predict", "the answer", answer=self._text(right[0]))
            parts.append(f"{line} {data.text_of(options[right[0]]['reply'])}")
        return "\n".join(parts)

    def _text(self, place):
        text = data.text_of(self.question["options"][place]["text"])
        return f"{LETTERS[place]}. {text}"


class Numbers(Text):
    """A number in each field, compared with the true one, then with known slips."""

    kind = "fields"
    known = True

    def spec(self):
        return {"fields": self.question["fields"]}

    def problem(self, typed):
        for field, text in zip(self.question["fields"], typed, strict=True):
            if not text.strip():
                return data.say("predict", "number first", field=field)
            if number(text) is None:
                return data.say("no number", text=text.strip())
        return ""

    def read(self, typed):
        pairs = zip(self.question["fields"], typed, strict=True)
        shown = ", ".join(f"{field} = {text.strip()}" for field, text in pairs)
        return [number(text) for text in typed], f"{shown}."

    def reply(self, said):
        true, digits = self.numbers["answer"], self.question["digits"]
        if self._same(said, true):
            return data.text_of(self.question["right"])
        texts = ", ".join(data.number_text(value, f".{digits}f") for value in true)
        line = data.say("predict", "the answer", answer=f"{texts}.")
        line = f"{line} {data.text_of(self.question['other'])}"
        for name, values in self.numbers.get("slips", {}).items():
            if self._same(said, values):
                own = data.text_of(self.question["slips"][name]["reply"])
                return f"{own}\n{line}"
        return line

    def _same(self, said, values):
        pairs = zip(said or [], values, strict=False)
        near = (agrees(a, b, self.question["digits"]) for a, b in pairs)
        return bool(said) and all(near)


def of(question, numbers):
    """Return what answers a prediction, as the entries of the question show."""
    kinds = [kind for kind in (Choice, Numbers) if kind.kind in question]
    return (kinds or [Text])[0](question, numbers)
