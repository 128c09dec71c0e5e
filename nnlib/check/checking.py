"""check() says what is wrong, hint() gives the next rung."""

from collections import Counter

from nnlib.shared.lines import wrapped

from .bank import find
from .verdict import judge
from .wording import entry, say

_failures, _rungs = Counter(), Counter()  # by exercise, as long as the kernel lives
_verdicts = {}  # by exercise, since `verdicts` was last called


class CheckFailed(AssertionError):  # noqa: N818 (a result, not a fault)
    """An attempt is not right yet.

    exercise      : its id
    outcome       : "not_attempted", "crashed", "wrong_form" or "wrong_value"
    misconception : the id of the mistake that was recognized, or None
    misconceptions: all ids that explain it; usually one
    hint          : what the learner is told
    """

    def __init__(self, exercise, verdict, lines):
        super().__init__("\n".join(lines))
        self.exercise, self.outcome = exercise, verdict.outcome
        self.misconceptions = verdict.misconceptions
        self.misconception = next(iter(verdict.misconceptions), None)
        self.hint = "\n".join(verdict.lines)

    def _render_traceback_(self):
        """What a notebook shows: no traceback, lines that fit."""
        return wrapped(str(self)).splitlines()


def check(exercise_id, attempt):
    """Print one fixed sentence if the attempt is right, or raise CheckFailed.

    exercise_id : such as "ex04-mse"
    attempt     : your function, class, number, array, list, or (name, function)

    Raises ValueError for an id that is not there.
    """
    __tracebackhide__ = True  # pytest shows the caller's line
    exercise = find("check", exercise_id)
    _verdicts[exercise_id] = verdict = judge(exercise, attempt)
    words = entry(exercise)
    if verdict is None:
        _failures[exercise_id] = 0
        print(wrapped(say("passed", title=words["title"], next=words["next"])))
        return
    _failures[exercise_id] += verdict.outcome != "not_attempted"
    outcome = say("outcome", verdict.outcome, title=words["title"])
    lines = [say("head", id=exercise_id, outcome=outcome), *verdict.lines]
    if _failures[exercise_id] >= 2:
        lines.append(say("hint", "waits", id=exercise_id))
    raise CheckFailed(exercise_id, verdict, lines) from None


def verdicts():
    """Return exercise -> Verdict, None if right, of the checks since the last call."""
    found = dict(_verdicts)
    _verdicts.clear()
    return found


def hint(exercise_id):
    """Print the next hint of an exercise; each call goes one rung further.

    Raises ValueError for an id that is not there.
    """
    exercise = find("hint", exercise_id)
    hints = entry(exercise)["hints"]
    rung = min(_rungs[exercise_id], len(hints) - 1)
    _rungs[exercise_id] = rung + 1
    print(say("hint", "head", rung=rung + 1, of=len(hints), id=exercise_id))
    print(wrapped(hints[rung]))
    if rung + 1 == len(hints):
        print(wrapped(say("hint", "last", lesson=exercise.lesson)))
