"""A network in a file: written whole or not at all, read without trust. Lesson 08.

The file is NumPy's .npz: a zip archive, not compressed, of two arrays, θ and the text
that lists the layers. Each array is a line that says its kind and shape, then bytes.
"""

import io
import math
import os
import re

import numpy as np

from . import guards

MEMBERS = [("theta.npy", 0), ("layers.npy", 0)]  # 0: not compressed
ROOM = 1 << 20  # bytes for the heads and for the list of layers
HEAD = re.compile(
    rb"\x93NUMPY\x01\0..\{'descr': '([<>][fU]\d{1,6})', 'fortran_order': False, "
    rb"'shape': \(([\d, ]{0,60})\), \} *\n",
    re.DOTALL,
)


def save(path, theta, outline):
    """Write θ and the list of layers; what stood at `path` stays until then."""
    from .shared import files  # here, since few programs save

    path, data = guards.file("net.save", path), io.BytesIO()
    np.savez(data, theta=theta, layers=np.array(outline))
    try:
        folder = os.path.dirname(os.path.realpath(path))
        os.stat(os.path.join(folder, ""))  # "": a folder, no file; it is not made
        files.write(path, data.getvalue())
    except (OSError, ValueError) as error:
        raise guards.not_saved(path, error) from None


def load(path, theta, outline):
    """The numbers in a file that `save` wrote for the same layers."""
    path = guards.file("net.load", path)
    try:
        with open(path, "rb") as file:
            found = contents(file, theta.shape)
    except Exception as error:  # a foreign file may do anything to its reader
        raise guards.not_loaded(path, error) from None
    return guards.saved(path, outline, theta.shape, *found)


def contents(file, shape):
    """The list of layers, and the kind, the shape and the numbers of θ.

    What a file claims allocates nothing: no more is read than `shape` can need.
    """
    import zipfile  # here, since few programs load

    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if [(m.filename, m.compress_type) for m in members] != MEMBERS:
            raise ValueError
        most = 8 * math.prod(shape) + ROOM
        theta, layers = (archive.open(member).read(most) for member in members)
    kind, _, text = head_and_body(layers)
    outline = "".join(np.frombuffer(text, kind).reshape(()).item())  # of letters only
    kind, found, numbers = head_and_body(theta)
    ours = np.frombuffer(numbers, kind).reshape(shape) if found == shape else None
    return outline, kind, found, ours


def head_and_body(raw):
    """What an array's first line says, kind and shape, and the bytes after it."""
    head = HEAD.match(raw)
    if not head:
        raise ValueError
    shape = tuple(int(size) for size in head[2].replace(b",", b" ").split())
    return np.dtype(head[1].decode()), shape, raw[head.end() :]
