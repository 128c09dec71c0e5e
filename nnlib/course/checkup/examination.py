"""Look at everything that the course needs on this machine, and print what was seen."""

from . import kernel, lab, machine, packages, round_trip
from .finding import Finding, say
from .remedies import install_course

EXAMINATIONS = {  # their names are in the words, under "about"
    "python": packages.python_version,
    "packages": packages.packages,
    "nnlib": packages.library,
    "kernel": kernel.kernel,
    "lab": lab.lab,
    "extensions": lab.extensions,
    "slider": kernel.slider,
    "letters": machine.letters,
    "writing": machine.writing,
    "disk": machine.disk,
    "port": machine.port,
    "processor": machine.processor,
}
LEVELS = ("ok", "look", "stop")  # the worst last


def examine():
    """Look at everything, and return the list of findings.

    Inside a notebook it looks at the kernel that runs the notebook, and leaves out the
    port: the server has one. It takes a few seconds, since it starts a kernel.
    """
    round_trip.round_trip.cache_clear()
    names = [n for n in EXAMINATIONS if n != "port" or not lab.in_notebook()]
    return [finding for name in names for finding in _findings(name)]


def _findings(name):
    """The findings of one examination; if it breaks down, that is a finding too."""
    try:
        return list(EXAMINATIONS[name]())
    except ModuleNotFoundError as error:
        says = say("broken", "missing", package=error.name)
        return [Finding("stop", name, says, "", install_course())]
    except Exception as error:
        says, detail = say("broken", "error"), f"{type(error).__name__}: {error}"
        return [Finding("look", name, says, detail, install_course())]


def report(details=False):
    """Print a line for each finding, the same on every machine where all is well.

    details : also print versions and paths
    """
    print_findings(examine(), details)


def print_findings(findings, details):
    """Print a line for each, and how to go on; return the worst level."""
    for finding in findings:
        print(finding.line(details))
    worst = max((f.level for f in findings), key=LEVELS.index)
    print(say("ends", worst))
    return worst
