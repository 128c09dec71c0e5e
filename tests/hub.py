"""A JupyterHub on loopback, with the course's own configuration for a class.

python tests/bench_hub.py --make FOLDER        makes what it needs, with a network
NNLIB_HUB=FOLDER python -m pytest tests/test_hub.py
"""

import contextlib
import json
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from typing import NamedTuple

import lab
import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONFIG = ROOT / "nnlib" / "course" / "hub" / "jupyterhub_config.py"
FOLDER = pathlib.Path(os.environ.get("NNLIB_HUB") or "no such folder")
PACKAGES = (
    "jupyterhub>=5.2,<6",  # see the configuration
    "jupyterhub-idle-culler>=1.4,<3",
    "jupyterhub-nativeauthenticator>=1.3,<2",
    "jupyterhub-ltiauthenticator>=1.6,<2",
    "jupyterhub-systemdspawner>=1,<2",
    "oauthenticator>=17,<18",
    "nbgitpuller>=1.2,<2",
)
# What differs here from a class: loopback, no https, no Unix account for each learner.
HERE = """
load_subconfig({config!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.ConfigurableHTTPProxy.command = [{proxy!r}, "--ip=127.0.0.1"]
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.args += ["--allow-root", "--LabApp.expose_app_in_browser=True",
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.cookie_secret = {cookie!r}
c.JupyterHub.services += [{{"name": "tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles += [{{"name": "tests", "services": ["tests"], "scopes":
    ["admin:users", "admin:servers", "access:servers"]}}]
{more}
"""


class Hub(NamedTuple):
    url: str
    token: str  # of a service that may do all to users and servers
    folder: pathlib.Path  # homes/NAME is a learner's home
    pid: int


requires_hub = pytest.mark.skipif(
    not (FOLDER / "venv").is_dir(),
    reason="NNLIB_HUB does not name a folder that "
    "`python tests/bench_hub.py --make FOLDER` has made",
)


def make(folder):
    """Install JupyterHub, its proxy and what the course needs into a folder."""
    folder = pathlib.Path(folder)
    python = folder / "venv" / "bin" / "python"
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    needed = [line.split("#")[0].strip() for line in lines if line[:1] not in "#-"]
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", *PACKAGES, *filter(None, needed)]
    subprocess.run(pip, check=True)
    npm = ["npm", "install", "--silent", "configurable-http-proxy@^5"]
    subprocess.run(npm, cwd=folder, check=True)


def repository(folder):
    """Make a git repository of the course as it stands here, for nbgitpuller."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b",
           "-c", "commit.gpgsign=false"]  # fmt: skip
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "1"]):
        subprocess.run([*git, *words], cwd=folder, check=True)
    return folder


def ask(url, token, method="GET", data=None, timeout=60):
    """Call the hub's API; give what it answers, or raise HTTPError."""
    body = None if data is None else json.dumps(data).encode()
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    call = urllib.request.Request(url, body, headers, method=method)
    with urllib.request.urlopen(call, timeout=timeout) as answer:
        return json.loads(answer.read() or b"null")


def _write_config(folder, token, more):
    ports = [lab._free_port() for _ in range(3)]
    path = folder / "jupyterhub_config.py"
    path.write_text(
        HERE.format(
            config=str(CONFIG),
            ports=ports,
            proxy=str(FOLDER / "node_modules" / ".bin" / "configurable-http-proxy"),
            homes=str(folder / "homes"),
            cookie=secrets.token_bytes(32),
            token=token,
            more=more,
        ),
        encoding="utf-8",
    )
    return path, f"http://127.0.0.1:{ports[0]}"


def _environment(folder, repo):
    own = {name: value for name, value in os.environ.items() if "JUPYTER" not in name}
    own.pop("PYTHONPATH", None)
    return {
        **own,
        "PATH": f"{FOLDER / 'venv' / 'bin'}{os.pathsep}{own['PATH']}",
        "TMPDIR": str(folder / "tmp"),
        "CLASS_HOMES": str(folder / "homes"),
        "CLASS_REPOSITORY": repo.as_uri(),
    }


def _wait(process, url, log, seconds):
    limit = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/hub/api", timeout=2).read()
            return
        if process.poll() is not None or time.monotonic() > limit:
            raise RuntimeError(f"no JupyterHub: {log.read_text()[-4000:]}")
        time.sleep(0.2)


def _stop(process):
    process.terminate()  # the hub then stops the proxy and the learners' servers
    end, ended = time.monotonic() + 60, os.WEXITED | os.WNOHANG | os.WNOWAIT
    while not os.waitid(os.P_PID, process.pid, ended) and time.monotonic() < end:
        time.sleep(0.1)
    # Not waited for yet, so that the number is nobody else's: of its group, no more.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(15)


@contextlib.contextmanager
def jupyterhub(repo, more="", seconds=120):
    """Start a hub that hands out the repository; give a Hub."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder, token = pathlib.Path(name), secrets.token_hex(16)
        for part in ("homes", "tmp"):
            (folder / part).mkdir()
        path, url = _write_config(folder, token, more)
        log = folder / "log"
        with log.open("w") as file:
            process = subprocess.Popen(
                [FOLDER / "venv" / "bin" / "jupyterhub", "-f", path],
                cwd=folder, env=_environment(folder, repo), stdout=file, stderr=file,
                start_new_session=True,
            )  # fmt: skip
            try:
                _wait(process, url, log, seconds)
                yield Hub(url, token, folder, process.pid)
            finally:
                _stop(process)
