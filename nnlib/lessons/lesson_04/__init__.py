"""Lesson 04. Loss."""

PANELS = ("loss",)
NAMES = (
    "mean_squared_error",
    "binary_cross_entropy",
    "cross_entropy",
    "one_hot",
    "numerical_gradient",
)
