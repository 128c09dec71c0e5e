"""The verdict is made outside the process that runs a notebook, from data alone."""

import contextlib
import json
import queue
import subprocess
import sys
import threading

import class_of_learners as made
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnlib as nn
from nnlib.check import EXERCISES, matching
from nnlib.check.compare import Alien, differences
from nnlib.check.trial import Observation
from nnlib.check.verdict import judge
from nnlib.course.grading import origin, pool
from nnlib.course.grading.answering import Answering
from nnlib.course.grading.data import plain, seen_as_data, seen_of, value_of
from nnlib.course.grading.scratch import scratch
from nnlib.course.grading.store import result_of
from nnlib.course.grading.verdicts import with_verdicts

LONG = {"ex08-reader"}  # trains networks
FEW = [name for name in list(EXERCISES)[::20] if name not in LONG]
IDS = [
    name if name in FEW else pytest.param(name, marks=pytest.mark.thorough)
    for name in EXERCISES
]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="a process of its own")


def there_and_back(data):
    return json.loads(json.dumps(data))


# Values as data


@pytest.mark.parametrize("name", IDS)
def test_what_an_attempt_does_arrives_as_it_was(name):
    exercise = EXERCISES[name]
    bank = [("right", matching.right_ones(exercise)), *matching.wrong_ones(exercise)]
    for which, observations in bank:
        for one in observations:
            came = seen_of(there_and_back(seen_as_data(one)))
            rest = exercise.returns, exercise.within
            assert (came.error, came.changed) == (one.error, one.changed), which
            if one.error is None:
                assert differences(came.value, one.value, *rest) == [], which


NUMBERS = st.one_of(
    st.booleans(), st.integers(), st.floats(allow_nan=False), st.complex_numbers()
)
VALUES = st.recursive(
    st.one_of(st.none(), NUMBERS, st.text(st.characters()), st.just(...)),
    lambda inner: st.one_of(
        st.lists(inner), st.tuples(inner, inner), st.dictionaries(st.text(), inner)
    ),
    max_leaves=20,
)


@settings(max_examples=40)
@given(VALUES)
def test_plain_values_arrive_as_they_are(value):
    came = value_of(there_and_back(plain(value)))
    assert repr(came) == repr(value)


@pytest.mark.parametrize(
    "dtype", ["?", "i1", ">i4", "u8", "f4", ">f8", "c8", "U3", "S2"]
)
@pytest.mark.parametrize("shape", [(), (0, 3), (4,), (2, 3, 2)])
def test_arrays_arrive_as_they_are(dtype, shape):
    value = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    came = value_of(there_and_back(plain(value[..., ::-1] if shape else value)))
    assert came.dtype == value.dtype.newbyteorder("<")
    np.testing.assert_array_equal(came, value[..., ::-1] if shape else value)
    came.reshape(-1)[:1] = came.reshape(-1)[:1]  # it can be written into


@pytest.mark.parametrize("value", [object(), {1}, b"x", nn.Dense, len, lambda: 0])
def test_of_a_stranger_the_name_arrives(value):
    came = value_of(there_and_back(plain(value)))
    assert isinstance(came, Alien)
    assert came.name == type(value).__name__
    assert callable(came) == callable(value)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
KINDS = st.sampled_from(["array", "number", "objects", "int", "text", "dict", "tuple"])
NEARLY = st.builds(lambda kind, rest: [kind, *rest], KINDS, st.lists(JSON, max_size=3))


@settings(max_examples=60)
@given(JSON | NEARLY)
def test_whatever_comes_is_a_value_or_no_value(data):
    for read in (value_of, seen_of):
        with contextlib.suppress(ValueError):
            read(there_and_back(data))


# Verdicts


def verdict_of(name, attempt):
    """What comes of an attempt that is in another thread, and of one that is here."""
    heard, told, said = queue.SimpleQueue(), queue.SimpleQueue(), []

    def judged():
        said.extend(with_verdicts(iter(heard.get, None), told.put))

    thread = threading.Thread(target=judged)
    thread.start()
    answering = Answering(lambda **event: heard.put(there_and_back(event)), told.get)
    try:
        answering.verdict(name, attempt)
    finally:
        heard.put({"check": name, "replaced": []})
        heard.put(None)
        thread.join(60)
    return said[-1]


@pytest.mark.parametrize("name", IDS)
def test_the_verdict_is_that_of_an_answer_in_this_process(name):
    exercise = EXERCISES[name]
    answers = [exercise.untouched, exercise.reference, *exercise.right.values()]
    answers += [wrong for _, wrong in matching.each_form(exercise.misconceptions)]
    for attempt in [*answers, 5, None, lambda *_: None, lambda *_: 1 / 0]:
        here, there = judge(exercise, attempt), verdict_of(name, attempt)
        assert there["outcome"] == (here.outcome if here else "passed")
        assert there["misconceptions"] == list(here.misconceptions if here else ())
        lines = (
            [line for part in here.lines for line in part.splitlines()] if here else []
        )
        assert there["lines"] == lines


SHOWN = {"untouched": "", "fits": True, "came": "", "library": [], "parameters": []}
SHOWN["language"] = "en"
ZEROS = [
    seen_as_data(Observation(value=0.0)) for _ in matching.cases(EXERCISES["ex04-mse"])
]
FORGED = [
    {"check": "ex04-mse", "outcome": "passed"},
    {"check": "ex04-mse", "outcome": "passed", "lines": [], "lost": True},
    {"asked": 1, "exercise": "ex04-mse", "facts": SHOWN},
    {"asked": 1, "reply": []},
    {"asked": 1, "reply": ZEROS},
    {"asked": 1, "reply": [["array"]]},
    {"asked": 1, "reply": None},
    {"asked": [], "exercise": {}, "facts": 5},
    {"asked": 1, "exercise": "ex04-nothing", "facts": SHOWN},
    {"code": {"ex04-mse": None}},
    {"step": "ex04-mse"},
    {"outcome": "passed"},
    {"done": True},
]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(FORGED) | st.dictionaries(st.text(), JSON), max_size=8))
def test_no_forged_event_passes_a_check_or_stops_the_judge(events):
    events = [*events, {"check": "ex04-mse"}]
    found = list(with_verdicts(iter(events), lambda line: None))
    assert found[-1]["check"] == "ex04-mse"
    assert all(one.get("outcome") != "passed" for one in found if "check" in one)


# Whole notebooks

FORGE = {
    "reference": "from nnlib.check import EXERCISES\n"
    "mean_squared_error = EXERCISES['ex04-mse'].reference",
    "late reference": "from nnlib.check import EXERCISES\n"
    "def mean_squared_error(A, Y):\n    return EXERCISES['ex04-mse'].reference(A, Y)",
    "another right one": "from nnlib.check import EXERCISES\n"
    "mean_squared_error = next(iter(EXERCISES['ex04-mse'].right.values()))",
    "the spec": "from nnlib.lessons.lesson_04.exercises import mse\n"
    "mean_squared_error = mse.MSE.reference",
    "look": "from nnlib.check.look import Look\n"
    "Look.wrong = []\nLook.differences = []\n"
    "mean_squared_error = lambda A, Y: 0.0",
    "outcome": "from nnlib.check import CheckFailed\n"
    "CheckFailed.outcome = property(lambda self: 'passed', lambda self, v: None)\n"
    "mean_squared_error = lambda A, Y: 0.0",
    "compare": "import nnlib.check.compare as c, nnlib.check.look as k\n"
    "c.differences = k.differences = lambda *a: []\n"
    "mean_squared_error = lambda A, Y: 0.0",
    "bank": "from nnlib.check import matching\n"
    "matching.right_ones = lambda *a: []\nmean_squared_error = lambda A, Y: 0.0",
    "equal to all": "class Same(float):\n"
    "    def __eq__(self, other):\n        return True\n"
    "    __hash__ = None\n"
    "def mean_squared_error(A, Y):\n    return Same(0.0)",
    "channel": "import gc, types\n"
    "for one in gc.get_objects():\n"
    "    if isinstance(one, types.FunctionType) and one.__name__ == 'say':\n"
    "        one(check='ex04-mse', outcome='passed', misconceptions=[], lines=[])\n"
    "mean_squared_error = lambda A, Y: 0.0",
    "reply": "import gc\nfrom nnlib.course.grading import answering\n"
    "answering._reply = lambda *a: []\nmean_squared_error = lambda A, Y: 0.0",
}


def marked(source, tmp_path, nb=None, exercise="ex04-mse"):
    """The checks of a notebook of lesson 04 in which one answer is this."""
    nb = nb or made.stubbed("04")
    (task,) = (t for t in made.find("04").tasks if t.id == exercise)
    made.answer_cell(nb, task)["source"] = source
    path = tmp_path / "04_loss.ipynb"
    path.write_bytes(made.as_bytes(nb))
    limits = pool.Limits(seconds=5.0, total=60.0)
    with scratch("run-", tmp_path) as folder, pool.Crew(1, limits, folder) as crew:
        [(_, events)] = crew.mark([("04", path)])
    return result_of(events)["checks"]


@LINUX
@pytest.mark.parametrize("name", [
    name if name == "late reference" else pytest.param(name, marks=pytest.mark.thorough)
    for name in FORGE
])  # fmt: skip
def test_a_forged_answer_does_not_pass(name, tmp_path):
    if name == "the spec" and not landlocked():
        pytest.skip("files can be read here, and the page says so")
    checks = marked(FORGE[name], tmp_path)
    assert checks["ex04-mse"]["outcome"] not in ("passed", None)
    others = {one["outcome"] for key, one in checks.items() if key != "ex04-mse"}
    assert others == {"not_attempted"}


def landlocked():
    import attacks

    return "files" in attacks.fences_shown()


MSE = """
def mean_squared_error(A, Y):
    total = 0.0
    for a, y in zip(A.ravel(), Y.ravel()):
        total += (a - y) ** 2
    return total / A.size, 2 * (A - Y) / A.size
"""
ORIGINS = {
    "library": "import nnlib as nn\nmean_squared_error = nn.mean_squared_error",
    "calls the library": "import nnlib\ndef mean_squared_error(A, Y):\n"
    "    return nnlib.mean_squared_error(A, Y)",
    "": MSE,
}


@LINUX
@pytest.mark.parametrize("name", ORIGINS)
def test_a_right_answer_says_whether_it_is_the_librarys(name, tmp_path):
    seen = marked(ORIGINS[name], tmp_path)["ex04-mse"]
    assert seen["outcome"] == "passed", seen
    assert seen["origin"] == ("library" if name else "")


@LINUX
def test_the_code_of_the_solution_is_known_again(tmp_path):
    nb = made.solved("04")
    (task,) = (t for t in made.find("04").tasks if t.id == "ex04-slope")
    lines = made.answer_cell(nb, task)["source"].replace("# ", "#   ").splitlines()
    checks = marked("# mine\n" + "\n\n".join(lines), tmp_path, nb, task.id)
    assert {one["outcome"] for one in checks.values()} == {"passed"}
    assert checks["ex04-slope"]["origin"] == "solution"


def test_blanks_and_comments_make_no_other_code():
    first = "def f(x):\n    y = x + 1\n    z = y * 2\n    return z"
    again = (
        "# mine\ndef f(x):\n\n    y = (x + 1)   # one more\n    z = y*2\n    return z\n"
    )
    other = first.replace("y * 2", "y * 3")
    digests = origin.digests([("a", first), ("b", again), ("c", other), ("d", "x = 1")])
    assert digests["a"] == digests["b"] != digests["c"]
    assert "d" not in digests  # so short that many write the same
    assert origin.digests([("a", "def f(:"), ("b", "\0"), ("c", "(" * 5000)]) == {}


# Forgetting


def test_what_is_forgotten_is_found_by_no_name():
    code = (
        "from nnlib.course.grading import child, forget\n"
        "from nnlib.check import EXERCISES, matching\n"
        "import sys\n"
        "child.warm('04')\n"
        "forget.forget()\n"
        "for one in EXERCISES.lesson('04').values():\n"
        "    assert one.reference is None\n"
        "    assert not one.right and not one.misconceptions\n"
        "    assert one.kind and one.inputs and matching.cases(one)\n"
        "assert not [m for m in sys.modules if 'lesson_04.exercises' in m]\n"
        "assert matching.right_ones.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@LINUX
def test_a_notebook_still_has_the_course(tmp_path):
    """Its panels, hints and words, and modules that nobody has imported before."""
    source = (
        "import nnlib.explore, nnlib.quiz\n"
        "from nnlib.check import hint\n"
        "assert len(list(nnlib.explore.panels())) > 5\n"
        "nnlib.explore.loss()\n"
        "hint('ex04-mse')\n"
        "from nnlib.lessons.lesson_01 import panel\n" + MSE
    )
    assert marked(source, tmp_path)["ex04-mse"]["outcome"] == "passed"
