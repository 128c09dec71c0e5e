"""`pytest --nbval-lax exercises/04_loss.ipynb` says which exercises are right.

nbval alone compares a notebook with the outputs saved in that same notebook, so a wrong
answer that was run and saved would pass. Here it is run as `python -m nnlib check` runs
it, and each verdict is a test.
"""

import pytest
from nbval.plugin import IPyNbFile

from nnlib.course.notebooks import judging, verdicts
from nnlib.shared.words import in_language


class NotRight(Exception):  # noqa: N818 (a result, not a fault)
    """What a check, or a cell that stopped, has to say."""


class ExerciseCell(pytest.Item):
    """A code cell of a learner, or a check; `number` is its place among the steps."""

    def __init__(self, number, step, **options):
        super().__init__(**options)
        self.number, self.step = number, step

    def runtest(self):
        spoken, found = self.parent.results()
        result = found[self.number]
        with in_language(spoken):
            if result.outcome not in ("passed", "ran"):
                raise NotRight("\n".join(verdicts.shown(result)))

    def repr_failure(self, excinfo):
        if not isinstance(excinfo.value, NotRight):
            return super().repr_failure(excinfo)
        said = str(excinfo.value)
        return judging.failure(self.parent.path.name, self.step.id, said)

    def reportinfo(self):
        return self.path, 0, f"{self.parent.path.name}: {self.name}"


class ExerciseFile(pytest.File):
    """A learner's notebook, with the checks of its solution; it is run once."""

    ran = None

    def results(self):
        self.ran = self.ran or verdicts.results(self.path)
        return self.ran

    def collect(self):
        try:
            steps = judging.steps(self.path)
        except ValueError as problem:
            raise self.CollectError(f"{self.path.name}: {problem}") from None
        for number, step in enumerate(steps):
            name = (
                f"{number} check {step.check}" if step.check else f"{number} {step.id}"
            )
            yield ExerciseCell.from_parent(self, name=name, number=number, step=step)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Take the notebooks of this folder from nbval, and leave it all others."""
    result = yield
    return [
        ExerciseFile.from_parent(parent, path=file_path)
        if type(collector) is IPyNbFile
        else collector
        for collector in result
    ]
