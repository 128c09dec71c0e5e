"""Numbers for the questions of lesson 03: activations and their slopes."""

import numpy as np

import nnlib as nn


def recall():
    return {"slope": (5.03 - 5) / 0.01}


def predict():
    s0, s2, s6 = nn.sigmoid_slope(nn.sigmoid(np.array([0.0, 2.0, 6.0])))
    return {"s0": s0, "s2": s2, "s6": s6, "ratio": s0 / s6}


def exit():
    return {"seven": 0.25**7}
