"""Lesson 03. Activations."""

PANELS = ("activation",)
NAMES = (
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
)
