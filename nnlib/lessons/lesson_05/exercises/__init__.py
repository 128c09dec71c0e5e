"""The exercises of lesson 05, each file with some that belong together."""
