"""What several panels draw alike, each a part that is staged once and then drawn.

diagram   a network with one hidden layer: a map in every unit, a line per weight
plane     the output over the plane of two inputs, its boundary, and points
curves    two curves over the epochs of a run, and a cursor

Begin with curves.py, the shortest, and the panel of lesson 07, which has all three.
"""
