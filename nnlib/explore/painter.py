"""Draw what stands still once, and per frame only what moves."""

import sys
import threading

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from nnlib.explore.png import png

CSS_DPI = 96  # one CSS pixel is 1/96 inch, so 10 pt text is 13.3 pixels
SHARP = 2  # device pixels per CSS pixel of the picture that is saved
_drawing = threading.RLock()  # Matplotlib's fonts are shared by all figures


class Painter:
    """A figure on the Agg canvas, without pyplot: safe in any thread.

    size : (width, height) in inches of 96 CSS pixels
    set_stage : takes the figure, draws what stands still, returns the moving artists
    """

    def __init__(self, size, set_stage):
        with _drawing:
            dpi = CSS_DPI * SHARP
            self.figure = Figure(figsize=size, dpi=dpi, layout="constrained")
            self._canvas = FigureCanvasAgg(self.figure)
            self._moving = _drawing_order(set_stage(self.figure))
            for artist in self._moving:
                artist.set_animated(True)
        self._background = None
        self.width, self.height = (round(CSS_DPI * inches) for inches in size)

    def restage(self):
        """Draw the background again at the next frame: call it when axes change.

        The first picture fixes the layout, so give everything its room from the start.
        """
        self._background = None

    def scale(self, ratio):
        """Draw for a screen of `ratio` device pixels per CSS pixel, from 1 to 2."""
        dpi = CSS_DPI * min(max(float(ratio), 1), SHARP)
        if dpi != self.figure.dpi:
            with _drawing:
                self.figure.set_dpi(dpi)
                self._draw_background()

    def _draw_background(self):
        self._canvas.draw()
        self.figure.set_layout_engine("none")  # laid out once: nothing jumps
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)

    def png(self):
        """Return the picture as it is now, as PNG bytes."""
        with _drawing:
            if self._background is None:
                self._draw_background()
            self._canvas.restore_region(self._background)
            for artist in self._moving:
                (artist.axes or self.figure).draw_artist(artist)
            return png(np.asarray(self._canvas.buffer_rgba()))

    def locate(self, x, y, axes=None):
        """Turn fractions of the picture, from its upper left corner, into data.

        Returns (axes, x, y), or None where there are no axes. With `axes`, the answer
        is in their coordinates, even outside them.
        """
        point = self.figure.transFigure.transform((x, 1 - y))
        inside = [a for a in self.figure.axes if a.bbox.contains(*point)]
        if axes is None and not inside:
            return None
        axes = axes or inside[-1]
        return axes, *map(float, axes.transData.inverted().transform(point))

    def close(self):
        """Let go of the figure's memory: an output history may keep the explorer."""
        if sys.is_finalizing() or self._canvas is None:
            return
        with _drawing:
            self.figure.clear()
            self.figure.canvas = self._canvas = self._background = None
            self._moving = []


def _drawing_order(moving):
    """Return the moving artists and all that lies over them, lowest first.

    What stands still but lies over something that moves, such as the frame around a
    map or points on it, must be drawn again after it. Ticks and titles lie outside.
    """
    order = list(dict.fromkeys(moving))
    for axes in dict.fromkeys(artist.axes for artist in order if artist.axes):
        mine = [artist for artist in order if artist.axes is axes]
        lowest = min(artist.get_zorder() for artist in mine)
        outside = {*mine, axes.xaxis, axes.yaxis, axes.patch, *_titles(axes)}
        if not axes.axison:
            outside.update(axes.spines.values())
        order += [
            artist
            for artist in axes.get_children()
            if artist.get_zorder() > lowest and artist not in outside
        ]
    return sorted(order, key=lambda artist: (artist.axes is None, artist.get_zorder()))


def _titles(axes):
    return [
        artist
        for artist in axes.get_children()
        if isinstance(artist, Text) and artist not in axes.texts
    ]
