"""If you have the MNIST files, read them: the same digits at 28 × 28. Lesson 08.

An IDX file is a short header and then raw bytes: two zeros, the type of the numbers
(8: unsigned bytes), the number of axes, each axis as a four-byte integer with the
largest digit first, then the numbers themselves, the last axis fastest.
"""

import math

import numpy as np

from . import guards

NAMES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
CHUNK = 1 << 20  # bytes read at a time: a false header never decides an allocation


def load_mnist(folder):
    """Handwritten digits from the four MNIST files in a folder, plain or gzipped.

    folder : where train-images-idx3-ubyte and the other three are, as downloaded
             (also train-images.idx3-ubyte, and either with .gz)

    Returns (X_train, y_train), (X_test, y_test). X : (n, 784) float32, ink from 0 to 1,
    row by row from the top left; y : (n,) int64. MNIST has 60,000 and 10,000 of them.
    Raises FileNotFoundError for a missing file, ValueError for a damaged one.
    Y. LeCun, C. Cortes and C. Burges, The MNIST database of handwritten digits.
    """
    paths = find(guards.folder(folder, NAMES))
    train, test = pair(*paths[:2]), pair(*paths[2:])
    n, m = train[0].shape[1], test[0].shape[1]
    if n != m:
        raise guards.wrong(ValueError, "mnist.sizes", n=n, m=m)
    return train, test


def find(folder):
    """The four paths in the order of NAMES, under whichever spelling is there."""
    paths = [next(spellings(folder, name), None) for name in NAMES]
    missing = [name for name, path in zip(NAMES, paths, strict=True) if path is None]
    if missing:
        raise guards.wrong(
            FileNotFoundError,
            "mnist.missing",
            folder=repr(str(folder)),
            n=len(NAMES) - len(missing),
            missing=", ".join(missing),
            other=missing[0].replace("-idx", ".idx"),
        )
    return paths


def spellings(folder, name):
    """The files that may stand under a name: with another dot, or packed."""
    for stem in (name, name.replace("-idx", ".idx")):
        for path in (folder / stem, folder / (stem + ".gz")):
            if path.is_file():
                yield path


def pair(image_path, label_path):
    """Images as rows of numbers from 0 to 1, and the label of each."""
    images, labels = read_idx(image_path, axes=3), read_idx(label_path, axes=1)
    if len(images) != len(labels):
        fields = dict(images=image_path.name, labels=label_path.name)
        fields |= dict(n=len(images), m=len(labels))
        raise guards.wrong(ValueError, "mnist.pair", **fields)
    X = images.reshape(len(images), -1)
    return np.divide(X, 255, dtype=np.float32), labels.astype(np.int64)


def read_idx(path, axes):
    """The bytes of one IDX file as an array with that many axes."""
    import gzip  # here, since few programs read MNIST
    import zlib

    with path.open("rb") as raw:
        zipped = raw.read(2) == b"\x1f\x8b"  # by content: browsers unzip and keep .gz
        raw.seek(0)
        try:
            with gzip.GzipFile(fileobj=raw) if zipped else raw as file:
                shape = read_shape(file, path.name, axes)
                return read_bytes(file, path.name, shape)
        except (EOFError, zlib.error, gzip.BadGzipFile) as reason:
            fields = dict(name=path.name, reason=reason)
            raise guards.wrong(ValueError, "mnist.gzip", **fields) from None


def read_shape(file, name, axes):
    """What the header of an open IDX file says of what follows."""
    header = file.read(4 + 4 * axes)
    if header[:4] != bytes([0, 0, 8, axes])[: len(header)]:
        came = " ".join(map(str, header[:4]))
        raise guards.wrong(ValueError, "mnist.other", name=name, axes=axes, came=came)
    if len(header) < 4 + 4 * axes:
        fields = dict(name=name, size=4 + 4 * axes, came=len(header))
        raise guards.wrong(ValueError, "mnist.header", **fields)
    return np.frombuffer(header[4:], ">u4").tolist()


def read_bytes(file, name, shape):
    """The numbers of an open IDX file: no byte fewer or more than it says."""
    size, data = math.prod(shape), bytearray()
    while len(data) <= size and (chunk := file.read(CHUNK)):
        data += chunk
    if len(data) != size or size == 0:
        state = "mnist.long" if len(data) > size else "mnist.short"
        state = state if size else "mnist.empty"
        fields = dict(name=name, axes=" × ".join(map(str, shape)), size=f"{size:,}")
        raise guards.wrong(ValueError, state, came=f"{len(data):,}", **fields)
    return np.frombuffer(data, np.uint8).reshape(shape)
