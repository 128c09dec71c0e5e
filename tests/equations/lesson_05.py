"""Lesson 05: the chain rule, a dense layer, activations, θ, softmax with its loss."""

import numpy as np

import nnlib as nn

rng = np.random.default_rng(5)
n, n_in, n_out = 7, 5, 3
X, W = rng.normal(size=(n, n_in)), rng.normal(size=(n_in, n_out))
b, dZ = rng.normal(size=(1, n_out)), rng.normal(size=(n, n_out))


def agree(analytic, f, at):
    """The lesson's gradient is the one that nudging finds."""
    numeric = nn.numerical_gradient(f, at)
    assert np.linalg.norm(numeric) > 1e-3
    assert nn.relative_error(np.asarray(analytic), numeric) < 1e-7


def one_way():
    """L = f(v), v = g(u): upstream times local slope."""
    u = np.array(0.7)
    upstream, local = np.cos(u**3), 3 * u**2
    agree(upstream * local, lambda u: float(np.sin(u**3)), u)


def several_ways():
    """Two and three ways from u to L: each a product, all added up."""
    u = np.array(2.0)
    agree(u**2 * 3 + 3 * u * (2 * u), lambda u: float(3 * u * u**2), u)
    v = np.array([np.sin(u), np.exp(-u), u**2])
    upstream = np.array([v[1] * v[2], v[0] * v[2], v[0] * v[1]])
    local = np.array([np.cos(u), -np.exp(-u), 2 * u])
    agree(np.sum(upstream * local), lambda u: float(np.sin(u) * np.exp(-u) * u**2), u)


def upstream_is_dZ(_=None):
    return np.sum(dZ * (X @ W + b))


def dense_by_indices():
    dW = [
        [sum(dZ[i, k] * X[i, j] for i in range(n)) for k in range(n_out)]
        for j in range(n_in)
    ]
    db = [[sum(dZ[i, k] for i in range(n)) for k in range(n_out)]]
    dX = [
        [sum(dZ[i, k] * W[j, k] for k in range(n_out)) for j in range(n_in)]
        for i in range(n)
    ]
    for analytic, at in ((dW, W), (db, b), (dX, X)):
        agree(analytic, upstream_is_dZ, at)


def dense_by_matrices():
    agree(X.T @ dZ, upstream_is_dZ, W)
    agree(dZ.sum(axis=0, keepdims=True), upstream_is_dZ, b)
    agree(dZ @ W.T, upstream_is_dZ, X)
    layer = nn.Dense(n_in, n_out, rng=rng)
    layer.W[...], layer.b[...] = W, b
    layer.forward(X, train=True)
    np.testing.assert_allclose(layer.backward(dZ), dZ @ W.T)
    np.testing.assert_allclose(layer.dW, X.T @ dZ)
    np.testing.assert_allclose(layer.db, [dZ.sum(axis=0)])


def through_an_activation():
    Z, dA = rng.normal(size=(2, n, n_out))
    for layer in (nn.Sigmoid(), nn.Tanh(), nn.ReLU(), nn.LeakyReLU(0.2)):
        A = layer.forward(Z, train=True)
        f_prime = layer.slope(A)
        agree(dA * f_prime, lambda Z: np.sum(dA * layer.forward(Z)), Z)  # noqa: B023
        np.testing.assert_array_equal(layer.backward(dA), dA * f_prime)


def relative_error():
    a, c = rng.normal(size=(2, 6))
    size = max(np.sqrt(np.sum(a * a)), np.sqrt(np.sum(c * c)))
    by_hand = np.sqrt(np.sum((a - c) ** 2)) / size
    np.testing.assert_allclose(nn.relative_error(a, c), by_hand)
    np.testing.assert_allclose(nn.relative_error(1000 * a, 1000 * c), by_hand)


def one_vector():
    first, last = nn.Dense(3, 4, rng=rng), nn.Dense(4, 2, rng=rng)
    net = nn.Network(first, nn.Tanh(), last)
    arrays = (first.W, first.b, last.W, last.b)
    written_out = np.concatenate([array.ravel() for array in arrays])
    np.testing.assert_array_equal(net.theta, written_out)
    assert all(np.shares_memory(array, net.theta) for array in arrays)


def softmax_and_cross_entropy():
    z = rng.normal(size=4)
    for y in (np.eye(4)[2], rng.dirichlet(np.ones(4))):
        p = np.exp(z) / np.exp(z).sum()
        ways = [
            [-y[k] / p[k] * p[k] * ((k == j) - p[j]) for k in range(4)]
            for j in range(4)
        ]
        agree(
            p - y,
            lambda z: -np.sum(y * np.log(np.exp(z) / np.exp(z).sum())),  # noqa: B023
            z,
        )
        np.testing.assert_allclose(np.sum(ways, axis=1), p - y)


CHECKS = {
    "5.1": one_way,
    "5.2": several_ways,
    "5.3": dense_by_indices,
    "5.4": dense_by_matrices,
    "5.5": through_an_activation,
    "5.6": relative_error,
    "5.7": one_vector,
    "5.8": softmax_and_cross_entropy,
}
