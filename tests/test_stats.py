"""`python -m nnlib stats`: what it counts is what is there."""

import re

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.__main__ import main
from nnlib.course.commands import stats
from nnlib.course.notebooks import lesson, notebook

LESSONS = sorted((lesson.ROOT / "lessons").glob("*.ipynb"))
words = st.lists(st.sampled_from(["tree", "valley", "W", "7"]), max_size=30)


def book(*parts):
    """A notebook of (id, text) cells; an id with `code` in it is a code cell."""
    cells = []
    for name, text in parts:
        make = nbformat.v4.new_code_cell if "code" in name else (
            nbformat.v4.new_markdown_cell)  # fmt: skip
        cells.append(make(text, id=name))
    return nbformat.v4.new_notebook(cells=cells)


def do(*sources):
    nb = book(*((f"code-{k}", source) for k, source in enumerate(sources)))
    return list(stats.things_to_do(nb))


@given(st.lists(words, min_size=1, max_size=6), st.sets(st.integers(0, 5)))
def test_words_are_counted_and_code_ends_a_stretch(texts, code_before):
    parts, longest, run = [], 0, 0
    for k, text in enumerate(texts):
        if k in code_before:
            parts.append((f"code-{k}", "x = 1  # not prose"))
            run = 0
        parts.append((f"text-{k}", " ".join(text)))
        run += len(text)
        longest = max(longest, run)
    found = stats.measured(book(*parts))
    assert found["words"] == sum(map(len, texts))
    assert found["longest"] == longest
    assert found["cells"] == len(parts)
    assert found["code"] == sum(name[:4] == "code" for name, _ in parts)


@pytest.mark.parametrize(
    "text, count",
    [
        ("two words", 2),
        ("in `code of any length` here", 2),
        ("a formula $a + b$ here", 3),
        ("$$\nL = \\sum_i x_i\n$$\nafter", 1),
        ("```python\nx = 1\n```\nafter it", 2),
        ("a [link](to/a file) here", 3),
        ("<b>bold</b> text", 2),
    ],
)
def test_code_and_formulas_are_no_prose(text, count):
    assert len(notebook.prose(book(("a", text))["cells"][0]).split()) == count


def test_fine_print_does_not_lengthen_a_stretch():
    nb = book(("a", "one two"), ("l00-fine-print", "three " * 50), ("b", "four"))
    assert list(stats.stretches(nb)) == [("a", 3)]
    assert stats.measured(nb)["words"] == 53


@pytest.mark.parametrize(
    "text, minutes",
    [
        ("# 07\n\n**Minutes:** 90. **You need:** x", 90),
        ("**Minutes:** 135 in two parts", 135),
        ("no such line", None),
    ],
)
def test_minutes_stand_in_the_front_matter_only(text, minutes):
    assert lesson.minutes(book(("front", text), ("b", "**Minutes:** 7"))) == minutes
    assert lesson.minutes(book()) is None


def test_things_to_do_are_those_of_nnlib():
    assert do("from nnlib import quiz", 'quiz.quiz("a")\nquiz.trace("b")') == [
        "quiz", "trace",
    ]  # fmt: skip
    assert do('from nnlib.quiz import predict as say\nsay("x")') == ["predict"]
    assert do("def predict(X):\n    return X\n\n\npredict(1)\nquiz = {}") == []
    assert do('from nnlib.check import check, hint\ncheck("ex", f)\nhint("ex")') == [
        "check"
    ]
    assert do("from nnlib.explore import neuron", "neuron()") == ["explore"]
    assert do("from nnlib import explore\nexplore.neuron()") == ["explore"]
    assert do("import numpy as np\nnp.tanh(1)\nfrom nnlib import relu\nrelu(1)") == []


def test_a_panel_behind_a_prediction_is_two_things():
    lines = "from nnlib import quiz\nfrom nnlib.explore import descent"
    source = 'quiz.predict("06-predict", show=lambda: descent("lr=1"))'
    assert sorted(do(lines, source)) == ["explore", "predict"]
    assert stats.measured(book(("code", f"{lines}\n{source}")))["to do"] == 2


def test_every_question_function_of_a_lesson_is_counted():
    for path in LESSONS:
        nb = notebook.read(path)
        code = [notebook.source(c) for c in nb["cells"] if c["cell_type"] == "code"]
        pattern = r"\bquiz\.(predict|quiz|order_lines|trace)\("
        calls = re.findall(pattern, "\n".join(code))
        found = stats.measured(nb)
        kinds = ("predict", "quiz", "order", "trace")
        assert sum(found[kind] for kind in kinds) == len(calls), path.stem
        assert found["minutes"], path.stem


def cells_of(line):
    return [text.strip() for text in line.strip("|").split("|")]


def test_the_table_is_markdown_with_sums(capsys):
    assert main(["stats", *map(str, LESSONS)]) == 0
    printed = capsys.readouterr().out
    head, bars, *rows, last = printed.split("\n\n")[0].splitlines()
    assert len(rows) == len(LESSONS)
    assert len({len(line) for line in (head, bars, *rows, last)}) == 1
    names = cells_of(head)
    for k, name in enumerate(names[1:], 1):
        column = [int(text) for row in rows if (text := cells_of(row)[k]) != "–"]
        whole = max(column) if name == "longest" else sum(column)
        assert cells_of(last)[k] == str(whole), name
    assert "CPU" not in head


def test_long_stretches_are_named(tmp_path, capsys):
    for name, count in (("short", 250), ("long", 251)):
        notebook.write(tmp_path / f"{name}.ipynb", book(("a", "word " * count)))
    assert main(["stats", *map(str, sorted(tmp_path.glob("*.ipynb")))]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert "long.ipynb" in last
    assert "short.ipynb" not in last


def test_no_notebooks_are_no_error():
    assert stats.table([]) == ["no notebooks"]


def test_seconds_are_those_of_a_fresh_kernel(tmp_path, capsys):
    source = "total = sum(range(3_000_000))"
    path, exercises = tmp_path / "a.ipynb", tmp_path / "exercises"
    notebook.write(path, book(("code-a", source)))
    exercises.mkdir()
    notebook.write(exercises / "b.ipynb", book(("code-b", "raise ValueError")))
    kept = path.read_bytes()
    assert main(["stats", "--run", str(path), str(exercises / "b.ipynb")]) == 0
    head, _, ran, stub, _ = capsys.readouterr().out.split("\n\n")[0].splitlines()
    row = dict(zip(cells_of(head), cells_of(ran), strict=True))
    assert float(row["CPU s"]) > 0
    assert float(row["wall s"]) > 0
    assert cells_of(stub)[-2:] == ["–", "–"]
    assert path.read_bytes() == kept


def test_a_notebook_that_fails_is_named(tmp_path, capsys):
    path = tmp_path / "a.ipynb"
    notebook.write(path, book(("code-a", "1 / 0")))
    assert main(["stats", "--run", str(path)]) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err
