"""Lesson 00. Start here."""

PANELS = ("start", "line")
