"""Lesson 01. Neurons."""

PANELS = ("neuron",)
