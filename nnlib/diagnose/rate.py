"""Stage 5, the learning rate: read off the curve, and off one step down the slope."""

import numpy as np

# Up to 1.5 times, a loss may well rise from an unlucky start to a plateau.
RISEN = 2
# Thrown far above a blind guess, and not back; or so far that nothing else does it.
THROWN, BACK, FAR = 2, 0.8, 10
# Up and down, each at least a third of the time; a mean step of 5 % of a blind guess,
# or of 10 % in a run that has learned all the same.
UPS, STEP = 1 / 3, 0.05
# One step down the slope gains as much as this many epochs did at the end of the run.
EPOCHS = 20
# A slow run never moves by more than this part of a blind guess in one epoch.
GENTLE = 0.05
# The part of a blind guess that such a step has to gain to be worth a word.
WORTH = 0.02


def not_finite(run):
    bad = np.flatnonzero(~np.isfinite(run.losses))
    if bad.size:
        k = int(bad[0])
        numbers = {"epoch": run.number(k), "loss": run.losses[k]}
        if k:
            return {**numbers, "before": run.losses[k - 1]}
        return {**numbers, "case": "at-once"}
    values = run.net.theta, run.output, np.array(run.now)
    if not all(np.isfinite(value).all() for value in values):
        return {"last": run.last, "case": "after"}
    return None


def rising(run):
    risen = run.last > RISEN * max(run.first, run.constant)
    if risen and not run.learned and oscillating(run) is None:
        return {"first": run.first, "last": run.last, "epochs": run.epochs,
                "constant": run.constant}  # fmt: skip
    return None


def thrown(run):
    """Somewhere on the way the loss shot up, and it never came down again."""
    k = int(run.losses.argmax())
    before = max(run.first, run.constant)
    times = run.losses[k] / before
    if run.learned or run.epochs < 3 or times <= THROWN:
        return None
    if times > FAR or run.last > BACK * run.constant:
        return {"epoch": run.number(k), "top": run.losses[k], "first": run.first,
                "last": run.last, "constant": run.constant}  # fmt: skip
    return None


def oscillating(run):
    late = run.losses[run.epochs // 2 :]
    steps = np.diff(late)
    if len(steps) < 5:
        return None
    ups, step = np.mean(steps > 0), np.mean(np.abs(steps))
    limit = STEP * (2 if run.learned else 1) * run.constant
    if UPS <= ups <= 1 - UPS and step > limit:
        return {"ups": int(np.sum(steps > 0)), "steps": len(steps), "step": step,
                "low": late.min(), "high": late.max()}  # fmt: skip
    return None


def not_moving(run):
    """One step down the slope would do what many epochs did not."""
    if run.learned or run.epochs < 2:
        return None
    tail = max(1, run.epochs // 4)
    fell = (run.losses[-1 - tail] - run.last) / tail
    gentle = np.abs(np.diff(run.losses)).max() <= GENTLE * run.constant
    best, step, gradient = run.one_step
    gain = run.now - best
    if gentle and gain > max(EPOCHS * fell, WORTH * run.constant):
        return {"first": run.first, "last": run.last, "epochs": run.epochs,
                "now": run.now, "best": best, "step": step,
                "gradient": gradient}  # fmt: skip
    return None


SIGNS = (not_finite, rising, oscillating, thrown, not_moving)
