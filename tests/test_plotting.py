"""Plots: labelled, true to their numbers, and quiet towards everything else."""

import itertools
import subprocess
import sys

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import nnlib as nn
from nnlib import plotting


def network(*sizes, seed=0):
    rng = np.random.default_rng(seed)
    layers = []
    for n_in, n_out in itertools.pairwise(sizes):
        layers += [nn.Dense(n_in, n_out, rng=rng), nn.ReLU()]
    return nn.Network(*layers[:-1])


X, y = nn.moons(40, rng=np.random.default_rng(1))
NET = network(2, 4, 3)
HISTORY = [nn.Epoch(k, 1 / (k + 1), 2 / (k + 1)) for k in range(5)]
PLOTS = {
    "points": lambda ax: plotting.plot_points(X, y, ax),
    "boundary": lambda ax: plotting.plot_decision_boundary(
        NET, X, y, ax, resolution=30
    ),
    "losses": lambda ax: plotting.plot_losses(HISTORY, ax),
    "activation": lambda ax: plotting.plot_activation(nn.tanh, nn.tanh_slope, ax),
    "confusion": lambda ax: plotting.plot_confusion_matrix(np.eye(3, dtype=int), ax),
    "network": lambda ax: plotting.plot_network(NET, ax),
    "images": lambda ax: plotting.plot_images(np.ones((3, 2, 2)), ax),
}
plots = pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)


def axes():
    return Figure(layout="constrained").subplots()


@plots
def test_it_draws_on_the_axes_it_is_given_and_opens_no_figure(plot):
    ax, before, settings = axes(), plt.get_fignums(), dict(matplotlib.rcParams)
    assert plot(ax) is ax
    assert ax.has_data()
    assert plt.get_fignums() == before
    assert dict(matplotlib.rcParams) == settings
    ax.figure.canvas.draw()


@plots
def test_without_axes_it_makes_one_figure(plot):
    before = set(plt.get_fignums())
    ax = plot(None)
    assert set(plt.get_fignums()) - before == {ax.figure.number}
    plt.close(ax.figure)


@pytest.mark.parametrize("name", sorted(set(PLOTS) - {"network", "images"}))
def test_both_axes_are_labelled(name):
    ax = PLOTS[name](axes())
    assert ax.get_xlabel()
    assert ax.get_ylabel()


def test_importing_it_opens_no_pyplot():
    code = "import sys, nnlib.plotting; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_line_width_is_the_weight_and_its_style_the_sign():
    net = network(2, 3)
    W = net.layers[0].W
    W[...] = [[1.0, -2.0, 5.0], [-9.0, 0.5, 0.0]]
    lines = plotting.plot_network(net, axes()).lines
    found = {}
    for line in lines:
        ends = tuple(round(v, 6) for v in line.get_ydata())
        found[ends] = line
    inputs, units = plotting._heights(2), plotting._heights(3)
    for i, j in np.ndindex(2, 3):
        line = found[round(inputs[i], 6), round(units[j], 6)]
        assert line.get_linewidth() == pytest.approx(1 + 9 * min(abs(W[i, j]), 5) / 5)
        dashed = line.is_dashed()
        assert dashed == (W[i, j] < 0)
        color = plotting.COLORS["blue" if W[i, j] < 0 else "orange"]
        assert to_hex(line.get_color()).upper() == color


def test_a_wide_layer_says_how_many_it_leaves_out():
    ax = plotting.plot_network((30, 4, 1), axes())
    words = " ".join(text.get_text() for text in ax.texts)
    assert "30" in words
    assert "first 10 drawn" in words
    assert len(ax.lines) == 10 * 4 + 4


def test_classes_differ_in_colour_and_marker():
    ax = plotting.plot_points(X, y, axes())
    first, second = ax.collections
    assert (first.get_facecolor() != second.get_facecolor()).any()
    a, b = (c.get_paths()[0].vertices for c in (first, second))
    assert a.shape != b.shape or not np.allclose(a, b)
    offsets = np.concatenate([first.get_offsets(), second.get_offsets()])
    assert sorted(map(tuple, offsets)) == sorted(map(tuple, X))


def test_the_shading_is_the_networks_output_on_a_fixed_scale():
    def predict(points):
        return 1 / (1 + np.exp(-points[:, :1]))

    ax = plotting.plot_decision_boundary(predict, X, y, axes(), resolution=25)
    (image,) = ax.images
    assert image.get_clim() == (0, 1)
    points, _ = plotting.grid(X, 25)
    np.testing.assert_allclose(image.get_array(), predict(points).reshape(25, 25))
    logits = plotting.plot_decision_boundary(
        lambda p: p[:, :1], X, y, axes(), logits=True, resolution=25
    )
    np.testing.assert_allclose(logits.images[0].get_array(), image.get_array())


def test_losses_are_drawn_as_they_are():
    ax = plotting.plot_losses(HISTORY, axes())
    training, held_out = ax.lines
    np.testing.assert_allclose(training.get_ydata(), [e.train_loss for e in HISTORY])
    np.testing.assert_allclose(held_out.get_ydata(), [e.valid_loss for e in HISTORY])
    assert held_out.is_dashed()
    assert not training.is_dashed()


def test_a_loss_of_zero_is_drawn_too():
    for losses, scale in (([1.0, 0.1], "log"), ([1.0, 0.0], "linear")):
        ax = plotting.plot_losses({"a": losses}, axes())
        assert ax.get_yscale() == scale
        ax.figure.canvas.draw()


def test_a_diverged_training_is_drawn_as_far_as_it_went():
    history = [nn.Epoch(0, 1.0), nn.Epoch(1, np.inf), nn.Epoch(2, np.nan)]
    ax = plotting.plot_losses(history, axes())
    ax.figure.canvas.draw()
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [1, np.inf, np.nan])


def test_counts_are_written_whole_and_rates_are_refused():
    ax = plotting.plot_confusion_matrix(np.array([[9.0, 1.0], [0.0, 9.0]]), axes())
    assert [t.get_text() for t in ax.texts] == ["9", "1", "9"]


def test_the_diagonal_does_not_outshine_the_mistakes():
    C = np.array([[90, 2], [5, 80]])
    ax = plotting.plot_confusion_matrix(C, axes(), names=["cat", "dog"])
    shown = ax.images[0].get_array()
    assert shown[0, 0] == shown[1, 1] == 0
    assert shown[1, 0] > shown[0, 1] > 0
    assert sorted(int(t.get_text()) for t in ax.texts) == [2, 5, 80, 90]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["cat", "dog"]


@pytest.mark.parametrize("signed", [False, True])
def test_images_share_one_scale(signed):
    images = np.stack([np.full((2, 2), 1.0), np.full((2, 2), -3.0 if signed else 3.0)])
    image = plotting.plot_images(images, axes()).images[0]
    assert image.get_clim() == ((-3, 3) if signed else (0, 3))
    assert sorted(set(np.ravel(image.get_array().compressed()))) == sorted(
        set(images.ravel())
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plotting.plot_points(np.ones((5, 3)), np.ones(5)), r"X\[:, :2\]"),
        (lambda: plotting.plot_decision_boundary(lambda p: p[:, 0], X, y, axes()),
         r"reshape\(-1, 1\)"),
        (lambda: plotting.plot_losses([]), "at least one epoch"),
        (lambda: plotting.plot_network(NET.stack(2)), r"net\.member\(0\)"),
        (lambda: plotting.plot_confusion_matrix(np.ones(3)), "confusion_matrix"),
        (lambda: plotting.plot_images(np.ones((3, 64))), r"reshape\(-1, 8, 8\)"),
    ],
)  # fmt: skip
def test_what_it_cannot_draw_gets_a_sentence(call, words):
    before = plt.get_fignums()
    with pytest.raises(ValueError, match=words) as error:
        call()
    assert plt.get_fignums() == before
    assert "expects" in str(error.value)
    assert ", got" in str(error.value)
