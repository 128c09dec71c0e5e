"""Marking a class.

unpacking.py lists what was handed in, collect.py and names.py find whose it is, by what
spelling.py knows of file names; classroom.py opens it. pool.py runs workers, worker.py
forks a process for each notebook behind the fences of fences.py, and child.py runs it
there; store.py keeps each result, marks.py turns results into marks, cells.py guards
what stands in tables, report.py with page.py and mistakes.py writes the pages, and
output.py knows the folder that they are in. parts.py divides a class into shares, and
joins them. Begin with the command `grade`.

fences.py puts up what the system has: namespaces.py, landlock.py, calls.py, and limits;
kernel.py asks Linux for them. probe.py shows which of them hold. pristine.py puts back
what a notebook replaced in Python or nnlib before it is judged. scratch.py and
stopping.py see to it that a run leaves nothing behind, however it ends. nbgrader.py
writes what a class needs that marks with nbgrader instead.
"""
