"""The kernel: is it of this Python, and does a slider reach it?"""

import importlib
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from .finding import Finding, say
from .packages import within_range
from .remedies import install, python
from .round_trip import KERNEL, round_trip


def kernel():
    """Start the kernel that a notebook gets, and see which environment it is of."""
    trip = round_trip()
    if not trip.prefix:
        says = say("kernel", "silent", kernel=KERNEL)
        yield Finding("stop", "kernel", says, trip.error, _register())
    elif not same_place(trip.prefix, sys.prefix):
        says = say("kernel", "foreign", kernel=KERNEL)
        yield Finding("stop", "kernel", says, trip.prefix, _register())
    else:
        yield Finding("ok", "kernel", say("kernel", "ours"), sys.prefix)


def same_place(one, other):
    """Do two paths lead to one place?"""
    return os.path.realpath(one) == os.path.realpath(other)


def _register():
    """The command after which `python3` is this Python, wherever the wrong one lies."""
    if find_spec("ipykernel") is None:
        return install("ipykernel")
    specs = importlib.import_module("jupyter_client.kernelspec")
    register = python("-m", "ipykernel", "install", "--sys-prefix")
    try:
        found = Path(specs.get_kernel_spec(KERNEL).resource_dir).resolve()
    except specs.NoSuchKernel:
        return register
    own = found.is_relative_to(Path(sys.prefix).resolve())
    if own or found == Path(specs.__file__).parent:
        return register
    return python("-m", "jupyter", "kernelspec", "remove", "-f", KERNEL)


def slider():
    """Move a slider in a kernel as a browser would, and see it move."""
    trip = round_trip()
    if not trip.prefix:  # there is no kernel, as was said before
        return
    if trip.moved:
        yield Finding("ok", "slider", say("slider", "moved"))
    else:
        says, remedy = say("slider", "deaf"), install("-U", within_range("ipywidgets"))
        yield Finding("stop", "slider", says, trip.error, remedy)
