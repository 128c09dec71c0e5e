"""Is each sentence of the checker shown by what was seen? Answers of real learners.

Each was told something false once: the test states which claim may not be made.
"""

import re

import numpy as np
import pytest

import nnlib as nn
from nnlib.check import EXERCISES, CheckFailed, check, matching, mixes, verdict
from nnlib.check.spec import Exercise


@pytest.fixture(autouse=True)
def no_error_of_ours():
    verdict.caught.clear()
    yield
    assert [repr(error) for error in verdict.caught] == []


def failed(name, attempt):
    with pytest.raises(CheckFailed) as caught:
        check(name, attempt)
    return caught.value


def known(name, error):
    """The misconceptions of the exercise that were named."""
    return set(error.misconceptions) & set(EXERCISES[name].misconceptions)


# Sizes are named only where they alone matter


def first_entry_decides(z):
    return np.vectorize(lambda v: max(v, 0))(z)  # whole numbers, if the first is 0


def delta_forgotten(A, Y, delta):
    d = A - Y
    near = np.abs(d) <= delta
    steep = delta / 2 * (np.abs(d) - delta / 2)
    L = np.mean(np.where(near, d**2 / 2, steep))
    return L, np.where(near, d, delta * np.sign(d)) / d.size


NOT_SIZES = {
    "type from the first entry": ("ex03-relu", first_entry_decides),
    "one number too small": (
        "ex03-softmax",
        lambda Z: (E := np.exp(Z - Z.max(1)[:, None])) / (E.sum(1)[:, None] + 1e-3),
    ),
    "delta": ("ex04-huber", delta_forgotten),
    "rounded": (
        "ex07-accuracy",
        lambda A, y: round(float(np.mean((A.ravel() > 0.5) == y.ravel())), 2),
    ),
    "first and last": (
        "ex06-best-rate",
        lambda c: (2 / (c[0] + c[-1]), (c[-1] - c[0]) / (c[-1] + c[0])),
    ),
    "another bend": (
        "ex02-forward",
        lambda X, layers: _forward(X, layers, np.tanh),
    ),
}


def _forward(X, layers, bend):
    for k, (W, b) in enumerate(layers):
        X = X @ W + b
        X = bend(X) if k < len(layers) - 1 else X
    return X


@pytest.mark.parametrize("case", NOT_SIZES)
def test_sizes_are_not_blamed_for_numbers(case):
    name, attempt = NOT_SIZES[case]
    error = failed(name, attempt)
    assert "sizes" not in error.misconceptions
    assert "the shapes decide" not in error.hint


@pytest.mark.parametrize(
    ("name", "attempt"),
    [
        ("ex02-dense", lambda X, W, b: X[:, :3] @ W[:3] + b),
        ("ex02-network", lambda X, W1, b1, W2, b2: (
            np.maximum(X @ W1 + b1, 0)[:, :5] @ W2[:5] + b2 + (X.shape[1] == 5))),
    ],
)  # fmt: skip
def test_sizes_are_named_where_only_they_matter(name, attempt):
    error = failed(name, attempt)
    assert error.misconceptions == ("sizes",)
    assert "the shapes decide" in error.hint


def test_with_other_numbers_in_the_shape_it_is_right():
    error = failed("ex03-relu", lambda z: np.minimum(np.maximum(z, 0), 2.0))
    assert error.misconceptions == ("numbers",)
    assert "The shape alone is not the reason" in error.hint


def test_another_function_is_no_other_number():
    """Was: "with other numbers in it, it is right too", where it was the bend."""

    def always_relu(x, w, b, f):
        z = x @ w + b
        return z, np.maximum(z, 0)

    error = failed("ex01-unit", always_relu)
    assert "with other numbers in it" not in error.hint


def test_several_numbers_may_come_as_an_array():
    exercise = EXERCISES["ex06-best-rate"]
    attempt = lambda curvatures: np.array(exercise.reference(curvatures))  # noqa: E731
    assert verdict.judge(exercise, attempt) is None


def test_a_list_of_another_shape_is_not_mended_by_making_an_array():
    error = failed("ex02-forward", lambda X, layers: [X @ W + b for W, b in layers[:1]])
    assert "Which NumPy function makes one" not in error.hint


# Numbers come from the part in which the mistake sits


def test_the_numbers_of_a_sentence_are_those_of_its_part():
    """Was: "Your factor is 0.08", which was the rate."""

    def wrong(curvatures):
        a, b = min(curvatures), max(curvatures)
        return 1 / b, (a - b) / (a + b)

    error = failed("ex06-best-rate", wrong)
    assert error.misconception == "sign"
    assert "Your factor is −0." in error.hint


def test_shapes_of_a_sentence_are_those_of_its_part():
    """Was: "db has shape (5, 3) where b has (5, 3)"."""

    def wrong(X, W, dZ):
        ones = np.ones_like(dZ)
        return X.T @ ones, dZ.sum(0), ones @ W.T

    error = failed("ex05-dense", wrong)
    assert error.misconception == "no keepdims"
    assert "db has shape (3,) where b has (1, 3)" in " ".join(error.hint.split())


def test_two_results_that_are_one_array_are_two_results():
    """Was: `Z, Z` of the bank agreed with every A."""
    exercise = EXERCISES["ex01-batch"]
    (same,) = (k for k in matching.bank(exercise) if k.name == "no activation")
    assert same.parts == ("A",)


# Facts explain only all that is wrong; form before facts


def dicts(X, y, size, rng):
    order = rng.permutation(len(X))
    for k in range(0, len(X), size):
        yield {"X": X[order[k : k + size]], "y": y[order[k : k + size]]}


def six_arrays(X, y, n_valid, n_test, rng):
    order, n = rng.permutation(len(X)), len(X) - n_valid - n_test
    cuts = np.split(order, [n, n + n_valid])
    return tuple(array[rows] for rows in cuts for array in (X, y))


UNEXPLAINED = {
    "dicts": ("ex06-batches", dicts),
    "zeros": ("ex07-leaky", lambda shape, slope, rng: np.zeros(shape)),
    "exponential": (
        "ex07-leaky", lambda shape, slope, rng: rng.exponential(size=shape)),
    "noise": (
        "ex08-dropout",
        lambda A, p, rng, train: A + rng.normal(size=A.shape) if train else A,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNEXPLAINED)
def test_a_fact_lost_by_something_else_names_no_mistake(case):
    name, attempt = UNEXPLAINED[case]
    assert known(name, failed(name, attempt)) == set()


@pytest.mark.parametrize(
    ("name", "attempt"), [("ex08-split", six_arrays), ("ex06-batches", dicts)]
)
def test_nothing_is_right_so_far_of_what_was_not_looked_at(name, attempt):
    assert "Right so far" not in failed(name, attempt).hint


def test_what_a_use_can_not_use_is_a_wrong_form():
    """The error of our own code is no crash of the learner's."""
    error = failed("ex08-hunt", (EXERCISES["ex08-hunt"].reference[0], lambda *_: 3))
    assert "TypeError" not in error.hint


# One number for all


def test_one_number_on_all_inputs_names_nothing():
    """Was: "you compared outputs such as 0.93"."""
    error = failed("ex07-accuracy", lambda A, y: 0.0)
    assert known("ex07-accuracy", error) == set()


def test_zeros_in_one_part_beside_another_mistake_name_nothing():
    name = "ex08-baseline"
    assert known(name, failed(name, lambda Z, y, y_train: (0.0, 0.0))) == set()


def test_nan_beside_another_mistake_is_no_evidence():
    name = "ex04-binary"
    error = failed(name, lambda Z, Y: (np.nan, 0 * Z))
    assert known(name, error) == set()


# A chain of numbers by hand


def test_what_follows_from_a_wrong_number_is_no_mistake_of_its_own():
    """Was: "Your ReLU turned −1 into 1", beside a z of 1."""
    trace = EXERCISES["ex01-by-hand"].reference | {"z": 1, "ReLU": 1, "step": 5}
    assert known("ex01-by-hand", failed("ex01-by-hand", trace)) == set()


# What was called, and by which names


def seven_rows(Z):
    P = np.zeros((7, 3))
    for i, z in enumerate(Z):
        e = np.exp(z - z.max())
        P[i] = e / e.sum()
    return P


def test_a_crash_tells_the_call_in_which_it_came():
    error = failed("ex03-softmax", seven_rows)
    assert "there: P (7, 3)" in error.hint
    assert "It was called with Z (2, 5)." in error.hint


def test_a_probe_is_told_as_the_call_that_it_is(monkeypatch):
    exercise = Exercise(
        "ex02-dense",
        reference=lambda X, W, b: X @ W + b,
        inputs=EXERCISES["ex02-dense"].inputs,
        use=lambda f, X, W, b: (f(X, W, b), f(X[:1], W, b))[0],
    )
    monkeypatch.setitem(EXERCISES._loaded["02"], exercise.id, exercise)

    def f(data, weights, bias):
        return data @ weights + bias if len(data) > 1 else data[7]

    hint = failed(exercise.id, f).hint
    assert "called with data (1, 3), weights (3, 5), bias (1, 5)" in hint
    assert "(7, 3)" not in hint


def test_arguments_have_the_names_that_the_learner_gave():
    """Was: "R held other numbers", and the learner's name is A."""

    def back(name, A, dOut):
        slope = {"sigmoid": lambda a: a * (1 - a), "tanh": lambda a: 1 - a**2}
        dZ = dOut * slope.get(name, lambda a: a > 0)(A)
        if name == "sigmoid":
            A[...] = 0
        return dZ

    assert "after the call, A held" in failed("ex05-bend", back).hint

    def dense(data, weights, bias):
        return data @ weights + bias + 1

    assert "With data (4, 2)" in failed("ex02-dense", dense).hint


def test_functions_among_the_arguments_are_named():
    """Was: "What is different here: …, f?" for two activations."""

    def unit(x, w, b, f):
        return f(x @ w + b) + (f is nn.relu)

    hint = failed("ex01-unit", unit).hint
    assert "f = identity" in hint
    assert "f = relu" in hint


def test_the_own_line_is_shown_where_numpy_raises_in_compiled_code():
    def dropout(A, p, rng, train):
        return rng.choice([1, 2], p=[p]) if train else A

    assert "return rng.choice([1, 2], p=[p])" in failed("ex08-dropout", dropout).hint


# Two slips at once


def row_maximum_column_sum(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / sum(E)


def test_of_nan_and_wrong_numbers_the_finite_come_first():
    hint = failed("ex03-softmax", row_maximum_column_sum).hint
    assert "With Z (3, 3): 9 of 9 entries of P" in hint
    assert "Besides" in hint
    assert "nan or infinite" in hint


def test_a_mistake_that_finite_numbers_show_is_named_beside_nan():
    """No maximum is subtracted, and the sum is over the columns."""

    def both(Z):
        with np.errstate(all="ignore"):
            E = np.exp(Z)
            return E / E.sum(axis=0)

    error = failed("ex03-softmax", both)
    assert error.misconception == "columns"
    assert "Besides" in error.hint


# Wording


def test_a_part_of_another_type_is_shown_where_it_sits():
    """Was: "of type list, and I can't compare that with a list"."""
    losses = [[loss] for loss in EXERCISES["ex07-reference"].reference]
    hint = failed("ex07-reference", losses).hint
    assert "(place 1) I got the type list" in hint
    assert "compare that with a number" in hint


def test_objects_that_are_numbers_have_no_rows():
    """Was: "Do its rows have different lengths?" for equal rows."""
    hint = failed("ex02-dense", lambda X, W, b: (X @ W + b).astype(object)).hint
    assert "rows have different lengths" not in hint
    assert "numbers are Python's" in hint
    ragged = np.array([[1.0], [1.0, 2.0]], dtype=object)
    hint = failed("ex02-dense", lambda X, W, b: ragged).hint
    assert "rows have different lengths" in hint


@pytest.mark.parametrize("attempt", [
    lambda X, w: 3, lambda X, w: X.sum(axis=1), lambda X, w: None,
    lambda X, w: [1], lambda X, w: "x", lambda X, w: 1j * X @ w, lambda X, w: X @ w > 0,
    lambda X, w: (X @ w).astype(object), lambda X, w: np.nan * X @ w,
    lambda X, w: print,
])  # fmt: skip
def test_a_part_in_the_plural_has_no_verb_in_the_singular(attempt):
    hint = failed("ex00-totals", attempt).hint
    assert not re.search("(?<!of )the totals (is|has)", hint)


# Nothing unexpected


class Hostile:
    def _fail(self, *_):
        raise RuntimeError("do not touch")

    __eq__ = __repr__ = __str__ = __array__ = __bool__ = __len__ = __iter__ = _fail
    __hash__ = object.__hash__


class HostileInt(int):
    def _fail(self, *_):
        raise RuntimeError("do not touch")

    __eq__ = __repr__ = __str__ = __format__ = __float__ = __index__ = _fail
    __hash__ = int.__hash__


class HostileArray(np.ndarray):
    def __array_finalize__(self, other):
        pass

    def __array_ufunc__(self, *_, **__):
        raise RuntimeError("do not touch")

    def __repr__(self):
        raise RuntimeError("do not touch")


def raises_hostile(*_):
    raise ValueError(Hostile())


def raises_name(*_):
    raise NameError("no name", name=[1])


def itself():
    found = [1.0]
    found.append(found)
    return found


def objects():
    found = np.empty(2, dtype=object)
    found[0] = Hostile()
    return found


ODD = {
    "hostile": Hostile, "int": lambda: HostileInt(3), "itself": itself,
    "array": lambda: np.ones((7, 5)).view(HostileArray), "huge": lambda: 10**400,
    "unwritable": lambda: 10**5000, "matrix": lambda: np.ones((1, 1)).view(np.matrix),
    "ragged": lambda: [np.ones(2), np.ones(3)], "keys": lambda: {Hostile(): 1},
    "nested": lambda: [[Hostile()], {"a": Hostile()}], "huge ones": lambda: [10**5000],
    "objects": lambda: objects(),
    "deep": lambda: eval("[" * 60 + "]" * 60), "set": lambda: {1, 2},
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", [
    "ex02-dense", "ex02-forward", "ex02-count", "ex04-mse", "ex06-path", "ex06-batches",
    "ex08-split", "ex08-read", "ex07-reference", "ex03-which", "ex03-hunt-chain",
    "ex08-dropout", "ex05-bend",
])  # fmt: skip
def test_no_error_of_the_checker_reaches_a_learner(name, odd):
    exercise, value = EXERCISES[name], ODD[odd]()
    attempt = (lambda *_: value) if exercise.kind.called else value
    if exercise.kind.test:
        attempt = exercise.reference[0], attempt
    assert failed(name, attempt).hint


@pytest.mark.parametrize("raising", [raises_hostile, raises_name])
def test_errors_that_can_not_be_printed(raising):
    assert failed("ex02-dense", raising).outcome == "crashed"
    assert failed("ex03-hunt-chain", ("nudge", raising)).outcome == "crashed"


def starts_with(first):
    def chain(x, weights):
        passed, a = (x if first is None else first), x
        for w in weights:
            a = nn.sigmoid(w * a)
            passed *= w * a * (1 - a)
        return passed

    return chain


@pytest.mark.parametrize("first", [None, 2.0, 0.0])
def test_an_input_of_no_entries_divides_nothing(first):
    """Was: ZeroDivisionError, for the chain of length 0."""
    assert failed("ex03-hunt-chain", ("nudge", starts_with(first))).hint


def test_loops_of_lists_of_layers_are_looked_at():
    """Was: ValueError of np.shape on a list of layers, for 7 of 13 wrong answers."""
    for bend in (np.tanh, nn.sigmoid, np.abs, np.sign, np.sin):
        error = failed("ex02-forward", lambda X, layers, b=bend: _forward(X, layers, b))
        assert error.outcome == "wrong_value"


def test_a_list_of_arrays_is_not_transposed():
    """Was: AttributeError in ex06-path, for each list with a wrong array in it."""
    exercise = EXERCISES["ex06-path"]

    def wrong(*given):
        return [0 * theta for theta in exercise.reference(*given)]

    assert failed("ex06-path", wrong).outcome == "wrong_value"


def test_the_net_below_tells_us_and_not_the_learner(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(matching, "explanations", broken)
    error = failed("ex02-dense", lambda X, W, b: X @ W)
    assert error.outcome == "wrong_form"
    assert "ZeroDivisionError" not in str(error)
    assert "Not right yet" in str(error)
    assert [type(one) for one in verdict.caught] == [ZeroDivisionError]
    verdict.caught.clear()


# Pairs


def test_a_pair_that_is_taken_for_a_third_is_a_fault():
    """The promise itself: it fails where a name is none of the two."""
    exercise = EXERCISES["ex05-dense"]
    pair = mixes.pairs(exercise)[40]
    names = {one.name for one in pair.known}
    assert all(map(pair.may_be_named, names))
    assert not pair.may_be_named("another order")
