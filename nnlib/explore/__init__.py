"""One panel of sliders for each lesson: `nnlib.explore.neuron()` shows the first.

    explorer, panel              what a panel computes, draws and says; and its widget
    controls, settings, speech   its sliders, its state as one line, its words
    turns, worker, view          from a wish to a picture: the newest one counts
    painter, png, picture        only what moves is drawn anew, and sent to the page
    artists, stamp, inches       what is drawn fast, and where
    views                        what several panels draw alike
    problems, runs, program      small networks as they learn, and their program

Each panel belongs to a lesson, and is imported when it is first asked for. To write a
new one, begin with the docstring of `nnlib.explore.explorer`.
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
