"""Lesson 02. Networks."""

PANELS = ("layers",)
