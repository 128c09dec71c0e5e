"""A class on a JupyterHub: the configuration, and two learners who do lesson 07.

Only where NNLIB_HUB names a folder that `python tests/bench_hub.py --make` has made.
"""

import os
import pathlib
import subprocess
import urllib.error

import hub
import lab
import pytest

from nnlib.quiz import card

pytestmark = [hub.requires_hub, pytest.mark.thorough]

LOAD = """
import importlib.metadata, sys
from jupyterhub.app import JupyterHub
app = JupyterHub()
app.load_config_file(sys.argv[1])
app.update_config(app.config)
classes = [app.authenticator_class, app.spawner_class, JupyterHub]
known = {k.__name__: k for made in classes for k in made.__mro__}
for name, options in app.config.items():
    assert name in known, name
    for option in options:
        assert known[name].class_traits(config=True).get(option), (name, option)
print(app.authenticator_class.__name__)
"""
SECRETS = {"GITHUB_CLIENT_ID": "a", "GITHUB_CLIENT_SECRET": "b", "LTI_CLIENT_ID": "c"}
ADMIN, PASSWORD = "your-name", "a long pass phrase"
PLAYGROUND = "[data-control=lr]"
STATUS = "panel => panel.querySelector('.nn-status').textContent"


@pytest.mark.parametrize(
    "login, expected",
    [
        ("native", "NativeAuthenticator"),
        ("github", "GitHubOAuthenticator"),
        ("lti", "LTI13Authenticator"),
    ],
)
def test_every_setting_is_one_that_the_packages_know(login, expected):
    done = subprocess.run(
        [hub.FOLDER / "venv" / "bin" / "python", "-c", LOAD, hub.CONFIG],
        env={**os.environ, **SECRETS, "CLASS_LOGIN": login},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == expected


@pytest.fixture(scope="module")
def repo(tmp_path_factory):
    return hub.repository(tmp_path_factory.mktemp("repo"))


@pytest.fixture(scope="module")
def here(repo):
    with hub.jupyterhub(repo) as here:
        yield here


def fill(page, address, **fields):
    page.goto(address)
    for name, value in fields.items():
        page.locator(f"input[name={name}]").fill(value)
    page.locator("input[type=submit], button[type=submit]").first.click()


def sign_up(page, here, name):
    both = {"signup_password": PASSWORD, "signup_password_confirmation": PASSWORD}
    fill(page, f"{here.url}/hub/signup", username=name, **both)
    page.locator(".alert").first.wait_for()


def log_in(page, here, name, path=""):
    fill(page, f"{here.url}/hub/login?next={path}", username=name, password=PASSWORD)


@pytest.fixture(scope="module")
def pages(browser, here):
    """Two learners who signed up, were let in, and have the course: name -> page."""
    with (
        lab.new_page(browser) as teacher,
        lab.new_page(browser) as ana,
        lab.new_page(browser) as bo,
    ):
        learners = {"ana": ana, "bo": bo}
        for name, page in {ADMIN: teacher, **learners}.items():
            sign_up(page, here, name)
        log_in(ana, here, "ana")
        ana.get_by_text("not been authorized").or_(
            ana.locator("input[name=password]")
        ).first.wait_for()  # not yet let in
        log_in(teacher, here, ADMIN, "%2Fhub%2Fauthorize")
        for name in learners:
            teacher.locator(f"a[href$='authorize/{name}']").click()
        for name, page in learners.items():
            log_in(page, here, name)
            page.wait_for_url(f"**/user/{name}/lab/tree/course/**", timeout=240_000)
        yield learners


def home(here, name):
    return here.folder / "homes" / name


def open_lesson(page, here, name):
    page.goto(f"{here.url}/user/{name}/doc/tree/course/lessons/07_training.ipynb")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=120_000)
    page.wait_for_function(lab.CONNECTED, timeout=120_000)


def moved(page):
    """Move the playground's learning rate by a key; the sentences before and after."""
    anyway = page.get_by_role("button", name=card.browser("skip"))
    for place in reversed(range(anyway.count())):  # what is clicked is gone
        anyway.nth(place).click()
    control = page.locator(PLAYGROUND).first
    control.wait_for()
    panel = page.locator(".jp-OutputArea-output").filter(has=control).first
    before = panel.evaluate(STATUS)
    control.press("ArrowRight")
    page.wait_for_function(
        f"([panel, old]) => ({STATUS})(panel) !== old",
        arg=[panel.element_handle(), before],
    )
    return before, panel.evaluate(STATUS)


def test_two_learners_run_lesson_07_and_move_a_slider(pages, here):
    for name, page in pages.items():
        open_lesson(page, here, name)
        lab.run_all(page, timeout=600_000)
    first, second = (moved(page) for page in pages.values())
    assert first[0] != first[1]
    assert first == second, "the same lesson answers the same"
    for page in pages.values():
        assert page.errors == []


def test_each_has_a_copy_of_the_course_and_nnlib_is_that_copys(pages, here):
    code = "import nnlib; from nnlib.course.notebooks.lesson import ROOT; "
    code += "print(nnlib.__file__, ROOT)"
    for name in pages:
        course = home(here, name) / "course"
        assert (course / ".git").is_dir(), "nbgitpuller cloned it"
        found = subprocess.run(
            [hub.FOLDER / "venv" / "bin" / "python", "-c", code],
            env={**os.environ, "PYTHONPATH": str(course)}, cwd="/",
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        assert found.stdout.split() == [str(course / "nnlib/__init__.py"), str(course)]


def test_each_sees_only_their_own_files(pages, here):
    for name in pages:
        (home(here, name) / f"diary of {name}.txt").write_text(name)
    for name, other in (("ana", "bo"), ("bo", "ana")):
        page = pages[name]
        answer = page.request.get(f"{here.url}/user/{name}/api/contents")
        names = {file["name"] for file in answer.json()["content"]}
        assert f"diary of {name}.txt" in names
        assert f"diary of {other}.txt" not in names
        for path in ("api/contents", "api/kernels", f"files/diary of {other}.txt"):
            refused = page.request.get(f"{here.url}/user/{other}/{path}")
            assert f"diary of {other}" not in refused.text()
            assert refused.status in (403, 404), refused.status


def pull(here, repo, name):
    """What the link does when it is clicked again."""
    done = subprocess.run(
        [hub.FOLDER / "venv" / "bin" / "gitpuller", repo.as_uri(), "main",
         str(home(here, name) / "course")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def publish(repo, path, change):
    """Change a file in the repository that the class pulls from."""
    file = repo / path
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c",
           "commit.gpgsign=false", "commit", "-qam", "new version"]  # fmt: skip
    subprocess.run(git, cwd=repo, check=True)


def test_a_pull_keeps_what_the_learner_changed(pages, here, repo):
    mine = home(here, "ana") / "course" / "exercises" / "04_loss.ipynb"
    work = mine.read_text(encoding="utf-8").replace("# Your code", "# mine", 1)
    work = work.replace('"cells": [', '"cells":  [', 1)  # changed, whatever it says
    mine.write_text(work, encoding="utf-8")
    gone = home(here, "ana") / "course" / "exercises" / "01_neurons.ipynb"
    fresh = gone.read_bytes()
    gone.unlink()
    publish(repo, "exercises/04_loss.ipynb", lambda text: text.replace("loss", "LOSS"))
    publish(repo, "README.md", lambda text: text + "\nA sentence more.\n")
    pull(here, repo, "ana")
    assert mine.read_text(encoding="utf-8") == work, "the learner's, as a whole"
    readme = home(here, "ana") / "course" / "README.md"
    assert "A sentence more." in readme.read_text(encoding="utf-8")
    assert gone.read_bytes() == fresh, "a deleted file comes back"


def test_a_stranger_gets_nothing(here):
    with pytest.raises(urllib.error.HTTPError) as refused:
        hub.ask(f"{here.url}/hub/api/users", "no token")
    refused.value.close()
    assert refused.value.code == 403
    assert pathlib.Path(here.folder / "homes").is_dir()
