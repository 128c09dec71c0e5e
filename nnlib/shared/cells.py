"""A cell that runs again replaces its widgets; this closes the old ones."""

import sys
import weakref

_shown = {}  # cell id -> (id of the run, widgets made in that run)


def running_cell():
    """Return (cell id, id of this run), or None outside a notebook front end."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    parent = shell.get_parent() if hasattr(shell, "get_parent") else None
    cell = (parent or {}).get("metadata", {}).get("cellId")
    return (cell, parent["header"]["msg_id"]) if cell else None


def adopt(widget, where=None):
    """Close what an earlier run of this cell made, and remember `widget`.

    ipywidgets keeps every widget alive until it is closed, so without this each run
    of a cell would leave a figure in memory.
    """
    where = where or running_cell()
    if where is None:
        return
    cell, run = where
    earlier, widgets = _shown.get(cell, (None, ()))
    if earlier != run:
        for old in list(widgets):
            old.close()
        widgets = weakref.WeakSet()
        _shown[cell] = run, widgets
    widgets.add(widget)
