"""Lessons are added to a copy: a folder and two notebooks each, and nothing else.

Lesson 10, which comes next to those that are there, and lesson 99. All of it is
thorough: the copy is built and its tests are run.
"""

import csv
import json
import shutil

import nbformat
import pytest
from copies import ROOT, course_at, nnlib, run

from nnlib.course.commands import syllabus
from nnlib.course.notebooks import notebook
from nnlib.course.notebooks.lesson import lessons

pytestmark = pytest.mark.thorough
STEMS = ("99_doubles", "10_doubles")
FOLDER = {
    "__init__.py": '''"""Lesson 99. Doubles."""

PANELS = ("doubling",)
''',
    "exercises/__init__.py": '"""The exercises of lesson 99."""\n',
    "exercises/doubles.py": '''"""The one exercise of lesson 99."""

import numpy as np

from nnlib.check.spec import Exercise


def cases(rng):
    """Yield arrays of different sizes."""
    for n in (7, 5, 3):
        yield (rng.normal(size=n),)


DOUBLE = Exercise(
    "ex99-double",
    reference=lambda x: 2 * x,
    inputs=cases,
    misconceptions={
        "square": lambda x: x**2,
        "unchanged": lambda x: x.copy(),
        "two more": lambda x: x + 2,
        "half": lambda x: x / 2,
        "negative": lambda x: -2 * x,
    },
    right={"sum": lambda x: x + x, "by a list": lambda x: np.array([v * 2 for v in x])},
)
EXERCISES = (DOUBLE,)
''',
    "panel.py": '''"""A line that doubles. Lesson 99."""

from types import SimpleNamespace

from nnlib.explore.controls import slider
from nnlib.explore.explorer import Explorer
from nnlib.explore.panel import Panel
from nnlib.explore.speech import PanelWords


class Doubling(Explorer):
    """A number and its double."""

    words = PanelWords(__file__, "doubling")
    recipes = {"x": slider(0, 5, 1, start=1)}
    goals = {"ten": lambda r: r.y == 10}
    size = (4, 3)

    def model(self, x):
        return SimpleNamespace(x=x, y=2 * x)

    def stage(self, figure):
        axes = figure.subplots()
        axes.set(xlim=(0, 6), ylim=(0, 12))
        (self.dot,) = axes.plot([], [], "o")
        return [self.dot]

    def draw(self, r):
        self.dot.set_data([r.x], [r.y])

    def describe(self, r):
        return self.say("double", x=r.x, y=r.y)


def doubling(settings="", **options):
    """The panel of lesson 99."""
    return Panel(Doubling(), settings, **options)
''',
    "questions.py": '''"""Numbers for the question of lesson 99."""


def exit():
    return {"six": 2 * 3}
''',
}
OPTIONS = [
    {"text": "{six}", "right": True, "reply": "Twice three."},
    {"text": "9", "reply": "That is its square."},
]
QUESTION = {"ask": "What is the double of 3?", "options": OPTIONS}
WORDS = {
    "exercises": {"double": {
        "title": "Double", "next": "Halves come next.",
        "hints": ["What is twice 3?", "Which sign multiplies?", "x times 2."],
        "misconceptions": {
            "square": "You gave each square. What is added to itself?",
            "unchanged": "Your numbers are those that came in. How many of each?",
            "two more": "You added 2 to each number. What does double mean for 0?",
            "half": "You halved each number. Which way does double go?",
            "negative": "Your signs are turned round. What is the double of 3?",
        }}},
    "questions": {"exit": {
        "kind": "quiz", "title": "Exit question", "questions": [QUESTION]}},
    "panel": {"doubling": {
        "controls": {"x": {"label": "x"}}, "goals": {"ten": "Reach ten."},
        "sentences": {"double": "the double of {x} is {y}"}}},
    "leading": {
        "minutes": 5, "bring": [], "votes": {}, "board": ["2x"], "stuck": [],
        "cut": [], "door": "Say it aloud.",
        "plan": [{"at": "l99-title", "minutes": 5, "do": "Double some numbers."}]},
}  # fmt: skip
FRONT = """# 99 · Doubles: what is twice as much?

After this lesson you can

- double a number.

**Minutes:** 10. **You need:** lesson 00.

**99 you are here**"""
LESSON = [
    ("l99-title", "markdown", FRONT),
    (
        "l99-imports",
        "code",
        "from nnlib import quiz\nfrom nnlib.explore import doubling",
    ),
    ("l99-panel", "code", "doubling()"),
    ("l99-exit", "code", 'quiz.quiz("99-exit")'),
]
ANSWER = (
    "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
)
SOLUTION = [
    ("ex99-title", "markdown", "# 99 · Exercises: doubles"),
    ("ex99-imports", "code", "import numpy as np\n\nnp.set_printoptions(precision=3)"),
    ("ex99-double-task", "markdown", "## Double\n\n●●○ · 2 minutes"),
    ("ex99-double", "code", ANSWER),
    ("ex99-double-check", "code",
     'from nnlib.check import check\n\ncheck("ex99-double", double)'),
]  # fmt: skip


def book(cells):
    nb = nbformat.v4.new_notebook()
    for name, kind, source in cells:
        make = getattr(nbformat.v4, f"new_{kind}_cell")
        tags = {"tags": ["check"]} if name.endswith("-check") else {}
        nb["cells"].append(make(source, id=name, metadata=tags))
    return nb


def of(stem, part):
    """What lesson 99 has, for another lesson; each panel has a name of its own."""
    text = json.dumps(part).replace("99", stem[:2])
    return json.loads(text.replace("doubling", f"doubling{stem[:2]}"))


def add(course, stem):
    """Write a lesson's folder and notebooks, and build these."""
    folder = course / "nnlib" / "lessons" / f"lesson_{stem[:2]}"
    for name, text in of(stem, FOLDER).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "words" / "en").mkdir(parents=True)
    for name, words in of(stem, WORDS).items():
        path = folder / "words" / "en" / f"{name}.json"
        path.write_text(json.dumps(words), encoding="utf-8")
    for kind, cells in (("lessons", LESSON), ("solutions", SOLUTION)):
        path = course / kind / f"{stem}.ipynb"
        notebook.write(path, book(of(stem, cells)))
        nnlib(course, "build", str(path))


def bytes_of(course):
    """path -> bytes of every file, but for what running Python leaves."""
    return {
        path.relative_to(course).as_posix(): path.read_bytes()
        for path in course.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def before():
    return {}


@pytest.fixture(scope="module")
def course(tmp_path_factory, before):
    """A copy with the lessons in it, built; other notebooks are left as they are."""
    course = course_at(tmp_path_factory.mktemp("new") / "a course")
    before.update(bytes_of(course))
    for stem in STEMS:
        add(course, stem)
    nnlib(course, "syllabus")
    return course


stems = pytest.mark.parametrize("stem", STEMS)


@stems
def test_it_is_built_and_listed(course, stem):
    outputs = [
        "".join(output.get("text", output.get("data", {}).get("text/plain", "")))
        for cell in notebook.read(course / "lessons" / f"{stem}.ipynb")["cells"]
        for output in cell.get("outputs", [])
    ]
    assert "the double of 1 is 2" in outputs[0]
    assert "A. 6" in outputs[1]
    exercise = (course / "exercises" / f"{stem}.ipynb").read_text(encoding="utf-8")
    assert "NotImplementedError" in exercise
    page = (course / "lessons" / "README.md").read_text(encoding="utf-8")
    assert (
        f"| {stem[:2]} | [Doubles: what is twice as much?]({stem}.ipynb) | 10 |" in page
    )
    assert f"lessons/{stem}" in nnlib(course, "stats")
    assert f"{stem}.ipynb" not in run(course, "-m", "nnlib", "build", "--check").stdout


@stems
def test_it_is_checked_proved_led_and_set_back(course, stem):
    number = stem[:2]
    exercise = course / "exercises" / f"{stem}.ipynb"
    assert "not begun" in run(course, "-m", "nnlib", "check", number).stdout
    shutil.copy(course / "solutions" / f"{stem}.ipynb", exercise)
    assert "1 of 1 right" in nnlib(course, "check", number)
    assert "1 exercises, 0 of them fall short" in nnlib(course, "prove", number)
    nnlib(course, "handout", number, "-o", str(course.parent / "handouts"))
    page = course.parent / "handouts" / f"{stem}_instructor.html"
    assert "Double some numbers." in page.read_text(encoding="utf-8")
    nnlib(course, "reset", number)
    assert "NotImplementedError" in exercise.read_text(encoding="utf-8")
    for kept in exercise.parent.glob(f"{stem}_20*.ipynb"):
        kept.unlink()


def test_it_is_marked(course, tmp_path):
    stem = STEMS[0]
    wrong = (course / "solutions" / f"{stem}.ipynb").read_text(encoding="utf-8")
    for learner, text in (("ana", wrong), ("ben", wrong.replace("2 * x", "x ** 2"))):
        (tmp_path / "in" / learner).mkdir(parents=True)
        path = tmp_path / "in" / learner / f"{stem}.ipynb"
        path.write_text(text, encoding="utf-8")
    words = ("grade", str(tmp_path / "in"), "-o", str(tmp_path / "out"))
    nnlib(course, *words, "--unfenced")  # the work is ours
    text = (tmp_path / "out" / "marks.csv").read_text(encoding="utf-8")
    rows = {row["learner"]: row for row in csv.DictReader(text.splitlines())}
    assert (rows["ana"]["outcome"], rows["ana"]["points"]) == ("passed", "2")
    assert (rows["ben"]["misconception"], rows["ben"]["points"]) == ("square", "0")


def test_no_other_file_was_touched_but_what_is_derived(course, before):
    """The tables of the two pages, and the line of all lessons in each lesson."""
    after = bytes_of(course)
    marks = (*STEMS, *(f"lesson_{stem[:2]}" for stem in STEMS))
    own = {name for name in after if any(mark in name for mark in marks)}
    changed = {name for name in after if after[name] != before.get(name)} - own
    others = {f"lessons/{lesson.stem}.ipynb" for lesson in lessons().values()}
    assert changed == {"README.md", "lessons/README.md", *others}
    line = syllabus.line_of_all()
    for name in others:
        old, new = (json.loads(files[name]) for files in (before, after))
        for nb in (old, new):
            nb["cells"][0]["source"] = line.sub("", "".join(nb["cells"][0]["source"]))
        assert old == new
    assert set(before) <= set(after)


def test_the_tests_of_the_course_pass_with_it(course):
    """Those that count, list or read all lessons, and their pages."""
    shutil.copytree(ROOT / "tests", course / "tests", dirs_exist_ok=True)
    for name in (".ci", ".github"):
        shutil.copytree(ROOT / name, course / name, dirs_exist_ok=True)
    shutil.copy(ROOT / "LICENSE", course)
    names = ("curriculum", "equations", "introductions", "lessons", "project")
    files = [f"tests/test_{name}.py" for name in names]
    done = run(course, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files)
    assert done.returncode == 0, done.stdout[-4000:]
