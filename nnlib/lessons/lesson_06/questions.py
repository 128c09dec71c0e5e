"""Numbers for the questions of lesson 06: steps of gradient descent."""

import math

import nnlib as nn


def recall():
    tanh = nn.tanh_slope(0.9)
    again = float(nn.tanh_slope(nn.tanh(0.9)))
    return {"chance": math.log(2), "tanh": tanh, "two": tanh**2, "again": again}


def puzzle():
    def distance(lr, steps):
        return abs(4 * (1 - 2 * lr) ** steps)

    growth = distance(3, 1) ** 2 / distance(3, 0) ** 2
    numbers = {"first": -1 - 3 * 2 * (-1 - 3), "one": 1 / 2, "growth": growth}
    return numbers | {"middle": distance(0.03, 10) ** 2, "loss": distance(3, 10) ** 2}


def predict():
    return {
        "answer": _walk(lambda t: t - 2 * t),
        "slips": {
            "half": _walk(lambda t: t - 1 * t),
            "uphill": _walk(lambda t: t + 2 * t),
            "rate_alone": _walk(lambda t: t - 2),
            "shrinking": _walk(lambda t: -t / 2),
        },
    }


def steps():
    lr, theta, table = 0.25, -1.0, []
    names = "uphill", "no_rate", "no_two", "rate_alone", "value"
    slips = {name: [] for name in names}
    for _ in range(3):
        slope = 2 * (theta - 3)
        after = theta - lr * slope
        table.append([theta, slope, after])
        slips["uphill"].append([None, None, theta + lr * slope])
        slips["no_rate"].append([None, None, theta - slope])
        slips["no_two"].append([None, theta - 3, theta - lr * (theta - 3)])
        slips["rate_alone"].append([None, None, theta + lr])
        slips["value"].append([None, (theta - 3) ** 2, None])
        theta = after
    return {"table": table, "slips": slips, "left": abs(theta - 3)}


def exit():
    lr, curvature = 0.1, 40
    losses = [2 * (1 - lr * curvature) ** (2 * step) for step in range(3)]
    numbers = {f"l{step}": loss for step, loss in enumerate(losses)}
    numbers |= {"ratio": losses[1] / losses[0], "product": lr * curvature}
    numbers |= {"limit": 2 / curvature, "nine": 0.09 * curvature}
    return numbers | {"still": (1 - 0.09 * curvature) ** 2, "tiny": 1e-7 * curvature}


def _walk(step, start=1.0):
    """Return the three points after the start."""
    points = [start]
    for _ in range(3):
        points.append(step(points[-1]))
    return points[1:]
