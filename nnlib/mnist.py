"""If you have the MNIST files, read them: the same digits at 28 × 28. Lesson 08.

An IDX file is a short header and then raw bytes: two zeros, the type of the numbers
(8: unsigned bytes), the number of axes, each axis as a four-byte integer with the
largest digit first, then the numbers themselves, the last axis fastest.
"""

import math
import os
from pathlib import Path

import numpy as np

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
    paths = find(folder)
    train, test = pair(*paths[:2]), pair(*paths[2:])
    if train[0].shape[1] != test[0].shape[1]:
        raise ValueError(
            f"load_mnist expects training and test images of one size, got "
            f"{train[0].shape[1]} and {test[0].shape[1]} pixels; keep the files of one "
            f"data set in a folder of its own"
        )
    return train, test


def find(folder):
    """The four paths in the order of NAMES, under whichever spelling is there."""
    if not isinstance(folder, (str, os.PathLike)):
        raise TypeError(
            f"load_mnist expects a folder, got {folder!r}; try load_mnist('mnist')"
        )
    folder, found, missing = Path(folder).expanduser(), [], []
    if not folder.is_dir():
        raise FileNotFoundError(
            f"load_mnist expects a folder with the four files {', '.join(NAMES)}, each "
            f"plain or with .gz, got {str(folder)!r}, which is not a folder; "
            f"try load_mnist('mnist') with the path to yours"
        )
    for name in NAMES:
        spellings = [name, name.replace("-idx", ".idx")]
        spellings += [spelling + ".gz" for spelling in spellings]
        there = [folder / s for s in spellings if (folder / s).is_file()]
        found += there[:1]
        missing += [] if there else [name]
    if missing:
        raise FileNotFoundError(
            f"load_mnist expects four MNIST files in {str(folder)!r}, got "
            f"{len(found)} of them, without {', '.join(missing)} (nor spelled "
            f"{missing[0].replace('-idx', '.idx')}, nor with .gz); put them there"
        )
    return found


def pair(image_path, label_path):
    """Images as rows of numbers from 0 to 1, and the label of each."""
    images, labels = read_idx(image_path, axes=3), read_idx(label_path, axes=1)
    if len(images) != len(labels):
        raise ValueError(
            f"load_mnist expects one label per image, got {len(images)} images in "
            f"{image_path.name} and {len(labels)} labels in {label_path.name}; "
            f"keep the files of one data set in a folder of its own"
        )
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
                return parse_idx(file, path, axes)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ValueError(
                f"load_mnist expects a whole gzip file, got {path.name}, which is "
                f"damaged ({error}); download it again"
            ) from None


def parse_idx(file, path, axes):
    """The array in an open IDX file: the size in its header, no byte fewer or more."""
    expects, again = f"load_mnist expects {path.name} to", "download it again"
    header = file.read(4 + 4 * axes)
    if header[:4] != bytes([0, 0, 8, axes])[: len(header)]:
        raise ValueError(
            f"{expects} begin with the bytes 0 0 8 {axes}, got "
            f"{' '.join(map(str, header[:4]))}; it is another kind of file: {again}"
        )
    if len(header) < 4 + 4 * axes:
        raise ValueError(
            f"{expects} hold a header of {4 + 4 * axes} bytes, got {len(header)}: "
            f"it is cut short; {again}"
        )
    shape, data = np.frombuffer(header[4:], ">u4").tolist(), bytearray()
    size = math.prod(shape)
    while len(data) <= size and (chunk := file.read(CHUNK)):
        data += chunk
    if len(data) != size or size == 0:
        came = f"more than {size:,}" if len(data) > size else f"{len(data):,}"
        state = "has bytes too many" if len(data) > size else "is cut short"
        raise ValueError(
            f"{expects} hold {' × '.join(map(str, shape))} = {size:,} bytes after its "
            f"header, got {came}: it {state if size else 'is empty'}; {again}"
        )
    return np.frombuffer(data, np.uint8).reshape(shape)
