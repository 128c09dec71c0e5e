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

import pathlib

from nnlib.course.notebooks.lesson import find, lessons
from nnlib.shared.words import entries

HERE = pathlib.Path(__file__).parent


def leading(number):
    """What is known about leading a lesson such as "04"."""
    found = find(number).words("leading")
    if not found:
        known = [name for name, one in lessons().items() if one.words("leading")]
        raise ValueError(
            f"expects a lesson with a run sheet, {', '.join(known)}; got {number!r}; "
            f"write nnlib/lessons/lesson_{number}/words/en/leading.json for it"
        )
    return found


def words():
    """What the page itself says: its headings."""
    return entries(HERE, "leading")
