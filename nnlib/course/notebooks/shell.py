"""The shell in which `check`, `grade` and pytest run the cells of a notebook.

It is the shell of Jupyter's Python kernel without the kernel: magics, !commands, await,
display and widgets work. What it shows goes nowhere. Nothing is installed, nobody is
asked for input, and a line magic that fails does not take the rest of its cell with it.
"""

import asyncio
import builtins
import contextlib
import re
import subprocess

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from traitlets import Any, Type
from traitlets.config import Config

from nnlib.shared.words import Words

say = Words(__file__, "notebooks")
INSTALLERS = ("pip", "conda", "mamba", "micromamba", "uv")
INSTALLS = re.compile(rf"(^|[\s/;&|])({'|'.join(INSTALLERS)}|apt|apt-get)\d?[\d.]*\s")


class NoKernel:
    """What `get_ipython().kernel` is here: whatever it is asked to do, it does not."""

    eventloop = None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return NoKernel()

    def __call__(self, *_, **__):
        return None


class Shell(ZMQInteractiveShell):
    """The kernel's own shell, with whatever would need a kernel left out."""

    displayhook_class = Type(DisplayHook)
    display_pub_class = Type(DisplayPublisher)
    kernel = Any()
    unable = ()  # (magic, error) of the magics that failed in the last cell
    loop = None

    def run(self, source):
        """Run a cell while an event loop runs, as a kernel does; return its error."""
        self.unable = []
        if self.loop is None or self.loop.is_closed():
            self.loop = asyncio.new_event_loop()
        task = self.loop.create_task(self._cell(source))
        try:
            result = self.loop.run_until_complete(task)
        except BaseException:
            task.cancel()
            raise
        return result.error_before_exec or result.error_in_exec

    async def _cell(self, source):
        with contextlib.suppress(Exception):
            cell = self.transform_cell(source)
            if self.should_run_async(source, transformed_cell=cell):
                return await self.run_cell_async(source, True, transformed_cell=cell)
        return self.run_cell(source, store_history=True)

    def run_line_magic(self, magic_name, line, _stack_depth=1):
        try:
            return super().run_line_magic(magic_name, line, _stack_depth + 1)
        except Exception as error:
            self.unable.append((f"%{magic_name}", error))

    def system_piped(self, cmd):
        cmd = self.var_expand(cmd, depth=1)
        self.user_ns["_exit_code"] = self._system(cmd)[0]

    system = system_piped

    def getoutput(self, cmd, split=True, depth=0):
        from IPython.utils.text import LSString, SList

        said = self._system(self.var_expand(cmd, depth=depth + 1))[1]
        return SList(said.splitlines()) if split else LSString(said)

    def _system(self, command):
        """(exit code, what it printed) of a command; those that install do nothing."""
        if INSTALLS.search(command):
            return 0, ""
        done = subprocess.run(
            command,
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        return done.returncode, done.stdout

    def enable_gui(self, gui=None):
        """Windows need a screen; a figure is drawn without one."""

    def ask_exit(self):
        """exit() and quit() would end a kernel; whoever marks goes on."""

    def showtraceback(self, *_, **__):
        """What stopped a cell is told by whoever runs it."""

    showsyntaxerror = showindentationerror = showtraceback

    def _format_exception_for_storage(self, *_, **__):
        """Seconds, for a long traceback that nobody reads."""


def make():
    """The shell of this process; it keeps no history on disk."""
    config = Config()
    config.HistoryManager.enabled = False
    made = Shell.instance(config=config)
    made.kernel = NoKernel()
    for name in INSTALLERS:
        made.register_magic_function(lambda line: None, "line", name)
    builtins.input = no_input
    return made


def no_input(prompt="", /):
    """Nobody is there to answer, as where a kernel runs a notebook by itself."""
    raise StdinNotImplementedError(say("no input"))
