"""One module per lesson: `CHECKS` maps each `\\tag` to a function that proves it."""
