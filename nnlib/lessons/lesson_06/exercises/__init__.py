"""The exercises of lesson 06, each file with some that belong together."""
