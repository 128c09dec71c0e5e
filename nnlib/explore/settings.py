"""A state of a panel as one line to share: "lr=0.3 hidden=4 data=moons"."""

import shlex

from nnlib.explore.speech import error


def with_state(controls):
    """Return the controls that have a state, which is all but the buttons."""
    return {name: c for name, c in controls.items() if c.has_state}


def write(controls):
    """Return the settings string of a dict name -> control."""
    kept = with_state(controls).items()
    return " ".join(f"{name}={shlex.quote(c.token)}" for name, c in kept)


def read(text, controls):
    """Return the dict name -> word of a settings string, or raise ValueError."""
    right = repr(write(controls))
    if not isinstance(text, str):
        raise TypeError(error("settings kind", got=type(text).__name__, right=right))
    try:
        words = shlex.split(text)
    except ValueError:
        words = [text]
    pairs = [word.partition("=") for word in words]
    wrong = [word for word, (_, sign, _) in zip(words, pairs, strict=True) if not sign]
    if wrong:
        raise ValueError(error("settings pair", got=repr(wrong[0]), right=right))
    return {name: value for name, _, value in pairs}


def places(values, controls):
    """Return the dict name -> index of some values; raise ValueError, set nothing."""
    controls = with_state(controls)
    for name in values:
        if name not in controls:
            names, right = ", ".join(controls), repr(write(controls))
            raise ValueError(
                error("settings name", names=names, got=repr(name), right=right)
            )
    return {name: controls[name].find(value) for name, value in values.items()}
