"""The exercises of lesson 07, each file with some that belong together."""
