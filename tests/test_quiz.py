"""Questions: their data, the judging of answers, and the file that keeps them."""

import itertools
import json
import pathlib
import re
import shutil
import stat

import ipywidgets
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnlib as nn
from nnlib import lessons
from nnlib import quiz as q
from nnlib.course.notebooks import notebook
from nnlib.lessons.lesson_01.questions import FRUITS
from nnlib.quiz import data, ordering, record, tracing
from nnlib.quiz.predictions import Prediction
from nnlib.shared import cells, files, words

LESSONS = [number for number in lessons.folders() if data.questions(number)]
ENTRIES = {n: e for lesson in LESSONS for n, e in data.questions(lesson).items()}
BANNED = re.compile(
    r"\b(simply|just|obviously|easy|easily|of course|clearly|trivial(ly)?)\b|!",
    re.IGNORECASE,
)
# What the lines of each program start from, so that they can be run. With the seed of
# 08-order, the validation part and the test part choose different sizes.
GIVEN = {
    "02-forward": """
rng = np.random.default_rng(0)
X, W1, b1 = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=(1, 4))
W2, b2, sigmoid = rng.normal(size=(4, 1)), rng.normal(size=(1, 1)), nn.sigmoid
""",
    "05-backward": """
rng = np.random.default_rng(0)
X, W1, b1 = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=(1, 4))
W2, b2 = rng.normal(size=(4, 1)), rng.normal(size=(1, 1))
Z1 = X @ W1 + b1
A1 = nn.relu(Z1)
A2 = nn.sigmoid(A1 @ W2 + b2)
dA2 = nn.mean_squared_error(A2, rng.normal(size=(5, 1)))[1]
""",
    "06-loop": """
rng = np.random.default_rng(0)
X, n, lr, history = rng.normal(size=(20, 1)), 20, 0.05, []
Y, w, b = 3 * X + 1, np.zeros((1, 1)), np.zeros((1, 1))
""",
    "07-loop": """
rng = np.random.default_rng(0)
X, Y = nn.positive_sum(100, rng=rng)
Y = Y.reshape(-1, 1).astype(float)
X_new, y_new = nn.positive_sum(1000, rng=rng)
net = nn.Network(nn.Dense(2, 4, rng=rng), nn.ReLU(), nn.Dense(4, 1, rng=rng))
optimizer, history = nn.SGD(net.theta, lr=0.5), []
""",
    "08-order": """
rng = np.random.default_rng(18)
X, y = nn.load_digits()
X, y = X[np.argsort(y, kind="stable")], np.sort(y)
train, valid, test = slice(0, 1000), slice(1000, 1400), slice(1400, None)
def fitted(X, y, size):
    rng = np.random.default_rng(1)
    hidden, output = nn.Dense(64, size, rng=rng), nn.Dense(size, 10, rng=rng)
    net = nn.Network(hidden, nn.ReLU(), output)
    opt = nn.Adam(net.theta, lr=0.01)
    nn.fit(net, nn.cross_entropy, opt, X, y, epochs=6, batch_size=50, rng=rng)
    return net
""",
}


def of_kind(kind):
    return sorted(name for name, entry in ENTRIES.items() if entry["kind"] == kind)


every = pytest.mark.parametrize("name", sorted(ENTRIES))
every_order = pytest.mark.parametrize("name", of_kind("order_lines"))
every_trace = pytest.mark.parametrize("name", of_kind("trace"))


def option_lists(entry):
    """The lists of options in a question, one for each thing that it asks."""
    if entry["kind"] == "quiz":
        return [item["options"] for item in entry["questions"]]
    return [entry["options"]] if "options" in entry else []


def with_replies(entry):
    """Every part of a question that answers a wrong choice, line or number."""
    options = itertools.chain(*option_lists(entry))
    wrong = [option for option in options if not option.get("right")]
    return [*wrong, *entry.get("distractors", []), *entry.get("slips", {}).values()]


def texts(part, key=""):
    """Every text in a question that a learner reads as prose."""
    if isinstance(part, str):
        if key not in words.VERBATIM | {"misconception", "settings", "name"}:
            yield part
    elif isinstance(part, dict):
        for name, inner in part.items():
            yield from texts(inner, name)
    elif isinstance(part, list):
        for inner in part:
            yield from texts(inner, key)


def plain(widget):
    bundle = widget._repr_mimebundle_()
    return (bundle[0] if isinstance(bundle, tuple) else bundle)["text/plain"]


# The data


def test_every_lesson_asks_before_while_and_after():
    assert list(lessons.folders()) == LESSONS
    for lesson in LESSONS:
        names = set(data.questions(lesson))
        assert {f"{lesson}-{kind}" for kind in ("recall", "predict", "exit")} <= names
        assert len(data.questions(lesson)[f"{lesson}-recall"]["questions"]) == 3


@every
def test_each_question_has_one_right_option(name):
    for options in option_lists(ENTRIES[name]):
        assert sum(option.get("right", False) for option in options) == 1
        assert 3 <= len(options) <= 5
        assert len({option["text"] for option in options}) == len(options)


@every
def test_each_wrong_answer_is_a_misconception_with_its_own_reply(name):
    parts = with_replies(ENTRIES[name])
    for part in parts:
        assert part["misconception"]
        assert len(data.text_of(part["reply"]).split()) >= 6
    replies = [data.text_of(part["reply"]) for part in parts]
    assert len(set(replies)) == len(replies)


def test_the_right_option_stands_at_every_place():
    lists = [options for entry in ENTRIES.values() for options in option_lists(entry)]
    places = [[o.get("right", False) for o in options].index(True) for options in lists]
    counts = np.bincount(places, minlength=4)
    assert counts.min() >= len(lists) // 8
    assert counts.max() <= len(lists) // 2


@every
def test_prose_is_plain(name):
    for text in texts(ENTRIES[name]):
        found = BANNED.search(text)
        assert not found, (found, text)
        assert "$" not in text, "mathematics is Unicode here"
        assert not re.search(r"[\U0001F300-\U0001FAFF]|\\[a-z]", text), text
        assert not re.match(r"(wrong|no|right|yes)\W*$", text, re.IGNORECASE), text
        assert not re.search(r"(?<![\w`(])-\d", re.sub("`.*?`", "", text)), text
        assert text.count("`") % 2 == 0, text


@every
def test_every_number_is_filled_in(name):
    asked = data.find(ENTRIES[name]["kind"], name)
    left = [text for text in texts(asked) if re.search(r"\{\w+(:[^}]*)?\}", text)]
    assert left == []


@every
def test_a_question_is_a_widget_and_text(name):
    kind = ENTRIES[name]["kind"]
    first, again = (getattr(q, kind)(name) for _ in range(2))
    assert isinstance(first, ipywidgets.Widget)
    assert plain(first) == plain(again), "nbval compares it"
    assert len(plain(first).splitlines()) >= 4
    first.close(), again.close()


@pytest.mark.parametrize("lesson", LESSONS)
def test_values_belong_to_questions(lesson):
    for module in lessons.content(lesson, "questions"):
        source = pathlib.Path(module.__file__).read_text(encoding="utf-8")
        for name in re.findall(r"^def ([a-z]\w*)\(\)", source, re.MULTILINE):
            assert f"{lesson}-{name.replace('_', '-')}" in ENTRIES, name


# What the replies say, computed afresh


def test_the_fruits_of_01_puzzle_are_those_of_the_lesson():
    """The replies are computed from one table; the lesson shows the other."""
    lesson = notebook.read(
        pathlib.Path(__file__).parents[1] / "lessons/01_neurons.ipynb"
    )
    (cell,) = (c for c in lesson["cells"] if c["id"] == "l01-fruits")
    shown = {"np": np}
    exec(notebook.source(cell), shown)
    assert {name: tuple(row) for name, row in shown["fruits"].items()} == FRUITS
    numbers, ranges = data.values("01-puzzle"), np.ptp(shown["X"], axis=0)
    for name, weight, spread in zip(shown["inputs"], shown["w"], ranges, strict=True):
        assert numbers[f"{name}_weight"] == weight
        assert numbers[name] == pytest.approx(weight * spread)
    assert shown["inputs"][np.argmax(shown["w"] * ranges)] == "size"
    assert shown["inputs"][np.argmax(shown["w"])] == "colour"


def test_the_reference_run_ends_near_the_right_option():
    rng = np.random.RandomState(42)
    X, y = nn.positive_sum(100, rng=rng)
    layers = nn.Dense(2, 4, rng=rng, init=nn.normal), nn.ReLU()
    layers += nn.Dense(4, 1, rng=rng, init=nn.normal), nn.Sigmoid()
    net, Y = nn.Network(*layers), y.reshape(-1, 1).astype(float)
    start, losses, loss = net.theta.copy(), {}, nn.mean_squared_error
    for lr in (0.01, 1.0):
        net.theta[...] = start
        opt = nn.SGD(net.theta, lr=lr)
        losses[lr] = [
            e.train_loss for e in nn.train(net, loss, opt, X, Y, epochs=10_000)
        ]
    assert 0.015 < losses[0.01][-1] < 0.02  # 07-puzzle
    assert losses[0.01][-1] < losses[0.01][9000]
    assert losses[0.01][0] == pytest.approx(0.36, abs=0.005)
    assert losses[0.01][1000] < 0.1
    assert losses[1.0][-1] < losses[0.01][-1] / 2  # 07-rate


def test_the_held_out_loss_of_07_predict_turns_where_the_reply_says():
    settings = dict(
        pair.split("=") for pair in ENTRIES["07-predict"]["settings"].split()
    )
    rng = np.random.RandomState(int(settings["seed"]))
    X, y = nn.circle(100, rng=rng, noise=float(settings["noise"]))
    new = nn.circle(100, rng=np.random.default_rng(1), noise=float(settings["noise"]))
    hidden, (X_new, y_new) = int(settings["hidden"]), new
    layers = nn.Dense(2, hidden, rng=rng, init=nn.normal), nn.ReLU()
    net = nn.Network(*layers, nn.Dense(hidden, 1, rng=rng, init=nn.normal))
    Y, Y_new = (c.reshape(-1, 1).astype(float) for c in (y, y_new))
    opt, held_out, missed = nn.SGD(net.theta, lr=float(settings["lr"])), [], []
    loss = nn.binary_cross_entropy
    for _ in nn.train(net, loss, opt, X, Y, epochs=10_000):
        held_out.append(loss(net(X_new), Y_new)[0])
        missed.append(np.sum((net(X) > 0) != Y))
    assert 120 < np.argmin(held_out) < 320
    assert held_out[19] > 2 * min(held_out)
    assert held_out[2000] == pytest.approx(0.31, abs=0.01)
    assert min(held_out) == pytest.approx(0.19, abs=0.01)
    assert held_out[-1] == pytest.approx(0.51, abs=0.02)
    assert max(missed[100:]) == 0


@pytest.mark.thorough
def test_digits_are_confused_as_08_predict_says():
    X, y = nn.load_digits()
    total = np.zeros((10, 10), int)
    for seed in range(12):
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(X))
        train, test = order[:1300], order[1300:]
        mean, spread = X[train].mean(axis=0), X[train].std(axis=0) + 1e-8
        Z = (X - mean) / spread
        layers = nn.Dense(64, 64, rng=rng), nn.ReLU(), nn.Dense(64, 10, rng=rng)
        net = nn.Network(*layers)
        opt, options = nn.Adam(net.theta, lr=0.003), {"batch_size": 32, "rng": rng}
        nn.fit(net, nn.cross_entropy, opt, Z[train], y[train], epochs=30, **options)
        total += nn.confusion_matrix(net(Z[test]), y[test])
    pairs = np.triu(total + total.T, 1)
    assert divmod(int(pairs.argmax()), 10) == (1, 8)
    assert np.sort(pairs.ravel())[-2] == pairs[3, 8]
    assert max(pairs[1, 7], pairs[6, 9]) <= 2
    assert pairs[4, 9] <= 8


def test_eight_sigmoid_layers_lose_the_gradient_as_03_exit_says():
    rng = np.random.default_rng(0)
    layers = [
        layer for _ in range(8) for layer in (nn.Dense(20, 20, rng=rng), nn.Sigmoid())
    ]
    net = nn.Network(*layers)
    A = net.forward(rng.normal(size=(50, 20)), train=True)
    net.backward(rng.normal(size=A.shape))
    ratio = np.linalg.norm(layers[0].dW) / np.linalg.norm(layers[-2].dW)
    assert ratio < 1e-3


# Choosing


def test_each_option_gets_its_own_reply_at_once():
    card = q.quiz("07-recall")
    for place, item in enumerate(card.items):
        for k, option in enumerate(item["options"]):
            card._answer(card, {"choose": [place, k]}, [])
            assert card.state["replies"][place] == data.text_of(option["reply"])
            assert card.state["done"][place] == option.get("right", False)
            assert card.state["chosen"][place] == k
    assert "Answered: 3. Open: 1, 2." in card.state["summary"]
    for place, item in enumerate(card.items):
        right = [o.get("right", False) for o in item["options"]].index(True)
        card.choose([place, right])
    assert card.state["summary"] == data.say("summary", "all")


def test_what_fails_in_a_callback_is_said():
    card = q.quiz("07-exit")
    card._answer(card, {"choose": [5, 0]}, [])
    assert card.state["note"].startswith("IndexError")
    card._answer(card, {"close": 1, "nonsense": 2}, [])


# Predicting


class Picture(ipywidgets.VBox):
    """A panel with a picture, as the explorers have one."""

    def _repr_mimebundle_(self, **options):
        data = {"image/png": "AAAA", "text/plain": "what it shows"}
        return data, {"image/png": {"alt": "what it shows"}}


def covered(widget):
    return widget.cover.layout.display == "none"


def test_the_panel_is_covered_until_you_commit():
    widget = q.predict("07-puzzle", show=Picture)
    assert covered(widget)
    widget.asking._answer(None, {"commit": None}, [])
    assert covered(widget)
    assert widget.asking.state["note"] == data.say("predict", "choose first")
    widget.asking._answer(None, {"commit": 1}, [])
    assert not covered(widget)
    assert widget.asking.state["said"].startswith("You said: B. Near 0.1")
    assert widget.looking.state["line"].endswith("What did you see?")
    assert widget.looking.state["answer"] == "", "not before they had a look"
    widget.looking._answer(None, {"reveal": True}, [])
    own, right = (ENTRIES["07-puzzle"]["options"][k]["reply"] for k in (1, 2))
    assert widget.looking.state["answer"].startswith(own)
    assert widget.looking.state["answer"].endswith(right)
    widget.asking._answer(None, {"commit": 0}, [])
    assert widget.said == 1, "a commitment stays"


@pytest.mark.parametrize("name", of_kind("predict"))
def test_nobody_is_locked_out(name):
    widget = q.predict(name, show=Picture)
    widget.asking._answer(None, {"skip": True}, [])
    assert not covered(widget)
    assert widget.skipped
    assert widget.said is None
    widget.looking.reveal(True)
    assert widget.looking.state["answer"].startswith("The answer: ")


def test_a_right_prediction_gets_its_reply_alone():
    widget = q.predict("03-predict")
    widget.asking.commit(2)
    assert "the answer" not in widget.reply().lower()
    assert "0.25" in widget.reply()


def test_the_saved_notebook_has_question_and_picture():
    widget = q.predict("07-rate", show=Picture())
    bundle, metadata = widget._repr_mimebundle_()
    assert bundle["image/png"] == "AAAA"
    assert metadata == {"image/png": {"alt": "what it shows"}}
    assert bundle["text/plain"].startswith("Predict\n\nThe rate of the reference run")
    assert bundle["text/plain"].endswith("\n\nwhat it shows")
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_an_explorer_goes_under_the_cover_and_is_closed_with_it():
    from sample_explorers import unit

    before = set(ipywidgets.widgets.widget._instances)
    widget = q.predict("01-predict", show=lambda: unit(b=1))
    bundle, metadata = widget._repr_mimebundle_()
    own, own_metadata = widget.shown._repr_mimebundle_()
    assert bundle["image/png"] == own["image/png"]
    assert metadata["image/png"] == own_metadata["image/png"]
    assert bundle["text/plain"].endswith(f"against the arrow.\n\n{own['text/plain']}")
    widget.shown.close()  # the explorer's own cell may have come first
    widget.close()
    assert set(ipywidgets.widgets.widget._instances) == before


def test_numbers_are_compared_with_the_truth_and_with_slips():
    def reply(*typed):
        widget = q.predict("06-predict")
        widget.asking.commit(list(typed))
        return widget.reply()

    assert reply("-1", "1", "−1,0") == ENTRIES["06-predict"]["right"]
    slips = ENTRIES["06-predict"]["slips"]
    assert reply("3", "9", "27").startswith(slips["uphill"]["reply"])
    assert reply("0", "0", "0").startswith(slips["half"]["reply"])
    assert reply("5", "5", "5").startswith("The answer: −1.00, 1.00, −1.00.")
    widget = q.predict("06-predict", show=Picture)
    widget.asking.commit(["1", "x", ""])
    assert "“x” is no number" in widget.asking.state["note"]
    widget.asking.commit(["1", "2", " "])
    assert "θ₃ is missing" in widget.asking.state["note"]
    assert covered(widget)


@pytest.mark.parametrize(
    "name", [n for n in of_kind("predict") if "slips" in ENTRIES[n]]
)
def test_slips_of_predictions_differ_from_the_truth(name):
    numbers, digits = data.values(name), ENTRIES[name]["digits"]
    assert set(numbers["slips"]) == set(ENTRIES[name]["slips"])
    every_one = [numbers["answer"], *numbers["slips"].values()]
    for a, b in itertools.combinations(every_one, 2):
        assert max(abs(x - y) for x, y in zip(a, b, strict=True)) > 2.1 * 10**-digits


def test_free_text_is_taken_as_it_is(monkeypatch):
    entry = {"kind": "predict", "ask": "What?", "text": "In a sentence:"}
    widget = Prediction({"id": "x", **entry, "answer": "That."}, {}, None, False)
    widget.asking.commit("  ")
    assert widget.asking.state["note"] == data.say("predict", "write first")
    widget.asking.commit(" it sinks ")
    assert widget.asking.state["said"] == "You said: “it sinks”"
    assert widget.reply() == "That."


def test_show_must_give_a_widget():
    with pytest.raises(TypeError, match=r"makes a widget, got one that makes str; try"):
        q.predict("07-puzzle", show=lambda: "picture")


# Ordering


@every_order
def test_the_shuffle_is_fixed_and_no_solution(name):
    question = data.find("order_lines", name)
    start = ordering.shuffled(question)
    assert start == ordering.shuffled(question)
    assert sorted(start) == list(range(len(ordering.all_lines(question))))
    own = [place for place in start if place < len(question["lines"])]
    assert own != sorted(own)
    assert not ordering.reply(question, own)[2]


@every_order
def test_names_of_lines_are_known(name):
    lines = ENTRIES[name]["lines"]
    names = [line["name"] for line in lines]
    assert len(set(names)) == len(names)
    for k, line in enumerate(lines):
        assert set(line["after"]) <= set(names[:k]), "the file has a right order"
        assert line["job"]
    assert ENTRIES[name]["distractors"]


def orders(question, at_most=40):
    """Orders that are accepted: each line after those it needs."""
    lines = question["lines"]
    rng = np.random.default_rng(0)
    yield list(range(len(lines)))
    for _ in range(at_most):
        left, placed, order = set(range(len(lines))), set(), []
        while left:
            ready = [k for k in sorted(left) if set(lines[k]["after"]) <= placed]
            k = int(rng.choice(ready))
            left.remove(k)
            placed.add(lines[k]["name"])
            order.append(k)
        yield order


def outcome(name, question, program):
    """What a program leaves behind, or the kind of error it ends in."""
    lines = ordering.all_lines(question)
    code = "\n".join(lines[place]["code"] for place in program)
    space = {"np": np, "nn": nn}
    exec(GIVEN[name], space)
    try:
        exec(code, space)
    except Exception as error:
        return type(error).__name__
    nets = {key: v.theta for key, v in space.items() if isinstance(v, nn.Network)}
    kinds = (np.ndarray, float, list, int)
    kept = {key: v for key, v in space.items() if isinstance(v, kinds)}
    return {key: np.asarray(v) for key, v in {**kept, **nets}.items()}


def same(a, b):
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return a.keys() == b.keys() and all(
        a[k].shape == b[k].shape and np.allclose(a[k], b[k]) for k in a
    )


@every_order
def test_every_accepted_order_computes_the_same(name):
    question = data.find("order_lines", name)
    tried = {tuple(order) for order in orders(question)}
    if name == "08-order":
        tried = set(list(tried)[:2])
    wanted = outcome(name, question, range(len(question["lines"])))
    assert not isinstance(wanted, str), wanted
    for order in tried:
        assert ordering.reply(question, list(order))[2]
        assert same(outcome(name, question, order), wanted), order


@every_order
def test_every_demand_on_the_order_matters(name):
    """A line moved above one that it needs computes something else, or fails."""
    question = data.find("order_lines", name)
    lines = question["lines"]
    wanted = outcome(name, question, range(len(lines)))
    names = [line["name"] for line in lines]
    for k, line in enumerate(lines):
        for needed, reason in line["after"].items():
            order = [place for place in range(len(lines)) if place != k]
            order.insert(names.index(needed), k)
            text, wrong, done = ordering.reply(question, order)
            assert not done
            assert wrong == k
            assert text.endswith(reason)
            assert not same(outcome(name, question, order), wanted), (line, needed)


@every_order
def test_a_distractor_in_place_of_a_line_computes_something_else(name):
    question = data.find("order_lines", name)
    n = len(question["lines"])
    right = list(range(n))
    wanted = outcome(name, question, right)
    for k, line in enumerate(question["distractors"], n):
        for place in range(n + 1):
            order = [*right[:place], k, *right[place:]]
            text, _, done = ordering.reply(question, order)
            assert not done
        assert line["reply"] in text, "in the last place everything else is right"
        left_hand = line["code"].split("=")[0].strip()
        code = [own["code"].strip() for own in question["lines"]]
        twins = [i for i in right if code[i].startswith(left_hand)]
        if not twins:  # then it is one line too many
            added = [[*right[:place], k, *right[place:]] for place in right]
            assert not all(same(outcome(name, question, o), wanted) for o in added)
        for i in twins:
            order = [k if place == i else place for place in right]
            assert not same(outcome(name, question, order), wanted), line["code"]


def test_the_reply_is_about_the_first_trouble():
    question = data.find("order_lines", "07-loop")
    text, wrong, done = ordering.reply(question, [0, 2, 1, 3, 4, 5, 6])
    assert text.startswith("Line 2, `L, dA = nn.mean_squared_error(A, Y)`, comes")
    assert (wrong, done) == (2, False)
    text, wrong, done = ordering.reply(question, [0, 1, 2, 3, 4, 6])
    assert text.startswith("Line 6, `score")
    text, wrong, done = ordering.reply(question, [0, 1, 2, 3, 4, 5])
    assert text == f"A line is missing. {question['lines'][6]['job']}"
    card = q.order_lines("07-loop")
    card.program, card.aside = [0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10]
    card._answer(card, {"check": True}, [])
    assert card.state["done"]
    assert card.state["note"] == question["right"]


# Tracing


@every_trace
def test_the_table_fits_its_question(name):
    entry, numbers = ENTRIES[name], data.values(name)
    size = len(entry["rows"]), len(entry["columns"])
    assert np.shape(numbers["table"]) == size
    assert np.isfinite(np.array(numbers["table"], float)).all()
    assert set(numbers["slips"]) == set(entry["slips"])
    assert len(entry["digits"]) == size[1]
    given = {tuple(cell) for cell in entry["given"]}
    cells_ = set(itertools.product(range(size[0]), range(size[1])))
    assert set(tracing.open_cells(entry)) == cells_ - given
    for i, j in tracing.open_cells(entry):
        assert entry["hints"].get(f"{i},{j}") or entry["hints"][str(j)]
        digits = entry["digits"][j]
        for name_, table in numbers["slips"].items():
            slip, value = table[i][j], numbers["table"][i][j]
            if slip is not None:
                told = (
                    abs(slip - value) > 2.1 * 10.0**-digits if digits else slip != value
                )
                assert told or slip == pytest.approx(value), (name_, i, j, slip, value)


def typed_table(question, numbers):
    return [
        [f"{v:.{d}f}" for v, d in zip(row, question["digits"], strict=True)]
        for row in numbers["table"]
    ]


@every_trace
def test_the_true_table_is_right_and_the_first_wrong_cell_is_found(name):
    question, numbers = data.find("trace", name), data.values(name)
    typed = typed_table(question, numbers)
    assert tracing.reply(question, numbers, typed)[1:] == (None, True)
    for i, j in tracing.open_cells(question):
        for text in ("", "what", "12345"):
            broken = [list(row) for row in typed]
            broken[i][j] = text
            later = tracing.open_cells(question)[-1]
            broken[later[0]][later[1]] = text
            said, cell, done = tracing.reply(question, numbers, broken)
            assert cell == (i, j)
            assert not done
            assert question["rows"][i] in said


@every_trace
def test_each_slip_gets_its_reply_somewhere(name):
    question, numbers = data.find("trace", name), data.values(name)
    for slip, table in numbers["slips"].items():
        heard = set()
        for i, j in tracing.open_cells(question):
            if table[i][j] is None:
                continue
            typed = typed_table(question, numbers)
            typed[i][j] = str(table[i][j])
            heard.add(tracing.reply(question, numbers, typed)[0].split(": ", 1)[1])
        assert question["slips"][slip]["reply"] in heard


@every_trace
def test_rounded_numbers_may_be_used_to_go_on(name):
    """The tolerance is more than what rounding each number on the way can cost."""
    question, numbers = data.find("trace", name), data.values(name)
    for i, j in tracing.open_cells(question):
        value, digits = numbers["table"][i][j], question["digits"][j]
        near = round(value, digits)
        assert tracing.agrees(near, value, digits)
        assert not tracing.agrees(value + 3 * 10.0**-digits, value, digits)


def test_marks_say_what_is_right_and_what_is_not():
    card = q.trace("06-steps")
    card._answer(card, {"check": [["", "-8", "1"], ["1", "4", ""], ["", "", ""]]}, [])
    assert card.state["marks"] == [
        ["", "right", "right"],
        ["right", "wrong", ""],
        [""] * 3,
    ]
    assert card.state["wrong"] == [1, 1]
    assert card.state["note"] == (
        "step 2, slope: That is the loss (θ − 3)². The slope is 2 (θ − 3)."
    )
    card._answer(card, {"check": [["", "-8", "1"], ["1", "", ""], ["", "", ""]]}, [])
    assert card.state["marks"][1] == ["right", "", ""], "an empty cell is not wrong"


@pytest.mark.parametrize(
    "text, value",
    [
        ("0.5", 0.5), (" 0,5 ", 0.5), (".5", 0.5), ("−3", -3.0), ("1/4", 0.25),
        ("1e-3", 0.001), ("-1/2", -0.5), ("", None), ("1/0", None), ("x", None),
        ("nan", None), ("inf", None), ("1/2/3", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, value):
    assert tracing.number(text) == value


@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text):
    value = tracing.number(text)
    assert value is None or np.isfinite(value)


# Names and languages


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(ValueError, match="got") as error:
        q.quiz("07-recal")
    assert str(error.value) == (
        'quiz expects one of "07-recall", "07-exit", …, got "07-recal"; '
        'try quiz("07-recall")'
    )
    with pytest.raises(ValueError, match=r'try order_lines\("07-loop"\)'):
        q.quiz("07-loop")
    for wrong in ("", "99-recall", "../07", "07"):
        with pytest.raises(ValueError, match=r"expects one of .*; try trace\("):
            q.trace(wrong)
    with pytest.raises(TypeError, match=r'string, got int; try quiz\("00-recall"\)'):
        q.quiz(7)


@pytest.fixture
def language(tmp_path, monkeypatch):
    """A copy of lesson 03 and of the cards' words, with one more language."""
    root = tmp_path / "lesson_03"
    shutil.copytree(lessons.folders()["03"], root)
    shutil.copytree(data.say.folder / "words", tmp_path / "quiz" / "words")
    monkeypatch.setattr(words, "NNLIB", tmp_path)
    monkeypatch.setattr(data.say, "folder", tmp_path / "quiz")
    folders = lessons.folders() | {"03": root}
    monkeypatch.setattr(lessons, "folders", lambda: folders)
    monkeypatch.setitem(words._chosen, "language", "en")
    for folder in (root, tmp_path / "quiz"):
        (folder / "words" / "xx").mkdir()
    return tmp_path


def test_another_language_is_a_folder(language):
    card = language / "quiz" / "words" / "xx" / "quiz.json"
    card.write_text('{"predict": {"title": "Divina"}}', encoding="utf-8")
    question = {"predict": {"ask": "Quae est acerrima, {s0:.2f}?"}}
    path = language / "lesson_03" / "words" / "xx" / "questions.json"
    path.write_text(json.dumps(question), encoding="utf-8")
    q.set_language("xx")
    text = plain(q.predict("03-predict"))
    assert text.startswith("Divina\n\nQuae est acerrima, 0.25?")
    assert "steepest in the middle" in text, "the options are not translated yet"
    assert plain(q.quiz("03-exit")).startswith("Exit question"), "nor is this"
    assert data.say("commitment", "skipped").startswith("You went on")
    with pytest.raises(ValueError, match='one of "en", "xx", got \'la\'; try set_lang'):
        q.set_language("la")
    q.set_language()
    assert plain(q.predict("03-predict")).startswith("Predict\n\nRank the slopes")


# The file of one's own


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(record._kept, "path", None)
    return tmp_path


def test_nothing_is_kept_unless_asked(folder, capsys):
    q.predict("07-puzzle").asking.commit(1)
    assert list(folder.iterdir()) == []
    q.forget()
    assert capsys.readouterr().out == f"{data.say('record', 'nothing kept')}\n"


def test_a_kept_prediction_comes_back(folder, capsys, monkeypatch):
    q.keep()
    assert "my-answers.json" in capsys.readouterr().out
    q.predict("07-puzzle").asking.commit(1)
    q.predict("07-rate").asking.skip(True)
    kept = json.loads((folder / "my-answers.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in kept["answers"]] == ["07-puzzle", "07-rate"]
    assert [entry["skipped"] for entry in kept["answers"]] == [False, True]
    again = q.predict("07-puzzle")
    assert re.fullmatch(
        r"On \d+ [A-Z][a-z]+ you said: B\. Near 0\.1.*", again.asking.state["earlier"]
    )
    assert "without a prediction" in q.predict("07-rate").asking.state["earlier"]
    assert "you said" not in plain(again), "the saved text is the same for all"
    assert q.predict("03-predict").asking.state["earlier"] == ""
    q.forget()
    assert str(folder) in capsys.readouterr().out
    assert q.predict("07-puzzle").asking.state["earlier"] == ""
    q.predict("07-puzzle").asking.commit(2)
    assert json.loads((folder / "my-answers.json").read_text("utf-8")) == kept
    assert [path.name for path in folder.iterdir()] == ["my-answers.json"]


def test_another_notebook_may_write_too(folder, capsys):
    q.keep("both.json")
    other = {"id": "a", "date": "2001-02-03", "answer": "z", "skipped": False}
    record.write(folder / "both.json", [other])
    q.predict("07-puzzle").asking.commit(0)
    kept = record.read(folder / "both.json")
    assert [entry["id"] for entry in kept] == ["a", "07-puzzle"]
    assert record.date_text("2001-02-03") == "3 February 2001"


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "3", '{"answers": 3}', '{"answers": [{"id": 1}]}', "ä\x00"],
)
def test_another_file_is_left_as_it_is(folder, capsys, content):
    path = folder / "mine.json"
    path.write_bytes(content.encode("latin-1"))
    q.keep("mine.json")
    said = capsys.readouterr().out
    assert said.startswith("Not kept: mine.json holds something else")
    assert said.count("\n") == 1
    assert path.read_bytes() == content.encode("latin-1")
    q.predict("07-puzzle").asking.commit(1)
    assert path.read_bytes() == content.encode("latin-1")


def test_a_file_that_breaks_later_is_not_lost(folder, capsys):
    q.keep("mine.json")
    path = folder / "mine.json"
    path.write_text("{ my notes")
    widget = q.predict("07-puzzle", show=Picture)
    widget.asking.commit(1)
    assert path.read_text() == "{ my notes"
    assert widget.asking.state["note"].startswith("Not kept: mine.json")
    assert not covered(widget)


def test_a_read_only_file_is_left_as_it_is(folder, capsys):
    q.keep("mine.json")
    path = folder / "mine.json"
    before = path.read_bytes()
    path.chmod(stat.S_IRUSR)
    q.keep("mine.json")
    assert "mine.json cannot be written" in capsys.readouterr().out
    assert path.read_bytes() == before
    q.keep(folder / "no such folder" / "mine.json")
    assert "Not kept: mine.json" in capsys.readouterr().out


def test_a_full_disk_leaves_the_old_file(folder, capsys, monkeypatch):
    q.keep("mine.json")
    q.predict("07-puzzle").asking.commit(1)
    before = (folder / "mine.json").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    widget = q.predict("07-rate")
    widget.asking.commit(0)
    assert "No space left" in widget.asking.state["note"]
    assert (folder / "mine.json").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["mine.json"]


# Cells that run again


def test_a_cell_that_runs_again_closes_its_questions():
    class Panel(ipywidgets.VBox):
        closed = 0

        def close(self):
            layout = self.layout
            super().close()
            layout.close()
            type(self).closed += 1

    def run(number, show):
        widget = q.predict("07-puzzle", show=show)
        cells.adopt(widget, ("cell", number))
        return widget

    before = set(ipywidgets.widgets.widget._instances)
    first = run(1, Panel)
    second = run(2, Panel)
    assert Panel.closed == 1
    assert first.comm is None
    assert second.comm is not None
    mine = Panel()
    run(3, mine)
    run(4, mine)
    assert Panel.closed == 2, "a widget that was handed over is not ours to close"
    run(5, None).close()
    mine.close()
    assert set(ipywidgets.widgets.widget._instances) == before


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_question_hides_another_of_the_same_name(lesson):
    path = lessons.folders()[lesson] / "words" / "en" / "questions.json"
    pairs = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=list)
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names)
