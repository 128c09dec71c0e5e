"""Points to learn from: a few shapes in the plane, and handwritten digits. Lesson 07.

Every function of the plane returns X, (n, 2) float64, and y, (n,) int64: class numbers
from 0, in random order, the classes equally frequent to within one sample (except in
`positive_sum`, where chance decides). `rng` is the only source of randomness, a
generator from np.random.default_rng(seed); `noise` is a standard deviation in the
units of X. A wrong kind of argument raises TypeError, a wrong value ValueError.
"""

import numpy as np

from . import guards
from .mnist import load_mnist

__all__ = [
    "blobs",
    "circle",
    "load_digits",
    "load_mnist",
    "moons",
    "positive_sum",
    "spirals",
    "xor",
]


def positive_sum(n=100, *, rng=None):
    """Two standard normal features; the question is whether their sum is positive.

        x ~ N(0, I),   y = 1 if x₁ + x₂ > 0, else 0

    Nothing else is drawn from rng, so weights drawn next continue its sequence.
    Returns X (n, 2) and y (n,).
    """
    n, _ = guards.points("positive_sum", n, rng)
    X = rng.normal(size=(n, 2))
    return X, (X.sum(axis=1) > 0).astype(np.int64)


def blobs(n, *, rng=None, centers=((-1, -1), (1, 1)), noise=0.5):
    """A round cloud of points about each center; the class is the center's number.

        x = c_y + noise · ε,   ε ~ N(0, I)

    centers : (n_classes, 2), one row per class

    Returns X (n, 2) and y (n,).
    """
    n, noise = guards.points("blobs", n, rng, noise)
    centers = guards.centers(centers)
    y = _classes(n, len(centers), rng)
    return centers[y] + rng.normal(size=(n, 2)) * noise, y


def circle(n, *, rng=None, noise=0.1):
    """A disc, class 0, inside a ring, class 1.

        x = r (cos φ, sin φ) + noise · ε,   φ uniform on [0, 2π),   ε ~ N(0, I)
        0 ≤ r < 1 for the disc, 1.5 ≤ r < 2 for the ring, uniform over the area

    Returns X (n, 2) and y (n,).
    """
    n, noise = guards.points("circle", n, rng, noise)
    y = _classes(n, 2, rng)
    inner, outer = 1.5 * y, 1.0 + y
    r = np.sqrt(rng.uniform(inner**2, outer**2))
    phi = rng.uniform(0, 2 * np.pi, n)
    return _polar(r, phi) + rng.normal(size=(n, 2)) * noise, y


def xor(n, *, rng=None, noise=0.3):
    """Four clouds at the corners of a square; opposite corners share a class.

        x = (s₁, s₂) + noise · ε,   s₁, s₂ = ±1,   ε ~ N(0, I)
        y = 1 if s₁ ≠ s₂, else 0

    Returns X (n, 2) and y (n,).
    """
    n, noise = guards.points("xor", n, rng, noise)
    corner = _classes(n, 4, rng)
    bits = np.column_stack([corner % 2, corner // 2])
    X = 2.0 * bits - 1 + rng.normal(size=(n, 2)) * noise
    return X, bits[:, 0] ^ bits[:, 1]


def moons(n, *, rng=None, noise=0.15):
    """Two half circles of radius 1, each with one end inside the other.

        x = (cos t, sin t) + noise · ε            for class 0
        x = (1 − cos t, 1/2 − sin t) + noise · ε  for class 1
        t uniform on [0, π),   ε ~ N(0, I)

    Returns X (n, 2) and y (n,).
    """
    n, noise = guards.points("moons", n, rng, noise)
    y = _classes(n, 2, rng)
    X = _polar(1, rng.uniform(0, np.pi, n))
    X = np.where(y[:, None] == 1, [1, 0.5] - X, X)
    return X + rng.normal(size=(n, 2)) * noise, y


def spirals(n, *, rng=None, noise=0.12, arms=3):
    """Arms that wind nearly once around the origin; the class is the number of the arm.

        x = r (cos φ, sin φ) + noise · ε,   ε ~ N(0, I)
        r uniform on [0.2, 2),   φ = 2π (r/2 + y/arms)

    At the same angle, neighboring arms are 2/arms apart. Returns X (n, 2) and y (n,).
    """
    n, noise = guards.points("spirals", n, rng, noise)
    arms = guards.whole("spirals", "arms", arms, example=3)
    y = _classes(n, arms, rng)
    r = rng.uniform(0.2, 2, n)
    phi = 2 * np.pi * (r / 2 + y / arms)
    return _polar(r, phi) + rng.normal(size=(n, 2)) * noise, y


def load_digits():
    """1,797 handwritten digits of 8 × 8 pixels, from a file in this package.

    Returns X (1797, 64), ink in each pixel from 0 to 16, row by row from the top left
    (X[i].reshape(8, 8) is the picture), and y (1797,), the digit.
    E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, test
    part, UCI Machine Learning Repository, doi:10.24432/C50P49, CC BY 4.0.
    """
    import importlib.resources  # here, since it takes a tenth of NumPy's time

    path = importlib.resources.files(__package__) / "data" / "digits.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        images, labels = data["images"], data["labels"]
    return images.reshape(len(images), -1).astype(np.float64), labels.astype(np.int64)


def _classes(n, n_classes, rng):
    """Class numbers in random order, as many of each, or one more."""
    return rng.permutation(n).astype(np.int64) % n_classes


def _polar(r, phi):
    """The points with radius r and angle phi, (n, 2)."""
    return np.column_stack([r * np.cos(phi), r * np.sin(phi)])
