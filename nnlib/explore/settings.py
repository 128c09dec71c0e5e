"""A state of an explorer as one line to share: "lr=0.3 hidden=4 data=moons"."""

import shlex


def kept(controls):
    """Return the controls that have a state, which is all but the buttons."""
    return {name: c for name, c in controls.items() if c.kind != "button"}


def write(controls):
    """Return the settings string of a dict name -> control."""
    words = [f"{name}={shlex.quote(c.token)}" for name, c in kept(controls).items()]
    return " ".join(words)


def read(text, controls):
    """Return the dict name -> word of a settings string, or raise ValueError."""
    if not isinstance(text, str):
        raise TypeError(
            f"settings expects a string, got {type(text).__name__}; "
            f"try settings={write(controls)!r}"
        )
    try:
        words = shlex.split(text)
    except ValueError:
        words = [text]
    pairs = [word.partition("=") for word in words]
    wrong = [word for word, (_, sign, _) in zip(words, pairs, strict=True) if not sign]
    if wrong:
        raise ValueError(
            f"settings expects name=value, got {wrong[0]!r}; "
            f"try settings={write(controls)!r}"
        )
    return {name: value for name, _, value in pairs}


def places(values, controls):
    """Return the dict name -> index of some values; raise ValueError, set nothing."""
    controls = kept(controls)
    for name in values:
        if name not in controls:
            raise ValueError(
                f"settings expects the names {', '.join(controls)}, "
                f"got {name!r}; try settings={write(controls)!r}"
            )
    return {name: controls[name].find(value) for name, value in values.items()}
