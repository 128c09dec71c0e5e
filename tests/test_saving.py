"""A network's file: whole or not at all, and no damaged one is believed or crashes."""

import copy
import io
import os
import pickle
import stat
import tracemalloc
import warnings
import zipfile

import numpy as np
import pytest

import nnlib as nn

IN_EVERY_RUN = 200  # of 3,000 damaged files
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
    with zipfile.ZipFile(file, "w", method) as whole, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is there twice is meant
        for name, content in members:
            whole.writestr(name, content)
    return file.getvalue()


SHAPES = (
    *("()", "(32,)", "(34,)", "(-33,)", "(33.0,)", "(1, 33)", "(33, 1)", "(10**12,)"),
    *("(1000000000000,)", f"({'9' * 40},)", "(0,)", "33", "[33]", f"({'1, ' * 70})"),
    *("(" * 300, "(33,), 'more': 1", "", "(4, 8)"),
)
KINDS = (
    *("'<f2'", "'<f3'", "'<f16'", "'<i8'", "'<U2'", "'<U0'", "'|O'", "'<c16'", "'f8'"),
    *("[('a', '<f8')]", "'<f999999'", "''", "None"),
)


def crafted(net):
    """Files made by someone, each archive whole: (name, bytes)."""
    numbers, outline = net.theta.tobytes(), "Dense(2, 5), Tanh(), Dense(5, 3)"
    words = npy(head(f"'<U{len(outline)}'", "()"), outline.encode("utf-32-le"))
    right = npy(head(), numbers)
    theta, layers = ours = ("theta.npy", right), ("layers.npy", words)
    yield "nothing", b""
    yield "text", b"hello"
    yield "a pickle", pickle.dumps(Boom())
    for name, members in {
        "empty": (), "one member": (theta,), "the other": (layers,),
        "swapped": (layers, theta), "three": (*ours, ("more.npy", right)),
        "renamed": (("t.npy", right), layers), "twice": (*ours, theta),
        "a path": (("../theta.npy", right), layers),
    }.items():  # fmt: skip
        yield name, archive(*members)
    for method in (8, 12, 14):  # deflate, bzip2, lzma
        yield f"packed {method}", archive(*ours, method=method)
        bomb = ("theta.npy", right + bytes(24 << 20)), layers
        yield f"bomb {method}", archive(*bomb, method=method)
    heads = {f"shape {shape}": head(shape=shape) for shape in SHAPES}
    heads |= {f"kind {kind}": head(kind) for kind in KINDS}
    bodies = {name: npy(text, numbers) for name, text in heads.items()} | {
        "a pickle inside": npy(head("'|O'"), pickle.dumps(np.array([Boom()] * 33))),
        "too short": right[:-8], "too long": right + bytes(8), "no head": numbers,
        "another version": right[:6] + b"\3" + right[7:],
    }  # fmt: skip
    for name, body in bodies.items():
        yield name, archive(("theta.npy", body), layers)
    for code in (0x110000, 0xD800, 0xFFFFFFFF):
        text = npy(head("'<U32'", "()"), code.to_bytes(4, "little") * 32)
        yield f"letter {code:x}", archive(theta, ("layers.npy", text))
    long = npy(head("'<U999999'", "()"), b"a\0\0\0" * 999999)
    yield "a long list", archive(theta, ("layers.npy", long))
    yield "a number", archive(theta, ("layers.npy", npy(head("'<f8'", "()"), bytes(8))))


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


def test_two_long_lists_of_layers_are_told_apart_in_a_short_sentence(tmp_path):
    many = [nn.Dense(2, 2, rng=np.random.default_rng(0)) for _ in range(99)]
    last = nn.Dense(2, 3, rng=np.random.default_rng(0))
    nn.Network(*many).save(tmp_path / "a.npz")
    with pytest.raises(
        ValueError, match=r"parameters of … Dense\(2, 3\), got"
    ) as error:
        nn.Network(*many[:98], last).load(tmp_path / "a.npz")
    assert len(str(error.value)) < 300 + len(str(tmp_path))
    with pytest.raises(ValueError, match=r"of Tanh\(\), got .* Dens…;") as error:
        nn.Network(nn.Tanh()).load(tmp_path / "a.npz")
    assert len(str(error.value)) < 300 + len(str(tmp_path))


@pytest.mark.parametrize("call", [network().save, network().load])
def test_no_name_at_all_is_no_damaged_file(call):
    with pytest.raises(TypeError, match="expects the name of a file, got ''; try"):
        call("")


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


def test_a_damaged_file_is_refused_and_changes_nothing(tmp_path):
    survive(tmp_path, range(IN_EVERY_RUN))


@pytest.mark.thorough
def test_three_thousand_damaged_files_are_refused(tmp_path):
    survive(tmp_path, range(3000))


def test_a_file_that_is_not_there_or_not_for_us_is_named(tmp_path):
    net = network()
    with pytest.raises(FileNotFoundError, match=r"net\.load expects .*no\.npz'.*; "):
        net.load(tmp_path / "no.npz")
    for use in (net.load, net.save):
        with pytest.raises(IsADirectoryError, match=r"a folder or a device; try net"):
            use(tmp_path)
    with pytest.raises(OSError, match=r"net\.save expects a place .*; make room"):
        net.save(tmp_path / "no" / "net.npz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", ["/", "/.", "/..", os.sep])
def test_the_name_of_a_folder_that_is_not_there_makes_no_file(tmp_path, end):
    for use in (network().save, network().load):
        with pytest.raises(IsADirectoryError, match="which names a folder"):
            use(str(tmp_path / "net.npz") + end)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path):
    net, path = network(), tmp_path / "net.npz"
    net.save(path)
    before = path.read_bytes()
    with pytest.raises(NotADirectoryError, match="one of them is a file; try"):
        net.save(path / "other.npz")
    with pytest.raises(NotADirectoryError, match="one of them is a file; try"):
        net.save(path / "folder" / "other.npz")
    with pytest.raises(NotADirectoryError, match=r"net\.load expects .*; check"):
        net.load(path / "other.npz")
    assert path.read_bytes() == before


def test_an_interrupted_save_leaves_the_old_file(tmp_path, monkeypatch):
    net, path = network(), tmp_path / "net.npz"
    net.save(path)
    before = path.read_bytes()
    for error in (OSError(28, "No space left on device"), KeyboardInterrupt()):

        def stopped(*_, error=error, **__):
            raise error

        monkeypatch.setattr(os, "replace", stopped)
        net.theta[...] = 5
        with pytest.raises(type(error), match=r"No space|^$"):
            net.save(path)
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]


@posix
@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_of_any_new_file(tmp_path, umask):
    kept = os.umask(umask)
    try:
        network().save(tmp_path / "net.npz")
        (tmp_path / "other").touch()
    finally:
        os.umask(kept)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o666 & ~umask}


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path, mode):
    path = tmp_path / "net.npz"
    network().save(path)
    path.chmod(mode)
    network(seed=1).save(path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_link_stays_and_its_target_is_replaced(tmp_path):
    (tmp_path / "store").mkdir()
    target, link = tmp_path / "store" / "net.npz", tmp_path / "net.npz"
    network(seed=1).save(target)
    for one in (link, tmp_path / "again.npz"):  # a link to a file, a link to a link
        one.symlink_to(target if one == link else link)
        net = network(seed=2)
        net.save(one)
        assert one.is_symlink()
        twin = network()
        twin.load(target)
        np.testing.assert_array_equal(twin.theta, net.theta)
    assert list((tmp_path / "store").iterdir()) == [target]
    empty = tmp_path / "empty.npz"
    empty.symlink_to(tmp_path / "store" / "new.npz")
    network().save(empty)
    assert empty.is_symlink()
    assert (tmp_path / "store" / "new.npz").is_file()


@posix
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for use in (network().load, network().save):
        with pytest.raises(IsADirectoryError, match="a folder or a device"):
            use(tmp_path / "pipe")
