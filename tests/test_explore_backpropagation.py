"""The graph of lesson 05: right numbers and texts, breaks that break what they say."""

import itertools
import math
import re

import numpy as np
import pytest

import nnlib as nn
from nnlib.explore import backprop
from nnlib.lessons.lesson_05 import panel_breaks as breaks
from nnlib.lessons.lesson_05 import panel_model as model
from nnlib.lessons.lesson_05 import panel_places as places
from nnlib.lessons.lesson_05 import panel_rules as rules

COMBINATIONS = list(itertools.product(model.SAMPLES, model.ACTIVATIONS))
every_case = pytest.mark.parametrize("sample, activation", COMBINATIONS)
every_break = pytest.mark.parametrize("broken", breaks.BREAKS)
LAYER_1 = {"z1", "z2", "w11", "w21", "b1", "w12", "w22", "b2", "x1", "x2"}
# What comes after the break and so has a wrong number, where no slope is 0 or 1.
DOWNSTREAM = {
    "factor": set(model.ORDER),
    "sign": set(model.ORDER),
    "new-weights": {"a1", "a2"} | LAYER_1,
    "no-slope": LAYER_1,
    "slope-at-a": LAYER_1,
    "overwrite": {"x1", "x2"},
    "no-transpose": {"x1", "x2"},
}
START = "step=7 sample=A activation=sigmoid broken=nothing mystery=1 suspect=factor"
BENDS = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
}


def accuse(number, suspect=None):
    def act(board):
        name = suspect or breaks.culprit(number)
        board.set(broken="mystery", mystery=number, suspect=name)
        board.click("accuse")

    return act


SOLUTIONS = {
    "backprop": [
        ["activation=relu sample=D", "step=18"],
        ["activation=relu step=18"],
        ["broken=overwrite activation=relu", "sample=B step=18"],
        [accuse(1), accuse(2), accuse(3)],
    ]
}


@pytest.fixture(scope="module")
def shared():
    board = backprop()
    yield board
    board.close()


@pytest.fixture
def board(shared):
    """The panel as it opened: drawn again only where a test has moved it."""
    if shared.settings != START:
        shared.settings = START
    shared.explorer.mysteries.first.clear()
    return shared


def result(board, **values):
    """The result for some settings, without its picture."""
    return board.explorer.model(**{**board.values, "step": model.LAST, **values})


def forward(sample, activation, nudged="", by=0.0):
    """Every value by plain arithmetic, with one of them nudged where it arises."""
    (x1, x2), y = model.SAMPLES[sample]
    v = {**model.WEIGHTS, "x1": x1, "x2": x2, "y": y}
    if nudged in v:
        v[nudged] += by

    def keep(name, value):
        v[name] = value + (by if name == nudged else 0)

    for j in "12":
        keep(f"z{j}", v["x1"] * v[f"w1{j}"] + v["x2"] * v[f"w2{j}"] + v[f"b{j}"])
        keep(f"a{j}", BENDS[activation](v[f"z{j}"]))
    keep("z3", v["a1"] * v["v1"] + v["a2"] * v["v2"] + v["b3"])
    keep("a3", BENDS["sigmoid"](v["z3"]))
    v["L"] = (v["a3"] - y) ** 2
    return v


def slope(bend, z, h=1e-6):
    return (bend(z + h) - bend(z - h)) / (2 * h)


def backward(sample, activation, broken):
    """Every gradient by the chain rule, number by number, with one rule broken."""
    v, bend, g = forward(sample, activation), BENDS[activation], {}
    g["a3"] = 2 * (v["a3"] - v["y"])
    g["a3"] *= {"factor": 0.5, "sign": -1}.get(broken, 1)
    g["z3"] = g["a3"] * slope(BENDS["sigmoid"], v["z3"])
    g["b3"] = g["z3"]
    for j in "12":
        g[f"v{j}"] = g["z3"] * v[f"a{j}"]
        late = g[f"v{j}"] if broken == "new-weights" else 0
        g[f"a{j}"] = g["z3"] * (v[f"v{j}"] - late)
        place = v[f"a{j}"] if broken == "slope-at-a" else v[f"z{j}"]
        # At a = 0 the two sides of ReLU's slope differ, and software takes 0.
        s = 0 if (activation, place) == ("relu", 0) else slope(bend, place)
        g[f"z{j}"] = g[f"a{j}"] * (1 if broken == "no-slope" else s)
        g[f"b{j}"] = g[f"z{j}"]
        for i in "12":
            g[f"w{i}{j}"] = g[f"z{j}"] * v[f"x{i}"]
    for i in "12":
        ways = {j: f"w{j}{i}" if broken == "no-transpose" else f"w{i}{j}" for j in "12"}
        parts = [g[f"z{j}"] * v[ways[j]] for j in "12"]
        g[f"x{i}"] = parts[-1] if broken == "overwrite" else sum(parts)
    return g


@every_case
def test_values_and_gradients_are_those_of_plain_arithmetic(board, sample, activation):
    r, h = result(board, sample=sample, activation=activation), 1e-6
    assert r.v == pytest.approx(forward(sample, activation))
    for name in model.ORDER:
        above, below = (forward(sample, activation, name, d)["L"] for d in (h, -h))
        nudge = (above - below) / (2 * h)
        assert r.g[name] == pytest.approx(nudge, abs=1e-8)
        assert r.check[name] == pytest.approx(nudge, abs=1e-8)
    assert r.disagree == []


@every_case
def test_unbroken_gradients_are_those_of_the_network(board, sample, activation):
    r = result(board, sample=sample, activation=activation)
    net, (x, y) = model.network(activation), model.SAMPLES[sample]
    A = net.forward(np.array([x], dtype=float), train=True)
    dX = net.backward(nn.mean_squared_error(A, np.array([[y]]))[1], need_dX=True)
    assert [r.g[name] for name in model.WEIGHTS] == net.dtheta.tolist()
    assert [r.g[name] for name in model.INPUTS] == dX[0].tolist()


@every_case
@every_break
def test_a_broken_pass_gives_what_its_broken_rule_gives(sample, activation, broken):
    g = model.run(sample, activation, broken)[1]
    assert g == pytest.approx(backward(sample, activation, broken), abs=1e-8)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
@pytest.mark.parametrize("sample", model.SAMPLES)
@every_break
def test_a_break_disagrees_in_all_that_comes_after_it(
    board, sample, activation, broken
):
    r = result(board, sample=sample, activation=activation, broken=broken)
    assert set(r.disagree) == DOWNSTREAM[broken]


@pytest.mark.parametrize("sample", model.SAMPLES)
@every_break
def test_with_relu_nothing_before_a_break_disagrees(board, sample, broken):
    r = result(board, sample=sample, activation="relu", broken=broken)
    assert set(r.disagree) <= DOWNSTREAM[broken]


def test_samples_switch_the_relu_units_as_promised():
    on = {s: [forward(s, "relu")[f"z{j}"] > 0 for j in "12"] for s in model.SAMPLES}
    assert on == {
        "A": [True, True],
        "B": [False, True],
        "C": [True, False],
        "D": [False, False],
    }
    assert all(forward(s, "relu")[f"z{j}"] != 0 for s in on for j in "12")


def test_each_step_uses_only_what_is_known():
    known = {*model.WEIGHTS, *model.INPUTS, "y"}
    for step in range(model.LAST + 1):
        new = rules.RESULTS[step]
        for broken in ("nothing", *breaks.BREAKS):
            for name in new:
                used = set(rules.operands(name, broken))
                assert used <= known, (name, broken)
                assert used
        assert not known & set(new)
        known |= set(new)
    gradients = {name for name in known if name[0] == "d"}
    assert gradients == {"d" + name for name in model.ORDER}
    assert len(gradients) == 17


def test_every_step_is_a_rule_and_every_rule_a_step():
    steps = [n for step in model.FORWARD for n in step]
    steps += ["d" + n for step in model.BACKWARD for n in step]
    assert sorted(steps) == sorted(rules.RULES)
    for key in rules.BROKEN:
        name, broken = key.split()
        assert name in rules.RULES
        assert broken in breaks.BREAKS
    places = {key.split()[1] for key in rules.BROKEN}
    assert places == set(breaks.BREAKS)


NUMBER = r"(?:\d+\.?\d*)"
FUNCTIONS = {"σ": BENDS["sigmoid"], "tanh": math.tanh, "ReLU": BENDS["relu"]}


def value_of(text):
    """What an arithmetic text is worth, and how far rounding may have moved it."""
    code = text.replace("−", "-").replace("·", "*").replace("²", "**2")
    numbers = list(re.finditer(NUMBER, code.replace("**2", "   ")))
    worth, room = eval(code, dict(FUNCTIONS)), 0.0
    for found in numbers:
        places = len(found.group().partition(".")[2])
        half = 0.5 * 10.0**-places if places >= 4 else 0
        a, b = found.span()
        moved = [
            eval(f"{code[:a]}({found.group()}{sign}{half}){code[b:]}", dict(FUNCTIONS))
            for sign in "+-"
        ]
        room += max(abs(m - worth) for m in moved)
    return worth, room


@every_case
@pytest.mark.parametrize("broken", ["nothing", *breaks.BREAKS])
def test_the_arithmetic_of_each_rule_is_right(board, sample, activation, broken):
    for step in range(1, model.LAST + 1):
        case = {"sample": sample, "activation": activation, "broken": broken}
        r = result(board, step=step, **case)
        for name in rules.RESULTS[step]:
            line = board.explorer.remarks.rule(r, name)
            assert line in board.explorer.describe(r)
            head, symbols, *stages = line.split(" = ")
            assert head == rules.pretty(name)
            assert not re.search(r"\d\.\d", symbols)
            shown = float(stages[-1].replace("−", "-"))
            truth = r.g[name[1:]] if r.backward else r.v[name]
            assert stages[-1] == f"{rules.Number(truth)}"
            assert shown == pytest.approx(truth, abs=0.5001e-4)
            for stage in stages[:-1]:
                worth, room = value_of(stage)
                assert abs(worth - shown) <= room + 0.5001e-4, line


@every_case
def test_slopes_beside_the_rules_are_right(board, sample, activation):
    for step, j in ((9, 3), (13, 1), (14, 2)):
        board.set(sample=sample, activation=activation, step=step)
        bend = BENDS["sigmoid" if j == 3 else activation]
        said = board.explorer.lines.rules[1].get_text()
        truth = slope(bend, board.result.v[f"z{j}"])
        shown = float(re.findall(r"[\d.]+$", said)[0])
        assert shown == pytest.approx(truth, abs=0.51e-4), said
        if "= 1 − " in said or "(1 − " in said:
            worth, room = value_of(said.split(" = ")[2])
            assert abs(worth - shown) <= room + 0.51e-4


def shown(board):
    """The graph's gradients and checks: name -> words."""
    graph = board.explorer.graph
    return tuple(
        {name: text.get_text() for name, text in texts.items()}
        for texts in (graph.gradients, graph.checks)
    )


@pytest.mark.parametrize("broken", ["nothing", "new-weights", "mystery"])
@pytest.mark.parametrize("step", [0, 3, 7, 10, 14, 18])
def test_the_graph_shows_what_is_known_and_marks_what_is_wrong(board, step, broken):
    board.set(step=step, broken=broken, activation="tanh")
    r = board.result
    gradients, checks = shown(board)
    for name in model.ORDER:
        code, check = (f"{rules.Number(d[name])}" for d in (r.g, r.check))
        if name not in r.known:
            assert (gradients[name], checks[name]) == ("", "")
        elif abs(r.g[name] - r.check[name]) < 1e-7:
            assert (gradients[name], checks[name]) == (f"∂ {code}", "")
        else:
            assert (gradients[name], checks[name]) == (f"✗ {code}", f"check {check}")
            assert code != check
    for name in ("z1", "a2", "z3", "a3", "L"):
        text = board.explorer.graph.values[name].get_text()
        assert ("=" in text) == (name in r.computed)
        if name in r.computed:
            assert text.endswith(f" = {rules.Number(r.v[name])}")


@every_case
@every_break
def test_what_disagrees_can_be_seen_to_disagree(board, sample, activation, broken):
    r = result(board, sample=sample, activation=activation, broken=broken)
    for name in r.disagree:
        assert f"{rules.Number(r.g[name])}" != f"{rules.Number(r.check[name])}"


def test_frames_and_arrows_are_those_of_the_rule(board):
    board.set(step=17)
    graph = board.explorer.graph
    frames = graph.new.get_segments()
    assert np.allclose(frames, [places.frame("dx1")])
    used = {"dz1", "w11", "dz2", "w12"}
    expected = np.array([places.frame(name) for name in used])
    for frame in graph.used.get_segments():
        assert np.any(np.all(np.isclose(expected, frame), axis=(1, 2)))
    assert len(graph.used.get_segments()) == len(used)
    assert len(graph.flow.get_segments()) == 2 * 2  # two edges, each with its head
    parts = [graph.parts[name].get_text() for name in ("w11", "w12")]
    numbers = [float(text.replace("−", "-")) for text in parts]
    assert sum(numbers) == pytest.approx(board.result.g["x1"], abs=1.5e-4)
    for broken in ("overwrite", "no-transpose", "mystery"):
        board.set(broken=broken)
        assert not any(text.get_text() for text in graph.parts.values())
    board.set(step=13, broken="nothing")
    assert len(graph.flow.get_segments()) == 0
    assert not any(text.get_text() for text in graph.parts.values())


@pytest.mark.thorough
@pytest.mark.parametrize("broken", ["nothing", "factor"])
@every_case
def test_no_words_lie_on_others(board, sample, activation, broken):
    for step in (10, 17, 18):
        board.set(sample=sample, activation=activation, broken=broken, step=step)
        renderer = board.painter.figure.canvas.get_renderer()
        texts = [t for t in board.explorer.graph.axes.texts if t.get_text()]
        boxes = [t.get_window_extent(renderer).padded(-2) for t in texts]
        for (s, a), (t, b) in itertools.combinations(zip(texts, boxes, strict=True), 2):
            assert not a.overlaps(b), (s.get_text(), t.get_text())


def test_the_sentence_names_the_first_that_disagrees(board):
    board.set(step=18, broken="no-slope")
    assert "17 of 17 gradients known, and nudging disagrees with 10" in board.sentence
    assert board.sentence.endswith("the first is ∂L/∂z₁")
    board.set(step=12)
    assert board.sentence.endswith("7 of 17 gradients known, and nudging agrees "
                                   "with all")  # fmt: skip
    board.set(step=1, activation="relu", sample="B")
    for words in ("1 of 18", "sample B", "(−1, 0.5)", "y = 1", "relu", "z₁ = "):
        assert words in board.sentence


def test_it_opens_before_the_first_gradient():
    board = backprop()
    assert "Step 7 of 18: loss L" in board.sentence
    assert board.explorer.lines.next.get_text().startswith(
        "next:  ∂L/∂a₃ = 2 (a₃ − y) = ?"
    )
    assert not any(board.reached)
    board.close()


@pytest.mark.parametrize("k", range(4))
def test_each_goal_is_reached_by_its_solution(k):
    board = backprop()
    for way in SOLUTIONS["backprop"][k]:
        assert not board.reached[k]
        if callable(way):
            way(board)
        else:
            board.settings = way
    assert board.reached[k]
    board.close()


def test_one_sample_with_one_activation_meets_each_of_the_first_goals(board):
    found = {k: set() for k in range(3)}
    for sample, activation in COMBINATIONS:
        for broken in ("nothing", *breaks.BREAKS, "mystery"):
            for step in (7, 17, 18):
                case = {"sample": sample, "activation": activation, "broken": broken}
                for k, goal in enumerate(("all zero", "cancel", "fan-out")):
                    if board.explorer.goals[goal](result(board, step=step, **case)):
                        found[k].add((sample, activation, broken, step))
    assert found == {
        0: {("D", "relu", "nothing", 18)},
        1: {("A", "relu", "nothing", 18)},
        2: {("B", "relu", "overwrite", 18)},
    }


@pytest.mark.parametrize("broken", breaks.BREAKS)
def test_a_mystery_does_not_tell_which_rule_is_broken(board, broken):
    number = next(k for k in range(1, 100) if breaks.culprit(k) == broken)
    for step in range(8, model.LAST + 1):
        board.set(broken="mystery", mystery=number, step=step)
        r = board.result
        lines = [line.get_text() for line in board.explorer.lines.rules]
        for name in rules.RESULTS[step]:
            right = rules.right_rule(name, "σ")
            assert right + ": the code says" in board.sentence
            assert any(line.startswith(right) for line in lines)
        assert not any(text.get_text() for text in board.explorer.graph.parts.values())
        assert board.explorer.option("broken", broken) not in board.sentence + " ".join(
            lines
        )
        used = {n for name in rules.RESULTS[step] for n in rules.operands(name)}
        assert len(board.explorer.graph.used.get_segments()) == len(used)
        assert r.g == model.run("A", "sigmoid", broken)[1]


def test_mysteries_hide_every_break():
    assert {breaks.culprit(number) for number in range(1, 100)} == set(breaks.BREAKS)


def other(number):
    return next(name for name in breaks.BREAKS if name != breaks.culprit(number))


def test_only_first_accusations_in_a_row_count(board):
    for act, streak, words in (
        (accuse(1), 1, "1 in a row"),
        (accuse(2), 2, "2 in a row"),
        (accuse(2), 2, "Only a first accusation counts"),
        (accuse(3, other(3)), 0, "that is not it"),
        (accuse(3), 0, "Only a first accusation counts"),
        (accuse(4), 1, "1 in a row"),
        (accuse(4, other(4)), 1, "that is not it"),
        (accuse(5), 2, "2 in a row"),
    ):
        act(board)
        assert board.result.streak == streak
        assert words in board.sentence
        assert words in board.explorer.lines.verdict.get_text()


def test_a_verdict_goes_with_its_accusation(board):
    accuse(1)(board)
    board.set(step=12)
    assert board.result.verdict == "solved"
    for change in ({"suspect": other(1)}, {"mystery": 2}, {"broken": "nothing"}):
        accuse(1)(board)
        board.set(**change)
        assert board.result.verdict == ""
        assert board.explorer.lines.verdict.get_text() == ""


def test_there_is_nothing_to_accuse_without_a_mystery(board):
    names = ("mystery", "suspect", "accuse")
    assert all(board.controls[name].disabled for name in names)
    board.click("accuse")
    assert board.explorer.mysteries.first == {}
    board.set(broken="mystery")
    assert not any(board.controls[name].disabled for name in names)
    board.set(broken="sign")
    assert all(board.controls[name].disabled for name in names)


def test_the_button_accuses(board):
    board.set(broken="mystery", suspect=breaks.culprit(1))
    board.controls["accuse"].index += 1
    assert board.result.verdict == "solved"


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("ArrowRight", 7, 8),
        ("ArrowLeft", 7, 6),
        ("Home", 7, 0),
        ("End", 7, 18),
        ("ArrowLeft", 0, 0),
        ("ArrowRight", 18, 18),
    ],
)
def test_keys_step(board, key, start, end):
    board.set(step=start)
    board.press(key)
    assert board.values["step"] == end


def test_a_press_on_a_number_goes_to_its_step(board):
    graph = board.explorer.graph
    for step in range(1, model.LAST + 1):
        for name in rules.RESULTS[step]:
            frame = np.array(places.frame(name)[:4])
            board.set(step=0)
            board.point("down", graph.axes, *frame.mean(axis=0))
            assert board.values["step"] == step, name
    board.point("move", graph.axes, *np.mean(places.frame("z1")[:4], axis=0))
    board.point("down", graph.axes, 0.1, 0.5)
    assert board.values["step"] == step


def test_the_slider_names_its_steps():
    board = backprop(step=13)
    control = board.controls["step"]
    assert control.texts[control.index] == "13 of 18: gradient of z₁"
    assert len(control.texts) == len(control.values) == len(set(control.texts)) == 19
    board.close()


def test_the_menus_say_what_the_model_has(board):
    step, sample = board.controls["step"], board.controls["sample"]
    for k, (text, names) in enumerate(zip(step.texts, rules.RESULTS, strict=True)):
        assert text.startswith(f"{k} of {model.LAST}: ")
        for name in names:
            assert rules.pretty(name.removeprefix("d")) in text
    for text, (x, y) in zip(sample.texts, model.SAMPLES.values(), strict=True):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", text.replace("−", "-"))]
        assert numbers == [*x, y]


def test_a_suspect_has_the_name_of_its_break(board):
    broken, suspect = (board.controls[name] for name in ("broken", "suspect"))
    assert broken.texts[1:-1] == suspect.texts
    assert not set(suspect.texts) & set(breaks.BREAKS)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (-1, "−1"),
        (-0.0, "0"),
        (1e-17, "0"),
        (0.12345678, "0.1235"),
        (0.37, "0.37"),
        (-0.00123456, "−0.0012"),
        (0.000987654, "0.00099"),
    ],
)
def test_numbers_are_short(value, text):
    assert f"{rules.Number(value)}" == text
    in_parentheses = f"({text})" if text[0] == "−" else text
    assert f"{rules.Number(value):p}" == in_parentheses
