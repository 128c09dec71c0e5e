"""The explorer of digits shows what nnlib computes, reads drawings, and has goals."""

import itertools

import numpy as np
import pytest

import nnlib as nn
from nnlib.explore import digits
from nnlib.lessons.lesson_08 import panel_board as board
from nnlib.lessons.lesson_08 import panel_model as model

SEVEN = [(2, 0.9), (6, 0.9), (3.6, 7.3)]
BAR = [(2.2, 4), (5.8, 4)]
ZERO = [(4 + 2 * np.sin(t), 4 - 3.2 * np.cos(t)) for t in np.linspace(0, 2 * np.pi, 25)]
STROKES = {
    0: [ZERO],
    1: [[(2.8, 2), (4.2, 0.8), (4.2, 7.3)]],
    4: [[(3.8, 0.8), (2, 4.6), (6.2, 4.6)], [(4.8, 3), (4.6, 7.3)]],
    7: [SEVEN, BAR],
}


def drawn(strokes):
    """The ink of some strokes, each a list of places, drawn as the pointer does."""
    ink = np.zeros((8, 8))
    for places in strokes:
        dots = np.zeros((32, 32), dtype=bool)
        for start, end in itertools.pairwise(places):
            dots |= board.line(start, end)
        ink = np.maximum(ink, board.ink(dots))
    return ink


SOLUTIONS = {
    "digits": [
        ["hidden=32 lr=0.01 epoch=20"],
        ["hidden=8 lr=0.01 epoch=20"],
        ["hidden=64 lr=0.1 epoch=30"],
        ["hidden=32 lr=0.01 epoch=10", f"drawing={board.write(drawn(STROKES[0]))}"],
    ]
}


@pytest.fixture(scope="module")
def panel():
    panel = digits()
    assert panel.wait(120)
    yield panel
    panel.close()


def show(panel, words, seconds=120):
    """Set a state, and wait until the picture of it is there."""
    panel.settings = words
    assert panel.wait(seconds)
    return panel.result


def look(lr, epoch):
    """At a rate and an epoch, with nothing on the board."""
    return model.Look(lr, epoch, np.zeros((8, 8)))


def train_by_hand(hidden, seed, lr, epochs):
    """The same network by itself, with a loop of its own and Adam's lines."""
    parts, rng = model.data(), np.random.default_rng(seed)
    layers = [
        nn.Dense(64, hidden, rng=rng), nn.ReLU(), nn.Dense(hidden, 10, rng=rng),
    ]  # fmt: skip
    net = nn.Network(*layers)
    m, v, t = 0.0, 0.0, 0
    for _ in range(epochs):
        order = rng.permutation(len(parts.X))
        for start in range(0, len(order), 32):
            rows = order[start : start + 32]
            P = nn.softmax(net.forward(parts.X[rows], train=True))
            P[np.arange(len(rows)), parts.y[rows]] -= 1
            net.backward(P / len(rows))
            t += 1
            m = 0.9 * m + 0.1 * net.dtheta
            v = 0.999 * v + 0.001 * net.dtheta**2
            step = np.sqrt(v / (1 - 0.999**t)) + 1e-8
            net.theta -= lr * m / (1 - 0.9**t) / step
    return net


# The data.


def test_the_parts_do_not_overlap_and_the_test_part_is_left_alone(monkeypatch):
    ink, y = nn.load_digits()
    order = np.random.default_rng(model.SPLIT_SEED).permutation(1797)
    ink[order[1497:]] = np.nan  # the test part: had it been used, NaN would show
    monkeypatch.setattr(nn, "load_digits", lambda: (ink, y))
    parts = model.data.__wrapped__()
    assert parts.X.shape == (1197, 64)
    assert parts.X_new.shape == parts.X_ink.shape == (300, 64)
    for part in parts:
        assert np.isfinite(part).all()
    np.testing.assert_array_equal(parts.y, y[order[:1197]])
    np.testing.assert_array_equal(parts.X_ink, ink[order[1197:1497]])


def test_it_is_standardized_on_the_training_part_only():
    parts = model.data()
    np.testing.assert_allclose(parts.X.mean(axis=0), 0, atol=1e-12)
    spread = parts.X.std(axis=0)
    assert spread.max() <= 1 + 1e-12
    varied = parts.spread > 1
    assert varied.sum() == 48
    np.testing.assert_allclose(spread[varied], 1)
    np.testing.assert_allclose(parts.X_new, parts.standardize(parts.X_ink))


# The networks.


@pytest.mark.parametrize(
    ("hidden", "seed", "lr", "epoch"), [(4, 0, 0.1, 2), (16, 9999, 0.003, 7)]
)
def test_a_network_of_the_stack_is_the_network_trained_alone(hidden, seed, lr, epoch):
    run = model.Run(hidden, seed)
    while not run.reached(epoch):
        run.advance()
    net, parts = train_by_hand(hidden, seed, lr, epoch), model.data()
    state = run.state(look(lr, epoch))
    np.testing.assert_allclose(state.net.theta, net.theta, rtol=1e-5, atol=1e-8)
    P = nn.softmax(net(parts.X_new))
    read = P.argmax(axis=1)
    right = int(np.sum(read == parts.y_new))
    assert (state.epoch, state.right) == (epoch, right)
    of_truth = P[np.arange(300), parts.y_new]
    np.testing.assert_allclose(state.now[0, 1], -np.log(of_truth).mean(), rtol=1e-6)
    M = np.zeros((10, 10), dtype=int)
    for true, guess in zip(parts.y_new, read, strict=True):
        M[true, guess] += 1
    np.testing.assert_array_equal(state.confusion, M)
    true, guess, count, total = state.confused
    assert true != guess
    assert count == M[true, guess] == (M - np.diag(np.diag(M))).max()
    assert total == np.sum(parts.y_new == true)
    wrong = sorted(np.flatnonzero(read != parts.y_new), key=lambda i: -P[i].max())
    np.testing.assert_allclose(
        P[state.mistakes].max(axis=1), P[wrong].max(axis=1), atol=1e-6
    )


def test_a_rate_alone_gives_the_numbers_of_its_stack():
    stack, one = model.Run(8, 3), model.Run(8, 3, [0.3])
    for run in (stack, one):
        while not run.reached(3):
            run.advance()
    k = model.RATES.index(0.3)
    for many, few in zip(stack.thetas, one.thetas, strict=True):
        np.testing.assert_allclose(many[k], few[0], rtol=1e-6, atol=1e-9)


def test_epoch_0_is_before_the_first_step():
    rng = np.random.default_rng(7)
    W = nn.Dense(64, 4, rng=rng).W
    state = model.Run(4, 7).state(look(0.1, 30))
    assert state.epoch == 0
    np.testing.assert_array_equal(state.net.layers[0].W, W)


def test_without_mistakes_none_is_named(panel):
    state = model.Run(4, 0).state(look(0.1, 0))
    perfect = np.eye(10)[model.data().y_new]
    state.__dict__["answers"] = perfect
    assert state.confused is None
    assert len(state.mistakes) == 0
    assert "confused" not in panel.explorer.describe(state)
    panel.explorer.draw(state)
    panel.painter.png()


# The board.


@pytest.mark.parametrize("strokes", [*STROKES.values(), [SEVEN]])
def test_a_drawing_has_ink_as_the_training_digits(strokes):
    ink, training = drawn(strokes), nn.load_digits()[0].sum(axis=1)
    assert ink.min() == 0
    assert 15 <= ink.max() <= 16
    assert 0.95 * training.min() <= ink.sum() <= training.max()
    assert ((ink > 0) & (ink < 16)).any()  # a soft edge


def test_the_pen_covers_the_dots_within_its_radius():
    rng = np.random.default_rng(0)
    for _ in range(20):
        start, end = rng.uniform(-1, 9, (2, 2))
        along = start + np.linspace(0, 1, 2001)[:, None] * (end - start)
        dots = board.line(start, end)
        for row, column in rng.integers(32, size=(40, 2)):
            place = (np.array([column, row]) + 0.5) / 4
            distance = np.linalg.norm(along - place, axis=1).min()
            if abs(distance - board.PEN) > 1e-3:
                assert dots[row, column] == (distance < board.PEN)


def test_ink_counts_the_dots_of_a_block():
    dots = np.random.default_rng(0).random((32, 32)) < 0.5
    ink = board.ink(dots)
    for row, column in itertools.product(range(8), repeat=2):
        block = dots[4 * row : 4 * row + 4, 4 * column : 4 * column + 4]
        assert ink[row, column] == block.sum()


def test_a_drawing_survives_its_word():
    rng = np.random.default_rng(0)
    for ink in (np.zeros((8, 8)), rng.integers(0, 17, (8, 8)).astype(float)):
        np.testing.assert_array_equal(board.read(board.write(ink)), ink)
    assert board.write(np.zeros((8, 8))) == board.BLANK


@pytest.mark.parametrize("word", ["", "0" * 63, "h" * 64, "0" * 65])
def test_a_bad_drawing_gets_a_clear_message(panel, word):
    with pytest.raises(ValueError, match="drawing expects 'blank' or 64 letters"):
        panel.set(drawing=word)


def test_a_bad_setting_beside_a_drawing_changes_nothing(panel):
    first, second = (board.write(drawn(STROKES[k])) for k in (1, 4))
    show(panel, f"drawing={first}")
    with pytest.raises(ValueError, match="hidden expects"):
        panel.set(drawing=second, hidden=999)
    assert panel.values["drawing"] == first


def test_toggling_twice_gives_the_board_back():
    rng = np.random.default_rng(0)
    ink = np.zeros((8, 8))
    for row, column in rng.integers(8, size=(12, 2)):
        after = board.toggle(ink, row, column)
        if ink[row, column] <= 8:
            assert after[row, column] == 16
            np.testing.assert_array_equal(board.toggle(after, row, column), ink)
        else:
            assert after[row, column] <= board.FAINT
        ink = after


def test_a_dab_leaves_faint_ink_beside_it():
    ink = board.toggle(np.zeros((8, 8)), 3, 4)
    beside = [ink[2, 4], ink[4, 4], ink[3, 3], ink[3, 5]]
    assert beside == [board.FAINT] * 4
    assert ink.sum() == 16 + 4 * board.FAINT


@pytest.mark.parametrize("hidden", [16, 32, 64])
def test_a_trained_network_reads_what_is_drawn(hidden):
    net, parts = train_by_hand(hidden, 0, 0.01, 5), model.data()
    for digit, strokes in STROKES.items():
        ink = drawn(strokes).reshape(1, 64)
        p = nn.softmax(net(parts.standardize(ink)))[0]
        assert p.argmax() == digit, (digit, p.round(2))
        assert p[digit] > 0.5


# The panel.


def test_it_opens_on_epoch_3():
    panel = digits()
    assert panel.sentence.startswith(
        "learning rate 0.003, hidden size 16, epoch 3, seed 0: training loss 0.592, "
        "held-out loss 0.655, 241 of 300 held-out digits right (80.3 %); most often "
        "confused: 2 read as 3, 8 of 26; surest mistakes: 9 as 7, 5 as 4, "
    )
    assert panel.sentence.endswith("; the board is blank")
    assert not any(panel.reached)
    panel.close()


def test_the_picture_shows_the_state(panel):
    r = show(panel, "lr=0.01 hidden=8 epoch=5 seed=0 curves=wrong drawing=blank")
    parts = model.data()
    shown = panel.explorer
    x, y = shown.curves.lines[1].get_data()
    assert tuple(x) == model.EPOCHS
    np.testing.assert_allclose(y, 1 - r.curves[:, 1, 1])
    assert f"and {100 * r.now[1, 0]:.1f} % of the training digits" in panel.sentence
    assert list(shown.curves.cursor.get_xdata()) == [5, 5]
    sheet = shown.gallery._sheet(parts.X_ink[r.mistakes[:8]])
    k = r.mistakes[5]  # the second row's second tile
    np.testing.assert_array_equal(sheet[11:19, 10:18].ravel(), parts.X_ink[k])
    pairs = [f"{parts.y_new[i]} as {r.answers[i].argmax()}" for i in r.mistakes[:8]]
    assert "surest mistakes: " + ", ".join(pairs) in panel.sentence
    weights = shown.weights._sheet(r.net.layers[0].W)
    np.testing.assert_array_equal(weights[:8, 9:17].ravel(), r.net.layers[0].W[:, 1])
    assert np.isnan(weights[9:]).all()
    show(panel, "curves=loss")
    np.testing.assert_allclose(shown.curves.lines[0].get_ydata(), r.curves[:, 0, 0])


def test_pixels_lie_where_imshow_would_put_them(panel):
    """The board's upper left quarter is black, and nothing else on it."""
    ink = np.zeros((8, 8))
    ink[:4, :4] = 16
    show(panel, f"drawing={board.write(ink)}")
    panel.painter.png()
    image = np.asarray(panel.painter._canvas.buffer_rgba())[..., :3].mean(axis=-1)
    for row, column in itertools.product(range(8), repeat=2):
        place = panel.explorer.board.axes.transData.transform((column + 0.2, row + 0.2))
        x, y = np.rint(place).astype(int)
        assert (image[len(image) - 1 - y, x] < 50) == (ink[row, column] == 16)


def point(panel, part, kind, x, y):
    panel.point(kind, part.axes, x, y)
    assert panel.wait(60)


def test_the_pointer_draws_and_the_network_reads(panel):
    show(panel, "lr=0.01 hidden=32 epoch=10 seed=0 drawing=blank")
    sheet = panel.explorer.board
    for strokes in (SEVEN, BAR):
        for k, (x, y) in enumerate(strokes):
            kind = "move" if k else "down"
            point(panel, sheet, kind, x - 0.5, y - 0.5)  # from pixel centres
        point(panel, sheet, "up", x - 0.5, y - 0.5)
    ink = drawn([SEVEN, BAR])
    np.testing.assert_array_equal(panel.result.look.ink, ink)
    net, parts = panel.result.net, model.data()
    p = nn.softmax(net(parts.standardize(ink.reshape(1, 64))))[0]
    np.testing.assert_allclose(panel.result.p, p)
    assert f"your drawing: 7 with {p[7]:.2f}" in panel.sentence
    lengths = [segment[1][0] for segment in sheet.bars.get_segments()]
    np.testing.assert_allclose(lengths, p)
    panel.click("clear")
    assert panel.wait(60)
    assert panel.values["drawing"] == "blank"
    assert "the board is blank" in panel.sentence


def test_the_settings_hold_the_drawing(panel):
    word = board.write(drawn(STROKES[4]))
    show(panel, f"drawing={word}")
    saved = panel.settings
    show(panel, "drawing=blank")
    show(panel, saved)
    np.testing.assert_array_equal(panel.result.look.ink, drawn(STROKES[4]))


def press(panel, *names):
    for name in names:
        panel.press(name)
        assert panel.wait(60)


def test_the_keys_move_ink_wipe_and_clear():
    panel = digits(hidden=4, epoch=0)
    press(panel, "ArrowRight", "ArrowDown", " ")
    assert panel.sentence.startswith("row 5, column 5: ink 16 of 16; learning rate")
    np.testing.assert_array_equal(panel.result.look.ink, board.dab(4, 4))
    press(panel, "ArrowUp")
    assert panel.sentence.startswith(f"row 4, column 5: ink {board.FAINT} of 16; ")
    press(panel, "ArrowDown", "Enter")
    assert not panel.result.look.ink.any()
    press(panel, *["ArrowLeft"] * 5)
    assert panel.result.look.cell == (4, 7)  # round the edge
    press(panel, " ", "c")
    assert panel.values["drawing"] == "blank"
    panel.close()


def test_a_mistake_can_be_put_on_the_board(panel):
    r = show(panel, "lr=0.003 hidden=16 epoch=3 seed=0 drawing=blank")
    pictures = model.data().X_ink[r.mistakes].reshape(-1, 8, 8)
    press(panel, "2")
    np.testing.assert_array_equal(panel.result.look.ink, pictures[1])
    np.testing.assert_allclose(panel.result.p, r.answers[r.mistakes[1]])
    point(panel, panel.explorer.gallery, "down", 33, 14)  # the eighth
    np.testing.assert_array_equal(panel.result.look.ink, pictures[7])
    point(panel, panel.explorer.gallery, "down", 8.7, 3)  # between two
    np.testing.assert_array_equal(panel.result.look.ink, pictures[7])


@pytest.mark.thorough
def test_a_run_that_is_on_its_way_says_so():
    said = []
    panel = digits(hidden=4, epoch=0)
    panel.picture.observe(lambda change: said.append(change["new"]), "status")
    show(panel, "hidden=64 epoch=30 lr=0.1 seed=5")
    assert any("still training for epoch 30" in words for words in said)
    assert "still training" not in panel.sentence
    assert "epoch 30, seed 5" in panel.sentence
    panel.close()


def test_the_first_picture_is_the_one_that_was_asked_for():
    panel = digits("hidden=8 epoch=15 lr=0.01")
    words = panel.sentence
    assert "epoch 15, seed 0" in words
    assert "still training" not in words
    assert panel.wait(60)
    assert panel.sentence == words  # the stack has the same numbers
    panel.close()


@pytest.mark.thorough
@pytest.mark.parametrize("k", range(len(SOLUTIONS["digits"])))
def test_each_goal_can_be_reached_and_marks_itself(k):
    panel = digits()
    for words in SOLUTIONS["digits"][k]:
        assert not panel.reached[k]
        show(panel, words)
    assert panel.reached[k], panel.sentence
    panel.close()


@pytest.mark.thorough
def test_how_many_of_the_settings_reach_the_goals(panel):
    """None is reached everywhere, nor by the largest or smallest of a control alone."""
    found = [set() for _ in range(3)]
    for hidden in model.SIZES:
        run = model.Run(hidden, 0)  # its own: the panel's are trained by its thread
        while not run.done:
            run.advance()
        for lr, epoch in itertools.product(model.RATES, model.EPOCHS):
            r = run.state(look(lr, epoch))
            for k, goal in enumerate(("accuracy", "few units", "worse than a guess")):
                if panel.explorer.goals[goal](r):
                    found[k].add((hidden, lr, epoch))
    share = [len(settings) / 450 for settings in found]
    assert 0 < share[0] < 0.2
    assert 0 < share[1] < 0.05
    assert 0 < share[2] < 0.2
    assert {hidden for hidden, *_ in found[1]} == {8}


def test_the_drawing_goal_wants_ink_and_a_good_network(panel):
    reached = panel.explorer.goals["drawing"]
    dot = board.write(board.dab(3, 3))
    seven = board.write(drawn(STROKES[7]))
    assert reached(show(panel, f"lr=0.01 hidden=32 epoch=10 seed=0 drawing={seven}"))
    assert not reached(show(panel, "epoch=0"))
    assert not reached(show(panel, f"epoch=10 drawing={dot}"))
