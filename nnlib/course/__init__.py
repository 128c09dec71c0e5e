"""What maintains and serves the course: the commands of `python -m nnlib`."""
