"""Every public function, class and method, so that a test omits none."""

import inspect

import nnlib
from nnlib import plotting


def callables():
    """The public names that can be called, and "Class.method" for each class.

    Of the core, and "plotting.plot_xxx" of the figures.
    """
    found = {
        f"plotting.{name}"
        for name, one in inspect.getmembers(plotting, inspect.isfunction)
        if one.__module__ == plotting.__name__ and name[0] != "_"
    }
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
