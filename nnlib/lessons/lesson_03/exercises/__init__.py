"""The exercises of lesson 03, each file with some that belong together."""
