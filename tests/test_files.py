"""A file is written whole or not at all, with the mode and in the place that it has."""

import os
import stat
import threading

import pytest

from nnlib.shared import files

POSIX = pytest.mark.skipif(os.name == "nt", reason="no such modes, links or pipes")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask():
    """Set the umask for a test."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@POSIX
@pytest.mark.parametrize("mask, wanted", [(0o022, 0o644), (0o077, 0o600), (0, 0o666)])
def test_a_new_file_has_the_mode_that_the_umask_leaves(mask, wanted, umask, tmp_path):
    umask(mask)
    files.write(tmp_path / "new", b"x")
    assert mode(tmp_path / "new") == wanted
    (tmp_path / "plain").write_bytes(b"x")
    assert mode(tmp_path / "plain") == wanted, "as Python itself does it"


@POSIX
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664, 0o755])
def test_a_file_that_is_replaced_keeps_its_mode(kept, umask, tmp_path, monkeypatch):
    """And no half of it can ever be read by others than it could."""
    umask(0o027)
    path, seen = tmp_path / "old", []
    path.write_bytes(b"x")
    path.chmod(kept)
    replace = os.replace

    def look(part, target):
        seen.append(stat.S_IMODE(os.stat(part).st_mode))
        replace(part, target)

    monkeypatch.setattr(files.os, "replace", look)
    files.write(path, b"new")
    assert path.read_bytes() == b"new" and [mode(path)] == seen == [kept]


@POSIX
@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_a_link(there, tmp_path):
    target, link = tmp_path / "away" / "target", tmp_path / "link"
    target.parent.mkdir()
    if there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    files.write(link, b"new")
    assert link.is_symlink() and target.read_bytes() == b"new"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["away", "link", "target"]


@POSIX
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path):
    """As root, a new file in the place of /dev/null would break the machine."""
    pipe, heard = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    files.write(pipe, b"new")
    reader.join(60)
    assert heard == [b"new"] and stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(OSError, match="directory"):
        files.write(tmp_path, b"new")


@pytest.mark.parametrize("there", [True, False])
def test_what_stops_it_leaves_what_was_there(there, tmp_path, monkeypatch):
    path = tmp_path / "file"
    if there:
        path.write_bytes(b"old")
    before = [(p.name, p.read_bytes()) for p in tmp_path.iterdir()]

    def stop(*_):
        raise KeyboardInterrupt

    with pytest.raises(TypeError):
        files.write(path, "a text")  # fails while it is written
    monkeypatch.setattr(files.os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == before


def test_folders_are_made(tmp_path):
    files.write(str(tmp_path / "a" / "b" / "file"), b"x\r\n\n")
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"x\r\n\n"
