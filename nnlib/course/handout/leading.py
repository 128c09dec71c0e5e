"""How to lead a lesson: what the instructor's page says beside the notebook.

One file per lesson and language, `lesson_04/words/en/leading.json`:

    minutes  in class, all in all
    bring    what to have in the room
    plan     rows {"at": id of the cell where it begins, "minutes": …, "do": …}
    votes    question -> {"expect": of ten votes, for each option; "ask": for each
             option a question back, "" for the right one}
    board    the lines of a sketch
    stuck    rows {"sign": what you hear or see, "rescue": one line to say}
    cut      rows {"minutes": saved, "what": …}, the first to go first
    door     what to end on

The votes are what we expect, nobody has counted them. Everything else on the page comes
from the lesson, its questions, and its exercises.
"""

from nnlib.course.notebooks.lesson import find, lessons
from nnlib.shared.words import Words

say = Words(__file__, "handout")  # what all pages say themselves


def leading(number):
    """What is known about leading a lesson such as "04"."""
    found = find(number).words("leading")
    if not found:
        known = [name for name, one in lessons().items() if one.words("leading")]
        file = f"nnlib/lessons/lesson_{number}/words/en/leading.json"
        listed = ", ".join(known)
        raise ValueError(say("no sheet", known=listed, number=repr(number), file=file))
    return found


def title(front):
    """The title of the page for a lesson with this front matter."""
    return say("title", number=front.number, question=front.title)
