"""Lesson 06. Gradient descent."""

PANELS = ("descent",)
