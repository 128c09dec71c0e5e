"""Lesson 08. Digits."""

PANELS = ("digits",)
NAMES = (
    "load_digits",
    "load_mnist",
    "Dropout",
    "confusion_matrix",
    "log_loss",
)
