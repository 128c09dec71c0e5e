"""Lesson 02: a layer, a network as one function after the other, and its size."""

import numpy as np

import nnlib as nn

rng = np.random.default_rng(2)
SIZES = ((3, 4), (4, 5), (5, 2))
X = rng.normal(size=(7, 3))


def layers():
    dense = [nn.Dense(*shape, rng=rng) for shape in SIZES]
    for layer in dense:
        layer.b[...] = rng.normal(size=layer.b.shape)
    return dense


def each_entry_is_a_weighted_sum():
    layer = layers()[0]
    Z = layer.forward(X)
    assert Z.shape == (7, 4)
    for i in range(7):
        for j in range(4):
            total = sum(X[i, k] * layer.W[k, j] for k in range(3)) + layer.b[0, j]
            np.testing.assert_allclose(Z[i, j], total, rtol=1e-12)


def one_function_after_the_other():
    first, second, third = layers()
    expected = third.forward(nn.relu(second.forward(nn.relu(first.forward(X)))))
    net = nn.Network(first, nn.ReLU(), second, nn.ReLU(), third)
    np.testing.assert_array_equal(net(X), expected)


def every_array_is_counted():
    net = nn.Network(*layers())
    counted = sum(layer.W.size + layer.b.size for layer in net.layers)
    formula = sum((n_in + 1) * n_out for n_in, n_out in SIZES)
    assert nn.count_parameters(net) == formula == counted


CHECKS = {
    "2.1": each_entry_is_a_weighted_sum,
    "2.2": one_function_after_the_other,
    "2.3": every_array_is_counted,
}
