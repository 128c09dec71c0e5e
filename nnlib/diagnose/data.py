"""Stage 1, the data: what no network can mend."""

import numpy as np

from .baselines import balanced, vote

# Equal rows with different answers: of each such pair one cannot be right.
TWINS = 0.2
# What is learned in spite of them, beyond chance, makes them worth no word.
ABOVE = 0.25
# Standardized columns have size 1. A step that suits one column suits another as long
# as their squares, which set the curvature, are within a hundred of each other.
LARGE, SMALL, APART = 10, 0.1, 100
# A target of size 30 asks for weights that a step for size 1 takes an age to reach.
FAR_TARGETS = 10
# Fewer rows, or fewer of a class, say nothing about who stands near whom.
FEW, FEW_OF_A_CLASS = 60, 15
# Above what chance gives, by this many standard errors, labels follow the inputs:
# in the view of one of two, or of both together.
SURE, TOGETHER = 2.5, 3
# Where the nearest rows agree most, a quarter of all, overlapping clouds still disagree
# with one row in ten; labels of which a third were redrawn, with one in four or more.
NOISE, MANY = 0.2, 100
# Nine of ten rows of one class, and the network says that class for (nearly) all.
MAJORITY, ALWAYS = 0.8, 0.98


def one_answer(run):
    if run.n > 1 and run.X.size and (run.y == run.y[:1]).all():
        return {"n": run.n, "answer": float(run.y.flat[0])}
    return None


def twins(run):
    """Equal rows with different answers."""
    above = 0 if run.score is None else run.score - run.base
    if run.n < 8 or (run.learned and above > ABOVE):
        return None
    _, group = np.unique(run.X, axis=0, return_inverse=True)
    answers, group = run.y.reshape(run.n, -1)[:, 0], group.ravel()
    low, high = np.full(group.max() + 1, np.inf), np.full(group.max() + 1, -np.inf)
    np.minimum.at(low, group, answers)
    np.maximum.at(high, group, answers)
    torn = int(np.sum((low < high)[group]))
    if torn >= TWINS * run.n:
        return {"torn": torn, "n": run.n, "different": int(group.max() + 1)}
    return None


def unscaled(run):
    """Columns, or targets, far from unit size; asked only if that did harm."""
    if run.learned:
        return None
    sizes = np.sqrt(np.mean(run.X**2, axis=0))
    spreads = run.X.std(axis=0)
    varied = np.flatnonzero(spreads > 1e-9 * sizes)
    if not varied.size:
        return None
    column = int(varied[sizes[varied].argmax()])
    least = int(varied[sizes[varied].argmin()])
    apart = sizes[column] > APART * sizes[least]
    if not SMALL <= sizes[column] <= LARGE or apart:
        low, high = run.X[:, column].min(), run.X[:, column].max()
        numbers = {"column": column, "size": sizes[column], "low": low, "high": high}
        if apart:
            numbers |= {"case": "apart", "least": least, "small": sizes[least]}
        return numbers
    return _far_targets(run)


def _far_targets(run):
    if run.labels is not None or run.y.dtype.kind != "f":
        return None
    size = float(np.sqrt(np.mean(run.y**2)))
    if size > FAR_TARGETS:
        low, high = run.y.min(), run.y.max()
        return {"case": "targets", "size": size, "low": low, "high": high}
    return None


def unrelated(run):
    """Labels that have nothing to do with the inputs, as if shuffled apart."""
    near, linear = run.neighbors_score, run.linear_ahead
    if run.n < FEW or near is None or linear is None or _good_on_held_out(run):
        return None
    if run.labels is None:
        if near < 0 and linear < 0.05:
            return {"case": "numbers"}
        return None
    counts = np.bincount(run.labels[run.some])
    counts = counts[counts > 0]
    if counts.min() < FEW_OF_A_CLASS or len(counts) < 2:
        return None
    chance = 1 / len(counts)
    error = np.sqrt(chance * (1 - chance) * np.mean(1 / counts) / len(counts))
    both = (near - chance) / error, (linear - chance) / (np.sqrt(2) * error)
    if max(both) < SURE and sum(both) < TOGETHER:
        return {"near": near, "chance": chance, "linear": linear}
    return None


def _good_on_held_out(run):
    if run.held_out is None:
        return False
    X, y = run.held_out
    score = run.score_of(run.net(X), y)
    return score is not None and score > run.base + 0.15


def noisy(run):
    """Many labels that contradict all that stands around them."""
    if run.labels is None or run.n < MANY or len(run.shares[run.shares > 0]) < 2:
        return None
    labels = run.labels[run.some]
    k = int(np.clip(np.bincount(labels).max() // 3, 0, 21))
    if k < 10 or run.neighbors_score < run.base + 0.1:
        return None
    near = labels[run.neighbors[:, :k]]
    said = vote(near, run.n_classes)
    agree = (near == said[:, None]).mean(axis=1)
    sure = agree >= np.quantile(agree, 0.75)
    wrong = float(np.mean(said[sure] != labels[sure]))
    if wrong > NOISE:
        return {"wrong": wrong, "rows": int(sure.sum()), "k": k}
    return None


def unbalanced(run):
    """One class is nearly all, and the network says nothing else."""
    if run.learned or run.labels is None or run.shares.max() < MAJORITY:
        return None
    if not np.isfinite(run.output).all() or run.now > 1.3 * run.constant:
        return None
    most = int(run.shares.argmax())
    says = min(float(np.mean(said == most)) for said in run.classes_of(run.output))
    if says >= ALWAYS:
        hits = float(np.mean(run.labels == most))
        score = balanced(np.full(run.n, most), run.labels)
        return {"most": most, "share": hits, "says": says, "score": score}
    return None


SIGNS = (one_answer, twins, unscaled, unrelated, noisy, unbalanced)
