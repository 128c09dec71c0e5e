"""What is drawn fast looks as Matplotlib would draw it: stamped words, and maps."""

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nnlib.explore.artists import Shade
from nnlib.explore.stamp import stamp


def picture(make, words, *, dpi=192, under=False, **options):
    """Red, green, blue of a text from `make`, from 0 to 1, over a black band or not."""
    figure = Figure(figsize=(4, 1), dpi=dpi)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    if under:
        axes.axvspan(0.5, 1, color="black", linewidth=0, zorder=0)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    text = make(axes, 0.5, 0.4, **options)
    text.set_text(words)
    canvas = FigureCanvasAgg(figure)
    for _ in range(2):  # drawn, and then stamped again
        canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3] / 255


def plain(axes, x, y, **options):
    return axes.text(x, y, "", va="center", **options)


def ink_box(pixels):
    rows, columns = np.nonzero((pixels < 0.5).any(axis=2))
    return np.array([rows.min(), rows.max(), columns.min(), columns.max()])


@pytest.mark.parametrize("turned", [0, 90])
@pytest.mark.parametrize("side", ["left", "center", "right"])
@pytest.mark.parametrize("dpi", [96, 192])
@pytest.mark.parametrize("words", ["∂L/∂z₁ = σ′(z₁) · (−0.07)", "x", "✗ 0.5"])
def test_a_stamp_lies_where_a_text_would(words, dpi, side, turned):
    side = "center" if turned else side
    options = {"size": 10.5, "ha": side, "weight": "bold", "color": "#B3001B"}
    options |= {"rotation": turned}
    theirs, ours = (picture(m, words, dpi=dpi, **options) for m in (plain, stamp))
    assert np.abs(ink_box(theirs) - ink_box(ours)).max() <= 0.02 * dpi
    assert (1 - ours).sum() == pytest.approx((1 - theirs).sum(), rel=0.1)
    darkest = ours[ours.sum(axis=2) == ours.sum(axis=2).min()][0]
    assert darkest == pytest.approx(np.array([0xB3, 0, 0x1B]) / 255, abs=0.01)


def test_a_stamp_has_its_ground_and_no_more():
    for ground in (0, 0.9):
        pixels = picture(stamp, "x x", under=True, ground=ground, ha="center", size=12)
        row = pixels[int(0.6 * len(pixels)), :, 0]
        assert row[0] == 1
        assert row[-1] == 0
        np.testing.assert_allclose(
            picture(stamp, "x x", ground=ground), picture(stamp, "x x"), atol=0.01
        )
        between = row[len(row) // 2 + 3]  # under the space between the letters
        assert between == pytest.approx(ground, abs=0.01)


def test_a_stamp_follows_its_words_colour_and_sharpness():
    figure = Figure(figsize=(2, 1), dpi=96)
    axes, canvas = figure.add_axes((0, 0, 1, 1)), FigureCanvasAgg(figure)
    axes.set_axis_off()
    text, seen = stamp(axes, 0.5, 0.5, size=20), []
    for change in (
        {"text": "a"}, {"text": "b"}, {"color": "red"}, {"visible": False},
        {"visible": True, "text": ""},
    ):  # fmt: skip
        text.set(**change)
        canvas.draw()
        seen.append(np.asarray(canvas.buffer_rgba()).tobytes())
    assert len(set(seen[:4])) == 4
    assert seen[3] == seen[4]
    heights = []
    text.set_text("a")
    for dpi in (96, 192):
        figure.set_dpi(dpi)
        canvas.draw()
        sharp = np.asarray(canvas.buffer_rgba())[..., :3] / 255
        heights.append(1 + np.diff(ink_box(sharp)[:2])[0])
    assert heights[1] == pytest.approx(2 * heights[0], abs=2)


def test_a_stamp_goes_where_its_axes_put_it():
    figure = Figure(figsize=(2, 1), dpi=96)
    axes, canvas = figure.add_axes((0, 0, 1, 1)), FigureCanvasAgg(figure)
    axes.set_axis_off()
    text, left = stamp(axes, 0.5, 0.5, size=20), []
    text.set_text("a")
    for change in (
        lambda: axes.set_xlim(0, 1), lambda: axes.set_xlim(0, 2),
        lambda: text.set_ha("right"), lambda: text.set_x(1.5),
    ):  # fmt: skip
        change()
        canvas.draw()
        left.append(ink_box(np.asarray(canvas.buffer_rgba())[..., :3] / 255)[2])
    assert left[0] - left[1] == pytest.approx(48, abs=1)
    assert left[1] - left[2] == pytest.approx(16, abs=3)  # the width of a letter
    assert left[3] - left[2] == pytest.approx(96, abs=1)


def shaded(values, low, high, alpha=1.0):
    """The pixels of a Shade over a square: (100, 100, 3), the lowest row first."""
    figure = Figure(figsize=(1, 1), dpi=100, facecolor="white")
    axes, canvas = figure.add_axes((0, 0, 1, 1)), FigureCanvasAgg(figure)
    axes.set_axis_off()
    shade = Shade(axes, colormaps["viridis"], low, high, alpha)
    shade.values = np.array(values, dtype=float)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[::-1, :, :3].astype(int)


def colors(values, low, high):
    shares = np.clip((np.array(values, ndmin=1) - low) / (high - low), 0, 1)
    return colormaps["viridis"](shares, bytes=True)[..., :3].astype(int)


@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (3, 5), (41, 41)])
def test_a_shade_is_linear_between_its_numbers(rows, columns):
    def plane(x, y):
        return 3 * x - 2 * y + 1

    x, y = np.linspace(0, 1, columns), np.linspace(0, 1, rows)[:, None]
    middles = (np.arange(100) + 0.5) / 100
    wanted = colors(plane(middles, middles[:, None]), -1, 4)
    assert np.abs(shaded(plane(x, y), -1, 4) - wanted).max() <= 3


def test_a_shade_ends_with_its_scale_and_lets_white_through():
    values = [[-9.0, -9.0], [9.0, 9.0]]
    pixels = shaded(values, 0, 1)
    np.testing.assert_array_equal(pixels[0, 0], colors(0, 0, 1)[0])
    np.testing.assert_array_equal(pixels[-1, -1], colors(1, 0, 1)[0])
    pale = shaded(values, 0, 1, alpha=0.5)
    assert np.abs(pale - (pixels + 255) / 2).max() <= 1
