"""nnlib: the small neural-network library that the course builds up, in NumPy.

To read, a page each, in this order (in brackets, the lesson that writes it):

    activations   the bend between two layers, and its slope (01, 03)
    layers        forward through a layer, and backward (02, 05, 08)
    network       layers over one vector θ (02, 05)
    losses        how wrong, as one number, and its gradient (04)
    gradcheck     is a gradient right? (04, 05)
    optimizers    the step that follows the gradient (06)
    training      the loop that learns (06, 07)
    initializers, datasets, metrics, then mnist and saving: files (07, 08)

Around it: guards, one sentence for each wrong argument; plotting, the figures; lessons,
what each lesson brings; check, quiz, explore and diagnose, the engines that ask, draw
and look; shared, what they share; course, what builds, marks and serves it all.
"""

from .activations import (
    identity,
    identity_slope,
    leaky_relu,
    leaky_relu_slope,
    log_softmax,
    relu,
    relu_slope,
    sigmoid,
    sigmoid_slope,
    softmax,
    softmax_backward,
    tanh,
    tanh_slope,
)
from .datasets import (
    blobs,
    circle,
    load_digits,
    load_mnist,
    moons,
    positive_sum,
    spirals,
    xor,
)
from .gradcheck import (
    GradientError,
    check_gradients,
    numerical_gradient,
    relative_error,
)
from .initializers import constant, he, normal, xavier, zeros
from .layers import (
    Dense,
    Dropout,
    Layer,
    LeakyReLU,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)
from .losses import binary_cross_entropy, cross_entropy, mean_squared_error, one_hot
from .metrics import accuracy, confusion_matrix, log_loss
from .network import Network, count_parameters
from .optimizers import SGD, Adam, Momentum, Nesterov, RMSProp
from .training import Epoch, batches, fit, train

__version__ = "1.0.0"
__all__ = [
    # 01 neurons
    "identity",
    "relu",
    # 02 networks
    "Layer",
    "Dense",
    "Network",
    "count_parameters",
    # 03 activations
    "sigmoid",
    "tanh",
    "leaky_relu",
    "softmax",
    "log_softmax",
    "identity_slope",
    "sigmoid_slope",
    "tanh_slope",
    "relu_slope",
    "leaky_relu_slope",
    "softmax_backward",
    # 04 loss
    "mean_squared_error",
    "binary_cross_entropy",
    "cross_entropy",
    "one_hot",
    "numerical_gradient",
    # 05 backpropagation
    "Sigmoid",
    "Tanh",
    "ReLU",
    "LeakyReLU",
    "Softmax",
    "relative_error",
    "check_gradients",
    "GradientError",
    # 06 gradient descent
    "SGD",
    "Momentum",
    "Nesterov",
    "RMSProp",
    "Adam",
    "batches",
    # 07 the full training case
    "positive_sum",
    "blobs",
    "circle",
    "xor",
    "moons",
    "spirals",
    "normal",
    "xavier",
    "he",
    "zeros",
    "constant",
    "Epoch",
    "train",
    "fit",
    "accuracy",
    # 08 digits
    "load_digits",
    "load_mnist",
    "Dropout",
    "confusion_matrix",
    "log_loss",
]
