"""Say what you expect, then look: questions that answer you, one file for each lesson.

    predict("07-puzzle")                # commit to a prediction, then see
    quiz("07-recall")                   # each wrong option has its own reply
    order_lines("07-loop")              # a program whose lines got mixed up
    trace("06-steps")                   # fill in the numbers, step by step
    keep()                              # keep your predictions in a file beside you

Each shows one widget; in a saved notebook it is the question as plain text. Begin with
`data`, which finds a question and its numbers, then `card`, which the browser shows and
Python answers. Each kind of question is one file, and one of JavaScript: `predictions`
(with `answers`), `quizzes`, `ordering`, `tracing`. `record` keeps what you said.
"""

from nnlib.shared.words import set_language

from .ordering import order_lines
from .predictions import predict
from .quizzes import quiz
from .record import forget, keep
from .tracing import trace

__all__ = [
    "predict",
    "quiz",
    "order_lines",
    "trace",
    "keep",
    "forget",
    "set_language",
]
