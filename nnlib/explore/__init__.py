"""One panel of sliders for each lesson: `nnlib.explore.neuron()` shows the first.

Every name below is made when it is first asked for. To write a new explorer, read
the docstring of `nnlib.explore.explorer`.
"""

import importlib

MODULES = {
    "start": "start_here",
    "line": "start_here",
    "neuron": "neurons",
    "layers": "networks",
    "activation": "activations",
    "loss": "losses",
    "backprop": "backpropagation",
    "descent": "gradient_descent",
    "playground": "training",
    "digits": "handwriting",
    "Explorer": "explorer",
}

__all__ = list(MODULES)


def __getattr__(name):
    """Import the module that holds `name`, and keep the name."""
    if name not in MODULES:
        raise AttributeError(f"nnlib.explore has {', '.join(MODULES)}; not {name!r}")
    module = importlib.import_module(f"{__name__}.{MODULES[name]}")
    globals()[name] = getattr(module, name)
    return globals()[name]


def __dir__():
    return sorted({*globals(), *MODULES})
