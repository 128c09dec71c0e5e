"""What the class got wrong: each mistake, how many made it, what to say."""

from dataclasses import dataclass

from nnlib.shared.words import Words

words = Words(__file__, "grading")
QUIET = ("passed", "not_handed_in")
SHORT = 4  # words of a question that needs the sentence before it


@dataclass
class Mistake:
    """One bar of the histogram."""

    key: tuple  # (misconception,) or (None, outcome)
    marks: list
    letter: str = ""

    @property
    def title(self):
        name = self.key[0]
        if name is None:
            return words.read("outcomes")[self.key[1]][1]
        return words.read("titles").get(name, name.replace("-", " "))

    @property
    def seen(self):
        """What the checker told the first learner who made it: its last sentence."""
        if self.key[1:] in (
            ("not_attempted",),
            ("ended",),
            ("lost",),
            ("not_checked",),
        ):
            return ""
        lines = [line for line in self.marks[0].lines if line.strip()]
        return (lines[-1] if self.key[0] else " ".join(lines[:1])) if lines else ""

    @property
    def say(self):
        """One line for the instructor: how many have it, and the question to ask."""
        count = len(self.marks)
        question = question_in(self.seen) or question_in(
            " ".join(self.marks[0].task.words["hints"])
        )
        if self.key == (None, "not_attempted"):
            return words("class", "begin", count=count, question=question)
        if count == 1:
            return words("class", "one", question=question)
        return words("class", "many", count=count, question=question)


def mistakes(marks):
    """The mistakes in the marks of one exercise, the commonest first, with letters."""
    groups = {}
    for mark in marks:
        if mark.outcome not in QUIET:
            named = mark.misconceptions[:1]
            key = named or (None, mark.outcome)
            groups.setdefault(key, []).append(mark)
    found = [Mistake(key, group) for key, group in groups.items()]
    found.sort(key=lambda one: (-len(one.marks), one.title))
    named = [one for one in found if one.key[0]]
    for place, one in enumerate(named):
        one.letter = chr(ord("A") + place) if place < 26 else "*"
    return found


def question_in(sentences):
    """The first question of a text, and what leads to it if it is short; or ""."""
    before, mark, _ = sentences.replace("\n", " ").partition("?")
    if not mark:
        return ""
    said = before.split(". ")
    short = len(said[-1].split()) < SHORT
    return ". ".join(said[-2:] if short else said[-1:]).strip() + "?"
