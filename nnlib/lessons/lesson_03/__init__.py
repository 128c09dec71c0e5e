"""Lesson 03. Activations."""

PANELS = ("activation",)
