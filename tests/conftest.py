"""What holds for every test: one BLAS thread, and no number error passes unseen."""

import os
import tempfile
from pathlib import Path

for _name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ.setdefault(f"{_name}_NUM_THREADS", "1")  # read when NumPy is imported

import matplotlib  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
from permissions import as_nobody  # noqa: E402

try:
    import hypothesis
except ModuleNotFoundError:
    raise pytest.UsageError(
        'the tests need more packages than the course: pip install -e ".[test]"'
    ) from None

matplotlib.use("agg")  # no window here; notebooks keep the backend of their own

# Examples take as long as they take; where CI is set, they are the same in each run.
hypothesis.settings.register_profile(
    "course", deadline=None, print_blob=True, derandomize="CI" in os.environ
)
hypothesis.settings.load_profile("course")


@pytest.fixture(autouse=True)
def _number_errors():
    """Make 0/0, overflow and division by zero errors; underflow to 0 is meant."""
    with np.errstate(all="raise", under="ignore"):
        yield


@pytest.fixture(scope="session")
def browser():
    """Give a Chromium: one for all files, since Playwright runs once in a process."""
    import lab

    with lab.chromium() as browser:
        yield browser


@pytest.fixture
def open_folder():
    """A new folder that nobody can reach too, without a change of those above it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        try:
            with as_nobody():
                os.listdir(folder)
        except PermissionError:
            pytest.skip(f"{folder.parent} is closed to whoever is not root")
        yield folder


def _refuse_skip(report):
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    report.outcome = "failed"
    report.longrepr = f"browser tests may not be skipped where CI is set. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where CI is set, turn a browser test that was skipped into a failed one."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if "CI" in os.environ and skipped and item.get_closest_marker("browser"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """The same for a whole file of browser tests that is skipped on import."""
    report = yield
    if "CI" in os.environ and "browser" in collector.name and report.skipped:
        _refuse_skip(report)
    return report
