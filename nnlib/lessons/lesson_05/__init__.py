"""Lesson 05. Backpropagation."""

PANELS = ("backprop",)
NAMES = (
    "Sigmoid",
    "Tanh",
    "ReLU",
    "LeakyReLU",
    "Softmax",
    "relative_error",
    "check_gradients",
    "GradientError",
)
