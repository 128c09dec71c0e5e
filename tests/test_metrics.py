"""Accuracy, confusion matrix and log loss, against a count by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import accuracy, confusion_matrix, cross_entropy, log_loss, softmax

METRICS = (accuracy, confusion_matrix, log_loss)
metrics = pytest.mark.parametrize("metric", METRICS)
sizes, widths, stacks = st.integers(1, 12), st.integers(2, 5), st.integers(1, 4)
seeds = st.integers(0, 2**32 - 1)


def scores(n, width, seed, K=None):
    """Scores with ties (one decimal), and class numbers."""
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(n, width) if K is None else (K, n, width)).round(1)
    return A, rng.integers(0, max(2, width), n)


def chosen(row, threshold=0.5):
    """The class of one row, by a loop: the first of the largest."""
    if len(row) == 1:
        return int(row[0] > threshold)
    best = 0
    for j, score in enumerate(row):
        if score > row[best]:
            best = j
    return best


@given(sizes, st.integers(1, 5), seeds, st.floats(-1, 1))
def test_accuracy_and_confusion_count_as_a_loop_does(n, width, seed, threshold):
    A, y = scores(n, width, seed)
    M = np.zeros((max(2, width),) * 2, dtype=int)
    for row, label in zip(A, y, strict=True):
        M[label, chosen(row, threshold)] += 1
    found = confusion_matrix(A, y, threshold=threshold)
    np.testing.assert_array_equal(found, M)
    assert found.dtype.kind == "i"
    assert accuracy(A, y, threshold) == pytest.approx(np.trace(M) / n)
    assert np.ndim(accuracy(A, y)) == 0


@given(sizes, st.integers(1, 5), stacks, seeds)
def test_a_stack_is_each_of_its_networks(n, width, K, seed):
    A, y = scores(n, width, seed, K)
    P = softmax(A) if width > 1 else 1 / (1 + np.exp(-A))
    for metric, values in ((accuracy, A), (confusion_matrix, A), (log_loss, P)):
        rows = np.array([metric(one, y) for one in values])
        np.testing.assert_allclose(metric(values, y), rows)
        assert metric(values, y).shape == rows.shape == (K, *np.shape(rows[0]))


@given(sizes, seeds)
def test_a_column_of_answers_is_the_row_of_answers(n, seed):
    """(n, 1) == (n,) is (n, n) in NumPy: here it is n comparisons."""
    A, y = scores(n, 1, seed)
    P = 1 / (1 + np.exp(-A))
    for metric, values in ((accuracy, A), (confusion_matrix, A), (log_loss, P)):
        for kind in (y[:, None], y.astype(float), y[:, None].astype(bool), y.tolist()):
            np.testing.assert_array_equal(metric(values, kind), metric(values, y))


def test_ties_go_to_the_first_and_the_threshold_is_not_reached_by_itself():
    assert accuracy([[1, 1, 0], [0, 1, 1]], [0, 1]) == 1
    assert accuracy([[0.5], [0.500001]], [0, 1]) == 1
    assert accuracy([[-0.1], [0.1]], [0, 1], threshold=0) == 1
    assert accuracy([[-0.1], [0.1]], [0, 1]) == 0.5
    assert accuracy([[-np.inf, 0], [np.inf, 0]], [1, 0]) == 1


@given(sizes, widths, seeds, st.integers(0, 3))
def test_more_classes_are_empty_columns(n, width, seed, more):
    A, y = scores(n, width, seed)
    y[0] = width + more - 1
    M = confusion_matrix(A, y, n_classes=width + more)
    assert M.shape == (width + more, width + more)
    assert M.sum() == n
    assert not M[:, width:].any()
    np.testing.assert_array_equal(M.sum(axis=1), np.bincount(y, minlength=len(M)))


@given(sizes, widths, seeds)
def test_log_loss_is_the_cross_entropy_of_the_scores(n, width, seed):
    Z, y = scores(n, width, seed)
    assert log_loss(softmax(Z), y) == pytest.approx(cross_entropy(Z, y)[0], rel=1e-12)
    P = softmax(Z).astype(np.float32)
    assert log_loss(P, y) == pytest.approx(cross_entropy(Z, y)[0], rel=1e-5)
    by_hand = -sum(math.log(p[k]) for p, k in zip(softmax(Z), y, strict=True)) / n
    assert log_loss(softmax(Z), y) == pytest.approx(by_hand)


@given(sizes, seeds)
def test_log_loss_of_a_column_is_that_of_two(n, seed):
    A, y = scores(n, 1, seed)
    p = 1 / (1 + np.exp(-A))
    assert log_loss(p, y) == pytest.approx(log_loss(np.hstack([1 - p, p]), y))


def test_log_loss_at_chance_at_certainty_and_at_the_wrong_certainty():
    assert log_loss(np.full((4, 10), 0.1), [0, 3, 5, 9]) == pytest.approx(math.log(10))
    sure = log_loss(np.eye(3), [0, 1, 2])
    assert sure == 0
    assert not np.signbit(sure)
    with np.errstate(all="raise"):
        assert log_loss([[1, 0], [0.5, 0.5]], [1, 0]) == np.inf
        assert log_loss([[1.0], [0.5]], [0, 0]) == np.inf


def test_rounding_of_probabilities_is_forgiven():
    P = np.array([[1 + 2e-16, -1e-17], [0.1 + 0.2, 0.7]])
    assert log_loss(P, [0, 1]) == pytest.approx(-math.log(0.7) / 2)
    assert log_loss(P[:1], [0]) == 0
    assert log_loss(P[:1], [1]) == np.inf
    for _ in range(5):
        rng = np.random.default_rng(_)
        P = softmax(rng.normal(size=(50, 200)).astype(np.float32) * 9)
        assert np.isfinite(log_loss(P, rng.integers(0, 200, 50)))


def test_nothing_is_changed_in_place():
    A, y = np.array([[0.25], [0.75]]), np.array([[0], [1]])
    A_before, y_before = A.copy(), y.copy()
    for metric in METRICS:
        metric(A, y)
    np.testing.assert_array_equal(A, A_before)
    np.testing.assert_array_equal(y, y_before)
    assert y.shape == (2, 1)


P3 = np.full((5, 4), 0.25)
WRONG = [
    # outputs, answers, the error, and what its text must say
    (P3, np.arange(4), ValueError, r"expects 5 class numbers.*\(4,\); select both"),
    (P3, np.zeros((5, 1), int), ValueError, r"got \(5, 1\); try y\.ravel\(\)"),
    (P3, np.eye(4)[[0] * 5], ValueError, r"got \(5, 4\); try Y\.argmax\(axis=1\)"),
    (P3[:, :1], np.zeros((4, 1)), ValueError, r"got \(4, 1\); select both"),
    (P3[:, :1], np.zeros((1, 5)), ValueError, r"got \(1, 5\); try y\.ravel\(\)"),
    (P3, 0, ValueError, r"got \(\); select both"),
    (P3[:, 0], np.zeros(5), ValueError, r"\(5,\); .* try [AP]\.reshape\(-1, 1\)"),
    (np.zeros(5, int), np.zeros(5), ValueError, r"try np\.mean\(c == y\)"),
    (np.zeros(5), P3, ValueError, r"outputs come first: try \w+\([AP], y\)"),
    (np.zeros((2, 2, 2, 2)), [0, 0], ValueError, r"got \(2, 2, 2, 2\); give one row"),
    (np.zeros((0, 4)), [], ValueError, r"got \(0, 4\); check the rows you selected"),
    (np.zeros((4, 0)), [0] * 4, ValueError, r"got \(4, 0\); check the rows"),
    (np.zeros((3, 0, 4)), [], ValueError, r"got \(3, 0, 4\); check the rows"),
    (P3, [0, 1, 2, 3, 4], ValueError, r"class numbers 0 … 3 for 4 classes, got 4"),
    (P3, [0, 1, 2, 3, -1], ValueError, r"class numbers 0 … 3 for 4 classes, got -1"),
    (P3[:, :1], [0, 1, 2, 0, 0], ValueError, r"class numbers 0 … 1 .*got 2"),
    (P3, [0, 1, 2, 3, 0.5], ValueError, r"expects whole class numbers, got 0\.5"),
    (P3, [0, 1, 2, 3, np.nan], ValueError, r"finite numbers in y, got nan at y\[4\]"),
    (P3, [0, 1, 2, 3, np.inf], ValueError, r"finite numbers in y, got inf at y\[4\]"),
    (P3, list("01230"), TypeError, r"expects y to hold real numbers.*got dtype <U1"),
    (P3, [None] * 5, TypeError, r"expects y to hold real numbers.*got dtype object"),
    (P3, [[0], [1, 2]], ValueError, r"expects y as one array"),
    (P3.astype(str), [0] * 5, TypeError, r"expects [AP] to hold real numbers"),
    (P3 * 1j, [0] * 5, TypeError, r"expects [AP] to hold real .*complex128"),
    ([[1, 2], [3]], [0, 0], ValueError, r"expects [AP] as one array"),
    (
        np.where(np.eye(5, 4) == 1, np.nan, P3),
        [0] * 5,
        ValueError,
        r"nan at [AP]\[0, 0",
    ),
]


@metrics
@pytest.mark.parametrize(("A", "y", "error", "says"), WRONG)
def test_what_does_not_fit_is_named(metric, A, y, error, says):
    with pytest.raises(error, match=rf"^{metric.__name__} expects .*got.*; ") as caught:
        metric(A, y)
    caught.match(says)


@pytest.mark.parametrize("metric", METRICS[:2])
@pytest.mark.parametrize("threshold", [None, "0.5", np.nan, [0.5]])
def test_threshold_is_a_number(metric, threshold):
    kind = ValueError if threshold is np.nan else TypeError
    with pytest.raises(kind, match=rf"^{metric.__name__} expects .*threshold=0\.5"):
        metric(P3[:, :1], [0] * 5, threshold=threshold)


@pytest.mark.parametrize(
    ("n_classes", "error", "says"),
    [
        (3, ValueError, "at least 4, what A predicts, got 3; try n_classes=4"),
        (0, ValueError, "at least 1, got 0"),
        (4.0, TypeError, "got 4.0; try n_classes="),
        (True, TypeError, "got True; try n_classes="),
    ],
)
def test_the_table_holds_every_prediction(n_classes, error, says):
    with pytest.raises(error, match=f"^confusion_matrix expects .*{says}"):
        confusion_matrix(P3, [0] * 5, n_classes)


@pytest.mark.parametrize(
    ("P", "says"),
    [
        ([[2.0, -1.0]], r"from 0 to 1, got -1 … 2; for raw scores try cross_entropy"),
        ([[-0.1]], r"from 0 to 1, got -0\.1 … -0\.1; "),
        ([[1.5]], r"from 0 to 1, got 1\.5 … 1\.5; "),
        ([[np.inf, 0]], r"from 0 to 1, got 0 … inf; "),
        ([[0.5, 0.49]], r"sum to 1, got a row with sum 0\.99; try P / P\.sum\(axis=-1"),
        ([[[0.5, 0.5]], [[0.9, 0.9]]], r"sum to 1, got a row with sum 1\.8; "),
    ],
)
def test_log_loss_wants_probabilities(P, says):
    with pytest.raises(ValueError, match=f"^log_loss expects .*{says}"):
        log_loss(P, [0])
