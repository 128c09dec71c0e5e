"""Run a notebook: ours in a kernel, for its outputs; a learner's, for the verdicts.

A learner's runs in a process of its own, as the shell of a kernel would run it. Where a
cell ends that process, the notebook runs again without the cell.
"""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

from nnlib.shared.words import Words, language

from .lesson import ROOT
from .walk import resumed

say = Words(__file__, "notebooks")
SECONDS = 300  # for one cell of ours
LEARNER_SECONDS = 20  # of the processor, for one of a learner's; `grade` has the same
PATIENCE = 15  # seconds beyond three times as many by the clock
QUIET = ["--Application.log_level=40"]  # errors; no warning of TCP on this machine


def execute(nb, path):
    """Run all cells in the notebook's own folder; ValueError where one stops."""
    from nbclient.exceptions import CellExecutionError

    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        _client(nb, path.resolve().parent, timeout=SECONDS).execute()
    except CellExecutionError as error:
        came, cell = f"{error.ename}: {error.evalue}", _stopped(nb)
        said = say("stopped", name=path.name, error=came, cell=cell["id"])
        raise ValueError(said) from None
    nb["metadata"].pop("widgets", None)


def _client(nb, folder, **options):
    from nbclient import NotebookClient

    resources = {"metadata": {"path": folder}}
    options |= {"kernel_name": "python3", "extra_arguments": QUIET}
    return NotebookClient(nb, resources=resources, **options)


def _stopped(nb):
    """The cell that ended with an error."""
    return next(
        cell
        for cell in nb["cells"]
        if any(one["output_type"] == "error" for one in cell.get("outputs", []))
    )


def events(path):
    """Run a learner's notebook to its end; yield what `walk` yields."""
    return resumed(lambda without: _events(path, without))


def _events(path, without):
    with _process() as process:
        job = {"path": str(Path(path).resolve()), "language": language()}
        job |= {"seconds": LEARNER_SECONDS, "without": without}
        process.stdin.write(json.dumps(job).encode() + b"\n")
        process.stdin.flush()
        lines = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process, lines), daemon=True).start()
        threading.Thread(target=_wait, args=(process, lines), daemon=True).start()
        try:
            while line := lines.get(timeout=3 * LEARNER_SECONDS + PATIENCE):
                yield json.loads(line)
        except queue.Empty:
            yield {"hung": True}


def _listen(process, lines):
    with contextlib.suppress(ValueError):  # closed
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")


def _wait(process, lines):
    """End the lines with the process, whatever it has started and still has them.

    Its number stays taken until its group is ended: a free one may be somebody else's.
    """
    if hasattr(os, "waitid"):
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    else:
        process.wait()
    threading.Timer(1, lines.put, [b""]).start()


@contextlib.contextmanager
def _process():
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    more = {"PYTHONPATH": os.pathsep.join(paths), "MPLBACKEND": "agg"}
    process = subprocess.Popen(
        [sys.executable, "-m", "nnlib.course.notebooks.process"],
        cwd=ROOT,
        env=os.environ | more | {"OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
    )
    try:
        yield process
    finally:
        with contextlib.suppress(OSError):  # with all that the notebook has started
            if os.name == "posix" and process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
