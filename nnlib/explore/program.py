"""The nnlib program that gives the picture of a recorded run.

It shows in code what `problems` and `runs` do, and so lies beside them.
"""

from nnlib.explore.problems import ACTIVATIONS, LOSSES, SEED_NEW
from nnlib.shared.words import Words

comments = Words(__file__, "program")
CALLS = {
    "sum": "nn.positive_sum(100, rng=rng)",
    "circle": "nn.circle(100, rng=rng, noise={noise:g})",
    "xor": "nn.xor(100, rng=rng, noise={noise:g})",
    "moons": "nn.moons(100, rng=rng, noise={noise:g})",
    "spirals": "nn.spirals(100, rng=rng, noise={noise:g}, arms=2)",
}
PROGRAM = """\
import numpy as np
import nnlib as nn

rng = np.random.RandomState({seed})  # {both}
X, y = {points}
net = nn.Network(
    nn.Dense(2, {hidden}, rng=rng, init=nn.normal),
    nn.{unit}(),
    nn.Dense({hidden}, 1, rng=rng, init=nn.normal),
{output})
rng_new = np.random.default_rng({seed_new})  # {new}
X_new, y_new = {points_new}
{noise}Y, Y_new = y.reshape(-1, 1), y_new.reshape(-1, 1)

optimizer = nn.SGD(net.theta, lr={lr:g})
{train}
for name, A, Y in [("{training}", net(X), Y), ("{held_out}", net(X_new), Y_new)]:
    L, _ = nn.{loss}(A, Y)
    wrong = np.sum((A > {threshold:g}) != Y)
    print(f"{line}")

nn.plotting.plot_decision_boundary(net, X, y{logits})
"""
TRAIN = "nn.fit(net, nn.{loss}, optimizer, X, Y, epochs={epochs})\n"
NOISE = """\
X = X + {noise:g} * rng.normal(size=X.shape)
X_new = X_new + {noise:g} * rng_new.normal(size=X_new.shape)
"""


def program(state):
    """The program of a state, with the epoch that the picture shows."""
    problem, words = state.problem, comments.read()
    loss = LOSSES[problem.loss].__name__
    points = CALLS[problem.data].format(noise=problem.noise)
    moved = problem.data == "sum" and problem.noise
    squared = problem.loss == "squared"
    train = TRAIN.format(loss=loss, epochs=state.epoch)
    return PROGRAM.format(
        seed=problem.seed,
        points=points,
        points_new=points.replace("rng=rng", "rng=rng_new"),
        hidden=state.hidden,
        unit=ACTIVATIONS[problem.activation].__name__,
        output="    nn.Sigmoid(),\n" if squared else "",
        seed_new=SEED_NEW,
        noise=NOISE.format(noise=problem.noise) if moved else "",
        lr=state.lr,
        train=train if state.epoch else f"# {words['not trained']}\n",
        loss=loss,
        threshold=problem.threshold,
        logits="" if squared else ", logits=True",
        both=words["both"],
        new=words["new"],
        training=words["training"],
        held_out=words["held out"],
        line=words["line"],
    )
