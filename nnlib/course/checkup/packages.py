"""Is this Python new enough, and is every package there in its range?"""

import importlib
import platform
from importlib import metadata
from pathlib import Path

from .finding import COURSE, NNLIB, Finding, install, install_course

NAME = "nnlib-course"


def python_version():
    """This Python against the range that the course's own metadata give."""
    about, version = "Python", platform.python_version()
    try:
        wanted = metadata.metadata(NAME)["Requires-Python"]
    except metadata.PackageNotFoundError:
        wanted = _in_pyproject()
    specifiers = importlib.import_module("packaging.specifiers")
    if wanted and version not in specifiers.SpecifierSet(wanted, prereleases=True):
        remedy = "install a Python in that range, then follow README.md, “Two commands”"
        yield Finding("stop", about, f"{version} is not {wanted}", "", remedy)
    else:
        yield Finding("ok", about, "new enough", version)


def _in_pyproject():
    path = COURSE / "pyproject.toml"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = [line for line in lines if line.startswith("requires-python")]
    return found[0].split('"')[1] if found else ""


def packages():
    """Every package that the course asks for, against its range."""
    about, ranges = "packages", requirements()
    bad = [line for wanted in ranges for line in unmet(wanted)]
    for says, remedy in bad:
        whole = len(bad) > 1 and (COURSE / "requirements.txt").exists()
        yield Finding("stop", about, says, "", install_course() if whole else remedy)
    if not bad:
        says = "all there, in versions that the course is made for"
        listed = [f"{r.name} {metadata.version(r.name)}" for r in ranges]
        yield Finding("ok", about, says, ", ".join(listed))


def requirements(name=NAME):
    """The requirements that hold here: of the metadata, and of requirements.txt.

    The file lists the programs too that a reader starts, such as JupyterLab. For a
    package in both it is the newer of the two.
    """
    parse = importlib.import_module("packaging.requirements").Requirement
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        lines = []
    path = COURSE / "requirements.txt"
    if name == NAME and path.exists():
        text = [line.split("#")[0].strip() for line in path.read_text().splitlines()]
        lines = [*lines, *(line for line in text if line and line[0] != "-")]
    found = {wanted.name: wanted for wanted in map(parse, lines)}
    return [
        r for r in found.values() if not r.marker or r.marker.evaluate({"extra": ""})
    ]


def unmet(wanted):
    """Yield (what is wrong, the command that mends it) if a requirement is not met."""
    try:
        version = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        yield f"{wanted.name} is missing", install(_ranged(wanted))
        return
    if not wanted.specifier.contains(version, prereleases=True):
        says = f"{wanted.name} {version} is not in the range {wanted.specifier}"
        yield says, install(_ranged(wanted))


def within_range(package):
    """A package as pip reads it, with the range that the course asks for, if any."""
    asked = [*requirements(), *requirements("ipywidgets")]  # of what is in the browser
    same = [r for r in asked if r.name.replace("-", "_") == package.replace("-", "_")]
    return _ranged(same[0]) if same else package


def _ranged(wanted):
    return f"{wanted.name}{wanted.specifier}"


def library():
    """Is the nnlib that is imported the one in the folder where you are?"""
    about = "nnlib"
    try:
        metadata.version(NAME)
    except metadata.PackageNotFoundError:
        says = "is not installed in this Python"
        yield Finding("stop", about, says, str(NNLIB), install_course())
        return
    here = Path.cwd()
    for folder in (here, *here.parents):
        own = folder / "nnlib"
        if (own / "__init__.py").exists() and not own.samefile(NNLIB):
            says, detail = "comes from another folder than this one", str(NNLIB)
            remedy = install("-e", folder)
            yield Finding("look", about, says, detail, remedy)
            return
    yield Finding("ok", about, "is the one of this course", str(NNLIB))
