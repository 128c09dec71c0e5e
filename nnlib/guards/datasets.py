"""Guards for drawing points and for reading files."""

import os
from pathlib import Path

from .arrays import data, floats
from .scalars import at_least_0, generator, whole
from .sentences import shown, wrong


def points(call, n, rng, noise=0.0):
    """How many points, and the standard deviation about their places."""
    n = whole(call, "n", n)
    generator(call, rng)
    return n, at_least_0(call, "noise", noise, 0.1)


def centers(centers):
    """Places in the plane, (n_classes, 2)."""
    centers = data("blobs", "centers", centers, "(n_classes, 2)")
    if centers.ndim != 2 or centers.shape[1] != 2:
        raise wrong(ValueError, "centers", came=centers.shape)
    return floats("blobs", "centers", centers)


def folder(folder, names):
    """The path of a folder that is there."""
    if not isinstance(folder, (str, os.PathLike)):
        raise wrong(TypeError, "mnist.kind", came=shown(folder))
    try:
        folder = Path(folder).expanduser()
    except RuntimeError:  # no such user
        folder = Path(folder)
    if not folder.is_dir():
        fields = dict(came=repr(str(folder)), names=", ".join(names))
        raise wrong(FileNotFoundError, "mnist.folder", **fields)
    return folder
