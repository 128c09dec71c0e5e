"""A network's file: whole or not at all, and no damaged one is believed or crashes."""

import copy
import io
import os
import pickle
import stat
import tracemalloc
import zipfile
import zlib

import numpy as np
import pytest

import nnlib as nn

SECONDS_IN_A_SUITE = 300  # of 3,000 mutations, this many are tried in every run
posix = pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX's")


def rng(seed=0):
    return np.random.default_rng(seed)


def network(seed=0, n_hidden=5, dtype=np.float64):
    g = rng(seed)
    layers = nn.Dense(2, n_hidden, rng=g), nn.Tanh(), nn.Dense(n_hidden, 3, rng=g)
    return nn.Network(*layers, dtype=dtype)


def test_a_network_comes_back_from_its_file(tmp_path):
    bends = nn.Network(nn.Tanh(), nn.Dropout(0.5, rng=rng()))
    for net in (network(), network().stack(3), network(dtype=np.float32), bends):
        path = tmp_path / "网络 one.npz"
        net.save(path)
        twin = copy.deepcopy(net)
        twin.theta[...] = 0
        twin.load(str(path))
        np.testing.assert_array_equal(twin.theta, net.theta)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_of_the_other_precision_is_rounded(tmp_path):
    one, half = network(), network(seed=1, dtype=np.float32)
    one.save(tmp_path / "net.npz")
    half.load(tmp_path / "net.npz")
    np.testing.assert_array_equal(half.theta, one.theta.astype(np.float32))


def test_numpy_reads_the_file_too(tmp_path):
    net = network()
    net.save(tmp_path / "net.npz")
    with np.load(tmp_path / "net.npz", allow_pickle=False) as file:
        np.testing.assert_array_equal(file["theta"], net.theta)
        assert str(file["layers"]) == "Dense(2, 5), Tanh(), Dense(5, 3)"


class Boom:
    """A pickle that would raise if it were ever loaded."""

    def __reduce__(self):
        return exec, ("raise SystemExit('code was run')",)


def npy(head, body):
    """The bytes of an .npy file that says of itself what you like."""
    text = head.encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\1\0" + len(text).to_bytes(2, "little") + text + body


def head(descr="'<f8'", shape="(33,)", order="False"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}"


def archive(*members, method=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as whole:
        for name, content in members:
            whole.writestr(name, content)
    return file.getvalue()


def crafted(net):
    """Files made by someone, each archive whole: (name, bytes)."""
    theta, outline = net.theta.tobytes(), "Dense(2, 5), Tanh(), Dense(5, 3)"
    words = npy(head(f"'<U{len(outline)}'", "()"), outline.encode("utf-32-le"))
    right = npy(head(), theta)
    ours = ("theta.npy", right), ("layers.npy", words)
    yield "nothing", b""
    yield "text", b"hello"
    yield "an empty archive", archive()
    yield "a pickle", pickle.dumps(Boom())
    for name, method in (("deflate", 8), ("bzip2", 12), ("lzma", 14)):
        yield name, archive(*ours, method=method)
        bomb = ("theta.npy", right + bytes(64 << 20)), ours[1]
        yield name + " bomb", archive(*bomb, method=method)
    for name, members in {
        "one member": ours[:1], "the other": ours[1:], "swapped": ours[::-1],
        "three": (*ours, ("more.npy", right)), "renamed": (("t.npy", right), ours[1]),
        "a path": (("../theta.npy", right), ours[1]), "twice": (*ours, ours[0]),
    }.items():  # fmt: skip
        yield name, archive(*dict(members).items())
    for shape in ("()", "(32,)", "(34,)", "(-33,)", "(33.0,)", "(1, 33)", "(33, 1)",
                  "(10**12,)", "(1000000000000,)", f"({'9' * 40},)", "(0,)", "33", "[33]",
                  f"({'1, ' * 70})", f"({'(' * 300})", "(33,), 'more': 1", "", "(4, 8)",
                  ):  # fmt: skip
        yield f"shape {shape[:20]}", archive(("theta.npy", npy(head(shape=shape), theta)),
                                             ours[1])
    for descr in ("'<f2'", "'<f3'", "'<f16'", "'<i8'", "'<U2'", "'<U0'", "'|O'", "'<c16'",
                  "[('a', '<f8')]", "'<f999999'", "'f8'", "''", "None"):  # fmt: skip
        yield f"kind {descr}", archive(("theta.npy", npy(head(descr), theta)), ours[1])
    boom = npy(head("'|O'"), pickle.dumps(np.array([Boom()] * 33, dtype=object)))
    yield "a pickle inside", archive(("theta.npy", boom), ours[1])
    yield "too short", archive(("theta.npy", right[:-8]), ours[1])
    yield "too long", archive(("theta.npy", right + bytes(8)), ours[1])
    yield "no head", archive(("theta.npy", theta), ours[1])
    yield "another version", archive(("theta.npy", right[:6] + b"\3" + right[7:]), ours[1])
    for code in (0x110000, 0xD800, 0xFFFFFFFF):
        text = npy(head("'<U32'", "()"), code.to_bytes(4, "little") * 32)
        yield f"letter {code:x}", archive(ours[0], ("layers.npy", text))
    long = npy(head("'<U999999'", "()"), b"a\0\0\0" * 999999)
    yield "a long list", archive(ours[0], ("layers.npy", long))
    numbers = npy(head("'<f8'", "()"), bytes(8))
    yield "a number for a list", archive(ours[0], ("layers.npy", numbers))


def refused(net, path, before):
    """The sentence for a file that is not taken, after which nothing has changed."""
    try:
        net.load(path)
    except ValueError as error:
        said = str(error)
    else:
        said = ""
    np.testing.assert_array_equal(net.theta, before)
    if said:
        assert said.startswith("net.load expects ")
        assert repr(str(path)) in said
        assert "\n" not in said
        assert "; " in said
    return said


def test_a_file_that_somebody_made_is_refused(tmp_path):
    net, path = network(), tmp_path / "a net.npz"
    before = net.theta.copy()
    tracemalloc.start()
    try:
        for name, content in crafted(net):
            path.write_bytes(content)
            tracemalloc.reset_peak()
            start = tracemalloc.get_traced_memory()[0]
            assert refused(net, path, before), name
            assert tracemalloc.get_traced_memory()[1] - start < 10 << 20, name
    finally:
        tracemalloc.stop()


def test_a_network_of_another_shape_is_named(tmp_path):
    net, path = network(), tmp_path / "net.npz"
    net.save(path)
    with pytest.raises(ValueError, match="build the network that was saved"):
        network(n_hidden=6).load(path)
    with pytest.raises(ValueError, match=r"theta of shape \(2, 33\), got .*net\.stack"):
        net.stack(2).load(path)
    net.stack(99_999).save(path)
    with pytest.raises(ValueError, match=r"got float64 \(99999, 33\)"):
        net.load(path)


def mutated(whole, g):
    """The file with one kind of damage."""
    data, kind = bytearray(whole), g.integers(7)
    at = int(g.integers(len(data)))
    if kind == 0:  # a few bytes changed
        for k in g.integers(0, len(data), g.integers(1, 20)):
            data[k] = g.integers(256)
    elif kind == 1:  # one bit
        data[at] ^= 1 << g.integers(8)
    elif kind == 2:  # cut short
        del data[at:]
    elif kind == 3:  # a piece is missing
        del data[at : at + g.integers(1, 100)]
    elif kind == 4:  # a piece is too much
        data[at:at] = g.bytes(g.integers(1, 100))
    elif kind == 5:  # the end of the archive, where the offsets are
        for k in g.integers(1, 180, g.integers(1, 8)):
            data[-k] = g.choice([0, 1, 127, 128, 255, g.integers(256)])
    else:  # a field of four bytes, nothing or all
        at = int(g.integers(len(data) - 4))
        data[at : at + 4] = g.choice([0, 255]).astype(np.uint8).tobytes() * 4
    return bytes(data)


def survive(folder, seeds):
    net, path = network(), folder / "net.npz"
    net.save(path)
    whole, before = path.read_bytes(), net.theta.copy()
    wrong = network(seed=1)  # so that a load of the right numbers can be told
    counts = {"loaded": 0, "refused": 0}
    tracemalloc.start()
    try:
        for seed in seeds:
            path.write_bytes(mutated(whole, rng(seed)))
            wrong.theta[...] = 7
            try:
                said = refused(wrong, path, np.full(33, 7.0))
            except AssertionError:  # it was loaded: then the damage touched no number
                np.testing.assert_array_equal(wrong.theta, before)
                said = ""
            counts["refused" if said else "loaded"] += 1
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()
    assert min(counts.values()) > 0
    assert counts["refused"] > 5 * counts["loaded"]
