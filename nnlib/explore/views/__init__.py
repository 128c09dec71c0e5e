"""What several panels draw alike, each a part that is staged once and then drawn.

diagram   a network with one hidden layer: a map in every unit, a line per weight
plane     the output over the plane of two inputs, its boundary, and points
curves    curves over the epochs of a recorded run, and a cursor
"""
