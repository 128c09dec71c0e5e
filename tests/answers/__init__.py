"""Answers of learners of different backgrounds, written from the tasks alone."""
