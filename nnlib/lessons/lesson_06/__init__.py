"""Lesson 06. Gradient descent."""

PANELS = ("descent",)
NAMES = (
    "SGD",
    "Momentum",
    "Nesterov",
    "RMSProp",
    "Adam",
    "batches",
)
