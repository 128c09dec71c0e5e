"""The doctor: what it looks at on a machine, one part in each file.

packages.py, kernel.py (with round_trip.py), lab.py and machine.py each yield findings;
finding.py is one of them as a line, remedies.py the commands that mend. Begin with
examination.py. Nothing imports a package at the top: a missing one is a finding.
"""
