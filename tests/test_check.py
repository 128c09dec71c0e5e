"""The checker's engine: what it says about each way in which an attempt can fail."""

import contextlib
import dataclasses
import io
import json
import subprocess
import sys
import textwrap
import threading
import time
import types

import numpy as np
import pytest
import sample_exercises as samples

from nnlib import lessons
from nnlib.check import (
    CheckFailed,
    check,
    checking,
    hint,
    naming,
    proof,
    trial,
    wording,
)
from nnlib.check.bank import EXERCISES
from nnlib.check.spec import Exercise
from nnlib.shared import lines


@pytest.fixture(autouse=True)
def sample_bank(monkeypatch, tmp_path):
    """A lesson 99 with one exercise of each kind; nothing remembered from before."""
    folders = lessons.folders() | {"99": tmp_path}
    monkeypatch.setattr(lessons, "folders", lambda: folders)
    monkeypatch.setitem(EXERCISES._loaded, "99", {one.id: one for one in samples.ALL})
    say_of(tmp_path, {samples.name(one): samples.words(one) for one in samples.ALL})
    checking._failures.clear()
    checking._rungs.clear()


def say_of(folder, words):
    """Write the words of the lesson in a folder."""
    path = folder / "words" / "en" / "exercises.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(words), encoding="utf-8")


def failed(name, attempt):
    """The CheckFailed that an attempt earns."""
    with pytest.raises(CheckFailed) as caught:
        check(name, attempt)
    return caught.value


def defined(source, **scope):
    """A function as a notebook defines it: its globals are the notebook's."""
    file = f"<cell {len(source)}>"
    import linecache

    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    scope = {"np": np, **scope}
    exec(compile(source, file, "exec"), scope)
    return [v for v in scope.values() if isinstance(v, types.FunctionType)][-1]


# Every kind of attempt


@pytest.mark.parametrize("exercise", samples.ALL, ids=lambda one: one.id)
def test_every_kind_keeps_the_promises(exercise):
    assert proof.prove(exercise).faults == []


def test_a_proof_falls_short_where_a_promise_is_broken(monkeypatch):
    weak = Exercise(
        "ex99-product",
        reference=samples.FUNCTION.reference,
        inputs=samples.product_inputs,
        misconceptions={
            "right": samples.by_loop,
            "twice": lambda X, W: 2 * (X @ W),
            "doubled": lambda X, W: (X + X) @ W,
        },
        right={"turned": lambda X, W: (X @ W).T},
        conditions={"any rows": samples.by_loop},
    )
    monkeypatch.setitem(EXERCISES._loaded, "99", {weak.id: weak})
    faults = "\n".join(proof.prove(weak).faults)
    for part in ("'right' is accepted", "'twice' is taken for ('twice', 'doubled')",
                 "right answer 'turned' is wrong_form",
                 "what ignores 'any rows' is accepted", "fewer than 5 misconceptions",
                 "fewer than 2 other", "no sentence for 'doubled'",
                 "a sentence for no 'times'"):  # fmt: skip
        assert part in faults, faults


def test_a_proof_finds_parts_that_are_words_without_an_entry(tmp_path):
    words = samples.words(samples.GENERATOR)
    del words["parts"]["rows"]
    words["parts"]["lines"] = "an entry that no part has"
    say_of(tmp_path, {"batches": words})
    faults = proof.prove(samples.GENERATOR).faults
    assert faults == [
        "no entry in \"parts\" for 'rows'", "an entry in \"parts\" for no 'lines'",
    ]  # fmt: skip


def with_parts(parts):
    """An exercise whose `use` gives these parts, and one misconception."""
    return Exercise(
        "ex99-product",
        reference=lambda X: X,
        inputs=lambda rng: [(rng.normal(size=2),)],
        use=lambda attempt, X: parts,
        misconceptions={"twice": lambda X: 2 * X},
    )


WORDS = {  # parts of a result -> those that need an entry
    "a sentence": ({"each row once": True}, ["each row once"]),
    "a word": ({"slope": 1.0}, ["slope"]),
    "a key": ({"rows_kept": True}, ["rows_kept"]),
    "within a part": ({"Z": {"if right": True, "dW": 1}}, ["if right"]),
    "a text": ({"Z": "above 97 %"}, ["above 97 %"]),
    "symbols": (
        dict.fromkeys(
            ("Z", "dW2", "b_new", "X_train", "θ", "d²", "theta", "db", "(0, 1)"), 1
        ),
        [],
    ),
    "an argument, and what the engine names": (dict.fromkeys(("X", "result"), 1), []),
    "shapes and types": ({"Z": "(5, 2)", "A": "ndarray (5, 2)", "y": "5, 3"}, []),
}


@pytest.mark.parametrize("parts", WORDS)
def test_which_parts_are_words(parts):
    given, words = WORDS[parts]
    assert naming.unnamed(with_parts(given)) == words
    assert naming.unused(with_parts(given)) == []


SPOKEN = {  # what is said for keys, wherever they are printed
    "facts": "what it says", "right": "to right ones", "wrong": "to wrong ones",
    "share": "its share", "low": "below 92 %", "high": "above 97 %",
}  # fmt: skip
RIGHT = {"facts": {"right": True, "wrong": False}, "share": "high"}
PRINTED = {  # wrong facts -> what a learner reads of them
    "within a part": ({"facts": {"right": 1, "wrong": 1}}, "to wrong ones"),
    "entries": (
        {"facts": {"right": True}},
        "entries to right ones, to wrong ones, and",
    ),
    "a value": ({"share": "low"}, "For its share I got below 92 %, and"),
    "no key": ({"share": "no idea"}, "For its share I got no idea, and"),
    "what `tell` gives": ({"share": "high", "facts": {}}, "You got above 97 %, why?"),
}


@pytest.mark.parametrize("case", PRINTED)
def test_keys_are_said_in_words_wherever_they_are_printed(case, monkeypatch, tmp_path):
    wrong, said = PRINTED[case]
    facts = RIGHT | wrong
    exercise = Exercise(
        "ex99-product",
        reference=lambda X: RIGHT,
        inputs=lambda rng: [(rng.normal(size=2),)],
        use=lambda attempt, X: attempt(X),
        misconceptions={"told": lambda X: RIGHT | {"facts": {}}},
        tell={"told": lambda got, X: {"reached": got["share"]}},
    )
    words = samples.words(exercise) | {"parts": SPOKEN}
    words["misconceptions"]["told"] = "You got {reached}, why?"
    say_of(tmp_path, {"product": words})
    monkeypatch.setitem(EXERCISES._loaded, "99", {exercise.id: exercise})
    error = str(failed(exercise.id, lambda X: facts))
    assert said in " ".join(error.split()), error
    assert naming.unused(exercise) == ["low"]  # no attempt of the exercise gives it


def test_keys_of_a_dict_that_the_learner_fills_in_need_no_entry():
    blanks = {"updates in all": 40, "n": 3}
    exercise = Exercise(
        "ex99-table", reference=blanks, use=lambda answer: {**answer, "in all": 1}
    )
    assert naming.unnamed(exercise) == ["in all"]


@pytest.mark.parametrize("before", range(60, 92))
def test_no_line_ends_inside_a_shape(before):
    text = "word " * (before // 5) + "x" * (before % 5) + " shape (40, 2, 3) and more"
    folded = lines.wrapped(text)
    assert "(40, 2, 3)" in folded
    assert folded.split() == text.split()
    assert max(map(len, folded.splitlines())) <= 88


def test_a_right_answer_prints_one_fixed_line(capsys):
    check("ex99-product", samples.by_loop)
    check("ex99-product", lambda X, W: [print("noise"), X @ W][1])
    assert capsys.readouterr().out == 2 * "Passed: Product. On it goes.\n"


# Attributes and messages


def test_a_failure_tells_what_it_is():
    error = failed("ex99-product", lambda X, W: 2 * (X @ W))
    assert isinstance(error, AssertionError)
    assert error.exercise == "ex99-product"
    assert error.outcome == "wrong_value"
    assert error.misconception == "twice"
    assert error.hint == "You did twice, why?"
    assert error._render_traceback_() == str(error).splitlines()
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_a_hint_is_mentioned_after_the_second_failure_until_it_passes(capsys):
    wrong = samples.FUNCTION.misconceptions["sorted"]
    mentioned = 'hint("ex99-product")'
    assert mentioned not in str(failed("ex99-product", wrong))
    assert mentioned in str(failed("ex99-product", wrong))
    check("ex99-product", samples.by_loop)
    assert mentioned not in str(failed("ex99-product", wrong))


def test_the_stub_counts_as_no_failure():
    stub = samples.FUNCTION.untouched
    for _ in range(3):
        error = failed("ex99-product", stub)
        assert error.outcome == "not_attempted"
        assert "hint" not in str(error)


def test_hints_have_three_rungs_and_stay_on_the_last(capsys):
    said = []
    for _ in range(4):
        hint("ex99-product")
        said.append(capsys.readouterr().out)
    assert [one.splitlines()[1] for one in said] == [
        "What is asked?", "What is given?", *2 * ["Put them together."]]  # fmt: skip
    assert "Hint 1 of 3" in said[0]
    assert "solutions" in said[2]
    assert "solutions" not in said[1]


def test_what_is_printed_breaks_between_words(capsys, tmp_path):
    long = " ".join(["broadcasting"] * 30)
    said = samples.words(samples.FUNCTION) | {"next": long, "hints": [long]}
    say_of(tmp_path, {"product": said})
    check("ex99-product", samples.by_loop)
    hint("ex99-product")
    printed = capsys.readouterr().out
    assert printed.split().count("broadcasting") == 60
    assert all(len(line) <= 88 for line in printed.splitlines())


def test_a_sentence_whose_number_is_not_there_is_not_said(tmp_path):
    words = samples.words(samples.FUNCTION)
    words["misconceptions"]["turned"] = "All is {ratio:g} times too large, why?"
    say_of(tmp_path, {"product": words})
    error = failed("ex99-product", lambda X, W: (X @ W).T)
    assert error.misconceptions == ("shape",)
    assert "{" not in str(error) and "times too large" not in str(error)


def test_a_misspelt_test_of_a_hunt_is_no_test():
    right = samples.HUNT.reference[1]
    assert 'no test "shapes"' in str(failed("ex99-hunt", ("shapes", right)))


def test_an_if_about_a_whole_array_is_explained():
    def product(X, W):
        return X @ W if X > 0 else X

    said = str(failed("ex99-product", product))
    assert "puts the question to every entry" in said
    assert "What did you expect there?" not in said


def test_what_is_asked_after_a_crash_is_about_that_crash():
    def product(X, W):
        return X @ W + 1 if len(X) == 7 else X @ W if X > 0 else X

    said = str(failed("ex99-product", product))
    assert "The truth value of an array" in said
    assert "puts the question to every entry" in said


@pytest.mark.parametrize("kind", [tuple, list])
def test_no_name_of_ours_stands_for_a_result(kind):
    class Twice(samples.Scale):
        def slope(self, dZ):
            return kind([dZ, dZ])  # several names for one array

    said = str(failed("ex99-layer", Twice))
    assert f"For ds I got the type {kind.__name__}, and" in said


def test_an_argument_without_a_name_is_counted_from_the_first():
    assert wording.numbered(["a", "b"])[:3] == ["a", "b", "argument 3"]


@pytest.mark.parametrize("call", [lambda name: check(name, 1), hint])
def test_an_unknown_exercise_gets_the_nearest_one(call):
    with pytest.raises(ValueError, match='did you mean "ex04-mse"'):
        call("ex04-mes")
    with pytest.raises(TypeError, match="as a string, got int"):
        call(4)
    for odd in ("", "ex", "mse", "ex77-x", "../04"):
        with pytest.raises(ValueError, match="expects the id of an exercise"):
            call(odd)


def test_parts_of_a_result_have_names_in_words(tmp_path):
    words = samples.words(samples.CLASS)
    words["parts"] = {"dX": "the gradient of X"}
    say_of(tmp_path, {"layer": words})

    class Odd(samples.Scale):
        def backward(self, dZ):
            return super().backward(dZ) + 1

    assert "Right so far: Z, ds." in str(failed("ex99-layer", Odd))
    assert "9 of 9 entries of the gradient of X (3, 3) are wrong" in str(
        failed("ex99-layer", Odd)
    )
    error = failed("ex99-layer", samples.MeanSlope)
    assert "Right so far: Z, the gradient of X." in str(error)


# Wrong form


def test_nothing_returned_and_only_printed_are_told_apart():
    error = failed("ex99-product", defined("def f(X, W):\n    X @ W"))
    assert (error.outcome, error.misconception) == ("wrong_form", "none")
    assert "None" in str(error)
    error = failed("ex99-product", defined("def f(X, W):\n    print('0.25')"))
    assert error.misconception == "printed"
    assert "I saw it print 0.25" in str(error)


FORMS = {
    "type": lambda X, W: {"Z": X @ W},
    "list": lambda X, W: (X @ W).tolist(),
    "object": lambda X, W: (X @ W).astype(object),
    "complex": lambda X, W: (X @ W) + 0j,
    "shape": lambda X, W: (X @ W)[:, :, None],
    "generator": lambda X, W: (row for row in X @ W),
    "callable": lambda X, W: lambda: X @ W,
    "not-finite": lambda X, W: np.where(X @ W > 0, X @ W, np.nan),
    "bool": lambda X, W: X @ W > 0,
}


@pytest.mark.parametrize("name", FORMS)
def test_each_wrong_form_is_named(name):
    error = failed("ex99-product", FORMS[name])
    assert (error.outcome, error.misconception) == ("wrong_form", name)
    assert "Z" in error.hint
    assert "?" in error.hint


def test_a_function_called_by_mistake_or_not_called():
    error = failed("ex99-product", np.ones((7, 5)))
    assert error.misconception == "kind"
    assert "without parentheses" in str(error)
    assert failed("ex99-order", sorted).misconception == "kind"
    assert failed("ex99-layer", samples.Scale(1.7)).misconception == "kind"
    assert failed("ex99-hunt", "shape").misconception == "kind"


def test_changed_arguments_are_named_and_ours_stay_whole():
    source = "def f(X, W):\n    Z = X @ W\n    X[0] = 0\n    W *= 2\n    return Z"
    for _ in range(2):
        error = failed("ex99-product", defined(source))
        assert (error.outcome, error.misconception) == ("wrong_form", "changed")
        assert "X and W" in str(error)
    check("ex99-product", samples.by_loop)


def test_one_array_kept_several_times():
    source = """
    def f(x, steps):
        path = [x]
        for _ in range(steps):
            x *= 0.8
            path.append(x)
        return path
    """
    error = failed("ex99-path", defined(textwrap.dedent(source)))
    assert (error.outcome, error.misconception) == ("wrong_form", "aliased")
    views = source.replace("append(x)", "append(x[:])")
    assert failed("ex99-path", defined(textwrap.dedent(views))).misconception == (
        "aliased"
    )


def test_data_of_the_notebook_is_named_also_behind_a_helper():
    source = "def helper(X):\n    return X @ V\n\n\ndef f(X, W):\n    return helper(X)"
    f = defined(source, V=np.ones((3, 5)), other=3)
    error = failed("ex99-product", f)
    assert (error.outcome, error.misconception) == ("wrong_form", "global")
    assert "reads V from" in str(error)
    unread = "def f(X, W):\n    if len(X) < 0:\n        return V\n    return X @ W + 1"
    assert failed("ex99-product", defined(unread, V=3)).misconception != "global"
    constant = "def f(X, W):\n    return X @ W * F"
    check("ex99-product", defined(constant, F=1.0))
    assert failed("ex99-product", defined(constant, F=3)).misconception == "global"
    named = constant.replace("F", "FACTOR")
    assert failed("ex99-product", defined(named, FACTOR=3)).misconception != "global"


def test_another_answer_on_the_second_call():
    draws = np.random.default_rng(0)
    error = failed("ex99-product", lambda X, W: X @ W + draws.normal())
    assert error.misconception == "random"
    calls = []

    def grows(X, W):
        calls.append(1)
        return X @ W + (len(calls) > 3)

    assert failed("ex99-product", grows).misconception == "random"


def test_a_warning_beside_the_right_numbers():
    source = "def f(X, W):\n    np.exp(X * 1e4)\n    return X @ W"
    error = failed("ex99-product", defined(source))
    assert (error.outcome, error.misconception) == ("wrong_form", "warned")
    assert "overflow" in str(error)


# Wrong value


def test_right_for_some_sizes_only():
    error = failed("ex99-product", lambda X, W: X[:, :3] @ W[:3] + (len(X) == 2))
    assert error.misconception == "sizes"
    assert "X (7, 3)" in str(error)
    assert "X (2, 5)" in str(error)


@pytest.mark.parametrize(
    ("factor", "name"),
    [
        (lambda X: len(X), "ratio-n"),
        (lambda X: 1 / len(X), "ratio-1/n"),
        (lambda X: X.size, "ratio-N"),
        (lambda X: 1 / X.size, "ratio-1/N"),
        (lambda X: X.shape[1], "ratio-k"),
        (lambda X: -1, "ratio-minus"),
        (lambda X: 0.5, "ratio-other"),
        (lambda X: np.log(10), "ratio-other"),
    ],
)
def test_a_constant_ratio_is_a_signature(factor, name):
    error = failed("ex99-product", lambda X, W: factor(X) * (X @ W))
    assert (error.outcome, error.misconception) == ("wrong_value", name)


def test_rows_and_columns_exchanged_in_square_results(monkeypatch):
    square = dataclasses.replace(
        samples.FUNCTION,
        inputs=lambda rng: ((rng.normal(size=(5, k)), rng.normal(size=(k, 5)))
                            for k in (2, 3)),
        misconceptions={},
    )  # fmt: skip
    monkeypatch.setitem(EXERCISES._loaded["99"], square.id, square)
    error = failed("ex99-product", lambda X, W: (X @ W).T)
    assert (error.outcome, error.misconception) == ("wrong_value", "transposed")


def test_the_smallest_example_tells_shapes_and_differences_not_the_answer():
    def wrong(X, W):
        Z = X @ W
        Z[1, 2] += 0.125
        return Z

    error = failed("ex99-product", wrong)
    assert (error.outcome, error.misconception) == ("wrong_value", None)
    for part in ("X (3, 3)", "1 of 15 entries of Z", "0.125", "[1, 2]"):
        assert part in str(error)


def test_no_result_is_too_odd_for_a_sentence():
    record = np.array([("a", 1)], dtype="U1,i4")
    odd_ones = [np.float64("nan"), np.array(1.5), np.array([]), np.ma.ones(3), 10**400]
    odd_ones += [np.datetime64("2026-01-01"), b"x", [[1], [2, 3]], {1: 2}, range(3)]
    for odd in [*odd_ones, np.array("x"), record]:
        error = failed("ex99-product", lambda X, W, odd=odd: odd)
        assert error.outcome in {"wrong_form", "wrong_value"}
        assert failed("ex99-path", lambda x, steps, odd=odd: odd).hint
        assert failed("ex99-hunt", ("shape", lambda X, odd=odd: odd)).hint
        assert failed("ex99-table", odd).hint


def test_numbers_come_from_the_mistake_where_the_attempt_has_none(
    monkeypatch, tmp_path
):
    tell = {"mean": lambda got, X, dZ, s: {"extra": got["dX"].sum() * 0 + 7}}
    exercise = dataclasses.replace(samples.CLASS, tell=tell)
    monkeypatch.setitem(EXERCISES._loaded["99"], exercise.id, exercise)
    said = samples.words(exercise)
    said["misconceptions"]["mean"] = "Extra {extra:g}?"
    say_of(tmp_path, {"layer": said})

    class Odd(samples.MeanSlope):
        def backward(self, dZ):
            super().backward(dZ)

    class Ragged(samples.MeanSlope):
        def forward(self, X):
            super().forward(X)
            return [[1], [2, 3]]

    assert failed("ex99-layer", Ragged).hint.endswith("Extra 7?")
    assert failed("ex99-layer", samples.MeanSlope).hint.endswith("Extra 7?")
    assert failed("ex99-layer", Odd).hint == "Right so far: Z.\nExtra 7?"


def test_blanks_and_wrong_items_are_named():
    assert failed("ex99-table", {"z": 0.5, "a": [..., 0.4]}).outcome == "not_attempted"
    error = failed("ex99-table", {"z": 0.9, "a": [0.62, 0.3]})
    assert "z; a (place 2)" in str(error)
    assert failed("ex99-table", {"z": 0.5}).misconception == "type"


def test_part_by_part_where_no_mistake_explains_all():
    class Both(samples.MeanSlope):
        def backward(self, dZ):
            return super().backward(dZ) + 1

    assert failed("ex99-layer", Both).misconceptions == ("mean",)

    class Two(samples.MeanSlope):
        def backward(self, dZ):
            super().backward(dZ)
            return dZ

    assert failed("ex99-layer", Two).misconceptions == ("no scale",)

    class Other(samples.Divides):  # wrong in Z alone; "divides" is wrong in dX too
        def backward(self, dZ):
            self.ds = np.sum(dZ * self.X)
            return self.s * dZ + 0.0 * self.forward(dZ)

    assert failed("ex99-layer", Other).misconception == "divides"


# Crashes


def test_a_crash_shows_the_own_line_with_shapes_and_nothing_of_ours():
    source = "def f(X, W):\n    V = W.T\n    return X @ V"
    error = failed("ex99-product", defined(source))
    text = str(error)
    assert (error.outcome, error.misconception) == ("crashed", None)
    for part in ("ValueError", "line 3:  return X @ V", "X (7, 3), V (5, 3)",
                 "called with X (7, 3), W (3, 5)"):  # fmt: skip
        assert part in text, text
    assert "nnlib/check" not in text
    assert "Traceback" not in text


def test_a_crash_for_some_inputs_says_for_which_it_is_right():
    error = failed("ex99-product", lambda X, W: X @ W if len(X) > 2 else X[9] @ W)
    assert "For X (7, 3), W (3, 5) it is right" in str(error)


def test_a_named_crash_shows_line_and_sentence():
    error = failed("ex99-product", defined("def f(X, W):\n    return X * W"))
    assert (error.outcome, error.misconception) == ("crashed", "times")
    assert "return X * W" in str(error)
    assert "You did times" in str(error)


def test_another_error_of_the_same_type_is_not_taken_for_a_known_one():
    error = failed("ex99-product", lambda X, W: np.array([]).reshape(3) @ X)
    assert "ValueError" in str(error)
    assert error.misconception is None


def test_what_was_printed_is_shortened():
    error = failed("ex99-product", lambda X, W: print("y" * 10**6) or X[99])
    assert "It printed: yyy" in str(error)
    assert len(str(error)) < 1000


# Safety


def loops(X, W):
    while True:
        try:
            while True:
                print("a line")
        except BaseException:
            print("not me")
            raise


def stubborn(X, W):
    for _ in range(5):
        with contextlib.suppress(BaseException):
            while True:
                pass
    return X @ W


@pytest.mark.parametrize("attempt", [loops, stubborn])
def test_an_endless_loop_is_stopped_and_the_notebook_lives_on(
    attempt, monkeypatch, capsys
):
    observe = trial.observe

    def quick(exercise, attempt, cases, seconds=None):
        return observe(exercise, attempt, cases, seconds or 0.3)

    monkeypatch.setattr(trial, "observe", quick)
    error = failed("ex99-product", attempt)
    assert (error.outcome, error.misconception) == ("crashed", "endless")
    assert "no end" in str(error)
    names = [thread.name for thread in threading.enumerate()]
    assert "nnlib.check" not in names
    print("heard")
    check("ex99-product", samples.by_loop)
    assert capsys.readouterr().out == "heard\nPassed: Product. On it goes.\n"


def test_a_call_that_hangs_is_left_behind(monkeypatch, capsys):
    monkeypatch.setattr(trial, "PATIENCE", 0.1)
    before = sys.stdout
    seen = trial.observe(samples.FUNCTION, lambda X, W: time.sleep(1.2), [(1, 2)], 0.1)
    assert [one.why for one in seen] == ["stuck"]
    assert sys.stdout is before
    print("heard")
    assert capsys.readouterr().out == "heard\n"


def test_an_interrupt_of_the_learner_ends_the_attempt(monkeypatch):
    class Pressed(threading.Event):
        def wait(self, timeout=None):
            raise KeyboardInterrupt

    session = trial._Session(done=Pressed())
    monkeypatch.setattr(trial, "_Session", lambda: session)
    seen = trial.observe(samples.FUNCTION, loops, [(1, 2)])
    assert [one.why for one in seen] == ["interrupted"]
    assert "a line" in seen[0].printed


def test_streams_and_warnings_are_as_before():
    import warnings

    before = sys.stdout, sys.stderr, warnings.filters[:], np.geterr()
    failed("ex99-product", lambda X, W: np.log(-X) @ W)
    failed("ex99-product", lambda X, W: np.seterr(all="ignore") and 1)
    assert (sys.stdout, sys.stderr, warnings.filters[:], np.geterr()) == before


def test_the_checker_prints_nothing_of_an_attempt(capfd):
    failed("ex99-product", lambda X, W: print("loud", file=sys.stderr) or 1)
    assert capfd.readouterr() == ("", "")


# Where it runs


CELL = """
from nnlib.check import check
def mean_squared_error(A, Y):
    return A[0] @ Y, A
check("ex04-mse", mean_squared_error)
"""


def test_in_ipython_the_message_stands_alone():
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    shell = InteractiveShell.instance()
    try:
        with capture_output() as said:
            result = shell.run_cell(CELL)
    finally:
        InteractiveShell.clear_instance()
    assert isinstance(result.error_in_exec, CheckFailed)
    text = said.stdout + said.stderr
    assert "ex04-mse" in text
    assert "return A[0] @ Y, A" in text
    assert "checking.py" not in text
    assert "Traceback" not in text


def test_in_a_terminal_the_last_lines_are_the_message():
    done = subprocess.run([sys.executable, "-c", CELL], capture_output=True,
                          encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 1
    assert "CheckFailed: ex04-mse, Mean squared error" in done.stderr
    assert "trial.py" not in done.stderr
    assert "verdict.py" not in done.stderr


def test_import_is_light():
    code = """
    import sys, nnlib.check
    mse = "nnlib.lessons.lesson_04.exercises.mse"
    heavy = {"matplotlib", "ipywidgets", "IPython", mse}
    print(heavy & set(sys.modules))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)],
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout == "set()\n"


def test_messages_fit_any_terminal():
    """Every character is one that a console of another code page can replace."""
    error = failed("ex04-mse", lambda A, Y: (np.sum((A - Y) ** 2), 2 * (A - Y)))
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", errors="replace")
    stream.write(str(error))


def test_nothing_is_called_right_in_a_result_of_another_kind():
    """Where facts are wanted and None came, no fact is known to hold."""
    with pytest.raises(CheckFailed) as failed:
        check("ex08-split", lambda *_, **__: None)
    assert "Right so far" not in failed.value.hint
    with pytest.raises(CheckFailed) as failed:
        check("ex04-mse", lambda A, Y: (np.mean((A - Y) ** 2), None))
    assert "Right so far: L." in failed.value.hint


def test_a_hunt_names_the_arguments_of_its_program():
    with pytest.raises(CheckFailed) as failed:
        check("ex02-hunt", ("sizes", lambda *_: 1 / 0))
    assert "W1 (3, 4), b1 (1, 4)" in failed.value.hint
