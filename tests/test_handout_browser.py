"""Slides and pages in a browser without a network, and a notebook on a projector."""

import pathlib

import lab
import nbformat
import pytest

from nnlib import explore
from nnlib.course.commands import handout
from nnlib.course.notebooks.lesson import find
from nnlib.course.notebooks.notebook import KERNEL

pytestmark = [pytest.mark.browser, lab.requires_browser, pytest.mark.thorough]

ROOT = pathlib.Path(__file__).resolve().parent.parent
FITS = """() => [...document.querySelectorAll('.slides section > section')].map(
    slide => [Number(slide.dataset.fit), slide.innerText.slice(0, 60)])"""
MATHS = """() => [...document.querySelectorAll('math')].map(formula => {
    const box = formula.getBoundingClientRect(); return [box.width, box.height] })"""
WALL = [
    "from nnlib import explore, plotting, quiz\nplotting.present()",
    "explore.neuron()",
    "quiz.predict('01-puzzle')",
    "plotting.plot_network((3, 4, 1))",
]
SIZES = """() => ({
    text: parseFloat(getComputedStyle(document.querySelector('.cm-content')).fontSize),
    picture: document.querySelector('.nn-image').getBoundingClientRect().width,
    room: document.querySelector('.jp-OutputArea').getBoundingClientRect().width,
    card: document.querySelector('.nnq').getBoundingClientRect().width })"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Give a folder with the HTML files of lesson 01, each of which has formulas."""
    folder = tmp_path_factory.mktemp("handouts")
    for kind in ("slides", "print", "instructor"):
        handout.save(find("01").notebook(), kind, folder)
    return folder


@pytest.fixture
def page(browser):
    """Give a page without a network; it keeps what was asked for and what failed."""
    with lab.new_page(browser, height=720, offline=True) as page:
        page.asked, page.failed = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("requestfailed", lambda request: page.failed.append(request.url))
        yield page


def opened(page, path):
    """Open a file; nothing but the file itself may be asked for."""
    page.goto(path.as_uri())
    page.wait_for_timeout(300)
    outside = {url for url in page.asked if not url.startswith("data:")}
    assert outside == {path.as_uri()}
    assert page.failed == []
    assert page.errors == []


@pytest.mark.parametrize("kind", ["print", "instructor"])
def test_pages_open_without_a_network(page, folder, kind):
    opened(page, folder / f"01_neurons_{kind}.html")
    text = page.inner_text("body")
    assert "Neurons: how does one unit decide?" in text
    if kind == "print":
        sizes = page.evaluate(MATHS)
        assert len(sizes) >= 20
        assert all(width > 3 and height > 5 for width, height in sizes)
        assert page.evaluate("() => [...document.images].every(i => i.naturalWidth)")


def test_slides_fit_the_screen_and_answer_when_asked(page, folder):
    path = folder / "01_neurons_slides.html"
    opened(page, path)
    page.wait_for_selector("html[data-ready]", state="attached")
    fits = page.evaluate(FITS)
    assert len(fits) > 40
    assert [slide for slide in fits if slide[0] < 0.7] == []
    page.keyboard.press("ArrowRight")
    assert "Recall" in page.inner_text("section.present:not(.stack)")
    page.evaluate(
        """() => { const place = document.getElementById('question-01-puzzle')
        .closest('section'); const { h, v } = deck.getIndices(place);
        deck.slide(h, v) }"""
    )
    assert "Which input moves the sum furthest" in page.inner_text(
        "section.present:not(.stack)"
    )
    page.click("section.present:not(.stack) .link a")
    assert "Size: its weight is small" in page.inner_text("section.present:not(.stack)")
    page.click("section.present:not(.stack) .link a")
    assert "Which input moves" in page.inner_text("section.present:not(.stack)")
    assert page.errors == []


def test_formulas_on_slides_are_drawn(page, folder):
    page.goto((folder / "01_neurons_slides.html").as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate(
        """() => { const { h, v } = deck.getIndices(
        document.querySelector('.formula').closest('section')); deck.slide(h, v) }"""
    )
    box = page.locator("section.present:not(.stack) .formula math").first.bounding_box()
    assert box["width"] > 100
    assert box["height"] > 20


def test_a_notebook_grows_for_the_projector_and_still_follows_the_pointer(
    browser, tmp_path
):
    cells = [nbformat.v4.new_code_cell(source) for source in WALL]
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), tmp_path / "a.ipynb"
    )
    with (
        lab.jupyterlab(tmp_path, paths=[ROOT]) as url,
        lab.new_page(browser, height=720) as page,
    ):
        lab.open_notebook(page, url, "a.ipynb")
        lab.run_all(page)
        page.wait_for_selector(".nn-image[data-frame]")
        sizes = page.evaluate(SIZES)
        assert sizes["text"] >= 18
        assert 0.9 * sizes["room"] <= sizes["picture"] <= sizes["room"]
        assert sizes["card"] >= 1000
        page.locator(".nnq input[type=radio]").first.check(timeout=20_000)
        image = page.locator(".nn-image").first
        image.scroll_into_view_if_needed()
        before = page.inner_text(".nn-status")
        box = image.bounding_box()
        at = box["x"] + 0.25 * box["width"], box["y"] + 0.5 * box["height"]
        page.mouse.move(*at)
        page.mouse.down()
        page.mouse.up()
        page.wait_for_function(
            "old => document.querySelector('.nn-status').textContent !== old",
            arg=before,
        )
        unit = explore.neuron()
        unit.set(activation="step")
        unit._drag("down", 0.25, 0.5)  # the same place, without a browser
        texts = filter(None, page.locator(".nn-value").all_inner_texts())
        shown = [float(text.replace("−", "-")) for text in texts][3:5]  # x₁ and x₂
        assert shown == pytest.approx([unit.values["x1"], unit.values["x2"]], abs=0.3)
        assert page.errors == []
