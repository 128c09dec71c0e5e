"""What the doctor looks at, one part of the machine in each file.

Nothing here imports a package at the top: a missing one is a finding, not an error.
"""
