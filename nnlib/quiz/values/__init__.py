"""The numbers in questions and replies, computed: one module for each lesson.

The function `by_hand` in `lesson_02` belongs to the question "02-by-hand". It returns
a dict: numbers for the texts, and for a table to fill in "table" and "slips", rows of
true values and of those that a known slip gives (None where the slip makes no
difference). For typed numbers these are "answer" and "slips".
"""
