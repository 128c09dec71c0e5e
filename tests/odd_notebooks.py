"""Right notebooks, each changed as people, programs and accidents change them.

`ODD` is name -> Odd. What an odd notebook should lose is said beside it: nothing, but
for the exercises that the change itself makes wrong.
"""

import copy
import json
from pathlib import Path
from typing import NamedTuple

from nnlib.course.notebooks import derive, notebook

ROOT = Path(__file__).parents[1]
STEMS = {"03": "03_activations", "04": "04_loss"}
ODD = {}


class Odd(NamedTuple):
    """A change of a right notebook, and the exercises that it costs."""

    change: object
    number: str
    lost: frozenset | None  # None: the file can't be read, and everything is lost


def odd(lost="", number="04"):
    """Enter the function: it changes `nb`, or returns the bytes of the file."""

    def enter(change):
        ids = frozenset(f"ex{number}-{name}" for name in lost.split())
        ODD[change.__name__] = Odd(change, number, ids)
        return change

    return enter


def unreadable(change):
    ODD[change.__name__] = Odd(change, "04", None)


def right(number):
    """A learner's notebook with all answers right."""
    solved = notebook.read(ROOT / "solutions" / f"{STEMS[number]}.ipynb")
    answers = {c["id"]: c["source"] for c in solved["cells"]}
    nb = json.loads(json.dumps(derive.exercise(solved)))
    for cell in nb["cells"]:
        cell["source"] = answers[cell["id"]]
    return nb


def file_of(name):
    """The bytes of an odd notebook."""
    one = ODD[name]
    nb = right(one.number)
    cells = {cell["id"]: cell for cell in nb["cells"]}
    made = one.change(nb, cells)
    return made if isinstance(made, bytes) else as_file(nb)


def as_file(nb, **options):
    return json.dumps(nb, **options).encode("utf-8", "surrogatepass")


def code(source, **more):
    return {"cell_type": "code", "id": "of-mine", "metadata": {}, "outputs": [],
            "execution_count": None, "source": source, **more}  # fmt: skip


def before_imports(number, line):
    def change(nb, cells):
        cell = cells[f"ex{number}-imports"]
        cell["source"] = f"{line}\n{cell['source']}"

    return change


def after(number, name, lines):
    def change(nb, cells):
        cells[f"ex{number}-{name}"]["source"] += f"\n{lines}\n"

    return change


def enter(name, change, number="04", lost=""):
    change.__name__ = name
    odd(lost, number)(change)


# What a kernel can do, in the cell of the imports

ABLE = {
    "matplotlib_inline": "%matplotlib inline",
    "matplotlib_notebook": "%matplotlib notebook",
    "matplotlib_without_its_window": "%matplotlib qt",
    "pylab": "%pylab inline",
    "pip": "%pip install a-package-that-is-not-there",
    "pip_in_a_shell": "!pip install a-package-that-is-not-there",
    "shell": "!ls",
    "shell_into_a_name": "files = !ls",
    "shell_without_such_a_program": "!no-such-program",
    "cd": "%cd ..",
    "cd_to_nowhere": "%cd no/such/folder",
    "bookmark": "%bookmark here",
    "clear": "%clear",
    "no_such_magic": "%no_such_magic",
    "no_such_extension": "%load_ext no_such_extension",
    "autoreload": "%load_ext autoreload\n%autoreload 2",
    "retina": "%config InlineBackend.figure_format = 'retina'",
    "kernel": "print(get_ipython().kernel.session)",
    "gui": "get_ipython().enable_gui('qt')",
    "no_such_gui": "%gui no_such_gui",
    "display": "from IPython.display import display, clear_output\n"
    "display({'a': 1}); clear_output()",
    "widgets": "import ipywidgets\nipywidgets.IntSlider()",
    "await": "import asyncio\nawait asyncio.sleep(0)",
    "environment": "%env NAME=value",
    "help": "print?",
    "history": "%history",
    "timeit": "%timeit -n1 -r1 1 + 1",
    "run_of_nothing": "%run no_such_file.py",
    "input": "name = input('your name: ')",
    "password": "import getpass; getpass.getpass()",
    "colab": "from google.colab import drive",
    "in_cells": "assert type(get_ipython()).__name__",
}
for _name, _line in ABLE.items():
    enter(_name, before_imports("04", _line))
enter("matplotlib_in_03", before_imports("03", "%matplotlib inline\n%cd ."), "03")


@odd()
def cell_magics(nb, cells):
    for magic in ("time", "capture said", "timeit -n1 -r1", "bash", "html",
                  "writefile a.txt", "no_such_magic"):  # fmt: skip
        nb["cells"].insert(2, code(f"%%{magic}\n1 + 1"))
    cells["ex04-mse"]["source"] = "%%time\n" + cells["ex04-mse"]["source"]
    cells["ex04-slope"]["source"] = "%%capture\n" + cells["ex04-slope"]["source"]


@odd()
def last_results(nb, cells):
    nb["cells"].insert(2, code("20 + 1"))
    nb["cells"].insert(3, code("assert _ == 21 and Out[max(Out)] == 21 and In"))


# Given cells


def without(*names, number="04"):
    def change(nb, cells):
        ids = {f"ex{number}-{name}" for name in names}
        nb["cells"] = [cell for cell in nb["cells"] if cell["id"] not in ids]

    return change


def turned(kind, name, number="04"):
    def change(nb, cells):
        cell = cells[f"ex{number}-{name}"]
        cell["cell_type"] = kind
        cell.pop("outputs"), cell.pop("execution_count")

    return change


def instead(name, source, number="04"):
    def change(nb, cells):
        cells[f"ex{number}-{name}"]["source"] = source

    return change


enter("imports_deleted", without("imports"))
enter("imports_deleted_in_03", without("imports", number="03"), "03")
enter("imports_markdown", turned("markdown", "imports"))
enter("imports_raw", turned("raw", "imports"))
enter("imports_markdown_in_03", turned("markdown", "imports", "03"), "03")
enter("imports_edited", instead("imports", "import numpy"))
enter("imports_emptied", instead("imports", ""))
enter("imports_broken", instead("imports", "import numpy as"))
enter("program_deleted", without("hunt-program"))
enter("tests_deleted", without("hunt-tests"))
enter("all_given_deleted", without("imports", "hint", "hunt-program", "hunt-tests"))
enter("programs_deleted_in_03", without("imports", "hunt-chain-tests",
      "hunt-chain-program", "hunt-rows-program", number="03"), "03")  # fmt: skip


@odd()
def given_and_ids_deleted(nb, cells):
    without("imports", "hunt-program", "hunt-tests")(nb, cells)
    for cell in nb["cells"]:
        del cell["id"]


@odd()
def only_answers_left(nb, cells):
    answers = [c for c in nb["cells"] if "BEGIN SOLUTION" in c["source"]]
    nb["cells"] = answers


@odd()
def imports_at_the_end(nb, cells):
    nb["cells"].remove(cells["ex04-imports"])
    nb["cells"].append(cells["ex04-imports"])
    cells["ex04-by-hand"]["source"] = cells["ex04-imports"]["source"] + (
        "\n" + cells["ex04-by-hand"]["source"]
    )


# Answers

enter("answer_markdown", turned("markdown", "mse"), lost="mse")
enter("answer_raw", turned("raw", "mse"), lost="mse")
enter("answer_deleted", without("mse"), lost="mse")
enter("answer_emptied", instead("mse", ""), lost="mse")
enter("answer_broken", instead("mse", "def mean_squared_error(A, Y:"), lost="mse")
enter("answer_markdown_in_03", turned("markdown", "relu", "03"), "03", "relu")


@odd()
def answer_markdown_and_again(nb, cells):
    again = code(cells["ex04-mse"]["source"])
    nb["cells"].insert(nb["cells"].index(cells["ex04-mse"]) + 1, again)
    turned("markdown", "mse")(nb, cells)


@odd()
def answer_split(nb, cells):
    place = nb["cells"].index(cells["ex04-cross-entropy"])
    nb["cells"].insert(place + 1, code(cells["ex04-cross-entropy"]["source"]))
    cells["ex04-cross-entropy"]["source"] = "from nnlib import softmax"


@odd()
def answer_split_and_check_deleted(nb, cells):
    answer_split(nb, cells)
    nb["cells"].remove(cells["ex04-cross-entropy-check"])


@odd()
def answers_merged(nb, cells):
    cells["ex04-mse"]["source"] += "\n\n" + cells["ex04-one-hot"]["source"]
    nb["cells"].remove(cells["ex04-one-hot"])


@odd()
def merged_with_its_check(nb, cells):
    for name in ("ex04-mse", "ex04-huber"):
        cells[name]["source"] += "\n\n" + cells[f"{name}-check"]["source"]
        nb["cells"].remove(cells[f"{name}-check"])


@odd("mse")
def all_in_one_cell(nb, cells):
    cells["ex04-mse"]["source"] = (
        "def mean_squared_error(A, Y):\n    return np.sum((A - Y) ** 2), 2 * (A - Y)"
    )
    parts = [c["source"] for c in nb["cells"] if c["cell_type"] == "code"]
    nb["cells"] = [code("\n\n".join(parts))]


@odd()
def answer_in_the_check_cell(nb, cells):
    own = cells["ex04-mse"]["source"] + "\n\n" + cells["ex04-mse-check"]["source"]
    cells["ex04-mse-check"]["source"] = own
    nb["cells"].remove(cells["ex04-mse"])


@odd()
def checks_deleted(nb, cells):
    nb["cells"] = [c for c in nb["cells"] if not c["id"].endswith("-check")]


@odd()
def checks_edited(nb, cells):
    for name in ("mse", "one-hot"):
        cells[f"ex04-{name}-check"]["source"] = "raise SystemExit"


@odd()
def checks_markdown(nb, cells):
    for name, cell in cells.items():
        if name.endswith("-check"):
            cell["cell_type"] = "markdown"


# Ids, formats, programs


@odd()
def ids_lost(nb, cells):
    for cell in nb["cells"]:
        del cell["id"]
    nb["nbformat_minor"] = 4


@odd(number="03")
def ids_and_imports_lost_in_03(nb, cells):
    nb["cells"].remove(cells["ex03-imports"])
    ids_lost(nb, cells)


@odd()
def ids_alike(nb, cells):
    for cell in nb["cells"]:
        cell["id"] = "ex04-mse"


@odd()
def ids_exchanged(nb, cells):
    cells["ex04-mse"]["id"], cells["ex04-one-hot"]["id"] = "ex04-one-hot", "ex04-mse"


@odd()
def ids_of_anything(nb, cells):
    for k, cell in enumerate(nb["cells"]):
        cell["id"] = (k, None, [k], {"id": cell["id"]}, "\udc80", "")[k % 6]


@odd()
def cells_doubled(nb, cells):
    nb["cells"] += copy.deepcopy(nb["cells"])


@odd()
def from_colab(nb, cells):
    nb.update(nbformat_minor=0)
    nb["metadata"] = {"colab": {"provenance": []}, "accelerator": "GPU"}
    for cell in nb["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), "outputId": "0a1b", "colab": {}}
        cell["source"] = cell["source"].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["source"].insert(0, '#@title A title { run: "auto" }\n')
    nb["cells"][1]["source"].insert(1, "from google.colab import drive\n")


@odd()
def from_colab_with_ids_renewed(nb, cells):
    from_colab(nb, cells)
    for k, cell in enumerate(nb["cells"]):
        cell["metadata"]["id"] = f"Xy{k:010d}"


@odd()
def from_vscode(nb, cells):
    for k, cell in enumerate(nb["cells"]):
        cell["id"] = f"{k:08x}"
        cell["metadata"] = {"vscode": {"languageId": "plaintext"}}
    nb["cells"].remove(cells["ex04-imports"])
    nb["metadata"] = {"language_info": {"name": "python"}}


@odd()
def format_3(nb, cells):
    for cell in nb["cells"]:
        del cell["id"]
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
            cell["prompt_number"] = cell.pop("execution_count")
    title = {"cell_type": "heading", "level": 1, "source": "Mine", "metadata": {}}
    sheet = {"cells": [title, *nb.pop("cells")], "metadata": {}}
    nb.update(nbformat=3, nbformat_minor=0, worksheets=[sheet])


@odd()
def sources_in_lines(nb, cells):
    for cell in nb["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


@odd()
def windows_line_ends(nb, cells):
    for cell in nb["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")


@odd()
def large_outputs(nb, cells):
    said = {"output_type": "stream", "name": "stdout", "text": "x" * 10**7}
    cells["ex04-mse"]["outputs"] = [said]


@odd()
def not_a_number(nb, cells):
    nb["metadata"]["score"] = float("nan")


@odd()
def byte_order_mark(nb, cells):
    return b"\xef\xbb\xbf" + as_file(nb, ensure_ascii=False)


@odd()
def utf_16(nb, cells):
    return json.dumps(nb, ensure_ascii=False).encode("utf-16")


@odd()
def gbk(nb, cells):
    return json.dumps(nb, ensure_ascii=False).encode("gb18030")


@odd()
def cp1252(nb, cells):
    return json.dumps(nb, ensure_ascii=False).encode("cp1252", "replace")


def with_byte(name):
    """One byte that is no text, at the end of a cell's first line."""

    def change(nb, cells):
        lines = cells[name]["source"].split("\n")
        lines[0] += "  # BYTE"
        cells[name]["source"] = "\n".join(lines)
        return as_file(nb, ensure_ascii=False).replace(b"BYTE", b"\xdc")

    return change


enter("a_byte_in_a_task", with_byte("ex04-mse-task"))
enter("a_byte_in_an_answer", with_byte("ex04-mse"), lost="mse")
enter("a_byte_in_the_imports", with_byte("ex04-imports"))
enter("half_a_character", after("04", "mse", "# \ud83d"), lost="mse")
enter("half_a_character_in_a_task", after("04", "mse-task", "\ud83d"))


@unreadable
def truncated(nb, cells):
    return as_file(nb)[:-2000]


@unreadable
def empty(nb, cells):
    return b""


@unreadable
def no_notebook(nb, cells):
    return b'["a list"]'


@unreadable
def zeros(nb, cells):
    return bytes(5000)


# Damage: what an answer does beside being right

DAMAGE = {
    "system_exit": "raise SystemExit",
    "sys_exit": "import sys; sys.exit(3)",
    "exit": "exit()",
    "quit": "quit()",
    "keyboard_interrupt": "raise KeyboardInterrupt",
    "reset": "%reset -f",
    "reset_with_modules": "%reset -f in out dhist array",
    "del_np": "del np",
    "np_is_3": "np = 3",
    "check_is_nothing": "check = nnlib = None",
    "print_is_5": "print = 5\nsum = range = len = max = 0",
    "builtins_overwritten": "import builtins\n"
    "builtins.print = builtins.len = builtins.isinstance = None",
    "builtins_cleared": "import builtins\nvars(builtins).clear()",
    "numpy_overwritten": "np.mean = np.log = np.sum = None",
    "modules_cleared": "import sys\nsys.modules.clear()",
    "numpy_not_to_be_imported": "import sys\nsys.modules['numpy'] = None",
    "modules_replaced": "import sys\nsys.modules = {}",
    "path_cleared": "import sys\nsys.path.clear()",
    "path_is_none": "import sys\nsys.path = None",
    "moved": "import os, tempfile\nos.chdir(tempfile.gettempdir())",
    "moved_to_a_folder_that_goes": "import os, tempfile\nfolder = tempfile.mkdtemp()\n"
    "os.chdir(folder)\nos.rmdir(folder)",
    "recursion": "def again(n):\n    return again(n + 1)\nagain(0)",
    "low_recursion_limit": "import sys\nsys.setrecursionlimit(60)",
    "threads": "import threading, time\n"
    "threading.Thread(target=time.sleep, args=(99,)).start()",
    "stdout_closed": "import sys\nsys.stdout.close()",
    "stdout_is_none": "import sys\nsys.stdout = sys.stderr = None",
    "handles_closed": "import os\nos.close(1)\nos.close(2)",
    "numpy_raises": "np.seterr(all='raise', under='ignore')",
    "warnings_raise": "import warnings\nwarnings.simplefilter('error')",
    "get_ipython_is_nothing": "get_ipython = None",
    "figures": "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()",
    "loop_closed": "import asyncio\nasyncio.get_event_loop().stop()",
    "task_left": "import asyncio\nasyncio.ensure_future(asyncio.sleep(999))",
    "random_seeded": "np.random.seed(0)",
    "check_replaced": "import nnlib.check\nnnlib.check.check = lambda *a: 1 / 0",
    "error": "1 / 0",
    "loop": "while True:\n    pass",
}
TAKES_THE_ANSWER = {"reset", "builtins_overwritten", "builtins_cleared"}
for _name, _lines in DAMAGE.items():
    _lost = "mse" if _name in TAKES_THE_ANSWER else ""
    enter(_name, after("04", "mse", _lines), lost=_lost)
enter("reset_in_03", after("03", "relu", "%reset -f\nnp = 3"), "03", "relu")

# Python itself ends, or has to be ended: the cell that did it is left out

ENDS = {
    "os_exit": "import os\nos._exit(0)",
    "aborted": "import os\nos.abort()",
    "segmentation_fault": "import ctypes\nctypes.string_at(0)",
    "stack_overflow": "import sys\nsys.setrecursionlimit(10**8)\n"
    "again = lambda x: repr(x)\nclass A:\n    def __repr__(self):\n"
    "        return repr([self])\nrepr(A())",
    "loop_that_cannot_be_stopped": "import signal\n"
    "for name in ('SIGPROF', 'SIGALRM'):\n"
    "    signal.signal(getattr(signal, name), signal.SIG_IGN)\n"
    "while True:\n    pass",
}
for _name, _lines in ENDS.items():
    enter(_name, after("04", "mse", _lines), lost="mse")


@odd("mse")
def os_exit_when_called(nb, cells):
    cells["ex04-mse"]["source"] = (
        "import os\ndef mean_squared_error(A, Y):\n    os._exit(0)"
    )


@odd("mse slope")
def two_end(nb, cells):
    for name in ("mse", "slope"):
        after("04", name, "import os; os._exit(1)")(nb, cells)


@odd()
def forks(nb, cells):
    after("04", "mse", "import os\nos.fork()")(nb, cells)
