"""Lesson 05. Backpropagation."""

PANELS = ("backprop",)
