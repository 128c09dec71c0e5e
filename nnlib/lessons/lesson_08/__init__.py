"""Lesson 08. Digits."""

PANELS = ("digits",)
