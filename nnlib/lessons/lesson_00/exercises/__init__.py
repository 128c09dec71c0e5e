"""The exercises of lesson 00, each file with some that belong together."""
