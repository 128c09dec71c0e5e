"""Whose a file is, and of which lesson: nobody is split, nobody vanishes unsaid."""

import io
import itertools
import time
import zipfile

import pytest

from nnlib.course.grading import collect, names, unpacking

LESSONS = {
    "00": "00_start_here",
    "01": "01_neurons",
    "02": "02_networks",
    "04": "04_loss",
    "05": "05_backpropagation",
    "06": "06_gradient_descent",
    "08": "08_digits",
}
FILES = [  # name of a file, its learner, its lesson
    ("anna_04_loss.ipynb", "anna", "04"),
    ("anna-04_loss.ipynb", "anna", "04"),
    ("anna-04-loss.ipynb", "anna", "04"),
    ("Anna Maria 04 loss.ipynb", "Anna Maria", "04"),
    ("04_loss_anna.ipynb", "anna", "04"),
    ("04_loss-anna.ipynb", "anna", "04"),
    ("anna_04.ipynb", "anna", "04"),
    ("anna.ipynb", "anna", None),
    ("2004anna.ipynb", "2004anna", None),
    ("李雷_04_loss.ipynb", "李雷", "04"),
    ("04_loss.ipynb", "no name", "04"),
    ("anna04_loss.ipynb", "anna", "04"),
    ("王小明04_loss.ipynb", "王小明", "04"),
    ("04_Loss.IPYNB", "no name", "04"),
    ("anna_06-gradient descent.ipynb", "anna", "06"),
    ("anna_04loss.ipynb", "anna", "04"),
    ("01_王小明_04_loss.ipynb", "01_王小明", "04"),
    ("01_王小明_01_neurons.ipynb", "01_王小明", "01"),
    ("04_王小明_04_loss.ipynb", "04_王小明", "04"),
    ("01_王小明_04.ipynb", "01_王小明", "04"),
    ("23-Anna Schmidt-04_loss.ipynb", "23-Anna Schmidt", "04"),
    ("08 anna 01 neurons.ipynb", "08 anna", "01"),
    ("2021012345_王小明_04_loss.ipynb", "2021012345_王小明", "04"),
    ("2021012345-王小明-第4课.ipynb", "2021012345-王小明", "04"),
    ("01_04_loss_王小明.ipynb", "01 王小明", "04"),
    ("group_04_04_loss.ipynb", "group_04", "04"),
    ("team-01_04_loss.ipynb", "team-01", "04"),
    ("20210304_04_loss.ipynb", "20210304", "04"),
    ("student_12_04_loss.ipynb", "student_12", "04"),
    ("04_loss_student_12.ipynb", "student_12", "04"),
    ("anna_2026-03-04_04_loss.ipynb", "anna", "04"),
    ("2026-03-04_anna_04_loss.ipynb", "anna", "04"),
    ("anna_03-04_04_loss.ipynb", "anna", "04"),
    ("03-04_anna_01_neurons.ipynb", "anna", "01"),
    ("anna_04_loss_2026-11-25.ipynb", "anna", "04"),
    ("anna_04_loss_2026-11-25_2.ipynb", "anna", "04"),
    ("anna_20260304_04_loss.ipynb", "anna", "04"),
    ("anna_04_loss_04.03.2026.ipynb", "anna", "04"),
    ("anna_04_loss_20260304_1023.ipynb", "anna", "04"),
    ("anna 04_loss 2026-03-04 at 10.23.45.ipynb", "anna", "04"),
    ("anna_03-04.ipynb", "anna", None),
    ("anna_2026-03-04T10-23-45_05_backpropagation.ipynb", "anna", "05"),
    ("王小明_3月4日_04_loss.ipynb", "王小明", "04"),
    ("anna_04.03._01_neurons.ipynb", "anna", "01"),
    ("anna_04_loss (1).ipynb", "anna", "04"),
    ("anna_04_loss(2).ipynb", "anna", "04"),
    ("anna_04_loss-Copy1.ipynb", "anna", "04"),
    ("anna_04_loss - Copy.ipynb", "anna", "04"),
    ("anna_04_loss - Copy (2).ipynb", "anna", "04"),
    ("anna_04_loss - Kopie.ipynb", "anna", "04"),
    ("anna_04_loss copy 2.ipynb", "anna", "04"),
    ("Copy of anna_04_loss.ipynb", "anna", "04"),
    ("Kopie von anna_04_loss.ipynb", "anna", "04"),
    ("Copy of Copy of anna_04_loss.ipynb", "anna", "04"),
    ("anna_04_loss 副本.ipynb", "anna", "04"),
    ("anna_04_loss - 副本.ipynb", "anna", "04"),
    ("anna_04_loss - 副本 (2).ipynb", "anna", "04"),
    ("anna_04_loss的副本.ipynb", "anna", "04"),
    ("副本anna_04_loss.ipynb", "anna", "04"),
    ("anna_04_loss（1）.ipynb", "anna", "04"),
    ("anna_04_loss - コピー.ipynb", "anna", "04"),
    ("Copia de anna_04_loss.ipynb", "anna", "04"),
    ("anna_04_loss.ipynb.txt", "anna", "04"),
    ("anna_04_loss.json", "anna", "04"),
    ("anna_04_loss.ipynb.json", "anna", "04"),
    ("anna_04_loss.zip", "anna", "04"),
    ("anna_04_loss.py", "anna", "04"),
    ("anna_04_loss.ipynb (1).txt", "anna", "04"),
    ("anna_04_loss.ipynb.ipynb", "anna", "04"),
    ("Anna Schmidt_12345_assignsubmission_file_04_loss.ipynb", "Anna Schmidt", "04"),
    (
        "Anna Schmidt_99_assignsubmission_file_anna_05_backpropagation.ipynb",
        "Anna Schmidt",
        "05",
    ),
    ("smithanna_1204_88041_05_backpropagation.ipynb", "smithanna_1204", "05"),
    ("smithanna_1204_90077_04_loss-1.ipynb", "smithanna_1204", "04"),
    ("smithanna_LATE_1204_90077_04_loss.ipynb", "smithanna_1204", "04"),
    ("Homework 4_asmith_attempt_2026-03-04-10-20-30_04_loss.ipynb", "asmith", "04"),
    ("Lesson 01_asmith_attempt_2026-03-11-10-20-30_01_neurons.ipynb", "asmith", "01"),
    (
        "12345-67890 - Anna Schmidt - Mar 4, 2026 1023 AM - 04_loss.ipynb",
        "Anna Schmidt",
        "04",
    ),
    ("Anna Schmidt - 04_loss.ipynb", "Anna Schmidt", "04"),
    ("anna_04_loss_final.ipynb", "anna", "04"),
    ("anna_04_loss_v2.ipynb", "anna", "04"),
    ("anna_04_loss_final_v3.ipynb", "anna", "04"),
    ("anna_04_loss_2.ipynb", "anna", "04"),
    ("anna_04_loss最终版.ipynb", "anna", "04"),
    ("04_loss_anna_final.ipynb", "anna", "04"),
    ("anna_final.ipynb", "anna", None),
    ("homework_anna_04_loss.ipynb", "anna", "04"),
    ("anna_lesson4.ipynb", "anna", "04"),
    ("anna_hw04.ipynb", "anna", "04"),
    ("anna_ex_04.ipynb", "anna", "04"),
    ("Lektion 4 - Anna.ipynb", "Anna", "04"),
    ("anna_loss.ipynb", "anna", "04"),
    ("第04课_王小明.ipynb", "王小明", "04"),
    ("anna_gradient_descent.ipynb", "anna", "06"),
    ("Anna_04_loss_Schmidt.ipynb", "Anna Schmidt", "04"),
    ("exercises_04_loss_anna.ipynb", "anna", "04"),
    ("Ex Alexandra_04_loss.ipynb", "Ex Alexandra", "04"),
    ("Janacopy_04_loss.ipynb", "Janacopy", "04"),
    ("neu_04_loss.ipynb", "neu", "04"),
    ("anna_neu_04_loss.ipynb", "anna_neu", "04"),
    ("04_loss_anna_neu.ipynb", "anna_neu", "04"),
    ("anna_neu.ipynb", "anna_neu", None),
    ("anna_04_loss_neu.ipynb", "anna", "04"),
    ("Anna L_04.ipynb", "Anna L", "04"),
    ("l1_04.ipynb", "l1", "04"),
]
FOLDERS = [  # name of a folder, its learner; None for one of a lesson
    ("anna", "anna"),
    ("anna (1)", "anna"),
    ("anna_04_loss", "anna"),
    ("group_04", "group_04"),
    ("01_王小明", "01_王小明"),
    ("Anna Schmidt_12345_assignsubmission_file_", "Anna Schmidt"),
    ("Anna Schmidt_12345_assignsubmission_file", "Anna Schmidt"),
    ("12345-67890 - Anna Schmidt - Mar 4, 2026 1023 AM", "Anna Schmidt"),
    ("04_loss", None),
    ("04", None),
    ("Lesson 4", None),
]


@pytest.mark.parametrize("name, learner, number", FILES)
def test_learner_and_lesson_are_read_off_the_name(name, learner, number):
    learner = names.words("no name") if learner == "no name" else learner
    assert names.split(name, LESSONS) == (learner, number)


@pytest.mark.parametrize("name, learner", FOLDERS)
def test_a_folder_is_a_learner_s_or_a_lesson_s(name, learner):
    if learner:
        assert names.learner_of_folder(name, LESSONS) == learner
        assert names.lesson_of_folder(name, LESSONS) is None
    else:
        assert names.lesson_of_folder(name, LESSONS) == "04"


@pytest.mark.parametrize("form", [
    "{who}_{file}.ipynb", "{who}-{file}.ipynb", "{file} {who}.ipynb",
    "{list}_{who}_{file}.ipynb", "{list}. {who} - {file} (1).ipynb",
    "{who}_{date}_{file}.ipynb", "{date} {who} {file}.ipynb", "{who}_{number}.ipynb",
    "{list}_{who}_{number}.ipynb", "{who}_{day}_{file}.ipynb.txt",
    "{who}_{id}_assignsubmission_file_{file}.ipynb", "{who}_77001_{id}_{file}.ipynb",
    "HW {number}_{who}_attempt_2026-03-{list}-10-20-30_{file}.ipynb",
])  # fmt: skip
@pytest.mark.parametrize("who", ["anna", "王小明", "Ana-María López", "O'Neill"])
def test_one_learner_has_one_name_in_all_lessons(form, who):
    """Whatever stands in a class list, and on whichever day it was handed in."""
    for place in ("03", "17"):
        found = set()
        for k, (number, file) in enumerate(LESSONS.items()):
            name = form.format(
                who=who, file=file, number=number, list=place, id=88041 + 977 * k,
                date=f"2026-0{1 + k}-1{k}", day=f"0{1 + k}-1{k}",
            )  # fmt: skip
            learner, seen = names.split(name, LESSONS)
            assert seen == number, name
            found.add(learner)
        assert len(found) == 1, found
        assert who in found.pop()


def test_names_that_are_alike_are_one_learner():
    one = ["Anna Maria", "anna_maria", "ANNA-MARIA", "01_王小明", "王小明"]
    two = ["01_王伟", "07_王伟", "anna", "group 1", "group 2"]
    chosen = names.joined([*one, *two])
    assert [chosen[name] for name in one] == ["ANNA-MARIA"] * 3 + ["01_王小明"] * 2
    assert [chosen[name] for name in two] == two
    for order in itertools.permutations(one):
        assert names.joined(order) == names.joined(one)


def test_a_long_name_takes_no_time():
    began = time.process_time()
    for part in ("- ", "copy ", "_1", "20260304", "副本", "final_", "01-04_"):
        names.split(part * 10_000, LESSONS)
    assert time.process_time() - began < 5


def test_learners_may_have_numbers_that_are_lessons():
    """In a class of student_01 to student_30, nobody has handed in lessons 01 to 08."""
    files = [f"student_{k:02d}.ipynb" for k in range(1, 31)]
    numbered = names.numbered_learners(files, LESSONS)
    whose = [names.split(name, LESSONS, numbered) for name in files]
    assert whose == [(name.removesuffix(".ipynb"), None) for name in files]
    both = [names.split(f"student_{k:02d}_04_loss", LESSONS, numbered) for k in (3, 4)]
    assert both == [("student_03", "04"), ("student_04", "04")]
    assert names.split("anna_04.ipynb", LESSONS, numbered) == ("anna", "04")


# Places


class Unsaid(zipfile.ZipInfo):
    """An entry whose name is written in an encoding, and the zip does not say so."""

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~unpacking.UTF8


def zipped(entries, encoding=None):
    """A zip as bytes; with an encoding, its names are in that."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            info = name
            if encoding:
                info = Unsaid(name)
                info.raw = name.encode(encoding)
            archive.writestr(info, content)
    return file.getvalue()


def place(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def found_in(path):
    found, learners, problems = collect.collect(path, LESSONS)
    return {(one.learner, one.number) for one in found}, learners, problems


MOODLE = "A B_{}_assignsubmission_file_/{}.ipynb"
PLACES = {  # files -> learners and lessons
    ("anna/04_loss.ipynb", "anna/week 2/05_backpropagation.ipynb"):
        [("anna", "04"), ("anna", "05")],
    ("04_loss/anna.ipynb", "04_loss/ben.ipynb", "Lesson 5/anna.ipynb"):
        [("anna", "04"), ("ben", "04"), ("anna", "05")],
    ("04/anna/notebook.ipynb", "05/anna/notebook.ipynb"):
        [("anna", "04"), ("anna", "05")],
    ("anna_04_loss/04_loss.ipynb", "anna_05_backpropagation.ipynb"):
        [("anna", "04"), ("anna", "05")],
    (MOODLE.format(1, "04_loss"), MOODLE.format(2, "05_backpropagation")):
        [("A B", "04"), ("A B", "05")],
    ("01_王小明_04_loss.ipynb", "王小明/01_neurons.ipynb"):
        [("01_王小明", "04"), ("01_王小明", "01")],
    ("Anna_04_loss.ipynb", "anna/05_backpropagation.ipynb"):
        [("Anna", "04"), ("Anna", "05")],
    ("01/04_loss.ipynb", "02/04_loss.ipynb", "04/04_loss.ipynb"):  # a class list
        [("01", "04"), ("02", "04"), ("04", "04")],
    ("01/mine.ipynb", "04/mine.ipynb", "23/data/x.ipynb"):
        [("01", None), ("04", None), ("23", None)],
    ("04_loss/anna.ipynb", "04_loss/04_loss.ipynb"):
        [("anna", "04"), ("no name", "04")],
}  # fmt: skip


@pytest.mark.parametrize("files, wanted", PLACES.items())
@pytest.mark.parametrize("packed", [False, True])
def test_folders_are_of_learners_or_of_lessons(files, wanted, packed, tmp_path):
    entries = dict.fromkeys(files, b"{}")
    if packed:
        (tmp_path / "class.zip").write_bytes(zipped(entries))
        found, learners, problems = found_in(tmp_path / "class.zip")
    else:
        found, learners, problems = found_in(place(tmp_path / "in", entries))
    assert found == set(wanted) and problems == []
    assert set(learners) == {who for who, _ in found}


def test_zips_in_a_folder_and_in_a_zip_count_as_folders(tmp_path):
    files = {
        "anna.zip": zipped({"04_loss.ipynb": b"a"}),
        "ben_04_loss.zip": zipped({"x/notebook.ipynb": b"b"}),
        "cem/work.zip": zipped({"05_backpropagation.ipynb": b"c"}),
        "04_loss.zip": zipped({"dora.ipynb": b"d", "__MACOSX/._dora.ipynb": b""}),
    }
    flat = place(tmp_path / "in", files)
    (tmp_path / "class.zip").write_bytes(zipped(files))
    for path in (flat, tmp_path / "class.zip"):
        found, learners, problems = collect.collect(path, LESSONS)
        read = {(one.learner, one.read()) for one in found}
        assert read == {("anna", b"a"), ("ben", b"b"), ("cem", b"c"), ("dora", b"d")}
        assert learners == ["anna", "ben", "cem", "dora"] and problems == []


def test_zips_that_can_not_be_opened_are_told_of(tmp_path):
    inner = zipped({"04_loss.ipynb": b"{}"})
    for _ in range(3):
        inner = zipped({"more.zip": inner})
    files = {"anna_04_loss.zip": b"PK no zip", "ben/work.zip": b"", "cem.zip": inner}
    found, learners, _ = collect.collect(place(tmp_path, files), LESSONS)
    assert learners == ["anna", "ben", "cem"]
    for one in found:
        with pytest.raises(collect.Refused):
            one.read()
    assert {one.learner for one in found} == set(learners)
    (tmp_path / "broken.zip").write_bytes(zipped({"a_04.ipynb": b"{}"})[:-30])
    with pytest.raises(ValueError, match=r"broken\.zip|expects a folder"):
        collect.collect(tmp_path / "broken.zip", LESSONS)


@pytest.mark.parametrize("encoding, who", [
    ("utf-8", "王小明"), ("gbk", "王小明"), ("gbk", "王喆"), ("gb2312", "李雷"),
    ("cp437", "Müller"), ("cp437", "José Ñandú"), ("utf-8", "Søren Æbelø"),
])  # fmt: skip
def test_names_in_a_zip_are_read_as_they_were_written(encoding, who, tmp_path):
    """By programs that do not say how, as Windows' and macOS' own."""
    entries = {f"{who}_04_loss.ipynb": b"{}", f"{who}_01_neurons.ipynb": b"{}"}
    (tmp_path / "class.zip").write_bytes(zipped(entries, encoding))
    found, learners, _ = collect.collect(tmp_path / "class.zip", LESSONS)
    assert learners == [who] and [one.read() for one in found] == [b"{}"] * 2


OTHERS = {  # a file -> (learner, lesson) that it costs, or None for a line alone
    "anna_04_loss.py": ("anna", "04"),
    "anna_04_loss.html": ("anna", "04"),
    "anna_04_loss.pdf": ("anna", "04"),
    "anna_04_loss.rar": ("anna", "04"),
    "anna/answers.docx": ("anna", None),
    "anna/04_loss.txt": ("anna", "04"),
    "anna_04_loss.json": ("anna", "04"),
    "anna.json": ("anna", None),
    "notes.txt": None,
    "anna.pdf": None,
}


@pytest.mark.parametrize("file, owner", OTHERS.items())
def test_nobody_vanishes_without_a_line(file, owner, tmp_path):
    """What is no notebook by its name, and whom it stands for."""
    found, learners, problems = collect.collect(
        place(tmp_path, {file: b"[]"}), LESSONS
    )  # fmt: skip
    if owner is None:
        assert found == [] and len(problems) == 1 and file in problems[0]
    else:
        assert [(one.learner, one.number) for one in found] == [owner]
        assert learners == [owner[0]]


@pytest.mark.parametrize("file", OTHERS)
def test_what_lies_beside_a_notebook_costs_nothing(file, tmp_path):
    files = {"anna/04_loss.ipynb": b"{}", file: b"[]"}
    found, learners, problems = found_in(place(tmp_path, files))
    assert found == {("anna", "04")} and learners == ["anna"]
    assert problems == [] or file == "notes.txt"


@pytest.mark.parametrize("name", [
    "anna_04_loss.ipynb.txt", "anna_04_loss.ipynb.json", "anna_04_loss.ipynb (1).txt",
    "anna_04_loss.IPYNB", "anna_04_loss.json", "anna_04_loss.ipynb.ipynb",
])  # fmt: skip
def test_another_ending_is_opened_all_the_same(name, tmp_path):
    (one,), learners, problems = collect.collect(
        place(tmp_path, {name: b"{}"}), LESSONS
    )  # fmt: skip
    assert (one.learner, one.number, one.read()) == ("anna", "04", b"{}")
    assert learners == ["anna"] and problems == []


def test_what_zips_hold_together_is_limited(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "WHOLE", 1000)
    files = {f"l{k}.zip": zipped({"04_loss.ipynb": bytes(600)}) for k in range(3)}
    found, _, _ = collect.collect(place(tmp_path, files), LESSONS)
    assert found[0].read() and found[1].read()
    with pytest.raises(collect.Refused, match="the zip holds more"):
        found[2].read()
