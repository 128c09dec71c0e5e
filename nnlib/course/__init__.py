"""What maintains and serves the course; no lesson imports it but for the doctor.

commands/ has one file for each `python -m nnlib …`. They rest on notebooks/ (the files,
and the one record of each lesson), grading/ (a class is marked), checkup/ (the doctor
of a machine), handout/ (slides, run sheets, copies) and hub/ (a JupyterHub). Begin with
notebooks/lesson.py, then read any command.
"""
