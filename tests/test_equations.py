"""Every numbered equation of a lesson is proved: derivatives by nudging."""

import importlib
import json
import re
from pathlib import Path

import pytest

LESSONS = sorted(Path(__file__).parents[1].glob("lessons/*.ipynb"))


def tags(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join(
        "".join(c["source"]) for c in cells if c["cell_type"] == "markdown"
    )
    return re.findall(r"\\tag\{([\d.]+)\}", text)


def checks(path):
    """The proofs of a lesson's equations; none where it has no file of them."""
    name = f"lesson_{path.stem.partition('_')[0]}"
    if not (Path(__file__).parent / "equations" / f"{name}.py").exists():
        return {}
    return importlib.import_module(f"equations.{name}").CHECKS


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_equation_has_one_number_and_one_proof(path):
    found = tags(path)
    assert len(found) == len(set(found))
    assert all(tag.startswith(f"{int(path.stem.partition('_')[0])}.") for tag in found)
    assert set(found) == set(checks(path))


@pytest.mark.parametrize(
    "path, tag",
    [(path, tag) for path in LESSONS for tag in checks(path)],
    ids=lambda value: getattr(value, "stem", value),
)
def test_equation(path, tag):
    checks(path)[tag]()
