"""Normalize the notebooks, re-run those whose code has changed, derive the exercises.

With --check nothing is changed: each file that would be is named, with the reason.
"""

import ast
import hashlib
import io
import os
import tokenize
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from nnlib.course.grading import nbgrader
from nnlib.course.notebooks import derive, notebook

ROOT = Path(__file__).parents[2]


def add_arguments(parser):
    parser.add_argument("--check", action="store_true", help="change nothing")
    parser.add_argument("--force", action="store_true", help="re-run all of them")
    parser.add_argument("notebooks", nargs="*", type=Path, help="only these")


def run(args):
    sources = args.notebooks or [
        path
        for folder in ("lessons", "solutions")
        for path in sorted((ROOT / folder).glob("*.ipynb"))
    ]
    drift = [line for path in sources for line in build(path, args.check, args.force)]
    for line in drift:
        print(line)
    if args.check and drift:
        print("mend this with: python -m nnlib build")
        return 1
    return 0


def build(path, check=False, force=False):
    """Bring one lesson or solution up to date; yield a line for each file changed."""
    nb = notebook.read(path)
    if force or stale(nb):
        if check:
            yield f"{name(path)}: its code, or nnlib's, has changed since it was run"
            return
        execute(nb, path)
    solution = path.resolve().parent.name == "solutions"
    tidy = notebook.normalized(nbgrader.with_metadata(nb) if solution else nb)
    if changed(path, tidy, check):
        yield f"{name(path)}: {'not normalized' if check else 'written'}"
    if solution:
        exercise = path.resolve().parents[1] / "exercises" / path.name
        fresh = derive.exercise(tidy)
        worked_on = exercise.exists() and not derive.untouched(notebook.read(exercise))
        if changed(exercise, fresh, check or worked_on):
            why = "differs from its solution" if check else "written"
            kept = f"somebody worked in it; python -m nnlib reset {path.name[:2]} first"
            yield f"{name(exercise)}: {kept if worked_on else why}"


def changed(path, nb, check):
    if not check:
        return notebook.write(path, nb)
    return not path.exists() or path.read_text("utf-8") != notebook.dumps(nb)


def name(path):
    path = path.resolve()
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def stale(nb):
    """Was the notebook never run whole, or has code changed since?"""
    code = [cell for cell in nb["cells"] if cell["cell_type"] == "code"]
    ran = all(cell["execution_count"] is not None for cell in code)
    return not ran or nb["metadata"].get("nnlib", {}).get("digest") != digest(nb)


def digest(nb):
    """A fingerprint of all the code a notebook's outputs depend on, comments aside."""
    parts = [notebook.source(c) for c in nb["cells"] if c["cell_type"] == "code"]
    for path in sorted((ROOT / "nnlib").rglob("*.py")):
        if "course" not in path.parts:
            parts.append(_bare(path.read_text(encoding="utf-8")))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _bare(source):
    """The text of a module without docstrings, comments and blank lines.

    Cut out of the text: `ast.unparse` writes f-strings differently in each Python.
    """
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            words = body[0]
            if isinstance(words.value, ast.Constant):
                rows = slice(words.lineno - 1, words.end_lineno)
                lines[rows] = [""] * (rows.stop - rows.start)
    return "\n".join(line.rstrip() for line in lines if line.strip())


def execute(nb, path):
    """Run all cells in a fresh kernel of this Python, in the notebook's own folder."""
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    folder = path.resolve().parent
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    client = NotebookClient(
        nb, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    try:
        client.execute()
    except CellExecutionError as error:
        bad = next(c for c in nb["cells"] if any(
            o["output_type"] == "error" for o in c.get("outputs", [])))  # fmt: skip
        raise ValueError(
            f"expects every cell of {path.name} to run, got {error.ename}: "
            f"{error.evalue} in cell {bad['id']}; the file is unchanged"
        ) from None
    nb["metadata"].pop("widgets", None)
    nb["metadata"]["nnlib"] = {"digest": digest(nb)}
