"""The core as a whole: derivatives by random projection, stacks, the reference run."""

import copy
import itertools
import pickle
import re

import foreign
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnlib as nn

ACTIVATIONS = {
    nn.identity: nn.identity_slope,
    nn.sigmoid: nn.sigmoid_slope,
    nn.tanh: nn.tanh_slope,
    nn.relu: nn.relu_slope,
    nn.leaky_relu: nn.leaky_relu_slope,
}
H = 1e-6


def rng(seed=0):
    return np.random.default_rng(seed)


def away_from_kinks(shape, generator):
    """Normal numbers, none within 0.01 of 0, where ReLU has no slope."""
    Z = generator.normal(size=shape)
    return Z + 0.01 * np.sign(Z)


def projected(f, x, u, v):
    """vᵀ J u by central differences, for f at x."""
    return np.sum(v * (f(x + H * u) - f(x - H * u))) / (2 * H)


@pytest.mark.parametrize("f", ACTIVATIONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("shape", [(7,), (7, 3), (2, 7, 3)])
def test_a_slope_is_the_derivative_through_the_output(f, shape):
    g = rng(1)
    z, u = away_from_kinks(shape, g), g.normal(size=shape)
    numeric = (f(z + H * u) - f(z - H * u)) / (2 * H)
    np.testing.assert_allclose(ACTIVATIONS[f](f(z)) * u, numeric, rtol=1e-6, atol=1e-9)


@given(st.integers(-10_000, 10_000))
def test_nothing_overflows_and_symmetry_holds(z):
    z = np.array([float(z)])
    assert nn.sigmoid(z) + nn.sigmoid(-z) == pytest.approx(1, abs=1e-15)
    Z = np.array([[z[0], 0.0, -z[0]]])
    assert nn.softmax(Z).sum() == pytest.approx(1, abs=1e-15)
    np.testing.assert_allclose(np.exp(nn.log_softmax(Z)), nn.softmax(Z), atol=1e-15)
    assert np.isfinite(nn.log_softmax(Z)).all()


def test_sigmoid_keeps_its_precision_far_out():
    assert nn.sigmoid(37.0) == 1.0
    np.testing.assert_allclose(nn.sigmoid(-700.0), np.exp(-700.0), rtol=1e-12)


@pytest.mark.parametrize("shift", [-500.0, 3.0, 800.0])
def test_softmax_ignores_a_constant_per_row(shift):
    Z = rng().normal(size=(4, 3))
    np.testing.assert_allclose(nn.softmax(Z + shift), nn.softmax(Z), rtol=1e-10)


def test_softmax_backward_is_the_jacobian():
    g = rng(2)
    Z, u, v = g.normal(size=(3, 5, 4))
    analytic = np.sum(nn.softmax_backward(nn.softmax(Z), v) * u)
    assert analytic == pytest.approx(projected(nn.softmax, Z, u, v), rel=1e-7)


LOSSES = {
    nn.mean_squared_error: lambda g, n, k: g.normal(size=(n, k)),
    nn.binary_cross_entropy: lambda g, n, k: g.integers(0, 2, (n, k)).astype(float),
    nn.cross_entropy: lambda g, n, k: g.integers(0, k, n),
}
losses = pytest.mark.parametrize("loss", LOSSES, ids=lambda f: f.__name__)


@losses
@pytest.mark.parametrize("stack", [(), (3,)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_loss_returns_its_own_gradient(loss, stack, dtype):
    g = rng(3)
    A, u, Y = (
        g.normal(size=(*stack, 7, 5)),
        g.normal(size=(7, 5)),
        LOSSES[loss](g, 7, 5),
    )
    L, dA = loss(A.astype(dtype), Y)
    assert dA.dtype == dtype
    assert np.shape(L) == stack
    numeric = (loss(A + H * u, Y)[0] - loss(A - H * u, Y)[0]) / (2 * H)
    tolerance = 1e-7 if dtype == np.float64 else 1e-4
    analytic = (dA * u).sum(axis=(-2, -1))
    np.testing.assert_allclose(analytic, numeric, rtol=tolerance, atol=tolerance)


@losses
@given(st.integers(1, 9), st.integers(2, 6), st.integers(0, 99))
def test_a_loss_is_a_mean_over_the_batch(loss, n, k, seed):
    g = rng(seed)
    A, Y = g.normal(size=(n, k)), LOSSES[loss](g, n, k)
    one, two = loss(A, Y)[0], loss(np.vstack([A, A]), np.concatenate([Y, Y]))[0]
    assert two == pytest.approx(one, rel=1e-12)
    parts = [loss(A[i : i + 1], Y[i : i + 1])[0] for i in range(n)]
    assert one == pytest.approx(np.mean(parts), rel=1e-12)


def test_losses_from_logits_agree_with_probabilities():
    g = rng(4)
    Z, y = g.normal(size=(6, 3)), g.integers(0, 3, 6)
    assert nn.cross_entropy(Z, y)[0] == pytest.approx(nn.log_loss(nn.softmax(Z), y))
    z, t = g.normal(size=(6, 1)), g.integers(0, 2, (6, 1)).astype(float)
    p = nn.sigmoid(z)
    by_hand = -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
    assert nn.binary_cross_entropy(z, t)[0] == pytest.approx(by_hand, rel=1e-12)
    assert nn.cross_entropy(np.zeros((5, 2)), np.zeros(5))[0] == pytest.approx(
        np.log(2)
    )


def test_one_hot_marks_the_class():
    Y = nn.one_hot([2, 0, 1], 4)
    assert Y.shape == (3, 4)
    assert (Y.argmax(axis=1) == [2, 0, 1]).all()
    assert (Y.sum(axis=1) == 1).all()


LAYERS = {
    "dense": lambda g: nn.Dense(4, 4, rng=g),
    "sigmoid": lambda g: nn.Sigmoid(),
    "tanh": lambda g: nn.Tanh(),
    "relu": lambda g: nn.ReLU(),
    "leaky": lambda g: nn.LeakyReLU(0.2),
    "softmax": lambda g: nn.Softmax(),
    "dropout": lambda g: nn.Dropout(0.4, rng=g),
}


@pytest.mark.parametrize("make", LAYERS.values(), ids=LAYERS)
@pytest.mark.parametrize("stack", [(), (3,)])
def test_backward_is_the_transposed_jacobian(make, stack):
    g = rng(5)
    layer = make(g)
    X, u, v = (away_from_kinks((*stack, 6, 4), g) for _ in range(3))

    def forward(X):
        if hasattr(layer, "rng"):
            layer.rng = rng(8)
        return layer.forward(X, train=True)

    forward(X)
    analytic = np.sum(layer.backward(v) * u) if not stack else None
    if stack:
        net = nn.Network(layer).stack(3) if layer.params else nn.Network(layer)
        layer = net.layers[0]
        forward(X)
        analytic = np.sum(layer.backward(v) * u)
    assert analytic == pytest.approx(projected(forward, X, u, v), rel=1e-6)


def network(seed=0, dtype=np.float64, bend=nn.Tanh, init=nn.he, sizes=(2, 5, 3)):
    g, layers = rng(seed), []
    for n_in, n_out in itertools.pairwise(sizes):
        layers += [nn.Dense(n_in, n_out, rng=g, init=init), bend()]
    return nn.Network(*layers[:-1], dtype=dtype)


def batch(seed=1, n=8, k=3):
    g = rng(seed)
    return g.normal(size=(n, 2)), g.integers(0, k, n)


@pytest.mark.parametrize("bend", [nn.Tanh, nn.Sigmoid, nn.ReLU, nn.LeakyReLU])
def test_the_gradient_check_passes_and_notices_a_fault(bend, monkeypatch):
    net, (X, y) = network(bend=bend), batch()
    before = net.theta.copy()
    assert nn.check_gradients(net, nn.cross_entropy, X, y) < 1e-6
    np.testing.assert_array_equal(net.theta, before)
    right = nn.Dense.backward
    for fault in (2, -1, 1.001):

        def wrong(self, dZ, need_dX=True, fault=fault):
            dX = right(self, dZ, need_dX)
            self.dW *= fault
            return dX

        monkeypatch.setattr(nn.Dense, "backward", wrong)
        with pytest.raises(nn.GradientError, match="dW of layer 2"):
            nn.check_gradients(net, nn.cross_entropy, X, y)


class NoSlope(nn.Tanh):
    def backward(self, dA, need_dX=True):
        return dA


class NoMask(nn.ReLU):
    def backward(self, dA, need_dX=True):
        return dA


class Pile(nn.Dense):
    def backward(self, dZ, need_dX=True):
        before = self.dW.copy()
        dX = super().backward(dZ, need_dX)
        self.dW += before
        return dX


class MeanTwice(nn.Dense):
    def backward(self, dZ, need_dX=True):
        return super().backward(dZ / len(dZ), need_dX)


class NoWeights(nn.Dense):
    def backward(self, dZ, need_dX=True):
        super().backward(dZ, need_dX)
        return dZ @ np.abs(self.W.mT)


class HalfBias(nn.Dense):
    def backward(self, dZ, need_dX=True):
        dX = super().backward(dZ, need_dX)
        self.db /= 2
        return dX


def summed(Z, y):
    L, dZ = nn.cross_entropy(Z, y)
    return L, dZ * len(y)


def slope_of_softmax_too(Z, y):
    L, dZ = nn.cross_entropy(Z, y)
    P = nn.softmax(Z)
    return L, dZ * P * (1 - P)


@pytest.mark.parametrize(
    "k, fault, said",
    [
        (1, lambda g: NoSlope(), "layer 1, NoSlope(), hands back.*NoSlope.backward"),
        (3, lambda g: NoMask(), "layer 3, NoMask(), hands back.*NoMask.backward"),
        (0, lambda g: Pile(2, 5, rng=g), "dW of layer 0, Pile.*Pile.backward"),
        (2, lambda g: MeanTwice(5, 5, rng=g), "layer 2, MeanTwice.*MeanTwice.backward"),
        (4, lambda g: NoWeights(5, 3, rng=g), "layer 4, NoWeights.*hands back"),
        (2, lambda g: HalfBias(5, 5, rng=g), "db of layer 2, HalfBias"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_the_gradient_check_names_the_layer_whose_own_backward_is_wrong(
    seed, k, fault, said
):
    g = rng(seed)
    layers = [nn.Dense(2, 5, rng=g), nn.Tanh(), nn.Dense(5, 5, rng=g), nn.ReLU()]
    layers += [nn.Dense(5, 3, rng=g)]
    layers[k] = fault(g)
    with pytest.raises(nn.GradientError, match=re.sub(r"([()])", r"\\\1", said)):
        nn.check_gradients(nn.Network(*layers), nn.cross_entropy, *batch(seed))


@pytest.mark.parametrize("loss", [summed, slope_of_softmax_too])
@pytest.mark.parametrize("bend", [nn.Tanh, NoSlope])
def test_the_gradient_check_looks_at_the_loss_first(bend, loss):
    with pytest.raises(nn.GradientError, match=f"gradient that {loss.__name__} ret"):
        nn.check_gradients(network(bend=bend), loss, *batch())


def corners():
    return np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])


@pytest.mark.parametrize("bend", [nn.ReLU, nn.LeakyReLU, nn.Tanh, nn.Sigmoid])
@pytest.mark.parametrize("sizes", [(2, 2, 2), (2, 5, 3), (2, 7, 5, 5, 2)])
def test_the_gradient_check_accuses_nobody_at_a_corner(bend, sizes):
    """A fresh net has biases 0, so a row of zeros lies on every bend of ReLU."""
    for seed in range(5):
        net, (X, y) = network(seed, bend=bend, sizes=sizes), corners()
        assert nn.check_gradients(net, nn.cross_entropy, X, y) < 1e-6
        zeros = np.zeros((4, 2))
        assert nn.check_gradients(net, nn.cross_entropy, zeros, y) < 1e-6


@pytest.mark.parametrize("scale", [0, 1e-9, 1e-3, 100])
@pytest.mark.parametrize("bend", [nn.ReLU, nn.Sigmoid])
def test_the_gradient_check_accuses_nobody_where_slopes_are_lost(scale, bend):
    for seed in range(3):
        net = network(seed, bend=bend, sizes=(2, 5, 5, 3))
        net.theta = net.theta * scale
        assert nn.check_gradients(net, nn.cross_entropy, *batch(seed)) < 1e-6


def test_the_gradient_check_holds_a_dropout_mask_still():
    g = rng(3)
    net = nn.Network(
        nn.Dense(2, 6, rng=g), nn.Dropout(0.5, rng=g), nn.Dense(6, 3, rng=g)
    )
    assert nn.check_gradients(net, nn.cross_entropy, *batch()) < 1e-6


def test_a_check_that_is_broken_off_leaves_the_network_as_it_was():
    g = rng(3)
    net = nn.Network(nn.Dense(2, 6, rng=g), nn.Dropout(0.5, rng=g))
    theta, calls = net.theta.copy(), []

    def broken(A, y):
        calls.append(1)
        if len(calls) == 9:
            raise KeyError("a loss of one's own")
        return nn.cross_entropy(A, y)

    with pytest.raises(KeyError):
        nn.check_gradients(net, broken, *batch())
    np.testing.assert_array_equal(net.theta, theta)
    assert net.layers[1].rng is g


@pytest.mark.parametrize("h", [1e-4, 1e-5])
def test_numerical_gradient_of_a_quadratic(h):
    M = rng().normal(size=(4, 4))
    x = rng(1).normal(size=4)
    g = nn.numerical_gradient(lambda x: x @ M @ x, x, h)
    np.testing.assert_allclose(g, (M + M.T) @ x, rtol=1e-7)


def test_dropout_keeps_the_expectation_and_predicts_untouched():
    layer, X = nn.Dropout(0.3, rng=rng()), np.ones((400, 500))
    A = layer.forward(X, train=True)
    assert A.mean() == pytest.approx(1, abs=0.01)
    assert set(np.unique(A)) == {0.0, 1 / 0.7}
    assert layer.forward(X) is X


def test_parameters_are_views_and_stay_so():
    net = network()
    for twin in (net, copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert twin is net or not np.shares_memory(twin.theta, net.theta)
        twin.theta[:] = np.arange(twin.theta.size)
        twin.check()
        parts = [a.ravel() for _, _, a in twin.parameters()]
        np.testing.assert_array_equal(np.concatenate(parts), twin.theta)
    net.theta = np.zeros(net.theta.size)
    assert not net.layers[0].W.any()
    net.theta -= 1
    assert (net.layers[0].W == -1).all()


@pytest.mark.parametrize("name", ["W", "b", "dW", "db"])
def test_a_detached_array_is_found(name):
    net = network()
    setattr(net.layers[2], name, getattr(net.layers[2], name).copy())
    with pytest.raises(ValueError, match=rf"net\.layers\[2\]\.{name}\[\.\.\.\] = "):
        net.check()


def test_prediction_is_pure_and_gradients_are_overwritten():
    net, (X, y) = network(), batch()
    A = net.forward(X, train=True)
    _L, dA = nn.cross_entropy(A, y)
    net.backward(dA)
    first = net.dtheta.copy()
    net(np.ones((50, 2)))
    net.backward(dA)
    np.testing.assert_array_equal(net.dtheta, first)


def test_the_gradient_of_the_input_comes_on_request():
    net, (X, y) = network(), batch()
    loss = lambda X: nn.cross_entropy(net.forward(X, train=True), y)  # noqa: E731
    dA = loss(X)[1]
    assert net.backward(dA) is None
    dX, u = net.backward(dA, need_dX=True), rng(6).normal(size=X.shape)
    numeric = (loss(X + H * u)[0] - loss(X - H * u)[0]) / (2 * H)
    assert np.sum(dX * u) == pytest.approx(numeric, rel=1e-6)


@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.integers(1, 5))
def test_shapes_and_the_number_of_parameters(sizes, n):
    net = network(sizes=sizes)
    assert net(np.ones((n, sizes[0]))).shape == (n, sizes[-1])
    count = sum((a + 1) * b for a, b in itertools.pairwise(sizes))
    assert nn.count_parameters(net) == net.theta.size == count
    assert nn.count_parameters(net.stack(3)) == count


OPTIMIZERS = {
    "SGD": lambda t, lr: nn.SGD(t, lr),
    "Momentum": lambda t, lr: nn.Momentum(t, lr, mu=0.8),
    "Nesterov": lambda t, lr: nn.Nesterov(t, lr, mu=0.8),
    "RMSProp": lambda t, lr: nn.RMSProp(t, lr),
    "Adam": lambda t, lr: nn.Adam(t, lr),
}
optimizers = pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)


@optimizers
@losses
def test_row_k_of_a_stack_is_network_k_alone(make, loss):
    X, _ = batch()
    Y = LOSSES[loss](rng(2), 8, 3)
    rates = np.array([[0.01], [0.03], [0.1]])
    stack = network().stack(3, rng=rng(7))
    alone = [network(7)]
    g = rng(7)
    alone = [
        nn.Network(nn.Dense(2, 5, rng=g), nn.Tanh(), nn.Dense(5, 3, rng=g))
        for _ in range(3)
    ]
    for k in range(3):
        np.testing.assert_array_equal(stack.theta[k], alone[k].theta)
        np.testing.assert_array_equal(stack.member(k).theta, alone[k].theta)
    history = nn.fit(stack, loss, make(stack.theta, rates), X, Y, epochs=20)
    for k in range(3):
        lr = rates[k, 0]
        own = nn.fit(alone[k], loss, make(alone[k].theta, lr), X, Y, epochs=20)
        np.testing.assert_allclose(stack.theta[k], alone[k].theta, rtol=1e-9)
        assert own[-1].train_loss == pytest.approx(history[-1].train_loss[k], rel=1e-9)


@optimizers
def test_a_quadratic_is_minimized(make):
    A, best = np.diag([1.0, 3.0]), np.array([2.0, -1.0])
    theta = np.zeros(2)
    opt = make(theta, 0.05)
    for step in range(2000):
        opt.lr = 0.05 / (1 + step / 50)
        opt.step(A @ (theta - best))
    np.testing.assert_allclose(theta, best, atol=1e-3)


def test_two_steps_by_hand():
    g1, g2, lr, mu = 0.5, -0.25, 0.1, 0.9
    v1 = -lr * g1
    v2 = mu * v1 - lr * g2
    b1, b2, eps = 0.9, 0.999, 1e-8
    m, v, x = 0.0, 0.0, 1.0
    for t, g in enumerate((g1, g2), start=1):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
        x -= lr * (m / (1 - b1**t)) / ((v / (1 - b2**t)) ** 0.5 + eps)
    s1 = 0.1 * g1**2
    s2 = 0.9 * s1 + 0.1 * g2**2
    # Nesterov in its own form: y looks ahead, and the code's θ is that y
    w1 = 1 - lr * g1
    w2 = (w1 + mu * (w1 - 1)) - lr * g2
    expected = {
        nn.SGD: 1 - lr * g1 - lr * g2,
        nn.Momentum: 1 + v1 + v2,
        nn.Nesterov: w2 + mu * (w2 - w1),
        nn.RMSProp: 1 - lr * g1 / (s1**0.5 + eps) - lr * g2 / (s2**0.5 + eps),
        nn.Adam: x,
    }
    for kind, value in expected.items():
        theta = np.array([1.0])
        opt = kind(theta, lr=lr)
        for g in (g1, g2):
            opt.step(np.array([g]))
        np.testing.assert_allclose(theta, value, rtol=1e-12, err_msg=kind.__name__)


@pytest.mark.parametrize("shape", [(100,), (3, 100)])
def test_adams_blocks_change_nothing(shape, monkeypatch):
    gradients = rng(1).normal(size=(4, *shape))
    ends = []
    for block in (7, 100, 8192):
        monkeypatch.setattr(nn.Adam, "block", block)
        theta = np.ones(shape)
        opt = nn.Adam(theta)
        for g in gradients:
            opt.step(g)
        ends.append(theta)
    np.testing.assert_array_equal(ends[0], ends[1])
    np.testing.assert_array_equal(ends[1], ends[2])


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 99))
def test_batches_hold_each_row_once_beside_its_answer(n, size, seed):
    X = np.arange(n)[:, None] * [1.0, 10.0]
    parts = list(nn.batches(X, np.arange(n), size, rng(seed)))
    assert [len(part) for part, _ in parts[:-1]] == [size] * (len(parts) - 1)
    rows, answers = (np.concatenate(p) for p in zip(*parts, strict=True))
    np.testing.assert_array_equal(rows[:, 0], answers)
    assert sorted(answers) == list(range(n))


def test_batches_come_in_another_order_each_time():
    g, X = rng(), np.arange(60.0)[:, None]
    first, second = (next(b for b, _ in nn.batches(X, X, 60, g)) for _ in range(2))
    assert (first != second).any()


def test_an_epoch_weighs_its_batches_by_their_length():
    net, (X, y) = network(), batch(n=10)
    opt = nn.SGD(net.theta, lr=0.0)
    (epoch,) = nn.train(
        net, nn.cross_entropy, opt, X, y, epochs=1, batch_size=4, rng=rng()
    )
    assert epoch.train_loss == pytest.approx(nn.cross_entropy(net(X), y)[0], rel=1e-12)
    with pytest.raises(AttributeError):
        epoch.number = 3


def test_training_is_a_loop_of_your_own():
    net, (X, y) = network(), batch(n=10)
    opt = nn.SGD(net.theta, lr=0.1)
    for epoch in nn.train(net, nn.cross_entropy, opt, X, y, epochs=9, valid=(X, y)):
        assert epoch.valid_loss == nn.cross_entropy(net(X), y)[0]
        before = net.theta.copy()
        opt.lr = 0.0 if epoch.number == 3 else opt.lr
        if epoch.number == 5:
            break
    assert epoch.number == 5
    np.testing.assert_array_equal(net.theta, before)


def test_fit_is_the_list_of_its_epochs_and_quiet_without_a_terminal(capsys):
    X, y = batch()
    runs = []
    for progress in (False, True):
        net = network()
        opt = nn.Adam(net.theta)
        runs.append(
            nn.fit(net, nn.cross_entropy, opt, X, y, epochs=5, progress=progress)
        )
    assert runs[0] == runs[1]
    assert len(runs[0]) == 5
    assert capsys.readouterr() == ("", "")


def test_the_bar_of_fit_speaks_the_language_that_is_chosen(monkeypatch):
    class Bar(list):
        def __init__(self, history, total, unit, disable):
            super().__init__(history)
            said.append(unit)

        def set_postfix_str(self, text, refresh):
            said.append(text)

    said, (X, y), net = [], batch(), network()
    monkeypatch.setattr("tqdm.auto.tqdm", Bar)
    foreign.speak(monkeypatch)
    opt = nn.Adam(net.theta)
    nn.fit(net, nn.cross_entropy, opt, X, y, epochs=2, progress=True)
    assert len(said) == 3
    assert not re.search("[A-Za-z]", " ".join(said)), said


def test_float32_stays_float32_and_agrees():
    (X, y), ends = batch(), []
    for dtype in (np.float64, np.float32):
        net = network(dtype=dtype)
        nn.fit(net, nn.cross_entropy, nn.Adam(net.theta), X, y, epochs=10)
        assert net.theta.dtype == net.dtheta.dtype == net(X).dtype == dtype
        ends.append(net.theta)
    np.testing.assert_allclose(ends[0], ends[1], atol=1e-4)


EXPECTED = "0.3631 0.0968 0.0575 0.0429 0.0347 0.0296 0.0260 0.0234 0.0213 0.0196"


def test_the_reference_run():
    g = np.random.RandomState(42)
    X, y = nn.positive_sum(100, rng=g)
    y = y.reshape(-1, 1).astype(float)
    net = nn.Network(
        nn.Dense(2, 4, rng=g, init=nn.normal),
        nn.ReLU(),
        nn.Dense(4, 1, rng=g, init=nn.normal),
        nn.Sigmoid(),
    )
    opt = nn.SGD(net.theta, lr=0.01)
    history = nn.fit(net, nn.mean_squared_error, opt, X, y, epochs=10_000)
    printed = [f"{epoch.train_loss:.4f}" for epoch in history[::1000]]
    assert " ".join(printed) == EXPECTED
    assert f"{nn.accuracy(net(X), y):.2%}" == "100.00%"
