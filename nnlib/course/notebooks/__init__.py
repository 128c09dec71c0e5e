"""The notebooks of the course as files, and how a learner's is run.

lesson.py is the one record of each lesson and its tasks: begin there. notebook.py reads
and writes a file of ours, freshness.py and reach.py say what its outputs rest on,
derive.py makes the exercise from the solution, and sources.py compares what a lesson
prints with the library.

reading.py reads a learner's file, judging.py with given.py puts back into it what was
given, and running.py runs it. process.py is the other end of that; there walk.py goes
from cell to cell in the shell of shell.py, mending.py repairs between them, and
verdicts.py says what came of it. `grade` runs the same walk behind its fences.
"""
