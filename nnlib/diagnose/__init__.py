"""The training doctor: it reads a finished run and asks you one question. Lesson 07.

    diagnose(history, net, loss, X, y)         # a Finding, to read

Begin with `signs`, which lists the stages in the order of cause: `data`, `structure`,
`start`, `gradients`, `rate`, `run`, `held_out`; each is a file of signs, one function
each. `measured` and `baselines` measure what they ask about, `doctor` puts the first
sign that it sees into words, and `arguments` refuses what is no run.
"""

from .doctor import Finding, diagnose

__all__ = ["Finding", "diagnose"]
