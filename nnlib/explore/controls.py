"""Sliders, choices and buttons, each one of a list of values.

A helper returns a recipe; each explorer makes its own widget from it:

    lr = log_slider("learning rate η", 0.01, 1, start=0.1)
    widget = lr()
    widget.value = 0.3
"""

import functools
import pathlib

import anywidget
import ipywidgets
import numpy as np
import traitlets

_here = pathlib.Path(__file__).parent
_CLICKS = range(2**31)
_SWITCH = (False, True)


class Control(anywidget.AnyWidget):
    """A native browser control that chooses one of `values`."""

    # As text: given a path, anywidget would keep every widget for ever.
    _esm = (_here / "control.js").read_text(encoding="utf-8")
    _css = (_here / "explore.css").read_text(encoding="utf-8")

    kind = traitlets.Unicode().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    texts = traitlets.List().tag(sync=True)
    index = traitlets.Int(0).tag(sync=True)
    low = traitlets.Int(0).tag(sync=True)
    high = traitlets.Int(0).tag(sync=True)
    stride = traitlets.Int(0).tag(sync=True)  # > 0: steps of the play button
    pace = traitlets.Int(120).tag(sync=True)  # milliseconds between two of them
    disabled = traitlets.Bool(False).tag(sync=True)

    def __init__(self, kind, label, values, *, start, name="", texts=(), **traits):
        self.values = values
        traits |= {"kind": kind, "label": label, "name": name, "texts": list(texts)}
        super().__init__(index=self.find(start), **traits)

    @traitlets.validate("index")
    def _inside(self, proposal):
        return min(max(proposal["value"], 0), len(self.values) - 1)

    @property
    def value(self):
        return self.values[self.index]

    @value.setter
    def value(self, value):
        self.index = self.find(value)

    @property
    def token(self):
        """The value as one word of a settings string."""
        return _token(self.value)

    def find(self, value):
        """Return the place of a value, or of its token, in `values`."""
        word = value if isinstance(value, str) else _token(value)
        if isinstance(self.values, range):
            return self._find_integer(word)
        words = [_token(known) for known in self.values]
        if word in words:
            return words.index(word)
        raise ValueError(
            f"{self.name or self.label} expects {_few(words)}, got {word!r}; "
            f"try {self.name or 'value'}={self._nearest(word, words)}"
        )

    def _find_integer(self, word):
        low, high = self.values[0], self.values[-1]
        digits = word[1:] if word[:1] == "-" else word
        if digits.isdecimal() and digits.isascii() and low <= int(word) <= high:
            return int(word) - low
        raise ValueError(
            f"{self.name or self.label} expects a whole number from {low} to {high}, "
            f"got {word!r}; try {self.name or 'value'}={self.token}"
        )

    def _nearest(self, word, words):
        try:
            wanted = float(word)
            if not np.isfinite(wanted):
                return self.token
            return words[int(np.argmin(np.abs(np.array(self.values, float) - wanted)))]
        except ValueError:
            return self.token


def _token(value):
    if isinstance(value, (bool, np.bool_)):
        return "on" if value else "off"
    return value if isinstance(value, str) else f"{value + 0:g}"  # −0 is 0


def _few(words):
    if len(words) <= 8:
        return "one of " + ", ".join(words)
    return f"one of {', '.join(words[:3])}, … up to {words[-1]}"


def _texts(values, form):
    return [form.format(value).replace("-", "−") for value in values]


def slider(label, low, high, step, *, start, unit="", form="{:g}", play=0):
    """A slider over low, low + step, …, high; play > 0 adds a ▶ button, in strides."""
    count = round((high - low) / step) + 1
    values = [round(low + step * k, 9) for k in range(count)]
    if all(isinstance(number, int) for number in (low, high, step)):
        values = [int(value) for value in values]
    return steps(label, values, start=start, unit=unit, form=form, play=play)


def log_slider(label, low, high, *, start, digits=(1, 2, 3, 5), unit="", form="{:g}"):
    """A slider over round numbers on a log scale: 0.01, 0.02, 0.03, 0.05, 0.1, …"""
    tens = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    values = [float(f"{digit}e{ten}") for ten in tens for digit in digits]
    values = [value for value in values if low <= value <= high]
    return steps(label, values, start=start, unit=unit, form=form)


def steps(label, values, *, start, unit="", form="{:g}", play=0, pace=120):
    """A slider over any list of values; pace is the milliseconds of a step at play."""
    return functools.partial(
        Control,
        "range",
        label,
        tuple(values),
        start=start,
        unit=unit,
        texts=_texts(values, form),
        stride=play,
        pace=pace,
    )


def integer(label, low=0, high=9999, *, start, unit=""):
    """A whole number to type, such as a seed."""
    return functools.partial(
        Control,
        "integer",
        label,
        range(low, high + 1),
        start=start,
        unit=unit,
        low=low,
        high=high,
    )


def choice(label, options, *, start=None, unit=""):
    """A menu; options is a list of words, or a dict word -> what the menu shows."""
    shown = options if isinstance(options, dict) else {word: word for word in options}
    return functools.partial(
        Control,
        "choice",
        label,
        tuple(shown),
        unit=unit,
        texts=list(shown.values()),
        start=next(iter(shown)) if start is None else start,
    )


def toggle(label, *, start=False):
    """A check box."""
    return functools.partial(Control, "toggle", label, _SWITCH, start=start)


def button(label):
    """A button; a click calls the explorer's method of the control's name."""
    return functools.partial(Control, "button", label, _CLICKS, start=0)


def lay_out(controls, rows, hide):
    """Return a box for each row of names, without the names in `hide`."""
    if isinstance(hide, str) or any(name not in controls for name in hide):
        raise ValueError(
            f"hide expects a list of {', '.join(controls)}; got {hide!r}; "
            f"try hide={list(controls)[-1:]}"
        )
    rows = [list(controls)] if rows is None else rows
    shown = [[controls[name] for name in row if name not in hide] for row in rows]
    boxes = [ipywidgets.HBox(row) for row in shown if row]
    for box in boxes:
        box.add_class("nn-row")
    return boxes
