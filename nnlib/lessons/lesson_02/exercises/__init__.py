"""The exercises of lesson 02, each file with some that belong together."""
