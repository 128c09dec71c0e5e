"""The stretch of lesson 03: a gradient carried back through softmax."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import SIZES, Exercise


def shares_and_slopes(rng):
    """Yield shares P, rows that sum to 1, and upstream slopes dP."""
    for shape in SIZES:
        yield nn.softmax(rng.normal(size=shape)), rng.normal(size=shape)


def backward_loop(P, dP):
    dZ = np.empty(P.shape)
    for i, (p, dp) in enumerate(zip(P, dP, strict=True)):
        dZ[i] = (np.diag(p) - np.outer(p, p)) @ dp
    return dZ


def common_part(P, dP):
    """The sum over k of dp_k p_k, one number per row."""
    return np.sum(dP * P, axis=1, keepdims=True)


def first_row_for_all(P, dP):
    return dP @ (np.diag(P[0]) - np.outer(P[0], P[0]))


def backward_float32(P, dP):
    return nn.softmax_backward(P.astype("float32"), dP.astype("float32"))


BACKWARD = Exercise(
    "ex03-softmax-backward",
    reference=nn.softmax_backward,
    inputs=shares_and_slopes,
    returns=("dZ",),
    misconceptions={
        "diagonal": lambda P, dP: dP * P * (1 - P),  # H10
        "own share only": lambda P, dP: P * dP,
        "others only": lambda P, dP: -P * common_part(P, dP),
        "not times p": lambda P, dP: dP - common_part(P, dP),
        "not weighted": lambda P, dP: P * (dP - dP.sum(axis=1, keepdims=True)),
        "mean": lambda P, dP: P * (dP - np.mean(dP * P, axis=1, keepdims=True)),
        "columns": lambda P, dP: P * (dP - np.sum(dP * P, axis=0)),
        "whole batch": lambda P, dP: P * (dP - np.sum(dP * P)),
        "no keepdims": lambda P, dP: P * (dP - np.sum(dP * P, axis=1)),  # B6
        "sign": lambda P, dP: P * (common_part(P, dP) - dP),
        "plus": lambda P, dP: P * (dP + common_part(P, dP)),
        "softmax again": lambda P, dP: nn.softmax_backward(nn.softmax(P), dP),  # D2
        "difference": lambda P, dP: P - dP,
        "first row": first_row_for_all,
        "matrix": lambda P, dP: (np.diag(P) - P @ P.T) @ dP,  # B5
    },
    right={
        "loop": backward_loop,
        "expanded": lambda P, dP: P * dP - P * common_part(P, dP),
        "einsum": lambda P, dP: P * (dP - np.einsum("ij,ij->i", P, dP)[:, None]),
        "float32": backward_float32,
    },
)

EXERCISES = (BACKWARD,)
