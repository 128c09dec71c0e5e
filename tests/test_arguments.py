"""No guard fails itself: every argument of every public function, given wrongly."""

import decimal
import inspect
import re
import warnings

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from public import callables

import nnlib as nn
from nnlib import plotting


def rng(seed=0):
    return np.random.default_rng(seed)


class Odd:
    """An object of one's own, whose text is long, of two lines, or an error."""

    def __init__(self, text=""):
        self.text = text

    def __repr__(self):
        return self.text * 10_000 if self.text else 1 / 0


class Table:
    """What pandas brings: no array, but it can become one."""

    def __array__(self, dtype=None, copy=None):
        return np.arange(12.0).reshape(6, 2)


LOOP = []
LOOP.append(LOOP)
WRONG = {
    "text": "0.1",
    "None": None,
    "a list": [0.1, 0.2],
    "a broken list": [[1.0], [1.0, 2.0]],
    "a list in itself": LOOP,
    "a tuple": (2, 3),
    "a dict": {"lr": 0.1},
    "a decimal": 1.5,
    "a truth value": True,
    "nan": np.nan,
    "inf": np.inf,
    "negative": -1,
    "zero": 0,
    "a huge number": 10**400,
    "a duration": np.timedelta64(2, "s"),
    "a number of what": np.timedelta64(2),
    "a date": np.datetime64("2026-11-30"),
    "a Decimal": decimal.Decimal("0.5"),
    "an object": Odd("two\nlines "),
    "a broken object": Odd(),
    "a class": dict,
    "a function": len,
    "an empty list": [],
    "an empty dict": {},
    "a generator": (k for k in ()),
    "a class of ours": nn.Dense,
    "a table": Table(),
    "an empty array": np.ones((0, 2)),
    "three axes": np.ones((2, 3, 4)),
    "four axes": np.ones((1, 1, 1, 1)),
}
NO_NUMBERS = {"text", "None", "a broken list", "a list in itself", "a dict"}
NO_NUMBERS |= {"a huge number", "an object", "a broken object", "a class", "a function"}
NO_NUMBERS |= {"an empty dict", "a generator", "a class of ours"}
NO_NUMBERS |= {"a duration", "a number of what", "a date", "a Decimal"}
ARRAYS = {"an empty array", "three axes", "four axes"}
NOT_ONE = NO_NUMBERS | ARRAYS | {"a list", "a tuple", "an empty list", "a table"}
NOT_ONE |= {"a truth value", "nan"}
NO_DATA = {"nan", "inf", "an empty array", "an empty list"}
COUNT = NOT_ONE | {"inf", "negative", "zero", "a decimal"}
MUST = {  # what each kind of argument refuses; the rest may pass, or be refused
    "array": NO_NUMBERS,
    "data": NO_NUMBERS | NO_DATA | {"zero", "a list"},
    "line or None": NO_NUMBERS - {"None"} | NO_DATA | ARRAYS | {"zero", "a table"},
    "images": set(WRONG) - {"three axes"},
    "sizes": set(WRONG) - {"a tuple"},
    "names": set(WRONG) - {"None", "a list", "a tuple"},
    "threshold": NOT_ONE,
    "finite": NOT_ONE | {"inf"},
    "at least 0": NOT_ONE | {"inf", "negative"},
    "above 0": NOT_ONE | {"inf", "negative", "zero"},
    "fraction": NOT_ONE | {"inf", "negative", "a decimal"},
    "count": COUNT,
    "count or None": COUNT - {"None"},
    "index": NOT_ONE | {"inf", "a decimal"},
    "shape": COUNT - {"a tuple"},
    "everything": set(WRONG),
    "vector": set(WRONG) - ARRAYS,
    "everything but None": set(WRONG) - {"None"},
    "function": set(WRONG) - {"a function"},
    "function or None": set(WRONG) - {"a function", "None"},
    "path": set(WRONG) - {"text"},
    "yes or no": set(WRONG) - {"a truth value"},
    "anything": set(),
}


def net():
    g = rng()
    return nn.Network(nn.Dense(2, 4, rng=g), nn.Tanh(), nn.Dense(4, 3, rng=g))


def after_forward(layer, shape):
    layer.forward(np.ones(shape), train=True)
    return layer


X, y = rng(1).normal(size=(6, 2)), np.array([0, 1, 2, 0, 1, 2])
A3, P3 = rng(2).normal(size=(6, 3)), np.full((6, 3), 1 / 3)
T = np.linspace(-1, 1, 23)


def layer(make, shape, back):
    """The rows of the table for a layer: forward, and backward after it."""
    call = {"X": (np.ones(shape), "array"), "train": (False, "yes or no")}
    dA = {"dA": (np.ones(back), "array"), "need_dX": (True, "anything")}  # not used
    name = type(make()).__name__
    if name == "Dense":
        dA = {"dZ": dA["dA"], "need_dX": (True, "yes or no")}
    yield f"{name}.forward", (lambda: make().forward, call)
    yield f"{name}.backward", (lambda: after_forward(make(), shape).backward, dA)


def formula(f, *names, **kinds):
    """The row for a function of arrays (4, 3), and of what `kinds` names."""
    arrays = {name: (np.full((4, 3), 0.5), "array") for name in names}
    return f.__name__, (lambda: f, arrays | kinds)


def stepped(make):
    return make.__name__ + ".step", (
        lambda: make(T.copy()).step,
        {"g": (np.ones(23), "array")},
    )


def optimizer(make, **fractions):
    """The row for an optimizer; θ has 23 numbers."""
    row = {"theta": (T.copy(), "vector"), "lr": (0.1, "at least 0")}
    row |= dict.fromkeys(fractions, (0.5, "fraction"))
    if make in (nn.RMSProp, nn.Adam):
        row["eps"] = (1e-8, "above 0")
    return make.__name__, (lambda: make, row)


def points(make, **more):
    noise = {} if make is nn.positive_sum else {"noise": (0.1, "at least 0")}
    row = {"n": (9, "count"), "rng": (rng(), "everything"), **noise, **more}
    return make.__name__, (lambda: make, row)


def initializer(make, draws, **more):
    row = {"shape": ((2, 3), "shape")}
    row["rng"] = (rng(), "everything" if draws else "anything")
    return make.__name__, (lambda: make, row | more)


def training(f, **more):
    def run(net, loss, optimizer, X, y, **given):
        return list(f(net, loss, optimizer, X, y, **given))

    one = net()
    return f.__name__, (
        lambda: run,
        {
            "net": (one, "everything"),
            "loss": (nn.cross_entropy, "function"),
            "optimizer": (nn.SGD(one.theta), "everything"),
            "X": (X, "data"),
            "y": (y, "data"),
            "epochs": (1, "count"),
            "batch_size": (4, "count or None"),
            "rng": (rng(), "everything"),
            "valid": ((X, y), "everything but None"),
            **more,
        },
    )


def picture(plot, **row):
    """The row for a plot, on axes of its own; one that is refused opens no figure."""

    def run(**given):
        if given["ax"] is AXES:
            given["ax"] = Figure().add_axes((0, 0, 1, 1))
        before = plt.get_fignums()
        try:
            plot(**given)
        except Exception:
            assert plt.get_fignums() == before
            raise
        plt.close("all")

    row["ax"] = (AXES, "everything but None")
    return f"plotting.{plot.__name__}", (lambda: run, row)


def presented(**given):
    with matplotlib.rc_context():
        plotting.present(**given)


AXES = "new axes"
POINTS = {"X": (X, "data"), "y": (y, "data")}
OUTPUTS = {"A": (A3, "data"), "y": (y, "data")}
TABLE = dict([
    *(formula(f, "z") for f in (
        nn.sigmoid, nn.tanh, nn.relu, nn.identity)),
    formula(nn.leaky_relu, "z", alpha=(0.1, "fraction")),
    *(formula(f, "Z") for f in (nn.softmax, nn.log_softmax)),
    *(formula(f, "a") for f in (
        nn.sigmoid_slope, nn.tanh_slope, nn.relu_slope, nn.identity_slope)),
    formula(nn.leaky_relu_slope, "a", alpha=(0.1, "fraction")),
    formula(nn.softmax_backward, "P", "dP"),
    formula(nn.relative_error, "a", "b"),
    formula(nn.mean_squared_error, "A", "Y"),
    formula(nn.binary_cross_entropy, "Z", "Y"),
    ("cross_entropy", (lambda: nn.cross_entropy, {
        "Z": (A3, "array"), "y": (y, "data")})),
    ("one_hot", (lambda: nn.one_hot, {"y": (y, "data"), "n_classes": (3, "count")})),
    ("numerical_gradient", (lambda: nn.numerical_gradient, {
        "f": (np.sum, "function"), "theta": (T.copy(), "vector"),
        "h": (1e-5, "above 0")})),
    ("check_gradients", (lambda: nn.check_gradients, {
        "net": (net(), "everything"), "loss": (nn.cross_entropy, "function"),
        "X": (X, "data"), "y": (y, "data"), "tolerance": (1e-4, "above 0")})),
    ("Dense", (lambda: nn.Dense, {
        "n_in": (2, "count"), "n_out": (3, "count"), "rng": (rng(), "everything"),
        "init": (nn.he, "function")})),
    ("Dense.draw", (lambda: nn.Dense(2, 3, rng=rng()).draw, {
        "rng": (rng(), "everything")})),
    ("LeakyReLU", (lambda: nn.LeakyReLU, {"alpha": (0.1, "fraction")})),
    ("Dropout", (lambda: nn.Dropout, {
        "p": (0.1, "fraction"), "rng": (rng(), "everything")})),
    *layer(lambda: nn.Dense(3, 2, rng=rng()), (4, 3), (4, 2)),
    *(row for make in (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.LeakyReLU, nn.Softmax)
      for row in layer(make, (4, 3), (4, 3))),
    *layer(lambda: nn.Dropout(0.5, rng=rng()), (4, 3), (4, 3)),
    ("Network", (lambda: lambda layer, dtype: nn.Network(layer, dtype=dtype), {
        "layer": (nn.Tanh(), "everything"),
        "dtype": (np.float32, "everything but None")})),
    ("Network.forward", (lambda: net().forward, {
        "X": (X, "array"), "train": (True, "yes or no")})),
    ("Network.backward", (lambda: after_forward(net(), (6, 2)).backward, {
        "dA": (A3, "array"), "need_dX": (False, "yes or no")})),
    ("Network.theta", (lambda: lambda theta: setattr(net(), "theta", theta), {
        "theta": (net().theta, "array")})),
    ("Network.bind", (lambda: net().bind, {"theta": (net().theta, "everything")})),
    ("Network.stack", (lambda: net().stack, {
        "K": (3, "count"), "rng": (rng(), "everything but None")})),
    ("Network.member", (lambda: net().stack(3).member, {"k": (1, "index")})),
    ("Network.save", (lambda: net().save, {"path": ("net.npz", "path")})),
    ("Network.load", (lambda: net().load, {"path": ("net.npz", "path")})),
    ("count_parameters", (lambda: nn.count_parameters, {"net": (net(), "everything")})),
    optimizer(nn.SGD), optimizer(nn.Momentum, mu=1), optimizer(nn.Nesterov, mu=1),
    optimizer(nn.RMSProp, beta=1), optimizer(nn.Adam, beta1=1, beta2=1),
    *map(stepped, (nn.SGD, nn.Momentum, nn.Nesterov, nn.RMSProp, nn.Adam)),
    ("batches", (lambda: lambda **given: list(nn.batches(**given)), {
        "X": (X, "data"), "y": (y, "data"), "batch_size": (4, "count or None"),
        "rng": (rng(), "everything")})),
    points(nn.positive_sum), points(nn.circle), points(nn.xor), points(nn.moons),
    points(nn.blobs, centers=(((-1, -1), (1, 1)), "data")),
    points(nn.spirals, arms=(3, "count")),
    initializer(nn.normal, True, std=(0.1, "at least 0")),
    initializer(nn.xavier, True), initializer(nn.he, True),
    initializer(nn.zeros, False),
    initializer(nn.constant, False, value=(1.0, "finite")),
    training(nn.train), training(nn.fit, progress=(False, "yes or no")),
    ("accuracy", (lambda: nn.accuracy, {**OUTPUTS, "threshold": (0.5, "threshold")})),
    ("confusion_matrix", (lambda: nn.confusion_matrix, {
        **OUTPUTS, "n_classes": (3, "count or None"),
        "threshold": (0.5, "threshold")})),
    ("log_loss", (lambda: nn.log_loss, {"P": (P3, "data"), "y": (y, "data")})),
    picture(plotting.plot_points, **POINTS, held_out=(False, "yes or no")),
    picture(
        plotting.plot_decision_boundary, **POINTS, predict=(net(), "function"),
        logits=(False, "yes or no"), resolution=(9, "count")),
    ("plotting.grid", (lambda: plotting.grid, {
        "X": (X, "data"), "resolution": (9, "count"), "margin": (1, "at least 0")})),
    picture(plotting.plot_losses, history=({"a": [0.2, 0.1]}, "everything")),
    picture(
        plotting.plot_network, net=(net(), "sizes"), input_names=(["a", "b"], "names"),
        output_names=(["a", "b", "c"], "names"), most=(3, "count")),
    picture(
        plotting.plot_activation, function=(nn.tanh, "function"),
        slope=(nn.tanh_slope, "function or None"), z=(T, "line or None")),
    picture(
        plotting.plot_confusion_matrix, C=(np.eye(3), "everything"),
        names=(["a", "b", "c"], "names")),
    picture(
        plotting.plot_images, images=(np.ones((2, 3, 4)), "images"),
        titles=(["a", "b"], "names"), columns=(8, "count")),
    ("plotting.present", (lambda: presented, {
        "on": (False, "yes or no"), "zoom": (1.2, "above 0")})),
    ("load_mnist", (lambda: nn.load_mnist, {"folder": ("nowhere", "path")})),
])  # fmt: skip
OPTIMIZERS = ("SGD", "Momentum", "Nesterov", "RMSProp", "Adam")
EXEMPT = {  # and why
    "Layer": "abstract",
    "Layer.forward": "abstract; see below",
    "Layer.backward": "abstract; see below",
    "Epoch": "a record, which keeps what it is given",
    "GradientError": "an exception, which keeps what it is given",
    "load_digits": "takes nothing",
    **{f"{name}.lr": "set, below" for name in OPTIMIZERS},
    "Network.check": "takes nothing",
    "Network.parameters": "takes nothing",
    "Adam.update": "step calls it on parts of arrays that it has checked",
    **{f"{one.__name__}": "takes nothing"
       for one in (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.Softmax)},
    **{f"{one.__name__}.{step}": "a function of the table, under another name"
       for one in (nn.Sigmoid, nn.Tanh, nn.ReLU, nn.Softmax, nn.LeakyReLU)
       for step in ("function", "slope")},
}  # fmt: skip
SENTENCE = re.compile(r"\S[^\n]* expects? [^\n]*, got [^\n]*; [^\n]+")


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    net().save("net.npz")


def test_no_public_function_is_left_out():
    assert callables() - set(TABLE) - set(EXEMPT) == set()
    assert set(TABLE) & set(EXEMPT) == set()


def parameters(name):
    """What the signature of a public function names."""
    one = nn
    for part in name.split("."):
        one = getattr(one, part)
    for parameter in inspect.signature(one).parameters.values():
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            yield parameter.name


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"Network.theta"}))
def test_no_argument_is_left_out(name):
    named = set(TABLE[name][1])
    assert set(parameters(name)) - {"self"} <= named


@pytest.mark.parametrize("name", sorted(set(TABLE) - {"load_mnist"}))
def test_right_arguments_are_right(name):
    make, row = TABLE[name]
    make()(**{key: value for key, (value, _) in row.items()})


def outcome(call, given):
    """None, or the sentence of an error of ours; any other error passes through."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # nan and infinity are numbers to a formula
        try:
            call(**given)
        except (ValueError, TypeError, OSError) as error:
            if not SENTENCE.fullmatch(str(error)) or len(str(error)) > 400:
                raise
            return str(error)
    return None


@pytest.mark.parametrize("name, argument", [
    (name, argument) for name, (_, row) in TABLE.items() for argument in row
])  # fmt: skip
def test_a_wrong_argument_is_refused_in_a_sentence(name, argument):
    make, row = TABLE[name]
    right = {key: value for key, (value, _) in row.items()}
    kind = row[argument][1]
    for key, value in WRONG.items():
        if "function" in kind and key == "a function":
            continue  # it is called, and its own error is the learner's
        said = outcome(make(), right | {argument: value})
        assert said or key not in MUST[kind], (key, "was taken")


def arrays(row):
    """The arguments of a row that are arrays of more than one entry."""
    one = ("theta", "images", "C")  # as large as they are by themselves
    return [
        key
        for key, (value, _) in row.items()
        if isinstance(value, np.ndarray) and value.size > 1 and key not in one
    ]


@pytest.mark.parametrize("name", [
    name for name, (_, row) in TABLE.items() if len(arrays(row)) > 1
])  # fmt: skip
def test_arrays_that_belong_together_are_as_long(name):
    make, row = TABLE[name]
    right = {key: value for key, (value, _) in row.items()}
    for key in arrays(row):
        for part in (right[key][:-1], np.concatenate([right[key]] * 2)):
            assert outcome(make(), right | {key: part}), key


def losses_that_are_none():
    """Functions that a learner takes for a loss."""
    yield lambda A, y: nn.cross_entropy(A, y)[0]
    yield lambda A, y: None
    yield lambda A, y: (*nn.cross_entropy(A, y), A)
    yield lambda A, y: (None, A)
    yield lambda A, y: (nn.cross_entropy(A, y)[0], None)
    yield lambda A, y: nn.cross_entropy(A, y)[::-1]
    yield lambda A, y: (np.ones(len(A)), A)


@pytest.mark.parametrize("name", ["train", "fit", "check_gradients"])
def test_a_loss_returns_a_number_and_a_gradient(name):
    make, row = TABLE[name]
    right = {key: value for key, (value, _) in row.items()}
    for loss in losses_that_are_none():
        assert outcome(make(), right | {"loss": loss})
    own = right | {"loss": lambda A, y: nn.cross_entropy(A, y)}
    assert outcome(make(), own) is None


@pytest.mark.parametrize(
    "make", [nn.SGD, nn.Momentum, nn.Nesterov, nn.RMSProp, nn.Adam]
)
def test_a_rate_is_checked_whenever_it_is_set(make):
    opt = make(T.copy(), lr=0.5)
    opt.lr /= 10
    for key in sorted(MUST["at least 0"]):
        assert outcome(lambda lr: setattr(opt, "lr", lr), {"lr": WRONG[key]}), key
    assert opt.lr == 0.05


def test_a_vector_that_cannot_be_moved_is_refused():
    one = net()
    opt = nn.SGD(one.theta)
    one.theta.setflags(write=False)
    arguments = dict(net=one, loss=nn.cross_entropy, X=X, y=y)
    assert outcome(nn.check_gradients, arguments)
    assert outcome(nn.fit, arguments | dict(optimizer=opt, epochs=1))
    assert outcome(lambda theta: setattr(one, "theta", theta), {"theta": 0.0})
    assert outcome(net().bind, {"theta": one.theta})
    for make in (nn.SGD, nn.Momentum, nn.Nesterov, nn.RMSProp, nn.Adam):
        assert outcome(make, {"theta": one.theta})


def test_a_layer_of_ones_own_is_told_what_it_lacks():
    class Own(nn.Layer):
        pass

    for step in ("forward", "backward"):
        with pytest.raises(NotImplementedError, match=f"Own expects .*def {step}"):
            getattr(Own(), step)(X)
