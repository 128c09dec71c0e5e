"""How fast is nnlib: ratios, each measured in turn in one run, one BLAS thread.

    python tests/bench_training.py

PyTorch and scikit-learn take part where they are installed. Nothing is asserted about
time; but both sides of a row must compute the same losses, or the row is void.
"""

import os

for _name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"

import importlib.util  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import warnings  # noqa: E402

import numpy as np  # noqa: E402

import nnlib as nn  # noqa: E402


def reference_data():
    rng = np.random.RandomState(42)
    X, y = nn.positive_sum(100, rng=rng)
    return X, y.reshape(-1, 1).astype(float), rng


def reference_net(rng, hidden=4):
    return nn.Network(
        nn.Dense(2, hidden, rng=rng, init=nn.normal),
        nn.ReLU(),
        nn.Dense(hidden, 1, rng=rng, init=nn.normal),
        nn.Sigmoid(),
    )


def library_run(epochs):
    X, y, rng = reference_data()
    net = reference_net(rng)
    opt = nn.SGD(net.theta, lr=0.01)
    loop = nn.train(net, nn.mean_squared_error, opt, X, y, epochs=epochs)
    start = time.perf_counter()
    for epoch in loop:
        L = epoch.train_loss
    return time.perf_counter() - start, L


def plain_run(epochs):
    """The program of lesson 07, as a learner writes it."""
    X, y, rng = reference_data()
    y = y.astype(int)
    W1, b1 = rng.normal(size=(2, 4)), np.zeros((1, 4))
    W2, b2 = rng.normal(size=(4, 1)), np.zeros((1, 1))
    lr, n = 0.01, len(X)
    start = time.perf_counter()
    for _ in range(epochs):
        Z1 = X @ W1 + b1
        A1 = np.maximum(Z1, 0)
        A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
        L = np.mean((A2 - y) ** 2)
        dZ2 = 2 * (A2 - y) / n * A2 * (1 - A2)
        dZ1 = dZ2 @ W2.T * (Z1 > 0)
        dW1, db1 = X.T @ dZ1, np.sum(dZ1, axis=0, keepdims=True)
        dW2, db2 = A1.T @ dZ2, np.sum(dZ2, axis=0, keepdims=True)
        W1, b1 = W1 - lr * dW1, b1 - lr * db1
        W2, b2 = W2 - lr * dW2, b2 - lr * db2
    return time.perf_counter() - start, L


def torch_run(epochs):
    import torch

    torch.set_num_threads(1)
    X, y, rng = reference_data()
    ours = reference_net(rng)
    net = torch.nn.Sequential(
        torch.nn.Linear(2, 4),
        torch.nn.ReLU(),
        torch.nn.Linear(4, 1),
        torch.nn.Sigmoid(),
    ).double()
    with torch.no_grad():
        for theirs, mine in ((net[0], ours.layers[0]), (net[2], ours.layers[2])):
            theirs.weight.copy_(torch.from_numpy(mine.W.T.copy()))
            theirs.bias.copy_(torch.from_numpy(mine.b[0]))
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    opt = torch.optim.SGD(net.parameters(), lr=0.01)
    start = time.perf_counter()
    for _ in range(epochs):
        L = torch.nn.functional.mse_loss(net(X), y)
        opt.zero_grad()
        L.backward()
        opt.step()
    return time.perf_counter() - start, L.item()


def sklearn_pair(epochs, step_by_step):
    """nnlib and MLPClassifier on its own task: one logistic output, log loss, SGD.

    step_by_step : a call of partial_fit for each epoch, as one needs it to look at
                   each epoch, which nnlib always allows; else one call of fit
    """
    from sklearn.neural_network import MLPClassifier

    X, y, _ = reference_data()
    given = {"solver": "sgd", "alpha": 0, "batch_size": len(X), "momentum": 0}
    given |= {"learning_rate_init": 0.01, "shuffle": False, "n_iter_no_change": 10**9}
    theirs = MLPClassifier((4,), max_iter=1, random_state=0, **given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it has not converged
        theirs.partial_fit(X, y.ravel(), classes=[0, 1])
        net = nn.Network(
            nn.Dense(2, 4, init=nn.zeros), nn.ReLU(), nn.Dense(4, 1, init=nn.zeros)
        )
        parts = zip(theirs.coefs_, theirs.intercepts_, strict=True)
        net.theta = np.concatenate([a.ravel() for pair in parts for a in pair])
        start = time.perf_counter()
        if step_by_step:
            for _ in range(epochs):
                theirs.partial_fit(X, y.ravel())
        else:
            theirs.set_params(max_iter=epochs, warm_start=True)
            theirs.fit(X, y.ravel())
        their_time = time.perf_counter() - start
    opt = nn.SGD(net.theta, lr=0.01)
    loop = nn.train(net, nn.binary_cross_entropy, opt, X, y, epochs=epochs)
    start = time.perf_counter()
    for epoch in loop:
        L = epoch.train_loss
    return time.perf_counter() - start, L, their_time, theirs.loss_


def big_batch():
    rng = np.random.default_rng(0)
    X = rng.random((128, 784), dtype=np.float32)
    return X, rng.integers(0, 10, 128), rng


def big_step(steps, optimizer=nn.SGD):
    X, y, rng = big_batch()
    net = nn.Network(
        nn.Dense(784, 128, rng=rng),
        nn.ReLU(),
        nn.Dense(128, 10, rng=rng),
        dtype=np.float32,
    )
    opt = optimizer(net.theta, lr=0.01)
    start = time.perf_counter()
    for _ in range(steps):
        A = net.forward(X, train=True)
        L, dA = nn.cross_entropy(A, y)
        net.backward(dA)
        opt.step(net.dtheta)
    return time.perf_counter() - start, L


def five_products(steps):
    """The matrix products of that step, and nothing else."""
    X, _, rng = big_batch()
    W1, W2, A1, dZ1, dZ2 = (
        rng.random(shape, dtype=np.float32)
        for shape in ((784, 128), (128, 10), (128, 128), (128, 128), (128, 10))
    )
    Z1, Z2, dA1 = np.empty_like(A1), np.empty_like(dZ2), np.empty_like(A1)
    dW1, dW2 = np.empty_like(W1), np.empty_like(W2)
    start = time.perf_counter()
    for _ in range(steps):
        np.matmul(X, W1, out=Z1)
        np.matmul(A1, W2, out=Z2)
        np.matmul(A1.T, dZ2, out=dW2)
        np.matmul(dZ2, W2.T, out=dA1)
        np.matmul(X.T, dZ1, out=dW1)
    return time.perf_counter() - start, None


def torch_big_step(steps):
    import torch

    torch.set_num_threads(1)
    X, y, rng = big_batch()
    first, second = nn.Dense(784, 128, rng=rng), nn.Dense(128, 10, rng=rng)
    net = torch.nn.Sequential(
        torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10)
    )
    with torch.no_grad():
        for theirs, mine in ((net[0], first), (net[2], second)):
            theirs.weight.copy_(torch.from_numpy(mine.W.T.astype(np.float32)))
            theirs.bias.zero_()
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    opt = torch.optim.SGD(net.parameters(), lr=0.01)
    start = time.perf_counter()
    for _ in range(steps):
        L = torch.nn.functional.cross_entropy(net(X), y)
        opt.zero_grad()
        L.backward()
        opt.step()
    return time.perf_counter() - start, L.item()


def stack_pair(epochs, K=64):
    X, y, _ = reference_data()
    many = reference_net(np.random.default_rng(0)).stack(
        K, rng=np.random.default_rng(1)
    )
    singles = [many.member(k) for k in range(K)]
    opt = nn.SGD(many.theta, lr=0.01)
    start = time.perf_counter()
    last = nn.fit(many, nn.mean_squared_error, opt, X, y, epochs=epochs)[-1]
    together = time.perf_counter() - start
    start = time.perf_counter()
    for net in singles:
        opt = nn.SGD(net.theta, lr=0.01)
        alone = nn.fit(net, nn.mean_squared_error, opt, X, y, epochs=epochs)[-1]
    return time.perf_counter() - start, alone.train_loss, together, last.train_loss[-1]


def import_time(module):
    code = f"import time; t = time.perf_counter(); import {module}; "
    code += "print(time.perf_counter() - t)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return float(done.stdout), None


def in_turn(first, second, rounds):
    """Ratios first/second over A B A B …; the losses have to agree."""
    first(), second()
    ratios = []
    for _ in range(rounds):
        (a, L_a), (b, L_b) = first(), second()
        if L_a is not None and L_b is not None and not np.isclose(L_a, L_b, rtol=1e-4):
            raise SystemExit(f"void: the two sides compute {L_a} and {L_b}")
        ratios.append(a / b)
    return np.array(ratios)


def row(name, goal, ratios):
    middle, low, high = np.median(ratios), ratios.min(), ratios.max()
    print(
        f"| {name:53s} | {goal:6s} | {middle:6.2f} | {low:6.2f} … {high:6.2f} |",
        flush=True,
    )


def pairs(measure, rounds):
    """The same for a function that measures both sides itself: second/first."""
    ratios = []
    for _ in range(rounds):
        a, L_a, b, L_b = measure()
        if not np.isclose(L_a, L_b, rtol=1e-3):
            raise SystemExit(f"void: the two sides compute {L_a} and {L_b}")
        ratios.append((a, b))
    return np.array(ratios)


def growth():
    print(
        "\n| samples | hidden | layers | parameters | µs per epoch | ns per p·sample |"
    )
    print("|---|---|---|---|---|---|")
    sizes = [(100, 4, 1), (1000, 4, 1), (10000, 4, 1), (100, 32, 1), (100, 256, 1),
             (1000, 256, 1), (1000, 64, 2), (1000, 64, 4)]  # fmt: skip
    for n, hidden, depth in sizes:
        rng = np.random.default_rng(0)
        X, y = nn.moons(n, rng=rng)
        layers, width = [], 2
        for _ in range(depth):
            layers += [nn.Dense(width, hidden, rng=rng), nn.ReLU()]
            width = hidden
        net = nn.Network(*layers, nn.Dense(hidden, 2, rng=rng))
        opt = nn.SGD(net.theta, lr=0.01)
        epochs = max(3, 2_000_000 // (n * net.theta.size))
        times = []
        for _ in range(5):
            start = time.perf_counter()
            nn.fit(net, nn.cross_entropy, opt, X, y, epochs=epochs)
            times.append((time.perf_counter() - start) / epochs)
        best, p = np.median(times), net.theta.size
        print(
            f"| {n} | {hidden} | {depth} | {p} | {best * 1e6:.0f} | "
            f"{best / n / p * 1e9:.2f} |"
        )


def digits_pair(seed, epochs=15):
    """Lesson 08: 64-64-10 with Adam; seconds and accuracy, ours and theirs."""
    from sklearn.neural_network import MLPClassifier

    ink, y = nn.load_digits()
    train, test = np.split(np.random.default_rng(0).permutation(len(ink)), [1497])
    m, s = ink[train].mean(axis=0), np.maximum(ink[train].std(axis=0), 1)
    X, rng = (ink - m) / s, np.random.default_rng(seed)
    start = time.perf_counter()
    net = nn.Network(nn.Dense(64, 64, rng=rng), nn.ReLU(), nn.Dense(64, 10, rng=rng))
    opt, given = nn.Adam(net.theta, lr=0.003), {"batch_size": 32, "rng": rng}
    nn.fit(net, nn.cross_entropy, opt, X[train], y[train], epochs=epochs, **given)
    ours = time.perf_counter() - start
    theirs = MLPClassifier((64,), alpha=0, batch_size=32, learning_rate_init=0.003,
                           max_iter=epochs, random_state=seed)  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that it has not converged
        start = time.perf_counter()
        theirs.fit(X[train], y[train])
        seconds = time.perf_counter() - start
    right = nn.accuracy(net(X[test]), y[test]), theirs.score(X[test], y[test])
    return ours, seconds, *right


def digits_rows(seeds=5):
    runs = np.array([digits_pair(seed) for seed in range(seeds)])
    row("MLPClassifier.fit / nnlib, digits 64-64-10, Adam", "", runs[:, 1] / runs[:, 0])
    for name, column in (("nnlib", 2), ("MLPClassifier", 3)):
        right = runs[:, column]
        spread = f"{right.min():.1%} … {right.max():.1%}"
        print(
            f"\ntest digits right, {name}: mean of {seeds} {right.mean():.1%}, {spread}"
        )


def main():
    has = {name: importlib.util.find_spec(name) for name in ("torch", "sklearn")}
    print("One BLAS thread. Ratios of times, measured in turn: median, min … max.\n")
    print(f"| {'what':53s} | goal   | median | {'min … max':15s} |")
    print("|---|---|---|---|")
    rounds = 15
    row(
        "nnlib / the plain program, reference run, per epoch",
        "≤ 0.85",
        in_turn(lambda: library_run(1000), lambda: plain_run(1000), rounds),
    )
    if has["torch"]:
        ratios = in_turn(lambda: torch_run(500), lambda: library_run(500), rounds)
        row("PyTorch eager / nnlib, reference run", "≥ 8", ratios)
    if has["sklearn"]:
        for name, steps in (("fit", False), ("partial_fit", True)):
            both = pairs(lambda steps=steps: sklearn_pair(300, steps), 7)
            ratios = both[:, 1] / both[:, 0]
            row(f"MLPClassifier.{name} / nnlib, 2-4-1", "≥ 6", ratios)
    row(
        "784-128-10 float32 step / its five products, SGD",
        "≤ 1.15",
        in_turn(lambda: big_step(100), lambda: five_products(100), rounds),
    )
    row(
        "784-128-10 float32 step / its five products, Adam",
        "",
        in_turn(lambda: big_step(100, nn.Adam), lambda: five_products(100), rounds),
    )
    if has["torch"]:
        ratios = in_turn(lambda: big_step(100), lambda: torch_big_step(100), rounds)
        row("784-128-10 float32 step / PyTorch's, SGD", "≤ 1", ratios)
    both = pairs(lambda: stack_pair(200), 5)
    row("64 runs / one stack of 64", "≥ 5", both[:, 0] / both[:, 1])
    ratios = in_turn(lambda: import_time("nnlib"), lambda: import_time("numpy"), rounds)
    row("import nnlib / import numpy", "≤ 1.3", ratios)
    if has["sklearn"]:
        digits_rows()
    for name, found in has.items():
        if not found:
            print(f"\n{name} is not installed: its rows are left out.")
    growth()


if __name__ == "__main__":
    main()
