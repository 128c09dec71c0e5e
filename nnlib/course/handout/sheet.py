"""The instructor's page of a lesson: what to do when, what to ask, what to answer."""

import html
import re

from nnlib.course.notebooks import notebook
from nnlib.course.notebooks.labels import label
from nnlib.course.notebooks.lesson import find
from nnlib.quiz import data
from nnlib.quiz.quizzes import LETTERS

from . import pages
from .leading import leading, say, title

QUESTION = re.compile(r"quiz\.(predict|quiz|trace|order_lines)\(\s*[\"']([\w-]+)[\"']")
EFFORT = re.compile(r"[●○]{3} · [^·\n]*[^·\s]")  # such as ●●○ · 5 minutes
REST = r"(?s:.*?)(?=\n\n|\Z)"  # of a paragraph


def sheet(lesson, front):
    """The body of the page. front : the lesson's front matter."""
    lead = leading(front.number)
    cuts = [(say("saved", minutes=row["minutes"]), row["what"]) for row in lead["cut"]]
    parts = [
        *_top(lead, front),
        pages.markdown(f"## {say('plan')}\n\n{say('notes')}"),
        table(say.read("plan head"), plan(lead["plan"], lesson)),
        *_votes(lead, lesson),
        pages.markdown(f"## {say('board')}"),
        f'<pre class="board">{html.escape(chr(10).join(lead["board"]))}</pre>',
        pages.markdown(f"## {say('stuck')}"),
        table(
            say.read("stuck head"), [(r["sign"], r["rescue"]) for r in lead["stuck"]]
        ),
        pages.markdown(f"## {say('cut')}"),
        table(say.read("cut head"), cuts),
        *_by_hand(lesson),
        *_exercises(front.number),
        pages.markdown(f"## {say('door')}\n\n{lead['door']}"),
    ]
    return "\n".join(parts)


def table(head, rows):
    """An HTML table; every field is Markdown."""
    lines = ["<table>", "<tr>", *(f"<th>{name}</th>" for name in head), "</tr>"]
    for row in rows:
        lines += ["<tr>", *(f"<td>{pages.markdown(str(f))}</td>" for f in row), "</tr>"]
    return "\n".join([*lines, "</table>"])


def _top(lead, front):
    need = say("minutes", minutes=lead["minutes"], alone=front.minutes, need=front.need)
    goals = "\n".join(f"- {objective}" for objective in front.objectives)
    yield pages.markdown(f"# {title(front)}\n\n{need}")
    if lead["bring"]:
        yield pages.markdown(say("bring", things="; ".join(lead["bring"])))
    yield pages.markdown(f"## {say('can')}\n\n{goals}")


def plan(rows, lesson):
    """(minutes, heading, what to do) per row, with the cells that are for you."""
    ids = [cell["id"] for cell in lesson["cells"]]
    starts = [ids.index(row["at"]) for row in rows]
    minute, for_you = 0, label("instructor")
    for row, start, end in zip(rows, starts, [*starts[1:], len(ids)], strict=True):
        begin, minute = minute, minute + row["minutes"]
        cells = lesson["cells"][start:end]
        notes = [
            for_you.sub("", notebook.source(cell)).strip()
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


def _votes(lead, lesson):
    yield pages.markdown(f"## {say('votes')}\n\n{say('votes say')}")
    others = []
    for _, name, question in asked(lesson):
        if name in lead["votes"]:
            yield pages.markdown(f"### `{name}`\n\n{data.text_of(question['ask'])}")
            yield table(say.read("votes head"), _vote(question, lead["votes"][name]))
        else:
            others += question.get("questions", [question])
    yield pages.markdown(f"### {say('other questions')}")
    for question in others:
        if "options" in question:
            yield pages.markdown(data.text_of(question["ask"]))
            yield table(say.read("answers head"), _replies(question))


def _vote(question, vote):
    rows = zip(question["options"], vote["expect"], vote["ask"], strict=True)
    for k, (option, expect, ask) in enumerate(rows):
        text, reply = data.text_of(option["text"]), data.text_of(option["reply"])
        text = f"**{text}** ✓ {say('right')}" if option.get("right") else text
        yield LETTERS[k], text, expect, "", ask, reply


def _replies(question):
    for k, option in enumerate(question["options"]):
        text, mark = data.text_of(option["text"]), f" ✓ {say('right')}"
        text = f"**{text}**{mark}" if option.get("right") else text
        yield f"{LETTERS[k]}. {text}", data.text_of(option["reply"])


def _by_hand(lesson):
    yield pages.markdown(f"## {say('hand')}")
    for kind, name, question in asked(lesson):
        if kind in BY_HAND:
            yield from BY_HAND[kind](name, question)


def _typed(name, question):
    """The numbers of a prediction that asks for some."""
    if "fields" not in question:
        return
    yield pages.markdown(f"### `{name}`\n\n{data.text_of(question['ask'])}")
    values = data.values(name)["answer"]
    pairs = zip(question["fields"], values, strict=True)
    told = ", ".join(f"{f} = {data.number_text(v, 'g')}" for f, v in pairs)
    yield pages.markdown(say("answer", answer=f"**{told}**"))
    yield pages.markdown(data.text_of(question["right"]))


def _traced(name, question):
    """The numbers of a table, all filled in."""
    yield pages.markdown(f"### {question['title']} `{name}`")
    yield table(*_filled(question, data.values(name)["table"]))


def _in_order(name, question):
    """The lines of a program in their order, and those that are left over."""
    code = "\n".join(line["code"] for line in question["lines"])
    left = ", ".join(f"`{d['code'].strip()}`" for d in question["distractors"])
    yield pages.markdown(f"### {question['title']} `{name}`")
    yield pages.markdown(f"```python\n{code}\n```")
    yield pages.markdown(say("lines", others=left))


BY_HAND = {"predict": _typed, "trace": _traced, "order_lines": _in_order}


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


def _exercises(number):
    tasks = find(number).tasks
    if not tasks:
        return
    solution = notebook.read(find(number).notebook("solutions"))
    texts = {cell["id"]: notebook.source(cell) for cell in solution["cells"]}
    slips, rows = label("slip", "wrong way", "wrong repair", then=REST), []
    for task in tasks:
        said, name = task.words, task.id
        effort = EFFORT.search(texts.get(f"{name}-task", ""))
        slip = slips.search(texts.get(f"{name}-why", ""))
        shown = " ".join(slip[0].split()) if slip else ""
        rows.append((f"{said['title']} `{name}`", effort[0] if effort else "",
                     said["hints"][0], shown))  # fmt: skip
    yield pages.markdown(f"## {say('exercises')}")
    yield table(say.read("exercises head"), rows)
