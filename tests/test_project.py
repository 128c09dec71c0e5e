"""The project as a whole: what its pages and settings say is what is there."""

import ast
import fnmatch
import importlib.metadata
import os
import pathlib
import re
import subprocess
import sys

import pytest
import yaml

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TREE = {
    "LICENSE", "README.md", "exercises", "lessons", "nnlib", "pyproject.toml",
    "requirements.txt", "solutions", "tests",
}  # fmt: skip
LEFT_BY_TOOLS = {
    "build",
    "dist",
    "handouts",
    "nnlib_course.egg-info",
    "__pycache__",
    "htmlcov",
}
QUIET = ("--no-cache", "--output-format=concise")
COURSE = ROOT / "nnlib" / "course"
LESSONS = {f"{number:02d}" for number in range(9)}
WINDOWS = os.name == "nt"


def block(mark):
    """Return README's fenced block below the comment `mark`."""
    found = re.findall(rf"<!-- {mark} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert len(found) == 1, f"README has {len(found)} blocks marked {mark!r}, not 1"
    return found[0]


def command(mark):
    """Return README's one-line command below the comment `mark`."""
    lines = block(mark).splitlines()
    assert len(lines) == 1, f"{mark!r} is {len(lines)} lines, not 1"
    return lines[0]


def run(*arguments, folder=ROOT, **environment):
    """Run a program, and return what it printed, or fail with that."""
    result = subprocess.run(
        arguments,
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, f"{' '.join(arguments)}\n{result.stdout}"
    return result.stdout


def requirements():
    """Return the lines of requirements.txt that are not comments."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [text for line in lines if (text := line.split("#")[0].strip())]


def name_of(requirement):
    """Return the normal form of the name in `Name>=1.0; marker`."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


# The tree


def test_top_level_holds_only_what_the_design_names():
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert names - TREE - LEFT_BY_TOOLS == set()


def test_paths_in_readme_exist():
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", README)
    rows = re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE)
    paths = links + [row for row in rows if "/" in row or "." in row]
    assert len(paths) >= 8
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_pictures_in_readme_have_alt_text():
    pictures = re.findall(r"!\[([^\]]*)\]\(", README)
    assert pictures
    assert all(len(alt.split()) >= 10 for alt in pictures)


# README's commands


def test_ci_runs_the_test_command_of_readme_and_then_what_is_long():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    test = command("command: test")
    assert lines[-3] == test
    assert lines[-1] == f"{test.split(' && ')[-1]} -m thorough"
    settings = PROJECT["tool"]["pytest"]["ini_options"]["addopts"]
    assert "-m=not thorough" in settings, "so that the two together are all tests"
    assert "set -euo pipefail" in lines


@pytest.mark.skipif(WINDOWS, reason="needs bash")
def test_ci_script_is_valid_bash_and_executable():
    run("bash", "-n", ".ci/run")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_commands_differ_only_in_how_they_make_the_environment():
    install = "pip install -r requirements.txt"
    for purpose in ("open", "test"):
        plain = command(f"command: {purpose}")
        _, installed, ended = plain.split(" && ")
        assert install in installed
        uv = command(f"command: {purpose}, uv").split(" && ")
        assert uv[1:] == [installed.replace(".venv/bin/python -m", "uv"), ended]
        windows = command(f"command: {purpose}, windows").split("; ")
        same = [installed, ended.replace(" --allow-root", "")]  # there is no root
        assert windows[1:] == [
            p.replace(".venv/bin/", ".venv\\Scripts\\") for p in same
        ]


def test_open_command_installs_nothing_for_tests():
    for variant in ("", ", windows", ", uv"):
        assert "[test]" not in command(f"command: open{variant}")
        assert '-e ".[test]"' in command(f"command: test{variant}")


def test_every_command_of_nnlib_in_readme_exists():
    names = sorted(set(re.findall(r"python -m nnlib (\w+)", README)))
    assert names
    for name in names:
        run(sys.executable, "-m", "nnlib", name, "--help")


# README's program and table


def test_readme_program_learns_the_spirals(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(block("the program: a test runs it as it stands"), "utf-8")
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    printed = run(sys.executable, "-W", "error", str(program), PYTHONPATH=path)
    accuracy = re.fullmatch(r"test accuracy (\d\.\d\d)\n", printed)
    assert accuracy, printed
    assert 0.9 <= float(accuracy[1]) <= 1


def test_table_links_each_lesson_that_exists_and_no_other():
    rows = dict(re.findall(r"^\| (\d\d) \| .* \| ([^|]+) \|$", README, re.MULTILINE))
    assert set(rows) == LESSONS
    for number, shown in rows.items():
        found = [path.stem for path in (ROOT / "lessons").glob(f"{number}_*.ipynb")]
        links = [f"[{stem}](lessons/{stem}.ipynb)" for stem in found]
        assert [shown] == (links or ["in preparation"]), number


# Packages


def test_requirements_hold_the_package_and_its_dependencies_in_equal_ranges():
    *listed, last = requirements()
    assert last == "-e ."
    assert set(PROJECT["project"]["dependencies"]) <= set(listed)
    names = [name_of(line) for line in listed]
    assert len(names) == len(set(names))


def test_learners_install_nothing_that_only_tests_need():
    extra = {
        name_of(line) for line in PROJECT["project"]["optional-dependencies"]["test"]
    }
    needed = {name_of(line) for line in requirements()[:-1]}
    assert not extra & needed
    assert {"playwright", "hypothesis", "ruff", "pytest-xdist"} <= extra


def test_every_range_has_both_ends():
    extras = PROJECT["project"]["optional-dependencies"].values()
    for line in [*requirements()[:-1], *(line for extra in extras for line in extra)]:
        assert re.match(r"[\w.-]+>=[\d.]+,<[\d.]+(;|$)", line), line


def test_whatever_nnlib_imports_is_a_dependency():
    homes = importlib.metadata.packages_distributions()
    declared = {name_of(line) for line in PROJECT["project"]["dependencies"]}
    extra = PROJECT["project"]["optional-dependencies"]["class"]
    for path in (ROOT / "nnlib").rglob("*.py"):
        if path.name == "jupyterhub_config.py":
            continue  # JupyterHub reads it, in an environment of its own
        folders = [path.parent, *([COURSE] if path.stem == "doctor" else [])]
        beside = {other.stem for folder in folders for other in folder.iterdir()}
        needed = imported(path) - set(sys.stdlib_module_names) - beside - {"nnlib"}
        handout = {name_of(line) for line in extra if "handout" in path.parts}
        for module in needed:
            owners = {name_of(name) for name in homes.get(module, [module])}
            known = owners & (declared | handout)
            assert known, f"{path.relative_to(ROOT)} imports {module}"


def imported(path):
    """Return the top-level names that a module imports, wherever it does."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


def test_every_file_of_nnlib_is_packaged():
    patterns = ["*.py", *PROJECT["tool"]["setuptools"]["package-data"]["*"]]
    left_out = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "nnlib").rglob("*")
        if path.is_file()
        and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)
        and not any(fnmatch.fnmatch(path.name, pattern) for pattern in patterns)
    ]
    assert left_out == []


def test_version_is_that_of_the_library():
    import nnlib

    assert importlib.metadata.version("nnlib-course") == nnlib.__version__


# Machines


def test_workflow_covers_every_system_and_python():
    path = ROOT / ".github" / "workflows" / "tests.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    events = workflow[True]  # YAML 1.1 reads the key `on` as true
    assert {"push", "pull_request", "schedule"} <= set(events)
    assert workflow["permissions"] == {"contents": "read"}
    matrix = workflow["jobs"]["tests"]["strategy"]["matrix"]
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert matrix["python"][0] == oldest
    assert len(matrix["python"]) == 5
    assert {"ubuntu-latest", "macos-latest", "windows-latest"} == set(matrix["system"])
    assert {row["packages"] for row in matrix["include"]} == {"oldest"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    *_, pytest_line = command("command: test").partition("python -m pytest")
    assert f"python -m pytest{pytest_line}" in [step.get("run") for step in steps]
    for step in steps:
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1"))


def test_licence_names_both_licences_and_the_data():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    for part in ("MIT License", "creativecommons.org/licenses/by/4.0", "24432/C50P49"):
        assert part in text


def test_no_path_of_a_machine_in_any_file():
    suffixes = {".py", ".md", ".toml", ".txt", ".yml", ".js", ".css", ".json", ".ipynb"}
    folders = re.compile(r"(?<![\w.])/(?:work|tmp|home/\w+|Users/\w+|root|opt)/\w")
    for folder in ("", ".ci", ".github", "lessons", "solutions", "nnlib", "tests"):
        for path in (ROOT / folder).glob("**/*" if folder else "*"):
            if path.suffix in suffixes and path != pathlib.Path(__file__):
                text = re.sub(
                    r"[\w+/=\\]{100,}", "", path.read_text("utf-8")
                )  # pictures
                found = folders.search(text)
                assert not found, f"{path.relative_to(ROOT)}: {found[0]}"


# Style


def test_ruff_finds_nothing():
    run(sys.executable, "-m", "ruff", "check", *QUIET, ".")


def test_ruff_would_format_nothing():
    run(sys.executable, "-m", "ruff", "format", "--check", *QUIET, ".")
