"""Handouts: what is in each, complete in itself; and the data of the run sheets."""

import ast
import functools
import html.parser
import inspect
import re

import foreign
import pytest

from nnlib.course.commands import handout as command
from nnlib.course.handout import copies, leading, make, pages, sheet, slides
from nnlib.course.notebooks import labels, notebook
from nnlib.course.notebooks.lesson import front_matter, lessons
from nnlib.quiz import data
from nnlib.shared import words

LESSONS = list(lessons())
MARK = re.compile(r"[Mm]inute (\d+)|(\d+) minutes")
each_lesson = pytest.mark.parametrize("number", LESSONS)
each_page = pytest.mark.parametrize(  # those of one lesson at once, they take long
    "number", ["04", *(pytest.param(number, marks=pytest.mark.thorough)
                       for number in LESSONS if number != "04")]
)  # fmt: skip
ADDRESSES = ("src", "href", "srcset", "data", "action", "poster", "background")


class Page(html.parser.HTMLParser):
    """Collects the addresses of a page, its styles, and the tags in it."""

    def __init__(self, text):
        super().__init__()
        self.found, self.tags, self.styles, self._style = [], [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self._style = tag == "style"
        for name, value in attributes:
            if name in ADDRESSES or name.endswith(":href"):
                self.found.append((tag, name, value))
            self.styles += f" {value}" if name == "style" else ""

    def handle_data(self, text):
        self.styles += text if self._style else ""

    def handle_endtag(self, tag):
        self._style = False

    def asks_for(self):
        """The addresses that a browser would fetch when it opens the page."""
        yield from re.findall(r"url\(\s*['\"]?([^'\")]*)", self.styles)
        yield from re.findall(r"@import[^;]*", self.styles)
        for tag, _, value in self.found:
            if tag != "a" and not value.startswith(("data:", "#")):
                yield value

    def leads_to(self):
        return [value for tag, _, value in self.found if tag == "a"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The text of an HTML file, given a lesson's number and a kind; made once."""
    folder = tmp_path_factory.mktemp("handouts")

    @functools.cache
    def text(number, kind):
        path = command.save(lessons()[number].notebook(), kind, folder)
        return path.read_text("utf-8")

    return text


@functools.cache
def lesson(number):
    return notebook.read(lessons()[number].notebook())


# HTML


@each_page
def test_no_page_asks_for_anything_outside_itself(made, number):
    for kind in ("slides", "print", "instructor"):
        page = Page(made(number, kind))
        assert [a for a in page.asks_for() if not a.startswith("data:")] == [], kind
        for address in page.leads_to():
            assert address.startswith(("http://", "https://", "#")), (kind, address)


def test_the_test_of_addresses_sees_what_a_browser_would_fetch():
    text = (
        '<link href="a.css"><img src="b.png"><style>@import "c.css"; p {background: '
        "url('d.png')}</style><a href='e.html'></a><img src='data:image/png;base64,'>"
    )
    page = Page(text)
    assert [a.strip() for a in page.asks_for()] == [
        "d.png", '@import "c.css"', "a.css", "b.png",
    ]  # fmt: skip
    assert page.leads_to() == ["e.html"]


@each_page
def test_every_formula_of_a_lesson_is_mathml_on_paper(made, number):
    text = made(number, "print")
    shown = "\n".join(
        notebook.source(cell)
        for cell in copies.handed_out(lesson(number))
        if cell["cell_type"] == "markdown"
    )
    numbers = re.findall(r"\\tag\{([^}]*)\}", shown)
    assert len(re.findall(r'class="formula"', text)) == len(
        re.findall(r"\$\$.*?\$\$", shown, re.S)
    )
    for one in numbers:
        assert f'<span class="number">({one})</span>' in text
    outside = re.sub(r"<(pre|style|code).*?</\1>|<math.*?</math>", "", text, flags=re.S)
    assert "$$" not in outside
    assert "\\frac" not in outside


def test_a_formula_is_cut_only_between_its_parts():
    latex = r"a \qquad \begin{cases} b & \text{if} \qquad c \end{cases} \tag{9.9}"
    text = pages.formula(latex)
    assert text.count("<math") == 2
    assert "(9.9)" in text


def test_a_formula_that_is_none_is_named():
    with pytest.raises(ValueError, match=r"expects a formula, got '\\\\nonsense"):
        pages.mathml(r"\nonsense{x}")


@each_page
def test_print_has_all_but_the_instructors_cells(made, number):
    text = made(number, "print")
    assert "For the instructor" not in text
    pictures = sum(
        "image/png" in output.get("data", {})
        for cell in lesson(number)["cells"]
        for output in cell.get("outputs", [])
    )
    assert text.count("<img") == pictures
    assert text.count("alt=") >= pictures


@each_page
def test_slides_have_every_section_and_keep_the_instructor_to_the_notes(made, number):
    text = made(number, "slides")
    on_the_wall = re.sub(r'<aside class="notes">.*?</aside>', "", text, flags=re.S)
    assert "For the instructor" in text
    assert "For the instructor" not in on_the_wall
    for cell in copies.handed_out(lesson(number)):
        for heading in re.findall(r"^## (.+)$", notebook.source(cell), re.M):
            if cell["cell_type"] == "markdown":
                assert pages.markdown(f"## {heading}").strip() in on_the_wall


@each_page
def test_slides_answer_each_prediction_at_the_end_only(made, number):
    text = made(number, "slides")
    names = [name for kind, name, _ in sheet.asked(lesson(number)) if kind == "predict"]
    places = [text.index(f'id="answer-{name}"') for name in names]
    assert places == sorted(places)
    for name, place in zip(names, places, strict=True):
        assert text.index(f'id="question-{name}"') < min(places) <= place


def test_a_long_paragraph_is_shown_by_whole_sentences():
    text = "One is short. " + "Two has " + "many " * 50 + "words. Three is not shown."
    short = slides.beginning(text)
    assert text.startswith(short)
    assert short.endswith("words.")
    for kept in ("- " + text, "| " + text, "A few words."):
        assert slides.beginning(kept) == kept


def test_what_is_cut_and_left_out_needs_no_english():
    text = "一句话很短。" + "第二句" + "很长" * 90 + "。第三句不显示。"
    assert slides.beginning(text) == text[: text.index("第三")]
    assert slides.beginning("一句话很短。" * 3) == "一句话很短。" * 3


@pytest.mark.parametrize(
    ("spoken", "wide"), [("en", True), ("xx", False), ("xx", True)]
)
def test_a_lesson_is_read_in_whatever_language_its_labels_are(
    spoken, wide, tmp_path, monkeypatch
):
    english, text = lessons()["04"].notebook(), notebook.dumps(lesson("04"))
    for label in labels.labels.read().values() if wide else ():
        text = text.replace(label, foreign.widened(label))
    path = tmp_path / english.name
    path.write_text(text, encoding="utf-8")
    fronts, pages = [front_matter(english)], [make(english, "instructor")]
    foreign.learn(monkeypatch)
    with words.in_language(spoken):
        fronts.append(front_matter(path))
        pages.append(make(path, "instructor"))
        deck = foreign.narrow(make(path, "slides"))
    assert fronts[0] == fronts[1]
    one, other = map(foreign.narrow, pages)
    assert one == other.replace(f'lang="{spoken}"', 'lang="en"')
    assert "Glossary" not in deck


# Notebooks


@each_lesson
def test_a_learner_copy_is_the_lesson_without_instructor_and_outputs(number):
    full, copy = lesson(number), copies.learner(lesson(number))
    kept = [c["id"] for c in full["cells"] if "instructor" not in notebook.tags(c)]
    assert [cell["id"] for cell in copy["cells"]] == kept
    assert len(kept) < len(full["cells"])
    assert not any(cell.get("outputs") for cell in copy["cells"])
    assert "For the instructor" not in notebook.dumps(copy)
    sources = {cell["id"]: notebook.source(cell) for cell in full["cells"]}
    assert all(notebook.source(c) == sources[c["id"]] for c in copy["cells"])


@each_lesson
def test_a_skeleton_keeps_ids_and_headings_and_empties_what_is_typed(number):
    full, bare = lesson(number), copies.skeleton(lesson(number))
    sources = {cell["id"]: notebook.source(cell) for cell in full["cells"]}
    code = [c["id"] for c in full["cells"] if c["cell_type"] == "code"]
    assert [c["id"] for c in bare["cells"] if c["cell_type"] == "code"] == code
    empty = 0
    for cell in bare["cells"]:
        text = notebook.source(cell)
        if cell["cell_type"] == "code":
            assert text in ("", sources[cell["id"]].rstrip())
            assert "nnlib" not in notebook.tags(cell) or text == ""
            empty += text == ""
        else:
            assert all(line.startswith("#") for line in text.splitlines() if line)
    assert empty >= 6


def test_a_notebook_that_somebody_worked_in_is_kept(tmp_path, capsys):
    path = lessons()["04"].notebook()
    target = command.save(path, "skeleton", tmp_path)
    command.save(path, "skeleton", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [target.name]
    mine = target.read_text("utf-8").replace('"source": []', '"source": ["a = 1"]', 1)
    target.write_text(mine, "utf-8")
    command.save(path, "skeleton", tmp_path)
    (kept,) = set(tmp_path.iterdir()) - {target}
    assert kept.read_text("utf-8") == mine
    assert kept.name in capsys.readouterr().out


def test_a_lesson_that_is_not_there_is_told():
    with pytest.raises(ValueError, match=r"expects a lesson, 00, 01, .* got '44'"):
        command.path_of("44")


# Run sheets


def rows(number):
    """(first cell, first minute, last minute) of each row of the plan."""
    ids = [cell["id"] for cell in lesson(number)["cells"]]
    minute, found = 0, []
    for row in leading.leading(number)["plan"]:
        assert row["at"] in ids, row["at"]
        found.append((ids.index(row["at"]), minute, minute + row["minutes"]))
        minute += row["minutes"]
    return found


@each_lesson
def test_the_plan_follows_the_lesson_and_fills_its_minutes(number):
    lead, plan = leading.leading(number), rows(number)
    assert [start for start, _, _ in plan] == sorted({start for start, _, _ in plan})
    assert plan[0][:2] == (0, 0)
    assert plan[-1][2] == lead["minutes"]
    assert lead["minutes"] <= lessons()[number].front.minutes


@each_lesson
def test_the_minutes_in_instructor_cells_are_those_of_the_plan(number):
    plan = rows(number)
    for place, cell in enumerate(lesson(number)["cells"]):
        said = MARK.search(notebook.source(cell))
        if "instructor" in notebook.tags(cell) and said:
            minute = int(said[1] or said[2])
            begin, end = [row[1:] for row in plan if row[0] <= place][-1]
            assert begin - 1 <= minute <= end + 1, cell["id"]


@each_lesson
def test_each_vote_is_of_this_lesson_and_has_a_question_for_each_wrong_option(number):
    questions = {name: entry for _, name, entry in sheet.asked(lesson(number))}
    votes = leading.leading(number)["votes"]
    assert len(votes) >= 2
    for name, vote in votes.items():
        options = questions[name]["options"]
        assert sum(vote["expect"]) == 10
        assert len(vote["expect"]) == len(vote["ask"]) == len(options)
        for option, ask in zip(options, vote["ask"], strict=True):
            assert bool(ask) != bool(option.get("right")), (name, option["text"])
            assert not ask or "?" in ask


@each_lesson
def test_cuts_save_ten_minutes_and_the_board_fits_one(number):
    lead = leading.leading(number)
    assert sum(row["minutes"] for row in lead["cut"]) >= 10
    assert 8 <= len(lead["board"]) <= 24
    assert max(map(len, lead["board"])) <= 78
    assert len(lead["stuck"]) >= 3


def test_every_kind_of_question_is_answered_by_a_table_and_not_by_comparing():
    kinds = {
        question["kind"]
        for number in LESSONS
        for question in data.questions(number).values()
    }
    assert kinds == set(slides.ANSWERED) == {"quiz", *sheet.BY_HAND}
    for module in (slides, sheet):
        compared = ast.walk(ast.parse(inspect.getsource(module)))
        compared = [node for node in compared if isinstance(node, ast.Compare)]
        names = {getattr(node.left, "id", "") for node in compared
                 if isinstance(node.ops[0], (ast.Eq, ast.NotEq))}  # fmt: skip
        assert "kind" not in names


@each_page
def test_the_instructors_page_answers_every_question(made, number):
    text = made(number, "instructor")
    for _, name, entry in sheet.asked(lesson(number)):
        for question in entry.get("questions", [entry]):
            for option in question.get("options", []):
                reply = pages.markdown(data.text_of(option["reply"]))
                assert reply.strip() in text, (name, option["text"])
    for row in leading.leading(number)["stuck"]:
        assert pages.markdown(row["rescue"]).strip() in text


def test_run_sheets_are_in_the_voice_of_the_course():
    banned = r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial)\b|!"
    for number in LESSONS:
        lead = leading.leading(number)
        texts = [row["do"] for row in lead["plan"]] + [lead["door"]]
        texts += [r[k] for r in lead["stuck"] for k in ("sign", "rescue")]
        texts += [ask for vote in lead["votes"].values() for ask in vote["ask"]]
        for text in texts:
            assert not re.search(banned, text, re.I), text
