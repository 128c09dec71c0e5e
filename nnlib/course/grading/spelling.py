"""What browsers, systems, platforms and lists of a class add to the name of a file.

spelling.json has the words. Its `platforms` are Moodle, Blackboard, Brightspace and
Canvas: each tells `who` sent it, and how they had called their `file`.
"""

import json
import re
from pathlib import Path

KNOWN = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
EDGES = " _.,-–—"
GAP = r"[ _.\-–—]"  # what separates the parts of a name


def _one_of(name):
    return f"(?:{'|'.join(KNOWN[name])})"


COPY, OF, BEHIND, CLOCK = *map(_one_of, ("copy", "of", "behind")), KNOWN["clock"]
DAY, MONTH, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:20\d\d)"
EIGHT = rf"{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"

ENDING = re.compile(r"\.(ipynb|json|txt|py|html?|pdf|docx?|zip|7z|rar|tar|t?gz)$", re.I)
COPIED = re.compile(
    rf"({GAP}+{COPY} ?\d*|{GAP}*的?{_one_of('copy_behind')} ?\d*"
    r"|[ _]?[(（]\d+[)）])$",
    re.I,
)
COPY_OF = re.compile(
    rf"^({COPY}(?: \(\d+\))?[ _]{OF}[ _]|{_one_of('copy_behind')}{GAP}*)", re.I
)
DATE = re.compile(
    rf"(?<!\d)(?:{YEAR}([-_.])\d\d\1\d\d{CLOCK}|{DAY}([-_.]){MONTH}\2{YEAR}"
    rf"|{MONTH}([-_.]){DAY}\3{YEAR})(?!\d)|(?:{YEAR}年)?{MONTH}月{DAY}日"
)
EIGHT_DIGITS = re.compile(rf"(?<!\d){EIGHT}{CLOCK}(?!\d)")  # a date; or a learner
SHORT_DATE = re.compile(
    r"(?<!\d)(?:(?:0[1-9]|1[0-2])[-.](?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])[-.](?:0[1-9]|1[0-2]))\.?(?!\d)"
)
PLATFORMS = tuple(re.compile(pattern, re.I) for pattern in KNOWN["platforms"])
LATE = re.compile(r"_LATE(?=_\d)")  # as Canvas marks it
COUNTED = re.compile(  # "lesson 4"
    rf"(?<![^\W_]){_one_of('ordinal')}{GAP}*0*(\d{{1,2}})(?!\d)"
    rf"(?:{GAP}*{_one_of('counter')})?",
    re.I,
)
BEFORE = re.compile(rf"^(?:{_one_of('before')}(?:{GAP}+|$))+", re.I)
ONCE_MORE = re.compile(rf"(?:{GAP}+{BEHIND})+$", re.I)
NOTHING_ELSE = re.compile(
    rf"(?:{GAP}*(?:{BEHIND}|{_one_of('behind_a_lesson')}|\d{{1,2}})(?!\w))*{GAP}*", re.I
)
NUMBERED = re.compile(r"\d{1,3} (?=.*[^\W\d_])")  # a number of a class list
TWO_DIGITS = re.compile(rf"(?:(?<={GAP})|^)(\d\d)(?={GAP}|$)")
NUMBERED_LEARNER = re.compile(rf"(.*[^\W\d_].*?){GAP}(\d\d)")  # student_12
LETTER = re.compile(r"[^\W\d_]")


def whole(name):
    """A pattern of a notebook's name, whatever separates its parts: `04 - Loss`."""
    parts = [re.escape(part) for part in re.split("[ _-]", name) if part]
    front = r"(?<!\d)" if parts[0].isdigit() else "(?<![0-9a-z])"  # anna04_loss too
    return re.compile(rf"{front}{f'{GAP}*'.join(parts)}(?![0-9a-z])", re.I)
