"""What is drawn fast: big pixels, maps, many short words, and powers of ten."""

import functools

import numpy as np
from matplotlib.artist import Artist
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PathCollection
from matplotlib.colors import Normalize
from matplotlib.textpath import TextPath
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import Affine2D

POINTS = 10  # the size of a word
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Pixels(Artist):
    """A picture of few pixels, enlarged without smoothing: much faster than imshow.

    As with imshow, the middle of the upper left pixel is at (0, 0) and y goes down.
    """

    def __init__(self, axes, shape):
        super().__init__()
        self.set_zorder(1)
        self.shape = shape
        self.colors = np.full((*shape, 4), 255, dtype=np.uint8)
        axes.set_aspect("equal", anchor="NW")
        axes.set(xlim=(-0.5, shape[1] - 0.5), ylim=(shape[0] - 0.5, -0.5))
        axes.add_artist(self)

    def paint(self, values, colormap, low, high):
        """Colour values from low to high; where there is no number, white."""
        shares = np.clip((np.nan_to_num(values) - low) / (high - low), 0, 1)
        self.colors = colormap(shares, bytes=True)
        self.colors[np.isnan(values)] = 255

    def draw(self, renderer):
        rows, columns = self.shape
        ends = [(-0.5, rows - 0.5), (columns - 0.5, -0.5)]
        (x, y), (right, top) = np.rint(self.axes.transData.transform(ends)).astype(int)
        down = np.arange(top - y) * rows // (top - y)
        across = np.arange(right - x) * columns // (right - x)
        packed = np.ascontiguousarray(self.colors).view(np.uint32)[..., 0]
        large = packed[down[::-1, None], across]  # row 0 of the canvas is the lowest
        gc = renderer.new_gc()
        renderer.draw_image(gc, x, y, large.view(np.uint8).reshape(*large.shape, 4))
        gc.restore()


class Shade(ScalarMappable, Artist):
    """Numbers over axes as colours, smoothed: in a third of the time of imshow.

    The first row is the lowest; the outermost numbers lie on the edges of the axes.
    """

    def __init__(self, axes, colormap, low, high, alpha=1.0):
        Artist.__init__(self)
        ScalarMappable.__init__(self, Normalize(low, high), colormap)
        self.set_alpha(alpha)
        self.set_zorder(0)
        self.values = np.full((2, 2), (low + high) / 2)
        shades = 1 + alpha * (colormap(np.arange(256), bytes=True) / 255.0 - 1)
        self._table = np.rint(255 * shades).astype(np.uint8).view(np.uint32)[:, 0]
        axes.add_artist(self)

    def draw(self, renderer):
        ends = np.rint(self.axes.bbox.get_points()).astype(int)
        (left, low), (across, up) = ends[0], ends[1] - ends[0]
        smooth = _stretched(_stretched(self.values.T, across).T, up)
        least, most = self.get_clim()
        places = np.clip((smooth - least) * (256 / (most - least)), 0, 255)
        places = places.astype(np.uint8, order="C")
        pixels = self._table[places].view(np.uint8)
        gc = renderer.new_gc()
        renderer.draw_image(gc, left, low, pixels.reshape(up, across, 4))
        gc.restore()


def powers(axis):
    """Label a log axis 10⁻², 10⁰, … in plain letters: formulas take 0.1 s at first."""

    def label(value, place):
        return "10" + f"{np.log10(value):.0f}".translate(_RAISED)

    axis.set_major_formatter(FuncFormatter(label))


def _stretched(rows, n):
    """The rows at the middles of n pixels, linear between two."""
    at = (np.arange(n) + 0.5) / n * (len(rows) - 1)
    k = at.astype(int)  # and no matrix product, which would take all cores
    return rows[k] + (at - k)[:, None] * (rows[k + 1] - rows[k])


@functools.lru_cache(1000)
def _outline(words, align):
    """Words as one path, in points, its middle at the height 0."""
    path = TextPath((0, 0), words, size=POINTS)
    shift = {"left": 0, "center": -0.5}[align] * path.get_extents().width
    return path.transformed(Affine2D().translate(shift, -0.36 * POINTS))


class Labels:
    """Many short words in one artist: a tenth of the time of a Text for each."""

    def __init__(self, axes, align="center", color="black"):
        self.align = align
        self.artist = PathCollection(
            [], offset_transform=axes.transData, facecolors=color, linewidths=0,
            zorder=5,
        )  # fmt: skip
        inches = axes.figure.dpi_scale_trans
        self.artist.set_transform(Affine2D().scale(1 / 72) + inches)
        axes.add_collection(self.artist, autolim=False)

    def draw(self, words, places):
        self.artist.set_paths([_outline(word, self.align) for word in words])
        self.artist.set_offsets(np.reshape(places, (-1, 2)))
