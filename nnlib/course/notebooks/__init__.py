"""The notebooks of the course as files.

lesson.py is the one record of each lesson and its tasks: begin there. notebook.py reads
and writes a file, running.py runs one, freshness.py and reach.py say what its outputs
rest on, derive.py makes the exercise from the solution, judging.py puts the checks back
into a learner's copy, and sources.py compares what a lesson prints with the library.
"""
