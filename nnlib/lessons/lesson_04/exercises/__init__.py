"""The exercises of lesson 04, each file with some that belong together."""
