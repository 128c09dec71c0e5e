"""The commands, `python -m nnlib …`: one file each, found by listing this folder.

A command has `add_arguments(parser)` and `run(args)`, which returns the exit code; the
first line of its docstring is its help. None imports another, and nothing imports
them: what two need lies beside this folder, in `notebooks` or in the part of its own.
Begin with show.py, the shortest, then build.py, by which everything derived is made.
"""
