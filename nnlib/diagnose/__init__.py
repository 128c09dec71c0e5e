"""The training doctor: it reads a finished run and asks you one question. Lesson 07.

    diagnose(history, net, loss, X, y)         # a Finding, to read

Begin with `signs`: what a sick run shows, one function for each sign, the surest first.
`run` measures what they ask about, `doctor` puts the first sign that it sees into
words, and `arguments` refuses what is no run.
"""

from .doctor import Finding, diagnose

__all__ = ["Finding", "diagnose"]
