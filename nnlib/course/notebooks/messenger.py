"""Between `check` and the kernel that runs a notebook: a language, and verdicts.

A verdict travels as data, never as a sentence: what the checker prints is in the
language of the notebook, and a notebook can print anything.
"""

from IPython.display import publish_display_data

from nnlib.check.checking import verdicts
from nnlib.shared.lines import wrapped
from nnlib.shared.words import language

KIND = "application/vnd.nnlib.verdicts+json"
# Cells to run in the kernel; they change no name of the learner's.
SPEAK = "__import__('nnlib.shared.words', fromlist=['*']).set_language({!r})"
SEND = f"__import__({__name__!r}, fromlist=['*']).send()"


def send():
    """Send the language that is spoken, and the verdicts since the last message."""
    told = {name: _told(verdict) for name, verdict in verdicts().items()}
    publish_display_data({KIND: {"language": language(), "verdicts": told}})


def _told(verdict):
    """A verdict as (outcome, lines); what is right has none, and "passed"."""
    if verdict is None:
        return "passed", []
    lines = [line for part in verdict.lines for line in wrapped(part).splitlines()]
    return verdict.outcome, lines


def received(outputs):
    """(language, exercise -> (outcome, lines)) as sent; (None, {}) if nothing came."""
    for output in outputs:
        if message := output.get("data", {}).get(KIND):
            return message["language"], message["verdicts"]
    return None, {}
