"""What the engines share; the standard library only.

words.py speaks the chosen language, lines.py breaks it into lines that fit, files.py
writes a file whole or not at all, capture.py keeps what a callback or an attempt
prints, cells.py closes the widgets of a cell that runs again. Begin with words.py:
everything that a learner reads comes through it.
"""
