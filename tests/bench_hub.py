"""What a class costs: N simulated learners work through lesson 07 on a JupyterHub.

    python tests/bench_hub.py --make FOLDER           once, with a network
    NNLIB_HUB=FOLDER python tests/bench_hub.py 30     N learners, 1 to 200

Each learner starts a server and a kernel, opens the kernel's websocket, runs every code
cell of the lesson with a pause before each, saves now and then, and moves a slider of
the playground. All of it on this machine, over loopback. Prints memory, CPU time, how
long things took, and what failed. Pauses are shorter than people's (--think), so this
is a harder hour than a real one; CPU time per lesson does not depend on them.
"""

import argparse
import asyncio
import json
import os
import pathlib
import random
import signal
import statistics
import sys
import tempfile
import time
import uuid

import hub
import psutil
from jupyter_server.services.kernels.connection.base import deserialize_binary_message
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from nnlib.course.notebooks import notebook

LESSON = hub.ROOT / "lessons" / "07_training.ipynb"
MOVES, CELL_SECONDS, SAVE_EVERY = 10, 180, 5
PANEL = "from nnlib.explore import playground\n_panel = playground()\n_panel"


class Kernel:
    """One kernel behind the hub, over its websocket."""

    def __init__(self, socket):
        self.socket, self.session = socket, uuid.uuid4().hex
        self.comms = {}  # comm id -> what the widget opened with

    async def send(self, kind, channel="shell", **content):
        header = dict(
            msg_id=uuid.uuid4().hex, msg_type=kind, session=self.session,
            username="learner", version="5.3", date="2000-01-01T00:00:00Z",
        )  # fmt: skip
        message = dict(header=header, parent_header={}, metadata={}, content=content,
                       channel=channel, buffers=[])  # fmt: skip
        await self.socket.write_message(json.dumps(message))
        return header["msg_id"]

    async def receive(self):
        raw = await self.socket.read_message()
        if raw is None:
            raise ConnectionError("the websocket was closed")
        binary = isinstance(raw, bytes)
        message = deserialize_binary_message(raw) if binary else json.loads(raw)
        if message["header"]["msg_type"] == "comm_open":
            content = message["content"]
            self.comms[content["comm_id"]] = content["data"].get("state", {})
        return message

    async def run(self, code):
        """Run a cell to its end; raise RuntimeError if it raised an error."""
        sent = await self.send(
            "execute_request", code=code, silent=False, store_history=True,
            user_expressions={}, allow_stdin=False, stop_on_error=True,
        )  # fmt: skip
        waiting = {"execute_reply", "idle"}
        while waiting:
            message = await self.receive()
            if message["parent_header"].get("msg_id") != sent:
                continue
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "error":
                raise RuntimeError(f"{content['ename']}: {content['evalue']}")
            waiting -= {kind, content.get("execution_state")}

    async def move(self, slider, picture, index):
        """Move a slider; return when the picture's sentence has changed."""
        data = {"method": "update", "state": {"index": index}, "buffer_paths": []}
        await self.send("comm_msg", comm_id=slider, data=data)
        while True:
            message = await self.receive()
            content = message["content"]
            if message["header"]["msg_type"] != "comm_msg":
                continue
            if content["comm_id"] == picture and "status" in content["data"]["state"]:
                return

    def find(self, wanted):
        """The id of the last widget whose opening state passes `wanted`."""
        return [name for name, state in self.comms.items() if wanted(state)][-1]


class Learner:
    """One simulated person; keeps how long everything took, and what failed."""

    def __init__(self, name, here, cells, think):
        self.name, self.here, self.cells, self.think = name, here, cells, think
        self.base = f"{here.url}/user/{name}"
        self.random = random.Random(name)
        self.seconds = {"start": [], "cell": [], "save": [], "slider": []}
        self.failures, self.sent_away = [], 0

    def fill(self, repo):
        """Give the learner a home: the lesson to save, and nnlib as a link."""
        home = self.here.folder / "homes" / self.name / "course"
        (home / "lessons").mkdir(parents=True)
        (home / "nnlib").symlink_to(repo / "nnlib")
        (home / "lessons" / LESSON.name).write_bytes(LESSON.read_bytes())

    async def call(self, address, method="GET", data=None):
        headers = {"Authorization": f"token {self.here.token}"}
        body = None if data is None else json.dumps(data)
        request = HTTPRequest(
            address, method, headers, body, request_timeout=300, connect_timeout=120,
            allow_nonstandard_methods=True,
        )  # fmt: skip
        answer = await AsyncHTTPClient().fetch(request)
        return json.loads(answer.body or b"null")

    async def timed(self, kind, coroutine, limit=CELL_SECONDS):
        started = time.monotonic()
        try:
            await asyncio.wait_for(coroutine, limit)
        except Exception as error:  # whatever failed is counted, and the class goes on
            self.failures.append(f"{kind}: {type(error).__name__} {error}"[:200])
            return False
        self.seconds[kind].append(time.monotonic() - started)
        return True

    async def arrive(self):
        user = f"{self.here.url}/hub/api/users/{self.name}"
        await self.call(user, "POST")
        while not await self.admitted(user):
            await asyncio.sleep(5)
        while not (await self.call(user))["servers"].get("", {}).get("ready"):
            await asyncio.sleep(1)
        made = await self.call(f"{self.base}/api/kernels", "POST", {"name": "python3"})
        address = f"ws{self.base[4:]}/api/kernels/{made['id']}/channels"
        headers = {"Authorization": f"token {self.here.token}"}
        socket = await websocket_connect(HTTPRequest(address, headers=headers))
        self.kernel = Kernel(socket)
        await self.kernel.run("pass")

    async def admitted(self, user):
        """Ask for a server; False if too many start right now."""
        try:
            await self.call(f"{user}/server", "POST", {})
        except HTTPClientError as error:
            if error.code != 429:
                raise
            self.sent_away += 1
            return False
        return True

    async def save(self):
        path = f"{self.base}/api/contents/course/lessons/{LESSON.name}"
        content = json.loads(LESSON.read_text(encoding="utf-8"))
        data = dict(type="notebook", format="json", content=content)
        await self.call(path, "PUT", data)

    async def pause(self):
        await asyncio.sleep(min(self.random.expovariate(1 / self.think), 60))

    async def work(self):
        for place, code in enumerate(self.cells):
            await self.pause()
            await self.timed("cell", self.kernel.run(code))
            if place % SAVE_EVERY == 0:
                await self.timed("save", self.save())

    async def play(self):
        if not await self.timed("cell", self.kernel.run(PANEL)):
            return
        slider = self.kernel.find(lambda state: state.get("name") == "lr")
        picture = self.kernel.find(lambda state: "goals" in state and "alt" in state)
        start = self.kernel.comms[slider]["index"]
        for place in range(MOVES):
            await self.pause()
            index = start + 1 - place % 2 * 2
            await self.timed("slider", self.kernel.move(slider, picture, index), 60)


def processes(pid):
    """The learners' processes, name -> list: the server and the kernel of each."""
    found = {"server": [], "kernel": []}
    for child in psutil.Process(pid).children(recursive=True):
        try:
            words = " ".join(child.cmdline())
        except psutil.NoSuchProcess:  # it has just ended
            continue
        if "ipykernel_launcher" in words:
            found["kernel"].append(child)
        elif "jupyterhub.singleuser" in words:
            found["server"].append(child)
    return found


def cpu_seconds(found):
    times = [child.cpu_times() for kind in found.values() for child in kind]
    return sum(t.user + t.system for t in times)


def peak(process):
    """The largest resident size of a process so far, in MB."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


async def session(learners, pid):
    """All learners at once; gives what they cost."""
    await asyncio.gather(*(one.timed("start", one.arrive(), 600) for one in learners))
    present = [one for one in learners if one.seconds["start"]]
    before, began = cpu_seconds(processes(pid)), time.monotonic()
    await asyncio.gather(*(one.work() for one in present))
    after, ended = cpu_seconds(processes(pid)), time.monotonic()
    await asyncio.gather(*(one.play() for one in present))
    found = processes(pid)
    return dict(
        present=len(present),
        start=before / max(len(present), 1),
        lesson=(after - before) / max(len(present), 1),
        played=(cpu_seconds(found) - after) / max(len(present), 1),
        minutes=(ended - began) / 60,
        pss={kind: [p.memory_full_info().pss / 2**20 for p in found[kind]]
             for kind in found},
        peak={kind: [peak(p) for p in found[kind]] for kind in found},
    )  # fmt: skip


def percentile(values, share):
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def report(learners, cost):
    mean = {kind: statistics.mean(sizes) for kind, sizes in cost["pss"].items()}
    print(f"{cost['present']} of {len(learners)} learners came")
    print(
        f"memory per learner   {sum(mean.values()):.0f} MB after the lesson: server "
        f"{mean['server']:.0f}, kernel {mean['kernel']:.0f} (shared pages shared out)"
    )
    print(f"largest kernel       {max(cost['peak']['kernel']):.0f} MB resident")
    print(
        f"CPU per learner      {cost['start']:.1f} s to start, {cost['lesson']:.1f} s "
        f"for the lesson, {cost['played'] / MOVES:.2f} s for a move of the slider"
    )
    print(f"the lesson took      {cost['minutes']:.1f} minutes")
    for kind, words in (
        ("start", "server and kernel up"),
        ("cell", "a cell"),
        ("save", "a save"),
        ("slider", "a move of the slider"),
    ):
        times = [s for one in learners for s in one.seconds[kind]]
        if times:
            print(
                f"{words:20} median {statistics.median(times):.2f} s, p90 "
                f"{percentile(times, 0.9):.2f} s, of {len(times)}"
            )
    print(f"sent away at start   {sum(one.sent_away for one in learners)} times")
    failures = [f"{one.name} {f}" for one in learners for f in one.failures]
    print(f"failures             {len(failures)}", *failures[:10], sep="\n  ")
    return len(failures)  # fmt: skip


def measure(count, think, seconds):
    cells = [cell["source"] for cell in notebook.read(LESSON)["cells"]
             if cell["cell_type"] == "code"]  # fmt: skip
    AsyncHTTPClient.configure(None, max_clients=4 * count)
    with tempfile.TemporaryDirectory() as folder:
        repo = hub.repository(pathlib.Path(folder))
        with hub.jupyterhub(repo, more="c.Spawner.default_url = '/lab'") as here:
            learners = [Learner(f"learner{k:03}", here, cells, think)
                        for k in range(count)]  # fmt: skip
            for one in learners:
                one.fill(repo)
            work = asyncio.wait_for(session(learners, here.pid), seconds)
            return report(learners, asyncio.run(work))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, help="learners, 1 to 200")
    parser.add_argument("--make", metavar="FOLDER", help="install the hub, then stop")
    parser.add_argument("--think", type=float, default=10, help="mean pause, seconds")
    parser.add_argument("--seconds", type=float, default=1800, help="give up after")
    args = parser.parse_args()
    if args.make:
        return hub.make(args.make)
    if args.count is None or not 1 <= args.count <= 200:
        parser.error(f"expects 1 to 200 learners, got {args.count}; try 30")
    if not (hub.FOLDER / "venv").is_dir():
        parser.error("NNLIB_HUB names no hub; make one with --make FOLDER")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and stop the hub
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    failures = measure(args.count, args.think, args.seconds)
    print(f"load after: {os.getloadavg()[0]:.1f}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
