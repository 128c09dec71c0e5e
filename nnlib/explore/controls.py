"""Sliders, choices and buttons, each one of a list of values.

A helper returns a recipe, which is data; a panel makes its own widget from it, with a
name and the words for it:

    recipe = steps((0.01, 0.03, 0.1, 0.3, 1), start=0.1)
    widget = recipe(name="lr", words={"label": "learning rate η"})
    widget.value = 0.3
"""

import pathlib
import re

import anywidget
import ipywidgets
import numpy as np
import traitlets

from nnlib.explore.speech import browser, error

HERE = pathlib.Path(__file__).parent
_CLICKS = range(2**31)
_SWITCH = (False, True)


class Control(anywidget.AnyWidget):
    """A native browser control that chooses one of `values`.

    index : the place of the value that is chosen
    texts : what is shown for each value
    words : {"label", "unit"}; each may be missing
    """

    # As text: given a path, anywidget would keep every widget for ever.
    _esm = (HERE / "control.js").read_text(encoding="utf-8")
    _css = (HERE / "explore.css").read_text(encoding="utf-8")

    kind = traitlets.Unicode("range").tag(sync=True)  # what the browser makes of it
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
    page = traitlets.Dict().tag(sync=True)  # what the browser says

    has_state = True

    def __init__(self, values, *, name, index=0, texts=(), words=None, **traits):
        self.values, words = values, words or {}
        super().__init__(
            name=name,
            label=words.get("label", name),
            unit=words.get("unit", ""),
            texts=list(texts),
            index=index,
            page=browser.read(),
            **traits,
        )

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
        word = _token(value)
        words = [_token(known) for known in self.values]
        if word in words:
            return words.index(word)
        known, near, got = _few(words), self._nearest(word, words), repr(value)
        raise ValueError(
            error("value", name=self.name, known=known, got=got, near=near)
        )

    def _nearest(self, word, words):
        try:
            wanted = float(word)
            if not np.isfinite(wanted):
                return self.token
            return words[int(np.argmin(np.abs(np.array(self.values, float) - wanted)))]
        except ValueError:
            return self.token


class Choice(Control):
    """A menu of words."""

    kind = traitlets.Unicode("choice").tag(sync=True)


class Toggle(Control):
    """A check box."""

    kind = traitlets.Unicode("toggle").tag(sync=True)


class Whole(Control):
    """A field for a whole number; its values are a range."""

    kind = traitlets.Unicode("integer").tag(sync=True)

    def find(self, value):
        word, low, high = _token(value), self.values[0], self.values[-1]
        if re.fullmatch("-?[0-9]{1,9}", word) and low <= int(word) <= high:
            return int(word) - low
        name, got, near = self.name, repr(value), self.token
        raise ValueError(
            error("whole number", name=name, low=low, high=high, got=got, near=near)
        )


class Button(Control):
    """A button; its index counts the clicks, and is no state to keep."""

    kind = traitlets.Unicode("button").tag(sync=True)
    has_state = False

    def find(self, value):
        return value


def _token(value):
    """A value as a settings string writes it; what can be no value, as Python does."""
    if isinstance(value, (bool, np.bool_)):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    try:
        return f"{value + 0:g}"  # −0 is 0
    except (TypeError, ValueError, OverflowError):
        return repr(value)


def _few(words):
    if len(words) <= 8:
        return ", ".join(words)
    return error("up to", first=", ".join(words[:3]), last=words[-1])


def _recipe(control, values, index=0, text=None, **traits):
    """Return what makes a control of its name and its words.

    text : what is shown for a value, given it and the options among the words
    """

    def make(*, name, words=None):
        options = (words or {}).get("options", {})
        texts = [text(value, options) for value in values] if text else ()
        return control(
            values, name=name, index=index, texts=texts, words=words, **traits
        )

    return make


def _place(value, values):
    return [_token(known) for known in values].index(_token(value))


def slider(low, high, step, *, start, form="{:g}", play=0):
    """A slider over low, low + step, …, high; play > 0 adds a ▶ button, in strides."""
    count = round((high - low) / step) + 1
    values = [round(low + step * k, 9) for k in range(count)]
    if all(isinstance(number, int) for number in (low, high, step)):
        values = [int(value) for value in values]
    return steps(values, start=start, form=form, play=play)


def steps(values, *, start, form="{:g}", play=0, pace=120):
    """A slider over any list of values; pace is the milliseconds of a step at play."""

    def text(value, options):
        return options.get(_token(value), form.format(value).replace("-", "−"))

    values = tuple(values)
    place = _place(start, values)
    return _recipe(Control, values, place, text, stride=play, pace=pace)


def integer(low=0, high=9999, *, start):
    """A whole number to type, such as a seed."""
    values = range(low, high + 1)
    return _recipe(Whole, values, values.index(start), low=low, high=high)


def choice(options, *, start=None):
    """A menu of words; what it shows for each stands among the panel's words."""
    options = tuple(options)
    place = 0 if start is None else options.index(start)
    return _recipe(Choice, options, place, lambda word, shown: shown.get(word, word))


def toggle(*, start=False):
    """A check box."""
    return _recipe(Toggle, _SWITCH, _SWITCH.index(start))


def button():
    """A button; a click calls the explorer's method of the control's name."""
    return _recipe(Button, _CLICKS)


def lay_out(controls, rows, hide):
    """Return a box for each row of names, without the names in `hide`."""
    listed = isinstance(hide, (list, tuple, set))
    if not (listed and all(isinstance(n, str) and n in controls for n in hide)):
        names, right = ", ".join(controls), list(controls)[-1:]
        raise ValueError(error("hide", names=names, got=repr(hide), right=repr(right)))
    rows = [list(controls)] if rows is None else rows
    shown = [[controls[name] for name in row if name not in hide] for row in rows]
    boxes = [ipywidgets.HBox(row) for row in shown if row]
    for box in boxes:
        box.add_class("nn-row")
    return boxes
