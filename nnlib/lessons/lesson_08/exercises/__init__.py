"""The exercises of lesson 08, each file with some that belong together."""
