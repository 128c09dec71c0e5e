"""A lesson as slides (reveal.js): what the wall shows while you speak.

Right is the next section, down the next slide of it. A long paragraph is shown by its
first sentence; the whole of it, and the instructor's cells, are notes: the key S opens
them beside the slide. Of a quiz, each question is followed by its answer, one slide
further down. The answers to predictions stand at the end, since a lesson settles them
in its own time; a link leads there and back. Whatever is higher than the screen is made
smaller when the slides open.
"""

import re

from nnlib.course.notebooks import notebook
from nnlib.course.notebooks.labels import label
from nnlib.quiz import data
from nnlib.quiz.quizzes import LETTERS

from . import copies, pages
from .leading import say
from .sheet import QUESTION

SENTENCES = re.compile(r"(?<=[.?:])\s+(?=[^\W\d_a-z]|[*`$\"“(])|(?<=[。？：])")
LEADS = re.compile(r"[\w*:,：，]$")  # a paragraph that goes on in the block after it
WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")  # letters of Chinese, and its signs
PLAIN = re.compile(r"(?![-|#>]|\d+\. |```|\$\$)")  # a paragraph
FULL = 14  # lines of text on a slide
CODE = 0.69  # the height of a line of code, in lines of text
PICTURE = 10.5  # and that of a picture
WORDS = 45  # a longer paragraph is shown by its beginning
BEGINNING = 16  # words that a beginning has at least


class Deck:
    """Slides in sections; each slide is a title, parts as HTML, and notes."""

    def __init__(self):
        self.sections, self.title, self.lines = [], "", 0
        self.predictions = []  # (name, question): answered at the end

    def section(self, title):
        self.sections.append([])
        self.slide(title)

    def slide(self, title=None):
        """Begin a slide; a title with nothing below it yet stays above the new one."""
        self.title = self.title if title is None else title
        slides, above, notes = self.sections[-1], "", []
        if slides and not slides[-1][1]:
            last, _, notes = slides.pop()
            above = last if last != self.title else ""
        slides.append((above + self.title, [], notes))
        self.lines = 2 * bool(above)

    def add(self, part, lines, alone=False, stay=False):
        """Put a part on the present slide, or on a new one if it is full.

        alone : on one of its own. stay : here, full or not; it explains what is here.
        """
        if self.lines and not stay and (alone or self.lines + lines > FULL):
            self.slide()
        self.sections[-1][-1][1].append(part)
        self.lines += FULL if alone else lines

    def note(self, text):
        self.sections[-1][-1][2].append(pages.markdown(text))

    def html(self):
        stacks = ("\n".join(map(_slide, slides)) for slides in self.sections)
        return "\n".join(f"<section>\n{stack}\n</section>" for stack in stacks)


def _slide(slide):
    title, parts, notes = slide
    aside = f'<aside class="notes">{"".join(notes)}</aside>' if notes else ""
    return f"<section>\n{title}\n{''.join(parts)}\n{aside}</section>"


def slides(lesson, title):
    """The whole HTML file."""
    deck = Deck()
    for cell in lesson["cells"]:
        if "instructor" in notebook.tags(cell):
            deck.note(notebook.source(cell))
        elif cell["cell_type"] == "markdown":
            _text(deck, notebook.source(cell))
        else:
            _code(deck, cell, lesson)
    _predictions(deck)
    script = "\n".join(
        f"<script>\n{(pages.HERE / name).read_text(encoding='utf-8')}\n</script>"
        for name in ("reveal/reveal.js", "reveal/notes.js", "slides.js")
    )
    body = f'<div class="reveal"><div class="slides">\n{deck.html()}\n</div></div>\n'
    return pages.page(title, body + script, "reveal/reveal.css", "slides.css")


def _text(deck, source):
    seen, left_out = label("what to see"), label("glossary", "further reading")
    for block in blocks(source):
        heading = re.fullmatch(r"(#+) (.+)", block)
        if heading:
            new = deck.section if len(heading[1]) < 3 else deck.slide
            new(pages.markdown(block))
        elif not left_out.match(block):
            short, stay = beginning(block), seen.match(block) or block[0].islower()
            deck.add(pages.markdown(short), _lines(short), stay=stay)
            if short != block:
                deck.note(block)


def blocks(source):
    """Paragraphs, lists, tables, formulas and programs, as Markdown each.

    What leads to a list, a table or a formula stays with it.
    """
    parts, lead = (
        re.split(r"(^```.*?^```|^\$\$.*?\$\$$)", source, flags=re.M | re.S),
        "",
    )
    for k, part in enumerate(parts):
        for piece in [part] if k % 2 else re.split(r"\n\s*\n", part):
            if piece.strip():
                block, lead = f"{lead}\n\n{piece.strip()}".strip(), ""
                if LEADS.search(block) and PLAIN.match(block):
                    lead = block
                else:
                    yield block
    yield from [lead] if lead else []


def beginning(block):
    """A paragraph, or its first sentences if it is long; anything else as it is."""
    if not PLAIN.match(block) or "\n\n" in block or _words(block) <= WORDS:
        return block
    for end in [gap.start() for gap in SENTENCES.finditer(block)]:
        if _words(block[:end]) >= BEGINNING and block[end - 1] not in ":：":
            return block[:end]
    return block


def _words(text):
    """How many words a text has; two letters of Chinese count as one."""
    return len(WIDE.sub(" ", text).split()) + len(WIDE.findall(text)) // 2


def _lines(block):
    """The height of a block, in lines of the slide."""
    formulas = re.findall(r"^\$\$.*?\$\$$", block, re.M | re.S)
    for one in formulas:
        block = block.replace(one, "")
    lines = [line for line in block.splitlines() if line.strip()]
    widths = [len(line) + len(WIDE.findall(line)) for line in lines]
    long = sum(-(-width // 72) for width in widths)
    return long + 2.5 * len(formulas) + 0.6


def _code(deck, cell, lesson):
    question = QUESTION.search(notebook.source(cell))
    if question:
        _question(deck, *question.groups(), cell)
        return
    source = notebook.source(cell)
    typed = not copies.shown(cell) and not copies.is_panel(cell, lesson)
    if typed and not cell["id"].endswith("-imports"):
        deck.add(_cell(cell, exclude_output=True), CODE * len(source.splitlines()) + 1)
    if cell["outputs"]:
        deck.add(_cell(cell, exclude_input=True), _output_lines(cell))


def _cell(cell, **options):
    return pages.cells(notebook.nbformat.from_dict(
        {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ), exclude_input_prompt=True, exclude_output_prompt=True, **options)  # fmt: skip


def _output_lines(cell):
    texts = ["".join(out.get("text", "")) for out in cell["outputs"]]
    picture = any("image/png" in out.get("data", {}) for out in cell["outputs"])
    return CODE * "".join(texts).count("\n") + 1 + PICTURE * picture


def _question(deck, kind, name, cell):
    entry, answer = data.find(kind, name), ANSWERED[kind]
    if "options" not in entry and "questions" not in entry:
        deck.add(_cell(cell, exclude_input=True), FULL, alone=True)
        answer(deck, name, entry)
        return
    title = pages.markdown(f"## {entry['title']}") if "title" in entry else None
    for one in entry.get("questions", [entry]):
        deck.slide(title)
        deck.add(pages.markdown(data.text_of(one["ask"])), 1)
        options = [pages.markdown(data.text_of(o["text"])) for o in one["options"]]
        items = "\n".join(f"<li>{option}</li>" for option in options)
        deck.add(f'<ol class="options">\n{items}\n</ol>', FULL - 1)
        answer(deck, name, one)
    if any("image/png" in out.get("data", {}) for out in cell["outputs"]):
        deck.add(_cell(cell, exclude_input=True), FULL, alone=True)


def _at_the_end(deck, name, question):
    """A prediction: only a link to its answer stands here."""
    deck.predictions.append((name, question))
    deck.add(_link("answer", name), 0, stay=True)


def _one_further(deck, name, question):
    """A question of a quiz: its answer is the next slide."""
    deck.slide()
    deck.add(_answer(question), FULL)


def _on_the_sheet(deck, name, question):
    """What is filled in or put in order: the instructor's page has its answer."""


ANSWERED = {
    "predict": _at_the_end,
    "quiz": _one_further,
    "trace": _on_the_sheet,
    "order_lines": _on_the_sheet,
}


def _link(to, name):
    """A link from a prediction to its answer, or back, with the place it comes from."""
    here = "question" if to == "answer" else "answer"
    return (
        f'<p class="link" id="{here}-{name}">'
        f'<a href="#{to}-{name}">{say("links", to)}</a></p>'
    )


def _predictions(deck):
    """The answers to the predictions, in a section of their own at the end."""
    title = pages.markdown(f"## {say('predictions')}")
    for k, (name, question) in enumerate(deck.predictions):
        deck.slide() if k else deck.section(title)
        deck.add(pages.markdown(f"*{data.text_of(question['ask'])}*"), 3)
        deck.add(_answer(question), FULL - 3)
        deck.add(_link("question", name), 0, stay=True)


def _answer(question):
    """What is right, with its letter if it is an option, and why."""
    if "fields" in question:
        values = data.values(question["id"])["answer"]
        pairs = zip(question["fields"], values, strict=True)
        letter, right = "", {"reply": question["right"]}
        right["text"] = ", ".join(f"{f} = {data.number_text(v, 'g')}" for f, v in pairs)
    else:
        at = next(k for k, o in enumerate(question["options"]) if o.get("right"))
        letter, right = LETTERS[at], question["options"][at]
    return (
        f'<div class="answer"><p class="letter">{letter}</p>'
        f"<div>{pages.markdown(data.text_of(right['text']))}"
        f"{pages.markdown(data.text_of(right['reply']))}</div></div>"
    )
