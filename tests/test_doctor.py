"""The doctor: each illness is made here, and it names it and what mends it."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import types
import venv
from pathlib import Path

import foreign
import matplotlib
import nbformat
import pytest
from nbclient import NotebookClient
from permissions import as_nobody

from nnlib.__main__ import main
from nnlib.course.checkup import (
    examination,
    finding,
    kernel,
    lab,
    machine,
    packages,
    remedies,
    round_trip,
)
from nnlib.course.commands import doctor

ROOT = Path(__file__).parents[1]
MANAGER = "@jupyter-widgets/jupyterlab-manager"


def only(examination):
    """The one finding of an examination."""
    (found,) = examination()
    return found


def fake(folder, name, version, *lines):
    """Metadata of a package, as an installer leaves them."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    head = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines]
    (info / "METADATA").write_text("\n".join(head) + "\n")


@pytest.fixture
def fresh(monkeypatch):
    """Forget what came of the last kernel, before and after."""
    round_trip.round_trip.cache_clear()
    yield monkeypatch
    round_trip.round_trip.cache_clear()


@pytest.fixture
def other(tmp_path):
    """Another environment, which borrows our packages: its Python."""
    venv.create(tmp_path / "other", with_pip=False, symlinks=os.name != "nt")
    (site,) = (tmp_path / "other").rglob("site-packages")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (site / "ours.pth").write_text("\n".join([*ours, str(ROOT)]))
    scripts = "Scripts" if os.name == "nt" else "bin"
    return tmp_path / "other" / scripts / "python"


# All is well


def test_a_healthy_machine_is_called_healthy(capsys):
    assert main(["doctor"]) == 0
    *lines, _ = capsys.readouterr().out.splitlines()
    stopped = [line for line in lines if line.startswith("stop")]
    assert not stopped
    about = [line[6:].split(":")[0] for line in lines]
    assert about == [finding.say("about", one) for one in examination.EXAMINATIONS]


@pytest.mark.thorough
def test_a_notebook_prints_the_same_without_versions_and_paths():
    source = "from nnlib.course.checkup.examination import report\nreport()"
    cells = [nbformat.v4.new_code_cell(source)]
    nb = NotebookClient(nbformat.v4.new_notebook(cells=cells), kernel_name="python3")
    (output,) = nb.execute()["cells"][0]["outputs"]
    lines = [found.line(details=False) for found in examination.examine()]
    expected = [line for line in lines if " port: " not in line]
    assert output["text"].splitlines()[:-1] == expected
    assert not any(character.isdigit() for character in output["text"])


def test_in_another_language_the_report_has_no_english_left(monkeypatch, capsys):
    foreign.speak(monkeypatch)
    examination.report()
    said = capsys.readouterr().out
    assert len(said.splitlines()) == len(examination.EXAMINATIONS) + 1
    assert not re.search("[A-Za-z]", said), said


def test_the_doctor_is_no_part_of_what_a_learner_imports():
    code = "import sys, nnlib, nnlib.explore, nnlib.quiz; nnlib.explore.line; "
    code += "print([name for name in sys.modules if 'nnlib.course' in name])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_needs_no_package_to_say_that_packages_are_missing():
    path = ROOT / "nnlib" / "course" / "commands" / "doctor.py"
    command = [sys.executable, "-S", str(path)]  # -S: no site-packages
    plain = {"PYTHONPATH": "", "PYTHONIOENCODING": "ascii"}  # any console will do
    environment = {**os.environ, **plain}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == ""
    for name in ("packaging", "numpy", "matplotlib", "jupyterlab"):
        assert f"since {name} is missing. Remedy: " in done.stdout


def test_run_by_its_path_it_leaves_no_folder_to_import_from():
    """Where it lies there is a build.py, and `import build` may mean a package."""
    folder = str(ROOT / "nnlib" / "course" / "commands")
    code = f"import runpy, sys; sys.path.insert(0, {folder!r}); "
    code += f"made = runpy.run_path({folder + '/doctor.py'!r}); "
    code += "made['stand_in_for_nnlib'](); import nnlib.course.checkup.examination; "
    code += f"print({folder!r} in sys.path, 'numpy' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


# Python and packages


def test_a_python_out_of_range(tmp_path, monkeypatch):
    fake(tmp_path, packages.NAME, "1.0.0", "Requires-Python: >=3.99")
    monkeypatch.syspath_prepend(tmp_path)
    found = only(packages.python_version)
    assert found.level == "stop"
    assert "is not >=3.99" in found.line()


def test_the_range_of_python_is_known_before_the_course_is_installed(monkeypatch):
    installed = only(packages.python_version)
    monkeypatch.setattr(packages, "NAME", "not-installed")
    assert only(packages.python_version) == installed
    assert packages._in_pyproject().startswith(">=3.")


def test_a_package_out_of_range(tmp_path, monkeypatch):
    fake(tmp_path, "numpy", "1.26.4")
    monkeypatch.syspath_prepend(tmp_path)
    found = only(packages.packages)
    assert found.level == "stop"
    assert "numpy 1.26.4 is not" in found.says
    assert "pip install" in found.remedy
    assert "numpy<3,>=2.0" in found.remedy


def test_a_version_that_the_range_leaves_out(tmp_path, monkeypatch):
    fake(tmp_path, "ipywidgets", "8.1.9")
    monkeypatch.syspath_prepend(tmp_path)
    found = only(packages.packages)
    assert found.level == "stop"
    assert "ipywidgets 8.1.9 is not in the range" in found.says
    assert "!=8.1.9" in found.says
    assert remedies.quoted("ipywidgets!=8.1.9,<9,>=8.1.5") in found.remedy


@pytest.mark.parametrize("package", ["numpy", "ipywidgets", "anywidget", "jupyterlab"])
def test_what_a_remedy_installs_is_within_the_range(package):
    found = {r.name: r for r in packages.requirements()}[package]
    assert packages.within_range(package) == f"{package}{found.specifier}"


def test_a_package_that_only_ipywidgets_asks_for_has_its_range():
    for name in ("jupyterlab_widgets", "jupyterlab-widgets"):
        assert packages.within_range(name).startswith(f"{name}~=")
    assert packages.within_range("ipywidgets-of-nobody") == "ipywidgets-of-nobody"


@pytest.mark.parametrize(
    "words, line",
    [
        (["pip", "install", "numpy<3,>=2.0"], 'pip install "numpy<3,>=2.0"'),
        (["C:\\a b\\python", "-m", "pip"], '& "C:\\a b\\python" -m pip'),
        ([".venv\\Scripts\\python", "-m", "nnlib"], ".venv\\Scripts\\python -m nnlib"),
        (["cd", "C:\\R&D"], 'cd "C:\\R&D"'),
    ],
)
def test_powershell_reads_each_word_as_one(words, line, monkeypatch):
    monkeypatch.setattr(remedies, "os", types.SimpleNamespace(name="nt"))
    assert remedies.quoted(*words) == line


def test_missing_packages(tmp_path, monkeypatch):
    monkeypatch.setattr(packages, "COURSE", tmp_path)
    (tmp_path / "requirements.txt").write_text("absent>=1,<2  # why\n-e .\n")
    found = only(packages.packages)
    assert (found.level, found.says) == ("stop", "absent is missing")
    assert "absent<2,>=1" in found.remedy
    (tmp_path / "requirements.txt").write_text("absent>=1,<2\ngone>=1,<2\n")
    both = list(packages.packages())
    assert [f.says for f in both] == ["absent is missing", "gone is missing"]
    assert {f.remedy for f in both} == {remedies.install_course()}


def test_the_list_of_packages_is_that_of_the_course():
    named = {wanted.name for wanted in packages.requirements()}
    assert {"numpy", "ipywidgets", "jupyterlab", "nbval"} <= named
    assert "playwright" not in named, "only tests need it"


def test_nnlib_of_another_folder(tmp_path, monkeypatch):
    (tmp_path / "nnlib").mkdir()
    (tmp_path / "nnlib" / "__init__.py").touch()
    (tmp_path / "lessons").mkdir()
    monkeypatch.chdir(tmp_path / "lessons")
    found = only(packages.library)
    assert (found.level, found.detail) == ("look", str(ROOT / "nnlib"))
    assert found.remedy.endswith(f"-e {remedies.quoted(tmp_path)}")


def test_nnlib_not_installed(monkeypatch):
    monkeypatch.setattr(packages, "NAME", "not-installed")
    found = only(packages.library)
    assert found.level == "stop"
    assert "requirements.txt" in found.remedy


def test_a_python_with_no_environment_is_sent_to_the_one_of_the_course(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(remedies, "COURSE", tmp_path)
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert "-m venv .venv; .venv" in remedies.install_course()
    venv.create(tmp_path / ".venv", with_pip=False, symlinks=os.name != "nt")
    assert remedies.install_course().endswith("python -m nnlib doctor")


# Kernel and JupyterLab


def register(folder, argv):
    """A kernel `python3` in a folder for JUPYTER_PATH, which comes first."""
    (folder / "kernels" / "python3").mkdir(parents=True)
    command = [str(argv), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "Python 3", "language": "python"}
    (folder / "kernels" / "python3" / "kernel.json").write_text(json.dumps(spec))
    return str(folder)


def test_a_kernel_of_another_python_and_its_remedy(tmp_path, fresh, other):
    fresh.setenv("JUPYTER_PATH", register(tmp_path / "jupyter", other))
    found = only(kernel.kernel)
    assert found.level == "stop"
    assert "another Python" in found.says
    assert Path(found.detail).samefile(tmp_path / "other")
    assert "kernelspec remove" in found.remedy  # of that folder, nothing of ours
    subprocess.run(found.remedy, shell=True, check=True, capture_output=True)
    round_trip.round_trip.cache_clear()
    assert only(kernel.kernel).level == "ok"


def test_a_kernel_of_our_environment_is_registered_again(fresh):
    assert kernel._register().endswith("-m ipykernel install --sys-prefix")
    fresh.setattr(kernel, "find_spec", lambda name: None)
    assert kernel._register().endswith("pip install ipykernel")


@pytest.mark.parametrize("missing", ["python", "ipykernel"])
def test_a_kernel_that_does_not_start(tmp_path, fresh, other, missing):
    for path in (tmp_path / "other").rglob("ours.pth"):
        path.unlink()  # so that this Python has no ipykernel
    argv = other if missing == "ipykernel" else tmp_path / "no-such-python"
    fresh.setenv("JUPYTER_PATH", register(tmp_path / "jupyter", argv))
    found = only(kernel.kernel)
    assert found.level == "stop"
    assert "does not start" in found.says
    assert ("ipykernel" if missing == "ipykernel" else "no-such-python") in found.detail
    assert list(kernel.slider()) == []


def test_a_slider_that_the_kernel_cannot_make(fresh):
    fresh.setattr(
        round_trip, "SLIDER", round_trip.SLIDER.replace("IntSlider", "IntSlipper")
    )
    found = only(kernel.slider)
    assert found.level == "stop"
    assert "IntSlipper" in found.detail
    assert remedies.quoted(packages.within_range("ipywidgets")) in found.remedy


def test_a_slider_that_does_not_listen(fresh):
    closed = round_trip.SLIDER + "_slider.comm.on_msg(None)\n"
    fresh.setattr(round_trip, "SLIDER", closed)
    assert only(kernel.slider).level == "stop"


def test_a_jupyterlab_of_another_environment_on_the_path(tmp_path, monkeypatch):
    name = "jupyter-lab.exe" if os.name == "nt" else "jupyter-lab"
    (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    found = only(lab.lab)
    assert found.level == "look"
    assert found.remedy.endswith("-m jupyterlab")


@pytest.mark.skipif(os.name == "nt", reason="starts a script by its first line")
@pytest.mark.parametrize("same", [True, False])
def test_a_jupyterlab_of_another_environment_that_runs(tmp_path, other, same):
    code = "from nnlib.course.checkup import lab as j; j.in_notebook = lambda: True"
    code += "; print(next(j.lab()).line())"
    server = tmp_path / "jupyter-lab"
    python = sys.executable if same else other
    # As pip begins a script: the path of its Python may hold a space.
    lines = [f"""#!/bin/sh\n'''exec' "{python}" "$0" "$@"\n' '''"""]
    lines += (
        "import subprocess",
        f"subprocess.run([{sys.executable!r}, '-c', {code!r}])",
    )
    server.write_text("\n".join(lines))
    server.chmod(0o755)
    done = subprocess.run([server], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ok" if same else "look"), done


@pytest.mark.parametrize(
    "words, expected",
    [
        (["/a/bin/python3.12", "/a/bin/jupyter-lab", "--no-browser"], True),
        (["python", "-m", "jupyterlab"], True),
        (["C:/a/python.exe", "C:/a/jupyter-labhub.exe"], True),
        (["/a/bin/python", "-m", "pytest", "jupyter"], True),
        (["/a/bin/python", "-m", "pytest", "-q", "jupyter"], False),
        (["bash", "jupyter"], False),
        ([], False),
    ],
)
def test_a_server_is_known_by_its_command(words, expected):
    assert lab.server_python(words) == (words[0] if expected else None)


def test_extensions_that_are_missing(tmp_path, monkeypatch):
    paths = pytest.importorskip("jupyter_core.paths")
    monkeypatch.setattr(paths, "ENV_JUPYTER_PATH", [str(tmp_path)])
    monkeypatch.setattr(paths, "SYSTEM_JUPYTER_PATH", [])
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    found = list(lab.extensions())
    assert [f.says for f in found] == [
        f"the extension {name} is missing" for name in lab.EXTENSIONS
    ]
    for one, package in zip(found, lab.EXTENSIONS.values(), strict=True):
        assert remedies.quoted(packages.within_range(package)) in one.remedy


def test_an_older_extension_that_hides_ours(tmp_path, monkeypatch):
    place = tmp_path / "labextensions" / MANAGER
    place.mkdir(parents=True)
    data = {"name": MANAGER, "version": "3.0.0", "jupyterlab": {}}
    (place / "package.json").write_text(json.dumps(data))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    found = only(lab.extensions)
    assert found.level == "stop"
    assert str(place) in found.remedy


@pytest.mark.parametrize("name", [MANAGER, f"{MANAGER}:plugin"])
def test_an_extension_that_is_switched_off(tmp_path, monkeypatch, name):
    (tmp_path / "labconfig").mkdir()
    page = json.dumps({"disabledExtensions": {name: True}})
    (tmp_path / "labconfig" / "page_config.json").write_text(page)
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path))
    found = only(lab.extensions)
    assert "is switched off" in found.says
    assert found.remedy.endswith(f"labextension enable {MANAGER}")


def test_a_widget_manager_that_does_not_match_ipywidgets(tmp_path, monkeypatch):
    ours = next(r for r in packages.requirements("ipywidgets") if "lab" in r.name)
    real = packages.metadata.distribution(ours.name)
    fake(tmp_path, "jupyterlab_widgets", "1.1.11")
    record = [f"{Path(file.locate()).resolve()},," for file in real.files]
    (info,) = tmp_path.glob("*.dist-info")
    (info / "RECORD").write_text("\n".join(record))
    monkeypatch.syspath_prepend(tmp_path)
    found = only(lab.extensions)
    assert found.says.startswith(f"{ours.name} 1.1.11 is not ")


# The machine


def test_a_font_without_the_letters():
    with matplotlib.rc_context({"font.family": ["cmr10"]}):
        found = only(machine.letters)
    assert found.level == "look"
    assert "missing from font" in found.detail


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_a_folder_that_is_read_only(open_folder, monkeypatch):
    monkeypatch.setattr(machine, "COURSE", open_folder)
    monkeypatch.chdir(open_folder)
    for name in ("lessons", "exercises"):
        (open_folder / name).mkdir()
    assert only(machine.writing).level == "ok"
    (open_folder / "exercises").chmod(0o555)
    for folder in (open_folder, open_folder / "lessons"):
        folder.chmod(0o777)
    with as_nobody():
        found = only(machine.writing)
    assert found.level == "stop"
    assert found.says == f"{open_folder / 'exercises'} cannot be written to"
    assert found.detail == "Permission denied"


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_what_makes_a_folder_writable_depends_on_whose_it_is(tmp_path):
    denied, locked = PermissionError(13, "x"), OSError(30, "Read-only file system")
    assert machine._mend(tmp_path, denied).startswith("chmod u+rwx ")
    assert machine._mend(tmp_path, locked).startswith("cp -r ")
    with as_nobody():
        assert machine._mend(Path("/"), denied).startswith("cp -r ")


@pytest.mark.parametrize("megabytes, level", [(5, "stop"), (100, "look"), (900, "ok")])
def test_a_disk_that_is_full(monkeypatch, megabytes, level):
    usage = shutil.disk_usage(".")._replace(free=megabytes * 10**6)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage)
    found = only(machine.disk)
    assert found.level == level
    assert bool(found.remedy) == (level != "ok")


def test_a_port_in_use(monkeypatch):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        number = busy.getsockname()[1]
        monkeypatch.setattr(machine, "FIRST", number)
        found = only(machine.port)
        assert found.level == "look"
        assert found.says.startswith(f"{number} is in use")
        monkeypatch.setattr(machine, "RETRIES", 0)
        assert only(machine.port).level == "stop"
    assert only(machine.port).level == "ok"


def test_an_examination_that_breaks_down_is_a_finding(monkeypatch, capsys):
    def broken():
        raise ZeroDivisionError("by hand")

    monkeypatch.setattr(examination, "EXAMINATIONS", {"disk": broken})
    assert doctor.run(None) == 0
    assert "look  disk: cannot be looked at (ZeroDiv" in capsys.readouterr().out


def test_only_a_stop_fails(monkeypatch, capsys):
    for level, code in (("ok", 0), ("look", 0), ("stop", 1)):
        line = finding.Finding(level, "disk", "y", "z", "mend")
        monkeypatch.setattr(
            examination, "EXAMINATIONS", {"x": lambda line=line: [line]}
        )
        assert doctor.run(None) == code
        assert ("Remedy: mend" in capsys.readouterr().out) == (level != "ok")
