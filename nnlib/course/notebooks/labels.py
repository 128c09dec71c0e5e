"""The labels by which parts of a notebook are found, such as **Minutes:**.

A notebook may be in any language that the course has, whatever is spoken now.
"""

import re

from nnlib.shared.words import Words

labels = Words(__file__, "labels")


def label(*names, then=""):
    """What finds one of these labels in a text, and behind it the pattern `then`."""
    known = [text for name in names for text in labels.in_every_language(name)]
    return re.compile(rf"(?:{'|'.join(map(re.escape, known))})\s*{then}")
