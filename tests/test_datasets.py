"""The data sets: what their docstrings promise, for any size, seed and noise."""

import importlib.resources
import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import Adam, Dense, Network, ReLU, accuracy, cross_entropy, datasets, train

NAMES = ("positive_sum", "blobs", "circle", "xor", "moons", "spirals")
NOISY = NAMES[1:]
CLASSES = {"spirals": 3}
names, noisy = st.sampled_from(NAMES), st.sampled_from(NOISY)
sizes, seeds = st.integers(1, 300), st.integers(0, 2**32 - 1)
makers = st.sampled_from([np.random.default_rng, np.random.RandomState])


def draw(name, n=600, seed=0, make=np.random.default_rng, **kwargs):
    return getattr(datasets, name)(n, rng=make(seed), **kwargs)


@given(names, sizes, seeds, makers)
def test_shapes_kinds_and_repeatability(name, n, seed, make):
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    X, y = draw(name, n, seed, make)
    assert X.shape == (n, 2)
    assert X.dtype == np.float64
    assert np.isfinite(X).all()
    assert y.shape == (n,)
    assert y.dtype == np.int64
    again = draw(name, n, seed, make)
    np.testing.assert_array_equal(X, again[0])
    np.testing.assert_array_equal(y, again[1])
    np.testing.assert_array_equal(before, np.random.get_state()[1])  # noqa: NPY002


@given(noisy, sizes, seeds)
def test_classes_are_balanced_to_one_sample(name, n, seed):
    counts = np.bincount(draw(name, n, seed)[1], minlength=CLASSES.get(name, 2))
    assert len(counts) == CLASSES.get(name, 2)
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("name", NOISY)
def test_the_order_is_random(name):
    """Neighbors in the list share a class as often as chance has it."""
    y = draw(name, 4000)[1]
    same = np.mean(y[1:] == y[:-1])
    assert abs(same - 1 / CLASSES.get(name, 2)) < 5 * 0.5 / np.sqrt(len(y))
    assert (y != draw(name, 4000, seed=1)[1]).any()


@pytest.mark.parametrize("name", NOISY)
def test_noise_is_a_standard_deviation_in_the_units_of_X(name):
    clean, small, large = (draw(name, 4000, noise=s)[0] for s in (0, 0.1, 0.7))
    np.testing.assert_allclose((small - clean) / 0.1, (large - clean) / 0.7, atol=1e-12)
    assert np.std((small - clean) / 0.1) == pytest.approx(1, abs=5 / np.sqrt(2 * 8000))
    assert np.mean((small - clean) / 0.1) == pytest.approx(0, abs=5 / np.sqrt(8000))


def test_positive_sum_is_the_reference_data_bit_for_bit():
    np.random.seed(42)  # noqa: NPY002
    X_ref, next_ref = np.random.randn(100, 2), np.random.randn(2, 4)  # noqa: NPY002
    rng = np.random.RandomState(42)
    X, y = datasets.positive_sum(rng=rng)
    assert X.tobytes() == X_ref.tobytes()
    assert rng.randn(2, 4).tobytes() == next_ref.tobytes()
    np.testing.assert_array_equal(y, X_ref[:, 0] + X_ref[:, 1] > 0)


@given(seeds)
def test_blobs_sit_on_their_centers(seed):
    centers = np.random.default_rng(seed).normal(size=(seed % 5 + 1, 2))
    X, y = draw("blobs", 40, seed, centers=centers, noise=0)
    np.testing.assert_array_equal(X, centers[y])
    X_list, _ = draw("blobs", 40, seed, centers=centers.tolist(), noise=0)
    np.testing.assert_array_equal(X_list, X)


def test_circle_is_a_disc_in_a_ring_filled_evenly():
    X, y = draw("circle", 8000, noise=0)
    r2 = (X**2).sum(axis=1)
    for label, low, high in ((0, 0, 1), (1, 1.5**2, 2**2)):
        part = r2[y == label]
        assert low <= part.min()
        assert part.max() < high + 1e-12
        spread = (high - low) / np.sqrt(12 * len(part))
        assert part.mean() == pytest.approx((low + high) / 2, abs=5 * spread)
        assert np.abs(X[y == label].mean(axis=0)).max() < 5 * np.sqrt(high / len(part))


def test_xor_is_one_where_the_signs_differ():
    X, y = draw("xor", noise=0)
    assert (np.abs(X) == 1).all()
    np.testing.assert_array_equal(y, X[:, 0] * X[:, 1] < 0)
    assert len(np.unique(X, axis=0)) == 4


def test_moons_are_half_circles_about_two_points():
    X, y = draw("moons", noise=0)
    center = np.where(y[:, None] == 1, [1, 0.5], [0, 0])
    np.testing.assert_allclose(np.linalg.norm(X - center, axis=1), 1)
    up = (X - center)[:, 1]
    assert (up[y == 0] >= 0).all()
    assert (up[y == 1] <= 0).all()
    assert np.ptp((X - center)[:, 0]) > 1.99


@given(st.integers(1, 7), seeds)
def test_spirals_turn_with_the_radius(arms, seed):
    X, y = draw("spirals", 60, seed, noise=0, arms=arms)
    r = np.linalg.norm(X, axis=1)
    assert r.min() >= 0.2 - 1e-12
    assert r.max() < 2 + 1e-12
    assert set(y) == set(range(arms))
    back = np.exp(-2j * np.pi * (r / 2 + y / arms)) * (X[:, 0] + 1j * X[:, 1])
    np.testing.assert_allclose(back, r, atol=1e-12)  # every arm, unwound, is the x-axis


def test_the_program_of_the_first_page_learns_the_spirals():
    rng = np.random.default_rng(0)
    X, y = datasets.spirals(600, rng=rng)
    X_test, y_test = datasets.spirals(600, rng=rng)
    net = Network(
        *(Dense(2, 32, rng=rng), ReLU(), Dense(32, 32, rng=rng), ReLU()),
        Dense(32, 3, rng=rng),
    )
    opt = Adam(net.theta, lr=0.01)
    for epoch in train(
        net, cross_entropy, opt, X, y, epochs=60, batch_size=50, rng=rng
    ):
        if epoch.number == 40:
            opt.lr /= 10
    assert accuracy(net(X_test), y_test) > 0.95
    line = Network(Dense(2, 3, rng=rng))
    for _ in train(line, cross_entropy, Adam(line.theta, lr=0.1), X, y, epochs=200):
        pass
    assert accuracy(line(X_test), y_test) < 0.6  # and they need more than a line


def test_digits_are_whole_upright_and_labelled():
    X, y = datasets.load_digits()
    assert X.shape == (1797, 64)
    assert X.dtype == np.float64
    assert y.shape == (1797,)
    assert y.dtype == np.int64
    assert (X.min(), X.max()) == (0, 16)
    np.testing.assert_array_equal(X, X.round())
    assert np.bincount(y, minlength=10).min() > 170
    ink = X.mean(axis=0).reshape(8, 8)  # upright digits touch top and bottom, not sides
    assert ink[:, [0, 7]].max() < 1 < ink[[0, 7]].max()
    centers = np.array([X[y == k].mean(axis=0) for k in range(10)])
    nearest = ((X[:, None] - centers) ** 2).sum(axis=-1).argmin(axis=1)
    assert np.mean(nearest == y) > 0.85
    X[:] = 0
    assert datasets.load_digits()[0].any()


class Bomb:
    def __reduce__(self):
        return os.mkdir, (os.environ["NNLIB_TEST_BOMB"],)


def test_digits_never_run_code(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_TEST_BOMB", str(tmp_path / "exploded"))
    (tmp_path / "data").mkdir()
    bomb = np.array([Bomb()], dtype=object)
    path = tmp_path / "data" / "digits.npz"
    np.savez(path, images=bomb, labels=bomb)
    with np.load(path, allow_pickle=True) as file:
        assert "images" in file and file["images"].shape == (1,)
    (tmp_path / "exploded").rmdir()  # it is there: the bomb works
    monkeypatch.setattr(importlib.resources, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match="allow_pickle"):
        datasets.load_digits()
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_generator_is_asked_for(name):
    function = getattr(datasets, name)
    mended = rf"{name}.* expects a random generator.*rng=np.random.default_rng\(7\)"
    with pytest.raises(TypeError, match=mended):
        function(10, rng=7)
    for wrong in ({}, {"rng": None}, {"rng": "0"}, {"rng": np.random.default_rng}):
        with pytest.raises(TypeError, match=r"rng=np\.random\.default_rng\(0\)"):
            function(10, **wrong)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("n", "error"),
    [
        *((0, ValueError), (-3, ValueError), (2.0, TypeError), ("9", TypeError)),
        *((None, TypeError), (True, TypeError), ([5], TypeError)),
    ],
)
def test_n_is_a_positive_whole_number(name, n, error):
    with pytest.raises(error, match=f"^{name} expects .*n.*got .*; try n="):
        draw(name, n)


@pytest.mark.parametrize("name", NOISY)
@pytest.mark.parametrize(
    ("noise", "error"),
    [
        *((-0.1, ValueError), (np.nan, ValueError), (np.inf, ValueError)),
        *(("0.1", TypeError), (None, TypeError), (True, TypeError), ([0.1], TypeError)),
    ],
)
def test_noise_is_a_number_from_0(name, noise, error):
    with pytest.raises(error, match=f"^{name} expects .*noise.*got .*; try noise=0.1"):
        draw(name, noise=noise)


@pytest.mark.parametrize(
    "centers", [3, [1, 2], [[1, 2, 3]], [], [[np.nan, 0]], [[0, 1], [2]]]
)
def test_centers_are_points_of_the_plane(centers):
    with pytest.raises(ValueError, match=r"^blobs expects .*centers.*got .*; "):
        draw("blobs", centers=centers)


@pytest.mark.parametrize(("arms", "error"), [(0, ValueError), (2.5, TypeError)])
def test_arms_are_counted(arms, error):
    with pytest.raises(error, match=r"^spirals expects .*arms.*got .*; try arms="):
        draw("spirals", arms=arms)


def test_a_refused_call_draws_nothing():
    rng, same = np.random.default_rng(0), np.random.default_rng(0)
    with pytest.raises(ValueError, match="noise"):
        datasets.moons(10, rng=rng, noise=-1)
    with pytest.raises(TypeError, match="arms"):
        datasets.spirals(10, rng=rng, arms="3")
    with pytest.raises(ValueError, match="centers"):
        datasets.blobs(10, rng=rng, centers=[1, 2])
    assert rng.normal() == same.normal()
