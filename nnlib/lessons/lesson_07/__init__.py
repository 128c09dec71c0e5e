"""Lesson 07. The full training case."""

PANELS = ("playground",)
NAMES = (
    "positive_sum",
    "blobs",
    "circle",
    "xor",
    "moons",
    "spirals",
    "normal",
    "xavier",
    "he",
    "zeros",
    "constant",
    "Epoch",
    "train",
    "fit",
    "accuracy",
)
