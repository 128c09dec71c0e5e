"""Stage 7, data that the network was not trained on: the same kind, and as good?"""

import numpy as np

from .baselines import NEAREST, balanced, labels_of, nearest, vote

# Fewer rows say little about a scale, or about labels.
FEW, FEW_LABELS = 10, 30
# A mean moved by two standard deviations, a spread threefold, in most columns.
SHIFT, SPREAD = 2, 3
# One row in ten, and many more than are alike inside the training data.
LEAK, MORE = 0.1, 3
# Held-out loss up again by 10 % of a blind guess, and of its own best: more than noise.
OVER = 0.1
# Fifteen of a hundred fewer right than in training, and more than chance gives.
GAP = 0.15


def other_scale(run):
    """Columns of another mean or spread than those that the network learned from."""
    if run.held_out is None or len(run.held_out[0]) < FEW:
        return None
    X, V = run.X, run.held_out[0]
    varied = X.std(axis=0) > 1e-9 * (1 + np.abs(X).max(axis=0))
    if not varied.any():
        return None
    std, spread = X[:, varied].std(axis=0), V[:, varied].std(axis=0)
    shift = np.abs(V[:, varied].mean(axis=0) - X[:, varied].mean(axis=0)) / std
    ratio = np.median(spread / std)
    if np.median(shift) > SHIFT or not 1 / SPREAD <= ratio <= SPREAD:
        k = int(np.argmax(shift + np.abs(np.log(np.maximum(spread / std, 1e-9)))))
        column = int(np.flatnonzero(varied)[k])
        return {"column": column, "mean": X[:, column].mean(), "std": std[k],
                "mean_valid": V[:, column].mean(), "std_valid": spread[k]}  # fmt: skip
    return None


def leak(run):
    """Held-out rows that were trained on."""
    if run.held_out is None or len(run.held_out[0]) < FEW:
        return None
    rows = {row.tobytes() for row in np.ascontiguousarray(run.X)}
    valid = np.ascontiguousarray(run.held_out[0])
    known = sum(row.tobytes() in rows for row in valid)
    alike = 1 - len(rows) / run.n
    if known / len(valid) >= max(LEAK, MORE * alike):
        return {"known": known, "n": len(valid)}
    return None


def other_labels(run):
    """Held-out labels that mean something else, or stand beside other rows."""
    if run.held_out is None or run.labels is None or run.neighbors_score is None:
        return None
    X, y = run.held_out
    labels = labels_of(y)
    if labels is None or len(labels) < FEW_LABELS or len(np.unique(labels)) < 2:
        return None
    if run.neighbors_score < run.base + 0.25:
        return None
    k = max(run.n_classes, int(labels.max()) + 1)
    near = nearest(run.as_seen(X), run.inputs[run.some], NEAREST)
    said = vote(run.labels[run.some][near], k)
    score = balanced(said, labels)
    if score > run.base + 0.4 * (run.neighbors_score - run.base):
        return None
    table = np.zeros((k, k), int)
    np.add.at(table, (labels, said), 1)
    numbers = {"score": score, "train": run.neighbors_score, "n": len(labels)}
    named = table.argmax(axis=1)
    hits = table.max(axis=1).sum() / len(labels)
    if hits > run.base + 0.6 * (run.neighbors_score - run.base):
        c = int(next(c for c in np.argsort(-table.max(axis=1)) if named[c] != c))
        share = table[c, named[c]] / table[c].sum()
        return {**numbers, "case": "renamed", "label": c, "said": int(named[c]),
                "share": float(share)}  # fmt: skip
    return numbers


def overfitting(run):
    return _rises(run) or _gap(run)


def _rises(run):
    """The held-out loss rises again while the training loss falls."""
    valid = run.held_out_losses
    if valid is None or not np.isfinite(valid).all():
        return None
    k = int(valid.argmin())
    best, late = valid[k], np.median(valid[-max(1, run.epochs // 20) :])
    rise = late - best
    if rise > OVER * max(run.constant, best) and run.last < run.losses[k]:
        return {"epoch": run.number(k), "best": best, "late": late,
                "then": run.losses[k], "last": run.last}  # fmt: skip
    return None


def _gap(run):
    """Far fewer right than in training."""
    if run.held_out is None or run.score is None or len(run.held_out[0]) < FEW:
        return None
    X, y = run.held_out
    score = run.score_of(run.net(X), y)
    if score is None:
        return None
    chance = 2.5 * np.sqrt(0.25 / len(y))
    if run.score - score > GAP + chance / 2 and run.score - score > chance:
        kind = "gap" if run.labels is not None else "gap-numbers"
        return {"case": kind, "train": run.score, "valid": score, "base": run.base,
                "n": run.n, "m": len(y)}  # fmt: skip
    return None


SIGNS = (other_scale, leak, other_labels, overfitting)
