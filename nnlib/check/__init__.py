"""Is it right? If not, what is it that went wrong? One check for each exercise.

    check("ex04-mse", mean_squared_error)      # one line, or what to look at
    hint("ex04-mse")                           # a question; each call goes further

Begin with `spec`: what an exercise is, and how to write one. `verdict` judges an
attempt: `trial` runs it, `compare` and `look` set it beside the reference, `matching`
asks which known mistake does the same; failing that, `crashes`, `form`, `scope` and
`values` say what they see, in the sentences of `wording`. `proof` shows that it works.
"""

from .bank import EXERCISES
from .checking import CheckFailed, check, hint

__all__ = ["check", "hint", "CheckFailed", "EXERCISES"]
