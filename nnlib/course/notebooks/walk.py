"""From cell to cell of a notebook: what `check`, `grade` and pytest judge by."""

from nnlib.shared.words import Words

from .mending import Surroundings

say = Words(__file__, "notebooks")
TRIES = 5  # Pythons that one notebook may end
OWN = ("NotImplementedError", "OutOfTime")  # errors for which no other cell is to blame


class Sentence(str):
    """Why a cell did not run, where that is no error of Python's."""


def walk(steps, names, run, check, stopped, without=()):
    """Yield what happens, as dicts: the number of each step, then what it came to.

    steps   : of `judging.steps`
    names   : the names of the notebook
    run     : run(source) gives the error that ended a cell, or None
    check   : check(step) gives what a check came to, as a dict
    stopped : is filled with cell id -> error, for `check` to read
    without : (number, "ended" or "hung") of the steps that are left out: each has ended
              its Python, or had to be ended, in an earlier run
    """
    around, left_out, replaced = Surroundings(names), dict(without), []
    for number, step in enumerate(steps):
        yield {"step": number}
        around.restore()
        replaced += around.replaced
        if number in left_out:
            yield from _left_out(step, left_out[number], stopped)
        elif step.problem:
            stopped.setdefault(step.id, Sentence(step.problem))
        elif step.check:
            came = _checked(step, check, around)
            replaced += came.get("replaced", [])
            yield {"check": step.check, **came, "replaced": replaced[:5]}
            replaced = []
        elif step.given:
            with around.remembered():
                error = run(step.source)
            if error and step.edited:
                yield {"cell": step.id, "error": error}
        elif error := _ran(step, run, around):
            stopped[step.id] = error
            yield {"cell": step.id, "error": error}
        else:
            stopped.pop(step.id, None)
    yield {"done": True}


def _left_out(step, why, stopped):
    sentence = Sentence(say("left out", why, id=step.id))
    if step.check:
        lost = {"outcome": "crashed", "misconceptions": [], "lines": [sentence]}
        yield {"check": step.check, **lost}
    else:
        stopped[step.id] = sentence
        yield {"cell": step.id, "error": say("ends", why)}


def _ran(step, run, around):
    """The error of a learner's cell; where another one is to blame, it runs again."""
    error = run(step.source)
    if error and not error.startswith(OWN):
        with around.as_given() as different:
            if different and run(step.source) is None:
                return None
    return error


def _checked(step, check, around):
    """What a check came to; where another cell is to blame, it runs again."""
    first = check(step)
    if first.get("outcome") in ("passed", "not_attempted", "out_of_time"):
        return first
    with around.as_given() as different:
        again = check(step) if different else first
    return again if again.get("outcome") == "passed" else first


def resumed(start):
    """Yield the events of a run; where its Python ends, of another without that step.

    start : start(without) begins a run and yields its events; one of {"hung": True}
            tells that it had to be ended
    """
    without = []
    for _ in range(TRIES):
        last = without[-1][0] if without else -1
        at, why, heard = -1, "ended", not without
        for event in start(without):
            at = event.get("step", at)
            heard = heard or at >= last
            why = "hung" if "hung" in event else why
            if heard or "stopped" in event:
                yield event
            if "done" in event or "stopped" in event:
                return
        if at < 0 or at <= last:
            return
        without = [*without, (at, why)]
