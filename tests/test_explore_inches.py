"""What stands on a figure in inches stands there, and says where it ends."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nnlib.explore.inches import box, ends, number, text


@pytest.fixture(params=[96, 192])
def figure(request):
    figure = Figure(figsize=(8, 5), dpi=request.param)
    FigureCanvasAgg(figure)
    return figure


def test_a_box_stands_where_it_was_put(figure):
    extent = box(figure, 1, 2, 3, 0.5).bbox.extents / figure.dpi
    assert extent == pytest.approx([1, 2, 4, 2.5])


def test_words_end_later_the_more_there_are(figure):
    few, more = (ends(text(figure, 2, 1, words)) for words in ("loss", "loss L ="))
    assert few[0] == pytest.approx(2, abs=0.03)
    assert more[0] == pytest.approx(few[0], abs=0.01)
    assert 0.2 < few[1] - few[0] < more[1] - more[0] < 1


def test_words_on_the_right_end_where_they_were_put(figure):
    left, right = ends(text(figure, 2, 1, "loss L =", ha="right"))
    assert right == pytest.approx(2, abs=0.03)
    assert left < 1.8


def test_a_number_stands_beside_the_words(figure):
    place = ends(text(figure, 2, 1, "loss L ="))[1] + 0.1
    shown = number(figure, place, 1)
    shown.set_text("0.25")
    extent = shown.get_window_extent().extents / figure.dpi
    assert extent[0] == pytest.approx(place, abs=0.03)
    assert (extent[1] + extent[3]) / 2 == pytest.approx(1, abs=0.05)
