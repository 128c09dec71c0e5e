"""Surfaces to walk down: a height, its gradient, and what is known of it. Lesson 06."""

from typing import NamedTuple

import numpy as np

DOMAIN = 3.0  # each surface is shown over −3 … 3


class Surface(NamedTuple):
    """L(θ) over the plane, or over a line.

    formula  : L(θ) in symbols
    height   : θ (..., dims) → L (...)
    gradient : θ (..., dims) → ∇L (..., dims)
    lowest   : the least height
    minima   : the points where the gradient is 0 and every way leads up
    curvature : λ_max, the largest second derivative, where it is the same everywhere
    """

    formula: str
    dims: int
    height: object
    gradient: object
    lowest: float
    minima: tuple
    curvature: float | None = None

    @property
    def limit(self):
        """The learning rate 2/λ_max, above which plain gradient descent diverges."""
        return None if self.curvature is None else 2 / self.curvature


def quadratic(formula, *curvatures):
    """L = ½ Σ λᵢ θᵢ², so that ∇L = λ θ."""
    lam = np.array(curvatures)
    return Surface(
        formula,
        len(lam),
        lambda p: 0.5 * np.sum(lam * p**2, axis=-1),
        lambda p: lam * p,
        0.0,
        ((0.0,) * len(lam),),
        float(lam.max()),
    )


def _rosenbrock(p):
    x, y = p[..., 0], p[..., 1]
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def _rosenbrock_gradient(p):
    x, y = p[..., 0], p[..., 1]
    bend = y - x**2
    return np.stack([-2 * (1 - x) - 400 * x * bend, 200 * bend], axis=-1)


def _wells(tilt):
    """L = ½ y² + ¼ x⁴ − ½ x² + tilt x: two valleys, and between them a saddle."""

    def height(p):
        x, y = p[..., 0], p[..., 1]
        return y**2 / 2 + x**4 / 4 - x**2 / 2 + tilt * x

    def gradient(p):
        x, y = p[..., 0], p[..., 1]
        return np.stack([x**3 - x + tilt, y], axis=-1)

    flat = np.sort(np.roots([1, 0, -1, tilt]).real)
    bottoms = tuple((float(x), 0.0) for x in (flat[0], flat[2]))
    return height, gradient, float(height(np.array(bottoms)).min()), bottoms


SURFACES = {
    "parabola": quadratic("L = ½ θ²", 1.0),
    "bowl": quadratic("L = ½ (θ₁² + θ₂²)", 1.0, 1.0),
    "ravine": quadratic("L = ½ (¼ θ₁² + 25 θ₂²)", 0.25, 25.0),
    "rosenbrock": Surface(
        "L = (1 − θ₁)² + 100 (θ₂ − θ₁²)²",
        2,
        _rosenbrock,
        _rosenbrock_gradient,
        0.0,
        ((1.0, 1.0),),
    ),
    "saddle": Surface("L = ½ θ₂² + ¼ θ₁⁴ − ½ θ₁²", 2, *_wells(0.0)),
    "valleys": Surface("L = ½ θ₂² + ¼ θ₁⁴ − ½ θ₁² + 0.2 θ₁", 2, *_wells(0.2)),
}
