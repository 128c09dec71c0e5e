"""Lesson 01. Neurons."""

PANELS = ("neuron",)
NAMES = (
    "identity",
    "relu",
)
