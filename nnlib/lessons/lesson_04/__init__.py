"""Lesson 04. Loss."""

PANELS = ("loss",)
