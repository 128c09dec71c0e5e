"""Reading MNIST's files: every byte comes back, and a bad file says what is wrong."""

import gzip
import os
import pickle
import struct
import tempfile
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import load_mnist
from nnlib.mnist import CHUNK, NAMES

IMAGES, LABELS = NAMES[0], NAMES[1]
spellings = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=4, max_size=4)


def idx(array):
    """The bytes of an IDX file, straight from the format's description."""
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim)
    header += b"".join(struct.pack(">I", size) for size in array.shape)
    return header + array.astype(np.uint8).tobytes()


def contents(n_train=7, n_test=4, rows=28, columns=28, seed=0):
    rng = np.random.default_rng(seed)
    arrays = []
    for n in (n_train, n_test):
        arrays.append(rng.integers(0, 256, (n, rows, columns)))
        arrays.append(rng.integers(0, 10, n))
    return arrays


def write(folder, arrays, spelling=((False, False),) * 4):
    for name, array, (dotted, zipped) in zip(NAMES, arrays, spelling, strict=True):
        name = name.replace("-idx", ".idx") if dotted else name
        data = idx(array)
        path = Path(folder) / (name + ".gz" if zipped else name)
        path.write_bytes(gzip.compress(data) if zipped else data)


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, contents())
    return tmp_path


@given(*[st.integers(1, 9)] * 4, st.integers(0, 2**32 - 1), spellings)
def test_every_pixel_and_label_comes_back(n, m, rows, columns, seed, spelling):
    arrays = contents(n, m, rows, columns, seed)
    with tempfile.TemporaryDirectory() as folder:
        write(folder, arrays, spelling)
        (X, y), (X_test, y_test) = load_mnist(folder)
    for images, labels, A, b in (
        (arrays[0], arrays[1], X, y),
        (arrays[2], arrays[3], X_test, y_test),
    ):
        assert A.shape == (len(images), rows * columns)
        assert A.dtype == np.float32
        np.testing.assert_allclose(A, images.reshape(len(A), -1) / 255, rtol=1e-6)
        assert b.dtype == np.int64
        np.testing.assert_array_equal(b, labels)


def test_ink_is_exactly_0_to_1_and_the_arrays_are_yours(folder):
    arrays = contents()
    arrays[0][:, 0, 0], arrays[0][:, 0, 1] = 0, 255
    write(folder, arrays)
    (X, y), _ = load_mnist(folder)
    assert (X[:, 0] == 0).all()
    assert (X[:, 1] == 1).all()
    X[0], y[0] = 0.5, 3
    assert X.flags.c_contiguous


def test_a_folder_may_be_given_as_text_path_or_home(folder, monkeypatch):
    monkeypatch.setenv("HOME", str(folder.parent))
    monkeypatch.setenv("USERPROFILE", str(folder.parent))
    X = load_mnist(folder)[0][0]
    np.testing.assert_array_equal(X, load_mnist(str(folder))[0][0])
    np.testing.assert_array_equal(X, load_mnist(f"~/{folder.name}")[0][0])


def test_a_name_that_lies_about_gzip_is_read_by_its_content(folder):
    (folder / IMAGES).rename(folder / (IMAGES + ".gz"))
    labels = (folder / LABELS).read_bytes()
    (folder / LABELS).write_bytes(gzip.compress(labels))
    np.testing.assert_array_equal(load_mnist(folder)[0][1], contents()[1])


@pytest.mark.parametrize("wrong", [None, 3, ["mnist"], b"mnist"])
def test_a_folder_is_asked_for(wrong):
    with pytest.raises(TypeError, match=r"expects a folder, got .*; try load_mnist\('"):
        load_mnist(wrong)


@pytest.mark.parametrize("name", ["nowhere", IMAGES])
def test_what_is_not_a_folder_is_named(folder, name):
    with pytest.raises(FileNotFoundError) as caught:
        load_mnist(folder / name)
    for part in (str(folder / name)[-20:], "not a folder", "try load_mnist(", *NAMES):
        assert part in str(caught.value)


@given(st.sets(st.sampled_from(NAMES), min_size=1))
def test_every_missing_file_is_listed_and_no_other(gone):
    with tempfile.TemporaryDirectory() as folder:
        write(folder, contents())
        for name in gone:
            (Path(folder) / name).unlink()
        with pytest.raises(FileNotFoundError) as caught:
            load_mnist(folder)
    for name in NAMES:
        assert (name in str(caught.value)) == (name in gone)
    assert f"got {4 - len(gone)} of them" in str(caught.value)
    first = next(name for name in NAMES if name in gone).replace("-idx", ".idx")
    assert f"nor spelled {first}, nor with .gz" in str(caught.value)


def test_a_folder_with_a_files_name_does_not_count(folder):
    (folder / LABELS).unlink()
    (folder / LABELS).mkdir()
    with pytest.raises(FileNotFoundError, match=LABELS):
        load_mnist(folder)


def damage(folder, name, change, zipped=False):
    path = folder / name
    data = change(path.read_bytes())
    path.write_bytes(gzip.compress(data) if zipped else data)


@pytest.mark.parametrize("zipped", [False, True])
@given(data=st.data())
def test_a_file_cut_anywhere_is_refused(zipped, data):
    name = data.draw(st.sampled_from(NAMES))
    with tempfile.TemporaryDirectory() as folder:
        write(folder, contents(2, 2, 3, 3))
        keep = data.draw(st.integers(0, (Path(folder) / name).stat().st_size - 1))
        damage(Path(folder), name, lambda raw: raw[:keep], zipped)
        with pytest.raises(ValueError, match=f"{name}.*cut short; download it again"):
            load_mnist(folder)


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("extra", [1, 5 << 20])
@pytest.mark.parametrize("name", NAMES)
def test_bytes_after_the_end_are_refused(folder, name, extra, zipped):
    damage(folder, name, lambda raw: raw + bytes(extra), zipped)
    with pytest.raises(ValueError, match=f"{name}.*more than .*has bytes too many"):
        load_mnist(folder)


def test_the_end_is_looked_for_even_after_a_whole_chunk(folder):
    image = idx(np.zeros((1, 1024, 1024)))
    assert (len(image) - 16) % CHUNK == 0
    (folder / IMAGES).write_bytes(image + b"!")
    with pytest.raises(ValueError, match="has bytes too many"):
        load_mnist(folder)
    (folder / IMAGES).write_bytes(gzip.compress(image)[:-1])
    with pytest.raises(ValueError, match="damaged"):
        load_mnist(folder)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "head",
    [b"\x89PNG", b"\0\0\x0d\3", b"\0\0\x08\2", b"<htm", b"PK\3\4", b"\1\0\x08\3"],
)
def test_another_kind_of_file_is_refused(folder, name, head):
    damage(folder, name, lambda raw: head + raw[4:])
    axes = 3 if "images" in name else 1
    came = " ".join(map(str, head))
    with pytest.raises(ValueError, match=f"{name} .*0 0 8 {axes}, got {came}; it is"):
        load_mnist(folder)


def test_images_in_the_place_of_labels_are_refused(folder):
    (folder / LABELS).write_bytes((folder / IMAGES).read_bytes())
    with pytest.raises(ValueError, match=f"{LABELS} .* 0 0 8 1, got 0 0 8 3; "):
        load_mnist(folder)


@pytest.mark.parametrize("which", range(4))
def test_images_and_labels_must_be_as_many(folder, which):
    arrays = contents()
    arrays[which] = arrays[which][:-1]
    write(folder, arrays)
    n, m = (len(array) for array in arrays[which // 2 * 2 :][:2])
    with pytest.raises(ValueError, match=f"{n} images in .* and {m} labels in "):
        load_mnist(folder)


def test_training_and_test_images_must_be_of_one_size(folder):
    write(folder, [*contents()[:2], *contents(rows=20)[2:]])
    with pytest.raises(ValueError, match="one size, got 784 and 560 pixels; keep"):
        load_mnist(folder)


@pytest.mark.parametrize("shape", [(0, 28, 28), (7, 0, 28)])
def test_a_file_without_a_number_is_refused(folder, shape):
    (folder / IMAGES).write_bytes(idx(np.zeros(shape)))
    with pytest.raises(ValueError, match=f"{IMAGES} .*it is empty"):
        load_mnist(folder)


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("claim", [(60000, 28, 28), (2**32 - 1,) * 3])
def test_a_header_that_claims_too_much_costs_no_memory(folder, claim, zipped):
    lie = struct.pack(">III", *claim)
    damage(folder, IMAGES, lambda raw: raw[:4] + lie + raw[16:], zipped)
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=r"got 5,488: it is cut short"):
            load_mnist(folder)
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


@given(data=st.data())
def test_a_damaged_gzip_file_is_refused_or_harmless(data):
    """A flipped bit is found by gzip's checksum, or lies in its unchecked header."""
    arrays = contents(3, 2, 4, 4)
    with tempfile.TemporaryDirectory() as folder:
        write(folder, arrays, ((False, True),) * 4)
        path = Path(folder) / (IMAGES + ".gz")
        raw = bytearray(path.read_bytes())
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(
            st.integers(0, 7)
        )
        path.write_bytes(raw)
        try:
            X = load_mnist(folder)[0][0]
        except ValueError as error:
            assert IMAGES in str(error)
            assert str(error).endswith("download it again")
        else:
            np.testing.assert_allclose(X * 255, arrays[0].reshape(3, -1), rtol=1e-6)


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw[:-3],  # cut in the checksum
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:-8] + bytes([raw[-8] ^ 1]) + raw[-7:],  # a wrong checksum
        lambda raw: raw[:40] + b"\xff" * 9 + raw[49:],
        lambda raw: raw[:2],
        lambda raw: raw + b"more",
    ],
)
def test_a_broken_gzip_file_says_so(tmp_path, change):
    write(tmp_path, contents(), ((False, True),) * 4)
    damage(tmp_path, IMAGES + ".gz", change)
    with pytest.raises(ValueError, match=r"ubyte\.gz, which is damaged \(.*download"):
        load_mnist(tmp_path)


class Bomb:
    def __reduce__(self):
        return os.mkdir, (os.environ["NNLIB_TEST_BOMB"],)


def test_a_file_is_never_run(folder, monkeypatch):
    monkeypatch.setenv("NNLIB_TEST_BOMB", str(folder / "exploded"))
    pickle.loads(pickle.dumps(Bomb()))
    (folder / "exploded").rmdir()  # it is there: the bomb works
    damage(folder, IMAGES, lambda raw: pickle.dumps(Bomb()))
    with pytest.raises(ValueError, match="another kind of file"):
        load_mnist(folder)
    assert not (folder / "exploded").exists()
