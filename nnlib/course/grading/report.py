"""The page for the instructor, and one page for each learner."""

from nnlib.shared.words import Words

from .cells import safe
from .marks import several
from .mistakes import mistakes
from .page import document, element, joined

words = Words(__file__, "grading")

TINTS = {
    "passed": "passed",
    "wrong_value": "wrong",
    "wrong_form": "wrong",
    "crashed": "stopped",
    "out_of_time": "stopped",
    "ended": "stopped",
    "lost": "stopped",
    "not_checked": "stopped",
    "unreadable": "stopped",
}

UNSAID = (
    *(("ended",), ("lost",), ("not_checked",), ("unreadable",), ("out_of_time",)),
)


def class_page(by_learner, problems=()):
    """The class: a table for each lesson, and what went wrong in each exercise."""
    every = [paper for papers in by_learner.values() for paper in papers]
    there = [paper for paper in every if paper.handed_in]
    count = words("class", "count", learners=len(by_learner), notebooks=len(there))
    parts = [element("p", count), element("p", _legend())]
    for number in sorted({paper.number for paper in every}):
        parts += _lesson([paper for paper in every if paper.number == number])
    if problems:
        rows = [element("li", problem) for problem in problems]
        parts += [element("h2", words("class", "problems")), element("ul", *rows)]
    if lines := several(by_learner):
        rows = [element("li", line) for line in lines]
        parts += [element("h2", words("class", "twice")), element("ul", *rows)]
    replaced = [f"{p.learner} ({p.number})" for p in there if p.result["replaced"]]
    if replaced:
        line = words("class", "replaced", names=", ".join(replaced))
        parts.append(element("p", line, class_="note"))
    return document(words("class", "title"), *parts)


def _legend():
    outcomes = words.read("outcomes").values()
    signs = [f"{sign} {meaning}" for sign, meaning in outcomes if sign]
    return words("class", "legend", signs=", ".join(signs))


def _lesson(papers):
    """The heading, the table and the histograms of one lesson."""
    number = papers[0].number
    columns = list(zip(*(paper.marks for paper in papers), strict=True))
    found = [mistakes(column) for column in columns]
    letters = {}
    for one in (one for exercise in found for one in exercise if one.letter):
        letters |= {id(mark): (one.letter, one.title) for mark in one.marks}
    parts = [element("h2", words("lesson", number=number)), _table(papers, letters)]
    missing = [paper.learner for paper in papers if not paper.handed_in]
    if missing:
        line = words("class", "missing", names=", ".join(missing))
        parts.append(element("p", line))
    parts += _origins([mark for column in columns for mark in column])
    for column, its_mistakes in zip(columns, found, strict=True):
        parts += _histogram(column, its_mistakes)
    return parts


def _origins(marks):
    """Whose right answers are the library's, or have the code of the solution."""
    for origin in ("library", "solution"):
        names = [f"{m.learner} ({m.task.name})" for m in marks if m.origin == origin]
        if names:
            line = words("class", "origin", origin, names=", ".join(names))
            yield element("p", line)


def _table(papers, letters):
    tasks = [mark.task for mark in papers[0].marks]
    heads = [element("th", element("span", safe(t.name)), scope="col") for t in tasks]
    points = f"{words('class', 'points')} / {papers[0].possible}"
    first = element("th", words("class", "learner"), scope="col", class_="name")
    last = element("th", points, scope="col")
    rows = [
        element(
            "tr",
            element("th", safe(paper.learner), scope="row"),
            *(_place(mark, letters) for mark in paper.marks),
            element("td", paper.points, class_="points"),
        )
        for paper in sorted(papers, key=lambda paper: paper.learner.casefold())
        if paper.handed_in
    ]
    head = element("thead", element("tr", first, *heads, last))
    return element(
        "div", element("table", head, element("tbody", *rows)), class_="wide"
    )


def _place(mark, letters):
    """One place of the table: a sign, and in words what it means."""
    sign, meaning = words.read("outcomes")[mark.outcome]
    letter, title = letters.get(id(mark), (sign, meaning))
    tint = TINTS.get(mark.outcome, "none")
    return element("td", safe(letter), class_=tint, title=f"{mark.task.name}: {title}")


def _histogram(marks, found):
    task = marks[0].task
    there = [mark for mark in marks if mark.outcome != "not_handed_in"]
    right = sum(mark.outcome == "passed" for mark in there)
    counts = words("class", "right count", right=right, all=len(there))
    parts = [element("h3", f"{task.words['title']} ({task.id})"), element("p", counts)]
    for one in found:
        parts.append(_bar(one, len(there)))
    return parts


def _bar(one, every):
    count = words("class", "bar", count=len(one.marks), all=every)
    letter = f"{one.letter}. " if one.letter else ""
    share = f"width:{100 * len(one.marks) / every:.1f}%"
    bar = element("span", "", class_="bar", style=share)
    parts = [element("strong", f"{letter}{count}: {one.title}")]
    parts.append(element("div", bar, class_="track", aria_hidden="true"))
    if one.seen:
        parts.append(element("p", words("class", "seen"), one.seen, class_="told"))
    if one.key[1:] not in UNSAID:
        parts.append(element("p", words("class", "say"), f"“{one.say}”", class_="say"))
    return element("div", *parts, class_="mistake")


def feedback_page(learner, papers, strays=()):
    """One learner's page: each exercise, what the checker said, what to do next."""
    parts = [element("p", f"{problem}", class_="note") for problem in strays]
    missing = [paper.number for paper in papers if not paper.handed_in]
    if missing:
        line = words("feedback", "not handed in", numbers=", ".join(missing))
        parts.append(element("p", line))
    for paper in papers:
        parts += _paper(paper) if paper.handed_in else []
    return document(words("feedback", "title", learner=learner), *parts)


def _paper(paper):
    heading = element("h2", words("lesson", number=paper.number))
    total = words("feedback", "sum", points=paper.points, possible=paper.possible)
    parts = [heading, element("p", element("strong", total))]
    result = paper.result
    if paper.others:
        counts, others = result["place"], ", ".join(paper.others)
        line = words("feedback", "several", counts=counts, others=others)
        parts.append(element("p", line))
    if result["problem"]:
        return [*parts, element("p", result["problem"], class_="note")]
    if result["forged"]:
        return [*parts, element("p", words("feedback", "forged"), class_="note")]
    if result["stopped"]:
        said = words("feedback", "stopped", result["stopped"])
        parts.append(element("p", said, class_="note"))
    if result["cells"]:
        rows = [element("li", f"{name}: {error}") for name, error in result["cells"]]
        parts.append(
            element(
                "div", words("feedback", "cells"), element("ul", *rows), class_="note"
            )
        )
    if result["replaced"]:
        names = ", ".join(dict.fromkeys(result["replaced"]))
        said = words("feedback", "replaced", names=names)
        parts.append(element("p", said, class_="note"))
    return [*parts, *(_task(mark) for mark in paper.marks)]


def _task(mark):
    task, meaning = mark.task, words.read("outcomes")[mark.outcome][1]
    points = words("feedback", "points", points=mark.points, possible=task.points)
    title = f"{task.words['title']}: {meaning} ({points})"
    parts = [element("h3", "✓ " if mark.outcome == "passed" else "", title)]
    if mark.lines and mark.outcome != "not_attempted":
        parts.append(element("p", "\n".join(mark.lines), class_="told"))
    if mark.outcome == "passed":
        parts.append(element("p", words("feedback", "next"), task.words["next"]))
    elif mark.outcome in ("not_attempted", "wrong_value", "wrong_form", "crashed"):
        parts.append(element("p", words("feedback", "hint"), task.words["hints"][0]))
    return element("div", joined(parts), class_="task")
