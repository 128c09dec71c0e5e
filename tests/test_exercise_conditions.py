"""What a task demands in words has an input that tells.

CONDITIONS is {exercise: {demand: attempt}}: each attempt is right but for this one
demand, and must be rejected. A text stands for a misconception of that exercise, which
ignores this one demand too. What no input tells does not belong in the task.
"""

import numpy as np
import pytest

import nnlib as nn
from nnlib.check import EXERCISES, matching, proof
from nnlib.check.spec import forms


def two_axes(f):
    """Take the lengths of two axes, as if no array had another number of them."""

    def looped(z, *rest):
        n, m = z.shape
        a = np.zeros((n, m))
        for i in range(n):
            for j in range(m):
                a[i, j] = f(z[i, j], *rest)
        return a

    return looped


def rows_of_numbers(f):
    """Go through the rows of z, and the numbers of a row."""
    return lambda z, *rest: np.array([[f(x, *rest) for x in row] for row in z])


def up_to_two_axes(f):
    """One axis or two, and not three."""

    def looped(z, *rest):
        if z.ndim == 1:
            return np.array([f(x, *rest) for x in z])
        return rows_of_numbers(f)(z, *rest)

    return looped


def with_an_axis(f):
    """Any number of axes, and not none."""

    def looped(z, *rest):
        if not len(z.shape):
            raise TypeError("len() of unsized object")
        return np.array([f(x, *rest) for x in z.ravel()]).reshape(z.shape)

    return looped


def any_shape(f, none=True):
    few = {
        "two axes only": forms(two_axes(f), rows_of_numbers(f)),
        "three axes": up_to_two_axes(f),
    }
    return few | ({"no axis": with_an_axis(f)} if none else {})


def in_type_of(f):
    """Put the results into an array of the type of z."""

    def typed(z, *rest):
        a = np.zeros_like(z)
        a[...] = f(z, *rest)
        return a

    return typed


def careful_sigmoid(z):
    e = np.exp(-abs(z))
    return 1 / (1 + e) if z >= 0 else e / (1 + e)


def moved_at_the_end(f, theta, h):
    g = nn.numerical_gradient(f, theta, h)
    theta += h
    return g


def slopes_of_rows(f, theta, h):
    """A matrix or a vector, and no array with three axes."""
    g, t = np.zeros(theta.shape), theta.copy()
    places = np.ndindex(theta.shape[:2])
    for j in places:
        t[j] += h
        above = f(t)
        t[j] -= 2 * h
        g[j] = (above - f(t)) / (2 * h)
        t[j] += h
    return g


def one_axis_only(A, y):
    return np.mean((A[:, 0] > 0.5) == y)


def two_inputs(w, p, d):
    return d * np.hypot(w[0], w[1]) - w[0] * p[0] - w[1] * p[1]


class StartsMoving(nn.Momentum):
    def __init__(self, theta, lr=0.01, mu=0.9):
        super().__init__(theta, lr=lr, mu=mu)
        self.v = np.full(theta.shape, lr)


def new_generator(X, y, batch_size, rng):
    """The rows in a new order each time, whatever `rng` says."""
    rng = np.random.default_rng()
    order = rng.permutation(len(X))
    for k in range(0, len(X), batch_size):
        yield X[order[k : k + batch_size]], y[order[k : k + batch_size]]


def no_whole_batch(net, loss, optimizer, X, y, batch_size, rng):
    run = EXERCISES["ex07-epoch"].reference
    return run(net, loss, optimizer, X, y, int(batch_size), rng)


def for_two_inputs(X, y, W1, b1, W2, b2, lr, epochs):
    run = EXERCISES["ex07-loop"].reference
    if X.shape[1] != 2:
        raise ValueError("made for two inputs")
    return run(X, y, W1, b1, W2, b2, lr, epochs)


def in_place_loop(X, y, W1, b1, W2, b2, lr, epochs):
    losses, *new = EXERCISES["ex07-loop"].reference(X, y, W1, b1, W2, b2, lr, epochs)
    W1[...], b1[...], W2[...], b2[...] = new
    return losses, W1, b1, W2, b2


def always_restored_late(epochs, net, patience):
    """Right if the run breaks off, wrong weights if it ends by itself."""
    return EXERCISES["ex07-stop"].misconceptions["put back at the break only"](
        epochs, net, patience
    )


def a_column_only(Z, y, y_train):
    y = y[:, 0]
    always = np.bincount(y_train).argmax()
    return np.mean(Z.argmax(axis=1) == y), np.mean(y == always)


def changes_A(A, p, rng, train):
    if train:
        A *= (rng.random(A.shape) >= p) / (1 - p)
    return A


def opens_twice(fit, score, sizes, seeds):
    report = EXERCISES["ex08-honest"].reference(fit, score, sizes, seeds)
    score([fit(sizes[0], seeds[0])], "test")
    return report


def draws_twice(ink, y, n_train, rng):
    rng.permutation(len(ink))
    return EXERCISES["ex08-hunt"].reference[1](ink, y, n_train, rng)


def two_layers_only(X, layers):
    (W1, b1), (W2, b2) = layers
    return np.maximum(X @ W1 + b1, 0) @ W2 + b2


def relative(a, b):
    """For vectors; a matrix has another norm in `np.linalg.norm(a, 2)`."""
    size = max(np.linalg.norm(a, 2), np.linalg.norm(b, 2))
    return np.linalg.norm(a - b, 2) / size if size else 0.0


def leaky(x, alpha):
    return x if x > 0 else alpha * x


CONDITIONS = {
    "ex00-totals": {"one number for each row": "column"},
    "ex00-gap": {"each answer and its own label": "every pair"},
    "ex00-hunt": {"all four tests pass": "not added up"},
    "ex01-unit": {
        "a batch": lambda x, w, b, f: f(sum(x[j] * w[j] for j in range(len(w))) + b),
        "a single sample": lambda x, w, b, f: f(np.sum(x * w, axis=1) + b),
    },
    "ex01-batch": {"whole numbers": "whole numbers", "k units": "first unit"},
    "ex01-gates": {"z at least 1 away from 0": "AND near", "none": "XOR"},
    "ex01-line": {"a negative d": "no side", "any length": two_inputs},
    "ex01-conversion": {
        "a scale below 0": lambda w, b, scale, shift: (
            w / abs(scale), b - (w / abs(scale)) @ shift
        ),
        "the bias is a number": "a bias each",
    },
    "ex02-count": {"any number of layers": "first layer"},
    "ex02-network": {"no bend after the output": "bent output"},
    "ex02-xor": {"a column per hidden unit": "a row per unit"},
    "ex02-forward": {
        "any number of layers": two_layers_only, "no bend after the last": "bent output"
    },
    "ex02-exchange": {"new unit k is old unit order[k]": "all the other way"},
    "ex03-relu": any_shape(lambda x: max(x, 0), none=False)
    | {"the caller's z stays": "in place"},
    "ex03-leaky-relu": any_shape(leaky)
    | {"whole numbers": in_type_of(nn.leaky_relu), "any alpha": "always 0.01"},
    "ex03-sigmoid": any_shape(careful_sigmoid)
    | {"whole numbers": in_type_of(nn.sigmoid), "no overflow": "plain"},
    "ex03-tanh": {"without np.tanh": np.tanh, "z = ±800": "plain"},
    "ex03-softmax": {"scores of 1000": "overflow", "rows far apart": "batch maximum"},
    "ex03-sigmoid-slope": any_shape(lambda x: x * (1 - x)),
    "ex03-tanh-slope": any_shape(lambda x: 1 - np.tanh(x) ** 2)
    | {"no overflow": "cosh"},
    "ex03-relu-slope": any_shape(lambda x: 1.0 * (x > 0)) | {"numbers": "condition"},
    "ex03-leaky-relu-slope": any_shape(lambda x, alpha: 1 if x > 0 else alpha),
    "ex03-share-on": {"z > 0": "zero counts"},
    "ex03-hunt-chain": {"agrees with nudges": "size"},
    "ex04-mse": {"the mean over all entries": "rows"},
    "ex04-binary": {"scores of 1000": "log of 0"},
    "ex04-one-hot": {"as many columns as classes": "as wide as seen"},
    "ex04-cross-entropy": {"scores of 1000": "log of 0"},
    "ex04-slope": {
        "any shape": slopes_of_rows, "theta is what it was": moved_at_the_end
    },
    "ex04-huber": {"any delta": "half of delta"},
    "ex05-bend": {"relu's corner is no slope": "relu all"},
    "ex05-scores": {"P stays": "P changed"},
    "ex05-relative-error": {
        "arrays of zeros": "zero by zero", "arrays of any shape": relative
    },
    "ex05-check": {
        "nan": "blind to nan", "one wrong entry": "first entry only",
        "however small": "absolute",
    },
    "ex05-layer": {
        "only if train": "keeps every input", "into the arrays": "new arrays",
        "over what was there": "piles up",
    },
    "ex05-around": {
        "any layer inside": "a dense layer inside",
        "X stays": "X changed", "dA stays": "dA changed",
    },
    "ex06-step": {"whole numbers": "whole numbers", "a new array": "in place"},
    "ex06-path": {
        "steps + 1 arrays": "no start", "the caller's theta stays": "start changed"
    },
    "ex06-limit": {"an askew ravine": "largest entry"},
    "ex06-momentum": {
        "in place": "not in place", "the speed is 0 first": StartsMoving,
        "g stays": "gradient changed",
    },
    "ex06-batches": {
        "each row once": "drawn anew", "drawn from rng": new_generator,
        "the last is what is left": "short batch dropped", "X and y stay": "in place",
    },
    "ex06-best": {"the start counts": "start left out", "the last": "last left out"},
    "ex06-adam": {"in place": "not in place", "t is 1 first": "counts early"},
    "ex06-best-rate": {"in no order": "first and last"},
    "ex06-hunt": {"the last batch may be short": "divided by the size"},
    "ex07-accuracy": {
        "above 0.5": "exactly one half", "y is (n, 1)": one_axis_only,
        "y is (n,)": lambda A, y: np.mean((A > 0.5) == y),
    },
    "ex07-loop": {
        "any number of inputs": for_two_inputs, "before the update": "measured after",
        "the arrays stay": in_place_loop,
    },
    "ex07-epoch": {
        "batch_size=None": no_whole_batch, "the last may be short": "mean of means",
        "before the update": "measured again",
    },
    "ex07-stop": {
        "equal is not new": "ties", "in a row": "never reset",
        "the run ends by itself": always_restored_late,
        "any new lowest": "hardly better",
    },
    "ex07-choose": {"broke for any start": "survivors", "the mean": "middle"},
    "ex07-leaky": {"drawn from rng": "reseeds", "normal": "uniform"},
    "ex08-split": {
        "sorted by class": "not shuffled", "each in one part": "met",
        "its own label": "apart", "pairs": "six arrays",
    },
    "ex08-scale": {"the training's mean and spread": "together", "floor": "no floor"},
    "ex08-baseline": {
        "y is (n,)": a_column_only, "y is (n, 1)": "column against row",
        "most frequent in y_train": "chosen on y",
    },
    "ex08-confusion": {"a class may be missing": "classes that occur"},
    "ex08-honest": {"the test part once": opens_twice},
    "ex08-dropout": {
        "a lot of its own": "exact number", "anew in each call": "reseeds",
        "A stays": changes_A, "if train is false": "on in the test",
    },
    "ex08-hunt": {"one permutation": ("blind", draws_twice)},
}  # fmt: skip


def attempts():
    for name, demands in CONDITIONS.items():
        for demand, attempt in demands.items():
            if isinstance(attempt, str):
                attempt = EXERCISES[name].misconceptions[attempt]
            each = attempt if isinstance(attempt, forms) else (attempt,)
            for k, one in enumerate(each):
                yield pytest.param(name, one, id=f"{name}: {demand} {k or ''}".strip())


@pytest.mark.parametrize(("name", "attempt"), [*attempts()])
def test_who_ignores_one_demand_is_told(name, attempt):
    what, _, _ = proof.answer(EXERCISES[name], attempt)
    assert what not in (None, "not_attempted")


def silenced(f):
    def silent(*arguments):
        with np.errstate(all="ignore"):
            return f(*arguments)

    return silent


@pytest.mark.parametrize("name", [
    "ex03-sigmoid", "ex03-tanh", "ex03-tanh-slope", "ex03-softmax",
    "ex04-binary", "ex04-cross-entropy", "ex05-relative-error",
])  # fmt: skip
def test_an_overflow_is_seen_in_numbers_not_in_flags_of_the_processor(name):
    """The answer may silence them, and a browser has none."""
    exercise = EXERCISES[name]
    for mistake, wrong in matching.each_form(exercise.misconceptions):
        what, ids, _ = proof.answer(exercise, silenced(wrong))
        assert (what is not None, ids) == (True, (mistake,)), mistake
    for right in exercise.right.values():
        assert proof.answer(exercise, silenced(right))[0] is None


def test_an_overflow_of_single_numbers_is_seen_too():
    def one_by_one(z):
        a = np.empty(z.shape)
        for place in np.ndindex(z.shape):
            a[place] = 1 / (1 + np.exp(-z[place]))
        return a

    what, ids, _ = proof.answer(EXERCISES["ex03-sigmoid"], silenced(one_by_one))
    assert (what, ids) == ("crashed", ("plain",))
