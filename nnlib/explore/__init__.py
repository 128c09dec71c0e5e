"""One panel of sliders for each lesson: `nnlib.explore.neuron()` shows the first.

Each is made by the lesson that it belongs to, and imported when it is first asked for.
To write a new one, read the docstring of `nnlib.explore.explorer`.
"""

import importlib

from nnlib import lessons


def panels():
    """Return the dict name -> number of its lesson, of all panels, in order."""
    return {
        name: number
        for number in lessons.folders()
        for (own,) in [lessons.content(number, "")]
        for name in getattr(own, "PANELS", ())
    }


def __getattr__(name):
    """Import the module that holds `name`, and keep the name."""
    known = panels()
    if name == "Explorer":
        module = importlib.import_module("nnlib.explore.explorer")
    elif name in known:
        (module,) = lessons.content(known[name], "panel")
    else:
        raise AttributeError(
            f"nnlib.explore has {', '.join(known)} and Explorer; not {name!r}"
        )
    globals()[name] = getattr(module, name)
    return globals()[name]


def __dir__():
    return sorted({*globals(), *panels(), "Explorer"})
