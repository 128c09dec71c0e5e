"""Exercise of lesson 07: early stopping, and the weights that it keeps."""

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms

RUNS = (  # held-out losses, training losses, patience
    (
        (0.90, 0.60, 0.50, 0.55, 0.45, 0.50, 0.47, 0.46, 0.30, 0.20),
        (0.80, 0.60, 0.40, 0.30, 0.20, 0.10, 0.15, 0.16, 0.17, 0.18),
        3,
    ),
    ((0.9, 0.8, 0.7, 0.65), (0.9, 0.5, 0.6, 0.4), 2),
    ((0.9, 0.5, 0.5, 0.6, 0.4, 0.3), (0.7, 0.4, 0.5, 0.6, 0.3, 0.1), 2),
    ((0.6, 0.5, 0.52, 0.4, 0.6), (0.6, 0.4, 0.3, 0.5, 0.2), 1),
    (  # ends by itself, past its best epoch, which is better by very little
        (0.9, 0.5, 0.6, 0.49999, 0.7, 0.55),
        (0.9, 0.8, 0.7, 0.65, 0.6, 0.66),
        4,
    ),
    (
        (0.9, 0.8, 0.85, 0.7, 0.75, 0.6, 0.65, 0.66, 0.64, 0.63, 0.62, 0.1),
        (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.09, 0.08, 0.07),
        4,
    ),
)


def runs(rng):
    """Yield runs with a late valley, a tie, a zigzag, no turn, and an early end."""
    for valid, train, patience in RUNS:
        scale = rng.uniform(0.5, 2)
        yield scale * np.array(valid), scale * np.array(train), patience


def followed(stop, valid, train, patience):
    """Which epoch was called the best, which weights are there, when it stopped."""
    net, used = nn.Network(nn.Dense(2, 1, init=nn.zeros)), []

    def epochs():
        for number, losses in enumerate(zip(train, valid, strict=True)):
            net.theta[...] = 100 + number  # as an optimizer does, in place
            used.append(number)
            yield nn.Epoch(number, *losses)

    best = stop(epochs(), net, patience)
    facts = {"best": best, "used": len(used)}
    return facts | {"kept": net.theta.copy()}


def stopper(
    look=lambda epoch: epoch.valid_loss,
    better=lambda new, best: new < best,
    enough=lambda waited, patience: waited >= patience,
    reset=True,
    restore=True,
    compare="best",
    result="best",
):
    """Return early stopping with one of its parts replaced."""

    def stop(epochs, net, patience):
        lowest, best, theta, waited = None, None, net.theta.copy(), 0
        for epoch in epochs:
            L = look(epoch)
            if lowest is None or better(L, lowest):
                lowest, best, theta = L, epoch.number, net.theta.copy()
                waited = 0 if reset else waited
            else:
                waited += 1
                lowest = L if compare == "previous" else lowest
            if enough(waited, patience):
                break
        if restore:
            net.theta[...] = theta
        return {"best": best, "last": epoch.number, "loss": lowest, "theta": theta}[
            result
        ]

    return stop


def back_at_the_break_only(epochs, net, patience):
    lowest, waited = np.inf, 0
    for epoch in epochs:
        if epoch.valid_loss < lowest:
            lowest, best, waited = epoch.valid_loss, epoch.number, 0
            theta = net.theta.copy()
        else:
            waited += 1
            if waited == patience:
                net.theta[...] = theta
                break
    return best


def by_more_than(least):
    return stopper(better=lambda new, best: new < best - least)


def by_distance(epochs, net, patience):
    seen, kept = [], []
    for epoch in epochs:
        seen.append(epoch.valid_loss)
        kept.append(np.array(net.theta))
        best = int(np.argmin(seen))
        if len(seen) - 1 - best == patience:
            break
    net.theta = kept[best]
    return best


def by_generator(epochs, net, patience):
    best, theta = next(epochs), net.theta.copy()
    for epoch in epochs:
        if epoch.valid_loss < best.valid_loss:
            best, theta = epoch, net.theta.copy()
        elif epoch.number - best.number >= patience:
            break
    net.theta[:] = theta
    return best.number


def listed(epochs, net, patience):
    """The whole run first, and then a look for its lowest loss."""
    return min(list(epochs), key=lambda epoch: epoch.valid_loss).number


def name_only(epochs, net, patience):
    """A second name for θ, put back into itself."""
    best, theta = next(epochs), net.theta
    for epoch in epochs:
        if epoch.valid_loss < best.valid_loss:
            best, theta = epoch, net.theta
        elif epoch.number - best.number >= patience:
            break
    net.theta[...] = theta
    return best.number


def when(got, valid, *_):
    return {"used": got["used"], "there": len(valid)}


def which(got, *_):
    return {"last": f"{got['kept'][0] - 100:.0f}"}


STOP = Exercise(
    "ex07-stop",
    reference=stopper(),
    inputs=runs,
    use=followed,
    misconceptions={
        "last weights": forms(stopper(restore=False), name_only),  # A6
        "put back at the break only": back_at_the_break_only,
        "hardly better": forms(*map(by_more_than, (1e-2, 1e-3, 1e-4))),
        "last of all": stopper(restore=False, result="last"),
        "last number": stopper(result="last"),
        "runs on": stopper(enough=lambda waited, patience: False),
        "listed": listed,
        "first rise": stopper(enough=lambda waited, patience: waited >= 1),
        "one early": stopper(
            enough=lambda waited, patience: waited >= max(1, patience - 1)
        ),
        "one late": stopper(enough=lambda waited, patience: waited > patience),
        "never reset": stopper(reset=False),
        "previous": stopper(compare="previous"),
        "ties": stopper(better=lambda new, best: new <= best),
        "training loss": stopper(look=lambda epoch: epoch.train_loss),  # K1
        "highest": stopper(better=lambda new, best: new > best),
        "gap": stopper(look=lambda epoch: epoch.valid_loss - epoch.train_loss),  # K8
        "loss given back": stopper(result="loss"),
        "theta given back": stopper(result="theta"),
    },
    right={"distance": by_distance, "generator": by_generator},
    tell={
        "runs on": when,
        "listed": when,
        "last weights": which,
    },
)

EXERCISES = (STOP,)
