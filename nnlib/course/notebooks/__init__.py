"""The course's notebooks as files: read, run, derive, judge, list."""
