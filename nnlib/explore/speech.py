"""What panels say: their words are data, and numbers are filled in here."""

import pathlib

from nnlib.shared.words import Words, entries, filled, signed

browser = Words(__file__, "browser")  # what the JavaScript says
error = Words(__file__, "errors")  # on bad input


class PanelWords:
    """The words of one panel, which lie as data beside the file of its class.

        words = PanelWords(__file__, "neuron")

    `words/en/panel.json` there has, under the panel's name,

        controls  : name -> {"label", "unit", "options": value -> what is shown for it}
        goals     : key -> what a learner is to reach
        sentences : key -> template of `Explorer.say`
        picture   : key -> template of `Explorer.word`, drawn in the figure
        keys      : what the keys do, for screen readers

    "unit", "options", "goals" and "keys" may be missing. A word of `options` is a value
    as settings strings write it; what is not listed is shown as its form says. A
    control of the lesson's own may have "expects", its sentence on bad input.
    """

    def __init__(self, file, name):
        self.folder, self.name = pathlib.Path(file).parent, name

    def read(self):
        """Return the dict of these words in the language that is spoken now."""
        found = entries(self.folder, "panel").get(self.name)
        if found is None:
            raise KeyError(error("panel words", name=repr(self.name)))
        empty = {"controls": {}, "goals": {}, "sentences": {}, "picture": {}}
        return empty | {"keys": ""} | found


def fill(template, values):
    """Fill a template, with a true minus in texts too that are made of numbers."""
    texts = {k: signed(text) for k, text in values.items() if isinstance(text, str)}
    return filled(template, {**values, **texts})
