"""Every public function, class and method of the core, so that a test omits none."""

import nnlib


def callables():
    """The public names that can be called, and "Class.method" for each class."""
    found = set()
    for name in nnlib.__all__:
        found.add(name)
        one = getattr(nnlib, name)
        if isinstance(one, type):
            plain = set(dir(object)) | set(dir(tuple)) | set(dir(AssertionError))
            for method in set(dir(one)) - plain:
                value = getattr(one, method)
                if method[0] != "_" and (
                    callable(value) or isinstance(value, property)
                ):
                    found.add(f"{name}.{method}")
    return found
