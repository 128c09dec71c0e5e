"""A folder for what must not outlive a run: copies of submissions, what they write."""

import contextlib
import errno
import os
import secrets
import tempfile
from pathlib import Path

from nnlib.shared.words import Words

words = Words(__file__, "grading")


@contextlib.contextmanager
def scratch(prefix, parent=None):
    """Give the path of a new folder that nobody else may read; it is removed."""
    folder = tempfile.mkdtemp(prefix=prefix, dir=parent)
    try:
        yield folder
    finally:
        try:
            remove(folder)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            print(words("not deleted", folder=str(folder), reason=reason))


def remove(folder):
    """Delete a folder, however deep it is and whatever modes its parts have.

    The folders of each folder are moved to the top before it goes, so that no path
    grows long. `shutil.rmtree` calls itself for each level, which has an end.
    """
    folder, tries = Path(folder), 100
    while os.path.lexists(folder):
        try:
            while left := _delete_files(folder):
                for path in left:
                    _lift(path, folder)
            folder.rmdir()
        except OSError as problem:  # another process may be at it too
            tries -= 1
            if tries == 0 or problem.errno not in (errno.ENOENT, errno.ENOTEMPTY):
                raise


def _lift(path, folder):
    """Delete a folder after those in it are moved to the top."""
    for inner in _delete_files(path):
        inner.chmod(0o700)  # a folder that moves has to be writable
        inner.rename(folder / secrets.token_hex(8))
    path.rmdir()


def _delete_files(folder):
    """Delete all files of a folder, and return the folders in it."""
    folder.chmod(0o700)
    with os.scandir(folder) as entries:
        found = [(Path(e.path), e.is_dir(follow_symlinks=False)) for e in entries]
    for path, is_folder in found:
        if not is_folder:
            if os.name == "nt":  # there a file may be read-only itself
                path.chmod(0o600)
            path.unlink()
    return [path for path, is_folder in found if is_folder]
