"""Is it right? If not, what is it that went wrong? One check for each exercise.

check("ex04-mse", mean_squared_error)      # one line, or what to look at
hint("ex04-mse")                           # a question; each call goes further
"""

from .bank import EXERCISES
from .checking import CheckFailed, check, hint

__all__ = ["check", "hint", "CheckFailed", "EXERCISES"]
