"""Bring lessons/README.md up to date with the front matter of the lessons.

Between `<!-- syllabus: … -->` and `<!-- end -->` the page is made from the notebooks:
the table of lessons, what each needs, and its objectives. The rest is written by hand.
With --check nothing is changed; the command then fails if the page is out of date.
"""

import re

from nnlib.course.notebooks import lesson as record
from nnlib.shared import files

BLOCK = re.compile(r"(<!-- syllabus: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def add_arguments(parser):
    parser.add_argument("--check", action="store_true", help="change nothing")


def run(args):
    page = record.ROOT / "lessons" / "README.md"
    old = page.read_text(encoding="utf-8")
    new = updated(old, list(record.lessons().values()))
    if new != old:
        print(f"{record.relative(page)}: {'out of date' if args.check else 'written'}")
    if args.check and new != old:
        print("mend this with: python -m nnlib syllabus")
        return 1
    files.written(page, new.encode())
    return 0


def updated(page, lessons):
    """The page with its blocks made anew."""
    makers = {"table": table, "needs": needs, "objectives": objectives}
    return BLOCK.sub(
        lambda m: "\n".join([m[1], *makers[m[2]](lessons), "", m[3]]), page
    )


def table(lessons):
    lines = ["| | question | minutes | exercises |", "|---|---|---:|---|"]
    for lesson in lessons:
        front, exercise = lesson.front, lesson.notebook("exercises")
        link = f"[{lesson.stem}](../exercises/{exercise.name})"
        lines.append(
            f"| {front.number} | [{front.title}]({lesson.stem}.ipynb) "
            f"| {front.minutes} | {link if exercise.exists() else '–'} |"
        )
    whole = sum(lesson.front.minutes for lesson in lessons)
    return [*lines, f"| | together | {whole} | |"]


def needs(lessons):
    numbers = [lesson.number for lesson in lessons]
    lines = [f"| lesson | {' | '.join(numbers[:-1])} |", "|---" * len(numbers) + "|"]
    for lesson in lessons[1:]:
        needed = lesson.front.needs
        marks = ("●" if number in needed else "" for number in numbers[:-1])
        lines.append(f"| **{lesson.number}** | {' | '.join(marks)} |")
    return lines


def objectives(lessons):
    lines = []
    for front in (lesson.front for lesson in lessons):
        lines += [f"### {front.number} · {front.title}", "", "You can", ""]
        lines += [f"- {objective}" for objective in front.objectives]
        lines += ["", f"You need: {front.need}", ""]
    return lines[:-1]
