"""One line of the doctor: how something stands, and the command that mends it."""

from typing import NamedTuple

from nnlib.shared.words import Words

say = Words(__file__, "doctor")


class Finding(NamedTuple):
    """A line: level is "ok", "look" or "stop"; `detail` differs between machines.

    `about` is the examination that found it. Where the level is not "ok" there is a
    remedy: a command to type as it stands.
    """

    level: str
    about: str
    says: str
    detail: str = ""
    remedy: str = ""

    def line(self, details=True):
        """The finding as one line; details are left out of what a notebook compares."""
        well, levels = self.level == "ok", say.read("levels")
        level = levels[self.level].ljust(max(map(len, levels.values())) + 1)
        text = say("line", level=level, about=say("about", self.about), says=self.says)
        if self.detail and (details or not well):
            text += say("detail", detail=self.detail)
        return text if well else text + say("remedy", remedy=self.remedy)
