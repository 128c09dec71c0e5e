"""Look at everything that the course needs on this machine, and print what was seen."""

from . import jupyter, machine, packages
from .finding import Finding, install_course

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
    told(details)


def told(details):
    """Print the report; return the worst level, "ok", "look" or "stop"."""
    findings = examine()
    for finding in findings:
        print(finding.line(details))
    worst = max((f.level for f in findings), key=list(ENDS).index)
    print(ENDS[worst])
    return worst
