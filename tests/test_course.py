"""The notebook tools: normalizing, deriving, building, showing."""

import copy
import json
import subprocess
import sys

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib.__main__ import main
from nnlib.course.commands import cover
from nnlib.course.notebooks import derive, notebook, reach, sources
from nnlib.course.notebooks import lesson as record
from nnlib.shared import files

VIEW = "application/vnd.jupyter.widget-view+json"


def code(source, id="ex-a", tags=(), outputs=(), count=None):
    cell = nbformat.v4.new_code_cell(source, id=id, outputs=list(outputs))
    cell["execution_count"] = count
    cell["metadata"] = {"tags": list(tags)} if tags else {}
    return cell


def book(*cells, **metadata):
    nb = nbformat.v4.new_notebook(cells=list(cells))
    nb["metadata"] = metadata
    return nb


def rich(data, **metadata):
    return nbformat.v4.new_output("display_data", data=data, metadata=metadata)


def stream(text, name="stdout"):
    return nbformat.v4.new_output("stream", name=name, text=text)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(st.lists(st.tuples(st.booleans(), texts, st.booleans()), max_size=5))
def test_normalizing_twice_is_normalizing_once(parts):
    cells = []
    for k, (markdown, text, ran) in enumerate(parts):
        if markdown:
            cells.append(nbformat.v4.new_markdown_cell(text, id=f"m-{k}"))
        else:
            cells.append(
                code(text, f"c-{k}", outputs=[stream(text)], count=1 if ran else None)
            )
    once = notebook.normalized(book(*cells))
    text = notebook.dumps(once)
    nbformat.validate(once)
    assert notebook.dumps(notebook.normalized(json.loads(text))) == text
    back = nbformat.reads(text, as_version=4)
    assert notebook.dumps(notebook.normalized(back)) == text


def test_counts_metadata_and_live_views_are_tidied():
    nb = book(
        code("1", "a", ["z", "b"], [rich({VIEW: {}, "text/plain": "x"})], 7),
        code("2", "b"),
        code("3", "c", (), [stream("a"), stream("b"), stream("c", "stderr")], 31),
        widgets={"state": 1},
        kernelspec={"name": "mine"},
    )
    nb["cells"][0]["metadata"]["collapsed"] = True
    tidy = notebook.normalized(nb)
    assert [c["execution_count"] for c in tidy["cells"]] == [1, None, 2]
    assert tidy["cells"][0]["metadata"] == {"tags": ["b", "z"]}
    assert tidy["cells"][0]["outputs"] == []
    assert [o["text"] for o in tidy["cells"][2]["outputs"]] == ["ab", "c"]
    assert tidy["metadata"] == notebook.KERNEL


def test_pictures_keep_their_words():
    live = rich({VIEW: {}, "image/png": "AA==", "text/plain": "x"},
                **{"image/png": {"alt": "from the panel", "width": 3, "height": 2}}
                )  # fmt: skip
    plain = rich({"image/png": "AA==\n", "text/plain": "<Figure>"}, isolated=True)
    tidy = notebook.normalized(
        book(code("# alt: from the cell\nf()", outputs=[live, plain]))
    )
    first, second = tidy["cells"][0]["outputs"]
    assert VIEW not in first["data"]
    assert first["metadata"] == {"image/png": {"alt": "from the panel", "width": 3}}
    assert second["metadata"] == {"image/png": {"alt": "from the cell"}}


def test_a_solution_becomes_an_exercise():
    answer = (
        "def f(x):\n    # shapes: (n,)\n    ### BEGIN SOLUTION\n    return x\n"
        "    ### END SOLUTION\n\n\n### BEGIN SOLUTION\ny = 2\n### END SOLUTION"
    )
    solution = book(
        code(answer, "ex-f", outputs=[stream("secret")], count=1),
        code("check('ex-f', f)", "ex-f-check", ["check"], count=2),
        code("f(3)", "ex-f-again", ["solution"], count=3),
    )
    exercise = derive.exercise(solution)
    assert [c["id"] for c in exercise["cells"]] == ["ex-f", "ex-f-check"]
    first, check = exercise["cells"]
    assert first["source"] == (
        'def f(x):\n    # shapes: (n,)\n    raise NotImplementedError("ex-f")\n\n\n'
        'raise NotImplementedError("ex-f")'
    )
    assert first["outputs"] == []
    assert first["execution_count"] is None
    assert check["metadata"] == {
        "deletable": False,
        "editable": False,
        "tags": ["check"],
    }
    assert solution["cells"][0]["outputs"], "the solution itself is left alone"


@pytest.mark.parametrize("line", ["### BEGIN SOLUTION", "### END SOLUTION"])
def test_a_marker_without_its_twin_is_refused(line):
    with pytest.raises(ValueError, match="cell ex-half"):
        derive.stub(code(f"x = 1\n{line}\ny = 2", "ex-half"))


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one lesson and one solution, never run."""
    monkeypatch.setattr(record, "ROOT", tmp_path)
    monkeypatch.setattr(reach, "NNLIB", tmp_path / "nnlib")
    (tmp_path / "nnlib").mkdir()
    for name in ("__init__", "metrics", "other"):
        (tmp_path / "nnlib" / f"{name}.py").write_text('"""Doc."""\nx = 1\n')
    source = "print(6 * 7)\nimport nnlib.metrics"
    notebook.write(tmp_path / "lessons" / "01_a.ipynb", book(code(source, "a")))
    answer = "### BEGIN SOLUTION\ny = 2\n### END SOLUTION"
    notebook.write(tmp_path / "solutions" / "01_a.ipynb", book(code(answer, "b")))
    return tmp_path


def test_build_runs_derives_and_then_has_nothing_to_do(course, capsys):
    before = (course / "lessons" / "01_a.ipynb").read_bytes()
    assert main(["build", "--check"]) == 1
    assert (course / "lessons" / "01_a.ipynb").read_bytes() == before
    assert not (course / "exercises").exists()
    assert "python -m nnlib build" in capsys.readouterr().out
    assert main(["build"]) == 0
    lesson = notebook.read(course / "lessons" / "01_a.ipynb")
    assert lesson["cells"][0]["outputs"][0]["text"] == "42\n"
    exercise = notebook.read(course / "exercises" / "01_a.ipynb")
    assert exercise["cells"][0]["source"] == 'raise NotImplementedError("b")'
    stamps = {p: p.stat().st_mtime_ns for p in course.rglob("*.ipynb")}
    assert main(["build", "--check"]) == 0
    assert main(["build"]) == 0
    assert {p: p.stat().st_mtime_ns for p in course.rglob("*.ipynb")} == stamps


@pytest.mark.thorough
def test_build_notices_each_kind_of_drift(course, capsys):
    main(["build"])
    part, lesson = course / "nnlib" / "metrics.py", course / "lessons" / "01_a.ipynb"
    part.write_text('"""Other words."""\nx = 1  # and a comment\n')
    assert main(["build", "--check"]) == 0
    part.with_stem("other").write_text("x = 2  # which nobody imports")
    assert main(["build", "--check"]) == 0
    part.write_text('"""Doc."""\nx = 2\n')
    assert main(["build", "--check"]) == 1
    main(["build"])
    lesson.write_text(lesson.read_text().replace("6 * 7", "6 * 8"))
    assert main(["build", "--check"]) == 1
    main(["build"])
    exercise = course / "exercises" / "01_a.ipynb"
    exercise.write_text(exercise.read_text().replace('"b"', '"edited"', 1))
    assert main(["build", "--check"]) == 1
    capsys.readouterr()


def test_a_cell_that_fails_leaves_the_file_alone(course, capsys):
    path = course / "lessons" / "01_a.ipynb"
    notebook.write(path, book(code("1 / 0", "l01-boom")))
    before = path.read_bytes()
    assert main(["build"]) == 2
    assert path.read_bytes() == before
    assert "ZeroDivisionError" in (said := capsys.readouterr().err)
    assert "l01-boom" in said


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"cells": []}', "\0", '{"nbformat": 4}', "[" * 9**5],
    ids=range(7),
)
def test_a_file_that_is_no_notebook_gets_a_sentence(tmp_path, text, capsys):
    path = tmp_path / "x.ipynb"
    path.write_text(text)
    assert main(["show", str(path)]) == 2
    assert "x.ipynb" in capsys.readouterr().err


def test_an_old_notebook_gets_a_sentence(tmp_path, capsys):
    nb = book()
    nb["nbformat_minor"] = 2
    (tmp_path / "old.ipynb").write_text(json.dumps(nb))
    assert main(["show", str(tmp_path / "old.ipynb")]) == 2
    assert "4.2" in capsys.readouterr().err


def test_the_picture_of_the_readme_is_drawn_where_the_readme_shows_it():
    folder = cover.PICTURE.parents[2]
    link = cover.PICTURE.relative_to(folder).as_posix()
    assert f"]({link})" in (folder / "README.md").read_text(encoding="utf-8")


def test_show_prints_ids_prose_and_code(tmp_path, capsys):
    cells = [
        nbformat.v4.new_markdown_cell("# T\n\ntext", id="t"),
        code("x = 1", "c", ["k"]),
    ]
    notebook.write(tmp_path / "x.ipynb", notebook.normalized(book(*cells)))
    assert main(["show", str(tmp_path / "x.ipynb")]) == 0
    assert capsys.readouterr().out.splitlines()[:6] == [
        "# %% [markdown] t", "# # T", "#", "# text", "", "# %% c tags=k"]  # fmt: skip


def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "x.ipynb"
    notebook.write(path, book(code("old")))
    before = path.read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        notebook.write(path, book(code("new")))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_no_command_and_an_unknown_one_show_the_help():
    for words in ([], ["nonsense"]):
        done = subprocess.run([sys.executable, "-m", "nnlib", *words],
                              capture_output=True, text=True, check=False)  # fmt: skip
        assert done.returncode == 2
        assert "usage: python -m nnlib" in done.stderr


LIBRARY = '''
def f(A, Y):
    """Doc."""
    A = guards.pair(A, Y)
    if A.ndim < 2:
        raise guards.wrong(A)
    return A - Y

class Box(Base):
    size: int = 3

    def get(self) -> int:
        return self.size
'''


@pytest.mark.parametrize(
    ("lesson", "same"),
    [
        ("def f(A, Y):\n    return A - Y", True),
        ("def f(A, Y):\n    return Y - A", False),
        ("def f(A, Y=1):\n    return A - Y", False),
        ("@cache\ndef f(A, Y):\n    return A - Y", False),
        ("def f(A, Y):\n    if A > 1:\n        A = 2\n    return A - Y", False),
        ("class Box(Base):\n    def get(self):\n        return self.size", True),
        ("class Box:\n    def get(self):\n        return self.size", False),
        ("class Box(Base):\n    size: int = 4", False),
        ("class Box(Box):\n    def get(self):\n        return self.size", True),
        ("class Box(Box):\n    def get(self):\n        return 1", False),
        ("class Box(Box, Base):\n    size: int = 3", False),
        ("def g():\n    pass", False),
    ],
)
def test_lesson_code_is_compared_by_its_syntax(lesson, same, monkeypatch):
    monkeypatch.setattr(sources, "library", lambda: sources.definitions(LIBRARY))
    nb = book(code(lesson, "a", ["nnlib"]), code("def f(): pass", "b"))
    assert (list(sources.differences(copy.deepcopy(nb))) == []) == same
