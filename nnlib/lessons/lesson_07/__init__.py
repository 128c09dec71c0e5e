"""Lesson 07. The full training case."""

PANELS = ("playground",)
