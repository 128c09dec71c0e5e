"""Lesson 02. Networks."""

PANELS = ("layers",)
NAMES = (
    "Layer",
    "Dense",
    "Network",
    "count_parameters",
)
