"""What one cell has damaged is mended for those after it.

Before each cell that is what no notebook can want: missing modules, a closed output.
What a notebook may want, such as another current folder, stays; only a cell or a check
that fails gets a second try with everything as it was given.
"""

import builtins
import contextlib
import os
import sys
import warnings

BUILTINS = builtins.__dict__
GONE = object()
STANDARD = ("stdin", "stdout", "stderr")


class Surroundings:
    """What cells run in, as it is before the first of them.

    names    : the names of the notebook
    replaced : built-in names that the cell before had overwritten
    """

    def __init__(self, names):
        self.names, self.given, self.replaced = names, {}, []
        self.modules, self.known = sys.modules, dict(sys.modules)
        self.builtins, self.folder = dict(BUILTINS), os.getcwd()
        self.path, self.limit = list(sys.path), sys.getrecursionlimit()

    def restore(self):
        """Put back what no notebook can want gone. Uses nothing it has not put back."""
        now = BUILTINS.copy()
        BUILTINS.update(self.builtins)
        self.replaced = [
            f"{builtins.__name__}.{name}"
            for name, value in self.builtins.items()
            if name in now and now[name] is not value and name != "_"
        ]
        sys.modules = self.modules
        for name, module in self.known.items():
            sys.modules.setdefault(name, module)
        if not isinstance(sys.path, list):
            sys.path = []
        sys.path += [part for part in self.path if part not in sys.path]
        if sys.getrecursionlimit() < self.limit:
            sys.setrecursionlimit(self.limit)
        if _folder() is None:
            self._go(self.folder)
        self._reopen()

    def _reopen(self):
        """Open again what is closed of standard input, output and error."""
        for handle, name in enumerate(STANDARD):
            try:
                os.fstat(handle)
            except OSError:
                nothing = os.open(os.devnull, os.O_RDWR)
                if nothing != handle:
                    os.dup2(nothing, handle)
                    os.close(nothing)
            stream, mode = getattr(sys, name, None), "w" if handle else "r"
            needed = "write" if handle else "read"
            if getattr(stream, "closed", False) or not hasattr(stream, needed):
                again = open(handle, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
                setattr(sys, name, again)

    @contextlib.contextmanager
    def remembered(self):
        """Remember the names that a given cell makes in this `with` block."""
        before = dict(self.names)
        yield
        for name, value in list(self.names.items()):
            if name[0] != "_" and before.get(name, GONE) is not value:
                self.given[name] = value

    @contextlib.contextmanager
    def as_given(self):
        """Put back given names, built-in ones, folder and warnings; later, the others.

        Gives whether anything was different.
        """
        wanted = dict.fromkeys(self._shadows(), GONE) | self.given
        put = {n: v for n, v in wanted.items() if self.names.get(n, GONE) is not v}
        before = {name: self.names.get(name, GONE) for name in put}
        folder = _folder()
        with warnings.catch_warnings():
            warnings.resetwarnings()
            _set(self.names, put)
            self._go(self.folder)
            yield bool(put) or folder != self.folder
        kept = {n: v for n, v in before.items() if self.names.get(n, GONE) is put[n]}
        _set(self.names, kept)
        self._go(folder)

    @staticmethod
    def _go(folder):
        with contextlib.suppress(OSError, TypeError):  # None: there was none
            os.chdir(folder)

    def _shadows(self):
        """Names of the notebook that hide a built-in function and are none."""
        return [
            name
            for name, value in self.names.items()
            if callable(self.builtins.get(name)) and not callable(value)
        ]


def _folder():
    """The current folder; None if it has been deleted."""
    try:
        return os.getcwd()
    except OSError:
        return None


def _set(names, values):
    for name, value in values.items():
        if value is GONE:
            names.pop(name, None)
        else:
            names[name] = value
