"""Questions in a real browser, by keyboard alone: JupyterLab and Chromium."""

import pathlib

import lab
import nbformat
import pytest

from nnlib.quiz import card, data, tracing

pytestmark = [pytest.mark.browser, lab.requires_browser, pytest.mark.thorough]

ROOT = pathlib.Path(__file__).resolve().parent.parent
CELLS = [
    "from nnlib.quiz import *\nfrom sample_explorers import unit",
    "predict('07-puzzle', show=unit)",
    "quiz('07-recall')",
    "order_lines('07-loop')",
    "trace('06-steps')",
    "predict('06-predict')",
]
PUZZLE, RECALL, LOOP, STEPS, NUMBERS = range(5)
WORDS = card.browser.read() | data.say.read("predict") | data.say.read("commitment")
LINES = data.find("order_lines", "07-loop")["lines"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("questions")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, folder / "questions.ipynb")
    with lab.jupyterlab(folder, paths=[ROOT, ROOT / "tests"]) as url:
        yield url


@pytest.fixture
def page(server, browser):
    """Give a page with the questions; a test fails on any error in the console."""
    with lab.new_page(browser, height=800) as page:
        lab.open_notebook(page, server, "questions.ipynb")
        lab.run_all(page)
        yield page
        assert page.errors == []


def output(page, place):
    """Return the output of one of the questions, as a locator."""
    found = page.locator(".jp-OutputArea-output:has(.nnq)").nth(place)
    found.locator(".nnq").first.wait_for()
    return found


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focused(page):
    """Return the accessible words of what has the focus."""
    return page.evaluate(
        "() => { const node = document.activeElement;"
        "return node.getAttribute('aria-label') ?? node.textContent }"
    )


def unmoved(page):
    """Return how many cells there are, and which is active: keys must not change it."""
    return page.evaluate(
        """() => { const book = window.jupyterapp.shell.currentWidget.content;
        return [book.widgets.length, book.activeCellIndex] }"""
    )


def test_commit_by_keyboard_and_the_panel_opens(page):
    question = output(page, PUZZLE)
    question.get_by_role("radio").first.focus()
    before = unmoved(page)
    assert question.get_by_role("slider").count() == 0, "the panel is covered"
    assert question.get_by_text(WORDS["covered"]).is_visible()
    press(page, "ArrowDown", "Tab")
    assert focused(page) == WORDS["commit"]
    press(page, "Enter")
    question.get_by_role("slider").first.wait_for()
    assert question.locator("img").is_visible()
    assert focused(page).startswith("You said: B."), "focus goes to what was said"
    assert question.get_by_text("What did you see?").is_visible()
    reveal = question.get_by_role("button", name=WORDS["reveal"])
    reveal.focus()
    press(page, "Enter")
    question.get_by_text("The answer: C. Near 0.02").wait_for()
    assert focused(page).startswith("The loss passes 0.1"), "focus goes to the reply"
    assert unmoved(page) == before


def test_the_panel_answers_once_it_is_open(page):
    question = output(page, PUZZLE)
    question.get_by_role("button", name=WORDS["skip"]).press("Space")
    slider = question.get_by_role("slider").first
    slider.wait_for()
    slider.press("ArrowRight")
    question.get_by_text("weights 1.5 and 1").wait_for()
    assert question.get_by_text(WORDS["skipped"]).count() == 2


def test_commit_without_a_choice_says_what_to_do(page):
    question = output(page, PUZZLE)
    question.get_by_role("button", name=WORDS["commit"]).press("Enter")
    question.get_by_role("status").get_by_text(WORDS["choose first"]).wait_for()
    assert question.get_by_role("slider").count() == 0


def test_each_choice_is_answered_and_another_may_follow(page):
    question = output(page, RECALL)
    first = question.get_by_role("group").filter(has_text="Lesson 06").last
    options = first.get_by_role("button")
    options.first.focus()
    before = unmoved(page)
    press(page, "Tab", "Tab", "Enter")
    first.get_by_role("status").get_by_text("walk uphill at any rate").wait_for()
    assert options.nth(2).get_attribute("aria-pressed") == "true"
    assert "not this one" in options.nth(2).inner_text()
    press(page, "Shift+Tab", "Space")
    first.get_by_role("status").get_by_text("Divide the rate by ten").wait_for()
    assert options.nth(2).get_attribute("aria-pressed") == "false"
    assert "right" in options.nth(1).inner_text()
    question.get_by_text("Answered: 1. Open: 2, 3.").wait_for()
    assert unmoved(page) == before


def lines(question):
    return question.locator(".nnq-program .nnq-code").all_inner_texts()


def test_a_program_is_put_in_order_by_keys_alone(page):
    question = output(page, LOOP)
    status = question.get_by_role("status")
    question.locator(".nnq-code").first.focus()
    before = unmoved(page)
    wanted = [line["code"].strip() for line in LINES]
    while extra := [line for line in lines(question) if line.strip() not in wanted]:
        go_to(page, extra[0])
        press(page, "Delete")
    for place, code in enumerate(wanted):
        go_to(page, code)
        now = [line.strip() for line in lines(question)].index(code)
        press(page, *["Alt+ArrowUp"] * (now - place))
        if now > place:
            name = "Line" if place < 0 else f"is now line {place + 1} of {len(wanted)}"
            status.get_by_text(name).wait_for()
    assert [line.strip() for line in lines(question)] == wanted
    question.get_by_role("button", name=WORDS["check"]).press("Enter")
    status.get_by_text("✓ Forward, loss, backward, update, measure").wait_for()
    assert unmoved(page) == before, "the notebook took a key too"


def go_to(page, code):
    """Walk with the arrows to a line of the program."""
    press(page, *["ArrowUp"] * 15)
    for _ in range(15):
        if focused(page).startswith(f"{code.strip()}, "):
            return
        press(page, "ArrowDown")
    raise AssertionError(code)


def test_keys_on_a_line_do_not_also_scroll_or_click(page):
    line = output(page, LOOP).locator(".nnq-code").first
    press = """(node, key) => node.dispatchEvent(new KeyboardEvent('keydown',
        { key, bubbles: true, cancelable: true }))"""
    for key in ("ArrowUp", "ArrowDown", "Enter", " ", "Delete", "Escape"):
        assert line.evaluate(press, key) is False, key
    for key in ("Tab", "a"):
        assert line.evaluate(press, key) is True, key


def test_a_line_can_be_taken_moved_and_dropped(page):
    question = output(page, LOOP)
    status = question.get_by_role("status")
    first, second, third, *_ = lines(question)
    question.locator(".nnq-code").first.focus()
    press(page, "Enter")
    status.get_by_text("Taken:").wait_for()
    assert question.locator("[aria-pressed=true]").count() == 1
    press(page, "ArrowDown", "ArrowDown", "Enter")
    status.get_by_text("line 3 of").wait_for()
    assert lines(question)[:3] == [second, third, first]
    press(page, "Enter", "ArrowUp", "Escape")
    assert lines(question)[:3] == [second, third, first]
    press(page, "Alt+ArrowDown", "Delete")
    assert first not in lines(question)
    press(page, "Delete")
    assert lines(question)[-1] == first


def test_lines_move_by_buttons_and_the_first_trouble_is_named(page):
    question = output(page, LOOP)
    rows = question.locator(".nnq-program .nnq-line")
    first, second, *_ = lines(question)
    rows.first.get_by_role("button", name="move down").click()
    assert lines(question)[:2] == [second, first]
    question.get_by_role("button", name=WORDS["check"]).click()
    question.get_by_role("status").get_by_text("comes too early").wait_for()
    assert question.locator(".nnq-line.nnq-wrong").count() == 1
    rows.first.get_by_role("button", name="leave out").click()
    assert question.locator(".nnq-line.nnq-wrong").count() == 0
    assert question.locator(".nnq-aside .nnq-code").count() == 1


def test_the_first_wrong_cell_is_marked_in_words(page):
    question = output(page, STEPS)
    cells = question.get_by_role("textbox")
    for place, text in enumerate(["-8", "1", "1", "4", "9"]):
        cells.nth(place).fill(text)
    before = unmoved(page)
    press(page, "Enter")
    status = question.get_by_role("status")
    status.get_by_text("That is the loss (θ − 3)²").wait_for()
    wrong = question.locator("[aria-invalid=true]")
    assert wrong.count() == 1
    assert focused(page) == "step 2, slope (2 digits after the point)"
    described = wrong.get_attribute("aria-describedby")
    assert status.get_attribute("id") == described
    assert question.get_by_text("✓").count() == 3
    page.keyboard.type("-4")
    assert wrong.count() == 0, "the mark goes as soon as the number changes"
    numbers = data.values("06-steps")
    open_cells = tracing.open_cells(data.find("trace", "06-steps"))
    for place, (i, j) in enumerate(open_cells):
        cells.nth(place).fill(str(numbers["table"][i][j]))
    question.get_by_role("button", name=WORDS["check"]).press("Enter")
    status.get_by_text("✓ Each step covers half").wait_for()
    assert unmoved(page) == before


def test_numbers_can_be_predicted(page):
    question = output(page, NUMBERS)
    fields = question.get_by_role("textbox")
    for place, text in enumerate(["-1", "1", "-1"]):
        fields.nth(place).fill(text)
    press(page, "Enter")
    question.get_by_role("button", name=WORDS["reveal"]).click()
    question.get_by_text("the step of 2 lands on −1").wait_for()


SLOW = """
import time, nnlib.quiz.quizzes as quizzes
at_once = quizzes.Quiz.choose
def choose(card, pair):
    time.sleep(3)
    at_once(card, pair)
quizzes.Quiz.choose = choose
"""


def test_a_busy_kernel_is_named(page):
    page.evaluate(
        """code => window.jupyterapp.shell.currentWidget.sessionContext.session
        .kernel.requestExecute({ code }).done.then(() => null)""",
        SLOW,
    )
    question = output(page, RECALL)
    question.get_by_role("button", name="The learning rate").click()
    busy = question.get_by_role("status").get_by_text(WORDS["waiting"])
    busy.wait_for()
    question.get_by_role("status").get_by_text("Divide the rate by ten").wait_for()
    assert busy.count() == 0


def test_a_restart_and_a_second_run(page):
    lab.restart(page)
    lab.run_all(page)
    question = output(page, RECALL)
    question.get_by_role("button", name="The learning rate").click()
    question.get_by_text("Answered: 1. Open: 2, 3.").wait_for()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing(page, theme):
    lab.change_theme(page, theme)
    lab.unfold(page)
    recall = output(page, RECALL)
    for name in ("The sign in the update", "X.T @ dZ / 100", "0"):
        recall.get_by_role("button", name=name).last.click()
    output(page, LOOP).get_by_role("button", name=WORDS["check"]).click()
    steps = output(page, STEPS)
    steps.get_by_role("textbox").first.fill("3")
    steps.get_by_role("button", name=WORDS["check"]).click()
    page.locator("[aria-invalid=true]").wait_for()
    output(page, NUMBERS).get_by_role("button", name=WORDS["skip"]).click()
    output(page, NUMBERS).get_by_role("button", name=WORDS["reveal"]).click()
    output(page, NUMBERS).get_by_text("The answer: −1").wait_for()
    wrong, checked = lab.axe(page)
    assert wrong == []
    assert {"label", "button-name"} <= set(checked)
    assert checked["color-contrast"] > 80
