"""The instructor's page of a lesson: what to do when, what to ask, what to answer."""

import html
import re

from nnlib.course.handout import leading
from nnlib.course.notebooks import notebook
from nnlib.course.notebooks.lesson import find
from nnlib.quiz import data

from . import pages

QUESTION = re.compile(r"quiz\.(predict|quiz|trace|order_lines)\(\s*[\"']([\w-]+)[\"']")
FOR_YOU = re.compile(r"^\*\*For the instructor\.\*\*\s*")
EFFORT = re.compile(r"[●○]{3} · \d+ minutes")
SLIP = re.compile(
    r"\*\*The commonest (?:slip|wrong way|wrong repair).*?(?=\n\n|\Z)", re.S
)


def sheet(lesson, front):
    """The body of the page. front : the lesson's front matter."""
    lead, words = leading.leading(front.number), leading.words()
    parts = [
        *_top(lead, front, words),
        pages.markdown(f"## {words['plan']}\n\n{words['notes']}"),
        table(words["plan head"], plan(lead["plan"], lesson)),
        *_votes(lead, lesson, words),
        pages.markdown(f"## {words['board']}"),
        f'<pre class="board">{html.escape(chr(10).join(lead["board"]))}</pre>',
        pages.markdown(f"## {words['stuck']}"),
        table(words["stuck head"], [(r["sign"], r["rescue"]) for r in lead["stuck"]]),
        pages.markdown(f"## {words['cut']}"),
        table(
            words["cut head"], [(f"{r['minutes']} min", r["what"]) for r in lead["cut"]]
        ),
        *_by_hand(lesson, words),
        *_exercises(front.number, words),
        pages.markdown(f"## {words['door']}\n\n{lead['door']}"),
    ]
    return "\n".join(parts)


def table(head, rows):
    """An HTML table; every field is Markdown."""
    lines = ["<table>", "<tr>", *(f"<th>{name}</th>" for name in head), "</tr>"]
    for row in rows:
        lines += ["<tr>", *(f"<td>{pages.markdown(str(f))}</td>" for f in row), "</tr>"]
    return "\n".join([*lines, "</table>"])


def _top(lead, front, words):
    need = words["minutes"].format(
        minutes=lead["minutes"], alone=front.minutes, need=front.need
    )
    title = words["title"].format(number=front.number, question=front.title)
    goals = "\n".join(f"- {objective}" for objective in front.objectives)
    yield pages.markdown(f"# {title}\n\n{need}")
    if lead["bring"]:
        yield pages.markdown(words["bring"].format(things="; ".join(lead["bring"])))
    yield pages.markdown(f"## {words['can']}\n\n{goals}")


def plan(rows, lesson):
    """(minutes, heading, what to do) per row, with the cells that are for you."""
    ids = [cell["id"] for cell in lesson["cells"]]
    starts = [ids.index(row["at"]) for row in rows]
    minute = 0
    for row, start, end in zip(rows, starts, [*starts[1:], len(ids)], strict=True):
        begin, minute = minute, minute + row["minutes"]
        cells = lesson["cells"][start:end]
        notes = [
            FOR_YOU.sub("", notebook.source(cell)).strip()
            for cell in cells
            if "instructor" in notebook.tags(cell)
        ]
        quoted = [f"> {' '.join(note.split())}" for note in notes]
        what = "\n\n".join([row["do"], *quoted])
        yield f"{begin}–{minute}", f"{_heading(lesson, start)} `{row['at']}`", what


def _heading(lesson, at):
    """The heading that a cell stands under."""
    for cell in reversed(lesson["cells"][: at + 1]):
        found = re.findall(r"^#+ (.+)$", notebook.source(cell), re.M)
        if cell["cell_type"] == "markdown" and found:
            own = cell is lesson["cells"][at]
            return f"**{found[0] if own else found[-1]}**"
    return ""


def asked(lesson):
    """(kind, name, question) for each question of the lesson, in its order."""
    for cell in lesson["cells"]:
        for kind, name in QUESTION.findall(notebook.source(cell)):
            yield kind, name, data.find(kind, name)


def _votes(lead, lesson, words):
    yield pages.markdown(f"## {words['votes']}\n\n{words['votes say']}")
    others = []
    for _, name, question in asked(lesson):
        if name in lead["votes"]:
            yield pages.markdown(f"### `{name}`\n\n{data.text_of(question['ask'])}")
            yield table(
                words["votes head"], _vote(question, lead["votes"][name], words)
            )
        else:
            others += question.get("questions", [question])
    yield pages.markdown(f"### {words['other questions']}")
    for question in others:
        if "options" in question:
            yield pages.markdown(data.text_of(question["ask"]))
            yield table(words["answers head"], _replies(question, words))


def _vote(question, vote, words):
    rows = zip(question["options"], vote["expect"], vote["ask"], strict=True)
    for k, (option, expect, ask) in enumerate(rows):
        text, reply = data.text_of(option["text"]), data.text_of(option["reply"])
        text = f"**{text}** ✓ {words['right']}" if option.get("right") else text
        yield "ABCDEFGH"[k], text, expect, "", ask, reply


def _replies(question, words):
    for k, option in enumerate(question["options"]):
        text, mark = data.text_of(option["text"]), f" ✓ {words['right']}"
        text = f"**{text}**{mark}" if option.get("right") else text
        yield f"{'ABCDEFGH'[k]}. {text}", data.text_of(option["reply"])


def _by_hand(lesson, words):
    yield pages.markdown(f"## {words['hand']}")
    for kind, name, question in asked(lesson):
        if kind == "trace":
            yield pages.markdown(f"### {question['title']} `{name}`")
            yield table(*_filled(question, data.values(name)["table"]))
        elif kind == "order_lines":
            code = "\n".join(line["code"] for line in question["lines"])
            left = ", ".join(f"`{d['code'].strip()}`" for d in question["distractors"])
            yield pages.markdown(f"### {question['title']} `{name}`")
            yield pages.markdown(f"```python\n{code}\n```")
            yield pages.markdown(words["lines"].format(others=left))
        elif "fields" in question:
            yield pages.markdown(f"### `{name}`\n\n{data.text_of(question['ask'])}")
            values = data.values(name)["answer"]
            pairs = zip(question["fields"], values, strict=True)
            told = ", ".join(f"{f} = {data.number_text(v, 'g')}" for f, v in pairs)
            yield pages.markdown(words["answer"].format(answer=f"**{told}**"))
            yield pages.markdown(data.text_of(question["right"]))


def _filled(question, values):
    """The head and the rows of a trace, its numbers filled in."""
    head = [question["corner"], *question["columns"]]
    rows = []
    for name, row in zip(question["rows"], values, strict=True):
        digits = zip(row, question["digits"], strict=True)
        rows.append(
            [name, *("–" if v is None else data.number_text(v, f".{d}f")
                     for v, d in digits)]
        )  # fmt: skip
    return head, rows


def _exercises(number, words):
    tasks = find(number).tasks
    if not tasks:
        return
    solution = notebook.read(find(number).notebook("solutions"))
    texts = {cell["id"]: notebook.source(cell) for cell in solution["cells"]}
    rows = []
    for task in tasks:
        said, name = task.words, task.id
        effort = EFFORT.search(texts.get(f"{name}-task", ""))
        slip = SLIP.search(texts.get(f"{name}-why", ""))
        shown = " ".join(slip[0].split()) if slip else ""
        rows.append((f"{said['title']} `{name}`", effort[0] if effort else "",
                     said["hints"][0], shown))  # fmt: skip
    yield pages.markdown(f"## {words['exercises']}")
    yield table(words["exercises head"], rows)
