"""One file for each `python -m nnlib …`; none imports another."""
