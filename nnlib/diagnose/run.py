"""Stage 6, the run: asked only where it has not learned what the data hold."""

# Some dead units are normal, and paid for; with most of a layer, ask.
DEAD = 0.5
# Nine of ten outputs on the flat part: hardly any sample can move the layer.
FLAT = 0.9
# Four samples and more parameters than that: the loss should come near 0.
BY_HEART = 0.1
# Still falling: the last tenth of the run brought this part of what is left, to the
# linear model or to 0.
FALLING = 0.015


def dead(run):
    layers = [(count / units, k, count, units) for k, count, units in run.dead()]
    share, k, count, units = max(layers, default=(0, 0, 0, 0))
    if not run.learned and share > DEAD:
        return {"k": k, "dead": count, "units": units, "n": run.n,
                "now": run.now, "constant": run.constant}  # fmt: skip
    return None


def saturated(run):
    share, k = max(((share, k) for k, share in run.flat()), default=(0, 0))
    if not run.learned and share >= FLAT:
        return {"k": k, "layer": repr(run.net.layers[k]), "share": share, "n": run.n,
                "last": run.last, "constant": run.constant}  # fmt: skip
    return None


def too_short(run):
    """Not there yet, and still on its way."""
    if run.learned:
        return None
    tail = max(1, run.epochs // 10)
    then = max(-1 - tail, -run.epochs)
    before = run.losses[then]
    fell = before - run.last
    goal = run.linear if run.linear is not None and run.linear < run.last else 0.0
    left = run.last - goal
    if run.epochs == 1:
        return {"case": "once", "last": run.last, "constant": run.constant}
    if fell > FALLING * max(left, 0.1 * run.constant):
        return {"epochs": run.epochs, "last": run.last, "before": before,
                "then": run.number(then),
                "constant": run.constant}  # fmt: skip
    return None


def cannot_memorize(run):
    if run.learned or run.n < 4 or not run.constant or _beats_nothing(run):
        return None
    best, nothing = run.memorize(BY_HEART)
    if best > BY_HEART * nothing:
        return {"best": best, "constant": nothing}
    return None


def _beats_nothing(run):
    return run.now < 0.9 * run.constant


def not_learned(run):
    if run.learned:
        return None
    numbers = {"now": run.now, "constant": run.constant, "epochs": run.epochs}
    if run.score is not None and run.possible is not None:
        numbers |= {"score": run.score, "possible": run.possible, "base": run.base}
        kind = "classes" if run.labels is not None else "numbers"
        if run.possible > run.base:
            return {**numbers, "case": kind}
    return numbers


SIGNS = (dead, saturated, too_short, cannot_memorize, not_learned)
