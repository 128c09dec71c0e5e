"""Draw the README's picture: the final program's answer on the spirals."""

from pathlib import Path

import matplotlib
import numpy as np

import nnlib as nn
from nnlib.plotting import plot_decision_boundary

PICTURE = Path(__file__).parents[2] / "lessons" / "images" / "spirals.png"


def add_arguments(parser):
    parser.add_argument("--to", type=Path, default=PICTURE, help="the PNG file")


def run(args):
    from matplotlib.figure import Figure

    rng = np.random.default_rng(0)
    X, y = nn.spirals(600, rng=rng)
    X_test, y_test = nn.spirals(600, rng=rng)
    net = nn.Network(
        nn.Dense(2, 32, rng=rng),
        nn.ReLU(),
        nn.Dense(32, 32, rng=rng),
        nn.ReLU(),
        nn.Dense(32, 3, rng=rng),
    )
    optimizer = nn.Adam(net.theta, lr=0.01)
    for epoch in nn.train(
        net, nn.cross_entropy, optimizer, X, y, epochs=60, batch_size=50, rng=rng
    ):
        if epoch.number == 40:
            optimizer.lr /= 10
    figure = Figure(figsize=(6, 5), layout="constrained")
    ax = plot_decision_boundary(net, X_test, y_test, figure.subplots(), resolution=400)
    right = nn.accuracy(net(X_test), y_test)
    ax.set_title(f"{right:.0%} of 600 points that it never saw are right", size=11)
    args.to.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(args.to, dpi=110, metadata={"Software": None})
    print(args.to.name, "drawn with Matplotlib", matplotlib.__version__)
    return 0
