"""Find what keeps the course from running on this machine, and say what mends it.

Prints one line for each thing looked at: "ok", "look" (something may go wrong) or
"stop" (the course will not work), with its remedy. Fails only if something stops.

Where not even NumPy is there, run it by its path: `python nnlib/course/doctor.py`.
"""

import sys

if __package__:
    from nnlib.course.checkup import jupyter, machine, packages
    from nnlib.course.checkup.finding import Finding, install_course
else:
    from checkup import jupyter, machine, packages
    from checkup.finding import Finding, install_course

    sys.path.pop(0)  # the folder of this file: it holds a notebook.py, a build.py

EXAMINATIONS = {
    "Python": packages.python_version,
    "packages": packages.packages,
    "nnlib": packages.library,
    "kernel": jupyter.kernel,
    "JupyterLab": jupyter.lab,
    "sliders in JupyterLab": jupyter.extensions,
    "slider": jupyter.slider,
    "letters in figures": machine.letters,
    "writing": machine.writing,
    "disk": machine.disk,
    "port": machine.port,
    "processor": machine.processor,
}
ENDS = {
    "ok": "All is well: begin.",
    "look": "Nothing stops you. If something does not work, come back to “look”.",
    "stop": "Type the remedy of the first “stop” in a terminal, then look again.",
}


def examine():
    """Look at everything, and return the list of findings.

    Inside a notebook it looks at the kernel that runs the notebook, and leaves out the
    port: the server has one. It takes a few seconds, since it starts a kernel.
    """
    jupyter.round_trip.cache_clear()
    names = [n for n in EXAMINATIONS if n != "port" or not jupyter.in_notebook()]
    return [finding for name in names for finding in _look(name)]


def _look(name):
    """The findings of one examination; if it breaks down, that is a finding too."""
    try:
        return list(EXAMINATIONS[name]())
    except ModuleNotFoundError as error:
        says = f"cannot be looked at, since {error.name} is missing"
        return [Finding("stop", name, says, "", install_course())]
    except Exception as error:
        says, detail = "cannot be looked at", f"{type(error).__name__}: {error}"
        return [Finding("look", name, says, detail, install_course())]


def report(details=False):
    """Print a line for each finding, the same on every machine where all is well.

    details : also print versions and paths
    """
    _report(details)


def _report(details):
    findings = examine()
    for finding in findings:
        print(finding.line(details))
    worst = max((f.level for f in findings), key=list(ENDS).index)
    print(ENDS[worst])
    return worst


def add_arguments(parser):
    """It needs none."""


def run(args):
    return int(_report(details=True) == "stop")


if __name__ == "__main__":
    sys.exit(run(None))
