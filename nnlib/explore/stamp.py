"""Words that are drawn once and then stamped on each frame, for pictures full of them.

Matplotlib draws a text letter by letter at each frame, which for sixty texts is most of
the cost. Here Pillow draws the whole line, and only when the words have changed.
"""

import functools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.font_manager import findfont
from matplotlib.text import Text
from PIL import Image, ImageDraw, ImageFont

_MARGIN = 0.8  # points of ground around the words


class Stamp(Text):
    """One line of text, centred in height on its place, that rarely changes.

    ground : how opaque the white under the words is, from 0 to 1
    Other options are those of a Text; it says its size and extent as any Text does.
    """

    _known = _stamp = None

    def __init__(self, x, y, *, ground=0, **options):
        super().__init__(x, y, "", va="center", **options)
        self._ground = ground

    def draw(self, renderer):
        if not (self.get_visible() and self.get_text()):
            return
        place = *self.get_transform().transform(self.get_position()), self.get_ha()
        known = self.get_text(), self.get_color(), place, renderer.dpi
        if known != self._known:
            self._known, self._stamp = known, self._press(place, renderer.dpi)
        gc = renderer.new_gc()
        renderer.draw_image(gc, *self._stamp)
        gc.restore()

    def _press(self, place, dpi):
        """Left and lower edge of the stamp, and its pixels, the lowest row first."""
        font = _font(
            findfont(self.get_fontproperties()), self.get_fontsize() * dpi / 72
        )
        margin = round(_MARGIN * dpi / 72)
        ascent, descent = font.getmetrics()
        width = int(np.ceil(font.getlength(self.get_text())))
        page = Image.new("L", (width + 2 * margin, ascent + descent + 2 * margin))
        at = margin, margin + ascent
        ImageDraw.Draw(page).text(at, self.get_text(), 255, font, anchor="ls")
        _, top, _, bottom = font.getbbox("lp", anchor="ls")  # as Text measures a line
        x, y, side = place
        left = x - margin - {"left": 0, "center": 0.5, "right": 1}[side] * width
        low = y + (top + bottom) / 2 - descent - margin
        pixels = _ink(
            np.asarray(page)[::-1] / 255, to_rgb(self.get_color()), self._ground
        )
        if self.get_rotation() == 90:  # about its place
            left, low = x - (low - y) - len(pixels), y + left - x
            pixels = np.ascontiguousarray(pixels.swapaxes(0, 1)[:, ::-1])
        return round(left), round(low), pixels


@functools.lru_cache(maxsize=16)
def _font(path, pixels):
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def _ink(share, color, ground):
    """RGBA pixels of ink over white ground, from the share of each that is ink."""
    alpha = share + ground * (1 - share)
    ink = np.divide(share, alpha, out=np.zeros_like(alpha), where=alpha > 0)[..., None]
    rgb = ink * color + (1 - ink)
    return np.rint(255 * np.dstack([rgb, alpha])).astype(np.uint8)


def stamp(place, x, y, **options):
    """Put a Stamp without words on axes, in data, or on a figure, in fractions."""
    to_pixels = place.transData if isinstance(place, Axes) else place.transFigure
    return place.add_artist(Stamp(x, y, transform=to_pixels, **options))
