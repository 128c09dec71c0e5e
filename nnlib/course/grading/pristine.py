"""Whatever a notebook has replaced in Python, NumPy or nnlib is put back."""

import builtins
import sys
from types import FunctionType, ModuleType

KEPT = ("nnlib", "numpy", "builtins")


def _ours(name):
    return name.split(".")[0] in KEPT


class Pristine:
    """Functions, classes and modules as they are now; `restore` makes them so again.

    What a notebook adds, and data that it changes, are left as they are. `print = 1` in
    a cell is a name of the notebook's own, and nothing to put back.
    """

    def __init__(self):
        found = {name: m for name, m in sys.modules.items() if _ours(name)}
        self.modules = {n: m for n, m in found.items() if isinstance(m, ModuleType)}
        self.names = {name: _callables(m) for name, m in self.modules.items()}
        self.code, self.classes = {}, {}
        for name, held in self.names.items():
            if name.startswith("nnlib"):
                for value in held.values():
                    self._remember(value)

    def _remember(self, value):
        if isinstance(value, FunctionType):
            self.code[value] = (value.__code__, value.__defaults__)
        elif isinstance(value, type) and value.__module__.startswith("nnlib"):
            self.classes[value] = dict(vars(value))
            for method in vars(value).values():
                if isinstance(method, FunctionType):
                    self.code[method] = (method.__code__, method.__defaults__)

    def restore(self):
        """Put everything back; return the names of what had been replaced."""
        changed = []
        for name, module in self.modules.items():
            if sys.modules.get(name) is not module:
                sys.modules[name] = module
                changed.append(name)
            space = vars(module)
            for key, value in self.names[name].items():
                if space.get(key) is not value:
                    space[key] = value
                    changed.append(f"{name}.{key}")
        return [*changed, *self._restore_insides()]

    def _restore_insides(self):
        changed = []
        for function, (code, defaults) in self.code.items():
            if function.__code__ is not code or function.__defaults__ is not defaults:
                function.__code__, function.__defaults__ = code, defaults
                changed.append(f"{function.__module__}.{function.__qualname__}")
        for kind, held in self.classes.items():
            for key, value in held.items():
                if callable(value) and vars(kind).get(key) is not value:
                    setattr(kind, key, value)
                    changed.append(f"{kind.__module__}.{kind.__qualname__}.{key}")
        return changed


def _callables(module):
    return {
        key: value
        for key, value in vars(module).items()
        if callable(value) or isinstance(value, ModuleType)
    }


def builtins_of(space):
    """Give a notebook's names the true built-in functions."""
    space["__builtins__"] = builtins
