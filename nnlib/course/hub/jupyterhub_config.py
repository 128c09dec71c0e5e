"""A JupyterHub for a class on one Linux machine: change the lines marked HERE.

    pip install "jupyterhub<6" nbgitpuller
    pip install jupyterhub-systemdspawner jupyterhub-idle-culler
    npm install -g configurable-http-proxy
    jupyterhub -f jupyterhub_config.py

into the environment that has the packages of requirements.txt, with one of
jupyterhub-nativeauthenticator, oauthenticator, jupyterhub-ltiauthenticator. On
JupyterHub 6.1, nativeauthenticator 1.3 answers a wrong password with a server error:
hence the "<6". Checked with JupyterHub 5.5, nativeauthenticator 1.3, oauthenticator
17.4, ltiauthenticator 1.6, systemdspawner 1.0, idle-culler 2.0, nbgitpuller 1.3.
"""

import os
import sys
import tempfile
from urllib.parse import urlencode

c = get_config()  # noqa: F821  JupyterHub gives it

# Where the class lives. Passwords and cookies travel here, so it has to be https: a
# certificate here, or a proxy (nginx, Caddy) in front that has one.
ADDRESS = "https://hub.example.org"  # HERE
c.JupyterHub.bind_url = "http://127.0.0.1:8000"  # behind such a proxy
# c.JupyterHub.bind_url = "https://:443"
# c.JupyterHub.ssl_cert = "/etc/letsencrypt/live/hub.example.org/fullchain.pem"
# c.JupyterHub.ssl_key = "/etc/letsencrypt/live/hub.example.org/privkey.pem"

# The course, and where each learner gets a copy of it: ~/course. Each start pulls what
# is new. nbgitpuller commits the learner's edits, then runs `git merge -Xours`: what
# the learner changed wins. The course's .gitattributes adds that an exercise which both
# sides changed stays the learner's as a whole.
REPOSITORY = os.environ.get("CLASS_REPOSITORY", "https://git.example.org/you/course")
BRANCH = "main"
FOLDER = "course"
START = f"lab/tree/{FOLDER}/lessons/00_start_here.ipynb"


def link(path=START):
    """What follows https://HUB/hub/user-redirect/ in a link that opens a notebook."""
    words = dict(repo=REPOSITORY, branch=BRANCH, targetPath=FOLDER, urlpath=path)
    return "git-pull?" + urlencode(words)


c.Spawner.default_url = "/" + link()


# Who gets in. Secrets come from the environment of the hub, never from this file.


def native(c):
    """Accounts of the hub's own: learners sign up, you let them in at /hub/authorize.

    https://native-authenticator.readthedocs.io
    """
    import nativeauthenticator

    folder = os.path.dirname(nativeauthenticator.__file__)
    c.JupyterHub.template_paths = [os.path.join(folder, "templates")]
    c.NativeAuthenticator.open_signup = False
    c.NativeAuthenticator.minimum_password_length = 10
    c.NativeAuthenticator.check_common_password = True
    c.NativeAuthenticator.allowed_failed_logins = 5
    c.NativeAuthenticator.seconds_before_next_try = 300
    c.Authenticator.allow_all = True  # whoever you authorized; nobody before that
    return "native"


def github(c):
    """Accounts of GitHub: the members of an organization, or of one team of it.

    Register an OAuth app there with the callback ADDRESS/hub/oauth_callback.
    https://oauthenticator.readthedocs.io (also: Google, Azure AD, GitLab, any OAuth 2)
    """
    c.GitHubOAuthenticator.client_id = os.environ["GITHUB_CLIENT_ID"]
    c.GitHubOAuthenticator.client_secret = os.environ["GITHUB_CLIENT_SECRET"]
    c.GitHubOAuthenticator.oauth_callback_url = f"{ADDRESS}/hub/oauth_callback"
    c.GitHubOAuthenticator.allowed_organizations = {"your-school:your-class"}  # HERE
    c.GitHubOAuthenticator.scope = ["read:org"]  # private members count too
    return "github"


def lti(c):
    """Accounts of Moodle, Canvas, Open edX …: a link in your course there, LTI 1.3.

    All four values come from the platform when you register the hub as a tool.
    https://ltiauthenticator.readthedocs.io
    """
    platform = "https://moodle.example.org"  # HERE; the paths are Moodle's
    c.LTI13Authenticator.issuer = platform
    c.LTI13Authenticator.authorize_url = f"{platform}/mod/lti/auth.php"
    c.LTI13Authenticator.jwks_endpoint = f"{platform}/mod/lti/certs.php"
    c.LTI13Authenticator.client_id = {os.environ["LTI_CLIENT_ID"]}
    c.LTI13Authenticator.username_key = "email"
    c.LTI13Authenticator.uri_scheme = "https"
    c.Authenticator.allow_all = True  # whoever the platform sends
    return "ltiauthenticator.lti13.auth.LTI13Authenticator"


LOGINS = {"native": native, "github": github, "lti": lti}
c.JupyterHub.authenticator_class = LOGINS[os.environ.get("CLASS_LOGIN", "native")](c)
c.Authenticator.admin_users = {"your-name"}  # HERE


# What a learner may use. The systemd spawner enforces both limits; JupyterHub's own
# local spawner ignores them. `dynamic_users` makes a Unix account for each learner, so
# nobody reads another's files; without it the accounts have to exist.
c.JupyterHub.spawner_class = "systemd"
c.SystemdSpawner.dynamic_users = True
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
# Kernels listen on sockets in a folder of the learner: on ports of the machine, two
# that start at once may take the same one, and every account could knock.
c.Spawner.args = ["--KernelManager.transport=ipc"]
c.Spawner.mem_limit = "1G"  # lesson 07 takes about a third of it
c.Spawner.cpu_limit = 1.0

# A whole class starts at once. Whoever comes above this limit is not queued but sent
# away for a while (status 429), so let it be the size of the class, and be patient.
c.JupyterHub.concurrent_spawn_limit = 100
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300


def copy_of_the_course(spawner):
    """A learner's own copy goes before any other: nnlib, `check` and `reset` too."""
    home = os.environ.get("CLASS_HOMES", "/var/lib")  # where dynamic_users puts them
    return os.path.join(home, spawner.user.name, FOLDER)


def folder_of_sockets(spawner):
    """A short path, since that of a socket ends at 107 characters; `isolate_tmp`."""
    return os.path.join(tempfile.gettempdir(), f"jupyter-{spawner.user.id}")


c.Spawner.environment = {
    "PYTHONPATH": copy_of_the_course,
    "JUPYTER_RUNTIME_DIR": folder_of_sockets,
    # One thread each: 30 learners on 2 cores do not want 60 threads of BLAS.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


# Servers that nobody has used for an hour are stopped; files stay.
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers",
                   "delete:servers"],
        "services": ["idle-culler"],
    }
]  # fmt: skip
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]
