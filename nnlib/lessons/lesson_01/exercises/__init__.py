"""The exercises of lesson 01, each file with some that belong together."""
