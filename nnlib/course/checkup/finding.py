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
        text = say("line", level=level, about=say(self.about, "about"), says=self.says)
        if self.detail and (details or not well):
            text += say("detail", detail=self.detail)
        return text if well else text + say("remedy", remedy=self.remedy)


def ok(about, key, detail="", **fields):
    """The finding that all is well; `key` is its sentence among those of `about`."""
    return Finding("ok", about, say(about, key, **fields), detail)


def look(about, key, remedy, detail="", **fields):
    """The finding that something may go wrong."""
    return Finding("look", about, say(about, key, **fields), detail, remedy)


def stop(about, key, remedy, detail="", **fields):
    """The finding that the course will not work."""
    return Finding("stop", about, say(about, key, **fields), detail, remedy)
