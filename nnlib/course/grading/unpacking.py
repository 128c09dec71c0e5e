"""The files of a folder or a zip, those of zips in it included; nothing is unpacked.

A zip counts as a folder of its name. Whoever sends a link sends nothing.
"""

import io
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from nnlib.shared.words import Words

from . import names

words = Words(__file__, "grading")
LARGEST = 20 * 2**20  # bytes of one notebook
MOST = 20_000  # entries of a zip
WHOLE = 2 * 2**30  # bytes that zips may hold, unpacked
DEEP = 2  # zips, one in the other
SKIPPED = ("__MACOSX", ".ipynb_checkpoints")
UTF8 = 0x800  # the flag of an entry whose name says how it is written


class Refused(ValueError):  # noqa: N818 (a decision, not a fault)
    """A file that is not opened, with the reason in words."""


@dataclass(frozen=True)
class Entry:
    """A file, not yet opened; `read` gives its bytes, or raises Refused."""

    parts: tuple  # of its path, from the folder that was handed in
    read: Callable


@dataclass
class Found:
    """All that a place holds."""

    files: list = field(default_factory=list)
    folders: set = field(default_factory=set)  # parts of each
    problems: list = field(default_factory=list)
    left: int = WHOLE  # bytes that may still be unpacked
    latest: tuple = (None, None)  # what opened a zip, and that zip: one is open

    def add(self, parts, read, opener, depth):
        """A file, or what is in it if it is a zip; `opener` gives a ZipFile of it."""
        if any(part in SKIPPED or part.startswith(".") for part in parts[:-1]):
            return
        if parts[-1].lower().endswith(".zip") and depth < DEEP:
            self.add_zip(parts, opener, depth + 1)
        else:
            self.files.append(Entry(parts, read))

    def add_zip(self, parts, opener, depth):
        """All that a zip holds, below a folder of its name; () for the outermost."""
        base = (*parts[:-1], names.stem(parts[-1])) if parts else ()
        try:
            entries = self._opened(opener).infolist()
            if len(entries) > MOST:
                raise Refused(words("collect", "entries", most=MOST, got=len(entries)))
        except Refused as refused:
            self.files.append(Entry(parts, _refusing(str(refused))))
            return
        except Exception as error:  # damaged, or no zip at all
            self.files.append(Entry(parts, _refusing(not_unpacked(error))))
            return
        self.folders |= {base} - {()}
        for info in entries:
            self._add_entry(base, info, opener, depth)

    def _add_entry(self, base, info, opener, depth):
        name = spelled(info).replace("\\", "/")
        inner = PurePosixPath(name).parts
        if not inner or inner[0] in SKIPPED:
            return
        place = repr("/".join([*base, name]) if base else name)
        if name.startswith("/") or ".." in inner or ":" in inner[0]:
            self.problems.append(words("collect", "leads out", place=place))
        elif stat.S_ISLNK(info.external_attr >> 16):
            self.problems.append(words("collect", "link", place=place))
        else:
            parts = (*base, *inner)
            within = parts if info.is_dir() else parts[:-1]
            self.folders |= {within[: k + 1] for k in range(len(within))}
            if not info.is_dir():
                read = lambda: self._read_entry(opener, info)  # noqa: E731
                opened = lambda: zipfile.ZipFile(io.BytesIO(read()))  # noqa: E731
                self.add(parts, read, opened, depth)

    def _opened(self, opener):
        if self.latest[0] is not opener:
            made = opener()
            if self.latest[1]:
                self.latest[1].close()
            self.latest = opener, made
        return self.latest[1]

    def _read_entry(self, opener, info):
        if self.left <= 0:
            raise Refused(words("collect", "whole", most=WHOLE >> 30))
        try:
            with self._opened(opener).open(info) as file:
                content = read_all(file)
        except Refused:
            self.left -= LARGEST
            raise
        except Exception as error:  # encrypted, or packed in a way unknown here
            raise Refused(not_unpacked(error)) from None
        self.left -= len(content)
        return content


def not_unpacked(error):
    return words("collect", "not unpacked", error=type(error).__name__)


def _refusing(reason):
    def read():
        raise Refused(reason)

    return read


def of_zip(path):
    """All that a zip holds. Raises ValueError if it can't be opened."""
    found = Found(left=WHOLE)
    found.add_zip((), lambda: zipfile.ZipFile(path), 0)
    for entry in found.files:
        if not entry.parts:  # it stands for the zip itself
            try:
                entry.read()
            except Refused as refused:
                raise ValueError(f"{Path(path).name}: {refused}") from None
    return found


def of_folder(root):
    """All that a folder holds, without following a link."""
    found = Found(left=WHOLE)
    for folder, inner, files in os.walk(root):
        here = Path(folder).relative_to(root).parts
        inner[:] = [name for name in inner if not name.startswith(".")]
        found.folders |= {(*here, name) for name in inner if name not in SKIPPED}
        for name in files:
            path, parts = Path(folder, name), (*here, name)
            if not stat.S_ISREG(path.lstat().st_mode):
                place = str(path.relative_to(root))
                found.problems.append(words("collect", "no file", place=place))
                continue
            found.add(
                parts, lambda path=path: read_file(path),
                lambda path=path: zipfile.ZipFile(path), 0,
            )  # fmt: skip
    return found


def read_file(path):
    try:
        with open(path, "rb") as file:
            return read_all(file)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused(words("collect", "not read", reason=reason)) from None


def read_all(file):
    """All bytes of a stream, or Refused if there are too many, whatever it claims."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(words("collect", "large", most=LARGEST >> 20))
    return content


def spelled(info):
    """The name of a zip's entry, also where the zip does not say how it is written.

    Then it is UTF-8, as macOS writes it, or Chinese of Windows, or what old zips were.
    Whoever writes ä, é or ñ in the old way writes single bytes, which are no GB 2312.
    """
    name = info.filename
    if info.flag_bits & UTF8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:  # Python knew better
        return name
    for encoding in ("utf-8", "gb2312", "gbk"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gbk" or _has_common_ones(text):
            return text
    return name


def _has_common_ones(text):
    """Are half the letters that GBK gives in GB 2312 too, so that it is no accident?"""
    own = [c for c in text if not c.isascii()]
    common = [c for c in own if c.encode("gb2312", "ignore")]
    return 2 * len(common) >= len(own)
