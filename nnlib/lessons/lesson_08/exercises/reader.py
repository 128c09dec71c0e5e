"""Lesson 08: train a reader of digits, judged on pictures that it has never seen."""

from functools import lru_cache

import numpy as np

import nnlib as nn
from nnlib.check.spec import Exercise, forms

APART = 400  # pictures that no reader is trained on
CUT = 3  # of eight cuts one in which 64-64-10 gets 98 %; in others it gets 96 to 98
FEW = 20  # pictures shown one at a time


@lru_cache(maxsize=1)
def digits():
    """Return ((X, y), (X, y)): what to learn from, and what is kept apart."""
    ink, y = nn.load_digits()
    order = np.random.default_rng(CUT).permutation(len(ink))
    parts = order[:-APART], order[-APART:]
    return tuple((ink[rows], y[rows]) for rows in parts)


def given(rng):
    yield *digits()[0], rng


def band(share):
    """A share of right answers, as coarse as luck allows."""
    names = ("chance", "low", "middle", "high")
    return names[int(np.searchsorted([0.2, 0.92, 0.97], share, side="right"))]


def judged(train_reader, X, y, rng):
    """Train three times, and once more with other names for the digits."""
    new, truth = digits()[1]
    own_shares, new_shares = [], []
    for shift in (0, 0, 0, 3):
        read = train_reader(X.copy(), (y + shift) % 10, rng)
        if not callable(read):
            return read
        answers = read(new)
        if np.shape(answers) != truth.shape:
            return facts(np.shape(answers), False, False, 0, 0, False)
        own_shares.append(np.mean(read(X) == (y + shift) % 10))
        new_shares.append(np.mean(answers == (truth + shift) % 10))
    same = np.array_equal(answers, read(new))
    alone = np.array_equal([read(new[[k]])[0] for k in range(FEW)], answers[:FEW])
    given = new_shares[0] - new_shares[3] < 0.5
    means = np.mean(own_shares[:3]), np.mean(new_shares[:3])
    return facts(answers.shape, same, alone, *means, bool(given))


def facts(shape, same, alone, own, new, given):
    return {
        "shape": str(shape),
        "repeatable": same,
        "alone": alone,
        "own": band(own),
        "new": band(new),
        "learns_y": given,
    }


def shares(got, *_):
    """What a sentence may say of a reader that is not good enough."""
    own, new = got["own"], got["new"]
    return {"own": own, "new": new}


def one_hidden(rng, size=64):
    return nn.Dense(64, size, rng=rng), nn.ReLU(), nn.Dense(size, 10, rng=rng)


def floor(X):
    return np.maximum(X.std(axis=0), 1)


def largest(Z):
    return Z.argmax(axis=1)


def reader(
    layers=one_hidden, epochs=15, lr=0.003, again=None, answer=largest, spread=floor
):
    """Return a `train_reader`; `again` scales what is read in another way."""

    def train_reader(X, y, rng):
        m, s = X.mean(axis=0), spread(X)
        net = nn.Network(*layers(rng))
        nn.fit(net, nn.cross_entropy, nn.Adam(net.theta, lr=lr), (X - m) / s, y,
               epochs=epochs, batch_size=32, rng=rng)  # fmt: skip
        return lambda X: answer(net(again(X) if again else (X - m) / s))

    return train_reader


def with_dropout_on(X, y, rng):
    layers = one_hidden(rng)
    m, s = X.mean(axis=0), floor(X)
    net = nn.Network(*layers[:2], nn.Dropout(0.1, rng=rng), layers[2])
    nn.fit(net, nn.cross_entropy, nn.Adam(net.theta, lr=0.003), (X - m) / s, y,
           epochs=15, batch_size=32, rng=rng)  # fmt: skip
    return lambda X: net.forward((X - m) / s, train=True).argmax(axis=1)


def apart(X, y, rng):
    return reader()(X, rng.permutation(y), rng)


def nearest_mean(X, y, rng):
    means = np.array([X[y == k].mean(axis=0) for k in range(10)])
    return lambda X: ((X[:, None] - means) ** 2).sum(axis=-1).argmin(axis=1)


def nearest_picture(X, y, rng):
    length = (X**2).sum(axis=1)
    return lambda new: y[(length - 2 * new @ X.T).argmin(axis=1)]


def loads_them_all(X, y, rng):
    return nearest_picture(*nn.load_digits(), rng)


def two_hidden(rng):
    first, second = nn.Dense(64, 64, rng=rng), nn.Dense(64, 32, rng=rng)
    return first, nn.ReLU(), second, nn.ReLU(), nn.Dense(32, 10, rng=rng)


def voting(X, y, rng):
    """Three networks as one stack; their mean probability answers."""
    m, s = X.mean(axis=0), floor(X)
    nets = nn.Network(*one_hidden(rng)).stack(3, rng=rng)
    nn.fit(nets, nn.cross_entropy, nn.Adam(nets.theta, lr=0.003), (X - m) / s, y,
           epochs=15, batch_size=32, rng=rng)  # fmt: skip
    return lambda X: nn.softmax(nets((X - m) / s)).mean(axis=0).argmax(axis=1)


READER = Exercise(
    "ex08-reader",
    reference=reader(),
    inputs=given,
    use=judged,
    returns=("reader",),
    misconceptions={
        "scores": forms(  # K10
            reader(epochs=1, answer=lambda Z: Z), reader(epochs=1, answer=nn.softmax)),
        "one answer": reader(epochs=1, answer=np.argmax),  # K10
        "over pictures": reader(epochs=1, answer=lambda Z: Z.argmax(axis=0)),  # K10
        "near chance": forms(
            reader(epochs=1, lr=1e-9),
            reader(epochs=3, answer=lambda Z: Z.argmin(axis=1)),
            reader(epochs=3, answer=lambda Z: Z.argmax(axis=1) + 1),
            lambda X, y, rng: lambda X: np.zeros(len(X), dtype=int),
            apart),  # I1
        "below the baseline": forms(  # K6
            nearest_mean, reader(epochs=1, lr=0.001), reader(epochs=3, again=np.array)),
        "own pictures only": forms(
            reader(epochs=3), reader(lambda rng: [nn.Dense(64, 10, rng=rng)])),
        "scale of the new": reader(  # K3
            again=lambda X: (X - X.mean(axis=0)) / floor(X)),
        "chance in reading": with_dropout_on,  # K12
        "no floor": reader(spread=lambda X: X.std(axis=0)),
        "data of its own": loads_them_all,
    },
    tell={"below the baseline": shares, "own pictures only": shares,
          "scores": lambda got, *_: {"answers": next(iter(got.values()))}},
    right={
        "nearest picture": nearest_picture,
        "two hidden layers": reader(two_hidden),
        "128 units": reader(lambda rng: one_hidden(rng, 128)),
        "voting": voting,
    },
    seconds=60.0,
)  # fmt: skip

EXERCISES = (READER,)
