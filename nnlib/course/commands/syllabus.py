"""Bring the tables of lessons up to date, and the line in each that says where you are.

Between `<!-- syllabus: … -->` and `<!-- end -->` README.md and lessons/README.md are
made from the lessons: from their first cells the tables, what each needs and its
objectives, and from NAMES in their folders which names each writes. The line of all
lessons in each first cell is made from their files' names. The rest is by hand.
With --check nothing is changed; the command then fails if something is out of date.
"""

import re
from pathlib import Path

from nnlib.course.notebooks import lesson as record
from nnlib.course.notebooks import notebook
from nnlib.lessons import content
from nnlib.shared import files
from nnlib.shared.words import entries, filled

PAGES = ("README.md", "lessons/README.md")
BLOCK = re.compile(r"(<!-- syllabus: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def add_arguments(parser):
    parser.add_argument("--check", action="store_true", help="change nothing")


def run(args):
    drift = False
    for path, text in updates(list(record.lessons().values())):
        print(f"{record.relative(path)}: {'out of date' if args.check else 'written'}")
        drift = True
        if not args.check:
            files.write(path, text.encode())
    if args.check and drift:
        print("mend this with: python -m nnlib syllabus")
        return 1
    return 0


def updates(lessons):
    """Yield (path, new text) of each page and each lesson that is out of date."""
    for path in (record.ROOT / name for name in PAGES):
        if path.exists():
            old = path.read_text(encoding="utf-8")
            if (new := with_tables(old, lessons)) != old:
                yield path, new
    for lesson in lessons:
        nb = notebook.read(lesson.notebook())
        first = nb["cells"][0]
        old, line = notebook.source(first), where_you_are(lesson, lessons)
        first["source"] = line_of_all().sub(lambda _, line=line: line, old)
        if first["source"] != old:
            yield lesson.notebook(), notebook.dumps(nb)


def with_tables(page, lessons):
    """The page with its blocks made anew."""
    makers = {
        "front": front,
        "table": table,
        "needs": needs,
        "objectives": objectives,
        "names": names,
    }
    return BLOCK.sub(
        lambda m: "\n".join([m[1], *makers[m[2]](lessons), "", m[3]]), page
    )


def words():
    """What the tables say themselves."""
    return entries(Path(__file__).parents[1], "syllabus")


def line_of_all():
    """What finds the line of all lessons in a lesson's first cell."""
    here = re.escape(words()["here"]).replace(r"\{number\}", r"\d\d")
    return re.compile(rf"^.*{here}.*$", re.MULTILINE)


def where_you_are(here, lessons):
    """The line of all lessons, each with a link, but for the one where you are."""
    parts = [
        filled(words()["here"], {"number": lesson.number})
        if lesson is here
        else f"[{lesson.stem.replace('_', ' ')}]({lesson.stem}.ipynb)"
        for lesson in lessons
    ]
    return " · ".join(parts)


def front(lessons):
    lines = [words()["head"], "|---|---|---|---|"]
    for lesson in lessons:
        link = f"[{lesson.stem}](lessons/{lesson.stem}.ipynb)"
        title, minutes = lesson.front.title, lesson.front.minutes
        lines.append(f"| {lesson.number} | {title} | {minutes} | {link} |")
    return lines


def table(lessons):
    lines = [words()["table head"], "|---|---|---:|---|"]
    for lesson in lessons:
        front, exercise = lesson.front, lesson.notebook("exercises")
        link = f"[{lesson.stem}](../exercises/{exercise.name})"
        lines.append(
            f"| {front.number} | [{front.title}]({lesson.stem}.ipynb) "
            f"| {front.minutes} | {link if exercise.exists() else '–'} |"
        )
    whole = sum(lesson.front.minutes for lesson in lessons)
    return [*lines, f"| | {words()['together']} | {whole} | |"]


def needs(lessons):
    numbers = [lesson.number for lesson in lessons]
    head = " | ".join([words()["needs head"], *numbers[:-1]])
    lines = [f"| {head} |", "|---" * len(numbers) + "|"]
    for lesson in lessons[1:]:
        needed = lesson.front.needs
        marks = ("●" if number in needed else "" for number in numbers[:-1])
        lines.append(f"| **{lesson.number}** | {' | '.join(marks)} |")
    return lines


def objectives(lessons):
    lines = []
    for front in (lesson.front for lesson in lessons):
        lines += [f"### {front.number} · {front.title}", "", words()["can"], ""]
        lines += [f"- {objective}" for objective in front.objectives]
        lines += ["", filled(words()["need"], {"need": front.need}), ""]
    return lines[:-1]


def names(lessons):
    lines = [words()["names head"], "|---|---|"]
    for lesson in lessons:
        own = (getattr(part, "NAMES", ()) for part in content(lesson.number, ""))
        listed = ", ".join(f"`{name}`" for part in own for name in part)
        lines.append(f"| {lesson.number} | {listed or '–'} |")
    return lines
