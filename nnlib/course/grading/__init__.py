"""Marking a class: collect what was handed in, run it behind fences, tell the marks."""
