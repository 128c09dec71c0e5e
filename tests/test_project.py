"""The project as a whole: what its pages and settings say is what is there."""

import ast
import fnmatch
import importlib.metadata
import os
import pathlib
import re
import subprocess
import sys

import lowest
import pytest
import yaml
from packaging.version import Version

from nnlib.__main__ import commands
from nnlib.course.notebooks.lesson import find, lessons

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WORKFLOW = yaml.safe_load(
    (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
)
OLDEST_PYTHON = PROJECT["project"]["requires-python"].removeprefix(">=")
SYSTEMS = {"ubuntu-latest", "macos-latest", "windows-latest"}
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
LESSONS = set(lessons())
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


@pytest.mark.thorough
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


def ranges():
    """Return each requirement of the project with the name of the list that has it."""
    project = PROJECT["project"]
    lists = {
        "dependencies": project["dependencies"],
        **project["optional-dependencies"],
        "requirements.txt": requirements()[:-1],
    }
    return [(line, name) for name, lines in lists.items() for line in lines]


def comments(requirement):
    """Return what stands above and behind a requirement, wherever it is listed."""
    found = []
    for name in lowest.FILES:
        above = []
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            code, _, behind = (part.strip() for part in line.partition("#"))
            if code.strip('",') == requirement:
                found.append(" ".join([*above, behind]).strip())
            above = [*above, behind] if behind and not code else []
    return found


def test_requirements_hold_the_package_and_its_dependencies():
    *listed, last = requirements()
    assert last == "-e ."
    assert set(PROJECT["project"]["dependencies"]) <= set(listed)
    names = [name_of(line) for line in listed]
    assert len(names) == len(set(names))


def test_a_package_has_the_same_range_wherever_it_is_listed():
    found = {}
    for line, where in ranges():
        assert found.setdefault(name_of(line), line) == line, where
    options = PROJECT["tool"]["pytest"]["ini_options"]
    assert found["pytest"].startswith(f"pytest>={options['minversion']},")


def test_every_range_has_both_ends_and_leaves_out_what_lies_between():
    for line, where in ranges():
        found = re.match(r"[\w.-]+>=([\d.]+),((?:!=[\d.]+,)*)<([\d.]+)(;|$)", line)
        assert found, f"{line} in {where}"
        low, left_out, high, _ = found.groups()
        for version in re.findall(r"[\d.]+", left_out):
            assert Version(low) < Version(version) < Version(high), line


def test_every_range_has_its_reason_and_so_has_what_it_leaves_out():
    for line, where in ranges():
        said = comments(line)
        assert any(said), f"{line} in {where}"
        for version in re.findall(r"!=([\d.]+)", line):
            assert any(version in text for text in said), f"{line}: why not {version}?"


def test_readme_names_each_version_that_is_left_out():
    left_out = re.findall(r"([\w-]+)>=[\d.]+,!=([\d.]+)", "\n".join(requirements()))
    named = re.findall(r"with (\w+) (\d[\d.]+\d), so the set-up", README)
    assert named == left_out


def test_the_lowest_versions_are_those_of_all_ranges():
    printed = run(sys.executable, "tests/lowest.py").splitlines()
    lows = {re.match(r"([\w.-]+)>=([\d.]+)", line).groups() for line, _ in ranges()}
    assert sorted(printed) == sorted(f"{name}=={low}" for name, low in lows)


def test_learners_install_nothing_that_only_tests_need():
    extra = {
        name_of(line) for line in PROJECT["project"]["optional-dependencies"]["test"]
    }
    needed = {name_of(line) for line in requirements()[:-1]}
    assert not extra & needed
    assert {"playwright", "hypothesis", "ruff", "pytest-xdist"} <= extra


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


def runs(job):
    """Return the commands of a job, in order."""
    return [step["run"] for step in WORKFLOW["jobs"][job]["steps"] if "run" in step]


def readme_pytest():
    """Return how README's test command runs the tests, with whatever `python` is."""
    return "python" + command("command: test").rpartition("/python")[2]


def test_workflow_covers_every_system_and_python():
    events = WORKFLOW[True]  # YAML 1.1 reads the key `on` as true
    assert {"push", "pull_request", "schedule"} <= set(events)
    assert WORKFLOW["permissions"] == {"contents": "read"}
    matrix = WORKFLOW["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix["python"][0] == OLDEST_PYTHON
    assert len(matrix["python"]) == 5
    assert set(matrix["system"]) == SYSTEMS
    assert runs("tests")[-2:] == [readme_pytest(), readme_pytest() + " -m thorough"]
    for job in WORKFLOW["jobs"].values():
        for step in job["steps"]:
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1"))


def test_workflow_has_a_job_that_installs_the_lowest_versions_and_no_other():
    job = WORKFLOW["jobs"]["lowest"]
    assert job["name"].startswith("lowest packages")
    assert set(job["strategy"]["matrix"]["system"]) == SYSTEMS
    pythons = [step.get("with", {}).get("python-version") for step in job["steps"]]
    assert OLDEST_PYTHON in pythons
    assert job["name"].endswith(f"Python {OLDEST_PYTHON}")
    commands = runs("lowest")
    pins = '"$RUNNER_TEMP/lowest.txt"'  # not in the checkout, whose files tests count
    extras = ",".join(PROJECT["project"]["optional-dependencies"])
    assert commands[0].splitlines() == [
        f"python tests/lowest.py > {pins}",
        f'python -m pip install -c {pins} -r requirements.txt -e ".[{extras}]"',
    ]
    assert not any("pip install" in command for command in commands[1:])
    assert commands[-2:] == [readme_pytest(), readme_pytest() + " -m thorough"]
    assert "continue-on-error" not in str(job)


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


def test_what_assistants_are_asked_names_what_there_is():
    """A page that they read as a whole; and learners are told of it."""
    text = (ROOT / "exercises" / "AGENTS.md").read_text(encoding="utf-8")
    assert len(text.split()) < 400
    tasks = {task.id: task for number in lessons() for task in find(number).tasks}
    for name in re.findall(r'"(ex\d\d-[\w-]+)"', text):
        assert len(tasks[name].words["hints"]) == 3
    used = set(re.findall(r"python -m nnlib (\w+)", text))
    assert used and used <= set(commands())
    for number in re.findall(r"\((\d\.\d+)\)", text):
        assert any(rf"\\tag{{{number}}}" in path.read_text(encoding="utf-8")
                   for path in (ROOT / "lessons").glob("*.ipynb"))  # fmt: skip
    instructors = (ROOT / "lessons" / "INSTRUCTORS.md").read_text(encoding="utf-8")
    assert "exercises/AGENTS.md" in instructors


# Style


def test_ruff_finds_nothing():
    run(sys.executable, "-m", "ruff", "check", *QUIET, ".")


def test_ruff_would_format_nothing():
    run(sys.executable, "-m", "ruff", "format", "--check", *QUIET, ".")
