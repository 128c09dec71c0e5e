"""A class marked in shares, and joined: the same files as from one run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import attacks
import class_of_learners as made
import pytest
import yaml

from nnlib.__main__ import main
from nnlib.course.grading import output, parts, pool, store
from nnlib.course.notebooks.lesson import find, lessons

ROOT = Path(__file__).resolve().parent.parent
COUNT = 4
LEARNERS = [f"learner {k}" for k in range(25)]


@pytest.fixture
def answers(monkeypatch):
    """What a worker says depends on the notebook alone; none is started."""

    def do(worker, job, demanded, total):
        names = [task.id for task in find(job["number"]).tasks]
        kind = len(Path(job["path"]).read_bytes()) % 3
        events = [
            {"check": name, "outcome": ("passed", "wrong_value", "crashed")[kind],
             "misconceptions": ["sum"] * (kind == 1), "lines": ["½ \ud83d?"]}
            for name in names[: 1 + kind]
        ]  # fmt: skip
        seconds = {"seconds": os.getpid() + len(names)}
        return [{"shown": sorted(demanded)}, *events, {"done": True, **seconds},
                {"end": True}]  # fmt: skip

    monkeypatch.setattr(pool.Worker, "_do", do)
    monkeypatch.setattr(pool.Crew, "probe", lambda crew: {"memory"})


def a_class(folder):
    """Learners with several lessons, with two of one, and with files of all kinds."""
    folder.mkdir()
    content = {n: made.stubbed(n) for n in ("01", "04")}
    for k, who in enumerate(LEARNERS):
        for number in ("01", "04")[: 1 + k % 2]:
            nb = made.as_bytes(content[number]) + b"\n" * (k % 5)
            (folder / f"{k:02d}_{who}_{lessons()[number].stem}.ipynb").write_bytes(nb)
    first = folder / f"00_{LEARNERS[0]}_01_neurons"
    shutil.copy(f"{first}.ipynb", f"{first} (1).ipynb")
    for name in (
        "Ben_04.ipynb",
        "cem_04_loss.py",
        "notes.txt",
        "=dora_04.ipynb",
        "eve.py",
    ):
        (folder / name).write_bytes(b"{}")
    (folder / "no notebook of mine").mkdir()
    return folder


def grade(*words):
    return main(["grade", *map(str, words), "--jobs", "2", "--unfenced"])


def in_parts(folder, count=COUNT):
    """Mark the shares, the last one first; their folders."""
    folders = [folder / f"part-{k}" for k in range(1, count + 1)]
    for k, out in reversed([*enumerate(folders, 1)]):
        assert grade(folder / "in", "-o", out, "--part", f"{k}/{count}") == 0
    return folders


def written(out):
    """All files of marks, as bytes; not what is kept of each notebook."""
    paths = [path for path in out.rglob("*") if path.is_file()]
    return {
        path.relative_to(out): path.read_bytes()
        for path in paths
        if path.parent.name != "results"
    }


def test_four_parts_are_one_run(answers, tmp_path, capsys):
    """Byte by byte, in whichever order they are named; none has another's learner."""
    a_class(tmp_path / "in")
    assert grade(tmp_path / "in", "-o", tmp_path / "one") == 0
    alone = capsys.readouterr().out
    folders = in_parts(tmp_path)
    capsys.readouterr()
    for order in (folders, folders[::-1]):
        assert grade("--merge", *order, "-o", tmp_path / "all") == 0
        said = capsys.readouterr().out.replace(str(tmp_path / "all"), "")
        assert said == alone.replace(str(tmp_path / "one"), "")
        assert written(tmp_path / "all") == written(tmp_path / "one")
    assert len(written(tmp_path / "one")) > 30
    owned = [
        set(json.loads((f / output.PART).read_text())["learners"]) for f in folders
    ]
    assert sum(map(len, owned)) == len(set.union(*owned)) and all(owned)


@pytest.mark.thorough
def test_four_parts_are_one_run_of_real_notebooks(tmp_path):
    (tmp_path / "in").mkdir()
    class_ = [made.right("01"), made.partial("01", 2), made.untouched("04")]
    class_ += [made.mistaken("04", {"ex04-mse": "sum"}), *made.broken()[1:3]]
    for k, one in enumerate(class_):
        (tmp_path / "in" / f"l{k}_{one.number}.ipynb").write_bytes(one.content)
    unfenced = attacks.unfenced()
    for more in ([], *(["--part", f"{k}/{COUNT}"] for k in range(1, COUNT + 1))):
        out = tmp_path / (f"part-{more[1][0]}" if more else "one")
        assert (
            main(["grade", str(tmp_path / "in"), "-o", str(out), *more, *unfenced]) == 0
        )
    folders = [tmp_path / f"part-{k}" for k in range(1, COUNT + 1)]
    assert grade("--merge", *folders, "-o", tmp_path / "all") == 0
    assert written(tmp_path / "all") == written(tmp_path / "one")


def test_a_share_is_a_matter_of_the_name_alone():
    """Fixed for all time, in another Python too; shares are about equally large."""
    program = (
        "from nnlib.course.grading.parts import part\n"
        "print(*(k for k in range(1, 9) if part(f'{k}/8').has('王小明')))"
    )
    own = [k for k in range(1, 9) if parts.Part(k, 8).has("王小明")]
    for seed in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", program], env=env, check=True,
                              capture_output=True, text=True)  # fmt: skip
        assert [int(word) for word in done.stdout.split()] == own == [6]
    learners = [f"learner {k}" for k in range(4000)]
    sizes = [sum(map(parts.Part(k, 8).has, learners)) for k in range(1, 9)]
    assert sum(sizes) == 4000 and min(sizes) > 430 and max(sizes) < 570


@pytest.mark.parametrize(
    "text", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4", "1/4/2", "½/1"]
)
def test_what_is_no_part_is_said(text, tmp_path, capsys):
    a_class(tmp_path / "in")
    assert grade(tmp_path / "in", "-o", tmp_path / "out", f"--part={text}") == 2
    assert f"1 ≤ K ≤ N, got {text}; try --part 3/8" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


EXAMPLE = re.compile(r"```(?:sh|yaml)\n(.*?)```", re.S)


@pytest.mark.skipif(os.name == "nt", reason="runs a shell")
def test_the_examples_for_clusters_mark_each_part_once(tmp_path):
    """The commands in INSTRUCTORS.md, with what a cluster would give them."""
    text = (ROOT / "lessons" / "INSTRUCTORS.md").read_text(encoding="utf-8")
    slurm, job = (
        next(one for one in EXAMPLE.findall(text) if word in one)
        for word in ("#SBATCH", "kind: Job")
    )
    (tmp_path / "python").write_text('#!/bin/sh\necho "$*"\n')
    (tmp_path / "srun").write_text('#!/bin/sh\nshift\necho "$*"\n')
    for name in ("python", "srun"):
        (tmp_path / name).chmod(0o755)
    (tmp_path / "COURSE").mkdir()
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])

    def command(script, **given):
        done = subprocess.run(
            ["sh", "-c", script], cwd=tmp_path, check=True, capture_output=True,
            text=True, env={**os.environ, "PATH": path, **given},
        )  # fmt: skip
        words = done.stdout.split()
        out, mine = (words[words.index(flag) + 1] for flag in ("-o", "--part"))
        assert out.rpartition("/part-")[2] == str(parts.part(mine).number)
        return mine

    spec = yaml.safe_load(job)["spec"]
    count = spec["completions"]
    (args,) = spec["template"]["spec"]["containers"][0]["args"]
    own = [command(args, JOB_COMPLETION_INDEX=str(k)) for k in range(count)]
    assert own == [f"{k}/{count}" for k in range(1, count + 1)]
    first, last = map(int, re.search(r"--array=(\d+)-(\d+)", slurm).groups())
    own = [command(slurm, SLURM_ARRAY_TASK_ID=str(k), SLURM_ARRAY_TASK_COUNT=str(last))
           for k in range(first, last + 1)]  # fmt: skip
    assert own == [f"{k}/{last}" for k in range(1, last + 1)]


@pytest.mark.parametrize("words", [
    [], ["in", "--merge", "a"], ["--merge", "a", "--part", "1/2"]
])  # fmt: skip
def test_either_submissions_or_parts(words, tmp_path, capsys):
    assert grade(*words, "-o", tmp_path / "out") == 2
    assert "or --merge with the folders of all parts" in capsys.readouterr().err


def test_what_is_no_whole_class_is_not_merged(answers, tmp_path, capsys, monkeypatch):
    a_class(tmp_path / "in")
    folders = in_parts(tmp_path)
    out = tmp_path / "all"
    copy = tmp_path / "copy"
    shutil.copytree(folders[1], copy)

    def refused(*folders):
        assert grade("--merge", *folders, "-o", out) == 2
        assert not out.exists()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return said.err

    said = refused(*folders[1:3], copy)
    assert "part 1/4 is missing" in said and "part 4/4 is missing" in said
    assert (
        "--part 4/4" in said
        and f"part 2/4 is there more than once: {folders[1]}" in said
    )
    assert f"{tmp_path / 'in'}: no finished part" in refused(*folders, tmp_path / "in")
    for damaged in ("", "[]", "{}", '{"part": 2', "[" * 10**5):
        (copy / output.PART).write_text(damaged)
        assert f"{copy}: no finished part" in refused(folders[0], copy, *folders[2:])
    record = json.loads((folders[1] / output.PART).read_text())
    for key, wanted in (("nnlib", "made by another version"), ("class", "of other"),
                        ("software", "made by other packages")):  # fmt: skip
        (copy / output.PART).write_text(json.dumps({**record, key: "another"}))
        assert f"{copy}: part 2/4" in (said := refused(folders[0], copy, *folders[2:]))
        assert wanted in said
    (copy / output.PART).write_text(json.dumps({**record, "of": 3}))
    assert "different divisions" in refused(folders[0], copy, *folders[2:])
    monkeypatch.setattr(store, "code", lambda: "a newer one")
    assert refused(*folders).count("another version") == 4


def test_a_folder_is_of_one_part(answers, tmp_path, capsys):
    """And a run that was begun and not finished is in no merge."""
    a_class(tmp_path / "in")
    folders = in_parts(tmp_path, 2)
    assert grade(tmp_path / "in", "-o", folders[0], "--part", "2/2") == 2
    assert "which has part 1/2; try -o" in capsys.readouterr().err
    assert grade("--merge", *folders, "-o", folders[0]) == 2
    assert grade(tmp_path / "in", "-o", folders[0], "--part", "1/2") == 0
    assert grade("--merge", *folders, "-o", tmp_path / "all") == 0
    parts.begin(folders[1], parts.Part(2, 2))
    assert grade("--merge", *folders, "-o", tmp_path / "all") == 2


def test_a_share_may_be_empty(answers, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "anna_04.ipynb").write_bytes(b"{}")
    folders = in_parts(tmp_path, 3)
    assert grade("--merge", *folders, "-o", tmp_path / "all") == 0
    assert (tmp_path / "all" / "feedback" / "anna.html").is_file()


def test_parts_among_the_submissions_are_no_learners(answers, tmp_path):
    folder = a_class(tmp_path / "in")
    assert grade(folder, "-o", tmp_path / "one") == 0
    for k in (1, 2):
        assert grade(folder, "-o", folder / f"part-{k}", "--part", f"{k}/2") == 0
    assert grade("--merge", *folder.glob("part-*"), "-o", folder / "marks") == 0
    assert written(folder / "marks") == written(tmp_path / "one")
