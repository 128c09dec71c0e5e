"""Draw the README's picture: the final program's answer on the spirals."""

import io
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure

import nnlib as nn
from nnlib.course.notebooks.lesson import ROOT
from nnlib.plotting import plot_decision_boundary
from nnlib.shared import files
from nnlib.shared.words import Words

say = Words(__file__, "cover")
PICTURE = ROOT / "lessons" / "images" / "spirals.png"


def add_arguments(parser):
    parser.add_argument("--to", type=Path, default=PICTURE, help="the PNG file")


def run(args):
    figure = drawn()
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=110, metadata={"Software": None})
    files.write(args.to, file.getvalue())
    print(say("drawn", name=args.to.name, version=matplotlib.__version__))
    return 0


def drawn():
    """The figure: where each class lies for the network, and points it never saw."""
    rng = np.random.default_rng(0)
    X, y = nn.spirals(600, rng=rng)
    X_test, y_test = nn.spirals(600, rng=rng)
    net = trained(X, y, rng)
    figure = Figure(figsize=(6, 5), layout="constrained")
    ax = plot_decision_boundary(net, X_test, y_test, figure.subplots(), resolution=400)
    ax.set_title(say("title", right=nn.accuracy(net(X_test), y_test)), size=11)
    return figure


def trained(X, y, rng):
    """The network of the README's program."""
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
    return net
