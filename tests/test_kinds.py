"""Kinds of numbers: each public function gives what float64 gives, or a sentence."""

import itertools
import warnings

import numpy as np
import pytest
from matplotlib.figure import Figure
from public import callables

import nnlib as nn
from nnlib import plotting

WHOLE = ("?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", ">i4", ">u2")
REFUSED = ("f2", "g", "F", "D", "O", "U3", "S3", "M8[s]")


def rng(seed=3):
    return np.random.default_rng(seed)


def any_numbers(*shape):
    """Small ones, and those at the ends of a kind, where its arithmetic wraps."""

    def draw(kind, g):
        if np.dtype(kind).kind not in "iu":
            return g.choice([0, 1], shape).astype(kind)
        ends = np.iinfo(kind)
        ends = [ends.min, ends.min // 2, 0, 1, 2, 3, 100, ends.max // 2, ends.max]
        return np.array(g.choice(np.array(ends, object), shape)).astype(kind)

    return draw


def zeros_and_ones(*shape):
    return lambda kind, g: g.integers(0, 2, shape).astype(kind)


def classes(*shape):
    return lambda kind, g: g.integers(0, 2 + (kind != "?"), shape).astype(kind)


X, Z, A, G = (any_numbers(*shape) for shape in ((4, 2), (4, 3), (4, 1), (7,)))
SMALL, Y, C = zeros_and_ones(4, 2), zeros_and_ones(4, 1), classes(4)


def network(dtype=float):
    g = rng()
    return nn.Network(
        nn.Dense(2, 5, rng=g), nn.Tanh(), nn.Dense(5, 3, rng=g), dtype=dtype
    )


def both_ways(make):
    def run(X, dA):
        layer = make()
        A = layer.forward(X, train=True)
        back = layer.backward(dA)
        return [
            layer.forward(X),
            A,
            back,
            *(getattr(layer, "d" + p) for p in layer.params),
        ]

    return run


def steps(make, **kwargs):
    def run(g, h):
        theta = np.linspace(-1, 1, 7)
        opt = make(theta, lr=0.5, **kwargs)
        opt.step(g)
        opt.step(h)
        return theta

    return run


def trained(fit, X, y):
    net = network()
    given = {"epochs": 3, "batch_size": 3, "rng": rng(), "valid": (X, y)}
    history = list(fit(net, nn.cross_entropy, nn.SGD(net.theta, 0.1), X, y, **given))
    return [net.theta, np.array(history)]


def checked(X, y):
    net = network()
    return [nn.check_gradients(net, nn.cross_entropy, X, y), net.dtheta]


def assigned(values):
    net = nn.Network(nn.Dense(1, 2, rng=rng()), nn.Dense(2, 1, rng=rng()))
    net.theta = values
    return [net.theta, net.layers[0].W]


def passed(X, dA):
    net = network()
    A = net.forward(X, train=True)
    return [A, net(X), net.backward(dA, need_dX=True), net.dtheta]


def drawn(plot, **more):
    """A function of the arrays of a plot, to the numbers that it draws."""

    def run(*arrays):
        ax = plot(*arrays, ax=Figure().add_axes((0, 0, 1, 1)), **more)
        found = [part.get_offsets() for part in ax.collections]
        found += [line.get_xydata() for line in ax.lines]
        found += [np.ma.filled(image.get_array(), np.nan) for image in ax.images]
        texts = [text.get_text() for text in ax.texts]
        return [*found, [float(text) for text in texts if text.isdigit()]]

    return run


LAYERS = {
    "Dense": (lambda: nn.Dense(2, 3, rng=rng()), X, Z),
    "Sigmoid": (nn.Sigmoid, Z, Z),
    "Tanh": (nn.Tanh, Z, Z),
    "ReLU": (nn.ReLU, Z, Z),
    "LeakyReLU": (lambda: nn.LeakyReLU(0.25), Z, Z),
    "Softmax": (nn.Softmax, Z, Z),
    "Dropout": (lambda: nn.Dropout(0.25, rng=rng()), Z, Z),
}
OPTIMIZERS = {
    "SGD": steps(nn.SGD),
    "Momentum": steps(nn.Momentum, mu=0.5),
    "Nesterov": steps(nn.Nesterov, mu=0.5),
    "RMSProp": steps(nn.RMSProp, beta=0.5),
    "Adam": steps(nn.Adam, beta1=0.5, beta2=0.75),
}
ARRAYS = {  # a function of the arrays that follow it
    **{f.__name__: (f, Z) for f in (
        nn.sigmoid, nn.tanh, nn.relu, nn.leaky_relu, nn.softmax, nn.log_softmax,
        nn.identity, nn.sigmoid_slope, nn.tanh_slope, nn.relu_slope,
        nn.leaky_relu_slope, nn.identity_slope)},
    "softmax_backward": (nn.softmax_backward, Z, Z),
    **{name: (both_ways(make), X, dA) for name, (make, X, dA) in LAYERS.items()},
    "Network.forward": (passed, SMALL, Z),
    "Network.theta": (assigned, G),
    "mean_squared_error": (nn.mean_squared_error, A, A),
    "binary_cross_entropy": (nn.binary_cross_entropy, A, Y),
    "cross_entropy": (nn.cross_entropy, Z, C),
    "one_hot": (lambda y: nn.one_hot(y, 3), C),
    "relative_error": (nn.relative_error, Z, Z),
    "check_gradients": (checked, SMALL, C),
    **{name + ".step": (run, G, G) for name, run in OPTIMIZERS.items()},
    "batches": (lambda X, y: [
        part for b in nn.batches(X, y, 3, rng()) for part in b], X, C),
    "train": (lambda X, y: trained(nn.train, X, y), SMALL, C),
    "fit": (lambda X, y: trained(nn.fit, X, y), SMALL, C),
    "accuracy": (nn.accuracy, Z, C),
    "confusion_matrix": (nn.confusion_matrix, Z, C),
    "log_loss": (nn.log_loss, Y, zeros_and_ones(4)),
    "blobs": (lambda c: nn.blobs(9, rng=rng(), centers=c), any_numbers(3, 2)),
    "plotting.grid": (lambda X: plotting.grid(X, 5), X),
    "plotting.plot_points": (drawn(plotting.plot_points), X, C),
    "plotting.plot_decision_boundary": (
        lambda X, y: drawn(plotting.plot_decision_boundary, resolution=5)(
            np.atleast_2d, X, y), SMALL, C),
    "plotting.plot_losses": (lambda L: drawn(plotting.plot_losses)({"a": L}), G),
    "plotting.plot_activation": (
        lambda z: drawn(plotting.plot_activation, z=z)(nn.tanh), G),
    "plotting.plot_confusion_matrix": (
        drawn(plotting.plot_confusion_matrix), classes(3, 3)),
    "plotting.plot_images": (drawn(plotting.plot_images), any_numbers(2, 2, 3)),
}  # fmt: skip
STRICT = {  # θ is moved in place, so another kind of array is refused
    "numerical_gradient": lambda t: nn.numerical_gradient(lambda t: t.sum(), t),
    **{name: getattr(nn, name) for name in OPTIMIZERS},
    "Network.bind": lambda t: network().bind(t),
}


def counted(make):
    return lambda n: make(n, rng=rng())


SCALARS = {  # a function of one number; where it counts, a whole number near 200
    "Dense": (lambda n: nn.Dense(n, n, rng=rng()).W, 200),
    "Dense.draw": (lambda n: nn.Dense(n, 1, rng=rng()).draw(rng()), 120),
    "Network.stack": (lambda K: network().stack(K, rng=rng()).theta, 3),
    "Network.member": (lambda k: network().stack(3, rng=rng()).member(k).theta, 2),
    "Network": (lambda n: nn.Network(nn.Dense(n, 2, rng=rng())).theta, 120),
    "count_parameters": (
        lambda n: nn.count_parameters(nn.Network(nn.Dense(n, n, rng=rng()))), 120),
    "one_hot": (lambda n: nn.one_hot([0, 1], n), 127),
    "plotting.grid": (lambda n: plotting.grid(np.eye(2), n), 120),
    "plotting.plot_network": (lambda n: drawn(plotting.plot_network)((n, n)), 120),
    "plotting.plot_images": (
        lambda n: drawn(plotting.plot_images, columns=n)(np.ones((100, 1, 1))), 99),
    "confusion_matrix": (lambda n: nn.confusion_matrix([[0.2]], [1], n), 120),
    "batches": (lambda n: [
        b for b, _ in nn.batches(np.arange(500), np.arange(500), n, rng())], 120),
    "train": (lambda n: list(nn.train(*example(), epochs=n)), 100),
    "fit": (lambda n: nn.fit(*example(), epochs=n), 100),
    **{name: (counted(getattr(nn, name)), 120) for name in (
        "positive_sum", "blobs", "circle", "xor", "moons", "spirals")},
    **{f.__name__: (lambda n, f=f: f((n, n), rng()), 120)
       for f in (nn.normal, nn.xavier, nn.he, nn.zeros, nn.constant)},
}  # fmt: skip
FRACTIONS = {  # a function of one number that is no whole one
    "leaky_relu": lambda v: nn.leaky_relu(np.arange(-2.0, 2), v),
    "leaky_relu_slope": lambda v: nn.leaky_relu_slope(np.arange(-2.0, 2), v),
    "LeakyReLU": lambda v: of_ones(lambda: nn.LeakyReLU(v)),
    "Dropout": lambda v: of_ones(lambda: nn.Dropout(v, rng=rng())),
    "SGD": lambda v: moved(nn.SGD, lr=v),
    "Momentum": lambda v: moved(nn.Momentum, lr=v, mu=v),
    "Nesterov": lambda v: moved(nn.Nesterov, lr=v, mu=v),
    "RMSProp": lambda v: moved(nn.RMSProp, lr=v, beta=v, eps=v),
    "Adam": lambda v: moved(nn.Adam, lr=v, beta1=v, beta2=v, eps=v),
    "numerical_gradient": lambda v: nn.numerical_gradient(
        lambda t: (t**3).sum(), np.ones(2), v
    ),
    "check_gradients": lambda v: nn.check_gradients(
        network(), nn.cross_entropy, np.eye(2), [0, 1], v
    ),
    "plotting.grid": lambda v: plotting.grid(np.eye(2), 5, v),
    "normal": lambda v: nn.normal((2, 3), rng(), v),
    "constant": lambda v: nn.constant((2, 3), value=v),
    "accuracy": lambda v: nn.accuracy([[0.3], [0.4]], [1, 0], v),
    "confusion_matrix": lambda v: nn.confusion_matrix([[0.3], [0.4]], [1, 0], None, v),
    **{f.__name__: lambda v, f=f: f(9, rng=rng(), noise=v)
       for f in (nn.blobs, nn.circle, nn.xor, nn.moons, nn.spirals)},
}  # fmt: skip
NO_NUMBERS = {  # and why
    "Layer": "abstract: its methods are for a class of one's own",
    "Epoch": "a record, which keeps what it is given",
    "GradientError": "an exception, which keeps what it is given",
    "load_digits": "takes nothing",
    **{f"{name}.lr": "set as given to the optimizer" for name in OPTIMIZERS},
    "load_mnist": "takes a folder; test_mnist.py",
    "Network.save": "takes a path; test_saving.py",
    "Network.load": "takes a path; test_saving.py",
    "plotting.present": "takes True or False, and a zoom; test_arguments.py",
    "Network.check": "takes nothing",
    "Network.parameters": "takes nothing",
    "Network.backward": "in Network.forward",
    "Adam.update": "step calls it on parts of arrays that it has checked",
}


def example():
    net = nn.Network(nn.Dense(2, 3, rng=rng()))
    return net, nn.cross_entropy, nn.SGD(net.theta, 0.1), np.eye(2), [0, 2]


def of_ones(make):
    return both_ways(make)(-np.eye(3), np.ones((3, 3)))


def moved(make, **kwargs):
    theta = np.linspace(-1, 1, 7)
    opt = make(theta, **kwargs)
    opt.step(np.linspace(2, 3, 7))
    opt.step(np.linspace(2, 5, 7))
    return theta


def test_no_public_function_is_left_out():
    tables = (ARRAYS, STRICT, SCALARS, FRACTIONS, NO_NUMBERS)
    named = set().union(*tables)
    for layer in ("Layer", *LAYERS):  # with the class
        named |= {f"{layer}.{step}" for step in ("forward", "backward")}
        named |= {f"{layer}.{step}" for step in ("function", "slope")}
    assert callables() - named == set()
    assert {name for name in named if "." not in name} - set(nn.__all__) == set()


def flat(result):
    """The numbers of a result, whatever it is made of."""
    if isinstance(result, (tuple, list)):
        return np.concatenate([flat(part) for part in result] or [np.empty(0)])
    return np.zeros(0) if result is None else np.ravel(np.asarray(result, float))


def quiet(call, *args):
    with np.errstate(all="ignore"):  # a score of 10¹⁹ may overflow, in float64 too
        return call(*args)


@pytest.mark.parametrize("name", ARRAYS)
def test_whole_numbers_give_what_float64_gives(name):
    call, *specs = ARRAYS[name]
    seeds = range(1 if "plot" in name else 3)  # to draw takes its time
    for kind, seed in itertools.product(WHOLE, seeds):
        given = [draw(kind, rng(seed)) for draw in specs]
        right = quiet(call, *(part.astype(np.float64) for part in given))
        for args in (given, [part.tolist() for part in given]):
            found = flat(quiet(call, *args))
            np.testing.assert_allclose(found, flat(right), rtol=1e-12, err_msg=kind)


@pytest.mark.parametrize("name", ARRAYS)
def test_float32_agrees(name):
    call, *specs = ARRAYS[name]
    given = [draw("i1", rng(1)) for draw in specs]
    right = quiet(call, *(part.astype(np.float64) for part in given))
    for kind in ("f4", ">f4"):
        found = quiet(call, *(part.astype(kind) for part in given))
        np.testing.assert_allclose(flat(found), flat(right), rtol=1e-4, atol=1e-5)


KEPT = ("sigmoid", "tanh", "relu", "leaky_relu", "softmax", "log_softmax", "identity")
KEPT += tuple(f"{name}_slope" for name in ("sigmoid", "tanh", "relu", "leaky_relu"))
KEPT += ("identity_slope", "softmax_backward", "mean_squared_error", "cross_entropy")
KEPT += ("binary_cross_entropy",)


@pytest.mark.parametrize("name", KEPT)
def test_a_formula_computes_in_the_kind_that_it_is_given(name):
    call, *specs = ARRAYS[name]
    for kind, kept in (("f4", "f4"), ("f8", "f8"), ("u1", "f8"), ("?", "f8")):
        result = quiet(call, *(draw("?", rng(1)).astype(kind) for draw in specs))
        last = result[-1] if isinstance(result, tuple) else result
        assert last.dtype == kept


def wrapped(array, kind):
    """The same numbers in a kind that is refused."""
    if kind == "masked":
        return np.ma.masked_array(array, mask=array == 1)
    if kind == "half masked":
        return np.ma.masked_array(array)
    if kind == "structured":
        return array.astype([("a", float)])
    return array.astype(kind)


@pytest.mark.parametrize("name", [*ARRAYS, *STRICT])
def test_other_kinds_are_refused_by_name(name):
    call, *specs = ARRAYS.get(name) or (STRICT[name], G)
    right = [draw("?", rng(1)).astype(float) for draw in specs]
    kinds = (*REFUSED, "masked", "half masked", "structured")
    for k, kind in itertools.product(range(len(right)), kinds):
        args = [wrapped(part, kind) if i == k else part for i, part in enumerate(right)]
        with pytest.raises(TypeError, match=r"^\S.* expects? .*, got .*; "):
            call(*args)


@pytest.mark.parametrize("name", STRICT)
def test_what_is_moved_in_place_is_an_array_of_floats(name):
    for wrong in ([1.0, 2.0], 3.0, np.arange(7), np.ones(7, bool), np.ones(7, ">f8")):
        with pytest.raises(TypeError, match=r" expects .*, got .*; "):
            STRICT[name](wrong)


def scalars(value):
    """One number in every kind that holds it."""
    kinds = [np.dtype(kind) for kind in WHOLE if kind[0] != ">" and kind != "?"]
    for dtype in kinds:
        if value <= np.iinfo(dtype).max:
            yield dtype.type(value)


@pytest.mark.parametrize("name", SCALARS)
def test_a_count_of_a_small_kind_does_not_overflow(name):
    call, value = SCALARS[name]
    right = flat(call(value))
    for one in scalars(value):
        np.testing.assert_array_equal(flat(call(one)), right, err_msg=repr(one))


@pytest.mark.parametrize("name", FRACTIONS)
def test_a_number_of_a_small_kind_counts_at_its_own_value(name):
    for kind in (np.float16, np.float32, np.float64, np.longdouble, np.array):
        one = kind(0.2)  # 0.19995… as a half: that number, and no rounding after it
        right = flat(FRACTIONS[name](float(one)))
        np.testing.assert_array_equal(flat(FRACTIONS[name](one)), right)


def test_what_failed_once():
    np.testing.assert_allclose(nn.sigmoid(np.array([3, 200], "u1")), [0.9525741, 1])
    assert nn.tanh_slope(np.uint8(2)) == -3
    assert np.isfinite(nn.softmax(np.array([[-128, 127]], "i1"))).all()
    with pytest.raises(TypeError, match="float64 or float32 for dtype, got "):
        nn.Network(nn.Dense(2, 1, rng=rng()), dtype=np.float16)
    with pytest.raises(TypeError, match="got float16"):
        nn.Adam(np.zeros(3, np.float16))


def fixed(array):
    array.setflags(write=False)
    return array


class Own(np.ndarray):
    """A subclass, as of a file (np.memmap) or of units."""


with warnings.catch_warnings():
    warnings.simplefilter("ignore", PendingDeprecationWarning)
    matrix = np.matrix(np.ones((2, 2)))  # it has a `*` of its own
LAID_OUT = {  # the same numbers, laid out differently in memory
    "as it is": np.copy,
    "fixed": lambda a: fixed(a.copy()),
    "by columns": lambda a: np.array(a, order="F"),
    "from the end": lambda a: np.flip(np.flip(a).copy()),
    "every second": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
}
CONVERTED = {
    "other order of bytes": lambda a: a.astype(">f8"),
    "a subclass": lambda a: a.view(Own),
    "a matrix": lambda a: a.view(type(matrix)) if a.ndim == 2 else a,
}


@pytest.mark.parametrize("name", ARRAYS)
def test_how_an_array_lies_in_memory_changes_nothing(name):
    call, *specs = ARRAYS[name]
    given = [draw("i1", rng(1)).astype(float) for draw in specs]
    right = quiet(call, *given)
    for kind, laid_out in (LAID_OUT | CONVERTED).items():
        found = quiet(call, *(laid_out(part) for part in given))
        for part in found if isinstance(found, (tuple, list)) else [found]:
            assert type(part) not in (Own, type(matrix)), kind
        np.testing.assert_allclose(flat(found), flat(right), 1e-12, 1e-12, err_msg=kind)


@pytest.mark.parametrize("name", STRICT)
def test_a_vector_is_moved_however_it_lies_in_memory_or_refused(name):
    for kind, laid_out in LAID_OUT.items():
        theta = laid_out(network().theta)
        if kind == "fixed":
            with pytest.raises(ValueError, match=r" expects .*read-only one; "):
                STRICT[name](theta)
            continue
        made = STRICT[name](theta)
        if hasattr(made, "step"):
            made.step(np.ones(len(theta)))
            assert (theta < network().theta).all(), kind
    for laid_out in (CONVERTED["other order of bytes"], CONVERTED["a subclass"]):
        with pytest.raises(TypeError, match=r" expects .*, got .*; "):
            STRICT[name](laid_out(network().theta))


def test_layers_are_views_of_a_theta_however_it_lies_in_memory():
    for rows in (network().theta, network().stack(3, rng=rng()).theta):
        for kind in sorted(set(LAID_OUT) - {"fixed"}):
            one, theta = network(), LAID_OUT[kind](rows)
            one.bind(theta)
            one.check()
            theta[...] = 0
            assert not any(value.any() for *_, value in one.parameters()), kind
