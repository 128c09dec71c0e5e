"""Lesson 05: a gradient check, fed right and wrong ones, and a hunt for a blind one."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms, hunt


def corner(t):
    """A function with the slope 0 in its first entry at 1, and its gradient."""
    s = np.sin(2 * t)
    f = (t[0] - 1) ** 3 + np.sum(s[1:]) + 3 * t[1] * t[2]
    g = 2 * np.cos(2 * t)
    g[0] = 3 * (t[0] - 1) ** 2
    return f, g + 3 * np.array([0, t[2], t[1], 0, 0])


def hill(t):
    """A function that bends more than the other, so nudges are less exact."""
    w = np.arange(1, 4)
    return np.exp(t @ w / 3) + np.sum(np.sin(4 * t)), (
        np.exp(t @ w / 3) * w / 3 + 4 * np.cos(4 * t)
    )


def functions(rng):
    """Yield f, a place, and the right gradient there."""
    at = np.array([1.0, 0.4, -0.7, 0.3, 0.2])
    yield lambda t: float(corner(t)[0]), at, corner(at)[1]
    at = rng.uniform(0.5, 1, size=3)
    yield lambda t: float(hill(t)[0]), at, hill(at)[1]


class Watched:
    """f, and where it was asked."""

    def __init__(self, f, theta):
        self.f, self.start, self.moves, self.types = f, theta.copy(), [], set()

    def __call__(self, theta):
        theta = np.asarray(theta)
        self.types.add(str(theta.dtype))
        self.moves.append(np.abs(theta - self.start))
        return self.f(theta)

    def facts(self):
        """How it was nudged; true of every check that nudges entry by entry."""
        moved = [move for move in self.moves if move.any()]
        together = [int(np.count_nonzero(move > 1e-10)) for move in moved[:1]]
        return {
            "first_alone": together in ([1], [0]),
            "later_alone": all(
                np.count_nonzero(move > 1e-10) <= 1 for move in moved[1:]
            ),
            "not_tiny": all(move.max() > 1e-9 for move in moved),
            "float64": self.types == {"float64"},
        }


def plain(verdict):
    """True or False; None stays None, and anything else counts as a yes."""
    if verdict is None:
        return None
    return bool(verdict) if isinstance(verdict, (bool, np.bool_)) else True


def fed(agrees, f, theta, gradient):
    """What a check says to right gradients and to wrong ones."""
    watched = Watched(f, theta)
    first = agrees(watched, theta, gradient)
    first_off, last_off = gradient.copy(), gradient.copy()
    first_off[1] *= 1.01
    last_off[-1] *= -1
    nan = np.where(np.arange(len(theta)) == 1, np.nan, gradient)
    small = {
        scale: plain(agrees(lambda t: 1e-9 * f(t), theta, 1e-9 * scale * gradient))
        for scale in (1, 0.01)
    }
    wrong = {
        "doubled": 2 * gradient,
        "turned": -gradient,
        "one_off": first_off,
        "last_turned": last_off,
        "one_nan": nan,
    }
    verdicts = {name: plain(agrees(f, theta, g)) for name, g in wrong.items()}
    verdicts["too_small"] = small[0.01]
    return {
        "if_right": {
            "right": plain(first),
            "tiny": small[1],
        },
        "if_wrong": verdicts,
        "yes_or_no": isinstance(first, (bool, np.bool_)),
        "nudges": watched.facts(),
    }


def numeric(f, theta, h=1e-5):
    return nn.numerical_gradient(f, theta, h)


def by(compare, slopes=numeric):
    """Return a check that compares a gradient with nudges in some way."""
    return lambda f, theta, gradient: compare(gradient, slopes(f, theta))


def close(tolerance):
    return lambda a, b: bool(nn.relative_error(a, b) <= tolerance)


def one_sided(f, theta, h=1e-5):
    here, steps = f(theta), h * np.eye(len(theta))
    return np.array([(f(theta + step) - here) / h for step in steps])


def at_once(f, theta, h=1e-5):
    return np.full(theta.shape, (f(theta + h) - f(theta - h)) / (2 * h))


def never_back(f, theta, h=1e-5):
    g, t = np.zeros(theta.shape), theta.copy()
    for j in range(len(t)):
        t[j] += h
        above = f(t)
        t[j] -= 2 * h
        g[j] = (above - f(t)) / (2 * h)
    return g


def in_float32(f, theta, h=1e-5):
    t, g = theta.astype("f4"), np.zeros(theta.shape)
    for j in range(len(t)):
        step = np.zeros(theta.shape, "f4")
        step[j] = h
        g[j] = (f(t + step) - f(t - step)) / (2 * h)
    return g


def entries(floor):
    def compare(a, b):
        size = np.maximum(np.abs(a), np.abs(b)) + floor
        return bool(np.all(np.abs(a - b) <= 1e-6 * size))

    return compare


def same_direction(a, b):
    return bool(a @ b >= (1 - 1e-9) * np.linalg.norm(a) * np.linalg.norm(b))


def same_length(a, b):
    sizes = np.linalg.norm(a), np.linalg.norm(b)
    return bool(abs(sizes[0] - sizes[1]) <= 1e-6 * max(sizes))


def worst_by_largest(a, b):
    return np.max(np.abs(a - b)) < 1e-5 * np.max(np.abs([a, b]))


def blind_to_nan(a, b):
    return not nn.relative_error(a, b) > 1e-6


CHECK = Exercise(
    "ex05-check",
    reference=by(close(1e-6)),
    inputs=functions,
    use=fed,
    misconceptions={
        "absolute": forms(  # H16
            by(lambda a, b: bool(np.abs(a - b).max() < 1e-4)),
            by(lambda a, b: bool(np.linalg.norm(a - b) < 1e-6)),
            by(lambda a, b: bool(np.allclose(a, b))),
        ),
        "coarse": by(close(0.02)),
        "first entry only": by(  # H16
            lambda a, b: bool(abs(a[0] - b[0]) <= 1e-6 * np.abs(b).max())
        ),
        "last entry only": by(
            lambda a, b: bool(abs(a[-1] - b[-1]) <= 1e-6 * np.abs(b).max())
        ),
        "too strict": forms(
            by(close(1e-6), one_sided),
            by(close(1e-14)),
            by(np.array_equal),
            by(close(1e-6), lambda f, theta: numeric(f, theta, 1e-3)),
        ),
        "tiny nudge": by(  # G8
            close(1e-6), lambda f, theta: nn.numerical_gradient(f, theta, 1e-12)
        ),
        "float32": by(close(1e-6), in_float32),  # H16
        "all at once": by(close(1e-6), at_once),  # G9
        "never back": by(close(1e-6), never_back),
        "entry by entry": forms(by(entries(0)), by(entries(1e-8))),
        "blind to nan": by(blind_to_nan),
        "lengths": by(same_length),
        "directions": by(same_direction),
        "with itself": by(lambda a, b: True),  # A6
        "the other way round": by(lambda a, b: not close(1e-6)(a, b)),
        "the error": forms(
            by(nn.relative_error),
            by(lambda a, b: np.isclose(a, b)),
            by(lambda a, b: "yes" if close(1e-6)(a, b) else "no"),
        ),
    },
    right={
        "largest difference": by(worst_by_largest),
        "loose": by(close(1e-4), lambda f, theta: one_sided(f, theta, 1e-7)),
        "allclose without atol": by(
            lambda a, b: np.allclose(a, b, rtol=0, atol=1e-5 * np.abs(b).max())
        ),
        "plain floats": by(
            lambda a, b: (
                not sum((a - b) ** 2) ** 0.5 >= 1e-6 * sum(b * b) ** 0.5
                and bool(np.isfinite(a).all())
            )
        ),
    },
)


def gradients(rng):
    """Yield f, a place, the right gradient, and one that is twice as large."""
    for f, theta, gradient in functions(rng):
        yield f, theta, gradient, 2 * gradient


def two_answers(agrees, f, theta, right, doubled):
    return {
        "if_right": plain(agrees(f, theta, right)),
        "if_doubled": plain(agrees(f, theta, doubled)),
    }


def writes_into(start):
    """A check whose numerical gradient starts as `start(gradient)`."""

    def agrees(f, theta, gradient):
        slopes = start(gradient)
        slopes[...] = numeric(f, theta)
        return nn.relative_error(gradient, slopes) <= 1e-6

    return agrees


def copied_too_late(f, theta, gradient):
    kept, slopes = gradient.copy(), gradient
    slopes[...] = numeric(f, theta)
    return nn.relative_error(kept, slopes) <= 1e-6


HUNT = Exercise(
    "ex05-hunt-check",
    reference=("doubled", writes_into(np.zeros_like)),
    inputs=gradients,
    use=hunt(two_answers),
    stub=(..., writes_into(lambda g: g)),
    misconceptions={
        "right": ("right", writes_into(np.zeros_like)),
        "again": ("again", writes_into(np.zeros_like)),
        "theta": ("theta", writes_into(np.zeros_like)),
        "unrepaired": forms(  # A6
            ("doubled", writes_into(lambda g: g)),
            ("doubled", writes_into(lambda g: g[:])),
        ),
        "written into": ("doubled", copied_too_late),  # A7
        "never": ("doubled", lambda f, theta, gradient: False),
        "the other way round": (
            "doubled", lambda *given: not writes_into(np.zeros_like)(*given)
        ),
    },
    right={
        "copy": ("Doubled", writes_into(np.copy)),
        "empty": ("doubled", writes_into(np.empty_like)),
        "library": ("doubled", by(close(1e-5))),
    },
)  # fmt: skip

EXERCISES = (CHECK, HUNT)
