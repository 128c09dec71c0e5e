"""Bring lessons/README.md up to date with the front matter of the lessons.

Between `<!-- syllabus: … -->` and `<!-- end -->` the page is made from the notebooks:
the table of lessons, what each needs, and its objectives. The rest is written by hand.
With --check nothing is changed; the command then fails if the page is out of date.
"""

import re
from pathlib import Path
from typing import NamedTuple

from nnlib.course.commands import build, stats
from nnlib.course.notebooks import notebook

PAGE = build.ROOT / "lessons" / "README.md"
BLOCK = re.compile(r"(<!-- syllabus: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
NEED = re.compile(r"\*\*You need:\*\* (.+)")


class Lesson(NamedTuple):
    """What the first cell of a lesson says."""

    number: str
    path: Path
    question: str
    minutes: int
    need: str
    objectives: tuple

    @property
    def needs(self):
        """The numbers of the lessons that it names as needed."""
        return set(re.findall(r"\b0\d\b", self.need))


def add_arguments(parser):
    parser.add_argument("--check", action="store_true", help="change nothing")


def run(args):
    old = PAGE.read_text(encoding="utf-8")
    new = updated(old, lessons())
    if new != old:
        print(f"{build.name(PAGE)}: {'out of date' if args.check else 'written'}")
    if args.check and new != old:
        print("mend this with: python -m nnlib syllabus")
        return 1
    PAGE.write_text(new, encoding="utf-8", newline="\n")
    return 0


def lessons():
    """The lessons that exist, in order."""
    return [read(path) for path in sorted(PAGE.parent.glob("[0-9]*.ipynb"))]


def read(path):
    """A lesson's front matter. Raises ValueError if a part of it is missing."""
    nb = notebook.read(path)
    text = notebook.source(nb["cells"][0]) if nb["cells"] else ""
    title = re.match(r"# (\d\d) · (.+)", text)
    need, minutes = NEED.search(text), stats.minutes(nb)
    objectives = re.findall(r"^- (.+)$", text, re.MULTILINE)
    if not (title and need and minutes and objectives):
        raise ValueError(
            f"expects a first cell with '# NN · title', objectives as a list, "
            f"'**Minutes:** N' and '**You need:** …', got {path.name} without one of "
            f"them; write it as in 07_training.ipynb"
        )
    return Lesson(title[1], path, title[2], minutes, need[1], tuple(objectives))


def updated(page, lessons):
    """The page with its blocks made anew."""
    makers = {"table": table, "needs": needs, "objectives": objectives}
    return BLOCK.sub(
        lambda m: "\n".join([m[1], *makers[m[2]](lessons), "", m[3]]), page
    )


def table(lessons):
    lines = ["| | question | minutes | exercises |", "|---|---|---:|---|"]
    for lesson in lessons:
        exercise = lesson.path.parents[1] / "exercises" / lesson.path.name
        link = f"[{exercise.stem}](../exercises/{exercise.name})"
        lines.append(
            f"| {lesson.number} | [{lesson.question}]({lesson.path.name}) "
            f"| {lesson.minutes} | {link if exercise.exists() else '–'} |"
        )
    whole = sum(lesson.minutes for lesson in lessons)
    return [*lines, f"| | together | {whole} | |"]


def needs(lessons):
    numbers = [lesson.number for lesson in lessons]
    lines = [f"| lesson | {' | '.join(numbers[:-1])} |", "|---" * len(numbers) + "|"]
    for lesson in lessons[1:]:
        marks = ("●" if number in lesson.needs else "" for number in numbers[:-1])
        lines.append(f"| **{lesson.number}** | {' | '.join(marks)} |")
    return lines


def objectives(lessons):
    lines = []
    for lesson in lessons:
        lines += [f"### {lesson.number} · {lesson.question}", "", "You can", ""]
        lines += [f"- {objective}" for objective in lesson.objectives]
        lines += ["", f"You need: {lesson.need}", ""]
    return lines[:-1]
