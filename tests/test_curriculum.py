"""lessons/README.md: its tables, minutes, links and words agree with the notebooks."""

import re
from pathlib import Path

import pytest

from nnlib.__main__ import main
from nnlib.course.commands import syllabus
from nnlib.course.notebooks import lesson as record
from nnlib.course.notebooks import notebook
from nnlib.course.notebooks.lesson import front_matter, lessons, relative

ROOT = Path(__file__).parents[1]
README = record.ROOT / "lessons" / "README.md"
PAGE = README.read_text(encoding="utf-8")
LESSONS = lessons()
PATHS = re.findall(r"^### (.+)\n", PAGE.split("## Paths")[1].split("\n## ")[0], re.M)
BANNED = (
    r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial(ly)?)\b|!(?!\[)"
)
BRITISH = r"\b\w+(isation|iser?|ised|our|ogue)\b"


def section(title, level=2):
    """The page's text below a heading, up to the next of its level or above."""
    rest = PAGE.split(f"\n{'#' * level} {title}\n")[1]
    return re.split(rf"\n#{{1,{level}}} ", rest)[0]


def rows(text):
    """The rows of the tables in a text, as lists of cells, heads and bars left out."""
    found = [
        [cell.strip() for cell in line.strip()[1:-1].split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    bars = [k for k, row in enumerate(found) if set("".join(row)) <= set("-:")]
    return [row for k, row in enumerate(found) if k not in bars and k + 1 not in bars]


# What is made from the notebooks


def test_the_page_is_up_to_date():
    assert list(syllabus.updates(list(LESSONS.values()))) == [], (
        "mend this with: python -m nnlib syllabus"
    )
    blocks = re.findall(r"<!-- syllabus: (\w+) -->", PAGE)
    assert blocks == ["table", "needs", "objectives", "names"]
    assert PAGE.count("<!-- end -->") == len(blocks)


def test_every_lesson_says_where_you_are_and_links_the_others():
    for lesson in LESSONS.values():
        first = notebook.source(notebook.read(lesson.notebook())["cells"][0])
        (line,) = syllabus.line_of_all().findall(first)
        links = re.findall(r"\]\((\w+)\.ipynb\)", line)
        others = [one.stem for one in LESSONS.values() if one is not lesson]
        assert links == others
        assert f"**{lesson.number} you are here**" in line


def test_a_lesson_needs_earlier_ones_only():
    for number, lesson in LESSONS.items():
        assert all(needed < number for needed in lesson.front.needs), number
        assert lesson.front.needs or number == min(LESSONS), number


def test_it_is_written_anew_from_the_front_matter(tmp_path, monkeypatch, capsys):
    page = tmp_path / "lessons" / "README.md"
    page.parent.mkdir()
    page.write_text("before\n<!-- syllabus: table -->\nold\n<!-- end -->\nafter\n")
    make(page.parent / "00_start.ipynb", "# 00 · Why?\n\n- do it\n\n"
         "**Minutes:** 12. **You need:** nothing.")  # fmt: skip
    monkeypatch.setattr(record, "ROOT", tmp_path)
    assert main(["syllabus", "--check"]) == 1
    assert "old" in page.read_text("utf-8")
    assert main(["syllabus"]) == 0
    text = page.read_text("utf-8")
    assert "| 00 | [Why?](00_start.ipynb) | 12 | – |" in text
    assert "| | together | 12 | |" in text
    assert (text[:7], text[-6:]) == ("before\n", "after\n")
    assert main(["syllabus", "--check"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("missing", ["# 00", "- do", "**Minutes:**", "**You need:**"])
def test_a_front_matter_without_a_part_is_named(missing, tmp_path):
    text = "# 00 · Why?\n\n- do it\n\n**Minutes:** 12. **You need:** nothing."
    path = tmp_path / "00_start.ipynb"
    make(path, text.replace(missing, "…"))
    with pytest.raises(ValueError, match=r"got 00_start\.ipynb without one of them"):
        front_matter(path)
    make(path, text)
    assert front_matter(path).minutes == 12


def make(path, text):
    import nbformat

    cell = nbformat.v4.new_markdown_cell(text, id="l00-title")
    notebook.write(path, nbformat.v4.new_notebook(cells=[cell]))


# What is written by hand


@pytest.mark.parametrize("path", PATHS)
def test_the_minutes_of_a_path_add_up(path):
    *steps, last = rows(section(path, level=3))
    halves, whole = {}, 0
    for _, what, minutes in (step for step in steps if step[2]):
        parts = re.findall(r"(\d\d) \(([ab])\)", what)
        numbers = set(re.findall(r"\b\d\d\b", what)) - {number for number, _ in parts}
        rest = int(minutes) - sum(LESSONS[number].front.minutes for number in numbers)
        assert len(parts) == bool(rest), what  # what is left over is one half lesson
        for number, part in parts:
            assert 0 < rest < LESSONS[number].front.minutes
            halves.setdefault(number, {})[part] = rest
        whole += int(minutes)
    assert last[1:] == ["together", str(whole)]
    for number, parts in halves.items():
        if len(parts) == 2:
            assert sum(parts.values()) == LESSONS[number].front.minutes, number


@pytest.mark.parametrize("path", PATHS[1:])
def test_the_longer_paths_take_every_lesson_once(path):
    steps = [what for _, what, minutes in rows(section(path, level=3)) if minutes]
    whole = [n for what in steps for n in re.findall(r"\b\d\d\b(?! \()", what)]
    halves = [n for what in steps for n in re.findall(r"\b\d\d \([ab]\)", what)]
    assert sorted(whole) == sorted(set(whole))
    taken = sorted({*whole, *(half[:2] for half in halves)})
    assert taken == [n for n in LESSONS if taken[0] <= n <= taken[-1]]
    assert f"from {taken[0]} to {taken[-1]}" in " ".join(section("Paths").split())
    assert sorted(halves) == sorted({f"{h[:2]} ({p})" for h in halves for p in "ab"})
    assert rows(section(path, level=3))[-1][-1] == str(
        sum(LESSONS[number].front.minutes for number in taken)
    )


def test_the_parts_of_lesson_05_are_as_long_as_it_says():
    text = notebook.source(notebook.read(LESSONS["05"].notebook())["cells"][0])
    said = dict(re.findall(r"\((a|b)\) [^,;]+, (\d+)", text))
    for title in PATHS:
        for _, what, minutes in rows(section(title, level=3)):
            found = re.fullmatch(r"05 \((a|b)\)", what)
            if found:
                assert minutes == said[found[1]], title


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        if target.startswith("#"):
            headings = re.findall(r"^#+ (.+)$", PAGE, re.M)
            slugs = {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-")
                     for h in headings}  # fmt: skip
            assert target[1:] in slugs, target
        else:
            assert (README.parent / target).exists(), target


def test_the_drawing_has_each_lesson_that_it_speaks_of_once_in_order():
    said, drawing, *_ = section("What needs what").split("```")
    first, last = re.search(r"from lesson (\d\d) to lesson (\d\d)", said).groups()
    shown = re.findall(r"^(\d\d) ", drawing, re.M)
    assert shown == [number for number in LESSONS if first <= number <= last]
    assert all(len(line) <= 72 for line in drawing.splitlines())


def test_the_words_are_plain():
    by_hand = re.sub(r"<!--.*?-->", "", syllabus.BLOCK.sub("", PAGE))
    own = by_hand.split("## Further reading")[0]
    assert not re.search(BANNED, own, re.IGNORECASE)
    assert not re.search(r"[\U0001F300-\U0001FAFF]", PAGE)


# Glossary


def glossary():
    """English -> Chinese, one pair for each pair of words in a row."""
    found = {}
    for english, chinese, _ in rows(section("Glossary, English and Chinese")):
        ours, theirs = english.split(", "), chinese.split(", ")
        if english.endswith(" set") or len(ours) == len(theirs):
            found.update(zip(ours, theirs, strict=True))
    return found


def said_in_lessons():
    """(lesson, English, Chinese) for each term of a lesson's own glossary."""
    for number, lesson in LESSONS.items():
        for cell in notebook.read(lesson.notebook())["cells"]:
            found = re.search(r"\*\*Glossary\.\*\* (.*)", notebook.source(cell))
            for english, chinese in re.findall(
                r"\*([^*]+)\* \(([^)]+)\)", found[1] if found else ""
            ):
                ours, theirs = english.split(", "), re.split("[,;] ", chinese)
                yield from ((number, *pair) for pair in zip(ours, theirs, strict=False))


def test_the_glossary_is_in_order_and_has_each_term_once():
    terms = [row[0] for row in rows(section("Glossary, English and Chinese"))]
    assert len(terms) > 60
    assert terms == sorted(terms, key=lambda term: term.replace("-", " ").lower())
    assert len(terms) == len(set(terms))


def test_the_lessons_use_the_same_chinese_words():
    ours, said = glossary(), list(said_in_lessons())
    assert len(said) > 30
    wrong = [
        (number, english, chinese, ours[english])
        for number, english, chinese in said
        if english in ours and ours[english] != chinese
    ]
    assert wrong == []


def test_every_term_of_a_lesson_is_in_the_glossary():
    ours = glossary()
    missing = sorted({english for _, english, _ in said_in_lessons()} - set(ours))
    assert missing == []


def test_the_spelling_is_american():
    english = " ".join([*glossary(), section("Notation")])
    assert not re.search(BRITISH, english)


def test_readings_name_a_year_and_a_place():
    entries = re.split(r"^- ", section("Further reading"), flags=re.M)[1:]
    assert len(entries) > 15
    for entry in entries:
        assert re.search(r"\b(19|20)\d\d\b", entry), entry
        papers = re.match(r"\d\d: ", entry)
        assert not papers or papers[0][:2] in LESSONS
        assert "*" in entry or "《" in entry


def test_the_command_names_what_it_writes():
    assert relative(README).as_posix() == "lessons/README.md"
