"""What makes the outputs of a notebook stale: what can change them, and no more."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import foreign
import nbformat
import pytest

from nnlib import lessons
from nnlib.course.notebooks import freshness, notebook, reach
from nnlib.course.notebooks.lesson import notebooks

ROOT = Path(__file__).parents[1]
BOOKS = {
    f"{p.parent.name[0]}{p.stem[:2]}": p for p in notebooks("lessons", "solutions")
}
ALL = set(BOOKS)
LESSONS = {name for name in BOOKS if name[0] == "l"}
CODE = {name: notebook.read(path) for name, path in BOOKS.items()}


def with_code(source):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A copy of nnlib to edit, and the digests of all notebooks for it as it is."""
    with pytest.MonkeyPatch.context() as patch:
        copy = tmp_path_factory.mktemp("own") / "nnlib"
        left = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "nnlib", copy, ignore=left)
        patch.setattr(reach, "NNLIB", copy)
        patch.setattr(lessons, "HERE", copy / "lessons")
        yield copy, {name: freshness.digest(nb) for name, nb in CODE.items()}


def stale_after(own, file, old, new):
    """The notebooks that an edit of one file makes stale."""
    folder, before = own
    path = folder / file
    was = path.read_bytes()
    text = was.decode()
    assert text.count(old) >= 1, old
    try:
        path.write_bytes(text.replace(old, new, 1).encode())
        return {name for name in ALL if freshness.digest(CODE[name]) != before[name]}
    finally:
        path.write_bytes(was)


EDITS = [
    # what a notebook uses, and it alone
    ("datasets.py", '"digits.npz"', '"other.npz"', {"l08", "s08"}),
    ("metrics.py", "def confusion_matrix(", "def confusion_matrix(_, ", {"l08"}),
    ("mnist.py", "def load_mnist(", "def load_mnist(_, ", set()),
    ("diagnose/words/en/diagnose.json", "{", "{ ", {"l07"}),
    ("explore/words/en/program.json", "{", "{ ", {"l00", "l07"}),
    ("explore/runs.py", "PARTIAL = 1500", "PARTIAL = 1501", {"l00", "l07"}),
    ("lessons/lesson_04/panel_model.py", "import numpy as np",
     "import numpy as np\n\nnp.seterr()", {"l04"}),
    ("lessons/lesson_04/words/en/questions.json", "{", "{ ", {"l04"}),
    ("lessons/lesson_04/words/en/leading.json", "{", "{ ", set()),
    ("lessons/lesson_06/exercises/adam.py", "ADAM = Exercise(", "ADAM = Exercise(*(), ",
     {"l06", "s06"}),
    # what all of a kind use
    ("plotting.py", "COLORS = ", "COLORS = 0, ", LESSONS),
    ("quiz/words/en/quiz.json", "{", "{ ", LESSONS),
    ("check/words/en/check.json", "{", "{ ", ALL),
    # what is in no saved output
    ("explore/words/en/browser.json", "{", "{ ", set()),
    ("quiz/words/en/browser.json", "{", "{ ", set()),
    ("explore/control.js", "let made", "let mode", set()),
    ("course/grading/marks.py", "import", "import os\nimport", set()),
    ("layers.py", '"""', '"""Other words. ', set()),
    ("layers.py", "import numpy as np", "import numpy as np  # a remark", set()),
    ("__init__.py", '__version__ = "', '__version__ = "9', set()),
]  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("file, old, new, books", EDITS, ids=[e[0] for e in EDITS])
def test_an_edit_makes_stale_what_rests_on_it(own, file, old, new, books):
    assert stale_after(own, file, old, new) == books


@pytest.mark.thorough
def test_a_translation_makes_stale_only_what_chooses_its_language(own):
    folder, before = own
    choice = 'from nnlib import quiz\nquiz.set_language("xx")\nquiz.predict("04-mse")'
    chosen = with_code(choice)
    was = freshness.digest(chosen)
    try:
        foreign.translate(folder.parent)
        assert {name: freshness.digest(nb) for name, nb in CODE.items()} == before
        assert freshness.digest(chosen) != was
    finally:
        for path in folder.rglob("words/xx"):
            shutil.rmtree(path)


@pytest.mark.thorough
def test_every_notebook_with_a_network_rests_on_its_layers(own):
    stale = stale_after(own, "layers.py", "class Dense(", "class Dense(object, ")
    assert {"l02", "l05", "l07", "l08", "s05", "s07", "s08"} <= stale


LIBRARY = {
    "__init__": "from .a import f, g\nfrom . import b\nfrom .lazily import LOW\n",
    "a": "from . import b\nN = 1\nN += 1\n\n\ndef f():\n    return N\n\n\n"
         "def g():\n    return b.h()\n",
    "b": "T = {}\nT['x'] = 1\n\n\ndef h():\n    from .c import k\n\n    return k(T)\n"
         "\n\ndef other():\n    return 2\n",
    "c": "def k(t):\n    return len(t)\n",
    "lazily": "class E(Exception): 'doc'; x = 1\n\n\nLOW = E\n",
}  # fmt: skip


@pytest.mark.parametrize(
    "cells, file, old, new, stale",
    [
        ("import nnlib\nnnlib.f()", "a", "N += 1", "N += 2", True),
        ("import nnlib\nnnlib.f()", "c", "len", "sum", False),
        ("import nnlib\nnnlib.g()", "c", "len", "sum", True),  # imported in a function
        ("import nnlib\nnnlib.g()", "b", "['x'] = 1", "['x'] = 2", True),  # a table
        ("import nnlib\nnnlib.g()", "b", "return 2", "return 3", False),
        ("import nnlib\ngetattr(nnlib, 'g')", "c", "len", "sum", True),  # as a value
        ("import nnlib\nprint(vars(nnlib.b))", "b", "return 2", "return 3", True),
        ("from nnlib.b import *", "b", "return 2", "return 3", True),
        ("import nnlib.b", "b", "return 2", "return 3", True),
        ("exec('import nnlib')", "b", "return 2", "return 3", True),
        ("%run -m nnlib.b", "b", "return 2", "return 3", True),
        ("from nnlib import LOW", "lazily", "x = 1", "x = 2", True),  # beside it
        ("from nnlib import LOW", "lazily", "'doc'", "'more'", False),
        ("from nnlib import LOW\nhelp(LOW)", "lazily", "'doc'", "'more'", True),
        ("from nnlib import f", "__init__", "f, g", "g as f, g", True),
        ("from nnlib import f", "__init__", "from . import b", "", False),
    ],
)  # fmt: skip
def test_what_reading_cannot_tell_counts(
    cells, file, old, new, stale, tmp_path, monkeypatch
):
    monkeypatch.setattr(reach, "NNLIB", tmp_path)
    for name, text in LIBRARY.items():
        (tmp_path / f"{name}.py").write_text(text)
    before = freshness.digest(with_code(cells))
    path = tmp_path / f"{file}.py"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new) + "\n")
    assert (freshness.digest(with_code(cells)) != before) == stale


CALLED = """
import json, os, sys, threading
from pathlib import Path

root, called, passed = sys.argv[1] + "/", set(), set()
ended = threading.Event()  # panels may still be at work


def tracer(frame, event, _):
    code = frame.f_code
    if ended.is_set() or event != "call" or code in passed:
        return
    if not code.co_filename.startswith(root):
        return
    above = frame
    while above is not None:  # what an import runs counts where it is used
        name = above.f_code.co_name
        if name == "<module>" and above.f_code.co_filename.startswith(root):
            return
        above = above.f_back
    passed.add(code)
    called.add((code.co_filename.removeprefix(root), code.co_firstlineno))


threading.setprofile(tracer)
sys.setprofile(tracer)
from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()
for cell in json.loads(Path(sys.argv[2]).read_text("utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        shell.run_cell("".join(cell["source"]))
sys.setprofile(None)
ended.set()
Path(sys.argv[3]).write_text(json.dumps(sorted(list(called))))
os._exit(0)
"""


@pytest.mark.thorough
@pytest.mark.parametrize("name", BOOKS)
def test_whatever_runs_in_a_notebook_counts(name, tmp_path):
    """Each function of nnlib that is called lies in a statement that was reached."""
    (tmp_path / "run.py").write_text(CALLED, encoding="utf-8")
    (tmp_path / "lessons").mkdir()
    words = (str(ROOT / "nnlib"), str(BOOKS[name]), str(tmp_path / "called.json"))
    subprocess.run(
        [sys.executable, str(tmp_path / "run.py"), *words],
        cwd=tmp_path / "lessons",
        env=environment(),
        capture_output=True,
        check=True,
    )
    called = json.loads((tmp_path / "called.json").read_text("utf-8"))
    assert len(called) > 10
    missed = {(file, line) for file, line in called if not counts(name, file, line)}
    assert missed == set()


def environment():
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "MPLBACKEND": "agg"}


def counts(name, file, line):
    """Does the statement at this line belong to what the notebook rests on?"""
    return any(
        path == file and first <= line <= last for path, first, last in spans(name)
    )


def spans(name, found={}):  # noqa: B006, kept from call to call
    if name not in found:
        cells = [c for c in CODE[name]["cells"] if c["cell_type"] == "code"]
        code = "\n".join(map(notebook.source, cells))
        reach.look_again()
        source = reach.Source("", code)
        names = freshness.used(source, freshness.texts_of(source, source.statements), 0)
        statements, _ = reach.follow(names)
        found[name] = [
            (reach.path_of(module).relative_to(reach.NNLIB).as_posix(), *ends(node))
            for module, node in statements
        ]
    return found[name]


def ends(node):
    lines = [node.lineno, *(one.lineno for one in reach.decorators(node))]
    return min(lines), node.end_lineno
