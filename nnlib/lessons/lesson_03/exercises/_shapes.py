"""Shapes for the tasks that say "any shape": two axes, one, three, and none."""

from nnlib.check.spec import SIZES

WITH_AXES = (*SIZES, (5,), (2, 3, 4))
ANY = (*WITH_AXES, ())
