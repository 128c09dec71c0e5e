"""The walk of lesson 06 is the optimizer's, and what the panel says of it is true."""

import numpy as np
import pytest

import nnlib as nn
from nnlib.explore import descent
from nnlib.lessons.lesson_06 import panel
from nnlib.lessons.lesson_06 import panel_model as model
from nnlib.lessons.lesson_06 import panel_picture as picture
from nnlib.lessons.lesson_06.surfaces import SURFACES

SOLUTIONS = {
    "descent": [
        ["surface=ravine optimizer=SGD lr=0.07 steps=50"],
        ["surface=saddle optimizer=SGD x=0.05 y=1 lr=0.9 steps=10"],
        ["surface=ravine optimizer=Momentum x=-2.5 y=1 lr=0.03 steps=150"],
    ]
}
POINTS = np.random.default_rng(0).uniform(-3, 3, (40, 2))


@pytest.fixture(scope="module")
def walk():
    walk = descent()
    yield walk
    walk.close()


@pytest.mark.parametrize("name", SURFACES)
def test_a_gradient_is_the_slope_of_its_surface(name):
    surface = SURFACES[name]
    points, h = POINTS[:, : surface.dims], 1e-6
    for u in np.eye(surface.dims):
        slope = (surface.height(points + h * u) - surface.height(points - h * u)) / (
            2 * h
        )
        np.testing.assert_allclose(
            surface.gradient(points) @ u, slope, rtol=1e-6, atol=1e-6
        )


@pytest.mark.parametrize("name", SURFACES)
def test_minima_are_minima_and_nothing_is_lower(name):
    surface = SURFACES[name]
    minima = np.array(surface.minima)
    np.testing.assert_allclose(surface.gradient(minima), 0, atol=1e-9)
    around = minima[:, None] + 0.01 * POINTS[:, : surface.dims]
    assert np.all(surface.height(around) > surface.height(minima)[:, None])
    assert surface.height(minima).min() == pytest.approx(surface.lowest, abs=1e-12)
    axis = np.linspace(-3, 3, 301)
    grid = np.stack(np.meshgrid(*[axis] * surface.dims), axis=-1)
    assert surface.height(grid).min() >= surface.lowest - 1e-12


@pytest.mark.parametrize("name", ["parabola", "bowl", "ravine"])
def test_the_limit_of_a_quadratic_is_where_sgd_stops_coming_closer(name):
    surface = SURFACES[name]
    start = (1.0, 1.0)
    below = model.Walk(surface, "SGD", 0.99 * surface.limit, start)
    above = model.Walk(surface, "SGD", 1.01 * surface.limit, start)
    at = model.Walk(surface, "SGD", surface.limit, start)
    assert below.heights[150] < below.heights[0]
    assert above.heights[150] > 1.5 * above.heights[0]
    # At the limit the path goes to and fro for ever in the steepest direction.
    np.testing.assert_allclose(abs(at.points[:, -1]), 1, rtol=1e-9)


@pytest.mark.parametrize("optimizer", model.OPTIMIZERS)
@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("lr", [1e-4, 0.05, 9.0])
def test_the_path_is_the_optimizers(walk, optimizer, name, lr):
    place = {"steps": 20, "x": -1.5, "y": 0.5, "surface": name}
    r = walk.explorer.model(optimizer=optimizer, lr=lr, race=False, **place)
    surface = SURFACES[name]
    theta = np.array([-1.5, 0.5][: surface.dims])
    opt = model.OPTIMIZERS[optimizer](theta, lr=lr)
    points = [theta.copy()]
    for _ in range(r.k + 1):
        opt.step(surface.gradient(theta))
        points.append(theta.copy())
    np.testing.assert_array_equal(r.walk.points[: r.k + 2], points)
    assert r.height == pytest.approx(surface.height(points[-2]) - surface.lowest)
    assert r.length == pytest.approx(np.linalg.norm(points[-1] - points[-2]))


def test_the_next_step_of_sgd_is_rate_times_gradient(walk):
    walk.settings = "surface=bowl optimizer=SGD lr=0.3 steps=0 x=2 y=-1"
    assert walk.result.length == pytest.approx(0.3 * np.hypot(2, 1))
    assert "next step of length 0.671" in walk.sentence


def test_divergence_is_said_and_drawn_within_the_picture(walk):
    walk.settings = "surface=ravine optimizer=SGD lr=9 steps=200 x=1 y=1"
    assert "it diverges: after step" in walk.sentence
    assert walk.result.k < 200
    for line in walk.explorer.heights.lines.values():
        assert np.all(np.less_equal(line.get_ydata(), picture.HIGH))


def test_a_path_that_starts_on_the_ridge_ends_in_the_saddle(walk):
    for optimizer in model.OPTIMIZERS:
        walk.set(surface="saddle", optimizer=optimizer, x=0, y=1, lr=0.1, steps=200)
        assert walk.result.point[0] == 0
    walk.set(optimizer="SGD", y=0)
    assert "this is no minimum" in walk.sentence
    walk.set(x=0.05)
    assert "this is no minimum" not in walk.sentence
    assert walk.result.height < 1e-3


def test_sgd_cannot_meet_the_goal_of_the_ravine_at_any_rate():
    surface = SURFACES["ravine"]
    for lr in model.RATES:
        points = model.Walk(surface, "SGD", lr, (-2.5, 1.0)).points[:151]
        assert np.linalg.norm(points, axis=1).min() > 0.01


def test_all_optimizers_race_from_the_same_start(walk):
    walk.settings = "surface=bowl optimizer=Adam lr=0.1 race=on x=1 y=1"
    assert set(walk.result.others) == set(model.OPTIMIZERS) - {"Adam"}
    starts = [w.points[0].tolist() for w in walk.result.others.values()]
    assert starts == [[1, 1]] * 4
    assert all(
        len(line.get_xdata()) > 100 for line in walk.explorer.heights.lines.values()
    )
    height = panel.short(walk.result.others["SGD"].heights[walk.result.k])
    assert f"; the others are above it by SGD {height}, " in walk.sentence
    walk.set(race=False)
    assert "the others" not in walk.sentence
    shown = [
        name
        for name, line in walk.explorer.heights.lines.items()
        if len(line.get_xdata())
    ]
    assert shown == ["Adam"]


def test_the_start_follows_pointer_and_keys(walk):
    walk.settings, plane = "surface=bowl x=0 y=0", walk.explorer.plane.axes
    walk.point("down", plane, 1.23, -9.0)
    assert (walk.values["x"], walk.values["y"]) == (1.25, -3)
    walk.press("ArrowLeft")
    walk.press("ArrowUp")
    assert (walk.values["x"], walk.values["y"]) == (1.2, -2.95)
    walk.point("down", walk.explorer.heights.axes, 100, 1)
    assert walk.values["x"] == 1.2
    walk.set(surface="parabola")
    walk.point("move", plane, -2.0, 4.0)
    assert (walk.values["x"], walk.values["y"]) == (-2, -2.95)


def test_five_optimizers_of_the_library_are_there():
    assert [nn.SGD, nn.Momentum, nn.Nesterov, nn.RMSProp, nn.Adam] == list(
        model.OPTIMIZERS.values()
    )
