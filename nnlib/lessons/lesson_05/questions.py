"""Numbers for the questions of lesson 05: the chain rule on small graphs."""

import nnlib as nn


def recall():
    return {"sigmoid": float(nn.sigmoid_slope(nn.sigmoid(5.0)))}


def predict():
    upstream, a = 0.5, 0.8
    slope = nn.sigmoid_slope(a)
    again = nn.sigmoid_slope(nn.sigmoid(a))
    return {
        "answer": [upstream * slope],
        "slips": {
            "unchanged": [upstream],
            "times_output": [upstream * a],
            "slope_alone": [slope],
            "sigmoid_again": [upstream * again],
            "minus": [-upstream * slope],
        },
        "gradient": upstream * slope,
        "slope": slope,
    }


def halfway():
    a = 0.99
    upstream, slope = 2 * a, nn.sigmoid_slope(a)
    return {
        "upstream": upstream,
        "slope": slope,
        "gradient": upstream * slope,
        "minus": -upstream * slope,
    }


def graph():
    x, w, b = 2, 3, -4
    u = x * w
    v = u + b
    L = u * v
    dL = 1
    dv, direct = dL * u, dL * v
    du = direct + dv
    values = [x, w, b, u, v, L]
    table = [[x, du * w], [w, du * x], [b, dv], [u, du], [v, dv], [L, dL]]
    return {
        "table": table,
        "slips": {
            "direct_only": _gradients(direct * w, direct * x, None, direct),
            "through_v_only": _gradients(dv * w, dv * x, None, dv),
            "product_of_ways": _gradients(
                direct * dv * w, direct * dv * x, None, direct * dv
            ),
            "value": [[None, value] for value in values[:3]] + [[None, None]] * 3,
        },
        "u": du,
        "direct": direct,
        "through": dv,
        "w": du * x,
    }


def _gradients(x, w, b, u):
    """Return rows of a table whose values are not in question."""
    return [[None, value] for value in (x, w, b, u, None, None)]
