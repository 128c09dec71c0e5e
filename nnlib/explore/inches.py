"""Places on a figure in inches from its lower left corner, so that nothing jumps."""

from nnlib.explore.stamp import stamp


def box(figure, left, bottom, width, height, **options):
    """Axes at a place."""
    w, h = figure.get_size_inches()
    return figure.add_axes((left / w, bottom / h, width / w, height / h), **options)


def text(figure, x, y, words, **options):
    """Words on the figure itself, centred in height on their place."""
    w, h = figure.get_size_inches()
    options = {"ha": "left", "va": "center", "size": 10} | options
    return figure.text(x / w, y / h, words, **options)


def number(figure, x, y, **options):
    """A number that changes: a `stamp`, still without its words."""
    w, h = figure.get_size_inches()
    return stamp(figure, x / w, y / h, **{"size": 10} | options)


def ends(words):
    """Return where words on a figure begin and end: what stands beside them is there.

    How long they are depends on their language.
    """
    extent = words.get_window_extent()
    return extent.x0 / words.figure.dpi, extent.x1 / words.figure.dpi
