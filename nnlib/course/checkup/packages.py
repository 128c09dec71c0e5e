"""Is this Python new enough, and is every package there in its range?"""

import importlib
import platform
from importlib import metadata
from pathlib import Path

from .finding import Finding, say
from .remedies import COURSE, NNLIB, install, install_course

NAME = "nnlib-course"


def python_version():
    """This Python against the range that the course's own metadata give."""
    version = platform.python_version()
    try:
        wanted = metadata.metadata(NAME)["Requires-Python"]
    except metadata.PackageNotFoundError:
        wanted = _in_pyproject()
    specifiers = importlib.import_module("packaging.specifiers")
    if wanted and version not in specifiers.SpecifierSet(wanted, prereleases=True):
        says = say("python", "outside", version=version, wanted=wanted)
        yield Finding("stop", "python", says, "", say("python", "remedy"))
    else:
        yield Finding("ok", "python", say("python", "inside"), version)


def _in_pyproject():
    path = COURSE / "pyproject.toml"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = [line for line in lines if line.startswith("requires-python")]
    return found[0].split('"')[1] if found else ""


def packages():
    """Every package that the course asks for, against its range."""
    ranges = requirements()
    faults = [fault for wanted in ranges for fault in unmet(wanted)]
    whole = len(faults) > 1 and (COURSE / "requirements.txt").exists()
    for says, remedy in faults:
        remedy = install_course() if whole else remedy
        yield Finding("stop", "packages", says, "", remedy)
    if not faults:
        listed = [f"{r.name} {metadata.version(r.name)}" for r in ranges]
        yield Finding("ok", "packages", say("packages", "inside"), ", ".join(listed))


def requirements(name=NAME):
    """The requirements that hold here: of the metadata, and of requirements.txt.

    The file lists the programs too that a reader starts, such as JupyterLab. For a
    package in both it is the newer of the two.
    """
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        lines = []
    parse = importlib.import_module("packaging.requirements").Requirement
    wanted = map(parse, [*lines, *(_in_file() if name == NAME else [])])
    found = {one.name: one for one in wanted}.values()
    return [r for r in found if not r.marker or r.marker.evaluate({"extra": ""})]


def _in_file():
    """The lines of requirements.txt that name a package; none without the file."""
    path = COURSE / "requirements.txt"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    lines = [line.split("#")[0].strip() for line in lines]
    return [line for line in lines if line and line[0] != "-"]


def unmet(wanted):
    """Yield (what is wrong, the command that mends it) if a requirement is not met."""
    name, ranges = wanted.name, str(wanted.specifier)
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        yield say("packages", "missing", name=name), install(name + ranges)
        return
    if not wanted.specifier.contains(version, prereleases=True):
        says = say("packages", "outside", name=name, version=version, wanted=ranges)
        yield says, install(name + ranges)


def within_range(package):
    """A package as pip reads it, with the range that the course asks for, if any."""
    asked = [*requirements(), *requirements("ipywidgets")]  # of what is in the browser
    same = [r for r in asked if r.name.replace("-", "_") == package.replace("-", "_")]
    return f"{package}{same[0].specifier}" if same else package


def library():
    """Is the nnlib that is imported the one in the folder where you are?"""
    try:
        metadata.version(NAME)
    except metadata.PackageNotFoundError:
        says, remedy = say("nnlib", "missing"), install_course()
        yield Finding("stop", "nnlib", says, str(NNLIB), remedy)
        return
    here = Path.cwd()
    for folder in (here, *here.parents):
        own = folder / "nnlib"
        if (own / "__init__.py").exists() and not own.samefile(NNLIB):
            says, remedy = say("nnlib", "elsewhere"), install("-e", folder)
            yield Finding("look", "nnlib", says, str(NNLIB), remedy)
            return
    yield Finding("ok", "nnlib", say("nnlib", "ours"), str(NNLIB))
