"""`pytest --nbval-lax exercises/04_loss.ipynb` says which exercises are right.

nbval alone compares a notebook with the outputs saved in that same notebook, so a wrong
answer that was run and saved would pass. Here each check comes from solutions/.
"""

from collections import defaultdict

import nbformat
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from nnlib.course.notebooks import judging


class ExerciseCell(IPyNbCell):
    """A code cell of a learner, or a check; a check that fails shows its message."""

    def repr_failure(self, excinfo):
        error = excinfo.value
        if not isinstance(error, NbCellError):
            return super().repr_failure(excinfo)
        said = (error.inner_traceback or str(error)).strip()
        return judging.failure(self.parent.path.name, self.cell.id, said)

    def reportinfo(self):
        return self.path, 0, f"{self.parent.path.name}: {self.cell.id}"


class ExerciseFile(IPyNbFile):
    """A learner's notebook, with the checks of its solution."""

    def collect(self):
        try:
            steps = judging.steps(self.path)
        except ValueError as problem:
            raise self.CollectError(f"{self.path.name}: {problem}") from None
        self.nb = nbformat.v4.new_notebook()
        for number, step in enumerate(steps):
            cell = nbformat.v4.new_code_cell(step.source, outputs=list(step.outputs))
            cell["execution_count"] = 1  # nbval trusts no outputs of a cell without
            cell["id"] = f"check {step.check}" if step.check else step.id
            options = defaultdict(bool, check=step.check is not None)
            yield ExerciseCell.from_parent(
                self,
                name=f"{number} {cell['id']}",
                cell_num=number,
                cell=cell,
                options=options,
            )


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
