"""Questions with options: whichever you choose, the reply is about that one."""

from nnlib.shared import cells

from . import data
from .card import Card, script

LETTERS = "ABCDEFGH"


def quiz(name):
    """Show some questions with options, such as quiz("07-recall").

    Each option has its own reply, which comes at once; you may choose again. Returns
    the widget. Raises ValueError, with the nearest name, if there is no such quiz.
    """
    question = data.find("quiz", name)
    card = Quiz(question)
    cells.adopt(card)
    return card


class Quiz(Card):
    """Several questions; `chosen` holds the place of the last choice in each."""

    _esm = script("choose")
    hears = ("choose",)

    def __init__(self, question):
        self.items = question["questions"]
        spec = {"title": question["title"], "items": list(map(_shown, self.items))}
        plain = plain_text(spec["title"], spec["items"])
        state = {"summary": data.say("summary", "none")}
        for name, value in (("chosen", None), ("replies", ""), ("done", False)):
            state[name] = [value] * len(self.items)
        super().__init__(spec, plain, **state)

    def choose(self, pair):
        """Take option `pair[1]` of question `pair[0]`, and reply to it."""
        place, option = pair
        picked = self.items[place]["options"][option]
        chosen, replies, done = (
            list(self.state[name]) for name in ("chosen", "replies", "done")
        )
        chosen[place], replies[place] = option, data.text_of(picked["reply"])
        done[place] = picked.get("right", False)
        summary = self._summary(done)
        self.show(chosen=chosen, replies=replies, done=done, summary=summary, note="")

    def _summary(self, done):
        """Say which questions are answered: a list, not a mark."""
        open_ones = [str(k + 1) for k, right in enumerate(done) if not right]
        answered = [str(k + 1) for k, right in enumerate(done) if right]
        key = "none" if not answered else "some" if open_ones else "all"
        answered, open_ones = ", ".join(answered), ", ".join(open_ones)
        return data.say("summary", key, answered=answered, open=open_ones)


def _shown(item):
    """What the browser shows of a question."""
    options = [data.text_of(option["text"]) for option in item["options"]]
    return {"ask": data.text_of(item["ask"]), "options": options}


def plain_text(title, items):
    """Return questions and options as a saved notebook and a test print them."""
    lines = [title]
    for k, item in enumerate(items, 1):
        number = f"{k}. " if len(items) > 1 else ""
        lines += ["", data.in_lines(number + item["ask"])]
        lines += [
            data.in_lines(f"   {letter}. {text}", "      ")
            for letter, text in zip(LETTERS, item["options"], strict=False)
        ]
    return "\n".join(lines)
