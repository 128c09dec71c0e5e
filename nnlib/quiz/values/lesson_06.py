"""Numbers for the questions of lesson 06: steps of gradient descent."""

import math

import nnlib as nn


def recall():
    tanh = nn.tanh_slope(0.9)
    again = float(nn.tanh_slope(nn.tanh(0.9)))
    return {"chance": math.log(2), "tanh": tanh, "two": tanh**2, "again": again}


def predict():
    return {
        "answer": _walk(lambda t: t - 1 * 2 * t),
        "slips": {
            "half": _walk(lambda t: t - 0.5 * 2 * t),
            "uphill": _walk(lambda t: t + 1 * 2 * t),
            "rate_alone": _walk(lambda t: t - 1),
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


def _walk(step, start=1.0):
    """Return the three points after the start."""
    points = [start]
    for _ in range(3):
        points.append(step(points[-1]))
    return points[1:]
