"""A table of numbers to fill in by hand, step by step."""

from nnlib.shared import cells

from . import data
from .card import Card, script


def trace(name):
    """Show a table to fill in, such as trace("06-steps").

    Returns the widget. Raises ValueError, with the nearest name, if there is none.
    """
    question = data.find("trace", name)
    card = Trace(question, data.values(name))
    cells.adopt(card)
    return card


def number(text):
    """Return a typed number, such as 0.5, 0,5, −1 or 1/2; None if it is none."""
    text = text.strip().replace("−", "-").replace(",", ".")
    over, slash, under = text.partition("/")
    try:
        value = float(over) / float(under) if slash else float(over)
    except (ValueError, ZeroDivisionError):
        return None
    return value if abs(value) < float("inf") else None


def agrees(typed, value, digits):
    """Is a typed number the value, up to one unit of the last digit asked for?

    One unit, not half: who computes on with rounded numbers is not wrong. A whole
    number has to be met.
    """
    return abs(typed - value) <= (1.01 * 10.0**-digits if digits else 1e-6)


def open_cells(question):
    """Return the cells to fill in, (row, column), in the order they are checked in."""
    if "order" in question:
        return [tuple(cell) for cell in question["order"]]
    given = {tuple(cell) for cell in question["given"]}
    rows, columns = range(len(question["rows"])), range(len(question["columns"]))
    return [(i, j) for i in rows for j in columns if (i, j) not in given]


def reply(question, numbers, typed):
    """Return (what to say, the (row, column) it is about or None, is it all right?).

    numbers : "table", a list of rows; "slips", name -> such a table of a wrong way
    typed   : rows of strings; only the cells that are asked count
    """
    for i, j in open_cells(question):
        value = number(typed[i][j])
        true, digits = numbers["table"][i][j], question["digits"][j]
        if value is None or not agrees(value, true, digits):
            row, column = question["rows"][i], question["columns"][j]
            corner = question["corner"]
            cell = data.say("trace", "cell", corner=corner, row=row, column=column)
            hint = _hint(question, value, numbers, (i, j), typed[i][j])
            return f"{cell} {hint}", (i, j), False
    return data.text_of(question["right"]), None, True


def _hint(question, value, numbers, cell, text):
    """Say what is wrong in a cell: nothing there, no number, a known slip, or else."""
    i, j = cell
    own = question["hints"].get(f"{i},{j}") or question["hints"][str(j)]
    if not text.strip():
        return f"{data.say('trace', 'still empty')} {own}"
    if value is None:
        return data.say("no number", text=text.strip())
    for name, table in numbers["slips"].items():
        slip = table[i][j]
        if slip is not None and agrees(value, slip, question["digits"][j]):
            return question["slips"][name]["reply"]
    return f"{data.say('trace', 'not yet')} {own}"


class Trace(Card):
    """A table of text fields; the browser sends all of them to be checked."""

    _esm = script("trace")
    hears = ("check",)

    def __init__(self, question, numbers):
        self.question, self.numbers = question, numbers
        given = {tuple(cell) for cell in question["given"]}
        self.start = self._given_texts(given)
        ask = data.text_of(question["ask"])
        spec = {"ask": ask, "given": sorted(map(list, given)), "start": self.start}
        shown = ("title", "corner", "columns", "rows", "digits")
        spec |= {name: question[name] for name in shown}
        plain = f"{question['title']}\n\n{data.in_lines(ask)}\n\n{self._plain_table()}"
        blank = [["" for _ in row] for row in self.start]
        super().__init__(spec, plain, marks=blank, wrong=None, done=False)

    def _given_texts(self, given):
        """Rows of texts: the numbers that are given, "" where one is asked for."""
        rows, columns = self.question["rows"], self.question["columns"]
        return [
            [self._text(i, j) if (i, j) in given else "" for j in range(len(columns))]
            for i in range(len(rows))
        ]

    def _text(self, i, j):
        return data.number_text(
            self.numbers["table"][i][j], f".{self.question['digits'][j]}f"
        )

    def _plain_table(self):
        """The table with a gap for each number that is asked."""
        head = [self.question["corner"], *self.question["columns"]]
        rows = [
            [name, *(text or "…" for text in row)]
            for name, row in zip(self.question["rows"], self.start, strict=True)
        ]
        widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
        return "\n".join(
            "   " + "   ".join(map(str.ljust, row, widths)).rstrip()
            for row in [head, *rows]
        )

    def check(self, typed):
        """Answer what the learner typed: rows of strings."""
        text, wrong, done = reply(self.question, self.numbers, typed)
        marks = [["" for _ in row] for row in self.start]
        for i, j in open_cells(self.question):
            if (i, j) == wrong:
                marks[i][j] = "wrong" if typed[i][j].strip() else ""
                break
            marks[i][j] = "right"
        self.show(note=text, marks=marks, wrong=wrong and list(wrong), done=done)
