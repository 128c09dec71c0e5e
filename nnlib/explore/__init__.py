"""One panel of sliders for each lesson: `nnlib.explore.neuron()` shows the first.

Each is made by the lesson that it belongs to, and imported when it is first asked for.
Begin with `explorer`, whose docstring shows how to write one: what it computes, draws
and says. A `panel` shows it, with `controls` and a `picture`; `view` sends what
`painter` draws, and `turns` sees to it that only the newest wish is drawn. `runs`,
`problems` and `program` are what several lessons' panels train, `views` and `artists`
what they draw alike, and `speech` reads their words.
"""

import importlib

from nnlib import lessons
from nnlib.explore.speech import error

OWN = {"Explorer": "explorer", "Panel": "panel", "PanelWords": "speech"}


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
    if name in OWN:
        module = importlib.import_module(f"{__name__}.{OWN[name]}")
    else:
        known = panels()
        if name not in known:
            names = ", ".join([*known, *OWN])
            raise AttributeError(error("no panel", names=names, got=repr(name)))
        (module,) = lessons.content(known[name], "panel")
    globals()[name] = found = getattr(module, name)
    return found


def __dir__():
    return sorted({*globals(), *panels(), *OWN})
